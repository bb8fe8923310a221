import pytest

from qa.answer import Kind
from training.trust import FEWEST, Said, fit


def said(kind: Kind, confidence: float, right: int, of: int) -> list[Said]:
    return [Said(kind, confidence, n < right, 1.0) for n in range(of)]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_kind_that_is_surer_than_it_is_right_is_brought_to_how_often_it_is(share: float) -> None:
    of = 400
    line = fit(said(Kind.LIST, 0.95, round(share * of), of))[Kind.LIST]
    assert line(0.95) == pytest.approx(share, abs=0.05)


def test_a_kind_that_says_what_holds_is_left_as_it_is() -> None:
    answers = [one for tenth in range(1, 10) for one in said(Kind.ANSWER, tenth / 10, tenth * 10, 100)]
    line = fit(answers)[Kind.ANSWER]
    assert [line(tenth / 10) for tenth in range(1, 10)] == pytest.approx(
        [tenth / 10 for tenth in range(1, 10)], abs=0.02
    )


def test_kinds_seen_seldom_keep_nearer_to_what_they_said() -> None:
    often, seldom = (fit(said(Kind.POLAR, 0.9, 0, of))[Kind.POLAR](0.9) for of in (300, FEWEST))
    assert often < seldom < 0.9
    assert fit(said(Kind.POLAR, 0.9, 0, FEWEST - 1)) == {}
