"""What an answer is: quotes by offset, and refusal as a kind of its own."""

from dataclasses import dataclass, field
from enum import StrEnum

from index.records import Document


class Kind(StrEnum):
    """How the assistant answers."""

    ANSWER = "answer"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, by offset: `start:end` is the sentence shown, `answer_start:answer_end` the span in it.

    Where nothing in the sentence is pointed at (the nearest passages of a refusal), both answer offsets are None.
    """

    document: Document
    start: int
    end: int
    answer_start: int | None = None
    answer_end: int | None = None

    @property
    def text(self) -> str:
        """The sentence or sentences, word for word."""
        return self.document.text[self.start : self.end]

    @property
    def answer(self) -> str:
        """The short span that answers, word for word; empty where there is none."""
        if self.answer_start is None or self.answer_end is None:
            return ""
        return self.document.text[self.answer_start : self.answer_end]

    @property
    def line(self) -> int:
        """The number of the line the quote starts on, from 1."""
        return self.document.text.count("\n", 0, self.start) + 1


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant says to a question.

    `quotes` come best first; where `kind` is a refusal they are the nearest passages. `confidence` is the calibrated
    probability, 0..1, that the best span is right, reported for a refusal too. `missing` holds the words of the
    question that occur in no document, nor a like one in the nearest passages. `seconds` is the time from question to
    answer.
    """

    question: str
    kind: Kind
    quotes: tuple[Quote, ...] = ()
    confidence: float = 0.0
    missing: tuple[str, ...] = ()
    seconds: float = field(default=0.0, compare=False)

    @property
    def abstained(self) -> bool:
        """Whether the documents do not say."""
        return self.kind is Kind.REFUSAL

    @property
    def text(self) -> str:
        """The short verbatim answer; empty for a refusal."""
        return "" if self.abstained or not self.quotes else self.quotes[0].answer
