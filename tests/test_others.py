"""What else: nothing that the conversation has shown already."""

from pathlib import Path

import pytest
from made import document
from made_facts import facts_over

from qa.answer import Answer, Kind, Quote
from qa.facts import Facts
from qa.others import besides

BOARD = "The board is chaired by Ruth Adeyemi. Lukas Brandt and Sheila Moss sit on the board."


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return facts_over(tmp_path, board=BOARD)


def shown(question: str, kind: Kind, *words: str) -> Answer:
    """An answer that points at words of the board's text."""
    places = [(BOARD.index(one), BOARD.index(one) + len(one)) for one in words]
    return Answer(question, kind, tuple(Quote(document(BOARD), 0, len(BOARD), *place) for place in places), 0.9)


CHAIR = shown("Who chairs the board?", Kind.ANSWER, "Ruth Adeyemi")


def test_of_several_only_those_are_shown_that_were_not(facts: Facts) -> None:
    found = shown("Who else is on the board?", Kind.LIST, "Ruth Adeyemi", "Lukas Brandt", "Sheila Moss")
    left = besides(found, "Who else is on it?", [CHAIR], 0.2, facts)
    assert [quote.answer for quote in left.quotes] == ["Lukas Brandt", "Sheila Moss"]


def test_the_same_again_is_no_answer(facts: Facts) -> None:
    again = shown("Who else is on the board?", Kind.ANSWER, "Ruth Adeyemi")
    left = besides(again, "Who else is on it?", [CHAIR], 0.2, facts)
    assert left.abstained or "Ruth" not in left.text


@pytest.mark.parametrize("question", ["Who chairs it?", "Was it anybody else?"])
def test_who_does_not_ask_for_others_may_be_told_the_same(question: str, facts: Facts) -> None:
    again = shown("Who is it?", Kind.ANSWER, "Ruth Adeyemi")
    assert besides(again, question, [CHAIR], 0.2, facts) is again
    assert besides(again, "Who else?", [], 0.2, facts) is again
