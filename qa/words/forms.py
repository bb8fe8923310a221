"""What form an answer has - money, a clock time, a date, a number of something, a name, a phrase - and whether two
answers of one form say different things, or one says the other more or less precisely. Pure.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from index.lexical import terms
from qa.words.clause import DETERMINERS, PREPOSITIONS, words_of

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_SPELT_AS = {word: i for i, word in enumerate(_ONES)} | {word: 20 + 10 * i for i, word in enumerate(_TENS)}
_ONE = "|".join(_ONES)
_TEN = "|".join(_TENS)
_TIMES_OVER = {"once": "1.0", "twice": "2.0"}
_SPELT = re.compile(rf"\b(?:(?:{_TEN})(?:-(?:{_ONE}))?|{_ONE}|hundred|thousand|dozen|twice|once(?= an?\b))\b", re.I)
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MONEY = re.compile(r"[$€£¥]\s?\d|\d\s?(?:dollars|euros|pounds|cents|pence)\b", re.I)
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\b|\b\d{1,2}:\d{2}\b|\b(?:noon|midnight)\b", re.I)
_TIME = re.compile(r"\d{1,2}(?:[:.]\d{2})?|noon|midnight")
_MONTH = re.compile(
    r"\b(?:May|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))\b"
)
_YEAR = re.compile(r"\b(?:1[0-9]{3}|20[0-9]{2})\b")
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", re.I)
_ORDINAL = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)\b", re.I)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b", re.I)
_SEASON = re.compile(r"\b(?:spring|summer|autumn|winter)\b", re.I)
_TIMES = frozenset(terms("seconds minutes hours days weeks months years decades centuries"))
_UNIT = re.compile(r"[\s-]*(?:(?:of|other|more|the)\s+)?([a-z%°]+)", re.I)

Parts = tuple[tuple[str, frozenset[str]], ...]


class Form(StrEnum):
    """What an answer looks like."""

    MONEY = "money"
    CLOCK = "clock"
    DATE = "date"
    NUMBER = "number"
    NAME = "name"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Value:
    """An answer's form, what it counts (`unit`, a stem, where it is a number), and its parts that can differ."""

    form: Form
    unit: str
    parts: Parts

    def is_like(self, other: "Value") -> bool:
        """Whether both have the same form, and count the same thing as far as is said."""
        return self.form is other.form and (not self.unit or not other.unit or self.unit == other.unit)

    def agrees(self, other: "Value") -> bool:
        """Whether the two are of one form, and one says the other more or less precisely."""
        return self.form is other.form and not self.differs(other)

    def differs(self, other: "Value") -> bool:
        """Whether the two cannot be one answer, said more or less precisely."""
        mine, theirs = dict(self.parts), dict(other.parts)
        return any(mine[part].isdisjoint(theirs[part]) for part in mine.keys() & theirs.keys())


def value_of(text: str, start: int, end: int) -> Value:
    """The value of the words `start:end` of a text; what follows them may say what a number counts.

    >>> value_of("Twenty-two vehicles were lost.", 0, 10) == value_of("22 vehicles", 0, 11)
    True
    >>> value_of("on June 27", 3, 10).differs(value_of("June 27, 2025", 0, 13))
    False
    >>> value_of("1 March", 0, 7).differs(value_of("1 April", 0, 7))
    True
    """
    words = text[start:end]
    if _MONEY.search(words):
        return Value(Form.MONEY, "", (("number", _numbers(words)),))
    if clocks := frozenset(time for clock in _CLOCK.finditer(words) for time in _TIME.findall(clock[0].lower())):
        return Value(Form.CLOCK, "", (("clock", clocks),))
    if parts := _date(words):
        return Value(Form.DATE, "", parts)
    if numbers := _numbers(words):
        return Value(Form.NUMBER, _unit(text, start, end), (("number", numbers),))
    stems = frozenset(terms(words)) or frozenset((words.lower(),))
    return Value(Form.NAME if _is_name(words) else Form.PHRASE, "", (("words", stems),))


def could_hold(form: Form, text: str) -> bool:
    """Whether a text may have words of a form in it.

    >>> could_hold(Form.NUMBER, "It fell twice."), could_hold(Form.MONEY, "It fell.")
    (True, False)
    """
    if form in (Form.NAME, Form.PHRASE):
        return True
    dated = form is Form.DATE and any(found.search(text) for found in (_MONTH, _WEEKDAY, _SEASON))
    return dated or bool(_DIGITS.search(text) or _SPELT.search(text) or _CLOCK.search(text))


def _date(words: str) -> Parts:
    """The parts of a date; none where the words are no date."""
    months = frozenset(month[0].lower()[:3] for month in _MONTH.finditer(words))
    years = frozenset(_YEAR.findall(words))
    weekdays = frozenset(day.lower().rstrip("s") for day in _WEEKDAY.findall(words))
    seasons = frozenset(season.lower() for season in _SEASON.findall(words))
    counted = bool(months or _ORDINAL.search(words))
    days = frozenset(_DAY.findall(_YEAR.sub("", words))) if counted else frozenset()
    only_year = years and not re.search(r"[a-z]{5,}", _YEAR.sub("", words), re.I)
    if not (counted or weekdays or seasons or only_year):
        return ()
    named = (("month", months), ("year", years), ("day", days), ("weekday", weekdays), ("season", seasons))
    return tuple((part, values) for part, values in named if values)


def _numbers(words: str) -> frozenset[str]:
    """The numbers in the words, whether in digits or spelt, as text.

    >>> sorted(_numbers("twenty-two of 1,100"))
    ['1100.0', '22.0']
    """
    found = {str(float(number.replace(",", "").rstrip("."))) for number in _DIGITS.findall(words)}
    for spelt in _SPELT.findall(words):
        tens, _, ones = spelt.lower().partition("-")
        spelt_as = str(float(_SPELT_AS[tens] + _SPELT_AS.get(ones, 0))) if tens in _SPELT_AS else tens
        found.add(_TIMES_OVER.get(tens, spelt_as))
    return frozenset(found)


def _unit(text: str, start: int, end: int) -> str:
    """The stem of what the first number of a span counts, in the span or right behind it."""
    numbers = (pattern.search(text, start, end) for pattern in (_DIGITS, _SPELT))
    first = min((number.end() for number in numbers if number), default=end)
    found = _UNIT.match(text, first)
    if not found or found[1].lower() in PREPOSITIONS | DETERMINERS | {"and", "or", "to"}:
        return ""
    stem = next(iter(terms(found[1])), "")
    return "time" if stem in _TIMES else stem


def _is_name(words: str) -> bool:
    """Whether most of the words that carry meaning begin with capitals."""
    small = DETERMINERS | PREPOSITIONS | {"and", "of"}
    main = [word for word in words_of(words) if word.is_word and word.low not in small]
    return bool(main) and sum(word.text[:1].isupper() for word in main) * 2 > len(main)
