"""Expected calibration error: how far confidence and the share of right answers lie apart (Guo et al. 2017)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = Sequence[float] | NDArray[np.float64]
Bools = Sequence[bool] | NDArray[np.bool_]
Bin = tuple[float, float, int]
"""Mean confidence, share right, number of answers."""


def reliability(confidence: Floats, right: Bools, bins: int = 10) -> list[Bin]:
    """Answers in `bins` equal ranges of confidence, empty ones left out."""
    values, hits = np.asarray(confidence, dtype=float), np.asarray(right, dtype=float)
    numbers: NDArray[np.int64] = np.minimum((values * bins).astype(np.int64), bins - 1)
    groups = [numbers == number for number in range(bins)]
    return [(float(values[g].mean()), float(hits[g].mean()), int(g.sum())) for g in groups if g.any()]


def expected_calibration_error(confidence: Floats, right: Bools, bins: int = 10) -> float:
    """The mean distance of confidence and share right over the bins, weighted by their answers.

    >>> round(expected_calibration_error([0.9, 0.9, 0.9, 0.9], [True, True, True, False]), 2)
    0.15
    """
    rows = reliability(confidence, right, bins)
    return sum(count * abs(sure - share) for sure, share, count in rows) / max(1, len(confidence))


def error_by_chance(confidence: Sequence[float], bins: int = 10, drawn: int = 500) -> float:
    """The mean calibration error that so many answers show where every confidence is exactly true.

    The fewer the answers, the larger it is: an error is only to be held against the confidence where it is beyond.

    >>> error_by_chance([0.5] * 10) > 0.05 > error_by_chance([0.5] * 1000)
    True
    """
    values, rng = np.asarray(confidence, dtype=float), np.random.default_rng(0)
    worlds = rng.random((drawn, len(values))) < values
    return float(np.mean([expected_calibration_error(values, world, bins) for world in worlds]))
