"""A folder becomes an up-to-date index: only what changed is read into vectors, and a crash loses nothing."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import faiss
import numpy as np

from index.documents import Library, Skipped, read_library
from index.encoder import Encoder
from index.errors import DamagedIndexError, MissingIndexError
from index.lexical import Lexical
from index.passages import WINDOW, passages
from index.store import (
    FileEntry,
    Index,
    Layer,
    Manifest,
    Settings,
    check_ours,
    empty_flat,
    load,
    locked,
    paragraph_starts,
    rows,
    save,
)

Progress = Callable[[int, int], None]
"""Told how many texts of how many have their vectors; called with 0 first."""

_SEGMENTATION = 2  # raise it when sentences or paragraphs come out otherwise, so that indexes are built anew
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


def update(
    seeds: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    encoder: Encoder,
    shape: Shape | None = None,
    progress: Progress | None = None,
) -> tuple[Index, Report]:
    """Bring the index in `folder` up to date with the documents in `seeds`, and return it.

    Where nothing changed, nothing is embedded and nothing written. A text that is in the old index keeps its vector.
    An index that is damaged, or of another encoder or other settings, is built anew (`Report.rebuilt`).

    Args:
        seeds: the documents' folder.
        folder: the index's folder; made where there is none.
        encoder: gives the vectors; has to be the one questions are asked with.
        shape: how to cut and weigh the texts.
        progress: told how far the embedding is.

    Raises:
        DocumentsError: `seeds` is not a readable folder.
        IndexFormatError: `folder` is not ours, or from a newer version; it is left as it was.
    """
    started = time.monotonic()
    place = Path(folder)
    check_ours(place)
    settings: Settings = {**asdict(shape or Shape()), "segmentation": _SEGMENTATION}
    library = read_library(seeds)
    old, rebuilt = _current(place, encoder, settings)
    if old is not None and _entries(library) == old.manifest.files:
        return old, _report(old, library, 0, rebuilt=False, started=started)
    with locked(place):
        library = read_library(seeds)
        old, rebuilt = _current(place, encoder, settings)  # another process may have been faster
        if old is not None and _entries(library) == old.manifest.files:
            return old, _report(old, library, 0, rebuilt=False, started=started)
        new, embedded = _build(library, old, encoder, settings, progress or (lambda done, total: None))
        new = save(new, place)
    return new, _report(old, library, embedded, rebuilt=rebuilt, started=started)


def _current(folder: Path, encoder: Encoder, settings: Settings) -> tuple[Index | None, bool]:
    """The index in `folder`, where it is of use, and whether there is one that is not."""
    try:
        index = load(folder)
    except MissingIndexError:
        return None, False
    except DamagedIndexError:
        return None, True
    if index.manifest.encoder != encoder.name or index.manifest.settings != settings:
        return None, True
    return index, False


def _entries(library: Library) -> tuple[FileEntry, ...]:
    return tuple(FileEntry(d.source, d.fingerprint, len(d.text)) for d in library.documents)


def _build(
    library: Library, old: Index | None, encoder: Encoder, settings: Settings, progress: Progress
) -> tuple[Index, int]:
    """The index of `library`, and how many texts had to be embedded for it."""
    cut = [p for document in library.documents for p in passages(document, int(settings["window"]))]
    opening = paragraph_starts(cut)[:-1]
    sentences, paragraphs = [p.text for p in cut], [cut[number].paragraph for number in opening]
    flats, embedded = _embedded([sentences, paragraphs], _known(old), encoder, progress)
    k1, b = float(settings["k1"]), float(settings["b"])
    layers = [
        Layer(flat, Lexical.build(texts, k1, b)) for flat, texts in zip(flats, (sentences, paragraphs), strict=True)
    ]
    manifest = Manifest(encoder.name, dict(settings), _entries(library), "", {})
    return Index(library.documents, cut, layers[0], layers[1], manifest), embedded


def _known(old: Index | None) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float32]]]:
    """The texts that have vectors already."""
    if old is None:
        return {}
    known = {old.passages[n].paragraph: old.paragraphs.vectors[i] for i, n in enumerate(old.first_of[:-1])}
    known.update((passage.text, old.sentences.vectors[i]) for i, passage in enumerate(old.passages))
    return known


def _embedded(
    layers: Sequence[Sequence[str]],
    known: dict[str, np.ndarray[tuple[int], np.dtype[np.float32]]],
    encoder: Encoder,
    progress: Progress,
) -> tuple[list[faiss.IndexFlatIP], int]:
    """A FAISS index a layer, and how many texts were not known. Equal texts are embedded once."""
    flats = [empty_flat(len(texts), encoder.dimension) for texts in layers]
    places: dict[str, list[tuple[int, int]]] = {}
    for layer, texts in enumerate(layers):
        for row, text in enumerate(texts):
            if text in known:
                rows(flats[layer])[row] = known[text]
            else:
                places.setdefault(text, []).append((layer, row))
    unknown = sorted(places, key=len)  # texts of like length share a batch, which then holds little padding
    matrices = [rows(flat) for flat in flats]
    progress(0, len(unknown))
    for first in range(0, len(unknown), _BATCH):
        batch = unknown[first : first + _BATCH]
        for text, vector in zip(batch, encoder.encode(batch), strict=True):
            for layer, row in places[text]:
                matrices[layer][row] = vector
        progress(first + len(batch), len(unknown))
    return flats, len(unknown)


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
