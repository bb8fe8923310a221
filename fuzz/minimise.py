"""Keep of what was found the least that runs the same Python: `python -m fuzz.minimise TARGET [--work DIR]`.

The inputs are taken from the smallest to the largest; one is kept where it takes a step, from one line to another of
the reading code, that none before it takes.
"""

import argparse
import hashlib
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import Any

from fuzz.targets import CORPUS, targets

_TRACED = ("/index/", "/mammoth/", "/email/", "/zipfile", "/csv.py")
_LONGEST = 60_000  # bytes of an input that is kept


def steps(check: Any, data: bytes) -> set[tuple[str, int, int]]:
    """The steps between lines that an input makes the reading code take: (file, from, to)."""
    taken: set[tuple[str, int, int]] = set()

    def enter(frame: FrameType, event: str, value: object) -> Any:
        name = frame.f_code.co_filename
        if not any(part in name for part in _TRACED):
            return None
        last = 0

        def line(frame: FrameType, event: str, value: object) -> Any:
            nonlocal last
            if event == "line":
                taken.add((name, last, frame.f_lineno))
                last = frame.f_lineno
            return line

        return line

    sys.settrace(enter)
    try:
        check(data)
    finally:
        sys.settrace(None)
    return taken


def main() -> None:
    """Put the smallest of what DIR holds for the target, and of its corpus, into the corpus."""
    parser = argparse.ArgumentParser(prog="python -m fuzz.minimise", description="Keep the least that runs the same.")
    parser.add_argument("target")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "quotewise-fuzz")
    options = parser.parse_args()
    corpus, check = CORPUS / options.target, targets()[options.target]
    found = options.work / options.target
    inputs = {path.read_bytes() for folder in (corpus, found) if folder.exists() for path in folder.iterdir()}
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for data in sorted(inputs, key=lambda data: (len(data), data)):
        taken = steps(check, data) if len(data) <= _LONGEST else set()
        if not taken <= seen:
            seen |= taken
            kept.append(data)
    for path in corpus.iterdir():
        path.unlink()
    for data in kept:
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    print(f"{options.target}: {len(kept)} of {len(inputs)} inputs, {sum(map(len, kept)):,} bytes, {len(seen)} steps")


if __name__ == "__main__":
    main()
