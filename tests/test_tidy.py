"""Spans as they are shown."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Document
from qa.answer import Answer, Kind, Quote
from qa.tidy import tidied, whole


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("AKP)", "AKP"),
        ("(AKP)", "AKP"),
        ("\"Europe's best", "Europe's best"),
        ("“never", "never"),
        ("7 km (4 mi)", "7 km (4 mi)"),
        ("f(x) and g(y)", "f(x) and g(y)"),
        (")", ""),
        (" on Monday, ", "on Monday"),
        ("at 6 p.m.", "at 6 p.m."),
        ("the U.S.", "the U.S."),
        ("Weiss & Co.", "Weiss & Co."),
        ("built in 1904.", "built in 1904"),
        ("; it fell!", "it fell"),
        (",.", ""),
        ("", ""),
    ],
)
def test_a_span_is_shown_without_the_marks_around_it(words: str, shown: str) -> None:
    """What stands behind the span here closes nothing."""
    text = f"{words} x"
    start, end = tidied(text, 0, len(words))
    assert text[start:end] == shown


def test_what_closes_right_behind_is_taken_in() -> None:
    """A token's end is not always a pair's."""
    text = 'He said "I will not go" and the party (AKP) won.'
    start, end = tidied(text, text.index('"I'), text.index('go"') + 2)
    assert text[start:end] == '"I will not go"'


@given(st.text(), st.data())
def test_a_span_lies_within_what_it_was_and_loses_no_letter(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = tidied(text, start, end)
    assert start <= first <= last
    assert text[end:last].strip('.)]}”»"') == ""  # what closes in it, and the stop of initials
    assert re.findall(r"\w", text[first:last]) == re.findall(r"\w", text[start:end])
    assert tidied(text, first, last) == (first, last)


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        ("cut off the gas supply to the", "cut off the gas supply to the port"),
        ("the gas supply", "the gas supply"),
        ("port of", "port of Luma"),
        ("over a crown (more than two", "over a crown (more than two dollars)"),
        ("dollars)", "dollars"),
        ("plan A", "plan A"),
        ("two half", "two half-plans"),
    ],
)
def test_an_answer_goes_to_the_end_of_its_phrase(span: str, shown: str) -> None:
    text = (
        "It cut off the gas supply to the port of Luma for over a crown (more than two dollars) a day by plan A and "
        "two half-plans so far."
    )
    document = Document("a.txt", text, "0")
    at = text.index(span)
    quote = Quote(document, 0, len(text), at, at + len(span))
    assert whole(Answer("?", Kind.LIST, (quote,))).quotes[0].answer == shown


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        ("twelve £5", "£5"),
        ("under twelve £5", "£5"),
        ("one 11 km", "11 km"),
        ("the quick one 28 minutes", "28 minutes"),
        ("one of two", "one of two"),
        ("61 people on board, 44", "61 people on board"),
        ("12 May, 1871", "12 May, 1871"),
        ("£12 for two", "£12 for two"),
        ("two, three", "two, three"),
    ],
)
def test_an_answer_is_of_one_value(span: str, shown: str) -> None:
    quote = Quote(Document("a.txt", span, "0"), 0, len(span), 0, len(span))
    assert whole(Answer("?", Kind.ANSWER, (quote,))).quotes[0].answer == shown


def test_words_that_were_looked_for_are_shown_as_they_were_found() -> None:
    text = "It cut off the supply to the port (AKP)."
    quote = Quote(Document("a.txt", text, "0"), 0, len(text), 11, 28)
    assert whole(Answer("?", Kind.FOUND, (quote,))).quotes == (quote,)


def test_an_answer_ends_with_its_sentence_whatever_is_left_open() -> None:
    text = "He saw the (old. Bridge)"
    quote = Quote(Document("a.txt", text, "0"), 0, 16, 7, 15)
    assert whole(Answer("?", Kind.ANSWER, (quote,))).quotes[0].answer == "the (old"
