import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Document, Place
from page.panel import LONGEST_TEXT, source_page, stretch_around
from qa.answer import Quote
from qa.render import Citation

TEXT = "One.\nTwo runs\nover lines. Three & <four>.\n"
START, END = TEXT.index("Two"), TEXT.index(" Three")


def panel(text: str, start: int, end: int, answer: tuple[int, int] | None = None, position: object = None) -> str:
    quote = Quote(Document("d.txt", text, ""), start, end, *(answer or (None, None)))
    return source_page([Citation(1, 1, quote)], "1-1", position)


def lines(page: str) -> list[str]:
    """The lines of the document that are shown, as text."""
    return [html.unescape(re.sub("<[^>]*>", "", line)) for line in re.findall("<li[^>]*>(.*?)</li>", page, re.DOTALL)]


def marked(page: str, tag: str) -> list[str]:
    return [
        html.unescape(re.sub("<[^>]*>", "", part)) for part in re.findall(f"<{tag}[^>]*>(.*?)</{tag}>", page, re.DOTALL)
    ]


def test_whole_document_is_shown_line_by_line_with_the_quote_marked() -> None:
    page = panel(TEXT, START, END, (TEXT.index("over"), TEXT.index(" lines")))
    assert lines(page) == TEXT.splitlines()
    assert marked(page, "mark") == ["Two runs", "over lines."]
    assert marked(page, "strong") == ["over"]
    assert "Line 2" in page


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf"], include_characters="\n"), min_size=1),
    st.data(),
)
def test_any_document_reads_the_same_in_the_panel(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    page = panel(text, start, end, (start, end))
    assert "\n".join(lines(page)) == text.removesuffix("\n")
    assert "\n".join(marked(page, "mark")) == "\n".join(part for part in text[start:end].split("\n") if part)


@pytest.mark.parametrize("hostile", ["<img src=x onerror=alert(1)>", "${alert(1)}{{x}}", '"><script>alert(1)</script>'])
def test_hostile_text_and_names_are_escaped(hostile: str) -> None:
    quote = Quote(Document(hostile, hostile, ""), 0, len(hostile))
    page = source_page([Citation(1, 1, quote)], "1-1", None)
    assert html.escape(hostile) in page
    assert not {"img", "script"} & set(re.findall(r"<(\w+)", page))


def test_next_and_previous_stay_within_the_answer() -> None:
    document = Document("d.txt", TEXT, "")
    citations = [Citation(turn, number, Quote(document, 0, 4)) for turn in (1, 2) for number in (1, 2, 3)]
    targets = [re.findall('data-cite="([^"]+)"', source_page(citations, f"2-{n}", None)) for n in (1, 2, 3)]
    assert targets == [["2-2"], ["2-1", "2-3"], ["2-2"]]


@pytest.mark.parametrize("line_length", [10, 500, 10**6], ids=["short lines", "long lines", "one line"])
def test_long_document_is_shown_in_stretches_that_cover_it(line_length: int) -> None:
    text = "\n".join("x" * line_length for _ in range(max(2, 10**5 // line_length)))[: 10**6]
    document = Document("d.txt", text, "")
    position, seen = 0, 0
    while True:
        stretch = stretch_around(document, position)
        assert stretch.start <= position <= stretch.end
        assert stretch.end - stretch.start <= LONGEST_TEXT
        assert stretch.start <= seen
        seen = stretch.end
        if stretch.end == len(text):
            break
        position = stretch.end
    assert len(panel(text, 5, 9)) < 4 * LONGEST_TEXT


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_an_editor_shows_however_they_end(end: str) -> None:
    text = end.join(["One.", "", "Three.", "Four."])
    page = panel(text, text.index("Four"), len(text))
    assert lines(page) == ["One.", "", "Three.", "Four."]
    assert "Line 4" in page


def test_long_document_numbers_its_lines_from_the_beginning_of_the_file() -> None:
    text = "\n".join(f"line {number}" for number in range(1, 20_001))
    start = text.index("line 15000")
    page = panel(text, start, start + 10)
    first = int(re.findall(r'<ol start="(\d+)"', page)[0])
    assert lines(page)[15_000 - first] == "line 15000"
    assert "Earlier text" in page
    assert "Later text" in page
    assert "Line 15,000" in page


@pytest.mark.parametrize("position", [-1, 10**9, "5", None, 1.5, [], "x"])
def test_positions_that_are_none_show_the_quote(position: object) -> None:
    assert "<mark" in panel(TEXT, START, END, position=position)


PAGES = "Front.\n\nThe sentence runs on over the page.\n\nBack."
TWO = (Place(0, "page", "1"), Place(PAGES.index("on over"), "page", "2"), Place(PAGES.index("Back"), "page", "3"))


@pytest.mark.parametrize(
    ("words", "shown", "hidden"),
    [
        ("Front.", "Front.", "Back."),
        ("page.", "The sentence runs on over the page.", "Front."),
        ("Back.", "Back.", "The"),
    ],
)
def test_a_page_is_shown_alone_with_what_runs_on_over_its_end(words: str, shown: str, hidden: str) -> None:
    start = PAGES.index(words)
    quote = Quote(Document("d.pdf", PAGES, "", (), TWO), start, start + len(words))
    text = "\n".join(lines(source_page([Citation(1, 1, quote)], "1-1", None)))
    assert shown in text
    assert hidden not in text


def test_the_panel_names_the_page_and_not_a_line_that_is_not_the_files() -> None:
    page = source_page([Citation(1, 1, Quote(Document("d.pdf", PAGES, "", (), TWO), 0, 5))], "1-1", None)
    assert "P. 1" in page
    assert "Line" not in page
