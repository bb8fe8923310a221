import pytest
from made import pointing

from qa.fitting.designated import is_of_another


@pytest.mark.parametrize(
    ("question", "text", "words", "another"),
    [
        ("How much does Plan A cost?", "Plan B costs £340,000.", "£340,000", True),
        ("How much does Plan B cost?", "Plan B costs £340,000.", "£340,000", False),
        ("What do Plan A and Plan B cost?", "Plan A costs £210,000.", "£210,000", False),
        ("How deep was grave 2?", "In grave 3 lay a man of about 30 years.", "30 years", True),
        ("How deep was grave 2?", "It was 30 cm deep.", "30 cm", False),
        ("What happened after March 3?", "On March 12 it fell.", "it fell", False),
        ("How long is the guarantee for the D12?", "The D20 is guaranteed for three years.", "three years", True),
        ("How long is the guarantee for the D12?", "The D12 and the D20 are guaranteed.", "guaranteed", False),
        ("How heavy is the HP-45?", "It weighs more than the XR-7, 9 kg.", "9 kg", False),
        ("When was tram 115 built?", "Tram 207 was built in 2009.", "2009", True),
        ("When was tram 207 built?", "Tram 207 was built in 2009.", "2009", False),
        ("How many of the 12 members came?", "Of the 9 guests all came.", "all", False),
    ],
)
def test_what_is_said_of_plan_b_is_not_said_of_plan_a(question: str, text: str, words: str, another: bool) -> None:
    assert is_of_another(question, pointing(text, words)) is another
