from pathlib import Path

from kills import run


def test_fifteen_kills_at_random_moments_leave_every_word_and_vector_right(tmp_path: Path) -> None:
    tally = run(15, 1, tmp_path)
    assert tally.wrong == []
    assert tally.found["damaged"] == 0
    assert tally.kills == 15
    assert tally.passages > 1000
    assert tally.answers > 10
