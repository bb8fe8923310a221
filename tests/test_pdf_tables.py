"""Rows of a page with words that stand far apart: lines of a justified paragraph, or cells of a table."""

from index.formats.pdf_letters import Segment
from index.formats.pdf_tables import Row, table_rows, tables, whole_lines

WIDTH = 200.0
LETTER = 5.0


def row(top: float, *cells: tuple[float, str], bold: bool = False) -> Row:
    """A row of cells, each from its left edge, of letters of one width."""
    return tuple(segment(left, top, text, bold) for left, text in cells)


def segment(left: float, top: float, text: str, bold: bool) -> Segment:
    parts = []
    at = left
    for word in text.split():
        parts.append((at, at + LETTER * len(word), word))
        at += LETTER * (len(word) + 0.6)
    return Segment(left, top, parts[-1][1], top + 10, 10, text, bold, 0, tuple(parts))


def ending(text: str) -> float:
    """Where a word begins that ends at the column's right edge."""
    return WIDTH - LETTER * len(text)


def spread(top: float, *words: str) -> Row:
    """A line of words, stretched to the column's width."""
    gap = (WIDTH - LETTER * sum(map(len, words))) / (len(words) - 1)
    lefts = [LETTER * sum(map(len, words[:n])) + gap * n for n in range(len(words))]
    return row(top, *zip(lefts, words, strict=True))


def texts(rows: list[Row]) -> list[list[str]]:
    return [[cell.text for cell in cells] for cells in rows]


def test_the_words_of_a_line_are_one_text_where_the_next_word_had_no_room() -> None:
    rows = [
        spread(0, "electromechanical", "installations"),
        spread(12, "neighbouring", "municipalities"),
        spread(24, "administrative", "considerations"),
        row(36, (0, "characteristically")),
    ]
    assert texts(whole_lines(rows)) == [
        ["electromechanical installations"],
        ["neighbouring municipalities"],
        ["administrative considerations"],
        ["characteristically"],
    ]


def test_cells_at_both_edges_stay_cells_where_the_next_word_would_have_had_room() -> None:
    cells = [("Rope", "1,200"), ("Tar", "80"), ("Sails", "13,450"), ("Oars", "7")]
    rows = [row(12 * n, (0, name), (ending(price), price)) for n, (name, price) in enumerate(cells)]
    assert texts(whole_lines(rows)) == [list(pair) for pair in cells]


def test_bold_words_above_a_table_name_its_columns_however_close_they_stand() -> None:
    rows = [
        row(0, (0, "Spend thrift")),
        row(14, (0, "Harbour"), (39, "Depth"), (80, "Opened"), bold=True),
        row(28, (0, "Orn"), (39, "4 m"), (80, "1871")),
        row(42, (0, "Aflen"), (39, "12 m"), (80, "1902")),
    ]
    joined = (segment(0, 14, "Harbour Depth", True), rows[1][2])
    assert tables([rows[0], joined, *rows[2:]]) == {1, 2, 3}
    assert table_rows([joined, *rows[2:]])[0] == ["Harbour", "Depth", "Opened"]


def test_further_lines_of_cells_are_put_to_their_row_in_every_column() -> None:
    rows = [
        row(0, (0, "Slip"), (60, "For a day."), (160, "9")),
        row(20, (0, "Crane"), (60, "Lifting boats"), (160, "95")),
        row(32, (60, "on one day.")),
        row(52, (0, "Winter"), (60, "In the hall."), (160, "410")),
        row(64, (0, "storage"), (160, "a year")),
        row(84, (0, "Tar")),
    ]
    assert tables(rows) == {0, 1, 2, 3, 4}
    assert table_rows(rows[:5]) == [
        ["Slip", "For a day.", "9"],
        ["Crane", "Lifting boats on one day.", "95"],
        ["Winter storage", "In the hall.", "410 a year"],
    ]


def test_a_cell_of_several_words_is_not_parted() -> None:
    rows = [
        row(0, (0, "Orn"), (60, "old harbour wall")),
        row(14, (0, "Aflen"), (60, "a new pier")),
        row(28, (0, "Eif"), (60, "none")),
    ]
    assert table_rows(rows) == [["Orn", "old harbour wall"], ["Aflen", "a new pier"], ["Eif", "none"]]
