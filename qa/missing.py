"""What a question asks about that the documents do not speak of: a refusal says more than no."""

from collections.abc import Sequence

from index.encoder import Encoder
from index.lexical import terms, words
from index.records import Hit

LIKE = 0.55
"""Cosine from which a word counts as another for one asked with: "died" and "deaths", "airliner" and "plane"."""

_LOOKED_AT = 3  # hits whose words are compared; each word costs about as much as a short question
_GENERIC = frozenset(
    ("many", "much", "work", "works", "happen", "happened", "happens", "tell", "say", "says", "mean", "means", "called")
)


def missing(absent: Sequence[str], hits: Sequence[Hit], encoder: Encoder) -> tuple[str, ...]:
    """Of the `absent` words, which no document has, those that the nearest passages have no like word for."""
    asked = [word for word in absent if word not in _GENERIC]
    # Of the forms of a word one is enough, and a number is like no word.
    texts = " ".join(hit.passage.text for hit in hits[:_LOOKED_AT])
    there = list({term: word for term, word in zip(terms(texts), words(texts), strict=True) if word.isalpha()}.values())
    if not asked or not there:
        return tuple(asked)
    vectors = encoder.encode([*asked, *there])  # one call: each has a cost of its own
    likeness = vectors[: len(asked)] @ vectors[len(asked) :].T
    return tuple(word for word, row in zip(asked, likeness, strict=True) if row.max() < LIKE)
