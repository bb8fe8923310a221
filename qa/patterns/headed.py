"""A question of the time that a document is of: what an annual report for 2024 says without a year was so in 2024."""

import itertools
import re
from dataclasses import replace

from qa.answer import Answer, Kind
from qa.facts import Facts
from qa.words.dates import MONTHS

_HEAD = 200  # characters that say of what a document is
_TIMED = re.compile(
    rf",?\s+(?:in|for|during|of|on|at) (?:the )?(?:year |meeting of |meeting on )?"
    rf"(?P<time>(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:(?:{MONTHS}) )?(?:\d{{1,2}},? )?(?:1[5-9]|20)\d\d)\b",
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_MARK = re.compile(r"[,;:()]")


def answer(question: str, least: float, facts: Facts) -> Answer | None:
    """The plain answer to the question without its time, from a document whose head has that time.

    None where the words around it are of another year.
    """
    asked = _TIMED.search(question)
    if asked is None:
        return None
    found = facts.answer(question[: asked.start()] + question[asked.end() :], least)
    quote = found.quotes[0] if found.kind is Kind.ANSWER and found.text else None
    if quote is None or quote.answer_start is None or quote.answer_end is None:
        return None
    text = quote.document.text
    if asked["time"] not in f"{quote.document.source} {_head(text)}":
        return None
    if _is_of_another_year(text[quote.start : quote.end], quote.answer_start - quote.start, asked["time"]):
        return None
    return replace(found, question=question)


def _head(text: str) -> str:
    """What stands over a document's first paragraph that says something: its title, date and author."""
    head = itertools.takewhile(lambda part: not part.rstrip().endswith((".", "!", "?")), text[:_HEAD].split("\n\n"))
    return " ".join(head)


def _is_of_another_year(sentence: str, at: int, time: str) -> bool:
    """Whether the part of a sentence that holds a place has a year, between its marks, and not the one asked for."""
    start = max((mark.end() for mark in _MARK.finditer(sentence, 0, at)), default=0)
    behind = _MARK.search(sentence, at)
    years = set(_YEAR.findall(sentence[start : behind.start() if behind else len(sentence)]))
    if start and sentence[start - 1] == ":":  # "(2023: £91,500)"
        years |= set(_YEAR.findall(sentence[max(0, start - 6) : start]))
    return bool(years) and not years & set(_YEAR.findall(time))
