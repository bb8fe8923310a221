"""What a question asks about that the documents do not speak of: a refusal says more than no."""

import re
from collections.abc import Sequence

from index.encoder import Encoder
from index.lexical import terms, words
from index.records import Hit
from qa.words.clause import ADVERBS, AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, WH
from qa.words.verbs import closed

LIKE = 0.55
"""Cosine from which a word counts as another for one asked with: "died" and "deaths", "airliner" and "plane"."""

_NAME = re.compile(r"(?<=[\w,;] )[A-Z][\w-]+")  # not where a sentence begins
_LOOKED_AT = 2  # hits whose words are compared; each word costs about as much as a short question
_LITTLE = ADVERBS | AUXILIARIES | DETERMINERS | PREPOSITIONS | PRONOUNS | WH
_GENERIC = _LITTLE | closed(
    "many much work works happen happened happens tell tells told say says said mean means called know known mention "
    "mentions mentioned name names named number article document documents text file anything something "
    "cause causes caused reason reasons"
)  # what a question says of itself, or of what is asked


def missing(absent: Sequence[str], hits: Sequence[Hit], encoder: Encoder) -> tuple[str, ...]:
    """Of the `absent` words, which no document has, those that the nearest passages have no like word for."""
    asked = [word for word in absent if word not in _GENERIC]
    # Of the forms of a word one is enough, and a number is like no word.
    texts = " ".join(hit.passage.text for hit in hits[:_LOOKED_AT])
    names = {name.lower() for name in _NAME.findall(texts)}  # which say nothing in other words
    forms = ((term, word) for term, word in zip(terms(texts), words(texts), strict=True) if word not in names)
    there = list({term: word for term, word in forms if word.isalpha()}.values())
    if not asked or not there:
        return tuple(asked)
    vectors = encoder.encode([*asked, *there])  # one call: each has a cost of its own
    likeness = vectors[: len(asked)] @ vectors[len(asked) :].T
    return tuple(word for word, row in zip(asked, likeness, strict=True) if row.max() < LIKE)
