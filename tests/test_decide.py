import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import candidate, decision, document, hits

from index.errors import ModelError
from qa.deciding.decide import DEFAULT_STRICTNESS, Decision, Trust
from qa.deciding.features import CHECKED, FEATURES, Asked, matrix, with_products
from qa.reading.reader import SHIPPED

SENTENCES = [hit.passage for hit in hits(document("The mill fell in 1904. The  Mill fell in May. A storm came."))]
shipped = Decision.load(SHIPPED / "decision.json")


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_stricter_setting_never_asks_for_less(one: float, other: float) -> None:
    laxer, stricter = sorted((one, other))
    assert 0 <= shipped.asks_for(laxer) <= shipped.asks_for(stricter) < 1


def test_strictness_goes_from_any_answer_over_the_threshold_to_near_certainty() -> None:
    assert shipped.asks_for(0) == 0
    assert shipped.asks_for(DEFAULT_STRICTNESS) == pytest.approx(shipped.threshold)
    assert shipped.asks_for(1) > 0.9


@pytest.mark.parametrize("strictness", [-0.01, 1.01, 2, float("inf"), float("nan")])
def test_strictness_is_from_0_to_1(strictness: float) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        shipped.asks_for(strictness)


def test_the_shipped_confidence_is_a_probability_and_rises_with_what_the_reader_says() -> None:
    """Among others, alone, below the title and behind the sentence before: each alone may count for little."""
    said = np.array([name.removesuffix("_sure").endswith(("span", "answerable")) for name in CHECKED])
    told = np.array([np.where(said, -1.0, 0.0), np.where(said, 1.0, 0.0)])
    unsure, sure = shipped.confidence(with_products(told))
    assert 0 <= unsure < sure <= 1


def test_candidates_come_best_first_and_the_same_words_once() -> None:
    made = [
        candidate(SENTENCES[0], "The mill", 1.0),
        candidate(SENTENCES[1], "The  Mill", 3.0),
        candidate(SENTENCES[2], "A storm", 2.0),
    ]
    features = matrix(Asked.of("What fell?", lambda term: 1, 3), made)
    by_span = decision({"span": 1.0})
    assert by_span.order(made, features, most=3) == [1, 2]
    assert by_span.order(made, features, most=1) == [1]
    assert decision({"span": -1.0}).order(made, features, most=3) == [0, 2]


def stored() -> dict[str, Any]:
    return {
        "rank": {"bias": 0, "weights": dict.fromkeys(FEATURES, 0)},
        "confidence": {"bias": 0, "weights": dict.fromkeys(CHECKED, 0)},
        "threshold": 0.5,
        "trust": {"list": [0.5, -1.0]},
    }


def test_what_is_stored_can_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "decision.json").write_text(json.dumps(stored()), "utf-8")
    loaded = Decision.load(tmp_path / "decision.json")
    assert replace(loaded, trust={}) == decision({})
    assert loaded.settled("list", 0.9) < 0.9
    assert loaded.settled("answer", 0.9) == 0.9


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.2, 3), st.floats(-5, 5))
def test_what_is_settled_is_a_probability_and_keeps_the_order(
    one: float, other: float, slope: float, shift: float
) -> None:
    trust = Trust(slope, shift)
    low, high = trust(min(one, other)), trust(max(one, other))
    assert 0 <= low <= high <= 1


def without(*keys: str) -> Callable[[], bytes]:
    def damage() -> bytes:
        content = stored()
        inner = content
        for key in keys[:-1]:
            inner = inner[key]
        del inner[keys[-1]]
        return json.dumps(content).encode()

    return damage


@pytest.mark.parametrize(
    "damaged",
    [
        lambda: json.dumps(stored()).encode()[:-20],
        lambda: b"",
        lambda: b"\xff\xfe",
        lambda: b"[1, 2]",
        lambda: json.dumps(stored() | {"threshold": None}).encode(),
        lambda: json.dumps(stored() | {"rank": "high"}).encode(),
        without("threshold"),
        without("confidence"),
        without("rank", "weights", "span"),
        lambda: json.dumps(stored() | {"trust": {"list": [1]}}).encode(),
    ],
    ids=[
        *("cut off", "empty", "not text", "a list", "no number", "no model", "no threshold", "half", "a weight short"),
        "half a line",
    ],
)
def test_a_damaged_file_is_said_to_be_unreadable(tmp_path: Path, damaged: Callable[[], bytes]) -> None:
    path = tmp_path / "decision.json"
    path.write_bytes(damaged())
    with pytest.raises(ModelError, match=r"decision\.json cannot be read") as caught:
        Decision.load(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_said_to_be_unreadable(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"decision\.json cannot be read"):
        Decision.load(tmp_path / "decision.json")
