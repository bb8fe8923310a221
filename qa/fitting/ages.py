"""How long somebody did something is not how old they are: who "retired after nineteen years" is not nineteen."""

import re
from functools import lru_cache

from qa.deciding.features import Candidate

_ASKED = re.compile(
    r"\bhow old\b|\b(?:what|which) age\b|\bage (?:of|when|at)\b|['’]s age\b|\b(?:his|her|its) age\b", re.I
)
_LASTED = re.compile(
    r"\b(?:after|for|in|within|during)\s+(?:(?:the|a|some|about|almost|nearly|over|more|than|past|last|further)\s+)*"
    r"[\w.,-]+\s+(?:years?|months?|weeks?|days?)\b(?! old| of age)",
    re.I,
)
_NUMBERED = re.compile(
    r"\b(?:plot|room|page|flat|house|number|no\.?|gate|platform|line|bus|route|article|section|unit) $", re.I
)
_WHEN = re.compile(
    r"(?:and |but |so )?(?:when|(?:in|on) (?:what|which) (?:year|month|date|day)|what (?:year|date|day))\b", re.I
)
_BARE = re.compile(r"\d{1,3}|[a-z]+(?:-[a-z]+)?", re.I)
_AGED = re.compile(r"\b(?:at the age of|aged|age of|at) $", re.I)
_EXISTED = re.compile(r"\b(?:stood|stands|standing|existed|exists|lived|lives|been (?:around|there))\s*$", re.I)


def is_no_age(question: str, candidate: Candidate) -> bool:
    """Whether an age is asked for and a candidate is how long something took, or lasted and is over, or a number.

    Nobody is twelve who keeps plot 12.
    """
    if not _asks_for_an_age(question):
        return False
    text = candidate.sentence.text
    start, end = candidate.within
    return bool(_NUMBERED.search(text, 0, start)) or any(
        found.start() < end and start < found.end() and not _EXISTED.search(text, 0, found.start())
        for found in _LASTED.finditer(text)
    )


def is_no_time(question: str, candidate: Candidate) -> bool:
    """Whether it is asked when something happened, and a candidate is only how old somebody was then."""
    if not _WHEN.match(question):
        return False
    before = candidate.sentence.text[: candidate.within[0]]
    return bool(_BARE.fullmatch(candidate.text)) and bool(_AGED.search(before))


@lru_cache(maxsize=256)
def _asks_for_an_age(question: str) -> bool:
    return _ASKED.search(question) is not None
