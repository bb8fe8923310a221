import pytest
from made import pointing

from qa.fitting.doers import is_done_by_another

EXPELLED = "Norland answered by closing its airspace to Sudmark airlines and by expelling five envoys."


@pytest.mark.parametrize(
    ("question", "text", "words", "by_another"),
    [
        ("How many envoys did Sudmark expel?", EXPELLED, "five", True),
        ("How many envoys did Norland expel?", EXPELLED, "five", False),
        ("How many envoys were expelled?", EXPELLED, "five", False),
        ("What did Ann Holm sell?", "Bo Orr sold Ann Holm his boat.", "his boat", True),
        ("What did Ann Holm sell?", "Ann Holm sold Bo Orr her boat.", "her boat", False),
        ("What did Holm sell?", "She sold Bo Orr and Ann Holm her boat.", "her boat", False),
        ("What did Sudmark seize?", "The navy of Sudmark seized a boat from Norland.", "a boat", False),
        ("What did Sudmark seize?", "Sudmark, which Norland had warned, seized a boat.", "a boat", False),
        ("When did Norland attack?", "Norland was attacked by Sudmark in May.", "May", False),
        ("What does Ann Holm hand out?", "Keys will be handed out by Ann Holm.", "Keys", False),
        ("How much did Norland pay?", "Sudmark paid Norland a ransom of 5 crowns.", "5 crowns", True),
    ],
)
def test_who_does_it_is_the_subject_of_the_verb(question: str, text: str, words: str, by_another: bool) -> None:
    assert is_done_by_another(question, pointing(text, words)) is by_another
