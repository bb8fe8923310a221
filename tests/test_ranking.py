import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.ranking import Choice, fit


def choice(rows: list[list[float]], right: int, weight: float = 1.0) -> Choice:
    return Choice(np.array(rows), np.arange(len(rows)) == right, weight)


def first(choice: Choice, weights: np.ndarray) -> int:
    return int(np.argmax(choice.features @ weights))


def test_what_marks_the_right_candidate_within_its_question_is_learnt() -> None:
    # The easy question's worst candidate is better than the hard one's best: between questions it says nothing.
    easy = choice([[9.0, 0.1], [8.0, 0.3]], right=0)
    hard = choice([[1.0, 0.2], [2.0, 0.2], [0.0, 0.9]], right=1)
    weights = fit([easy, hard])
    assert (first(easy, weights), first(hard, weights)) == (0, 1)


def test_a_feature_alike_for_all_candidates_of_a_question_counts_nothing() -> None:
    weights = fit([choice([[1.0, 5.0], [0.0, 5.0]], right=0), choice([[0.0, -3.0], [1.0, -3.0]], right=1)])
    assert weights[0] > 0
    assert weights[1] == pytest.approx(0, abs=1e-6)


def test_the_question_that_counts_more_wins_where_two_contradict() -> None:
    one, other = choice([[1.0], [0.0]], right=0, weight=3.0), choice([[1.0], [0.0]], right=1, weight=1.0)
    assert fit([one, other])[0] > 0 > fit([Choice(one.features, one.right), choice([[1.0], [0.0]], 1, 2.0)])[0]


def test_nothing_to_choose_between_is_said() -> None:
    with pytest.raises(ValueError, match="both a right candidate and a wrong one"):
        fit([choice([[1.0]], right=0), choice([[1.0], [2.0]], right=5)])


@given(st.lists(st.floats(-5, 5), min_size=2, max_size=6, unique=True), st.data())
def test_a_harder_penalty_never_gives_larger_weights(values: list[float], data: st.DataObject) -> None:
    one = choice([[value] for value in values], right=data.draw(st.integers(0, len(values) - 1)))
    assert abs(fit([one], penalty=0.1)[0]) <= abs(fit([one], penalty=0.01)[0]) + 1e-4
