"""What a question asks about that the documents do not speak of: a refusal says more than no."""

from collections.abc import Sequence

import numpy as np

from index.encoder import Encoder, Vectors
from index.lexical import words
from index.records import Hit

LIKE = 0.55
"""Cosine from which a word counts as another for one asked with: "died" and "deaths", "airliner" and "plane"."""

REMEMBERED = 10_000
_LOOKED_AT = 3  # hits whose words are compared; each word costs about as much as a short question
_GENERIC = frozenset(
    ("many", "much", "work", "works", "happen", "happened", "happens", "tell", "say", "says", "mean", "means", "called")
)


class Likeness:
    """Tells which words have a like one among others, remembering the vectors of the words it has seen.

    Documents use the same words again and again, so that a warm assistant embeds few. At most `REMEMBERED` are kept.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    def vectors(self, asked: Sequence[str]) -> Vectors:
        """float32 (len(asked), dimension), unit rows."""
        known = self._known  # a thread that clears it meanwhile makes another one
        new = [word for word in dict.fromkeys(asked) if word not in known]
        found = dict(zip(new, self._encoder.encode(new), strict=True)) if new else {}
        rows = np.array([found[word] if word in found else known[word] for word in asked], dtype=np.float32)
        self._known = {**known, **found} if len(known) + len(found) <= REMEMBERED else found
        return rows

    def missing(self, absent: Sequence[str], hits: Sequence[Hit]) -> tuple[str, ...]:
        """Of the `absent` words, which no document has, those that the nearest passages have no like word for."""
        asked = [word for word in absent if word not in _GENERIC]
        there = list(dict.fromkeys(word for hit in hits[:_LOOKED_AT] for word in words(hit.passage.text)))
        if not asked or not there:
            return tuple(asked)
        likeness = self.vectors(asked) @ self.vectors(there).T
        return tuple(word for word, row in zip(asked, likeness, strict=True) if row.max() < LIKE)
