"""Measure the answers: `make eval DATA=DIR`. One table, written to evaluation/results/answers.md, and two plots.

Every question of the test halves is answered with strictness 0, so that each has an answer and a confidence; what a
threshold would refuse is worked out afterwards. Without --data only our own questions are asked.
"""

import argparse
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from evaluation.cases import Case, CaseSet, everything, own
from evaluation.datasets import Half
from evaluation.metrics.calibration import error_by_chance, expected_calibration_error
from evaluation.metrics.hits import hit
from evaluation.metrics.refusal import precision_recall, refused, refused_at
from evaluation.metrics.risk_coverage import area
from evaluation.metrics.span import exact_match, f1, is_right
from evaluation.plots import plot_reliability, plot_risk_coverage
from evaluation.reading import table as reading_table
from evaluation.workbench import Workbench
from qa.answer import Answer

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "evaluation" / "results"
FALSE_REFUSALS = 0.05
SHORT = 6  # words of a gold answer that is short


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case and what the assistant said to it when it had to say something."""

    set: str
    case: Case
    answer: Answer

    @property
    def f1(self) -> float:
        """Span F1; 0 where nothing would have been right."""
        return f1(self.answer.text, self.case.answers)

    @property
    def right(self) -> bool:
        """Whether the answer counts as right."""
        return is_right(self.answer.text, self.case.answers)

    def hit(self, k: int) -> bool:
        """Whether one of the first `k` citations is the gold sentence."""
        cited = [(quote.document.source, quote.start, quote.end) for quote in self.answer.quotes]
        return hit(cited, self.case.places, k)


def outcomes(sets: Sequence[CaseSet], bench: Workbench) -> Iterator[Outcome]:
    """Ask everything."""
    for cases in sets:
        assistant = bench.open(cases)
        for case in tqdm(cases.cases, desc=cases.name):
            yield Outcome(cases.name, case, assistant.ask(case.question, strictness=0.0))


def answer_table(rows: Sequence[Outcome]) -> Iterator[str]:
    """How good the answers to answerable questions are, a set a row."""
    yield "| open, test half | questions | hit@1 | hit@3 | span F1 | exact match | right | median words |"
    yield "|---|---|---|---|---|---|---|---|"
    for name in _names(rows):
        asked = [row for row in rows if row.set == name and row.case.answers]
        if asked:
            means = (
                statistics.fmean(row.hit(1) for row in asked),
                statistics.fmean(row.hit(3) for row in asked),
                statistics.fmean(row.f1 for row in asked),
                statistics.fmean(exact_match(row.answer.text, row.case.answers) for row in asked),
                statistics.fmean(row.right for row in asked),
            )
            words = statistics.median(len(r.answer.text.split()) for r in asked if _short(r.case))
            yield f"| {name} | {len(asked):,} | {' | '.join(f'{mean:.3f}' for mean in means)} | {words:g} |"


def refusal_table(rows: Sequence[Outcome], threshold: float) -> Iterator[str]:
    """What is refused, rightly and wrongly; `left out` is set against the answerable questions of `new_wiki.dev`."""
    yield f"| refusal, test half | refused at {FALSE_REFUSALS:.0%} false refusals | refused by default |" + (
        " false refusals by default | precision | recall |"
    )
    yield "|---|---|---|---|---|---|"
    for name, against in (("own", "own"), ("left out", "new_wiki.dev")):
        silent = [row.answer.confidence for row in rows if row.set == name and not row.case.answers]
        spoken = [row.answer.confidence for row in rows if row.set == against and row.case.answers]
        if silent:
            precision, recall = precision_recall(spoken, silent, threshold)
            numbers = (
                refused_at(spoken, silent, FALSE_REFUSALS),
                refused(silent, threshold),
                refused(spoken, threshold),
                precision,
                recall,
            )
            yield f"| {name} | {' | '.join(f'{number:.3f}' for number in numbers)} |"


def confidence_table(rows: Sequence[Outcome]) -> Iterator[str]:
    """How far confidence can be believed, a set a row and all together."""
    yield "| confidence, test half | questions | calibration error | by chance alone | area under risk-coverage |"
    yield "|---|---|---|---|---|"
    for name in [*_names(rows), "all"]:
        chosen = [row for row in rows if name in (row.set, "all")]
        sure, right = [row.answer.confidence for row in chosen], [row.right for row in chosen]
        error = expected_calibration_error(sure, right)
        chance = error_by_chance(sure)
        yield f"| {name} | {len(chosen):,} | {error:.3f} | {chance:.3f} | {area(sure, right):.3f} |"


def _names(rows: Sequence[Outcome]) -> list[str]:
    return list(dict.fromkeys(row.set for row in rows))


def _short(case: Case) -> bool:
    return min(len(answer.split()) for answer in case.answers) <= SHORT


def main() -> None:
    """Ask, print the tables and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with new_wiki.dev.json and qed.dev.jsonl")
    parser.add_argument("--reader", help="another reader: a folder or a hub's name")
    parser.add_argument("--half", type=Half, default=Half.TEST, help="dev or test")
    parser.add_argument("--most", type=int, help="questions a public set at most, for a quick look")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Workbench(Path(folder), options.reader)
        sets = everything(options.data, options.half, options.most) if options.data else own(options.half)
        rows = list(outcomes(sets, bench))
        reading = reading_table(options.data, bench.models.reader, options.most) if options.data else []
    threshold = bench.models.decision.threshold
    blocks = [list(answer_table(rows)), list(refusal_table(rows, threshold)), list(confidence_table(rows)), reading]
    report = "\n\n".join("\n".join(block) for block in blocks if block)
    print(report)
    if options.data and options.half is Half.TEST and not options.most:
        RESULTS.mkdir(exist_ok=True)
        head = f"`make eval DATA=DIR`, reader `{bench.models.reader.name}`, default threshold {threshold}\n\n"
        (RESULTS / "answers.md").write_text(f"# How good the answers are\n\n{head}{report}\n", "utf-8")
        plot_risk_coverage(rows, ROOT / "docs" / "risk-coverage.png")
        plot_reliability(rows, ROOT / "docs" / "reliability.png")


if __name__ == "__main__":
    main()
