"""What was said earlier in a conversation, as far as the documents still say it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from index.records import Document
from qa.answer import Answer, Kind, Quote


class Current:
    """Finds quotes of earlier answers in the documents of now, which may have been changed, renamed or deleted.

    `is_current` says whether a document's file still holds what was read; `documents` are those of now.
    """

    def __init__(self, is_current: Callable[[Document], bool], documents: Sequence[Document]) -> None:
        self._is_current = is_current
        self._documents = documents
        self._left: dict[tuple[str, str], Document | None] = {}

    def find(self, quote: Quote) -> Quote | None:
        """The quote where its words stand now, word for word; None where they do not stand any more."""
        document = self._as_left(quote.document)
        if document is not None:
            return quote if document == quote.document else replace(quote, document=document)
        names = {quote.document.source, *quote.document.also}
        for other in self._documents:
            renamed = other.fingerprint == quote.document.fingerprint and other.text == quote.document.text
            if not (renamed or names & {other.source, *other.also}) or self._as_left(other) != other:
                continue
            start = quote.start if renamed else other.text.find(quote.text)
            if start >= 0:
                return _moved(quote, other, start - quote.start)
        return None

    def stands(self, answer: Answer) -> bool:
        """Whether all that the answer quotes still stands somewhere."""
        return all(self.find(quote) is not None for quote in answer.cited)

    def turns(self, answers: Sequence[Answer]) -> tuple[Answer, ...]:
        """A conversation without what stands no more: of such an answer only the question is left, as refused."""
        return tuple(a if self.stands(a) else Answer(a.question, Kind.REFUSAL) for a in answers)

    def _as_left(self, document: Document) -> Document | None:
        """The document under those of its names that still hold it; None where none does."""
        key = (document.source, document.fingerprint)
        if key not in self._left:
            named = [replace(document, source=source, also=()) for source in (document.source, *document.also)]
            left = [one.source for one in named if self._is_current(one)]
            self._left[key] = replace(document, source=left[0], also=tuple(left[1:])) if left else None
        return self._left[key]


def _moved(quote: Quote, document: Document, by: int) -> Quote:
    """The same words, so many characters further on, in another document."""
    start, end = quote.answer_start, quote.answer_end
    return replace(
        quote,
        document=document,
        start=quote.start + by,
        end=quote.end + by,
        answer_start=None if start is None else start + by,
        answer_end=None if end is None else end + by,
    )
