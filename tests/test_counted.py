"""With a reader that answers each question as it is told to."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from made import decision
from made_facts import facts_over

from qa.answer import Answer, Kind
from qa.facts import Facts
from qa.plural import several
from qa.plural.counted import Counting, names_around
from qa.reading.models import Models
from qa.reading.reader import UNSEEN, Reading, Span

CRASH = "In the crash near Selby in March 38 people died."
RAID = "In the raid at Orley in June the people who died were Ann Holm and Bo Lee."
DIED = {"How many": ("38",), "Wh": ("Ann Holm and Bo Lee", "38 people")}


class Told:
    """A reader that points at the first of some words that a text has, told by how the question begins."""

    name = "told"

    def __init__(self, answers: Mapping[str, Sequence[str]]):
        self.answers = answers

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        asked = max((start for start in self.answers if question.startswith(start)), key=len, default="")
        return [self._reading(self.answers.get(asked, ()), text) for text in texts]

    def _reading(self, words: Sequence[str], text: str) -> Reading:
        found = next((word for word in words if word in text), None)
        if found is None:
            return Reading((), UNSEEN)
        at = text.index(found)
        return Reading((Span(at, at + len(found), 7.0),), 7.0)


def answered(folder: Path, said: Mapping[str, Sequence[str]], *texts: str) -> Answer:
    made = facts_over(folder, **{f"text{i}": text for i, text in enumerate(texts)})
    sure = decision({"span": 10.0, "alone_span": 5.0})
    facts = Facts(made.index, Models(made.encoder, Told(said), sure), made.settings)
    return several.answer("How many people died?", 0.5, facts)


def shown(answer: Answer) -> list[str]:
    return [quote.answer for quote in answer.quotes if quote.answer]


def test_those_named_elsewhere_are_another_answer_to_how_many(tmp_path: Path) -> None:
    said = {**DIED, "When": ("March", "June"), "Where": ("Selby", "Orley")}
    answer = answered(tmp_path, said, f"{CRASH}\n\n{RAID}\n")
    assert answer.kind is Kind.SEVERAL
    assert shown(answer) == ["38", "Ann Holm and Bo Lee"]
    assert [quote.text for quote in answer.quotes] == [CRASH, RAID]


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("the same time", "The people who died in the crash in March were Ann Holm and Bo Lee."),
        ("no time or place", "The people who died were Ann Holm and Bo Lee."),
        ("one sentence", f"{CRASH[:-1]} and in June Ann Holm and Bo Lee."),
    ],
)
def test_names_that_may_be_among_those_counted_are_not_another_answer(tmp_path: Path, why: str, text: str) -> None:
    said = {**DIED, "When": ("March", "June"), "Where": ("Selby", "Orley")}
    answer = answered(tmp_path, said, f"{CRASH}\n\n{text}\n")
    assert answer.kind is Kind.ANSWER, why
    assert answer.text == "38"


def test_as_many_names_as_were_counted_are_those_counted(tmp_path: Path) -> None:
    said = {"How many": ("two",), "Wh": DIED["Wh"], "When": ("March", "June")}
    answer = answered(tmp_path, said, f"In the crash in March two people died.\n\n{RAID}\n")
    assert answer.kind is Kind.ANSWER


def test_a_question_that_does_not_count_is_not_asked_for_names() -> None:
    assert Counting.of("How many hours did it last?") is not None
    for question in ("How old is Ann?", "How many times did it rain?", "Who died?", "How many died?", "how many", ""):
        assert Counting.of(question) is None


def test_only_of_people_it_is_asked_who() -> None:
    people, ships = Counting.of("how many people were hurt"), Counting.of("How many ships sank in May?")
    assert people is not None
    assert ships is not None
    assert people.by_name == ["Which people were hurt?", "Who were hurt?"]
    assert ships.by_name == ["Which ships sank in May?"]


@pytest.mark.parametrize("words", ["Olav Strand", "Mette Hoel", "captains Olav Strand and Mette Hoel"])
def test_names_go_on_over_a_conjunction_and_no_further(words: str) -> None:
    text = "In November, the court fined captains Olav Strand and Mette Hoel for sailing without lights."
    span = names_around(text, text.index(words), text.index(words) + len(words))
    assert span is not None
    assert text[slice(*span)].removeprefix("captains ") == "Olav Strand and Mette Hoel"


def test_neither_one_name_nor_nameless_things_are_names() -> None:
    for text, words in (("The raid killed Ann Holm.", "Ann Holm"), ("It killed a cook and a porter.", "a cook")):
        assert names_around(text, text.index(words), text.index(words) + len(words)) is None
