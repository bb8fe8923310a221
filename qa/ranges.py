"""From when to when: "from May until mid-October" answers when it rains, and not either end of it alone."""

import re
from dataclasses import replace

from qa.expect import Expected, agreement
from qa.features import Candidate

_WHEN = re.compile(
    r"(?:and |but |so )?(?:when|(?:at |during |in )?(?:what|which) (?:times?|hours|months?|days|years))\b", re.I
)
_AN_END = re.compile(
    r"\b(?:begin|began|start|end|ended|finish|stop|close|closed|until|till|since|first|last|latest|earliest|by when"
    r"|expire|arrive|leave)\b",
    re.I,
)
_RANGE = re.compile(
    r"\b(?:from|between) (?P<first>[^,;:.()]{1,40}?) (?:to|until|till|through|and|up to) (?P<last>[^,;:.()]{1,40})",
    re.I,
)


def widened(question: str, candidate: Candidate) -> Candidate:
    """The candidate, or the stretch of time of which it is an end, where no end is asked for."""
    if not _WHEN.match(question) or _AN_END.search(question):
        return candidate
    text, at = candidate.sentence.text, candidate.sentence.start
    start, end = candidate.start - at, candidate.end - at
    for found in _RANGE.finditer(text):
        is_first = found.start("first") <= start and end <= found.end("first")
        is_last = found.start("last") <= start < end <= found.end("last")
        last = end if is_last else _end(text, found)
        if (is_first or is_last) and last and _is_time(found["first"]) and _is_time(text[found.start("last") : last]):
            return replace(candidate, start=at + found.start(), end=at + last)
    return candidate


def _is_time(words: str) -> bool:
    return agreement(Expected.TIME, words) > 0


def _end(text: str, found: re.Match[str]) -> int | None:
    """Where the last of two times ends, which is written as the first one is; None where it cannot be told."""
    words = len(found["first"].split())
    last = re.match(rf"\S+(?: \S+){{{words - 1}}}", found["last"])
    return found.start("last") + last.end() if last else None
