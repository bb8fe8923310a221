import errno
from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder

from index.journal import JOURNAL, Journal

TEXTS = ["one bridge", "two mills", "three loaves", "four \ud800 halves", "five"]


def written(folder: Path, encoder: FakeEncoder) -> Path:
    with Journal(folder, encoder) as journal:
        journal.add(TEXTS[:2], encoder.encode(TEXTS[:2]))
        journal.add(TEXTS[2:4], encoder.encode(TEXTS[2:4]))
        journal.add(TEXTS[4:], encoder.encode(TEXTS[4:]))
    return folder / JOURNAL


def assert_right(journal: Journal, encoder: FakeEncoder) -> int:
    """Every vector it knows is the text's own; returns how many it knows."""
    found = {text: vector for text in TEXTS if (vector := journal.get(text)) is not None}
    for text, vector in found.items():
        np.testing.assert_array_equal(vector, encoder.encode([text])[0])
    return len(found)


def test_what_was_added_is_known_after_opening_again(tmp_path: Path, encoder: FakeEncoder) -> None:
    written(tmp_path, encoder)
    with Journal(tmp_path, encoder) as journal:
        assert len(journal) == assert_right(journal, encoder) == 5
        assert journal.get("never added") is None


def test_a_record_cut_anywhere_is_dropped_and_the_ones_before_it_stay(tmp_path: Path, encoder: FakeEncoder) -> None:
    path = written(tmp_path, encoder)
    whole = path.read_bytes()
    known = []
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        with Journal(tmp_path, encoder) as journal:
            known.append(assert_right(journal, encoder))
            journal.add(["after"], encoder.encode(["after"]))
        with Journal(tmp_path, encoder) as journal:
            assert journal.get("after") is not None
            assert assert_right(journal, encoder) == known[-1]
    assert known == sorted(known)
    assert set(known) == {0, 2, 4}


def test_a_flipped_bit_anywhere_never_gives_a_wrong_vector(tmp_path: Path, encoder: FakeEncoder) -> None:
    path = written(tmp_path, encoder)
    whole = path.read_bytes()
    for place in range(0, len(whole), 5):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << place % 8]) + whole[place + 1 :])
        with Journal(tmp_path, encoder) as journal:
            assert assert_right(journal, encoder) < 5


@pytest.mark.parametrize("other", [FakeEncoder("other"), FakeEncoder(dimension=32)], ids=["name", "dimension"])
def test_vectors_of_another_encoder_are_not_known(tmp_path: Path, encoder: FakeEncoder, other: FakeEncoder) -> None:
    written(tmp_path, encoder)
    with Journal(tmp_path, other) as journal:
        assert len(journal) == 0
        journal.add(["five"], other.encode(["five"]))
    with Journal(tmp_path, other) as journal:
        assert len(journal) == 1


class Full:
    """A file on a disk that has no more room."""

    def __init__(self, file: object) -> None:
        self._file = file

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)

    def write(self, data: memoryview) -> int:
        self._file.write(data[:10])  # type: ignore[attr-defined]
        raise OSError(errno.ENOSPC, "No space left on device")


def test_on_a_full_disk_it_keeps_what_it_has_and_says_nothing(tmp_path: Path, encoder: FakeEncoder) -> None:
    size = written(tmp_path, encoder).stat().st_size
    with Journal(tmp_path, encoder) as journal:
        journal._file = Full(journal._file)  # type: ignore[assignment]
        journal.add(["six"], encoder.encode(["six"]))
        journal.add(["seven"], encoder.encode(["seven"]))
    assert (tmp_path / JOURNAL).stat().st_size == size
    with Journal(tmp_path, encoder) as journal:
        assert assert_right(journal, encoder) == 5
