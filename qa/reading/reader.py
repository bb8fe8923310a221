"""A question and some texts -> where in each text the answer may stand, and whether it stands there at all."""

import hashlib
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from index.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

SHIPPED = Path(__file__).resolve().parents[2] / "models" / "reader"
SHIPPED_SHA256 = "0f4950c42e116f59308f3585b7a1bb48061be187239bc3277e6a6aa58c1f7af0"

OUTPUTS, TAGS, STATES = ("start", "end", "answerable"), "tags", "states"
QUESTION_TOKENS = 48
MAX_TOKENS = 256
STRIDE = 64
ANSWER_TOKENS = 30
SPANS = 3

SIDE_BY_SIDE = 2
"""Texts that the shipped reader reads at the same time, each on one thread."""

LEAST_INSIDE = 0.2
"""The probability of standing in an answer from which a token is taken for part of an item."""

UNSEEN = -10.0
"""The score, log-odds, where a reader saw nothing: below what it gives to anything it sees."""

Floats = NDArray[np.float32]
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start:end` of a text that was read; `score` is its log-odds against "not here", uncalibrated."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Logits:
    """What a network says of a window's tokens.

    `start` and `end` are (tokens,); `answerable` is the log-odds that the window answers; `tags` are (tokens, 3), for
    standing outside of all answers, beginning one and going on with one, or None where the network has no such head.
    """

    start: Floats
    end: Floats
    answerable: float
    tags: Floats | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of one text: spans that do not overlap, best first, and how likely the text answers at all.

    `answerable` is a log-odds too; both scores compare within one reader only. `items` are all the answers, in the
    text's order, where a question has several; each one's score is the log-odds that it is one. None where the reader
    cannot tell.
    """

    spans: tuple[Span, ...]
    answerable: float
    items: tuple[Span, ...] | None = None

    @property
    def score(self) -> float:
        """The best span's score; UNSEEN where there is none."""
        return self.spans[0].score if self.spans else UNSEEN

    def as_item(self, span: Span) -> float:
        """The log-odds that a span is one of the answers: the best item's that it shares words with.

        Where the reader cannot tell, the span's own score.
        """
        if self.items is None:
            return span.score
        shared = (item.score for item in self.items if item.start < span.end and span.start < item.end)
        return max(shared, default=UNSEEN)


_NOTHING = Reading((), UNSEEN)


class Reader(Protocol):
    """The seam for question-answering models. `name` tells two readers apart."""

    name: str

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """One `Reading` for each text, in order."""
        ...


class SpanReader(ABC):
    """What all readers of start and end logits share: windows over long texts, and spans out of logits.

    The span's score is start + end logit less those of [CLS], which stands for "no answer" (Devlin et al. 2019).
    Texts are read one at a time: on one thread a batch is no faster, and unpadded, a text reads the same whatever it
    is read with. The last readings are remembered: the stages of an answer look at the same sentences again.
    """

    name: str

    def __init__(self, tokenizer: Tokenizer, max_tokens: int = MAX_TOKENS):
        self._tokenizer = tokenizer
        self._tokenizer.no_padding()
        self._questions = Tokenizer.from_str(tokenizer.to_str())
        self._questions.enable_truncation(QUESTION_TOKENS)
        self._tokenizer.enable_truncation(max_tokens, stride=STRIDE, strategy="only_second")
        self._remembered = lru_cache(maxsize=1024)(self._read)

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """One `Reading` for each text, in order; a text without words has no spans."""
        question = self._shortened(question.strip())
        return list(self.each(lambda text: self._remembered(question, text) if question else _NOTHING, texts))

    def each(self, read: Callable[[str], Made], texts: Sequence[str]) -> Iterable[Made]:
        """What `read` gives for each text, in order; a subclass may read several at a time."""
        return map(read, texts)

    def _shortened(self, question: str) -> str:
        """The question's first words, so that there is always room for the text."""
        question = question[: QUESTION_TOKENS * 40]
        tokens = self._questions.encode(question, add_special_tokens=False)
        return question[: tokens.offsets[-1][1]] if tokens.overflowing else question

    def _read(self, question: str, text: str) -> Reading:
        if not text.strip():
            return _NOTHING
        first = self._tokenizer.encode(question, text)
        spans: list[Span] = []
        items: list[Span] | None = None
        answerable = -np.inf
        for window in [first, *first.overflowing]:
            logits, offsets = self._logits(window), _text_offsets(window)
            spans.extend(best_spans(logits.start, logits.end, offsets, text))
            if logits.tags is not None:
                items = [*(items or ()), *tagged(logits.tags, offsets, text)]
            answerable = max(answerable, logits.answerable)
        in_order = None if items is None else tuple(in_text_order(items))
        return Reading(apart(spans, SPANS), float(answerable), in_order)

    @abstractmethod
    def _logits(self, window: Encoding) -> Logits:
        """What the network says of one window."""


def _text_offsets(window: Encoding) -> list[tuple[int, int] | None]:
    """For each token its characters in the text; None for the question's tokens and special ones."""
    pairs = zip(window.sequence_ids, window.offsets, strict=True)
    return [offsets if sequence == 1 else None for sequence, offsets in pairs]


def best_spans(start: Floats, end: Floats, offsets: Sequence[tuple[int, int] | None], text: str) -> tuple[Span, ...]:
    """The `SPANS` best spans that do not overlap, widened to whole words of `text`.

    >>> logits = np.array([0, 0, 5, 0], dtype=np.float32)
    >>> best_spans(logits, logits, [None, (0, 4), (5, 7), (8, 12)], "some 38 died")[0]
    Span(start=5, end=7, score=10.0)
    """
    places = [token for token, offset in enumerate(offsets) if offset is not None and offset[1] > offset[0]]
    if not places:
        return ()
    scores = start[places][:, None] + end[places][None, :] - start[0] - end[0]
    length = np.arange(len(places))[None, :] - np.arange(len(places))[:, None]
    scores = np.where((length >= 0) & (length < ANSWER_TOKENS), scores, -np.inf)
    best = np.argsort(scores, axis=None)[::-1][: SPANS * 16]
    spans = []
    for flat in best:
        first, last = divmod(int(flat), len(places))
        if not np.isfinite(scores[first, last]):
            break
        a, b = offsets[places[first]], offsets[places[last]]
        if a is not None and b is not None:
            spans.append(Span(*whole_words(text, a[0], b[1]), float(scores[first, last])))
    return apart(spans, SPANS)


def tagged(tags: Floats, offsets: Sequence[tuple[int, int] | None], text: str) -> list[Span]:
    """The items that the tag logits (tokens, 3) mark, widened to whole words of `text`, in order.

    >>> outside, begins, inside = [5, 0, 0], [0, 5, 0], [0, 0, 5]
    >>> tags = np.array([outside, begins, inside, outside, begins], dtype=np.float32)
    >>> places = [None, (0, 3), (4, 8), (9, 12), (13, 17)]
    >>> [(item.start, item.end) for item in tagged(tags, places, "two oars and sails")]
    [(0, 8), (13, 18)]
    """
    shares = np.exp(tags - tags.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    found: list[tuple[int, int, float]] = []  # characters, and the surest token's probability
    is_open = False
    for token, offset in enumerate(offsets):
        held = 1.0 - float(shares[token, 0])
        if offset is None or offset[1] <= offset[0] or held < LEAST_INSIDE:
            is_open = False
        elif is_open and shares[token, 1] <= shares[token, 2]:
            start, _, sure = found[-1]
            found[-1] = (start, offset[1], max(sure, held))
        else:
            is_open = True
            found.append((*offset, held))
    return in_text_order(
        [
            Span(*whole_words(text, start, end), float(np.log(sure / max(1.0 - sure, 1e-4))))
            for start, end, sure in found
        ]
    )


def in_text_order(spans: Sequence[Span]) -> list[Span]:
    """The spans in the text's order, those that overlap a better one left out."""
    return sorted(apart(spans, len(spans)), key=lambda span: span.start)


def apart(spans: Sequence[Span], most: int) -> tuple[Span, ...]:
    """The best spans, none of which overlaps a better one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: -s.score):
        if len(kept) == most:
            break
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(kept)


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened to the words it cuts through.

    >>> whole_words("in Yekaterinburg.", 4, 8)
    (3, 16)
    """
    while start > 0 and _in_word(text[start]) and _in_word(text[start - 1]):
        start -= 1
    while end < len(text) and _in_word(text[end]) and _in_word(text[end - 1]):
        end += 1
    return start, end


def _in_word(character: str) -> bool:
    """Whether it is a letter, a digit, or a mark that belongs to one, such as an accent."""
    return character.isalnum() or unicodedata.category(character).startswith("M")


def sha256(file: Path) -> str:
    """A file's digest, without all of it in memory."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def session(file: Path, threads: int) -> "InferenceSession":
    """A network on `threads` of the processor."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return InferenceSession(file, options, providers=["CPUExecutionProvider"])


class OnnxReader(SpanReader):
    """The reader that ships with the project, or another folder with `reader.onnx` and `tokenizer.json`.

    Raises ModelError where a file is missing or, for the shipped one, is not what was released.
    """

    def __init__(self, folder: Path = SHIPPED, threads: int = 1):
        weights, tokenizer = folder / "reader.onnx", folder / "tokenizer.json"
        for file in (weights, tokenizer):
            if not file.is_file():
                raise ModelError(
                    f"the reader's file {file} is missing; fetch the project again or name another --reader"
                )
        digest = sha256(weights)
        if folder == SHIPPED and digest != SHIPPED_SHA256:
            raise ModelError(f"{weights} is not the released file (sha256 {digest}); fetch the project again")
        try:
            self._session = session(weights, threads)
            super().__init__(Tokenizer.from_file(str(tokenizer)))
        except Exception as error:  # what the two libraries raise has no narrower class in common
            raise ModelError(f"the reader in {folder} cannot be loaded: {str(error).splitlines()[0]}") from error
        # Readers exported before there were tags have no such output.
        self._outputs = [*OUTPUTS, *(one.name for one in self._session.get_outputs() if one.name == TAGS)]
        self.name = f"onnx:{digest[:16]}"
        # The network lets go of the interpreter while it runs, so that two texts take the time of one.
        self._side_by_side = ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="reader")

    def each(self, read: Callable[[str], Made], texts: Sequence[str]) -> Iterable[Made]:
        """What `read` gives for each text, in order, `SIDE_BY_SIDE` of them at a time."""
        return self._side_by_side.map(read, texts)

    def states(self, question: str, text: str) -> Floats:
        """What the network's first layers make of a question and the text's first window: (1, tokens, width)."""
        window = self._tokenizer.encode(self._shortened(question), text)
        states: Floats = self._session.run([STATES], feed(window))[0]
        return states

    def _logits(self, window: Encoding) -> Logits:
        start, end, answerable, *tags = self._session.run(self._outputs, feed(window))
        return Logits(start[0], end[0], float(answerable[0]), tags[0][0] if tags else None)


def feed(window: Encoding) -> dict[str, NDArray[np.int64]]:
    """A window as the network takes it, each (1, tokens)."""
    rows = (window.ids, window.attention_mask, window.type_ids)
    names = ("input_ids", "attention_mask", "token_type_ids")
    return {name: np.array([row], dtype=np.int64) for name, row in zip(names, rows, strict=True)}


class TransformersReader(SpanReader):
    """Any extractive question-answering model of the transformers library, by folder or by the hub's name.

    Such models have no answerability head: the best span's score against [CLS] takes its place. Nor do they tag items.
    Raises ModelError where the model cannot be loaded.
    """

    def __init__(self, model: str, threads: int = 1):
        import torch
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer

        torch.set_num_threads(threads)
        try:
            tokenizer = AutoTokenizer.from_pretrained(model, use_fast=True)
            self._model = AutoModelForQuestionAnswering.from_pretrained(model).eval()
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelError(f"the reader {model!r} cannot be loaded: {str(error).splitlines()[0]}") from error
        self._takes_types = "token_type_ids" in tokenizer.model_input_names
        self.name = f"transformers:{model}"
        positions = getattr(self._model.config, "max_position_embeddings", MAX_TOKENS)
        super().__init__(tokenizer.backend_tokenizer, min(MAX_TOKENS, positions))

    def _logits(self, window: Encoding) -> Logits:
        import torch

        inputs = {
            "input_ids": torch.tensor([window.ids]),
            "attention_mask": torch.tensor([window.attention_mask]),
        }
        if self._takes_types:
            inputs["token_type_ids"] = torch.tensor([window.type_ids])
        with torch.inference_mode():
            output = self._model(**inputs)
        start, end = output.start_logits[0].float().numpy(), output.end_logits[0].float().numpy()
        inside = np.array(window.sequence_ids) == 1  # None (special tokens) is not 1
        best = float(start[inside].max() + end[inside].max() - start[0] - end[0]) if inside.any() else -10.0
        return Logits(start, end, best)


def open_reader(name: str | None, threads: int = 1) -> Reader:
    """The shipped reader for None; else the one in folder `name`, ours or the transformers library's, or on the hub."""
    if name is None:
        return OnnxReader(threads=threads)
    if (Path(name) / "reader.onnx").is_file():
        return OnnxReader(Path(name), threads)
    return TransformersReader(name, threads)
