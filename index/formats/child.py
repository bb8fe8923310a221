"""The parent's side of extraction: a child process serves many files, and no file can take it longer than allowed."""

import contextlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from index.formats.extracted import LONGEST_TEXT, Extracted, RefusedError
from index.records import Place

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from index.formats.worker import main; main()"
_ROOT = str(Path(__file__).parents[2])
_OUT_OF_TIME = "it takes longer than {seconds} seconds to read"
_FAILED = "the program that reads such files failed on it; it may be damaged, or need more than {memory:,} MB of memory"
LARGEST_FILE = 200_000_000  # bytes
_SIGXCPU = getattr(__import__("signal"), "SIGXCPU", 24)


@dataclass(frozen=True, slots=True)
class Limits:
    """What extracting one file may take: seconds of processor time and of waiting, bytes of memory and of file.

    A large file may take `more` seconds a megabyte, but never more than `most`. `waiting` is longer, for the machine
    may be busy.
    """

    seconds: int = 15
    more: int = 10
    most: int = 120
    waiting: int = 360
    memory: int = 1_500_000_000
    size: int = LARGEST_FILE

    def seconds_for(self, size: int) -> int:
        """Seconds of processor time that a file of this size may take."""
        return min(self.most, self.seconds + self.more * size // 1_000_000)


class TransientError(RefusedError):
    """A file was refused for what may be otherwise the next time, like a machine too busy to read it in time."""


class Child:
    """Extracts files in a process of its own, which is started with the first and ended with the context."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def extract(self, data: bytes, suffix: str) -> Extracted:
        """The text of a file of this suffix, casefolded and with its dot.

        Raises:
            RefusedError: it gives none, takes too long or too much, or the process failed on it.
        """
        if len(data) > self.limits.size:
            raise RefusedError(f"it is larger than {self.limits.size // 1_000_000} MB; split it")
        process = self._started()
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self.limits.waiting, give_up)
        timer.start()
        try:
            answer = _exchange(process, self._request(suffix, len(data)), data)
        except (OSError, EOFError, ValueError):
            raise self._failure(late.is_set(), len(data)) from None
        except BaseException:
            self._end()
            raise
        finally:
            timer.cancel()
        return checked(answer)

    def _request(self, suffix: str, size: int) -> bytes:
        bounds = {"seconds": self.limits.seconds_for(size), "memory": self.limits.memory}
        return json.dumps({"suffix": suffix, "size": size, **bounds}).encode("ascii") + b"\n"

    def _failure(self, late: bool, size: int) -> RefusedError:
        """Why there is no answer; the process is gone, or of no use any more."""
        code = self._end()
        if late:
            return TransientError(_OUT_OF_TIME.format(seconds=self.limits.waiting))
        if code == -_SIGXCPU:
            return RefusedError(_OUT_OF_TIME.format(seconds=self.limits.seconds_for(size)))
        return RefusedError(_FAILED.format(memory=self.limits.memory // 1_000_000))

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            path = json.dumps([_ROOT, *sys.path])
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _START, path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=os.sep if os.name != "nt" else None,
            )
        return self._process

    def _end(self) -> int | None:
        """End the process and return how it ended; the system's own verdict, where it had ended by itself."""
        process, self._process = self._process, None
        if process is None:
            return None
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        try:
            return process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _exchange(process: subprocess.Popen[bytes], request: bytes, data: bytes) -> Any:
    """Send a file and read the answer. Raises OSError, EOFError or ValueError where the process does not give one."""
    if process.stdin is None or process.stdout is None:
        raise EOFError
    process.stdin.write(request)
    process.stdin.write(data)
    process.stdin.flush()
    size = int(process.stdout.readline(32))
    if not 0 < size <= 13 * LONGEST_TEXT:
        raise ValueError(size)
    answer = process.stdout.read(size)
    if len(answer) < size:
        raise EOFError
    return json.loads(answer)


def checked(answer: Any) -> Extracted:
    """The process's answer, where it is one: it has read what a stranger may have made.

    Raises:
        RefusedError: it gives a reason instead of a text, or neither.
    """
    if isinstance(answer, dict) and isinstance(answer.get("reason"), str):
        raise RefusedError(answer["reason"][:1000])
    try:
        text, places = answer["text"], tuple(Place(int(s), str(k), str(label)) for s, k, label in answer["places"])
        starts = [place.start for place in places]
        text.encode("utf-8")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RefusedError("the program that reads such files gave no text") from error
    if starts != sorted(starts) or (starts and not 0 <= starts[0] <= starts[-1] <= len(text)):
        raise RefusedError("the program that reads such files gave no text")
    return Extracted(text, places)
