import multiprocessing
import os
import signal
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder

from index.build import Report, Shape, Upkeep, Watcher, update
from index.documents import Skipped
from index.encoder import Vectors
from index.errors import DocumentsError, StoppedError
from index.journal import JOURNAL
from index.store import Index, load, locked
from qa.retrieve import Retriever


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def first(seeds: Path, folder: Path, encoder: FakeEncoder) -> tuple[Index, Report]:
    made = update(seeds, folder, encoder)
    encoder.encoded.clear()
    return made


def stamps(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]}


def assert_same(one: Index, other: Index) -> None:
    assert one.passages == other.passages
    for layer in ("sentences", "paragraphs"):
        np.testing.assert_allclose(getattr(one, layer).vectors, getattr(other, layer).vectors, atol=1e-6)
        first, second = (getattr(index, layer).lexical.scores("bridge bread mill") for index in (one, other))
        np.testing.assert_allclose(first, second, atol=1e-6)


def test_the_first_time_everything_is_added(first: tuple[Index, Report]) -> None:
    index, report = first
    assert report.added == ("bridge.txt", "deep/bread.md")
    assert (report.changed, report.removed, report.unchanged, report.rebuilt) == ((), (), (), False)
    assert report.embedded > 0
    assert [p.text for p in index.passages[:2]] == [
        "The old bridge was built in 1904.",
        "It crosses the river Vorn near the mill.",
    ]


def test_where_nothing_changed_nothing_is_embedded_and_nothing_written(
    seeds: Path, folder: Path, encoder: FakeEncoder, first: tuple[Index, Report]
) -> None:
    before = stamps(folder)
    index, report = update(seeds, folder, encoder)
    assert report.unchanged == ("bridge.txt", "deep/bread.md")
    assert (report.embedded, encoder.encoded) == (0, [])
    assert stamps(folder) == before
    assert_same(index, first[0])


@pytest.mark.usefixtures("first")
def test_of_a_changed_file_only_the_new_sentences_are_embedded(seeds: Path, folder: Path, encoder: FakeEncoder) -> None:
    path = seeds / "bridge.txt"
    path.write_text(path.read_text().replace("in May", "in June"))
    index, report = update(seeds, folder, encoder)
    assert (report.changed, report.unchanged) == (("bridge.txt",), ("deep/bread.md",))
    assert sorted(encoder.encoded) == [
        "The mayor closed the bridge in June.",
        "The mayor closed the bridge in June. A storm had cracked two pillars.",
    ]
    assert_same(index, update(seeds, folder.with_name("fresh"), FakeEncoder())[0])
    assert_same(index, load(folder))


@pytest.mark.usefixtures("first")
def test_a_deleted_file_is_no_longer_served(seeds: Path, folder: Path, encoder: FakeEncoder) -> None:
    (seeds / "bridge.txt").unlink()
    index, report = update(seeds, folder, encoder)
    assert report.removed == ("bridge.txt",)
    assert encoder.encoded == []
    assert {p.document.source for p in index.passages} == {"deep/bread.md"}
    assert index.missing("bridge") == ("bridge",)
    assert_same(index, update(seeds, folder.with_name("fresh"), FakeEncoder())[0])


@pytest.mark.usefixtures("first")
def test_a_renamed_file_is_embedded_by_no_one(seeds: Path, folder: Path, encoder: FakeEncoder) -> None:
    (seeds / "bridge.txt").rename(seeds / "zebra.txt")
    index, report = update(seeds, folder, encoder)
    assert (report.added, report.removed, encoder.encoded) == (("zebra.txt",), ("bridge.txt",), [])
    assert_same(index, update(seeds, folder.with_name("fresh"), FakeEncoder())[0])


@pytest.mark.usefixtures("first")
def test_another_encoder_builds_anew(seeds: Path, folder: Path) -> None:
    other = FakeEncoder("other", dimension=32)
    index, report = update(seeds, folder, other)
    assert report.rebuilt
    assert index.sentences.vectors.shape[1] == 32
    assert len(set(other.encoded)) == report.embedded > 0


@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("shape", [Shape(window=50), Shape(k1=2.0), Shape(b=0.1)])
def test_another_shape_builds_anew(seeds: Path, folder: Path, encoder: FakeEncoder, shape: Shape) -> None:
    assert update(seeds, folder, encoder, shape)[1].rebuilt
    assert not update(seeds, folder, encoder, shape)[1].rebuilt


def test_a_damaged_index_is_built_anew_and_not_served(
    seeds: Path, folder: Path, encoder: FakeEncoder, first: tuple[Index, Report]
) -> None:
    path = next(folder.glob("data-*/sentences.npy"))
    path.write_bytes(path.read_bytes()[:-1] + b"\x7f")
    index, report = update(seeds, folder, encoder)
    assert report.rebuilt
    assert report.embedded == first[1].embedded
    assert_same(index, first[0])
    assert_same(load(folder), first[0])


@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("content", ["", "{", "{}", "[]", "null"])
def test_a_damaged_manifest_is_built_anew(seeds: Path, folder: Path, encoder: FakeEncoder, content: str) -> None:
    (folder / "manifest.json").write_text(content)
    assert update(seeds, folder, encoder)[1].rebuilt
    assert not update(seeds, folder, encoder)[1].rebuilt


def test_an_empty_folder_gives_an_index_without_passages(tmp_path: Path, folder: Path, encoder: FakeEncoder) -> None:
    (tmp_path / "empty").mkdir()
    index, report = update(tmp_path / "empty", folder, encoder)
    assert (len(index), report.added, encoder.encoded) == (0, (), [])
    assert len(load(folder)) == 0


def test_a_missing_folder_leaves_the_index_as_it_was(
    tmp_path: Path, folder: Path, encoder: FakeEncoder, first: tuple[Index, Report]
) -> None:
    with pytest.raises(DocumentsError):
        update(tmp_path / "nowhere", folder, encoder)
    assert_same(load(folder), first[0])


def test_what_is_left_out_is_reported_every_time(seeds: Path, folder: Path, encoder: FakeEncoder) -> None:
    (seeds / "empty.txt").touch()
    for _ in range(2):
        assert update(seeds, folder, encoder)[1].skipped == (Skipped("empty.txt", "it is empty"),)


def test_progress_is_told_from_none_to_all(seeds: Path, folder: Path, encoder: FakeEncoder) -> None:
    (seeds / "many.txt").write_text("\n".join(f"Sentence number {n}." for n in range(300)))
    told: list[tuple[int, int]] = []
    report = update(seeds, folder, encoder, progress=lambda done, total: told.append((done, total)))[1]
    assert told[0] == (0, report.embedded)
    assert told[-1] == (report.embedded, report.embedded)
    assert len(told) >= 4
    assert told == sorted(told)


def test_equal_texts_are_embedded_once(tmp_path: Path, folder: Path, encoder: FakeEncoder) -> None:
    (tmp_path / "twice").mkdir()
    for name, end in (("a.txt", ""), ("b.txt", "\n")):
        (tmp_path / "twice" / name).write_text(f"The same sentence.{end}")
    index, report = update(tmp_path / "twice", folder, encoder)
    assert (len(index), report.embedded, len(encoder.encoded)) == (2, 1, 1)


@pytest.mark.usefixtures("first")
def test_files_of_the_same_bytes_are_indexed_once_and_keep_their_names(
    seeds: Path, folder: Path, encoder: FakeEncoder
) -> None:
    bridge = (seeds / "bridge.txt").read_bytes()
    for name in ("again.txt", "deep/bridge.txt"):
        (seeds / name).write_bytes(bridge)
    index, report = update(seeds, folder, encoder)
    assert report.added == ("again.txt", "deep/bridge.txt")
    assert encoder.encoded == []
    assert [(d.source, d.also) for d in index.documents] == [
        ("again.txt", ("bridge.txt", "deep/bridge.txt")),
        ("deep/bread.md", ()),
    ]
    assert len([p for p in index.passages if "1904" in p.text]) == 1
    assert load(folder).documents == index.documents
    (seeds / "again.txt").unlink()
    index, report = update(seeds, folder, encoder)
    assert (report.removed, encoder.encoded) == (("again.txt",), [])
    assert (index.documents[0].source, index.documents[0].also) == ("bridge.txt", ("deep/bridge.txt",))


def test_the_same_bytes_under_another_kind_of_name_are_another_document(
    seeds: Path, folder: Path, encoder: FakeEncoder
) -> None:
    (seeds / "bridge.md").write_bytes((seeds / "bridge.txt").read_bytes())
    index = update(seeds, folder, encoder)[0]
    assert [(d.source, d.also) for d in index.documents][:2] == [("bridge.md", ()), ("bridge.txt", ())]


def ended_after(texts: int) -> Watcher:
    """Ends an update when so many texts are embedded."""
    told = [0]

    def embedding(done: int, total: int) -> None:
        told[0] = done

    return Watcher(embedding=embedding, stop=lambda: told[0] >= texts)


def test_an_update_that_is_stopped_goes_on_from_where_it_was(seeds: Path, folder: Path, encoder: FakeEncoder) -> None:
    (seeds / "many.txt").write_text("\n".join(f"Sentence number {n}." for n in range(1000)))
    with pytest.raises(StoppedError, match="goes on from there"):
        Upkeep(seeds, folder, encoder).update(ended_after(300))
    assert 300 <= len(before := set(encoder.encoded)) < 900
    encoder.encoded.clear()
    told: list[tuple[int, int]] = []
    index, report = update(seeds, folder, encoder, progress=lambda done, total: told.append((done, total)))
    assert told[0] == (len(before), len(before) + report.embedded)
    assert told[-1] == (told[0][1], told[0][1])
    assert before.isdisjoint(encoder.encoded)
    assert_same(index, update(seeds, folder.with_name("fresh"), FakeEncoder())[0])
    assert_same(index, load(folder))
    assert not (folder / JOURNAL).exists()


@pytest.mark.usefixtures("first")
def test_an_update_that_is_stopped_leaves_the_old_index(seeds: Path, folder: Path, encoder: FakeEncoder) -> None:
    old = load(folder)
    (seeds / "many.txt").write_text("\n".join(f"Sentence number {n}." for n in range(1000)))
    with pytest.raises(StoppedError):
        Upkeep(seeds, folder, encoder).update(ended_after(300))
    assert_same(load(folder), old)


def test_an_update_can_be_stopped_while_it_reads_or_waits(seeds: Path, folder: Path, encoder: FakeEncoder) -> None:
    with pytest.raises(StoppedError):
        Upkeep(seeds, folder, encoder).update(Watcher(stop=lambda: True))
    began = time.monotonic()
    waits = Watcher(stop=lambda: time.monotonic() > began + 0.5)
    with locked(folder), ThreadPoolExecutor(1) as other:
        update_there = other.submit(Upkeep(seeds, folder, encoder).update, waits)
        with pytest.raises(StoppedError, match="another process"):
            update_there.result(_PATIENCE)
    assert encoder.encoded == []


def test_vectors_of_another_encoder_are_not_gone_on_from(seeds: Path, folder: Path, encoder: FakeEncoder) -> None:
    (seeds / "many.txt").write_text("\n".join(f"Sentence number {n}." for n in range(1000)))
    with pytest.raises(StoppedError):
        Upkeep(seeds, folder, encoder).update(ended_after(300))
    other = FakeEncoder("other", dimension=32)
    index = update(seeds, folder, other)[0]
    assert len(other.encoded) > 1000
    assert_same(index, update(seeds, folder.with_name("fresh"), FakeEncoder("other", dimension=32))[0])


def test_an_index_that_is_held_is_not_read_again_unless_another_replaced_it(
    seeds: Path, folder: Path, encoder: FakeEncoder
) -> None:
    keep = Upkeep(seeds, folder, encoder)
    index = keep.update()[0]
    assert keep.update(held=index)[0] is index
    (seeds / "new.txt").write_text("New.")
    newer = keep.update()[0]
    held = keep.update(held=index)[0]
    assert held is not index
    assert_same(held, newer)


def test_a_damaged_lock_or_leftovers_of_a_first_run_do_no_harm(seeds: Path, folder: Path, encoder: FakeEncoder) -> None:
    leftovers = folder / "data-0123456789abcdef"
    leftovers.mkdir(parents=True)
    (leftovers / "sentences.npy").write_text("half of it")
    (folder / "manifest.json.new").write_text("{")
    (folder / "lock").touch()
    index, _ = update(seeds, folder, encoder)
    assert_same(load(folder), index)
    assert not leftovers.exists()


_PATIENCE = 300  # seconds another process may take on a busy machine

# What other processes do; they are started anew, so that they share nothing with this one.


def _update_and_die(seeds: Path, folder: Path, step: str) -> None:
    from index import store

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(store, step, die)
    update(seeds, folder, FakeEncoder())


def _update(seeds: Path, folder: Path, encoded: "multiprocessing.Queue[int]") -> None:
    encoder = FakeEncoder()
    update(seeds, folder, encoder)
    encoded.put(len(encoder.encoded))


@pytest.mark.parametrize("step", ["_checksum", "_to_disk", "_write_manifest"])
def test_a_process_killed_between_writing_and_the_swap_leaves_the_old_index_whole(
    seeds: Path, folder: Path, encoder: FakeEncoder, first: tuple[Index, Report], step: str
) -> None:
    (seeds / "new.txt").write_text("A new sentence about bread.")
    arguments = (seeds, folder, step)
    process = multiprocessing.get_context("spawn").Process(target=_update_and_die, args=arguments)
    process.start()
    process.join(_PATIENCE)
    assert process.exitcode == -signal.SIGKILL
    assert_same(load(folder), first[0])
    index, report = update(seeds, folder, encoder)
    assert (report.added, report.rebuilt) == (("new.txt",), False)
    assert len(list(folder.glob("data-*"))) == 1
    assert_same(load(folder), index)


def test_two_processes_at_once_do_the_work_once(seeds: Path, folder: Path, encoder: FakeEncoder) -> None:
    (seeds / "many.txt").write_text("\n".join(f"Sentence number {n}." for n in range(2000)))
    context = multiprocessing.get_context("spawn")
    encoded = context.Queue()
    processes = [context.Process(target=_update, args=(seeds, folder, encoded)) for _ in range(2)]
    for process in processes:
        process.start()
    counts = sorted(encoded.get(timeout=_PATIENCE) for _ in processes)
    for process in processes:
        process.join(_PATIENCE)
        assert process.exitcode == 0
    index, report = update(seeds, folder, encoder)
    assert counts == [0, len({p.text for p in index.passages} | {p.paragraph for p in index.passages})]
    assert report.embedded == 0


class Flat:
    """An encoder that costs nothing: what is tested is everything around it."""

    name = "flat"
    dimension = 4

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.full((len(texts), 4), 0.5, dtype=np.float32)


def test_a_text_file_of_50_megabytes_is_indexed_with_progress_and_quoted_word_for_word(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    line = "Entry {0} of the ledger says that the harbour paid {0} crowns to the keeper of light {0}. It was signed.\n"
    with (seeds / "ledger.txt").open("w", encoding="utf-8") as file:
        number = 0
        while file.tell() < 50_000_000:
            file.write("".join(line.format(n) for n in range(number, number + 10_000)))
            number += 10_000
    reported: list[tuple[int, int]] = []
    index, report = update(seeds, tmp_path / "index", Flat(), progress=lambda *done: reported.append(done))
    assert report.added == ("ledger.txt",)
    assert reported[0][0] == 0
    assert reported[-1] == (report.embedded, report.embedded)
    assert len(reported) > 100
    best = Retriever(index, Flat()).retrieve("Which entry tells of light 271828?", 1)[0].passage
    assert best.text == line.format(271_828).split(" It was")[0]
    assert best.text == (seeds / "ledger.txt").read_bytes().decode("utf-8")[best.start : best.end]
