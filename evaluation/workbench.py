"""Assistants over case sets, with what is expensive done once for all of them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from evaluation.cases import CaseSet
from index.build import update
from index.encoder import Encoder, MiniLM, Vectors
from qa.assistant import Assistant
from qa.decide import Decision
from qa.reader import SHIPPED, Reader, open_reader
from qa.settings import Settings


class Remembering:
    """An encoder that embeds no text twice: case sets share most of their documents."""

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name
        self.dimension = encoder.dimension
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Texts -> float32 (len(texts), dimension)."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.array([self._known[text] for text in texts], dtype=np.float32).reshape(len(texts), self.dimension)


class Workbench:
    """Opens an assistant over a case set's documents, in a folder of its own below `folder`."""

    def __init__(self, folder: Path, reader: str | None = None, decision: Path = SHIPPED / "decision.json") -> None:
        self.settings = Settings()
        self.encoder: Encoder = Remembering(MiniLM(self.settings.threads))
        self.reader: Reader = open_reader(reader, self.settings.threads)
        self.decision = Decision.load(decision)
        self._folder = folder
        self._opened = 0

    def open(self, cases: CaseSet) -> Assistant:
        """An assistant that answers from the set's documents and nothing else."""
        self._opened += 1
        seeds = self._folder / str(self._opened)
        seeds.mkdir(parents=True)
        for document in cases.documents:
            (seeds / document.source).write_bytes(document.text.encode("utf-8"))
        index, _ = update(seeds, self._folder / f"{self._opened}.index", self.encoder)
        return Assistant(index, self.encoder, self.reader, self.decision, self.settings)
