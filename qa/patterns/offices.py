"""Who holds an office that a sentence names beside the name: "cut by the mayor, Helen Strand".

A reader that is asked "Who is the mayor?" is not sure of it, for the sentence says what the mayor did. Only the bare
office is looked for here: whose mayor somebody is takes reading.
"""

import re
from collections.abc import Sequence

from index.records import Passage
from qa.answer import Answer, Kind, Quote
from qa.compose import marked
from qa.facts import Facts

CONFIDENCE = 0.6

_ASKED = re.compile(
    r"^(?:and |but |so )?who(?: is| was|'s|’s) (?:the|its|their|our|your) (?P<office>[a-z][a-z-]+(?: [a-z][a-z-]+)?)"
    r"[ ?.!]*$",
    re.I,
)
_NAME = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Capt)\.? )?[A-Z][\w’'-]+(?: (?:[A-Z]\. )?[A-Z][\w’'-]+){1,3}"
_NO_OFFICE = re.compile(r"\b(?:person|man|woman|one|other|first|last|same|best|winner|author)\b", re.I)
_BELOW = r"(?<!deputy )(?<!vice )(?<!former )(?<!assistant )(?<!acting )(?<!vice-)(?<!ex-)"


def answer(question: str, facts: Facts) -> Answer | None:
    """Those who are named beside the office that is asked for; None where it is no such question or nobody is."""
    asked = _ASKED.match(question.strip())
    if asked is None or _NO_OFFICE.search(asked["office"]):
        return None
    patterns = _patterns(asked["office"])
    found: dict[str, Quote] = {}
    for hit in facts.hits(question):
        span = _beside(patterns, hit.passage)
        if span:
            quote = marked(hit.passage, span)
            found.setdefault(quote.answer.split()[-1], quote)
    kind = Kind.ANSWER if len(found) == 1 else Kind.SEVERAL
    return Answer(question, kind, tuple(found.values()), CONFIDENCE) if found else None


def _patterns(office: str) -> tuple[re.Pattern[str], ...]:
    """How a name stands beside an office: "the mayor, Ann Holm", "Mayor Ann Holm", "Ann Holm, the mayor"."""
    role = rf"{_BELOW}(?i:\b{re.escape(office)})"
    return (
        re.compile(rf"\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur) {role}, (?P<name>{_NAME})(?=[,.;:)!?]|$)"),
        re.compile(rf"{role} (?P<name>{_NAME})\b"),
        re.compile(rf"\b(?P<name>{_NAME}),? (?:\()?(?:the |its |their |our )?{role}(?=[,.;:)!?]|$)"),
    )


def _beside(patterns: Sequence[re.Pattern[str]], passage: Passage) -> tuple[int, int] | None:
    """Where a sentence has a name beside the office; None where it has none."""
    found = next(filter(None, (pattern.search(passage.text) for pattern in patterns)), None)
    return found.span("name") if found else None
