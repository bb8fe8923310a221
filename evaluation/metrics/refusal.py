"""How many unanswerable questions are refused, at what price in false refusals."""

from collections.abc import Sequence

import numpy as np


def refused(confidence: Sequence[float], threshold: float) -> float:
    """The share of questions whose confidence is below `threshold`; 0 of none."""
    return float(np.mean(np.asarray(confidence) < threshold)) if len(confidence) else 0.0


def refused_at(answerable: Sequence[float], unanswerable: Sequence[float], false: float) -> float:
    """The share of unanswerable questions refused where the share `false` of the answerable ones is.

    >>> refused_at([0.2, 0.5, 0.8, 0.9], [0.1, 0.3, 0.6], 0.25)
    0.6666666666666666
    """
    if not len(answerable):
        return 0.0
    kept = np.sort(np.asarray(answerable))
    return refused(unanswerable, float(kept[int(false * len(kept))]))


def precision_recall(
    answerable: Sequence[float], unanswerable: Sequence[float], threshold: float
) -> tuple[float, float]:
    """Of the refused questions those that are unanswerable; of the unanswerable ones those that are refused."""
    right, wrong = (sum(c < threshold for c in each) for each in (unanswerable, answerable))
    return right / max(1, right + wrong), right / max(1, len(unanswerable))
