import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.words.forms import Form, Value, value_of


def value(words: str) -> Value:
    return value_of(words, 0, len(words))


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("£46 a year", Form.MONEY),
        ("12 dollars", Form.MONEY),
        ("7:05", Form.CLOCK),
        ("shortly before midnight", Form.CLOCK),
        ("the 9th", Form.DATE),
        ("spring 2022", Form.DATE),
        ("in 1931", Form.DATE),
        ("may", Form.PHRASE),
        ("forty-two goats", Form.NUMBER),
        ("Captain Ilse Vogt", Form.NAME),
        ("a leaking pipe", Form.PHRASE),
        ("", Form.PHRASE),
    ],
)
def test_forms(words: str, form: Form) -> None:
    assert value(words).form is form


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("June 27", "June 27, 2025", False),
        ("38", "38 people", False),
        ("twelve", "12", False),
        ("7:05", "7:05 p.m.", False),
        ("7:05 p.m.", "7:20 p.m.", True),
        ("1 March", "1 April", True),
        ("four weeks", "two months", True),
        ("Mr. Sand", "Ole Sand", False),
        ("Ole Sand", "Mia Holm", True),
        ("£1,200", "£1,200 in all", False),
    ],
)
def test_more_or_less_precise_is_no_difference(one: str, other: str, differ: bool) -> None:
    assert value(one).differs(value(other)) is differ
    assert value(other).differs(value(one)) is differ


def test_numbers_of_different_things_are_unlike() -> None:
    text = "It took 61 passengers within forty minutes, and 35 more."
    passengers, minutes, more = (value_of(text, text.index(w), text.index(w) + len(w)) for w in ("61", "forty", "35"))
    assert not passengers.is_like(minutes)
    assert value("two months").is_like(value("four weeks"))
    assert more.form is Form.NUMBER


@given(st.text(max_size=40))
def test_any_words_have_a_value_that_does_not_differ_from_itself(words: str) -> None:
    assert not value(words).differs(value(words))
