"""Texts become a BM25 index: words are folded, stemmed, and weighed by how rare they are."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer
from bm25s.stopwords import STOPWORDS_EN

Scores = npt.NDArray[np.float32]

# A run of letters and digits; a Chinese or Japanese character alone, as nothing separates those words.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
_AUXILIARIES = frozenset(["has", "have", "had", "do", "does", "did", "were", "been", "being", "from", "its"])
_ASKING = frozenset(["which", "who", "whom", "whose", "what", "when", "where", "why", "how"])
_CLITICS = frozenset(["s", "t", "d", "ll", "m", "re", "ve"])
_STOPWORDS = frozenset(STOPWORDS_EN) | _AUXILIARIES | _ASKING | _CLITICS
_MAX_WORDS = 64  # distinct words of a question that are looked up
_stemmer = Stemmer.Stemmer("english")


def words(text: str) -> list[str]:
    """The words of `text` that carry meaning, folded: lower case, no accents, no stopwords.

    >>> words("The chargé d’affaires' 3 protests")
    ['charge', 'affaires', '3', 'protests']
    """
    return [word for word in _WORD.findall(fold(text)) if word not in _STOPWORDS]


def fold(text: str) -> str:
    """Lower case without accents, so that `charge` finds `chargé`.

    >>> fold("Åland, CAFÉ")
    'aland, cafe'
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def terms(text: str) -> list[str]:
    """The stems of the words of `text`, as they are looked up.

    >>> terms("Which missiles hit the airliners?")
    ['missil', 'hit', 'airlin']
    """
    return list(_stemmer.stemWords(words(text)))


class Lexical:
    """BM25 over a sequence of texts: `scores(question)` is float32 (number of texts,)."""

    def __init__(self, size: int, model: bm25s.BM25 | None) -> None:
        """`model` is None where no text has any word."""
        self.size = size
        self._model = model

    @classmethod
    def build(cls, texts: Sequence[str], k1: float, b: float) -> "Lexical":
        """Index `texts`; `k1` says how soon repetition saturates, `b` how much long texts are discounted."""
        vocabulary: dict[str, int] = {}
        ids = [[vocabulary.setdefault(term, len(vocabulary)) for term in terms(text)] for text in texts]
        if not vocabulary:
            return cls(len(texts), None)
        model = bm25s.BM25(k1=k1, b=b)
        model.index((ids, vocabulary), show_progress=False)
        return cls(len(texts), model)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every stem that occurs in the texts."""
        return frozenset(self._model.vocab_dict) - {""} if self._model else frozenset()

    def scores(self, question: str) -> Scores:
        """BM25 of every text for the words of `question`; zeros where none of them occurs."""
        known = self._known(question)
        if self._model is None or not known:
            return np.zeros(self.size, dtype=np.float32)
        return np.asarray(self._model.get_scores(known), dtype=np.float32)

    def frequency(self, term: str) -> int:
        """The number of texts that hold a stem."""
        number = self._model.vocab_dict.get(term) if self._model else None
        if self._model is None or number is None:
            return 0
        starts = self._model.scores["indptr"]
        return int(starts[number + 1] - starts[number])

    def holding(self, term: str) -> npt.NDArray[np.int32]:
        """The numbers of the texts that hold a stem."""
        number = self._model.vocab_dict.get(term) if self._model else None
        if self._model is None or number is None:
            return np.zeros(0, dtype=np.int32)
        start, end = self._model.scores["indptr"][number : number + 2]
        return np.asarray(self._model.scores["indices"][start:end], dtype=np.int32)

    def missing(self, question: str) -> tuple[str, ...]:
        """The words of `question`, folded, whose stem occurs in no text; stopwords are not asked after."""
        known = self._model.vocab_dict if self._model else {}
        return tuple(dict.fromkeys(w for w in words(question) if _stemmer.stemWord(w) not in known))

    def save(self, folder: Path) -> None:
        """Write the index into `folder`; where no text has any word there is nothing to write."""
        if self._model is not None:
            self._model.save(str(folder), show_progress=False)

    @classmethod
    def load(cls, folder: Path, size: int) -> "Lexical":
        """The index of `size` texts that was saved into `folder`."""
        if not folder.exists():
            return cls(size, None)
        return cls(size, bm25s.BM25.load(str(folder), show_progress=False))

    def _known(self, question: str) -> list[str]:
        if self._model is None:
            return []
        distinct = dict.fromkeys(terms(question))
        return [term for term in distinct if term in self._model.vocab_dict][:_MAX_WORDS]
