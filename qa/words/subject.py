"""What a question is about, when the words that only ask are taken from its two ends."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from index.lexical import fold, terms
from qa.words.clause import DETERMINERS
from qa.words.verbs import closed

_TOKEN = re.compile(r"[^\W_]+")
# Words with which people ask about something, whatever it is. They are taken from the ends of a question only.
_ASKING = closed(
    """
    who whom whose what which is are was were be s re a an the this that these those it of about on in to for by
    with tell me us you we i can could would will may might do does did please kindly let lets know learn find out
    more have has had got want need like say says said mention mentions mentioned describe describes described
    explain define give get show some any anything everything something all information info details facts
    definition meaning mean means meant exactly actually really precisely briefly quickly short brief just so and or
    hello hi hey okay well now then document documents doc docs text texts file files article here there according
    from your our my called named stand stands refer refers person thing kind sort role happened how remind ever
    even identify m ll d ve if at
    """
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text at `start:end`; `key` is what it is compared by: folded and stemmed."""

    start: int
    end: int
    text: str
    key: str

    @property
    def capital(self) -> bool:
        """Whether it is written as a name is, or a number."""
        return not self.text[0].islower()


def tokens(text: str) -> list[Token]:
    """The words of `text`, without the s of a possessive.

    >>> [token.key for token in tokens("The Growers’ Aliyev's HP-45")]
    ['the', 'grower', 'aliyev', 'hp', '45']
    """
    return [
        Token(found.start(), found.end(), found[0], key(found[0]))
        for found in _TOKEN.finditer(text)
        if not (found[0] in "sS" and found.start() and text[found.start() - 1] in "'’")
    ]


@lru_cache(maxsize=20_000)
def key(word: str) -> str:
    """A word folded and stemmed; one that carries no meaning of its own only folded."""
    stems = terms(word)
    return stems[0] if len(stems) == 1 else fold(word)


@dataclass(frozen=True, slots=True)
class Subject:
    """The words of a question that say what it is about, as they were written."""

    words: tuple[Token, ...]
    who: bool
    """Whether it was asked who, so that a name is meant."""

    what: bool
    """Whether it was asked what."""

    determined: bool
    """Whether a "the" or "a" stands before it."""

    @property
    def keys(self) -> tuple[str, ...]:
        """What its words are compared by."""
        return tuple(word.key for word in self.words)


def subject(question: str, also_asking: Iterable[str] = ()) -> Subject:
    """What is left of a question without the words that only ask, `also_asking` among them; nothing may be left.

    >>> [word.text for word in subject("Tell me about the PressLogic unit, please.").words]
    ['PressLogic', 'unit']
    """
    found = tokens(question)
    asking = _ASKING | frozenset(also_asking)
    shouted = question.upper() == question
    first, last = 0, len(found)
    while first < last and _only_asks(found[first], asking, shouted):
        first += 1
    while last > first and _only_asks(found[last - 1], asking, shouted):
        last -= 1
    opening = [fold(token.text) for token in found[:first]]
    asks = next((word for word in opening if word in ("who", "what", "which")), "")
    return Subject(
        tuple(found[first:last]), asks == "who", asks == "what", bool(opening) and opening[-1] in DETERMINERS
    )


def _only_asks(token: Token, asking: frozenset[str], shouted: bool) -> bool:
    # "US" and "IT" are names, "us" and "it" are not.
    named = len(token.text) > 1 and token.text.isupper() and not shouted
    return not named and fold(token.text) in asking
