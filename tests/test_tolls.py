from pathlib import Path

import pytest
from made_facts import facts_over

from qa.answer import Answer, Kind, Quote
from qa.plural import tolls
from qa.plural.tolls import answer, holds_more

TEXT = """\
In March a bomb exploded near Sarn, killing three engineers and injuring nine workers. In May two fishermen were shot
dead by guards. Twelve lorries burnt, and 40 people were arrested. The dead were buried in June.
"""


@pytest.fixture(autouse=True)
def _things(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tolls, "is_of_things", lambda noun, encoder: noun == "lorries")


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("How many people were killed?", ["three engineers", "two fishermen"]),
        ("How many people were injured?", ["nine workers"]),
        ("How many people were arrested?", ["40 people"]),
        ("How many people were rescued?", None),
        ("How many engineers were killed?", None),
        ("How many people live in Sarn?", None),
    ],
)
def test_whoever_is_counted_beside_a_fate_is_one_answer(
    question: str, counted: list[str] | None, tmp_path: Path
) -> None:
    found = answer(question, facts_over(tmp_path, text=TEXT))
    assert (sorted(str(quote.answer) for quote in found.quotes) if found else None) == (counted and sorted(counted))


def test_others_are_told_of_beside_those_of_whom_an_answer_gives_the_number(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, text=TEXT)
    found = answer("How many people were killed?", facts)
    assert found is not None
    first, *_ = found.quotes
    assert holds_more(found, Answer("", Kind.ANSWER, (first,), 0.8))
    elsewhere = Quote(first.document, len(TEXT) - 30, len(TEXT))
    assert not holds_more(found, Answer("", Kind.ANSWER, (elsewhere,), 0.8))
