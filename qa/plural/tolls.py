"""How many people died, where no sentence counts people: "killing three engineers", and two fishermen shot elsewhere.

A reader that is asked for people sees none. Whoever is counted beside the same fate is one answer of several.
"""

import re
from collections.abc import Iterator

from index.lexical import terms
from index.records import Passage
from qa.answer import Answer, Kind, Quote
from qa.facts import Facts
from qa.fitting.fates import fates_in
from qa.fitting.persons import is_of_things
from qa.words.conjuncts import NUMBERS
from qa.words.dates import MONTHS

CONFIDENCE = 0.5

_ASKED = re.compile(r"(?:and |but |so )?how many (?:people|persons|lives|victims|dead|were|died|have|in all)\b", re.I)
_COUNTED = re.compile(
    rf"\b(?:\d[\d,.]*|{'|'.join(NUMBERS)})\s+(?P<who>(?:[\w-]+ ){{0,2}}?(?:[a-z]+(?:s|men|children)|people))\b", re.I
)
_PART, _AND = re.compile(r"[^,;]+"), re.compile(r"\s+and\s+")
_LOOKED_AT = 12  # hits
_MOST = 6
_PEOPLE = frozenset(terms("how many people persons person lives lost in all total altogether overall so far"))
_MONTH = re.compile(rf"\b(?:{MONTHS})\b")


def answer(question: str, facts: Facts) -> Answer | None:
    """Everybody who is counted beside the fate that a question asks about; None where it is no such question."""
    asked = fates_in(question)
    if not _ASKED.match(question) or len(asked) != 1 or _besides(question):
        return None
    found = [quote for hit in facts.hits(question)[:_LOOKED_AT] for quote in _counted(hit.passage, asked, facts)]
    quotes = tuple(dict.fromkeys(found))[:_MOST]
    kind = Kind.ANSWER if len(quotes) == 1 else Kind.SEVERAL
    return Answer(question, kind, quotes, CONFIDENCE) if quotes else None


def _besides(question: str) -> set[str]:
    """The stems of what a question asks besides people and their fate, which not all who are counted share."""
    return {term for word in question.split() if not fates_in(word) for term in terms(word)} - _PEOPLE


def holds_more(counted: Answer, answer: Answer) -> bool:
    """Whether others are counted too, beside those of whom an answer gives the number."""
    places = {(quote.document.source, quote.start) for quote in counted.quotes}
    shown = answer.quotes[0]
    return len(places) > 1 and (shown.document.source, shown.start) in places


def _counted(passage: Passage, asked: frozenset[str], facts: Facts) -> Iterator[Quote]:
    """Persons that a sentence counts in a part of it that tells of the fate, and of no other."""
    for start, end in _parts(passage.text):
        if fates_in(passage.text[start:end]) != asked:
            continue
        for found in _COUNTED.finditer(passage.text, start, end):
            if not _MONTH.search(found[0]) and not is_of_things(found["who"].split()[-1], facts.word_encoder):
                span = (passage.start + found.start(), passage.start + found.end())
                yield Quote(passage.document, passage.start, passage.end, *span)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """What marks part, and what "and" joins where each side tells a fate: "killing three and injuring nine"."""
    for part in _PART.finditer(text):
        joint = _AND.search(text, *part.span())
        sides = [(part.start(), joint.start()), (joint.end(), part.end())] if joint else []
        yield from sides if sides and all(fates_in(text[a:b]) for a, b in sides) else [part.span()]
