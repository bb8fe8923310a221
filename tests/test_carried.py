"""With a reader that sees an answer only behind words that lead to it, and then in all that is left of a text."""

from collections.abc import Sequence
from pathlib import Path

from made import decision
from made_facts import facts_over

from qa.facts import Facts
from qa.listing import carried, lists
from qa.listing.groups import CARRIED, SECTION
from qa.reading.models import Models
from qa.reading.reader import UNSEEN, Reading, Span

QUESTION = "What does she regret?"


class Follower:
    """Points at what stands behind the leading words and a colon."""

    name = "follower"

    def __init__(self, lead: str) -> None:
        self.lead = f"{lead}: "

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        return [
            Reading((Span(len(self.lead), len(text), 2.0),), 2.0) if text.startswith(self.lead) else Reading((), UNSEEN)
            for text in texts
        ]


def facts(folder: Path, lead: str, text: str) -> Facts:
    made = facts_over(folder, speech=text)
    return Facts(made.index, Models(made.encoder, Follower(lead), decision({})), made.settings)


def items(folder: Path, lead: str, text: str, sort: str = CARRIED) -> list[str]:
    over = facts(folder, lead, text)
    found = carried.led(QUESTION, over.hits(QUESTION), over)
    return [item.text for group in found if group.sort == sort for item in group.items]


def test_a_sentence_leads_to_those_behind_it(tmp_path: Path) -> None:
    text = "The roof leaked.\n\nThings she does regret. She never learned to play. She let Latin go.\n\nThank you.\n"
    assert items(tmp_path, "Things she does regret", text) == ["She never learned to play", "She let Latin go"]


def test_a_heading_leads_to_the_paragraph_under_it(tmp_path: Path) -> None:
    text = "A speech\n\nDoes she regret it?\n\nShe never learned to play. She let Latin go.\n\nThank you all.\n"
    assert items(tmp_path, "Does she regret it?", text) == ["She never learned to play", "She let Latin go"]


def test_all_sentences_under_a_heading_are_its_section_whatever_the_reader_sees_in_them(tmp_path: Path) -> None:
    text = "A speech\n\nWhat she does regret\n\nShe never learned to play. She let Latin go.\n\nThank you all.\n"
    assert items(tmp_path, "nothing", text, SECTION) == ["She never learned to play", "She let Latin go"]


def test_a_heading_that_only_repeats_the_question_leads_on_even_where_the_reader_points_at_it(tmp_path: Path) -> None:
    text = "A speech\n\nWhat she does regret\n\nShe never learned to play. She let Latin go.\n\nThank you all.\n"
    over = facts(tmp_path, "What she does regret", text)
    over.reader.lead = ""  # type: ignore[attr-defined]  # it points at whatever it reads
    found = carried.led("What does she regret?", over.hits(QUESTION), over)
    assert [item.text for group in found if group.sort == SECTION for item in group.items] == [
        "She never learned to play",
        "She let Latin go",
    ]


def test_what_a_sentence_leads_to_is_no_section(tmp_path: Path) -> None:
    text = "Things she does regret. She never learned to play. She let Latin go.\n"
    assert items(tmp_path, "Things she does regret", text, SECTION) == []


def test_a_section_ends_where_the_next_line_begins_another(tmp_path: Path) -> None:
    text = "She does regret. She never learned to play. She let Latin go.\nShe does boast. She kept the orchard.\n"
    assert items(tmp_path, "She does regret", text) == ["She never learned to play", "She let Latin go"]


def test_one_sentence_alone_is_led_to_by_none(tmp_path: Path) -> None:
    assert items(tmp_path, "She does regret", "She does regret. She never learned to play.\n") == []


def test_what_sentences_carry_is_shown_as_a_list(tmp_path: Path) -> None:
    text = "Things she does regret. She never learned to play. She let Latin go.\n\nThank you.\n"
    answer = lists.answer(QUESTION, 0.3, facts(tmp_path, "Things she does regret", text))
    assert answer
    assert [quote.answer for quote in answer.quotes] == ["She never learned to play", "She let Latin go"]
    assert all(quote.document.text[quote.start : quote.end] == quote.text for quote in answer.quotes)
