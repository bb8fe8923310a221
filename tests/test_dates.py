import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.words.dates import Around, dated, dates, written


def labels(text: str, head: date | None = None) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.label) for one in dates(text, 0, len(text), 0, Around(head))]


@pytest.mark.parametrize(
    ("text", "words", "label"),
    [
        ("The mill burnt down on June 27, 1925, at dawn.", "June 27, 1925", "27 June 1925"),
        ("The mill burnt down on 27 June 1925.", "27 June 1925", "27 June 1925"),
        ("On the 3rd of May 1956 it rained.", "3rd of May 1956", "3 May 1956"),
        ("Released 2023-09-14.", "2023-09-14", "14 September 2023"),
        ("Signed 27/06/2025 in Turin.", "27/06/2025", "27 June 2025"),
        ("Signed 06/27/2025 in Austin.", "06/27/2025", "27 June 2025"),
        ("Edition 2, Nov. 2018: lamps.", "Nov. 2018", "November 2018"),
        ("It opened in 1871.", "1871", "1871"),
        ("The strikes of the 1970s ended.", "1970s", "1970s"),
    ],
)
def test_dates_are_found_and_written_the_same_way(text: str, words: str, label: str) -> None:
    assert labels(text) == [(words, label)]


@pytest.mark.parametrize(
    "text",
    [
        "It costs $2000 or 1,999 euros.",
        "Model HP-2045, section 2001, at 1848 Main Street.",
        "You may march on; an august company.",
        "The pump does 2900 rpm and weighs 1500 g.",
        "Version 2.0.2019 fixes 1200 bugs.",
        "Signed 2024-02-30.",
    ],
)
def test_numbers_and_words_that_are_no_dates_are_left(text: str) -> None:
    assert labels(text) == []


def test_which_of_day_and_month_comes_first_is_not_guessed() -> None:
    assert labels("Signed 03/04/2025.") == [("03/04/2025", "2025")]


def test_a_date_without_a_year_takes_it_from_the_one_year_before_it_in_its_paragraph_and_says_so() -> None:
    text = "In 1912 the line was begun. By May it had reached the coast."
    assert labels(text)[1] == ("May", "May 1912 (year from context)")


def test_a_date_without_a_year_is_marked_where_the_text_leaves_it_open() -> None:
    assert labels("The envoy came in May.") == [("May", "May (year not stated)")]
    assert labels("After 1912 and 1914 he came in May.")[-1] == ("May", "May (year not stated)")


def test_a_documents_own_date_settles_the_years_nearest_to_it() -> None:
    head = dated("Minutes of the choir, March 12, 2024\n\nThe minutes of Dec. 5 were approved.")
    assert head == date(2024, 3, 12)
    assert labels("The minutes of the Dec. 5 meeting; the next is on June 14.", head) == [
        ("Dec. 5", "5 December 2023 (year from context)"),
        ("June 14", "14 June 2024 (year from context)"),
    ]


def test_a_date_in_a_sentence_is_not_the_documents_own() -> None:
    assert dated("The bridge fell on March 12, 2024, after days of rain.") is None


def test_days_after_a_month_belong_to_it() -> None:
    found = labels("It failed in January 2024, on the 9th and again on the 23rd.")
    assert [label for _, label in found[1:]] == [
        "9 January 2024 (year from context)",
        "23 January 2024 (year from context)",
    ]


@given(st.text(st.sampled_from("0123456789 -/.,MayJuneSept()\n–’"), max_size=60))
def test_no_text_upsets_the_finder_and_every_date_is_where_it_says(text: str) -> None:
    for one in dates(text, 0, len(text), 0, Around()):
        assert 0 <= one.start < one.end <= len(text)
        assert one.label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("It was lost on 9 October 2023. They came the next day.", "10 October 2023"),
        ("It was ordered on 28 February 2024; it came a week later.", "6 March 2024"),
        ("In 1950 she was wed; three years before, he had died.", "1947"),
        ("It sank in March 1911. Two months later the inquest began.", "May 1911"),
    ],
)
def test_what_is_reckoned_from_the_date_before_it_is_dated_and_says_so(text: str, label: str) -> None:
    assert labels(text)[-1][1] == f"{label} (reckoned from the date before)"


@pytest.mark.parametrize(
    "text",
    [
        "He came the next day.",
        "In 1950 it rained. He came the next day.",
        "In May 1950 it rained. A week later it snowed.",
        "On 9 May 1950 it rained. Two days after the flood it snowed.",
    ],
)
def test_what_would_be_reckoned_from_nothing_as_exact_is_left(text: str) -> None:
    assert not any("reckoned" in label for _, label in labels(text))


@given(st.lists(st.sampled_from(["a day later", "999 years earlier", "the next month", "1 May 1000", "in 2000,", "."])))
def test_reckoning_never_fails(parts: list[str]) -> None:
    labels(" ".join(parts))


def test_days_written_as_words() -> None:
    text = "Born on the ninth of March 1953, she left on May the twenty-first, 1970."
    assert [one.label for one in dates(text, 0, len(text), 0, Around())] == ["9 March 1953", "21 May 1970"]


def test_a_day_without_a_year_is_of_the_one_nearest_to_the_last_date_before() -> None:
    text = "The siren came on 1 December."
    (told,) = dates(text, 0, len(text), 0, Around(before=date(2024, 1, 1)))
    assert told.label == "1 December 2023 (year from context)"


def test_two_days_of_one_month_are_two_dates() -> None:
    found = written("on the weekend of 14 and 15 June 2025")
    assert [(one.label, one.start) for one in found] == [("14 June 2025", 18), ("15 June 2025", 25)]


def test_what_is_told_as_past_is_not_after_the_date_of_its_document() -> None:
    text = "Report, 22 May 2025\n\nThe founder joined in September. The chair will leave in February."
    past, later = text.index("The founder"), text.index("The chair")
    around = Around(date(2025, 5, 22))
    joined = dates(text, past, later - 1, past, around)
    leave = dates(text, later, len(text), past, around)
    assert [one.label for one in (*joined, *leave)] == [
        "September 2024 (year from context)",
        "February 2026 (year from context)",
    ]


def test_what_was_promised_by_a_day_is_due_after_the_date_of_its_document() -> None:
    text = "Minutes, 7 May 2019\n\nThe chair promised a report by 30 June. He had promised one on 29 June."
    first, second = text.index("The chair"), text.index("He had")
    around = Around(date(2019, 5, 7))
    promised = dates(text, first, second - 1, first, around)
    had = dates(text, second, len(text), first, around)
    assert [one.label for one in (*promised, *had)] == [
        "30 June 2019 (year from context)",
        "29 June 2018 (year from context)",
    ]


def test_a_date_behind_another_of_its_sentence_is_of_the_same_year() -> None:
    text = "Posted on 3 November 2025\n\nThe season begins on 1 March 2026 and ends on 30 November."
    start = text.index("The season")
    found = dates(text, start, len(text), start, Around(date(2025, 11, 3)))
    assert [one.label for one in found] == ["1 March 2026", "30 November 2026 (year from context)"]


def test_the_date_before_a_report_is_its_own() -> None:
    assert dated("HOLM, 9 March 2031. The bridge fell on Monday.") == date(2031, 3, 9)
    assert dated("The bridge fell on 9 March 2031. It was old.") is None
    assert dated("Holm, in May. The bridge of 9 March 2031: a report.") is None


def test_what_a_text_tells_goes_on_from_the_last_date_in_it() -> None:
    text = "In January 2031 the mill burnt. It was rebuilt on 7 March."
    assert [one.label for one in dates(text, 32, len(text), 0, Around(before=date(2031, 1, 1)))] == [
        "7 March 2031 (year from context)"
    ]


def test_a_line_of_capitals_takes_no_time() -> None:
    started = time.process_time()
    assert dated("A" * 390) is None
    assert dated("A-" * 190) is None
    assert time.process_time() - started < 5
