"""A folder becomes documents; the only module that reads document files.

The text of a .txt or .md file is its decoded bytes, newlines and all; only a leading byte-order mark is dropped. A
file that cannot be decoded with certainty is left out with the reason, and the rest is read: a wrong letter would
break every quote. The text of other formats is extracted from their bytes, in a child process (`index.formats`).
"""

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path

from index.decoding import decode
from index.errors import DocumentsError, FileError
from index.formats import MODULES
from index.formats.child import Child, Limits, TransientError
from index.formats.extracted import Extracted, RefusedError
from index.markdown import headings
from index.records import Document, Refusal

_MARKDOWN = ".md"
_TEXT = (".txt", _MARKDOWN)
SUFFIXES = (*_TEXT, *MODULES)

_READ_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left out, and why, in words for the person whose file it is."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Library:
    """What a folder holds: the documents in order of `source`, and the files left out.

    `refusals` are the lasting ones among the reasons, in order of fingerprint and suffix.
    """

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]
    refusals: tuple[Refusal, ...] = ()


class _UnreadableError(Exception):
    """A file's reason to be left out; never leaves this module."""

    refusal: Refusal | None = None  # where the reason lasts as long as the bytes do


def read_library(
    folder: str | os.PathLike[str],
    known: Iterable[Document] = (),
    progress: Callable[[int, int], None] | None = None,
    refused: Iterable[Refusal] = (),
    limits: Limits | None = None,
) -> Library:
    """Read every file below `folder` whose name ends in one of SUFFIXES, in order of source.

    A folder without such files is a library without documents.

    Args:
        folder: where the documents are.
        known: documents read before; a file of the same bytes and kind has the same text, which is not made again.
        progress: told how many files of how many are read; what it raises ends the reading.
        refused: files that gave no text before; one of the same bytes and kind is not tried again.
        limits: what extracting one file may take.

    Raises:
        DocumentsError: `folder` does not exist or is not a folder.
    """
    root = _existing(folder)
    documents: list[Document] = []
    skipped: list[Skipped] = []
    refusals: dict[tuple[str, str], Refusal] = {}
    made: dict[tuple[str, str], Document | Refusal] = {(r.fingerprint, r.suffix): r for r in refused}
    made.update(((document.fingerprint, _kind(document.source)), document) for document in known)
    found = sorted(_candidates(root))
    with Child(limits) as child:
        for number, (source, path) in enumerate(found):
            if progress is not None:
                progress(number, len(found))
            try:
                documents.append(_read(root, source, path, made, child))
            except _UnreadableError as reason:
                skipped.append(Skipped(_shown(source), str(reason)))
                if reason.refusal is not None:
                    refusals[reason.refusal.fingerprint, reason.refusal.suffix] = reason.refusal
    if progress is not None:
        progress(len(found), len(found))
    return Library(tuple(documents), tuple(skipped), tuple(refusals[key] for key in sorted(refusals)))


def check_folder(folder: str | os.PathLike[str]) -> None:
    """Raises DocumentsError where `folder` does not exist, or is no folder that can be read."""
    _existing(folder)


def fingerprint(path: str | os.PathLike[str]) -> str:
    """The SHA-256 of a regular file's bytes, in hex.

    Raises:
        OSError: the file is missing, not a regular file, or cannot be read.
    """
    with _regular(Path(path)) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_unchanged(folder: str | os.PathLike[str], document: Document) -> BufferedReader:
    """The document's file, open at its beginning; its bytes are those that were indexed.

    Raises:
        FileError: it is gone, altered, or a link that leaves the folder.
    """
    try:
        root = Path(folder).resolve(strict=True)
        file = _opened(_inside(root, root / document.source))
    except (OSError, _UnreadableError) as error:
        raise FileError("This file has been deleted or moved since it was indexed.") from error
    try:
        if hashlib.file_digest(file, "sha256").hexdigest() != document.fingerprint:
            raise FileError("This file has changed since it was indexed. Ask again for what it says now.")
        file.seek(0)
    except OSError as error:
        file.close()
        raise FileError("This file cannot be read.") from error
    except BaseException:
        file.close()
        raise
    return file


def is_unchanged(folder: str | os.PathLike[str], document: Document) -> bool:
    """Whether the document's file still has the bytes it had when it was read; False where it is gone."""
    try:
        root = Path(folder).resolve(strict=True)
        return fingerprint(_inside(root, root / document.source)) == document.fingerprint
    except (OSError, _UnreadableError):
        return False


def _existing(folder: str | os.PathLike[str]) -> Path:
    path = Path(folder)
    if not path.exists():
        raise DocumentsError(f"There is no folder {path}; create it and put documents in it.")
    if not path.is_dir():
        raise DocumentsError(f"{path} is not a folder; name the folder that holds the documents.")
    try:
        os.scandir(path).close()
    except OSError as error:
        raise DocumentsError(f"The folder {path} cannot be read: {error.strerror}.") from error
    return path.resolve()


def _candidates(root: Path) -> Iterator[tuple[str, Path]]:
    """Every path below `root` that is named like a document, with its source; linked folders are left."""
    for folder, _, names in os.walk(root, followlinks=False):
        for name in names:
            path = Path(folder, name)
            if path.suffix.casefold() in SUFFIXES:
                yield path.relative_to(root).as_posix(), path


def _kind(source: str) -> str:
    """What decides how a file's bytes are read, besides the bytes: the ending of its name."""
    return Path(source).suffix.casefold()


def _read(
    root: Path, source: str, path: Path, made: Mapping[tuple[str, str], Document | Refusal], child: Child
) -> Document:
    kind = _kind(source)
    if _shown(source) != source:
        raise _UnreadableError("its name is not valid text; rename it")
    try:
        with _regular(_inside(root, path)) as file:
            data = file.read() if kind in _TEXT else file.read(child.limits.size + 1)
    except OSError as error:
        raise _UnreadableError(f"it cannot be read ({error.strerror or error})") from error
    if not data:
        raise _UnreadableError("it is empty")
    digest = hashlib.sha256(data).hexdigest()
    before = made.get((digest, kind))
    if isinstance(before, Refusal):
        raise _lasting(before)
    if before is not None:
        return replace(before, source=source, also=())
    extracted = _decoded(data, kind) if kind in _TEXT else _extracted(data, digest, kind, child)
    if not extracted.text or extracted.text.isspace():
        raise _UnreadableError("it is empty")
    return Document(source, extracted.text, digest, places=extracted.places)


def _decoded(data: bytes, kind: str) -> Extracted:
    try:
        text = decode(data)
    except ValueError as error:
        raise _UnreadableError(str(error)) from error
    return Extracted(text, headings(text) if kind == _MARKDOWN else ())


def _extracted(data: bytes, digest: str, kind: str, child: Child) -> Extracted:
    try:
        return child.extract(data, kind)
    except TransientError as error:
        raise _UnreadableError(str(error)) from error
    except RefusedError as error:
        raise _lasting(Refusal(digest, kind, str(error))) from error


def _lasting(refusal: Refusal) -> _UnreadableError:
    error = _UnreadableError(refusal.reason)
    error.refusal = refusal
    return error


@contextmanager
def _regular(path: Path) -> Iterator[BufferedReader]:
    with _opened(path) as file:
        yield file


def _opened(path: Path) -> BufferedReader:
    """A regular file, open; neither is a link in its last part followed nor a pipe waited for."""
    descriptor = os.open(path, _READ_FLAGS)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is not a regular file")
    return os.fdopen(descriptor, "rb")


def _inside(root: Path, path: Path) -> Path:
    """The file itself behind `path`, which may be a link as long as it stays below `root`."""
    real = Path(os.path.realpath(path, strict=True))
    if not real.is_relative_to(root):
        raise _UnreadableError("it is a link that leaves the documents' folder")
    return real


def _shown(source: str) -> str:
    """A name as text: bytes that are none become U+FFFD."""
    return os.fsencode(source).decode("utf-8", "replace")
