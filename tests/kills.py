"""Kills the indexing at random moments and looks at what is left: `make kills`, or a few of them as a test.

Before every kill some documents are added, altered, renamed and deleted. A process then brings the index up to date
and is sent SIGKILL at a moment drawn from the time that takes. What it leaves is opened as it is, and every word of it
compared with the bytes of the documents; then, mostly, it is brought up to date, and questions are asked of it.
"""

import argparse
import ctypes
import hashlib
import multiprocessing
import os
import random
import shutil
import signal
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from fake_encoder import FakeEncoder
from fake_reader import FakeReader
from made import decision

from index.build import Upkeep, Watcher
from index.errors import DamagedIndexError, MissingIndexError
from index.journal import JOURNAL, Journal
from index.store import Index, load
from qa.assistant import Assistant
from qa.reading.models import Models
from qa.settings import Settings

PHASES = ("starting", "reading", "embedding", "writing", "done")
NOUNS = ("bridge", "mill", "harbour", "tower", "bakery", "school", "market", "station", "river", "library")
QUESTIONS = 4  # asked after every kill
RESULT = Path(__file__).parents[1] / "evaluation" / "results" / "kills.md"


@dataclass
class Tally:
    """What was seen."""

    killed: Counter[str] = field(default_factory=Counter)  # by what the process was doing
    found: Counter[str] = field(default_factory=Counter)  # what could be opened afterwards
    resumed: int = 0  # texts that needed no second embedding
    passages: int = 0  # compared with the files
    answers: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        """How many processes were killed before they were done."""
        return self.killed.total() - self.killed["done"]


class Documents:
    """A folder of documents that changes, and every version that its files ever had."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder = folder
        self.versions: dict[str, str] = {}  # SHA-256 -> text
        self._chance = chance
        folder.mkdir()
        for number in range(12):
            self._write(folder / f"{number}.txt")

    def change(self) -> None:
        """Change one to four files."""
        for _ in range(self._chance.randint(1, 4)):
            files = sorted(self.folder.iterdir())
            what = self._chance.choice(("add", "alter", "rename", "delete") if len(files) > 6 else ("add",))
            name = self.folder / f"{self._chance.randrange(10**6)}.txt"
            if what == "add":
                self._write(name)
            elif what == "alter":
                self._write(self._chance.choice(files))
            elif what == "rename":
                self._chance.choice(files).rename(name)
            else:
                self._chance.choice(files).unlink()

    def _write(self, path: Path) -> None:
        lines = [
            f"The {self._chance.choice(NOUNS)} of place {self._chance.randrange(10**6)} "
            f"was built in {self._chance.randint(1500, 2020)}."
            for _ in range(self._chance.randint(20, 120))
        ]
        text = "\n".join(lines)
        path.write_text(text, "utf-8")
        self.versions[hashlib.sha256(text.encode()).hexdigest()] = text


def _index(seeds: Path, folder: Path, phase: "ctypes.c_int") -> None:
    """What is killed."""

    def reading(done: int, total: int) -> None:
        phase.value = 1

    def embedding(done: int, total: int) -> None:
        phase.value = 3 if done == total else 2

    Upkeep(seeds, folder, FakeEncoder()).update(Watcher(reading, embedding))
    phase.value = 4


def run(kills: int, seed: int, place: Path) -> Tally:
    """Kill so many, in the folder `place`."""
    chance = random.Random(seed)
    documents, folder, tally = Documents(place / "seeds", chance), place / "index", Tally()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kills"])
    typical = _time_of_one(context, documents, folder)
    while tally.kills < kills:
        documents.change()
        phase = context.RawValue("i", 0)
        process = context.Process(target=_index, args=(documents.folder, folder, phase))
        process.start()
        while phase.value == 0 and process.is_alive():
            time.sleep(0.0005)
        time.sleep(chance.random() * typical)
        if process.pid is not None and process.is_alive():
            os.kill(process.pid, signal.SIGKILL)
        process.join()
        if process.exitcode not in {0, -signal.SIGKILL}:
            tally.wrong.append(f"the indexing ended with {process.exitcode}")
        tally.killed[PHASES[phase.value] if process.exitcode == -signal.SIGKILL else "done"] += 1
        _look(documents, folder, tally)
        if chance.random() < 0.7:
            _bring_up_to_date(documents, folder, tally, chance)
        elif chance.random() < 0.1:
            shutil.rmtree(folder)  # so that first builds are killed as well
    return tally


def _time_of_one(context: multiprocessing.context.ForkServerContext, documents: Documents, folder: Path) -> float:
    """How long an update takes that nobody kills, from when it reads."""
    phase = context.RawValue("i", 0)
    process = context.Process(target=_index, args=(documents.folder, folder, phase))
    process.start()
    while phase.value == 0 and process.is_alive():
        time.sleep(0.0005)
    started = time.monotonic()
    process.join()
    shutil.rmtree(folder)
    return time.monotonic() - started


def _look(documents: Documents, folder: Path, tally: Tally) -> None:
    """Open what is there as it is, and compare every word."""
    try:
        index = load(folder)
    except MissingIndexError:
        tally.found["none yet"] += 1
        return
    except DamagedIndexError as error:
        tally.found["damaged"] += 1
        tally.wrong.append(str(error))
        return
    tally.found["whole"] += 1
    _compare(index, documents, tally)


def _compare(index: Index, documents: Documents, tally: Tally) -> None:
    vectors = FakeEncoder().encode([passage.text for passage in index.passages])
    for row, passage in enumerate(index.passages):
        text = documents.versions.get(passage.document.fingerprint)
        tally.passages += 1
        if text is None or text[passage.start : passage.end] != passage.text or text != passage.document.text:
            tally.wrong.append(f"{passage.document.source}: {passage.text!r} is not in the file")
        if abs(float(index.sentences.vectors[row] @ vectors[row]) - 1) > 1e-4:
            tally.wrong.append(f"{passage.text!r} has another text's vector")


def _bring_up_to_date(documents: Documents, folder: Path, tally: Tally, chance: random.Random) -> None:
    encoder = FakeEncoder()
    if (folder / JOURNAL).exists():
        with Journal(folder, encoder) as journal:
            tally.resumed += len(journal)
    index, _ = Upkeep(documents.folder, folder, encoder).update()
    _compare(index, documents, tally)
    sure_where_read = decision({"answerable": 5.0, "alone_answerable": 2.0})
    settings = Settings(seeds=documents.folder, index=folder)
    assistant = Assistant(index, Models(encoder, FakeReader(), sure_where_read), settings)
    for _ in range(QUESTIONS):
        passage = chance.choice(index.passages)
        asked = " ".join(passage.text.split()[:5])
        answer = assistant.ask(f"When was {asked[0].lower()}{asked[1:]} built?", strictness=0.0)
        tally.answers += 1
        for quote in answer.cited:
            said = (documents.folder / quote.document.source).read_bytes().decode("utf-8")
            if said[quote.start : quote.end] != quote.text or quote.answer not in quote.text:
                tally.wrong.append(f"{quote.text!r} is not in {quote.document.source}")
        if not answer.cited:
            tally.wrong.append(f"{answer.question!r} was answered by nothing")


def table(tally: Tally, kills: int, seed: int) -> str:
    """The result, as Markdown."""
    by_phase = "".join(f"| killed while {phase} | {tally.killed[phase]} |\n" for phase in PHASES[:-1])
    return (
        "# Killed while indexing\n\n"
        f"`make kills ARGS='--kills {kills} --seed {seed}'`: SIGKILL at random moments of an update that follows upon "
        "added, altered, renamed and deleted files. What it leaves is opened as it is and compared with the files, "
        "word for word and vector for vector; mostly it is then brought up to date and asked questions. The encoder "
        "and the reader are the tests' deterministic ones.\n\n"
        "| | |\n|---|---|\n"
        f"{by_phase}"
        f"| done before the signal, so not counted | {tally.killed['done']} |\n"
        f"| opened afterwards: a whole index | {tally.found['whole']} |\n"
        f"| opened afterwards: none yet, a first build was killed | {tally.found['none yet']} |\n"
        f"| opened afterwards: damaged | {tally.found['damaged']} |\n"
        f"| passages compared with their files | {tally.passages:,} |\n"
        f"| questions answered | {tally.answers} |\n"
        f"| texts that a killed build had embedded and the next one did not embed again | {tally.resumed:,} |\n"
        f"| **words or vectors that were wrong** | **{len(tally.wrong)}** |\n"
    )


def main() -> None:
    """Kill, and write the table."""
    parser = argparse.ArgumentParser(description="Kill the indexing at random moments and see what is left.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2025)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        tally = run(options.kills, options.seed, Path(place))
    print(*tally.wrong[:20], sep="\n")
    RESULT.write_text(table(tally, options.kills, options.seed), "utf-8")
    print(RESULT.read_text("utf-8"))
    raise SystemExit(bool(tally.wrong))


if __name__ == "__main__":
    main()
