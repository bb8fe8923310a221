"""Groups of items that stand together, and how likely each is the list that a question asks for.

Four sorts: `lines` of a list under what announces it, what several sentences `carried` behind another that leads to
them, all sentences of a `section` under its heading, and the members that one
sentence joins, which are `coordinated`. For each a
logistic model was fitted on texts written for it (`training/lists.py`); its coefficients are in `models/lists.json`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.lexical import terms
from qa.deciding.decide import Logistic
from qa.deciding.features import Asked, Floats
from qa.listing.asked import asks_for_several
from qa.listing.items import Item
from qa.reading.marks import Mark, touched
from qa.words.clause import is_plural
from qa.words.conjuncts import NUMBERS

LINES, CARRIED, SECTION, COORDINATED = "lines", "carried", "section", "coordinated"

_OF_WORDS = (
    "alike",  # cosine of the words over the items and the question
    "covered",  # share of the question's information that these words have
    "covered_all",  # the same, of these words with the items and what else says what they are about
    "unknown",  # share of the question's terms that no document has
    "first",  # 1 where they stand at the best hit, 1/2 at the second, and so on
    "plural",  # the question asks for several
    "count",  # items, six at most
)
_POINTED = (
    "none",  # the reader points at none of the items
    "places",  # how many it points at, three at most
    "pointed",  # the share of them
)
FEATURES: Mapping[str, tuple[str, ...]] = {
    LINES: (
        *_OF_WORDS,
        "answerable",  # log-odds, by the reader, that they answer, read behind the words over them
        *_POINTED,
        "rows",  # they are a table's
    ),
    CARRIED: (
        *_OF_WORDS,
        "best",  # the reader's score in the best of the sentences, behind the words that lead to them
        "second",  # in the second best
        "share",  # the share of sentences that carry one
        "heading",  # a heading leads to them, no sentence
        "alone",  # the reader's score in the words that lead to them
        "announces",  # these say that there are several, and not which: "took several measures"
    ),
    SECTION: (
        *_OF_WORDS,
        "best",
        "second",
        "asks",  # the heading is a question
    ),
    COORDINATED: (
        "sure",  # log-odds of the decision's confidence in the candidate they were found by
        "any",  # the same, that one at least of the candidates among them is right
        "alone",  # the reader's score of that candidate in its sentence alone
        "one",  # it is no coordination but one thing
        *_POINTED,
        "tagged",  # the share of them that it tags as answers
        "tags_held",  # the share of what it tags in their sentences that they hold
        "as_tagged",  # the share of them that are word for word what it tags
        "marks_held",  # the share of what it points at in their sentences that they hold
        "sentences",  # they are of several
        "whole",  # the candidate has their conjunction in it
        "count",
        "pair",  # they are two, which may be what is left of three,
        "many",  # or six or more, which may be of two coordinations
        "unknown",
        "plural",
        "left_out",  # the share of the coordination's members that are not among them
        "announce",  # the share of them that say that there are several, and not which
    ),
}
SHIPPED = Path(__file__).resolve().parents[2] / "models" / "lists.json"
LIKELY = 0.5  # confidence in what sentences carry from which nothing else is looked for in them
SECTION_LINE = 0.1  # of a line that its first sentence is at least, where the line is an item and no section
MOST_COUNTED = 6  # items beyond which a list is no likelier
MOST_PLACES = 3  # items pointed at beyond which a list is no likelier
_SEVERAL = re.compile(
    r"\b(?:several|many|various|numerous|multiple|a (?:number|series|range|host) of|the following|"
    + "|".join(NUMBERS)
    + r")\b(?P<what>(?:\s+[^\W\d_][\w-]*){1,4})",
    re.I,
)
_MEASURES = frozenset(
    terms(
        "years months weeks days nights hours minutes seconds times metres meters miles kilometres feet inches litres "
        "grams kilos tons tonnes pounds dollars euros cents pence francs degrees points votes pages copies"
    )
)
_HIGHEST = 8.0  # log-odds beyond which the reader's are not counted


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Logistic]:
    return Logistic.read(SHIPPED, FEATURES)


@dataclass(frozen=True, slots=True)
class Group:
    """Items with the words `over` that announce them, if any do; `features` is (len(FEATURES[sort]),)."""

    items: tuple[Item, ...]
    sort: str
    features: Floats
    over: str = ""

    @property
    def confidence(self) -> float:
        """The probability, 0..1, that they are what is asked for. Raises ModelError where no model is there."""
        return float(_shipped()[self.sort](self.features[None, :])[0])

    @property
    def holds(self) -> bool:
        """Whether what else is found among the items belongs to them."""
        return self.sort == LINES or (self.sort != COORDINATED and self.confidence >= LIKELY)

    @property
    def lines(self) -> list[tuple[int, int]]:
        """The lines or sentences of the items that are one each, and not sections of their own."""
        return [
            one.around for one in self.items if one.end - one.start >= SECTION_LINE * (one.around[1] - one.around[0])
        ]


@dataclass(frozen=True, slots=True)
class Over:
    """The words over a group's items, and `everything` that says what it is about.

    `alike` is the cosine of the words and the question, `rank` the number of the hit that led there.
    """

    words: str
    alike: float
    everything: str
    rank: int

    def features(self, asked: Asked, items: Sequence[Item]) -> tuple[float, ...]:
        """The features that all sorts but `coordinated` begin with."""
        return (
            self.alike,
            asked.coverage(self.words),
            asked.coverage(self.everything),
            asked.unknown,
            1 / (1 + self.rank),
            float(asks_for_several(asked.text)),
            counted(items),
        )


def limited(score: float) -> float:
    """A score of the reader, log-odds, as a feature.

    >>> limited(4.0), limited(-30.0)
    (0.5, -1.0)
    """
    return min(max(score, -_HIGHEST), _HIGHEST) / _HIGHEST


def counted(items: Sequence[Item]) -> float:
    """How many items there are, as a feature: 1 for `MOST_COUNTED` and more."""
    return min(len(items), MOST_COUNTED) / MOST_COUNTED


def announces(words: str) -> bool:
    """Whether words say that there are several of something, so that others may say which.

    >>> announces("It took several retaliatory measures"), announces("They see two causes"), announces("two years ago")
    (True, True, False)
    """
    for found in _SEVERAL.finditer(words):
        counted = re.findall(r"[^\W\d_]+", found["what"])
        noun = next((word for word in counted if is_plural(word)), "")
        if noun and not _MEASURES & set(terms(noun)):
            return True
    return False


def leading(words: str) -> str:
    """The words over something as they are put before it where it is read: "We need: ..." whatever they ended with."""
    return words.strip().rstrip(" .:;") + ": "


def pointed(items: Sequence[Item], marks: Sequence[Mark]) -> tuple[float, float, float]:
    """The features of what the reader points at among items."""
    places = touched(items, marks)
    return float(not places), min(places, MOST_PLACES) / MOST_PLACES, places / len(items)
