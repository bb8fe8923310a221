"""With a reader that points at the last number of a text or its longest word, and an encoder of shared words."""

from dataclasses import replace
from pathlib import Path

import pytest
from fake_reader import FakeReader
from made import decision, document
from made_facts import facts_over, read_over

from qa.answer import Answer, Kind, Quote
from qa.facts import Facts
from qa.listing import asked, lists
from qa.listing.announced import announced
from qa.listing.items import Item
from qa.reading.models import Models

SURE = decision({"span": 10.0, "alone_span": 5.0})
GUIDE = """Camping in Norby

What to bring to the camp:

- a tent
- a blanket
- a lamp

Morning jobs

1. Fetch water. Take both cans.
2. Light the stove.

| Day | Meal |
|---|---|
| Friday | soup |
| Saturday | dumplings |
"""


def facts(folder: Path, **texts: str) -> Facts:
    made = facts_over(folder, **texts)
    return Facts(made.index, Models(made.encoder, made.reader, SURE), made.settings)


def shown(answer: Answer | None) -> list[str]:
    assert answer
    assert answer.kind is Kind.LIST
    assert all(quote.document.text[quote.start : quote.end] == quote.text for quote in answer.quotes)
    assert all(quote.start <= (quote.answer_start or 0) for quote in answer.quotes)
    return [quote.answer for quote in answer.quotes]


def test_a_lists_lines_are_its_items(tmp_path: Path) -> None:
    answer = lists.answer("What to bring to the camp?", 0.5, facts(tmp_path, guide=GUIDE))
    assert shown(answer) == ["a tent", "a blanket", "a lamp"]


def test_the_sentence_that_answers_gives_the_members_of_its_coordination(tmp_path: Path) -> None:
    text = "The storm came at noon.\n\nThe scouts thanked the cook, the wardens and the ferryman.\n\nNobody was hurt.\n"
    answer = lists.answer("Who was thanked by the scouts?", 0.5, facts(tmp_path, news=text))
    assert shown(answer) == ["the cook", "the wardens", "the ferryman"]


def test_what_the_documents_do_not_have_is_refused(tmp_path: Path) -> None:
    answer = lists.answer("Which songs did the choir sing?", 0.5, facts(tmp_path, guide=GUIDE))
    assert answer is None or answer.abstained


def test_nothing_to_search_is_left_to_the_plain_answer(tmp_path: Path) -> None:
    assert lists.answer("What to bring?", 0.5, facts(tmp_path)) is None


@pytest.mark.parametrize(
    ("order", "question"),
    [
        ("List the steps for cleaning.", "What are the steps for cleaning?"),
        ("please give me all the dates", "What are the dates?"),
        ("Name two rivers.", "Name two rivers."),
        ("Which rivers are named?", "Which rivers are named?"),
    ],
)
def test_an_order_is_asked_as_a_question(order: str, question: str) -> None:
    assert asked.as_question(order) == question


@pytest.mark.parametrize(
    "question",
    ["Which pumps leak?", "what are the terms of the lease", "List all the tasks", "names of her pupils"],
)
def test_a_plural_asks_for_several(question: str) -> None:
    assert asked.asks_for_several(question)


@pytest.mark.parametrize(
    "question", ["Which pump leaks?", "How many pumps leak?", "Who sold the pumps?", "pumps sold to which firm"]
)
def test_what_one_thing_answers_does_not(question: str) -> None:
    assert not asked.asks_for_several(question)


def test_a_sentence_that_lists_what_it_announces_needs_no_other(tmp_path: Path) -> None:
    text = (
        "Three guilds ruled Orlenau: the weavers, the tanners and the masons. Most of it burned down, roof and beam.\n"
    )
    answer = lists.answer("Which guilds ruled Orlenau?", 0.5, facts(tmp_path, town=text))
    assert shown(answer) == ["the weavers", "the tanners", "the masons"]


def test_when_in_the_middle_of_a_question_asks_for_no_time(tmp_path: Path) -> None:
    text = "The scouts thanked the cook, the wardens and the ferryman.\n\nNobody was hurt.\n"
    answer = lists.answer("Who was thanked by the scouts when they left?", 0.3, facts(tmp_path, news=text))
    assert shown(answer) == ["the cook", "the wardens", "the ferryman"]


def test_items_come_in_order_and_once() -> None:
    text = document("a tent and a lamp")
    whole, part, lamp = (Item(text, a, b, (0, 17)) for a, b in ((0, 6), (2, 6), (11, 17)))
    assert lists.in_order([lamp, part, whole]) == [whole, lamp]


def test_a_heading_leads_to_the_lines_below_the_words_that_announce_them(tmp_path: Path) -> None:
    text = "Camping\n\nSummer plans\n\nWe mean to:\n\n- dig a well\n- paint the huts\n\nNobody was ill.\n"
    over = facts(tmp_path, guide=text)
    (heading,) = [hit for hit in over.hits("Summer plans?") if hit.passage.text == "Summer plans"]
    assert [[item.text for item in group.items] for group in announced("Summer plans?", [heading], over)] == [
        ["dig a well", "paint the huts"]
    ]


@pytest.mark.parametrize(
    ("question", "sentence", "shown_first", "items"),
    [
        (
            "Why was the terrace refused?",
            "It was refused since it would narrow the quay, it would spoil the view, and it could not be reached.",
            "it would narrow the quay, it would spoil the view",
            ["it would narrow the quay", "it would spoil the view", "it could not be reached"],
        ),
        (
            "What are the names of the brothers?",
            "The flood took the brothers Ann and Bo Lund.",
            "Ann",
            ["Ann", "Bo Lund"],
        ),
    ],
    ids=["reasons of which two are pointed at", "names behind the question's own word for them"],
)
def test_a_span_that_stops_within_a_coordination_is_shown_with_the_rest(
    question: str, sentence: str, shown_first: str, items: list[str]
) -> None:
    at = sentence.index(shown_first)
    quote = Quote(document(sentence), 0, len(sentence), at, at + len(shown_first))
    plain = Answer(question, Kind.ANSWER, (quote,), 0.9)
    fewest = None if question.startswith("Why") else 2
    assert [one.answer for one in lists.itemised(plain, fewest, FakeReader()).quotes] == items


def test_one_thing_of_a_coordination_is_no_list_of_it() -> None:
    sentence = "It has 30 rooms on the first and third floors."
    at = sentence.index("first")
    plain = Answer(
        "Which floors have rooms?",
        Kind.ANSWER,
        (Quote(document(sentence), 0, len(sentence), at, len(sentence) - 1),),
        0.9,
    )
    shown = lists.itemised(plain, 2, FakeReader())
    assert shown.text == "first and third floors"


def test_a_line_of_a_list_that_is_asked_for_is_shown_with_the_others(tmp_path: Path) -> None:
    over = facts(tmp_path, guide=GUIDE)
    (guide,) = over.index.documents

    def pointing_at(words: str, question: str) -> Answer:
        at = GUIDE.index(words)
        return Answer(question, Kind.ANSWER, (Quote(guide, at, at + len(words), at, at + len(words)),), 0.9)

    whole = lists.of_lines(pointing_at("a blanket", "What to bring to the camp?"), over)
    assert shown(whole) == ["a tent", "a blanket", "a lamp"]
    for answer in (
        pointing_at("a blanket", "How many blankets to bring to the camp?"),
        pointing_at("a blanket", "Which choir sang the song of the river?"),
        pointing_at("Camping in Norby", "What to bring to the camp?"),
    ):
        assert lists.of_lines(answer, over) == answer


def test_several_members_of_a_roll_are_all_of_it(tmp_path: Path) -> None:
    text = "Present: Ann Lee (chair), Bo Orr (treasurer), Cy Day, Di Fox"
    read = document(text)
    spans = [(text.index("Ann"), text.index(" (chair")), (text.index("Bo"), len(text))]
    quotes = tuple(Quote(read, 0, len(text), start, end) for start, end in spans)
    answer = lists.itemised(Answer("Who was present?", Kind.SEVERAL, quotes, 0.9), 3, FakeReader())
    assert shown(answer) == ["Ann Lee (chair)", "Bo Orr (treasurer)", "Cy Day", "Di Fox"]


def test_the_name_of_a_member_stands_for_all_of_it() -> None:
    text = "She fell out with her publisher, with her successor, Emil Hart, and with most of the Academy."
    quotes = [
        Quote(document(text), 0, len(text), at := text.index(one), at + len(one))
        for one in ("her publisher", "Emil Hart")
    ]
    answer = Answer("With whom did she fall out?", Kind.SEVERAL, tuple(quotes), 0.9)
    assert len(lists.itemised(answer, 3, FakeReader()).quotes) > 2


@pytest.mark.model
def test_a_word_beside_a_colour_is_one(tmp_path: Path) -> None:
    text = "The tent has two poles. It comes in moss green, slate and apricot. It costs 300 crowns.\n"
    answer = lists.answer("Which colours does the tent come in?", 0.2, read_over(tmp_path, shop=text))
    assert shown(answer) == ["moss green", "slate", "apricot"]


def test_what_another_sentence_says_by_the_same_verb_is_listed_too(tmp_path: Path) -> None:
    text = (
        "Norby demanded an inquiry, damages and an apology.\n\nLater Norby has demanded guarantees and a signature.\n\n"
        "Ostby demanded silence and time.\n"
    )
    made = facts(tmp_path, news=text)
    first = next(passage for passage in made.index.passages if "inquiry" in passage.text)
    at = [text.index(words) for words in ("an inquiry", "damages", "an apology")]
    quotes = [
        Quote(first.document, first.start, first.end, start, start + len(words))
        for start, words in zip(at, ("an inquiry", "damages", "an apology"), strict=True)
    ]
    answer = Answer("What has Norby demanded?", Kind.LIST, tuple(quotes), 0.9)
    assert shown(lists.also_said(answer, made)) == [
        "an inquiry",
        "damages",
        "an apology",
        "guarantees",
        "a signature",
    ]
    other = Answer("What did they do?", Kind.LIST, tuple(quotes), 0.9)
    assert lists.also_said(other, made) is other


def test_what_others_did_is_nobodys_reaction(tmp_path: Path) -> None:
    text = (
        "The mayor, Ann Holm, apologised to Ostby for the flood.\n\n"
        "In response Norby raised the dam, closed the sluice and fined Ostby.\n"
    )
    question = "How did Ostby respond to the flood?"
    answer = lists.answer(question, 0.0, facts(tmp_path, news=text))
    assert answer is None or not any("dam" in quote.answer or "sluice" in quote.answer for quote in answer.quotes)


RECIPE = """Dumplings

For twelve you need:

- 200 g flour
- 12 plums
- salt

The work:

1. Boil the plums.
2. Knead the flour in a bowl.
3. Wrap each plum in dough.
"""


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("How do I make the dumplings?", ["Boil the plums", "Knead the flour in a bowl", "Wrap each plum in dough"]),
        ("What do I need for twelve dumplings?", ["200 g flour", "12 plums", "salt"]),
    ],
    ids=["steps", "things"],
)
def test_steps_are_orders_and_what_is_needed_is_none(question: str, items: list[str], tmp_path: Path) -> None:
    assert shown(lists.answer(question, 0.0, facts(tmp_path, recipe=RECIPE))) == items


RIVALS = (
    "Norby United and Ostby Rovers have a long rivalry, with Norby based in the west and Ostby by the sea. "
    "Sudby Town joined them later."
)


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("Which teams share a rivalry?", ["Norby United", "Ostby Rovers", "Sudby Town"]),
        ("Which two teams share a rivalry?", ["Norby United", "Ostby Rovers"]),
    ],
)
def test_a_list_has_the_members_of_a_surer_answer_that_holds_them_all(question: str, items: list[str]) -> None:
    read, end = document(RIVALS), RIVALS.index(" Sudby")

    def at(words: str) -> Quote:
        start = RIVALS.index(words)
        sentence = (0, end) if start < end else (end + 1, len(RIVALS))
        return Quote(read, *sentence, start, start + len(words))

    badly_cut = (at("Norby United and Ostby Rovers have a long rivalry"), at("Ostby by the sea"), at("Sudby Town"))
    listed = Answer(question, Kind.LIST, badly_cut, 0.3)
    plain = Answer(question, Kind.ANSWER, (at("Norby United and Ostby Rovers"),), 0.8)
    assert shown(lists.reconciled(listed, plain, FakeReader())) == items
    for other in (replace(plain, quotes=(at("Sudby Town"),)), replace(plain, kind=Kind.DIFFERING)):
        assert lists.reconciled(listed, other, FakeReader()) == listed


def test_what_goes_on_with_the_surer_answer_stays_in_the_list() -> None:
    text = "He had a cough, a fever and a rash, and said that his arm felt heavy."
    read = document(text)

    def at(words: str) -> Quote:
        return Quote(read, 0, len(text), text.index(words), text.index(words) + len(words))

    listed = Answer("What symptoms?", Kind.LIST, (at("a cough, a fever"), at("said that his arm felt heavy")), 0.3)
    plain = Answer("What symptoms?", Kind.ANSWER, (at("a cough, a fever and a rash"),), 0.8)
    expected = ["a cough", "a fever", "a rash", "said that his arm felt heavy"]
    assert shown(lists.reconciled(listed, plain, FakeReader())) == expected
