"""With a reader that points at the last number of a text, the surer the more of the question the text repeats."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import candidate, decision, document
from made_facts import facts_over

from index.passages import passages
from qa.answer import Answer, Kind, Quote
from qa.deciding.features import Candidate
from qa.facts import Facts
from qa.plural import differ, several
from qa.plural.cover import covered
from qa.plural.rivals import FEATURES, Rival, differs, holds, value_of_candidate
from qa.reading.models import Models
from qa.words.forms import value_of

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
    (sentence,) = passages(document("The pump failed in May, on the 9th and again on the 23rd."))
    parts = several.parts_of(candidate(sentence, "on the 9th and again on the 23rd"))
    assert [part.text for part in parts] == ["on the 9th", "on the 23rd"]


@given(st.text(alphabet="ab …", max_size=30), st.lists(st.text(alphabet="ab ", max_size=4), max_size=3))
def test_covering_keeps_the_length(text: str, given_words: list[str]) -> None:
    assert len(covered(text, given_words)) == len(text)


CLIMBS = "The long course has 1,450 m of climb, the short course 600 m."
ONES = "The long course has 1,450 m of climb, the short one 600 m."


@pytest.fixture
def all_are_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(several, "_shipped", lambda: lambda _rival: 0.9)


def in_one_sentence(text: str, first: str, other: str) -> tuple[Candidate, Rival]:
    (sentence,) = passages(document(text))
    rival = candidate(sentence, other)
    return candidate(sentence, first), Rival(rival, value_of_candidate(rival), True, np.zeros(len(FEATURES)))


@pytest.mark.usefixtures("all_are_right")
@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("How much climb is there on the short course?", "600 m"),
        ("How much climb is there on the long course?", "1,450 m"),
        ("How much climb is there?", "1,450 m"),
    ],
)
def test_of_one_sentence_the_value_is_meant_that_the_question_names(question: str, meant: str) -> None:
    first, rival = in_one_sentence(CLIMBS, "1,450 m", "600 m")
    assert several.meant(question, first, [rival]).text == meant


@pytest.mark.usefixtures("all_are_right")
@pytest.mark.parametrize(
    ("question", "sentence", "first", "other"),
    [
        (
            "Which park lies by the lake?",
            "Holm Park, site of the Orr Gardens, lies by the lake.",
            "Holm Park",
            "Orr Gardens",
        ),
        ("What was the largest port?", "Lyng, at the mouth of the Vik, was Norland's largest port.", "Lyng", "Norland"),
    ],
    ids=["in apposition", "whose it is"],
)
def test_what_only_follows_two_names_is_said_of_the_first(question: str, sentence: str, first: str, other: str) -> None:
    shown, rival = in_one_sentence(sentence, first, other)
    assert several.meant(question, shown, [rival]) is shown


def test_an_unlikely_value_is_not_meant_however_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(several, "_shipped", lambda: lambda _rival: 0.1)
    first, rival = in_one_sentence(CLIMBS, "1,450 m", "600 m")
    assert several.meant("How much climb is there on the short course?", first, [rival]) is first


def test_what_a_sentence_tells_apart_is_meant_however_unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(several, "_shipped", lambda: lambda _rival: 0.2)
    first, rival = in_one_sentence(ONES, "1,450 m", "600 m")
    assert several.meant("How much climb is there on the short course?", first, [rival]).text == "600 m"


@pytest.mark.usefixtures("all_are_right")
@pytest.mark.parametrize(
    ("question", "refused"), [("barns the fires destroyed", False), ("barn the fire destroyed", True)]
)
def test_answers_of_which_none_is_sure_are_given_together_where_several_are_asked_for(
    question: str, refused: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(several, "contradict", lambda *_: False)
    monkeypatch.setattr(differ, "speaks_of_several", lambda asked: "fires" in asked)
    unsure = facts(tmp_path, one="The fire destroyed 14 barns.\n\nAnother fire destroyed 22 barns.\n")
    just_above = unsure.plain(question, 0.0).ranked[0][1] + 0.001
    assert several.answer(question, just_above, unsure).abstained is refused


@pytest.mark.usefixtures("all_are_right")
def test_beside_differing_accounts_what_contradicts_neither_is_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"one": "The fire destroyed 14 barns.\n\nA barn cost 90 crowns.\n", "two": "The fire destroyed 22 barns."}
    made = facts(tmp_path, **texts)
    sentences = {passage.text: passage for passage in made.index.passages}
    answers = [
        candidate(sentences["The fire destroyed 14 barns."], "14"),
        candidate(sentences["The fire destroyed 22 barns."], "22"),
        candidate(sentences["A barn cost 90 crowns."], "90"),
    ]
    monkeypatch.setattr(several, "contradict", lambda _question, pair, _facts: pair[1].text == "22")
    wide = several.widened(made.plain("barns destroyed", 0.0).answer, answers, made)
    assert wide.kind is Kind.DIFFERING
    assert shown(wide) == ["14", "22"]


def test_a_time_in_words_is_another_answer_than_one_in_figures() -> None:
    figures, words = (value_of(text, 0, len(text)) for text in ("7:20 p.m.", "half past eight"))
    assert differs(figures, words)
    assert holds(figures.form, "It burned for half an hour.")


@pytest.mark.parametrize("order", [("£3", "£4", "£5"), ("£5", "£4", "£3")], ids=["cheap first", "dear first"])
@pytest.mark.parametrize(
    ("question", "shown_first", "meant"),
    [
        ("How much does a harness cost?", "£5", "£3"),
        ("How much do shoes cost?", "£3", "£4"),
        ("How much does a rope cost?", "£3", "£5"),
    ],
)
def test_of_things_with_prices_of_their_own_the_one_asked_for_is_meant(
    question: str, shown_first: str, meant: str, order: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(several, "_shipped", lambda: lambda rival: 1.0)
    made = document("Shoes cost £4, a harness costs £3 and a rope costs £5.")
    sentence = passages(made)[0]
    first, *others = (
        candidate(sentence, words) for words in (shown_first, *(one for one in order if one != shown_first))
    )
    found = [Rival(one, value_of_candidate(one), True, np.zeros(len(FEATURES))) for one in others]
    assert several.meant(question, first, found).text == meant


@pytest.mark.parametrize(
    ("sentence", "shown", "text"),
    [
        ("Boys of 15, 16 and 18 were charged.", ("15", "16", "18"), "15, 16 and 18"),
        ("One died in May and two in June.", ("One", "two"), "One"),
    ],
    ids=["in a row", "apart"],
)
def test_several_in_a_row_are_one_text(sentence: str, shown: tuple[str, ...], text: str) -> None:
    places = [(sentence.index(one), sentence.index(one) + len(one)) for one in shown]
    quotes = tuple(Quote(document(sentence), 0, len(sentence), *place) for place in places)
    assert Answer("Of what age?", Kind.SEVERAL, quotes, 0.9).text == text
