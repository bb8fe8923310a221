"""An encoder without a model, for tests."""

import hashlib
from collections.abc import Sequence

import numpy as np

from index.encoder import Vectors, unit_rows
from index.lexical import words


class FakeEncoder:
    """A text's vector is the sum of its words', and a word's is drawn from its SHA-256: the same everywhere.

    Texts that share words are similar. `encoded` holds every text it was asked for.
    """

    def __init__(self, name: str = "fake", dimension: int = 64) -> None:
        self.name = name
        self.dimension = dimension
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded.extend(texts)
        vectors = np.zeros((len(texts), self.dimension))
        for row, text in enumerate(texts):
            for word in words(text):
                vectors[row] += self._word(word)
        return unit_rows(vectors)

    def _word(self, word: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        seed = int.from_bytes(hashlib.sha256(word.encode("utf-8")).digest()[:8], "big")
        return np.random.default_rng(seed).standard_normal(self.dimension)
