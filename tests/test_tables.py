from pathlib import Path

import pytest
from made_facts import facts_over

from qa.answer import Answer, Kind
from qa.facts import Facts
from qa.patterns import tables

FLEET = """Fleet of the northern line

| Ship: Aurora | Built: 1998 | Yard: Gdansk | Seats: 420 | Captain: Ingrid Solberg | Fare: 18 euros |
| Ship: Bjarne | Built: 2004 | Yard: Bergen | Seats: 260 | Captain: Petter Aas | Fare: 12 euros |
| Ship: Castor | Built: 1987 | Yard: Gdansk | Seats: 610 | Fare: 22 euros |
| Ship: Delfin | Built: 2016 | Yard: Rauma | Seats: 180 | Captain: Oskar Dahl | Fare: 9 euros |
"""
TALKS = """Programme of the society

| Date | Speaker | Subject | Tea |
| 12 March | Alan Firth | Growing sweet peas | Mary Cole |
| 9 April | Dr Susan Hale | Soil and what lives in it | Peter Nunn |
| 11 June | Rosa Lind | A visit to Denham Court | none |
"""


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return facts_over(tmp_path, fleet=FLEET, talks=TALKS)


def _told(made: Answer | None) -> list[str]:
    return [quote.answer for quote in made.quotes] if made else []


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("When was the Castor built?", ["1987"]),
        ("who is the captain of the bjarne", ["Petter Aas"]),
        ("What does the Delfin cost?", ["9 euros"]),
        ("How many seats does the Aurora have?", ["420"]),
        ("Which ship was built in 2004?", ["Bjarne"]),
        ("Which ships were built in Gdansk?", ["Aurora", "Castor"]),
        ("Who speaks on 9 April?", ["Dr Susan Hale"]),
        ("What does Alan Firth speak about?", ["Growing sweet peas"]),
        ("Who makes the tea on 12 March?", ["Mary Cole"]),
        ("What is Rosa Lind's subject?", ["A visit to Denham Court"]),
    ],
)
def test_a_cell_answers_whose_row_and_column_are_named(question: str, cells: list[str], facts: Facts) -> None:
    made = tables.answer(question, facts)
    assert made is not None
    assert _told(made) == cells
    assert made.kind is (Kind.ANSWER if len(cells) == 1 else Kind.LIST)
    for quote in made.quotes:
        assert quote.text.count(" | ") >= 3  # the row is the sentence that is shown
        assert quote.answer in quote.text


@pytest.mark.parametrize(
    "question",
    [
        "How many crew does the Aurora have?",
        "How many ships were built in Gdansk?",
        "Who repaired the Delfin?",
        "When was the Titanic built?",
        "Where was the Aurora built in 1998?",
        "What is the oldest ship?",
        "Was the Castor built in Gdansk?",
        "How much compensation did the Aurora pay for its fare?",
    ],
    ids=[
        "no such column",
        "nothing is counted",
        "no column says who",
        "no such row",
        "a year is no place",
        "nothing is compared",
        "yes or no",
        "asks more than is there",
    ],
)
def test_what_is_not_certain_is_left_to_the_reader(question: str, facts: Facts) -> None:
    assert tables.answer(question, facts) is None


def test_an_empty_cell_is_said_to_be_empty_and_no_other_row_fills_it(facts: Facts) -> None:
    made = tables.answer("Who is the captain of the Castor?", facts)
    assert made is not None
    assert made.kind is Kind.REFUSAL
    assert made.quotes[0].text.startswith("Ship: Castor")


def test_prose_has_no_cells(tmp_path: Path) -> None:
    prose = "The Castor was built in 1987. Its captain is Liv Moen."
    assert tables.answer("When was the Castor built?", facts_over(tmp_path, prose=prose)) is None


HOURS = """# Opening hours

| Day | Hall | Boulder room |
|---|---|---|
| Saturday | 9:00-21:00 | 9:00-21:00 |
| Sunday | 10:00-20:00 | closed |
"""


@pytest.mark.parametrize(
    ("question", "cell", "label"),
    [
        ("When is the hall open on Sunday?", "10:00-20:00", ""),
        ("When is the boulder room open on Sunday?", "closed", ""),
        ("Is the boulder room open on Sunday?", "closed", "No"),
        ("Is the boulder room open on Saturday?", "9:00-21:00", "Yes"),
        ("When is the hall closed?", None, ""),
        ("Is the café open on Sunday?", None, ""),
    ],
)
def test_closed_answers_when_and_whether_something_is_open(
    question: str, cell: str | None, label: str, tmp_path: Path
) -> None:
    made = tables.answer(question, facts_over(tmp_path, hours=HOURS))
    assert (made.text if made else None) == cell
    assert (made.label if made else "") == label


FAULTS = """Dehumidifier

| Display | Cause | What to do |
| E1 | The sensor is faulty | Contact our service |
| E5 | Ice on the coil | Let it defrost for an hour |
| Red light | The tank is full | Empty the tank |
"""


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("What should I do about E5?", "Let it defrost for an hour"),
        ("what to do if error E1 is shown", "Contact our service"),
        ("What should I do if E3 is shown?", None),
    ],
)
def test_what_to_do_about_a_code_is_told_by_its_row(question: str, cell: str | None, tmp_path: Path) -> None:
    found = tables.answer(question, facts_over(tmp_path, manual=FAULTS))
    assert (found.text if found and not found.abstained else None) == cell
