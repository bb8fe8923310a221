from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_facts import facts_over, read_over

from qa.facts import Facts
from qa.patterns import succession

REVIEW = """\
Chief executive Marion Vane retired in September after eleven years. Her successor is Daniel Okoro, formerly of Pennant.

The board is chaired by Ruth Adeyemi. The treasurer, Olu Bassey, resigned in May and was replaced by Ines Falk.

The secretary, Bo Lind, wrote the minutes. The gardener, Tom Reith, died in June.

The mayor, Ida Krog, who succeeded Eva Sund in 2021, opened the fair.

Our orchard keeper, Martin Quill, left in June. Sally Obuya, who had been his assistant, has taken his place.
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
        ("Who was the mayor before?", "Eva Sund"),
        ("Who is the orchard keeper?", "Sally Obuya"),
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


BEFORE = """\
Dolan accepted at once; the Lernese prime minister, Henrik Aal, who succeeded Sofia Castellane in 2021, did not.

The keeper, Ann Holm, was succeeded in May by her deputy Bo Lind. Lind succeeded in June in opening the mill again.
"""


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Who was prime minister before Aal?", "Sofia Castellane"),
        ("Who was the prime minister before Henrik Aal?", "Sofia Castellane"),
        ("Who did Henrik Aal succeed?", "Sofia Castellane"),
        ("Who preceded Aal as prime minister?", "Sofia Castellane"),
        ("Who was Aal's predecessor?", "Sofia Castellane"),
    ],
)
def test_who_came_before_whom(question: str, who: str, tmp_path: Path) -> None:
    made = succession.answer(question, facts_over(tmp_path, news=BEFORE))
    assert made is not None
    assert made.text == who


@pytest.mark.parametrize("question", ["Who was prime minister before Dolan?", "Who was here before noon?"])
def test_who_came_before_nobody(question: str, tmp_path: Path) -> None:
    assert succession._before_whom(question, facts_over(tmp_path, news=BEFORE)) is None


@given(st.text(alphabet="aA .,'?", max_size=200))
def test_patterns_take_no_time(text: str) -> None:
    assert succession._CAME.search(f"succeeded by {text}") is None or text
