"""How well the kind of a question is told: `python -m evaluation.detection` prints and writes a confusion table.

The questions are those of detection.jsonl, kinds.jsonl and facts.jsonl; none of them is trained on. Conversations are
left out: their turns are read as questions that stand alone first, and may be of any kind.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.datasets import Half
from index.encoder import MiniLM
from qa.kinds import Kinds, QuestionKind

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "evaluation" / "questions"
RESULT = ROOT / "evaluation" / "results" / "detection.md"
FILES = ("detection", "kinds", "facts")
# What the sets call a kind, where it is another name; whatever else they ask for begins as a question of fact.
_NAMED = {"yesno": QuestionKind.POLAR, **{kind.value: kind for kind in QuestionKind}}


@dataclass(frozen=True, slots=True)
class Row:
    """A question of a set, the kind it is of, and the kind it is taken for."""

    set: str
    half: Half
    question: str
    kind: QuestionKind
    taken_for: QuestionKind


def rows(kinds: Kinds) -> Iterator[Row]:
    """Every question of every set."""
    for name in FILES:
        for line in (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if "turns" in row:
                continue
            question = row["question"]
            kind = _NAMED.get(row.get("kind", ""), QuestionKind.FACT)
            yield Row(name, Half(row["half"]), question, kind, kinds.kind_of(question))


def confusion(found: Sequence[Row]) -> Iterator[str]:
    """A row a kind, with the share that is told rightly and how many are taken for each kind."""
    yield f"| is, of {len(found):,} questions | questions | right | {' | '.join(QuestionKind)} |"
    yield "|---" * (3 + len(QuestionKind)) + "|"
    for kind in QuestionKind:
        taken = Counter(row.taken_for for row in found if row.kind is kind)
        if taken:
            counts = " | ".join(str(taken[other] or "") for other in QuestionKind)
            yield f"| {kind} | {taken.total()} | {taken[kind] / taken.total():.3f} | {counts} |"


def shares(found: Sequence[Row]) -> Iterator[str]:
    """The share that is told rightly, a set and half a row."""
    yield "| set | half | questions | right |"
    yield "|---|---|---|---|"
    for name in FILES:
        for half in Half:
            of = [row for row in found if row.set == name and row.half is half]
            if of:
                yield f"| {name} | {half.value} | {len(of)} | {sum(r.kind is r.taken_for for r in of) / len(of):.3f} |"


def main() -> None:
    """Ask, print the tables and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="only print what is wrong in the development half")
    options = parser.parse_args()
    found = list(rows(Kinds.load(MiniLM())))
    if options.errors:
        for row in found:
            if row.half is Half.DEV and row.kind is not row.taken_for:
                print(f"{row.set}: {row.kind} taken for {row.taken_for}: {row.question}")
        return
    blocks = [list(shares(found)), *(list(confusion([row for row in found if row.half is half])) for half in Half)]
    headings = ("", "## Development half", "## Test half")
    report = "\n\n".join(
        "\n".join(([heading, ""] if heading else []) + block) for heading, block in zip(headings, blocks, strict=True)
    )
    print(report)
    RESULT.write_text(f"# How well the kind of a question is told\n\n`python -m evaluation.detection`\n\n{report}\n")


if __name__ == "__main__":
    main()
