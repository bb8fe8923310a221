"""A folder becomes documents; the only module that reads document files.

What a file's bytes say is made out in a child process, under limits (`index.formats`); here they are only found and
read. A file that gives no text, or none that is certain, is left out with the reason, and the rest is read.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path

from index.errors import DocumentsError, FileError
from index.folders import open_below, walk
from index.formats import MODULES, TEXT
from index.formats.child import LARGEST_FILE, Child, Limits, TransientError
from index.formats.extracted import Extracted, RefusedError
from index.records import Document, Refusal

SUFFIXES = (*TEXT, *MODULES)


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
    found = sorted(_candidates(root, skipped))
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
    skipped.sort(key=lambda left_out: left_out.source)
    return Library(tuple(documents), tuple(skipped), tuple(refusals[key] for key in sorted(refusals)))


def check_folder(folder: str | os.PathLike[str]) -> None:
    """Raises DocumentsError where `folder` does not exist, or is no folder that can be read."""
    _existing(folder)


def fingerprint(path: str | os.PathLike[str]) -> str:
    """The SHA-256 of a regular file's bytes, in hex.

    Raises:
        OSError: the file is missing, a link or not a regular file, cannot be read, or is too large to have been read.
    """
    return _fingerprint(Path(path).parent, Path(path))


def _fingerprint(root: Path, path: Path) -> str:
    with _opened(root, path) as file:
        return _digest(file)


def _digest(file: BufferedReader) -> str:
    if os.fstat(file.fileno()).st_size > LARGEST_FILE:
        raise OSError("it is larger than any document")
    return hashlib.file_digest(file, "sha256").hexdigest()


def open_unchanged(folder: str | os.PathLike[str], document: Document) -> BufferedReader:
    """The document's file, open at its beginning; its bytes are those that were indexed.

    Raises:
        FileError: it is gone, altered, or a link that leaves the folder.
    """
    try:
        root = Path(folder).resolve(strict=True)
        file = _opened(root, _inside(root, root / document.source))
    except (OSError, _UnreadableError) as error:
        raise FileError("This file has been deleted or moved since it was indexed.") from error
    try:
        if _digest(file) != document.fingerprint:
            raise FileError("This file has changed since it was indexed. Ask again for what it says now.")
        file.seek(0)
    except OSError as error:
        file.close()
        raise FileError("This file cannot be read.") from error
    except BaseException:
        file.close()
        raise
    return file


def open_named(folder: str | os.PathLike[str], documents: Iterable[Document], source: str) -> BufferedReader:
    """The file of one of the documents by its recorded name, or another it is `also` known by, as it was indexed.

    Raises:
        FileError: none has this name, or its file is gone or altered.
    """
    for document in documents:
        if source in (document.source, *document.also):
            return open_unchanged(folder, replace(document, source=source))
    raise FileError("There is no such document now. It may have been deleted, renamed or changed.")


def is_unchanged(folder: str | os.PathLike[str], document: Document) -> bool:
    """Whether the document's file still has the bytes it had when it was read; False where it is gone."""
    try:
        root = Path(folder).resolve(strict=True)
        return _fingerprint(root, _inside(root, root / document.source)) == document.fingerprint
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


def _candidates(root: Path, skipped: list[Skipped]) -> Iterator[tuple[str, Path]]:
    """Every path below `root` that is named like a document, with its source; folders that are left are `skipped`."""
    for found in walk(root):
        path = Path(found.path)
        source = path.relative_to(root).as_posix()
        if found.problem:
            skipped.append(Skipped(_shown(source), found.problem))
        elif path.suffix.casefold() in SUFFIXES:
            yield source, path


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
        with _opened(root, _inside(root, path)) as file:
            data = file.read(child.limits.size + 1)
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
    extracted = _extracted(data, digest, kind, child)
    return Document(source, extracted.text, digest, places=extracted.places)


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


def _opened(root: Path, path: Path) -> BufferedReader:
    """A regular file below `root`, open."""
    return os.fdopen(open_below(root, path), "rb")


def _inside(root: Path, path: Path) -> Path:
    """The file itself behind `path`, which may be a link as long as it stays below `root`."""
    real = Path(os.path.realpath(path, strict=True))
    if not real.is_relative_to(root):
        raise _UnreadableError("it is a link that leaves the documents' folder")
    return real


def _shown(source: str) -> str:
    """A name as text: bytes that are none become U+FFFD."""
    return os.fsencode(source).decode("utf-8", "replace")
