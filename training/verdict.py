"""Fit how likely "Yes" or "No" is right for a sentence: `python -m training.verdict`.

The texts are those in `training/written/polar.txt`, which the branch (`training.polarity`) has not seen. Each word that
a sentence near a question may stand for (`qa.yes_or_no.verdict`) is a row: right, where the sentence settles the
question that way, or not. A logistic regression for each word is written to `models/verdict.json`. What is printed is
said by models that have not seen a question's text.
"""

import argparse
import json
import pickle
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from sklearn.model_selection import GroupKFold

from evaluation.cases import CaseSet
from evaluation.workbench import Workbench
from index.records import Document
from qa.words.standing import Standing
from qa.yes_or_no.polar import heard
from qa.yes_or_no.verdict import FEATURES, SHIPPED, Proposal
from training.logistic import fit
from training.polarity import HELD_OUT, NEITHER, NO, YES, Asked, read_texts

STANDS = {YES: Standing.HOLDS, NO: Standing.DENIED, NEITHER: Standing.OPEN}
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A word that a sentence may stand for: whether it is right, and of which text and question it is."""

    features: tuple[float, ...]
    stands: Standing
    right: bool
    text: int
    question: tuple[str, Standing]


def rows(number: int, text: str, asked: Iterable[Asked], bench: Workbench) -> Iterator[Row]:
    """The words that the sentences of a text may stand for, for each of its questions."""
    facts = bench.open(CaseSet("polar", (Document(f"{number}.txt", text, ""),), ())).facts
    least = facts.decision.asks_for(facts.settings.strictness)
    for one in asked:
        stands = STANDS[one.label]
        for proposal in heard(one.question, least, facts):
            right = proposal.stands is stands and _settles(proposal, one.evidence)
            yield Row(proposal.features, proposal.stands, right, number, (one.question, stands))


def _settles(proposal: Proposal, evidence: str) -> bool:
    passage = proposal.read.passage
    at = passage.document.text.find(evidence)
    return bool(evidence) and at < passage.end and passage.start < at + len(evidence)


def told(found: Sequence[Row], unseen: np.ndarray, least: float) -> Counter[str]:
    """How many words said from a probability on are right, right of another sentence, or wrong, of all questions."""
    best: dict[tuple[int, tuple[str, Standing]], tuple[float, Row]] = {}
    for row, likely in zip(found, unseen, strict=True):
        asked = (row.text, row.question)
        best[asked] = max(best.get(asked, (0.0, row)), (float(likely), row), key=lambda pair: pair[0])
    said: Counter[str] = Counter()
    for likely, row in best.values():
        word = "wrong" if row.stands is not row.question[1] else "right" if row.right else "elsewhere"
        said[word if likely >= least else "none"] += 1
    return said


def main() -> None:
    """Read, fit, print how well it tells, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weight", type=float, default=0.1, help="inverse strength of the L2 penalty")
    parser.add_argument("--keep", type=Path, help="a file for the rows, written once and read again")
    options = parser.parse_args()
    if options.keep and options.keep.exists():
        found = pickle.loads(options.keep.read_bytes())
    else:
        with tempfile.TemporaryDirectory() as folder:
            bench = Workbench(Path(folder))
            texts = groupby(read_texts(HELD_OUT), key=lambda one: one.text)
            found = [row for number, (text, of) in enumerate(texts) for row in rows(number, text, of, bench)]
        if options.keep:
            options.keep.write_bytes(pickle.dumps(found))
    stored, unseen = {}, np.zeros(len(found))
    for name, stands in (("yes", Standing.HOLDS), ("no", Standing.DENIED)):
        chosen = [i for i, row in enumerate(found) if row.stands is stands]
        stored[name], unseen[chosen] = fit([found[i] for i in chosen], FEATURES, options.weight, GroupKFold(FOLDS))
    for least in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        print(least, dict(told(found, unseen, least)))
    SHIPPED.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
