import pytest
from fake_encoder import FakeEncoder

from index.build import update
from index.store import Index
from qa.words.names import names

TEXT = (
    "The mill at Ostby was sold to Nils Berg in 1904. Later the May floods reached Ostby. "
    "Nobody may cross the bridge. In May it may rain."
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("names")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "a.txt").write_text(TEXT, "utf-8")
    return update(folder / "seeds", folder / "index", FakeEncoder())[0]


def test_names_are_known_however_the_question_writes_them(index: Index) -> None:
    assert names("who sold the mill at ostby to nils", index) == {"ostbi", "nil"}


def test_years_count_as_names(index: Index) -> None:
    assert names("What was sold in 1904?", index) == {"1904"}


def test_what_no_document_has_is_a_name_where_the_question_writes_it_so(index: Index) -> None:
    assert names("When did Harald sell the Mill?", index) == {"harald"}
    assert names("when did harald sell the mill", index) == frozenset()


def test_a_word_that_is_mostly_written_small_is_none(index: Index) -> None:
    assert names("who may cross", index) == frozenset()


def test_the_first_word_is_none_for_its_capital(index: Index) -> None:
    assert names("Photosynthesis happens where?", index) == frozenset()


def test_a_word_without_a_meaning_of_its_own_is_none_for_its_capital(index: Index) -> None:
    assert names("What may I do After it?", index) == frozenset()
