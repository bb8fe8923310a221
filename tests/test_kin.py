from pathlib import Path

import pytest
from made_facts import facts_over

from qa.patterns.kin import answer

TEXT = """\
Ilse Varro was the third of five children of the pharmacist Leo Varro and the singer Ann Brandl. She had two daughters.
Bo Orr is the son of Cy Orr and Di Lee, who paint.
"""


@pytest.mark.parametrize(
    ("question", "parents"),
    [
        ("Who were Ilse Varro's parents?", ["the pharmacist Leo Varro", "the singer Ann Brandl"]),
        ("What were the names of the parents of Bo Orr?", ["Cy Orr", "Di Lee"]),
        ("Who were Eva Holm's parents?", None),
        ("Who were Ilse Varro's daughters?", None),
    ],
)
def test_parents_are_whose_child_somebody_is(question: str, parents: list[str] | None, tmp_path: Path) -> None:
    found = answer(question, facts_over(tmp_path, text=TEXT))
    assert ([quote.answer for quote in found.quotes] if found else None) == parents


BROTHERS = """\
The claimant rented a flat. I heard evidence from the claimant, from her brother, Mr. Owen Crane, and from Ann Holm.

Ann Holm came with Bo Holm, her eldest son, and Carl Orr's wife Dina. Eva Lind is here with her sons Finn and Gil.
"""


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("What is the claimant's brother called?", "Mr. Owen Crane"),
        ("Who is Ann Holm's son?", "Bo Holm"),
        ("What was the name of Carl Orr's wife?", "Dina"),
        ("Who is Ann Holm's wife?", None),
        ("Who is the surveyor's brother?", None),
        ("Who is Eva Lind's son?", None),
    ],
)
def test_a_relative_is_named_beside_whose_he_is(question: str, who: str | None, tmp_path: Path) -> None:
    made = answer(question, facts_over(tmp_path, court=BROTHERS))
    assert (made.text if made else None) == who


LIFE = """\
Ottilie Brandauer was a photographer. She was the only daughter of the glassmaker Ferdinand Brandauer and his second
wife, Cecilie. Her two half-brothers, Max and Georg, ran the family workshop.
"""


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Who were her parents?", ["the glassmaker Ferdinand Brandauer", "his second\nwife, Cecilie"]),
        ("Who was her father?", ["the glassmaker Ferdinand Brandauer"]),
        ("Who was her mother?", ["his second\nwife, Cecilie"]),
    ],
)
def test_a_wife_is_the_mother(question: str, who: list[str], tmp_path: Path) -> None:
    made = answer(question, facts_over(tmp_path, life=LIFE))
    assert made is not None
    assert [quote.answer for quote in made.quotes] == who


def test_nothing_tells_the_father_from_the_mother(tmp_path: Path) -> None:
    assert answer("Who was Bo Orr's father?", facts_over(tmp_path, text=TEXT)) is None
