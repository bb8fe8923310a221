"""Questions as people really put them: asked without ado, they are the same questions."""

import pytest

from qa.words.clause import Question
from qa.words.wording import direct


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("Did they leave?", "Did they leave?"),
        ("so did they leave", "did they leave"),
        ("I'd like to know whether the fee will rise.", "will the fee rise."),
        ("Do we know if the bridge was repaired?", "was the bridge repaired?"),
        ("is it true that the fee rose", "Did the fee rose"),
        ("If it rains, will you play?", "will you play if it rains?"),
        ("We are coming by car - can we park there?", "can we park there if We are coming by car?"),
        ("My train is late. Will they keep the room for me?", "Will they keep the room for me if My train is late?"),
        ("After the storm, did the ferry run?", "did the ferry run after the storm?"),
    ],
)
def test_asks_without_ado(asked: str, plain: str) -> None:
    assert direct(asked) == plain
    assert Question(direct(asked)).is_polar


def test_leaves_other_questions_alone() -> None:
    for question in (
        "When did they leave?",
        "In 1926, who won the prize?",
        "Sonia left.",
        "It rained, is that so?",
        "",
        "?",
    ):
        assert direct(question) == question
