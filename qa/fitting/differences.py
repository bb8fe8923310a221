"""By how much something is more than something else is not how much it is: "four fewer than a year before"."""

import re

from qa.deciding.features import Candidate

_COMPARATIVE = (
    r"more|fewer|less|higher|lower|longer|shorter|older|younger|later|earlier|heavier|lighter|taller|above|below"
)
_BEHIND = re.compile(rf"\s*(?:\w+ ){{0,2}}?(?:{_COMPARATIVE})(?:\s+\w+)? than\b", re.I)
_WITHIN = re.compile(rf"^[^,;]*?\b\w+ (?:{_COMPARATIVE})(?:\s+\w+)? than\b", re.I)
_COMPARES = re.compile(
    rf"\b(?:{_COMPARATIVE}|than|differ\w*|by how|increas\w*|decreas\w*|ris\w+|rose|f[ae]ll\w*|gr[eo]w\w*)\b", re.I
)
_AMOUNT = re.compile(r"\b(?:how (?:many|much|long|old|far|high|tall|heavy|wide|deep)|number of|what)\b", re.I)
_NUMBER = re.compile(r"\d|^(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half)\b", re.I)


def is_difference(question: str, candidate: Candidate) -> bool:
    """Whether a number is only by how much something is more or less, where the question asks how much there is."""
    if not _AMOUNT.search(question) or _COMPARES.search(question) or not _NUMBER.search(candidate.text):
        return False
    text, (start, end) = candidate.sentence.text, candidate.within
    return bool(_BEHIND.match(text, end) or _WITHIN.search(text[start:end]))
