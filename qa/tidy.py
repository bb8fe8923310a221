"""A span as it is shown: without space, punctuation and half a pair of brackets or quotation marks at its ends.

And, of an answer that is shown, to the end of a phrase or of brackets that it stops in.
"""

import re
from dataclasses import replace

from qa.answer import Answer, Kind, Quote
from qa.words.dates import MONTHS
from qa.words.expect import NUMBER_WORDS

# "p.m.", "U.S.", "Inc.": a stop that belongs to its word.
_ABBREVIATION = re.compile(r"(?:\b\w\.)+$|\b(?!(?:May|June|July)\.)(?:[A-Z][a-z]{0,3})\.$")
_INITIALS = re.compile(r"\b(?:\w\.)+\w$")
_BEFORE, _BEHIND = ",;:.!?", ",;:!?"
# What no phrase ends with: "cut off the supply to the".
_LEADS_ON = re.compile(r"\b(?:the|an?|its|their|his|our|your|my|of)$")
NEXT_WORD = re.compile(r"\s+[^\s,;:.!?()]+")
_HYPHENED = re.compile(r"-[^\W\d_]+")  # "two half|-brothers"
_NUMBER = rf"(?:\d[\d.]*|{NUMBER_WORDS})"
_INTO_A_PRICE = re.compile(rf"^(?:\w+ )?{_NUMBER} (?P<price>[$€£]\d[^$€£]*)$", re.I)
# "the short one 11 km": "one" is of what is measured.
_ONE_BEFORE = re.compile(r"^(?:the \w+ )?ones? (?=\d)", re.I)
# "61 people on board, 44": what is counted twice, and no date.
_TWO_COUNTS = re.compile(rf"(?P<first>{_NUMBER} (?!(?:{MONTHS})\b)[a-z][a-z ]+), {_NUMBER}", re.I)
_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»", '"': '"'}


def tidied(text: str, start: int, end: int) -> tuple[int, int]:
    """The span `start:end` of `text` without what is not of its words; it may end a character later than it did.

    >>> tidied("on June 27, 2025, when", 3, 17)
    (3, 16)
    >>> tidied("at 7:05 p.m. sharp", 3, 11)
    (3, 12)
    >>> tidied("for 7 km (4 mi) more", 4, 14)
    (4, 15)
    >>> tidied("the party (AKP) won", 11, 15)
    (11, 14)
    """
    before = None
    while before != (start, end):
        before = start, end
        start, end = _without_half_a_pair(text, *_trimmed(text, start, end))
    return start, end


def whole(answer: Answer) -> Answer:
    """The answer with each span tidy, and whole where it stopped within a phrase or within brackets.

    What was looked for word by word is shown as it was found.
    """
    if answer.kind is Kind.FOUND:
        return answer
    quotes = tuple(map(_whole, answer.quotes))
    return replace(answer, quotes=quotes) if quotes != answer.quotes else answer


def _whole(quote: Quote) -> Quote:
    if quote.answer_start is None or quote.answer_end is None:
        return quote
    text, start, end = quote.document.text, quote.answer_start, quote.answer_end
    while _LEADS_ON.search(text, start, end) and (following := NEXT_WORD.match(text, end, quote.end)):
        end = following.end()
    for opens, closes in _PAIRS.items():
        closed = text.find(closes, end, quote.end) if _left_open(text, start, end, opens, closes) else -1
        end = closed + 1 if closed >= 0 else end
    start, end = tidied(text, *_one_value(text, start, end))
    hyphen = _HYPHENED.match(text, end, quote.end) if text[end - 1 : end].isalpha() else None
    end = hyphen.end() if hyphen else end
    return replace(quote, answer_start=start, answer_end=end) if start < end <= quote.end else quote


def _one_value(text: str, start: int, end: int) -> tuple[int, int]:
    """The price alone where a number runs into it: "£5" of "under twelve £5"; the count where another follows it.

    And the number alone behind what it is of: "28 minutes" of "the quick one 28 minutes".
    """
    words = text[start:end]
    if price := _INTO_A_PRICE.search(words):
        return start + price.start("price"), end
    if counted := _TWO_COUNTS.fullmatch(words):
        return start, start + counted.end("first")
    if one := _ONE_BEFORE.match(words):
        return start + one.end(), end
    return start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the space and the punctuation around it; a stop stays where it belongs to a word."""
    while start < end and (text[start].isspace() or text[start] in _BEFORE):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _BEHIND):
        end -= 1
    if start < end and text[end - 1] == "." and not _ABBREVIATION.search(text[start:end]):
        end -= 1
    elif text[end : end + 1] == "." and _INITIALS.search(text[start:end]):
        end += 1
    return start, end


def _without_half_a_pair(text: str, start: int, end: int) -> tuple[int, int]:
    """With what closes right behind it, and without half a pair at either end, or brackets around it all."""
    for opens, closes in _PAIRS.items():
        if _left_open(text, start, end, opens, closes) and text[end : end + 1] == closes:
            end += 1
    if text[start:end].startswith("(") and text[start:end].endswith(")") and text.count("(", start, end) == 1:
        return start + 1, end - 1
    for opens, closes in _PAIRS.items():
        if start < end and text[start] == opens and _left_open(text, start, end, opens, closes):
            start += 1
        if start < end and text[end - 1] == closes and _left_open(text, start, end, closes, opens):
            end -= 1
    return start, end


def _left_open(text: str, start: int, end: int, one: str, other: str) -> bool:
    """Whether one end of a pair stands there more often than the other."""
    count = text.count(one, start, end)
    return count % 2 == 1 if one == other else count > text.count(other, start, end)
