from pathlib import Path

import pytest
from made import document, hits
from made_facts import facts_over

from qa.answer import Answer, Kind, Quote
from qa.reading.windows import by_paragraph
from qa.yes_or_no.disputed import NOTE, asks_who_says, denial, told


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Norland says that it had no licence. Sudmark denies both claims.", "Sudmark denies both claims."),
        (
            "According to Norland it was stolen. It lay in the port. Sudmark rejected the accusation.",
            "Sudmark rejected",
        ),
        ("Norland claims that it was rammed, which Sudmark denies.", "Norland claims"),
        ("It had no licence. Sudmark denies this.", None),
        ("Norland says that it had no licence. Sudmark denied entry to its boats.", None),
        ("Norland says that it had no licence.\n\nSudmark denies this.", None),
    ],
    ids=["the next sentence", "the one behind it", "the same", "no claim", "another denial", "another paragraph"],
)
def test_what_one_side_says_and_another_denies(text: str, denied: str | None) -> None:
    passages = [hit.passage for hit in hits(document(text))]
    found = denial(passages[0], by_paragraph(passages))
    assert (found.text[: len(denied or "")] if found else None) == denied


def test_a_question_for_what_is_claimed_is_settled_by_the_claim() -> None:
    assert asks_who_says("Does Norland claim that it had no licence?")
    assert not asks_who_says("Did it have a licence?")


@pytest.mark.parametrize(
    ("text", "shown", "note"),
    [
        ("Norland accused Ann Holm of being behind it. She denies this.", ["Ann Holm", ""], NOTE),
        ("Norland accused Ann Holm of being behind it. It rained.", ["Ann Holm"], ""),
        ("The court found that Ann Holm was behind it. She denies this.", ["Ann Holm"], ""),
    ],
    ids=["denied", "not denied", "no claim"],
)
def test_what_another_side_denies_is_shown_with_the_denial(
    text: str, shown: list[str], note: str, tmp_path: Path
) -> None:
    facts = facts_over(tmp_path, text=text)
    passage = facts.index.passages[0]
    start = text.index("Ann Holm")
    quote = Quote(passage.document, passage.start, passage.end, start, start + 8)
    found = told(Answer("Who was behind it?", Kind.ANSWER, (quote,), 0.8), facts)
    assert [one.answer for one in found.quotes] == shown
    assert found.note == note
