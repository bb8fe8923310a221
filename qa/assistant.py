"""The one object that knows every stage: a question goes in, a cited answer comes out."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.build import Report, update
from index.documents import is_unchanged
from index.encoder import Encoder, MiniLM, Remembering
from index.records import Document, Hit
from index.store import Index
from qa.answer import Answer, Kind
from qa.compose import compose
from qa.decide import Decision
from qa.features import Asked, Candidate, Floats, checked, matrix
from qa.missing import missing
from qa.reader import SHIPPED, Reader, Reading, open_reader
from qa.retrieve import Retriever, readable
from qa.settings import Settings
from qa.suggest import suggestions
from qa.windows import Window, by_paragraph, windows

# "p.m.", "U.S.", "Inc.": a stop that belongs to its word.
_ABBREVIATION = re.compile(r"(?:\b\w\.)+$|\b(?:[A-Z][a-z]{0,3})\.$")
_INITIALS = re.compile(r"\b(?:\w\.)+\w$")


class Assistant:
    """Answers questions from an index. Safe to ask from several threads."""

    def __init__(self, index: Index, encoder: Encoder, reader: Reader, decision: Decision, settings: Settings):
        self.settings = settings
        self.report: Report | None = None
        self._index = index
        self.encoder = encoder
        # Documents use the same words again and again, so that a warm assistant embeds few.
        self._word_encoder = Remembering(encoder, most=10_000)
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
        ranked = self.judged(asked, candidates, least)
        answer = compose(question, ranked, hits, least, self.settings.quotes)
        if answer.abstained:
            answer = replace(answer, missing=missing(self._index.missing(asked), hits, self._word_encoder))
        return replace(answer, seconds=time.perf_counter() - started)

    def judged(self, question: str, candidates: Sequence[Candidate], least: float) -> list[tuple[Candidate, float]]:
        """The likeliest candidates with the confidence in each, best first; only the first where it is below `least`.

        Each one's sentence is read once more, alone: what the reader sees only among other sentences is less sure.
        """
        if not candidates:
            return []
        features = matrix(self.asked(question), candidates)
        first, *others = self._decision.order(candidates, features, self.settings.quotes)
        judged = self._sure(question, candidates, features, [first])
        if others and judged[0][1] >= least:
            judged += self._sure(question, candidates, features, others)
        return judged

    def _sure(
        self, question: str, candidates: Sequence[Candidate], features: Floats, numbers: list[int]
    ) -> list[tuple[Candidate, float]]:
        chosen = [candidates[number] for number in numbers]
        alone = self._reader.read(question, [candidate.sentence.text for candidate in chosen])
        confidence = self._decision.confidence(checked(features[numbers], chosen, alone))
        return [(candidate, float(sure)) for candidate, sure in zip(chosen, confidence, strict=True)]

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
        sentence = window.sentence_at(window.start + span.start)
        start, end = tidied(window.document.text, window.start + span.start, min(window.start + span.end, sentence.end))
        if start < end:
            # A sentence that retrieval did not bring scores no better than the last one it did.
            hit = by_sentence.get((window.document.source, sentence.start), hits[-1])
            of = (span.score, reading.answerable, hit.similarity, hit.score)
            made.append(Candidate(window, start, end, sentence, *of))
    return made


def tidied(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the space around it and the punctuation it ends or begins with.

    >>> tidied("on June 27, 2025, when", 3, 17)
    (3, 16)
    >>> tidied("at 7:05 p.m. sharp", 3, 11)
    (3, 12)
    """
    while start < end and (text[start].isspace() or text[start] in ",;:.!?"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:!?"):
        end -= 1
    if start < end and text[end - 1] == "." and not _ABBREVIATION.search(text[start:end]):
        end -= 1
    elif text[end : end + 1] == "." and _INITIALS.search(text[start:end]):
        end += 1
    return start, end
