import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import watchfiles

from index.documents import read_library
from index.records import Document
from index.watch import Freshness, changes, look

SOON = 20.0  # seconds; notifications take a tenth of one, a busy machine longer

Noticed = Callable[[], bool]


@pytest.fixture(params=[True, False], ids=["notified", "looking"])
def noticed(request: pytest.FixtureRequest, seeds: Path) -> Iterator[Noticed]:
    """Whether a change is noticed soon; the one before is forgotten."""
    stop, seen = threading.Event(), threading.Semaphore(0)
    # Where notifications come, looking alone would be far too late for these tests.
    every = 100.0 if request.param else 0.05

    def run() -> None:
        for _ in changes(seeds, stop, seeds / ".index", notified=request.param, every=every):
            seen.release()

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(0.5)
    yield lambda: seen.acquire(timeout=SOON)
    stop.set()
    thread.join(SOON)
    assert not thread.is_alive()


CHANGES: dict[str, Callable[[Path], object]] = {
    "added": lambda seeds: (seeds / "new.txt").write_text("New."),
    "altered": lambda seeds: (seeds / "bridge.txt").write_text("The bridge is gone."),
    "renamed": lambda seeds: (seeds / "bridge.txt").rename(seeds / "zebra.txt"),
    "deleted": lambda seeds: (seeds / "deep" / "bread.md").unlink(),
    "a folder deleted": lambda seeds: shutil.rmtree(seeds / "deep"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_is_noticed(noticed: Noticed, seeds: Path, change: Callable[[Path], object]) -> None:
    change(seeds)
    assert noticed()


def test_what_is_in_a_new_folder_is_noticed(noticed: Noticed, seeds: Path) -> None:
    (seeds / "new" / "deep").mkdir(parents=True)
    (seeds / "new" / "deep" / "a.txt").write_text("New.")
    assert noticed()


def test_the_index_within_the_documents_is_no_change(seeds: Path) -> None:
    (seeds / ".index").mkdir()
    before = look(seeds, seeds / ".index")
    (seeds / ".index" / "manifest.json").write_text("{}")
    assert look(seeds, seeds / ".index") == before != look(seeds)


def test_where_notifications_fail_it_looks_instead(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_watches(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(watchfiles, "watch", no_watches)
    stop = threading.Event()
    found = changes(seeds, stop, every=0.05)
    threading.Timer(0.3, (seeds / "new.txt").write_text, ["New."]).start()
    assert next(found) is None
    stop.set()


def test_a_folder_that_goes_and_comes_back_is_still_watched(seeds: Path) -> None:
    stop, seen = threading.Event(), threading.Semaphore(0)

    def run() -> None:
        for _ in changes(seeds, stop, every=0.2):
            seen.release()

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(0.5)
    away = seeds.with_name("away")
    seeds.rename(away)
    assert seen.acquire(timeout=SOON)
    away.rename(seeds)
    assert seen.acquire(timeout=SOON)
    (seeds / "new.txt").write_text("New.")
    assert seen.acquire(timeout=SOON)
    stop.set()
    thread.join(SOON)


# Whether a document is what was read


@pytest.fixture
def bridge(seeds: Path) -> Document:
    return read_library(seeds).documents[0]


def aged(path: Path, monkeypatch: pytest.MonkeyPatch, seconds: float = 3600) -> None:
    """Let time pass, so that the file's times are trusted."""
    now = path.stat().st_ctime_ns + int(seconds * 1e9)
    monkeypatch.setattr(time, "time_ns", lambda: now)


@pytest.mark.parametrize("seconds", [3600, 0, -3600], ids=["an old file", "a new one", "a clock set back"])
def test_an_altered_file_is_noticed_even_where_size_and_date_are_the_same(
    seeds: Path, bridge: Document, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    path = seeds / "bridge.txt"
    fresh = Freshness(seeds)
    aged(path, monkeypatch, seconds)
    for _ in range(2):
        assert fresh.is_current(bridge)
    before = path.stat()
    path.write_text(bridge.text.replace("1904", "1905"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not fresh.is_current(bridge)
    path.write_text(bridge.text)
    assert fresh.is_current(bridge)


def test_an_old_file_is_read_once(seeds: Path, bridge: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = Freshness(seeds)
    aged(seeds / "bridge.txt", monkeypatch)
    assert fresh.is_current(bridge)
    monkeypatch.setattr("index.watch.is_unchanged", lambda *_: pytest.fail("it was read again"))
    assert fresh.is_current(bridge)


def test_a_document_of_several_names_keeps_those_that_are_left(seeds: Path, bridge: Document) -> None:
    (seeds / "copy.txt").write_bytes((seeds / "bridge.txt").read_bytes())
    both = Document(bridge.source, bridge.text, bridge.fingerprint, also=("copy.txt",))
    fresh = Freshness(seeds)
    assert fresh.names(both) == ("bridge.txt", "copy.txt")
    (seeds / "bridge.txt").unlink()
    assert fresh.names(both) == ("copy.txt",)
    assert not fresh.is_current(both)
    (seeds / "copy.txt").unlink()
    assert fresh.names(both) == ()
