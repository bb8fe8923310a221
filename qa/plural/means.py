"""What documents are about as wholes: the mean of their sentences' vectors."""

import numpy as np
import numpy.typing as npt

from index.records import Document
from index.store import Index
from qa.once import per_index

SAME = 0.64
"""Cosine of two documents from which they speak of one thing: accounts of one event have .66 or more, others to .62."""


@per_index
def means(index: Index) -> dict[str, npt.NDArray[np.float32]]:
    """The direction of each document's sentences together, (d,), by its source."""
    numbers: dict[str, list[int]] = {}
    for number, passage in enumerate(index.passages):
        numbers.setdefault(passage.document.source, []).append(number)
    sums = {source: index.sentences.vectors[rows].mean(axis=0) for source, rows in numbers.items()}
    return {source: mean / max(float(np.linalg.norm(mean)), 1e-9) for source, mean in sums.items()}


def speak_of_one(one: Document, other: Document, index: Index) -> bool:
    """Whether two documents are one, or near enough to speak of the same thing."""
    known = means(index)
    return one.source == other.source or float(known[one.source] @ known[other.source]) >= SAME
