"""The child process that extracts: reads files from its standard input, one after another, under hard limits.

A request is a line of JSON, `{"suffix": ..., "size": bytes, "seconds": of processor time, "memory": bytes}`, and the
file. The answer is a line with the size of what follows, and JSON: `{"text": ..., "places": [[start, kind, label]]}`
or `{"reason": ...}`. The file never has a name here, and nothing is written to disk. The text is also cut into passages
here, once, so that one which takes too long to cut, or has too many, is left out like others that take too much.
"""

import contextlib
import importlib
import json
import os
import sys
from typing import Any, BinaryIO

from index.formats import MODULES, TEXT
from index.formats.extracted import Extracted, RefusedError
from index.passages import passages
from index.records import Document

MOST_PASSAGES = 1_000_000  # of a file; their vectors take gigabytes, and hours to make


def main() -> None:
    """Serve until the standard input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    sys.setrecursionlimit(3000)
    requests = sys.stdin.buffer
    while line := requests.readline():
        request = json.loads(line)
        _limit(request["seconds"], request["memory"])
        said = json.dumps(answer(request["suffix"], _read(requests, request["size"]))).encode("ascii")
        answers.write(b"%d\n" % len(said) + said)
        answers.flush()


def _read(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) < size:
        raise EOFError
    return data


def answer(suffix: str, data: bytes) -> dict[str, Any]:
    """What is answered for a file: its text and places, or the reason why there is none."""
    try:
        extracted = load(suffix).extract(data)
        _check_passages(extracted)
    except RefusedError as error:
        return {"reason": str(error)}
    except RecursionError:
        return {"reason": "its parts are nested too deeply"}
    places = [(place.start, place.kind, place.label) for place in extracted.places]
    return {"text": extracted.text, "places": places}


def load(suffix: str) -> Any:
    """The module that reads files of this suffix."""
    return importlib.import_module(f"index.formats.{(TEXT | MODULES)[suffix]}")


def _check_passages(extracted: Extracted) -> None:
    if len(passages(Document("", extracted.text, ""))) > MOST_PASSAGES:
        raise RefusedError(f"it holds more than {MOST_PASSAGES:,} sentences, lines or rows; split it")


def _limit(seconds: int, memory: int) -> None:
    """Bound this process by the system, where the system can: what exceeds a bound ends it."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + 1 + seconds
    wanted = ((resource.RLIMIT_CPU, until), (resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0))
    for kind, value in (*wanted, (resource.RLIMIT_FSIZE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, resource.getrlimit(kind)[1]))


if __name__ == "__main__":
    main()
