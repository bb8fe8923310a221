"""The records that flow through the index, each pointing back to where it came from."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Document:
    """A document as people read it: its decoded text and where that text came from.

    `source` is the path relative to the documents' folder, with "/" on every system; `fingerprint` is the
    SHA-256 of the file's bytes, in hex. All offsets in this project are character offsets into `text`.
    """

    source: str
    text: str = field(repr=False)
    fingerprint: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a document, `document.text[start:end]`, with the paragraph around it as context."""

    document: Document
    start: int
    end: int
    paragraph_start: int
    paragraph_end: int

    @property
    def text(self) -> str:
        """The sentence, word for word."""
        return self.document.text[self.start : self.end]

    @property
    def paragraph(self) -> str:
        """The paragraph around the sentence, word for word."""
        return self.document.text[self.paragraph_start : self.paragraph_end]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question. `score` orders the hits; its scale means nothing outside one question.

    `similarity` is the cosine of question and sentence, -1..1.
    """

    passage: Passage
    score: float
    similarity: float
