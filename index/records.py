"""The records that flow through the index, each pointing back to where it came from."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from index.formats import MODULES


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document's text a part begins that people know by name; it goes on to the next of its kind.

    `kind` is "page", "slide", "sheet", "row" or "heading"; `label` is the page's, slide's or row's number, or the
    sheet's or heading's words.
    """

    start: int
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document as people read it: its text and where that text came from.

    `text` is the decoded file or, for a format that is not text, what was extracted from it. `source` is the path
    relative to the documents' folder, with "/" on every system; `fingerprint` is the SHA-256 of the file's bytes, in
    hex. `also` holds the sources of other files of the same bytes, which are indexed once. `places` are in order of
    `start`. All offsets in this project are character offsets into `text`.
    """

    source: str
    text: str = field(repr=False)
    fingerprint: str = field(repr=False)
    also: tuple[str, ...] = ()
    places: tuple[Place, ...] = field(default=(), repr=False)

    @property
    def is_extracted(self) -> bool:
        """Whether the text was extracted, so that its lines are not the file's."""
        return PurePosixPath(self.source).suffix.casefold() in MODULES


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why files of these bytes and this suffix give no text: what was found out once need not be tried again."""

    fingerprint: str
    suffix: str
    reason: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a document, `document.text[start:end]`, with the paragraph around it as context."""

    document: Document
    start: int
    end: int
    paragraph_start: int
    paragraph_end: int

    @property
    def text(self) -> str:
        """The sentence, word for word."""
        return self.document.text[self.start : self.end]

    @property
    def paragraph(self) -> str:
        """The paragraph around the sentence, word for word."""
        return self.document.text[self.paragraph_start : self.paragraph_end]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question. `score` orders the hits; its scale means nothing outside one question.

    `similarity` is the cosine of question and sentence, -1..1.
    """

    passage: Passage
    score: float
    similarity: float


_SHOWN = {"page": "p. {}", "slide": "slide {}", "sheet": "sheet {}", "row": "row {}", "heading": "§ {}"}
LONGEST_LABEL = 80  # characters of a heading that are shown


def place_of(document: Document, offset: int) -> str:
    r"""How a person finds an offset in the file: its page, row, heading or line, or what of these there is.

    Empty where an extracted text has none of them.

    >>> place_of(Document("a.pdf", "One. Two.", "", (), (Place(0, "page", "1"), Place(5, "page", "2"))), 6)
    'p. 2'
    >>> place_of(Document("a.txt", "One.\nTwo.", ""), 5)
    'line 2'
    """
    last = {place.kind: place for place in document.places[: bisect_right(document.places, offset, key=_start)]}
    shown = [
        form.format(_short(last[kind].label)) for kind, form in _SHOWN.items() if kind in last and last[kind].label
    ]
    if not document.is_extracted:
        shown.insert(0, f"line {line_of(document.text, offset):,}")
    return ", ".join(shown)


LINE_END = re.compile(r"\r\n?|\n")
"""What ends a line of a file, as editors count them; old files of Macintoshes have the first sign alone."""


def line_of(text: str, offset: int) -> int:
    r"""The number of the line that holds an offset, from 1.

    >>> [line_of("One.\rTwo.\r\nThree.\nFour.", offset) for offset in (0, 5, 11, 18)]
    [1, 2, 3, 4]
    """
    ends = text.count("\n", 0, offset) + text.count("\r", 0, offset) - text.count("\r\n", 0, offset)
    return ends + 1


def page_of(document: Document, offset: int) -> str:
    """The number of the page that holds an offset; empty where the document has no pages.

    >>> page_of(Document("a.pdf", "One. Two.", "", (), (Place(0, "page", "1"), Place(5, "page", "2"))), 6)
    '2'
    """
    before = document.places[: bisect_right(document.places, offset, key=_start)]
    return next((place.label for place in reversed(before) if place.kind == "page"), "")


def page_around(document: Document, offset: int) -> tuple[int, int] | None:
    """Where the page or slide that holds an offset begins and ends; None where the document has none.

    >>> page_around(Document("a.pdf", "One. Two.", "", (), (Place(0, "page", "1"), Place(5, "page", "2"))), 6)
    (5, 9)
    """
    pages = [place for place in document.places if place.kind in ("page", "slide")]
    number = bisect_right(pages, offset, key=_start)
    if number == 0:
        return None
    # A note at a page's foot comes after the paragraph that runs on over its end.
    own = [n for n, place in enumerate(pages) if place.label == pages[number - 1].label]
    return pages[own[0]].start, pages[own[-1] + 1].start if own[-1] + 1 < len(pages) else len(document.text)


def _start(place: Place) -> int:
    return place.start


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"
