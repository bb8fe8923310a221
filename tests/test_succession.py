import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_facts import read_over

from qa import succession
from qa.facts import Facts

REVIEW = """\
Chief executive Marion Vane retired in September after eleven years. Her successor is Daniel Okoro, formerly of Pennant.

The board is chaired by Ruth Adeyemi. The treasurer, Olu Bassey, resigned in May and was replaced by Ines Falk.

The secretary, Bo Lind, wrote the minutes. The gardener, Tom Reith, died in June.
"""


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return read_over(tmp_path_factory.mktemp("review"), review=REVIEW)


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Who is the chief executive?", "Daniel Okoro"),
        ("Who is now the chief executive?", "Daniel Okoro"),
        ("Who was the chief executive before?", "Marion Vane"),
        ("Who was the chief executive before Daniel Okoro?", "Marion Vane"),
        ("Who is the treasurer?", "Ines Falk"),
        ("Who was the previous treasurer?", "Olu Bassey"),
    ],
)
def test_who_left_an_office_does_not_hold_it(question: str, who: str, facts: Facts) -> None:
    made = succession.answer(question, facts)
    assert made is not None
    assert made.text == who


@pytest.mark.model
@pytest.mark.parametrize(
    "question",
    ["Who is the secretary?", "Who is the gardener?", "Who was the secretary?", "Who chairs the board?", "Who is it?"],
    ids=["still there", "nobody came", "not asked before whom", "another question", "no office"],
)
def test_where_nobody_came_after_the_plain_answer_stays(question: str, facts: Facts) -> None:
    assert succession.answer(question, facts) is None


@given(st.text(alphabet="aA .,'?", max_size=200))
def test_patterns_take_no_time(text: str) -> None:
    assert succession._CAME.search(f"succeeded by {text}") is None or text
