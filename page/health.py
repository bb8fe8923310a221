"""`GET /health`: how far the indexing is, for what looks after the server. Anybody may ask; it names no document."""

from collections.abc import Callable

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from qa.status import Status, health

PATH = "/health"


class Health:
    """ASGI middleware that answers at PATH, and hands on everything else."""

    def __init__(self, app: ASGIApp, status: Callable[[], Status]) -> None:
        self.app = app
        self.status = status

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] != PATH:
            await self.app(scope, receive, send)
            return
        answer: Response
        if scope["method"] in {"GET", "HEAD"}:
            answer = JSONResponse(health(self.status()), headers={"cache-control": "no-store"})
        else:
            answer = PlainTextResponse("Only GET is served here.", 405, headers={"allow": "GET, HEAD"})
        await answer(scope, receive, send)
