"""The items of a list: words with the line or sentence around them, and the coordination that a span belongs to."""

from dataclasses import dataclass

from index.records import Document
from qa.answer import Quote
from qa.conjuncts import Series, all_series, series_at
from qa.layout import Span, first_sentence
from qa.spread import spread


@dataclass(frozen=True, slots=True)
class Item:
    """Words `start:end` of a document, in the line or sentence `around`."""

    document: Document
    start: int
    end: int
    around: Span

    @property
    def text(self) -> str:
        """The item, word for word."""
        return self.document.text[self.start : self.end]

    @property
    def quote(self) -> Quote:
        """The item as a quote."""
        start, end = min(self.around[0], self.start), max(self.around[1], self.end)
        return Quote(self.document, start, end, self.start, self.end)


def items_at(document: Document, start: int, end: int, around: Span) -> tuple[Item, ...]:
    """The members of the coordination that `start:end` is one of, or these words alone."""
    series = series_of(document.text[slice(*around)], start - around[0], end - around[0])
    members = series.members if series else ((start - around[0], end - around[0]),)
    return tuple(Item(document, around[0] + a, around[0] + b, around) for a, b in members)


def series_of(text: str, start: int, end: int) -> Series | None:
    """The coordination that the span `start:end` of a sentence is a member of, or begins, ends with or announces.

    >>> text = "She feared three things, she said: thunder, priests and dogs."
    >>> [text[a:b] for a, b in series_of(text, 11, 23).members]
    ['thunder', 'priests', 'dogs']
    """
    listed = spread(text, start, end)
    touched = sum(a < end and start < b for a, b in listed)
    # More than one member behind the span is another statement: "The guard, Ann, heard the water and shut the valve".
    if len(listed) > 2 and (touched > 1 or end < listed[0][0]) and (touched == 0 or len(listed) - touched < 2):
        return Series(listed)
    series = series_at(text, start, end)
    if series is not None:
        whole = any(_begins(text, a, start) or (start <= a and b <= end) for a, b in series.members)
        announces = not text[end : series.start].strip(" ,:–—-") and end <= series.start
        if whole or announces:
            return series
    # What begins with the span alone is a list where all are acts behind one "may" or "must".
    acts = len(listed) > 2 and (touched == 0 or (touched == 1 and listed[0][0] < start))
    return Series(listed) if acts or 1 < touched > len(listed) - 2 else None


def members_of(document: Document, around: Span, after: int | None = None) -> list[Item]:
    """The members of the longest coordination in a sentence, or behind `after`; or else all it says."""
    start = around[0] if after is None else after
    text = document.text[start : around[1]]
    series = all_series(text)
    if not series:
        at = start + len(text) - len(text.lstrip())
        return [Item(document, *first_sentence(document.text, at, around[1]), around)]
    longest = max(series, key=lambda one: (len(one.members), -one.start))
    return [Item(document, start + a, start + b, around) for a, b in longest.members]


def _begins(text: str, member: int, start: int) -> bool:
    """Whether a span begins as a member does, its article aside."""
    return member <= start and text[member:start].strip().lower() in ("", "the", "a", "an")
