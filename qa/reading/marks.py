"""The places that the reader points at in a document: several in one list say that the list is what is asked for.

A list's items share what the reader has to give, so that it is less sure of each of them than of one answer alone.
What it points at in several of them counts together.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.records import Document
from qa.listing.items import Item
from qa.reading.reader import Reading
from qa.reading.windows import Window

_JOINS = re.compile(r"\b(?:and|or|as well as|plus)\b|&", re.I)
LEAST_SPAN = -4.0  # the reader's score, log-odds, from which a span is a mark
LEAST_TAG = -1.0  # log-odds of being one of the answers from which what it tags is one


@dataclass(frozen=True, slots=True)
class Mark:
    """Words `start:end` of a document that the reader points at, with its score, log-odds."""

    document: Document
    start: int
    end: int
    score: float

    def touches(self, item: Item) -> bool:
        """Whether the words are some of an item's."""
        return self.document == item.document and self.start < item.end and item.start < self.end


def marks_of(document: Document, shift: int, reading: Reading, within: tuple[int, int]) -> Iterator[Mark]:
    """What the reader points at in a text that it has read, which begins `shift` characters into the document.

    Only what lies in the characters `within` of the document.
    """
    likely = [span for span in reading.spans if span.score >= LEAST_SPAN]
    likely += [span for span in reading.items or () if span.score >= LEAST_TAG]
    for span in likely:
        start, end = span.start + shift, span.end + shift
        if within[0] <= start and end <= within[1]:
            yield Mark(document, start, end, span.score)


def in_windows(read: Sequence[tuple[Window, Reading]]) -> list[Mark]:
    """What the reader points at in all windows."""
    return [
        mark
        for window, reading in read
        for mark in marks_of(window.document, window.start, reading, (window.start, window.end))
    ]


def touched(items: Iterable[Item], marks: Sequence[Mark]) -> int:
    """How many of the items the reader points at, each by a mark that touches no other.

    >>> touched([], [])
    0
    """
    items = list(items)
    found = set()
    for mark in marks:
        inside = [number for number, item in enumerate(items) if mark.touches(item)]
        if len(inside) == 1:
            found.add(inside[0])
    return len(found)


def is_whole(words: str) -> bool:
    """Whether words hold the conjunction of a list, so that it is all there: "the mayor and the bishop"."""
    return bool(_JOINS.search(words))


def meant(items: Sequence[Item], pointed: Item, marks: Sequence[Mark]) -> tuple[Item, ...]:
    """The items that are asked for, of those around what the reader points at: not all of a coordination need be.

    Where it points at one of them and at nothing else, that is the answer, and no list. What holds several and the
    conjunction between them is a list from end to end: beside it only what the reader points at too is an item.
    """
    held = [item for item in items if item.start < pointed.end and pointed.start < item.end]
    whole = is_whole(pointed.text)
    if len(held) < 2:
        return tuple(items) if touched(items, marks) > 1 and not whole else (pointed,)
    ends = (max(held[0].start, pointed.start), min(held[-1].end, pointed.end))
    cut = {held[0]: replace(held[0], start=ends[0]), held[-1]: replace(held[-1], end=ends[1])}
    return tuple(cut.get(item, item) for item in items if item in held or not whole or touched([item], marks))
