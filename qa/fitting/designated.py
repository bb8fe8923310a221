"""Which of several is asked of, where a letter or number tells: what Plan B costs is not what Plan A costs."""

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.deciding.features import Candidate
from qa.words.clause import DETERMINERS, PREPOSITIONS
from qa.words.dates import MONTHS
from qa.words.verbs import closed

_WHICH = re.compile(
    r"\b(?P<noun>[A-Za-z][a-z]{2,})\s+(?:no\.? ?|number )?"
    r"(?P<mark>[A-Z]\b|[IVX]{1,5}\b|\d{1,3}[a-z]?\b(?!\s+(?!(?:is|was|has|does)\b)[a-z]+s\b))"
)
_NUMBERED = closed(
    "room page article chapter phase stage platform line bus tram group section grave plot unit level floor gate flat "
    "plan option step zone track model version volume part"
)
# "the D12", "HP-45", "version 4.1": of codes that begin alike one is not the other.
_CODE = re.compile(r"\b(?P<noun>[A-Z]{1,4})-?(?P<mark>\d{1,4}[a-z]?)\b")
_NO_NOUNS = DETERMINERS | PREPOSITIONS | frozenset(month.lower() for month in MONTHS.split("|"))


def is_of_another(question: str, candidate: Candidate) -> bool:
    """Whether a candidate's sentence speaks of another one of the kind that is asked of, and not of that one."""
    asked = _asked(question)
    if not asked:
        return False
    told = [(found["noun"].lower(), found["mark"]) for found in _marked(candidate.sentence.text)]
    return any(
        any(one == noun for one, _ in told) and not any(one == noun and mark in marks for one, mark in told)
        for noun, marks in asked.items()
    )


@lru_cache(maxsize=256)
def _asked(question: str) -> dict[str, set[str]]:
    """The nouns of a question that letters or numbers stand behind, with these."""
    asked: dict[str, set[str]] = {}
    for found in _marked(question):
        noun, named = found["noun"].lower(), found["noun"][0].isupper() and found.start() > 0
        if noun not in _NO_NOUNS and (named or noun in _NUMBERED):
            asked.setdefault(noun, set()).add(found["mark"])
    return asked


def _marked(text: str) -> Iterator[re.Match[str]]:
    yield from _WHICH.finditer(text)
    yield from _CODE.finditer(text)
