from pathlib import Path

import pytest
from made_facts import facts_over

from qa.answer import Kind
from qa.facts import Facts
from qa.patterns import columns

FLEET = """# Ships of the company

| Ship | Built | Yard | Seats | Route | Captain |
|---|---|---|---|---|---|
| Aurora | 1998 | Gdansk | 420 | Holm to Skerrow | Ines Falk |
| Bjarne | 2004 | Oslo | 1,150 | Corran to Lyng | Tom Reith |
| Castor | 1975 | Oslo | 95 | Vik to Lyng | Nils Berg |

# Fares

| Ticket | Adult | Bicycle |
|---|---|---|
| Single | £8.40 | £2 |
| Return | £14 | £2 |
| Season | £70 | free |

# Trails

| Stage | Length | Sleep at |
|---|---|---|
| Holm to Lyng | 16 km | the inn |
| Lyng to Vik | 2 days | a barn |
"""


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return facts_over(tmp_path, fleet=FLEET)


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("Which is the oldest ship?", ["Castor"]),
        ("What is the newest ship?", ["Bjarne"]),
        ("Which ship carries the most seats?", ["Bjarne"]),
        ("Which ship has the fewest seats?", ["Castor"]),
        ("Which captain commands the oldest ship?", ["Nils Berg"]),
        ("Which yards built the ships?", ["Gdansk", "Oslo"]),
        ("Who are the captains?", ["Ines Falk", "Tom Reith", "Nils Berg"]),
        ("What are the stages?", ["Holm to Lyng", "Lyng to Vik"]),
        ("What does it cost to take a bicycle?", ["£2", "£2", "free"]),
        ("What does an adult pay?", ["£8.40", "£14", "£70"]),
    ],
)
def test_what_is_asked_of_all_rows_is_told_by_their_cells(question: str, cells: list[str], facts: Facts) -> None:
    made = columns.answer(question, facts)
    assert made is not None
    assert [quote.answer for quote in made.quotes] == cells
    assert made.kind is (Kind.ANSWER if len(cells) == 1 else Kind.LIST)


def test_it_is_said_by_what_rows_were_compared(facts: Facts) -> None:
    made = columns.answer("Which is the oldest ship?", facts)
    assert made is not None
    assert "“Built”" in made.note


@pytest.mark.parametrize(
    "question",
    [
        "Which is the longest stage?",  # kilometres and days
        "Which is the fastest ship?",
        "Which ship has the most lifeboats?",
        "Which is the oldest ferry of Norway?",
        "Which yards did not build the ships?",
        "Which yard built the Aurora?",
        "How many ships are there?",
        "Is the Castor the oldest ship?",
        "What is the highest captain?",
    ],
)
def test_what_is_not_certain_of_all_rows_is_left_to_others(question: str, facts: Facts) -> None:
    assert columns.answer(question, facts) is None


def test_prose_has_no_columns(tmp_path: Path) -> None:
    assert columns.answer("Which is the oldest ship?", facts_over(tmp_path, prose="The ship is old. It sails.")) is None
