"""Reads hostile files as the program does, and says what becomes of each, in what time and memory.

`make hostile` runs all of them and writes evaluation/results/hostile.md.
"""

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hostile.case import Case
from index.documents import Library, read_library
from index.formats.child import Child, Limits
from index.formats.extracted import Extracted, RefusedError

EXPECTED = Path(__file__).with_name("expected.tsv")
LOADED = "loaded"
_EVERY = 0.005  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: "loaded", or why it was left out.

    `seconds` are of the child's processor time, `waited` by the clock; `megabytes` the most memory the child had.
    """

    case: Case
    said: str
    seconds: float
    waited: float
    megabytes: float
    text: str = ""


class WatchedChild(Child):
    """The child process, whose memory is watched while it reads."""

    def __init__(self, limits: Limits | None = None) -> None:
        super().__init__(limits)
        self.peak = 0
        self.seconds = self.before = 0.0

    def forget(self) -> None:
        """Measure from here on: the process's peak of memory is set back to what it has now."""
        running = self._process is not None and self._process.poll() is None
        self.before = self.seconds = self.seconds if running else 0.0
        self.peak = 0
        with contextlib.suppress(OSError):
            if self._process is not None:
                Path(f"/proc/{self._process.pid}/clear_refs").write_text("5", "ascii")

    def extract(self, data: bytes, suffix: str) -> Extracted:
        """The text of a file; `peak` is afterwards the most memory the process had, in kilobytes."""
        over = threading.Event()
        watch = threading.Thread(target=self._watch, args=(over,), daemon=True)
        watch.start()
        try:
            return super().extract(data, suffix)
        finally:
            self._look()
            over.set()
            watch.join()

    def _watch(self, over: threading.Event) -> None:
        while not over.wait(_EVERY):
            self._look()

    def _look(self) -> None:
        process: subprocess.Popen[bytes] | None = self._process
        with contextlib.suppress(OSError, IndexError, ValueError):
            if process is not None:
                status = Path(f"/proc/{process.pid}/status").read_text("ascii")
                self.peak = max(self.peak, int(status.partition("VmHWM:")[2].split()[0]))
                spent = Path(f"/proc/{process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
                self.seconds = max(self.seconds, (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK"))


def outcomes(cases: Iterable[Case], limits: Limits | None = None) -> Iterator[Outcome]:
    """What becomes of each file, one after another in one child process, which is started anew where a file ended it."""
    with WatchedChild(limits) as child:
        for case in cases:
            data = case.data
            child.forget()
            began = time.monotonic()
            try:
                text, said = child.extract(data, case.suffix).text, LOADED
            except RefusedError as error:
                text, said = "", str(error)
            waited = time.monotonic() - began
            yield Outcome(case, said, child.seconds - child.before, waited, child.peak / 1000, text)


def read_together(cases: Iterable[Case], folder: Path) -> Library:
    """What the program makes of a folder of all these files, named by their number."""
    for number, case in enumerate(cases):
        (folder / f"{number:04}{case.suffix}").write_bytes(case.data)
    return read_library(folder)


def main() -> int:
    """Read every hostile file, write the table, and return how many did not end as expected."""
    import argparse

    from hostile.files import file_cases
    from hostile.report import report

    parser = argparse.ArgumentParser(description="Read every hostile file.")
    parser.add_argument("--out", type=Path, default=Path("evaluation/results/hostile.md"))
    parser.add_argument("--expect", action="store_true", help="expect from now on what comes out now")
    options = parser.parse_args()
    found = []
    for outcome in outcomes(file_cases()):
        print(f"{outcome.seconds:6.1f} s {outcome.megabytes:6.0f} MB  {outcome.case.id}: {outcome.said}", flush=True)
        found.append(outcome)
    if options.expect:
        rows = (f"{outcome.case.id}\t{outcome.said}\n" for outcome in found)
        EXPECTED.write_text("".join(rows), "utf-8")
    wanted = expected()
    wrong = [outcome for outcome in found if wanted.get(outcome.case.id) != outcome.said]
    for outcome in wrong:
        print(f"{outcome.case.id}: {outcome.said}, and not {wanted.get(outcome.case.id)}")
    options.out.write_text(report(found), "utf-8")
    return min(100, len(wrong))


def expected() -> dict[str, str]:
    """What is to become of each case, by its id."""
    rows = (line.split("\t") for line in EXPECTED.read_text("utf-8").splitlines())
    return {row[0]: row[1] for row in rows}


if __name__ == "__main__":
    raise SystemExit(main())
