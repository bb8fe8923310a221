"""Which sentences matter and which repeat each other: LexRank with a prior, and maximal marginal relevance.

LexRank (Erkan and Radev 2004) calls a sentence central that is similar to central sentences. Its random walk starts
again, now and then, at sentences drawn from a prior (biased LexRank: Otterbacher, Erkan and Radev 2005), here those
that open a text or a paragraph, stand on their own and speak of what was asked. What is chosen is at each step central
and unlike what was chosen before (maximal marginal relevance: Carbonell and Goldstein 1998).
"""

import re

import numpy as np
import numpy.typing as npt

from index.encoder import Vectors
from index.lexical import words
from index.records import Passage
from qa.answer import Quote
from qa.words.verbs import closed

Floats = npt.NDArray[np.float64]

REPEAT = 0.9
"""Cosine from which a sentence says what another one said."""

_DAMPING = 0.3  # of the walk: the share of steps that go to a similar sentence rather than to one of the prior
_STEPS = 30
_NOVELTY = 0.4  # of a choice: what unlikeness to the chosen counts against centrality

_SUBSTANCE = 14  # words with a meaning of their own that a sentence needs to say something
_LONG = 350  # characters of a sentence that is too long for a summary
_SMALL = 0.4  # share of words with a small letter that sentences have at least
_LEANS, _CRUMB = 0.5, 0.2  # what a sentence that leans on another is worth, and a heading, an item or a row
# Words with which a sentence leans on the one before it.
_LEANING = closed(
    """
    he she it they him her his hers its their theirs them this that these those such here there then thus so
    therefore hence however but and or nor yet also moreover furthermore besides instead meanwhile otherwise
    nevertheless nonetheless still too both neither either another others earlier later afterwards accordingly
    consequently similarly likewise finally again i you we me us my your our one ones who which where when because
    """
)
_FIRST = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W_]{2,}")
_MARKS = re.compile(r"[*_#>|]+\s+(?=\S)")
_STOPPED = re.compile(r"[.!?…。！？][\"”’)\]*_]*$")


def lexrank(vectors: Vectors, prior: Floats) -> Floats:
    """How central each of n sentences is: unit rows (n, d) and a prior (n,) -> (n,), which sums to one.

    >>> lexrank(np.eye(2, dtype=np.float32), np.array([3.0, 1.0])).round(2).tolist()
    [0.75, 0.25]
    """
    if not len(vectors):
        return np.empty(0)
    start = np.asarray(prior, dtype=np.float64)
    start = start / start.sum() if start.sum() > 0 else np.full(len(start), 1 / len(start))
    likeness = vectors @ vectors.T
    # Sentences of one text are all somewhat alike; what they share beyond that tells them apart.
    likeness = np.clip(likeness - likeness.mean(), 0, None).astype(np.float64)
    np.fill_diagonal(likeness, 1e-9)  # a sentence is no witness for itself, unless it is like no other
    step = likeness / likeness.sum(axis=0, keepdims=True)
    rank = start
    for _ in range(_STEPS):
        rank = (1 - _DAMPING) * start + _DAMPING * (step @ rank)
    return rank


def apart(
    vectors: Vectors, worth: Floats, most: int, against: Vectors | None = None, repeat: float = REPEAT
) -> list[int]:
    """The numbers of at most `most` sentences of high worth that do not repeat each other, in the order of choice.

    Nor do they repeat those whose vectors are in `against`; a cosine of `repeat` and more is a repetition.

    >>> apart(np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32), np.array([3.0, 2.0, 1.0]), 3)
    [0, 2]
    """
    nearest = np.zeros(len(vectors))
    if against is not None and len(against) and len(vectors):
        nearest = np.clip((vectors @ against.T).max(axis=1), 0, None)
    free = nearest < repeat
    chosen: list[int] = []
    while len(chosen) < most and free.any():
        # What is left is measured by the best of it, or a single high worth would leave all others alike.
        scaled = worth / (worth[free].max() or 1.0)
        best = int(np.where(free, (1 - _NOVELTY) * scaled - _NOVELTY * nearest, -np.inf).argmax())
        chosen.append(best)
        nearest = np.maximum(nearest, vectors @ vectors[best])
        free &= nearest < repeat
        free[best] = False
    return chosen


def stands_alone(text: str) -> float:
    """0..1: how well a sentence says something to somebody who reads nothing else.

    >>> stands_alone("The pump draws clean water from a deep well and brings it to every tap of the house.") > 0.6
    True
    >>> stands_alone("It also does this.") < 0.1
    True
    """
    first = _FIRST.search(text)
    worth = min(1.0, len(set(words(text))) / _SUBSTANCE) * min(1.0, _LONG / max(1, len(text)))
    if first is None or first[0].lower() in _LEANING or (first[0][0].islower() and first.start() == 0):
        worth *= _LEANS
    if not _STOPPED.search(text) or "|" in text:
        worth *= _CRUMB
    if text.endswith("?"):
        worth *= _LEANS
    # Addresses, dates and the fields of a form are nearly all names and numbers.
    long = _WORD.findall(text)
    small = sum(not word[0].isupper() and not word[0].isdigit() for word in long) / max(1, len(long))
    return worth * min(1.0, max(_CRUMB, small / _SMALL))


def quoted(passage: Passage) -> Quote:
    """The sentence as it is shown: without marks that its own beginning lost, such as the "**" that ended a heading."""
    marks = _MARKS.match(passage.text)
    return Quote(passage.document, passage.start + (marks.end() if marks else 0), passage.end)
