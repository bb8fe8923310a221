"""Dates in a text: where they stand, which day, month or year they mean, and whether the text says so itself.

A pattern finds what looks like a date; dateparser, held to absolute dates, says which one it is. What lacks a year
takes it from its surroundings - the date at the head of the document, or else the one year stated before it in its
paragraph - and is marked; nothing is ever resolved against today.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum
from functools import lru_cache

MONTHS = "|".join(calendar.month_name[1:])
"""The months' names, as alternatives of a pattern."""

_NAMES = "|".join([*calendar.month_name[1:], *(f"{name}\\.?" for name in calendar.month_abbr[1:]), r"Sept\.?"])
_MONTH = rf"(?:{_NAMES})(?![a-z])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
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
    rf"|(?P<full>\b{_MONTH} {_DAY},? (?:1\d|20)\d\d(?!\d)|\b{_DAY} (?:of )?{_MONTH},? (?:1\d|20)\d\d(?!\d))"
    rf"|(?P<month>\b{_MONTH},? (?:of )?(?:1\d|20)\d\d(?!\d))"
    rf"|(?P<yearless>\b{_MONTH} {_DAY}(?! \d)|\b{_DAY} (?:of )?{_MONTH})"
    rf"|(?P<decade>\b(?:1\d|20)\d0s\b)"
    rf"|(?P<year>(?:{_BEFORE_YEAR}){_YEAR})"
    rf"|(?P<alone>(?<=\b[Ii]n )(?:(?:early|late|mid) )?{_MONTH}|(?<=\b(?:[Bb]y|[Oo]f) ){_MONTH}"
    rf"|(?<=\b(?:[Ss]ince|[Uu]ntil|[Aa]fter) ){_MONTH}|(?<=\b(?:[Dd]uring|[Bb]efore) ){_MONTH})(?!\.? \d)"
    rf"|(?P<day>(?<=\b[Oo]n the )(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)\b)",
    re.MULTILINE,
)
_MARKER = 9  # years up to this one stand for none: 1 where only a day is known, 4 where day and month are
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


@dataclass(frozen=True, slots=True)
class Dated:
    """Characters `start:end` of a text that name a date. `first` is its first day, in year 1 where none is known."""

    start: int
    end: int
    first: date
    precision: Precision
    year: Year = Year.STATED

    @property
    def label(self) -> str:
        """The date, written the same way whatever the text does.

        >>> Dated(0, 0, date(2025, 6, 27), Precision.DAY).label, Dated(0, 0, date(1990, 1, 1), Precision.DECADE).label
        ('27 June 2025', '1990s')
        """
        known = self.year is not Year.UNKNOWN
        words = [str(self.first.day)] if self.precision is Precision.DAY else []
        words += [calendar.month_name[self.first.month]] if self.precision >= Precision.MONTH else []
        words += (
            [f"{self.first.year}s" if self.precision is Precision.DECADE else str(self.first.year)] if known else []
        )
        return " ".join(words) + ("" if self.year is Year.STATED else f" ({self.year.value})")


def dates(text: str, start: int, end: int, paragraph: int, head: date | None) -> list[Dated]:
    """The dates in `text[start:end]`, a sentence of the paragraph that begins at `paragraph`.

    `head` is the document's own date (see `dated`), where it has one.
    """
    found: list[Dated] = []
    month: date | None = None
    for one in _found(text, start, end):
        made: Dated | None = one
        if one.first.year == 1:
            made = _with_day(one, month)
        elif one.year is Year.UNKNOWN:
            made = _resolved(one, head, only_year(text, paragraph, one.start))
        if made is not None:
            month = made.first if made.precision >= Precision.MONTH else month
            found.append(made)
    return found


def dated(text: str) -> date | None:
    """The date a document gives itself: a full one in its first lines, before its first sentence of prose.

    >>> dated("Minutes of the board, March 12, 2024")
    datetime.date(2024, 3, 12)
    >>> dated("The bridge fell on March 12, 2024, after rain.") is None
    True
    """
    for line in text[:_HEAD].splitlines()[:8]:
        if len(line) < 160 and not line.rstrip().endswith((".", "!", "?", ";")):
            for one in _found(line, 0, len(line)):
                if one.precision is Precision.DAY and one.year is Year.STATED:
                    return one.first
    return None


def only_year(text: str, start: int, end: int) -> int | None:
    """The year stated in `text[start:end]`; None where there is none, or where several leave it open which is meant."""
    stated = {one.first.year for one in _found(text, start, end) if one.year is Year.STATED}
    return stated.pop() if len(stated) == 1 else None


def _found(text: str, start: int, end: int) -> Iterator[Dated]:
    for match in _DATE.finditer(text, start, end):
        made = _read(match.lastgroup or _group(match), match.group())
        if made is not None:
            yield replace(made, start=match.start(), end=match.end())


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


def _resolved(one: Dated, head: date | None, stated: int | None) -> Dated:
    """With the year that puts it nearest to the document's own date, or else the one stated before it."""
    years = [head.year + by for by in (-1, 0, 1)] if head else [stated] if stated else []
    possible = [made for year in years if (made := _in_year(one.first, year)) is not None]
    if not possible:
        return one
    first = min(possible, key=lambda day: abs((day - head).days)) if head else possible[0]
    return replace(one, first=first, year=Year.CONTEXT)


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None
