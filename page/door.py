"""The door: without a session nothing is served but the login."""

import asyncio
import base64
import hashlib
import html
import logging
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from string import Template
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from page.auth import Passwords
from page.sessions import Session, Sessions
from page.throttle import Throttle

LOGIN, LOGOUT = "/login", "/logout"
LARGEST_FORM = 8_000  # bytes of a login
BODY_SECONDS = 20.0  # for a whole request to arrive
CHECKS_AT_ONCE = 2  # each takes 16 MB and most of a core for a moment

WRONG = "That is not a user and password known here."
WAIT = "Too many tries. Wait {seconds} before the next one."

_STYLE = Path(__file__).with_name("login.css").read_text("utf-8")
_PAGE = Template(Path(__file__).with_name("login.html").read_text("utf-8"))
_ICON = base64.b64encode(Path(__file__).with_name("favicon.png").read_bytes()).decode()
POLICY = "; ".join(
    [
        "default-src 'none'",
        f"style-src 'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'",
        "img-src data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was typed into the login form."""

    user: str
    password: str

    @classmethod
    def of(cls, form: bytes) -> "Attempt | None":
        """The attempt in a form's body; None where it is not the login form."""
        try:
            fields = parse_qs(form.decode("ascii"), keep_blank_values=True, max_num_fields=2)
            return cls(fields["user"][0].strip(), fields["password"][0].strip())
        except (ValueError, KeyError):
            return None


class Door:
    """ASGI middleware that lets in who has logged in, and hands on who that is as `scope["visitor"]`."""

    def __init__(self, app: ASGIApp, passwords: Passwords, left: Callable[[str], None] = lambda visitor: None) -> None:
        """`left` is told of every visitor whose session ends, by logging out or by running out."""
        self.app = app
        self.passwords = passwords
        self.sessions = Sessions(ended=lambda session: left(session.id))
        self.throttle = Throttle()
        self._checks = asyncio.Semaphore(CHECKS_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        token = cookie_of(scope, cookie_name("session", scope))
        session = self.sessions.find(token)
        answer: Response
        if scope["path"] == LOGIN:
            answer = await self._login(scope, receive, session, token)
        elif session is None:
            answer = _closed(scope)
        elif scope["path"] == LOGOUT:
            answer = self._logout(scope, token)
        else:
            await self.app({**scope, "visitor": session.id}, receive, send)
            return
        await answer(scope, receive, send)

    async def _login(self, scope: Scope, receive: Receive, session: Session | None, token: str) -> Response:
        if scope["method"] in {"GET", "HEAD"}:
            return login_page() if session is None else _to("/")
        if scope["method"] != "POST":
            return PlainTextResponse("The login takes GET and POST.", 405, {"allow": "GET, HEAD, POST"})
        body = await read_body(receive, LARGEST_FORM)
        attempt = None if body is None else Attempt.of(body)
        if attempt is None:
            return PlainTextResponse("That is not the login form.", 400)
        address = scope["client"][0] if scope.get("client") else ""
        wait = self.throttle.take(address)
        if wait > 0:
            seconds = math.ceil(wait)
            words = WAIT.format(seconds="a second" if seconds == 1 else f"{seconds} seconds")
            return login_page(words, attempt.user, 429, {"retry-after": str(seconds)})
        async with self._checks:
            right = await run_in_threadpool(self.passwords.check, attempt.user, attempt.password)
        if not right:
            logging.getLogger(__name__).warning("A login from %s failed", address)
            return login_page(WRONG, attempt.user, 401, _CHALLENGE)
        self.throttle.succeeded(address)
        self.sessions.end(token)
        answer = _to("/")
        set_cookie(answer, scope, "session", self.sessions.begin(attempt.user), "strict")
        return answer

    def _logout(self, scope: Scope, token: str) -> Response:
        if scope["method"] != "POST":
            return PlainTextResponse("Logging out takes POST.", 405, {"allow": "POST"})
        self.sessions.end(token)
        answer = _to(LOGIN)
        answer.delete_cookie(cookie_name("session", scope), path="/", httponly=True, samesite="strict")
        return answer


_CHALLENGE = {"www-authenticate": f'Cookie realm="Quotewise", form-action="{LOGIN}"'}


def login_page(problem: str = "", user: str = "", status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """The login, saying what was wrong with the last try."""
    alert = f'<p id="problem" role="alert">{html.escape(problem)}</p>' if problem else ""
    described = ' aria-describedby="problem" aria-invalid="true"' if problem else ""
    text = _PAGE.substitute(
        style=_STYLE,
        icon=_ICON,
        alert=alert,
        described=described,
        user=html.escape(user[:200]),
        focus_user="" if user else " autofocus",
        focus_password=" autofocus" if user else "",
    )
    return HTMLResponse(
        text, status, {"content-security-policy": POLICY, "cache-control": "no-store", **(headers or {})}
    )


def _closed(scope: Scope) -> Response:
    """The answer to whoever has not logged in: a browser that opens the page is led to the login."""
    if scope["path"] == "/" and scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", ""):
        return _to(LOGIN)
    return JSONResponse({"detail": "Log in first: open the page anew."}, 401, _CHALLENGE)


def _to(path: str) -> Response:
    return RedirectResponse(path, 303, {"cache-control": "no-store"})


async def read_body(receive: Receive, most: int) -> bytes | None:
    """A request's body; None where it is larger than `most` bytes, takes too long, or its client left."""
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    return None
                body += message.get("body", b"")
                if len(body) > most:
                    return None
                if not message.get("more_body"):
                    return bytes(body)
    except TimeoutError:
        return None


def cookie_name(kind: str, scope: Scope) -> str:
    """The name of a cookie. Cookies do not heed ports, so the port is in it: servers do not log out each other's users.

    >>> cookie_name("session", {"server": ("127.0.0.1", 7860)})
    'quotewise-session-7860'
    """
    server = scope.get("server")
    return f"quotewise-{kind}-{server[1] if server else 0}"


def cookie_of(scope: Scope, name: str) -> str:
    """The value of a cookie, "" where there is none."""
    return cookie_parser("; ".join(Headers(scope=scope).getlist("cookie"))).get(name, "")


def set_cookie(answer: Response, scope: Scope, kind: str, value: str, same_site: str) -> None:
    """Set a cookie that no script can read, that dies with the browser, and that over TLS never leaves it."""
    answer.set_cookie(
        cookie_name(kind, scope),
        value,
        path="/",
        httponly=True,
        samesite="strict" if same_site == "strict" else "lax",
        secure=scope["scheme"] == "https",
    )
