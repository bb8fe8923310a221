"""What tells answers that contradict each other from answers that are right together."""

import pytest
from fake_encoder import FakeEncoder
from made import candidate, document

from index.passages import passages
from qa.deciding.features import Candidate
from qa.plural.differ import FEATURES, are_set_apart, asks_for_several, features, nearness
from qa.words.forms import Value, value_of


def value(text: str) -> Value:
    return value_of(text, 0, len(text))


def looked_at(question: str, *answers: Candidate) -> dict[str, float]:
    return dict(zip(FEATURES, features(question, answers, FakeEncoder()).tolist(), strict=True))


def said(source: str, text: str, words: str) -> Candidate:
    (sentence,) = passages(document(text, source))
    return candidate(sentence, words)


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("1,340 people", "1,190", 0.8, 0.95),
        ("3 July 2019", "4 July 2019", 0.9, 0.99),
        ("7.05 p.m.", "7.20 p.m.", 0.9, 0.99),
        ("310 guineas", "£9,500", 0.0, 0.1),
        ("3 July 1960", "3 July 2019", 0.0, 0.0),
        ("Ann Holm", "Bo Lind", 0.0, 0.0),
    ],
)
def test_two_accounts_of_one_figure_lie_near_each_other(one: str, other: str, least: float, most: float) -> None:
    assert least <= nearness(value(one), value(other)) <= most
    assert nearness(value(one), value(other)) == nearness(value(other), value(one))


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Which prizes did she win?", True),
        ("when do the pools open", True),
        ("When was the mill built?", False),
        ("how many people came", False),  # a number of them is one thing
    ],
)
def test_a_plural_asks_for_several(question: str, several: bool) -> None:
    assert asks_for_several(question) is several


def test_sentences_that_say_the_same_are_alike_whatever_the_values() -> None:
    question = "How many barns did the fire destroy?"
    one = said("a.txt", "The fire destroyed 14 barns.", "14")
    same = looked_at(question, one, said("b.txt", "The fire destroyed 22 barns.", "22"))
    other = looked_at(question, one, said("b.txt", "In Norby they lost 22 cows to a flood.", "22"))
    assert same["likeness"] > other["likeness"]


def test_answers_of_one_document_and_of_another_one_of_the_same_kind_are_told() -> None:
    question = "How many barns did the fire destroy?"
    one = said("a.txt", "The fire destroyed 14 barns.", "14")
    again = said("a.txt", "Another fire destroyed 22 barns.", "22")
    same = said("b.txt", "The fire destroyed 22 barns.", "22")
    assert are_set_apart(question, [one, again])
    assert not are_set_apart(question, [one, same])
    assert looked_at(question, one, again)["within"] == 1.0
    assert looked_at(question, one, same)["within"] == 0.0
