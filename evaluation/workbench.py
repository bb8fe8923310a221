"""Assistants over case sets, with what is expensive done once for all of them."""

from pathlib import Path

from evaluation.cases import CaseSet
from evaluation.datasets import write_documents
from index.build import update
from index.encoder import Encoder, MiniLM, Remembering
from qa.assistant import Assistant
from qa.decide import Decision
from qa.kinds import Kinds
from qa.reader import SHIPPED, Reader, open_reader
from qa.settings import Settings


class Workbench:
    """Opens an assistant over a case set's documents, in a folder of its own below `folder`."""

    def __init__(self, folder: Path, reader: str | None = None, decision: Path = SHIPPED / "decision.json") -> None:
        self.settings = Settings()
        self.encoder: Encoder = Remembering(MiniLM(self.settings.threads), most=100_000)  # sets share most texts
        self.reader: Reader = open_reader(reader, self.settings.threads)
        self.decision = Decision.load(decision)
        self._folder = folder
        self._opened = 0

    def open(self, cases: CaseSet) -> Assistant:
        """An assistant that answers from the set's documents and nothing else."""
        self._opened += 1
        seeds = self._folder / str(self._opened)
        write_documents(cases.documents, seeds)
        index, _ = update(seeds, self._folder / f"{self._opened}.index", self.encoder)
        return Assistant(index, self.encoder, self.reader, self.decision, self.settings, Kinds.load(self.encoder))
