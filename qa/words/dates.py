"""Dates in a text: where they stand, which day, month or year they mean, and whether the text says so itself.

A pattern finds what looks like a date; dateparser, held to absolute dates, says which one it is. What lacks a year
takes it from its surroundings - the date at the head of the document, or else the one year stated before it in its
paragraph, or else the last date before that - and is marked; so is what is reckoned from the date before it ("the next
day", "a week later"). Nothing is ever resolved against today.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from functools import lru_cache

from qa.words import clock
from qa.words.verbs import base, is_past

MONTHS = "|".join(calendar.month_name[1:])
"""The months' names, as alternatives of a pattern."""

WEEKDAYS = "|".join(calendar.day_name)
"""The weekdays' names, the same way."""

_NAMES = "|".join([*calendar.month_name[1:], *(f"{name}\\.?" for name in calendar.month_abbr[1:]), r"Sept\.?"])
_MONTH = rf"(?:{_NAMES})(?![a-z])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_COUNTING = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
)
ORDINALS = tuple(_COUNTING.split())
"""Which of several, as words: the first at 0."""
_ORDINAL = rf"(?:{'|'.join(reversed(ORDINALS))})"
_SPELT = re.compile(rf"\b(?:the )?({_ORDINAL})\b")
_UNIT = r"[-\s](?:[a-z]+-)?(?:kg|km|m|cm|mm|g|rpm|people|dollars|euros|pounds)\b"
_YEAR = rf"(?<![\d$€£.,/-])(?:1\d|20)\d\d(?![\d%]|[.,]\d|-\d{{3}}|{_UNIT})"
_BEFORE_YEAR = (
    r"(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\b[Bb]y )|(?<=\b[Ff]rom )|(?<=\b[Uu]ntil )|(?<=\b[Bb]efore )|(?<=\b[Aa]fter )|"
    r"(?<=\b[Oo]f )|(?<=\b[Bb]etween )|(?<=\b[Tt]o )|(?<=\b[Dd]uring )|(?<=\byear )|(?<=\b[Ee]arly )|(?<=\b[Ll]ate )|"
    r"(?<=\b[Mm]id-)|(?<=\b(?:and|the) )|(?<=[Ss]pring )|(?<=[Ss]ummer )|(?<=[Aa]utumn )|(?<=[Ww]inter )|"
    r"(?<=\()|(?<=\d[–—])|(?<=\d, )|(?<=^)|(?<=\| )"
)
# The named groups say what was found; the longest form comes first.
_DATE = re.compile(
    rf"(?P<iso>(?<![\d-])(?:1\d|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d-]))"
    rf"|(?P<figures>(?<![\d./])(?:0?[1-9]|[12]\d|3[01])([./])(?:0?[1-9]|[12]\d|3[01])\3(?:1\d|20)\d\d(?!\d|[./]\d))"
    rf"|(?P<full>\b{_MONTH} {_DAY},? (?:1\d|20)\d\d(?!\d)|\b{_DAY} (?:of )?{_MONTH},? (?:1\d|20)\d\d(?!\d)"
    rf"|\b{_ORDINAL} of {_MONTH},? (?:1\d|20)\d\d(?!\d)|\b{_MONTH} the {_ORDINAL},? (?:1\d|20)\d\d(?!\d))"
    rf"|(?P<earlier>\b{_DAY}(?=(?: and| or| to|,| ?[-–—/]) ?{_DAY} (?:of )?{_MONTH}))"
    rf"|(?P<month>\b{_MONTH},? (?:of )?(?:1\d|20)\d\d(?!\d))"
    rf"|(?P<yearless>\b{_MONTH} {_DAY}(?! \d)|\b{_DAY} (?:of )?{_MONTH}|\b{_ORDINAL} of {_MONTH}"
    rf"|\b{_MONTH} the {_ORDINAL}\b)"
    rf"|(?P<decade>\b(?:1\d|20)\d0s\b)"
    rf"|(?P<year>(?:{_BEFORE_YEAR}){_YEAR})"
    rf"|(?P<alone>(?<=\b[Ii]n )(?:(?:early|late|mid) )?{_MONTH}|(?<=\b(?:[Bb]y|[Oo]f) ){_MONTH}"
    rf"|(?<=\b(?:[Ss]ince|[Uu]ntil|[Aa]fter) ){_MONTH}|(?<=\b(?:[Dd]uring|[Bb]efore) ){_MONTH})(?!\.? \d)"
    rf"|(?P<day>(?<=\b[Oo]n the )(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)\b)",
    re.MULTILINE,
)
_COUNTED = "one two three four five six seven eight nine ten eleven twelve"
_COUNTS = {"a": 1, "an": 1} | {word: number for number, word in enumerate(_COUNTED.split(), 1)}
_NUMBER = rf"\d{{1,3}}|{'|'.join(_COUNTS)}"
# What is reckoned from another date: "the next day", "a week later", "two years before." and, in a diary, "yesterday".
_FROM_ANOTHER = re.compile(
    rf"\b(?:(?P<next>(?:the (?:next|following)|(?<!\w )following) (?P<unit>day|morning|evening|night|week|month|year)"
    rf"|the day after(?=[.,;)]))"
    rf"|(?P<count>{_NUMBER}) (?P<units>day|week|month|year)s? (?:(?P<later>later|afterwards?)|(?P<earlier>earlier)"
    rf"|(?P<after>after)(?=[.,;)])|(?P<before>before|previously)(?=[.,;)]))"
    rf"|(?P<yesterday>yesterday))\b",
    re.IGNORECASE,
)
_REACH = 700  # characters before what is reckoned in which the other date is looked for
_SHOWN_YEAR = re.compile(r"(?<![\d.,/])(?:1\d|20)\d\d(?![\d.,/]\d|\d)")
_WHICH = re.compile(r"the \d{4} [a-z]", re.I)
_TO_COME = re.compile(r"\b(?:will|shall|going to|(?:is|are) to|(?:is|are) (?:due|expected|planned|scheduled))\b|'ll\b")
_VERB = re.compile(r"(?<!\bto )\b[a-z]+\b")
_WAS = re.compile(r"\b(?:was|were)\b")
_DUE = re.compile(r"\b(?:by|until|before)\s+(?:the\s+)?$", re.I)
# Each word ends with a space or a comma, for there is one way only to cut a run of capitals into such words.
_DATELINE = re.compile(
    r"\W*(?:[A-Z][\w.'’-]*[ ,]{1,2}){1,5}\(?(?P<date>(?:\d{1,2} \w+|\w+ \d{1,2},?) \d{4})\)?(?:[.:]|\s*[–—-])\s"
)
_LEEWAY = 31  # days by which a month known only by its first, or a head by its middle, may seem to lie off
_HEAD = 400  # characters at the beginning of a document, where it says its own date


class Precision(IntEnum):
    """How exactly a date is known, the coarsest first."""

    DECADE = 0
    YEAR = 1
    MONTH = 2
    DAY = 3


class Year(StrEnum):
    """Where a date's year comes from."""

    STATED = "stated"
    CONTEXT = "year from context"
    UNKNOWN = "year not stated"
    RECKONED = "reckoned from the date before"


@dataclass(frozen=True, slots=True)
class Dated:
    """Characters `start:end` of a text that name a date. `first` is its first day, in year 1 where none is known.

    `minute` is the time of that day, in minutes after midnight, where it is given. Of a time without a day `first` is
    the first day of all.
    """

    start: int
    end: int
    first: date
    precision: Precision
    year: Year = Year.STATED
    minute: int | None = None

    @property
    def label(self) -> str:
        """The date, written the same way whatever the text does.

        >>> Dated(0, 0, date(2025, 6, 27), Precision.DAY).label, Dated(0, 0, date(1990, 1, 1), Precision.DECADE).label
        ('27 June 2025', '1990s')
        >>> Dated(0, 0, date(2025, 6, 27), Precision.DAY, minute=625).label
        '27 June 2025, 10:25'
        """
        if self.minute is None:
            return self._day
        time = clock.written(self.minute)
        return time if self.first == date.min else f"{self._day}, {time}"

    @property
    def _day(self) -> str:
        known = self.year is not Year.UNKNOWN
        words = [str(self.first.day)] if self.precision is Precision.DAY else []
        words += [calendar.month_name[self.first.month]] if self.precision >= Precision.MONTH else []
        words += (
            [f"{self.first.year}s" if self.precision is Precision.DECADE else str(self.first.year)] if known else []
        )
        return " ".join(words) + ("" if self.year is Year.STATED else f" ({self.year.value})")


@dataclass(frozen=True, slots=True)
class Around:
    """What a text says before a passage.

    Its own date (see `dated`), that of the heading the passage is below, and the last month or day of a stated year.
    """

    head: date | None = None
    entry: Dated | None = None
    before: date | None = None


def dates(text: str, start: int, end: int, paragraph: int, around: Around) -> list[Dated]:
    """The dates in `text[start:end]`, a sentence of the paragraph that begins at `paragraph`."""
    return [*_stated(text, start, end, paragraph, around), *_reckoned(text, start, end, paragraph, around)]


def _stated(text: str, start: int, end: int, paragraph: int, around: Around) -> list[Dated]:
    """Those that the text writes."""
    found: list[Dated] = []
    month: date | None = None
    for one in _found(text, start, end):
        made: Dated | None = one
        if one.first.year == 1:
            made = _with_day(one, month)
        elif one.year is Year.UNKNOWN and (beside := _beside(one, found)) is not None:
            made = beside
        elif one.year is Year.UNKNOWN:
            stated = only_year(text, paragraph, one.start)
            # "He promised an answer by 30 June": what is due then was no past when it was promised.
            # And what a text tells goes on from the dates in it, where it has none of its own.
            told = 0 if around.head is None or _DUE.search(text, start, one.start) else _told(text[start:end])
            made = _resolved(one, around.head if around.head or stated else around.before, stated, told)
        if made is not None:
            month = made.first if made.precision >= Precision.MONTH else month
            found.append(made)
    return found


def _reckoned(text: str, start: int, end: int, paragraph: int, around: Around) -> list[Dated]:
    """Those that are so far from the one before them; none where that one is not as exact as the step."""
    if not _FROM_ANOTHER.search(text, start, end):
        return []
    reach = max(paragraph, start - _REACH)
    stated = _stated(text, reach, end, paragraph, around)
    found: list[Dated] = []
    for match in _FROM_ANOTHER.finditer(text, reach, end):
        before = [one for one in (*stated, *found) if one.end <= match.start()]
        known = around.entry if match["yesterday"] else max(before, key=lambda one: one.end, default=around.entry)
        made = _stepped(known, match) if known is not None and known.year is not Year.UNKNOWN else None
        if made is not None:
            found.append(replace(made, start=match.start(), end=match.end(), year=Year.RECKONED))
    return [one for one in found if one.start >= start]


def _stepped(known: Dated, match: re.Match[str]) -> Dated | None:
    """The date that is so far from the known one, as exact as the step allows."""
    unit = (match["unit"] or match["units"] or "day").lower()
    count = _COUNTS.get((match["count"] or "a").lower()) or int(match["count"])
    count = -count if match["earlier"] or match["before"] or match["yesterday"] else count
    try:
        if unit in ("month", "year"):
            return _months_on(known, unit, count)
        exact = known.precision is Precision.DAY and not (unit == "week" and match["next"])
        days = timedelta(weeks=count) if unit == "week" else timedelta(days=count)
        return replace(known, first=known.first + days) if exact else None
    except (OverflowError, ValueError):  # before year 1
        return None


def _months_on(known: Dated, unit: str, count: int) -> Dated | None:
    """The month or year so many of them from the known date."""
    if unit == "year":
        return Dated(0, 0, date(known.first.year + count, 1, 1), Precision.YEAR) if known.precision else None
    if known.precision < Precision.MONTH:
        return None
    year, month = divmod(known.first.year * 12 + known.first.month - 1 + count, 12)
    return Dated(0, 0, date(year, month + 1, 1), Precision.MONTH)


def dated(text: str) -> date | None:
    """The date a document gives itself in its first lines, before its first sentence of prose.

    Where that is only a month or a year, its middle: what lacks a year is nearest to that in the same one.

    >>> dated("Minutes of the board, March 12, 2024"), dated("Parish News\\n\\nSeptember 2024")
    (datetime.date(2024, 3, 12), datetime.date(2024, 9, 15))
    >>> dated("The bridge fell on March 12, 2024, after rain.") is None
    True
    >>> dated("HOLM, 9 March 2031. The bridge fell on Monday."), dated("Holm (May 2, 2030) - It fell.")
    (datetime.date(2031, 3, 9), datetime.date(2030, 5, 2))
    """
    whole = len(text) if len(text) <= _HEAD else text.rfind("\n", 0, _HEAD) + 1  # no line is read in part
    first = text[:whole].splitlines()[:8]
    if (sent := next(filter(None, map(_dateline, first)), None)) is not None:
        return sent
    lines = [line for line in first if _is_heading(line)]
    found = [one for line in lines for one in _found(line, 0, len(line)) if one.year is Year.STATED]
    for precision, at in ((Precision.DAY, {}), (Precision.MONTH, {"day": 15})):
        exact = [one.first.replace(**at) for one in found if one.precision is precision]
        if exact:
            return exact[0]
    years = {int(match[0]) for line in lines for match in _SHOWN_YEAR.finditer(line)}
    return date(years.pop(), 7, 1) if len(years) == 1 else None


def _dateline(line: str) -> date | None:
    """The date before the text of a report: "HOLM, 9 March 2031. The council ..."."""
    opened = _DATELINE.match(line)
    found = [one for one in _found(line, 0, opened.end("date")) if one.end == opened.end("date")] if opened else []
    exact = [one.first for one in found if one.precision is Precision.DAY and one.year is Year.STATED]
    return exact[0] if exact else None


def _is_heading(line: str) -> bool:
    return len(line) < 160 and not line.rstrip().endswith((".", "!", "?", ";"))


def only_year(text: str, start: int, end: int) -> int | None:
    """The year stated in `text[start:end]`; None where there is none, or where several leave it open which is meant.

    A year that only says which one, "the 1987 talks", is not the one that is spoken of.
    """
    stated = {
        one.first.year
        for one in _found(text, start, end)
        if one.year is Year.STATED and not (one.precision is Precision.YEAR and _WHICH.match(text, one.start - 4))
    }
    return stated.pop() if len(stated) == 1 else None


def written(text: str) -> list[Dated]:
    """What looks like a date in a text without surroundings, as it is written."""
    return list(_found(text, 0, len(text)))


def _found(text: str, start: int, end: int) -> Iterator[Dated]:
    days: list[re.Match[str]] = []  # "14" of "14 and 15 June", which the month behind it makes a date
    for match in _DATE.finditer(text, start, end):
        form = match.lastgroup or _group(match)
        if form == "earlier":
            days.append(match)
            continue
        made = _read(form, match.group())
        if made is not None:
            yield from (_of_month(day, made) for day in days if made.precision is Precision.DAY)
            yield replace(made, start=match.start(), end=match.end())
        days = []


def _of_month(day: re.Match[str], dated: Dated) -> Dated:
    """A day of the month of the date behind it; that date where its month has no such day."""
    number = int(re.sub(r"\D", "", day[0]))
    longest = calendar.monthrange(dated.first.year, dated.first.month)[1]
    return replace(dated, first=dated.first.replace(day=min(number, longest)), start=day.start(), end=day.end())


def _group(match: re.Match[str]) -> str:
    return next(name for name, value in match.groupdict().items() if value is not None)


@lru_cache(maxsize=4096)
def _read(form: str, words: str) -> Dated | None:
    """The date that words of a form mean, at no place; None where there is no such day."""
    if form == "decade":
        return Dated(0, 0, date(int(words[:4]), 1, 1), Precision.DECADE)
    if form == "year":
        return Dated(0, 0, date(int(words), 1, 1), Precision.YEAR)
    if form == "day":  # in year 1, which marks it
        return Dated(0, 0, date(1, 1, int(re.sub(r"\D", "", words))), Precision.DAY, Year.UNKNOWN)
    if form in ("yearless", "alone"):
        # A leap year, so that February 29 is a day.
        made = _parsed(f"{re.sub(r'^(?:early|late|mid) ', '', words)} 2000")
        precision = Precision.DAY if form == "yearless" else Precision.MONTH
        return Dated(0, 0, made.replace(year=4), precision, Year.UNKNOWN) if made else None
    if form == "figures" and _is_ambiguous(words):
        return Dated(0, 0, date(int(words[-4:]), 1, 1), Precision.YEAR)
    made = _parsed(words)
    return Dated(0, 0, made, Precision.MONTH if form == "month" else Precision.DAY) if made else None


def _is_ambiguous(figures: str) -> bool:
    """Whether day and month of 03/04/2025 could be told apart only by knowing the writer's country."""
    first, second, _ = (int(part) for part in re.split(r"[./]", figures))
    return first <= 12 and second <= 12 and first != second and "/" in figures


def _parsed(words: str) -> date | None:
    words = _SPELT.sub(lambda match: str(ORDINALS.index(match[1]) + 1), words)
    figures = re.fullmatch(r"(\d+)/(\d+)/\d+", words)
    order = "MDY" if figures and int(figures[2]) > 12 else "DMY"
    found = _parser(order).get_date_data(words.replace(" of ", " ")).date_obj
    return found.date() if found else None


@lru_cache(maxsize=2)
def _parser(order: str):  # type: ignore[no-untyped-def]  # the library has no types
    # Loaded where the first date is read: most questions need none, and it takes half a second.
    from dateparser.date import DateDataParser

    settings = {
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["year"],
        "PREFER_DAY_OF_MONTH": "first",
        "PREFER_MONTH_OF_YEAR": "first",
        "DATE_ORDER": order,
    }
    return DateDataParser(languages=["en"], settings=settings)


def _with_day(one: Dated, month: date | None) -> Dated | None:
    """A day of the month named before it in the sentence ("in January, on the 9th")."""
    if month is None:
        return None
    try:
        return replace(
            one, first=month.replace(day=one.first.day), year=Year.CONTEXT if month.year > 9 else Year.UNKNOWN
        )
    except ValueError:
        return None


def _beside(one: Dated, before: list[Dated]) -> Dated | None:
    """In the year of the sentence's date before it, "from 1 March 2026 to 30 November"; None where that is later."""
    stated = [date for date in before if date.year is Year.STATED and date.precision >= Precision.MONTH]
    first = _in_year(one.first, stated[-1].first.year) if stated else None
    later = first is not None and first >= stated[-1].first
    return replace(one, first=first, year=Year.CONTEXT) if first is not None and later else None


def _told(sentence: str) -> int:
    """Whether a sentence tells what was (-1) or what will be (1), from the forms of its verbs; 0 where neither."""
    if _TO_COME.search(sentence):
        return 1
    verbs = (word for word in _VERB.findall(sentence) if is_past(word) and base(word) != word)
    return -1 if any(verbs) or _WAS.search(sentence) else 0


def _resolved(one: Dated, head: date | None, stated: int | None, told: int = 0) -> Dated:
    """With the year that puts it nearest to a date, or else the one stated before it.

    What is told as past is not after that date, where a year makes it so, and what is to come not before it.
    """
    years = [head.year + by for by in (-1, 0, 1)] if head else [stated] if stated else []
    possible = [made for year in years if (made := _in_year(one.first, year)) is not None]
    if not possible:
        return one
    if head and told:
        possible = [day for day in possible if (day - head).days * told >= -_LEEWAY] or possible
    first = min(possible, key=lambda day: abs((day - head).days)) if head else possible[0]
    return replace(one, first=first, year=Year.CONTEXT)


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None
