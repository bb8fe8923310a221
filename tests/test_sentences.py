import doctest
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import index.sentences
from index.sentences import MAX_SENTENCE, sentence_spans

# The trial that chose the segmenter: sentencex alone gets 35 of the first 40 right, pysbd 34 and syntok 28.
TRIAL = [
    ["He was born in St. Petersburg in 1962.", "He moved to the U.S. in 1990."],
    ["Mr. J. K. Rowling met Dr. Smith on Sept. 3 at 5 p.m.", "They talked."],
    ["She told Ms. Raman and Ms. Ito (Ms. Ito's sister).", "It took 30 ms.", "They left."],
    ["The rate was 3.5 percent.", "It rose to 4.2% in Jan. 2024."],
    ['"We will win," he said.', '"It is certain."'],
    ['"Will they come?" she asked.', "Nobody knew."],
    ['He asked, "Who is there?"', "No one answered."],
    ['She called it a "deliberate act."', "Baku condemned it."],
    ["1. Fill the tank.", "2. Press start."],
    ["Use fruit, e.g. apples, i.e. Malus.", "Done."],
    ["Wait... what happened?", "Nobody knows."],
    ["It was over…", "Then it began."],
    ["The U.S. Army arrived.", "The U.N. left."],
    ["Lived in the U.S.", "He left later."],
    ["Acme Inc. v. Smith Corp. was decided.", "See Fig. 3 and No. 5 for details."],
    ["Visit www.example.com today.", "Mail a.b@example.org now."],
    ["Python 3.11.2 is out!", "Really?", "Yes."],
    ["(He left early.)", "She stayed."],
    ["The bill passed (see Sec. 4.2).", "It was signed."],
    ["Prof. A. B. Jones, Ph.D., spoke.", "Lt. Col. Brown agreed."],
    ["He scored 5 vs. 6 approx. in 1995.", "2001 was worse."],
    ["iPhone sales fell.", "eBay grew."],
    ["The temple (c. 1200 B.C.) stands.", "It is old."],
    ["He said: “Stop!”", "They stopped."],
    ["“Stop!” he said.", "They stopped."],
    ["Yahoo! was founded in 1994.", "It grew."],
    ["George W. Bush was president.", "John F. Kennedy Jr. was not."],
    ["The cost was $5.", "Six paid."],
    ["The ship sailed at 6 a.m. Monday.", "It sank."],
    ["President Ilham Aliyev spoke on June 27.", "In response, Moscow protested."],
    ["Vitamin C.", "It helps."],
    ["World War I.", "It began in 1914."],
    ["He was reading Plan B.", "She was not."],
    ["The price is Rs. 500.", "Pay now."],
    ["Sen. Ted Cruz and Gov. Greg Abbott met.", "Gen. Lee did not."],
    ["It lies 3 km N. of Mt. Everest.", "Ft. Worth is not near."],
    ["He works for Apple Inc.", "She works for Google."],
    ["It ended at 10 p.m.", "Then we left."],
    ["It includes apples, pears, etc.", "The rest is sold."],
    ["This is 1.", "This is 2."],
    ["The study [3].", "It showed.[4]", "More followed."],
    ["See vol. 3, pp. 5–6, ch. 4.", "It was ed. by me on the 3rd. of May."],
    ["The mayor closed the bridge in May.", "A storm had come on May 3."],
    ["我们去了。", "他来了。"],
]


@pytest.mark.parametrize("sentences", TRIAL, ids=lambda sentences: sentences[0][:30])
def test_ends_sentences_where_people_do(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def assert_lossless(text: str) -> None:
    spans = sentence_spans(text)
    before = 0
    for start, end in spans:
        assert before <= start < end
        assert text[before:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        assert end - start <= MAX_SENTENCE
        before = end
    assert text[before:].strip() == ""


@given(st.text())
def test_loses_nothing_of_any_text(text: str) -> None:
    assert_lossless(text)


MARKS = ["Dr.", "U.S.", "word", "it", "He", ".", "!", "?", "…", '"', "“", "”", "(", ")", "[3]", "1.", "a)", "3", "p.m."]
SPACES = [" ", "  ", "\n", "\r\n", "\n\n", "\t", "\u00a0", "\u2028", "Monday", "vol.", "😀", "é", "。", "in May."]


@given(st.lists(st.sampled_from([*MARKS, *SPACES]), max_size=60).map("".join))
def test_loses_nothing_of_what_looks_like_writing(text: str) -> None:
    assert_lossless(text)


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\u00a0"])
def test_a_text_without_characters_has_no_sentences(text: str) -> None:
    assert sentence_spans(text) == []


def test_a_long_sentence_is_cut_at_stops_then_commas_then_spaces() -> None:
    quoted = "“" + " ".join(f"Sentence number {n} is in the quotation." for n in range(40)) + "”"
    pieces = [quoted[start:end] for start, end in sentence_spans(quoted)]
    assert len(pieces) > 1
    assert all(piece.endswith((".", "”")) for piece in pieces)
    listed = ", ".join(f"item {n}" for n in range(200))
    assert all(listed[end - 1] == "," for _, end in sentence_spans(listed)[:-1])


@pytest.mark.parametrize(
    "unit", ["a", "word ", '"', "“a. ", "(a.) B ", "1. ", "vol. 1 ", "A. ", "…", ".)", "\n", " 'a."], ids=repr
)
def test_a_million_characters_take_seconds_at_most(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    started = time.process_time()
    assert_lossless(text)
    assert time.process_time() - started < 10


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(index.sentences).failed == 0


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("**To apply.** Write to Ann. *Not yet.* Wait.", ["**To apply.**", "Write to Ann.", "*Not yet.*", "Wait."]),
        ("**A bold one. Another.** Then.", ["**A bold one.", "Another.**", "Then."]),
        ("He left. ** nothing", ["He left.", "** nothing"]),
    ],
    ids=["around one", "around two", "alone"],
)
def test_the_mark_that_ends_emphasis_stays_where_it_ends(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences
