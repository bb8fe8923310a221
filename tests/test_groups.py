"""With groups made by hand and the coefficients that ship."""

import numpy as np
import pytest
from made import document

from qa.deciding.features import Asked
from qa.listing.groups import CARRIED, COORDINATED, FEATURES, LINES, SECTION, Group, Over, pointed
from qa.listing.items import Item
from qa.reading.marks import Mark

TEXT = "Bring:\n- a tent\n- a rope\n- a lamp\n"
PAGE = document(TEXT)


def items(*words: str) -> tuple[Item, ...]:
    places = [(TEXT.index(word), TEXT.index(word) + len(word)) for word in words]
    return tuple(Item(PAGE, *place, place) for place in places)


def group(sort: str, **values: float) -> Group:
    features = dict.fromkeys(FEATURES[sort], 0.0) | values
    return Group(items("a tent", "a rope"), sort, np.array([*features.values()]))


@pytest.mark.parametrize(
    ("sort", "likely", "unlikely"),
    [
        (LINES, {"alike": 0.8, "covered": 1.0}, {"alike": 0.1}),
        (CARRIED, {"alike": 0.8, "second": 0.5}, {"alike": 0.1, "second": -1.0}),
        (SECTION, {"alike": 0.8, "covered": 1.0}, {"alike": 0.1}),
        (COORDINATED, {"sure": 2.0, "any": 2.0, "tagged": 1.0}, {"sure": -2.0, "any": -2.0}),
    ],
)
def test_what_is_said_of_the_question_makes_a_group_likelier(
    sort: str, likely: dict[str, float], unlikely: dict[str, float]
) -> None:
    assert group(sort, **likely).confidence > group(sort, **unlikely).confidence


def test_a_groups_own_lines_are_its_items_but_not_whole_sections() -> None:
    section = Item(PAGE, 0, 3, (0, 1000))
    assert Group((*items("a tent"), section), LINES, np.zeros(1)).lines == [items("a tent")[0].around]


def test_only_lines_hold_what_stands_in_them_whatever_they_are_worth() -> None:
    assert group(LINES).holds
    assert not group(COORDINATED, sure=5.0, any=5.0, tagged=1.0).holds


def test_words_that_repeat_the_question_cover_it() -> None:
    asked = Asked("what to bring", {"bring": 1.0}, 1.0, 0.0, Asked.of("x", lambda _: 0, 1).expects)
    names = dict(zip(FEATURES[LINES], Over("Bring", 0.5, TEXT, 1).features(asked, items("a tent")), strict=False))
    assert (names["covered"], names["alike"], names["first"]) == (1.0, 0.5, 0.5)


def test_what_the_reader_points_at_is_counted_once_an_item() -> None:
    tent = items("a tent")[0]
    marks = [Mark(PAGE, tent.start, tent.end, 1.0), Mark(PAGE, tent.start, tent.start + 1, 0.0)]
    assert pointed(items("a tent", "a rope"), marks) == (0.0, 1 / 3, 0.5)
    assert pointed(items("a tent", "a rope"), []) == (1.0, 0.0, 0.0)
