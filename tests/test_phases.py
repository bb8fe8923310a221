import pytest
from made import pointing

from qa.fitting.phases import is_of_another_phase

NURSE = "During the First World War she worked as a nurse."


@pytest.mark.parametrize(
    ("question", "text", "words", "of_another"),
    [
        ("What did she do after the war?", NURSE, "worked as a nurse", True),
        ("What did she do during the war?", NURSE, "worked as a nurse", False),
        ("What did she do after the war?", "After the war she taught, as before the war.", "taught", False),
        ("What did she do after the flood?", NURSE, "worked as a nurse", False),
        ("What did she do before the strike?", "Before the strike she sang.", "sang", False),
        ("What did she do in Bruneck?", NURSE, "worked as a nurse", False),
    ],
)
def test_what_was_during_something_was_not_after_it(question: str, text: str, words: str, of_another: bool) -> None:
    assert is_of_another_phase(question, pointing(text, words)) is of_another
