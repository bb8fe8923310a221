"""What stands between the network and the page: which hosts, which paths, and how the browser is told to behave."""

import base64
import hashlib
import ipaddress
import re
from collections.abc import Iterable

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 2_000_000  # bytes; a question of 100,000 characters fits with room to spare

# All the page needs of what Gradio serves. Uploads, files, run history, monitoring and the like stay shut.
_PATHS = re.compile(
    r"/|/config|/theme\.css|/favicon\.ico|/(?:assets|static|svelte)/.*"
    r"|/gradio_api/(?:queue/(?:join|data)|heartbeat/\w+|startup-events|cancel|reset)/?"
)
_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)

_HEADERS = {
    "x-content-type-options": "nosniff",
    # Nothing to other sites; with less, a browser would send the form that logs out as if from nowhere.
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def content_policy(scripts: Iterable[bytes] = (), forms: str = "'none'") -> str:
    """The content-security policy that lets these inline scripts run and no other, and lets nothing call out.

    `forms` says where forms may lead.

    Gradio compiles its templates with `new Function` and styles elements inline, so those two are allowed; an event
    handler or a `javascript:` link that got into the page would still not run.
    """
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(s).digest()).decode()}'" for s in scripts]
    return "; ".join(
        [
            "default-src 'self'",
            " ".join(["script-src 'self' 'unsafe-eval'", *hashes]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            f"form-action {forms}",
            "frame-src 'none'",
            "frame-ancestors 'none'",
        ]
    )


def is_trusted(host: str, bound: str) -> bool:
    """Whether a Host header may be what a visitor of this server typed.

    A page elsewhere can point its own name at this machine, never a bare address or `localhost`. A server that
    listens on the loopback alone is only ever called by a loopback name.

    >>> is_trusted("localhost:7860", "127.0.0.1"), is_trusted("evil.com", "127.0.0.1")
    (True, False)
    """
    name = host.rsplit(":", 1)[0] if re.search(r":\d+$", host) else host
    name = name.strip("[]").lower()
    if name in {"localhost", bound.lower()}:
        return True
    address = _address(name)
    listens = _address(bound)
    only_loopback = bound == "localhost" or (listens is not None and listens.is_loopback)
    return address is not None and (address.is_loopback or not only_loopback)


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


class Guard:
    """ASGI middleware that turns away other hosts' and other sites' requests, and adds the security headers."""

    def __init__(self, app: ASGIApp, bound: str, forms: str = "'none'") -> None:
        self.app = app
        self.bound = bound
        self.forms = forms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        refusal = self._refusal(headers)
        answer = _Answer(send, self.forms)
        if refusal is not None:
            await refusal(scope, receive, answer)
        else:
            # Uncompressed, so that the scripts in the page can be read for the policy.
            kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            plain = {**scope, "headers": kept} if scope["path"] == "/" else scope
            await self.app(plain, receive, answer)

    def _refusal(self, headers: dict[bytes, bytes]) -> PlainTextResponse | None:
        host = headers.get(b"host", b"").decode("latin-1")
        if not is_trusted(host, self.bound):
            return PlainTextResponse("This host name is not served here.", 400)
        origin = headers.get(b"origin")
        if origin is not None and origin.decode("latin-1").split("://")[-1] != host:
            return PlainTextResponse("Requests from other sites are not served.", 403)
        return None


class Needed:
    """ASGI middleware that turns away paths the page does not need, and requests too large to be a question."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        await (refusal or self.app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        if not _PATHS.fullmatch(scope["path"]):
            return PlainTextResponse("Not found.", 404)
        if scope["method"] not in {"GET", "HEAD"}:
            length = dict(scope["headers"]).get(b"content-length", b"")
            if not length.isdigit():
                return PlainTextResponse("How long the request is must be said.", 411)
            if int(length) > LARGEST_BODY:
                return PlainTextResponse("The request is too large.", 413)
        return None


class _Answer:
    """Sends a response on, with the security headers; an HTML page is held until its scripts are known."""

    def __init__(self, send: Send, forms: str) -> None:
        self.send = send
        self.forms = forms
        self.held: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = dict(message["headers"])
            if headers.get(b"content-type", b"").startswith(b"text/html"):
                self.held = message
            else:
                await self.send(_guarded(message, content_policy(forms=self.forms)))
        elif self.held is None:
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                scripts = _INLINE_SCRIPT.findall(self.body)
                await self.send(_guarded(self.held, content_policy(scripts, self.forms), page=True))
                await self.send({"type": "http.response.body", "body": self.body})


def _guarded(start: Message, policy: str, page: bool = False) -> Message:
    """The start of an answer with the security headers; a policy of its own stays, and a page is not to be kept."""
    own = {name.decode("latin-1").lower() for name, _ in start["headers"]} & {"content-security-policy"}
    added = {**_HEADERS, "content-security-policy": policy} | ({"cache-control": "no-store"} if page else {})
    added = {name: value for name, value in added.items() if name not in own}
    kept = [(name, value) for name, value in start["headers"] if name.decode("latin-1").lower() not in added]
    return {**start, "headers": kept + [(name.encode(), value.encode()) for name, value in added.items()]}
