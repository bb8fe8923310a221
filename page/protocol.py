"""What the page needs of an assistant."""

from collections.abc import Sequence
from enum import StrEnum
from io import BufferedReader
from typing import Protocol

from index.records import Document
from qa.answer import Answer
from qa.status import Status


class Allowed(StrEnum):
    """What becomes of visitors' files."""

    NONE = "none"
    SESSION = "session"  # for the visitor alone, as long as the visit lasts
    LIBRARY = "library"  # for everybody, for good


class Speaker(Protocol):
    """Answers one visitor's questions from documents; safe to ask from several threads."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents it answers from."""

    def ask(self, question: str, chat: Sequence[Answer] = (), strictness: float | None = None) -> Answer:
        """Answer a question that may lean on the answers before it; `strictness` 0..1, None for the default."""

    def is_current(self, document: Document) -> bool:
        """Whether the document's file is still what was indexed."""

    def is_there(self, document: Document) -> bool:
        """Whether the document's file is there, altered or not."""


class Assistant(Speaker, Protocol):
    """Answers everybody's questions, and tells of the documents."""

    def suggestions(self, n: int) -> list[str]:
        """Up to n questions the documents answer."""

    def open_file(self, source: str) -> BufferedReader:
        """The file of a document by its name, with the bytes that were indexed; FileError where that cannot be."""

    def status(self) -> Status:
        """How far the indexing is."""

    def cancel(self) -> None:
        """Stop the indexing under way."""

    def resume(self) -> None:
        """Go on with it."""
