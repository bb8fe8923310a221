"""Whether answers that are all right by themselves can be right together, or contradict each other.

Two accounts of one thing say the same but for the value, and their values lie near each other; two things of one kind
(a pool indoors and one outdoors) are told apart by the rest of their sentences, by a plural or by an "another". What
each but the last counts for is fitted by `python -m training.several`; "another" settles it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, product

import numpy as np

from index.encoder import Encoder
from index.lexical import terms
from qa.deciding.features import Candidate, Floats
from qa.plural.cover import COVER, covered
from qa.words.clause import Question, is_plural
from qa.words.forms import Form, Value, value_of

AROUND = 2000  # characters around an answer that may name what it is about
SCALES = {"year": 30, "day": 30}  # years and days between two dates from which more says nothing
NAMED = 4  # shared names from which more say nothing

FEATURES = (
    "likeness",  # cosine of the sentences with both answers covered, the least of any two
    "within",  # two of the answers are of one document
    "likeness_within",  # both at once
    "plural",  # the question asks for several
    "names",  # names shared by what surrounds the answers, beyond the question's
    "near",  # how near the values lie to each other, 0..1
    "many",  # how many answers there are, beyond two
)

_NAME = re.compile(r"(?<=[a-z,;] )[A-Z]\w{2,}")  # in the middle of a sentence
_APART = re.compile(
    r"\b(?:second|third|another|other|also|again|earlier|later|previous(?:ly)?|former(?:ly)?|next|then|last|first)\b",
    re.I,
)
_FIGURE = re.compile(r"\d+(?:[.:]\d+)?")


def features(question: str, answers: Sequence[Candidate], encoder: Encoder) -> Floats:
    """What tells whether answers of different sentences contradict each other: (len(FEATURES),)."""
    words = {one.text for one in answers}
    texts = [covered(one.sentence.text, words) for one in answers]
    vectors = encoder.encode([re.sub(rf"\s*{COVER}\s*", f" {COVER} ", text) for text in texts])
    likeness = float((vectors @ vectors.T).min())
    within = float(len({one.window.document.source for one in answers}) < len(answers))
    values = [value_of(one.window.document.text, one.start, one.end) for one in answers]
    row = (
        likeness,
        within,
        likeness * within,
        float(asks_for_several(question)),
        min(NAMED, len(_shared_names(question, answers))) / NAMED,
        min(nearness(one, other) for one, other in pairwise(values)),
        float(len(answers) - 2),
    )
    return np.array(row, dtype=np.float64)


def are_set_apart(question: str, answers: Sequence[Candidate]) -> bool:
    """Whether a sentence speaks of another one of what is asked about, as in "a second grave" or "failed again"."""
    words = {one.text for one in answers}
    return any(_is_set_apart(question, covered(one.sentence.text, words)) for one in answers)


def _is_set_apart(question: str, text: str) -> bool:
    asked = set(terms(question))
    for found in _APART.finditer(text):
        near = [*text[: found.start()].split()[-2:], *text[found.end() :].split()[:2]]
        if asked & set(terms(" ".join(near))) and found[0].lower() not in question.lower():
            return True
    return False


def asks_for_several(question: str) -> bool:
    """Whether the noun that is asked for, or else what the question is about, is a plural.

    >>> asks_for_several("which prizes did she win"), asks_for_several("when was the mill built")
    (True, False)
    """
    asks = Question(question)
    about = asks.noun or ("" if asks.asks_subject else asks.slice(*asks.subject))
    return is_plural(about) and asks.asking != "how"


def speaks_of_several(question: str) -> bool:
    """Whether what is asked for, or what it is asked of, is a plural; what is counted is none.

    >>> [speaks_of_several(q) for q in ("how deep are the wells", "how deep is the well", "how many wells are dug")]
    [True, False, False]
    """
    asks = Question(question)
    return asks_for_several(question) or (not asks.noun and is_plural(asks.slice(*asks.subject)))


def nearness(one: Value, other: Value) -> float:
    """How near two values lie, 0..1: the smaller figure by the larger, and of dates how few days or years lie between.

    >>> value = lambda text: value_of(text, 0, len(text))
    >>> round(nearness(value("41 cm"), value("44 cm")), 2), nearness(value("1768"), value("1771"))
    (0.93, 0.9)
    >>> nearness(value("Ann Holm"), value("Bo Lind"))
    0.0
    """
    if one.form is other.form is Form.DATE:
        mine, theirs = dict(one.parts), dict(other.parts)
        shared = [part for part in ("year", "month", "day") if part in mine and part in theirs]
        differing = next((part for part in shared if mine[part].isdisjoint(theirs[part])), "")
        if differing not in SCALES:
            return 0.0
        pairs = product(figures(one, differing), figures(other, differing))
        return max((max(0.0, 1 - abs(a - b) / SCALES[differing]) for a, b in pairs), default=0.0)
    pairs = product(figures(one), figures(other))
    return max((min(a, b) / max(a, b) for a, b in pairs if min(a, b) > 0), default=0.0)


def figures(value: Value, named: str = "") -> list[float]:
    """The figures of a value, or of one part of it; a clock's is its hours and minutes as one writes them."""
    parts = [said for part, found in value.parts if not named or part == named for said in found]
    return [float(figure.replace(":", ".")) for said in parts for figure in _FIGURE.findall(said)]


def _shared_names(question: str, answers: Sequence[Candidate]) -> set[str]:
    """The names that stand around all of the answers, but for those that the question names."""
    asked = set(terms(question))
    found = [set(terms(" ".join(_NAME.findall(_around(one))))) - asked for one in answers]
    return set.intersection(*found)


def _around(one: Candidate) -> str:
    return one.window.document.text[max(0, one.start - AROUND) : one.end + AROUND]
