import pytest
from made import pointing

from qa.fitting.claims import is_of_the_other_side


@pytest.mark.parametrize(
    ("question", "text", "words", "other"),
    [
        ("How much was offered?", "The fishermen asked for 12 million crowns.", "12 million crowns", True),
        ("How much compensation was paid?", "She demanded 300 crowns.", "300 crowns", True),
        ("How much did they demand?", "The firm offered 5 million.", "5 million", True),
        ("How much did they demand?", "They demanded 12 million.", "12 million", False),
        ("How much was offered?", "Of the 12 million asked for, 5 million were offered.", "5 million", False),
        ("How much was paid?", "It sold for 30 crowns.", "30 crowns", False),
        ("Who demanded a pension?", "The firm offered Ann Holm a pension.", "Ann Holm", False),
        ("How much was offered when they asked for it?", "They asked for 12 million.", "12 million", True),
        ("How much was offered and how much demanded?", "They demanded 12 million.", "12 million", False),
        ("How much did the club ask for?", "The club's request for a grant of £500 was put off.", "£500", False),
        ("What did the fair cost?", "Juice brought £38,000, membership £21,400, the fair £9,800.", "£9,800", True),
        ("How much did the fair bring in?", "Juice brought £38,000, the fair £9,800.", "£9,800", False),
        ("How much did the fair raise?", "We spent £9,800 on the fair.", "£9,800", True),
        ("What did the fair cost?", "The fair cost £900 and brought £9,800.", "£900", False),
        ("How much was awarded?", "He asks for the deposit, for damages of £2,400, and for a bed.", "£2,400", True),
    ],
)
def test_what_one_side_asks_for_is_not_what_the_other_gives(question: str, text: str, words: str, other: bool) -> None:
    assert is_of_the_other_side(question, pointing(text, words)) is other
