"""The one object that knows every stage: a question goes in, a cited answer comes out."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.build import Report, update
from index.documents import is_unchanged
from index.encoder import Encoder, MiniLM
from index.records import Document, Hit
from index.store import Index
from qa.answer import Answer, Kind
from qa.compose import compose
from qa.decide import Decision, ranked
from qa.features import Asked, Candidate, matrix
from qa.missing import missing
from qa.reader import SHIPPED, Reader, Reading, open_reader
from qa.retrieve import Retriever, readable
from qa.settings import Settings
from qa.suggest import suggestions
from qa.windows import Window, by_paragraph, windows


class Assistant:
    """Answers questions from an index. Safe to ask from several threads: nothing in it changes after the start."""

    def __init__(self, index: Index, encoder: Encoder, reader: Reader, decision: Decision, settings: Settings):
        self.settings = settings
        self.report: Report | None = None
        self._index = index
        self.encoder = encoder
        self._reader = reader
        self._decision = decision
        self._retriever = Retriever(index, encoder)
        self._paragraphs = by_paragraph(index.passages)

    @classmethod
    def open(cls, settings: Settings, progress: Callable[[int, int], None] | None = None) -> "Assistant":
        """Bring the index up to date with the documents, load the models, and be ready.

        Raises QuotewiseError, in words a person can act on, where that cannot be done.
        """
        encoder = MiniLM(settings.threads)
        index, report = update(settings.seeds, settings.index_folder, encoder, progress=progress)
        reader = open_reader(settings.reader, settings.threads)
        assistant = cls(index, encoder, reader, Decision.load(SHIPPED / "decision.json"), settings)
        assistant.report = report
        return assistant

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents it answers from."""
        return self._index.documents

    def is_current(self, document: Document) -> bool:
        """Whether the document's file is still what was indexed."""
        return is_unchanged(self.settings.seeds, document)

    def suggestions(self, n: int) -> list[str]:
        """Up to `n` questions that the documents answer, made from their own sentences."""
        return suggestions(self._index.passages, self.ask, n)

    def ask(self, question: str, chat: Sequence[str] = (), strictness: float | None = None) -> Answer:
        """Answer a question, or say that the documents do not.

        `strictness` 0..1 overrides the setting for this question. Raises ValueError outside that range.
        """
        del chat  # every question stands alone
        started = time.perf_counter()
        least = self._decision.asks_for(self.settings.strictness if strictness is None else strictness)
        asked = readable(question)
        hits = self._retriever.retrieve(asked, self.settings.hits)
        if not hits:
            return Answer(question, Kind.REFUSAL, seconds=time.perf_counter() - started)
        candidates = self.candidates(asked, hits)
        features = matrix(self.asked(asked), candidates)
        order = ranked(self._decision, features, candidates)
        answer = compose(question, order, hits, least, self.settings.quotes)
        if answer.abstained:
            answer = replace(answer, missing=missing(self._index.missing(asked), hits, self.encoder))
        return replace(answer, seconds=time.perf_counter() - started)

    def asked(self, question: str) -> Asked:
        """The question with what the index knows of its words."""
        return Asked.of(question, self._index.sentences.lexical.frequency, len(self._index))

    def candidates_for(self, question: str) -> list[Candidate]:
        """Everything the reader points at for a question, in no order: what a decision is fitted on."""
        asked = readable(question)
        hits = self._retriever.retrieve(asked, self.settings.hits)
        return self.candidates(asked, hits) if hits else []

    def candidates(self, question: str, hits: Sequence[Hit]) -> list[Candidate]:
        """Everything the reader points at in the windows around the hits."""
        read = windows(hits, self._paragraphs, self.settings.windows, self.settings.window_characters)
        readings = self._reader.read(question, [window.text for window in read])
        found: list[Candidate] = []
        for window, reading in zip(read, readings, strict=True):
            found.extend(_candidates(window, reading, hits))
        return found


def _candidates(window: Window, reading: Reading, hits: Sequence[Hit]) -> list[Candidate]:
    by_sentence = {(hit.passage.document.source, hit.passage.start): hit for hit in hits}
    made = []
    for span in reading.spans:
        start, end = window.start + span.start, window.start + span.end
        sentence = window.sentence_at(start)
        # A sentence that retrieval did not bring scores no better than the last one it did.
        hit = by_sentence.get((window.document.source, sentence.start), hits[-1])
        made.append(Candidate(window, start, end, sentence, span.score, reading.answerable, hit.similarity, hit.score))
    return made
