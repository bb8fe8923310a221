import pytest

from index.records import Document
from qa.answer import Answer, Kind, Quote
from qa.patterns.ends import narrowed


def told(question: str, text: str, *spans: str) -> Answer:
    document = Document("a.txt", text, "0")
    at = [(text.index(span), text.index(span) + len(span)) for span in spans]
    quotes = tuple(Quote(document, 0, len(text), *span) for span in at)
    return Answer(question, Kind.ANSWER if len(spans) == 1 else Kind.SEVERAL, quotes, 0.8)


@pytest.mark.parametrize(
    ("question", "span", "shown"),
    [
        ("What time does the kiosk close?", "9 to 16", "16"),
        ("When does the kiosk open?", "9 to 16", "9"),
        ("When is the kiosk open?", "9 to 16", "9 to 16"),
        ("When is the last ferry?", "8:00 and 17:20", "17:20"),
        ("When does the first ferry leave?", "7:15, 11:30 and 16:45", "7:15"),
        ("When does the fair end?", "3 May to 5 June", "5 June"),
        ("When does it close?", "2 to 5 p.m.", "2 to 5 p.m."),
        ("When does the last tour start?", "21 and 22 June", "21 and 22 June"),
        ("When does it close?", "16", "16"),
        ("Until what time can I ring?", "8 to 18", "18"),
        ("When was it first sold? At what time did it open", "1988", "1988"),
        ("When was it first sold?", "1988 and 1990", "1988 and 1990"),
        ("When does it close?", "in the autumn of 9 to 16", "in the autumn of 9 to 16"),
        ("Who closes it last?", "9 to 16", "9 to 16"),
    ],
)
def test_the_end_that_is_asked_for_is_shown(question: str, span: str, shown: str) -> None:
    assert narrowed(told(question, f"Open: {span} here.", span)).text == shown


def test_of_several_times_in_one_sentence_the_last_is_shown() -> None:
    answer = told("When is the last ferry to Lyng?", "To Lyng: 8:00, 12:10, 17:20.", "8:00", "12:10", "17:20")
    narrow = narrowed(answer)
    assert (narrow.kind, narrow.text, len(narrow.quotes)) == (Kind.ANSWER, "17:20", 1)


def test_of_several_that_open_each_stays() -> None:
    answer = told("When does it open?", "The hall opens at 9:00, the baths at 10:15.", "9:00", "10:15")
    assert narrowed(answer) is answer


def test_several_things_that_are_no_times_stay() -> None:
    answer = told("When did the last one close?", "It closed in May, and in 1998.", "May", "1998")
    assert narrowed(answer) is answer
