from pathlib import Path

import numpy as np
import pytest

from training.calibrate import best_threshold, written
from training.texts import WRITTEN

TEXTS = """
==
-- lift
The lift was made by Orban. Orban also made the bell. It costs 40 euros a month.
? who built the lift | Orban
? price per month | 40 euros | 40 euros a month
? Who repaired the bell?
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "made.txt").write_text(TEXTS, "utf-8")
    return tmp_path


def test_an_answer_is_right_wherever_it_stands_and_a_near_miss_nowhere(folder: Path) -> None:
    (cases,) = written(folder)
    (document,) = cases.documents
    built, price, repaired = cases.cases
    assert [document.text[start:end] for _, start, end in built.places] == ["Orban", "Orban"]
    assert {document.text[start:end] for _, start, end in price.places} == {"40 euros", "40 euros a month"}
    assert (repaired.answers, repaired.places) == ((), ())
    assert {source for source, _, _ in built.places} == {document.source}


def test_every_written_answer_stands_in_its_text_and_half_of_the_questions_have_none() -> None:
    asked = [case for cases in written() for case in cases.cases]
    assert all(bool(case.places) is bool(case.answers) for case in asked)
    assert 0.4 < np.mean([not case.answers for case in asked]) < 0.6


def test_no_text_that_the_confidence_is_fitted_to_is_one_that_the_reader_learns_from() -> None:
    texts = [document.text for cases in written() for document in cases.documents]
    learnt = "".join(path.read_text("utf-8") for path in (WRITTEN / "reading").glob("*.txt"))
    assert texts
    assert not any(max(text.splitlines(), key=len) in learnt for text in texts)


def test_the_threshold_parts_right_answers_from_what_is_not_answered() -> None:
    sure, right = np.array([0.9, 0.8, 0.3, 0.2]), np.array([1.0, 1.0, 0.0, 0.0])
    assert 0.3 < best_threshold(sure, right, right == 0, np.ones(4)) < 0.8
