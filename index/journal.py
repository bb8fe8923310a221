"""Vectors made for an index that is not whole yet, so that a build that was ended goes on where it was.

The journal is one file that only ever grows: a line that names the encoder, then records, each with the SHA-256 of
what it holds. A process killed while it writes leaves a torn record behind; it is found by its checksum when the
journal is opened, and cut off with whatever follows. Texts are known by their own SHA-256, so the journal holds none.
"""

import hashlib
import os
import struct
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import numpy as np

from index.encoder import Encoder, Vectors

JOURNAL = "vectors.journal"

_HEAD = struct.Struct("<I32s")  # how many texts a record holds, and the SHA-256 of its keys and vectors
_KEY = 32  # bytes of a key
_SYNC_SECONDS = 2.0  # at most so much work is lost in a power cut; a killed process loses none that was written


class Journal:
    """The vectors of an unfinished build, by text. One process may hold it: open it under the index's lock only.

    Where the disk is full it stops growing and says nothing: what counts is whether the index can be written.
    """

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        """Read what an earlier build left, and be ready for more. Raises OSError where the file cannot be opened."""
        self._path = folder / JOURNAL
        self._dimension = encoder.dimension
        self._title = f"quotewise-vectors 1 {encoder.dimension} {encoder.name}\n".encode()
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        self._file: BinaryIO = os.fdopen(descriptor, "r+b", buffering=0)
        self._places: dict[bytes, int] = {}
        self._synced = time.monotonic()
        self._end, self._full = 0, False
        if _read(self._file, len(self._title)) == self._title:
            self._end = self._recover(len(self._title))
            self._file.truncate(self._end)
        else:
            self.clear()

    def __enter__(self) -> "Journal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._places)

    def get(self, text: str) -> Vectors | None:
        """The vector (d,) of a text; None where it is not known."""
        place = self._places.get(_key(text))
        if place is None:
            return None
        self._file.seek(place)
        return np.frombuffer(_read(self._file, 4 * self._dimension), dtype="<f4").astype(np.float32)

    def add(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Keep the vectors (n, d) of `n` texts."""
        if self._full:
            return
        keys = b"".join(map(_key, texts))
        body = keys + np.ascontiguousarray(vectors, dtype="<f4").tobytes()
        self._full = not self._append(_HEAD.pack(len(texts), hashlib.sha256(body).digest()) + body)

    def clear(self) -> None:
        """Forget everything, which gives its room back, and begin anew."""
        self._places.clear()
        self._end = 0
        self._file.truncate(0)
        self._full = not self._append(self._title)

    def remove(self) -> None:
        """Delete the file: its vectors stand in an index now."""
        self._file.close()
        self._path.unlink(missing_ok=True)

    def _recover(self, position: int) -> int:
        """Take in every whole record from `position` on, and return where the last one ends."""
        row = _KEY + 4 * self._dimension
        while len(head := _read(self._file, _HEAD.size)) == _HEAD.size:
            count, checksum = _HEAD.unpack(head)
            if position + _HEAD.size + count * row > os.fstat(self._file.fileno()).st_size:
                break
            body = _read(self._file, count * row)
            if hashlib.sha256(body).digest() != checksum:
                break
            vectors = position + _HEAD.size + count * _KEY
            for number in range(count):
                key = body[number * _KEY : (number + 1) * _KEY]
                self._places[key] = vectors + number * 4 * self._dimension
            position += _HEAD.size + len(body)
        return position

    def _append(self, data: bytes) -> bool:
        """Whether there was room for `data` at the end; where there was not, the file is as it was."""
        try:
            self._file.seek(self._end)
            left = memoryview(data)
            while left:
                left = left[self._file.write(left) :]
            if time.monotonic() - self._synced > _SYNC_SECONDS:
                os.fsync(self._file.fileno())
                self._synced = time.monotonic()
        except OSError:
            self._file.truncate(self._end)
            return False
        self._end += len(data)
        return True


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _read(file: BinaryIO, count: int) -> bytes:
    """Up to `count` bytes, fewer only at the end of the file."""
    parts: list[bytes] = []
    while count and (part := file.read(min(count, 1 << 24))):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
