from collections.abc import Callable

import pytest

from index.records import Document
from qa.answer import Answer, Kind, Quote
from qa.facts import Facts
from qa.patterns import newly


class _Says(Facts):
    """Facts that answer by a sentence for each question, or not at all."""

    def __init__(self, said: Callable[[str], str | None]) -> None:
        self._said = said

    def answer(self, question: str, least: float) -> Answer:
        text = self._said(question)
        if text is None:
            return Answer(question, Kind.REFUSAL)
        document = Document("a.txt", text, "")
        return Answer(question, Kind.ANSWER, (Quote(document, 0, len(text), 0, text.index(" ")),), least + 0.1)


def test_who_is_new_is_who_was_elected() -> None:
    facts = _Says({"Who was elected chair of the board?": "Sethi was elected chair of the board."}.get)
    made = newly.answer("who is the new chair of the board", facts)
    assert made is not None
    assert made.question == "who is the new chair of the board"
    assert made.text == "Sethi"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who is the new chair?", None),
        ("Who is the new chair?", "Okafor sat in the chair."),
        ("Who is the chair?", "Sethi was elected chair."),
        ("What is the new price?", "Sethi was elected chair."),
    ],
    ids=["nothing is said", "nobody came into it", "not the new one", "no person"],
)
def test_nothing_else_says_who_is_new(question: str, sentence: str | None) -> None:
    assert newly.answer(question, _Says(lambda _: sentence)) is None
