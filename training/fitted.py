"""What the fits to texts written with all their answers share: rows of every set, a model for each name, a file."""

import argparse
import json
import pickle
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.model_selection import GroupKFold

from evaluation.cases import CaseSet
from evaluation.workbench import Workbench
from qa.assistant import Assistant
from qa.deciding.features import Floats
from training.logistic import fit
from training.texts import WRITTEN, Texts, read_folder

FOLDS = 8


@dataclass(frozen=True, slots=True)
class Row:
    """What one of the models is to tell: by which features, whether it is so, and of which set of texts it is."""

    model: str
    features: Floats
    right: bool
    text: int
    note: str


@dataclass(frozen=True, slots=True)
class Fit:
    """A fit of `models`, by name with the names of their features, to the texts in a folder; `target` is its file.

    `rows` gives what a set of texts, by its number, has to tell. `weight` is the inverse strength of the L2 penalty
    where the command line gives no other.
    """

    folder: str
    rows: Callable[[int, Texts, Assistant], Iterator[Row]]
    models: Mapping[str, Sequence[str]]
    target: Path
    weight: float

    def run(self, description: str | None) -> None:
        """Parse the command line, read, fit, print how well it tells, and write."""
        parser = argparse.ArgumentParser(description=description)
        parser.add_argument("--weight", type=float, default=self.weight, help="inverse strength of the L2 penalty")
        parser.add_argument("--keep", type=Path, help="a file for the rows, to look at")
        options = parser.parse_args()
        found = self._found()
        if options.keep:
            options.keep.write_bytes(pickle.dumps(found))
        stored = {}
        for name, features in self.models.items():
            chosen = [row for row in found if row.model == name]
            stored[name], unseen = fit(chosen, features, options.weight, GroupKFold(FOLDS))
            right = np.array([row.right for row in chosen])
            print(f"{name}: {len(chosen)} rows, {right.sum()} right")
            for least in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
                shown = unseen >= least
                print(f"  from {least}: {(shown & right).sum()} right and {(shown & ~right).sum()} wrong ones shown")
        self.target.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")

    def _found(self) -> list[Row]:
        found: list[Row] = []
        with tempfile.TemporaryDirectory() as folder:
            bench = Workbench(Path(folder))
            for number, texts in enumerate(read_folder(WRITTEN / self.folder)):
                found += self.rows(number, texts, bench.open(CaseSet(self.folder, texts.documents, ())))
        return found
