import re
from pathlib import Path

import pytest

from evaluation.robustness import SECTIONS, Case, Long, Promise, figures, row

TESTS = Path(__file__).parent
PROMISE = Promise("kept", ("test_a", "test_b::test_one"))
KEPT = [Case("test_a", "test_x", True, False, (("regions", "3"),)), Case("test_b", "test_one", True, False)]


@pytest.mark.parametrize("test", sorted({test for p in SECTIONS.values() for one in p for test in one.tests}))
def test_every_test_that_is_named_exists(test: str) -> None:
    module, _, name = test.partition("::")
    assert re.search(rf"^def {name or 'test_'}\w*\(", (TESTS / f"{module}.py").read_text("utf-8"), re.MULTILINE)


def test_a_promise_holds_where_every_test_of_it_ran_and_passed() -> None:
    assert row(PROMISE, KEPT) == ("| kept | `test_a.py`, `test_b.py` | 2 of 2 cases; 3 regions | yes |", True)


@pytest.mark.parametrize(
    "cases",
    [
        [],
        KEPT[:1],
        [*KEPT, Case("test_b", "test_one", False, False)],
        [KEPT[0], Case("test_b", "test_one", False, True)],
    ],
    ids=["nothing ran", "one did not run", "one failed", "one was skipped"],
)
def test_a_promise_that_is_not_shown_does_not_hold(cases: list[Case]) -> None:
    shown, held = row(PROMISE, cases)
    assert not held
    assert "**no**" in shown


def test_figures_of_long_runs_are_taken_from_their_files(tmp_path: Path) -> None:
    run = Long("killed", "make kills", "kills.md", ("killed", "**wrong"))
    assert "not measured" in figures(run, tmp_path)
    (tmp_path / "kills.md").write_text(
        "# Killed\n\n| | |\n|---|---|\n| killed | 200 |\n| other | 5 |\n| **wrong** | **0** |\n"
    )
    assert "killed: 200; wrong: 0 ([kills.md](kills.md))" in figures(run, tmp_path)
