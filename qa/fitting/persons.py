"""A number that counts things, or other people, or is somebody's age, answers no question for how many people."""

import re

from index.encoder import Encoder
from index.lexical import terms
from qa.deciding.features import Candidate

_ASKED = re.compile(r"(?:and |but |so )?(?:about |roughly )?how many (?P<noun>\w+)", re.I)
_PEOPLE = frozenset(["people", "persons", "peoples", "ppl", "men", "women", "died", "were", "have"])
_NAMED = re.compile(r"\b[A-Z][\w’'-]+, (?:aged )?$")
_PEOPLE_NAMED, _NAME_LAST = re.compile(r"\s+([A-Z][\w’'-]{2,})"), re.compile(r"\d ([A-Z][\w’'-]{2,})$")
_COUNTED = re.compile(r"\s+(?:of (?:the|his|her|its|their|our|these|those) )?([a-z]{3,}s)\b")
_LIKE = ["people", "a group of persons"]
_UNLIKE = ["things", "objects", "units of measurement"]
_THING = -0.015
"""By how much less a noun is like persons than like things, from which it is a thing (cosines; "wounded" has -.01)."""


def answers_how_many(question: str, candidate: Candidate, encoder: Encoder) -> bool:
    """Whether a candidate may say how many there are of what is asked for; True where no number is asked for."""
    asked = _ASKED.match(question)
    if not asked:
        return True
    if _is_age(candidate) or _counts_others(asked["noun"], candidate):
        return False
    return asked["noun"].lower() not in _PEOPLE or not _counts_things(candidate, encoder)


def _counts_others(noun: str, candidate: Candidate) -> bool:
    """Whether a number counts a people of another name: Danes, where Swedes are asked for."""
    counted = _PEOPLE_NAMED.match(candidate.window.document.text, candidate.end) or _NAME_LAST.search(candidate.text)
    return noun[0].isupper() and counted is not None and not set(terms(noun)) & set(terms(counted[1]))


def _is_age(candidate: Candidate) -> bool:
    """Whether a number stands behind somebody's name as an age does: "Stephan Ruhl, 52, died"."""
    text = candidate.window.document.text
    before, after = text[max(0, candidate.start - 30) : candidate.start], text[candidate.end : candidate.end + 1]
    return candidate.text.isdigit() and len(candidate.text) < 3 and bool(_NAMED.search(before)) and after in ",.;("


def _counts_things(candidate: Candidate, encoder: Encoder) -> bool:
    """Whether the plural behind a number names things: "Eleven wagons overturned"."""
    counted = _COUNTED.match(candidate.window.document.text, candidate.end)
    return counted is not None and is_of_things(counted[1], encoder)


def is_of_things(noun: str, encoder: Encoder) -> bool:
    """Whether a plural names things rather than persons."""
    word, *others = encoder.encode([noun, *_LIKE, *_UNLIKE])
    likeness = [float(other @ word) for other in others]
    return max(likeness[: len(_LIKE)]) - max(likeness[len(_LIKE) :]) < _THING
