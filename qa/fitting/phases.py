"""What was before, during or after something: what she did during the war says not what she did after it."""

import re
from collections.abc import Iterator

from index.lexical import terms
from qa.deciding.features import Candidate

_WORDS = {"before": 0, "until": 0, "during": 1, "throughout": 1, "after": 2, "since": 2, "following": 2}
_PHASE = re.compile(
    r"\b(?P<when>before|until|during|throughout|after|since|following)\s+(?:the|his|her|their|its|this|that)\s+"
    r"(?P<what>[\w’'-]+(?:\s[\w’'-]+){0,2})",
    re.I,
)


def is_of_another_phase(question: str, candidate: Candidate) -> bool:
    """Whether a sentence tells of another time than the question, before or after or during one and the same thing."""
    asked = list(_phases(question))
    if len(asked) != 1:
        return False
    ((when, what),) = asked
    told = [phase for phase, thing in _phases(candidate.sentence.text) if what & thing]
    return bool(told) and when not in told


def _phases(text: str) -> Iterator[tuple[int, frozenset[str]]]:
    """Whether a text speaks of before, during or after something, and the stems of what."""
    for found in _PHASE.finditer(text):
        yield _WORDS[found["when"].lower()], frozenset(terms(found["what"]))
