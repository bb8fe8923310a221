"""When something happened, where the reader sees no date: by the one date of the sentence that says all of it, or by
the date before it.

In what is told in order a date holds until the next one: "It took a turn on 2 April. A tug collided with the ferry."
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from index.records import Passage
from qa.answer import Answer, Kind, Quote
from qa.deciding.features import Asked
from qa.facts import Facts
from qa.gathering.timeline import all_events
from qa.tidy import tidied
from qa.words.clause import PERSONAL, is_auxiliary, words_of
from qa.words.dates import WEEKDAYS, Dated, Precision, Year, written
from qa.words.verbs import is_past

CONFIDENCE = 0.45

_WHEN = re.compile(
    r"(?:and |but |so )?(?:when (?:did|was|were)\b|(?:(?:on|in) )?(?:what|which) (?:day|date|year)\b)",
    re.I,
)
_LOOKED_AT = 3  # hits
_SAID, _ALL = 0.85, 0.97  # share of the question's information that a sentence without a date, or with one, has
_TAKING_PLACE = re.compile(r"\b(?:take place|happen(?:ed)?|occur(?:red)?)\b", re.I)
_OF_A_THING = re.compile(r"[a-z]+ (?:from|of) $")
_TO_COME = re.compile(r"\b(?:will|shall|is due|are due|expected)\b", re.I)
_ANOTHER_TIME = re.compile(
    rf"\b(?:yesterday|today|tomorrow|later|earlier|ago|the (?:next|following|previous) \w+|{WEEKDAYS})\b",
    re.I,
)


def answer(question: str, facts: Facts) -> Answer | None:
    """The date that what is asked has where it is told, or from the sentence before; None where there is none."""
    if not _WHEN.match(question):
        return None
    quotes = next(_dated(question, facts), ())
    return Answer(question, Kind.ANSWER, quotes, CONFIDENCE) if quotes else None


def says_less(answer: Answer, dated: Answer, facts: Facts) -> bool:
    """Whether the sentence of an answer has less of what is asked than the one that is dated."""
    asked = facts.asked(answer.question)
    return asked.coverage(answer.cited[0].text) < asked.coverage(dated.quotes[-1].text) if answer.cited else True


def _dated(question: str, facts: Facts) -> Iterator[tuple[Quote, ...]]:
    """The sentences near a question that tell of a date what it asks, each with that date's own, if it is another."""
    asked = facts.asked(_TAKING_PLACE.sub("", question))  # which no text need say
    for hit in facts.hits(question)[:_LOOKED_AT]:
        passage, said = hit.passage, _covered(asked, hit.passage, facts)
        events = [one for one in all_events(facts.index) if one.passage is passage] if said >= _ALL else []
        events = [one for one in events if not _is_of_a_thing(passage, one.when)] or events
        if len(events) == 1 and not _TO_COME.search(passage.text):
            yield (_quoted(passage, events[0].when),)
        if said < _SAID or written(passage.text) or _ANOTHER_TIME.search(passage.text):
            continue
        before = facts.paragraphs.earlier(passage)[-1:]
        dated = _only_date(before[0]) if before else None
        if dated and dated.precision >= Precision.MONTH:
            yield _quoted(before[0], dated), Quote(passage.document, passage.start, passage.end)


def _is_of_a_thing(passage: Passage, dated: Dated) -> bool:
    """Whether a date belongs to the noun before it, and not to what happened: "a murder case from 2001"."""
    return bool(_OF_A_THING.search(passage.document.text, passage.start, dated.start))


def _covered(asked: Asked, passage: Passage, facts: Facts) -> float:
    """The share of the question's information that a sentence has, with the one before it where "it" is its subject."""
    before = [one.text for one in facts.paragraphs.earlier(passage)[-1:]]
    words = words_of(passage.text)
    verb = next((i for i, word in enumerate(words) if is_auxiliary(word) or is_past(word.low)), 0)
    leans = any(word.low in PERSONAL for word in words[:verb])
    return asked.coverage(" ".join([*before, passage.text]) if leans else passage.text)


def _quoted(passage: Passage, dated: Dated) -> Quote:
    """A sentence with its date, and what that means where it is reckoned from another one."""
    span = tidied(passage.document.text, dated.start, dated.end)
    label = dated.label if dated.year is Year.RECKONED else ""
    return Quote(passage.document, passage.start, passage.end, *span, label=label)


def _only_date(passage: Passage) -> Dated | None:
    """The one date that a sentence tells of, of what has been, by its place in the document."""
    found = written(passage.text)
    if len(found) != 1 or _TO_COME.search(passage.text):
        return None
    return replace(found[0], start=passage.start + found[0].start, end=passage.start + found[0].end)
