"""Who is logged in: random tokens, of which only hashes are kept, in memory and for a time."""

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

IDLE = 12 * 3600.0  # seconds without a request after which a session ends
LONGEST = 7 * 24 * 3600.0  # seconds after which it ends all the same
MOST = 1000  # sessions at once; the one used longest ago ends first


@dataclass(frozen=True, slots=True)
class Session:
    """One login. `id` tells it from others, and opens nothing."""

    id: str
    user: str
    began: float  # seconds of the clock
    used: float


class Sessions:
    """The sessions of one run of the server."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        ended: Callable[[Session], None] = lambda session: None,
    ) -> None:
        """`ended` is told of every session that ends, whatever ends it; of one that ran out as soon as any is used."""
        self._clock = clock
        self._ended = ended
        self._sessions: OrderedDict[str, Session] = OrderedDict()

    def begin(self, user: str) -> str:
        """A new session's token."""
        token = secrets.token_urlsafe(32)
        now = self._clock()
        self._sessions[_hash(token)] = Session(_hash(token), user, now, now)
        while len(self._sessions) > MOST:
            self._end(next(iter(self._sessions)))
        return token

    def find(self, token: str) -> Session | None:
        """The session of a token, which is thereby in use; None where there is none, or where it has ended."""
        self._end_old()
        session = self._sessions.get(_hash(token))
        if session is None:
            return None
        now = self._clock()
        self._sessions[session.id] = replace(session, used=now)
        self._sessions.move_to_end(session.id)
        return session

    def end(self, token: str) -> None:
        """End a token's session, if there is one."""
        self._end(_hash(token))

    def _end_old(self) -> None:
        now = self._clock()
        for session in [*self._sessions.values()]:
            if now - session.used > IDLE or now - session.began > LONGEST:
                self._end(session.id)

    def _end(self, key: str) -> None:
        session = self._sessions.pop(key, None)
        if session is not None:
            self._ended(session)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
