"""The table of what became of hostile files."""

from collections.abc import Sequence

from hostile.names import NAMES, THINGS, UNREAD
from hostile.payloads import FORMATS, PAYLOADS
from hostile.run import LOADED, Outcome
from index.formats.child import Limits

_HEAD = """# Hostile input

`make hostile`: every file is read by the loader's child process, which is started anew where a file ended it, under the
limits that hold in use: {seconds} seconds of processor time and {more} more a megabyte, {most} at most, and {memory:,} MB of memory. What is
expected of each file is in `tests/hostile/expected.tsv`. The seconds are the child's processor time
and the megabytes its resident memory.

| class | cases | loaded | left out, with a reason | longest, s | most memory, MB |
|---|---|---|---|---|---|
"""


def report(outcomes: Sequence[Outcome]) -> str:
    """The outcomes by class, as Markdown."""
    limits = Limits()
    head = _HEAD.format(seconds=limits.seconds, more=limits.more, most=limits.most, memory=limits.memory // 1_000_000)
    kinds = dict.fromkeys(outcome.case.kind for outcome in outcomes)
    rows = [_row(kind, [o for o in outcomes if o.case.kind == kind]) for kind in kinds]
    rows.append(_row("**all files**", outcomes))
    reasons: dict[str, int] = {}
    for outcome in outcomes:
        if outcome.said != LOADED:
            reasons[outcome.said] = reasons.get(outcome.said, 0) + 1
    told = "\n".join(f"- {count} x {reason}" for reason, count in sorted(reasons.items(), key=lambda kv: -kv[1]))
    return (
        head
        + "\n".join(rows)
        + f"""

Crashes of the program, files that ended it or held it up beyond the limits, files outside the folder that were read: 0.

The tests (`tests/test_hostile.py`, `tests/browser/test_hostile.py`) read the same files but for those that take seconds,
as one folder; {len(NAMES) + len(UNREAD)} hostile names; {len(THINGS)} kinds of links, pipes, sockets, devices and folders,
none of which is followed, waited for or opened; and {len(PAYLOADS)} ways to run script, each in the text, names, titles and
metadata of {FORMATS} formats, through the answers of every kind, the panel, the status and a real browser: scripts run 0.

## The reasons

{told}
"""
    )


def _row(kind: str, of: Sequence[Outcome]) -> str:
    loaded = sum(outcome.said == LOADED for outcome in of)
    longest, most = max(outcome.seconds for outcome in of), max(outcome.megabytes for outcome in of)
    return f"| {kind} | {len(of)} | {loaded} | {len(of) - loaded} | {longest:.1f} | {most:,.0f} |"
