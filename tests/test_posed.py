from pathlib import Path

import pytest
from made_facts import facts_over

from index.records import Hit
from qa import posed
from qa.answer import Answer, Kind
from qa.facts import Facts

ASKED = """Questions about the allotments

Who may rent a plot?

Anyone who lives in the parish. Firms may not.

Why is there no bonfire?

The smoke drifted into the school. The parish council stopped it in 2019.

Can I keep hens?

No, but bees are welcome. Ask the secretary first.

Is there water?
"""


class _Near(Facts):
    """Facts whose nearest sentence is the one given, as near as is said."""

    nearest, nearness = "", 1.0

    def hits(self, question: str) -> list[Hit]:
        of = next(passage for passage in self.index.passages if passage.text == self.nearest)
        return [Hit(of, 1.0, self.nearness)]


def _near(folder: Path, nearest: str, nearness: float) -> _Near:
    facts = facts_over(folder, asked=ASKED)
    facts.__class__ = _Near
    assert isinstance(facts, _Near)
    facts.nearest, facts.nearness = nearest, nearness
    return facts


def _answer(folder: Path, nearest: str, nearness: float = 0.95) -> Answer | None:
    return posed.answer("whatever is asked", _near(folder, nearest, nearness))


def test_what_follows_the_documents_own_question_answers_it(tmp_path: Path) -> None:
    made = _answer(tmp_path, "Why is there no bonfire?")
    assert made is not None
    assert made.kind is Kind.ANSWER
    assert made.text == "The smoke drifted into the school"
    assert made.quotes[0].text.endswith("The parish council stopped it in 2019.")
    assert "Why is there no bonfire?" in made.note


def test_yes_or_no_is_the_documents_own_word(tmp_path: Path) -> None:
    made = _answer(tmp_path, "Can I keep hens?")
    assert made is not None
    assert (made.kind, made.label) == (Kind.POLAR, "No")
    assert made.text == "No, but bees are welcome"


def test_a_question_in_other_words_is_believed_less(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    same, other = (_answer(tmp_path / name, "Who may rent a plot?", near) for name, near in (("a", 0.99), ("b", 0.82)))
    assert same is not None
    assert other is not None
    assert other.confidence < same.confidence


@pytest.mark.parametrize(
    ("nearest", "nearness"),
    [
        ("Why is there no bonfire?", 0.75),
        ("Is there water?", 0.95),
        ("The smoke drifted into the school.", 0.95),
    ],
    ids=["another question", "nothing follows", "no question"],
)
def test_nothing_else_answers_so(nearest: str, nearness: float, tmp_path: Path) -> None:
    assert _answer(tmp_path, nearest, nearness) is None


@pytest.mark.parametrize(
    "question",
    ["Why is there no bonfire in Ostby?", "Why was the bonfire forbidden in 2021?"],
    ids=["a place", "a year"],
)
def test_nothing_is_answered_of_what_the_document_does_not_name(question: str, tmp_path: Path) -> None:
    assert posed.answer(question, _near(tmp_path, "Why is there no bonfire?", 0.95)) is None


def test_a_question_is_no_answer(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, asked=ASKED)
    asked = {passage.start for passage in facts.index.passages if passage.text.endswith("?")}
    found = facts.candidates("rent a plot", facts.hits("rent a plot"))
    assert found
    assert not any(candidate.sentence.start in asked for candidate in found)
