"""By how much something is more than something else is not how much it is: "four fewer than a year before"."""

import re

from qa.deciding.features import Candidate
from qa.words.clause import words_of

_COMPARATIVE = (
    r"more|fewer|less|higher|lower|longer|shorter|older|younger|later|earlier|heavier|lighter|taller|above|below"
)
_BEHIND = re.compile(rf"\s*(?:\w+ ){{0,2}}?(?:{_COMPARATIVE})(?:\s+\w+)? than\b", re.I)
_WITHIN = re.compile(rf"^[^,;]*?\b\w+ (?:{_COMPARATIVE})(?:\s+\w+)? than\b", re.I)
_ENDING = re.compile(rf"\b(?:{_COMPARATIVE})$", re.I)
_THAN = re.compile(r"\s+(?:\w+ )?than\b", re.I)
_COMPARED = re.compile(r"\bthan\b(?P<other>[^,;.:()]{1,60})", re.I)
_COMPARES = re.compile(
    rf"\b(?:{_COMPARATIVE}|than|differ\w*|by how|increas\w*|decreas\w*|ris\w+|rose|f[ae]ll\w*|gr[eo]w\w*)\b", re.I
)
_AMOUNT = re.compile(r"\b(?:how (?:many|much|long|old|far|high|tall|heavy|wide|deep)|number of|what)\b", re.I)
_NUMBER = re.compile(r"\d|^(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half)\b", re.I)


def is_of_what_is_compared(question: str, candidate: Candidate) -> bool:
    """Whether a sentence names what is asked of only as what its value is compared with: "40, more than in 2023".

    Of "Ann is 40, and older than Bo" no age is Bo's.
    """
    if _COMPARES.search(question):
        return False
    asked = {word.low for word in words_of(question)[1:] if word.is_name or word.text.isdigit()}
    text, (start, end) = candidate.sentence.text, candidate.within
    found = _COMPARED.search(text)
    if not asked or found is None or found.start() <= start < found.end():
        return False
    within = {word.low for word in words_of(found["other"])} & asked
    outside = {word.low for word in words_of(text[: found.start()] + text[found.end() :])}
    return bool(within) and not asked & outside and end <= found.start()


def is_difference(question: str, candidate: Candidate) -> bool:
    """Whether a number is only by how much something is more or less, where the question asks how much there is."""
    if not _AMOUNT.search(question) or _COMPARES.search(question) or not _NUMBER.search(candidate.text):
        return False
    text, (start, end) = candidate.sentence.text, candidate.within
    ends_so = _ENDING.search(text[start:end]) and _THAN.match(text, end)
    return bool(ends_so or _BEHIND.match(text, end) or _WITHIN.search(text[start:end]))
