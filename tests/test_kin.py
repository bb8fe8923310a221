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
