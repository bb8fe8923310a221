"""The time that a question bounds its answer to: "before October 2023", "in the fifties", "between May and July 1940".

Whatever `qa.words.dates` reads in the question, years alone, decades and centuries are stretches of days; the word
before a stretch says whether it is a beginning, an end, or both.
"""

import calendar
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qa.words.dates import MONTHS, ORDINALS, Dated, Precision, Year, written

_NAMED = "twenties thirties forties fifties sixties seventies eighties nineties"
_TENS = _NAMED.split()
_STRETCH = re.compile(
    rf"\b(?P<century>\d\d?(?:st|nd|rd|th)|{'|'.join(reversed(ORDINALS))})[- ]century\b"
    rf"|\b(?P<decade>1\d|20)?(?P<tens>\d)0[’']?s\b|[’'](?P<short>\d)0s\b|\b(?P<named>{'|'.join(_TENS)})\b"
    r"|\b(?P<year>1\d{3}|20\d\d)(?:[-–—/](?P<to>\d\d))?\b",
    re.IGNORECASE,
)
# "May" and "March" are months where they are written so, or where a word or a figure says it.
_MONTH = re.compile(
    rf"\b(?:(?!may|march)(?:{MONTHS})|(?-i:May|March)"
    r"|(?<=\bin )(?:may|march)|(?<=\bof )(?:may|march)|(?<=\band )(?:may|march)|(?<=\bto )(?:may|march)"
    r"|(?<=\bfrom )(?:may|march)|(?<=\bbetween )(?:may|march)|(?<=\buntil )(?:may|march)"
    r"|(?<=\d )(?:may|march)|(?:may|march)(?= \d))\b",
    re.IGNORECASE,
)
_DAY_OF = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?:{MONTHS})"
    rf"|(?:{MONTHS}) (?P<later>\d{{1,2}})(?:st|nd|rd|th)?)\b",
    re.IGNORECASE,
)
_NUMBERS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_PART = r"(?:\s+(?:the|early|late|mid|end|start|beginning|summer|winter|spring|autumn|of|in|year|month))*[\s-]*$"
_FROM = re.compile(rf"\b(?:(?P<not>after|following)|since|from|between){_PART}", re.IGNORECASE)
_UNTIL = re.compile(rf"\b(?:(?P<not>before|prior to)|until|till|up to|by){_PART}", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[-–—]|(?:up )?to|and|until|till|through)\s*(?:the\s+)?", re.IGNORECASE)
_OPENS = re.compile(rf"\b(?:between|from){_PART}", re.IGNORECASE)
_LEADS = re.compile(
    rf"\b(?:in|of|on|during|for|the|since|from|between|after|before|until|till|by|up to){_PART}", re.IGNORECASE
)
_DAY = timedelta(days=1)
_LEAST_DAYS = {Precision.YEAR: 300, Precision.MONTH: 27}  # a shorter time says nothing of a date so coarse


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both in it; `months`, or a `day` of one, where the question names no year."""

    first: date = date.min
    last: date = date.max
    months: frozenset[int] = frozenset()
    day: int | None = None

    def holds(self, when: Dated) -> bool:
        """Whether a date lies in it, as far as the date is known."""
        if self.months and (when.precision < Precision.MONTH or when.first.month not in self.months):
            return False
        if self.day and (when.precision < Precision.DAY or when.first.day != self.day):
            return False
        if self.first == date.min and self.last == date.max:
            return True
        days = (self.last - self.first).days
        exact = all(days >= least for coarse, least in _LEAST_DAYS.items() if when.precision <= coarse)
        return exact and when.year is not Year.UNKNOWN and self.first <= when.first <= self.last


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters `start:end` of a question that name the days from `first` to `last`."""

    start: int
    end: int
    first: date
    last: date


def period(question: str, known: Sequence[date]) -> tuple[Period, str]:
    """The time a question names, and the question without its name; all time where it names none.

    `known` are the documents' dates: "the fifties" are those of the century of most of them.

    >>> found, rest = period("what happened before October 2023?", ())
    >>> found.last, rest
    (datetime.date(2023, 9, 30), 'what happened ?')
    >>> found, _ = period("events of the fifties", (date(1887, 1, 1), date(1951, 3, 9), date(1953, 2, 9)))
    >>> found.first, found.last
    (datetime.date(1950, 1, 1), datetime.date(1959, 12, 31))
    >>> sorted(period("what happened between March and June?", ())[0].months)
    [3, 4, 5, 6]
    """
    asked = _MONTH.sub(lambda match: match[0].title(), question)
    stretches = _stretches(asked, known)
    months = [match for match in _MONTH.finditer(asked) if not any(s.start <= match.start() < s.end for s in stretches)]
    day = _day(asked, months[0]) if len(months) == 1 and not stretches else None
    named = [(day.start(), day.end()) for day in (day,) if day] or [match.span() for match in months]
    places = sorted([(one.start, one.end) for one in stretches] + named)
    joined = len(stretches) == 2 and _joined(asked, *stretches)
    bounds = [_bounded(asked, one) for one in stretches] if not joined else [(stretches[0].first, stretches[1].last)]
    first = max((first for first, _ in bounds), default=date.min)
    last = min((last for _, last in bounds), default=date.max)
    rest = _without(question, places)
    return Period(first, last, _months(asked, months), int(day["day"] or day["later"]) if day else None), rest


def _day(question: str, month: re.Match[str]) -> re.Match[str] | None:
    """The one day of a month that a question names without a year: "on 10 July"; None where it is an end of a time."""
    found = next((day for day in _DAY_OF.finditer(question) if day.start() <= month.start() < day.end()), None)
    bounded = found and (_FROM.search(question, 0, found.start()) or _UNTIL.search(question, 0, found.start()))
    return None if bounded else found


def _stretches(question: str, known: Sequence[date]) -> list[_Stretch]:
    """What a question says of years, in its order, where one is named."""
    found = []
    for one in written(question):
        if one.year is Year.STATED and one.precision >= Precision.MONTH:
            found.append(_Stretch(one.start, one.end, one.first, _end(one.first, one.precision)))
    found += _earlier(question, found)
    for match in _STRETCH.finditer(question):
        if not any(one.start <= match.start() < one.end for one in found):
            first, years = _years(match, known)
            last = date(min(first + years, date.max.year) - 1, 12, 31)
            found.append(_Stretch(match.start(), match.end(), date(first, 1, 1), last))
    return sorted(found, key=lambda one: one.start)


def _earlier(question: str, dated: Sequence[_Stretch]) -> list[_Stretch]:
    """Months whose year stands only behind the later one: "June" of "between June and October 2024"."""
    found = []
    for match in _MONTH.finditer(question):
        later = next((one for one in dated if one.start >= match.end()), None)
        if later is None or not _BETWEEN.fullmatch(question[match.end() : later.start]):
            continue
        month = _NUMBERS[match[0].lower()]
        first = date(later.first.year - (month > later.first.month), month, 1)
        found.append(_Stretch(match.start(), match.end(), first, _end(first, Precision.MONTH)))
    return found


def _end(first: date, precision: Precision) -> date:
    days = calendar.monthrange(first.year, first.month)[1]
    return first if precision is Precision.DAY else first.replace(day=days)


def _years(match: re.Match[str], known: Sequence[date]) -> tuple[int, int]:
    """The first year that is named, and how many they are."""
    if match["year"]:
        year, to = int(match["year"]), int(match["to"] or match["year"]) % 100
        return year, max(0, to - year % 100) + 1
    if match["century"]:
        word = match["century"].lower()
        number = ORDINALS.index(word) + 1 if word in ORDINALS else int(re.sub(r"\D", "", word))
        return max(1, (number - 1) * 100), 100
    tens = _TENS.index(match["named"].lower()) + 2 if match["named"] else int(match["tens"] or match["short"])
    if match["decade"]:
        return int(match["decade"]) * 100 + tens * 10, 10
    centuries = Counter(day.year // 100 for day in known if day.year // 10 % 10 == tens)
    centuries = centuries or Counter(day.year // 100 for day in known)
    return (centuries.most_common(1)[0][0] if centuries else 19) * 100 + tens * 10, 10


def _joined(question: str, one: _Stretch, other: _Stretch) -> bool:
    """Whether two stretches are the ends of one: "1951-68", "from 1951 to 1968", "between May 1940 and June 1941"."""
    between = question[one.end : other.start]
    opened = between.strip() != "and" or _OPENS.search(question, 0, one.start)
    return bool(_BETWEEN.fullmatch(between) and opened)


def _bounded(question: str, one: _Stretch) -> tuple[date, date]:
    """The days that a stretch and the word before it leave. A day itself is in what came after it."""
    if after := _FROM.search(question, 0, one.start):
        excluded = after["not"] and one.first != one.last
        return (one.last + _DAY if excluded and one.last < date.max else one.first), date.max
    if before := _UNTIL.search(question, 0, one.start):
        excluded = before["not"] and one.first > date.min
        return date.min, one.first - _DAY if excluded else one.last
    return one.first, one.last


def _months(question: str, named: Sequence[re.Match[str]]) -> frozenset[int]:
    """The months named without a year, with those between where there are a first and a last one."""
    numbers = [_NUMBERS[match[0].lower()] for match in named]
    if len(named) == 2 and _OPENS.search(question, 0, named[0].start()):
        first, last = numbers
        numbers = [(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)]
    return frozenset(numbers)


def _without(question: str, places: Sequence[tuple[int, int]]) -> str:
    """The question without what stands at the places, and without the words that lead to them."""
    rest, at = "", 0
    for start, end in places:
        kept = question[at:start]
        leads = _LEADS.search(kept)
        joins = _BETWEEN.fullmatch(kept) if at else None
        rest += "" if joins else kept[: leads.start()] if leads else kept
        at = end
    return rest + question[at:]
