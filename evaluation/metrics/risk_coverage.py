"""The risk-coverage curve: the share of wrong answers when only the surest are given (El-Yaniv and Wiener 2010)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Curve = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Coverage and risk, both (n,), by falling confidence."""


def curve(confidence: Sequence[float], right: Sequence[bool]) -> Curve:
    """Coverage 1/n .. 1 and the risk of the answers given at each."""
    order = np.argsort(-np.asarray(confidence, dtype=float), kind="stable")
    wrong = 1.0 - np.asarray(right, dtype=float)[order]
    given = np.arange(1, len(order) + 1)
    return given / max(1, len(order)), np.cumsum(wrong) / given


def area(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """The area under the curve; the lower the better.

    >>> area([0.9, 0.8, 0.1], [True, True, False])
    0.1111111111111111
    """
    return float(curve(confidence, right)[1].mean()) if len(confidence) else 0.0
