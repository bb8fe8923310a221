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
