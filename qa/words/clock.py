"""Times of day: where a text gives one, and between which ones a question asks."""

import re
from dataclasses import dataclass

_TIME = (
    r"(?<![\d.,:/£$€-])(?:(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?![\d:%/-]|[.,]\d)"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?|(?P<short>0?[1-9]|1[0-2])\s?(?P<part>[ap])\.?m\b\.?)"
)
_ANY = re.compile(_TIME, re.IGNORECASE)
# "9.30" alone may be a number, or a section's; behind "at", or with "a.m.", it is a time.
_COLON = re.compile(r"\d:\d|[ap]\.?m", re.IGNORECASE)
_OPENED = re.compile(r"\b(?:at|by|from|until|till|around|about|before|after|since|between|and|to)\s+$", re.IGNORECASE)
# What a line of a log begins with, before its time.
_HEADING = re.compile(r"[\s>*_#|\[(–—-]*(?:(?:at|by|from|around|about|shortly after|just after)\s+)?", re.IGNORECASE)
_FROM = re.compile(r"\b(?:between|from|after|since|past)\s+$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:before|until|till|up to|by)\s+$", re.IGNORECASE)
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Clock:
    """Characters `start:end` of a text that give a time of day, in minutes after midnight."""

    start: int
    end: int
    minute: int


def written(minute: int) -> str:
    """Minutes after midnight as a time of day, written the same way whatever the text does.

    >>> written(625)
    '10:25'
    """
    return f"{minute // 60:02}:{minute % 60:02}"


def times(text: str, start: int = 0, end: int | None = None) -> list[Clock]:
    """The times of day that `text[start:end]` gives.

    >>> [written(one.minute) for one in times("from 9.30 to 11:05, and at 4 pm; 2:1 at half-time, 9.30 euros")]
    ['09:30', '11:05', '16:00']
    """
    found = _ANY.finditer(text, start, len(text) if end is None else end)
    return [_read(match) for match in found if _is_time(text, match)]


def heading(text: str, start: int, end: int) -> Clock | None:
    """The time that a sentence begins with, as a line of a log or "At 10:25, ..." does; None where it begins otherwise.

    >>> heading("- 09:12 The certificate expires.", 0, 30), heading("It failed at 09:12.", 0, 19)
    (Clock(start=2, end=7, minute=552), None)
    >>> heading("3.10 Scope", 0, 10) is None
    True
    """
    opening = _HEADING.match(text, start, end)
    match = _ANY.match(text, opening.end() if opening else start, end)
    return _read(match) if match and _is_time(text, match) else None


def asked(question: str) -> tuple[int, int] | None:
    """The first and the last minute that a question asks about; None where it names no time of day.

    >>> asked("What happened at 10:25?"), asked("what was done between 9:30 and 10 am"), asked("after 11 pm?")
    ((625, 625), (570, 600), (1380, 1440))
    """
    found = times(question)
    if not found:
        return None
    if len(found) > 1:
        return min(one.minute for one in found), max(one.minute for one in found)
    minute = found[0].minute
    if _FROM.search(question, 0, found[0].start):
        return minute, _DAY
    return (0, minute) if _UNTIL.search(question, 0, found[0].start) else (minute, minute)


def _is_time(text: str, match: re.Match[str]) -> bool:
    return bool(_COLON.search(match[0]) or _OPENED.search(text, max(0, match.start() - 10), match.start()))


def _read(match: re.Match[str]) -> Clock:
    hour = int(match["hour"] or match["short"])
    half = (match["half"] or match["part"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return Clock(match.start(), match.end(), hour * 60 + int(match["minute"] or 0))
