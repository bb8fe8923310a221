"""When something happened that a sentence tells without a date: "It took a turn on 2 April. A tug collided with ..."

In what is told in order, a date holds until the next one; a reader who looks for one in the sentence finds none.
"""

import re

from index.records import Passage
from qa.answer import Answer, Kind, Quote
from qa.dates import Dated, Precision, written
from qa.facts import Facts, tidied

CONFIDENCE = 0.45

_WHEN = re.compile(
    r"(?:and |but |so )?(?:when (?:did|was|were)\b|on (?:what|which) (?:day|date)\b|what (?:day|date)\b)", re.I
)
_LOOKED_AT = 3  # hits
_SAID = 0.85  # share of the question's information that the sentence has
_TO_COME = re.compile(r"\b(?:will|shall|is due|are due|expected)\b", re.I)
_ANOTHER_TIME = re.compile(
    r"\b(?:yesterday|today|tomorrow|later|earlier|ago|the (?:next|following|previous) \w+|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
    re.I,
)


def answer(question: str, facts: Facts) -> Answer | None:
    """The date of the sentence before the one that says what is asked; None where that has one, or this has none."""
    if not _WHEN.match(question):
        return None
    asked = facts.asked(question)
    for hit in facts.hits(question)[:_LOOKED_AT]:
        passage = hit.passage
        if asked.coverage(passage.text) < _SAID or written(passage.text) or _ANOTHER_TIME.search(passage.text):
            continue
        before = [one for one in facts.paragraphs.of(passage) if one.start < passage.start][-1:]
        dated = _only_date(before[0]) if before else None
        if dated:
            start, end = tidied(before[0].document.text, before[0].start + dated.start, before[0].start + dated.end)
            quotes = (
                Quote(before[0].document, before[0].start, before[0].end, start, end),
                Quote(passage.document, passage.start, passage.end),
            )
            return Answer(question, Kind.ANSWER, quotes, CONFIDENCE)
    return None


def _only_date(passage: Passage) -> Dated | None:
    """The one day or month that a sentence tells of, of what has been."""
    found = written(passage.text)
    told = len(found) == 1 and found[0].precision >= Precision.MONTH and not _TO_COME.search(passage.text)
    return found[0] if told else None
