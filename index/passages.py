r"""A document becomes passages: its sentences, each with the paragraph around it. Pure.

How paragraphs are told apart:

- Blank lines separate blocks. In a document without any, the whole of it is one block.
- A line goes on in the next one where it was wrapped: the next line's first word would not have fitted into
  the block's width, and most lines of the block stop in mid-sentence, or this one does; or where it stops in
  mid-sentence and the next line begins with a small letter.
- Headings, list items, table rows and unwrapped lines stand alone; no sentence crosses them.
- Where blank lines are used, the short unwrapped lines of a block (one sentence a line) are still one
  paragraph; where they are not, or where lines are themselves as long as paragraphs, each line is one.
- The items of a list share one paragraph, together with the line that announces it.

Markers (`- `, `1. `, `# `) are left out of the passages, so that quotes are clean.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from index.records import Document, Passage
from index.sentences import sentence_spans

WINDOW = 1500
"""Characters of the longest paragraph; longer ones are cut between sentences into windows of like size."""

_Span = tuple[int, int]

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]*(?:\r\n|[\r\n\f\v\x85\u2028\u2029]|$)")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
_ITEM = re.compile(r"\s*(?:[-*+•◦‣▪●○–—·]|\(?\d{1,3}[.)]|\(?[a-z]\)|\([ivx]+\)|\[[ xX]\])\s+(?:\[[ xX]\]\s+)?(?=\S)")
_QUOTED = re.compile(r"\s{0,3}>+\s*")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-+)\s*$")
_STOPPED = re.compile(r"[.!?…:;。！？]['\"”’)\]*_]*\s*$")
_BLANK_LINE = re.compile(r"\S[ \t]*(?:\r\n|[\r\n])[ \t]*(?:\r\n|[\r\n])\s*\S")
_WORD = re.compile(r"\w")

_NARROW = 40  # characters below which a line is too short to have been wrapped
_PHRASE = 16  # characters of a line that can stop in mid-sentence; shorter ones are taken for a list of words
_INDENTED = 2  # spaces before a line that goes on with a list item
_WIDE = 120  # characters above which a line was not wrapped by anyone
_LONG = 200  # characters a line has on average where each one is a paragraph of its own


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its marker and surrounding white space; `first` is where the line itself begins."""

    first: int
    start: int
    end: int
    kind: str  # "text", "heading", "item", "row" or "blank"


@dataclass(frozen=True, slots=True)
class _Unit:
    """Lines a sentence may run across; `block` is the number of its block."""

    start: int
    end: int
    kind: str
    block: int


def passages(document: Document, window: int = WINDOW) -> tuple[Passage, ...]:
    """The sentences of `document` in order, each with its paragraph of at most `window` characters.

    Every letter and digit is in one passage, but for those of list numbers. A sentence longer than `window`
    is a paragraph of its own.
    """
    text = document.text
    return tuple(
        Passage(document, start, end, around[0][0], around[-1][1])
        for paragraph in _paragraphs(text, _units(text))
        for around in _windows(paragraph, window)
        for start, end in around
    )


def _lines(text: str) -> list[_Line]:
    found = [_line(text, match.start(), match.end()) for match in _LINE.finditer(text) if match[0]]
    for i, (line, below) in enumerate(pairwise(found)):
        if line.kind == "text" and below.kind == "blank" and _UNDERLINE.match(text[below.first : below.end]):
            found[i] = replace(line, kind="heading")
    return found


def _line(text: str, first: int, end: int) -> _Line:
    end = first + len(text[first:end].rstrip())
    line = text[first:end]
    if not _WORD.search(line):
        return _Line(first, end, end, "blank")
    if line.lstrip().startswith("|"):
        start = first + len(line) - len(line.lstrip("| \t"))
        return _Line(first, start, first + len(line.rstrip("| \t")), "row")
    if heading := _HEADING.match(line):
        return _Line(first, first + heading.end(), first + len(_without_hashes(line)), "heading")
    quoted = _QUOTED.match(line)
    marked = quoted.end() if quoted else 0
    if item := _ITEM.match(line, marked):
        return _Line(first, first + item.end(), end, "item")
    return _Line(first, first + marked + len(line[marked:]) - len(line[marked:].lstrip()), end, "text")


def _without_hashes(line: str) -> str:
    """A heading's line without the hashes that close it, which a space sets apart; in one pass, however long it is."""
    bare = line.rstrip("#")
    return bare.rstrip() if bare != line and bare[-1:].isspace() else line


def _units(text: str) -> list[_Unit]:
    units: list[_Unit] = []
    for number, block in enumerate(_blocks(_lines(text))):
        width = max(line.end - line.first for line in block)
        broken = sum(not _stops(text, line) for line in block[:-1])
        running = broken > len(block[:-1]) / 2
        last = block[0]
        units.append(_Unit(last.start, last.end, last.kind, number))
        for line in block[1:]:
            if _goes_on(text, last, line, width) and (running or not _stops(text, last) or last.kind == "item"):
                units[-1] = replace(units[-1], end=line.end)
            else:
                units.append(_Unit(line.start, line.end, line.kind, number))
            last = replace(line, kind=units[-1].kind)
    return units


def _stops(text: str, line: _Line) -> bool:
    """Whether the line ends where a sentence may."""
    return bool(_STOPPED.search(text[max(line.start, line.end - 10) : line.end]))


def _blocks(lines: list[_Line]) -> list[list[_Line]]:
    """The lines between blank ones."""
    blocks: list[list[_Line]] = [[]]
    for line in lines:
        if line.kind != "blank":
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _goes_on(text: str, line: _Line, below: _Line, width: int) -> bool:
    """Whether `line` was broken for its width, and its sentence goes on `below`."""
    if line.kind not in ("text", "item") or below.kind != "text":
        return False
    length = line.end - line.first
    if line.kind == "item" and below.start - below.first >= _INDENTED:
        return True
    word = re.match(r"\S+", text[below.start : below.start + _WIDE])
    wrapped = length >= _NARROW and width <= _WIDE and length + 1 + (word.end() if word else 0) > width
    return wrapped or (length >= _PHRASE and not _stops(text, line) and text[below.start].islower())


def _paragraphs(text: str, units: list[_Unit]) -> list[list[_Span]]:
    """The sentences of each paragraph; a list's announcing sentence opens the paragraph of its items."""
    together = _blocks_together(units) if _BLANK_LINE.search(text) else set()
    paragraphs: list[list[_Span]] = []
    before: _Unit | None = None
    for unit in units:
        spans = [(unit.start + start, unit.start + end) for start, end in sentence_spans(text[unit.start : unit.end])]
        if before and _joins(text, before, unit, together):
            if unit.kind == "item" and before.kind == "text":
                paragraphs.append([paragraphs[-1].pop()])
            paragraphs[-1].extend(spans)
        else:
            paragraphs.append(spans)
        before = unit
    return [paragraph for paragraph in paragraphs if paragraph]


def _blocks_together(units: list[_Unit]) -> set[int]:
    """The blocks that are one paragraph although their lines end where sentences do."""
    lengths: dict[int, list[int]] = {}
    for unit in units:
        if unit.kind == "text":
            lengths.setdefault(unit.block, []).append(unit.end - unit.start)
    return {block for block, of in lengths.items() if sum(of) < _LONG * len(of)}


def _joins(text: str, before: _Unit, unit: _Unit, together: set[int]) -> bool:
    """Whether `unit` belongs to the paragraph that `before` ends."""
    if unit.kind == "item":
        announced = before.kind == "text" and text[before.end - 1] == ":"
        return before.kind == "item" or announced
    if unit.kind == "row":
        return before.kind == "row"
    return unit.kind == before.kind == "text" and before.block == unit.block and unit.block in together


def _windows(paragraph: list[_Span], limit: int) -> list[list[_Span]]:
    """The sentences in windows of at most `limit` characters and about equal size."""
    length = paragraph[-1][1] - paragraph[0][0]
    size = length / -(-length // limit)
    windows = [[paragraph[0]]]
    for span in paragraph[1:]:
        first = windows[-1][0][0]
        if span[1] - first > limit or windows[-1][-1][1] - first >= size:
            windows.append([span])
        else:
            windows[-1].append(span)
    return windows
