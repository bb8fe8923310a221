import pytest
from made import pointing

from qa.deciding.features import Asked
from qa.fitting.indirect import only_asks

BENN = "Mr Benn will find out who owns the wall at the end of Net Lane."


@pytest.mark.parametrize(
    ("question", "text", "words", "asks"),
    [
        ("Who owns the wall?", BENN, "Mr Benn", True),
        ("Who will find out who owns the wall in Net Lane for the council?", BENN, "Mr Benn", False),
        ("When does the mill open?", "It is not known when the mill will open in May.", "It", True),
        ("When does the mill open?", "She said when the mill opens: in May.", "in May", False),
        ("Who owns the wall?", "Ann Holm knows the owner of the wall.", "Ann Holm", False),
    ],
)
def test_a_question_that_is_only_reported_has_no_answer_beside_it(
    question: str, text: str, words: str, asks: bool
) -> None:
    assert only_asks(Asked.of(question, lambda _: 1, 100), pointing(text, words)) is asks
