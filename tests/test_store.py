import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder

import index.store
from index.build import update
from index.errors import DamagedIndexError, IndexFormatError, MissingIndexError
from index.store import Index, empty_flat, load, rows, save


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def built(seeds: Path, folder: Path, encoder: FakeEncoder) -> Index:
    return update(seeds, folder, encoder)[0]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_loaded_is_what_was_saved(built: Index, folder: Path) -> None:
    loaded = load(folder)
    assert loaded.documents == built.documents
    assert loaded.passages == built.passages
    assert loaded.manifest == built.manifest
    for layer in ("sentences", "paragraphs"):
        one, other = getattr(loaded, layer), getattr(built, layer)
        assert one.vectors.tolist() == other.vectors.tolist()
        assert one.lexical.scores("bridge bread").tolist() == other.lexical.scores("bridge bread").tolist()


def test_every_passage_knows_its_row_and_its_paragraph(built: Index, encoder: FakeEncoder) -> None:
    for row, passage in enumerate(built.passages):
        assert float(built.sentences.vectors[row] @ encoder.encode([passage.text])[0]) == pytest.approx(1, abs=1e-5)
        around = built.paragraphs.vectors[built.paragraph_of[row]]
        assert float(around @ encoder.encode([passage.paragraph])[0]) == pytest.approx(1, abs=1e-5)


def test_the_nearest_is_found_with_its_real_cosine(built: Index, encoder: FakeEncoder) -> None:
    question = encoder.encode(["old bridge 1904"])
    best = built.sentences.nearest(question, 3)
    cosines = built.sentences.vectors @ question[0]
    assert best.tolist() == np.argsort(-cosines)[:3].tolist()
    assert built.passages[best[0]].text == "The old bridge was built in 1904."
    assert float(cosines[best[0]]) == pytest.approx(float(cosines.max()))


def test_the_spread_is_that_of_all_similarities(built: Index, encoder: FakeEncoder) -> None:
    question = encoder.encode(["where is the mill"])
    cosines = built.sentences.vectors @ question[0]
    assert built.sentences.spread(question) == pytest.approx((cosines.mean(), cosines.std()), abs=1e-5)


def test_a_flat_index_is_filled_in_place() -> None:
    flat = empty_flat(3, 2)
    rows(flat)[:] = np.eye(3, 2)
    scores, numbers = flat.search(np.array([[0, 1]], dtype=np.float32), 1)
    assert (scores.tolist(), numbers.tolist()) == ([[1.0]], [[1]])
    assert rows(empty_flat(0, 2)).shape == (0, 2)


def test_no_index_is_told_from_a_damaged_one(folder: Path) -> None:
    with pytest.raises(MissingIndexError, match="no index"):
        load(folder)
    folder.mkdir()
    with pytest.raises(MissingIndexError):
        load(folder)


def data_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("data-*/**/*") if path.is_file())


@pytest.mark.usefixtures("built")
def test_one_altered_byte_in_any_file_is_noticed(folder: Path) -> None:
    files = [*data_files(folder), folder / "manifest.json"]
    assert len(files) == 15
    for path in files:
        before = path.read_bytes()
        middle = len(before) // 2
        path.write_bytes(before[:middle] + bytes([before[middle] ^ 1]) + before[middle + 1 :])
        with pytest.raises(DamagedIndexError):
            load(folder)
        path.write_bytes(before)
    load(folder)


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("harm", ["removed", "cut short", "added"])
def test_a_missing_shortened_or_surplus_file_is_noticed(folder: Path, harm: str) -> None:
    path = data_files(folder)[0]
    if harm == "removed":
        path.unlink()
    elif harm == "cut short":
        path.write_bytes(path.read_bytes()[:-1])
    else:
        path.with_name("surplus").touch()
    with pytest.raises(DamagedIndexError):
        load(folder)


@pytest.mark.usefixtures("built")
def test_an_index_of_a_newer_version_is_named_and_left_alone(seeds: Path, folder: Path, encoder: FakeEncoder) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "version": 99}))
    before = contents(folder)
    with pytest.raises(IndexFormatError, match="newer version"):
        load(folder)
    with pytest.raises(IndexFormatError, match="newer version"):
        update(seeds, folder, encoder)
    assert contents(folder) == before


def test_a_file_in_place_of_the_folder_is_named_and_left_alone(seeds: Path, folder: Path, encoder: FakeEncoder) -> None:
    folder.write_text("precious")
    with pytest.raises(IndexFormatError, match="is a file"):
        update(seeds, folder, encoder)
    with pytest.raises(IndexFormatError, match="is a file"):
        load(folder)
    assert folder.read_text() == "precious"


@pytest.mark.parametrize("manifest", [None, "{}", "not json", '{"format": "something else"}'])
def test_a_folder_of_someone_elses_is_named_and_left_alone(
    seeds: Path, folder: Path, encoder: FakeEncoder, manifest: str | None
) -> None:
    folder.mkdir()
    (folder / "thesis.docx").write_text("precious")
    if manifest is not None:
        (folder / "manifest.json").write_text(manifest)
    before = contents(folder)
    with pytest.raises(IndexFormatError, match=r"other files \(thesis.docx\)"):
        update(seeds, folder, encoder)
    assert contents(folder) == before


def test_the_documents_folder_is_not_taken_for_an_index(seeds: Path, encoder: FakeEncoder) -> None:
    with pytest.raises(IndexFormatError, match="other files"):
        update(seeds, seeds, encoder)


@pytest.mark.usefixtures("built")
def test_a_file_put_beside_an_index_survives_updates(seeds: Path, folder: Path, encoder: FakeEncoder) -> None:
    (folder / "note.md").write_text("precious")
    (seeds / "new.txt").write_text("New.")
    update(seeds, folder, encoder)
    assert (folder / "note.md").read_text() == "precious"


@pytest.mark.usefixtures("built")
def test_an_unreadable_manifest_is_named_and_left_alone(seeds: Path, folder: Path, encoder: FakeEncoder) -> None:
    (folder / "manifest.json").unlink()
    (folder / "manifest.json").mkdir()
    with pytest.raises(IndexFormatError, match="cannot be read"):
        update(seeds, folder, encoder)


def test_a_folder_that_cannot_be_made_is_named(seeds: Path, tmp_path: Path, encoder: FakeEncoder) -> None:
    (tmp_path / "file").write_text("precious")
    with pytest.raises(IndexFormatError, match="cannot be written"):
        update(seeds, tmp_path / "file" / "index", encoder)


def test_a_full_disk_is_named_and_the_old_index_stays(
    built: Index, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index.store, "_to_disk", full)
    with pytest.raises(IndexFormatError, match="No space left"):
        save(built, folder)
    monkeypatch.undo()
    assert load(folder).manifest == built.manifest
    assert len(list(folder.glob("data-*"))) == 1


def test_the_old_data_goes_only_when_the_new_index_stands(built: Index, folder: Path) -> None:
    again = save(built, folder)
    assert [path.name for path in folder.glob("data-*")] == [again.manifest.data]
    assert again.manifest.data != built.manifest.data


def test_a_reader_survives_that_the_index_is_replaced_under_it(
    built: Index, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading: Callable[[Path], index.store.Manifest] = index.store._read_manifest
    calls = []

    def replaced_meanwhile(place: Path) -> index.store.Manifest:
        manifest = reading(place)
        calls.append(manifest)
        if len(calls) == 2:  # after the reader has its manifest, before it opens the data
            save(built, folder)
        return manifest

    monkeypatch.setattr(index.store, "_read_manifest", replaced_meanwhile)
    assert load(folder).passages == built.passages


def test_nothing_but_the_index_is_in_its_folder(built: Index, folder: Path) -> None:
    assert set(os.listdir(folder)) == {"manifest.json", "lock", built.manifest.data}
