import doctest
from pathlib import Path

import pytest

import index.lexical
from index.lexical import Lexical, terms, words

TEXTS = ["The missiles hit the airliner.", "Bread is sold here.", "", "A missile, and bread."]


@pytest.fixture
def lexical() -> Lexical:
    return Lexical.build(TEXTS, k1=1.5, b=0.75)


def test_scores_every_text_and_finds_other_forms_of_a_word(lexical: Lexical) -> None:
    scores = lexical.scores("Which missile was it?")
    assert scores.shape == (4,)
    assert (scores > 0).tolist() == [True, False, False, True]
    assert scores[3] > scores[0]


@pytest.mark.parametrize("question", ["", "the of", "zebra", "?!", "\x00"])
def test_a_question_without_known_words_scores_zero(lexical: Lexical, question: str) -> None:
    assert lexical.scores(question).tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("texts", [[], ["", " "], ["the of"]], ids=["none", "empty", "stopwords"])
def test_texts_without_words_are_searched_in_vain(tmp_path: Path, texts: list[str]) -> None:
    lexical = Lexical.build(texts, k1=1.5, b=0.75)
    lexical.save(tmp_path / "x")
    for one in (lexical, Lexical.load(tmp_path / "x", len(texts))):
        assert one.scores("bread").tolist() == [0] * len(texts)
        assert one.vocabulary == frozenset()
        assert one.missing("bread") == ("bread",)


def test_what_is_saved_scores_the_same(tmp_path: Path, lexical: Lexical) -> None:
    lexical.save(tmp_path / "x")
    loaded = Lexical.load(tmp_path / "x", len(TEXTS))
    assert loaded.scores("missile bread").tolist() == lexical.scores("missile bread").tolist()
    assert loaded.vocabulary == lexical.vocabulary == {"missil", "hit", "airlin", "bread", "sold", "here"}


def test_words_no_text_has_are_told_as_they_were_asked(lexical: Lexical) -> None:
    assert lexical.missing("Did the zebras sell Missiles or zebras?") == ("zebras", "sell")


def test_accents_and_curly_apostrophes_do_not_matter() -> None:
    assert terms("chargé d’affaires") == terms("charge d'affaires")


def test_characters_of_languages_without_spaces_are_words() -> None:
    assert words("東京 is big") == ["東", "京", "big"]


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(index.lexical).failed == 0
