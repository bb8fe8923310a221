"""Candidates -> the best first, and with the probability that they are right; the threshold below which to refuse.

Both are logistic models over `qa.deciding.features`, with their coefficients in a readable file beside the reader's
weights.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import ModelError
from qa.deciding.features import CHECKED, FEATURES, Candidate, Floats

DEFAULT_STRICTNESS = 0.5
STRICTEST = 0.95


def log_odds(probability: float, margin: float = 1e-4) -> float:
    """The log-odds of a probability, of one nearer to 0 or 1 than `margin` those of the margin.

    >>> log_odds(0.5), round(log_odds(1.0), 2)
    (0.0, 9.21)
    """
    held = min(max(probability, margin), 1 - margin)
    return float(np.log(held / (1 - held)))


def moved(probability: float, by: float, margin: float = 1e-4) -> float:
    """A probability moved by log-odds.

    >>> round(moved(0.2, 2.0), 2)
    0.65
    """
    return float(1 / (1 + np.exp(-(log_odds(probability, margin) + by))))


@dataclass(frozen=True, slots=True)
class Logistic:
    """`sigmoid(bias + weights . features)`; `weights` names a weight for each of its features."""

    bias: float
    weights: Mapping[str, float]

    @classmethod
    def of(cls, stored: Mapping[str, Any], names: Sequence[str]) -> "Logistic":
        """Raises KeyError where a feature has no weight."""
        return cls(float(stored["bias"]), {name: float(stored["weights"][name]) for name in names})

    @classmethod
    def read(cls, path: Path, names: Mapping[str, Sequence[str]]) -> "dict[str, Logistic]":
        """The models in a file, each by its name with the names of its features.

        Raises ModelError where the file is missing or does not hold them.
        """
        try:
            stored = json.loads(path.read_text("utf-8"))
            return {name: cls.of(stored[name], features) for name, features in names.items()}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"the coefficients in {path} cannot be read: {error}") from error

    def __call__(self, features: Floats) -> Floats:
        """(n, number of weights) -> (n,) probabilities."""
        probabilities: Floats = 1 / (1 + np.exp(-(self.bias + features @ np.array([*self.weights.values()]))))
        return probabilities


@dataclass(frozen=True, slots=True)
class Trust:
    """How far answers of a kind can be believed: what they say of themselves, its log-odds stretched and shifted."""

    slope: float = 1.0
    shift: float = 0.0

    def __call__(self, confidence: float) -> float:
        """The probability, 0..1, that an answer of the kind that says it is so sure is right.

        >>> round(Trust(1.0, 2.0)(0.2), 2), Trust()(0.0)
        (0.65, 0.0)
        """
        if self == Trust():
            return confidence
        return float(1 / (1 + np.exp(-(self.slope * log_odds(confidence, 1e-3) + self.shift))))


@dataclass(frozen=True, slots=True)
class Decision:
    """`rank` orders a question's candidates; `confidence` is the calibrated probability that one is right.

    `threshold` is the confidence that the default strictness asks for. `trust` says, by the kind of answer, how far
    what is shown can be believed.
    """

    rank: Logistic
    confidence: Logistic
    threshold: float
    trust: Mapping[str, Trust] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> "Decision":
        """Raises ModelError where the file is missing or is not one of these."""
        try:
            stored = json.loads(path.read_text("utf-8"))
            rank = Logistic.of(stored["rank"], FEATURES)
            confidence = Logistic.of(stored["confidence"], CHECKED)
            trust = {kind: Trust(float(slope), float(shift)) for kind, (slope, shift) in stored["trust"].items()}
            return cls(rank, confidence, float(stored["threshold"]), trust)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"the decision's coefficients in {path} cannot be read: {error}") from error

    def order(self, candidates: Sequence[Candidate], features: Floats, most: int) -> list[int]:
        """The numbers of the `most` likeliest candidates, best first; of equal words only the likeliest."""
        distinct: dict[str, int] = {}
        for number in np.argsort(-self.rank(features), kind="stable"):
            distinct.setdefault(" ".join(candidates[number].text.lower().split()), int(number))
        return list(distinct.values())[:most]

    def settled(self, kind: str, confidence: float) -> float:
        """The confidence in an answer of a kind, made to hold for that kind."""
        return self.trust.get(kind, Trust())(confidence)

    def asks_for(self, strictness: float) -> float:
        """Strictness 0..1 -> the least confidence of an answer: 0 answers always, 1 only when nearly certain.

        Raises ValueError outside 0..1.
        """
        if not 0 <= strictness <= 1:
            raise ValueError(f"strictness is a number from 0 to 1, not {strictness}")
        return float(np.interp(strictness, (0, DEFAULT_STRICTNESS, 1), (0, self.threshold, STRICTEST)))
