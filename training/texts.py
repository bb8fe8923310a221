"""Texts written with questions and all their answers, for what tells which of several things were asked for.

A file holds sets of texts that are asked together. "==" begins a set, "-- name" a text; then come the set's questions,
each a line: "? question | answer | answer" with all that answers it, nothing where nothing does, or "! question | ..."
where the answers cannot all be right. Answers are verbatim.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.records import Document

WRITTEN = Path(__file__).resolve().parent / "written"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its right answers; `differing` where not all of them can be right."""

    question: str
    answers: tuple[str, ...]
    differing: bool


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts that are asked together, and what they are asked."""

    documents: tuple[Document, ...]
    asked: tuple[Asked, ...]


def read_folder(folder: Path) -> Iterator[Texts]:
    """The sets of texts of all files in a folder, in the order of their names."""
    for path in sorted(folder.glob("*.txt")):
        yield from read_texts(path.read_text("utf-8"))


def read_texts(text: str) -> Iterator[Texts]:
    """The sets of texts in a file."""
    for part in text.split("\n==\n")[1:]:
        lines = part.splitlines()
        questions = [line for line in lines if line[:2] in ("? ", "! ")]
        bodies = "\n".join(line for line in lines if line not in questions).split("-- ")[1:]
        titled = [one.partition("\n") for one in bodies]
        documents = tuple(Document(_file(title), f"{body.strip()}\n", title) for title, _, body in titled)
        yield Texts(documents, tuple(_asked(line) for line in questions))


def _asked(line: str) -> Asked:
    question, *answers = (field.strip() for field in line[2:].split("|"))
    return Asked(question, tuple(answers), line[0] == "!")


def _file(title: str) -> str:
    return f"{title.replace('/', ' ')}.txt"
