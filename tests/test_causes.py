from pathlib import Path

import pytest
from made_facts import facts_over

from qa.answer import Kind
from qa.explaining import causes
from qa.facts import Facts

REPORT = """Report on the fire at Norby mill

1. Findings

The mill burnt down on 3 May. Nobody was hurt. The boiler had been inspected in March.

2. Cause

The board considers that a worn bearing was the main cause of it. Arson was not a cause.

3. Later

The bridge was closed in June. The reason for the closure was a crack in the pier; it was mended.
"""


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return facts_over(tmp_path, report=REPORT)


@pytest.mark.parametrize(
    ("of_what", "cause"),
    [("the fire", "a worn bearing"), ("the closure", "a crack in the pier")],
    ids=["what the head speaks of", "what its sentence speaks of"],
)
def test_a_named_cause_answers_though_its_sentence_need_not_say_of_what(of_what: str, cause: str, facts: Facts) -> None:
    question = f"What caused {of_what}?"
    made = causes.answer(question, facts.asked(of_what), facts.hits("cause reason closure"), facts)
    assert made is not None
    assert made.kind is Kind.ANSWER
    assert made.text == cause


def test_what_nothing_near_is_said_to_cause_has_none(facts: Facts) -> None:
    hits = facts.hits("cause reason closure")
    assert causes.answer("What caused the strike?", facts.asked("the strike"), hits, facts) is None
    assert causes.cause_in("Arson was not a cause.") is None


@pytest.mark.parametrize(
    ("sentence", "cause"),
    [
        ("The dispute over the bank began in May, when a trawler was boarded.", "when a trawler was boarded"),
        ("The fire broke out after a lamp fell.", "after a lamp fell"),
        ("In 1992 the banks forced Ann Holm, by then 71, to step down.", None),
        ("The race began at 9.", ""),
        ("An inquiry blamed a faulty bolt.", "a faulty bolt"),
        ("Norland blamed a worn rope for the accident, and sued.", "a worn rope"),
        ("The delay was blamed on the fog, the master said.", "the fog"),
        ("Norland blamed Sudmark for it.", ""),
        ("Nobody blamed the captain.", ""),
    ],
)
def test_what_began_when_something_happened_began_by_it(sentence: str, cause: str | None) -> None:
    found = causes.cause_in(sentence)
    assert (found["cause"] if found else "") == (sentence.rstrip(".") if cause is None else cause)
