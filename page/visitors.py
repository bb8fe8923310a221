"""Keeps visitors apart: the names that browsers give their Gradio sessions mean something to that browser alone.

Gradio trusts whoever names a session: its answers, its chat and its end are for anyone who knows or guesses the name,
which a page makes up from Math.random. Here each name is mixed with who sent it before Gradio sees it, so that the
same name sent by another browser is another session.
"""

import hashlib
import json
import re
import secrets
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from page.door import cookie_name, cookie_of, read_body

VISITOR = b"x-quotewise-visitor"
"""The header that tells the page within who asks; only `Visitors` writes it."""

_API = "/gradio_api/"
_VISITOR = re.compile(r"[\w-]{20,64}", re.ASCII)
_HEARTBEAT = re.compile(r"(/gradio_api/heartbeat/)([^/]+)(/?)")


class Unnamed:
    """ASGI middleware that knows a browser again where nobody logs in: by a random cookie set with the page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        name = cookie_name("visitor", scope)
        visitor = cookie_of(scope, name)
        if _VISITOR.fullmatch(visitor):
            await self.app({**scope, "visitor": visitor}, receive, send)
        elif scope["path"] == "/":
            await self.app(scope, receive, _setting(send, name, scope["scheme"] == "https"))
        else:
            await self.app(scope, receive, send)


def _setting(send: Send, name: str, secure: bool) -> Send:
    # Lax, not Strict: the page opened by a link from elsewhere must not make a new visitor of one who has it open.
    cookie = f"{name}={secrets.token_urlsafe(24)}; HttpOnly; Path=/; SameSite=lax" + ("; Secure" if secure else "")

    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).append("set-cookie", cookie)
        await send(message)

    return answer


class Visitors:
    """ASGI middleware that mixes who sent a request into every session name within it."""

    def __init__(self, app: ASGIApp, largest_body: int) -> None:
        self.app = app
        self.largest_body = largest_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not scope["path"].startswith(_API):
            await self.app(scope, receive, send)
            return
        visitor = scope.get("visitor")
        if visitor is None:
            await JSONResponse({"detail": "Open the page first."}, 403)(scope, receive, send)
            return
        scope = _named(_own_address(scope, visitor), visitor)
        if scope["method"] == "POST":
            body = await read_body(receive, self.largest_body)
            if body is None:
                await JSONResponse({"detail": "The request did not arrive in time."}, 408)(scope, receive, send)
                return
            scope, receive = _replay(scope, receive, own_body(body, visitor))
        await self.app(scope, receive, send)


def own_name(name: str, visitor: str) -> str:
    """What a visitor's session is called within."""
    return hashlib.sha256(f"{visitor}\0{name}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def own_body(body: bytes, visitor: str) -> bytes:
    """A JSON body with its session's name made the visitor's own; anything else comes back empty.

    What is not JSON here might be JSON to others, and name a session.
    """
    try:
        asked: Any = json.loads(body)
    except (ValueError, RecursionError):
        return b""
    if not isinstance(asked, dict):
        return b""
    if asked.get("session_hash") is not None:
        asked["session_hash"] = own_name(str(asked["session_hash"]), visitor)
    return json.dumps(asked).encode()


def _named(scope: Scope, visitor: str) -> Scope:
    """The request with who sent it in a header, whatever it said there itself."""
    kept = [(name, value) for name, value in scope["headers"] if name.lower() != VISITOR]
    return {**scope, "headers": [*kept, (VISITOR, own_name("uploads", visitor).encode())]}


def _own_address(scope: Scope, visitor: str) -> Scope:
    found = _HEARTBEAT.fullmatch(scope["path"])
    path = f"{found[1]}{own_name(found[2], visitor)}{found[3]}" if found else scope["path"]
    query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    own = [(key, own_name(value, visitor) if key == "session_hash" else value) for key, value in query]
    return {**scope, "path": path, "raw_path": path.encode(), "query_string": urlencode(own).encode()}


def _replay(scope: Scope, receive: Receive, body: bytes) -> tuple[Scope, Receive]:
    kept = [(name, value) for name, value in scope["headers"] if name != b"content-length"]
    messages = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def again() -> Message:
        return next(messages, None) or await receive()

    return {**scope, "headers": [*kept, (b"content-length", str(len(body)).encode())]}, again
