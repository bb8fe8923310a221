"""What was meant to happen, where it is asked what did: "It was to have opened in 2022" says not when it opened."""

import re
from functools import lru_cache

from qa.deciding.features import Candidate
from qa.words.clause import Question
from qa.words.verbs import base, closed

_INTENDED = re.compile(
    r"\b(?:(?:was|were) (?:(?:originally|initially|first|once|supposed|meant|due|expected|intended|planned|scheduled"
    r"|going|still) ){0,2}to(?: have)?(?: been)?|should have(?: been)?|had been (?:due|expected|supposed|planned|meant"
    r"|scheduled) to) (?P<verb>[a-z]+)",
    re.I,
)
_OF_PLANS = closed("plan intend expect mean suppose schedule originally initially hope want supposed due")
_NO_MORE = re.compile(r"\b(?:but|until|instead)\b|;", re.I)


def is_only_intended(question: str, candidate: Candidate) -> bool:
    """Whether a sentence says only that what is asked was meant to happen, where it is asked what did."""
    verb = _asked(question)
    if not verb:
        return False
    text, (start, _) = candidate.sentence.text, candidate.within
    for found in _INTENDED.finditer(text):
        if base(found["verb"].lower()) == verb and found.start() < start:
            return not _NO_MORE.search(text, found.end(), start)
    return False


@lru_cache(maxsize=256)
def _asked(question: str) -> str:
    """The verb, in its base form, of a question for what happened; empty where it asks for anything else."""
    asked = Question(question)
    if asked.is_polar or asked.auxiliary is None or asked.verb is None or asked.verb >= asked.end:
        return ""
    if asked.words[asked.auxiliary].low != "did" or any(base(word.low) in _OF_PLANS for word in asked.words):
        return ""
    return base(asked.words[asked.verb].low)
