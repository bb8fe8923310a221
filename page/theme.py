"""Colours and type. Fonts are the visitor's own, so that none is fetched."""

import gradio as gr

FONT = ["ui-sans-serif", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"]
FONT_MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"]

PAPER, CARD, INK, FAINT, LINE = "#f8f7f4", "#ffffff", "#1f2328", "#59606a", "#e2dfd8"
NIGHT, NIGHT_CARD, CHALK, NIGHT_FAINT, NIGHT_LINE = "#15171a", "#1d2024", "#e6e4df", "#a8aeb8", "#353a41"
BLUE, BLUE_DEEP, SKY, SKY_LIGHT = "#1d5b8c", "#164669", "#8ec3ec", "#b3d8f4"


def theme() -> gr.themes.Base:
    """The page's theme; page/style.css does what a theme cannot."""
    return gr.themes.Base(font=FONT, font_mono=FONT_MONO).set(
        body_background_fill=PAPER,
        body_background_fill_dark=NIGHT,
        body_text_color=INK,
        body_text_color_dark=CHALK,
        body_text_color_subdued=FAINT,
        body_text_color_subdued_dark=NIGHT_FAINT,
        background_fill_primary=CARD,
        background_fill_primary_dark=NIGHT_CARD,
        background_fill_secondary=PAPER,
        background_fill_secondary_dark=NIGHT,
        border_color_primary=LINE,
        border_color_primary_dark=NIGHT_LINE,
        color_accent=BLUE,
        color_accent_soft="#e9f0f5",
        color_accent_soft_dark="#243341",
        link_text_color=BLUE,
        link_text_color_dark=SKY,
        link_text_color_hover=BLUE_DEEP,
        link_text_color_hover_dark=SKY_LIGHT,
        link_text_color_active=BLUE_DEEP,
        link_text_color_active_dark=SKY_LIGHT,
        link_text_color_visited=BLUE,
        link_text_color_visited_dark=SKY,
        block_background_fill=CARD,
        block_background_fill_dark=NIGHT_CARD,
        block_border_color=LINE,
        block_border_color_dark=NIGHT_LINE,
        block_radius="12px",
        block_label_text_color=FAINT,
        block_label_text_color_dark=NIGHT_FAINT,
        block_title_text_color=INK,
        block_title_text_color_dark=CHALK,
        block_info_text_color=FAINT,
        block_info_text_color_dark=NIGHT_FAINT,
        input_background_fill=CARD,
        input_background_fill_dark=NIGHT_CARD,
        input_border_color="#8b8f96",
        input_border_color_dark="#6b727c",
        input_border_color_focus=BLUE,
        input_border_color_focus_dark=SKY,
        input_placeholder_color="#656b74",
        input_placeholder_color_dark="#9aa1ab",
        button_primary_background_fill=BLUE,
        button_primary_background_fill_dark=SKY,
        button_primary_background_fill_hover=BLUE_DEEP,
        button_primary_background_fill_hover_dark=SKY_LIGHT,
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#0f1a22",
        slider_color=BLUE,
        slider_color_dark=SKY,
    )
