import pytest
from made import pointing

from qa.fitting.differences import is_difference

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
        ("How many came?", "More than 40 came.", "40", False),
        ("How old is Ann?", "Ann is 40, and older than Bo.", "40", False),
        ("Who is Ann?", "Ann is two years older than Bo.", "Ann", False),
    ],
)
def test_by_how_much_it_is_more_is_not_how_much_it_is(question: str, text: str, words: str, difference: bool) -> None:
    assert is_difference(question, pointing(text, words)) is difference
