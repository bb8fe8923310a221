"""Which rows of a PDF's page are a table's, which are lines whose words merely stand far apart, and a table's cells."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.formats.pdf_letters import Segment

Row = tuple[Segment, ...]

ALIGNED = 3.0  # points between edges of cells below each other
ITEM = re.compile(r"(?:[•◦‣▪●○–✓*-]|\(?\d{1,3}[.)]|\(?[a-z]\))(?:\s+|$)(?=\S|$)")
LEADERS = re.compile(r"(?:\s?\.){4,}\s?")
_SAME_EDGE = 1.5  # points between the beginnings of cells of a column
_CLOSE_CELLS = 0.45  # of the letters' height: less is a space between words of a cell
_SET_APART = 0.6  # of the letters' height: more seldom is a space between words of a cell
_CLOSE_NAMES = 0.35  # of the letters' height: as much where a column's cells leave a space below
_EVEN = 0.6  # of a justified line's widest space is its narrowest
_WRAPPED = 0.85  # of the distance of rows: nearer are lines of one
_SPACE = 0.25  # of the letters' height: between words that are not set apart
_INDENT = 2.5  # times the letters' height a paragraph's first line may be set in
_LINE = 1.8  # times the letters' height from a line to the next one of its paragraph
_FLUSH = 3  # lines that end at one place, where text is justified


# Lines whose words stand far apart


def whole_lines(rows: Sequence[Row]) -> list[Row]:
    """The rows of a column, in which the words of a justified line are one segment, however far apart they stand."""
    edges = _edges(rows)
    if edges is None:
        return list(rows)
    pairs = zip(rows, [*rows[1:], None], strict=True)
    return [(_joined(row),) if _is_justified(row, below, edges) else row for row, below in pairs]


def _edges(rows: Sequence[Row]) -> tuple[float, float] | None:
    """Where the lines of justified text begin and end; None where the rows are none."""
    rights = Counter(round(row[-1].right) for row in rows)
    right, count = max(rights.items(), key=lambda found: found[1], default=(0, 0))
    if count < _FLUSH:
        return None
    lefts = Counter(round(row[0].left) for row in rows if abs(row[-1].right - right) < _SAME_EDGE)
    return float(lefts.most_common(1)[0][0]), float(right)


def _is_justified(row: Row, below: Row | None, edges: tuple[float, float]) -> bool:
    """Whether a row was stretched to the column's width because the next line's first word had no room on it.

    In a table there would have been room for it.
    """
    left, right = edges
    size = row[0].size
    if len(row) < 2 or below is None or abs(below[0].size - size) > 0.1 * size:
        return False
    if abs(row[-1].right - right) > _SAME_EDGE or not -_SAME_EDGE < row[0].left - left < _INDENT * size:
        return False
    if abs(below[0].left - left) > _SAME_EDGE or below[0].middle - row[0].middle > _LINE * size:
        return False
    gaps = _gaps(_joined(row))
    first = below[0].parts[0] if below[0].parts else (below[0].left, below[0].right, "")
    room = sum(gaps) - len(gaps) * _SPACE * size
    return min(gaps) > _EVEN * max(gaps) and first[1] - first[0] + _SPACE * size > room


def _joined(row: Row) -> Segment:
    return replace(
        row[0],
        top=min(s.top for s in row),
        right=row[-1].right,
        bottom=max(s.bottom for s in row),
        text=" ".join(s.text for s in row),
        bold=all(s.bold for s in row),
        parts=tuple(part for s in row for part in s.parts),
    )


def _gaps(segment: Segment) -> list[float]:
    """The spaces between the words of a segment."""
    return [after[0] - before[1] for before, after in pairwise(segment.parts)]


# Which rows are a table's


def tables(rows: Sequence[Row]) -> set[int]:
    """The numbers of the rows that are a table's: of several cells, which stand below one another."""
    found: set[int] = set()
    cells = [_cells(row) for row in rows]
    apart = min((_step(*pair) for pair in pairwise(rows) if min(map(len, pair)) > 1 and _align(*pair)), default=0.0)
    last: int | None = None  # row of several cells, after which come only further lines of these
    for number, row in enumerate(rows):
        if last is not None and not _are_near(rows[number - 1], row):
            last = None
        if len(cells[number]) > 1:
            if last is not None and _align(cells[last], cells[number]):
                found.update(range(last, number + 1))
            last = number
        elif last is not None and not _goes_on(rows[last], row, _step(rows[number - 1], row) < _WRAPPED * apart):
            last = None
    for number in sorted(found):  # further lines of the last row's cells
        for after in range(number + 1, len(rows)):
            above, row = rows[after - 1], rows[after]
            near = _are_near(above, row) and _goes_on(rows[number], row, _step(above, row) < _WRAPPED * apart)
            if after in found or not near:
                break
            found.add(after)
    return found | {first - 1 for first in found if first > 0 and first - 1 not in found and _are_names(rows, first)}


def _goes_on(row: Row, below: Row, close: bool) -> bool:
    """Whether a row may be further lines of another's cells; below its first one alone where they are `close`."""
    if len(row) < 2:
        return False
    in_first = abs(below[0].left - row[0].left) < _SAME_EDGE and below[-1].right < row[1].left
    return below[0].left > row[1].left - ALIGNED or (close and in_first)


def _step(above: Row, row: Row) -> float:
    """How far apart two rows are."""
    return row[0].middle - above[0].middle


def _are_names(rows: Sequence[Row], first: int) -> bool:
    """Whether the row above a table's first is bold and, though its words stand close, as many cells as that has."""
    above = rows[first - 1]
    if not is_bold(above) or is_bold(rows[first]) or not _are_near(above, rows[first]):
        return False
    table = [row for row in rows[first : first + 2] if len(row) == len(rows[first])]
    return len(table) == 2 and len(_parted_by_cells(above, _columns(table))) == len(rows[first])


def is_bold(row: Row) -> bool:
    """Whether all of a row is bold."""
    return all(segment.bold for segment in row)


def _cells(row: Row) -> Row:
    """A row without the sign that marks it as an item."""
    return row[1:] if ITEM.fullmatch(row[0].text) else row


def _are_near(row: Row, below: Row) -> bool:
    return _step(row, below) < 4 * max(row[0].size, below[0].size)


def _align(row: Row, below: Row) -> bool:
    """Whether cells after the first stand below one another by their left, right or middle."""

    def edges(s: Segment) -> tuple[float, float, float]:
        return s.left, s.right, (s.left + s.right) / 2

    return any(
        abs(edge - other) < ALIGNED
        for cell in row[1:]
        for under in below[1:]
        for edge, other in zip(edges(cell), edges(under), strict=True)
    )


# Cells


@dataclass(frozen=True, slots=True)
class _Column:
    """From where to where a column's cells reach."""

    left: float
    right: float


def table_rows(rows: Sequence[Row]) -> list[list[str]]:
    """The cells of a table; lines that only go on with cells of the row above are put to them."""
    rows = _parted_by_columns(rows)
    table: list[list[tuple[Segment, list[str]]]] = []
    before: Row | None = None
    apart = _least_step(rows)
    for row in rows:
        step = _step(before, row) if before is not None else 0.0
        near = step < 1.5 * row[0].size and not any(LEADERS.search(s.text) for s in row)  # of a table of contents
        fewer = bool(table) and len(row) < len(table[-1])
        if fewer and near and (row[0].left > table[-1][1][0].left - ALIGNED or step < _WRAPPED * apart):
            for segment in row:
                min(table[-1], key=lambda cell: abs(cell[0].left - segment.left))[1].append(segment.text)
        else:
            table.append([(segment, [segment.text]) for segment in row])
        before = row
    rows_of_text = ([LEADERS.sub(" ", " ".join(texts)).strip() for _, texts in cells] for cells in table)
    return [[text for text in texts if text] for texts in rows_of_text]


def _least_step(rows: Sequence[Row]) -> float:
    """How far rows are apart that have all cells; 0 where none follow one another."""
    most = max(map(len, rows))
    steps = [_step(a, b) for a, b in pairwise(rows) if len(a) == len(b) == most]
    return min(steps, default=0.0)


def _parted_by_columns(rows: Sequence[Row]) -> list[Row]:
    """The rows with cells that stand close to one another told apart, where other rows have them further apart."""
    lefts = [s.left for row in rows for s in row[1:]]
    narrowest = min((gap for row in rows for s in row for gap in _gaps(s)), default=0.0)
    for segment in (s for row in rows for s in row):
        least = max(_SET_APART * segment.size, narrowest / _EVEN)
        lefts += [segment.parts[n][0] for n, gap in enumerate(_gaps(segment), 1) if gap > least]
    begin = [x for x in lefts if sum(abs(x - other) < _SAME_EDGE for other in lefts) > 1]
    parted = [tuple(part for s in row for part in _parted(s, _close_beginnings(s, begin))) for row in rows]
    most = max(map(len, parted), default=0)
    widest = [row for row in parted if len(row) == most]
    if most < 2 or len(widest) < 2:
        return parted
    columns = _columns(widest)
    return [row if len(row) == most else _parted_by_cells(row, columns) for row in parted]


def _close_beginnings(segment: Segment, columns: Sequence[float]) -> Iterator[int]:
    """The numbers of the words that stand where columns begin."""
    for number, gap in enumerate(_gaps(segment), 1):
        at_edge = any(abs(segment.parts[number][0] - x) < _SAME_EDGE for x in columns)
        if gap > _CLOSE_CELLS * segment.size and at_edge:
            yield number


def _columns(rows: Sequence[Row]) -> list[_Column]:
    """The columns of rows that have as many cells each."""
    return [_Column(min(s.left for s in cells), max(s.right for s in cells)) for cells in zip(*rows, strict=True)]


def _parted_by_cells(row: Row, columns: Sequence[_Column]) -> Row:
    """A row, parted where its words stand apart within the space between columns."""
    return tuple(part for segment in row for part in _parted(segment, sorted(_between(segment, columns))))


def _between(segment: Segment, columns: Sequence[_Column]) -> set[int]:
    found = set()
    for column, after in pairwise(columns):
        spaces = [
            (abs(word[0] - after.left) < _SAME_EDGE, word[0] - last[1], number)
            for number, (last, word) in enumerate(pairwise(segment.parts), 1)
            if column.right < after.left and last[1] < after.left and word[0] > column.right
        ]
        at_edge, gap, number = max(spaces, default=(False, 0.0, 0))
        if at_edge or gap > _CLOSE_NAMES * segment.size:
            found.add(number)
    return found


def _parted(segment: Segment, numbers: Iterable[int]) -> Iterator[Segment]:
    """A segment, parted before the words of these numbers."""
    start = 0
    for number in numbers:
        yield _part(segment, start, number)
        start = number
    yield _part(segment, start, len(segment.parts)) if start else segment


def _part(segment: Segment, start: int, end: int) -> Segment:
    parts = segment.parts[start:end]
    text = " ".join(word for _, _, word in parts)
    return replace(segment, left=parts[0][0], right=parts[-1][1], text=text, parts=parts)
