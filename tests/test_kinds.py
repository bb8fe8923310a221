import json
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st

from evaluation.detection import FILES, QUESTIONS
from index.encoder import MiniLM
from index.errors import ModelError
from qa.kinds import LEAST, Kinds, QuestionKind, tokens
from training.kinds import fit, to_text, written

SMALL = [
    *((f"Why did the {noun} fail?", "reason") for noun in ("bridge", "bank", "harvest", "motor", "plan")),
    *((f"Did the {noun} fail?", "polar") for noun in ("bridge", "bank", "harvest", "motor", "plan")),
    *((f"List the {noun}", "list") for noun in ("bridges", "banks", "harvests", "motors", "plans")),
    *((f"Who is {name} Hall?", "entity") for name in ("Ann", "Bob", "Cy", "Dora", "Ed")),
    *((f"When was the {noun} built?", "fact") for noun in ("mill", "boat", "church", "tower", "wall")),
    *((f"Summarise the {noun}", "overview") for noun in ("mill", "boat", "church", "tower", "wall")),
    *((f"Timeline of the {noun}", "timeline") for noun in ("mill", "boat", "church", "tower", "wall")),
    *((f'Find "{noun}"', "find") for noun in ("mill", "boat", "church", "tower", "wall")),
    *((f"hello {noun}", "about: hello") for noun in ("you", "bot", "there", "all", "again")),
    *((f"thanks {noun}", "about: thanks") for noun in ("you", "bot", "there", "all", "again")),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Kinds:
    """Trained on a few questions, with an encoder that knows words and no meaning."""
    path = tmp_path_factory.mktemp("kinds") / "kinds.json"
    path.write_text(to_text(fit(SMALL, FakeEncoder())), "utf-8")
    return Kinds.load(FakeEncoder(), path)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Why did the ladder fail?", QuestionKind.REASON),
        ("Did the ladder fail?", QuestionKind.POLAR),
        ("List the ladders", QuestionKind.LIST),
        ("Who is Zoe Finch Hall?", QuestionKind.ENTITY),
        ("When was the ladder built?", QuestionKind.FACT),
        ("Timeline of the ladder", QuestionKind.TIMELINE),
        ('Find "a ladder"', QuestionKind.FIND),
    ],
)
def test_a_kind_is_told_of_subjects_never_seen(small: Kinds, question: str, kind: QuestionKind) -> None:
    assert small.kind_of(question) is kind


@pytest.mark.parametrize(("question", "reply"), [("hello dear", "hello"), ("thanks dear", "thanks")])
def test_the_reply_that_is_meant_comes_with_the_kind(small: Kinds, question: str, reply: str) -> None:
    guess = small.guess(question)
    assert (guess.kind, guess.reply) == (QuestionKind.ABOUT, reply)


@given(st.text())
def test_every_question_has_a_kind_and_probabilities_that_sum_to_one(question: str) -> None:
    kinds = _small()
    guess = kinds.guess(question)
    assert sum(guess.probabilities.values()) == pytest.approx(1)
    assert set(guess.probabilities) == set(QuestionKind)
    assert guess.kind is QuestionKind.FACT or guess.probabilities[guess.kind] >= LEAST


def _small(made: list[Kinds] = []) -> Kinds:  # noqa: B006 one for all examples
    if not made:
        made.append(Kinds.load(MeaninglessEncoder()))
    return made[0]


class MeaninglessEncoder(FakeEncoder):
    def __init__(self) -> None:
        super().__init__(dimension=384)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"bias": {"fact": 1}, "cues": [], "weights": {}, "meaning": {"fact": [0]}}'],
    ids=["empty", "torn", "a list", "without coefficients", "too few kinds"],
)
def test_a_damaged_file_is_told_in_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "kinds.json"
    path.write_text(text)
    with pytest.raises(ModelError, match="cannot be read"):
        Kinds.load(FakeEncoder(), path)


def test_coefficients_for_another_encoder_are_not_used() -> None:
    with pytest.raises(ModelError, match="384"):
        Kinds.load(FakeEncoder(dimension=64))


def test_names_numbers_and_quotations_are_placeholders() -> None:
    cues = {"who", "is", "where", "does", "it", "say"}
    assert tokens("Who is Ann Bee?", cues) == tokens("Who is Zoe?", cues)
    assert tokens('Where does it say "a"?', cues) == tokens("where does it say “b c d”?", cues)
    assert tokens("Who is 7?", cues) == tokens("who is 1,000?", cues)


def test_nothing_that_is_trained_on_is_measured_with() -> None:
    trained = {_plain(question) for question, _ in written()}
    measured = [json.loads(line) for name in FILES for line in (QUESTIONS / f"{name}.jsonl").read_text().splitlines()]
    assert not {_plain(row["question"]) for row in measured if "question" in row} & trained


def _plain(question: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in question.lower()).split()) or question


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("how many bells does the chapel have", QuestionKind.FACT),
        ("Which instruments did the quartet bring?", QuestionKind.LIST),
        ("how come the beekeeper moved away", QuestionKind.REASON),
        ("Was the bell ever rung at night?", QuestionKind.POLAR),
        ("what's all this about, in a nutshell", QuestionKind.OVERVIEW),
        ("Who was Abbess Hildegund?", QuestionKind.ENTITY),
        ("put the stages of the building in chronological order", QuestionKind.TIMELINE),
        ('which page says "bronze"', QuestionKind.FIND),
        ("what files can you see?", QuestionKind.ABOUT),
    ],
)
def test_the_shipped_model_tells_every_kind(shipped: Kinds, question: str, kind: QuestionKind) -> None:
    assert shipped.kind_of(question) is kind


@pytest.fixture(scope="module")
def shipped() -> Kinds:
    return Kinds.load(MiniLM())
