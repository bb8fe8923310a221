"""A candidate answer -> the numbers that tell whether it is right: what the reader says, what retrieval says, how much
of the question its surroundings speak of, and whether it is the kind of thing that was asked for.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.lexical import terms
from index.records import Passage
from qa.reading.reader import UNSEEN, Reading
from qa.reading.windows import Window
from qa.words.expect import Expected, agreement, expected

FEATURES = (
    "span",  # the reader's score of the span, against no answer here
    "span_sure",  # the same, squashed: beyond some point more says nothing
    "answerable",  # the reader's view of the whole window
    "answerable_sure",
    "similarity",  # cosine of question and sentence
    "best_similarity",  # the same, of the best hit
    "retrieval",  # the sentence's fused score less the best one's
    "best_retrieval",  # the best one's
    "sentence_coverage",  # share of the question's information that the sentence repeats
    "window_coverage",  # that the window repeats
    "rarest_missing",  # information of the rarest word the window lacks, 0..1
    "unknown",  # share of the question's words that no document has
    "names_elsewhere",  # share of the question's names that the sentence lacks
    "names_far",  # that the window lacks
    "agrees",  # the span is of the kind asked for
    "disagrees",
    "length",  # words in the span, logarithmic
    "echo",  # share of the span's words that the question has already
    "margin",  # the reader's score less that of the best other answer
    "shortness",  # of the question: few words leave much open
    "tagged",  # the probability that it is one of the answers, where there may be several
    "tagged_odds",  # the same as log-odds
)
_CHECKED = (
    *FEATURES,
    "alone_span",  # the reader's score when it reads the sentence and nothing else
    "alone_answerable",
    "alone_same",  # share of words that it then points at again
    "alone_tagged",  # the probability that it then is one of the answers
    "under_span",  # the reader's score when it reads the sentence below its title and heading
    "under_answerable",
    "under_same",
    "behind_span",  # the same, when it reads it behind the sentence before it
    "behind_answerable",
    "behind_same",
    "least_answerable",  # of the three readings
    "most_answerable",
    "names_nowhere",  # share of the question's names that neither window nor headings have
)
# What one of them says depends on the other: a sentence that repeats the question is believed for less by the reader.
# Of all pairs, those without which most is lost (score test, cross-validated).
_TOGETHER = (
    ("best_retrieval", "most_answerable"),
    ("sentence_coverage", "alone_span"),
    ("window_coverage", "under_answerable"),
    ("echo", "alone_tagged"),
    ("sentence_coverage", "unknown"),
)
_FACTORS = tuple([_CHECKED.index(name) for name in names] for names in zip(*_TOGETHER, strict=True))
CHECKED = (*_CHECKED, *(" x ".join(pair) for pair in _TOGETHER))

Floats = NDArray[np.float64]


@lru_cache(maxsize=1024)
def _stems(text: str) -> frozenset[str]:
    """The terms of a text; a question's candidates share their windows, and questions share them again."""
    return frozenset(terms(text))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, with what is computed of it once: its terms' information in nats, its names, what it expects."""

    text: str
    information: dict[str, float]
    most: float
    unknown: float
    expects: Expected
    names: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, text: str, frequency: Callable[[str], int], sentences: int, names: frozenset[str] = frozenset()
    ) -> "Asked":
        """`frequency` gives the number of the index's `sentences` that hold a term (inverse document frequency).

        `names` are the terms that name somebody or something.
        """
        counts = {term: frequency(term) for term in dict.fromkeys(terms(text))}
        most = math.log(1 + max(1, sentences))
        information = {term: math.log((1 + max(1, sentences)) / (1 + count)) for term, count in counts.items()}
        unknown = sum(not count for count in counts.values()) / max(1, len(counts))
        return cls(text, information, most, unknown, expected(text), names)

    def coverage(self, other: str) -> float:
        """The share of the question's information that `other` repeats, 0..1; 1 where there is none to repeat."""
        total = sum(self.information.values())
        if not total:
            return 1.0
        found = _stems(other)
        return sum(weight for term, weight in self.information.items() if term in found) / total

    def rarest_missing(self, other: str) -> float:
        """The information of the rarest term that `other` lacks, as a share of the most a term can have."""
        found = _stems(other)
        return max((weight for term, weight in self.information.items() if term not in found), default=0.0) / self.most

    def names_missing(self, other: str) -> float:
        """The share of the question's names that `other` lacks, 0..1; 0 where it names nothing."""
        return len(self.names - _stems(other)) / len(self.names) if self.names else 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span `start:end` of a document that may answer, in a sentence of a window that was read.

    `span` is the reader's score of it, `answerable` of the window, `item` of its being one of several answers;
    `similarity` is the cosine of question and sentence, `retrieval` the sentence's fused score.
    """

    window: Window
    start: int
    end: int
    sentence: Passage
    span: float
    answerable: float
    similarity: float
    retrieval: float
    item: float

    @property
    def text(self) -> str:
        """The span, word for word."""
        return self.window.document.text[self.start : self.end]

    @property
    def within(self) -> tuple[int, int]:
        """Where the span starts and ends in the text of its sentence."""
        return self.start - self.sentence.start, self.end - self.sentence.start


@dataclass(frozen=True, slots=True)
class Again:
    """What the reader says of a text: its score of the best span, the words of that, and its view of the whole."""

    score: float
    answerable: float
    words: str

    @classmethod
    def of(cls, text: str, reading: Reading) -> "Again":
        """The same of a reading of `text`."""
        best = reading.spans[0] if reading.spans else None
        return cls(reading.score, reading.answerable, text[best.start : best.end] if best else "")


@dataclass(frozen=True, slots=True)
class Context:
    """What the reader says of a candidate's sentence `under` its headings and `behind` the sentence before it.

    `names` is the share of the question's names that neither the window nor the headings have.
    """

    under: Again
    behind: Again
    names: float


def matrix(asked: Asked, candidates: Sequence[Candidate]) -> Floats:
    """Candidates of one question -> (len(candidates), len(FEATURES))."""
    if not candidates:
        return np.empty((0, len(FEATURES)))
    best_similarity = max(candidate.similarity for candidate in candidates)
    best_retrieval = max(candidate.retrieval for candidate in candidates)
    rows = []
    for candidate in candidates:
        others = [other.span for other in candidates if other.text.lower() != candidate.text.lower()]
        agrees = agreement(asked.expects, candidate.text)
        words = terms(candidate.text)
        rows.append(
            (
                candidate.span / 10,
                math.tanh(candidate.span / 4),
                candidate.answerable / 5,
                math.tanh(candidate.answerable / 2),
                candidate.similarity,
                best_similarity,
                (candidate.retrieval - best_retrieval) / 5,
                best_retrieval / 10,
                asked.coverage(candidate.sentence.text),
                asked.coverage(candidate.window.text),
                asked.rarest_missing(candidate.window.text),
                asked.unknown,
                asked.names_missing(candidate.sentence.text),
                asked.names_missing(candidate.window.text),
                float(agrees > 0),
                float(agrees < 0),
                math.log1p(len(candidate.text.split())),
                sum(word in asked.information for word in words) / max(1, len(words)),
                np.clip(candidate.span - max(others, default=0.0), -10, 10) / 10,
                1 / (1 + len(asked.information)),
                _probability(candidate.item),
                max(candidate.item, -5.0) / 5,
            )
        )
    return np.array(rows, dtype=np.float64)


def checked(
    features: Floats, candidates: Sequence[Candidate], alone: Sequence[Reading], contexts: Sequence[Context] = ()
) -> Floats:
    """The features of candidates with what the reader said of each one's sentence alone: (n, len(CHECKED)).

    And of the same in its context, where that was read: what is not read is taken to say what the sentence does alone.
    Last the products of some pairs of features.
    """
    rows = []
    for i, (row, candidate, reading) in enumerate(zip(features, candidates, alone, strict=True)):
        again = Again.of(candidate.sentence.text, reading)
        item = reading.as_item(reading.spans[0]) if reading.spans else UNSEEN
        context = contexts[i] if contexts else Context(again, again, row[FEATURES.index("names_far")])
        read = [again, context.under, context.behind]
        answerable = [one.answerable / 5 for one in read]
        first, *others = ((one.score / 10, one.answerable / 5, _shared(candidate.text, one.words)) for one in read)
        more = [number for other in others for number in other]
        rows.append((*row, *first, _probability(item), *more, min(answerable), max(answerable), context.names))
    return with_products(np.array(rows, dtype=np.float64).reshape(len(candidates), len(_CHECKED)))


def with_products(features: Floats) -> Floats:
    """(n, len(CHECKED)) of the first columns alone, or of all of them: the products are made anew."""
    single = features[:, : len(_CHECKED)]
    ones, others = _FACTORS
    return np.hstack([single, single[:, ones] * single[:, others]])


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-max(odds, -50.0)))


def _shared(one: str, other: str) -> float:
    """The words two texts share, as a share of all their words (Jaccard)."""
    a, b = set(one.lower().split()), set(other.lower().split())
    return len(a & b) / len(a | b) if a | b else 0.0
