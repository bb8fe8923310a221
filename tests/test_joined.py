"""Questions about two things at once, on invented subjects."""

import pytest

from qa.words.joined import members

EACH = [
    ("When did the strike begin and end?", ["When did the strike begin?", "When did the strike end?"]),
    ("Where was she born and educated?", ["Where was she born?", "Where was she educated?"]),
    ("When did he sign and return the form?", ["When did he sign the form?", "When did he return the form?"]),
    ("How big and heavy is the press?", ["How big is the press?", "How heavy is the press?"]),
    ("At what time and place is the meeting?", ["At what time is the meeting?", "At what place is the meeting?"]),
    ("How old are Ann and Bo?", ["How old is Ann?", "How old is Bo?"]),
    (
        "What are the name and address of the vet?",
        ["What is the name of the vet?", "What is the address of the vet?"],
    ),
    (
        "How much weight can the box and the rear rack hold?",
        ["How much weight can the box hold?", "How much weight can the rear rack hold?"],
    ),
    ("What is her name and address?", ["What is her name?", "What is her address?"]),
    ("Who are the chair and the treasurer?", ["Who is the chair?", "Who is the treasurer?"]),
]
ONE = [
    "When did the bride and groom marry?",
    "What are the rules and fees?",
    "Which towns and villages were flooded?",
    "How many men and women work there?",
    "When is the research and development meeting?",
    "Where was the bread and butter kept?",
    "Who are the owners and the tenants?",
    "Why did it crack and leak?",
    "How did the king and the queen escape?",
    "How many meetings did the bride and groom have?",
]


@pytest.mark.parametrize(("question", "each"), EACH, ids=[question for question, _ in EACH])
def test_what_has_an_answer_each_is_asked_of_each(question: str, each: list[str]) -> None:
    assert members(question) == each


@pytest.mark.parametrize("question", ONE)
def test_what_is_one_question_stays_one(question: str) -> None:
    assert members(question) == []
