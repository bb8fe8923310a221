"""What somebody wants to be told, as a question, on invented subjects."""

import pytest

from qa.words.embedded import direct

TOLD = [
    ("how much the cook is paid", "how much is the cook paid"),
    ("when it opened", "when did it open"),
    ("what it costs", "what does it cost"),
    ("which office it was sent from", "which office was it sent from"),
    ("when Ann Lee moved to Hull", "when did Ann Lee move to Hull"),
    ("who paid for it", "who paid for it"),
    ("how many sheep died", "how many sheep died"),
    ("which of the pumps broke", "which of the pumps broke"),
    ("when was it built", "when was it built"),
    ("for what reason", "for what reason"),
]
UNCLEAR = ["what we'd be paying for it", "why the boy who had the key left"]


@pytest.mark.parametrize(("clause", "question"), TOLD, ids=[clause for clause, _ in TOLD])
def test_what_is_to_be_told_is_asked(clause: str, question: str) -> None:
    assert direct(clause) == question


@pytest.mark.parametrize("clause", UNCLEAR)
def test_nothing_is_asked_where_the_verb_is_not_found(clause: str) -> None:
    assert direct(clause) is None
