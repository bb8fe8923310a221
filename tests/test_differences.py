import pytest
from made import pointing

from qa.fitting.differences import is_difference, is_of_what_is_compared

EMPTY = "Nine homes stood empty in May, four fewer than a year before."


@pytest.mark.parametrize(
    ("question", "text", "words", "difference"),
    [
        ("How many homes stood empty a year before?", EMPTY, "four", True),
        ("How many homes stood empty in May?", EMPTY, "Nine", False),
        ("How many fewer homes stood empty?", EMPTY, "four", False),
        ("By how much did the number fall?", EMPTY, "four", False),
        ("How long did it take?", "It took two weeks longer than planned.", "two weeks longer than planned", True),
        ("How long did it take?", "It took two weeks longer than planned.", "two weeks", True),
        ("How much fruit was picked in 2023?", "We picked 18 tonnes, two more than in 2023.", "two more", True),
        ("How many came?", "More than 40 came.", "40", False),
        ("How old is Ann?", "Ann is 40, and older than Bo.", "40", False),
        ("Who is Ann?", "Ann is two years older than Bo.", "Ann", False),
    ],
)
def test_by_how_much_it_is_more_is_not_how_much_it_is(question: str, text: str, words: str, difference: bool) -> None:
    assert is_difference(question, pointing(text, words)) is difference


PICKED = "We picked 18 tonnes of fruit, two more than in 2023, thanks to the warm May."


@pytest.mark.parametrize(
    ("question", "text", "words", "of_another"),
    [
        ("How much fruit was picked in 2023?", PICKED, "18 tonnes", True),
        ("How much fruit was picked?", PICKED, "18 tonnes", False),
        ("How much more fruit was picked than in 2023?", PICKED, "two", False),
        ("How old is Bo?", "Ann is 40, and older than Bo.", "40", True),
        ("How old is Ann?", "Ann is 40, and older than Bo.", "40", False),
        ("How old is Bo?", "Ann is older than Bo, who is 38.", "38", False),
    ],
)
def test_a_value_is_not_of_what_it_is_compared_with(question: str, text: str, words: str, of_another: bool) -> None:
    assert is_of_what_is_compared(question, pointing(text, words)) is of_another
