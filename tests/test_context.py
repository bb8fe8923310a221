from collections.abc import Sequence
from pathlib import Path

import pytest
from made_facts import facts_over

from index.records import Passage
from qa.facts import Facts
from qa.reading.context import above, beside_title, heading_of
from qa.reading.reader import Reading, Span

MANUAL = """Brisa 3 weather station
Edition 4

Care

Wipe it with a dry cloth.

Price: 149 euros

It weighs little. Take the cells out in winter."""
LETTER = "Dear Anna, the Brisa is here. It works."


def sentence(facts: Facts, words: str) -> Passage:
    return next(passage for passage in facts.index.passages if words in passage.text)


def test_a_sentence_stands_under_its_documents_title_and_the_heading_above_it(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, manual=MANUAL)
    assert above(sentence(facts, "Wipe"), facts.index) == "Brisa 3 weather station\nCare"
    assert heading_of(sentence(facts, "Wipe"), facts.index) == "Care"
    assert heading_of(sentence(facts, "Brisa"), facts.index) == ""


def test_a_document_without_a_title_has_the_name_of_its_file(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, to_anna_2019=LETTER)
    assert above(sentence(facts, "works"), facts.index) == "to anna 2019"


class Careful:
    """A reader that sees the price only where it also sees of what."""

    name = "careful"

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        return [self._read(text) for text in texts]

    def _read(self, text: str) -> Reading:
        at = text.find("149 euros")
        score = 6.0 if "Brisa" in text else -4.0
        return Reading((Span(at, at + 9, score),), score) if at >= 0 else Reading((), -10.0)


@pytest.mark.parametrize(("titled", "sure"), [(True, True), (False, False)])
def test_what_is_said_below_a_title_is_read_with_it(tmp_path: Path, titled: bool, sure: bool) -> None:
    text = MANUAL if titled else MANUAL.replace("Brisa 3 weather station", "Instructions")
    facts = facts_over(tmp_path, manual=text)
    facts.reader = Careful()
    (candidate,) = facts.candidates("What does the Brisa 3 cost?")
    context = facts.context("What does the Brisa 3 cost?", candidate)
    assert context.under.words == "149 euros"
    assert (context.under.score > 0) is sure
    assert context.names == (0.0 if titled else 1.0)


def test_what_is_asked_besides_a_title_is_the_rest_of_the_question(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, manual=MANUAL)
    (document,) = facts.index.documents
    assert beside_title("How do I care for the Brisa?", document, facts.index) == "How do I care for the"
    assert beside_title("What is the Brisa?", document, facts.index) == "What is the Brisa?"
