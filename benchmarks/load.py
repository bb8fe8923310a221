"""Many visitors at once, for minutes, against the real server: `make load`.

First one visitor asks every question alone, at the rate that all will have together; what the page answers then is
what it has to answer each of them later. Once more, so that what is remembered from the first time helps one as it
helps many: that is the time of one. Then each of many visitors asks about a place of its own, opening a page,
asking a few questions, opening the first source, and opening the page anew. An answer that is not exactly the one
this question got alone, a chat that is not this visitor's own, or a source that the answer does not name is an error.
Memory is that of the server and its children. Meanwhile others say half a request and fall silent, or ask and leave.
At last the server is told to end while every visitor has a page open and a question under way.

Locust makes the visitors.
"""

# Before all others, for it patches the standard library.
from benchmarks.visitors import Page, Run, first_source, visit  # isort: skip

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import gevent
import psutil
from locust.clients import HttpSession
from locust.env import Environment
from locust.stats import RequestStats, StatsEntry

from benchmarks.bad_clients import BadClients
from benchmarks.lighthouses import Place, make_places
from benchmarks.verdict import Seen, checks

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "evaluation" / "results" / "load.md"
SAMPLE_SECONDS = 1.0
GIVE_UP_SECONDS = 30.0  # for a server that does not end
READ_SECONDS = 600.0
PATIENCE = 4  # times as long as it should take one visitor to ask everything
LEAST_SECONDS = 60.0  # that one visitor has in any case


@contextmanager
def server(places: list[Place]) -> Iterator[tuple[psutil.Popen, str]]:
    """The app on a free port, and its address."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder) / "seeds"
        seeds.mkdir()
        for place in places:
            (seeds / place.file).write_text(place.text, "utf-8")
        command = [sys.executable, "app.py", "--seeds", str(seeds), "--index", f"{folder}/index", "--port", "0"]
        process = psutil.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        try:
            for line in process.stdout:
                if line.startswith("Open "):
                    address = line.removeprefix("Open ").strip()
                    wait_until_read(address, len(places))
                    yield process, address
                    break
            else:
                raise SystemExit("error: the server did not start")
        finally:
            if process.is_running():
                process.kill()
            process.wait()


def wait_until_read(address: str, documents: int) -> None:
    """Wait until so many documents can be asked about; they are read while the page is already served."""
    deadline = time.monotonic() + READ_SECONDS
    while time.monotonic() < deadline:
        with urllib.request.urlopen(f"{address}/health") as answer:
            health = json.load(answer)
        if health["status"] == "ready" and health["documents"] == documents:
            return
        gevent.sleep(0.5)
    raise SystemExit(f"error: the documents were not read within {READ_SECONDS:.0f} s")


def memory(process: psutil.Process) -> float:
    """Resident megabytes of a process and its children."""
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_info().rss
        except psutil.NoSuchProcess:  # a child that ended meanwhile
            continue
    return total / 2**20


def sample(process: psutil.Process, samples: list[float]) -> None:
    """Note the memory every second, until killed."""
    while True:
        samples.append(memory(process))
        gevent.sleep(SAMPLE_SECONDS)


def seconds_to_end(process: psutil.Popen, address: str, questions: list[str]) -> tuple[float, int | None]:
    """How long SIGTERM takes with a page open for each of the questions, all asked at once, and the exit code."""
    client = HttpSession(base_url=address, request_event=Environment().events.request, user=None)
    for question in questions:
        page = Page(client)
        asked = {"data": [question, *page.values[1:]], "fn_index": page.asking, "session_hash": page.session}
        client.post("/gradio_api/queue/join", json=asked)
    started = time.perf_counter()
    process.send_signal(signal.SIGTERM)
    try:
        code = process.wait(GIVE_UP_SECONDS)
    except psutil.TimeoutExpired:
        code = None
    return time.perf_counter() - started, code


def asked(stats: RequestStats) -> StatsEntry:
    """What was counted of the questions."""
    return stats.get("a question", "VISIT")


def row(entry: StatsEntry) -> str:
    """What became of the questions, as cells of a table."""
    middle, late = (entry.get_response_time_percentile(share) or 0 for share in (0.5, 0.95))
    counts = f"{entry.num_requests} | {entry.num_failures} | {entry.total_rps:.2f}"
    return f"{counts} | {middle:.0f} ms | {late:.0f} ms | {entry.max_response_time:.0f} ms"


def measure(users: int, seconds: float, rate: float) -> tuple[str, bool]:
    """The report in Markdown, and whether all that should hold does."""
    places = make_places(users)
    run = Run(places)
    questions = [question for place in places for question in place.questions]
    samples: list[float] = []
    with server(places) as (process, address):
        learnt = visit(run, address, rate, LEAST_SECONDS + PATIENCE * len(questions) / rate)
        if learnt.total.num_failures or set(questions) - set(run.expected):
            raise SystemExit(f"error: one visitor alone was not answered everything\n{failures(learnt)}")
        one = visit(run, address, rate, LEAST_SECONDS + PATIENCE * len(questions) / rate)
        sampling = gevent.spawn(sample, process, samples)
        with BadClients(address) as bad:
            many = visit(run, address, rate, seconds, users)
        sampling.kill()
        end = seconds_to_end(process, address, [place.questions[0] for place in places])
    first = sum(first_source(run.expected[q][1]) == place.file for place in places for q in place.questions)
    held = checks(
        Seen(
            due=round(rate * seconds) - users,  # they do not all begin at once
            questions=asked(many).num_requests,
            requests=one.total.num_requests + many.total.num_requests,
            errors=one.total.num_failures + many.total.num_failures,
            foreign=len(run.foreign),
            alone=asked(one).get_response_time_percentile(0.95) or 0.0,
            together=asked(many).get_response_time_percentile(0.95) or 0.0,
            memory=tuple(samples),
            end_seconds=end[0],
            exit_code=end[1],
            pages=len(places),
        )
    )
    lines = [
        "| visitors | questions | errors | a second | p50 | p95 | slowest |",
        "|---|---|---|---|---|---|---|",
        f"| 1 | {row(asked(one))} |",
        f"| {users} | {row(asked(many))} |",
        "",
        "| what has to hold | measured | holds |",
        "|---|---|---|",
        *(check.row for check in held),
        "",
        f"{users} visitors for {seconds:.0f} s on {os.cpu_count()} cores, and beside them {bad.silent} clients that "
        f"said half a request and {bad.vanished} that left in the middle of an answer. {first} of the {len(questions)} "
        "questions are answered from the document they are about first; whatever a question is answered alone, it has "
        "to be answered among many.",
    ]
    wrongs = failures(many).splitlines()
    wrongs += [f"- {line}" for line in run.foreign[:20]]
    return "\n".join([*lines, *([""] if wrongs else []), *wrongs, ""]), all(check.holds for check in held)


def failures(stats: RequestStats) -> str:
    """What went wrong, a line each."""
    return "\n".join(f"- {e.occurrences} x {e.method} {e.name}: {e.error}" for e in stats.errors.values())


def main() -> int:
    """Print the report and keep it; 1 where something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--rate", type=float, default=2.0, help="questions a second, of all together")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where to write the report")
    options = parser.parse_args()
    report, holds = measure(options.users, options.seconds, options.rate)
    given = f"--users {options.users} --seconds {options.seconds:g} --rate {options.rate:g}"
    print(report)
    options.out.write_text(
        f"# Many visitors at once\n\nMade by `python -m benchmarks.load {given}`.\n\n{report}", "utf-8"
    )
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
