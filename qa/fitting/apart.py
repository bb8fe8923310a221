"""Answers of other sentences that are given to another question: of who is named there, or of the other side."""

import re
from collections.abc import Collection

from index.lexical import terms
from qa.deciding.features import Candidate
from qa.deciding.ranges import is_change
from qa.words.clause import PERSONAL, POSSESSIVES, words_of
from qa.words.dates import MONTHS, WEEKDAYS
from qa.words.forms import Form, value_of
from qa.words.opposites import relation

_WORDED = (Form.NAME, Form.PHRASE)
_NO_NAMES = re.compile(rf"(?:{MONTHS}|{WEEKDAYS}|I)$")
_HOW_MUCH = re.compile(r"(?:and |but |so )?how much (?P<what>(?!more\b|less\b|money\b)[a-z]+(?: [a-z]+)?)\b", re.I)
_BEHIND = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:in|at|for|on|of|near|from|by) (?:the )?(?P<name>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)"
)


def is_of_another(question: str, names: Collection[str], first: Candidate, other: Candidate) -> bool:
    """Whether another sentence's value is one of something else than the first one's, which the question asks of.

    It does not tell from what to what something has changed, as the first one does; it says the opposite of a word that
    the question shares with the first one's sentence; or it has not the name that they share, another one, and nobody
    who would be called "she"; or not that of which it is asked how much there is.
    `names` are the stems of the question's names.
    """
    if is_change(first.text) and not is_change(other.text):
        return True
    here, there = set(terms(first.sentence.text)), set(terms(other.sentence.text))
    shared = [word.low for word in words_of(question) if word.is_word and set(terms(word.text)) & here - there]
    said = [word.low for word in words_of(other.sentence.text) if word.is_word]
    if any(relation(one, word) < 0 for one in shared for word in said):
        return True
    value = value_of(other.window.document.text, other.start, other.end)
    if value.form in _WORDED or first.window.document != other.window.document:
        return False
    of_what = _HOW_MUCH.match(question)
    if of_what and set(terms(of_what["what"])) & here - there:  # so much syrup is not how much honey
        return True
    lacks = {name for name in names if not name.isdigit()} & here - there
    return bool(lacks) and not PERSONAL & set(said) and not POSSESSIVES & set(said) and _names(other, here)


def _names(candidate: Candidate, known: Collection[str]) -> bool:
    """Whether a sentence has a name within it whose stem is not known."""
    words = [word for word in words_of(candidate.sentence.text) if word.is_word][1:]
    named = (
        word for word in words if word.is_name and word.text.upper() != word.text and not _NO_NAMES.match(word.text)
    )
    return any(not set(terms(word.text)) & set(known) for word in named)


def whose(candidate: Candidate) -> frozenset[str]:
    """The stems of the name behind a value that says what it is of: "933 mm (36.7 in) in Imphal"; none without one."""
    text, at = candidate.sentence.text, candidate.end - candidate.sentence.start
    found = _BEHIND.match(text, at)
    return frozenset(terms(found["name"])) if found and not _NO_NAMES.match(found["name"]) else frozenset()
