"""Every question set as cases: a question, the documents it is asked of, and what would be right."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from evaluation.datasets import Collection, Half, Question, as_text, load_qed, load_squad
from evaluation.metrics.hits import Place
from index.documents import read_library
from index.records import Document

ROOT = Path(__file__).resolve().parent.parent
FACTS = ROOT / "evaluation" / "questions" / "facts.jsonl"
DOCUMENTS = ROOT / "evaluation" / "questions" / "documents"
_FILES = {
    "article": ROOT / "seeds" / "russia-azerbaijan-2025.txt",
    "manual": DOCUMENTS / "product-manual.txt",
    "minutes": DOCUMENTS / "meeting-minutes.md",
    "biography": DOCUMENTS / "biography.txt",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One question. `answers` are the gold texts, none where the documents do not say; `places` where they stand."""

    id: str
    question: str
    answers: tuple[str, ...]
    places: tuple[Place, ...]
    half: Half


@dataclass(frozen=True, slots=True)
class CaseSet:
    """Cases asked of the same documents, under the name their numbers are reported by."""

    name: str
    documents: tuple[Document, ...] = field(repr=False)
    cases: tuple[Case, ...] = field(repr=False)


def facts() -> Iterator[CaseSet]:
    """Our own questions, each asked of its document alone."""
    rows = [json.loads(line) for line in FACTS.read_text("utf-8").splitlines()]
    for name in dict.fromkeys(str(row["document"]) for row in rows):
        (document,) = map(as_text, document_named(name))  # where its places are looked for
        cases = [_fact(row, document) for row in rows if row["document"] == name]
        yield CaseSet("own", (document,), tuple(cases))


def document_named(name: str) -> tuple[Document, ...]:
    """The document of this name or path below `documents`, or those in the folder of the name."""
    path = _FILES.get(name, DOCUMENTS / name)
    if path.is_dir():
        return read_library(path).documents
    return tuple(d for d in read_library(path.parent).documents if d.source == path.name)


def own(half: Half) -> list[CaseSet]:
    """One half of our own questions."""
    return [replace(cases, cases=tuple(case for case in cases.cases if case.half is half)) for cases in facts()]


def _fact(row: dict[str, object], document: Document) -> Case:
    answers = tuple(str(answer) for answer in row["answers"])  # type: ignore[attr-defined]
    evidence = str(row["evidence"])
    at = document.text.find(evidence) if evidence else -1
    places = ((document.source, at, at + len(evidence)),) if at >= 0 else ()
    return Case(str(row["id"]), str(row["question"]), answers, places, Half(str(row["half"])))


def open_domain(collection: Collection, half: Half, most: int | None = None) -> CaseSet:
    """The questions of one half, asked of all of the collection's documents."""
    questions = _some([q for q in collection.questions if q.half is half], most)
    texts = {document.source: document.text for document in collection.documents}
    cases = tuple(_answerable(question, texts[question.source]) for question in questions)
    return CaseSet(collection.name, collection.documents, cases)


def left_out(collection: Collection, half: Half, each: int) -> Iterator[CaseSet]:
    """`each` questions of every article of one half, asked of the half's other articles: none has the answer."""
    sources = sorted({question.source for question in collection.questions if question.half is half})
    for source in sources:
        documents = tuple(d for d in collection.documents if d.source in sources and d.source != source)
        questions = _some([q for q in collection.questions if q.source == source], each)
        yield CaseSet("left out", documents, tuple(Case(q.id, q.text, (), (), half) for q in questions))


def everything(data: Path, half: Half, most: int | None = None, each: int = 60) -> list[CaseSet]:
    """All sets of one half; `data` is the folder with new_wiki.dev.json and qed.dev.jsonl."""
    wiki, qed = load_squad(data / "new_wiki.dev.json"), load_qed(data / "qed.dev.jsonl")
    return [*own(half), open_domain(wiki, half, most), *left_out(wiki, half, each), open_domain(qed, half, most)]


def _answerable(question: Question, text: str) -> Case:
    answers = tuple(dict.fromkeys(text[start:end] for start, end in question.gold))
    places = tuple((question.source, start, end) for start, end in question.gold)
    return Case(question.id, question.text, answers, places, question.half)


def _some(questions: Sequence[Question], most: int | None) -> Sequence[Question]:
    """All of them, or `most` drawn with a fixed seed."""
    if most is None or len(questions) <= most:
        return questions
    return random.Random(0).sample(questions, most)
