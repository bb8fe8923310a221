"""What may befall an index between two runs or during one, and that none of it is ever answered from."""

import errno
import multiprocessing
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder

from index.build import Upkeep, update
from index.errors import DamagedIndexError, IndexFormatError, QuotewiseError
from index.store import Index, load

REGIONS = 16  # of each file, harmed in turn
_PATIENCE = 300  # seconds another process may take on a busy machine


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "lock")


def assert_same(one: Index, other: Index) -> None:
    assert one.passages == other.passages
    np.testing.assert_allclose(one.sentences.vectors, other.sentences.vectors, atol=1e-6)


@pytest.mark.parametrize("harm", ["flipped", "cut", "zeroed"])
def test_harm_to_any_region_of_any_file_is_noticed_and_mended(
    seeds: Path, folder: Path, encoder: FakeEncoder, harm: str, record_property: Callable[[str, object], None]
) -> None:
    whole = update(seeds, folder, encoder)[0]
    chance = random.Random(harm)
    harmed = 0
    for path in files(folder):
        name, data = path.relative_to(folder), path.read_bytes()
        for region in range(min(REGIONS, len(data))):
            start, end = region * len(data) // REGIONS, (region + 1) * len(data) // REGIONS
            place = chance.randrange(start, max(end, start + 1))
            altered = bytearray(data)
            if harm == "flipped":
                altered[place] ^= 1 << chance.randrange(8)
            elif harm == "cut":
                del altered[place:]
            else:  # what a file system that lost a block gives back
                altered[start:end] = bytes(end - start)
            if altered == data:
                continue
            path.write_bytes(altered)
            try:
                opened = load(folder)
            except DamagedIndexError:
                harmed += 1
                assert Upkeep(seeds, folder, encoder).opened() is None
            else:  # only white space of the manifest is of no account
                assert name == Path("manifest.json")
                assert opened.manifest == whole.manifest
            path.write_bytes(data)
    assert harmed > 150
    record_property("harmed regions noticed", harmed)


def test_a_harmed_file_of_each_kind_is_built_anew(seeds: Path, folder: Path, encoder: FakeEncoder) -> None:
    whole = update(seeds, folder, encoder)[0]
    for name in [path.name for path in files(folder)]:
        path = next(path for path in files(folder) if path.name == name)
        path.write_bytes(path.read_bytes()[:-3])
        index, report = update(seeds, folder, encoder)
        assert report.rebuilt
        assert_same(index, whole)
        assert_same(load(folder), whole)


def test_a_bad_place_on_the_disk_is_damage(
    seeds: Path, folder: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(seeds, folder, encoder)

    def bad(path: Path) -> str:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("index.store._checksum", bad)
    with pytest.raises(DamagedIndexError):
        load(folder)


def test_an_index_whose_last_step_could_not_be_made_sure_of_is_not_deleted(
    seeds: Path, folder: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(seeds, folder, encoder)
    (seeds / "new.txt").write_text("New.")
    replace = Path.replace

    def replaced(path: Path, target: Path) -> Path:
        done = replace(path, target)
        monkeypatch.setattr("index.store._to_disk", lambda path: (_ for _ in ()).throw(OSError(5, "no more")))
        return done

    monkeypatch.setattr(Path, "replace", replaced)
    with pytest.raises(IndexFormatError):
        update(seeds, folder, encoder)
    monkeypatch.undo()
    assert [document.source for document in load(folder).documents] == ["bridge.txt", "deep/bread.md", "new.txt"]


# A full disk


def _update_with_room_for(seeds: Path, folder: Path, size: int, said: "multiprocessing.Queue[str]") -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        update(seeds, folder, FakeEncoder())
    except QuotewiseError as error:
        said.put(str(error))
    else:
        said.put("")


@pytest.mark.parametrize("size", [0, 100, 3_000, 20_000, 80_000])
def test_where_a_file_cannot_grow_the_old_index_stays_whole(
    seeds: Path, folder: Path, encoder: FakeEncoder, size: int
) -> None:
    old = update(seeds, folder, encoder)[0]
    (seeds / "many.txt").write_text("\n".join(f"Sentence number {n}." for n in range(1000)))
    context = multiprocessing.get_context("forkserver")
    said = context.Queue()
    process = context.Process(target=_update_with_room_for, args=(seeds, folder, size, said))
    process.start()
    assert "cannot be written" in said.get(timeout=_PATIENCE)
    process.join(_PATIENCE)
    assert_same(load(folder), old)
    assert len(list(folder.glob("data-*"))) == 1
    assert_same(update(seeds, folder, encoder)[0], update(seeds, folder.with_name("fresh"), FakeEncoder())[0])


@contextmanager
def disk(size: str) -> Iterator[Path]:
    """A disk of its own."""
    place = Path(tempfile.mkdtemp())
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        place.rmdir()
        pytest.skip("only root can mount a disk, and not everywhere")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)
        place.rmdir()


def test_on_a_full_disk_the_old_index_stays_whole_and_there_is_room_again_later(
    seeds: Path, encoder: FakeEncoder
) -> None:
    with disk("400k") as place:
        folder = place / "index"
        old = update(seeds, folder, encoder)[0]
        (seeds / "many.txt").write_text("\n".join(f"Sentence number {n}." for n in range(1000)))
        for _ in range(2):
            with pytest.raises(IndexFormatError, match=r"No space left|requested"):
                update(seeds, folder, encoder)
            assert_same(load(folder), old)
        (seeds / "many.txt").write_text("One sentence.")
        index, report = update(seeds, folder, encoder)
        assert (report.added, len(index)) == (("many.txt",), len(old) + 1)
        assert_same(load(folder), index)


# A folder that cannot be written


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """Nothing below `folder`, which is a disk of its own for root, can be written."""
    if os.geteuid() == 0:  # whom permissions do not stop
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        yield
        subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)
    else:
        paths = [folder, *folder.rglob("*")]
        for path in paths:
            path.chmod(path.stat().st_mode & ~0o222)
        yield
        for path in paths:
            path.chmod(path.stat().st_mode | 0o200)


def test_a_folder_that_cannot_be_written_is_used_as_it_is_or_named(
    seeds: Path, tmp_path: Path, encoder: FakeEncoder
) -> None:
    with disk("4m") if os.geteuid() == 0 else nullcontext(tmp_path / "disk") as place:
        folder = place / "index"
        index = update(seeds, folder, encoder)[0]
        with unwritable(place):
            assert_same(update(seeds, folder, encoder)[0], index)
            (seeds / "new.txt").write_text("New.")
            with pytest.raises(IndexFormatError, match=r"cannot be written: (Read-only|Permission)"):
                update(seeds, folder, encoder)
            assert_same(load(folder), index)
        assert update(seeds, folder, encoder)[1].added == ("new.txt",)


# The clock


@pytest.mark.parametrize("jump", [-10 * 365 * 86_400, 10 * 365 * 86_400], ids=["back", "ahead"])
def test_a_clock_that_jumps_hides_no_change_and_makes_none(
    seeds: Path, folder: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch, jump: int
) -> None:
    update(seeds, folder, encoder)
    real, real_ns = time.time, time.time_ns
    monkeypatch.setattr(time, "time", lambda: real() + jump)
    monkeypatch.setattr(time, "time_ns", lambda: real_ns() + jump * 10**9)
    for path in [seeds / "bridge.txt", *files(folder)]:
        os.utime(path, (real() + jump, real() + jump))
    assert update(seeds, folder, encoder)[1].unchanged == ("bridge.txt", "deep/bread.md")
    before = (seeds / "bridge.txt").stat()
    text = (seeds / "bridge.txt").read_text()
    (seeds / "bridge.txt").write_text(text.replace("1904", "1905"))
    os.utime(seeds / "bridge.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    index, report = update(seeds, folder, encoder)
    assert report.changed == ("bridge.txt",)
    assert "1904" not in " ".join(passage.text for passage in index.passages)


# Two at once


def _update_again_and_again(seeds: Path, folder: Path, number: int) -> None:
    for round in range(4):
        (seeds / f"{number}.txt").write_text(f"Process {number} was here in round {round}.")
        update(seeds, folder, FakeEncoder())


def test_processes_that_index_what_changes_under_them_leave_a_whole_index(
    seeds: Path, folder: Path, encoder: FakeEncoder
) -> None:
    context = multiprocessing.get_context("forkserver")
    processes = [context.Process(target=_update_again_and_again, args=(seeds, folder, n)) for n in range(3)]
    for process in processes:
        process.start()
    while any(process.is_alive() for process in processes):
        if (folder / "manifest.json").exists():
            for passage in load(folder).passages:
                assert passage.text in passage.document.text
        time.sleep(0.02)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    index = update(seeds, folder, encoder)[0]
    assert {f"Process {n} was here in round 3." for n in range(3)} <= {passage.text for passage in index.passages}
    assert len(list(folder.glob("data-*"))) == 1


if sys.platform == "win32":
    pytestmark = pytest.mark.skip("limits and users are others there")
