import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import candidate, document, hits

from index.lexical import terms
from qa.deciding.features import CHECKED, FEATURES, Asked, checked, matrix
from qa.reading.reader import Reading, Span

TEXT = "The old bridge was built in 1904. The mayor closed the bridge in May. Nobody crossed it."
BUILT, CLOSED, NOBODY = (hit.passage for hit in hits(document(TEXT)))


def frequency(term: str) -> int:
    return sum(term in terms(passage.text) for passage in (BUILT, CLOSED, NOBODY))


def ask(question: str) -> Asked:
    return Asked.of(question, frequency, 3)


def feature(question: str, name: str, *pointed: tuple[int, str, float]) -> list[float]:
    made = [candidate((BUILT, CLOSED, NOBODY)[number], words, score) for number, words, score in pointed]
    return [float(value) for value in matrix(ask(question), made)[:, FEATURES.index(name)]]


@given(st.text(), st.text())
def test_coverage_is_a_share(question: str, text: str) -> None:
    asked = ask(question)
    assert 0 <= asked.coverage(text) <= 1 + 1e-9
    assert 0 <= asked.rarest_missing(text) <= 1
    assert 0 <= asked.unknown <= 1


@given(st.text())
def test_a_text_covers_the_question_it_repeats(question: str) -> None:
    assert ask(question).coverage(question) == pytest.approx(1)
    assert ask(question).rarest_missing(question) == 0


def test_rare_words_cover_more_of_a_question_than_common_ones() -> None:
    asked = ask("Which mayor closed the bridge?")
    assert asked.coverage("the mayor") > asked.coverage("the bridge") > asked.coverage("the mill") == 0


def test_words_of_no_document_are_unknown() -> None:
    assert ask("What is photosynthesis?").unknown == 1
    assert ask("Which bridge?").unknown == 0


def test_the_sentence_that_repeats_the_question_covers_more_of_it() -> None:
    built, closed = feature("Who closed the bridge?", "sentence_coverage", (0, "1904", 1), (1, "The mayor", 1))
    assert closed > built


def test_a_span_of_the_wrong_kind_disagrees() -> None:
    question, spans = "When was it closed?", [(1, "May", 1.0), (1, "The mayor", 1.0)]
    assert feature(question, "agrees", *spans) == [1, 0]
    assert feature(question, "disagrees", *spans) == [0, 1]


def test_a_span_that_repeats_the_question_echoes_it() -> None:
    assert feature("Who closed the bridge?", "echo", (1, "the bridge", 1), (1, "May", 1)) == [1, 0]


def test_a_rival_narrows_the_margin_and_the_same_words_elsewhere_do_not() -> None:
    alone = feature("What fell?", "margin", (0, "bridge", 4))[0]
    again = feature("What fell?", "margin", (0, "bridge", 4), (1, "bridge", 3))[0]
    rival = feature("What fell?", "margin", (0, "bridge", 4), (1, "May", 3))[0]
    assert alone == again > rival > 0


@given(
    st.text(max_size=40),
    st.lists(
        st.tuples(st.sampled_from([(0, "1904"), (1, "May"), (2, "Nobody")]), st.floats(-1e3, 1e3)),
        max_size=6,
    ),
)
def test_every_candidate_has_a_finite_number_for_every_feature(
    question: str, pointed: list[tuple[tuple[int, str], float]]
) -> None:
    made = [candidate((BUILT, CLOSED, NOBODY)[number], words, score) for (number, words), score in pointed]
    features = matrix(ask(question), made)
    assert features.shape == (len(made), len(FEATURES))
    more = checked(features, made, [Reading((), -10.0)] * len(made))
    assert more.shape == (len(made), len(CHECKED))
    assert np.isfinite(more).all()


@pytest.mark.parametrize(
    ("again", "same"),
    [((0, 9), 1.0), ((0, 16), 2 / 3), ((31, 34), 0.0), (None, 0.0)],
    ids=["the same words", "some of them", "others", "nothing"],
)
def test_what_the_reader_points_at_again_speaks_for_a_span(again: tuple[int, int] | None, same: float) -> None:
    made = [candidate(CLOSED, "The mayor")]
    spans = (Span(*again, 2.0),) if again else ()
    row = checked(matrix(ask("Who closed it?"), made), made, [Reading(spans, 1.0)])[0]
    assert row[CHECKED.index("alone_same")] == pytest.approx(same)


def test_a_sentence_that_lacks_a_name_of_the_question_is_told_from_one_that_has_it() -> None:
    asked = Asked.of("When did Hale close the bridge in 1904?", frequency, 3, frozenset({"hale", "1904"}))
    assert asked.names_missing("Hale closed it.") == asked.names_missing("In 1904 it was closed.") == 0.5
    assert asked.names_missing("In 1904, Hale closed it.") == 0
    assert ask("Who closed the bridge?").names_missing("nothing") == 0
