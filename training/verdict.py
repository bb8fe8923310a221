"""Fit how likely "Yes" or "No" is right for a sentence: `python -m training.verdict`.

`training/written/polar.txt` holds texts with yes-or-no questions, their answers and the sentences that settle them.
Each word that a sentence near a question may stand for (`qa.verdict`) is a row: right, where the sentence settles the
question that way, or not. A logistic regression for each word is written to `models/verdict.json`. What is printed is
said by models that have not seen a question's text.
"""

import argparse
import json
import pickle
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from evaluation.cases import CaseSet
from evaluation.workbench import Workbench
from index.records import Document
from qa.polar import heard
from qa.standing import Standing
from qa.verdict import FEATURES, SHIPPED, Proposal

WRITTEN = Path(__file__).resolve().parent / "written" / "polar.txt"
ANSWERS = {"y": Standing.HOLDS, "n": Standing.DENIED, "u": Standing.OPEN}
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, how it stands in its text, and words of the sentence that settles it."""

    question: str
    stands: Standing
    evidence: str


@dataclass(frozen=True, slots=True)
class Row:
    """A word that a sentence may stand for: whether it is right, and of which text and question it is."""

    features: tuple[float, ...]
    stands: Standing
    right: bool
    text: int
    question: tuple[str, Standing]


def read_texts(written: str) -> Iterator[tuple[str, list[Asked]]]:
    """Each text with its questions. Raises ValueError where evidence is missing or not in its text."""
    for block in written.split("\n== ")[1:]:
        lines = [line for line in block.splitlines()[1:] if line]
        text = "\n\n".join(line for line in lines if not line.startswith("? "))
        asked = []
        for line in lines:
            if line.startswith("? "):
                question, answer, *evidence = (part.strip() for part in line[2:].split("|"))
                asked.append(Asked(question, ANSWERS[answer], *evidence or [""]))
        for one in asked:
            if one.evidence not in text or bool(one.evidence) is (one.stands is Standing.OPEN):
                raise ValueError(f"{one.question}: the evidence is missing or not in its text")
        yield text, asked


def rows(number: int, text: str, asked: Sequence[Asked], bench: Workbench) -> Iterator[Row]:
    """The words that the sentences of a text may stand for, for each of its questions."""
    facts = bench.open(CaseSet("polar", (Document(f"{number}.txt", text, ""),), ())).facts
    least = facts.decision.asks_for(facts.settings.strictness)
    for one in asked:
        for proposal in heard(one.question, least, facts):
            right = proposal.stands is one.stands and _settles(proposal, one.evidence)
            yield Row(proposal.features, proposal.stands, right, number, (one.question, one.stands))


def _settles(proposal: Proposal, evidence: str) -> bool:
    passage = proposal.read.passage
    at = passage.document.text.find(evidence)
    return bool(evidence) and at < passage.end and passage.start < at + len(evidence)


def fit(found: Sequence[Row], weight: float) -> tuple[dict[str, object], np.ndarray]:
    """The coefficients, and for each row the probability by a model that has not seen its text."""
    features = np.array([row.features for row in found])
    right = np.array([row.right for row in found])

    def model() -> Pipeline:
        return make_pipeline(StandardScaler(), LogisticRegression(C=weight, max_iter=1000))

    texts = [row.text for row in found]
    unseen = cross_val_predict(model(), features, right, groups=texts, cv=GroupKFold(FOLDS), method="predict_proba")
    scaler, fitted = model().fit(features, right)
    raw = fitted.coef_[0] / scaler.scale_
    weights = {name: round(float(one), 4) for name, one in zip(FEATURES, raw, strict=True)}
    return {"bias": round(float(fitted.intercept_[0] - raw @ scaler.mean_), 4), "weights": weights}, unseen[:, 1]


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
            texts = enumerate(read_texts(WRITTEN.read_text("utf-8")))
            found = [row for number, (text, asked) in texts for row in rows(number, text, asked, bench)]
        if options.keep:
            options.keep.write_bytes(pickle.dumps(found))
    stored, unseen = {}, np.zeros(len(found))
    for name, stands in (("yes", Standing.HOLDS), ("no", Standing.DENIED)):
        chosen = [i for i, row in enumerate(found) if row.stands is stands]
        stored[name], unseen[chosen] = fit([found[i] for i in chosen], options.weight)
    for least in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        print(least, dict(told(found, unseen, least)))
    SHIPPED.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
