from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import document, hits
from made_facts import facts_over

from qa.answer import Kind
from qa.facts import Facts
from qa.patterns.offices import _beside, _patterns, answer

NEWS = """\
The first turf was cut by the mayor, Helen Strand. The deputy treasurer, Bo Lind, was ill. Secretary Ann Holm wrote it.

The judges were Olu Bassey, the architect, and Ines Falk (the engineer). The curator was away.
"""


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return facts_over(tmp_path, news=NEWS)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who is the mayor?", ["Helen Strand"]),
        ("who was the secretary", ["Ann Holm"]),
        ("Who is the architect?", ["Olu Bassey"]),
        ("Who is the engineer?", ["Ines Falk"]),
    ],
)
def test_a_name_beside_an_office_holds_it(question: str, names: list[str], facts: Facts) -> None:
    made = answer(question, facts)
    assert made is not None
    assert [quote.answer for quote in made.quotes] == names


def test_two_of_one_office_are_both_shown(tmp_path: Path) -> None:
    made = answer("Who is the coach?", facts_over(tmp_path, news="The coach, Tom Reith, won. The coach, Dag Ek, lost."))
    assert made is not None
    assert made.kind is Kind.SEVERAL
    assert {quote.answer for quote in made.quotes} == {"Tom Reith", "Dag Ek"}


@pytest.mark.parametrize(
    "question",
    [
        "Who is the treasurer?",
        "Who is the curator?",
        "Who is the mayor of Lenn?",
        "Who is the best?",
        "Who is Ann Holm?",
    ],
    ids=["a deputy", "nobody is named", "whose it is takes reading", "no office", "no office either"],
)
def test_nobody_else_does(question: str, facts: Facts) -> None:
    assert answer(question, facts) is None


@given(st.text(alphabet="Aa ,.(", max_size=80))
def test_names_are_slices_of_any_text(text: str) -> None:
    for hit in hits(document(f"The mayor{text}.")):
        span = _beside(_patterns("mayor"), hit.passage)
        assert span is None or hit.passage.text[slice(*span)].strip()
