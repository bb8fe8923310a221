import pytest
from made import pointing

from qa.fates import is_of_another_fate


@pytest.mark.parametrize(
    ("question", "text", "words", "another"),
    [
        ("How many sailors died?", "Three sailors were injured.", "Three", True),
        ("How many sailors were injured?", "Three sailors were injured.", "Three", False),
        ("How many were killed?", "Two men died of their injuries.", "Two", False),
        ("How many died?", "Two men were thrown overboard.", "Two", False),
        ("When was she released?", "She was arrested in May.", "May", True),
        ("When was she released?", "She was arrested in May and released in June.", "June", False),
        ("Why was he arrested?", "He had killed a man.", "killed a man", False),
        ("How many died after the arrests?", "Three were arrested.", "Three", False),
        ("How many people died?", "About 40 people have been laid off.", "About 40", True),
    ],
)
def test_who_was_injured_has_not_died(question: str, text: str, words: str, another: bool) -> None:
    assert is_of_another_fate(question, pointing(text, words)) is another
