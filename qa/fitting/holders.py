"""Whose something is: "Valmora's prime minister, Ann Holm" says nothing of who is prime minister of Tessaly.

A reader that looks for a prime minister takes the one it finds. Where a sentence says of the very words that are asked
for whose they are, and names somebody else, what it has beside them is no answer. Nor is the deputy of who is asked
for, or a minister of something else.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import takewhile

from index.lexical import terms
from qa.deciding.features import Candidate
from qa.words.clause import BE, DETERMINERS, PREPOSITIONS, WH, words_of
from qa.words.verbs import is_past

_NAME = r"[A-Z][\w.-]*"
_OF = re.compile(
    r"(?P<what>[\w-]+(?: [\w-]+)?) of (?:the )?(?P<whom>[\w.-]+(?: (?!in\b|at\b|on\b|is\b|was\b)[\w.-]+){0,3})", re.I
)
_S = re.compile(r"(?P<whom>[\w.-]+)(?:['’]s|(?<=s)['’]) (?P<what>(?:[\w-]+ ){0,2}[\w-]+)", re.I)
_HIS = re.compile(rf"(?P<whom>{_NAME}(?: (?:{_NAME}|&|and))*)(?:['’]s|(?<=s)['’]) (?:[\w-]+ ){{0,2}}$")
_ITS = re.compile(rf" of (?:the )?(?P<whom>{_NAME}(?: {_NAME})*)")
_BESIDE = re.compile(
    r"[\s,(:–—“\"]*(?:(?:is|was|are|were|as|the|a|now|called|named|in|at|to|by) )*(?P<kind>(?:[a-z-]+ ){0,2})[\s“\"]*$"
)
_BELOW = frozenset(["vice", "deputy", "assistant", "former", "ex", "acting", "honorary", "under"])
_OFFICES = frozenset(
    terms(
        "president minister king queen emperor chancellor mayor governor ambassador secretary treasurer captain coach"
    )
)
_OF_SOMETHING = frozenset(terms("minister secretary ministry department"))
_THE = re.compile(r"\bthe $", re.I)
_SAME = 4  # letters that "Russian" and "Russia" share


@dataclass(frozen=True, slots=True)
class _Held:
    """What is asked for, the stem of its last word and the words before it, and of whom, by their first letters."""

    what: str
    kind: frozenset[str]
    whom: frozenset[str]


def is_anothers(question: str, names: Collection[str], candidate: Candidate) -> bool:
    """Whether a candidate stands beside what is asked for, of which its sentence says that it is somebody else's.

    `names` are the stems of the question's names.
    """
    held = _held(question, names)
    if held is None:
        return False
    text, span = candidate.sentence.text, candidate.within
    if held.what in _OFFICES and _fills_another(text, span, held):
        return True
    return any(
        _stand_beside(text, span, mention.place) and _is_another(held, mention) for mention in _mentions(text, held)
    )


def _fills_another(text: str, span: tuple[int, int], held: _Held) -> bool:
    """Whether a sentence has not the office that is asked for, and another one beside a span."""
    words = words_of(text)
    if any(terms(word.text) == [held.what] for word in words):
        return False
    offices = ((word.start, word.end) for word in words if set(terms(word.text)) & _OFFICES)
    return any(_stand_beside(text, span, place) for place in offices)


@dataclass(frozen=True, slots=True)
class _Mention:
    """Where a sentence has what is asked for, the two words before it, and whose it says it is, if it does."""

    place: tuple[int, int]
    kind: tuple[str, ...]
    whom: str


def _held(question: str, names: Collection[str]) -> _Held | None:
    """What the question asks for of somebody named; None where it asks for nothing of the kind."""
    for pattern in (_OF, _S):
        for found in pattern.finditer(question):
            named = takewhile(lambda word: set(terms(word)) & set(names), found["whom"].split())
            whom = frozenset(word[:_SAME].lower() for word in named)
            what = [word.low for word in words_of(found["what"]) if word.low not in DETERMINERS | WH | BE]
            head = terms(what[-1]) if what else []
            if whom and head and not set(head) & set(names):
                return _Held(head[0], frozenset(what[:-1]), whom)
    return None


def _mentions(text: str, held: _Held) -> Iterator[_Mention]:
    words = words_of(text)
    for i, word in enumerate(words):
        if terms(word.text) == [held.what]:
            before, after = _HIS.search(text, 0, word.start), _ITS.match(text, word.end)
            place = before.start() if before else word.start, after.end() if after else word.end
            yield _Mention(place, tuple(one.low for one in words[max(0, i - 2) : i]), _whose(before or after))


def _whose(found: re.Match[str] | None) -> str:
    """Who is named as having something; nobody by "the University", which may be called otherwise."""
    if found is None:
        return ""
    whom = found["whom"].removeprefix("The ")
    several = whom.endswith("s") and not whom.endswith("ss")  # "of the Liberals" does name a party
    if " " in whom or several:
        return whom
    return "" if whom != found["whom"] or _THE.search(found.string, 0, found.start("whom")) else whom


def _is_another(held: _Held, mention: _Mention) -> bool:
    """Whether a mention is of somebody else's, of a deputy, or of a minister of something else."""
    if mention.whom and not held.whom & _named(mention.whom):
        return True
    if set(mention.kind) & _BELOW - held.kind:
        return True
    before = mention.kind[-1:]
    told = held.what in _OF_SOMETHING and bool(before) and before[0].isalpha() and before[0] not in DETERMINERS
    return told and bool(held.kind) and not held.kind & set(mention.kind)


def _named(whom: str) -> set[str]:
    return {word[:_SAME].lower() for word in whom.split()}


def _stand_beside(text: str, span: tuple[int, int], place: tuple[int, int]) -> bool:
    """Whether nothing but what joins the two stands between a span and a place, or the span is in it."""
    if span[0] < place[1] and place[0] < span[1]:
        return True
    between = text[span[1] : place[0]] if span[1] <= place[0] else text[place[1] : span[0]]
    found = _BESIDE.match(between)
    return found is not None and not any(is_past(word) or word in PREPOSITIONS for word in found["kind"].split())
