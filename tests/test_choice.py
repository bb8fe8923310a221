"""Which of several answers is shown."""

import pytest
from fake_reader import FakeReader
from made import document

from qa.answer import Answer, Kind, Quote
from qa.choice import Form, Found, best, likely
from qa.kinds import Guess, QuestionKind

TEXT = "Ann, Bo and Cy came by boat."


def form(question: str, kind: QuestionKind, listed: float) -> Form:
    shares = dict.fromkeys(QuestionKind, 0.0) | {kind: 1 - listed} | {QuestionKind.LIST: listed}
    return Form.of(question, Guess(kind, shares, "help"))


def found(kind: QuestionKind, shown: Kind, believed: float, *words: str) -> Found:
    quotes = tuple(Quote(document(TEXT), 0, len(TEXT), TEXT.index(one), TEXT.index(one) + len(one)) for one in words)
    return Found(kind, Answer("Who came?", shown, quotes, believed), believed, 1.0)


@pytest.mark.parametrize(
    ("question", "listed", "plain", "shown"),
    [
        ("Which guests came?", 0.9, 0.8, Kind.LIST),  # asked for by its form, it may be less sure
        ("Which guests came?", 0.1, 0.5, Kind.LIST),
        ("Which guests came?", 0.1, 0.9, Kind.ANSWER),  # hardly anything but a plural asks for it
        ("Which guest came?", 0.1, 0.5, Kind.ANSWER),
    ],
)
def test_a_list_is_shown_where_it_is_asked_for(question: str, listed: float, plain: float, shown: Kind) -> None:
    one = found(QuestionKind.FACT, Kind.ANSWER, plain, "by boat")
    several = found(QuestionKind.LIST, Kind.LIST, 0.4, "Ann", "Bo", "Cy")
    assert best([one, several], form(question, QuestionKind.FACT, listed), FakeReader()).kind is shown


def test_only_a_question_for_it_gets_yes_or_no() -> None:
    asked = form("Did Ann come?", QuestionKind.POLAR, 0.0)
    assert QuestionKind.POLAR in likely("Did Ann come?", asked)
    assert QuestionKind.POLAR not in likely("Who came?", form("Who came?", QuestionKind.FACT, 0.0))
