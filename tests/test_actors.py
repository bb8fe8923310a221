from pathlib import Path

import pytest
from made_facts import facts_over

from qa.patterns.actors import answer

TEXT = """\
Three towns offered help. Norby sent 20 boats. Fishermen stayed at home. Vester lent pumps; and Old Gammel, which had
been flooded itself, gave blankets. They were thanked in May.

Several states want to mediate in the dispute. Ostmark proposed a joint patrol, and the Nordic Council suggested talks.
Norland accepted both.

Two companies paid: Holm Steel and Kraft. Four choirs sang. Holm sang best.
"""


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Which towns offered help?", ["Norby", "Vester", "Old Gammel"]),
        ("Who offered help?", ["Norby", "Vester", "Old Gammel"]),
        ("Which states want to mediate?", ["Ostmark", "the Nordic Council"]),
        ("Which companies paid?", None),
        ("Which choirs sang?", None),
        ("Which ships offered help?", None),
        ("When did they offer help?", None),
    ],
)
def test_those_announced_are_who_the_next_sentences_begin_with(
    question: str, who: list[str] | None, tmp_path: Path
) -> None:
    found = answer(question, facts_over(tmp_path, text=TEXT))
    assert ([quote.answer for quote in found.quotes] if found else None) == who
