"""`GET /source/NAME`: the file a citation was taken from, as it was indexed; `#page=12` opens a PDF at that page.

A visitor's own files are below `/uploads/`, for that visitor alone.
"""

from collections.abc import AsyncIterator, Callable
from email.utils import encode_rfc2231
from io import BufferedReader
from pathlib import PurePosixPath
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from index.errors import FileError
from index.records import Document, page_of

PATH = "/source/"  # everybody's documents
OWN = "/uploads/"  # a visitor's own files
_CHUNK = 256 * 1024  # bytes

Files = Callable[[Scope, str], BufferedReader]
"""Opens the file of a document for who sent a request, by its recorded name.

FileError where there is none for them, or it is not what was indexed.
"""

# Whatever a file holds, it runs nothing and reaches nothing here. A browser's viewer of PDFs lives with this; it
# needs its styles and the object it draws in.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "object-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "sandbox",
    ]
)


def address_of(document: Document, offset: int, below: str = PATH) -> str:
    """Where the document's file is served, below which path; a PDF at the page that holds the offset.

    >>> address_of(Document("notes/a b.txt", "One.", ""), 0)
    '/source/notes/a%20b.txt'
    """
    page = page_of(document, offset) if _is_pdf(document.source) else ""
    return f"{below}{quote(document.source)}{f'#page={page}' if page else ''}"


def _is_pdf(source: str) -> bool:
    return PurePosixPath(source).suffix.casefold() == ".pdf"


class Sources:
    """ASGI middleware that serves documents' files below a path, and hands on everything else."""

    def __init__(self, app: ASGIApp, files: Files, below: str = PATH) -> None:
        self.app = app
        self.files = files
        self.below = below

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not scope["path"].startswith(self.below):
            await self.app(scope, receive, send)
            return
        answer: Response
        if scope["method"] in {"GET", "HEAD"}:
            answer = await self._file(scope, scope["path"].removeprefix(self.below))
        else:
            answer = PlainTextResponse("Only GET is served here.", 405, {"allow": "GET, HEAD"})
        await answer(scope, receive, send)

    async def _file(self, scope: Scope, source: str) -> Response:
        try:
            file = await run_in_threadpool(self.files, scope, source)
        except FileError as error:
            return PlainTextResponse(str(error), 404, {"cache-control": "no-store"})
        size = file.seek(0, 2)
        file.seek(0)
        headers = {**_headers(source), "content-length": str(size)}
        if scope["method"] == "HEAD":
            file.close()
            return Response(headers=headers)
        return StreamingResponse(_chunks(file, size), headers=headers)


def _headers(source: str) -> dict[str, str]:
    """A PDF may be shown by the browser; anything else is only ever saved, whatever it holds."""
    pdf = _is_pdf(source)
    name = encode_rfc2231(PurePosixPath(source).name, "utf-8")
    return {
        "content-type": "application/pdf" if pdf else "application/octet-stream",
        "content-disposition": f"{'inline' if pdf else 'attachment'}; filename*={name}",
        "content-security-policy": POLICY,
        "cache-control": "no-store",
    }


async def _chunks(file: BufferedReader, size: int) -> AsyncIterator[bytes]:
    """The file's first `size` bytes, read when they can be sent."""
    try:
        while size > 0 and (chunk := await run_in_threadpool(file.read, min(size, _CHUNK))):
            size -= len(chunk)
            yield chunk
    finally:
        file.close()
