import pytest
from made import pointing

from qa.fitting.intended import is_only_intended


@pytest.mark.parametrize(
    ("question", "text", "words", "intended"),
    [
        ("When did the bridge open?", "It was to have opened in 2022, but work stopped twice.", "2022", True),
        ("When did the bridge open?", "It was originally supposed to open in 2022.", "2022", True),
        ("When did the bridge open?", "It was to open in 2022 but opened in 2024.", "2024", False),
        ("When did the bridge open?", "It opened in 2024.", "2024", False),
        ("When was the bridge supposed to open?", "It was to have opened in 2022.", "2022", False),
        ("When did they plan to open it?", "It was to have opened in 2022.", "2022", False),
        ("When did the work begin?", "The bridge was to open in 2022, and work began in 2018.", "2018", False),
    ],
)
def test_what_was_meant_to_happen_is_not_what_did(question: str, text: str, words: str, intended: bool) -> None:
    assert is_only_intended(question, pointing(text, words)) is intended
