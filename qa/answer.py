"""What an answer is: quotes by offset, and refusal as a kind of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from index.records import Document, line_of, place_of

_JOINT = re.compile(r",?\s+(?:and|or|&)\s+|,\s+")


class Kind(StrEnum):
    """How the assistant answers."""

    ANSWER = "answer"  # a short span, with others that say something too
    REFUSAL = "refusal"
    LIST = "list"  # items, each a quote
    POLAR = "yes or no"  # evidence, with `label` where its polarity is clear
    SEVERAL = "several"  # different right answers to one question
    DIFFERING = "differing"  # answers of which not all can be right
    OVERVIEW = "overview"  # sentences that sum up, in the documents' order
    ENTITY = "entity"  # what is said of somebody or something, the defining sentence first
    TIMELINE = "timeline"  # dated events in order, each quote labelled with its date
    FOUND = "found"  # places where words stand
    REPLY = "reply"  # about the assistant itself: `label` says it, nothing is quoted
    PARTS = "parts"  # a question in several parts, each with an answer of its own


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, by offset: `start:end` is the sentence shown, `answer_start:answer_end` the span in it.

    Where nothing in the sentence is pointed at (the nearest passages of a refusal), both answer offsets are None.
    `label` is a short connecting label of ours, such as the date of an event; it is never shown as a quotation.
    """

    document: Document
    start: int
    end: int
    answer_start: int | None = None
    answer_end: int | None = None
    label: str = ""

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
        return line_of(self.document.text, self.start)

    @property
    def place(self) -> str:
        """Where a person finds the quote in its file: its page, row, heading or line; empty where it has none."""
        return place_of(self.document, self.start)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant says to a question.

    `quotes` come best first; where `kind` is a refusal they are the nearest passages. `confidence` is the calibrated
    probability, 0..1, that the best span is right, reported for a refusal too. `missing` holds the words of the
    question that occur in no document, nor a like one in the nearest passages. `seconds` is the time from question to
    answer.

    `label` is a word or two of ours before the quotes ("Yes", "The documents differ"), for a reply all that is said;
    `note` a sentence of ours below them. `read_as` is the question as it was understood from the conversation, empty
    where it stands alone; `assumed` the spellings taken for others, as (asked, taken). `parts` are the answers to the
    parts of a question, whose quotes are theirs.
    """

    question: str
    kind: Kind
    quotes: tuple[Quote, ...] = ()
    confidence: float = 0.0
    missing: tuple[str, ...] = ()
    seconds: float = field(default=0.0, compare=False)
    label: str = ""
    note: str = ""
    read_as: str = ""
    assumed: tuple[tuple[str, str], ...] = ()
    parts: tuple["Answer", ...] = ()

    @property
    def abstained(self) -> bool:
        """Whether the documents do not say; of a question in parts, to none of them."""
        if self.kind is Kind.PARTS:
            return all(part.abstained for part in self.parts)
        return self.kind is Kind.REFUSAL

    @property
    def cited(self) -> tuple[Quote, ...]:
        """All quotes shown, those of the parts among them."""
        return (*self.quotes, *(quote for part in self.parts for quote in part.cited))

    @property
    def enumeration(self) -> Quote | None:
        """The items of a list that one sentence has, as one span, commas and all; of the sentence with most of them.

        So of several answers, where nothing but commas and a conjunction parts them: "15, 16 and 18".
        """
        sentences: dict[tuple[str, int, int], list[Quote]] = {}
        for quote in self.quotes if self.kind in (Kind.LIST, Kind.SEVERAL) else ():
            sentences.setdefault((quote.document.source, quote.start, quote.end), []).append(quote)
        items = max(sentences.values(), key=len, default=[])
        spans = sorted((q.answer_start, q.answer_end) for q in items if q.answer_start is not None and q.answer_end)
        if not len(spans) == len(items) > 1:
            return None
        whole = replace(items[0], answer_start=spans[0][0], answer_end=max(end for _, end in spans))
        return whole if self.kind is Kind.LIST or (len(sentences) == 1 and _is_row(whole, spans)) else None

    @property
    def text(self) -> str:
        """The short verbatim answer, the first where there are several; empty for a refusal."""
        if self.kind is Kind.PARTS:
            return next((part.text for part in self.parts if part.text), "")
        if self.abstained or not self.quotes:
            return ""
        return (self.enumeration or self.quotes[0]).answer

    @property
    def understood(self) -> str:
        """The question as it stands alone: what a later turn of the conversation refers to."""
        return self.read_as or self.question


def _is_row(whole: Quote, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether nothing but commas and a conjunction stands between the spans."""
    text = whole.document.text
    return all(a[1] <= b[0] and _JOINT.fullmatch(text, a[1], b[0]) for a, b in pairwise(spans))
