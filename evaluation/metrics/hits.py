"""Sentence hit@k: whether the answer's sentence is among the first k cited."""

from collections.abc import Sequence

Place = tuple[str, int, int]
"""Source, start and end."""


def hit(cited: Sequence[Place], gold: Sequence[Place], k: int) -> bool:
    """Whether one of the first `k` citations overlaps a gold place.

    >>> hit([("a", 0, 10), ("a", 20, 30)], [("a", 25, 27)], 1)
    False
    """
    return any(c[0] == g[0] and c[1] < g[2] and g[1] < c[2] for c in cited[:k] for g in gold)
