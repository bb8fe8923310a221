import shutil
from math import isfinite
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import ModelError
from qa.reading.polarity import Polarity
from qa.reading.reader import SHIPPED, OnnxReader

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def polarity() -> Polarity:
    return Polarity(OnnxReader())


@pytest.mark.parametrize(
    ("question", "says_yes", "says_no"),
    [
        ("Did the council sell the mill?", "The council sold the mill to a baker.", "The council refused to sell it."),
        ("can I bring my dog", "Dogs are welcome in the garden.", "Dogs are not allowed anywhere."),
        ("Was anybody hurt?", "Two of the passengers were injured.", "Nobody was hurt in the accident."),
        ("Is breakfast included?", "The price includes breakfast.", "Breakfast costs another £6."),
    ],
)
def test_tells_a_sentence_that_affirms_from_one_that_denies(
    polarity: Polarity, question: str, says_yes: str, says_no: str
) -> None:
    yes, no = polarity.read(question, [says_yes, says_no])
    assert yes.yes > no.yes
    assert no.no > yes.no


def test_a_text_on_something_else_says_neither(polarity: Polarity) -> None:
    (says,) = polarity.read("Did the council sell the mill?", ["Ticks live in grass and bushes."])
    assert says.yes < 0
    assert says.no < 0


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.text(max_size=2000))
def test_any_question_and_text_are_read(polarity: Polarity, question: str, text: str) -> None:
    (says,) = polarity.read(question, [text])
    assert isfinite(says.yes)
    assert isfinite(says.no)


def test_in_order_and_whatever_else_is_read(polarity: Polarity) -> None:
    texts = ["The lift is safe.", "The lift is out of order.", "The lift is safe.", "Bread is baked here."]
    together = polarity.read("Is the lift safe?", texts)
    assert together == [polarity.read("Is the lift safe?", [text])[0] for text in texts]


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"polarity\.onnx is missing"):
        Polarity(OnnxReader(), tmp_path)


def test_a_file_that_is_not_the_released_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = OnnxReader()
    shutil.copy(SHIPPED / "reader.onnx", tmp_path / "polarity.onnx")
    monkeypatch.setattr("qa.reading.polarity.SHIPPED", tmp_path)
    with pytest.raises(ModelError, match="is not the released file"):
        Polarity(reader, tmp_path)
