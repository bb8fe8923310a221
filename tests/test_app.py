import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import httpx
import pytest
from fake_assistant import FakeAssistant
from live_page import served

import app
from index.documents import Skipped
from index.errors import DocumentsError
from index.records import Document
from page.guard import LARGEST_BODY, is_trusted
from page.layout import answers_from, build_page
from page.serve import Access
from qa.settings import Settings
from qa.status import State, Status
from qa.tell import Teller


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(FakeAssistant()) as address:
        yield address


def stand_in(monkeypatch: pytest.MonkeyPatch, open_assistant: object) -> None:
    """Replace the assistant, whose import loads models."""
    module = ModuleType("qa.keep")
    module.Keeper = SimpleNamespace(open=open_assistant)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "qa.keep", module)


def test_page_is_built_without_being_served() -> None:
    config = build_page(FakeAssistant(suggestions=["Why?", "Who?"])).get_config_file()
    chat = next(part for part in config["components"] if part["type"] == "chatbot")
    assert [example["text"] for example in chat["props"]["examples"]] == ["Why?", "Who?"]
    assert config["title"] == "Quotewise"


def test_page_offers_no_programming_interface() -> None:
    assert build_page(FakeAssistant()).get_api_info()["named_endpoints"] == {}


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ([], "There are no documents to answer from yet."),
        (["a.txt"], "Answers from 1 document on this machine: <b>a.txt</b>"),
        (
            ["a", "b", "c", "d", "e"],
            "Answers from 5 documents on this machine: <b>a</b>, <b>b</b>, <b>c</b> and 2 more",
        ),
        (["<i>.txt"], "Answers from 1 document on this machine: <b>&lt;i&gt;.txt</b>"),
    ],
    ids=["none", "one", "many", "a name that is HTML"],
)
def test_header_names_the_documents(names: list[str], line: str) -> None:
    assert answers_from(names) == line


def test_port_in_use_is_one_sentence_and_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert app.main(["--port", str(port)]) == 2
    said = capsys.readouterr()
    assert said.err == f"error: port {port} is in use; choose another one with --port\n"
    assert said.out == ""


@pytest.mark.parametrize("port", ["-1", "65536", "http", "٣"])
def test_a_port_that_is_none_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        app.main(["--port", port])
    assert left.value.code == 2
    assert "is not a port" in capsys.readouterr().err


def test_unknown_host_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["--host", "no-such-host.invalid", "--port", "0"]) == 2
    assert (
        capsys.readouterr().err == "error: no-such-host.invalid is not a known host; choose another one with --host\n"
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_host_that_others_reach_needs_passwords(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["--host", host, "--port", "0"]) == 2
    said = capsys.readouterr()
    assert said.err == (
        f"error: everybody who can reach {host} could read your documents; give --auth FILE with the passwords of "
        "those who may, or --insecure to let everybody in\n"
    )
    assert said.out == ""


@pytest.mark.parametrize(
    ("options", "warned"),
    [
        (["--insecure"], ["can read your documents (--insecure)", "without TLS"]),
        (["--auth", "users"], ["without TLS", "the password of ann is short"]),
        (["--auth", "users", "--tls-cert", "cert.pem"], ["the password of ann is short"]),
    ],
    ids=["insecure", "auth", "auth and TLS"],
)
def test_other_hosts_are_served_when_asked_for_with_a_word_on_what_that_means(
    options: list[str],
    warned: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "users").write_text("ann:short", "utf-8")
    (tmp_path / "users").chmod(0o600)
    (tmp_path / "cert.pem").write_bytes((Path(__file__).parent / "localhost.pem").read_bytes())
    served: list[Access] = []
    stand_in(monkeypatch, lambda *_: FakeAssistant())
    monkeypatch.setattr(app, "serve", lambda page, host, port, access, *_: served.append(access))
    assert app.main(["--host", "0.0.0.0", "--port", "0", *options]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(warned)
    for line, part in zip(lines, warned, strict=True):
        assert line.startswith("warning: ")
        assert part in line
    assert (served[0].passwords is not None) == ("--auth" in options)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--auth", "none"], "none cannot be read: No such file or directory"),
        (["--tls-cert", "none"], "none cannot be used for TLS: No such file or directory"),
        (["--tls-key", "none"], "--tls-key needs the certificate too: give --tls-cert"),
    ],
)
def test_access_that_cannot_be_had_is_one_sentence(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert app.main([*options, "--port", "0"]) == 2
    assert capsys.readouterr().err == f"error: {said}\n"


def test_variable_with_passwords_shuts_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[Access] = []
    stand_in(monkeypatch, lambda *_: FakeAssistant())
    monkeypatch.setenv("QUOTEWISE_AUTH", "ann:longenough")
    monkeypatch.setattr(app, "serve", lambda page, host, port, access, *_: served.append(access))
    assert app.main(["--port", "0"]) == 0
    assert served[0].passwords is not None


def test_missing_documents_are_one_sentence_and_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise DocumentsError("There is no folder nowhere/.")

    stand_in(monkeypatch, fail)
    assert app.main(["--seeds", "nowhere", "--port", "0"]) == 2
    assert capsys.readouterr().err == "error: There is no folder nowhere/.\n"


def test_options_reach_the_assistant_and_progress_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[Settings] = []

    def fake_open(settings: Settings, tell: Callable[[Status], None]) -> FakeAssistant:
        opened.append(settings)
        for done in range(4):
            tell(Status(State.INDEXING, files=(2, 2), texts=(done, 3)))
        tell(Status(State.READY))
        return FakeAssistant()

    stand_in(monkeypatch, fake_open)
    monkeypatch.setattr(app, "serve", lambda page, host, port, *_: print(f"Open {host}:{port}"))
    options = ["--seeds", "docs", "--index", "kept", "--strictness", "0.8", "--reader", "mine"]
    assert app.main([*options, "--port", "0"]) == 0
    assert opened == [Settings(Path("docs"), Path("kept"), "mine", 0.8)]
    assert capsys.readouterr().out == ("Indexing 2 files: 0 of 3 passages\nThe index is up to date\nOpen 127.0.0.1:0\n")


def test_files_that_were_left_out_are_named_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fake_open(settings: Settings, tell: Callable[[Status], None]) -> FakeAssistant:
        for _ in range(2):
            tell(Status(left_out=(Skipped("photo.txt", "it is a binary file, not text"),)))
        return FakeAssistant()

    stand_in(monkeypatch, fake_open)
    monkeypatch.setattr(app, "serve", lambda page, host, port, *_: None)
    assert app.main(["--port", "0"]) == 0
    assert capsys.readouterr().err == "left out photo.txt: it is a binary file, not text\n"


def test_a_file_s_name_cannot_make_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    Teller()(Status(left_out=(Skipped("a\nleft out b.txt: it is fine", "it is empty"),)))
    assert capsys.readouterr().err.count("\n") == 1


def test_the_assistant_is_kept_up_to_date_while_the_page_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    assistant = FakeAssistant()
    stand_in(monkeypatch, lambda *_: assistant)
    monkeypatch.setattr(app, "serve", lambda page, host, port, *_: assistant.steered.append("serve"))
    assert app.main(["--port", "0"]) == 0
    assert assistant.steered == ["start", "serve", "close"]


def test_page_carries_the_security_headers(address: str) -> None:
    answer = httpx.get(address, headers={"accept-encoding": "gzip, br"})
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "'unsafe-inline'" not in scripts
    assert "'sha256-" in scripts
    for part in ("default-src 'self'", "connect-src 'self'", "form-action 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


def test_every_answer_carries_the_security_headers(address: str) -> None:
    for path in ("/config", "/theme.css", "/favicon.ico", "/nothing/here"):
        assert "content-security-policy" in httpx.get(address + path).headers


def test_other_host_names_are_turned_away(address: str) -> None:
    assert httpx.get(address, headers={"host": "evil.com"}).status_code == 400
    assert httpx.get(address, headers={"host": "localhost:1"}).status_code == 200


@pytest.mark.parametrize(
    ("host", "bound", "trusted"),
    [
        ("127.0.0.1:7860", "127.0.0.1", True),
        ("localhost", "127.0.0.1", True),
        ("[::1]:7860", "127.0.0.1", True),
        ("evil.com", "127.0.0.1", False),
        ("evil.com:7860", "0.0.0.0", False),
        ("127.0.0.1.evil.com", "127.0.0.1", False),
        ("192.168.1.5:7860", "127.0.0.1", False),
        ("192.168.1.5:7860", "0.0.0.0", True),
        ("files.example:7860", "files.example", True),
        ("", "127.0.0.1", False),
    ],
)
def test_host_names_that_can_be_pointed_here_are_not_trusted(host: str, bound: str, trusted: bool) -> None:
    assert is_trusted(host, bound) is trusted


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/info",
        "/gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/component_server",
        "/gradio_api/runs",
        "/monitoring",
        "/docs",
        "/openapi.json",
        "/login",
    ],
)
def test_what_the_page_does_not_need_is_not_served(path: str, address: str) -> None:
    assert httpx.get(address + path).status_code == 404
    assert httpx.post(address + path, content=b"x").status_code == 404


def test_requests_from_other_sites_are_turned_away(address: str) -> None:
    join = f"{address}/gradio_api/queue/join"
    assert httpx.post(join, headers={"origin": "https://evil.com"}, content=b"{}").status_code == 403
    with httpx.Client(headers={"origin": address}) as page:
        page.get(address)
        assert page.post(join, content=b"{}").status_code == 422


def test_requests_too_large_to_be_a_question_are_turned_away(address: str) -> None:
    join = f"{address}/gradio_api/queue/join"
    assert httpx.post(join, content=b" " * (LARGEST_BODY + 1)).status_code == 413
    assert httpx.post(join, content=iter([b"of unknown length"])).status_code == 411


def test_hostile_names_and_suggestions_do_not_leave_the_page_source(monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = "</script><script>window.__pwned = 1</script>"
    with served(FakeAssistant(Document(hostile, "Text.", "f00d"), suggestions=[hostile])) as address:
        assert hostile not in httpx.get(address).text
