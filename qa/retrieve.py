"""A question becomes hits: sentences by meaning and by word, with what their paragraphs have to say.

Four lists speak for a sentence: its own similarity and BM25, and those of its paragraph. Each is a z-score, taken
against all texts of its layer, so that a list in which everything is alike says little, and the weighted sum orders
the hits. evaluation/retrieval.py measures it against its parts.
"""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.encoder import Encoder, Vectors
from index.records import Hit
from index.store import Index, Layer
from qa.words.expect import measure

_Numbers = npt.NDArray[np.int64]
_Floats = npt.NDArray[np.float32]

_MAX_QUESTION = 1000  # characters; of a longer one the beginning and the end are read, where people ask
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\s]+")  # control characters, halves of characters, space
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each list counts in the sum of z-scores; chosen on the development halves."""

    sentence_dense: float = 1.0
    sentence_lexical: float = 0.6
    paragraph_dense: float = 1.0
    paragraph_lexical: float = 0.8


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the four lists say of the candidates: every array is (candidates,).

    `passages` and `paragraphs` are numbers in the index; `similarity` is the cosine of question and sentence; the
    rest are z-scores.
    """

    passages: _Numbers
    similarity: _Floats
    sentence_dense: _Floats
    sentence_lexical: _Floats
    paragraph_dense: _Floats
    paragraph_lexical: _Floats

    def scores(self, weights: Weights) -> _Floats:
        """The weighted sum for each candidate."""
        total: _Floats = (
            weights.sentence_dense * self.sentence_dense
            + weights.sentence_lexical * self.sentence_lexical
            + weights.paragraph_dense * self.paragraph_dense
            + weights.paragraph_lexical * self.paragraph_lexical
        )
        return total


class Retriever:
    """Finds the passages of an index that speak of a question."""

    def __init__(self, index: Index, encoder: Encoder, weights: Weights | None = None, pool: int = 100) -> None:
        """Bind an index to its encoder.

        Args:
            index: what to search.
            encoder: the one the index was built with.
            weights: how much each list counts.
            pool: how many texts each of the four lists brings into the sum.
        """
        self._index = index
        self._encoder = encoder
        self._weights = weights or Weights()
        self._pool = pool

    def retrieve(self, question: str, k: int = 10) -> list[Hit]:
        """The `k` best hits for `question`, best first; none where the question has no word or the index no text."""
        asked = readable(question)
        if k < 1 or not len(self._index) or not asks(asked):
            return []
        # What has it as a row has it by its noun: "Weight: 13.6 kg".
        looked_up = f"{asked} {measure(asked)}".strip()
        evidence = gather(self._index, self._encoder.encode([asked]), looked_up, self._pool)
        scores = evidence.scores(self._weights)
        # Ties go to the earlier passage, so that the order is the same everywhere.
        best = np.lexsort((evidence.passages, -scores))[:k]
        return [
            Hit(self._index.passages[evidence.passages[i]], float(scores[i]), float(evidence.similarity[i]))
            for i in best
        ]


def asks(question: str) -> bool:
    """Whether there is any word in a question."""
    return bool(_WORD.search(question))


def readable(question: str) -> str:
    """The question without control characters and superfluous space, and of bearable length.

    >>> readable("  Who\\x00 was\\n it? ")
    'Who was it?'
    """
    if len(question) > 4 * _MAX_QUESTION:
        question = question[: 2 * _MAX_QUESTION] + " " + question[-2 * _MAX_QUESTION :]
    clean = _UNSEEN.sub(" ", question).strip()
    if len(clean) > _MAX_QUESTION:
        half = _MAX_QUESTION // 2
        clean = f"{clean[:half]} {clean[-half:]}"
    return clean


def gather(index: Index, vector: Vectors, question: str, pool: int) -> Evidence:
    """The evidence of the four lists; the candidates are the `pool` best of each.

    Args:
        index: what to search; not empty.
        vector: the question's, float32 (1, d).
        question: its words.
        pool: how many texts of each list become candidates.
    """
    sentence_bm25 = index.sentences.lexical.scores(question)
    paragraph_bm25 = index.paragraphs.lexical.scores(question)
    paragraphs = np.union1d(index.paragraphs.nearest(vector, pool), _best(paragraph_bm25, pool))
    within = [np.arange(index.first_of[j], index.first_of[j + 1]) for j in paragraphs]
    candidates = np.unique(np.concatenate([index.sentences.nearest(vector, pool), _best(sentence_bm25, pool), *within]))
    around = index.paragraph_of[candidates]
    similarity = index.sentences.vectors[candidates] @ vector[0]
    return Evidence(
        passages=candidates,
        similarity=similarity,
        sentence_dense=_dense_z(similarity, index.sentences, vector),
        sentence_lexical=_lexical_z(sentence_bm25, candidates),
        paragraph_dense=_dense_z(index.paragraphs.vectors[around] @ vector[0], index.paragraphs, vector),
        paragraph_lexical=_lexical_z(paragraph_bm25, around),
    )


def _best(scores: _Floats, count: int) -> _Numbers:
    """The numbers of the `count` highest scores above zero, in no order."""
    if len(scores) > count:
        top = np.argpartition(scores, -count)[-count:]
        return np.asarray(top[scores[top] > 0], dtype=np.int64)
    return np.asarray(np.flatnonzero(scores > 0), dtype=np.int64)


def _dense_z(similarity: _Floats, layer: Layer, vector: Vectors) -> _Floats:
    mean, deviation = layer.spread(vector)
    z: _Floats = (similarity - np.float32(mean)) / np.float32(deviation or 1.0)
    return z


def _lexical_z(scores: _Floats, numbers: _Numbers) -> _Floats:
    z: _Floats = (scores[numbers] - scores.mean()) / (scores.std() or np.float32(1.0))
    return z
