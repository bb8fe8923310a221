"""The texts that are written with questions and all their answers."""

from pathlib import Path

from training.texts import WRITTEN, read_folder, read_texts

FILE = """# Two sets.

==
-- Police report 44/7
A van hit a wall.

- one was hurt
? who was hurt
? what hit the wall | A van
==
-- one
It was at six.
-- two
It was at seven.
! when was it | six | seven
"""


def test_a_set_has_its_texts_and_questions() -> None:
    report, accounts = read_texts(FILE)
    assert report.documents[0].text == "A van hit a wall.\n\n- one was hurt\n"
    assert "/" not in report.documents[0].source
    assert [(asked.question, asked.answers) for asked in report.asked] == [
        ("who was hurt", ()),
        ("what hit the wall", ("A van",)),
    ]
    assert [document.source for document in accounts.documents] == ["one.txt", "two.txt"]
    assert accounts.asked[0].differing
    assert not report.asked[0].differing


def test_every_answer_that_was_written_is_in_its_texts() -> None:
    sets = [texts for folder in ("several", "lists") for texts in read_folder(WRITTEN / folder)]
    assert len(sets) > 100
    for texts in sets:
        assert len({document.source for document in texts.documents}) == len(texts.documents)
        held = [document.text for document in texts.documents]
        for asked in texts.asked:
            assert all(any(answer in text for text in held) for answer in asked.answers), asked


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.txt").write_text(f"# one\n\n==\n-- {name}\nText.\n? who\n", "utf-8")
    assert [texts.documents[0].source for texts in read_folder(tmp_path)] == ["a.txt", "b.txt"]
