"""What the tests share: an encoder without a model, and folders of documents."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.encoder import Vectors, unit_rows
from index.lexical import words
from index.records import Document


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


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def make_document() -> Callable[..., Document]:
    def make(text: str, source: str = "a.txt") -> Document:
        return Document(source, text, hashlib.sha256(text.encode("utf-8")).hexdigest())

    return make


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder with two small documents."""
    folder = tmp_path / "seeds"
    (folder / "deep").mkdir(parents=True)
    (folder / "bridge.txt").write_text(
        "The old bridge was built in 1904. It crosses the river Vorn near the mill.\n"
        "The mayor closed the bridge in May. A storm had cracked two pillars.\n",
        encoding="utf-8",
    )
    (folder / "deep" / "bread.md").write_text(
        "# Bread\n\nThe bakery sells rye bread. It opens at six.\n\nYou need:\n\n- two cups of flour\n- a pinch of salt\n",
        encoding="utf-8",
    )
    return folder
