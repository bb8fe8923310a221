"""Tells on the terminal how far the indexing is, and which files were left out."""

import sys
import threading
from collections.abc import Iterable

from index.documents import Skipped
from qa.render import one_line, visible
from qa.status import State, Status, described

_ENDS = {State.READY, State.STOPPED, State.FAILED}


def left_out(skipped: Iterable[Skipped]) -> list[str]:
    """The files that were left out, a line each, with the reason."""
    return [f"left out {one_line(one.source)}: {one_line(one.reason)}" for one in skipped]


class Teller:
    """Called with every status: on a terminal one line counts up, elsewhere one begins and one ends."""

    def __init__(self) -> None:
        self._said = ""
        self._worked = False
        self._left_out: tuple[Skipped, ...] = ()
        self._lock = threading.Lock()

    def __call__(self, status: Status) -> None:
        """Say what is new in a status."""
        with self._lock:
            self._progress(status)
            if status.left_out != self._left_out:
                known, self._left_out = self._left_out, status.left_out
                for line in left_out(skipped for skipped in status.left_out if skipped not in known):
                    print(line, file=sys.stderr)

    def _progress(self, status: Status) -> None:
        begins = status.state is State.INDEXING and not self._worked and status.texts[1] > 0
        ends = status.state in _ENDS and (self._worked or status.state is State.FAILED)
        line = visible(described(status))
        if line == self._said or not (begins or ends or (self._worked and sys.stdout.isatty())):
            return
        if status.state is State.READING:
            return
        self._worked = not ends
        self._said = line
        if sys.stdout.isatty():
            print(f"\r\x1b[K{line}" + ("\n" if ends else ""), end="", flush=True)
        else:
            print(f"{line}\n", end="", flush=True)  # in one piece: others print from other threads
