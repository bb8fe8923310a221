"""What a question asks for by its kind: a year, a date, a time of day, a weekday, a colour, a number; "by air" is none.

Only kinds whose words are a closed class, or have figures.
"""

import re
from functools import lru_cache

from qa.deciding.features import Candidate
from qa.words.dates import MONTHS, WEEKDAYS
from qa.words.expect import NUMBER_WORDS

_PARTS_OF_THE_DAY = (
    "noon|midday|midnight|dawn|dusk|morning|afternoon|evening|night|sun(?:rise|set)|breakfast|lunch|dinner"
)
_FEASTS = "christmas|easter|eve|new year|whitsun|ramadan|today|tomorrow|yesterday"
_ORDINAL = "first|second|third|last|[a-z]+th"
_COLOURS = (
    "red|white|blue|green|yellow|black|brown|gr[ae]y|pink|orange|purple|violet|gold|golden|silver|cream|beige|crimson|"
    "scarlet|turquoise|amber|ivory|navy|maroon|dark|light|pale|bright|clear|transparent|colou?r\\w*|\\w+ish"
)
_DATED = rf"{MONTHS}|{_FEASTS}|{_ORDINAL}"
_COUNTED = (
    f"{NUMBER_WORDS}|hundreds|thousands|millions|billions|dozens|scores|an?|no|none|nobody|all|every|each|most|some|any|"
    "single|couple|pair|trio|majority|minority|handful|lots?|more|fewer|less|little|numerous|neither|either"
)
_KINDS = (
    (r"(?:what|which) years?", r"\d\w*|years?"),
    (
        r"(?:(?:at|by|from|until|till) (?:what|which) time|^what time)(?! (?:of|period|span|frame|zone)s?\b)",
        rf"\d\w*|{NUMBER_WORDS}|o.clock|{_PARTS_OF_THE_DAY}|after|before|when|while",
    ),
    (r"(?:what|which) dates?|date of", rf"\d\w*|{_DATED}|{WEEKDAYS}|spring|summer|autumn|winter"),
    (r"(?:what|which) (?:week)?days?", rf"\d+(?:st|nd|rd|th)|\w*days?|{_DATED}|weekends?"),
    (r"(?:what|which) colou?rs?|colou?rs? of", _COLOURS),
    (r"how many", rf"\d\w*|{_COUNTED}"),
)
# Numbers that nobody counts by: no name stands for one.
_FIGURES = re.compile(
    r"\b(?:what|which)(?:['’]s| is| are| was)? (?:the |your |their |its |his |her )?(?:\w+['’]s )?"
    r"(?:(?:tele)?phone|mobile|fax|serial|batch|registration|invoice|flight|account|reference|licence|order|room|part)"
    r" (?:numbers?|no\b)(?! of )",
    re.I,
)
_WHAT_TIME = re.compile(rf"(?:{_KINDS[1][0]})\b", re.I)
# Of "18 July" and "Thursday" nothing is left that could be a time of day.
_DAYS = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTHS})\b|\b(?:{MONTHS}) \d{{1,2}}\b|\b\d{{4}}\b|\b(?:{MONTHS})\b"
    rf"|\b(?:{WEEKDAYS})s?\b",
    re.I,
)
_PATTERNS = [(re.compile(rf"(?:{asked})\b", re.I), re.compile(rf"\b(?:{told})\b", re.I)) for asked, told in _KINDS]


def is_of_another_kind(question: str, candidate: Candidate) -> bool:
    """Whether a question asks for a year, say, and nothing in the candidate's words is or could be one."""
    return not could_be(question, candidate.text)


def could_be(question: str, words: str) -> bool:
    """Whether words may be of the kind that a question asks for; names may tell how many there are: "Ann and Bo".

    >>> could_be("Which days is it shut?", "Tuesdays"), could_be("Which days is it shut?", "10 am")
    (True, False)
    >>> could_be("What is the phone number of the office?", "Ann Lee, 555 0170"), could_be("Which room number?", "Ann")
    (True, False)
    >>> could_be("Where is the serial number?", "under the lid")
    True
    >>> could_be("What time period is it from?", "5500 to 3500 BCE")
    True
    >>> could_be("What time does it start?", "Thursday, 18 July"), could_be("What time does it start?", "Thursday at 7")
    (False, True)
    """
    if _FIGURES.search(question) and " and " not in question and not any(map(str.isdigit, words)):
        return False
    told = _told(question)
    if told is not None and _WHAT_TIME.search(question):
        words = _DAYS.sub("", words)
    return told is None or bool(told.search(words) or re.search(r"[A-Z][a-z]", words))


@lru_cache(maxsize=256)
def _told(question: str) -> re.Pattern[str] | None:
    """What has to be in an answer; None where a question asks for none of these kinds, or for something else too."""
    found = [told for asked, told in _PATTERNS if asked.search(question)]
    return found[0] if len(found) == 1 and " and " not in question else None
