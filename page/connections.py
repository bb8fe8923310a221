"""Connections that nobody waits for: slow ones are closed, and streams end when the server does."""

import asyncio
import os
import signal
import socket
import sys
import threading
from contextlib import suppress
from types import FrameType
from typing import NoReturn

import h11
import uvicorn
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0  # to send a request's head in
LEAVE_SECONDS = 3.0  # after which a signal ends the process, whatever still runs
LAST_WORDS = 0.3  # seconds an answer under way has to be finished when the server leaves
VANISHED_MILLISECONDS = 60_000  # what was sent stays unacknowledged; then the peer counts as gone


def notice_the_vanished(listener: socket.socket) -> None:
    """Have the system close connections whose other end is gone without a word; accepted ones inherit it."""
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (
        ("TCP_KEEPIDLE", 60),
        ("TCP_KEEPINTVL", 15),
        ("TCP_KEEPCNT", 3),
        ("TCP_USER_TIMEOUT", VANISHED_MILLISECONDS),
    ):
        if hasattr(socket, option):
            listener.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)


class PromptProtocol(H11Protocol):
    """HTTP/1.1 that closes a connection whose request's head is not there in time."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Wait on, where the head is not complete."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop()
        super().connection_lost(exc)

    def _watch(self) -> None:
        # A timer is not begun anew by more of the same head, or a byte now and then would hold the connection.
        if self.conn.their_state is not h11.IDLE:
            self._stop()
        elif self._timer is None:
            self._timer = self.loop.call_later(HEAD_SECONDS, self.timeout_keep_alive_handler)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class Streams:
    """ASGI middleware that ends answers under way when told to: a stream would end only when its client leaves."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.leaving = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = finished = False

        async def answer(message: Message) -> None:
            nonlocal started, finished
            started = True
            finished = message["type"] == "http.response.body" and not message.get("more_body")
            await send(message)

        answering = asyncio.ensure_future(self.app(scope, receive, answer))
        leaving = asyncio.ensure_future(self.leaving.wait())
        try:
            await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.wait({answering}, timeout=LAST_WORDS)
            if answering.done() and not (started and _is_refusal(answering.exception())):
                await answering
                return
        finally:
            leaving.cancel()
            answering.cancel()
        await asyncio.wait({answering}, timeout=LAST_WORDS)
        if answering.done() and not answering.cancelled():
            answering.exception()  # looked at, or asyncio would report it
        if not started:
            await send({"type": "http.response.start", "status": 503, "headers": [(b"content-length", b"0")]})
        if not finished:
            await send({"type": "http.response.body", "body": b""})


def _is_refusal(error: BaseException | None) -> bool:
    """Whether Gradio meant "not found", and said so too late: it does for a stream of a session it does not know."""
    return isinstance(error, RuntimeError) and isinstance(error.__cause__, HTTPException)


class PromptServer(uvicorn.Server):
    """A server that leaves within seconds of being told to, whatever its clients and its questions are at."""

    def __init__(self, config: uvicorn.Config, streams: Streams) -> None:
        super().__init__(config)
        self.streams = streams
        self.interrupted = False  # by Ctrl+C

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, then everything else."""
        self.streams.leaving.set()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to leave on a signal; a question under way is in a thread that nothing stops, and not waited for."""
        if not self.should_exit:
            self.interrupted = sig == signal.SIGINT
            code = 130 if sig == signal.SIGINT else 0
            last = threading.Timer(LEAVE_SECONDS, leave, [code])
            last.daemon = True
            last.start()
        super().handle_exit(sig, frame)


def leave(code: int) -> NoReturn:
    """End the process at once, with nothing left unsaid."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody reads it any more
            stream.flush()
    os._exit(code)
