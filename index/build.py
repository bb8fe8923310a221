"""A folder becomes an up-to-date index: only what changed is read into vectors, and a crash loses nothing."""

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.documents import Library, Skipped, read_library
from index.encoder import Encoder
from index.errors import DamagedIndexError, IndexFormatError, MissingIndexError, StoppedError
from index.formats import EXTRACTION
from index.journal import Journal
from index.lexical import Lexical
from index.passages import WINDOW, passages
from index.records import Document, Passage
from index.store import (
    FileEntry,
    Index,
    Layer,
    Manifest,
    Settings,
    check_ours,
    clear,
    current_data,
    empty_flat,
    load,
    locked,
    paragraph_starts,
    rows,
    save,
)

Progress = Callable[[int, int], None]
"""Told how many of how many are done: first with those that were done before, which is none but after an interruption.
"""

_Vector = npt.NDArray[np.float32]  # (d,)

_SEGMENTATION = 3  # raise it when sentences or paragraphs come out otherwise, so that indexes are built anew
_BATCH = 128  # texts between two reports of progress


@dataclass(frozen=True, slots=True)
class Shape:
    """What shapes an index besides its documents and encoder; an index of another shape is built anew.

    `window` is the length of the longest paragraph in characters, `k1` BM25's saturation of repeated words, `b` its
    discount of long texts, 0..1.
    """

    window: int = WINDOW
    k1: float = 0.9
    b: float = 0.4


@dataclass(frozen=True, slots=True)
class Report:
    """What an update did: the sources of the files by what became of them, and the number of texts embedded."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    embedded: int
    rebuilt: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who follows an update, and can end it.

    `reading` is told how many files of how many are read, `embedding` how many texts of how many have their vectors.
    `stop` is asked now and then whether to end.
    """

    reading: Progress = lambda done, total: None
    embedding: Progress = lambda done, total: None
    stop: Callable[[], bool] = lambda: False

    def go_on(self) -> None:
        """Raises StoppedError where the update is to end."""
        if self.stop():
            raise StoppedError("Indexing was stopped. What was embedded is kept, and the next run goes on from there.")

    def read(self, done: int, total: int) -> None:
        """Tell how far the reading is."""
        self.go_on()
        self.reading(done, total)


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Keeps the index in `folder` up to date with the documents in `seeds`.

    `folder` is made where there is none. `encoder` gives the vectors; it has to be the one questions are asked with.
    `shape` says how to cut and weigh the texts.
    """

    seeds: Path
    folder: Path
    encoder: Encoder
    shape: Shape = Shape()

    @property
    def settings(self) -> Settings:
        """What an index has to be made with to be of use."""
        return {**asdict(self.shape), "segmentation": _SEGMENTATION, "extraction": EXTRACTION}

    def opened(self) -> Index | None:
        """The index as it is, up to date or not; None where there is none of use.

        Raises:
            IndexFormatError: the folder is not ours, cannot be read, or is from a newer version.
        """
        return self._current(None)[0]

    def update(self, watcher: Watcher | None = None, held: Index | None = None) -> tuple[Index, Report]:
        """Bring the index up to date, and return it.

        Where nothing changed, nothing is embedded and nothing written. A text that is in the old index keeps its
        vector, and so does one that was embedded by an update which was ended before its index was whole. Files of the
        same bytes are indexed once. An index that is damaged, or of another encoder or other settings, is built anew
        (`Report.rebuilt`).

        Args:
            watcher: follows the update, and can end it.
            held: what an earlier call returned; where it still is what the folder holds, it is not read again.

        Raises:
            DocumentsError: `seeds` is not a readable folder.
            IndexFormatError: `folder` is not ours, cannot be written, or is from a newer version; the old index stays.
            StoppedError: `watcher` ended it; the old index stays.
        """
        started = time.monotonic()
        watcher = watcher or Watcher()
        old, rebuilt = self._current(held)
        library = self._library(old, Library((), ()), watcher)
        if old is not None and _describes(old.manifest, library):
            return old, _report(old, library, 0, rebuilt=False, started=started)
        with locked(self.folder, watcher.stop):
            old, rebuilt = self._current(old)  # another process may have been faster
            library = self._library(old, library, watcher)
            if old is not None and _describes(old.manifest, library):
                return old, _report(old, library, 0, rebuilt=False, started=started)
            clear(self.folder, old.manifest.data if old else None)
            with self._journal() as journal:
                new, embedded = self._build(library, old, journal, watcher)
                watcher.go_on()
                new = self._saved(new, journal)
                journal.remove()
        return new, _report(old, library, embedded, rebuilt=rebuilt, started=started)

    def _current(self, held: Index | None) -> tuple[Index | None, bool]:
        """The index in the folder, where it is of use, and whether there is one that is not."""
        check_ours(self.folder)
        if held is not None and held.manifest.data == current_data(self.folder):
            return held, False
        try:
            index = load(self.folder)
        except MissingIndexError:
            return None, False
        except DamagedIndexError:
            return None, True
        if index.manifest.encoder != self.encoder.name or index.manifest.settings != self.settings:
            return None, True
        return index, False

    def _library(self, old: Index | None, before: Library, watcher: Watcher) -> Library:
        """What the folder holds; nothing that was read before is made again."""
        documents = (*before.documents, *(old.documents if old else ()))
        refused = (*before.refusals, *(old.manifest.refusals if old else ()))
        return read_library(self.seeds, documents, watcher.read, refused)

    def _saved(self, new: Index, journal: Journal) -> Index:
        """The index as it was written; where there is no room for it and the journal, it comes first."""
        try:
            return save(new, self.folder)
        except IndexFormatError:
            journal.clear()
            try:
                return save(new, self.folder)
            except IndexFormatError:
                for texts, vectors in (
                    ([p.text for p in new.passages], new.sentences.vectors),
                    ([new.passages[i].paragraph for i in new.first_of[:-1]], new.paragraphs.vectors),
                ):
                    for first in range(0, len(texts), _BATCH):
                        journal.add(texts[first : first + _BATCH], vectors[first : first + _BATCH])
                raise

    def _journal(self) -> Journal:
        try:
            return Journal(self.folder, self.encoder)
        except OSError as error:
            raise IndexFormatError(
                f"The index folder {self.folder} cannot be written: {error.strerror or error}."
            ) from error

    def _build(self, library: Library, old: Index | None, journal: Journal, watcher: Watcher) -> tuple[Index, int]:
        """The index of `library`, and how many texts had to be embedded for it."""
        documents = distinct(library.documents)
        cut: list[Passage] = []
        for document in documents:
            watcher.go_on()
            cut.extend(passages(document, self.shape.window))
        opening = paragraph_starts(cut)[:-1]
        sentences, paragraphs = [p.text for p in cut], [cut[number].paragraph for number in opening]
        work = _Embedding(self.encoder, [sentences, paragraphs])
        work.take(_known(old).get)
        work.take(journal.get, kept=True)
        embedded = work.finish(journal, watcher)
        layers = [
            Layer(flat, Lexical.build(texts, self.shape.k1, self.shape.b))
            for flat, texts in zip(work.flats, work.layers, strict=True)
        ]
        manifest = Manifest(self.encoder.name, dict(self.settings), _entries(library), library.refusals, "", {})
        return Index(documents, cut, layers[0], layers[1], manifest), embedded


def update(
    seeds: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    encoder: Encoder,
    shape: Shape | None = None,
    progress: Progress | None = None,
) -> tuple[Index, Report]:
    """`Upkeep.update` in one call; `progress` is told how far the embedding is."""
    watcher = Watcher(embedding=progress) if progress else None
    return Upkeep(Path(seeds), Path(folder), encoder, shape or Shape()).update(watcher)


def _entries(library: Library) -> tuple[FileEntry, ...]:
    return tuple(FileEntry(d.source, d.fingerprint, len(d.text)) for d in library.documents)


def _describes(manifest: Manifest, library: Library) -> bool:
    """Whether an index is of exactly these files."""
    return _entries(library) == manifest.files and library.refusals == manifest.refusals


def distinct(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents, those of the same bytes and kind as one that names the others; in order."""
    alike: dict[tuple[str, str, str], list[Document]] = {}
    for document in documents:
        kind = Path(document.source).suffix.casefold()
        alike.setdefault((document.fingerprint, kind, document.text), []).append(document)
    return tuple(replace(first, also=tuple(other.source for other in others)) for first, *others in alike.values())


def _known(old: Index | None) -> dict[str, _Vector]:
    """The texts that have vectors already."""
    if old is None:
        return {}
    known = {old.passages[n].paragraph: old.paragraphs.vectors[i] for i, n in enumerate(old.first_of[:-1])}
    known.update((passage.text, old.sentences.vectors[i]) for i, passage in enumerate(old.passages))
    return known


class _Embedding:
    """Vectors for texts at several granularities, a FAISS index each; equal texts are embedded once."""

    def __init__(self, encoder: Encoder, layers: Sequence[Sequence[str]]) -> None:
        self.layers = layers
        self.flats = [empty_flat(len(texts), encoder.dimension) for texts in layers]
        self._encoder = encoder
        self._rows = [rows(flat) for flat in self.flats]
        self._places: dict[str, list[tuple[int, int]]] = {}
        for layer, texts in enumerate(layers):
            for row, text in enumerate(texts):
                self._places.setdefault(text, []).append((layer, row))
        self._done = 0

    def take(self, vector_of: Callable[[str], _Vector | None], kept: bool = False) -> None:
        """Use the vectors that exist already; those that were `kept` by an interrupted build count as done."""
        for text in [*self._places]:
            vector = vector_of(text)
            if vector is not None:
                self._put(text, vector)
                self._done += kept

    def finish(self, journal: Journal, watcher: Watcher) -> int:
        """Embed the rest, and return how many texts that was."""
        rest = sorted(self._places, key=len)  # texts of like length share a batch, which then holds little padding
        total = self._done + len(rest)
        watcher.embedding(self._done, total)
        for first in range(0, len(rest), _BATCH):
            watcher.go_on()
            batch = rest[first : first + _BATCH]
            vectors = self._encoder.encode(batch)
            journal.add(batch, vectors)
            for text, vector in zip(batch, vectors, strict=True):
                self._put(text, vector)
            self._done += len(batch)
            watcher.embedding(self._done, total)
        return len(rest)

    def _put(self, text: str, vector: _Vector) -> None:
        for layer, row in self._places.pop(text):
            self._rows[layer][row] = vector


def _report(old: Index | None, library: Library, embedded: int, *, rebuilt: bool, started: float) -> Report:
    before = {entry.source: entry.fingerprint for entry in old.manifest.files} if old else {}
    now = {document.source: document.fingerprint for document in library.documents}
    return Report(
        added=tuple(source for source in now if source not in before),
        changed=tuple(s for s in now if s in before and now[s] != before[s]),
        removed=tuple(source for source in before if source not in now),
        unchanged=tuple(s for s in now if before.get(s) == now[s]),
        skipped=library.skipped,
        embedded=embedded,
        rebuilt=rebuilt,
        seconds=time.monotonic() - started,
    )
