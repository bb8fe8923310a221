"""From when to when, and from what to what: "from May until October" answers when it rains, and not either end alone.

So does "from 2.1 to 3.8 million" answer how much something has risen.
"""

import re
from dataclasses import replace

from qa.deciding.features import Candidate
from qa.words.dates import MONTHS, WEEKDAYS
from qa.words.expect import NUMBER_WORDS, Expected, agreement

_WHEN = re.compile(
    r"(?:and |but |so )?(?:when|(?:at |during |in )?(?:what|which) (?:times?|hours|months?|days|years))\b", re.I
)
_AN_END = re.compile(
    r"\b(?:begin|began|start|end|ended|finish|stop|close|closed|until|till|since|first|last|latest|earliest|by when"
    r"|expire|arrive|leave)\b",
    re.I,
)
_CHANGED = re.compile(
    r"(?:and |but |so )?(?:by )?(?:how (?:much|many|far|strongly)|what)\b(?!.*\b(?:to|from)\W*$).*"
    r"\b(?:ris(?:e|en|ing)|rose|f[ae]ll(?:en|ing)?|increased?|increasing|decreased?|gr[eo]wn?|growing|drop(?:ped)?|changed?|climb(?:ed)?|jump(?:ed)?|shr[aiu]nk"
    r"|(?:go|gone|went|going) (?:up|down))\b",
    re.I,
)
_FIGURE = re.compile(rf"[$€£]?(?:\d|(?:{NUMBER_WORDS})\b)", re.I)
_DATED = re.compile(rf"\b(?:{MONTHS}|{WEEKDAYS}|[ap]\.?m)\b")
_INSIDE = r"(?:[^,;:.()]|(?<=\d)[.,](?=\d))"
_RANGE = re.compile(
    rf"\b(?:from|between) (?P<first>{_INSIDE}{{1,40}}?) (?:to|until|till|through|and|up to) "
    rf"(?P<last>{_INSIDE}{{1,40}})",
    re.I,
)


def widened(question: str, candidate: Candidate) -> Candidate:
    """The candidate, or the stretch of time or the change of which it is an end, where no end is asked for."""
    of_time = bool(_WHEN.match(question)) and not _AN_END.search(question)
    if not of_time and not _CHANGED.match(question):
        return candidate
    is_end = _is_time if of_time else _is_figure
    text, at = candidate.sentence.text, candidate.sentence.start
    start, end = candidate.start - at, candidate.end - at
    for found in _RANGE.finditer(text):
        is_first = found.start("first") <= start and end <= found.end("first")
        is_last = found.start("last") <= start < end <= found.end("last")
        last = end if is_last else _end(text, found)
        if (is_first or is_last) and last and is_end(found["first"]) and is_end(text[found.start("last") : last]):
            return replace(candidate, start=at + found.start(), end=at + last)
    return candidate


def is_change(words: str) -> bool:
    """Whether words tell from which figure to which something has changed.

    >>> is_change("from 2.1 to 3.8 million"), is_change("from May to June"), is_change("3.8 million")
    (True, False, False)
    """
    found = _RANGE.fullmatch(words)
    return found is not None and _is_figure(found["first"]) and not _DATED.search(words)


def _is_figure(words: str) -> bool:
    """Whether words are a number, as one that has changed is written: "2.1 million", "$5", "eleven"."""
    return bool(_FIGURE.match(words))


def _is_time(words: str) -> bool:
    return agreement(Expected.TIME, words) > 0


def _end(text: str, found: re.Match[str]) -> int | None:
    """Where the last of two times ends, which is written as the first one is; None where it cannot be told."""
    words = len(found["first"].split())
    last = re.match(rf"\S+(?: \S+){{{words - 1}}}", found["last"])
    return found.start("last") + last.end() if last else None
