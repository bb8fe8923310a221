from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st

from index.build import update
from index.store import Index
from qa.spelling import Near, Spelling

TEXT = (
    "Mayor Katarzyna Wojciechowska opened the aqueduct at Dnipropetrovsk. Her deputy, Mr. Khrennikov, praised it.\n"
    "The aqueduct carries drinking water. Hussein Aliyev drew the plans, and Grünwald paid. McAllister objected.\n"
    "Edwin Lacey fishes in the River Tarse with Daniel Holt. Tunde Adeyemi sells ceramics.\n"
)


def _index(folder: Path, text: str) -> Index:
    (folder / "seeds").mkdir()
    (folder / "seeds" / "a.txt").write_text(text, "utf-8")
    return update(folder / "seeds", folder / "index", FakeEncoder())[0]


@pytest.fixture(scope="module")
def spelling(tmp_path_factory: pytest.TempPathFactory) -> Spelling:
    return Spelling(_index(tmp_path_factory.mktemp("spelling"), TEXT))


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("Who is Aliev?", "Who is Aliyev?"),
        ("what did huseyn aliev draw", "what did Hussein Aliyev draw"),
        ("Where is Dnepropetrovsk?", "Where is Dnipropetrovsk?"),
        ("Who is Wojciehowska?", "Who is Wojciechowska?"),
        ("what did grunwalt pay for", "what did Grünwald pay for"),
        ("Aliev's plans", "Aliyev's plans"),
        ("When was the aquaduct opened?", "When was the aqueduct opened?"),
        ("Did mcalister object?", "Did McAllister object?"),
        ("where does edwin lacy fish", "where does edwin Lacey fish"),
        ("who fishes in the river Tars?", "who fishes in the river Tarse?"),
        ("what does adeyemy sell", "what does Adeyemi sell"),
        ("who sells cermics", "who sells ceramics"),
    ],
)
def test_a_misspelt_word_is_read_as_the_documents_spell_it(spelling: Spelling, asked: str, read: str) -> None:
    assert spelling.read(asked).question == read


def test_what_was_assumed_is_told(spelling: Spelling) -> None:
    assert spelling.read("Did Aliev, or Aliev and Khrenikov, come?").assumed == (
        ("Aliev", "Aliyev"),
        ("Khrenikov", "Khrennikov"),
    )


@pytest.mark.parametrize(
    "question",
    [
        "What is the population?",
        "Who opened the aqueducts?",
        "What did Mr. Alien say about drains and carrots?",
        "Did Oliver or Marina praise the plane?",
        "HP-45, 24-03 and X2000?",
        "水道橋は？",
        "",
        "?!",
        "a" * 1_000,
    ],
)
def test_what_is_known_or_ordinary_or_like_nothing_stays_as_it_is(spelling: Spelling, question: str) -> None:
    assert spelling.read(question) == (question, ())


@given(question=st.text())
def test_only_what_is_told_is_changed(spelling: Spelling, question: str) -> None:
    read = spelling.read(question)
    assert (read.question == question) == (not read.assumed)


def test_without_documents_nothing_is_changed(tmp_path: Path) -> None:
    assert Spelling(_index(tmp_path, "")).read("Who is Aliev?") == ("Who is Aliev?", ())


@given(st.lists(st.text("abcde", min_size=4, max_size=9), max_size=30), st.text("abcde", min_size=4, max_size=9))
def test_words_that_are_near_are_as_near_as_is_said(vocabulary: list[str], word: str) -> None:
    found = Near(vocabulary).within(word, 2)
    assert set(found) <= set(vocabulary)
    assert all(0 <= slips <= 2 for slips in found.values())
    assert (word in vocabulary) == (found.get(word) == 0)
