"""The headings of a Markdown text, found in one pass over its lines; what stands in code or comments is none.

The rules are CommonMark's (https://spec.commonmark.org/0.31.2/, 4.2, 4.3 and 4.5), for headings that stand in no list
or quotation, and the front matter that site generators put before a text.
"""

import re
from collections.abc import Iterator

from index.records import Place

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_HASHES = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_CLOSING = re.compile(r"(?:^|[ \t])#+$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_NO_PARAGRAPH = re.compile(r"[ \t]|[-+*>|<]|\d{1,9}[.)][ \t]")
_FRONT = ("---", "+++")
_MOST_LINES = 5  # of a heading that is underlined
_LONGEST = 1000  # characters of a heading that are looked at

_ATTRIBUTES = re.compile(r"[ \t]*\{[#.:][^{}]*\}$")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_MARK = re.compile(r"\\([!-/:-@\[-`{-~])|[*`]+|(?<!\w)_+|_+(?!\w)")


def headings(text: str) -> tuple[Place, ...]:
    r"""Every heading as a place, in order.

    >>> [(p.start, p.label) for p in headings("# The *mill*\n\nText.\n\nWheel\n-----\n")]
    [(0, 'The mill'), (21, 'Wheel')]
    """
    found = ((start, title(words)) for start, words in _headings(text))
    return tuple(Place(start, "heading", label) for start, label in found if label)


def title(source: str) -> str:
    """The words of a heading without the signs of its markup.

    >>> title("The [old `mill`](a.md) of Vorn {#mill}")
    'The old mill of Vorn'
    """
    plain = _TAG.sub("", _LINK.sub(r"\1", _ATTRIBUTES.sub("", source[:_LONGEST].strip())))
    return " ".join(_MARK.sub(lambda mark: mark[1] or "", plain).split())


def _headings(text: str) -> Iterator[tuple[int, str]]:
    above: list[tuple[int, str]] = []  # the lines of the paragraph so far
    free = True  # whether a paragraph may begin here, and is no list's or quotation's
    for start, line in _prose(text):
        if _HASHES.match(line):
            yield start, _CLOSING.sub("", line.strip().lstrip("#").strip())
        elif above and _UNDERLINE.match(line):
            if len(above) <= _MOST_LINES:
                yield above[0][0], " ".join(words for _, words in above)
        elif line.strip():
            free = free and (bool(above) or not _NO_PARAGRAPH.match(line))
            if free:
                above.append((start, line))
            continue
        above, free = [], True


def _prose(text: str) -> Iterator[tuple[int, str]]:
    """The lines with where they begin; those of code, comments and front matter are empty."""
    fence = ""
    comment = False
    front = next((sign for sign in _FRONT if text.startswith((f"{sign}\n", f"{sign}\r\n"))), "")
    for start, line in _lines(text):
        if front:
            front = front if not start or line.rstrip() not in (front, "...") else ""
        elif comment:
            comment = "-->" not in line
        elif fence:
            mark = line.strip()
            fence = "" if mark.startswith(fence) and not mark.strip(fence[0]) else fence
        elif opened := _FENCE.match(line):
            fence = opened[1]
        elif line.lstrip().startswith("<!--"):
            comment = "-->" not in line
        else:
            yield start, line
            continue
        yield start, ""


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, text[start:end].rstrip("\r")
        start = end + 1
