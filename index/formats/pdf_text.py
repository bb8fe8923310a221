"""The rows of a PDF's pages become paragraphs, headings, items and tables, over the ends of columns and pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.formats.extracted import Composer, clean
from index.formats.pdf_letters import Segment
from index.formats.pdf_pages import Column, Ordered
from index.formats.pdf_tables import ALIGNED, ITEM, LEADERS, is_bold, table_rows, tables, whole_lines

_APART = 1.3  # times the usual distance of lines sets paragraphs apart
_OTHER_SIZE = 0.12  # of the letters' height is another size
_INDENT = 0.7  # of the letters' height sets a first line in
_SHORT = 0.12  # of the column's width missing at a line's end, which thus ends a paragraph
_HEADING = 1.12  # times the size of the text
_LONGEST_HEADING = 160
_NOTE = 0.93  # times the size of the text, at the bottom of a page
_STOPPED = re.compile(r"[.!?…:][\"'”’)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_NOTE_MARK = re.compile(r"[\d⁰¹²³⁴⁵⁶⁷⁸⁹*†‡]")
_NOTE_REFERENCE = re.compile(r"(?<=[.!?,;:”])[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?=\s|$)")
_NOTE_NUMBER = re.compile(r"^(\d{1,3}|[*†‡])(?=[A-Z])")
_WORD = re.compile(r"\w+(?:-\w+)*")
_BROKEN = re.compile(r"(\w+)-$")


@dataclass(slots=True)
class _Block:
    """Rows that belong together, and what they are: "text", "heading", "item", "table" or "note"."""

    kind: str
    page: int
    rows: list[tuple[Segment, ...]]
    ends: bool = True  # whether the last row is short of the column's width, or the last sentence over


def add_pages(pages: Sequence[Ordered], composer: Composer) -> None:
    """Add the text of pages in reading order."""
    rows = [row for page in pages for column in page.columns for row in column.rows]
    body = _body_size(rows)
    words = _vocabulary(rows)
    blocks = [_classified(block, page, body) for page in pages for c in page.columns for block in _blocks(c, page)]
    page = 0
    for group in _joined(blocks, body):
        page = _add(group, composer, words, page)


def _body_size(rows: Sequence[Sequence[Segment]]) -> float:
    sizes: Counter[float] = Counter()
    for row in rows:
        for segment in row:
            sizes[round(segment.size, 1)] += len(segment.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _vocabulary(rows: Sequence[Sequence[Segment]]) -> Counter[str]:
    """The words within lines: they tell whether a hyphen at a line's end belongs to its word."""
    words: Counter[str] = Counter()
    for row in rows:
        for segment in row:
            words.update(_WORD.findall(segment.text.casefold()))
    return words


# Rows -> blocks


def _blocks(column: Column, page: Ordered) -> Iterator[_Block]:
    rows = whole_lines(column.rows)
    leading = _leading(rows)
    in_tables = tables(rows)
    block: _Block | None = None
    for number, row in enumerate(rows):
        kind = "table" if number in in_tables else "item" if ITEM.match(row[0].text) else "text"
        if block is not None and _continues(block, row, kind, column, leading):
            block.rows.append(row)
        else:
            if block is not None:
                yield block
            block = _Block(kind, page.number, [row])
        block.ends = column.right - row[-1].right > _SHORT * (column.right - column.left)
    if block is not None:
        yield block


def _leading(rows: Sequence[Sequence[Segment]]) -> float:
    steps = [below[0].middle - row[0].middle for row, below in pairwise(rows)]
    near = [step / row[0].size for step, row in zip(steps, rows, strict=False) if step < 2.5 * row[0].size]
    return median(near) if near else 1.2


def _continues(block: _Block, row: tuple[Segment, ...], kind: str, column: Column, leading: float) -> bool:
    above, here = block.rows[-1], row[0]
    step = here.middle - above[0].middle
    apart = step > _APART * leading * max(above[0].size, here.size) + 1
    if block.kind == "table" or kind == "table":
        return block.kind == kind and not step > 2.5 * leading * here.size
    other = abs(here.size - above[0].size) > _OTHER_SIZE * max(here.size, above[0].size) or here.bold != above[0].bold
    bold_words = here.bold != above[0].bold and abs(here.size - above[0].size) < 0.5 and not block.ends
    if apart or (other and not bold_words) or kind == "item":
        return False
    if block.kind == "item":
        return here.left > block.rows[0][0].left + 2 or not block.ends
    text = above[-1].text
    if block.ends and _STOPPED.search(text):
        return False
    indented = here.left - above[0].left > _INDENT * here.size and len(block.rows) > 1
    centred = abs((here.left + row[-1].right) - (above[0].left + above[-1].right)) < 2 * ALIGNED
    return not (indented and not centred and _STOPPED.search(text))


def _classified(block: _Block, page: Ordered, body: float) -> _Block:
    first = block.rows[0][0]
    text = " ".join(s.text for row in block.rows for s in row)
    is_large = min(s.size for row in block.rows for s in row) > _HEADING * body
    is_bold = all(s.bold for row in block.rows for s in row) and first.size > 0.95 * body and len(block.rows) <= 2
    short = len(text) <= _LONGEST_HEADING and any(c.isalpha() for c in text)
    if block.kind in ("text", "item") and short and (is_large or (is_bold and not re.search(r"[.:;,]$", text))):
        block.kind = "heading"
    elif block.kind in ("text", "item") and first.size < _NOTE * body and first.top > 0.55 * page.height:
        block.kind = "note" if _NOTE_MARK.match(text) else block.kind
    return block


# Blocks -> text


def _joined(blocks: Sequence[_Block], body: float) -> Iterator[list[_Block]]:
    """The blocks, those of a paragraph that runs over columns or pages together; notes come after it."""
    group: list[_Block] = []
    notes: list[_Block] = []
    for block in blocks:
        if block.kind == "note":
            notes.append(block)
        elif group and _runs_on(group[-1], block, body):
            group.append(block)
        else:
            if group:
                yield group
            yield from ([note] for note in notes)
            group, notes = [block], []
    if group:
        yield group
    yield from ([note] for note in notes)


def _runs_on(before: _Block, after: _Block, body: float) -> bool:
    if before.kind not in ("text", "item") or after.kind != "text" or before.ends:
        return False
    end, start = before.rows[-1][-1].text, after.rows[0][0].text
    last, first = before.rows[-1][0], after.rows[0][0]
    same = abs(last.size - first.size) < _OTHER_SIZE * body
    moved = after.page != before.page or first.middle < last.middle
    return (
        same and moved and not _STOPPED.search(end) and (start[:1].islower() or start[:1].isdigit() or end[-1] in ",-–")
    )


def _add(group: list[_Block], composer: Composer, words: Counter[str], page: int) -> int:
    first = group[0]
    if first.page != page:
        composer.place("page", str(first.page))
    if first.kind == "table":
        cells = table_rows(first.rows)
        names = cells[0] if is_bold(first.rows[0]) and not all(map(is_bold, first.rows)) else []
        if len(names) < max(map(len, cells)):  # of which column each is the name cannot be told
            names = []
        for texts in cells[1:] if names else cells:
            # Where a cell is empty, nothing tells which column the others are of.
            composer.rows([texts], names if len(texts) == len(names) else ())
        return first.page
    text, starts = "", []
    for block in group:
        for number, row in enumerate(block.rows):
            text = _with_line(text, _line(row), words)
            if number == 0 and block.page != first.page:
                starts.append((len(text) - _tail(text, row), "page", str(block.page)))
    if first.kind == "note":
        text = _NOTE_NUMBER.sub(r"\1 ", text)
    text, starts = _cleaned(text, starts)
    if first.kind == "heading":
        composer.heading(text)
    elif first.kind == "item" and (marked := ITEM.match(text)):
        composer.item(text[marked.end() :], marked[0].strip())
    else:
        composer.paragraph(text, starts)
    return group[-1].page


def _tail(text: str, row: tuple[Segment, ...]) -> int:
    """How many characters at the end of the text came with a row's line."""
    return min(len(text), len(_line(row)))


def _line(row: tuple[Segment, ...]) -> str:
    """What a row says, without the numbers that lead to notes: after a stop they belong to no sentence."""
    return _NOTE_REFERENCE.sub("", " ".join(s.text for s in row))


def _with_line(text: str, line: str, words: Counter[str]) -> str:
    """The text with one more line; a word broken at its end is whole again.

    >>> _with_line("The old mi-", "ll turned", Counter()), _with_line("a well-", "known mill", Counter(["well-known"]))
    ('The old mill turned', 'a well-known mill')
    """
    line = LEADERS.sub(" … ", line)
    if not text:
        return line
    broken, begun = _BROKEN.search(text), _WORD.match(line)
    if broken is None or begun is None:
        return f"{text} {line}"
    left, right = broken[1].casefold(), begun[0].casefold()
    hyphenated = words[f"{left}-{right}"] > words[left + right]
    if hyphenated or not line[0].islower() or left.isdigit():
        return text + line
    return text[:-1] + line


def _cleaned(text: str, starts: list[tuple[int, str, str]]) -> tuple[str, list[tuple[int, str, str]]]:
    """Clean text, and the offsets in it."""
    return clean(text), [(len(clean(f"{text[:offset]}x")) - 1, kind, label) for offset, kind, label in starts]
