"""The time a question names."""

from datetime import date

import pytest

from qa.gathering.period import period
from qa.words.dates import Dated, Precision

KNOWN = (date(1887, 1, 1), date(1953, 2, 9), date(1955, 5, 14))


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("what happened in 1940?", date(1940, 1, 1), date(1940, 12, 31)),
        ("timeline 1940-45", date(1940, 1, 1), date(1945, 12, 31)),
        ("chronology from 1960 to 1990", date(1960, 1, 1), date(1990, 12, 31)),
        ("between May 1940 and 3 june 1941", date(1940, 5, 1), date(1941, 6, 3)),
        ("events after 1959, oldest first", date(1960, 1, 1), date.max),
        ("since october 2023", date(2023, 10, 1), date.max),
        ("What happened after 10 October 2023?", date(2023, 10, 10), date.max),
        ("before the summer of 1968", date.min, date(1967, 12, 31)),
        ("until the end of March 2020", date.min, date(2020, 3, 31)),
        ("the bridge in the 20th century", date(1900, 1, 1), date(1999, 12, 31)),
        ("the fifties on the island", date(1950, 1, 1), date(1959, 12, 31)),
        ("in the 1880s", date(1880, 1, 1), date(1889, 12, 31)),
        ("what happened, in order?", date.min, date.max),
    ],
)
def test_it_is_bounded(question: str, first: date, last: date) -> None:
    found, _ = period(question, KNOWN)
    assert (found.first, found.last) == (first, last)


def test_a_year_alone_is_not_in_a_month() -> None:
    found, _ = period("in March 1953", ())
    assert not found.holds(Dated(0, 0, date(1953, 1, 1), Precision.YEAR))
    assert found.holds(Dated(0, 0, date(1953, 3, 9), Precision.DAY))


def test_the_rest_of_the_question_says_nothing_of_time() -> None:
    assert period("what happened on Scarra in the fifties?", KNOWN)[1].split() == [
        "what",
        "happened",
        "on",
        "Scarra",
        "?",
    ]


def test_a_month_takes_the_year_of_the_one_it_is_joined_to() -> None:
    found, _ = period("the events between June and December 2024", ())
    assert (found.first, found.last) == (date(2024, 6, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    "question", ["What happened on 10 July?", "what happened on July 10th", "events of the 10th of july"]
)
def test_a_day_without_a_year_is_that_day_of_any(question: str) -> None:
    found, rest = period(question, KNOWN)
    held = [Dated(0, 0, date(2022, 7, day), Precision.DAY) for day in (9, 10)]
    assert [found.holds(one) for one in held] == [False, True]
    assert not found.holds(Dated(0, 0, date(2022, 7, 1), Precision.MONTH))
    assert "10" not in rest


def test_a_day_that_something_came_after_bounds_no_day() -> None:
    assert period("What happened after 10 July?", KNOWN)[0].day is None
