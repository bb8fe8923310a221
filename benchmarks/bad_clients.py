"""Clients that hold a server up where it lets them: some say half a request, some leave in the middle of an answer."""

import socket
from contextlib import suppress
from urllib.parse import urlsplit

import gevent

AT_ONCE = 30  # silent ones
EVERY = 0.5  # seconds between two that vanish
_HALVES = (b"", b"GET / HT", b"GET / HTTP/1.1\r\nhost: localhost\r\nx: ", b"POST /gradio_api/queue/join HTTP/1.1\r\n")


class BadClients:
    """Bad clients of a server for as long as the context lasts. gevent has to have patched the sockets."""

    def __init__(self, address: str) -> None:
        server = urlsplit(address)
        self._server = (server.hostname or "", server.port or 80)
        self.silent = self.vanished = 0
        self._work: list[gevent.Greenlet] = []

    def __enter__(self) -> "BadClients":
        self._work = [gevent.spawn(self._fall_silent, number) for number in range(AT_ONCE)]
        self._work.append(gevent.spawn(self._vanish))
        return self

    def __exit__(self, *_: object) -> None:
        gevent.killall(self._work)

    def _fall_silent(self, number: int) -> None:
        """Say half a request, wait to be turned out, and come back."""
        while True:
            with suppress(OSError), socket.create_connection(self._server, timeout=60) as connection:
                connection.sendall(_HALVES[number % len(_HALVES)])
                self.silent += 1
                connection.recv(1)
            gevent.sleep(EVERY)

    def _vanish(self) -> None:
        """Open a stream that ends only with its client, and be gone without a word."""
        while True:
            with suppress(OSError), socket.create_connection(self._server, timeout=10) as connection:
                page = self._asked(connection, "/")
                cookie = page.partition("set-cookie: ")[2].partition(";")[0]
                self._asked(connection, f"/gradio_api/heartbeat/{self.vanished}", cookie)
                self.vanished += 1
                # With nothing of the answer read, the close below is a reset.
            gevent.sleep(EVERY)

    def _asked(self, connection: socket.socket, path: str, cookie: str = "") -> str:
        """Ask for a path, and give what comes at once of the answer."""
        head = f"GET {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n\r\n"
        connection.sendall(head.encode())
        return connection.recv(65536).decode("latin-1")
