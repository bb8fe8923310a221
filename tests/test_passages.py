import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages import WINDOW, passages
from index.records import Document


def cut(text: str, window: int = WINDOW) -> list[tuple[str, str]]:
    """Each sentence with its paragraph."""
    return [(p.text, p.paragraph) for p in passages(Document("a.txt", text, ""), window)]


def paragraphs(text: str, window: int = WINDOW) -> list[str]:
    return list(dict.fromkeys(paragraph for _, paragraph in cut(text, window)))


def sentences(text: str) -> list[str]:
    return [sentence for sentence, _ in cut(text)]


LONG = "This line is a paragraph of its own, as people write them in editors that wrap by themselves. It says more. "
LONG_LINE = (LONG * 3).strip()


def test_blank_lines_separate_paragraphs() -> None:
    assert paragraphs("One. Two.\n\nThree.\n \t\nFour.") == ["One. Two.", "Three.", "Four."]


def test_without_blank_lines_every_line_is_a_paragraph() -> None:
    assert paragraphs(f"A title\n{LONG_LINE}\n{LONG_LINE}x\nThe end.") == [
        "A title",
        LONG_LINE,
        f"{LONG_LINE}x",
        "The end.",
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=repr)
def test_every_kind_of_newline_separates(newline: str) -> None:
    assert paragraphs(newline.join(["One. Two.", "", "Three.", "", "", "Four."])) == ["One. Two.", "Three.", "Four."]


WRAPPED = """\
The committee met on Monday in the old town hall to talk about the plans
for a new bridge. Most of those who spoke were in favour of it, although
some feared the noise. A vote is expected in June.

The second paragraph is wrapped as well, and its sentence runs across the
end of the line."""


def test_hard_wrapped_lines_are_one_paragraph_and_sentences_cross_them() -> None:
    first, second = WRAPPED.split("\n\n")
    assert paragraphs(WRAPPED) == [first, second]
    assert sentences(WRAPPED)[0].endswith("plans\nfor a new bridge.")
    assert len(sentences(WRAPPED)) == 4


def test_hard_wrapped_text_without_blank_lines_breaks_after_short_lines() -> None:
    text = WRAPPED.replace("\n\n", "\n")
    assert paragraphs(text) == WRAPPED.split("\n\n")


def test_lines_of_whole_sentences_were_not_wrapped() -> None:
    lines = [
        "The old bridge was built in 1904 and it crosses the river near the mill.",
        "The mayor closed it for good.",
    ]
    assert paragraphs("\n".join(lines)) == lines


def test_one_sentence_a_line_between_blank_lines_is_one_paragraph() -> None:
    text = "The mill is old.\nIt was built in 1820.\nNobody lives there.\n\nAnother paragraph."
    assert paragraphs(text) == ["The mill is old.\nIt was built in 1820.\nNobody lives there.", "Another paragraph."]
    assert len(sentences(text)) == 4


def test_lines_as_long_as_paragraphs_are_paragraphs_even_between_blank_lines() -> None:
    assert paragraphs(f"Title\n\n{LONG_LINE}\n{LONG_LINE}x") == ["Title", LONG_LINE, f"{LONG_LINE}x"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Bread\nWe sell it.", ["Bread", "We sell it."]),
        ("### Bread ###\n\nWe sell it.", ["Bread", "We sell it."]),
        ("Bread\n=====\nWe sell it.", ["Bread", "We sell it."]),
        ("Bread\n-----\n\nWe sell it.", ["Bread", "We sell it."]),
        ("Opening hours\nWe open at six.\n\nPrices\nBread is two euros.", None),
    ],
    ids=["hashes", "closing hashes", "underlined", "underlined with hyphens", "a short line"],
)
def test_headings_stand_alone_without_their_marks(text: str, expected: list[str] | None) -> None:
    wanted = expected or ["Opening hours", "We open at six.", "Prices", "Bread is two euros."]
    assert sentences(text) == wanted


@pytest.mark.parametrize("marker", ["- ", "* ", "• ", "– ", "1. ", "12) ", "(3) ", "a) ", "  - ", "- [ ] ", "- [x] "])
def test_list_markers_are_left_out_of_the_quote(marker: str) -> None:
    assert sentences(f"You need:\n{marker}flour from the mill\n{marker}Salt. Not much.") == [
        "You need:",
        "flour from the mill",
        "Salt.",
        "Not much.",
    ]


@pytest.mark.parametrize("text", ["A. Smith left.", "3.5 percent left.", "2025 was dry.", "-5 degrees were measured."])
def test_what_only_looks_like_a_marker_stays(text: str) -> None:
    assert sentences(text) == [text]


def test_list_items_share_a_paragraph_with_the_line_that_announces_them() -> None:
    text = "We sell bread. You need:\n\n- two cups of flour\n- a pinch\n  of salt\n\nThen bake it."
    around = "You need:\n\n- two cups of flour\n- a pinch\n  of salt"
    assert cut(text) == [
        ("We sell bread.", "We sell bread."),
        ("You need:", around),
        ("two cups of flour", around),
        ("a pinch\n  of salt", around),
        ("Then bake it.", "Then bake it."),
    ]


def test_a_list_nobody_announces_is_a_paragraph() -> None:
    assert paragraphs("We sell bread.\n- rye bread\n- white bread") == ["We sell bread.", "rye bread\n- white bread"]


def test_table_rows_stand_alone() -> None:
    assert sentences("| town | people |\n|---|---|\n| Vorn | 300 |\n| Ulm | 400 |") == [
        "town | people",
        "Vorn | 300",
        "Ulm | 400",
    ]


def test_lines_of_verse_or_names_are_not_run_together() -> None:
    assert sentences("apples\npears\nplums") == ["apples", "pears", "plums"]


def test_long_paragraphs_are_cut_into_even_windows_between_sentences() -> None:
    text = " ".join(f"This is sentence number {n} of a long paragraph." for n in range(60))
    found = paragraphs(text)
    assert len(found) == 2
    assert all(len(window) <= WINDOW for window in found)
    assert max(map(len, found)) < 1.2 * min(map(len, found))
    assert all(window.startswith("This") and window.endswith(".") for window in found)


@pytest.mark.parametrize("text", ["", "\n\n", "***\n---\n", " \t"])
def test_a_document_without_words_has_no_passages(text: str) -> None:
    assert cut(text) == []


PIECES = [
    *["Dr. Who came.", "a line without an end", "- item", "1. item", "# Head", "====", "---", "| a | b |", "> said."],
    *["word:", "\n", "\r\n", "\n\n", " ", "  ", "\t", "\u2028", "\r", LONG, "x" * 700, "end."],
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text())
def test_passages_are_in_order_lie_in_their_paragraph_and_leave_out_only_markers(text: str) -> None:
    before, rest = 0, []
    for p in passages(Document("a.txt", text, "")):
        assert before <= p.start < p.end
        assert p.paragraph_start <= p.start < p.end <= p.paragraph_end <= p.paragraph_start + WINDOW
        assert p.text == p.text.strip()
        rest.append(text[before : p.start])
        before = p.end
    rest.append(text[before:])
    assert not any(c.isalpha() for c in "".join(rest) if c not in "xiv") or "(" in text or ")" in text


def test_a_large_text_takes_time_in_proportion() -> None:
    text = (WRAPPED + "\n\n" + LONG_LINE + "\n\n") * 1000
    assert len(passages(Document("a.txt", text, ""))) == 10_000
