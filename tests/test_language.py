from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st

from index.build import update
from qa.words.language import Languages, language_of, languages, note

ENGLISH = (
    "The ferry to Ardvik leaves at noon, and it takes an hour. Captain De Vries has been at the wheel since 1990.\n"
    "There is a café on board, which was named after the poet Il Conte.\n"
)
GERMAN = (
    "Die Fähre nach Ardvik fährt um zwölf Uhr ab, und sie braucht eine Stunde. Kapitän De Vries ist seit 1990 dabei.\n"
    "Auf dem Schiff gibt es ein Café, das nach einem Dichter benannt wurde.\n"
)


def _languages(folder: Path, *texts: str) -> Languages:
    (folder / "seeds").mkdir()
    for number, text in enumerate(texts):
        (folder / "seeds" / f"{number}.txt").write_text(text, "utf-8")
    return Languages(update(folder / "seeds", folder / "index", FakeEncoder())[0])


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Languages:
    return _languages(tmp_path_factory.mktemp("english"), ENGLISH)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wann fährt die Fähre?", "German"),
        ("qui est le capitaine", "French"),
        ("¿A qué hora sale el barco?", "Spanish"),
        ("Kto jest kapitanem?", "Polish"),
        ("Vapur ne zaman kalkıyor?", "Turkish"),
        ("Когда отходит паром?", "Russian"),
        ("Коли відходить пором?", "Ukrainian"),
        ("Πότε φεύγει το πλοίο;", "Greek"),
        ("フェリーはいつ出ますか", "Japanese"),
        ("渡轮几点开？", "Chinese"),
        ("متى تغادر العبارة؟", "Arabic"),
    ],
)
def test_another_language_is_told(english: Languages, question: str, language: str) -> None:
    assert english.foreign(question) == language


@pytest.mark.parametrize(
    "question",
    [
        "When does the ferry leave?",
        "de vries wheel since",
        "Captain De Vries",
        "il conte poet",
        "wat time dose teh fery leeve",
        "ferry ardvik hour",
        "café name",
        "Was sind the opening hours",
        "Who painted La Maja de Goya?",
        "menu a la carte price",
        "What does «Wann wird es Tag» mean?",
        "mañana",
        "Привет means what in English, and who says it on board?",
        "1990?",
        "",
    ],
)
def test_names_typos_and_keywords_are_no_other_language(english: Languages, question: str) -> None:
    assert english.foreign(question) is None


def test_it_is_the_documents_that_say_what_is_foreign(tmp_path: Path) -> None:
    german = _languages(tmp_path, GERMAN)
    assert german.documents == ("German",)
    assert german.foreign("Wann fährt die Fähre?") is None
    assert german.foreign("When does the boat leave and who steers it?") == "English"


def test_with_documents_in_two_languages_neither_is_foreign(tmp_path: Path) -> None:
    both = _languages(tmp_path, ENGLISH, GERMAN)
    assert both.foreign("Wer ist der Kapitän?") is None
    assert both.foreign("When does the boat leave and who steers it?") is None
    assert both.foreign("Où est le capitaine ?") == "French"
    assert both.note("French").startswith("This question seems to be in French; the documents are in others")


def test_without_documents_nothing_is_foreign(tmp_path: Path) -> None:
    assert _languages(tmp_path).foreign("Wann fährt die Fähre?") is None


@given(question=st.text())
def test_no_question_is_too_strange(english: Languages, question: str) -> None:
    assert english.foreign(question) != "English"


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "English"), (GERMAN, "German"), ("12 34", None), ("", None)])
def test_the_language_of_a_text(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_every_language_has_words_that_stand_in_no_name() -> None:
    assert len(languages()) > 30
    assert all(len(little.sure) > 15 for little in languages().values())


def test_the_note_names_both_languages() -> None:
    assert "German" in note("German", "English")
    assert "English" in note("German", "English")
