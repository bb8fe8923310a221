import http.client
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from fake_assistant import FakeAssistant
from live_page import served
from starlette.routing import BaseRoute
from visitor import Visitor, chat_of

from page.auth import parse_passwords
from page.layout import build_page
from page.serve import Access, gradio_app
from page.throttle import FREE_TRIES

PEOPLE = "How many people were killed near Grozny?"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# What a visitor of the page is served, by the path with its variables filled in; all else is shut.
OPEN = {
    ("GET", "/"),
    ("HEAD", "/"),
    ("GET", "/config"),
    ("GET", "/theme.css"),
    ("GET", "/favicon.ico"),
    ("GET", "/gradio_api/startup-events"),
    ("GET", "/gradio_api/heartbeat/1"),
    ("GET", "/gradio_api/queue/data"),
    ("POST", "/gradio_api/queue/join"),
    ("POST", "/gradio_api/cancel"),
    ("POST", "/gradio_api/reset"),
}


@pytest.fixture(scope="module")
def access() -> Access:
    return Access(parse_passwords("ann:correct horse\nbob:battery staple", "FILE"))


@pytest.fixture(scope="module")
def closed(access: Access) -> Iterator[str]:
    with served(FakeAssistant(), access) as address:
        yield address


@pytest.fixture(scope="module")
def unlocked() -> Iterator[str]:
    with served(FakeAssistant()) as address:
        yield address


@pytest.fixture
def fresh(access: Access) -> Iterator[str]:
    """A server whose throttle nothing has touched."""
    with served(FakeAssistant(), access) as address:
        yield address


def paths_of(routes: list[BaseRoute], prefix: str = "") -> Iterator[str]:
    """Every path the app answers, with 1 for each variable; also of routers within."""
    for route in routes:
        inner = getattr(route, "original_router", None) or getattr(route, "app", None)
        own = getattr(route, "path", "")
        if inner is not None and hasattr(inner, "routes") and not hasattr(route, "methods"):
            yield from paths_of(inner.routes, prefix + own)
        else:
            yield re.sub(r"\{\w+(:\w+)?\}", "1", prefix + own)


def routes_of_gradio() -> list[str]:
    app = gradio_app(build_page(FakeAssistant()), "127.0.0.1")
    found = sorted(set(paths_of(app.routes)))  # type: ignore[attr-defined]
    # Were these not found, the tests below would say nothing.
    assert {"/gradio_api/upload", "/gradio_api/file=1", "/gradio_api/queue/join", "/config"} <= set(found)
    assert len(found) > 50
    return found


def raw(address: str, method: str, target: str, cookie: str = "") -> tuple[int, bytes]:
    """Ask for a target exactly as given, dots and all, and take what comes at once of the answer."""
    server = urlsplit(address)
    connection = http.client.HTTPConnection(str(server.hostname), server.port, timeout=10)
    try:
        headers = {"content-length": "2", "content-type": "application/json", "cookie": cookie}
        connection.request(method, target, b"{}" if method not in {"GET", "HEAD"} else None, headers)
        answer = connection.getresponse()
        streams = "event-stream" in (answer.getheader("content-type") or "")
        return answer.status, b"" if streams else answer.read()
    finally:
        connection.close()


def test_every_path_of_the_app_is_shut_without_a_session(
    closed: str, record_property: Callable[[str, object], None]
) -> None:
    asked = 0
    for path in [*routes_of_gradio(), "/logout", "/nothing", "/assets/x.js", "/static/x", "//", "/login/x"]:
        for method in METHODS:
            if path != "/login":
                assert raw(closed, method, path)[0] == 401, (method, path)
                asked += 1
    record_property("requests answered 401", asked)


@pytest.mark.parametrize("cookie", ["quotewise-session-{port}=", "quotewise-session-{port}=x; quotewise-session=y"])
def test_made_up_sessions_are_none(cookie: str, closed: str) -> None:
    assert raw(closed, "GET", "/config", cookie.format(port=urlsplit(closed).port))[0] == 401


def test_app_answers_what_the_page_needs_and_nothing_else(unlocked: str) -> None:
    with Visitor(unlocked) as visitor:
        visitor.open()
        cookie = "; ".join(f"{name}={value}" for name, value in visitor.http.cookies.items())
    answered = set()
    for path in routes_of_gradio():
        for method in METHODS:
            status, _ = raw(unlocked, method, path, cookie)
            assert status < 500, (method, path)
            if status not in {403, 404, 405}:
                answered.add((method, path.rstrip("/") or "/"))
    assert answered == OPEN


@pytest.mark.parametrize(
    "target",
    [
        "/gradio_api/file={path}",
        "/gradio_api/file/{path}",
        "/gradio_api/proxy=http://127.0.0.1:1{path}",
        "/file={path}",
        "/assets/../../../../../../../../{path}",
        "/assets/..%2f..%2f..%2f..%2f..%2f..%2f..%2f..{encoded}",
        "/assets/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e{path}",
        "/assets/%252e%252e%252f{encoded}",
        "/assets/{path}",
        "/assets/{encoded}",
        "/static/{path}",
        "/static/{encoded}",
        "/static/..%2f..%2f..%2f..%2f..%2f..%2f..%2f..{encoded}",
        "/static/..%5c..%5c..%5c{encoded}",
        "/svelte/{encoded}",
        "/svelte/..%2f..%2f..%2f..%2f..%2f..%2f..%2f..{encoded}",
        "/theme.css/../../../..{path}",
        "/static/%00{path}",
        "/static/x%00/..{path}",
        "http://127.0.0.1{path}",
        "{path}",
    ],
)
def test_no_path_leads_to_a_file(target: str, unlocked: str, closed: str) -> None:
    path = "/etc/passwd"
    asked = target.format(path=path, encoded=path.replace("/", "%2f"))
    for address in (unlocked, closed):
        with Visitor(address) as visitor:
            visitor.log_in("ann", "correct horse") if address is closed else visitor.open()
            cookie = "; ".join(f"{name}={value}" for name, value in visitor.http.cookies.items())
        status, body = raw(address, "GET", asked, cookie)
        assert 400 <= status < 500, asked
        assert b"root:" not in body


def test_no_event_leads_to_a_file(unlocked: str) -> None:
    """Gradio takes file data for any component's value; none of it may come back as a file's content."""
    file = {"path": "/etc/passwd", "url": "file:///etc/passwd", "meta": {"_type": "gradio.FileData"}}
    with Visitor(unlocked) as visitor:
        visitor.open()
        for function in visitor.functions():
            asked = {
                "data": [file] * len(function["inputs"]),
                "event_data": {"text": file, "value": {"text": file}, "cite": file},
                "fn_index": function["id"],
                "session_hash": visitor.session,
            }
            joined = visitor.http.post("/gradio_api/queue/join", json=asked)
            if joined.status_code == 200:
                assert "root:" not in str(list(visitor.events()))


def test_browser_is_led_to_the_login_and_in(closed: str) -> None:
    with Visitor(closed) as visitor:
        led = visitor.open()
        assert (led.status_code, led.headers["location"]) == (303, "/login")
        page = visitor.http.get("/login")
        assert page.status_code == 200
        assert "<script" not in page.text
        assert "script-src" not in page.headers["content-security-policy"]
        assert "default-src 'none'" in page.headers["content-security-policy"]
        came_in = visitor.log_in("ann", "correct horse")
        assert (came_in.status_code, came_in.headers["location"]) == (303, "/")
        assert visitor.open().status_code == 200
        assert visitor.http.get("/login").headers["location"] == "/"
        assert "38 people" in visitor.ask(PEOPLE)[1]


def test_session_cookie_is_out_of_reach_of_scripts_and_other_sites(closed: str) -> None:
    with Visitor(closed) as visitor:
        cookie = visitor.log_in("ann", "correct horse").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/" in cookie
    assert "max-age" not in cookie
    assert "secure" not in cookie


def test_logging_out_ends_the_session_and_no_other(closed: str) -> None:
    with Visitor(closed) as visitor, Visitor(closed) as other:
        for who in (visitor, other):
            who.log_in("ann", "correct horse")
        kept = dict(visitor.http.cookies)
        assert visitor.http.get("/logout").status_code == 405
        assert visitor.http.post("/logout", headers={"origin": "http://evil.example"}).status_code == 403
        assert visitor.open().status_code == 200
        assert visitor.http.post("/logout").headers["location"] == "/login"
        assert visitor.open().status_code == 303
        assert httpx.get(closed + "/config", cookies=kept).status_code == 401
        assert other.open().status_code == 200


def test_page_is_not_kept_by_the_browser_for_whoever_comes_after(closed: str) -> None:
    with Visitor(closed) as visitor:
        visitor.log_in("ann", "correct horse")
        assert visitor.open().headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("user", "password"), [("ann", "wrong"), ("eve", "correct horse"), ("", ""), ("ann\0", "x"), ("a" * 2000, "x")]
)
def test_wrong_login_says_so_and_not_which_part_was_wrong(user: str, password: str, fresh: str) -> None:
    with Visitor(fresh) as visitor:
        answer = visitor.log_in(user, password)
        assert answer.status_code == 401
        assert 'role="alert"' in answer.text
        assert "That is not a user and password known here." in answer.text
        assert "set-cookie" not in answer.headers


def test_name_typed_into_the_login_comes_back_as_text(fresh: str) -> None:
    with Visitor(fresh) as visitor:
        text = visitor.log_in('"><script>alert(1)</script>$style', "x").text
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_what_is_not_the_login_form_is_turned_away(fresh: str) -> None:
    login = fresh + "/login"
    assert httpx.post(login, data={"user": "ann"}).status_code == 400
    assert httpx.post(login, content=b"\xff\xfe").status_code == 400
    assert httpx.post(login, json={"user": "ann", "password": "correct horse"}).status_code == 400
    assert httpx.post(login, data={"user": "ann", "password": "x" * 100_000}).status_code == 400
    assert httpx.post(login, data={"user": "ann", "password": "x", "more": "y"}).status_code == 400
    assert httpx.put(login).status_code == 405
    other = {"origin": "http://evil.example"}
    assert httpx.post(login, data={"user": "ann", "password": "correct horse"}, headers=other).status_code == 403


def test_guessing_is_slowed_down_even_for_the_right_password_and_says_until_when(fresh: str) -> None:
    with Visitor(fresh) as visitor:
        for number in range(FREE_TRIES):
            assert visitor.log_in("ann", f"guess {number}").status_code == 401
        answers = [visitor.log_in("ann", "correct horse") for _ in range(3)]
        slowed = [answer for answer in answers if answer.status_code == 429]
        assert slowed
        assert 1 <= int(slowed[0].headers["retry-after"]) <= 60
        assert "Too many tries. Wait a second" in slowed[0].text


def test_conversations_of_one_session_name_are_as_many_as_there_are_browsers(unlocked: str) -> None:
    """Whoever learns how another's page calls its session still has a session of their own by that name."""
    with Visitor(unlocked) as owner, Visitor(unlocked) as other:
        owner.open()
        other.open()
        assert owner.ask(PEOPLE)[0].startswith("How many people")
        assert other.session == owner.session
        asked = other.ask("Who visited Baku in May?")
        assert len(asked) == 2
        assert not any("Grozny" in message for message in asked[:1])
        assert [message[:8] for message in owner.ask("Who visited Baku in May?")[::2]] == ["How many", "Who visi"]


def test_conversations_are_kept_apart_between_logins_too(closed: str) -> None:
    with Visitor(closed) as owner, Visitor(closed) as other:
        owner.log_in("ann", "correct horse")
        other.log_in("bob", "battery staple")
        owner.ask(PEOPLE)
        assert len(other.ask("Who visited Baku in May?")) == 2
        other.http.post("/logout")
        other.log_in("ann", "correct horse")
        assert len(other.ask("Who visited Baku in May?")) == 2


def test_answer_goes_to_the_browser_that_asked_and_to_no_other(unlocked: str) -> None:
    with Visitor(unlocked) as owner, Visitor(unlocked) as other:
        owner.open()
        other.open()
        event = owner.join(PEOPLE).json()["event_id"]
        overheard = list(other.events())
        assert chat_of(overheard) == []
        assert event not in str(overheard)
        fn_index, _ = other.asking()
        cancel = {"session_hash": owner.session, "fn_index": fn_index, "event_id": "0" * 32}
        assert other.http.post("/gradio_api/cancel", json=cancel).status_code == 200
        assert "38 people" in chat_of(list(owner.events()))[1]


def test_other_browsers_cannot_end_a_session(unlocked: str) -> None:
    with Visitor(unlocked) as owner, Visitor(unlocked) as other:
        owner.open()
        other.open()
        owner.ask(PEOPLE)
        with other.http.stream("GET", f"/gradio_api/heartbeat/{owner.session}") as stream:
            next(stream.iter_lines())
        assert len(owner.ask("Who visited Baku in May?")) == 4


def test_the_inner_name_of_a_session_is_not_told_and_would_not_help(unlocked: str) -> None:
    with Visitor(unlocked) as owner, Visitor(unlocked) as other:
        visitor = owner.open().cookies[f"quotewise-visitor-{urlsplit(unlocked).port}"]
        owner.ask(PEOPLE)
        other.open()
        from page.visitors import own_name

        assert len(other.ask(PEOPLE, session=own_name(owner.session, visitor))) == 2


def test_without_the_page_s_cookie_nothing_can_be_asked(unlocked: str) -> None:
    with Visitor(unlocked) as visitor:
        assert visitor.join(PEOPLE).status_code == 403
        assert visitor.http.get("/gradio_api/queue/data", params={"session_hash": "x"}).status_code == 403


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"[" * 50_000, b'{"session_hash": ["x"]}', b"\xff"])
def test_what_is_not_a_question_is_turned_away(body: bytes, unlocked: str) -> None:
    with Visitor(unlocked) as visitor:
        visitor.open()
        kind = {"content-type": "application/json"}
        assert visitor.http.post("/gradio_api/queue/join", content=body, headers=kind).status_code == 422
