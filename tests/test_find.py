from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_facts import facts_over

from qa.answer import Kind
from qa.gathering.find import answer, as_typed, is_asked
from qa.gathering.fold import fold_marks
from qa.gathering.sought import words_sought

NOTE = (
    "The chair said it was “too little,\ntoo late” for Café Ørsted. Nobody   replied.\n\n"
    "Later she wrote: it is too little, too late. The ﬁrst offer had been refused."
)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ('"too little, too late"', ["too little,\ntoo late", "too little, too late"]),
        ("Where does it say “nobody replied”?", ["Nobody   replied"]),
        ("find the words cafe ørsted", ["Café Ørsted"]),
        ("«FIRST OFFER»", ["ﬁrst offer"]),
    ],
)
def test_every_place_is_found_whatever_case_accents_and_breaks(question: str, found: list[str], tmp_path: Path) -> None:
    made = answer(question, 0.5, facts_over(tmp_path, note=NOTE))
    assert made is not None
    assert made.kind is Kind.FOUND
    assert [quote.answer for quote in made.quotes] == found
    assert made.label == ("1 place" if len(found) == 1 else f"{len(found)} places")


def test_part_of_a_word_is_not_the_word(tmp_path: Path) -> None:
    made = answer('"late"', 0.5, facts_over(tmp_path, note=NOTE))
    assert made is not None
    assert [quote.answer for quote in made.quotes] == ["late", "late"]


def test_nearly_the_same_words_are_offered_as_that(tmp_path: Path) -> None:
    made = answer('"The first offer has been refused"', 0.5, facts_over(tmp_path, note=NOTE))
    assert made is not None
    assert made.kind is Kind.FOUND
    assert made.label.startswith("Nowhere word for word")
    assert "offer had been refused" in made.quotes[0].text


FORMS = (
    "All SIM-cards are checked. One SIM card had expired. The reser-\nvoir holds 3,450 litres.\n\n"
    "You needn't use a pressure washer. The co-\noperative met."
)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ('"sim cards"', ["SIM-cards", "SIM card"]),
        ('"reservoir"', ["reser-\nvoir"]),
        ('"co-operative"', ["co-\noperative"]),
        ('"need not use"', ["needn't use"]),
        ('"3450 litres"', ["3,450 litres"]),
        ("find presure washer", ["pressure washer"]),
        ('"expire"', ["expired"]),
    ],
)
def test_other_forms_of_the_same_words_are_found(question: str, found: list[str], tmp_path: Path) -> None:
    made = answer(question, 0.5, facts_over(tmp_path, note=FORMS))
    assert made is not None
    assert [quote.answer for quote in made.quotes] == found


def test_other_words_are_not_other_forms(tmp_path: Path) -> None:
    made = answer('"organ"', 0.5, facts_over(tmp_path, note="The organization met. An organ played."))
    assert made is not None
    assert [quote.answer for quote in made.quotes] == ["organ"]


def test_a_heading_that_is_part_of_a_word_is_not_nearly_the_words(tmp_path: Path) -> None:
    made = answer('"break clause"', 0.5, facts_over(tmp_path, note="Use\n\nThe kiln may be used for teaching."))
    assert made is not None
    assert made.abstained


def test_every_document_is_searched(tmp_path: Path) -> None:
    made = answer("which documents mention otters", 0.5, facts_over(tmp_path, a="An otter.", b="A stork.", c="Otters!"))
    assert made is not None
    assert [quote.document.source for quote in made.quotes] == ["c.txt", "a.txt"]
    assert made.label == "1 place, and 1 place with another form of the words"


def test_words_that_stand_nowhere_are_refused(tmp_path: Path) -> None:
    made = answer('"an entirely different matter"', 0.5, facts_over(tmp_path, note=NOTE))
    assert made is not None
    assert made.abstained
    assert made.quotes
    assert "an entirely different matter" in made.note


def test_a_question_that_names_no_words_is_not_answered_here(tmp_path: Path) -> None:
    assert answer("Why was the first offer refused?", 0.5, facts_over(tmp_path, note=NOTE)) is None


def test_many_places_are_counted_and_not_all_shown(tmp_path: Path) -> None:
    made = answer('"red kite"', 0.5, facts_over(tmp_path, birds="A red kite flew by. " * 70))
    assert made is not None
    assert made.label == "70 places"
    assert len(made.quotes) == 50
    assert made.note == "20 more places are not shown."


@given(st.text(max_size=80))
def test_folding_keeps_the_way_back(text: str) -> None:
    folded = fold_marks(text)
    offsets = [folded.origin(at) for at in range(len(folded.text))]
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@pytest.mark.parametrize(
    "question",
    [
        "Where is the red kite mentioned?",
        "search for red kite",
        "show me every place that says red kite",
        "find: Red Kite",
        "where in the bird book does she talk about the red kite",
        "where does the warden's log mention red kite",
        "in which part of the log is the red kite mentioned?",
        "every mention of the red kite please",
    ],
)
def test_the_words_are_told_from_what_asks_for_them(question: str) -> None:
    assert [words.lower() for words in words_sought(question)] == ["red kite"]


@given(st.text(max_size=80))
def test_what_is_sought_is_part_of_the_question(question: str) -> None:
    for words in words_sought(question):
        assert words in " ".join(question.split()) or words in question


def test_a_name_is_found_with_others_of_its_words_between(tmp_path: Path) -> None:
    facts = facts_over(
        tmp_path, vet="Dr. Tunde Okafor gave the shot. Dr. Brandt called Okafor. It was kept by Dr. Okafor."
    )
    made = answer("Which passages mention Dr. Okafor?", 0.5, facts)
    assert made is not None
    assert [quote.answer for quote in made.quotes] == ["Dr. Okafor", "Dr. Tunde Okafor"]


def test_what_is_said_is_looked_for_as_a_whole() -> None:
    assert words_sought("show me where it says nobody was hurt") == ("nobody was hurt",)
    assert words_sought("where does it say anything about the fee") == ("fee",)
    assert words_sought("Where does she say that she was studying law?") == ("studying law",)


def test_the_form_of_a_question_tells_that_words_are_looked_for() -> None:
    assert is_asked("In which section is the siren described?")
    assert is_asked("How often does “pear” turn up?")
    assert not is_asked("Where does she live?")
    assert not is_asked("What is the fee?")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("whereabouts is the ferry mentioned?", "ferry"),
        ("Where's Ann Holm mentioned?", "Ann Holm"),
        ("all occurrences of the word ferry", "ferry"),
        ("At which points does the report refer to the ferry?", "ferry"),
        ("highlight the ferry for me", "ferry"),
        ("Which line has the ferry in it?", "ferry"),
        ("where do they write about the ferry", "ferry"),
        ("Is the ferry mentioned?", "ferry"),
        ("does the article mention the ferry", "ferry"),
        ("where is the ferry spoken of?", "ferry"),
        ("which line has the words the ferry", "ferry"),
        ("what does the note say exactly about “ferry”", "ferry"),
        ("Is the ferry mentioned anywhere in the documents?", "ferry"),
    ],
)
def test_places_are_asked_for_in_many_forms(question: str, words: str) -> None:
    assert is_asked(question)
    assert words_sought(question) == (words,)


def test_a_place_in_the_world_is_no_place_in_a_text() -> None:
    assert not is_asked("In which places was the coin found?")
    assert not is_asked("Which line runs to the harbour?")
    assert not is_asked("Look up who paid for the ferry")


def test_a_few_words_that_stand_in_a_document_just_so_are_found_where_nothing_answers(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, note="They were accused of espionage.\n\nThe fee for espionage is not told.\n")
    found = as_typed("Espionage?", facts)
    assert found is not None
    assert [quote.answer for quote in found.quotes] == ["espionage", "espionage"]
    assert as_typed("espionage fee", facts) is None
    assert as_typed("Who was accused?", facts) is None
    assert as_typed("of the", facts) is None


def test_what_only_looks_like_a_search_is_none(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, note="Two quotes were received, and both were received late.")
    assert answer("Which quotes were received?", 0.5, facts) is None
    assert answer("Where does it say received?", 0.5, facts) is not None
    assert answer("which part mentions quotes", 0.5, facts) is not None
