"""The index: documents and passages with their vectors and words, in memory and on disk.

On disk an index is a folder with one `manifest.json` and one `data-*` folder it names. A new index is written into
a new data folder first; replacing the manifest, in one step of the file system, is what makes it the index. So a
process killed at any moment leaves either the old index or the new one. Every file's SHA-256 is in the manifest,
and the manifest's own is in itself, and all are compared when the index is opened.
"""

import errno
import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import faiss
import filelock
import numpy as np
import numpy.typing as npt

from index.encoder import Vectors
from index.errors import DamagedIndexError, IndexFormatError, MissingIndexError, StoppedError
from index.journal import JOURNAL
from index.lexical import Lexical
from index.records import Document, Passage, Place, Refusal

FORMAT = "quotewise-index"
VERSION = 3

Settings = Mapping[str, int | float | str]
"""What shapes an index besides its documents and encoder; an index with other settings is built anew."""

_MANIFEST = "manifest.json"
_LOCK = "lock"
_OURS = re.compile(rf"manifest\.json(\.new)?|lock|{re.escape(JOURNAL)}|data-[0-9a-f]{{16}}")
_DATA = re.compile(r"data-[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A document's file as it was indexed: its source, SHA-256 and size in characters of text."""

    source: str
    fingerprint: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made from, what gave no text, and the SHA-256 of each file it consists of."""

    encoder: str
    settings: dict[str, int | float | str]
    files: tuple[FileEntry, ...]
    refusals: tuple[Refusal, ...]
    data: str
    checksums: dict[str, str]


class Layer:
    """Texts at one granularity, searchable by vector (FAISS, exact inner product) and by word (BM25).

    `vectors` is float32 (n, d), the memory of the FAISS index itself. `mean` (d,) and `covariance` (d, d) of the
    rows give the mean and spread of a question's similarity to all texts without looking at any of them.
    """

    def __init__(self, flat: faiss.IndexFlatIP, lexical: Lexical) -> None:
        faiss.omp_set_num_threads(1)
        self.flat = flat
        self.lexical = lexical
        self.vectors = rows(flat)
        count = max(1, len(self.vectors))
        self.mean: Vectors = np.asarray(self.vectors.sum(axis=0) / count, dtype=np.float32)
        second_moment = self.vectors.T @ self.vectors / np.float32(count)
        self.covariance: Vectors = second_moment - self.mean[:, None] * self.mean

    def __len__(self) -> int:
        return int(self.flat.ntotal)

    def nearest(self, vector: Vectors, count: int) -> npt.NDArray[np.int64]:
        """The numbers of the `count` texts nearest to `vector` (1, d), best first."""
        _, numbers = self.flat.search(vector, min(count, len(self)))
        return np.asarray(numbers[0], dtype=np.int64)

    def spread(self, vector: Vectors) -> tuple[float, float]:
        """Mean and standard deviation of the similarity of `vector` (1, d) to all texts, exactly."""
        question = vector[0]
        return float(question @ self.mean), float(max(0.0, question @ self.covariance @ question) ** 0.5)


class Index:
    """Documents cut into passages, and the two layers they are searched in: sentences and paragraphs.

    `passages[i]` is text `i` of the layer `sentences`, and stands in paragraph `paragraph_of[i]` of the layer
    `paragraphs`; paragraph `j` consists of the passages `first_of[j]` up to `first_of[j + 1]`.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        passages: Sequence[Passage],
        sentences: Layer,
        paragraphs: Layer,
        manifest: Manifest,
    ) -> None:
        self.documents = tuple(documents)
        self.passages = tuple(passages)
        self.sentences = sentences
        self.paragraphs = paragraphs
        self.manifest = manifest
        self.first_of = paragraph_starts(self.passages)
        self.paragraph_of = np.repeat(np.arange(len(self.first_of) - 1), np.diff(self.first_of))

    def __len__(self) -> int:
        return len(self.passages)

    def missing(self, question: str) -> tuple[str, ...]:
        """The words of `question`, folded and without stopwords, that occur in no document."""
        return self.sentences.lexical.missing(question)


def remaining(index: Index, names: Callable[[Document], tuple[str, ...]]) -> Index:
    """The index without the documents that have no name any more, and with the names that are left; in memory only.

    `names` gives the sources a document still has. Where all have all of theirs, it is `index` itself. Its manifest
    stays what is on the disk.
    """
    left: dict[str, Document] = {}
    for document in index.documents:
        if sources := names(document):
            same = sources == (document.source, *document.also)
            left[document.source] = document if same else replace(document, source=sources[0], also=sources[1:])
    if all(left.get(document.source) is document for document in index.documents):
        return index
    numbers = [i for i, passage in enumerate(index.passages) if passage.document.source in left]
    passages = [replace(index.passages[i], document=left[index.passages[i].document.source]) for i in numbers]
    opening = [numbers[i] for i in paragraph_starts(passages)[:-1]]
    k1, b = float(index.manifest.settings["k1"]), float(index.manifest.settings["b"])
    sentences = _layer([p.text for p in passages], index.sentences.vectors[numbers], k1, b)
    paragraphs = _layer(
        [index.passages[i].paragraph for i in opening],
        index.paragraphs.vectors[index.paragraph_of[opening]],
        k1,
        b,
    )
    return Index(tuple(left.values()), passages, sentences, paragraphs, index.manifest)


def joined(one: Index, other: Index) -> Index:
    """Both indexes as one, in memory only; its manifest is that of `one`. No document may be in both."""
    k1, b = float(one.manifest.settings["k1"]), float(one.manifest.settings["b"])
    passages = (*one.passages, *other.passages)
    paragraphs = [passages[i].paragraph for i in paragraph_starts(passages)[:-1]]
    return Index(
        (*one.documents, *other.documents),
        passages,
        _layer([p.text for p in passages], np.concatenate([one.sentences.vectors, other.sentences.vectors]), k1, b),
        _layer(paragraphs, np.concatenate([one.paragraphs.vectors, other.paragraphs.vectors]), k1, b),
        one.manifest,
    )


def _layer(texts: Sequence[str], vectors: Vectors, k1: float, b: float) -> Layer:
    flat = empty_flat(*vectors.shape)
    rows(flat)[:] = vectors
    return Layer(flat, Lexical.build(texts, k1, b))


def paragraph_starts(passages: Sequence[Passage]) -> npt.NDArray[np.int64]:
    """The numbers of the passages that open a paragraph, and last the number of passages: int64 (paragraphs + 1,)."""
    starts: list[int] = []
    before: tuple[str, int, int] | None = None
    for number, passage in enumerate(passages):
        paragraph = (passage.document.source, passage.paragraph_start, passage.paragraph_end)
        if paragraph != before:
            starts.append(number)
        before = paragraph
    return np.array([*starts, len(passages)], dtype=np.int64)


def empty_flat(count: int, dimension: int) -> faiss.IndexFlatIP:
    """A FAISS index of `count` vectors of zeros, to be filled through `rows` without a second copy in memory."""
    flat = faiss.IndexFlatIP(dimension)
    flat.codes.resize(count * dimension * 4)
    flat.ntotal = count
    return flat


def rows(flat: faiss.IndexFlatIP) -> Vectors:
    """The vectors of a FAISS index as an array (n, d) that shares its memory; it has to be kept beside it."""
    if flat.ntotal == 0:
        return np.empty((0, flat.d), dtype=np.float32)
    flattened = faiss.rev_swig_ptr(flat.get_xb(), flat.ntotal * flat.d)
    return np.asarray(flattened, dtype=np.float32).reshape(flat.ntotal, flat.d)


@contextmanager
def locked(folder: Path, stop: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """Keeps other processes from writing the index in `folder` meanwhile; makes the folder where there is none.

    Waits for as long as another process writes, or until `stop` says to.

    Raises:
        IndexFormatError: the folder is a file, someone else's, or cannot be written.
        StoppedError: `stop` said so.
    """
    check_ours(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(folder / _LOCK, fallback_to_soft=False, preserve_lock_file=True)
        lock.acquire(cancel_check=stop)
    except filelock.Timeout:
        raise StoppedError("Indexing was stopped while another process was at it.") from None
    except OSError as error:
        raise IndexFormatError(f"The index folder {folder} cannot be written: {error.strerror or error}.") from error
    try:
        yield
    finally:
        lock.release()


def check_ours(folder: Path) -> None:
    """Raises IndexFormatError where `folder` holds something that is no index of ours, so that nothing is lost."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise IndexFormatError(f"The index folder {folder} is a file; name another folder with --index.")
    try:
        names = [entry.name for entry in os.scandir(folder)]
    except OSError as error:
        raise IndexFormatError(f"The index folder {folder} cannot be read: {error.strerror}.") from error
    try:
        _read_manifest(folder)
    except (MissingIndexError, DamagedIndexError):
        if foreign := next((name for name in names if not _OURS.fullmatch(name)), None):
            raise IndexFormatError(
                f"The index folder {folder} holds other files ({foreign}); name an empty one with --index."
            ) from None


def save(index: Index, folder: Path) -> Index:
    """Write `index` into `folder` and make it the one `load` finds; hold the lock meanwhile.

    Returns the index with the manifest as it was written.

    Raises:
        IndexFormatError: the folder is not ours, or cannot be written (a full disk); the old index is whole.
    """
    check_ours(folder)
    data = folder / f"data-{secrets.token_hex(8)}"
    try:
        data.mkdir(parents=True)
        _write_data(index, data)
        checksums = {path.relative_to(data).as_posix(): _checksum(path) for path in _files_below(data)}
        manifest = replace(index.manifest, data=data.name, checksums=checksums)
        for path in [*data.rglob("*"), data, folder]:
            _to_disk(path)
        _write_manifest(manifest, folder)
    except OSError as error:
        if data.name != current_data(folder):  # where it is, only making sure of it failed
            shutil.rmtree(data, ignore_errors=True)
        raise IndexFormatError(f"The index in {folder} cannot be written: {error.strerror or error}.") from error
    clear(folder, data.name)
    return Index(index.documents, index.passages, index.sentences, index.paragraphs, manifest)


def clear(folder: Path, kept: str | None) -> None:
    """Delete the data of older and of unfinished indexes; hold the lock meanwhile. `kept` is the data in use."""
    for old in folder.iterdir():
        if _DATA.fullmatch(old.name) and old.name != kept:
            shutil.rmtree(old, ignore_errors=True)


def current_data(folder: Path) -> str | None:
    """The name of the data folder that the manifest names; None where no manifest can be read."""
    try:
        return _read_manifest(folder).data
    except IndexFormatError:
        return None


def load(folder: Path) -> Index:
    """The index in `folder`, after every checksum has been compared.

    Raises:
        MissingIndexError: there is none.
        DamagedIndexError: it is incomplete or altered.
        IndexFormatError: the folder is not ours, or from a newer version.
    """
    check_ours(folder)
    manifest = _read_manifest(folder)
    for _ in range(3):
        try:
            return _read_index(manifest, folder / manifest.data)
        except DamagedIndexError:
            # Another process may have replaced the index between the two readings; then the manifest is another.
            newest = _read_manifest(folder)
            if newest == manifest:
                raise
            manifest = newest
    raise DamagedIndexError(f"The index in {folder} keeps changing; try again.")


def _write_data(index: Index, data: Path) -> None:
    number_of = {document.source: number for number, document in enumerate(index.documents)}
    with (data / "documents.jsonl").open("w", encoding="ascii") as file:
        file.writelines(json.dumps(asdict(document)) + "\n" for document in index.documents)
    table = [(number_of[p.document.source], p.start, p.end, p.paragraph_start, p.paragraph_end) for p in index.passages]
    np.save(data / "passages.npy", np.array(table, dtype=np.int64).reshape(-1, 5))
    for name, layer in (("sentences", index.sentences), ("paragraphs", index.paragraphs)):
        np.save(data / f"{name}.npy", layer.vectors)
        layer.lexical.save(data / name)


def _read_index(manifest: Manifest, data: Path) -> Index:
    try:
        found = {path.relative_to(data).as_posix(): _checksum(path) for path in _files_below(data)}
        if found != manifest.checksums:
            raise DamagedIndexError(f"The index in {data.parent} is damaged.")
        with (data / "documents.jsonl").open(encoding="ascii") as file:
            documents = [_document(json.loads(line)) for line in file]
        table = np.load(data / "passages.npy").tolist()
        passages = [Passage(documents[number], *offsets) for number, *offsets in table]
        sentences, paragraphs = _read_layer(data, "sentences"), _read_layer(data, "paragraphs")
    except FileNotFoundError as error:
        raise DamagedIndexError(f"The index in {data.parent} is incomplete.") from error
    except OSError as error:
        if error.errno == errno.EIO:  # a bad place on the disk
            raise DamagedIndexError(f"The index in {data.parent} is damaged.") from error
        raise IndexFormatError(f"The index in {data.parent} cannot be read: {error.strerror}.") from error
    return Index(documents, passages, sentences, paragraphs, manifest)


def _document(row: dict[str, Any]) -> Document:
    places = tuple(Place(**place) for place in row["places"])
    return Document(**{**row, "also": tuple(row["also"]), "places": places})


def _read_layer(data: Path, name: str) -> Layer:
    vectors = np.load(data / f"{name}.npy", mmap_mode="r")
    flat = empty_flat(*vectors.shape)
    rows(flat)[:] = vectors
    return Layer(flat, Lexical.load(data / name, len(vectors)))


def _read_manifest(folder: Path) -> Manifest:
    path = folder / _MANIFEST
    try:
        content = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise MissingIndexError(f"There is no index in {folder}; run `python -m qa index`.") from None
    except OSError as error:
        raise IndexFormatError(f"The index in {folder} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise DamagedIndexError(f"The index in {folder} is damaged.") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise DamagedIndexError(f"The manifest in {folder} is not an index's.")
    version = content.get("version")
    if isinstance(version, int) and version > VERSION:
        raise IndexFormatError(
            f"The index in {folder} was made by a newer version of Quotewise; update it, or name another folder "
            "with --index."
        )
    checksum = content.pop("checksum", None)
    if checksum != _manifest_checksum(content) or version != VERSION:
        raise DamagedIndexError(f"The index in {folder} is damaged or from an older version.")
    files = tuple(FileEntry(**entry) for entry in content["files"])
    refusals = tuple(Refusal(**refusal) for refusal in content["refusals"])
    return Manifest(content["encoder"], content["settings"], files, refusals, content["data"], content["checksums"])


def _write_manifest(manifest: Manifest, folder: Path) -> None:
    content: dict[str, Any] = {"format": FORMAT, "version": VERSION, **asdict(manifest)}
    content["checksum"] = _manifest_checksum(json.loads(json.dumps(content)))
    new = folder / f"{_MANIFEST}.new"
    new.write_text(json.dumps(content, indent=1) + "\n", encoding="ascii")
    _to_disk(new)
    new.replace(folder / _MANIFEST)
    _to_disk(folder)


def _manifest_checksum(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode("ascii")).hexdigest()


def _files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _to_disk(path: Path) -> None:
    """Have the system write a file or folder out, so that it outlives a power cut; not every system can folders."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
