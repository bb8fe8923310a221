"""Fit how far each kind of answer can be believed: `python -m training.trust --data DIR`, after training.calibrate.

A line through log-odds for each kind (Platt 1999).

The decision's confidence is that of a span. Lists, yes or no, people and things and the rest carry confidences of other
making; here the assistant is asked the development halves, must answer everything, and what it says of itself is set
against what was right. A kind seen seldom stays near what it said.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from tqdm import tqdm

from evaluation.cases import CaseSet, document_named, everything
from evaluation.datasets import Half
from evaluation.kinds import JUDGES, documents_of, rows_of
from evaluation.metrics.span import is_right
from evaluation.workbench import Workbench
from qa.answer import Answer, Kind
from qa.deciding.decide import Trust, log_odds
from qa.reading.reader import SHIPPED
from training.calibrate import WEIGHTS

UNASKED = ("foreign", "topic", "about", "parts")  # rows that say nothing of a confidence, or of several at once
SETTLED = 4.0  # the weight of what a kind said of itself, in answers
FEWEST = 12  # answers of a kind below which it is left as it is
KINDS_WEIGHT = 0.5  # of a row of the kinds' own questions, beside one of the question sets


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer of a kind said of itself, whether it was right, and how much it counts."""

    kind: Kind
    confidence: float
    right: bool
    weight: float


def said_to(sets: Sequence[CaseSet], bench: Workbench, weights: Mapping[str, float]) -> Iterator[Said]:
    """The answers to the cases of the sets; `weights` is what a set counts in all."""
    sizes = {name: sum(len(cases.cases) for cases in sets if cases.name == name) for name in weights}
    total = sum(sizes.values()) / sum(weights[name] for name in weights if sizes[name])
    for cases in sets:
        assistant = bench.open(cases)
        for case in tqdm(cases.cases, desc=f"asking {cases.name}"):
            answer = assistant.ask(case.question, strictness=0.0)
            right = is_right(answer.text, case.answers)
            yield from _said(answer, right, weights[cases.name] * total / sizes[cases.name])


def said_to_kinds(bench: Workbench) -> Iterator[Said]:
    """The answers to the development half of the questions of each kind."""
    rows = [row for row in rows_of(Half.DEV) if row["kind"] not in UNASKED]
    for names in tqdm(dict.fromkeys(map(documents_of, rows)), desc="asking kinds"):
        documents = tuple(document for name in names for document in document_named(name))
        assistant = bench.open(CaseSet("kinds", documents, ()))
        for row in (row for row in rows if documents_of(row) == names):
            chat: list[Answer] = []
            for question in row.get("turns") or [row["question"]]:
                chat.append(assistant.ask(question, tuple(chat), strictness=0.0))
            yield from _said(chat[-1], JUDGES[row["kind"]](row, chat[-1]), KINDS_WEIGHT)


def _said(answer: Answer, right: bool, weight: float) -> Iterator[Said]:
    if answer.kind not in (Kind.REFUSAL, Kind.REPLY, Kind.PARTS):
        yield Said(answer.kind, answer.confidence, right, weight)


def fit(said: Sequence[Said]) -> dict[str, Trust]:
    """The line of each kind that was seen often enough."""
    kinds = {kind: [one for one in said if one.kind is kind] for kind in Kind}
    return {kind.value: _line(some) for kind, some in kinds.items() if len(some) >= FEWEST}


def _line(said: Sequence[Said]) -> Trust:
    odds = np.array([log_odds(one.confidence, 1e-3) for one in said])
    signs = np.array([1.0 if one.right else -1.0 for one in said])
    weights = np.array([one.weight for one in said])

    def loss(line: NDArray[np.float64]) -> float:
        slope, shift = line
        cost = weights @ np.logaddexp(0, -signs * (slope * odds + shift))
        return float(cost + SETTLED * ((slope - 1) ** 2 + shift**2))

    slope, shift = minimize(loss, np.array([1.0, 0.0]), bounds=((0.2, 3.0), (None, None))).x
    return Trust(round(float(slope), 4), round(float(shift), 4))


def main() -> None:
    """Parse the command line, ask, fit, and put the lines beside the decision's other coefficients."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the development files")
    parser.add_argument("--decision", type=Path, default=SHIPPED / "decision.json", help="the coefficients")
    parser.add_argument("--most", type=int, default=350, help="questions a public set at most")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Workbench(Path(folder), decision=options.decision)
        bench.models = replace(bench.models, decision=replace(bench.models.decision, trust={}))
        said = [*said_to(everything(options.data, Half.DEV, options.most), bench, WEIGHTS), *said_to_kinds(bench)]
    lines = fit(said)
    stored = json.loads(options.decision.read_text("utf-8"))
    stored["trust"] = {kind: (line.slope, line.shift) for kind, line in lines.items()}
    options.decision.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
    for kind, line in lines.items():
        some = [one for one in said if one.kind == kind]
        right, told = (np.mean([getattr(one, name) for one in some]) for name in ("right", "confidence"))
        print(f"{kind}: {len(some)} answers, right {right:.3f}, said {told:.3f}; {line}")


if __name__ == "__main__":
    main()
