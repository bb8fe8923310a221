"""Whose child somebody is: "the third of five children of the pharmacist Leo Holm and the singer Ann Brandl".

A reader that is asked for somebody's parents takes the children, whom the same words join to them.
"""

import re

from qa.answer import Answer, Kind, Quote
from qa.facts import Facts
from qa.tidy import tidied

CONFIDENCE = 0.75

_ASKED = re.compile(
    r"(?:and |but |so )?who (?:are|were) (?P<whose>.+?)['’]s? parents\b|.*\bparents of (?P<of>[^?]+)", re.I
)
_LOOKED_AT = 6  # hits
_OF = re.compile(
    r"\b(?:child|children|son|sons|daughter|daughters|twins|born) (?:of|to) (?P<one>[^,.;()]{3,60}?) and (?:of )?"
    r"(?P<other>[^,.;()]{3,60}?)(?=[,.;()]|$| (?:who|in|at|on|and)\b)"
)


def answer(question: str, facts: Facts) -> Answer | None:
    """Both parents, where a sentence that has the child's name, or is about it, names them; None where none does."""
    asked = _ASKED.match(question.strip())
    whose = facts.asked(asked["whose"] or asked["of"]) if asked else None
    if whose is None:
        return None
    for hit in facts.hits(question)[:_LOOKED_AT]:
        passage, found = hit.passage, _OF.search(hit.passage.text)
        if found and whose.coverage(passage.text[: found.start()]) > 0:
            at, text = passage.start, passage.document.text
            spans = (tidied(text, at + found.start(one), at + found.end(one)) for one in ("one", "other"))
            quotes = tuple(Quote(passage.document, at, passage.end, *span) for span in spans)
            return Answer(question, Kind.LIST, quotes, CONFIDENCE)
    return None
