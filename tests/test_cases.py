import hashlib
from pathlib import Path

import pytest

from evaluation.cases import CaseSet, facts, left_out, open_domain
from evaluation.datasets import Collection, Half, Question, write_documents
from index.documents import read_library
from index.records import Document


def document(source: str) -> Document:
    text = f"{source} fell in 1904. {source} rose in 1920."
    return Document(source, text, hashlib.sha256(text.encode()).hexdigest())


DOCUMENTS = tuple(document(f"{letter}.txt") for letter in "abcdef")
COLLECTION = Collection(
    "made",
    DOCUMENTS,
    tuple(
        Question(
            f"{each.source}-{number}",
            f"When did {each.source} fall?",
            each.source,
            (0, len(each.text)),
            ((each.text.index("1904"), each.text.index("1904") + 4),),
            (Half.DEV, Half.TEST)[place % 2],
        )
        for place, each in enumerate(DOCUMENTS)
        for number in range(5)
    ),
)


@pytest.mark.parametrize("half", Half)
def test_left_out_questions_are_never_asked_of_their_own_article(half: Half) -> None:
    sets = list(left_out(COLLECTION, half, each=3))
    assert len(sets) == 3
    source_of = {question.id: question.source for question in COLLECTION.questions}
    half_of = {question.source: question.half for question in COLLECTION.questions}
    for cases in sets:
        there = {document.source for document in cases.documents}
        assert there
        assert {half_of[source] for source in there} == {half}
        assert len(cases.cases) == 3
        for case in cases.cases:
            assert source_of[case.id] not in there
            assert half_of[source_of[case.id]] is half
            assert not case.answers
            assert not case.places


@pytest.mark.parametrize("half", Half)
def test_open_questions_are_asked_of_all_documents_with_their_gold_word_for_word(half: Half) -> None:
    cases = open_domain(COLLECTION, half)
    assert cases.documents == DOCUMENTS
    assert len(cases.cases) == 15
    assert {case.half for case in cases.cases} == {half}
    assert_gold_is_verbatim(cases)


@pytest.mark.parametrize(("most", "asked"), [(0, 0), (4, 4), (15, 15), (99, 15), (None, 15)])
def test_a_sample_is_of_the_size_asked_for_and_always_the_same(most: int | None, asked: int) -> None:
    drawn, again = (open_domain(COLLECTION, Half.DEV, most).cases for _ in range(2))
    assert len({case.id for case in drawn}) == asked
    assert drawn == again


def test_our_own_questions_have_their_evidence_word_for_word_and_an_id_each() -> None:
    sets = list(facts())
    cases = [case for each in sets for case in each.cases]
    assert len({case.id for case in cases}) == len(cases) > 100
    assert {case.half for case in cases} == set(Half)
    for each in sets:
        assert len(each.documents) == 1
        assert_gold_is_verbatim(each)
        for case in each.cases:
            assert bool(case.answers) == bool(case.places)


def test_evidence_is_placed_in_the_file_that_is_asked(tmp_path: Path) -> None:
    for number, each in enumerate(facts()):
        write_documents(each.documents, tmp_path / str(number))
        (read,) = read_library(tmp_path / str(number)).documents
        assert {source for case in each.cases for source, _, _ in case.places} == {read.source}


def assert_gold_is_verbatim(cases: CaseSet) -> None:
    """One gold answer at least stands where it is said to; others may be other ways to say it."""
    texts = {document.source: document.text for document in cases.documents}
    for case in cases.cases:
        said = [texts[source][start:end] for source, start, end in case.places]
        assert not case.answers or any(answer in place for answer in case.answers for place in said)
