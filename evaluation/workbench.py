"""Assistants over case sets, with what is expensive done once for all of them."""

from dataclasses import replace
from pathlib import Path

from evaluation.cases import CaseSet
from evaluation.datasets import write_documents
from index.build import update
from index.encoder import Remembering
from qa.assistant import Assistant
from qa.deciding.decide import Decision
from qa.reading.models import Models
from qa.reading.reader import SHIPPED
from qa.settings import Settings


class Workbench:
    """Opens an assistant over a case set's documents, in a folder of its own below `folder`."""

    def __init__(self, folder: Path, reader: str | None = None, decision: Path = SHIPPED / "decision.json") -> None:
        self.settings = Settings(reader=reader)
        models = Models.load(self.settings)
        encoder = Remembering(models.encoder, most=100_000)  # sets share most texts
        self.models = replace(models, encoder=encoder, decision=Decision.load(decision))
        self._folder = folder
        self._opened = 0

    def open(self, cases: CaseSet) -> Assistant:
        """An assistant that answers from the set's documents and nothing else."""
        self._opened += 1
        seeds = self._folder / str(self._opened)
        write_documents(cases.documents, seeds)
        index, _ = update(seeds, self._folder / f"{self._opened}.index", self.models.encoder)
        return Assistant(index, self.models, self.settings)
