"""Whether what was seen under load is what is promised."""

import statistics
from dataclasses import dataclass

FLAT = 1.05  # the last minute's memory over the first's
SLOWER = 5.0  # p95 of many over p95 of one
END_SECONDS = 5.0
ENOUGH = 0.9  # of the questions that were due: a run that asks less shows nothing


@dataclass(frozen=True, slots=True)
class Seen:
    """What was counted and measured: times of questions in milliseconds, memory in megabytes, once a second.

    `due` is how many questions many visitors had to ask, `questions` how many they did. `requests` and `errors` are
    those of all; `foreign` counts answers, chats and sources that were another's. `alone` and `together` are the 95th
    percentiles. `exit_code` is None where the server did not end; `pages` were open then, a question asked in each.
    """

    due: int
    questions: int
    requests: int
    errors: int
    foreign: int
    alone: float
    together: float
    memory: tuple[float, ...]
    end_seconds: float
    exit_code: int | None
    pages: int


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that has to hold, what was measured of it, and whether it does."""

    what: str
    measured: str
    holds: bool

    @property
    def row(self) -> str:
        """The check as a row of a table.

        >>> Check("errors", "0 of 9", True).row
        '| errors | 0 of 9 | yes |'
        """
        return f"| {self.what} | {self.measured} | {'yes' if self.holds else '**no**'} |"


def checks(seen: Seen) -> list[Check]:
    """All that has to hold."""
    slower = seen.together / seen.alone if seen.alone > 0 else float("inf")
    part = min(60, max(1, len(seen.memory) // 3))
    begin, last = (statistics.median(some or (0.0,)) for some in (seen.memory[:part], seen.memory[-part:]))
    ended = "did not end" if seen.exit_code is None else f"{seen.end_seconds:.1f} s, exit code {seen.exit_code}"
    return [
        Check(
            "questions asked, of those that were due",
            f"{seen.questions:,} of {seen.due:,}",
            0 < ENOUGH * seen.due <= seen.questions,
        ),
        Check("errors, of all requests", f"{seen.errors:,} of {seen.requests:,}", seen.errors == 0),
        Check("answers, chats or sources that were another's", str(seen.foreign), seen.foreign == 0),
        Check("p95 of all together over p95 of one, at the same rate", f"{slower:.2f}", slower <= SLOWER),
        Check(
            f"memory: median of the first and the last {part} s, and peak",
            f"{begin:.0f}, {last:.0f}, {max(seen.memory, default=0):.0f} MB",
            0 < last <= FLAT * begin,
        ),
        Check(
            f"SIGTERM with {seen.pages} pages open and a question under way in each",
            ended,
            seen.exit_code == 0 and seen.end_seconds <= END_SECONDS,
        ),
    ]
