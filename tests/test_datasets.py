import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.datasets import Collection, Half, halves, load_qed, load_squad, write_documents
from index.documents import read_library

TITLES = ["Mill", "Bridge", "Ålesund/../etc", "Bakery"]


def paragraph(title: str, number: int) -> dict[str, Any]:
    context = f"  {title} number {number} was built in 19{number:02}, and painted in 19{number:02} too."
    year = f"19{number:02}"
    spots = [context.index(year), context.rindex(year)]
    answers = [{"answer_start": spot, "text": year} for spot in (*spots, spots[0])]
    asked = {"id": f"{title}-{number}", "question": f" When was {title} {number} built? ", "answers": answers}
    unsaid = {"id": f"{title}-{number}-none", "question": "Who?", "answers": []}
    return {"context": context, "qas": [asked, unsaid]}


@pytest.fixture
def squad(tmp_path: Path) -> Collection:
    articles = [{"title": title, "paragraphs": [paragraph(title, n) for n in (1, 2, 3)]} for title in TITLES]
    path = tmp_path / "made.json"
    path.write_text(json.dumps({"data": articles}), "utf-8")
    return load_squad(path)


@pytest.fixture
def qed(tmp_path: Path) -> Collection:
    rows = []
    for number in range(40):
        text = f"The tower {number} , which is 7{number % 10} feet high , fell ."
        start = text.index("is 7") + 3
        said = [{"start": start, "end": start + 2}] if number else []
        rows.append(
            {
                "example_id": number,
                "title_text": f"Tower {number % 3}",
                "paragraph_text": text,
                "question_text": f"how high is tower {number}",
                "original_nq_answers": [said, [*said]],
            }
        )
    path = tmp_path / "made.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return load_qed(path)


@pytest.fixture(params=["squad", "qed"])
def collection(request: pytest.FixtureRequest) -> Collection:
    made: Collection = request.getfixturevalue(request.param)
    return made


def test_gold_answers_stand_word_for_word_in_the_paragraph_asked_about(collection: Collection) -> None:
    texts = {document.source: document.text for document in collection.documents}
    assert collection.questions
    for question in collection.questions:
        text = texts[question.source]
        assert question.text == question.text.strip()
        assert question.gold
        assert len(set(question.gold)) == len(question.gold)
        for start, end in question.gold:
            assert question.paragraph[0] <= start < end <= question.paragraph[1]
            assert text[start:end].isdigit()


def test_the_halves_share_no_question_and_leave_none_out(collection: Collection) -> None:
    split = halves(collection.questions)
    ids = {half: {question.id for question in split[half]} for half in Half}
    assert ids[Half.DEV]
    assert ids[Half.TEST]
    assert not ids[Half.DEV] & ids[Half.TEST]
    assert len(ids[Half.DEV]) + len(ids[Half.TEST]) == len(collection.questions)


def test_the_halves_of_a_squad_file_share_no_article(squad: Collection) -> None:
    split = halves(squad.questions)
    dev, test = ({question.source for question in split[half]} for half in Half)
    assert not dev & test
    assert {source.partition("-")[0] for source in dev} == {"Bakery", "Mill"}


def test_questions_that_nothing_answers_are_left_out(squad: Collection, qed: Collection) -> None:
    assert len(squad.questions) == len(TITLES) * 3
    assert "0" not in {question.id for question in qed.questions}


def test_a_repeated_paragraph_is_in_the_document_once(tmp_path: Path) -> None:
    same = paragraph("Mill", 1)
    path = tmp_path / "twice.json"
    path.write_text(json.dumps({"data": [{"title": "Mill", "paragraphs": [same, same]}]}), "utf-8")
    assert [document.text for document in load_squad(path).documents] == [same["context"]]


def test_documents_are_written_inside_the_folder_and_read_back_the_same(collection: Collection, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    write_documents(collection.documents, folder)
    read = {document.source: document for document in read_library(folder).documents}
    assert read == {document.source: document for document in collection.documents}
    for document in collection.documents:
        assert document.fingerprint == hashlib.sha256(document.text.encode()).hexdigest()
