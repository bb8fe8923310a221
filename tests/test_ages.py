import pytest
from made import pointing

from qa.fitting.ages import is_no_age, is_no_time


@pytest.mark.parametrize(
    ("question", "text", "words", "no_age"),
    [
        ("How old is Vida Kos?", "Vida Kos retired in June after nineteen years.", "nineteen years", True),
        ("age of vida kos when she retired", "Vida Kos retired after almost nineteen years.", "nineteen years", True),
        ("How old is Bronagh?", "Bronagh has been our guard for fourteen years.", "for fourteen years", True),
        ("How old is Gwilym?", "Gwilym, who is 26 years old, starts after Easter.", "26 years", False),
        ("How old is the oak?", "The oak has stood for 300 years.", "300 years", False),
        ("How old was he?", "He died in 1990, aged 71 years.", "71 years", False),
        ("How old is Mrs Crabbe?", "Mrs Crabbe, who has kept plot 12 since 1971, was thanked.", "12", True),
        ("How long did Vida Kos work here?", "Vida Kos retired after nineteen years.", "nineteen years", False),
    ],
)
def test_how_long_something_took_is_no_age(question: str, text: str, words: str, no_age: bool) -> None:
    assert is_no_age(question, pointing(text, words)) is no_age


@pytest.mark.parametrize(
    ("question", "words", "no_time"),
    [("When did she die?", "73", True), ("How old was she?", "73", False), ("When did she die?", "1952", False)],
)
def test_how_old_somebody_was_then_is_no_time(question: str, words: str, no_time: bool) -> None:
    text = "She died in Lisbon in 1952 at the age of 73."
    assert is_no_time(question, pointing(text, words)) is no_time
