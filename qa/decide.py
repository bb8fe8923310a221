"""Candidates -> the best first, each with the probability that it is right; and the threshold below which to refuse.

Both are logistic models over `qa.features`, with their coefficients in a readable file beside the reader's weights.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.errors import ModelError
from qa.features import FEATURES, Candidate, Floats

DEFAULT_STRICTNESS = 0.5
STRICTEST = 0.95


@dataclass(frozen=True, slots=True)
class Logistic:
    """`sigmoid(bias + weights . features)`."""

    bias: float
    weights: Mapping[str, float]

    def __call__(self, features: Floats) -> Floats:
        """(n, len(FEATURES)) -> (n,) probabilities."""
        weights = np.array([self.weights.get(name, 0.0) for name in FEATURES])
        probabilities: Floats = 1 / (1 + np.exp(-(self.bias + features @ weights)))
        return probabilities


@dataclass(frozen=True, slots=True)
class Decision:
    """`rank` orders the candidates of a question; `confidence` is the calibrated probability that the first is right.

    `threshold` is the confidence that the default strictness asks for.
    """

    rank: Logistic
    confidence: Logistic
    threshold: float

    @classmethod
    def load(cls, path: Path) -> "Decision":
        """Raises ModelError where the file is missing or is not one of these."""
        try:
            stored = json.loads(path.read_text("utf-8"))
            rank, confidence = (
                Logistic(stored[name]["bias"], stored[name]["weights"]) for name in ("rank", "confidence")
            )
            return cls(rank, confidence, stored["threshold"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"the decision's coefficients in {path} cannot be read: {error}") from error

    def order(self, features: Floats) -> list[tuple[int, float]]:
        """(row, confidence) of every candidate, the likeliest first."""
        by_rank = np.argsort(-self.rank(features), kind="stable")
        confidence = self.confidence(features)
        return [(int(row), float(confidence[row])) for row in by_rank]

    def asks_for(self, strictness: float | None) -> float:
        """Strictness 0..1 -> the least confidence of an answer: 0 answers always, 1 only when nearly certain.

        Raises ValueError outside 0..1.
        """
        strictness = DEFAULT_STRICTNESS if strictness is None else strictness
        if not 0 <= strictness <= 1:
            raise ValueError(f"strictness is a number from 0 to 1, not {strictness}")
        return float(np.interp(strictness, (0, DEFAULT_STRICTNESS, 1), (0, self.threshold, STRICTEST)))


def ranked(decision: Decision, features: Floats, candidates: Sequence[Candidate]) -> list[tuple[Candidate, float]]:
    """The candidates with their confidence, the likeliest first; of equal words only the likeliest stays."""
    kept: dict[str, tuple[Candidate, float]] = {}
    for row, confidence in decision.order(features):
        kept.setdefault(" ".join(candidates[row].text.lower().split()), (candidates[row], confidence))
    return list(kept.values())
