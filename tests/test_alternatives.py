"""Questions that offer what may be so: one of it answers, and neither yes nor no."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_facts import facts_over, read_over

from qa.answer import Kind
from qa.facts import Facts
from qa.yes_or_no import polar
from qa.yes_or_no.alternatives import alternatives, answer

MILL = """\
The wheel is of iron; the wheel before it was made of oak. The mill is privately owned by the Reeve family.

The last tour starts at 3.30 pm, not at 4 pm as printed in the leaflet. The stones are French, not Derbyshire.

The tablets are painkillers and not antibiotics. The car park is on the north bank, and the footpath follows the south
bank. The work took five weeks rather than three, because swifts were nesting. Bicycles may be left at the gate.
"""


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return read_over(tmp_path_factory.mktemp("mill"), mill=MILL)


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Is the wheel made of iron or wood?", "iron"),
        ("Is the mill publicly or privately owned?", "privately owned"),
        ("Does the last tour start at 3.30 or at 4 pm?", "3.30"),
        ("are the stones derbyshire or french", "French"),
        ("Are the tablets painkillers or antibiotics?", "painkillers"),
        ("Is the car park on the north bank or the south bank?", "north bank"),
        ("Did the work take three or five weeks?", "five weeks"),
        ("Can I leave a bicycle or a car at the gate?", "Bicycles"),
    ],
)
def test_what_is_so_is_pointed_at_and_not_what_is_denied(question: str, said: str, mill: Facts) -> None:
    made = answer(question, mill)
    assert made is not None
    assert made.kind is Kind.ANSWER
    assert not made.label
    assert said in made.text
    rest = made.text.replace(said, "")
    assert not any(word in rest for word in ("oak", "4 pm", "Derbyshire", "antibiotics", "south", "three"))


@pytest.mark.model
def test_no_word_is_said_to_what_asks_for_one_of_two(mill: Facts) -> None:
    made = polar.answer("Is the wheel made of iron or wood?", 0.2, mill)
    assert made is None or not made.label


@pytest.mark.parametrize(
    "question",
    ["Is it open or not?", "Do two or more have to come?", "Who or what is Holm?", "Was it sold?", "or", "Is it or?"],
)
def test_what_offers_nothing_is_no_such_question(question: str, tmp_path: Path) -> None:
    assert alternatives(question) == ()
    assert answer(question, facts_over(tmp_path, mill=MILL)) is None


@given(
    st.lists(st.sampled_from(["Is", "the", "or", ",", "red", "of", "more", "less", "?", "not", "4", "é"]), max_size=9)
)
def test_alternatives_are_told_by_different_stems(words: list[str]) -> None:
    offered = alternatives(" ".join(words))
    assert len(offered) != 1
    assert offered[-1:] != offered[-2:-1] or not offered


@given(st.text(string.printable, max_size=60))
def test_nothing_is_too_strange(text: str) -> None:
    assert all(alternatives(f"Is {text} or {text}?"))
