"""What is said of Marland is not so of Kessia, where the documents put the two side by side: "Kessia and Marland".

That one place is not in the other is told by nothing else, so that "in Baku" may answer what is asked of Azerbaijan;
but "the fire at Quay House" is none at Tower Court.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from index.lexical import terms
from qa.deciding.features import Candidate

_NAME = r"[A-Z][\w-]+(?: [A-Z][\w-]+){0,4}"
_IN = re.compile(rf"\b(?P<what>[\w-]+) (?:in|of|for|from|at) (?:the )?(?P<where>{_NAME})")
_AT = re.compile(rf"\b(?P<what>[\w-]+) at (?:the )?(?P<where>{_NAME})")
_HIS = re.compile(rf"\b(?P<where>{_NAME})(?:['’]s|(?<=s)['’]) (?P<what>[\w-]+(?: [\w-]+)?)")


def is_elsewhere(question: str, names: Collection[str], candidate: Candidate) -> bool:
    """Whether the sentence says of what is asked for that it is that of a peer of the one that is asked of.

    `names` are the stems of the question's names.
    """
    text = candidate.sentence.text
    asked, at = _asked(question)
    for what, where in asked:
        if not set(terms(where)) & set(names) or set(terms(where)) & set(terms(text)):
            continue
        whole = candidate.window.document.text
        if any(set(what) & set(own) and _are_peers(where, there, whole) for own, there in _of(text, what)):
            return True
    told = _at(text) if at else {}
    return any(
        told.get(what, where) != where and not set(terms(where)) & set(terms(text)) for what, where in at.items()
    )


def _at(text: str) -> dict[str, str]:
    """At what named place a text says things to be, by their stems: "fire" and "Quay House"."""
    return {stem: match["where"] for match in _AT.finditer(text) for stem in terms(match["what"])}


@lru_cache(maxsize=256)
def _asked(question: str) -> tuple[tuple[tuple[tuple[str, ...], str], ...], dict[str, str]]:
    """What a question asks of where; remembered for its candidates, where no text of a document is."""
    return _located(question), _at(question)


def _located(text: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """What a text says to be where, by the stems of what: (("election",), "Kessia") of "the elections in Kessia"."""
    found = (match for pattern in (_IN, _HIS) for match in pattern.finditer(text))
    return tuple((tuple(terms(match["what"])), match["where"]) for match in found)


def _of(text: str, what: Collection[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The same of a sentence; a verb may stand between: "Elections are due in Marland"."""
    yield from _located(text)
    if set(what) & set(terms(text)):
        yield from ((tuple(what), match["where"]) for match in _IN.finditer(text))


def _are_peers(one: str, other: str, text: str) -> bool:
    """Whether a text puts two names side by side."""
    pairs = (rf"{re.escape(a)} (?:and|or) (?:the )?{re.escape(b)}\b" for a, b in ((one, other), (other, one)))
    return one != other and any(re.search(rf"\b{pair}", text) for pair in pairs)
