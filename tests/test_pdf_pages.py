"""Headers and footers of books, as pages of lines: no small file has as many pages."""

import pytest

from index.formats.pdf_letters import Segment
from index.formats.pdf_pages import Page, without_furniture

BODY = "Text of page {}, which nothing repeats."


def segment(text: str, left: float, top: float) -> Segment:
    return Segment(left, top, left + 5 * len(text), top + 10, 10, text)


def page(number: int, *outer: Segment) -> Page:
    lines = [segment(f"{BODY.format(number)} Line {line}.", 70, 100 + 14 * line) for line in range(40)]
    return Page(number, 600, 800, (*outer, *lines))


def left_over(pages: list[Page]) -> list[str]:
    """What is kept of the pages besides their text."""
    return [s.text for page in without_furniture(pages) for s in page.segments if "which nothing repeats" not in s.text]


@pytest.mark.parametrize("top", [40.0, 770.0], ids=["header", "footer"])
def test_a_chapters_name_is_no_text_however_long_the_book(top: float) -> None:
    chapters = [(n, segment(f"About the {'mill' if n < 30 else 'wheel'} and its house", 70, top)) for n in range(1, 60)]
    assert left_over([page(n, name) for n, name in chapters]) == []


def test_a_header_is_known_by_its_chapter_where_its_sections_change() -> None:
    pages = [
        page(n, segment("Chapter of mills", 70, 40), segment(f"Section {'abc'[n % 3]} of it", 400, 40))
        for n in range(1, 9)
    ]
    assert left_over([*pages, *(page(n) for n in range(9, 60))]) == []


def test_a_header_of_one_page_is_known_by_the_pages_number_beside_it() -> None:
    names = ["Mills", "Wheels", "Weirs", "Gears", "Sluices", "Paddles"]
    pages = [page(n, segment(name, 70, 40), segment(str(n + 4), 520, 40)) for n, name in enumerate(names, 1)]
    assert left_over(pages) == []


def test_a_page_number_is_none_at_any_height() -> None:
    pages = [page(n, segment(str(n + 10), 300, 690)) for n in range(1, 9)]
    assert left_over(pages) == []


def test_headings_and_numbers_in_the_text_stay() -> None:
    pages = [page(n, segment(f"Chapter {n}", 70, 60), segment(str(n), 300, 770)) for n in (1, 2, 3, 4)]
    told = [segment("Wheels", 70, 300), segment("14", 200, 300)]
    kept = left_over([*pages, *(page(n, *told) for n in (5, 6))])
    assert kept.count("14") == 2
    assert kept.count("Wheels") == 2


@pytest.mark.parametrize(
    ("left", "right", "top"),
    [("11/29/26, 8:38 AM", "Fees", 20), ("2024-05-03 14:05", "Fees", 20), ("file:///fees.html", "1/1", 785)],
)
def test_what_a_browser_prints_around_a_page_is_no_text_on_a_single_one(left: str, right: str, top: float) -> None:
    assert left_over([page(1, segment(left, 40, top), segment(right, 300, top))]) == []


@pytest.mark.parametrize(
    ("left", "right", "top"),
    [("11/29/26, 8:38 AM", "Departure", 60), ("3 May 2024", "Fees", 20), ("Part", "1/2", 785)],
    ids=["further in", "a date alone", "of other pages"],
)
def test_what_may_be_text_at_the_edge_of_a_single_page_stays(left: str, right: str, top: float) -> None:
    assert left_over([page(1, segment(left, 40, top), segment(right, 300, top))]) == [left, right]


def test_a_repeated_first_line_of_two_far_pages_stays() -> None:
    pages = [page(n, *([segment("Summary", 70, 60)] if n in (3, 20) else [])) for n in range(1, 30)]
    assert left_over(pages) == ["Summary", "Summary"]
