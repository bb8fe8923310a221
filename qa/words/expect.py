"""What kind of thing a question asks for, and whether a span is of that kind.

A hint for the decision, not a filter: what is wrong now and then may lower a confidence, never hide an answer.
"""

import re
from enum import StrEnum


class Expected(StrEnum):
    """The kind of thing that would answer."""

    NUMBER = "number"
    TIME = "time"
    PERSON = "person"
    PLACE = "place"
    MONEY = "money"
    ANYTHING = "anything"


_QUESTIONS = (
    (
        Expected.MONEY,
        r"\bhow much (?:money|did .* (?:cost|pay)|does .* cost|was .* paid|is .* worth)",
    ),
    (Expected.MONEY, r"\b(?:price|cost|fee|salary|budget|revenue)s? (?:of|for|was|is)\b|\bwhat .* (?:cost|price)s?\b"),
    (Expected.TIME, r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade|time)\b|\bsince what\b"),
    (Expected.NUMBER, r"\bhow (?:many|old|long|far|tall|high|deep|big|large|often|fast|heavy|wide)\b"),
    (Expected.NUMBER, r"\b(?:what|which) (?:number|percentage|percent|share|age|distance|height|size|population)\b"),
    (Expected.PERSON, r"\bwho(?:se|m)?\b|\b(?:what|which) (?:person|man|woman|president|minister|author|director)\b"),
    (Expected.PLACE, r"\bwhere\b|\b(?:what|which) (?:country|city|town|place|state|region|village|street|river)\b"),
)
NUMBER_WORDS = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|half|"
    "dozen|several|few|many|both|none|once|twice|third|quarter"
)
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_MEASURES = {
    "weigh": "weight",
    "heavy": "weight",
    "cost": "price",
    "long": "length duration",
    "high": "height",
    "tall": "height",
    "wide": "width",
    "deep": "depth",
    "big": "size",
    "large": "size",
    "far": "distance",
    "fast": "speed",
    "hot": "temperature",
    "cold": "temperature",
}
_MEASURED = re.compile(
    r"\bhow (?P<of>heavy|long|high|tall|wide|deep|big|large|far|fast|hot|cold) (?:is|are|was|were|can|may|must)\b"
    r"|\b(?:how much|how many \w+|what) (?:do|does|did|will|would|can) .*?\b(?P<verb>weigh|cost)\b"
    r"|\bhow long (?:do|does|did|will|would|has|have|had) .*?\b(?P<time>last|lasted|take|taken)\b"
)
_SPANS = {
    Expected.NUMBER: re.compile(rf"\d|\b(?:{NUMBER_WORDS})\b", re.I),
    Expected.MONEY: re.compile(r"\d.*[$€£¥%]|[$€£¥].*\d|\d", re.I),
    Expected.TIME: re.compile(
        rf"\d|\b(?:{_MONTHS}|centur(?:y|ies)|(?:day|week|month|year|decade|morning|evening|night|hour|minute)(?:s|ly)?|"
        r"noon|midnight|afternoons?|today|tonight|yesterday|tomorrow|weekends?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|"
        r"springs?|summers?|autumns?|winters?|after|before|during|until|since|ago|eras?|periods?|ages?)\b",
        re.I,
    ),
    Expected.PERSON: re.compile(
        r"[A-Z]|\b(?:he|she|they|(?:wo)?m[ae]n|people|(?:brother|sister|mother|father|son|daughter)s?)\b"
    ),
    Expected.PLACE: re.compile(r"[A-Z]|\b(?:in|at|on|near|under|behind|house|room|city|town|country|home)\b"),
}


def expected(question: str) -> Expected:
    """What kind of thing would answer `question`.

    >>> expected("how many people died").value
    'number'
    """
    low = question.lower()
    return next((kind for kind, pattern in _QUESTIONS if re.search(pattern, low)), Expected.ANYTHING)


def measure(question: str) -> str:
    """The noun for what a question measures, as data sheets have it; empty where it measures nothing by an adjective.

    >>> measure("How much does the pump weigh?"), measure("how long is its cord"), measure("How long did it rain?")
    ('weight', 'length duration', '')
    """
    found = _MEASURED.search(question.lower())
    if found is None:
        return ""
    return "duration" if found["time"] else _MEASURES[found["of"] or found["verb"]]


def agreement(kind: Expected, span: str) -> float:
    """1.0 where the span looks like that kind of thing, -1.0 where it does not, 0.0 where nothing can be said.

    >>> agreement(Expected.TIME, "the Sputnik office")
    -1.0
    """
    pattern = _SPANS.get(kind)
    if pattern is None:
        return 0.0
    return 1.0 if pattern.search(span) else -1.0
