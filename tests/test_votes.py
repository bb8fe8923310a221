from pathlib import Path

import pytest
from made_facts import facts_over

from qa.facts import Facts
from qa.patterns import votes

MINUTES = """Minutes

The amendment on fees was lost by 17 votes to 22. The original motion was then carried by 24 votes to 15.

The plan for the pier was adopted, 6 to none. The rent of 30 was agreed in May. The bill on trams was defeated by 19
votes to 14.

On the harbour there were three abstentions.
"""


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return facts_over(tmp_path, minutes=MINUTES)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("How many voted for the original motion?", "24"),
        ("How many members voted against the original motion?", "15"),
        ("how many votes were there against the amendment", "22"),
        ("How many voted in favour of the amendment?", "17"),
        ("How many were against the plan for the pier?", "none"),
        ("How many voted against the bill on trams?", "19"),
        ("How many voted for the bill on trams?", "14"),
        ("How many abstained?", "three"),
        ("How many members abstained on the harbour?", "three"),
    ],
)
def test_the_side_that_won_has_more_votes(question: str, count: str, facts: Facts) -> None:
    made = votes.answer(question, facts)
    assert made is not None
    assert made.text == count


@pytest.mark.parametrize(
    "question",
    [
        "How many voted for the strike?",
        "How many votes did Ann get?",
        "How many amendments were lost?",
        "How many abstained on the bill on trams?",
        "How many voted against?",
    ],
    ids=["nothing of it", "another question", "nothing is voted", "abstained from another", "four were voted on"],
)
def test_nothing_else_is_taken_for_votes(question: str, facts: Facts) -> None:
    assert votes.answer(question, facts) is None
