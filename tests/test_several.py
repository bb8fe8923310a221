"""With a reader that points at the last number of a text, the surer the more of the question the text repeats."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from made import candidate, decision
from made_facts import facts_over

from qa import several
from qa.answer import Answer, Kind
from qa.cover import covered
from qa.facts import Facts
from qa.models import Models

SURE = decision({"span": 10.0, "alone_span": 5.0, "similarity": 1.0})


def facts(folder: Path, **texts: str) -> Facts:
    made = facts_over(folder, **texts)
    return Facts(made.index, Models(made.encoder, made.reader, SURE), made.settings)


def shown(answer: Answer) -> list[str]:
    return [quote.answer for quote in answer.quotes]


def test_two_accounts_that_contradict_each_other_are_shown_side_by_side(tmp_path: Path) -> None:
    both = facts(tmp_path, one="The fire in Norby destroyed 14 barns.", two="In Norby the fire destroyed 22 barns.")
    answer = several.answer("barns the fire destroyed", 0.5, both)
    assert answer.kind is Kind.DIFFERING
    assert answer.label == several.DIFFERING
    assert sorted(shown(answer)) == ["14", "22"]
    assert {quote.document.source for quote in answer.quotes} == {"one.txt", "two.txt"}


def test_the_same_said_twice_is_one_answer(tmp_path: Path) -> None:
    both = facts(tmp_path, one="The fire in Norby destroyed 14 barns.", two="In Norby the fire destroyed 14 barns.")
    answer = several.answer("barns the fire destroyed", 0.5, both)
    assert answer.kind is Kind.ANSWER
    assert answer.text == "14"


def test_another_one_of_what_is_asked_about_is_no_contradiction(tmp_path: Path) -> None:
    text = "The fire destroyed 14 barns.\n\nAnother fire destroyed 22 barns.\n"
    answer = several.answer("barns the fire destroyed", 0.5, facts(tmp_path, one=text))
    assert answer.kind is Kind.SEVERAL
    assert shown(answer) == ["14", "22"]


def test_a_number_of_something_else_is_no_second_answer(tmp_path: Path) -> None:
    text = "The fire destroyed 14 barns.\n\nThe fire burned for 9 hours.\n"
    answer = several.answer("barns the fire destroyed", 0.5, facts(tmp_path, one=text))
    assert answer.kind is Kind.ANSWER
    assert answer.text == "14"


def test_nothing_to_say_is_a_refusal(tmp_path: Path) -> None:
    assert several.answer("How many barns burned?", 0.5, facts(tmp_path)).abstained


def test_dates_that_a_conjunction_joins_are_answers_each() -> None:
    from made import document

    from index.passages import passages

    (sentence,) = passages(document("The pump failed in May, on the 9th and again on the 23rd."))
    parts = several.parts_of(candidate(sentence, "on the 9th and again on the 23rd"))
    assert [part.text for part in parts] == ["on the 9th", "on the 23rd"]


@given(st.text(alphabet="ab …", max_size=30), st.lists(st.text(alphabet="ab ", max_size=4), max_size=3))
def test_covering_keeps_the_length(text: str, given_words: list[str]) -> None:
    assert len(covered(text, given_words)) == len(text)
