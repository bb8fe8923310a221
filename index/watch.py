"""Notices that something in a folder may have changed: from the system's notifications, and by looking now and then.

Notifications are quick, and do not work everywhere: not for shares that another machine changes, not where the system
has no watches left. So the folder is looked over at every notification and every few seconds besides, and what counts
is whether names, sizes or times differ. That is a hint and no proof: what changed is told from the bytes, later.
"""

import os
import stat
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import watchfiles

from index.documents import is_unchanged
from index.folders import folders_in, walk
from index.records import Document

Look = Mapping[str, tuple[int, ...]]
"""What a folder looks like: path -> the numbers that change when the file does."""

_SETTLED = 1_000_000_000  # nanoseconds after which a file's times tell one change from the next

EVERY = 10.0  # seconds between two looks where notifications come, too
EVERY_WITHOUT = 2.0  # seconds where they do not
_SHARE = 20  # a look that takes long is taken more seldom: at most a twentieth of the time is spent looking


def look(folder: Path, ignore: Path | None = None) -> Look:
    """The files below `folder` with size, times and number, but for those below `ignore`; nothing where it is gone."""
    ignored = os.fspath(ignore) if ignore else None
    return {found.path: _numbers_of(found.path) for found in walk(folder, lambda path: path == ignored)}


def changes(
    folder: Path, stop: threading.Event, ignore: Path | None = None, notified: bool = True, every: float | None = None
) -> Iterator[None]:
    """Yields whenever something below `folder` may have changed since the time before, until `stop` is set.

    Args:
        folder: what to watch; it may come and go.
        stop: ends the watching.
        ignore: a folder below it that does not count.
        notified: whether to ask the system for notifications.
        every: seconds between two looks; None for what suits.
    """
    root = Path(os.path.abspath(folder))
    before = look(root, ignore)
    for seconds in _pulse(root, stop, ignore, notified, every):
        began = time.monotonic()
        now = look(root, ignore)
        if now != before:
            before = now
            yield
        stop.wait(max(0.0, _SHARE * (time.monotonic() - began) - seconds))


def _pulse(
    root: Path, stop: threading.Event, ignore: Path | None, notified: bool, every: float | None
) -> Iterator[float]:
    """Yields at every notification, and when enough time has passed, with the seconds waited for."""
    while not stop.is_set():
        folder = _numbers_of(root)
        began = time.monotonic()
        if notified and folder:
            try:
                watched = _folders(root, ignore)
                for _ in _notices(watched, stop, ignore, every or EVERY):
                    yield time.monotonic() - began
                    began = time.monotonic()
                    # Another folder of this name, or a folder more or less: they have to be watched anew.
                    if _numbers_of(root)[-3:] != folder[-3:] or _folders(root, ignore) != watched:
                        break
            except OSError:  # no watches left, or a file system without
                notified = False
        else:
            stop.wait(every or EVERY_WITHOUT)
            yield every or EVERY_WITHOUT


def _folders(root: Path, ignore: Path | None) -> list[str]:
    """What is watched, folder by folder: watched as a tree, a link to a folder elsewhere would be followed."""
    ignored = os.fspath(ignore) if ignore else None
    return folders_in(root, lambda path: path == ignored)


def _notices(folders: list[str], stop: threading.Event, ignore: Path | None, seconds: float) -> Iterator[object]:
    def counts(_: watchfiles.Change, path: str) -> bool:
        return ignore is None or not Path(path).is_relative_to(ignore)

    return watchfiles.watch(
        *folders,
        watch_filter=counts,
        recursive=False,
        debounce=400,
        stop_event=stop,
        rust_timeout=int(seconds * 1000),
        yield_on_timeout=True,
        raise_interrupt=False,
        ignore_permission_denied=True,
    )


def _numbers_of(path: str | Path) -> tuple[int, ...]:
    try:
        return _numbers(os.stat(path))
    except OSError:
        return ()


def _numbers(seen: os.stat_result) -> tuple[int, ...]:
    changed = seen.st_ctime_ns if os.name != "nt" else 0  # there it is when the file was made
    kind = stat.S_IFMT(seen.st_mode)
    return seen.st_size, seen.st_mtime_ns, changed, seen.st_ino, seen.st_dev, kind


class Freshness:
    """Whether files still have the bytes they had when they were read, without reading them again where that is sure.

    A file is read anew unless its size, times and number are those it had at the last reading, and had been for a
    second then: a file that is changed twice within a tick of the clock looks the same.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: dict[tuple[str, str], tuple[int, ...]] = {}

    def names(self, document: Document) -> tuple[str, ...]:
        """The sources of the document whose files still hold its bytes; none where all are gone or altered."""
        return tuple(source for source in (document.source, *document.also) if self._holds(document, source))

    def is_current(self, document: Document) -> bool:
        """Whether every file that the document was read from still holds its bytes."""
        return len(self.names(document)) == 1 + len(document.also)

    def _holds(self, document: Document, source: str) -> bool:
        numbers = _numbers_of(self._folder / source)
        key = (source, document.fingerprint)
        if not numbers:
            return False
        if self._seen.get(key) == numbers:
            return True
        now = time.time_ns()
        if not is_unchanged(self._folder, replace(document, source=source)):
            return False
        if now - max(numbers[1:3]) > _SETTLED:  # negative where the clock was set back, and then nothing is sure
            self._seen[key] = numbers
        return True
