from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_facts import facts_over

from qa.answer import Answer, Kind
from qa.gathering.overview import MOST, answer
from qa.gathering.salience import REPEAT, apart, lexrank, stands_alone

STRIKE = """Harbour workers end their strike

The harbour workers of Port Elva ended a strike of nineteen days on Monday after the owners agreed to a new pension.
They had stopped work when the owners closed the canteen without a warning. Nobody had expected that.

The union said that the owners will pay four percent of wages into a common fund from January. The fund is kept by a
bank in Hollin, and both sides appoint two of its five trustees.

Ships had waited in the bay for two weeks, and several turned to other harbours along the coast. The harbour master,
Ida Lorne, expects that the last of them will be unloaded by Thursday evening."""
HONEY = """# Keeping bees in a small garden

A colony of bees needs flowers within two kilometres, clean water and shelter from the wind. Place the hive so that
the sun reaches the entrance in the morning.

In summer a strong colony can fill a box with honey in ten days. Take no more than half of the honey, since the bees
live on it through the winter.

Mites are the greatest danger to a colony. Count the mites on a board below the hive once a month, and treat the
colony with formic acid after the last harvest when you find more than ten a day."""
STRANGE = ["", " ?!", "Summarise", "\x00", "桥 是什么", "Summarise " + "honey " * 3000, "Sum up 'a' \ud800"]


def given_by(made: Answer | None) -> list[str]:
    assert made is not None
    assert made.kind is Kind.OVERVIEW
    return [quote.text for quote in made.quotes]


def test_an_overview_is_three_to_six_sentences_in_order_without_the_title(tmp_path: Path) -> None:
    made = answer("What is this about?", 0.5, facts_over(tmp_path, strike=STRIKE))
    shown = given_by(made)
    assert 3 <= len(shown) <= MOST
    assert [STRIKE.index(text) for text in shown] == sorted(STRIKE.index(text) for text in shown)
    assert shown[0].startswith("The harbour workers of Port Elva")
    assert "Harbour workers end their strike" not in shown
    assert "Nobody had expected that." not in shown


def test_the_document_that_is_named_is_summed_up_alone(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, strike=STRIKE, garden=HONEY)
    for question in ("Summarise garden.txt", "what is the text on keeping bees about", "Overview of the garden file"):
        made = answer(question, 0.5, facts)
        assert made is not None
        assert {quote.document.source for quote in made.quotes} == {"garden.txt"}
        assert len(made.quotes) >= 3


@pytest.mark.parametrize("asks", ["Summarise both texts", "What are the articles about?", "summary of the two letters"])
def test_what_texts_are_called_is_no_topic(asks: str, tmp_path: Path) -> None:
    made = answer(asks, 0.5, facts_over(tmp_path, strike=STRIKE, garden=HONEY))
    assert made is not None
    assert {quote.document.source for quote in made.quotes} == {"garden.txt", "strike.txt"}


def test_a_file_may_be_called_what_texts_are_called(tmp_path: Path) -> None:
    made = answer("Summarise the letter", 0.5, facts_over(tmp_path, letter=STRIKE, garden=HONEY))
    assert made is not None
    assert {quote.document.source for quote in made.quotes} == {"letter.txt"}


@pytest.mark.parametrize(
    ("asks", "sentences"),
    [("Summarise it in one sentence.", 1), ("in 2 sentences, what is this about?", 2), ("five key points please", 5)],
)
def test_as_many_sentences_as_are_asked_for(asks: str, sentences: int, tmp_path: Path) -> None:
    assert len(given_by(answer(asks, 0.5, facts_over(tmp_path, strike=STRIKE, garden=HONEY)))) == sentences


def test_several_documents_are_all_covered(tmp_path: Path) -> None:
    made = answer("Give me an overview.", 0.5, facts_over(tmp_path, strike=STRIKE, garden=HONEY))
    assert made is not None
    assert [quote.document.source for quote in made.quotes].count("strike.txt") == 3
    assert [quote.document.source for quote in made.quotes].count("garden.txt") == 3
    assert made.note == ""


def test_of_many_documents_some_are_shown_and_their_number_is_said(tmp_path: Path) -> None:
    texts = {f"t{i}": STRIKE.replace("Elva", f"Elva{i}").replace("bank", f"bank{i} guild{i}") for i in range(9)}
    made = answer("What are these documents about?", 0.5, facts_over(tmp_path, **texts))
    assert made is not None
    assert len(made.quotes) <= MOST
    assert "of 9 documents" in made.note


def test_a_topic_weighs_the_sentences(tmp_path: Path) -> None:
    made = answer("Sum up what is said about mites.", 0.5, facts_over(tmp_path, strike=STRIKE, garden=HONEY))
    assert any("Mites are the greatest danger" in text for text in given_by(made))


def test_a_topic_that_is_not_there_has_no_overview(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, strike=STRIKE, garden=HONEY)
    assert answer("Summarise the Peloponnesian War", 0.5, facts) is None
    assert answer("Sum up the honey policy of Zanzibar", 0.5, facts) is None


def test_what_every_document_repeats_is_not_shown(tmp_path: Path) -> None:
    legal = "This newsletter is sent to subscribers of the Elva Gazette only and may not be copied without our leave."
    facts = facts_over(tmp_path, strike=f"{legal}\n\n{STRIKE}", garden=f"{legal}\n\n{HONEY}")
    assert legal not in given_by(answer("What is this about?", 0.5, facts))


def test_headings_alone_are_better_than_nothing(tmp_path: Path) -> None:
    made = answer("What is this about?", 0.5, facts_over(tmp_path, only="Harbour\n\nCanteen\n"))
    assert made is not None
    assert all(quote.text for quote in made.quotes)


@pytest.mark.parametrize("question", STRANGE)
@pytest.mark.parametrize("texts", [{}, {"empty": ""}, {"marks": "?!\n\n---"}, {"strike": STRIKE}])
def test_nothing_is_too_strange(tmp_path: Path, question: str, texts: dict[str, str]) -> None:
    made = answer(question, 0.5, facts_over(tmp_path, **texts))
    assert made is None or all(quote.text in quote.document.text for quote in made.quotes)


vectors: Callable[[int], np.ndarray] = lambda n: np.random.default_rng(n).standard_normal((n, 8))  # noqa: E731


@given(st.integers(1, 30), st.integers(0, 8))
@settings(deadline=None)
def test_what_is_chosen_is_chosen_once_and_repeats_nothing(n: int, most: int) -> None:
    rows = vectors(n).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    rank = lexrank(rows, np.ones(n))
    assert rank.sum() == pytest.approx(1.0)
    chosen = apart(rows, rank, most)
    assert len(chosen) == len(set(chosen)) <= most
    alike = rows[chosen] @ rows[chosen].T - 2 * np.eye(len(chosen))
    assert alike.size == 0 or alike.max() < REPEAT


def test_a_sentence_like_many_is_central() -> None:
    rows = np.array([[1, 0, 0], [0.8, 0.6, 0], [0.8, 0, 0.6], [0, 0.6, -0.8]], dtype=np.float32)
    assert lexrank(rows, np.ones(4)).argmax() == 0


@pytest.mark.parametrize(
    "worse",
    [
        "They closed the old harbour canteen without any warning to the workers or to the union on Monday.",
        "CANTEEN CLOSED",
        "Port Elva, Monday, June 3, 2024, Harbour House, Elva Street 12",
        "| Harbour | canteen | closed |",
        "Why was the harbour canteen closed without any warning to the workers or the union on Monday?",
    ],
)
def test_some_sentences_say_little_alone(worse: str) -> None:
    whole = "The owners closed the old harbour canteen without any warning to the workers or to the union on Monday."
    assert stands_alone(worse) < stands_alone(whole)
