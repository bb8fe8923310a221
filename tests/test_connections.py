import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from fake_assistant import FakeAssistant
from live_page import served
from visitor import Visitor

from page import connections, door
from page.auth import parse_passwords
from page.serve import Access

PEOPLE = "How many people were killed near Grozny?"
CERTIFICATE = Path(__file__).with_name("localhost.pem")


@contextmanager
def running(slow: float) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The app as a process, and the address it prints."""
    command = [sys.executable, str(Path(__file__).with_name("served_app.py")), str(slow), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline().removeprefix("Open ").strip()
    finally:
        process.kill()
        process.communicate()


def connect(address: str) -> socket.socket:
    server = urlsplit(address)
    return socket.create_connection((server.hostname, server.port), timeout=20)


def seconds_until_closed(connection: socket.socket) -> float:
    started = time.monotonic()
    while connection.recv(65536):
        pass
    return time.monotonic() - started


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)], ids=["SIGTERM", "SIGINT"])
@pytest.mark.parametrize("question", ["", "slow " + PEOPLE], ids=["idle", "while a question runs"])
def test_signal_ends_the_app_in_time_and_without_a_word(sent: signal.Signals, code: int, question: str) -> None:
    with (
        running(slow=60) as (process, address),
        Visitor(address) as visitor,
        connect(address) as silent,
        ExitStack() as held,
    ):
        visitor.open()
        silent.sendall(b"GET / HTTP/1.1\r\nhost: ")
        # An open page holds this stream open, and one that waits for its answer another.
        heartbeat = held.enter_context(visitor.http.stream("GET", f"/gradio_api/heartbeat/{visitor.session}"))
        assert next(heartbeat.iter_lines()) == "data: ALIVE"
        if question:
            visitor.join(question)
            events = visitor.events()
            assert any(event["msg"] == "process_generating" for event in events)
        started = time.monotonic()
        process.send_signal(sent)
        assert process.wait(timeout=10) == code
        assert time.monotonic() - started < 5
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_signal_ends_the_app_while_it_opens_the_documents() -> None:
    program = (
        "import sys, time, types, app\n"
        "module = types.ModuleType('qa.keep')\n"
        "def slow(*_): print('opening', flush=True); time.sleep(60)\n"
        "module.Keeper = types.SimpleNamespace(open=slow)\n"
        "sys.modules['qa.keep'] = module\n"
        "sys.exit(app.main(['--port', '0']))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "opening\n"
        process.terminate()
        _, said = process.communicate(timeout=5)
        assert (process.returncode, said) == (0, "")
    finally:
        process.kill()
        process.communicate()


def test_request_whose_head_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.6)
    with served(FakeAssistant()) as address, connect(address) as silent, connect(address) as slow:

        def trickle() -> None:
            for byte in b"GET / HTTP/1.1\r\nhost: localhost\r\nx: " + b"y" * 1000:
                try:
                    slow.sendall(bytes([byte]))
                except OSError:
                    return
                time.sleep(0.05)

        threading.Thread(target=trickle, daemon=True).start()
        assert seconds_until_closed(silent) < 5
        assert httpx.get(address).status_code == 200


def test_a_second_request_s_head_is_not_waited_for_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.6)
    with served(FakeAssistant()) as address, connect(address) as connection:
        connection.sendall(b"GET /nothing HTTP/1.1\r\nhost: localhost\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 404")
        connection.sendall(b"GET /nothing HTTP/1.1\r\nhost: local")
        assert seconds_until_closed(connection) < 4.5


def test_answer_that_takes_longer_than_a_head_may_is_not_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.3)
    with served(FakeAssistant(delay=lambda _: 1.5)) as address, Visitor(address) as visitor:
        visitor.open()
        assert "38 people" in visitor.ask(PEOPLE)[1]


@pytest.mark.parametrize("path", ["/login", "/gradio_api/queue/join"])
def test_body_that_does_not_come_is_not_waited_for(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "BODY_SECONDS", 0.5)
    access = Access(parse_passwords("ann:correct horse", "FILE"))
    with served(FakeAssistant(), access) as address, Visitor(address) as visitor, connect(address) as slow:
        visitor.log_in("ann", "correct horse")
        cookie = "; ".join(f"{name}={value}" for name, value in visitor.http.cookies.items())
        head = f"POST {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\ncontent-length: 99\r\n\r\n"
        slow.sendall(head.encode() + b"{")
        assert slow.recv(65536).split()[1] in {b"400", b"408"}


def test_vanished_and_idle_clients_hold_nobody_up() -> None:
    """Many begin and leave or fall silent, some in the middle of a stream; who comes after them is answered at once."""
    with served(FakeAssistant(delay=lambda question: 0.2)) as address:
        silent = [connect(address) for _ in range(100)]
        for number, connection in enumerate(silent):
            connection.sendall(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n" if number % 2 else b"GET /con")
        gone = []
        for _ in range(10):
            visitor = Visitor(address)
            visitor.open()
            visitor.join(PEOPLE)
            stream = visitor.http.stream("GET", "/gradio_api/queue/data", params={"session_hash": visitor.session})
            stream.__enter__()
            gone.append((visitor, stream))
        for visitor, stream in gone:
            stream.__exit__(None, None, None)
            visitor.http.close()
        with Visitor(address) as visitor:
            visitor.open()
            started = time.monotonic()
            assert "38 people" in visitor.ask(PEOPLE)[1]
            assert time.monotonic() - started < 5
        for connection in silent:
            connection.close()


def test_tls_is_spoken_where_there_is_a_certificate_and_marks_the_cookie() -> None:
    access = Access(parse_passwords("ann:correct horse", "FILE"), certificate=CERTIFICATE)
    with served(FakeAssistant(), access) as address:
        assert address.startswith("https://")
        trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
        with Visitor(address, verify=trusting) as visitor:
            cookie = visitor.log_in("ann", "correct horse").headers["set-cookie"].lower()
            assert "secure" in cookie
            assert "38 people" in visitor.ask(PEOPLE)[1]
