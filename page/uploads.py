"""`/uploads`: a visitor's own files are brought (POST), listed (GET) and taken away (DELETE).

A file is the body of a request, as it is; its name, percent-encoded, is in the header `x-file-name`, which no form and
no page of another site can send. It names the file for people and is never a path.
"""

import asyncio
import os
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import asdict
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import Protocol
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.documents import SUFFIXES
from index.errors import FileError
from page.protocol import Allowed
from page.source import Files
from page.visitors import own_name
from qa.desk import Desks, Limits, UploadError, megabytes, sizes
from qa.keep import Keeper
from qa.render import visible

PATH = "/uploads"
CHUNK_SECONDS = 15.0  # within which the next part of a file has to come
FILE_SECONDS = 300.0  # within which all of it
UNREAD_SECONDS = 5.0  # for the rest of a file that is refused
AT_ONCE = 16  # files received at once; each holds a connection
MOST_UNREAD = 20_000_000  # bytes of a refused file that are read all the same; the page itself sends no larger one
LONGEST_NAME = 120  # characters of a file's name

_NOT_YOURS = "There is no such file of yours here."
_INCOMING, _PART = ".incoming-", ".part"


class Shelf(Protocol):
    """Where files go. Every method may raise UploadError, whose words are for the visitor."""

    def room(self, visitor: str, name: str, size: int) -> None:
        """Whether a file of that size may be brought."""

    def incoming(self) -> AbstractContextManager[Path]:
        """A file to receive into."""

    def take(self, visitor: str, name: str, received: Path) -> None:
        """Keep what was received."""

    def remove(self, visitor: str, name: str) -> None:
        """Take a file away."""

    def listed(self, visitor: str) -> dict[str, object]:
        """The visitor's files and how far their indexing is."""

    def open_file(self, visitor: str, source: str) -> BufferedReader:
        """A file that is the visitor's alone, by its document's name, as it was indexed; FileError where none is."""

    def forget(self, visitor: str) -> None:
        """Delete what is there for a visitor who left."""


class OwnShelf:
    """Files for the visitor alone."""

    def __init__(self, desks: Desks) -> None:
        self.desks = desks
        self.room, self.incoming = desks.room, desks.incoming
        self.take, self.remove, self.forget = desks.take, desks.remove, desks.forget
        self.open_file = desks.open_file

    def listed(self, visitor: str) -> dict[str, object]:
        """The visitor's files and how far their indexing is."""
        desk = self.desks.of(visitor)
        files = [{**asdict(paper), "shown": visible(paper.name)} for paper in desk.papers] if desk else []
        return {"files": files, "progress": desk.progress if desk else "", "largest": self.desks.limits.file}


class LibraryShelf:
    """Files for everybody: they join the folder of the documents, which the index follows."""

    def __init__(self, folder: Path, limits: Limits | None = None) -> None:
        self.folder = folder
        self.limits = limits or Limits()
        for path in folder.glob(f"{_INCOMING}*{_PART}"):  # of a process that was killed
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > 2 * FILE_SECONDS:
                    path.unlink()

    def room(self, visitor: str, name: str, size: int) -> None:
        """Whether a file of that size may join, and its name is free."""
        self.limits.check(name, size)
        if (self.folder / name).exists():
            raise UploadError(f"There is a document {name} already. Rename yours to add it.")
        there = sizes(self.folder)
        if len(there) >= self.limits.documents:
            raise UploadError(f"There are {len(there):,} documents here, the most that files are added to.")
        if sum(there.values()) + size > self.limits.everybody:
            most = megabytes(self.limits.everybody)
            raise UploadError(f"There is no room for {name}: the documents may have {most} together.")

    @contextmanager
    def incoming(self) -> Iterator[Path]:
        """A hidden file beside the documents, so that it can join them in one step."""
        try:
            descriptor, name = tempfile.mkstemp(prefix=_INCOMING, suffix=_PART, dir=self.folder)
        except OSError as error:
            raise UploadError(f"Files cannot be added to the documents: {error.strerror}.") from error
        os.close(descriptor)
        try:
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def take(self, visitor: str, name: str, received: Path) -> None:
        """Give the file its name, unless another has it: a document is never written over."""
        self.room(visitor, name, received.stat().st_size)
        received.chmod(0o644)
        try:
            os.link(received, self.folder / name)
        except FileExistsError:
            raise UploadError(f"There is a document {name} already. Rename yours to add it.") from None
        except OSError as error:
            raise UploadError(f"{name} cannot be added to the documents: {error.strerror}.") from error

    def remove(self, visitor: str, name: str) -> None:
        """Nobody takes away what is everybody's."""
        raise UploadError("What was added to the documents can only be removed from their folder.")

    def listed(self, visitor: str) -> dict[str, object]:
        """Nothing: the page tells of everybody's documents elsewhere."""
        return {"files": [], "progress": "", "largest": self.limits.file}

    def open_file(self, visitor: str, source: str) -> BufferedReader:
        """None is one visitor's alone: what was added is served as the documents are."""
        raise FileError(_NOT_YOURS)

    def forget(self, visitor: str) -> None:
        """Nothing is there for one visitor."""


class Uploads:
    """ASGI middleware that serves PATH, and hands on everything else. It stands behind whatever knows the visitor."""

    def __init__(self, app: ASGIApp, shelf: Shelf) -> None:
        self.app = app
        self.shelf = shelf
        self._receiving = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] != PATH:
            await self.app(scope, receive, send)
            return
        answer = await self._answer(scope, receive)
        await answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        visitor = scope.get("visitor")
        if visitor is None:
            return _said("Open the page first.", 403)
        key = visitor_key(visitor)
        try:
            match scope["method"]:
                case "GET":
                    return JSONResponse(await run_in_threadpool(self.shelf.listed, key), headers=_UNKEPT)
                case "DELETE" if b"x-file-name" in dict(scope["headers"]):
                    name = unquote(Headers(scope=scope)["x-file-name"])
                    await run_in_threadpool(self.shelf.remove, key, name)
                    return JSONResponse(await run_in_threadpool(self.shelf.listed, key), headers=_UNKEPT)
                case "POST":
                    return await self._posted(scope, Body(receive), key)
        except UploadError as error:
            return _said(str(error), 422)
        return _said("Files are brought with POST and a name.", 405)

    async def _posted(self, scope: Scope, body: "Body", key: str) -> Response:
        try:
            answer = await self._received(scope, body, key)
        except UploadError as error:
            answer = _said(str(error), 422)
        if answer.status_code >= 400:
            # A browser that is still sending when the connection closes tells of that, and not of the reason.
            await body.pass_over(MOST_UNREAD)
        return answer

    async def _received(self, scope: Scope, body: "Body", key: str) -> Response:
        headers = Headers(scope=scope)
        name = plain_name(unquote(headers.get("x-file-name", "")))
        if PurePosixPath(name).suffix.casefold() not in SUFFIXES:
            return _said(f"{visible(name)} is of a kind that is not read here. {KINDS}", 415)
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            return _said("How long the file is must be said.", 411)
        await run_in_threadpool(self.shelf.room, key, name, int(length[:15]))
        if self._receiving >= AT_ONCE:
            return _said("Too many files are being received just now. Try again in a minute.", 503)
        self._receiving += 1
        try:
            with self.shelf.incoming() as path:
                problem = await _receive_into(path, body, int(length))
                if problem is not None:
                    return problem
                await run_in_threadpool(self.shelf.take, key, name, path)
        except OSError as error:
            return _said(f"{visible(name)} could not be kept: {error.strerror}.", 507)
        finally:
            self._receiving -= 1
        return JSONResponse(await run_in_threadpool(self.shelf.listed, key), 201, _UNKEPT)


BRING = {
    Allowed.NONE: "",
    Allowed.SESSION: "Or drop them here. Only you see them, and they go when you leave.",
    Allowed.LIBRARY: "Or drop them here. They join the documents, for everybody.",
}
"""What the page says of files that visitors bring."""


def shelf_for(allowed: Allowed, keeper: Keeper, desks: Desks | None) -> Shelf | None:
    """Where files go; None where none may be brought."""
    if allowed is Allowed.LIBRARY:
        return LibraryShelf(keeper.settings.seeds)
    return OwnShelf(desks) if desks is not None else None


def own_files(shelf: Shelf) -> Files:
    """Opens the files of whoever sends the request, and of nobody else."""

    def opened(scope: Scope, source: str) -> BufferedReader:
        visitor = scope.get("visitor")
        if visitor is None:
            raise FileError(_NOT_YOURS)
        return shelf.open_file(visitor_key(visitor), source)

    return opened


KINDS = f"These are: {', '.join(SUFFIXES)}."
_UNKEPT = {"cache-control": "no-store"}


def visitor_key(visitor: str) -> str:
    """Who a visitor is to the desks, told from the secret that the browser holds."""
    return own_name("uploads", visitor)


class Body:
    """A request's body, chunk by chunk."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self.is_over = False

    async def __call__(self) -> Message:
        """The next chunk, or that the sender is gone."""
        message = await self._receive()
        self.is_over = message["type"] != "http.request" or not message.get("more_body")
        return message

    async def pass_over(self, most: int) -> None:
        """Read on to the end, `most` bytes or UNREAD_SECONDS, whichever is first, and keep nothing of it."""
        with suppress(TimeoutError):
            async with asyncio.timeout(UNREAD_SECONDS):
                while most > 0 and not self.is_over:
                    most -= max(1, len((await self()).get("body", b"")))


async def _receive_into(path: Path, body: Body, size: int) -> Response | None:
    """Write a request's body of `size` bytes; what is wrong with it where that fails."""
    got = 0
    try:
        async with asyncio.timeout(FILE_SECONDS):
            with path.open("wb") as file:
                while True:
                    async with asyncio.timeout(CHUNK_SECONDS):
                        message = await body()
                    if message["type"] != "http.request":
                        return _said("The file did not arrive whole.", 400)
                    chunk = message.get("body", b"")
                    got += len(chunk)
                    if got > size:
                        return _said("The file is larger than was said.", 413)
                    await run_in_threadpool(file.write, chunk)
                    if body.is_over:
                        break
    except TimeoutError:
        return _said("The file did not arrive in time.", 408)
    return None if got == size else _said("The file did not arrive whole.", 400)


def _said(words: str, status: int) -> Response:
    # A body that was not read is in the way of the next request on the connection.
    return JSONResponse({"problem": words}, status, {**_UNKEPT, "connection": "close"})


def plain_name(given: str) -> str:
    """What a browser calls a file, as the name of one file in one folder.

    >>> plain_name("../../etc/passwd.txt"), plain_name("C:\\\\notes\\\\a\\tb.txt"), plain_name("..")
    ('passwd.txt', 'a b.txt', 'file')
    """
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c if c.isprintable() and c != "\ufffd" else " " for c in last)
    name = " ".join(shown.split()).strip(". ")
    suffix = PurePosixPath(name).suffix[:10]
    stem = name.removesuffix(suffix) if suffix else name
    while len((stem + suffix).encode()) > 200 or len(stem + suffix) > LONGEST_NAME:
        stem = stem[:-1]
    return (stem.strip(". ") or "file") + suffix
