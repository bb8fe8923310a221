"""A visitor's own documents: indexed for that visitor alone, asked together with everybody's, deleted in the end."""

import contextlib
import hashlib
import logging
import os
import shutil
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path

import filelock
import numpy as np

from index.build import Upkeep, Watcher
from index.documents import open_named
from index.encoder import Encoder, Vectors
from index.errors import FileError, QuotewiseError, StoppedError
from index.records import Document
from index.store import Index, joined, remaining
from index.watch import Freshness
from qa.answer import Answer
from qa.assistant import Assistant
from qa.keep import Ask, Keeper
from qa.status import Pace, State, Status, described

YOURS = "your files"
"""The folder that a visitor's own files are cited by."""

ONLY_YOURS = "Only your own files were asked: the documents here are being read for the first time."

_PREFIX = "quotewise-desks-"
_LOCK = "lock"
_TIDIED = 60.0  # seconds between two looks for visitors who left
_FAREWELL = 1.0  # seconds that the end waits for the indexing under way
_LEFT = 1000  # visitors who logged out that are remembered, so that no file of theirs is taken that comes late
_FEW = 16  # texts embedded before it is looked whether something is asked
_PATIENCE = 1.0  # seconds that they wait for questions


class UploadError(QuotewiseError):
    """A file is not taken; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much visitors may bring."""

    file: int = 10_000_000  # bytes of a file
    files: int = 20  # of a visitor
    visitor: int = 25_000_000  # bytes of a visitor's files together
    everybody: int = 250_000_000  # bytes of all visitors' files together
    documents: int = 5000  # files in the folder of the documents, where visitors' files join them
    desks: int = 25  # visitors with files at once
    texts: int = 30_000  # sentences and paragraphs of a visitor's files together
    beside: int = 40_000  # passages of everybody's documents that are searched as one with a visitor's
    joined: int = 4  # such searches kept ready at once; others are made anew
    idle: float = 1800.0  # seconds without a sign of the visitor's page after which the files are deleted

    def check(self, name: str, size: int) -> None:
        """Raises UploadError where a file is too large by itself, or empty."""
        if size > self.file:
            raise UploadError(f"{name} is too large: {megabytes(size)}, of {megabytes(self.file)} at most.")
        if size == 0:
            raise UploadError(f"{name} is empty.")


@dataclass(frozen=True, slots=True)
class Paper:
    """A visitor's file by its name: whether it is `ready` to be asked, and why not where it never will be."""

    name: str
    size: int
    ready: bool = False
    problem: str = ""


class Desk:
    """One visitor's files and their index. Safe to use from several threads."""

    def __init__(self, folder: Path, encoder: Encoder, over: Callable[[Index], Assistant], limits: Limits) -> None:
        self.files = folder / "documents" / YOURS
        self.files.mkdir(parents=True, mode=0o700)
        self.folder = folder
        self.index: Index | None = None
        self._held: Index | None = None  # as it is on disk, with what was taken away since
        self._over = over
        self._limits = limits
        self._upkeep = Upkeep(self.files.parent, folder / "index", encoder)
        self._fresh = Freshness(self.files.parent)
        self._status = Status()
        self._stop, self._due = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._alone: tuple[Index, Assistant] | None = None

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The files, in the order of their names."""
        index = self.index
        ready = {name for d in index.documents for name in (d.source, *d.also)} if index else set()
        problems = {skipped.source: skipped.reason for skipped in self._status.left_out}
        return tuple(
            Paper(
                name,
                size,
                f"{YOURS}/{name}" in ready,
                problems.get(f"{YOURS}/{name}", "") or ("" if self._status.is_busy else self._status.problem),
            )
            for name, size in sizes(self.files).items()
        )

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(paper.size for paper in self.papers)

    @property
    def progress(self) -> str:
        """How far the indexing is, for a person; empty where nothing is under way."""
        return described(self._status) if self._status.is_busy else ""

    def refresh(self) -> None:
        """Bring the index up to date with the files; what fails is told by `papers`.

        Where another thread is at it, that one does it once more, and this one is free for other visitors.
        """
        self._due.set()
        while self._due.is_set() and self._lock.acquire(blocking=False):
            try:
                self._due.clear()
                if not self._stop.is_set():
                    self._update()
            finally:
                if self._stop.is_set():  # nothing stays of what was written since `close`
                    shutil.rmtree(self.folder, ignore_errors=True)
                self._lock.release()

    def _update(self) -> None:
        pace = Pace()
        too_much = 0
        self._status = Status(State.READING)

        def reading(done: int, total: int) -> None:
            self._status = Status(State.READING, files=(done, total))

        def embedding(done: int, total: int) -> None:
            nonlocal too_much
            too_much = total if total > self._limits.texts else 0
            self._status = Status(State.INDEXING, files=self._status.files, texts=(done, total), rate=pace.at(done))

        try:
            watcher = Watcher(reading, embedding, lambda: self._stop.is_set() or bool(too_much))
            self._held, report = self._upkeep.update(watcher, self._held)
            self.withdraw()
            self._status = Status(left_out=report.skipped)
        except StoppedError:
            problem = f"Your files hold too much text: {too_much:,} passages, of {self._limits.texts:,} at most. "
            self._status = Status(State.FAILED, problem=problem + "Remove some, or bring shorter ones.")
        except QuotewiseError as error:
            self._status = Status(State.FAILED, problem=str(error))
        except Exception:
            if not self._stop.is_set():  # else the files were deleted while they were read
                logging.getLogger(__name__).exception("A visitor's files were not indexed")
            self._status = Status(State.FAILED, problem="Something went wrong while reading your files.")

    def remove(self, name: str) -> None:
        """Delete a file of this name, where there is one; from now on nothing is answered from it."""
        if name in sizes(self.files):  # and so no path
            (self.files / name).unlink(missing_ok=True)
        self.withdraw()

    def withdraw(self) -> None:
        """Answer no more from files that are gone or replaced."""
        if self._held is not None:
            self.index = remaining(self._held, self._fresh.names)

    def is_current(self, document: Document) -> bool:
        """Whether the file of a document is still what was indexed, under one of its names."""
        return bool(self._fresh.names(document))

    def holds(self, document: Document) -> bool:
        """Whether the file of a document that was answered from is still here."""
        return any((self.files.parent / name).is_file() for name in (document.source, *document.also))

    def open_file(self, source: str) -> BufferedReader:
        """The file of a document that is answered from, by its recorded name, open at its beginning.

        Raises FileError where there is no such document, or its file is gone or altered.
        """
        return open_named(self.files.parent, self.index.documents if self.index else (), source)

    def alone(self, index: Index) -> Assistant:
        """Answers from the visitor's files and nothing else."""
        if self._alone is None or self._alone[0] is not index:
            self._alone = (index, self._over(index))
        return self._alone[1]

    def close(self, patience: float = 0.0) -> None:
        """Delete everything and end the indexing, which is waited for `patience` seconds at most."""
        self._stop.set()
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._lock.acquire(timeout=patience):
            self._lock.release()


class Polite:
    """An encoder that lets questions go first: it embeds a few texts at a time, and waits while something is asked."""

    def __init__(self, encoder: Encoder, is_asked: Callable[[], bool]) -> None:
        self.name, self.dimension = encoder.name, encoder.dimension
        self._encoder = encoder
        self._is_asked = is_asked

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The texts' vectors, float32 (n, dimension), as the encoder within makes them."""
        parts = []
        for first in range(0, max(1, len(texts)), _FEW):
            deadline = time.monotonic() + _PATIENCE  # so that it gets on where there is always a question
            while self._is_asked() and time.monotonic() < deadline:
                time.sleep(0.02)
            parts.append(self._encoder.encode(texts[first : first + _FEW]))
        return np.concatenate(parts)


def sizes(folder: Path) -> dict[str, int]:
    """The bytes of a folder's files by their names, in order; what is deleted meanwhile is not among them."""
    found = {}
    with contextlib.suppress(OSError):
        for path in sorted(folder.iterdir()):
            with contextlib.suppress(OSError):
                found[path.name] = path.stat().st_size
    return found


def megabytes(size: int) -> str:
    """A number of bytes, for a person.

    >>> megabytes(10_000_000), megabytes(12_345_678), megabytes(40_000)
    ('10 MB', '12.3 MB', '0.04 MB')
    """
    return f"{size / 1e6:.3g} MB"


def _sweep(below: Path) -> None:
    """Delete the desks of processes that ended without doing so: those whose lock nobody holds."""
    for folder in below.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError, filelock.Timeout):
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            with filelock.FileLock(folder / _LOCK, timeout=0):
                shutil.rmtree(folder, ignore_errors=True)


def is_own(source: str) -> bool:
    """Whether a document's name is that of a visitor's own file."""
    return source.startswith(f"{YOURS}/")


class Desks:
    """The desks of all visitors, below one temporary folder that goes with the process; told apart by a secret key."""

    def __init__(
        self,
        keeper: Keeper,
        limits: Limits = Limits(),
        root: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make the folder, below `root` or the system's for such things, and delete what killed processes left."""
        below = root or Path(tempfile.gettempdir())
        _sweep(below)
        self.limits = limits
        self._keeper = keeper
        self._clock = clock
        self._root = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=below))
        self._own = filelock.FileLock(self._root / _LOCK)
        self._own.acquire()
        self._desks: dict[str, Desk] = {}
        self._seen: dict[str, float] = {}
        self._joined: dict[str, tuple[Index, Index, Assistant]] = {}
        self._left: deque[str] = deque(maxlen=_LEFT)
        self._lock = threading.RLock()
        # Two at once: one visitor's long file does not keep the next one's short one waiting.
        self._indexing = ThreadPoolExecutor(2, "quotewise-desk")
        self._closing = threading.Event()
        threading.Thread(target=self._tidy, name="quotewise-tidy", daemon=True).start()

    def of(self, visitor: str) -> Desk | None:
        """The visitor's desk, which is thereby in use; None where there is none."""
        with self._lock:
            self._end_idle()
            if visitor in self._desks:
                self._seen[visitor] = self._clock()
            return self._desks.get(visitor)

    def room(self, visitor: str, name: str, size: int) -> None:
        """Raises UploadError, saying what to do, where a file of `size` bytes may not be brought."""
        desk, limits = self.of(visitor), self.limits
        limits.check(name, size)
        if desk is None and len(self._desks) >= limits.desks:
            raise UploadError("Too many visitors have files of their own here just now. Try again later.")
        others = [paper for paper in desk.papers if paper.name != name] if desk else []
        if len(others) >= limits.files:
            raise UploadError(f"You have {len(others)} files here, the most allowed. Remove one to add {name}.")
        if sum(paper.size for paper in others) + size > limits.visitor:
            raise UploadError(f"Your files may have {megabytes(limits.visitor)} together. Remove some to add {name}.")
        with self._lock:
            everybody = sum(other.size for other in self._desks.values())
        if everybody + size > limits.everybody:
            raise UploadError("There is no more room for visitors' files just now. Try again later.")

    @contextlib.contextmanager
    def incoming(self) -> Iterator[Path]:
        """A file to receive into; deleted in the end unless it was taken."""
        descriptor, path = tempfile.mkstemp(prefix="incoming-", dir=self._root)
        os.close(descriptor)
        try:
            yield Path(path)
        finally:
            Path(path).unlink(missing_ok=True)

    def take(self, visitor: str, name: str, received: Path) -> None:
        """Put a file that was received on the visitor's desk and have it indexed; one of the same name is replaced.

        `name` is no path: see `plain_name`. Raises UploadError where there is no room.
        """
        with self._lock:
            if visitor in self._left:
                raise UploadError("You have logged out.")
            self.room(visitor, name, received.stat().st_size)
            desk = self._desks.get(visitor)
            if desk is None:
                folder = self._root / hashlib.sha256(visitor.encode()).hexdigest()[:32]
                encoder = Polite(self._keeper.encoder, lambda: self._keeper.is_asked)
                desk = self._desks[visitor] = Desk(folder, encoder, self._keeper.over, self.limits)
                self._seen[visitor] = self._clock()
            received.replace(desk.files / name)
        desk.withdraw()
        self._index(desk)

    def open_file(self, visitor: str, source: str) -> BufferedReader:
        """The file of a document of the visitor's own; FileError where that cannot be."""
        desk = self.of(visitor)
        if desk is None:
            raise FileError("There is no such file of yours here.")
        return desk.open_file(source)

    def remove(self, visitor: str, name: str) -> None:
        """Take a file off the visitor's desk."""
        desk = self.of(visitor)
        if desk is not None:
            desk.remove(name)
            self._index(desk)

    def _index(self, desk: Desk) -> None:
        with contextlib.suppress(RuntimeError):  # the server is leaving
            self._indexing.submit(desk.refresh)

    def forget(self, visitor: str) -> None:
        """Delete everything of a visitor whose session ended; what is still on its way is not taken any more."""
        with self._lock:
            self._left.append(visitor)
        self._clear(visitor)

    def _clear(self, visitor: str) -> None:
        with self._lock:
            desk = self._desks.pop(visitor, None)
            self._seen.pop(visitor, None)
            self._joined.pop(visitor, None)
        if desk is not None:
            desk.close()

    def close(self) -> None:
        """Delete everything of everybody."""
        self._closing.set()
        with self._lock:
            desks = list(self._desks.values())
            self._desks.clear()
        self._indexing.shutdown(wait=False, cancel_futures=True)
        deadline = time.monotonic() + _FAREWELL
        for desk in desks:
            desk.close(max(0.0, deadline - time.monotonic()))
        self._own.release()
        shutil.rmtree(self._root, ignore_errors=True)

    def before(self, visitor: str) -> "Beside | None":
        """What answers a visitor with files of his own; None for one without."""
        desk = self.of(visitor)
        return Beside(self._keeper, desk, lambda library: self._assistant(visitor, desk, library)) if desk else None

    def _assistant(self, visitor: str, desk: Desk, library: Index) -> Assistant | None:
        """Answers from everybody's documents and the visitor's as from one; None where these are too many for that."""
        own = desk.index
        if own is None or len(library) > self.limits.beside:
            return None
        with self._lock:
            known = self._joined.pop(visitor, None)
        if known is None or known[0] is not library or known[1] is not own:
            known = (library, own, self._keeper.over(joined(library, own)))
        with self._lock:
            if visitor in self._desks:
                self._joined[visitor] = known  # the last is the one used last
            while len(self._joined) > self.limits.joined:
                self._joined.pop(next(iter(self._joined)))
        return known[2]

    def _tidy(self) -> None:
        while not self._closing.wait(_TIDIED):
            with self._lock:
                self._end_idle()

    def _end_idle(self) -> None:
        now = self._clock()
        for visitor in [v for v, seen in self._seen.items() if now - seen > self.limits.idle]:
            self._clear(visitor)


class Beside:
    """Everybody's documents and a visitor's own: what the page asks for that visitor."""

    def __init__(self, keeper: Keeper, desk: Desk, joined: Callable[[Index], Assistant | None]) -> None:
        self._keeper = keeper
        self._desk = desk
        self._joined = joined

    @property
    def documents(self) -> tuple[Document, ...]:
        """Everybody's documents, and the visitor's."""
        own = self._desk.index
        return (*self._keeper.documents, *(own.documents if own else ()))

    def ask(self, question: str, chat: Sequence[Answer] = (), strictness: float | None = None) -> Answer:
        """Answer from both; where both together are too many to be searched as one, what the surer of them says."""
        return self._keeper.ask(question, chat, strictness, self._over, self.is_current)

    def _over(self, library: Index | None) -> Ask | None:
        own = self._desk.index
        if own is None:
            return None
        if library is None:
            return self._own_only(self._desk.alone(own))
        together = self._joined(library)
        return together.ask if together else self._surer(self._desk.alone(own))

    def _own_only(self, alone: Assistant) -> Ask:
        def ask(question: str, chat: Sequence[Answer], strictness: float | None) -> Answer:
            answer = alone.ask(question, chat, strictness)
            return replace(answer, note=" ".join(filter(None, (answer.note, ONLY_YOURS))))

        return ask

    def _surer(self, alone: Assistant) -> Ask:
        def ask(question: str, chat: Sequence[Answer], strictness: float | None) -> Answer:
            answers = [alone.ask(question, chat, strictness), self._keeper.ask(question, chat, strictness)]
            return max(answers, key=lambda answer: (not answer.abstained, answer.confidence))

        return ask

    def is_current(self, document: Document) -> bool:
        """Whether the document's file is still what was indexed."""
        return self._desk.is_current(document) if self._is_own(document) else self._keeper.is_current(document)

    def is_there(self, document: Document) -> bool:
        """Whether the document's file is there, altered or not."""
        return self._desk.holds(document) if self._is_own(document) else self._keeper.is_there(document)

    def _is_own(self, document: Document) -> bool:
        return is_own(document.source) and document not in self._keeper.documents
