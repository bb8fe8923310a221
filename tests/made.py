"""Records made by hand, for tests of the stages between index and answer."""

import hashlib
from collections.abc import Mapping

from index.passages import passages
from index.records import Document, Hit, Passage
from qa.deciding.decide import Decision, Logistic
from qa.deciding.features import CHECKED, FEATURES, Candidate
from qa.reading.windows import Window


def document(text: str, source: str = "a.txt") -> Document:
    return Document(source, text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def hits(*documents: Document) -> list[Hit]:
    """A hit for every sentence, each a little worse than the one before."""
    found = [passage for each in documents for passage in passages(each)]
    return [Hit(passage, 5 - number / 10, 0.9 - number / 100) for number, passage in enumerate(found)]


def candidate(passage: Passage, words: str, score: float = 1.0) -> Candidate:
    """A candidate that points at `words` in a sentence that was read alone."""
    start = passage.start + passage.text.index(words)
    window = Window(passage.document, (passage,))
    return Candidate(
        window, start, start + len(words), passage, score, score, similarity=0.5, retrieval=1.0, item=score
    )


def pointing(text: str, words: str) -> Candidate:
    """A candidate that points at `words` in a text of one sentence."""
    return candidate(hits(document(text))[0].passage, words)


def decision(weights: Mapping[str, float], threshold: float = 0.5) -> Decision:
    """A decision in which features without a weight given count nothing."""
    rank, confidence = ({name: weights.get(name, 0.0) for name in names} for names in (FEATURES, CHECKED))
    return Decision(Logistic(0.0, rank), Logistic(0.0, confidence), threshold)
