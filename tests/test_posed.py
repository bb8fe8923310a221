from pathlib import Path

import pytest
from made_facts import facts_over

from qa.answer import Answer, Kind
from qa.facts import Facts
from qa.patterns import posed

ASKED = """Questions about the allotments

**Who may rent a plot?**
Anyone who lives in the parish. Firms may not.

Why is there no bonfire?

The smoke drifted into the school. The parish council stopped it in 2019.

Q3: Can I keep hens?
A3: No, but bees are welcome. Ask the secretary first.

How long does water take to come?

In summer an hour. In Ostby it takes a day.

Is there soil?
"""


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return facts_over(tmp_path, asked=ASKED)


def _told(question: str, facts: Facts) -> Answer:
    made = posed.answer(question, facts)
    assert made is not None
    return made


def test_what_follows_the_documents_own_question_answers_it(facts: Facts) -> None:
    made = _told("why is there no bonfire", facts)
    assert made.kind is Kind.ANSWER
    assert made.text == "The smoke drifted into the school"
    assert made.quotes[0].text.endswith("The parish council stopped it in 2019.")
    assert made.note == "The document asks: “Why is there no bonfire?”"


def test_marks_around_the_question_and_before_the_answer_are_none_of_either(facts: Facts) -> None:
    assert _told("Who may rent a plot?", facts).note == "The document asks: “Who may rent a plot?”"
    assert _told("Can I keep hens?", facts).note == "The document asks: “Can I keep hens?”"


def test_yes_or_no_is_the_documents_own_word(facts: Facts) -> None:
    made = _told("Can I keep hens?", facts)
    assert (made.kind, made.label) == (Kind.POLAR, "No")
    assert made.text == "No, but bees are welcome"
    assert _told("Where can I keep hens?", facts).kind is Kind.ANSWER


def test_a_question_in_other_words_is_believed_less(facts: Facts) -> None:
    other = _told("Why is there no bonfire in the parish?", facts)
    assert other.confidence < _told("Why is there no bonfire?", facts).confidence


def test_the_sentence_that_has_what_else_is_asked_answers(facts: Facts) -> None:
    assert _told("How long does water take to come?", facts).text == "In summer an hour"
    assert _told("How long does water take to come in Ostby?", facts).text == "In Ostby it takes a day"


@pytest.mark.parametrize(
    "question",
    [
        "Why is there no bonfire in Norby?",
        "Why was the bonfire stopped in 2021?",
        "Is there soil?",
        "What did the smoke drift into?",
        "How many sheds are there?",
    ],
    ids=["another place", "another year", "nothing follows", "another question", "no such question"],
)
def test_nothing_else_answers_so(question: str, facts: Facts) -> None:
    assert posed.answer(question, facts) is None


def test_a_question_is_no_answer(facts: Facts) -> None:
    asked = {passage.start for passage in facts.index.passages if passage.text.strip("*").endswith("?")}
    found = facts.candidates("rent a plot")
    assert found
    assert not any(candidate.sentence.start in asked for candidate in found)
