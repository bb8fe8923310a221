"""The plain answer to a question: retrieve, read, judge, compose.

Every other kind of answer is made with the same tools, or falls back to this one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.encoder import Remembering
from index.records import Hit, Passage
from index.store import Index
from qa import fitting
from qa.answer import Answer, Kind, Quote
from qa.compose import compose, nearest
from qa.deciding.features import Asked, Candidate, Context, Floats, checked, matrix
from qa.deciding.missing import missing
from qa.deciding.ranges import widened
from qa.reading import context
from qa.reading.below import with_what_follows
from qa.reading.models import Models
from qa.reading.reader import Reading
from qa.reading.rows import is_row, singled_out
from qa.reading.windows import Window, by_paragraph, is_question, windows
from qa.retrieve import Retriever
from qa.settings import Settings
from qa.tidy import tidied
from qa.words.clause import WH
from qa.words.names import names

_LONGEST_KEY = 40  # characters


@dataclass(frozen=True, slots=True)
class Plain:
    """The plain answer with the hits, everything the reader pointed at in them, and the likeliest of it, judged."""

    answer: Answer
    hits: tuple[Hit, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    ranked: tuple[tuple[Candidate, float], ...] = ()


class Facts:
    """An index, the models that read it, and the plain answer they give. Safe to use from several threads."""

    def __init__(self, index: Index, models: Models, settings: Settings):
        self.index = index
        self.encoder = models.encoder
        self.reader = models.reader
        self.decision = models.decision
        self.kinds = models.kinds
        self.polarity = models.polarity
        self.settings = settings
        # Documents use the same words again and again, so that a warm assistant embeds few.
        self.word_encoder = Remembering(models.encoder, most=10_000)
        self.paragraphs = by_paragraph(index.passages)
        self._retriever = Retriever(index, models.encoder)
        self._remembered = lru_cache(maxsize=64)(self._plain)
        self._asked = lru_cache(maxsize=64)(self._with_names)
        self._found = lru_cache(maxsize=64)(self._nearest)
        self._readings = lru_cache(maxsize=64)(self._read)

    def hits(self, question: str) -> list[Hit]:
        """The sentences nearest to a question, best first; of a table only the rows that it singles out, if any."""
        return list(self._found(question))

    def passage_at(self, question: str, quote: Quote) -> Passage | None:
        """The hit that what a quote points at begins in, or the quote itself where it points at nothing; else None."""
        at = quote.start if quote.answer_start is None else quote.answer_start
        passages = (hit.passage for hit in self.hits(question) if hit.passage.document == quote.document)
        return next((one for one in passages if one.start <= at < one.end), None)

    def _nearest(self, question: str) -> tuple[Hit, ...]:
        return tuple(self.meant(question, self._retriever.retrieve(question, self.settings.hits)))

    def meant(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits without the rows of tables that the question does not mean; see `qa.reading.rows`."""
        return singled_out(hits, self.asked(question).names, self.index)

    def answer(self, question: str, least: float) -> Answer:
        """The answer of which the assistant is at least `least` sure, or else a refusal."""
        return self.plain(question, least).answer

    def plain(self, question: str, least: float) -> "Plain":
        """The same, with what it was made from.

        The last ones are remembered: what is asked for the readings of a follow-up is asked again for the chosen one.
        """
        return self._remembered(question, least)

    def _plain(self, question: str, least: float) -> "Plain":
        hits = self.hits(question)
        if not hits:
            return Plain(Answer(question, Kind.REFUSAL))
        candidates = self.candidates(question)
        ranked = self.judged(question, candidates, least)
        answer = compose(question, ranked, hits, least, self.settings.quotes)
        if answer.abstained:
            answer = self.refusal(question, hits, answer.confidence)
        return Plain(answer, tuple(hits), tuple(candidates), tuple(ranked))

    def refusal(self, question: str, hits: Sequence[Hit], confidence: float = 0.0) -> Answer:
        """That the documents don't say: what is missing in them, and the nearest passages."""
        lacking = missing(self.index.missing(question), hits, self.word_encoder)
        near = zip(nearest(hits, self.settings.quotes), hits, strict=False)
        quotes = tuple(with_what_follows(quote, hit.passage, self.paragraphs) for quote, hit in near)
        return Answer(question, Kind.REFUSAL, quotes, confidence, lacking)

    def judged(self, question: str, candidates: Sequence[Candidate], least: float) -> list[tuple[Candidate, float]]:
        """The likeliest candidates with the confidence in each, best first; only the first where it is below `least`.

        Each one's sentence is read once more, alone: what the reader sees only among other sentences is less sure. The
        first one's is also read in its context, for it may not say alone of whom or what it speaks.
        """
        if not candidates:
            return []
        features = matrix(self.asked(question), candidates)
        first, *others = self.decision.order(candidates, features, self.settings.quotes)
        judged = self._sure(question, candidates, features, [first], in_context=True)
        if others and judged[0][1] >= least:
            judged += self._sure(question, candidates, features, others)
        return judged

    def _sure(
        self,
        question: str,
        candidates: Sequence[Candidate],
        features: Floats,
        numbers: list[int],
        in_context: bool = False,
    ) -> list[tuple[Candidate, float]]:
        chosen = [candidates[number] for number in numbers]
        alone = self.reader.read(question, [candidate.sentence.text for candidate in chosen])
        contexts = [self.context(question, candidate) for candidate in chosen] if in_context else []
        confidence = self.decision.confidence(checked(features[numbers], chosen, alone, contexts))
        return [(candidate, float(sure)) for candidate, sure in zip(chosen, confidence, strict=True)]

    def context(self, question: str, candidate: Candidate) -> Context:
        """What the reader says of the candidate's sentence below its headings and behind the one before it."""
        above = context.above(candidate.sentence, self.index)
        return context.in_context(self.asked(question), candidate, above, self.reader)

    def asked(self, question: str) -> Asked:
        """The question with what the index knows of its words."""
        return self._asked(question)

    def _with_names(self, question: str) -> Asked:
        frequency = self.index.sentences.lexical.frequency
        return Asked.of(question, frequency, len(self.index), names(question, self.index))

    def candidates(self, question: str) -> list[Candidate]:
        """Everything the reader points at in the windows around the hits that may be of the kind asked for."""
        found = pointed_at(self.read(question), self.hits(question))
        return [widened(question, candidate) for candidate in found if self.may_answer(question, candidate)]

    def may_answer(self, question: str, candidate: Candidate) -> bool:
        """Whether a candidate says nothing of itself for which it cannot be the answer."""
        return fitting.may_answer(self.asked(question), candidate, self.word_encoder)

    def read(self, question: str) -> list[tuple[Window, Reading]]:
        """What the reader makes of the windows around the hits; remembered, for each kind of answer begins with it."""
        return list(self._readings(question))

    def _read(self, question: str) -> tuple[tuple[Window, Reading], ...]:
        around = windows(self.hits(question), self.paragraphs, self.settings.windows, self.settings.window_characters)
        readings = self.reader.read(question, [window.text for window in around])
        return tuple(zip(around, readings, strict=True))


def pointed_at(read: Sequence[tuple[Window, Reading]], hits: Sequence[Hit]) -> list[Candidate]:
    """What the reader points at in all windows it has read."""
    return [candidate for window, reading in read for candidate in candidates_of(window, reading, hits)]


def candidates_of(window: Window, reading: Reading, hits: Sequence[Hit]) -> list[Candidate]:
    """What the reader points at in a window, with what retrieval says of the sentences it points into."""
    by_sentence = {(hit.passage.document.source, hit.passage.start): hit for hit in hits}
    source = window.document.source
    made = []
    for span in reading.spans:
        sentence = window.sentence_at(window.start + span.start)
        # A sentence that retrieval did not bring scores as the heading over it, or no better than the last one it did.
        over = window.start if sentence.paragraph_start != window.sentences[0].paragraph_start else sentence.start
        first = _behind_key(sentence, window.start + span.start, window.start + span.end)
        start, end = tidied(window.document.text, first, min(window.start + span.end, sentence.end))
        says = not is_question(sentence.text) and not _asks(window.document.text[start:end])
        if start < end and says and not _is_column(sentence, end):
            hit = by_sentence.get((source, sentence.start)) or by_sentence.get((source, over)) or hits[-1]
            of = (span.score, reading.answerable, hit.similarity, hit.score, reading.as_item(span))
            made.append(Candidate(window, start, end, sentence, *of))
    return made


def _behind_key(sentence: Passage, start: int, end: int) -> int:
    """Where a span begins that goes from within an entry's key to its value: "68 dB" of "Noise at 1 m: 68 dB".

    So does one from within the name of a table's column: "6.8" of "Date: 12 July | Oxygen mg/l: 6.8".
    """
    text = sentence.document.text
    colon = text.find(": ", start, end)
    cell = text.rfind(" | ", sentence.start, start)
    line = max(sentence.start, text.rfind("\n", 0, start) + 1, cell + len(" | ") if cell >= 0 else 0)
    within = line < start and 0 <= colon <= line + _LONGEST_KEY
    return colon + 2 if within else start


def _is_column(sentence: Passage, end: int) -> bool:
    """Whether what ends there is the name of a column, "Yard" of "Ship: Aurora | Yard: Gdansk"."""
    return is_row(sentence) and sentence.document.text.startswith(": ", end)


def _asks(words: str) -> bool:
    """Whether words only ask, as the first of a heading may: "What" of "What went badly" answers nothing."""
    return all(word.lower() in WH for word in words.split())
