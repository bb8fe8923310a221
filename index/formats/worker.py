"""The child process that extracts: reads files from its standard input, one after another, under hard limits.

A request is a line of JSON, `{"suffix": ..., "size": bytes, "seconds": of processor time, "memory": bytes}`, and the
file. The answer is a line with the size of what follows, and JSON: `{"text": ..., "places": [[start, kind, label]]}`
or `{"reason": ...}`. The file never has a name here, and nothing is written to disk.
"""

import contextlib
import importlib
import json
import os
import sys
from typing import Any, BinaryIO

from index.formats import MODULES
from index.formats.extracted import RefusedError


def main() -> None:
    """Serve until the standard input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    sys.setrecursionlimit(3000)
    requests = sys.stdin.buffer
    while line := requests.readline():
        request = json.loads(line)
        _limit(request["seconds"], request["memory"])
        answer = json.dumps(_answer(request["suffix"], _read(requests, request["size"]))).encode("ascii")
        answers.write(b"%d\n" % len(answer) + answer)
        answers.flush()


def _read(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _answer(suffix: str, data: bytes) -> dict[str, Any]:
    try:
        extracted = importlib.import_module(f"index.formats.{MODULES[suffix]}").extract(data)
    except RefusedError as error:
        return {"reason": str(error)}
    except RecursionError:
        return {"reason": "its parts are nested too deeply"}
    places = [(place.start, place.kind, place.label) for place in extracted.places]
    return {"text": extracted.text, "places": places}


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
