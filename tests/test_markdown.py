import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.markdown import headings
from index.records import Document, place_of


def labels(text: str) -> list[str]:
    return [place.label for place in headings(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# One\n\ntext\n\n## Two ##\n", ["One", "Two"]),
        ("One\n===\ntext\n\nTwo\n---\n", ["One", "Two"]),
        ("One\r\n===\r\n\r\n# Two\r\n", ["One", "Two"]),
        ("A heading on\ntwo lines\n---\n", ["A heading on two lines"]),
        ("# The *old* [mill](a.md) of `Vorn` __now__ {#mill}", ["The old mill of Vorn now"]),
        ("# snake_case and 2\\*3", ["snake_case and 2*3"]),
        ("# C# #", ["C#"]),
        ("#hashtag\n####### seven\n    # code\n", []),
        ("#\n\n---\n\n***\n", []),
        ("```\n# comment\n```\n# One\n", ["One"]),
        ("~~~~sh\n# comment\n~~~\n# comment\n~~~~\n# One", ["One"]),
        ("---\ntitle: Notes\n---\n\n# One\n", ["One"]),
        ("<!--\n# gone\n-->\n# One\n", ["One"]),
        ("- an item\n  goes on\n---\n", []),
        ("> quoted\n---\n", []),
        ("text\n\n---\n\nmore\n", []),
        ("| a | b |\n|---|---|\n", []),
    ],
)
def test_headings_are_those_a_reader_of_markdown_sees(text: str, found: list[str]) -> None:
    assert labels(text) == found


def test_a_quote_is_found_by_its_line_and_heading() -> None:
    text = "Before.\n\n# Background\n\nIt was built in 1704.\n\nSources\n-------\n\nThe archive.\n"
    document = Document("a.md", text, "", (), headings(text))
    shown = [place_of(document, text.index(words)) for words in ("Before", "1704", "archive")]
    assert shown == ["line 1", "line 5, § Background", "line 10, § Sources"]


@given(st.text(alphabet="#=-`~<!> a\n\r\t*_[](){}|+1.\\"))
def test_headings_are_in_order_and_point_at_their_lines(text: str) -> None:
    starts = [place.start for place in headings(text)]
    assert starts == sorted(set(starts))
    assert all(not start or text[start - 1] == "\n" for start in starts)


@pytest.mark.parametrize("piece", ["# " + "[" * 50, "# <a " * 9, "*_`" * 20, "a\n", "`" * 40 + "\n", "# {.a "])
def test_a_text_made_to_be_slow_is_not(piece: str) -> None:
    before = time.process_time()
    headings(piece * (400_000 // len(piece)))
    assert time.process_time() - before < 5
