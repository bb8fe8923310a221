from pathlib import Path

from made_facts import facts_over

from qa.answer import Kind
from qa.gathering.timeline import answer, is_asked

MILL = """The Story of Harrow Mill

The mill was built in 1871 by two brothers. It burnt down on June 27, 1925, and was rebuilt within a year. In May 1903
a second wheel had been added. The miller sold 1,900 sacks a year.

Power came late. The turbine was installed in Sept. 1931. Nobody knows why the chimney was painted red."""


def test_events_come_in_order_of_time_each_with_its_date_and_its_sentence(tmp_path: Path) -> None:
    made = answer("What happened, in order?", 0.5, facts_over(tmp_path, mill=MILL))
    assert made is not None
    assert made.kind is Kind.TIMELINE
    assert [quote.label for quote in made.quotes] == ["1871", "May 1903", "27 June 1925", "September 1931"]
    assert [quote.answer for quote in made.quotes] == ["1871", "May 1903", "June 27, 1925", "Sept. 1931"]
    assert made.quotes[0].text == "The mill was built in 1871 by two brothers."


def test_years_in_the_question_bound_it(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, mill=MILL)
    labels = [
        [quote.label for quote in made.quotes]
        for question in ("timeline 1900 to 1926", "timeline of events after 1910", "chronology before 1910")
        if (made := answer(question, 0.5, facts))
    ]
    assert labels == [["May 1903", "27 June 1925"], ["27 June 1925", "September 1931"], ["1871", "May 1903"]]


def test_without_two_dates_there_is_no_timeline(tmp_path: Path) -> None:
    assert answer("timeline", 0.5, facts_over(tmp_path, one="It began in 1871. It ended badly.")) is None


def test_the_same_sentence_in_two_files_is_one_event(tmp_path: Path) -> None:
    made = answer("timeline", 0.5, facts_over(tmp_path, a=MILL, b=MILL + "\n\nThe end."))
    assert made is not None
    assert len(made.quotes) == 4


def test_a_named_document_alone_is_told(tmp_path: Path) -> None:
    other = "The Bridge at Orrin\n\nIt was opened in 1888. It fell in 1919."
    made = answer("timeline of the bridge", 0.5, facts_over(tmp_path, mill=MILL, crossing=other))
    assert made is not None
    assert [quote.label for quote in made.quotes] == ["1888", "1919"]


DIARY = """Along the river, 1987

Saturday, 2 May

Took the early train. The boots are new.

Sunday, 3 May

Rain. I did not walk.

Tuesday, 5 May

Yesterday I crossed the border. Saw two storks."""


def test_what_stands_below_a_date_is_what_happened_then(tmp_path: Path) -> None:
    made = answer("what happened on each day?", 0.5, facts_over(tmp_path, diary=DIARY))
    assert made is not None
    assert [quote.label.partition(" (")[0] for quote in made.quotes] == [
        "2 May 1987",
        "3 May 1987",
        "4 May 1987",
        "5 May 1987",
    ]
    assert made.quotes[0].text == "Saturday, 2 May\n\nTook the early train. The boots are new."


def test_months_in_the_question_bound_it(tmp_path: Path) -> None:
    text = "Parish news\n\nMay 2024\n\nThe roof fell on 3 March. It was mended on 9 April. The fair is on 2 June."
    made = answer("what happened in March and April, in order?", 0.5, facts_over(tmp_path, news=text))
    assert made is not None
    assert [quote.label.partition(" (")[0] for quote in made.quotes] == ["3 March 2024", "9 April 2024"]


def test_decades_and_months_of_a_year_in_the_question_bound_it(tmp_path: Path) -> None:
    text = (
        "The light was built in 1887. In 1947 the boat sank. He was born on the ninth of March 1953. It burnt in 1959."
    )
    facts = facts_over(tmp_path, light=text)
    labels = [
        [quote.label for quote in made.quotes]
        for question in ("what happened in the fifties?", "what happened before March 1953, in order?")
        if (made := answer(question, 0.5, facts))
    ]
    assert labels == [["9 March 1953", "1959"], ["1887", "1947"]]


def test_what_only_asks_for_a_timeline_is_no_topic(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, mill=MILL)
    for question in ("Put the events in chronological order.", "Give me the sequence of events", "all dates, in order"):
        made = answer(question, 0.5, facts)
        assert made is not None
        assert len(made.quotes) == 4


def test_what_happened_in_a_time_is_asked_for_as_a_timeline() -> None:
    assert is_asked("what happened at the mill in the twentieth century")
    assert not is_asked("What happened on 27 June 1925?")
    assert not is_asked("What happened at the mill?")


def test_the_one_event_of_the_time_asked_of_answers(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, mill=MILL)
    made = answer("What happened in 1931?", 0.5, facts)
    assert made is not None
    assert made.kind is Kind.ANSWER
    assert made.text == "The turbine was installed in Sept. 1931"
    assert answer("What happened in 1932?", 0.5, facts) is None
