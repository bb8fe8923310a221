"""A visitor without a browser, who speaks with the page's server as the page does."""

import json
from collections.abc import Iterator
from typing import Any

import httpx


class Visitor:
    """One browser: its cookies, and one page in it with a session name of its own."""

    def __init__(self, address: str, session: str = "abcdefghijk", **options: Any) -> None:
        self.http = httpx.Client(base_url=address, timeout=20, **options)
        self.session = session

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def open(self) -> httpx.Response:
        """Open the page."""
        return self.http.get("/", headers={"accept": "text/html"})

    def log_in(self, user: str, password: str) -> httpx.Response:
        """Send the login form."""
        return self.http.post("/login", data={"user": user, "password": password})

    def functions(self) -> list[dict[str, Any]]:
        """What the page can call, as its configuration lists it."""
        found: list[dict[str, Any]] = self.http.get("/config").json()["dependencies"]
        return found

    def asking(self) -> tuple[int, list[Any]]:
        """The number of the function that answers a typed question, and what it is called with on an untouched page."""
        config = self.http.get("/config").json()
        function = next(f for f in config["dependencies"] if f["targets"][0][1] == "submit")
        values = {part["id"]: part["props"].get("value") for part in config["components"]}
        return int(function["id"]), [values[component] for component in function["inputs"]]

    def join(self, question: str, session: str | None = None) -> httpx.Response:
        """Put a question in line."""
        number, values = self.asking()
        asked = {
            "data": [question, *values[1:]],
            "fn_index": number,
            "session_hash": self.session if session is None else session,
        }
        return self.http.post("/gradio_api/queue/join", json=asked)

    def events(self, session: str | None = None) -> Iterator[dict[str, Any]]:
        """What the server tells this session, until it closes the stream."""
        params = {"session_hash": self.session if session is None else session}
        with self.http.stream("GET", "/gradio_api/queue/data", params=params) as stream:
            for line in stream.iter_lines():
                if line.startswith("data:"):
                    yield json.loads(line.removeprefix("data:"))

    def ask(self, question: str, session: str | None = None) -> list[str]:
        """Ask, and give what the chat then shows, message by message."""
        self.join(question, session).raise_for_status()
        return chat_of(list(self.events(session)))


def chat_of(events: list[dict[str, Any]]) -> list[str]:
    """The messages of the last whole chat among a stream's events; [] where none was sent."""
    done = [event for event in events if event["msg"] == "process_completed"]
    if not done or not done[-1]["success"]:
        return []
    shown = done[-1]["output"]["data"][1]
    return [_text(message["content"]) for message in shown]


def _text(content: Any) -> str:
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)
