"""Slides: python-pptx knows what is on them; a slide's title comes first, its speaker's notes last."""

import io
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from index.formats.archive import checked, opened
from index.formats.extracted import Composer, Extracted, RefusedError, clean

_FURNITURE = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER)
_LISTED = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY, PP_PLACEHOLDER.VERTICAL_OBJECT)
_DEEPEST = 100  # groups within one another


def extract(data: bytes) -> Extracted:
    """The text of a .pptx file, slide by slide."""
    archive = opened(data)
    if "ppt/presentation.xml" not in archive.namelist():
        raise RefusedError("it is not what its name says")
    checked(archive)
    composer = Composer()
    try:
        for number, slide in enumerate(Presentation(io.BytesIO(data)).slides, 1):
            composer.place("slide", str(number))
            composer.place("heading", "")
            _add_slide(slide, composer)
    except RecursionError as error:
        raise RefusedError("its parts are nested too deeply") from error
    except RefusedError:
        raise
    except Exception as error:
        # A damaged file is met anywhere in the library, as whatever it stumbles over.
        raise RefusedError("it is damaged") from error
    return composer.done()


def _add_slide(slide: Any, composer: Composer) -> None:
    title = slide.shapes.title
    if title is not None:
        composer.heading(_line(title.text_frame.text))
    for shape in _shapes(slide.shapes, 0):
        if title is not None and shape.shape_id == title.shape_id:
            continue
        if shape.has_text_frame:
            _add_text(shape, composer)
        elif getattr(shape, "has_table", False) and shape.has_table:
            _add_table(shape.table, composer)
        elif getattr(shape, "has_chart", False) and shape.has_chart:
            _add_chart(shape.chart, composer)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        notes = clean(slide.notes_slide.notes_text_frame.text)
        composer.paragraph(f"Notes: {notes}" if notes else "")


def _shapes(shapes: Any, depth: int) -> Iterator[Any]:
    """The shapes in the order they are read aloud, those in groups in their places, without footers and the like."""
    if depth > _DEEPEST:
        raise RefusedError("its parts are nested too deeply")
    for shape in shapes:
        if shape.is_placeholder and shape.placeholder_format.type in _FURNITURE:
            continue
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes, depth + 1)
        else:
            yield shape


def _add_text(shape: Any, composer: Composer) -> None:
    paragraphs = [(_line(p.text), p.level) for p in shape.text_frame.paragraphs]
    kept = [(text, level) for text, level in paragraphs if text]
    listed = shape.is_placeholder and shape.placeholder_format.type in _LISTED and len(kept) > 1
    for text, level in kept:
        if listed or level:
            composer.item(text)
        else:
            composer.paragraph(text)


def _add_table(table: Any, composer: Composer) -> None:
    rows = [["" if cell.is_spanned else cell.text for cell in row.cells] for row in table.rows]
    if table.first_row and len(rows) > 1:
        composer.rows(rows[1:], [_line(name) for name in rows[0]])
    else:
        composer.rows(rows)


def _add_chart(chart: Any, composer: Composer) -> None:
    """The numbers that a chart draws, a line for each of its categories."""
    if chart.has_title and chart.chart_title.has_text_frame:
        composer.paragraph(_line(chart.chart_title.text_frame.text))
    for plot in chart.plots:
        series = list(plot.series)
        names = ["", *(_line(str(one.name)) for one in series)]
        for row, category in enumerate(plot.categories):
            values = [one.values[row] if row < len(one.values) else None for one in series]
            composer.rows([[str(category), *("" if v is None else f"{v:.15g}" for v in values)]], names)


def _line(text: str) -> str:
    return clean(text).replace("\n", " ")
