import ipaddress

import pytest

from page.sessions import IDLE, LONGEST, MOST, Sessions
from page.throttle import FORGOTTEN_AFTER, FREE_TRIES, LONGEST_WAIT, OVERALL_TRIES, Throttle


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def throttle(clock: Clock) -> Throttle:
    return Throttle(clock)


def guesses(throttle: Throttle, clock: Clock, address: str, seconds: float) -> int:
    """How many tries a client gets that tries as often as it may."""
    end, tries = clock.now + seconds, 0
    while clock.now < end:
        wait = throttle.take(address)
        tries += wait == 0
        clock.now += wait or 0.001
    return tries


def test_first_tries_are_free_and_then_each_waits_longer(throttle: Throttle, clock: Clock) -> None:
    assert [throttle.take("192.0.2.1") for _ in range(FREE_TRIES)] == [0.0] * FREE_TRIES
    waits = []
    for _ in range(10):
        waits.append(wait := throttle.take("192.0.2.1"))
        clock.now += wait
        assert throttle.take("192.0.2.1") == 0
    assert waits == sorted(waits)
    assert waits[0] == 1
    assert waits[-1] == LONGEST_WAIT


def test_nobody_waits_longer_than_said_whoever_else_tries_on(throttle: Throttle, clock: Clock) -> None:
    guesses(throttle, clock, "127.0.0.1", 36 * 3600)
    wait = throttle.take("127.0.0.1") or throttle.take("127.0.0.1")
    assert 0 < wait <= LONGEST_WAIT
    for _ in range(100):
        throttle.take("127.0.0.1")
    clock.now += wait
    assert throttle.take("127.0.0.1") == 0


def test_one_client_gets_few_guesses_a_day(throttle: Throttle, clock: Clock) -> None:
    assert guesses(throttle, clock, "192.0.2.1", 24 * 3600) < 1500


def test_many_clients_together_get_few_guesses_too(throttle: Throttle) -> None:
    addresses = map(str, ipaddress.ip_network("198.51.100.0/24"))
    assert sum(throttle.take(address) == 0 for address in addresses) == OVERALL_TRIES


def test_one_subscriber_is_one_client_however_many_addresses_it_has(throttle: Throttle) -> None:
    assert sum(throttle.take(f"2001:db8::{n}") == 0 for n in range(1, 100)) == FREE_TRIES
    assert throttle.take("2001:db8:0:1::1") == 0


def test_others_failures_keep_out_neither_this_machine_nor_who_logged_in_before(
    throttle: Throttle, clock: Clock
) -> None:
    assert throttle.take("192.0.2.7") == 0
    throttle.succeeded("192.0.2.7")
    for address in ipaddress.ip_network("198.51.100.0/24"):
        throttle.take(str(address))
    assert throttle.take("203.0.113.1") > 0
    for owner in ("127.0.0.1", "::1", "192.0.2.7"):
        assert throttle.take(owner) == 0, owner
    clock.now += 10
    assert throttle.take("203.0.113.1") == 0


def test_logging_in_does_not_buy_guesses_at_others_passwords(throttle: Throttle, clock: Clock) -> None:
    guessed, end = 0, clock.now + 3600
    while clock.now < end:
        wait = throttle.take("192.0.2.1")
        if wait == 0 and guessed % 2:
            throttle.succeeded("192.0.2.1")
        guessed += wait == 0
        clock.now += wait or 0.001
    assert guessed < 300


def test_failures_are_forgotten_in_time(throttle: Throttle, clock: Clock) -> None:
    guesses(throttle, clock, "192.0.2.1", 60)
    clock.now += FORGOTTEN_AFTER + 1
    assert [throttle.take("192.0.2.1") for _ in range(FREE_TRIES)] == [0.0] * FREE_TRIES


def test_session_is_found_by_its_token_until_it_is_ended(clock: Clock) -> None:
    sessions = Sessions(clock)
    token, other = sessions.begin("ann"), sessions.begin("ann")
    found = sessions.find(token)
    assert found is not None
    assert found.user == "ann"
    assert token not in repr(found)
    assert sessions.find(found.id) is None
    assert sessions.find("") is None
    sessions.end(token)
    assert sessions.find(token) is None
    assert sessions.find(other) is not None


def test_session_ends_when_unused_and_at_last_even_when_used(clock: Clock) -> None:
    sessions = Sessions(clock)
    token = sessions.begin("ann")
    clock.now += IDLE + 1
    assert sessions.find(token) is None
    token, began = sessions.begin("ann"), clock.now
    while sessions.find(token):
        clock.now += IDLE / 2
    assert LONGEST < clock.now - began < LONGEST + IDLE


def test_sessions_do_not_pile_up(clock: Clock) -> None:
    sessions = Sessions(clock)
    tokens = [sessions.begin("ann") for _ in range(MOST)]
    assert sessions.find(tokens[0]) is not None
    sessions.begin("bob")
    assert sessions.find(tokens[0]) is not None
    assert sessions.find(tokens[1]) is None


def test_whatever_ends_a_session_is_told_once_and_of_all_that_ran_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("page.sessions.MOST", 3)
    now, ended = [0.0], []
    sessions = Sessions(lambda: now[0], lambda session: ended.append(session.user))
    left = sessions.begin("left")
    sessions.end(left)
    sessions.end(left)
    tokens = [sessions.begin(user) for user in ("old", "idle", "used", "new")]
    assert ended == ["left", "old"]
    now[0] = IDLE
    sessions.find(tokens[2])
    now[0] = IDLE + 1
    assert sessions.find("another's") is None
    assert ended == ["left", "old", "idle", "new"]
    now[0] = LONGEST + 1
    assert sessions.find(tokens[2]) is None
    assert ended[-1] == "used"
