"""How often a password may be guessed: per client and overall, and never so that the owner stays out for good."""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

FREE_TRIES = 5  # of one client, before it has to wait
LONGEST_WAIT = 60.0  # seconds between two tries, however many failed
FORGOTTEN_AFTER = 900.0  # seconds without a try
OVERALL_TRIES = 30  # at once, of all clients together that never logged in
OVERALL_EVERY = 2.0  # seconds until one more of those is allowed
MOST_CLIENTS = 10_000  # remembered; the one that tried longest ago is forgotten first

T = TypeVar("T")


@dataclass(slots=True)
class _Record:
    failures: int = 0
    free_at: float = 0.0  # seconds of the clock
    last: float = 0.0


class Throttle:
    """Counts tries. One that is turned away costs nothing, so that a wait ends when it was said to.

    Two kinds of client are held back by their own failures only, never by everybody's: this machine, and those that
    have logged in before. So nobody elsewhere can keep them out.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._records: OrderedDict[str, _Record] = OrderedDict()
        self._known: OrderedDict[str, None] = OrderedDict()
        self._overall = float(OVERALL_TRIES)
        self._counted_at = clock()

    def take(self, address: str) -> float:
        """Take one try for a client: 0, or the seconds it has to wait first. It counts as failed until told otherwise.

        Counted when it begins, for many can be under way at once.
        """
        now, client = self._clock(), client_of(address)
        record = self._records.get(client, _Record())
        if now - record.last > FORGOTTEN_AFTER:
            record = _Record()
        if now < record.free_at:
            return record.free_at - now
        if not self._is_trusted(client):
            self._overall = min(OVERALL_TRIES, self._overall + (now - self._counted_at) / OVERALL_EVERY)
            self._counted_at = now
            if self._overall < 1:
                return (1 - self._overall) * OVERALL_EVERY
            self._overall -= 1
        record.failures += 1
        record.last = now
        if record.failures >= FREE_TRIES:
            record.free_at = now + min(LONGEST_WAIT, 2.0 ** min(record.failures - FREE_TRIES, 10))
        _remember(self._records, client, record)
        return 0.0

    def succeeded(self, address: str) -> None:
        """Give back the try a client took: it has logged in.

        What failed before stays counted, or whoever has a password could guess another's without end.
        """
        client = client_of(address)
        if record := self._records.get(client):
            record.failures -= 1
            record.free_at = 0.0
        if not self._is_trusted(client):
            self._overall = min(OVERALL_TRIES, self._overall + 1)
        _remember(self._known, client, None)

    def _is_trusted(self, client: str) -> bool:
        return client == "this machine" or client in self._known


def client_of(address: str) -> str:
    """What is counted as one client: an address, of IPv6 the network of 64 bits that one subscriber gets.

    >>> client_of("192.0.2.7"), client_of("2001:db8::1:2:3:4"), client_of("::ffff:127.0.0.1")
    ('192.0.2.7', '2001:db8::/64', 'this machine')
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        parsed = parsed.ipv4_mapped or parsed
    if parsed.is_loopback:
        return "this machine"
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


def _remember(kept: OrderedDict[str, T], client: str, value: T) -> None:
    kept[client] = value
    kept.move_to_end(client)
    if len(kept) > MOST_CLIENTS:
        kept.popitem(last=False)
