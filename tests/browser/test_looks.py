from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.actions import PEOPLE, ask, open_citation
from browser.conftest import OpenPage

pytestmark = pytest.mark.browser


def serious_violations(page: Page) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python", reason="pip install axe-playwright-python")
    # The page's policy lets no foreign script in, and this one comes in as a string to be evaluated.
    page.evaluate(Path(axe.__file__).with_name("axe.min.js").read_text("utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:200]}"
        for violation in found["violations"]
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_page_is_accessible_at_every_step(dark: bool, open_page: OpenPage, address: str) -> None:
    page = open_page(address, dark=dark)
    assert serious_violations(page) == []
    ask(page, "How does photosynthesis work?")
    answer = ask(page, PEOPLE)
    assert serious_violations(page) == []
    open_citation(page, answer, 1)
    page.wait_for_timeout(400)
    assert serious_violations(page) == []


def test_messages_carry_no_labels_of_raw_markdown(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    ask(page, PEOPLE)
    expect(page.locator("#chat .message [aria-label*='&#']")).to_have_count(0)


def test_phone_shows_everything_without_scrolling_sideways(open_page: OpenPage, address: str) -> None:
    page = open_page(address, width=390, height=844)
    for step in ("start", "answer", "refusal", "source"):
        if step == "answer":
            answer = ask(page, PEOPLE)
        elif step == "refusal":
            ask(page, "How does photosynthesis work?")
        elif step == "source":
            open_citation(page, answer, 1)
            page.wait_for_timeout(400)
            box = page.locator("#source").bounding_box()
            assert box is not None
            assert (box["x"], box["width"]) == (0, 390)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, step
        for part in ("#question textarea", "#strictness input[type=range]", "#question .submit-button"):
            box = page.locator(part).bounding_box()
            assert box is not None
            assert box["x"] >= 0, (step, part)
            assert box["x"] + box["width"] <= 390, (step, part)
            assert box["y"] + box["height"] <= 844, (step, part)


def test_open_source_leaves_room_for_the_chat(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    open_citation(page, ask(page, PEOPLE), 1)
    page.wait_for_timeout(400)
    chat, source = page.locator("#chat").bounding_box(), page.locator("#source").bounding_box()
    assert chat is not None
    assert source is not None
    assert chat["x"] + chat["width"] <= source["x"]


def test_latest_question_is_at_the_top_of_the_chat(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    ask(page, PEOPLE)
    ask(page, "How does photosynthesis work?")
    page.wait_for_timeout(200)
    chat, question = page.locator("#chat").bounding_box(), page.locator("#chat .user-row").last.bounding_box()
    assert chat is not None
    assert question is not None
    assert -1 < question["y"] - chat["y"] < 40
