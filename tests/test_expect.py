import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.words.expect import Expected, agreement, expected


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When did the operation take place?", Expected.TIME),
        ("WHICH YEAR was it built", Expected.TIME),
        ("How many people died?", Expected.NUMBER),
        ("What percentage of voters stayed away?", Expected.NUMBER),
        ("Who closed the bridge?", Expected.PERSON),
        ("Whose idea was it?", Expected.PERSON),
        ("Where was he born?", Expected.PLACE),
        ("In which city did they meet?", Expected.PLACE),
        ("How much money was spent?", Expected.MONEY),
        ("What is the price of the kettle?", Expected.MONEY),
        ("Why was it closed?", Expected.ANYTHING),
        ("whenever somebody wholesome", Expected.ANYTHING),
        ("", Expected.ANYTHING),
    ],
    ids=lambda value: str(value)[:30] or "nothing",
)
def test_a_question_asks_for_a_kind_of_thing(question: str, kind: Expected) -> None:
    assert expected(question) is kind


@pytest.mark.parametrize(
    ("kind", "fitting", "unfitting"),
    [
        (Expected.NUMBER, "thirty-eight people", "the mill"),
        (Expected.TIME, "last Monday", "the mill"),
        (Expected.PERSON, "Anna Weiss", "quickly"),
        (Expected.PLACE, "Yekaterinburg", "quickly"),
        (Expected.MONEY, "€30", "the mill"),
    ],
)
def test_a_span_agrees_with_the_kind_it_looks_like(kind: Expected, fitting: str, unfitting: str) -> None:
    assert agreement(kind, fitting) > 0 > agreement(kind, unfitting)


@pytest.mark.parametrize(
    ("kind", "span"),
    [
        *((Expected.TIME, span) for span in ("the mayor", "Marina", "a decision", "the agency", "novels", "Augusta")),
        *((Expected.PERSON, span) for span in ("heavy rain", "manually", "the shed", "songs")),
    ],
    ids=str,
)
def test_a_word_that_begins_like_a_fitting_one_does_not_fit(kind: Expected, span: str) -> None:
    assert agreement(kind, span) < 0


@pytest.mark.parametrize(
    "span",
    ["May", "in sept.", "three weeks", "the 19th century", "weekly", "Friday's", "after the storm", "decades ago"],
)
def test_a_time_is_told_in_many_ways(span: str) -> None:
    assert agreement(Expected.TIME, span) > 0


@given(st.text(), st.text())
def test_any_question_and_span_can_be_judged(question: str, span: str) -> None:
    assert agreement(expected(question), span) in (-1.0, 0.0, 1.0)


@given(st.text())
def test_where_anything_may_answer_no_span_speaks_for_or_against(span: str) -> None:
    assert agreement(Expected.ANYTHING, span) == 0.0
