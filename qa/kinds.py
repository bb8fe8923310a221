"""A question -> the kind of answer it asks for.

One multinomial logistic model sees a question twice: as the short sequences of its function and cue words, in which
names, numbers, quotations and all other words are only placeholders; and as the encoder's vector. `training/kinds.py`
fits it to `training/written/kinds.txt`, and `models/kinds.json` holds what it learnt, a weight for each sequence.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.errors import ModelError

SHIPPED = Path(__file__).resolve().parent.parent / "models" / "kinds.json"
LEAST = 0.4
"""The probability below which a question is taken for one of a fact; chosen by cross-validation."""

_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»|‘[^’]*’|(?<!\w)'[^']+'(?!\w)")
_QUOTATION = "\0"
_TOKEN = re.compile(rf"{_QUOTATION}|\d+(?:[.,:]\d+)+|\w+(?:['’]\w+)?|[?,:]")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST = 3  # tokens of a sequence
_START, _END, _NAME = "^", "$", "NAME"


class QuestionKind(StrEnum):
    """What a question asks for."""

    FACT = "fact"  # a name, a date, a number, a place: a span
    LIST = "list"  # all of several things
    REASON = "reason"  # why, what for, in what manner
    POLAR = "polar"  # yes or no
    OVERVIEW = "overview"  # what it is all about
    ENTITY = "entity"  # what is said of somebody or something
    TIMELINE = "timeline"  # dated events in order
    FIND = "find"  # where words stand
    ABOUT = "about"  # the assistant itself


@dataclass(frozen=True, slots=True)
class Guess:
    """What a question seems to ask for.

    `probabilities` has one for every kind; they sum to 1. `reply` is the likeliest of the replies about the
    assistant, such as "hello" or "documents": only of a question of that kind does it mean anything.
    """

    kind: QuestionKind
    probabilities: Mapping[QuestionKind, float]
    reply: str


@dataclass(frozen=True, slots=True)
class Model:
    """The coefficients of a multinomial logistic model with n labels over questions.

    `labels` are kinds, or a kind and a reply, as in "about: hello"; `cues` the words that are looked at themselves, in
    lower case. `bias` is (n,); each sequence of tokens adds its `weights`, (n,), and the encoder's vector, (d,), times
    `meaning`, (d, n).
    """

    labels: tuple[str, ...]
    cues: frozenset[str]
    bias: NDArray[np.float64]
    weights: Mapping[str, NDArray[np.float64]]
    meaning: NDArray[np.float64]

    @classmethod
    def of(cls, stored: Mapping[str, Any], dimension: int) -> "Model":
        """Raises ValueError, KeyError, TypeError or AttributeError where `stored` is no model for vectors so long."""
        labels = tuple(stored["bias"])
        if {label.partition(": ")[0] for label in labels} != set(QuestionKind):
            raise ValueError("it has other kinds")
        meaning = np.array([stored["meaning"][label] for label in labels], dtype=np.float64).T
        if len(meaning) != dimension:
            raise ValueError(f"it is for vectors of {len(meaning)}, not {dimension}")
        at = {label: number for number, label in enumerate(labels)}
        weights = {sequence: np.zeros(len(labels)) for sequence in stored["weights"]}
        for sequence, row in stored["weights"].items():
            weights[sequence][[at[label] for label in row]] = [*row.values()]
        bias = np.array([*stored["bias"].values()], dtype=np.float64)
        return cls(labels, frozenset(stored["cues"]), bias, weights, meaning)


class Kinds:
    """Tells kinds of question apart. Safe to use from several threads."""

    def __init__(self, encoder: Encoder, model: "Model") -> None:
        self._encoder = encoder
        self._model = model
        self._labels = [label.partition(": ") for label in model.labels]

    @classmethod
    def load(cls, encoder: Encoder, path: Path = SHIPPED) -> "Kinds":
        """Raises ModelError where the file is missing, is not one of these or was made with another kind of encoder."""
        try:
            return cls(encoder, Model.of(json.loads(path.read_text("utf-8")), encoder.dimension))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"The coefficients in {path} cannot be read: {error}.") from error

    def kind_of(self, question: str) -> QuestionKind:
        """The kind of a question; a fact where nothing else is likely enough."""
        return self.guess(question).kind

    def guess(self, question: str) -> Guess:
        """The kind of a question and how likely each is."""
        vector = np.asarray(self._encoder.encode([question])[0], dtype=np.float64)
        scores = self._model.bias + vector @ self._model.meaning
        for sequence in sequences(tokens(question, self._model.cues)):
            scores = scores + self._model.weights.get(sequence, 0.0)
        exponentials = np.exp(scores - scores.max())
        shares = exponentials / exponentials.sum()
        probabilities = dict.fromkeys(QuestionKind, 0.0)
        replies = {}
        for (kind, _, reply), share in zip(self._labels, shares.tolist(), strict=True):
            probabilities[QuestionKind(kind)] += share
            if reply:
                replies[reply] = share
        likeliest = max(probabilities, key=probabilities.__getitem__)
        kind = likeliest if probabilities[likeliest] >= LEAST else QuestionKind.FACT
        return Guess(kind, probabilities, max(replies, key=replies.__getitem__, default=""))


def words(question: str) -> list[str]:
    """The words of a question, clitics apart, each quotation one sign; of the punctuation only `?`, `,` and `:`.

    >>> words("What's the “red kite”, Anna?")
    ['What', "'s", 'the', '\\x00', ',', 'Anna', '?']
    """
    found: list[str] = []
    for word in _TOKEN.findall(_QUOTED.sub(f" {_QUOTATION} ", question.replace(_QUOTATION, " "))):
        stem, mark, clitic = word.replace("’", "'").partition("'")
        found += [stem, mark + clitic] if mark and clitic.lower() != "t" else [stem + mark + clitic]
    return found


def tokens(question: str, cues: Collection[str]) -> list[str]:
    """A question's words as they are looked at: the cues themselves, anything else as what it looks like.

    >>> tokens("Who is Maria Holm of the 3 red hens?", {"who", "is", "of", "the"})
    ['who', 'is', 'NAME', 'of', 'the', 'NUMBER', 'WORD', 'WORDS', '?']
    """
    found: list[str] = []
    asked = words(question)
    for number, word in enumerate(asked):
        token = word.lower() if word.lower() in cues or not _LETTER.search(word) else ""
        if word == _QUOTATION:
            token = "QUOTATION"
        elif _DIGIT.search(word):
            token = _NAME if _LETTER.search(word) else "NUMBER"
        elif not token:
            token = _NAME if _is_name(asked, number, cues) else _common(word)
        # A name of several words is one.
        if token != _NAME or found[-1:] != [_NAME]:
            found.append(token)
    return found


def _is_name(asked: list[str], number: int, cues: Collection[str]) -> bool:
    """Whether a word is written as a name; the first of a question is only where the next one is too."""
    if number == 0:
        return len(asked) > 1 and asked[0][:1].isupper() and asked[1][:1].isupper() and asked[1].lower() not in cues
    return asked[number][:1].isupper()


def _common(word: str) -> str:
    return "WORDS" if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else "WORD"


def sequences(asked: list[str]) -> Iterator[str]:
    """Every sequence of one to three tokens, each once, with the question's start and end as tokens.

    >>> list(sequences(["why"]))
    ['why', '^ why', 'why $', '^ why $']
    """
    marked = [_START, *asked, _END]
    every = (
        " ".join(marked[at : at + length])
        for length in range(1, _LONGEST + 1)
        for at in range(len(marked) - length + 1)
        if length > 1 or 0 < at < len(marked) - 1
    )
    return iter(dict.fromkeys(every))
