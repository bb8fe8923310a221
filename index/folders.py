"""What lies below a folder, however deep, wide or tangled: no link to a folder is followed, and nothing recurses."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_LINKED = "it is a link to a folder, and those are not followed; put the folder itself here"
_FOLDER = os.O_RDONLY | getattr(os, "O_PATH", 0) | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Found:
    """The path of something that is no folder, or of a folder that cannot be looked into and the `problem` with it."""

    path: str
    problem: str = ""


def walk(root: str | os.PathLike[str], ignored: Callable[[str], bool] = lambda path: False) -> Iterator[Found]:
    """Everything below `root` but for folders that are `ignored` by their path, in no order."""
    for folder, inside in _visit(root, ignored):
        if isinstance(inside, OSError):
            yield Found(folder, f"the folder cannot be read ({inside.strerror or inside})")
            continue
        for entry in inside:
            if not _is_folder(entry, follow=False):
                yield Found(entry.path, _LINKED if _is_folder(entry, follow=True) else "")


def folders_in(root: str | os.PathLike[str], ignored: Callable[[str], bool] = lambda path: False) -> list[str]:
    """`root` and every folder below it that is no link and not `ignored`; none where it is gone."""
    return sorted(folder for folder, inside in _visit(root, ignored) if not isinstance(inside, OSError))


def _visit(
    root: str | os.PathLike[str], ignored: Callable[[str], bool]
) -> Iterator[tuple[str, list[os.DirEntry[str]] | OSError]]:
    """Every folder from `root` on with what is inside, or why that cannot be told.

    `os.walk` of Python 3.11 calls itself for every level, and gives up on folders nested a thousand deep.
    """
    waiting = [os.fspath(root)]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                inside = list(entries)
        except OSError as error:
            yield folder, error
            continue
        waiting += [entry.path for entry in inside if _is_folder(entry, follow=False) and not ignored(entry.path)]
        yield folder, inside


def _is_folder(entry: os.DirEntry[str], follow: bool) -> bool:
    try:
        return entry.is_dir(follow_symlinks=follow)
    except OSError:  # a link in a circle, or one whose goal cannot be looked at
        return False


def open_below(root: Path, path: Path) -> int:
    """A descriptor of the regular file at `path` below `root`, where neither `path` nor a folder on it is a link.

    A folder that becomes a link between being looked at and being opened leads nowhere; pipes, sockets and devices are
    not opened at all, since opening one may wait, or do something.

    Raises:
        OSError: it is missing, a link or no regular file, or cannot be read.
    """
    if os.open not in os.supports_dir_fd:
        return _regular(os.open(path, _FILE))
    *folders, name = path.relative_to(root).parts
    at = os.open(root, _FOLDER)
    try:
        for folder in folders:
            below = os.open(folder, _FOLDER, dir_fd=at)
            os.close(at)
            at = below
        if not stat.S_ISREG(os.stat(name, dir_fd=at, follow_symlinks=False).st_mode):
            raise OSError(_IRREGULAR)
        return _regular(os.open(name, _FILE, dir_fd=at))
    finally:
        os.close(at)


_IRREGULAR = "it is not a regular file"


def _regular(descriptor: int) -> int:
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(_IRREGULAR)
    return descriptor
