"""How likely "Yes" or "No" is the right word for what one sentence says to a question.

A network reads the sentence and says (`qa.reading.polarity`); its verb says (`qa.yes_or_no.polar`), and so does the
sentence as a whole (`qa.yes_or_no.gist`); they may differ. Each word is judged by a logistic model of its own, over all
that and over how near the sentence is to the question. `training/verdict.py` fits them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from index.records import Passage
from qa.deciding.decide import Logistic
from qa.facts import Plain
from qa.reading.polarity import Says
from qa.words.proposition import Modality, Proposition
from qa.words.standing import Standing, is_negation
from qa.yes_or_no.gist import Gist

SHIPPED = Path(__file__).resolve().parents[2] / "models" / "verdict.json"
FEATURES = (
    "read",  # log-odds that the sentence says the word
    "read_behind",  # the same, behind the sentence before it
    "read_against",  # log-odds that it says the other word, either way at most
    "similarity",  # of the sentence to the question
    "lead",  # by which it is nearer than the next
    "held",  # the share of the question that it holds
    "held_lead",
    "first",  # 1 for the nearest, 1/2 for the second, and so on
    "span",  # the reader's best score in it
    "pointed",  # the confidence in what the plain answer points at there
    "known",  # it has every name and number
    "another",  # its clause speaks of something else
    "allowed",  # the question asks what can be,
    "needed",  # what must be,
    "turned",  # or puts it with a "not"
    "trust",  # how well its verb matches and says this word,
    "against",  # the other word,
    "open",  # or neither
    "role",  # the subject acts as asked
    "agrees",  # as a whole it says this word,
    "differs",  # or the other
)
_WORST = -15.0  # the score where the reader points at nothing


@dataclass(frozen=True, slots=True)
class Stated:
    """What a verb says: how it stands, how far that can be trusted, and how its subject acts."""

    stands: Standing
    trust: float
    role: float


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence with what the network reads in it, alone and behind the sentence before it.

    And what its verb says and what it says as a whole, where either says anything.
    """

    passage: Passage
    similarity: float
    alone: Says
    behind: Says
    verb: Stated | None
    gist: Gist | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A word that a sentence may stand for, with what speaks for it (len(FEATURES),)."""

    read: Read
    stands: Standing
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """How likely each word is right where a sentence may stand for it."""

    yes: Logistic
    no: Logistic

    @classmethod
    def load(cls, path: Path = SHIPPED) -> "Model":
        """Raises ModelError where the file is missing or is not one of these."""
        return cls(**Logistic.read(path, {"yes": FEATURES, "no": FEATURES}))

    def __call__(self, proposal: Proposal) -> float:
        """The probability, 0..1, that the word is right and the sentence settles it."""
        model = self.yes if proposal.stands is Standing.HOLDS else self.no
        return float(model(np.array([proposal.features], np.float32))[0])


shipped = lru_cache(maxsize=1)(Model.load)


def proposals(proposition: Proposition, read: Sequence[Read], plain: Plain) -> list[Proposal]:
    """Every word that a sentence, nearest first, may stand for."""
    spans, pointed = _spans(plain)
    near = _leads([one.similarity for one in read])
    held = [one.gist.covered if one.gist else 0.0 for one in read]
    ahead = _leads(held)
    asked = (
        float(proposition.modality is Modality.ALLOWED),
        float(proposition.modality is Modality.NEEDED),
        float(any(is_negation(word) for word in proposition.question.words)),
    )
    found = []
    for rank, one in enumerate(read):
        place = (one.passage.document.source, one.passage.start)
        known, another = (one.gist.known, one.gist.is_of_another) if one.gist else (False, False)
        seen = (max(spans.get(place, _WORST), _WORST), pointed.get(place, 0.0))
        here = (one.similarity, near[rank], held[rank], ahead[rank], 1 / (1 + rank), *seen, known, another, *asked)
        for stands in (Standing.HOLDS, Standing.DENIED):
            found.append(Proposal(one, stands, tuple(map(float, (*_said(one, stands), *here, *_ways(one, stands))))))
    return found


def _said(read: Read, stands: Standing) -> tuple[float, ...]:
    """What the network says of a word, and at most of the other one."""
    alone, behind = read.alone, read.behind
    if stands is Standing.HOLDS:
        return alone.yes, behind.yes, max(alone.no, behind.no)
    return alone.no, behind.no, max(alone.yes, behind.yes)


def _ways(read: Read, stands: Standing) -> tuple[float, ...]:
    """How the verb and the sentence as a whole agree with a word."""
    verb, whole = read.verb, read.gist.stands if read.gist else Standing.OPEN
    said, trust = (verb.stands, verb.trust) if verb else (Standing.OPEN, 0.0)
    return (
        trust * (said is stands),
        trust * (said is _opposite(stands)),
        trust * (said is Standing.OPEN),
        verb.role if verb and said is stands else 0.0,
        float(whole is stands),
        float(whole is _opposite(stands)),
    )


def _opposite(stands: Standing) -> Standing:
    return Standing(-stands)


def _leads(values: Sequence[float]) -> list[float]:
    """By how much each is greater than the greatest of the others.

    >>> _leads([0.5, 0.25, 0.0])
    [0.25, -0.25, -0.5]
    """
    best, second = sorted([*values, 0.0, 0.0], reverse=True)[:2]
    return [value - (second if value == best else best) for value in values]


def _spans(plain: Plain) -> tuple[Mapping[tuple[str, int], float], Mapping[tuple[str, int], float]]:
    """(A document, where a sentence of it starts) -> the reader's best score there, and the confidence in it."""
    spans: dict[tuple[str, int], float] = {}
    pointed: dict[tuple[str, int], float] = {}
    for candidate in plain.candidates:
        place = (candidate.sentence.document.source, candidate.sentence.start)
        spans[place] = max(candidate.span, spans.get(place, _WORST))
    for candidate, confidence in plain.ranked:
        place = (candidate.sentence.document.source, candidate.sentence.start)
        pointed[place] = max(confidence, pointed.get(place, 0.0))
    return spans, pointed
