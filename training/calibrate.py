"""Fit the decision: `python -m training.calibrate --data DIR`. Looks at development halves and written texts only.

Two linear models over `qa.deciding.features`: one that picks among a question's candidates, one that says how likely
the pick is right. The threshold is the point of the risk-coverage curve of the development halves where most questions
are dealt with rightly: those that are answered get a right answer, those that are not are refused.

The texts in `training/written/asked/`, half of whose questions are near misses, are texts that no reader has learnt
from. Of near misses there are few in the development halves.
"""

import argparse
import json
import pickle
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from tqdm import tqdm

from evaluation.cases import Case, CaseSet, everything
from evaluation.datasets import Half
from evaluation.metrics.hits import Place, hit
from evaluation.metrics.span import is_right
from evaluation.workbench import Workbench
from qa.deciding.features import CHECKED, FEATURES, Asked, Candidate, checked, matrix
from qa.facts import Facts
from qa.reading.context import above, in_context
from qa.reading.reader import SHIPPED, Reader
from qa.spelling import Spelling
from training.ranking import Choice, fit
from training.texts import WRITTEN, Texts, read_folder

FOLDS = 10  # parts of the documents, of which each in turn is left out of the fit
# How much each set counts, whatever its size: people ask about their own few documents.
WEIGHTS = {"own": 0.3, "new_wiki.dev": 0.3, "left out": 0.15, "qed.dev": 0.25, "written": 0.3}


@dataclass(frozen=True, slots=True)
class Read:
    """A case as the decision sees it: its candidates, their features (n, len(FEATURES)) and which are right (n,).

    `above` has the headings that each candidate's sentence stands under. `in_place` (n,) tells which of the right ones
    stand in the sentence that answers: the words may stand elsewhere too.
    """

    set: str
    asked: Asked
    answerable: bool
    candidates: tuple[Candidate, ...]
    above: tuple[str, ...]
    features: NDArray[np.float64]
    right: NDArray[np.float64]
    in_place: NDArray[np.bool_]


def written(folder: Path = WRITTEN / "asked") -> Iterator[CaseSet]:
    """The texts written for this, each with its questions."""
    for number, texts in enumerate(read_folder(folder)):
        cases = [
            Case(f"{number}-{n}", asked.question, asked.answers, tuple(_places(asked.answers, texts)), Half.DEV)
            for n, asked in enumerate(texts.asked)
        ]
        yield CaseSet("written", texts.documents, tuple(cases))


def _places(answers: Sequence[str], texts: Texts) -> Iterator[Place]:
    """Wherever one of the answers stands."""
    for document in texts.documents:
        for answer in answers:
            for found in re.finditer(re.escape(answer), document.text):
                yield document.source, found.start(), found.end()


def read(sets: Sequence[CaseSet], bench: Workbench) -> list[Read]:
    """Every case's candidates."""
    rows: list[Read] = []
    for cases in sets:
        facts = bench.open(cases).facts
        spelling = Spelling(facts.index)
        rows.extend(_read(cases.name, case, facts, spelling) for case in tqdm(cases.cases, desc=cases.name))
    return [row for row in rows if len(row.right)]


def _read(name: str, case: Case, facts: Facts, spelling: Spelling) -> Read:
    question, _ = spelling.read(case.question)  # as the assistant asks it
    candidates = facts.candidates(question)
    right = np.array([is_right(candidate.text, case.answers) for candidate in candidates], dtype=np.float64)
    asked = facts.asked(question)
    features = matrix(asked, candidates)
    headings = tuple(above(candidate.sentence, facts.index) for candidate in candidates)
    placed = np.array([hit([_place(candidate)], case.places, 1) for candidate in candidates], dtype=np.bool_)
    return Read(name, asked, bool(case.answers), tuple(candidates), headings, features, right, placed & (right > 0))


def _place(candidate: Candidate) -> Place:
    return candidate.window.document.source, candidate.sentence.start, candidate.sentence.end


def set_weights(rows: Sequence[Read]) -> NDArray[np.float64]:
    """For each case its weight, so that every set counts as `WEIGHTS` says; they sum to the number of cases."""
    sizes = {name: sum(row.set == name for row in rows) for name in WEIGHTS}
    total = sum(weight for name, weight in WEIGHTS.items() if sizes[name])
    return np.array([len(rows) * WEIGHTS[row.set] / total / sizes[row.set] for row in rows])


def fit_rank(rows: Sequence[Read]) -> NDArray[np.float64]:
    """The weights (len(FEATURES),) that put right candidates first, those in the answer's sentence if there are any."""
    weights = set_weights(rows)
    return fit(
        [
            Choice(row.features, row.in_place if row.in_place.any() else row.right > 0, weight)
            for row, weight in zip(rows, weights, strict=True)
            if row.answerable
        ]
    )


def picks(
    rows: Sequence[Read], rank: NDArray[np.float64], reader: Reader
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Each case's best candidate: features (cases, len(CHECKED)) and whether it is right (cases,)."""
    chosen = []
    for row in tqdm(rows, desc="reading picks again"):
        best = int(np.argmax(row.features @ rank))
        candidate = row.candidates[best]
        alone = reader.read(row.asked.text, [candidate.sentence.text])
        context = in_context(row.asked, candidate, row.above[best], reader)
        chosen.append((checked(row.features[[best]], [candidate], alone, [context])[0], row.right[best]))
    return np.array([features for features, _ in chosen]), np.array([right for _, right in chosen])


def fit_confidence(
    features: NDArray[np.float64], right: NDArray[np.float64], weights: NDArray[np.float64]
) -> LogisticRegression:
    """The model whose output is the confidence."""
    return LogisticRegression(C=0.5, max_iter=2000).fit(features, right, weights)


def confidences_elsewhere(
    rows: Sequence[Read], features: NDArray[np.float64], right: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How sure the model is of each pick where it is fitted to other documents (cases,): what a threshold will meet."""
    sources = [row.candidates[0].window.document.source for row in rows]
    _, groups = np.unique(sources, return_inverse=True)
    sure = np.zeros(len(rows))
    for fitted, others in GroupKFold(FOLDS).split(features, groups=groups):
        model = fit_confidence(features[fitted], right[fitted], weights[fitted])
        sure[others] = model.predict_proba(features[others])[:, 1]
    return sure


def best_threshold(
    sure: NDArray[np.float64], right: NDArray[np.float64], silent: NDArray[np.bool_], weights: NDArray[np.float64]
) -> float:
    """The confidence to ask for so that right answers to what is answered and refusals of the rest are most."""
    order = np.argsort(sure)
    # Refusing the n least sure gains the unanswerable among them and loses the right answers.
    gain = np.cumsum((weights * (silent - right))[order])
    last = int(np.argmax(gain))
    following = order[min(last + 1, len(order) - 1)]
    return float((sure[order[last]] + sure[following]) / 2)


def _stored(weights: NDArray[np.float64], names: Sequence[str], bias: float = 0.0) -> dict[str, object]:
    return {"bias": round(bias, 4), "weights": {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)}}


def main() -> None:
    """Parse the command line, fit, and write the coefficients."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the development files")
    parser.add_argument("--out", type=Path, default=SHIPPED / "decision.json", help="where the coefficients go")
    parser.add_argument("--most", type=int, default=500, help="questions a public set at most")
    parser.add_argument("--save", type=Path, help="keep the features here, for experiments")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Workbench(Path(folder))
        rows = read([*everything(options.data, Half.DEV, options.most), *written()], bench)
    rank = fit_rank(rows)
    features, right = picks(rows, rank, bench.models.reader)
    if options.save:
        options.save.write_bytes(pickle.dumps((rows, features, right)))
    weights = set_weights(rows)
    confidence = fit_confidence(features, right, weights)
    sure = confidences_elsewhere(rows, features, right, weights)
    silent = np.array([not row.answerable for row in rows])
    usual = np.array([row.set != "written" for row in rows])  # where near misses are no more than people ask
    threshold = best_threshold(sure[usual], right[usual], silent[usual], weights[usual])
    stored = {
        "rank": _stored(rank, FEATURES),
        "confidence": _stored(confidence.coef_[0], CHECKED, float(confidence.intercept_[0])),
        "threshold": round(threshold, 4),
        "trust": {},  # training.trust fits it to what the assistant then says
    }
    options.out.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
    print("\n".join(_summary(rows, right, sure, threshold)))


def _summary(
    rows: Sequence[Read], right: NDArray[np.float64], sure: NDArray[np.float64], threshold: float
) -> Iterator[str]:
    answerable = np.array([row.answerable for row in rows])
    for name in WEIGHTS:
        here = np.array([row.set == name for row in rows])
        yield f"{name}: {here.sum()} questions"
        if (here & answerable).any():
            given, kept = right[here & answerable].mean(), (sure[here & answerable] >= threshold).mean()
            yield f"  right {given:.3f}, kept {kept:.3f} of the answerable"
        if (here & ~answerable).any():
            yield f"  refused {(sure[here & ~answerable] < threshold).mean():.3f} of the unanswerable"


if __name__ == "__main__":
    main()
