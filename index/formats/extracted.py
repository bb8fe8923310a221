"""What an extractor gives: text, places in it, or the reason why there is none; and how the text is put together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.records import Place

LONGEST_TEXT = 50_000_000  # characters extracted from one file; ten times the longest novels
TOO_LONG = f"it holds more than {LONGEST_TEXT:,} characters of text; split it"
_LIGATURES = {
    ord(sign): letters for sign, letters in zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
}
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\xad\u200b\u2060\ufeff\ufffe\uffff]")
_HALF = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"[^\S\n]+")
_AROUND_BREAKS = re.compile(r" ?\n[ \n]*")
_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")


class RefusedError(Exception):
    """A file gives no text; the message is the reason, in words for the person whose file it is."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file, and the places in it in order."""

    text: str
    places: tuple[Place, ...] = ()


def clean(text: str) -> str:
    r"""Text as it is read: ligatures are letters, soft hyphens and unseen marks gone, runs of space one space.

    Line breaks stay, each alone.

    >>> clean(" The ﬁrst\u00a0 mi\u00adll \r\n\r\n of all ")
    'The first mill\nof all'
    """
    whole = _HALF.sub("\ufffd", _UNSEEN.sub("", _BREAKS.sub("\n", text))).translate(_LIGATURES)
    return _AROUND_BREAKS.sub("\n", _SPACES.sub(" ", whole)).strip()


def raised(text: str) -> str:
    """Text that stands above the line; digits keep standing there, so that 10² is not read as 102.

    >>> raised("12"), raised("st")
    ('¹²', 'st')
    """
    above = text.translate(_SUPERSCRIPTS)
    return above if not any(c.isalnum() and c.isascii() for c in above) else text


class Composer:
    """Puts an extracted text together from its blocks, in order, and notes the places on the way.

    Paragraphs and headings are set apart by blank lines; the items of a list and the rows of a table by line breaks.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._places: list[Place] = []
        self._length = 0
        self._last = ""
        self._waiting: list[tuple[str, str]] = []

    @property
    def length(self) -> int:
        """Characters so far."""
        return self._length

    def place(self, kind: str, label: str) -> None:
        """Note that a part begins with the next block."""
        self._waiting = [(k, name) for k, name in self._waiting if k != kind]
        self._waiting.append((kind, clean(label).replace("\n", " ")))

    def heading(self, text: str) -> None:
        """Add a heading, which begins a part of its own."""
        title = clean(text).replace("\n", " ")
        if title:
            self.place("heading", title)
            self._add("heading", title)

    def paragraph(self, text: str, inner: Iterable[tuple[int, str, str]] = ()) -> None:
        """Add a paragraph of clean text; `inner` are the (offset, kind, label) of parts that begin within it."""
        start = self._add("text", text)
        self._places.extend(Place(start + offset, kind, label) for offset, kind, label in inner)

    def item(self, text: str, marker: str = "-") -> None:
        """Add an item of a list."""
        self._add("item", f"{marker} {text}" if text else "")

    def rows(self, rows: Sequence[Sequence[str]], names: Sequence[str] = (), first: int | None = None) -> None:
        """Add a table's rows, each cell after the name of its column where there is one; numbered from `first`."""
        for number, cells in enumerate(rows):
            named = [_named(names[i] if i < len(names) else "", cell) for i, cell in enumerate(map(_line, cells))]
            filled = [cell for cell in named if cell]
            if filled and first is not None:
                self.place("row", str(first + number))
            self._add("row", f"| {' | '.join(filled)} |" if filled else "")

    def done(self) -> Extracted:
        """The text so far.

        Raises:
            RefusedError: there is none.
        """
        text = "".join(self._parts)
        if not re.search(r"\w", text):
            raise RefusedError("it holds no text")
        return Extracted(text, tuple(self._places))

    def _add(self, kind: str, text: str) -> int:
        """Add a block and return where it begins."""
        if not text:
            return self._length
        if self._parts:
            self._put("\n" if kind == self._last and kind in ("item", "row") else "\n\n")
        start = self._length
        self._places.extend(Place(start, name, label) for name, label in self._waiting)
        self._waiting.clear()
        self._put(text)
        self._last = kind
        return start

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > LONGEST_TEXT:
            raise RefusedError(TOO_LONG)


def _line(cell: str) -> str:
    return clean(cell).replace("\n", " ")


def _named(name: str, cell: str) -> str:
    """A cell with its column's name.

    >>> _named("Born", "1815"), _named("", "1815"), _named("Born", "")
    ('Born: 1815', '1815', '')
    """
    return f"{name.rstrip(' :')}: {cell}" if cell and name and name != cell else cell
