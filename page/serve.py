"""Serves the page on this machine."""

import errno
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp

from index.errors import QuotewiseError
from page.auth import Passwords
from page.connections import PromptProtocol, PromptServer, Streams, notice_the_vanished
from page.door import Door
from page.guard import LARGEST_BODY, Guard, Needed
from page.health import Health
from page.protocol import Assistant
from page.source import OWN, Sources
from page.theme import theme
from page.uploads import Shelf, Uploads, own_files, visitor_key
from page.visitors import Unnamed, Visitors

MOST_CONVERSATIONS = 500  # kept at once; the one used longest ago is forgotten first
MOST_WAITING = 500  # questions in line; more are turned away

_REASONS = {
    errno.EADDRINUSE: "port {port} is in use; choose another one with --port",
    errno.EACCES: "port {port} may not be opened by this user; choose one from 1024 on with --port",
    errno.EADDRNOTAVAIL: "{host} is not an address of this machine; choose another one with --host",
}


class CannotListenError(QuotewiseError):
    """The page cannot be served at this host and port; the message says why and what to do."""


class TooOpenError(QuotewiseError):
    """Serving the page like this would let in anybody, or cannot be done as safely as asked for."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who may come in, how, and with what: with no passwords, everybody on this machine and nobody else."""

    passwords: Passwords | None = None
    insecure: bool = False  # everybody who can reach the page may come in
    certificate: Path | None = None  # for TLS, in PEM
    key: Path | None = None  # of the certificate, where it is in a file of its own
    shelf: Shelf | None = None  # where files go that they bring; without one they bring none


THIS_MACHINE = Access()


def check_access(listener: socket.socket, access: Access) -> list[str]:
    """What should be known before serving; TooOpenError where it must not be done, or TLS cannot be."""
    if access.certificate is not None:
        _check_certificate(access.certificate, access.key)
    elif access.key is not None:
        raise TooOpenError("--tls-key needs the certificate too: give --tls-cert")
    address = listener.getsockname()[0]
    warnings = []
    if not ipaddress.ip_address(address.partition("%")[0]).is_loopback:
        if access.passwords is None and not access.insecure:
            raise TooOpenError(
                f"everybody who can reach {address} could read your documents; give --auth FILE with the passwords "
                "of those who may, or --insecure to let everybody in"
            )
        if access.passwords is None:
            warnings.append("everybody who can reach this address can read your documents (--insecure)")
        if access.certificate is None:
            warnings.append("without TLS, what is sent can be read on its way; give --tls-cert and --tls-key")
    if access.passwords is not None:
        warnings += [f"the password of {user} is short and easily guessed" for user in access.passwords.short]
    return warnings


def _check_certificate(certificate: Path, key: Path | None) -> None:
    try:
        # An empty passphrase, for one must not be asked for.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password="")
    except (OSError, ssl.SSLError) as error:
        names = f"{certificate} and {key}" if key else str(certificate)
        raise TooOpenError(f"{names} cannot be used for TLS: {error.strerror or error}") from error


def listen(host: str, port: int) -> socket.socket:
    """A socket at this host and port, 0 for any free one; CannotListenError where that is not possible."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.create_server(address[:2], family=family)
    except socket.gaierror as error:
        raise CannotListenError(f"{host} is not a known host; choose another one with --host") from error
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, f"{{host}}, port {{port}}: {error.strerror}")
        raise CannotListenError(reason.format(host=host, port=port)) from error
    notice_the_vanished(listener)
    return listener


def gradio_app(page: gr.Blocks, host: str) -> ASGIApp:
    """The page as Gradio serves it, with nothing before it."""
    page.state_session_capacity = MOST_CONVERSATIONS
    app: ASGIApp = gr.mount_gradio_app(
        FastAPI(docs_url=None, redoc_url=None, openapi_url=None),
        page.queue(max_size=MOST_WAITING),
        path="/",
        server_name=host,
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        max_file_size=1,
        favicon_path=str(Path(__file__).with_name("favicon.png")),
        theme=theme(),
        js=Path(__file__).with_name("chat.js").read_text("utf-8"),
        css_paths=Path(__file__).with_name("style.css"),
    )
    return app


def web_app(
    page: ASGIApp,
    host: str,
    passwords: Passwords | None,
    assistant: Assistant,
    shelf: Shelf | None = None,
) -> ASGIApp:
    """Everything that stands before the page, outermost last, for a server that listens at this host.

    Without a shelf visitors bring no files.
    """
    needed: ASGIApp = Sources(Needed(Visitors(page, LARGEST_BODY)), lambda scope, source: assistant.open_file(source))
    if shelf is not None:
        needed = Uploads(Sources(needed, own_files(shelf), OWN), shelf)
    if passwords is None:
        return Guard(Health(Unnamed(needed), assistant.status), host)

    def left(visitor: str) -> None:
        if shelf is not None:
            shelf.forget(visitor_key(visitor))

    return Guard(Health(Door(needed, passwords, left), assistant.status), host, forms="'self'")


def server(
    page: gr.Blocks,
    host: str,
    access: Access,
    assistant: Assistant,
) -> PromptServer:
    """A server for the page, to be run on a socket that listens at this host."""
    streams = Streams(gradio_app(page, host))
    config = uvicorn.Config(
        web_app(streams, host, access.passwords, assistant, access.shelf),
        http=PromptProtocol,
        ws="none",
        log_level="warning",
        server_header=False,
        # Whoever connects is who is throttled; what a header says of others could be anything.
        proxy_headers=False,
        # An open page holds a connection for as long as it is open; leaving must not wait for it.
        timeout_graceful_shutdown=1,
        ssl_certfile=access.certificate,
        ssl_keyfile=access.key,
    )
    return PromptServer(config, streams)


def serve(
    page: gr.Blocks,
    host: str,
    port: int,
    access: Access,
    assistant: Assistant,
) -> None:
    """Serve the page until interrupted, saying where to open it."""
    with listen(host, port) as listener:
        check_access(listener, access)
        ready = server(page, host, access, assistant)
        scheme = "http" if access.certificate is None else "https"
        # With its end of line in one piece: the indexing tells how far it is from another thread.
        print(f"Open {address_to_open(host, listener.getsockname()[1], scheme)}\n", end="", flush=True)
        ready.run(sockets=[listener])
        if ready.interrupted:  # the server raises the signal again when it has ended, but not always in time
            raise KeyboardInterrupt


def address_to_open(host: str, port: int, scheme: str = "http") -> str:
    """What to type into a browser.

    >>> address_to_open("::1", 7860), address_to_open("0.0.0.0", 80)
    ('http://[::1]:7860', 'http://127.0.0.1:80')
    """
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"{scheme}://[{name}]:{port}" if ":" in name else f"{scheme}://{name}:{port}"
