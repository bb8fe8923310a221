"""Of two values in a sentence, a question picks one only where it says what that one's part has to itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import terms
from qa.plural.contrast import kept_apart

TICKETS = "A single costs $8 and a return costs $14."
LEFT_OUT = "The cellar is inspected every two weeks, the attic every six months."
BOTH = "The guarantee runs for 3 years, and for 1 year if it is hired out."
PRONOUN = "Lessons for beginners last 30 minutes, those for improvers 45."
KILNS = "The big kiln is fired on Fridays, to 1,240 degrees; the little one reaches 1,060."
RACES = "The long race has 9 km, the short one 4 km."
MEDALS = "Of 40 runners, 12 had cramps and 7 had blisters."


@pytest.mark.parametrize(
    ("question", "sentence", "first", "other", "picks"),
    [
        ("what does a ticket cost", TICKETS, "$8", "$14", False),
        ("what does a single cost", TICKETS, "$8", "$14", True),
        ("what does a return cost", TICKETS, "$14", "$8", True),
        ("what does a single cost", TICKETS, "$8", "a return costs $14", True),
        ("how often are they inspected", LEFT_OUT, "every two weeks", "every six months", False),
        ("how often is the cellar inspected", LEFT_OUT, "every two weeks", "every six months", True),
        ("how often is the attic inspected", LEFT_OUT, "every six months", "every two weeks", True),
        ("how long is the guarantee", BOTH, "3 years", "1 year", False),
        ("how long are the lessons", PRONOUN, "30 minutes", "45", False),
        ("how many runners had blisters", MEDALS, "7", "12", True),
        ("how hot does the small kiln get", KILNS, "1,060", "1,240", True),
        ("how hot does the big kiln get", KILNS, "1,240", "1,060", True),
        ("how hot does the large kiln get", KILNS, "1,240", "1,060", True),
        ("how hot does a kiln get", KILNS, "1,240", "1,060", False),
        ("what length has the short race", RACES, "4 km", "9 km", True),
        ("what length has the long race", RACES, "9 km", "4 km", True),
    ],
)
def test_a_question_picks_the_value_whose_part_it_names(
    question: str, sentence: str, first: str, other: str, picks: bool
) -> None:
    spans = [(sentence.index(words), sentence.index(words) + len(words)) for words in (first, other)]
    assert bool(kept_apart(question, sentence, spans[0], spans[1])) is picks
    assert kept_apart(question, sentence, spans[0], spans[1]) <= set(terms(question))


@given(st.text(max_size=60), st.text(max_size=80), st.data())
def test_any_text_gives_words_of_the_question(question: str, sentence: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.lists(st.integers(0, len(sentence)), min_size=4, max_size=4)))
    early, late = (places[0], places[1]), (places[2], places[3])
    assert kept_apart(question, sentence, early, late) <= set(terms(question))
    assert kept_apart(question, sentence, late, early) <= set(terms(question))
