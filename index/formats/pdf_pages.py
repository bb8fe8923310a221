"""A PDF's page: its header and footer are taken off, and its segments put into the order they are read in."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from index.formats.pdf_letters import Segment

_MARGIN = 0.13  # of the page's height at its top and bottom, where headers and footers stand
_FURNITURE = 0.4  # of the pages repeat a header or footer, which may differ on left and right ones
_NEAR, _NEAR_LEAST = 6, 3  # pages before and after, and of these how many a chapter's header is on
_NUMBERED = 0.3  # of the pages have the number that is expected on them
_PART = 8  # letters of a part of a header
_LINES = 3  # lines of a header or footer
_NUMBER = re.compile(
    r"[-–—|\[( ]*(?:page|p\.|seite|página)?\s*(?:\d{1,5}|[ivxlc]{1,7})(?:\s*(?:/|of|von|de)\s*\d{1,5})?[-–—|\]). ]*",
    re.IGNORECASE,
)
_EDGE = 0.06  # of the page's height at its top and bottom, where browsers print when, what and from where
_PRINTED_AT = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AP]M)?(?=\s|$)", re.IGNORECASE
)
_PROSE_WORDS = 4  # words a line of a column has, as a rule
_PROSE_LINES = 4  # lines a column has at least
_BEFORE_JUMP = 2  # lines a column has before the next one is begun
_MOST_CROSSING = 0.5  # of the lines beside a gutter may cross it: titles, pictures' captions


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number from 1, its size in points, and its segments."""

    number: int
    width: float
    height: float
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Rows of segments that are read one below the other; each row from left to right."""

    rows: tuple[tuple[Segment, ...], ...]
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Ordered:
    """A page in reading order."""

    number: int
    height: float
    columns: tuple[Column, ...]


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without headers, footers and numbers: what repeats at the same height, digits aside.

    It repeats on many of the pages, or, like a chapter's name, outermost on several that are near; or it has the
    page's number beside it.
    """
    first = _first_number(pages)
    outer = [_outer_rows(page) for page in pages]
    keys = [{key for rows in both for row in rows for key in _keys(row)} for both in outer]
    seen = Counter(key for page_keys in keys for key in page_keys)
    least = max(2, _FURNITURE * sum(bool(page.segments) for page in pages))
    kept = []
    for number, (page, both) in enumerate(zip(pages, outer, strict=True)):
        near = Counter(key for others in keys[max(0, number - _NEAR) : number + _NEAR + 1] for key in others)
        gone: set[int] = set()
        for rows in both:
            outermost = True
            for row in rows:
                is_near = outermost and any(near[key] >= _NEAR_LEAST for key in _keys(row))
                is_furniture = is_near or seen[_key(row)] >= least or _is_number(page, row)
                is_furniture = is_furniture or (outermost and _is_printed(page, row, len(pages)))
                is_furniture = is_furniture or (outermost and first is not None and _has(row, page.number + first))
                outermost = outermost and is_furniture
                gone.update(id(s) for s in row if is_furniture)
        left = tuple(s for s in page.segments if id(s) not in gone)
        kept.append(replace(page, segments=left if first is None else _without_number(left, page.number + first)))
    return kept


def _first_number(pages: Sequence[Page]) -> int | None:
    """What is to be added to a page's place in the file to get the number that is printed on it; None if none is."""
    found: Counter[int] = Counter()
    for page in pages:
        rows = rows_of(page.segments)
        ends = {segment.text for row in (*rows[:1], *rows[-1:]) for segment in (row[0], row[-1])}
        found.update(int(text) - page.number for text in ends if text.isascii() and text.isdigit() and len(text) < 5)
    added, count = max(found.items(), key=lambda item: item[1], default=(0, 0))
    return added if count >= max(3, _NUMBERED * len(pages)) else None


def _has(row: tuple[Segment, ...], number: int) -> bool:
    return str(number) in (row[0].text, row[-1].text)


def _without_number(segments: tuple[Segment, ...], number: int) -> tuple[Segment, ...]:
    """The segments of a page without its number, where that stands alone on its first or last row."""
    rows = rows_of(segments)
    alone = {id(row[0]) for row in (*rows[:1], *rows[-1:]) if len(row) == 1 and _has(row, number)}
    return tuple(segment for segment in segments if id(segment) not in alone)


def _outer_rows(page: Page) -> tuple[list[tuple[Segment, ...]], list[tuple[Segment, ...]]]:
    """The rows at the top and at the bottom of a page, from its edge inwards."""
    rows = rows_of(page.segments)
    top = [row for row in rows[:_LINES] if row[0].bottom < _MARGIN * page.height]
    bottom = [row for row in rows[-_LINES:] if row[0].top > (1 - _MARGIN) * page.height and row not in top]
    return top, bottom[::-1]


def _key(row: tuple[Segment, ...]) -> tuple[str, int]:
    """What a header has in common on all pages: its words and, roughly, its height."""
    return re.sub(r"\d+", "#", " ".join(s.text for s in row)).casefold(), round(row[0].middle / 10)


def _keys(row: tuple[Segment, ...]) -> set[tuple[str, int]]:
    """The key of a header, and those of its longer parts: the chapter stays where the section changes."""
    return {_key(row), *(_key((part,)) for part in row if len(part.text) >= _PART and len(row) > 1)}


def _is_number(page: Page, row: tuple[Segment, ...]) -> bool:
    text = " ".join(segment.text for segment in row)
    outermost = row[0].bottom < 0.1 * page.height or row[0].top > 0.9 * page.height
    return outermost and len(text) < 20 and _NUMBER.fullmatch(text) is not None


def _is_printed(page: Page, row: tuple[Segment, ...], pages: int) -> bool:
    """Whether a browser or viewer printed the row at the page's very edge: the time, or the page's number of how many.

    So it is known on a single page, too.
    """
    if _EDGE * page.height < row[0].bottom and row[0].top < (1 - _EDGE) * page.height:
        return False
    number = re.compile(rf"(?:page )?{page.number} ?(?:/|of) ?{pages}", re.IGNORECASE)
    return _PRINTED_AT.match(row[0].text) is not None or any(number.fullmatch(s.text) for s in (row[0], row[-1]))


def rows_of(segments: Sequence[Segment]) -> list[tuple[Segment, ...]]:
    """Segments by the line they stand on, from top to bottom, each line from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (s.middle, s.left)):
        if rows and abs(segment.middle - rows[-1][0].middle) < 0.5 * min(segment.size, rows[-1][0].size):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [tuple(sorted(row, key=lambda s: s.left)) for row in rows]


def ordered(page: Page) -> Ordered:
    """The page's columns in the order they are read in."""
    return Ordered(page.number, page.height, tuple(_columns(list(page.segments), 0)))


def _columns(segments: list[Segment], depth: int) -> list[Column]:
    if not segments:
        return []
    gutter = _gutter(segments) if depth < 6 else None
    if gutter is None:
        rows = tuple(rows_of(segments))
        return [Column(rows, min(s.left for s in segments), max(s.right for s in segments))]
    found: list[Column] = []
    for whole, part in _bands(segments, gutter):
        if whole:
            found.extend(_columns(part, 6))
        else:
            left, right = [s for s in part if s.right <= gutter], [s for s in part if s.right > gutter]
            after = _written_after(left, right)
            for column in ([s for s in left if id(s) not in after], right, [s for s in left if id(s) in after]):
                found.extend(_columns(column, depth + 1))
    return found


def _bands(segments: list[Segment], gutter: float) -> list[tuple[bool, list[Segment]]]:
    """The segments from top to bottom, in bands: over the whole width (True), or parted by the gutter."""
    bands: list[tuple[bool, list[Segment]]] = []
    rows = rows_of(segments)
    for number, row in enumerate(rows):
        whole = any(s.left < gutter < s.right for s in row) and len(row) == 1
        if not whole and bands and bands[-1][0] and len(row) == 1:  # the last line of a paragraph over the whole width
            above = bands[-1][1][-1]
            whole = row[0].left - above.left < 1 and abs(row[0].size - above.size) < 1
            whole = whole and row[0].middle - above.middle < 1.5 * above.size and len(rows[number - 1]) == 1
        if not bands or bands[-1][0] != whole:
            bands.append((whole, []))
        bands[-1][1].extend(row)
    return bands


def _written_after(left: list[Segment], right: list[Segment]) -> set[int]:
    """The ids of what stands in the left column below all of the right one, and was written after it."""
    if not left or not right:
        return set()
    last, bottom = max(s.order for s in right), max(s.bottom for s in right)
    return {id(s) for s in left if s.order > last and s.top > bottom}


def _gutter(segments: list[Segment]) -> float | None:
    """Where the space between two columns of running text is, if there are two.

    A table has such spaces as well, but its cells are short, or of very different lengths.
    """
    return _gutter_between_prose(segments) or _gutter_by_order(segments)


def _gutter_by_order(segments: list[Segment]) -> float | None:
    """Where a column was gone on with at the top, to the right of what had been written: tables go row by row."""
    written = sorted(segments, key=lambda s: s.order)
    for number in range(_BEFORE_JUMP, len(written)):
        above, here = written[number - 1], written[number]
        if here.top > above.top - 2 * here.size or here.left <= above.left:
            continue
        before = written[:number]
        x = min(s.left for s in _column(before, written[number:])) - 1
        left = [s for s in before if s.right <= x]
        if len(left) >= _BEFORE_JUMP and all(s.bottom < here.top for s in before if s.right > x):
            return x
    return None


def _column(before: list[Segment], written: list[Segment]) -> list[Segment]:
    """What was written from the top of a column on, up to what stands below all of it and under the column before."""
    beside = median([s.right for s in before if s.right <= written[0].left] or [0.0])
    bottom = written[0].bottom
    for number, segment in enumerate(written):
        if segment.left < beside and segment.top > bottom:
            return written[:number]
        bottom = max(bottom, segment.bottom)
    return written


def _gutter_between_prose(segments: list[Segment]) -> float | None:
    if len(segments) < 2 * _PROSE_LINES:
        return None
    best, found = 0, None
    for x in sorted({round(s.right) + 1 for s in segments}):
        left, right = _beside([s for s in segments if s.right <= x], [s for s in segments if s.left >= x])
        fewer = min(len(left), len(right))
        if fewer < _PROSE_LINES or fewer <= best:
            continue
        top, bottom = min(s.top for s in left + right), max(s.bottom for s in left + right)
        crossing = sum(s.left < x < s.right and top < s.middle < bottom for s in segments)
        if crossing <= _MOST_CROSSING * fewer and fewer - crossing > best and _is_prose(left) and _is_prose(right):
            best, found = fewer - crossing, x
    return float(found) if found is not None else None


def _beside(left: list[Segment], right: list[Segment]) -> tuple[list[Segment], list[Segment]]:
    """What of the left stands beside something of the right, and the other way round."""
    if not left or not right:
        return [], []
    top = max(min(s.top for s in left), min(s.top for s in right))
    bottom = min(max(s.bottom for s in left), max(s.bottom for s in right))
    return [s for s in left if top < s.middle < bottom], [s for s in right if top < s.middle < bottom]


def _is_prose(lines: list[Segment]) -> bool:
    """Whether lines look like running text: several words each, most as long as the longest."""
    widths = sorted(s.right - s.left for s in lines)
    widest = widths[int(0.9 * (len(widths) - 1))]
    return median(s.words for s in lines) >= _PROSE_WORDS and median(widths) > 0.7 * widest
