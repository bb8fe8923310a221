import pytest
from made import candidate, document, hits, pointing

from qa.fitting.fates import is_of_another_fate


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
        ("How many were killed?", "A blast shook it, killing 14 miners and injuring 23.", "23", True),
        ("How many were killed?", "A blast shook it, killing 14 miners and injuring 23.", "14", False),
        ("How many were killed?", "All 38 people on board and two on the ground were killed.", "38", False),
        ("How many people died?", "About 40 people have been laid off.", "About 40", True),
        ("How many sailors drowned?", "Some 6,000 passengers were stranded.", "6,000", True),
    ],
)
def test_who_was_injured_has_not_died(question: str, text: str, words: str, another: bool) -> None:
    assert is_of_another_fate(question, pointing(text, words)) is another


def test_another_number_of_the_injured_is_none_of_the_dead() -> None:
    made = hits(document("Twelve people were injured. The union puts the number at 19."))
    other = candidate(made[1].passage, "19")
    assert is_of_another_fate("How many people died?", other)
    assert not is_of_another_fate("How many people were injured?", other)
