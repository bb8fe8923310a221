from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st
from made import candidate, document, hits

from qa.answer import Kind
from qa.compose import compose
from qa.deciding.features import Candidate
from qa.reading.windows import Window

TEXT = "The old bridge was built in 1904. The mayor closed the bridge in May. A storm cracked two pillars."
HITS = hits(document(TEXT))
BUILT, CLOSED, CRACKED = (hit.passage for hit in HITS)

pointed = st.sampled_from(
    [
        *((BUILT, words) for words in ("1904", "The old bridge", "built in 1904.")),
        *((CLOSED, words) for words in ("The mayor", "May")),
        *((CRACKED, words) for words in ("A storm", "two pillars", CRACKED.text)),
    ]
)
shares = st.floats(0, 1)


@st.composite
def rankings(draw: st.DrawFn) -> list[tuple[Candidate, float]]:
    """Candidates with confidence in no particular order but the first, which is the likeliest."""
    made = [(candidate(passage, words), draw(shares)) for passage, words in draw(st.lists(pointed, max_size=6))]
    return sorted(made, key=lambda pair: -pair[1])


@given(rankings(), shares, st.integers(1, 4))
def test_every_answer_points_into_its_own_quote(ranked: list[tuple[Candidate, float]], least: float, most: int) -> None:
    answer = compose("Why?", ranked, HITS, least, most)
    assert len(answer.quotes) <= most
    assert len({(quote.start, quote.end) for quote in answer.quotes}) == len(answer.quotes)
    for quote in answer.quotes:
        if answer.abstained:
            assert (quote.answer_start, quote.answer_end) == (None, None)
        else:
            assert quote.answer_start is not None
            assert quote.answer_end is not None
            assert quote.start <= quote.answer_start < quote.answer_end <= quote.end
            assert quote.answer in quote.text


@given(rankings(), shares, shares)
def test_a_stricter_setting_never_answers_what_a_laxer_one_refuses(
    ranked: list[tuple[Candidate, float]], one: float, other: float
) -> None:
    laxer, stricter = (compose("Why?", ranked, HITS, least, 3) for least in sorted((one, other)))
    assert laxer.abstained <= stricter.abstained
    assert laxer.confidence == stricter.confidence


def test_a_refusal_holds_the_nearest_passages_and_how_unsure_it_is() -> None:
    answer = compose("Who?", [(candidate(CLOSED, "The mayor"), 0.2)], HITS, 0.5, 2)
    assert answer.kind is Kind.REFUSAL
    assert [quote.text for quote in answer.quotes] == [BUILT.text, CLOSED.text]
    assert answer.text == ""
    assert answer.confidence == 0.2


def test_where_the_reader_points_at_nothing_there_is_no_answer_however_lax() -> None:
    answer = compose("Who?", [], HITS, 0.0, 3)
    assert answer.abstained
    assert answer.confidence == 0.0


def test_the_likeliest_span_is_the_answer_and_only_sure_ones_stand_beside_it() -> None:
    ranked = [(candidate(CLOSED, "May"), 0.9), (candidate(BUILT, "1904"), 0.6), (candidate(CRACKED, "A storm"), 0.4)]
    answer = compose("When?", ranked, HITS, 0.5, 3)
    assert answer.text == "May"
    assert answer.confidence == 0.9
    assert [quote.text for quote in answer.quotes] == [CLOSED.text, BUILT.text]


def test_a_sentence_is_quoted_once() -> None:
    answer = compose("When?", [(candidate(CLOSED, "May"), 0.9), (candidate(CLOSED, "The mayor"), 0.8)], HITS, 0.5, 3)
    assert [quote.answer for quote in answer.quotes] == ["May"]


def test_a_span_that_leaves_its_sentence_widens_the_quote() -> None:
    end = TEXT.index("May") + 3
    wide = Candidate(Window(BUILT.document, (BUILT, CLOSED)), TEXT.index("built"), end, BUILT, 1.0, 1.0, 0.5, 1.0, 1.0)
    [quote] = compose("What?", [(wide, 0.9)], HITS, 0.5, 3).quotes
    assert quote.answer == "built in 1904. The mayor closed the bridge in May"
    assert quote.text == TEXT[:end]


@given(rankings())
def test_the_strictness_at_which_an_answer_disappears_is_its_confidence(ranked: list[tuple[Candidate, float]]) -> None:
    refused = [compose("Why?", ranked, HITS, least / 10, 3).abstained for least in range(11)]
    assert refused == list(accumulate(refused, max))
    assert refused[0] == (not ranked)
