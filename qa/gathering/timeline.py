"""A timeline: every sentence with a date that belongs to what was asked, in order of time."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from index.lexical import terms, words
from index.records import Document, Passage
from index.store import Index
from qa.answer import Answer, Kind, Quote
from qa.facts import Facts
from qa.gathering.period import period
from qa.once import per_index
from qa.plural.means import means
from qa.tidy import tidied
from qa.words import clock
from qa.words.clause import DETERMINERS, PRONOUNS, WH, words_of
from qa.words.dates import MONTHS, Around, Dated, Precision, Year, dated, dates
from qa.words.verbs import closed

MOST = 30
"""Events shown; a longer table is not read."""

_MOST_READ = 20_000  # sentences with figures in them that are looked through for dates
_CLOSE = 0.7  # of the likeness of the event nearest to the topic: what belongs to it as well
_NEAR = 0.3  # cosine below which nothing is about the topic
_EVERYWHERE = 0.4  # share of the sentences
_HINT = re.compile(rf"\d|\b(?:{MONTHS}|[Yy]esterday|later|afterwards?|earlier|[Ff]ollowing|next|day after)\b")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_NAME = re.compile(r"(?<=[a-z:,] )[A-Z]\w+")
_HEADED = 260  # characters of a document's head, whose names say what it is of
_HAPPENED = re.compile(
    r"(?:so |and )?(?:what (?:all |else )?(?:happened|took place|occurred|went on|changed)|which events)\b",
    re.I,
)
_FUTURE = re.compile(
    r"\b(?:(?:still|yet) to (?:come|happen)|to come|coming up|upcoming|ahead|future|planned|scheduled)\b", re.I
)
_WEEKDAYS = frozenset(name.lower() for name in (*calendar.day_name, *calendar.day_abbr))
_IN_ORDER = re.compile(r"\bin (?:(?:chronological|time|date) )?order\b(?! (?:to|that|of|for)\b)", re.I)
_LEADING = closed("of about on in at for with to through concerning regarding around behind")
_HALF_A_DAY = 12 * 60
_OF_ONE = 0.6  # how sure to be of the only event of a time
_ENTRY = 2  # sentences shown of what stands below a date
# What a question for a timeline says besides its topic.
_CUES = frozenset(
    terms(
        "timeline time line chronology chronological order ordered sequence history event happen happened happening "
        "date dates dated key main important milestones stages list give show tell make draw what when which please "
        "full short course before after since until between from during first last next then and document documents "
        "text article file things thing occurred unfold year years month months week day days each every me us life "
        "career development developments story done take took taken place order oldest newest past present over "
        "everything all know mentioned given"
    )
)
_BETWEEN = re.compile(
    r"\b(?:(?:between|from)\s+(?P<first>.+?)\s+(?:and|to|until|till|up to)\s+(?P<last>[^?]+)"
    r"|(?:after|since|following)\s+(?P<after>[^?]+)|(?:before|until|up to|leading (?:up )?to)\s+(?P<before>[^?]+))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Event:
    """A sentence and one of its dates. `number` is the passage's in the index; `last` ends what is shown of it."""

    number: int
    passage: Passage
    when: Dated
    last: Passage


def answer(question: str, least: float, facts: Facts) -> Answer | None:
    """The timeline of what is asked, or the one event of its time; None where no dated events belong to it."""
    every = _at_the_time(question, all_events(facts.index))
    when, rest = period(question, [event.when.first for event in every if event.when.year is not Year.UNKNOWN])
    asked_of, first, last = _bounds(rest)
    dated_then = [event for event in _to_come(rest, every) if when.holds(event.when)]
    events = _between(_anchor(first, dated_then, facts), _anchor(last, dated_then, facts), dated_then)
    chosen = _merged(sorted(_on_topic(asked_of, events, facts), key=_in_time))
    if len(chosen) < 2:
        return _only(question, chosen) if is_asked(question) else None
    note = f"{len(chosen) - MOST} more events are dated." if len(chosen) > MOST else ""
    return Answer(question, Kind.TIMELINE, tuple(map(_quote, chosen[:MOST])), 1.0, label="In order of time", note=note)


def _only(question: str, events: Sequence[Event]) -> Answer | None:
    """The one event of the time that is asked of."""
    return Answer(question, Kind.ANSWER, tuple(map(_said, events)), _OF_ONE) if events else None


def _said(event: Event) -> Quote:
    """The sentence of an event, as what answers."""
    passage, document = event.passage, event.passage.document
    return Quote(document, passage.start, event.last.end, *tidied(document.text, passage.start, passage.end))


def is_asked(question: str) -> bool:
    """Whether a question asks for things in order, or what happened in a stretch of time long enough for several.

    >>> is_asked("what happened at the mill in the nineties"), is_asked("What happened on 3 May 1901?")
    (True, False)
    >>> is_asked("her life in order, please"), is_asked("What did she do in order to win?")
    (True, False)
    """
    if _IN_ORDER.search(question):
        return True
    when, _ = period(question, ())
    bounded = when.last > when.first and (when.first > date.min or when.last < date.max)
    return bool(_HAPPENED.match(question.strip())) and bounded


def _at_the_time(question: str, events: Sequence[Event]) -> Sequence[Event]:
    """The events at the time of day that is asked of, where one is; else all."""
    asked = clock.asked(question)
    if asked is None:
        return events
    first, last = asked
    return [event for event in events if event.when.minute is not None and first <= event.when.minute <= last]


def _to_come(question: str, events: Sequence[Event]) -> Sequence[Event]:
    """The events after the date of their document, where what is still to come is asked for; else all."""
    if not _FUTURE.search(question):
        return events
    heads = {event.passage.document.source: event.passage.document for event in events}
    now = {source: dated(document.text) or date.min for source, document in heads.items()}
    return [event for event in events if event.when.first > now[event.passage.document.source]]


@per_index
def all_events(index: Index) -> tuple[Event, ...]:
    """Every dated sentence of an index; looked through once."""
    heads = {document.source: dated(document.text) for document in index.documents}
    hinted = (number for number, passage in enumerate(index.passages) if _HINT.search(passage.text))
    found: list[Event] = []
    entry: Event | None = None
    before: date | None = None
    day: Dated | None = None
    of: str | None = None
    for _, number in zip(range(_MOST_READ), hinted, strict=False):
        source = index.passages[number].document.source
        if source != of:
            of, entry, before, day = source, None, None, None
        events = _events(number, index.passages, Around(heads[source], entry.when if entry else None, before))
        entry = next((event for event in events if event.last is not event.passage), entry)
        exact = [e.when.first for e in events if e.when.precision >= Precision.MONTH and e.when.year is Year.STATED]
        before = exact[-1] if exact else before
        events = _clocked(index.passages[number], number, events, day)
        day = next((e.when for e in reversed(events) if e.when.precision is Precision.DAY), day)
        found += events
    return tuple(found)


def _events(number: int, passages: Sequence[Passage], around: Around) -> list[Event]:
    passage = passages[number]
    found = dates(passage.document.text, passage.start, passage.end, passage.paragraph_start, around)
    # "on June 27, 2025, ... in June": the vaguer one says nothing more.
    found = [one for one in found if not any(other is not one and _tells_more(other, one) for other in found)]
    if len(found) == 1 and _is_only_date(passage, found[0]):
        following = passages[number + 1 : number + 1 + _ENTRY]
        told = [after for after in following if after.document is passage.document and not _HINT.match(after.text)]
        return [Event(number, passage, found[0], told[-1] if told else passage)]
    return [Event(number, passage, one, passage) for one in found]


def _clocked(passage: Passage, number: int, events: Sequence[Event], day: Dated | None) -> list[Event]:
    """The events of a sentence, at the time of day it begins with where it is a line of a log.

    It is of the day that it says, or else the last `day` that was said before it, and past midnight of the one after.
    """
    text = passage.document.text
    time = clock.heading(text, passage.start, passage.end)
    if time is None:
        return list(events)
    own = next((event for event in events if event.when.precision is Precision.DAY), None)
    if own:
        timed = replace(own, when=replace(own.when, minute=time.minute))
        return [timed if event is own else event for event in events]
    known = day or Dated(0, 0, date.min, Precision.DAY)
    past = known.minute is not None and time.minute < known.minute - _HALF_A_DAY and known.first > date.min
    first = known.first + timedelta(days=1) if past and known.first < date.max else known.first
    when = replace(known, start=time.start, end=time.end, first=first, minute=time.minute)
    return [Event(number, passage, when, passage), *events]


def _is_only_date(passage: Passage, when: Dated) -> bool:
    """Whether a passage is a heading that says nothing but its date, as in a diary."""
    text = passage.document.text
    rest = text[passage.start : when.start] + text[when.end : passage.end]
    return all(word.lower() in _WEEKDAYS for word in _LETTERS.findall(rest))


def _tells_more(one: Dated, other: Dated) -> bool:
    same_year = one.first.year == other.first.year
    same_month = same_year and (one.first.month == other.first.month or other.precision < Precision.MONTH)
    return one.precision > other.precision and same_month and other.precision is not Precision.DECADE


def _bounds(question: str) -> tuple[str, str, str]:
    """A question without the two events it names as bounds, and those; empty where it names none, or a date.

    >>> _bounds("what happened between the storm and the repair?"), _bounds("timeline of the siege after 1910")
    (('what happened ', 'the storm', 'the repair'), ('timeline of the siege after 1910', '', ''))
    """
    match = _BETWEEN.search(question)
    if match is None or _HINT.search(match[0]):
        return question, "", ""
    first, last = match["first"] or match["after"] or "", match["last"] or match["before"] or ""
    return question[: match.start()], _phrase(first), _phrase(last)


def _phrase(words: str) -> str:
    """What names an event, without what a comma sets off: "the accident, in order"."""
    return words.strip(" ,").partition(",")[0]


def _anchor(phrase: str, events: Sequence[Event], facts: Facts) -> Event | None:
    """The event that a phrase names, the nearest in meaning; None where none is near."""
    if not phrase or not events:
        return None
    likeness = facts.index.sentences.vectors[[event.number for event in events]] @ facts.encoder.encode([phrase])[0]
    at = int(likeness.argmax())
    return events[at] if likeness[at] >= _NEAR else None


def _between(first: Event | None, last: Event | None, events: Sequence[Event]) -> Sequence[Event]:
    """The events from one to another; those whose year is not known only where the bounds' are not either."""
    if first is not None:
        events = [event for event in events if _in_time(event)[:2] >= _in_time(first)[:2]]
    if last is not None:
        events = [event for event in events if _in_time(event)[:2] <= _in_time(last)[:2]]
    return events


def _on_topic(question: str, events: Sequence[Event], facts: Facts) -> Sequence[Event]:
    """The events that belong to the question's topic by its meaning; all where it names none, or none is near it."""
    topic = _topic(_FUTURE.sub("", question))
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
    close = [event for event, like in zip(events, likeness, strict=True) if like >= _CLOSE * best]
    if best >= _NEAR and len(close) > 1:
        return close
    whole = meant or _about(facts.index, vector) | _speaking_of(facts.index, topic)
    if not whole and len(topic) == 1:
        whole = _nearest(facts.index, vector)
    return [event for event in events if event.passage.document.source in whole]


def _topic(question: str) -> list[str]:
    """The words that say what the timeline is of: behind the verb that asks for one, and behind its "of", "in", "to".

    "Put the dates of the dig in order" asks of the dig; "a run-down of the siege", whatever that is, of the siege.
    """
    asked = [word.low for word in words_of(question) if word.is_word]
    if len(asked) > 1 and asked[0] not in WH and asked[1] in DETERMINERS | PRONOUNS:
        asked = asked[1:]
    leads = [i for i, word in enumerate(asked) if word in _LEADING]
    said = [[word for word in words(part) if not _is_cue(word)] for part in asked]
    first = leads[0] if leads else len(asked)
    behind = [word for i, part in enumerate(said) for word in part if i > first or (leads and asked[i].endswith("'s"))]
    # "The run of events": what has nothing but "events" behind its "of" is the request's own noun.
    before = said[: first - 1] if leads and asked[first] == "of" else said[:first]
    return list(dict.fromkeys(behind or [word for part in before for word in part]))


def _is_cue(word: str) -> bool:
    return word.isdigit() or _CUES.issuperset(terms(word))


def _speaking_of(index: Index, topic: Sequence[str]) -> set[str]:
    """The documents that have every word of a topic, though no event is near it."""
    held = [
        {
            index.passages[number].document.source
            for term in terms(word)
            for number in index.sentences.lexical.holding(term)
        }
        for word in topic
    ]
    return set.intersection(*held) if held else set()


def _about(index: Index, topic: npt.NDArray[np.float32]) -> set[str]:
    """The documents that are near a topic as a whole, though no event says so."""
    return {source for source, mean in means(index).items() if float(mean @ topic) >= _NEAR}


def _nearest(index: Index, topic: npt.NDArray[np.float32]) -> set[str]:
    """The documents that are nearest to a topic: what a reader calls "the dispute" need not say so anywhere."""
    likeness = {source: float(mean @ topic) for source, mean in means(index).items()}
    best = max(likeness.values())
    return {source for source, like in likeness.items() if like >= max(_CLOSE * best, 0.0)}


def _is_everywhere(index: Index, word: str) -> bool:
    """Whether so many sentences have a word that it names the documents' subject, not a part of it."""
    counts = [index.sentences.lexical.frequency(term) for term in terms(word)]
    return bool(counts) and max(counts) > _EVERYWHERE * len(index)


def _named(index: Index, word: str) -> set[str]:
    """The documents that have a word in their file's name or their head."""
    wanted = set(terms(word))
    return {document.source for document in index.documents if wanted & _title(document)}


@lru_cache(maxsize=4096)
def _title(document: Document) -> frozenset[str]:
    """The terms of a document's file name, its first line, and the names in what stands above its text."""
    head = document.text[:1000].lstrip()
    first_line = head[:200].partition("\n")[0]
    names = " ".join(_NAME.findall(head[: _HEADED + 1].rpartition("\n\n")[0]))
    return frozenset(terms(f"{document.source.rpartition('.')[0]} {first_line} {names}"))


def _in_time(event: Event) -> tuple[bool, date, int, int, int]:
    unknown = event.when.year is Year.UNKNOWN
    return unknown, event.when.first, event.when.minute or 0, -int(event.when.precision), event.number


def _merged(events: Sequence[Event]) -> list[Event]:
    """Without the same words on the same date in another file, nor a title's years that sentences tell better."""
    told = {event.when.first.year for event in events if event.when.precision > Precision.YEAR}
    kept: dict[tuple[str, str], Event] = {}
    for event in events:
        titled = event.when.precision is Precision.YEAR and event.when.first.year in told and _is_title(event.passage)
        if titled:
            continue
        kept.setdefault((event.when.label, " ".join(event.passage.text.lower().split())), event)
    return list(kept.values())


def _is_title(passage: Passage) -> bool:
    return passage.start == passage.paragraph_start and not passage.text.rstrip(" *_").endswith((".", "!", "?", ":"))


def _quote(event: Event) -> Quote:
    passage, when = event.passage, event.when
    return Quote(passage.document, passage.start, event.last.end, when.start, when.end, when.label)
