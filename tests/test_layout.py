import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reading.layout import Block, block_at, cells, first_sentence

TEXT = """Bee keeping

You need:

- a smoker
- a veil
  of fine net

* * *

Steps

1. Light the smoker. Wait a minute.
2. Open the hive.

| Month | Job |
|---|---|
| May | Add a box |
| June | Look for the queen |

Smoker: calms the bees
Veil: keeps them off

This paragraph is running text that goes on for
more than one line and is no list of anything.
"""


def block(words: str, text: str = TEXT) -> Block | None:
    return block_at(text, text.index(words))


def lines(found: Block | None, text: str = TEXT) -> list[str]:
    return [text[a:b] for a, b in found.lines] if found else []


@pytest.mark.parametrize("place", ["You need", "a smoker", "a veil"])
def test_a_list_is_found_from_its_announcement_and_from_its_items(place: str) -> None:
    found = block(place)
    assert lines(found) == ["a smoker", "a veil\n  of fine net"]
    assert found
    assert found.announcement
    assert TEXT[slice(*found.announcement)] == "You need:"


def test_the_heading_above_comes_with_a_list() -> None:
    found = block("Open the hive")
    assert lines(found) == ["Light the smoker. Wait a minute.", "Open the hive."]
    assert found
    assert found.heading
    assert TEXT[slice(*found.heading)] == "Steps"
    assert TEXT[slice(*first_sentence(TEXT, *found.lines[0]))] == "Light the smoker"


def test_a_table_has_a_header_and_rows() -> None:
    found = block("Add a box")
    assert found
    assert found.header
    assert [TEXT[a:b] for a, b in cells(TEXT, *found.header)] == ["Month", "Job"]
    assert [[TEXT[a:b] for a, b in cells(TEXT, *line)] for line in found.lines] == [
        ["May", "Add a box"],
        ["June", "Look for the queen"],
    ]


def test_lines_with_keys_are_a_list_and_running_text_is_none() -> None:
    assert lines(block("Veil: keeps")) == ["Smoker: calms the bees", "Veil: keeps them off"]
    assert block("running text") is None


def test_sections_of_several_sentences_are_no_list() -> None:
    text = (
        "Hours. He works 32 hours a week, from Tuesday to Saturday, and is paid for overtime.\n"
        "Holidays. He has 28 days of leave a year, which may not be taken in the week of the fair.\n"
    )
    assert block_at(text, 0) is None


def test_a_sentence_that_says_what_follows_is_no_item() -> None:
    text = "The following were repaired.\nThe gate was hung.\nThe lock was oiled.\n"
    found = block_at(text, text.index("lock"))
    assert lines(found, text) == ["The gate was hung.", "The lock was oiled."]
    assert found
    assert found.announcement
    assert text[slice(*found.announcement)] == "The following were repaired."


@given(st.text(alphabet="-*|1.) aB:\n\t#=\r", max_size=80), st.integers(0, 80))
def test_any_text_has_lists_within_it_or_none(text: str, position: int) -> None:
    found = block_at(text, position)
    if found:
        edges = [edge for line in found.lines for edge in line]
        assert len(found.lines) > 1
        assert edges == sorted(edges)
        assert edges[-1] <= len(text)
