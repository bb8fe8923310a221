from made import document

from qa.listing.items import Item
from qa.reading.marks import Mark, marks_of, meant, touched
from qa.reading.reader import Reading, Span

TEXT = document("Bring oars, a mast and sails.")
OARS, MAST, SAILS = (Item(TEXT, a, b, (0, 29)) for a, b in ((6, 10), (12, 18), (23, 28)))


def test_what_is_pointed_at_in_several_items_counts_once_each() -> None:
    marks = [Mark(TEXT, 6, 10, 1.0), Mark(TEXT, 6, 8, 0.0), Mark(TEXT, 23, 28, 0.5)]
    assert touched([OARS, MAST, SAILS], marks) == 2


def test_what_is_pointed_at_across_items_says_nothing_of_any() -> None:
    assert touched([OARS, MAST, SAILS], [Mark(TEXT, 6, 18, 3.0)]) == 0


def test_a_mark_in_another_document_touches_nothing() -> None:
    assert not Mark(document("Bring oars.", "other.txt"), 6, 10, 1.0).touches(OARS)


def test_only_what_is_likely_and_in_the_document_is_a_mark() -> None:
    reading = Reading((Span(12, 16, 2.0), Span(0, 5, 3.0), Span(18, 24, -9.0)), 1.0, (Span(29, 34, 0.4),))
    marks = list(marks_of(TEXT, -6, reading, (0, 29)))
    assert [(mark.start, mark.end) for mark in marks] == [(6, 10), (23, 28)]


def test_what_is_pointed_at_alone_is_no_list() -> None:
    pointed = Item(TEXT, 12, 18, (0, 29))
    assert meant([OARS, MAST, SAILS], pointed, [Mark(TEXT, 12, 18, 3.0)]) == (pointed,)


def test_a_list_ends_with_what_holds_its_conjunction_but_for_what_else_is_pointed_at() -> None:
    pointed = Item(TEXT, 12, 28, (0, 29))
    assert meant([OARS, MAST, SAILS], pointed, []) == (MAST, SAILS)
    assert meant([OARS, MAST, SAILS], pointed, [Mark(TEXT, 6, 10, 0.0)]) == (OARS, MAST, SAILS)


def test_a_list_that_is_pointed_at_in_part_goes_on_to_its_end() -> None:
    assert meant([OARS, MAST, SAILS], Item(TEXT, 6, 18, (0, 29)), []) == (OARS, MAST, SAILS)


def test_items_end_where_what_holds_them_ends() -> None:
    long = Item(TEXT, 0, 10, (0, 29))
    found = meant([long, MAST], Item(TEXT, 6, 18, (0, 29)), [])
    assert [item.text for item in found] == ["oars", "a mast"]
