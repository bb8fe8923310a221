import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Encoding, Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import BertProcessing

import qa.reading.reader
from index.errors import ModelError
from qa.reading.reader import (
    SPANS,
    Logits,
    OnnxReader,
    Reader,
    Reading,
    Span,
    SpanReader,
    apart,
    best_spans,
    open_reader,
    tagged,
)
from qa.reading.reader import whole_words as widened

PIECES = "[PAD] [UNK] [CLS] [SEP] the mill was built in may who when where old river storm bridge ##s ##ed 1 ##9 . ? ,"

texts = st.text() | st.lists(st.sampled_from(["a mill", "38", " ", "\n", "é", "cafe\u0301s", "मिल", "."])).map("".join)


@st.composite
def cut_texts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """A text and places in it where tokens might be: in order, apart, never empty."""
    text = draw(texts)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=24)))
    pairs = list(pairwise(cuts))
    return text, [pair for pair in pairs if draw(st.booleans())]


def cuts_a_word(text: str, place: int) -> bool:
    """Whether `place` lies between a letter or digit and another."""
    return bool(re.fullmatch(r"[^\W_]{2}", text[max(0, place - 1) : place + 1]))


def overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


@given(texts.filter(bool), st.data())
def test_a_widened_span_holds_the_span_and_cuts_no_word(text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first + 1, len(text)))
    start, end = widened(text, first, last)
    assert 0 <= start <= first < last <= end <= len(text)
    assert not cuts_a_word(text, start)
    assert not cuts_a_word(text, end)
    assert widened(text, start, end) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end", "word"),
    [
        ("in Yekaterinburg.", 4, 8, "Yekaterinburg"),
        ("38 people", 0, 1, "38"),
        ("the cafe\u0301 closed", 5, 7, "cafe\u0301"),
        ("a हिन्दी text", 3, 4, "हिन्दी"),
        ("rye bread", 4, 9, "bread"),
    ],
    ids=["letters", "digits", "an accent of its own", "vowel signs", "whole already"],
)
def test_a_part_of_a_word_is_widened_to_the_word(text: str, start: int, end: int, word: str) -> None:
    assert text[slice(*widened(text, start, end))] == word


@given(
    st.lists(st.builds(lambda a, n, s: Span(a, a + n, s), st.integers(0, 50), st.integers(1, 20), st.floats(-9, 9))),
    st.integers(0, 5),
)
def test_spans_kept_apart_are_the_best_and_share_no_character(spans: list[Span], most: int) -> None:
    kept = apart(spans, most)
    assert len(kept) <= most
    assert [span.score for span in kept] == sorted((span.score for span in kept), reverse=True)
    assert not any(overlap(one, other) for i, one in enumerate(kept) for other in kept[:i])
    if spans and most:
        assert kept[0].score == max(span.score for span in spans)
    if len(kept) < most:
        assert all(any(overlap(span, other) and other.score >= span.score for other in kept) for span in spans)


@given(cut_texts(), st.data())
def test_the_best_spans_are_whole_words_of_the_text_that_do_not_overlap(
    cut: tuple[str, list[tuple[int, int]]], data: st.DataObject
) -> None:
    text, tokens = cut
    count = len(tokens) + 1
    logits = st.lists(st.floats(-20, 20, width=32), min_size=count, max_size=count)
    start, end = (np.array(data.draw(logits), dtype=np.float32) for _ in range(2))
    spans = best_spans(start, end, [None, *tokens], text)
    assert bool(spans) == bool(tokens)
    assert len(spans) <= SPANS
    assert not any(overlap(one, other) for i, one in enumerate(spans) for other in spans[:i])
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert not cuts_a_word(text, span.start)
        assert not cuts_a_word(text, span.end)


class TreasureReader(SpanReader):
    """Points at the word "treasure" wherever it sees it: a reader whose answers are known beforehand."""

    name = "treasure"

    def __init__(self) -> None:
        tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "treasure": 3}, unk_token="[UNK]"))
        tokenizer.pre_tokenizer = Whitespace()
        tokenizer.post_processor = BertProcessing(("[SEP]", 2), ("[CLS]", 1))
        super().__init__(tokenizer)
        self.longest = 0

    def _logits(self, window: Encoding) -> Logits:
        self.longest = max(self.longest, len(window.ids))
        logits = np.array([10.0 * (token == 3) for token in window.ids], dtype=np.float32)
        tags = np.stack([5 - logits, logits, np.zeros_like(logits)], axis=1)
        return Logits(logits, logits, float(logits.max()), tags)


@pytest.mark.parametrize("before", [0, 100, 250, 1000, 1999])
def test_an_answer_is_found_wherever_it_stands_in_a_long_text(before: int) -> None:
    text = "mud " * before + "treasure" + " mud" * (2000 - before)
    reader = TreasureReader()
    [reading] = reader.read("Where is it?", [text])
    assert text[reading.spans[0].start : reading.spans[0].end] == "treasure"
    assert reading.answerable == 10
    assert reader.longest <= qa.reading.reader.MAX_TOKENS


@given(cut_texts(), st.data())
def test_tagged_items_are_whole_words_of_the_text_in_order_that_do_not_overlap(
    cut: tuple[str, list[tuple[int, int]]], data: st.DataObject
) -> None:
    text, tokens = cut
    row = st.lists(st.floats(-20, 20, width=32), min_size=3, max_size=3)
    tags = np.array(data.draw(st.lists(row, min_size=len(tokens) + 1, max_size=len(tokens) + 1)), dtype=np.float32)
    items = tagged(tags, [None, *tokens], text)
    assert len(items) <= len(tokens)
    assert all(one.end <= other.start for one, other in pairwise(items))
    for item in items:
        assert 0 <= item.start < item.end <= len(text)
        assert not cuts_a_word(text, item.start)
        assert not cuts_a_word(text, item.end)


def test_every_item_of_a_long_text_is_found_once() -> None:
    text = ("mud " * 70 + "treasure ") * 9
    [reading] = TreasureReader().read("Where is it?", [text])
    assert [text[item.start : item.end] for item in reading.items or ()] == ["treasure"] * 9


@pytest.mark.parametrize(
    "question",
    ["why " * 5000, "why" * 5000, "?" * 5000, "why" * 700 + " why" * 700],
    ids=["words", "one word", "marks", "words after a long one"],
)
def test_a_question_longer_than_the_limit_leaves_room_for_the_text(question: str) -> None:
    [reading] = TreasureReader().read(question, ["mud " * 500 + "treasure"])
    assert (reading.spans[0].start, reading.spans[0].end) == (2000, 2008)


@pytest.mark.parametrize("text", ["", " \n\t "], ids=["empty", "only space"])
def test_nothing_is_read_out_of_nothing(text: str) -> None:
    silent = Reading((), -10.0)
    assert TreasureReader().read("Where is it?", [text, "treasure"])[0] == silent
    assert TreasureReader().read(text, ["treasure"]) == [silent]
    assert TreasureReader().read("Where is it?", []) == []


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A small BERT that was taught nothing, saved and opened as people bring their own."""
    torch = pytest.importorskip("torch")
    from transformers import BertConfig, BertForQuestionAnswering, BertTokenizer

    folder = tmp_path_factory.mktemp("tiny")
    torch.manual_seed(0)
    vocabulary = {piece: number for number, piece in enumerate(PIECES.split())}
    BertTokenizer(vocab=vocabulary).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=256,
    )
    BertForQuestionAnswering(config).save_pretrained(folder)
    return open_reader(str(folder))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was the mill built?", "The old mill was built in may 19."),
        ("Who?", "The mill was built in may, the bridges stormed. " * 40),
        ("the " * 500, "The mill was built."),
        ("Где мельница?", "Старая мельница у реки. 磨坊 很老 😀"),
        ("When?", "mill"),
    ],
    ids=["a sentence", "a text longer than the model reads", "a long question", "unknown letters", "a word"],
)
def test_another_model_points_at_whole_words_of_the_text(tiny: Reader, question: str, text: str) -> None:
    [reading] = tiny.read(question, [text])
    assert 1 <= len(reading.spans) <= SPANS
    for span in reading.spans:
        assert 0 <= span.start < span.end <= len(text)
        assert not cuts_a_word(text, span.start)
        assert not cuts_a_word(text, span.end)
    assert np.isfinite([reading.answerable, *(span.score for span in reading.spans)]).all()


def test_a_text_reads_the_same_whatever_it_is_read_with(tiny: Reader) -> None:
    read: Sequence[str] = ["The mill was built in may.", "", "A storm.", "The old bridge. " * 30]
    assert tiny.read("When?", read) == [tiny.read("When?", [text])[0] for text in read]


def test_another_model_reads_nothing_out_of_nothing(tiny: Reader) -> None:
    assert tiny.read("When?", ["", " "]) == [Reading((), -10.0)] * 2


def absent(folder: Path) -> None:
    folder.rmdir()


def empty(folder: Path) -> None:
    del folder


def not_a_network(folder: Path) -> None:
    (folder / "reader.onnx").write_bytes(b"no network")
    (folder / "tokenizer.json").write_text("{}", "utf-8")


def no_tokenizer(folder: Path) -> None:
    (folder / "reader.onnx").write_bytes(b"no network")


def unknown_kind(folder: Path) -> None:
    (folder / "config.json").write_text('{"model_type": "abacus"}', "utf-8")


@pytest.mark.parametrize("made", [absent, empty, not_a_network, no_tokenizer, unknown_kind])
def test_a_folder_that_is_no_reader_is_said_to_be_none_in_one_line(tmp_path: Path, made: object) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    assert callable(made)
    made(folder)
    with pytest.raises(ModelError) as caught:
        open_reader(str(folder))
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_weights_that_were_altered_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "reader.onnx").write_bytes(b"altered")
    (tmp_path / "tokenizer.json").write_text("{}", "utf-8")
    monkeypatch.setattr(qa.reading.reader, "SHIPPED", tmp_path)
    with pytest.raises(ModelError, match="not the released file"):
        OnnxReader(tmp_path)


@pytest.fixture(scope="module")
def shipped() -> Reader:
    return open_reader(None)


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("When did the operation take place?", "The police operation took place on June 27, 2025, in Perm.", "June 27"),
        ("Who built the bridge?", "The bridge was built by Anna Weiss. It crosses the Vorn.", "Anna Weiss"),
        ("How many people died in the fire?", "The fire broke out at noon and 38 people died in it.", "38"),
        ("Where was she born?", "She was born in Lisbon and moved to Oslo as a child.", "Lisbon"),
        ("How much does the kettle cost?", "The kettle costs 30 euros. The lamp is cheaper.", "30"),
    ],
    ids=["when", "who", "how many", "where", "how much"],
)
def test_the_shipped_reader_points_at_the_answer(shipped: Reader, question: str, text: str, answer: str) -> None:
    [reading] = shipped.read(question, [text])
    best = reading.spans[0]
    assert answer in text[best.start : best.end]
    assert best.end - best.start < len(text) * 0.7


@pytest.mark.model
def test_the_shipped_reader_is_less_sure_where_the_text_does_not_say(shipped: Reader) -> None:
    question = "Who built the bridge?"
    said, silent = shipped.read(question, ["Anna Weiss built the bridge in 1904.", "The bakery opens at six."])
    assert said.answerable > silent.answerable
