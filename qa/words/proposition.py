"""A yes-or-no question as the proposition it asks about: who, does what, and the rest, each word with its weight."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import pairwise

from index.lexical import terms
from qa.words.clause import BE, DETERMINERS, POSSESSIVES, PREPOSITIONS, PRONOUNS, Question, Word, is_auxiliary
from qa.words.opposites import is_phrase
from qa.words.verbs import base, closed, is_past
from qa.words.wording import direct

LIGHT = closed(
    "use have get be do make take give happen come go work need want run know exist occur keep put receive mention say"
)
"""Verbs that say little themselves: their object is what a question asks about."""
NEEDING = closed("must should need require ensure always shall responsible liable obliged bound duty necessary")
_ABLE = closed("possible allowed permitted permissible safe suitable able ok okay fine acceptable legal suited")
_NEEDED = closed("necessary required needed need obliged mandatory obligatory compulsory have")
_DECIDING = closed("decide agree vote choose resolve opt manage begin start")
_PRO = PRONOUNS | POSSESSIVES
_CIRCUMSTANCE = closed("when while if because where as although")
_EMPTY = closed(
    "ever any anyone anybody anything some there also really actually more less fewer most least still already yet "
    "just even else it true"
)
_DAYS = closed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december christmas easter"
)
_IN_ORDER = "zero one two three four five six seven eight nine ten eleven twelve"
NUMBERS = {word: float(number) for number, word in enumerate(re.findall(r"\w+", _IN_ORDER))}
NUMBERS |= {"fifteen": 15.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "once": 1.0, "twice": 2.0}


class Modality(StrEnum):
    """What the question asks of the proposition."""

    FACT = "fact"  # whether it is so
    PAST = "past"  # whether it was so, or has come to be
    ALLOWED = "allowed"  # whether it can be
    NEEDED = "needed"  # whether it must be
    FUTURE = "future"  # whether it will be


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """What a word, in lower case, is compared by: the stem of its verb, or its own; empty where it carries no meaning.

    >>> key("paid"), key("killings"), key("the")
    ('pay', 'kill', '')
    """
    plain = word.removesuffix("'s").removesuffix("'").strip(".,:/&-")
    stems = terms(infinitive(plain) if is_past(plain) else plain)
    return stems[0] if stems else ""


def infinitive(word: str) -> str:
    """The verb in its base form; who was born bore nobody."""
    return word if word == "born" else base(word)


def value(word: str) -> float | None:
    """The number a word writes.

    >>> value("$6,800"), value("twelve"), value("two-way")
    (6800.0, 12.0, None)
    """
    if word in NUMBERS:
        return NUMBERS[word]
    digits = re.fullmatch(r"[$€£]?(\d[\d,]*(?:\.\d+)?)%?", word.rstrip("."))
    return float(digits[1].replace(",", "")) if digits else None


def _follows_no_verb(before: Word) -> bool:
    """Whether what follows a word is a noun: behind a preposition or a number."""
    return before.low in PREPOSITIONS or value(before.low) is not None


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question that carries meaning. `weight` is its information; `part` is where it stands."""

    word: Word
    key: str
    weight: float
    part: str  # "subject", "predicate" or "rest"
    preposition: str = ""
    name: bool = False

    @property
    def number(self) -> float | None:
        """The number it writes, if it does."""
        return value(self.word.low)


def is_time(term: Term) -> bool:
    """Whether a word names a day or a month, which another sentence's does not stand for."""
    return term.name and term.word.low.removesuffix("s") in _DAYS


class Proposition:
    """What a yes-or-no question asks about. `information` weighs a stem; names are told by their capitals."""

    def __init__(self, question: str, information: Callable[[str], float]):
        self.question = Question(direct(question))
        self._information = information

    @property
    def is_polar(self) -> bool:
        """Whether it can be answered by yes or no."""
        return self.question.is_polar

    @cached_property
    def auxiliary(self) -> str:
        """The auxiliary in its plain form, in lower case; empty where the question has none."""
        at = self.question.auxiliary
        low = self.question.words[at].low if at is not None else ""
        return {"can't": "can", "won't": "will"}.get(low, low.removesuffix("n't"))

    @cached_property
    def modality(self) -> Modality:
        """What is asked of the proposition."""
        words = {word.low for word in self.question.words}
        if self.auxiliary in ("can", "could", "may", "might") or (self.auxiliary in BE and words & _ABLE):
            return Modality.ALLOWED
        if self.auxiliary in ("must", "should", "shall") or words & _NEEDED - {"have"} or self._has_to():
            return Modality.NEEDED
        if self.auxiliary in ("will", "would"):
            return Modality.FUTURE
        return Modality.PAST if self.auxiliary in ("did", "has", "have", "had", "was", "were") else Modality.FACT

    def _has_to(self) -> bool:
        low = [word.low for word in self.question.words]
        return self.auxiliary in ("do", "does", "did") and ("have", "to") in pairwise(low)

    @cached_property
    def _predicate_at(self) -> int | None:
        """Where the word stands that says something of the subject; None where only its arguments do."""
        asked = self.question
        at = self._behind_be() or asked.verb
        if at is not None and self.auxiliary in BE and asked.words[at].low.endswith("ing") and at < asked.end - 1:
            at = None if is_past(asked.words[asked.end - 1].low) else at  # "were the minutes of the meeting approved"
        if at is None and self.auxiliary in BE:
            first, end = asked.subject
            least = 3 if asked.words and first < len(asked.words) and asked.words[first].low in DETERMINERS else 2
            at = end - 1 if end - first >= least and not asked.words[end - 1].is_name else None
            last = asked.end - 1
            if is_past(asked.words[last].low) and asked.words[last - 1].low not in DETERMINERS:
                at = last  # "was the motion to sell the tractor carried"
        elif self.auxiliary not in BE and (at is None or asked.words[at].low.endswith("ing") or self._is_no_verb(at)):
            at = self._verb_behind_subject(at)
        if at is None or not key(asked.words[at].low) or asked.words[at].low in _EMPTY:
            return None
        low = asked.words[at].low
        complement = next((i + 1 for i in range(at, min(at + 3, asked.end - 1)) if asked.words[i].low == "to"), None)
        if base(low) in _DECIDING and complement is not None:
            return complement
        return None if (base(low) in LIGHT and at not in self._phrasal) or low in _ABLE | _NEEDED else at

    @cached_property
    def _phrasal(self) -> dict[int, Word]:
        """Where a verb stands with a particle of its own, and the two as one word: "go-up"."""
        words = self.question.words[: self.question.end]
        return {
            i: Word(f"{base(word.low)}-{after.low}", word.start, after.end)
            for i, (word, after) in enumerate(pairwise(words))
            if is_phrase(base(word.low), after.low)
        }

    def _behind_be(self) -> int | None:
        """Where the word behind "be" or "been" stands, which is said of what stands before it."""
        low = [word.low for word in self.question.words[: self.question.end]]
        if self.question.auxiliary is None or self.auxiliary in BE:
            return None
        at = next((i + 1 for i, word in enumerate(low) if word in ("be", "been")), len(low))
        while at < len(low) and (low[at] in _EMPTY or low[at].endswith("ly")):
            at += 1
        return at if at < len(low) and key(low[at]) and low[at] not in PREPOSITIONS else None

    def _is_no_verb(self, at: int) -> bool:
        words = self.question.words
        return at > 1 and (words[at].is_name or _follows_no_verb(words[at - 1]))

    def _verb_behind_subject(self, found: int | None) -> int | None:
        """Where the verb is that was taken for the subject's ("the warranty cover dry") or follows a number."""
        words, (start, end) = self.question.words, self.question.subject
        first = start + 1 + (start < len(words) and words[start].low in DETERMINERS)
        if found is None:
            return self._missed_verb(start, end, first)
        back = 2 if _follows_no_verb(words[found - 1]) else 1
        if back == 2 or words[found].is_name:
            return found - back if found - back > start and key(words[found - back].low) else found
        return min(first, found)

    def _missed_verb(self, start: int, end: int, first: int) -> int | None:
        words = self.question.words
        if end > first and not words[end - 1].is_name:
            return end - 1  # a preposition ended the subject behind it: "did the engineers warn of cracks"
        if start < end < self.question.end and key(words[end].low) and words[end].low not in PREPOSITIONS:
            return end
        for i in range(end, self.question.end):
            after = words[i + 1].low if i + 1 < self.question.end else ""
            closes = not after or after in DETERMINERS or after in PREPOSITIONS
            if closes and key(words[i].low) and not words[i].is_name and value(words[i].low) is None:
                return i
        return None

    @property
    def is_decision(self) -> bool:
        """Whether it asks what was decided, not what was done."""
        return any(base(word.low) in _DECIDING for word in self.question.words)

    @property
    def is_passive(self) -> bool:
        """Whether the subject is what something was done to."""
        at = self._predicate_at
        return (
            (self.auxiliary in BE or self._behind_be() == at)
            and at is not None
            and is_past(self.question.words[at].low)
        )

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The words that carry meaning, in order."""
        asked, found, preposition = self.question, [], ""
        start, end = asked.subject
        at = self._predicate_at
        for i, plain in enumerate(asked.words[: asked.end]):
            if i - 1 in self._phrasal:
                continue
            word = self._phrasal.get(i, plain)
            low = word.low
            if (low in PREPOSITIONS or low in _CIRCUMSTANCE) and i != at:
                preposition = low
                continue
            stem = key(low)
            light = (base(low) in LIGHT or low in _ABLE | _NEEDED or base(low) in _DECIDING) and i != at
            if not stem or i == asked.auxiliary or low in _EMPTY or is_auxiliary(word) or light or low in _PRO:
                if stem and light:
                    preposition = ""
                continue
            acts = start <= i < end or (self._behind_be() is not None and at is not None and i < at)
            part = "predicate" if i == at else "subject" if acts else "rest"
            name = word.is_name and i > 0
            found.append(Term(word, stem, self._information(stem), part, preposition if i != at else "", name))
            if i == at:
                preposition = ""
        if at is None and found:
            rest = [t for t in found if t.number is None] or found
            if self.auxiliary in BE and self.modality is not Modality.ALLOWED:  # "is Ann Lee still | captain"
                rest = [t for t in rest if t.part == "rest" and not t.name] or rest
            chosen = max(rest, key=lambda term: (round(term.weight, 2), term.part == "rest"))
            found = [
                Term(term.word, term.key, term.weight, "predicate", term.preposition, term.name)
                if term is chosen
                else term
                for term in found
            ]
        return tuple(found)

    @property
    def predicate(self) -> Term | None:
        """What is said of the subject."""
        return next((term for term in self.terms if term.part == "predicate"), None)

    @property
    def has_verb(self) -> bool:
        """Whether the predicate is a verb of its own and not an argument of a light one."""
        return self._predicate_at is not None
