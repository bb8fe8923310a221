"""That the load test fails where a promise is broken."""

from dataclasses import replace
from typing import Any

import pytest

from benchmarks.verdict import Seen, checks

GOOD = Seen(
    due=600,
    questions=598,
    requests=4000,
    errors=0,
    foreign=0,
    alone=100.0,
    together=480.0,
    memory=(700.0,) * 200 + (720.0,) * 100,
    end_seconds=1.2,
    exit_code=0,
    pages=50,
)


def test_what_is_as_promised_holds() -> None:
    assert all(check.holds for check in checks(GOOD))


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        ({"questions": 500}, "questions asked"),
        ({"due": 0, "questions": 0}, "questions asked"),
        ({"errors": 1}, "errors"),
        ({"foreign": 1}, "another's"),
        ({"together": 501.0}, "p95"),
        ({"alone": 0.0}, "p95"),
        ({"memory": (700.0,) * 200 + (740.0,) * 100}, "memory"),
        ({"memory": ()}, "memory"),
        ({"end_seconds": 5.1}, "SIGTERM"),
        ({"exit_code": 1}, "SIGTERM"),
        ({"exit_code": None}, "SIGTERM"),
    ],
)
def test_a_broken_promise_is_seen_and_nothing_else_blamed(broken: dict[str, Any], what: str) -> None:
    failed = [check for check in checks(replace(GOOD, **broken)) if not check.holds]
    assert [what in check.what for check in failed] == [True]
    assert failed[0].row.endswith("**no** |")
