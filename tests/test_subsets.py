import pytest
from made import pointing

from qa.fitting.subsets import is_of_some

FIRM = "It employs 412 people, of whom 290 work in the factory at Thorsgate."
HURT = "Some 31 people were injured, six of them seriously."


@pytest.mark.parametrize(
    ("question", "text", "words", "some"),
    [
        ("How many people work for the firm?", FIRM, "290", True),
        ("How many people work for the firm?", FIRM, "412", False),
        ("How many people work in the factory?", FIRM, "290", False),
        ("How many people were injured?", HURT, "six", True),
        ("How many people were seriously injured?", HURT, "six", False),
        ("How many people were injured?", HURT, "31", False),
        ("How many of the people survived?", HURT, "six", False),
        ("How many children did she have?", "She was the third of five children of Leo Varro.", "five", True),
        ("How many children did Leo Varro have in all?", "Leo Varro had five children.", "five", False),
        ("Who was injured?", HURT, "six", False),
    ],
)
def test_some_of_them_are_not_all(question: str, text: str, words: str, some: bool) -> None:
    assert is_of_some(question, pointing(text, words)) is some
