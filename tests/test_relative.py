import pytest
from made import pointing

from qa.fitting.relative import is_outside

STORE = "Olga Petersen thanked the volunteers who had rebuilt the store."


@pytest.mark.parametrize(
    ("question", "text", "words", "outside"),
    [
        ("Who rebuilt the store?", STORE, "Olga Petersen", True),
        ("Who rebuilt the store?", STORE, "the volunteers", False),
        ("Who thanked the volunteers?", STORE, "Olga Petersen", False),
        ("Who found the coin?", "Ann Lee is the farmer who found the coin.", "Ann Lee", False),
        ("Who found the coin?", "Ann Lee, the farmer who found the coin, sold it.", "Ann Lee", False),
        ("Who found the coin?", "Ann Lee met the man who found it and found a coin.", "Ann Lee", False),
        ("When was the store rebuilt?", STORE, "Olga Petersen", False),
    ],
)
def test_who_does_what_a_relative_clause_tells_is_its_noun(question: str, text: str, words: str, outside: bool) -> None:
    assert is_outside(question, pointing(text, words)) is outside
