"""Lists that a document's lines show: bullets, numbered steps, rows of a table, "Key: value" lines, a sentence a line.

Pure: from a text and a place in it to the list that stands there, with the line that announces it and the heading
above.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from index.sentences import sentence_spans

Span = tuple[int, int]

_BULLET = re.compile(r"\s*(?:[-*+•◦‣▪●○–—·]|\[[ xX]\])\s+(?:\[[ xX]\]\s+)?(?=\S)")
_NUMBER = re.compile(r"\s*\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s+(?=\S)")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*$")
_KEY = re.compile(r"(?:[^\s:|.!?]|[.](?=\S)| (?=\S)){1,50}:\s+\S")
_STOP = re.compile(r"[.!?;:,…][\"”’)\]*_]*$")
_FOLLOWS = re.compile(r"\b(?:following|as follows|below)\b", re.I)
_WORD = re.compile(r"\w")
_LONGEST = 300  # characters of a line that is an item
_UNMARKED = 60  # characters below which a line without a marker and a stop may be an item
_SHORT = 80  # characters of a line that may be a heading
_MOST = 200  # lines looked through on each side


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its marker: `start:end`.

    `kind` is "bullet", "number", "row", "rule" (of a table), "key", "text", "heading" or "blank".
    """

    start: int
    end: int
    kind: str
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A list: the lines of its items, two at least, and the sentence that announces it and the heading above, if any.

    `header` is the row that names a table's columns.
    """

    kind: str
    lines: tuple[Span, ...]
    announcement: Span | None = None
    heading: Span | None = None
    header: Span | None = None

    @property
    def start(self) -> int:
        """Where the first item's line begins."""
        return self.lines[0][0]

    @property
    def end(self) -> int:
        """Where the last item's line ends."""
        return self.lines[-1][1]


def block_at(text: str, position: int) -> Block | None:
    r"""The list whose item, announcing line or heading stands at `position`; None where there is none.

    >>> text = "Bring:\n- a tent\n- a rope\n"
    >>> [text[a:b] for a, b in block_at(text, 0).lines]
    ['a tent', 'a rope']
    """
    lines, here = _around(text, position)
    if not lines:
        return None
    first = here
    if lines[here].kind in ("heading", "text") and not _is_listed(text, lines, here):
        first = next((i for i in range(here + 1, len(lines)) if lines[i].kind != "blank"), here)
        if first == here or not _may_announce(text, lines, here, first):
            return None
    if lines[first].kind in ("heading", "blank", "rule"):
        return None
    above, below = _run(text, lines, first)
    found = [line for line in lines[above : below + 1] if line.kind not in ("blank", "rule")]
    header = None
    if found[0].kind == "text" and _FOLLOWS.search(text, found[0].start, found[0].end):
        above, found = above + 1, found[1:]
    elif found[0].kind == "row" and any(line.kind == "rule" for line in lines[above : below + 1]):
        header, found = (found[0].start, found[0].end), found[1:]
    spans = _with_continuations(found)
    if len(spans) < 2:
        return None
    return Block(found[0].kind, tuple(spans), *_announced(text, lines, above), header)


def cells(text: str, start: int, end: int) -> list[Span]:
    """The cells of a table's row.

    >>> cells("Owner | Task | Due", 0, 18)
    [(0, 5), (8, 12), (15, 18)]
    """
    found = []
    for cell in re.finditer(r"[^|\t]+", text[start:end]):
        piece = cell[0]
        a = start + cell.start() + len(piece) - len(piece.lstrip())
        b = start + cell.start() + len(piece.rstrip())
        if a < b:
            found.append((a, b))
    return found


def first_sentence(text: str, start: int, end: int) -> Span:
    """The first sentence of a line, without the stop it ends with.

    >>> first_sentence("Insert the plug. A lamp lights up.", 0, 34)
    (0, 15)
    """
    end = min(end, len(text))
    first = sentence_spans(text[start:end])[:1] or [(0, end - start)]
    a, b = start + first[0][0], start + first[0][1]
    while b > a and text[b - 1] in ".;,:! ":
        b -= 1
    return a, b


def _around(text: str, position: int) -> tuple[list[Line], int]:
    """The lines around a place, at most `_MOST` above and below, and which of them it stands in."""
    at = first = text.rfind("\n", 0, position) + 1
    above: list[Line] = []
    while at > 0 and len(above) < _MOST:
        before = text.rfind("\n", 0, at - 1) + 1
        above.append(_line(text, before, at - 1))
        at = before
    lines, here, at = above[::-1], len(above), first
    while at < len(text) and len(lines) < here + _MOST:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        lines.append(_line(text, at, end))
        at = end + 1
    if here >= len(lines):
        return [], 0
    return [_headed(text, lines, i) for i in range(len(lines))], here


def _line(text: str, start: int, end: int) -> Line:
    if end - start > 4 * _LONGEST:
        return Line(start, end, "text")
    a, b, kind, indent = _shape(text[start:end])
    return Line(start + a, start + b, kind, indent)


@lru_cache(maxsize=4096)
def _shape(line: str) -> tuple[int, int, str, int]:
    """Where in a line its words begin and end, what kind it is, and how far it is indented."""
    line = line.rstrip()
    indent = len(line) - len(line.lstrip())
    if not _WORD.search(line):
        return 0, len(line), "rule" if "-" in line and "|" in line else "blank", indent
    if line.lstrip().startswith("|"):
        return len(line) - len(line.lstrip("| \t")), len(line.rstrip("| \t")), "row", indent
    for kind, pattern in (("heading", _HEADING), ("bullet", _BULLET), ("number", _NUMBER)):
        if found := pattern.match(line):
            return found.end(), len(line), kind, indent
    if " | " in line or "\t" in line.strip():
        return indent, len(line), "row", indent
    return indent, len(line), "key" if _KEY.match(line.strip("* ")) else "text", indent


def _headed(text: str, lines: list[Line], i: int) -> Line:
    """The line, as a heading where it stands as one: short, without a stop, apart from what is above and below."""
    line = lines[i]
    if line.kind not in ("text", "number", "key") or line.end - line.start > _SHORT:
        return line
    words = text[line.start : line.end]
    above, below = lines[i - 1] if i else None, lines[i + 1] if i + 1 < len(lines) else None
    apart = above is None or above.kind == "blank"
    underlined = below is not None and below.kind == "blank" and _UNDERLINE.match(text[below.start : below.end])
    alone = apart and (below is None or below.kind == "blank") and not _STOP.search(words) and line.kind != "key"
    shouted = apart and words.isupper() and len(words) > 3 and not _STOP.search(words)
    return replace(line, kind="heading") if underlined or alone or shouted else line


def _is_listed(text: str, lines: list[Line], i: int) -> bool:
    """Whether a line without a marker is one of several like it."""
    above, below = _run(text, lines, i) if lines[i].kind == "text" else (i, i)
    return below > above and _is_item(text, lines[i])


def _may_announce(text: str, lines: list[Line], here: int, first: int) -> bool:
    """Whether the line at `here` can stand over the list that begins with the line `first`."""
    if lines[here].kind == "heading":
        return lines[first].kind != "heading"
    marked = lines[first].kind in ("bullet", "number", "row")
    return text[lines[here].end - 1] == ":" or marked or first == here + 1


def _run(text: str, lines: list[Line], i: int) -> tuple[int, int]:
    """The first and the last of the lines around line `i` that are items as it is."""
    above = below = i
    while (step := _next(text, lines, below, 1, lines[i].kind)) is not None:
        below = step
    while (step := _next(text, lines, above, -1, lines[i].kind)) is not None:
        above = step
    return above, below


def _next(text: str, lines: list[Line], i: int, step: int, kind: str) -> int | None:
    """The next line that is an item of the same kind, or goes on with one; blank lines may part marked items."""
    j = i + step
    if not 0 <= j < len(lines):
        return None
    line = lines[j]
    if line.kind == "blank":
        k = j + step
        return k if kind in ("bullet", "number") and 0 <= k < len(lines) and lines[k].kind == kind else None
    if kind == "row":
        return j if line.kind in ("row", "rule") else None
    if kind == "text":
        return j if line.kind == "text" and _is_item(text, lines[i]) and _is_item(text, line) else None
    same = line.kind == kind and line.end - line.start <= 2 * _LONGEST
    return j if same or (kind in ("bullet", "number") and line.kind == "text" and line.indent >= 2) else None


def _is_item(text: str, line: Line) -> bool:
    """Whether a line without a marker reads as one item: not too long, and no part of running text."""
    words = text[line.start : line.end]
    if not words or len(words) > _LONGEST or words[0].islower() or words[-1] in ",:":
        return False
    return len(words) < _UNMARKED or (bool(_STOP.search(words)) and len(sentence_spans(words)) == 1)


def _with_continuations(lines: list[Line]) -> list[Span]:
    """The items, each with the indented lines it goes on in."""
    spans: list[Span] = []
    for line in lines:
        if spans and line.kind == "text" and lines[0].kind != "text":
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
    return spans


def _announced(text: str, lines: list[Line], first: int) -> tuple[Span | None, Span | None]:
    """The last sentence right above the list, where that is no heading, and the nearest heading above."""
    i = next((i for i in range(first - 1, -1, -1) if lines[i].kind != "blank"), None)
    if i is None:
        return None, None
    line, announcement = lines[i], None
    if line.kind != "heading" and (first - i == 1 or text[line.end - 1] == ":"):
        a, b = (sentence_spans(text[line.start : line.end]) or [(0, line.end - line.start)])[-1]
        announcement = (line.start + a, line.start + b)
    heading = next((lines[j] for j in range(i, -1, -1) if lines[j].kind == "heading"), None)
    return announcement, (heading.start, heading.end) if heading else None
