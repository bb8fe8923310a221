"""Who has an office, as lists of those present write it: "Nadia Frost (chair), Leah Grant (police)"."""

import re

from index.lexical import terms
from qa.answer import Answer, Kind, Quote
from qa.facts import Facts

CONFIDENCE = 0.75

_WHO = re.compile(
    r"(?:and |but |so )?who (?:is|was|are|were|chair|[a-z]+(?:ed|s))\b",
    re.I,
)
_NAMED = re.compile(r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*)+) \((?P<office>[^()\d]{3,40})\)")
_LOOKED_AT = 6  # hits
_PLAIN = frozenset(terms("who be present attend meet meeting member there name take part board council committee the"))


def answer(question: str, facts: Facts) -> Answer | None:
    """Whoever's bracket says nothing but what the question asks for; None where there are none."""
    if not _WHO.match(question):
        return None
    asked = set(terms(question))
    quotes = []
    for hit in facts.hits(question)[:_LOOKED_AT]:
        passage = hit.passage
        for found in _NAMED.finditer(passage.text):
            office = set(terms(found["office"]))
            if office and office <= asked and asked - office <= _PLAIN | set(terms(passage.document.text[:200])):
                span = (passage.start + found.start("name"), passage.start + found.end("name"))
                quotes.append(Quote(passage.document, passage.start, passage.end, *span))
    found_in = tuple(dict.fromkeys(quotes))
    kind = Kind.LIST if len(found_in) > 1 else Kind.ANSWER
    return Answer(question, kind, found_in, CONFIDENCE) if found_in else None
