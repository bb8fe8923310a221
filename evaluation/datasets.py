"""Public question sets as documents and questions with gold offsets, split into halves for tuning and testing."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from index.records import Document

Span = tuple[int, int]

_GAP = "\n\n"  # between the paragraphs of a document


class Half(StrEnum):
    """What a question may be used for: DEV to choose settings, TEST only to report."""

    DEV = "dev"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Question:
    """A question and where its answers stand.

    All offsets are into the text of the document `source`: of the paragraph the question was asked about, and of the
    gold answers.
    """

    id: str
    text: str
    source: str
    paragraph: Span
    gold: tuple[Span, ...]
    half: Half


@dataclass(frozen=True, slots=True)
class Collection:
    """A question set: one document an article, its paragraphs separated by blank lines."""

    name: str
    documents: tuple[Document, ...]
    questions: tuple[Question, ...]


def load_squad(path: str | Path) -> Collection:
    """A set in SQuAD 1.1 JSON. Halves: the articles in order of title, the even ones (from 0) DEV, the odd TEST."""
    articles = json.loads(Path(path).read_text(encoding="utf-8"))["data"]
    documents: list[Document] = []
    questions: list[Question] = []
    for number, article in enumerate(sorted(articles, key=lambda article: str(article["title"]))):
        half = (Half.DEV, Half.TEST)[number % 2]
        document, starts = _document(article["title"], [p["context"] for p in article["paragraphs"]])
        documents.append(document)
        for paragraph in article["paragraphs"]:
            span = _span(starts, paragraph["context"])
            questions.extend(
                Question(qa["id"], qa["question"].strip(), document.source, span, gold, half)
                for qa in paragraph["qas"]
                if (gold := _squad_gold(qa["answers"], span[0]))
            )
    return Collection(Path(path).stem, tuple(documents), tuple(questions))


def load_qed(path: str | Path) -> Collection:
    """QED's JSON lines: search-engine questions on tokenised Wikipedia paragraphs.

    Gold are the original short answers of every annotator. Halves: by the parity of the SHA-256 of the example's id,
    even DEV, odd TEST.
    """
    with Path(path).open(encoding="utf-8") as lines:
        examples = [json.loads(line) for line in lines]
    by_title: dict[str, list[str]] = {}
    for example in examples:
        by_title.setdefault(example["title_text"], []).append(example["paragraph_text"])
    made = {title: _document(title, paragraphs) for title, paragraphs in by_title.items()}
    questions = []
    for example in examples:
        document, starts = made[example["title_text"]]
        span = _span(starts, example["paragraph_text"])
        answers = [answer for annotator in example["original_nq_answers"] for answer in annotator]
        gold = _distinct((span[0] + answer["start"], span[0] + answer["end"]) for answer in answers)
        if gold:
            identity = str(example["example_id"])
            questions.append(
                Question(identity, example["question_text"], document.source, span, gold, _by_parity(identity))
            )
    return Collection(Path(path).stem, tuple(document for document, _ in made.values()), tuple(questions))


def halves(questions: Iterable[Question]) -> dict[Half, list[Question]]:
    """The questions of each half, in order."""
    split: dict[Half, list[Question]] = {half: [] for half in Half}
    for question in questions:
        split[question.half].append(question)
    return split


def write_documents(documents: Iterable[Document], folder: Path) -> None:
    """Write each document as a file, byte for byte its text in UTF-8, under the name that `as_text` gives it."""
    folder.mkdir(parents=True, exist_ok=True)
    for document in map(as_text, documents):
        (folder / document.source).write_bytes(document.text.encode("utf-8"))


def as_text(document: Document) -> Document:
    """The document as a plain text, whatever it was extracted from."""
    return replace(document, source=f"{document.source}.txt", places=()) if document.is_extracted else document


def _document(title: str, paragraphs: Sequence[str]) -> tuple[Document, dict[str, int]]:
    """The article's document, and where each of its paragraphs starts; a repeated paragraph is there once."""
    starts: dict[str, int] = {}
    length = 0
    for paragraph in paragraphs:
        if paragraph not in starts:
            starts[paragraph] = length
            length += len(paragraph) + len(_GAP)
    text = _GAP.join(starts)
    return Document(_file_name(title), text, hashlib.sha256(text.encode("utf-8")).hexdigest()), starts


def _file_name(title: str) -> str:
    """A name no two titles share, and every file system takes."""
    plain = "".join(c if c.isascii() and c.isalnum() else "_" for c in title)[:60]
    return f"{plain}-{hashlib.sha256(title.encode('utf-8')).hexdigest()[:8]}.txt"


def _span(starts: dict[str, int], paragraph: str) -> Span:
    return starts[paragraph], starts[paragraph] + len(paragraph)


def _squad_gold(answers: Sequence[dict[str, Any]], offset: int) -> tuple[Span, ...]:
    return _distinct(
        (offset + answer["answer_start"], offset + answer["answer_start"] + len(answer["text"])) for answer in answers
    )


def _distinct(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(set(spans)))


def _by_parity(identity: str) -> Half:
    return (Half.DEV, Half.TEST)[int(hashlib.sha256(identity.encode("utf-8")).hexdigest(), 16) % 2]
