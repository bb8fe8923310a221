from collections.abc import Sequence

import pytest
from made import document, hits

from qa.answer import Answer, Kind, Quote
from qa.listing.items import Item, mended, series_of, tagged, whole
from qa.listing.lists import itemised
from qa.reading.reader import Reading, Span
from qa.reading.windows import Window

TEXT = "Bring the oars, the mast and the sails. Leave the dog. Ann and Bo came too."
DOCUMENT = document(TEXT)
WINDOW = Window(DOCUMENT, tuple(hit.passage for hit in hits(DOCUMENT)))


def reading(**scores: float) -> Reading:
    """A reading that tags these words, spaces written as underscores, with these scores."""
    found = [(words.replace("_", " "), score) for words, score in scores.items()]
    items = sorted(
        (Span(at := TEXT.index(words), at + len(words), score) for words, score in found), key=lambda s: s.start
    )
    return Reading((), 1.0, tuple(items))


def test_tagged_answers_are_items_in_their_sentence() -> None:
    found = tagged(WINDOW, reading(the_oars=2.0, the_dog=1.0))
    assert [item.text for item in found] == ["the oars", "the dog"]
    assert [TEXT[slice(*item.around)].strip() for item in found] == [
        "Bring the oars, the mast and the sails.",
        "Leave the dog.",
    ]


def test_what_is_hardly_tagged_is_no_item_and_a_reader_that_cannot_tell_has_none() -> None:
    assert tagged(WINDOW, reading(the_dog=-2.0)) == ()
    assert tagged(WINDOW, Reading((), 1.0)) == ()


def test_members_tagged_as_one_behind_another_are_two() -> None:
    found = tagged(WINDOW, reading(the_oars=2.0, the_mast_and_the_sails=1.0))
    assert [item.text for item in found] == ["the oars", "the mast", "the sails"]


def test_what_only_opens_or_joins_a_phrase_is_no_item() -> None:
    found = tagged(WINDOW, reading(Bring=2.0, the=1.0, oars=1.0, the_mast_and=2.0))
    assert [item.text for item in found] == ["Bring", "the oars", "the mast"]


def parts(text: str, *words: str) -> list[Item]:
    made = document(text)
    return [Item(made, at, at + len(one), (0, len(text))) for one in words for at in [text.index(one)]]


def test_parts_of_the_members_of_a_coordination_stand_for_the_whole_members() -> None:
    text = "They summoned the envoy, raided the agency in Baku and arrested its editor and director."
    found = whole(parts(text, "raided the", "arrested its editor", "director"))
    assert [item.text for item in found] == ["raided the agency in Baku", "arrested its editor and director"]


@pytest.mark.parametrize("words", [("Ann", "yesterday"), ("Ann",)], ids=["one is no member", "one alone"])
def test_what_is_not_all_of_one_coordination_stays_as_it_is_tagged(words: tuple[str, ...]) -> None:
    text = "Dear old Ann and Bo came yesterday."
    assert [item.text for item in whole(parts(text, *words))] == list(words)


class Tagger:
    """Tags these words wherever they stand."""

    name = "tagger"

    def __init__(self, *words: str) -> None:
        self._words = words

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        return [
            Reading((), 1.0, tuple(Span(text.index(w), text.index(w) + len(w), 3.0) for w in self._words if w in text))
            for text in texts
        ]


def who_came() -> Answer:
    start = TEXT.index("Ann and Bo")
    return Answer("Who came?", Kind.ANSWER, (Quote(DOCUMENT, start, len(TEXT), start, start + len("Ann and Bo")),), 0.9)


def test_two_things_are_a_list_where_the_reader_tags_each() -> None:
    assert [quote.answer for quote in itemised(who_came(), 3, Tagger("Ann", "Bo")).quotes] == ["Ann", "Bo"]
    assert itemised(who_came(), 3, Tagger("Ann and Bo")) == who_came()
    assert itemised(who_came(), 3, Tagger("Ann")) == who_came()


def pointing_at(words: str, text: str, question: str) -> Answer:
    made, at = document(text), text.index(words)
    return Answer(question, Kind.ANSWER, (Quote(made, 0, len(text), at, at + len(words)),), 0.9)


FLAG = "The flag is hoisted when the wind rises, when lightning is seen, or when no boat is manned."
QUARREL = "She fell out with her publisher, with Emil Hart and with most of the Academy."


@pytest.mark.parametrize(
    ("question", "text", "words", "items"),
    [
        (
            "When is the flag hoisted?",
            FLAG,
            "when lightning is seen",
            ["when the wind rises", "when lightning is seen", "when no boat is manned"],
        ),
        (
            "With whom did she fall out?",
            QUARREL,
            "her publisher",
            ["her publisher", "Emil Hart", "most of the Academy"],
        ),
    ],
    ids=["conditions", "people"],
)
def test_what_is_told_in_the_same_way_answers_as_well(question: str, text: str, words: str, items: list[str]) -> None:
    found = itemised(pointing_at(words, text, question), 3, Tagger())
    assert (found.kind, [quote.answer for quote in found.quotes]) == (Kind.LIST, items)


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("With which publisher did she fall out?", QUARREL, "her publisher"),
        ("When did it rain?", "It rained in May, in June and in August.", "May"),
        ("Who came?", TEXT, "Ann"),
    ],
    ids=["the question picks one", "a time", "not alike"],
)
def test_one_thing_that_is_pointed_at_stays_alone(question: str, text: str, words: str) -> None:
    answer = pointing_at(words, text, question)
    assert itemised(answer, 3, Tagger()) == answer


JURY = "We refund it because you are called for jury service, because your home is flooded, or because somebody dies."
WHYS = ("because you are called for jury service", "because your home is flooded", "because somebody dies")


@pytest.mark.parametrize(
    ("words", "tagged", "items"),
    [
        (JURY[JURY.index("because") : -1], WHYS, list(WHYS)),
        (JURY[JURY.index("because") : -1], WHYS[:2], [JURY[JURY.index("because") : -1]]),
        (WHYS[0], WHYS, [WHYS[0]]),
    ],
    ids=["all of them", "not each is tagged", "only one is shown"],
)
def test_what_hardly_asks_for_a_list_gets_one_where_the_answer_is_that(
    words: str, tagged: tuple[str, ...], items: list[str]
) -> None:
    found = itemised(pointing_at(words, JURY, "Why do you refund a holiday?"), None, Tagger(*tagged))
    assert [quote.answer for quote in found.quotes] == items


def test_several_answers_of_one_coordination_are_shown_with_its_others() -> None:
    quotes = [
        Quote(DOCUMENT, 0, 39, at, at + len(words)) for words in ("the oars", "mast") for at in [TEXT.index(words)]
    ]
    found = itemised(Answer("What is brought?", Kind.SEVERAL, tuple(quotes), 0.9), 3, Tagger())
    assert [quote.answer for quote in found.quotes] == ["the oars", "the mast", "the sails"]


def test_several_answers_of_which_one_is_no_member_stay_as_they_are() -> None:
    quotes = [Quote(DOCUMENT, 0, 39, TEXT.index(words), TEXT.index(words) + 4) for words in ("oars", "mast")]
    answer = Answer("What is brought?", Kind.SEVERAL, (*quotes, Quote(DOCUMENT, 0, 39, 0, 5)), 0.9)
    assert itemised(answer, 3, Tagger()) == answer


def test_an_act_is_an_item_with_its_verb_though_only_its_object_is_pointed_at() -> None:
    text = "The authorities summoned the envoy, raided the agency and arrested its editor."
    acts = ["summoned the envoy", "raided the agency", "arrested its editor"]
    for words in ("the envoy", "envoy", "summoned the envoy"):
        at = text.index(words)
        series = series_of(text, at, at + len(words))
        assert series is not None
        assert [text[a:b] for a, b in series.members] == acts


def _items(text: str, *words: str) -> list[Item]:
    made = document(text)
    return [Item(made, text.index(one), text.index(one) + len(one), (0, len(text))) for one in words]


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        (
            "She opened a new hall, a canteen and a pension fund.",
            ["a new hall", "a canteen and a pension fund"],
            ["a new hall", "a canteen", "a pension fund"],
        ),
        ("A merger, which failed, and a loan.", ["A merger", "which failed", "a loan"], ["A merger", "a loan"]),
        (
            "Go, who lied, who stole and who hid.",
            ["who lied", "who stole", "who hid"],
            ["who lied", "who stole", "who hid"],
        ),
        ("She and the guide climbed.", ["She", "the guide"], ["the guide"]),
        ("It changed its paint, in March.", ["changed its paint", "in March"], ["changed its paint"]),
        ("It lives on shingle, in dunes and on sand.", ["shingle", "in dunes"], ["shingle", "in dunes"]),
        ("Rain fell. Second, hail fell.", ["Rain", "Second", "hail"], ["Rain", "hail"]),
        ("They met in Oslo, in Lenn and in Holm.", ["in Oslo", "in Lenn"], ["in Oslo", "in Lenn"]),
        (
            "It recalled its envoy, Ann Holm, and raised duties.",
            ["recalled its envoy", "Ann Holm", "raised duties"],
            ["recalled its envoy, Ann Holm", "raised duties"],
        ),
        ("They agreed in May to keep apart.", ["agreed", "to keep apart"], ["agreed in May to keep apart"]),
        ("The council suggested dividing it.", ["suggested", "dividing it"], ["suggested dividing it"]),
        ("Two sailors, Ann and Bo, fell.", ["sailors", "Ann", "Bo"], ["Ann", "Bo"]),
        ("Two sailors, Ann and Bo, fell.", ["Two sailors", "Ann", "Bo"], ["Ann", "Bo"]),
        (
            "A blast shook Korda near Lenn and hit Ost.",
            ["A blast shook Korda", "near Lenn"],
            ["A blast shook Korda near Lenn"],
        ),
        (
            "It asked Norland for help in mending it.",
            ["asked Norland", "mending it"],
            ["asked Norland for help in mending it"],
        ),
        ("He regretted the delay and promised to report.", ["the delay", "promised to report"], ["the delay"]),
        (
            "She mended it and promised to report.",
            ["mended it", "promised to report"],
            ["mended it", "promised to report"],
        ),
        ("They responded by closing it.", ["responded", "closing it"], ["closing it"]),
        ("We plan to build it, to sell it and to leave.", ["to build it", "to sell it"], ["to build it", "to sell it"]),
        ("Bread, butter and jam.", ["Bread", "butter and jam"], ["Bread", "butter and jam"]),
    ],
)
def test_a_verb_and_what_is_said_in_passing_are_no_items(text: str, words: list[str], left: list[str]) -> None:
    assert [item.text for item in mended(_items(text, *words))] == left


def test_an_act_of_several_sentences_keeps_all_that_was_acted_on() -> None:
    text = "It has frozen three accounts. It has banned wine and cheese."
    spans = [("frozen three accounts", 0), ("banned wine", 30), ("cheese", 30)]
    document_ = document(text)
    acts = [
        Item(document_, at := text.index(words), at + len(words), (0, 29) if line == 0 else (30, len(text)))
        for words, line in spans
    ]
    assert [item.text for item in mended(acts)] == ["frozen three accounts", "banned wine and cheese"]
    assert [item.text for item in mended(acts[1:])] == ["banned wine", "cheese"]


def items_of(text: str, *words: str) -> list[Item]:
    """These words of a sentence as items, in order."""
    made = document(text)
    return [Item(made, at := text.index(one), at + len(one), (0, len(text))) for one in words]


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        (
            "It began with two launches, a crew of 14 and a sounder.",
            ["two launches", "a crew of 14", "a sounder"],
            ["two launches", "a crew of 14", "a sounder"],
        ),
        ("Two sailors, Ann and Bo, drowned.", ["Two sailors", "Ann", "Bo"], ["Ann", "Bo"]),
        (
            "It retaliated by recalling its envoy and banning trade.",
            ["retaliated by recalling its envoy", "banning trade"],
            ["recalling its envoy", "banning trade"],
        ),
    ],
)
def test_what_only_counts_or_leads_to_the_others_is_no_item(text: str, words: list[str], left: list[str]) -> None:
    assert [one.text for one in mended(items_of(text, *words))] == left


def test_two_that_something_lies_between_are_one_item() -> None:
    text = "It stopped the ferry between Aby and Berga, and raised a tax of 4,000 crowns."
    window = Window(document(text), tuple(hit.passage for hit in hits(document(text))))
    spans = ["stopped the ferry between Aby", "Berga", "raised a tax of 4,000 crowns"]
    read = Reading((), 1.0, tuple(Span(at := text.index(one), at + len(one), 1.0) for one in spans))
    shown = [one.text for one in tagged(window, read)]
    assert shown == ["stopped the ferry between Aby and Berga", "raised a tax of 4,000 crowns"]
