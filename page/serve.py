"""Serves the page on this machine."""

import errno
import socket
from pathlib import Path

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp

from index.errors import QuotewiseError
from page.guard import Guard
from page.theme import theme

_REASONS = {
    errno.EADDRINUSE: "port {port} is in use; choose another one with --port",
    errno.EACCES: "port {port} may not be opened by this user; choose one from 1024 on with --port",
    errno.EADDRNOTAVAIL: "{host} is not an address of this machine; choose another one with --host",
}


class CannotListenError(QuotewiseError):
    """The page cannot be served at this host and port; the message says why and what to do."""


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
    return listener


def web_app(page: gr.Blocks, host: str) -> ASGIApp:
    """The page as a guarded ASGI application, for a server that listens at this host."""
    gradio_app = gr.mount_gradio_app(
        FastAPI(docs_url=None, redoc_url=None, openapi_url=None),
        page.queue(),
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
    return Guard(gradio_app, host)


def server(page: gr.Blocks, host: str) -> uvicorn.Server:
    """A server for the page, to be run on a socket that listens at this host."""
    return uvicorn.Server(
        uvicorn.Config(
            web_app(page, host),
            log_level="warning",
            ws="none",
            server_header=False,
            # An open page holds a connection for as long as it is open; leaving must not wait for it.
            timeout_graceful_shutdown=1,
        )
    )


def serve(page: gr.Blocks, host: str, port: int) -> None:
    """Serve the page until interrupted, saying where to open it."""
    with listen(host, port) as listener:
        ready = server(page, host)
        print(f"Open {address_to_open(host, listener.getsockname()[1])}", flush=True)
        ready.run(sockets=[listener])


def address_to_open(host: str, port: int) -> str:
    """What to type into a browser.

    >>> address_to_open("::1", 7860), address_to_open("0.0.0.0", 80)
    ('http://[::1]:7860', 'http://127.0.0.1:80')
    """
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
