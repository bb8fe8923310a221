"""Answers near what was just spoken of, on an invented text and without a model."""

from pathlib import Path

from made_facts import facts_over

from qa import nearby
from qa.answer import Quote

TEXT = (
    "The mill burnt in 1951.\n\nThe wheel weighs 300.\n\n"
    + "Nobody knows why the sky is so. " * 12
    + "\n\nA bell of bronze is worth 40."
)


def test_an_answer_is_believed_more_near_what_was_spoken_of(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, mill=TEXT)
    document = facts.index.documents[0]
    question = "What does the wheel weigh?"
    alone = facts.plain(question, 0.0).answer.confidence
    least = alone + 0.05
    beside = Quote(document, 0, 23, 18, 22)
    found = nearby.answer(question, [beside], least, facts)
    assert found is not None
    assert found.text == "300"
    assert found.confidence > alone
    far = Quote(document, len(TEXT) - 19, len(TEXT), len(TEXT) - 3, len(TEXT) - 1)
    assert nearby.answer(question, [far], least, facts) is None
    assert nearby.answer(question, [], least, facts) is None


def test_what_has_answered_already_does_not_answer_what_is_asked_beside_it(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, mill=TEXT)
    at = TEXT.index("300")
    said = Quote(facts.index.documents[0], at - 18, at + 4, at, at + 3)
    found = nearby.answer("What does the wheel weigh?", [said], 0.0, facts)
    assert found is None or found.text != "300"
