from pathlib import Path

import pytest
from made_facts import facts_over

from qa.gathering.timeline import answer
from qa.words.clock import asked, times

NIGHT = """Report of the night of 14 November 2024

On 14 November 2024 the mill flooded.

- 21:40 The sluice is opened.
- 23:05 Water reaches the cellar.
- 00:20 The pump fails.
- At 2.15 a.m., the fire brigade arrives.
"""


def test_lines_of_a_log_are_events_of_its_day_and_past_midnight_of_the_next(tmp_path: Path) -> None:
    made = answer("What happened, in order?", 0.5, facts_over(tmp_path, night=NIGHT))
    assert made is not None
    assert [quote.label for quote in made.quotes][-4:] == [
        "14 November 2024, 21:40",
        "14 November 2024, 23:05",
        "15 November 2024, 00:20",
        "15 November 2024, 02:15",
    ]
    assert [quote.answer for quote in made.quotes][-4:] == ["21:40", "23:05", "00:20", "2.15 a.m."]


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("What happened between 9:30 pm and 11.30 pm?", ["14 November 2024, 21:40", "14 November 2024, 23:05"]),
        ("What happened before 3 am?", ["15 November 2024, 00:20", "15 November 2024, 02:15"]),
    ],
)
def test_times_of_day_in_the_question_bound_it(question: str, labels: list[str], tmp_path: Path) -> None:
    made = answer(question, 0.5, facts_over(tmp_path, night=NIGHT))
    assert made is not None
    assert [quote.label for quote in made.quotes] == labels


def test_one_moment_is_no_timeline(tmp_path: Path) -> None:
    assert answer("What happened at 23:05?", 0.5, facts_over(tmp_path, night=NIGHT)) is None


def test_times_without_a_day_come_in_order(tmp_path: Path) -> None:
    made = answer("timeline", 0.5, facts_over(tmp_path, log="9:20 We left.\n\n8:05 The van came.\n"))
    assert made is not None
    assert [quote.label for quote in made.quotes] == ["08:05", "09:20"]


@pytest.mark.parametrize("text", ["It is 3.10 m long.", "See 12:30-45 ff.", "a ratio of 1:2", "2024-11-14", "£9.30"])
def test_other_numbers_are_no_times(text: str) -> None:
    assert times(text) == []
    assert asked(text) is None
