from pathlib import Path

import pytest
from made_facts import facts_over

from qa.patterns.bracketed import answer

TEXT = """\
Minutes of the Harbour Council

Present: Nadia Frost (chair), Colm Reilly, Sergeant Leah Grant (police), Paul Dunning (City Parks)
"""


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Who chaired the council?", "Nadia Frost"),
        ("who was the chair", "Nadia Frost"),
        ("Who was there from the police?", "Sergeant Leah Grant"),
        ("Who is the treasurer?", None),
        ("When was the chair elected?", None),
        ("Who hit the chair with a spoon?", None),
    ],
)
def test_the_bracket_behind_a_name_says_what_somebody_is(question: str, who: str | None, tmp_path: Path) -> None:
    found = answer(question, facts_over(tmp_path, minutes=TEXT))
    assert (found.text if found else None) == who
