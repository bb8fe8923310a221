from pathlib import Path

import pytest
from made_facts import facts_over

from qa.answer import Kind
from qa.patterns import statements

NEWS = (
    "The bridge of Norby\n\nThe bridge was closed. Mayor Holm warned that the bridge would fall within a year. "
    "The council has no money.\n\nThe ferry carries everybody. The miller blames the mayor.\n\n"
    "“The ferry is far too slow,” said the baker, Ann Roe. The ferry will stay, the board said on Friday.\n\n"
    "According to the union, nine men were hurt. The report, which nobody has read, concluded in May that the bolts "
    "were rusty. Its author, Bo Orr, said that dentists drive too fast.\n"
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What did Mayor Holm say about the bridge?", "the bridge would fall within a year"),
        ("what does the miller think about the ferry", "blames the mayor"),
        ("What did the baker say about the ferry?", "The ferry is far too slow"),
        ("What has the board said about the ferry?", "The ferry will stay"),
        ("What did Mayor Holm warn?", "the bridge would fall within a year"),
        ("What does the union say?", "nine men were hurt"),
        ("What did the report conclude?", "the bolts were rusty"),
    ],
    ids=[
        "a clause",
        "of what the sentence before it is about",
        "a quotation",
        "before the speaker",
        "of nothing named",
        "according to",
        "what was found",
    ],
)
def test_what_somebody_says_of_something_is_what_a_verb_of_saying_has(question: str, said: str, tmp_path: Path) -> None:
    found = statements.answer(question, facts_over(tmp_path, news=NEWS))
    assert found is not None
    assert found.kind is Kind.ANSWER
    (quote,) = found.quotes
    assert quote.answer.strip(",") == said
    assert quote.document.text[quote.answer_start : quote.answer_end] == quote.answer


@pytest.mark.parametrize(
    "question",
    [
        "What did the miller say about the council?",
        "What did the doctor say about the bridge?",
        "What did the council say about the money?",
        "What did they say?",
        "What do the dentists think?",
        "Who said that the bridge would fall?",
    ],
    ids=[
        "nothing of it",
        "nobody of the name",
        "named, but silent",
        "nobody is named",
        "spoken of",
        "another question",
    ],
)
def test_nothing_else_is_taken_for_it(question: str, tmp_path: Path) -> None:
    assert statements.answer(question, facts_over(tmp_path, news=NEWS)) is None
