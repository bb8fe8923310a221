"""How far the indexing is, for a person and for a program."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from index.documents import Skipped


class State(StrEnum):
    """What becomes of the documents just now."""

    READING = "reading"  # which files there are, and what they say
    INDEXING = "indexing"  # vectors are made for their passages
    READY = "ready"  # the index is up to date
    STOPPED = "stopped"  # somebody stopped it
    FAILED = "failed"  # it could not be done; `problem` says why


@dataclass(frozen=True, slots=True)
class Status:
    """How far the indexing is. What answers meanwhile is the index of before, of `documents` and `passages`.

    `files` and `texts` are (done, of how many) of the work under way. `rate` is texts a second; `seconds_left` None
    where it cannot be told yet. `left_out` are the files that are not in the index, with the reason. `generation`
    changes with the index.
    """

    state: State = State.READY
    documents: int = 0
    passages: int = 0
    files: tuple[int, int] = (0, 0)
    texts: tuple[int, int] = (0, 0)
    rate: float = 0.0
    left_out: tuple[Skipped, ...] = ()
    problem: str = ""
    generation: int = 0

    @property
    def is_busy(self) -> bool:
        """Whether the index is being brought up to date."""
        return self.state in {State.READING, State.INDEXING}

    @property
    def seconds_left(self) -> float | None:
        """How long the work under way will take yet, at the rate of now."""
        done, total = self.texts
        return (total - done) / self.rate if self.state is State.INDEXING and self.rate else None


class Pace:
    """Tells how fast a count grows, from the first one that it is given on.

    >>> seconds = iter([10.0, 14.0])
    >>> pace = Pace(lambda: next(seconds))
    >>> pace.at(100), pace.at(140)
    (0.0, 10.0)
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._first: tuple[float, int] | None = None

    def at(self, done: int) -> float:
        """The rate, a second, up to this count; 0 as long as it cannot be told."""
        now = self._clock()
        began, first = self._first = self._first or (now, done)
        return (done - first) / (now - began) if now > began else 0.0


def described(status: Status) -> str:
    """What is going on, in a line for a person.

    >>> described(Status(State.INDEXING, files=(3, 3), texts=(1200, 5000), rate=85.0))
    'Indexing 3 files: 1,200 of 5,000 passages, 85 a second, 45 s left'
    >>> described(Status(State.READING, files=(2, 3)))
    'Reading the documents: 2 of 3 files'
    >>> described(Status(State.READING))
    'Reading the documents'
    """
    done, total = status.texts
    match status.state:
        case State.READING:
            files = f": {status.files[0]:,} of {status.files[1]:,} files" if status.files[1] else ""
            return f"Reading the documents{files}"
        case State.INDEXING:
            pace = f", {status.rate:,.0f} a second" if status.rate else ""
            left = "" if status.seconds_left is None else f", {duration(status.seconds_left)} left"
            files = "1 file" if status.files[1] == 1 else f"{status.files[1]:,} files"
            return f"Indexing {files}: {done:,} of {total:,} passages{pace}{left}"
        case State.STOPPED:
            return f"Indexing was stopped at {done:,} of {total:,} passages; what is done is kept"
        case State.FAILED:
            return f"The documents could not be indexed: {status.problem}"
        case State.READY:
            return "The index is up to date"


def duration(seconds: float) -> str:
    """A time in words, rounded.

    >>> [duration(s) for s in (0.2, 44.7, 125, 7300)]
    ['1 s', '45 s', '2 min', '2 h 2 min']
    """
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def health(status: Status) -> dict[str, object]:
    """What a program that looks after this one is told: numbers alone, no name and no path."""
    left = status.seconds_left
    return {
        "status": status.state.value,
        "documents": status.documents,
        "passages": status.passages,
        "left_out": len(status.left_out),
        "generation": status.generation,
        "indexing": {
            "text": described(status),
            "files_done": status.files[0],
            "files_total": status.files[1],
            "passages_done": status.texts[0],
            "passages_total": status.texts[1],
            "passages_per_second": round(status.rate, 1),
            "seconds_left": None if left is None else round(left, 1),
        }
        if status.is_busy
        else None,
    }
