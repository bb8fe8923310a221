from collections.abc import Sequence
from pathlib import Path

import pytest
from made import decision
from made_facts import facts_over

from index.store import Index
from qa.answer import Answer, Kind
from qa.gathering.defining import definings
from qa.gathering.entity import MOST, answer, as_defined, as_turned_to
from qa.gathering.naming import abbreviation, mentions, written_out
from qa.reading.reader import Reading, Span
from qa.words.subject import subject

MILL = """The story of Harrow Mill

The mill belonged to the corn merchant Ambrose Tilling, who bought it in 1871. Tilling never learnt to read. His
brother Josiah Tilling kept the books until 1880. Mr. Tilling sold 1,900 sacks a year.

The wheel was drawn by Dr. Wilhelmina Oakes, an engineer from Leith, and built by the Forth Iron Company (FIC). FIC
sent eleven men. In 1890 the millrace froze, and Oakes came back to see to it.

A leat is a ditch that leads water to a mill. The leat at Harrow is 900 yards long. Its sluice, called the Old Gate,
is worked by hand.

Sack-hoist: a chain that lifts grain to the upper floor.
Manager: Edith Crane

The town's baker, Silas Brown, bought flour there every week. Silas Brown died in 1902."""
STRANGE = [
    "",
    "Who is ?",
    "Who is the?",
    "What is a a a a?",
    "\x00",
    "谁 是 李",
    "Who is " + "Tilling " * 3000,
    "Who is \ud800",
]


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return facts_over(tmp_path, mill=MILL).index


class Blind:
    """A reader that sees nothing, so that the forms of sentences alone decide."""

    name = "blind"

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        return [Reading((), -10.0) for _ in texts]


def asked(tmp_path: Path, question: str, **texts: str) -> Answer | None:
    facts = facts_over(tmp_path, **(texts or {"mill": MILL}))
    facts.reader = Blind()
    return answer(question, 0.4, facts)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who is Ambrose Tilling?", "the corn merchant"),
        ("who was wilhelmina oakes", "an engineer from Leith"),
        ("Tell me about Wilhelmina Oakes.", "an engineer from Leith"),
        ("What is a leat?", "a ditch that leads water to a mill"),
        ("What is the Old Gate?", "Its sluice"),
        ("What is the FIC?", "the Forth Iron Company"),
        ("What is a sack-hoist?", "a chain that lifts grain to the upper floor"),
        ("Who is Edith Crane?", "Manager"),
        ("Who was Silas Brown?", "The town's baker"),
        ("Who was Josiah Tilling?", "His\nbrother"),
    ],
)
def test_the_defining_words_come_first(tmp_path: Path, question: str, words: str) -> None:
    made = asked(tmp_path, question)
    assert made is not None
    assert made.kind is Kind.ENTITY
    assert made.text in (words, words.removeprefix("the ").removeprefix("The "))


def test_every_sentence_shown_names_it(tmp_path: Path) -> None:
    made = asked(tmp_path, "Who is Ambrose Tilling?")
    assert made is not None
    assert len(made.quotes) == 3
    assert all("Tilling" in quote.text for quote in made.quotes)
    assert not any("Josiah" in quote.text for quote in made.quotes)


def test_an_abbreviation_names_it_too(index: Index) -> None:
    texts = {index.passages[m.number].text for m in mentions(index, subject("What is the Forth Iron Company?"))}
    assert "FIC\nsent eleven men." in texts
    texts = {index.passages[m.number].text for m in mentions(index, subject("What is FIC?"))}
    assert any("Forth Iron Company" in text for text in texts)


def test_a_last_name_alone_is_the_one_introduced_first(index: Index) -> None:
    bare = "Tilling never learnt to read."
    ambrose = {index.passages[m.number].text for m in mentions(index, subject("Who is Ambrose Tilling?"))}
    josiah = {index.passages[m.number].text for m in mentions(index, subject("Who is Josiah Tilling?"))}
    assert bare in ambrose
    assert bare not in josiah


@pytest.mark.parametrize(
    "question", ["Who is Ambrose Oakes?", "Who is Wilma Tilling?", "Who is Silas Crane?", "Who is Mrs. Tilling?"]
)
def test_somebody_put_together_from_others_is_refused(tmp_path: Path, question: str) -> None:
    made = asked(tmp_path, question)
    assert made is not None
    assert made.abstained


@pytest.mark.parametrize(
    "question",
    ["Who is the baker of Harrow?", "who is mrs tilling", "What is photosynthesis?", "Who is the merchant?", "What?"],
)
def test_descriptions_and_what_is_not_there_are_left_to_the_plain_answer(tmp_path: Path, question: str) -> None:
    assert asked(tmp_path, question) is None


def test_at_most_five_sentences_are_shown_and_the_number_of_all_is_said(tmp_path: Path) -> None:
    acts = ["sold a horse to the smith", "sang in the choir", "drained two meadows", "lost a lawsuit over hay"]
    acts += ["dug a well", "wrote to the bishop", "planted forty oaks", "broke a leg on the ice"]
    text = "Rufus Thorn, a farmer, came in 1801. " + " ".join(
        f"In 18{i + 10} Thorn {act}." for i, act in enumerate(acts)
    )
    made = asked(tmp_path, "Who is Rufus Thorn?", farm=text)
    assert made is not None
    assert len(made.quotes) == MOST
    assert made.text == "a farmer"
    assert made.note == "Named in 9 sentences."


def test_another_document_may_mean_somebody_else(tmp_path: Path) -> None:
    made = asked(
        tmp_path, "Who is Rufus Thorn?", a="Rufus Thorn, a farmer, came in 1801.", b="Ms Thorn sings. Thorn won."
    )
    assert made is not None
    assert {quote.document.source for quote in made.quotes} == {"a.txt"}


def test_accents_and_case_do_not_matter(tmp_path: Path) -> None:
    made = asked(tmp_path, "who is zoe munoz", a="The pilot Zoë Muñoz landed at noon. It rained.")
    assert made is not None
    assert made.text.lower().endswith("pilot")


def test_a_heading_is_explained_by_what_stands_below(tmp_path: Path) -> None:
    made = asked(
        tmp_path, "What is a millrace?", a="# Millrace\n\nThe channel in which water runs to the wheel of a mill.\n"
    )
    assert made is not None
    assert "The channel" in made.quotes[0].text


@pytest.mark.parametrize("question", STRANGE)
@pytest.mark.parametrize("texts", [{}, {"empty": ""}, {"marks": "?!\n\n---"}, {"mill": MILL}])
def test_nothing_is_too_strange(tmp_path: Path, question: str, texts: dict[str, str]) -> None:
    made = answer(question, 0.4, facts_over(tmp_path, **texts))
    assert made is None or all(quote.text in quote.document.text for quote in made.quotes)


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Chile's president, Ana Rojas, resigned.", "Ana Rojas", "Chile's president"),
        ("The chairman of the town's bakers, Jo Ray, agreed.", "Jo Ray", "The chairman of the town's bakers"),
        ("Present: Jo Ray (chair), Al Moss.", "Jo Ray", "chair"),
        ("The secretary is Jo Ray.", "Jo Ray", "The secretary"),
        ("Jo Ray, known as Jojo, is a singer from Oslo, and tours.", "Jo Ray", "a singer from Oslo"),
        ("Firn means old snow; it is dense.", "Firn", "old snow"),
        ("He sailed on another cutter, the Petrel, that year.", "Petrel", "another cutter"),
        ("Snow that lasts a year is known as firn.", "firn", "Snow that lasts a year"),
        ("Moraine: a ridge of rubble.", "Moraine", "a ridge of rubble"),
        ("“No,” said Ann Holm of the Institute for Sea Law.", "Ann Holm", "of the Institute for Sea Law"),
        ("The stack is everywhere, and so its records are called stack frames.", "stack frames", "its records"),
        ("Chaunu termed the effects of sea travel “disclosure”.", "disclosure", "the effects of sea travel"),
        ("The late Jo Ray, a founding member, left it.", "Jo Ray", "a founding member"),
        ("The late mayor Jo Ray left it.", "Jo Ray", "The late mayor"),
    ],
)
def test_the_forms_of_definitions(text: str, name: str, words: str) -> None:
    start = text.index(name)
    found = definings(text, start, start + len(name))
    assert [text[one.start : one.end] for one in found][:1] == [words]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The government told Ana Rojas to wait.", "Ana Rojas"),
        ("In Lima, the crowd cheered.", "Lima"),
        ("Rojas was arrested at noon.", "Rojas"),
        ("Use the rubber gasket only.", "gasket"),
        ("They met Rojas and left.", "Rojas"),
    ],
)
def test_what_defines_nothing(text: str, name: str) -> None:
    start = text.index(name)
    assert not [one for one in definings(text, start, start + len(name)) if one.sure >= 0.7]


def test_names_and_their_abbreviations() -> None:
    text = 'the Cordray Trust (the "Owner") and a pressure relief valve (PRV) of 2001 (see there)'
    trust, valve = text.index("Cordray"), text.index("pressure")
    assert text[slice(*abbreviation(text, trust, trust + len("Cordray Trust")))] == "Owner"
    assert text[slice(*abbreviation(text, valve, valve + len("pressure relief valve")))] == "PRV"
    assert text[slice(*written_out(text, text.index("PRV"), text.index("PRV") + 3))] == "pressure relief valve"
    assert text[slice(*written_out(text, text.index("Owner"), text.index("Owner") + 5))] == "Cordray Trust"
    assert written_out(text, text.index("see"), text.index("see") + 3) == (0, 0)


class Keen:
    """A reader that finds what Edith Crane does where it sees more than that one sentence."""

    name = "keen"

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        return [self._read(text) for text in texts]

    def _read(self, text: str) -> Reading:
        at = text.find("bees")
        if at < 0 or "Leith" not in text:
            return Reading((), -10.0)
        return Reading((Span(at, at + len("bees"), 6.0),), 6.0)


def test_what_a_plain_answer_points_at_is_shown_where_no_form_defines(tmp_path: Path) -> None:
    text = "It was a wet year in Leith. All day long Edith Crane looked after bees. The corn was late."
    facts = facts_over(tmp_path, year=text)
    facts.reader = Keen()
    facts.decision = decision({"answerable": 2.0})
    made = answer("Who is Edith Crane?", 0.4, facts)
    assert made is not None
    assert (made.kind, made.text) == (Kind.ENTITY, "bees")


@pytest.mark.parametrize(
    ("question", "called"),
    [
        ("Who is the landlord?", "Dunmore Estates Ltd."),
        ("who are the Tenants", "Priya Raman and Tobias Falk"),
        ("What is the flat?", "the two rooms of the tower"),
    ],
)
def test_whom_a_contract_calls_by_a_name_is_who_it_is(question: str, called: str, tmp_path: Path) -> None:
    lease = (
        'It is made between Dunmore Estates Ltd. ("the Landlord") and Priya Raman and Tobias Falk ("the Tenants"). '
        "The Landlord lets the two rooms of the tower (the “Flat”). The Tenants pay the rent.\n"
    )
    found = as_defined(question, facts_over(tmp_path, lease=lease))
    assert found is not None
    assert found.kind is Kind.ENTITY
    assert found.text == called


def test_nothing_that_no_document_calls_so_is_defined(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, mill=MILL)
    assert as_defined("Who is Ambrose Tilling?", facts) is None
    assert as_defined("Who sold the mill?", facts) is None


def test_what_a_conversation_turns_to_is_told_of(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, news="The storm cut the power line to Norby.\n\nThe power line was mended in May.")
    made = as_turned_to("And what about the power line?", 0.0, facts)
    assert made is not None
    assert made.kind is Kind.ENTITY
    assert {quote.text for quote in made.quotes} == {passage.text for passage in facts.index.passages}
    assert as_turned_to("What about the ferry?", 0.0, facts) is None
    assert as_turned_to("What is the power line?", 0.0, facts) is None
