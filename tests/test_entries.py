from pathlib import Path

import pytest
from made_facts import facts_over

from qa.answer import Kind
from qa.facts import Facts
from qa.patterns import entries

PUMP = """Larkfield pump: data sheet

**Weight:** 13.6 kg
- Cord length: 1.5 m
Test duration: 2 hours 40 minutes
Colour: red
Engineer: Ann Holm

It is sold with a hose and a filter, and must not be used indoors.

HOST: Who are you?
HOST: I mean you.

The motor is loud. Price: not known.
"""
SHIP = "The ship\n\nWeight: 400 t\nMaster: Bo Orr\n"


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return facts_over(tmp_path, pump=PUMP)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How much does the pump weigh?", "13.6 kg"),
        ("What is the weight of the Larkfield pump?", "13.6 kg"),
        ("what is the colour", "red"),
        ("How long is the cord?", "1.5 m"),
        ("How long did the test last?", "2 hours 40 minutes"),
        ("Who is the engineer of the pump?", "Ann Holm"),
    ],
)
def test_an_entry_is_asked_for_by_its_key(question: str, value: str, facts: Facts) -> None:
    made = entries.answer(question, facts)
    assert made is not None
    assert made.kind is Kind.ANSWER
    assert made.text == value
    assert made.quotes[0].text.endswith(value)
    assert "\n" not in made.quotes[0].text


@pytest.mark.parametrize(
    "question",
    [
        "What is the weight of the motor?",
        "Who is the host?",
        "When is the colour?",
        "Is the weight 13.6 kg?",
        "What is the price?",
        "What is the height?",
    ],
    ids=["of something else", "said twice", "of another kind", "yes or no", "within a line", "no such key"],
)
def test_what_no_entry_answers_is_left_to_the_reader(question: str, facts: Facts) -> None:
    assert entries.answer(question, facts) is None


def test_of_two_documents_the_one_that_is_about_it(tmp_path: Path) -> None:
    both = facts_over(tmp_path, pump=PUMP, ship=SHIP)
    assert entries.answer("What is the weight?", both) is None
    made = entries.answer("What is the weight of the ship?", both)
    assert made is not None
    assert made.text == "400 t"


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("Who was present?", ["Ann Holm (chair)", "Bo Orr", "Cy Day (police)"]),
        ("Who sent apologies?", ["Di Lee"]),
        ("When is the next meeting?", ["Thursday, 11 April, 7 p.m."]),
    ],
)
def test_an_entry_lists_names_and_ends_where_a_sentence_follows(
    question: str, values: list[str], tmp_path: Path
) -> None:
    text = """Minutes of the council

Present: Ann Holm (chair), Bo Orr, Cy Day (police)
Apologies: Di Lee

Next meeting: Thursday, 11 April, 7 p.m. The meeting closed at 9.20 p.m.
"""
    made = entries.answer(question, facts_over(tmp_path, minutes=text))
    assert made is not None
    assert [quote.answer for quote in made.quotes] == values


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who was absent?", ["Cy Moore"]),
        ("Who sent apologies?", ["Cy Moore"]),
        ("Who was present?", ["Ann Lee (chair)", "Bo Orr"]),
        ("Who attended?", ["Ann Lee (chair)", "Bo Orr"]),
    ],
)
def test_a_line_may_hold_several_entries(question: str, names: list[str], tmp_path: Path) -> None:
    minutes = "Minutes of the club\n\nPresent: Ann Lee (chair), Bo Orr. Apologies: Cy Moore.\n\nThe roof leaks.\n"
    made = entries.answer(question, facts_over(tmp_path, minutes=minutes))
    assert made is not None
    assert [quote.answer for quote in made.quotes] == names


MINUTES = """Minutes of the board meeting of 12 March

- Present: Ruth Calloway (chair), Hal Pettigrew
- Absent with apologies: Dr. Lena Fairweather
- Venue: Memorial Hall
- Members: A. Bell, S. Lund and the clerk, Mr T. Ferris
- Guests: Tom Askew of Askew Ltd.; Joan Reyes, water office
"""


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Who was at the meeting?", ["Ruth Calloway (chair)", "Hal Pettigrew"]),
        ("Who attended the board meeting?", ["Ruth Calloway (chair)", "Hal Pettigrew"]),
        ("Who was absent?", ["Dr. Lena Fairweather"]),
        ("Where was the meeting held?", ["Memorial Hall"]),
        ("Who are the members?", ["A. Bell", "S. Lund", "the clerk, Mr T. Ferris"]),
        ("Who were the guests?", ["Tom Askew of Askew Ltd.", "Joan Reyes, water office"]),
    ],
)
def test_a_roll_says_who_was_there(question: str, who: list[str], tmp_path: Path) -> None:
    made = entries.answer(question, facts_over(tmp_path, minutes=MINUTES))
    assert made is not None
    assert [quote.answer for quote in made.quotes] == who
