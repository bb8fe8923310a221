import doctest
import shutil
from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder

import qa.retrieve
from index.build import update
from index.store import Index
from qa.retrieve import Retriever, Weights, gather, readable


@pytest.fixture
def index(seeds: Path, tmp_path: Path, encoder: FakeEncoder) -> Index:
    return update(seeds, tmp_path / "index", encoder)[0]


@pytest.fixture
def retriever(index: Index, encoder: FakeEncoder) -> Retriever:
    return Retriever(index, encoder)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When was the old bridge built?", "The old bridge was built in 1904."),
        ("Who closed the bridge?", "The mayor closed the bridge in May."),
        ("when does the BAKERY open", "It opens at six."),
        ("How much flour?", "two cups of flour"),
        ("Is rye bread sold?", "The bakery sells rye bread."),
    ],
)
def test_finds_the_sentence_that_says_it(retriever: Retriever, question: str, sentence: str) -> None:
    assert sentence in [hit.passage.text for hit in retriever.retrieve(question, 2)]


def test_the_paragraph_speaks_for_its_sentences(index: Index, encoder: FakeEncoder) -> None:
    # Neither sentence shares a word with the question, but one stands beside a sentence that does.
    question = "rye bakery"
    beside, elsewhere = "It opens at six.", "a pinch of salt"
    hits = Retriever(index, encoder, Weights(0, 1, 0, 1)).retrieve(question, 20)
    scores = {hit.passage.text: hit.score for hit in hits}
    assert scores[beside] > scores.get(elsewhere, -10)
    hits = Retriever(index, encoder, Weights(0, 1, 0, 0)).retrieve(question, 20)
    alone = {hit.passage.text: hit.score for hit in hits}
    assert alone[beside] == alone.get(elsewhere, alone[beside])


def test_hits_come_best_first_each_once_with_the_real_cosine(
    retriever: Retriever, index: Index, encoder: FakeEncoder
) -> None:
    question = "Which storm cracked the pillars of the bridge?"
    hits = retriever.retrieve(question, 100)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.passage for hit in hits}) == len(hits) <= len(index)
    for hit in hits:
        cosine = float(encoder.encode([hit.passage.text])[0] @ encoder.encode([question])[0])
        assert hit.similarity == pytest.approx(cosine, abs=1e-5)


def test_the_evidence_is_z_scores_over_all_texts(index: Index, encoder: FakeEncoder) -> None:
    vector = encoder.encode(["old bridge mill"])
    evidence = gather(index, vector, "old bridge mill", pool=2)
    cosines = index.sentences.vectors @ vector[0]
    bm25 = index.paragraphs.lexical.scores("old bridge mill")
    around = index.paragraph_of[evidence.passages]
    expected = (cosines[evidence.passages] - cosines.mean()) / cosines.std()
    np.testing.assert_allclose(evidence.sentence_dense, expected, atol=1e-4)
    np.testing.assert_allclose(evidence.paragraph_lexical, (bm25[around] - bm25.mean()) / bm25.std(), atol=1e-4)


@pytest.mark.parametrize("question", ["", " \n\t", "\x00\x01\x1f", "\u200b?!", "…"])
def test_a_question_without_words_finds_nothing(retriever: Retriever, question: str) -> None:
    assert retriever.retrieve(question) == []


@pytest.mark.parametrize("k", [0, -1])
def test_no_hits_are_given_where_none_are_asked_for(retriever: Retriever, k: int) -> None:
    assert retriever.retrieve("bridge", k) == []


def test_a_question_no_document_has_a_word_of_still_gets_the_nearest(retriever: Retriever) -> None:
    hits = retriever.retrieve("zebra", 3)
    assert len(hits) == 3
    assert np.isfinite([hit.score for hit in hits]).all()


def test_an_empty_index_finds_nothing(tmp_path: Path, seeds: Path, encoder: FakeEncoder) -> None:
    shutil.rmtree(seeds / "deep")
    (seeds / "bridge.txt").write_text("...")
    index, _ = update(seeds, tmp_path / "index", encoder)
    encoder.encoded.clear()
    assert Retriever(index, encoder).retrieve("bridge") == []
    assert encoder.encoded == []


def test_an_index_of_one_sentence_finds_it(tmp_path: Path, encoder: FakeEncoder) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.txt").write_text("Bread is sold here.")
    index, _ = update(tmp_path / "one", tmp_path / "index", encoder)
    (hit,) = Retriever(index, encoder).retrieve("bread")
    assert np.isfinite(hit.score)


@pytest.mark.parametrize("size", [100_000, 2_000_000])
def test_of_a_very_long_question_the_beginning_and_the_end_are_read(
    retriever: Retriever, encoder: FakeEncoder, size: int
) -> None:
    encoder.encoded.clear()
    hits = retriever.retrieve("zebra " * (size // 6) + "When was the old bridge built in 1904?", 1)
    assert max(map(len, encoder.encoded)) <= 1001
    assert hits[0].passage.text == "The old bridge was built in 1904."


def test_the_same_question_gets_the_same_hits(retriever: Retriever, index: Index) -> None:
    other = Retriever(index, FakeEncoder())
    assert retriever.retrieve("the mill and the bridge") == other.retrieve("the mill and the bridge")


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(qa.retrieve).failed == 0


def test_control_characters_count_as_space() -> None:
    assert readable("\x00Who\u0007 closed\r\nit?\x7f") == "Who closed it?"


def test_a_measure_is_found_by_its_noun_too(tmp_path: Path, encoder: FakeEncoder) -> None:
    sheet = "The pump is blue.\n\nThe pump is quiet.\n\nWeight: 13.6 kg\n\nDepth: 8 m\n\nThe pump has feet.\n"
    (tmp_path / "sheets").mkdir()
    (tmp_path / "sheets" / "pump.txt").write_text(sheet, "utf-8")
    retriever = Retriever(update(tmp_path / "sheets", tmp_path / "sheet-index", encoder)[0], encoder)
    assert "Weight: 13.6 kg" in [hit.passage.text for hit in retriever.retrieve("How much does the pump weigh?", 4)]
    assert "Depth: 8 m" in [hit.passage.text for hit in retriever.retrieve("How deep is the pump?", 4)]
