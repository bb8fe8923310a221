"""Visitors for a load test, who speak with the server as the page's scripts do and check what they are told."""

# Before all others, for it has to patch the standard library first.
import locust  # isort: skip

import html
import itertools
import json
import random
import re
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import gevent
from locust.clients import HttpSession
from locust.env import Environment
from locust.stats import RequestStats

from benchmarks.lighthouses import Place


@dataclass(slots=True)
class Run:
    """What the visitors of one run know and find."""

    places: list[Place]
    expected: dict[str, tuple[str, str]] = field(default_factory=dict)  # question -> its echo and its answer
    foreign: list[str] = field(default_factory=list)  # what was answered that should not have been


class Page:
    """One page in one visitor's browser, speaking as the page's scripts do."""

    def __init__(self, client: HttpSession) -> None:
        self.client = client
        self.session = f"{random.getrandbits(52):x}"
        self.client.get("/", name="open the page")
        config = self.client.get("/config", name="open the page: configuration").json()
        self.asking, self.values = function_of(config, "question", "submit")
        self.opening, _ = function_of(config, "panel", "click")
        self.heartbeat = self.client.get(
            f"/gradio_api/heartbeat/{self.session}", stream=True, name="hold the page open"
        )
        self.shown: list[str] = []

    def ask(self, question: str) -> list[str]:
        """The whole chat, once the question is answered."""
        done = self._call(self.asking, [question, *self.values[1:]], None)
        return [_text(message["content"]) for message in done[1]]

    def open_first_source(self) -> str:
        """The panel's HTML for the newest answer's first citation."""
        turn = len(self.shown) // 2
        return str(self._call(self.opening, [None], {"cite": f"{turn}-1"})[0])

    def close(self) -> None:
        """Leave."""
        self.heartbeat.close()

    def _call(self, function: int, data: list[Any], event: dict[str, str] | None) -> list[Any]:
        asked = {"data": data, "event_data": event, "fn_index": function, "session_hash": self.session}
        joined = self.client.post("/gradio_api/queue/join", json=asked, name="stand in line")
        joined.raise_for_status()
        address = f"/gradio_api/queue/data?session_hash={self.session}"
        with closing(self.client.get(address, stream=True, name="wait in line")) as stream:
            for line in stream.iter_lines():
                said = json.loads(line[len(b"data:") :]) if line.startswith(b"data:") else {}
                if said.get("msg") == "process_completed":
                    if not said["success"]:
                        raise RuntimeError(f"not answered: {said['output']}")
                    output: list[Any] = said["output"]["data"]
                    return output
        raise RuntimeError("the stream ended without an answer")


def function_of(config: dict[str, Any], element: str, event: str) -> tuple[int, list[Any]]:
    """The number of the function that an element of the page calls, and what it is called with at first."""
    component = next(part["id"] for part in config["components"] if part["props"].get("elem_id") == element)
    function = next(f for f in config["dependencies"] if [component, event] in f["targets"])
    values = {part["id"]: part["props"].get("value") for part in config["components"]}
    return int(function["id"]), [values[one] for one in function["inputs"]]


def _text(content: Any) -> str:
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)


def plain(markdown: str) -> str:
    """An answer without which turn of its chat it was.

    >>> plain("[1](#cite-12-1)")
    '[1](#cite-1)'
    """
    return re.sub(r"#cite-\d+-", "#cite-", markdown)


def first_source(markdown: str) -> str:
    """The file that an answer names first.

    >>> first_source("**1904**\\n\\n[\\\\[1\\\\] barn&#46;txt, line 1](#cite-1-1)")
    'barn.txt'
    """
    found = re.search(r"\[\\\[1\\\] (.+?), line", html.unescape(markdown))
    if found is None:
        raise AssertionError(f"an answer without a source: {markdown[:200]}")
    return found[1]


def visitor_class(run: Run, each: float, alone: bool) -> type[locust.HttpUser]:
    """Visitors who ask `each` questions a second; one alone goes about all places, of many each has its own."""
    numbers = itertools.count()

    class Visitor(locust.HttpUser):
        def on_start(self) -> None:
            """Choose a place, and do not begin all at once."""
            own = run.places if alone else [run.places[next(numbers) % len(run.places)]]
            self.visits = itertools.cycle(own)
            self.page: Page | None = None
            self.left: list[str] = []
            pause = 0.0 if alone else random.random() / each
            self.due = time.monotonic() + pause
            gevent.sleep(pause)

        def wait_time(self) -> float:
            """Seconds until the next question; locust's own pacing would have all ask in the same moment."""
            self.due += 1 / each
            return max(0.0, self.due - time.monotonic())

        def on_stop(self) -> None:
            """Leave the page."""
            if self.page:
                self.page.close()

        @locust.task
        def ask(self) -> None:
            """Ask the next question, on a page opened anew where the last visit is over."""
            if not self.left:
                self.on_stop()
                self.place = next(self.visits)
                self.left = list(self.place.questions)
                if not alone:
                    random.shuffle(self.left)
                self.page = Page(self.client)
            assert self.page is not None
            page, question = self.page, self.left.pop()
            self._timed("a question", lambda: self._check_chat(page, question))
            if not self.left:
                self._timed("a source", lambda: self._check_source(page))

        def _timed(self, name: str, act: Callable[[], None]) -> None:
            started, error = time.perf_counter(), None
            try:
                act()
            except Exception as raised:
                error = raised
            milliseconds = (time.perf_counter() - started) * 1000
            self.environment.events.request.fire(
                request_type="VISIT",
                name=name,
                response_time=milliseconds,
                response_length=0,
                exception=error,
                context={},
            )

        def _check_chat(self, page: Page, question: str) -> None:
            shown = [plain(message) for message in page.ask(question)]
            if alone and question not in run.expected:
                run.expected[question] = (shown[-2], shown[-1])
            page.shown += run.expected[question]
            if shown != page.shown:
                run.foreign.append(f"{question}: {shown[-1][:200]}")
                raise AssertionError("not this visitor's own chat")

        def _check_source(self, page: Page) -> None:
            file = first_source(page.shown[-1])
            if f">{file}<" not in page.open_first_source():
                run.foreign.append(f"{file}: another's source, or none")
                raise AssertionError("not the source that this visitor's answer names")

    return Visitor


def visit(run: Run, address: str, rate: float, seconds: float, users: int | None = None) -> RequestStats:
    """Let so many visitors ask `rate` questions a second in all, for so long, and give what was counted.

    Without `users` it is one alone, who leaves as soon as every question was asked.
    """
    kind = visitor_class(run, rate / (users or 1), alone=users is None)
    environment = Environment(user_classes=[kind], host=address)
    runner = environment.create_local_runner()
    runner.start(users or 1, spawn_rate=users or 1)
    until = time.monotonic() + seconds
    everything = sum(len(place.questions) for place in run.places)
    while time.monotonic() < until:
        gevent.sleep(0.2)
        if users is None and environment.stats.get("a question", "VISIT").num_requests >= everything:
            break
    runner.quit()
    return environment.stats
