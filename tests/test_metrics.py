import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.metrics.calibration import expected_calibration_error, reliability
from evaluation.metrics.hits import Place, hit
from evaluation.metrics.refusal import precision_recall, refused, refused_at
from evaluation.metrics.risk_coverage import area, curve
from evaluation.metrics.span import exact_match, f1, normalised

shares = st.floats(0, 1)
judged = st.lists(st.tuples(shares, st.booleans()), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The Eiffel Tower!", "eiffel tower"),
        ("a cat, an owl and the dog", "cat owl and dog"),
        ("  two\n\tlines ", "two lines"),
        ("U.S.A.", "usa"),
        ("“quoted” – it’s", "quoted its"),
        ("another theme", "another theme"),
        ("The", ""),
    ],
)
def test_case_articles_marks_and_space_do_not_count(text: str, plain: str) -> None:
    assert normalised(text) == plain


@given(st.text())
def test_normalising_twice_changes_nothing_for_plain_words(text: str) -> None:
    assert exact_match(text, [text]) == 1.0
    assert f1(text, [text]) == (1.0 if normalised(text) else 0.0)


@pytest.mark.parametrize(
    ("answer", "gold", "overlap", "exact"),
    [
        ("38 people", ["38 people"], 1.0, 1.0),
        ("The 38 people.", ["38 people"], 1.0, 1.0),
        ("killing 38 people", ["38 people"], 0.8, 0.0),
        ("38", ["38 people", "38"], 1.0, 1.0),
        ("the bridge", ["the mill"], 0.0, 0.0),
        ("one one", ["one"], 2 / 3, 0.0),
        ("", ["38"], 0.0, 0.0),
        ("38", [], 0.0, 0.0),
    ],
    ids=[
        "the same",
        "but for marks",
        "a word too many",
        "the best of several",
        "only an article shared",
        "a word twice",
        "nothing said",
        "nothing right",
    ],
)
def test_an_answer_is_compared_by_its_words(answer: str, gold: list[str], overlap: float, exact: float) -> None:
    assert f1(answer, gold) == pytest.approx(overlap)
    assert exact_match(answer, gold) == exact


@pytest.mark.parametrize(
    ("cited", "k", "found"),
    [
        ([("a", 0, 10)], 1, True),
        ([("a", 5, 6)], 1, True),
        ([("a", 10, 20)], 1, False),
        ([("b", 0, 10)], 1, False),
        ([("b", 0, 10), ("a", 0, 10)], 1, False),
        ([("b", 0, 10), ("a", 0, 10)], 2, True),
        ([], 3, False),
    ],
    ids=["the place", "a part of it", "just after it", "elsewhere", "too late", "soon enough", "nothing"],
)
def test_a_citation_hits_where_it_overlaps_the_answers_place(cited: list[Place], k: int, found: bool) -> None:
    assert hit(cited, [("a", 0, 10)], k) is found


def test_nothing_hits_where_no_place_is_right() -> None:
    assert not hit([("a", 0, 10)], [], 1)


@pytest.mark.parametrize(
    ("confidence", "right", "error"),
    [
        ([1.0, 1.0], [True, True], 0.0),
        ([1.0, 1.0], [False, False], 1.0),
        ([0.75] * 4, [True, True, True, False], 0.0),
        ([0.15, 0.95], [False, True], 0.1),
        ([0.0, 0.0, 0.0, 0.5], [True, True, True, True], 0.875),
        ([], [], 0.0),
    ],
    ids=["sure and right", "sure and wrong", "as sure as right", "two bins", "weighted by answers", "none"],
)
def test_calibration_error_is_how_far_confidence_is_from_truth(
    confidence: list[float], right: list[bool], error: float
) -> None:
    assert expected_calibration_error(confidence, right) == pytest.approx(error)


@given(judged)
def test_no_answer_falls_out_of_the_bins(rows: list[tuple[float, bool]]) -> None:
    confidence, right = [row[0] for row in rows], [row[1] for row in rows]
    bins = reliability(confidence, right)
    assert sum(count for *_, count in bins) == len(rows)
    assert sum(share * count for _, share, count in bins) == pytest.approx(sum(right))
    assert 0 <= expected_calibration_error(confidence, right) <= 1


def test_refusal_is_measured_at_a_price_in_false_refusals() -> None:
    answerable, unanswerable = [0.9, 0.8, 0.5, 0.2], [0.1, 0.3, 0.6]
    assert refused_at(answerable, unanswerable, 0.0) == pytest.approx(1 / 3)
    assert refused_at(answerable, unanswerable, 0.25) == pytest.approx(2 / 3)
    assert refused_at(answerable, unanswerable, 0.5) == 1.0
    assert refused_at([], unanswerable, 0.05) == 0.0


def test_a_question_at_the_threshold_is_answered() -> None:
    assert refused([0.4, 0.5, 0.6], 0.5) == pytest.approx(1 / 3)
    assert refused([], 0.5) == 0.0


def test_precision_and_recall_of_refusals() -> None:
    assert precision_recall([0.9, 0.2], [0.1, 0.3, 0.6], 0.5) == (2 / 3, 2 / 3)
    assert precision_recall([], [], 0.5) == (0.0, 0.0)


@given(st.lists(shares, min_size=1, max_size=50), st.lists(shares, max_size=50), st.floats(0, 0.99))
def test_false_refusals_never_cost_more_than_agreed(
    answerable: list[float], unanswerable: list[float], price: float
) -> None:
    threshold = sorted(answerable)[int(price * len(answerable))]
    assert refused(answerable, threshold) <= price + 1e-9
    assert refused_at(answerable, unanswerable, price) == refused(unanswerable, threshold)


def test_the_curve_gives_the_surest_answers_first() -> None:
    coverage, risk = curve([0.1, 0.9, 0.8], [False, True, False])
    assert coverage.tolist() == pytest.approx([1 / 3, 2 / 3, 1])
    assert risk.tolist() == pytest.approx([0, 1 / 2, 2 / 3])
    assert area([0.1, 0.9, 0.8], [False, True, False]) == pytest.approx((0 + 1 / 2 + 2 / 3) / 3)
    assert area([], []) == 0.0


@given(judged)
def test_no_order_of_the_same_answers_has_less_risk_than_the_right_ones_first(rows: list[tuple[float, bool]]) -> None:
    right = [row[1] for row in rows]
    assert area([float(each) for each in right], right) <= area([row[0] for row in rows], right) + 1e-9
