"""A timeline: every sentence with a date that belongs to what was asked, in order of time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from index.lexical import terms, words
from index.records import Document, Passage
from index.store import Index
from qa.answer import Answer, Kind, Quote
from qa.dates import MONTHS, Dated, Precision, Year, dated, dates
from qa.facts import Facts
from qa.once import per_index

MOST = 30
"""Events shown; a longer table is not read."""

_MOST_READ = 20_000  # sentences with figures in them that are looked through for dates
_CLOSE = 0.7  # of the likeness of the event nearest to the topic: what belongs to it as well
_NEAR = 0.3  # cosine below which nothing is about the topic
_EVERYWHERE = 0.4  # share of the sentences
_HINT = re.compile(rf"\d|\b(?:{MONTHS})\b")
# What a question for a timeline says besides its topic.
_CUES = frozenset(
    terms(
        "timeline time line chronology chronological order ordered sequence history event happen happened happening "
        "date dates dated key main important milestones stages list give show tell make draw what when which please "
        "full short course before after since until between from during first last next then and document documents "
        "text article file things thing occurred unfold year years me us life career development developments story "
        "everything all"
    )
)
_RANGE = re.compile(
    r"\b(?P<first>1\d{3}|20\d\d)\s*(?:to|and|until|till|[-–—])\s*(?P<last>1\d{3}|20\d\d)\b"
    r"|\b(?:before|until|up to)\s+(?P<before>1\d{3}|20\d\d)\b|\b(?:after|since|from)\s+(?P<after>1\d{3}|20\d\d)\b"
    r"|\b(?:in|of|during)\s+(?P<only>1\d{3}|20\d\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Event:
    """A sentence and one of its dates. `number` is the passage's in the index."""

    number: int
    passage: Passage
    when: Dated


def answer(question: str, least: float, facts: Facts) -> Answer | None:
    """The timeline of what is asked; None where fewer than two dated events belong to it."""
    events = [event for event in all_events(facts.index) if _within(question, event.when)]
    chosen = _merged(sorted(_on_topic(question, events, facts), key=_in_time))
    if len(chosen) < 2:
        return None
    note = f"{len(chosen) - MOST} more events are dated." if len(chosen) > MOST else ""
    return Answer(question, Kind.TIMELINE, tuple(map(_quote, chosen[:MOST])), 1.0, label="In order of time", note=note)


@per_index
def all_events(index: Index) -> tuple[Event, ...]:
    """Every dated sentence of an index; looked through once."""
    heads = {document.source: dated(document.text) for document in index.documents}
    hinted = (number for number, passage in enumerate(index.passages) if _HINT.search(passage.text))
    return tuple(
        event
        for _, number in zip(range(_MOST_READ), hinted, strict=False)
        for event in _events(number, index.passages[number], heads[index.passages[number].document.source])
    )


def _events(number: int, passage: Passage, head: date | None) -> Iterator[Event]:
    found = dates(passage.document.text, passage.start, passage.end, passage.paragraph_start, head)
    for one in found:
        # "on June 27, 2025, ... in June": the vaguer one says nothing more.
        if not any(other is not one and _tells_more(other, one) for other in found):
            yield Event(number, passage, one)


def _tells_more(one: Dated, other: Dated) -> bool:
    same_year = one.first.year == other.first.year
    same_month = same_year and (one.first.month == other.first.month or other.precision < Precision.MONTH)
    return one.precision > other.precision and same_month and other.precision is not Precision.DECADE


def _within(question: str, when: Dated) -> bool:
    """Whether a date lies in the years that the question names; without any, all do."""
    asked = _RANGE.search(question)
    if asked is None:
        return True
    year = {name: int(value) for name, value in asked.groupdict().items() if value}
    if when.year is Year.UNKNOWN:
        return False
    first = year.get("first", year.get("after", year.get("only", 0)))
    last = year.get("last", year.get("before", 10_000) - 1 if "before" in year else year.get("only", 10_000))
    return first <= when.first.year <= last


def _on_topic(question: str, events: Sequence[Event], facts: Facts) -> Sequence[Event]:
    """The events that belong to the question's topic by its meaning; all where it names none, or none is near it."""
    topic = [
        word for word in dict.fromkeys(words(question)) if not word.isdigit() and not _CUES.issuperset(terms(word))
    ]
    named = {word: _named(facts.index, word) for word in topic}
    if meant := set().union(*named.values()):
        # "the life of X", "the manual's": a whole document, and the other words say which part of it.
        events = [event for event in events if event.passage.document.source in meant]
    topic = [word for word in topic if not named[word] and not _is_everywhere(facts.index, word)]
    if not topic or not events:
        return events
    vector = facts.encoder.encode([" ".join(topic)])[0]
    numbers = [event.number for event in events]
    likeness = np.maximum(
        facts.index.sentences.vectors[numbers] @ vector,
        facts.index.paragraphs.vectors[facts.index.paragraph_of[numbers]] @ vector,
    )
    best = float(likeness.max())
    if best < _NEAR:
        return events if meant else ()
    return [event for event, like in zip(events, likeness, strict=True) if like >= _CLOSE * best]


def _is_everywhere(index: Index, word: str) -> bool:
    """Whether so many sentences have a word that it names the documents' subject, not a part of it."""
    counts = [index.sentences.lexical.frequency(term) for term in terms(word)]
    return bool(counts) and max(counts) > _EVERYWHERE * len(index)


def _named(index: Index, word: str) -> set[str]:
    """The documents that have a word in their file's name or their first line."""
    wanted = set(terms(word))
    return {document.source for document in index.documents if wanted & _title(document)}


@lru_cache(maxsize=4096)
def _title(document: Document) -> frozenset[str]:
    """The terms of a document's file name and first line."""
    first_line = document.text[:1000].lstrip()[:200].partition("\n")[0]
    return frozenset(terms(f"{document.source.rpartition('.')[0]} {first_line}"))


def _in_time(event: Event) -> tuple[bool, date, int, int]:
    unknown = event.when.year is Year.UNKNOWN
    return unknown, event.when.first, -int(event.when.precision), event.number


def _merged(events: Sequence[Event]) -> list[Event]:
    """Without the same words on the same date in another file."""
    kept: dict[tuple[str, str], Event] = {}
    for event in events:
        kept.setdefault((event.when.label, " ".join(event.passage.text.lower().split())), event)
    return list(kept.values())


def _quote(event: Event) -> Quote:
    passage, when = event.passage, event.when
    return Quote(passage.document, passage.start, passage.end, when.start, when.end, when.label)
