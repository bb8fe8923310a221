import random
from pathlib import Path

import pytest

from training.polarity import FOLDER, HELD_OUT, LABELS, NEITHER, read_texts, shown

TEXT = """
== a hut
The hut has a stove. There is no shower. Dogs sleep in the shed.
? Is there a stove? | y | has a stove
? can i shower | n | no shower
? Is there a sauna? | u
"""


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    (tmp_path / "made.txt").write_text(TEXT, "utf-8")
    return tmp_path / "made.txt"


def test_a_question_knows_the_sentence_that_settles_it(asked: Path) -> None:
    stove, shower, sauna = read_texts(asked)
    assert (stove.here, shower.here, sauna.here) == (0, 1, None)
    assert [one.label for one in (stove, shower, sauna)] == list(LABELS.values())


def test_what_is_shown_holds_what_settles_the_question_or_settles_nothing(asked: Path) -> None:
    for seed in range(50):
        for one in read_texts(asked):
            for _, text, label in shown(one, random.Random(seed)):
                settled = one.here is not None and one.part(one.here, one.here) in text
                assert text in one.text
                assert label == (one.label if settled else NEITHER)


@pytest.mark.parametrize("line", ["? Is it? | y", "? Is it? | u | has a stove", "? Is it? | n | a sauna", "? Is it?"])
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "made.txt").write_text(f"== a hut\nThe hut has a stove.\n{line}\n", "utf-8")
    with pytest.raises(ValueError, match=r"made\.txt"):
        list(read_texts(tmp_path / "made.txt"))


def test_every_written_question_is_read() -> None:
    written = [one for path in sorted(FOLDER.glob("*.txt")) for one in read_texts(path)]
    held_out = list(read_texts(HELD_OUT))
    assert {one.text for one in written}.isdisjoint(one.text for one in held_out)
    assert all((one.here is None) == (one.label == NEITHER) for one in [*written, *held_out])
