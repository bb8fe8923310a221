"""How often the right sentence is among the first: the retriever against its parts, on public question sets.

    python -m evaluation.retrieval --data DIR [--work DIR]

DIR holds `new_wiki.dev.json` (SQuADShifts) and `qed.dev.jsonl` (QED). All paragraphs of a file are the documents and
the question alone is the input; a sentence is right where it overlaps a gold answer at its place. Writes
evaluation/results/retrieval.md. With --work the indexes are kept there, and a second run embeds nothing.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evaluation.datasets import Collection, Half, Question, halves, load_qed, load_squad, write_documents
from index.build import update
from index.documents import is_unchanged
from index.encoder import MiniLM, Vectors
from index.records import Passage
from index.store import Index
from qa.retrieve import Retriever, Weights, gather, readable

RESULTS = Path(__file__).parent / "results" / "retrieval.md"
CUTS = (1, 3, 10)

_POOL = 100
_RRF = 60  # the constant of reciprocal rank fusion, as its authors have it
_COMMAND = "python -m evaluation.retrieval --data DIR"

Ranking = npt.NDArray[np.int64]
Method = Callable[[Index, Vectors, str], Ranking]


def dense(index: Index, vector: Vectors, question: str) -> Ranking:
    """By the sentence's similarity alone."""
    del question
    return index.sentences.nearest(vector, _POOL)


def lexical(index: Index, vector: Vectors, question: str) -> Ranking:
    """By the sentence's BM25 alone."""
    del vector
    scores = index.sentences.lexical.scores(question)
    return np.argsort(-scores, kind="stable")[:_POOL]


def reciprocal_ranks(index: Index, vector: Vectors, question: str) -> Ranking:
    """By the sum of 1 / (60 + rank) in the two lists."""
    scores: dict[int, float] = {}
    for ranking in (dense(index, vector, question), lexical(index, vector, question)):
        for rank, number in enumerate(ranking.tolist(), start=1):
            scores[number] = scores.get(number, 0.0) + 1 / (_RRF + rank)
    return np.array(sorted(scores, key=lambda number: -scores[number]), dtype=np.int64)


def weighted(weights: Weights) -> Method:
    """By the weighted sum of z-scores."""

    def rank(index: Index, vector: Vectors, question: str) -> Ranking:
        evidence = gather(index, vector, question, _POOL)
        return evidence.passages[np.argsort(-evidence.scores(weights), kind="stable")]

    return rank


METHODS: dict[str, Method] = {
    "dense": dense,
    "BM25": lexical,
    "reciprocal rank fusion": reciprocal_ranks,
    "sum of z-scores, sentence": weighted(Weights(1, 1, 0, 0)),
    "sum of z-scores, sentence + paragraph": weighted(Weights(1, 1, 1, 1)),
    "**ours**": weighted(Weights()),
}


def is_right(passage: Passage, question: Question) -> bool:
    """Whether the sentence holds some of a gold answer, at its place."""
    return passage.document.source == question.source and any(
        passage.start < end and start < passage.end for start, end in question.gold
    )


def hit_rates(index: Index, questions: Sequence[Question], vectors: Vectors, method: Method) -> list[float]:
    """The share of `questions` with a right sentence among the first 1, 3 and 10."""
    hits = np.zeros(len(CUTS))
    for question, vector in zip(questions, vectors, strict=True):
        ranking = method(index, vector[None], readable(question.text))[: max(CUTS)]
        right = [is_right(index.passages[number], question) for number in ranking]
        hits += [any(right[:cut]) for cut in CUTS]
    return [float(rate) for rate in hits / len(questions)]


def check_verbatim(index: Index, folder: Path, questions: Sequence[Question], encoder: MiniLM) -> int:
    """Compare every hit of some questions with the bytes of its file; how many were compared.

    Raises:
        AssertionError: a quote is not in its file, at its place.
    """
    retriever = Retriever(index, encoder)
    hits = [hit for question in questions for hit in retriever.retrieve(question.text, 10)]
    for passage in (hit.passage for hit in hits):
        text = (folder / passage.document.source).read_bytes().decode("utf-8")
        if text[passage.start : passage.end] != passage.text or not is_unchanged(folder, passage.document):
            raise AssertionError(f"{passage.document.source} does not say {passage.text!r} at {passage.start}.")
    return len(hits)


def ratio(index: Index, questions: Sequence[Question], encoder: MiniLM) -> tuple[float, float]:
    """Median milliseconds, warm and in one run: encoding a question alone, and retrieving, encoding included."""
    retriever = Retriever(index, encoder)
    alone, whole = [], []
    for question in questions:
        start = time.perf_counter()
        encoder.encode([readable(question.text)])
        middle = time.perf_counter()
        retriever.retrieve(question.text, 10)
        alone.append(middle - start)
        whole.append(time.perf_counter() - middle)
    return float(np.median(alone)) * 1000, float(np.median(whole)) * 1000


def report(collection: Collection, folder: Path, encoder: MiniLM) -> str:
    """Index the collection below `folder`, measure it, and say so in Markdown."""
    seeds = folder / "seeds"
    write_documents(collection.documents, seeds)
    index, _ = update(seeds, folder / "index", encoder)
    lines = [
        f"## {collection.name}",
        "",
        f"{len(index.documents)} documents, {len(index.paragraphs)} paragraphs, {len(index)} sentences.",
        "",
        "| method | " + " | ".join(f"{half} @{cut}" for half in Half for cut in CUTS) + " |",
        "|---|" + "---|" * len(CUTS) * len(Half),
    ]
    split = halves(collection.questions)
    vectors = {half: encoder.encode([readable(q.text) for q in split[half]]) for half in Half}
    for name, method in METHODS.items():
        rates = [rate for half in Half for rate in hit_rates(index, split[half], vectors[half], method)]
        lines.append(f"| {name} | " + " | ".join(f"{rate:.3f}".removeprefix("0") for rate in rates) + " |")
    sample = split[Half.DEV][:100]
    compared = check_verbatim(index, seeds, sample, encoder)
    alone, whole = ratio(index, sample, encoder)
    sizes = ", ".join(f"{len(split[half])} questions in {half}" for half in Half)
    return "\n".join(
        [
            *lines,
            "",
            f"{sizes}. {compared} hits compared with the bytes of their files: all verbatim. Retrieving takes "
            f"{whole / alone:.2f} times as long as encoding the question alone (medians of {len(sample)}, one thread).",
            "",
        ]
    )


def main() -> None:
    """Measure both sets and write the results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the question sets")
    parser.add_argument("--work", type=Path, help="a folder to keep documents and indexes in")
    arguments = parser.parse_args()
    data: Path = arguments.data
    encoder = MiniLM(threads=1)
    parts = [
        "# Retrieval: how often the right sentence is among the first 1, 3 and 10",
        "",
        f"Made by `{_COMMAND}`. Settings were chosen on the dev halves only. A sentence is right where it",
        "overlaps a gold answer at its place; the same words elsewhere do not count.",
        "",
    ]
    for collection in (load_squad(data / "new_wiki.dev.json"), load_qed(data / "qed.dev.jsonl")):
        with tempfile.TemporaryDirectory() as folder:
            parts.append(report(collection, (arguments.work or Path(folder)) / collection.name, encoder))
    text = "\n".join(parts)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
