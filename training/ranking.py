"""Weights that put the right candidate of a question first: a conditional logit (McFadden 1974).

Each question is a choice among its candidates, so that only differences within a question count; a classifier over all
candidates at once would learn as well which questions are easy, which orders nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """A question's candidates: features (n, d), which of them are right (n,), and how much the question counts."""

    features: _Floats
    right: NDArray[np.bool_]
    weight: float = 1.0

    @property
    def tells(self) -> bool:
        """Whether there is a right one and a wrong one to choose between."""
        return bool(self.right.any() and not self.right.all())


def fit(choices: Sequence[Choice], penalty: float = 1e-3) -> _Floats:
    """The weights (d,) under which right candidates are the likeliest to be chosen; `penalty` is of their squares.

    Raises ValueError where no question has both a right candidate and a wrong one.
    """
    telling = [choice for choice in choices if choice.tells]
    if not telling:
        raise ValueError("no question has both a right candidate and a wrong one")
    total = sum(choice.weight for choice in telling)

    def loss(weights: _Floats) -> tuple[float, _Floats]:
        cost, slope = penalty * float(weights @ weights), 2 * penalty * weights
        for choice in telling:
            scores = choice.features @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            right = float(chances[choice.right].sum())
            among_right = np.where(choice.right, chances, 0.0) / right
            cost -= choice.weight / total * np.log(right)
            slope += choice.weight / total * (chances - among_right) @ choice.features
        return cost, slope

    found: _Floats = minimize(loss, np.zeros(telling[0].features.shape[1]), jac=True, method="L-BFGS-B").x
    return found
