"""How far the indexing is and which files were left out, as escaped HTML; page/status.js keeps it up to date."""

import html

from qa.render import visible
from qa.status import State, Status, described

MOST_LEFT_OUT = 200  # files named; of more, the number is told

STOP, GO_ON = "stop", "go on"


def status_page(status: Status, can_steer: bool) -> str:
    """What is going on, with a button to stop or go on where the visitor may; nothing where all is in order."""
    shown = _work(status, can_steer) + _left_out(status)
    marks = f'data-generation="{status.generation}" data-state="{status.state.value}"'
    return f'<div class="qw-status" {marks} data-left-out="{len(status.left_out)}">{shown}</div>'


def _work(status: Status, can_steer: bool) -> str:
    said = html.escape(visible(described(status)))
    match status.state:
        case State.READY:
            return ""
        case State.READING | State.INDEXING:
            done, total = status.texts if status.state is State.INDEXING else status.files
            bar = f'<progress value="{done}" max="{max(1, total)}" aria-label="Indexing"></progress>'
            return f'<div class="qw-work"><p>{said}</p>{bar}{_button(STOP, "Stop") if can_steer else ""}</div>'
        case State.STOPPED:
            return f'<div class="qw-work"><p>{said}</p>{_button(GO_ON, "Go on") if can_steer else ""}</div>'
        case State.FAILED:
            again = _button(GO_ON, "Try again") if can_steer else ""
            return f'<div class="qw-work" role="alert"><p>{said}</p>{again}</div>'


def _button(does: str, label: str) -> str:
    return f'<button type="button" data-do="{does}">{label}</button>'


def _left_out(status: Status) -> str:
    count = len(status.left_out)
    if not count:
        return ""
    rows = "".join(
        f"<li><b>{html.escape(visible(skipped.source))}</b>: {html.escape(visible(skipped.reason))}</li>"
        for skipped in status.left_out[:MOST_LEFT_OUT]
    )
    more = f"<li>and {count - MOST_LEFT_OUT:,} more</li>" if count > MOST_LEFT_OUT else ""
    files = "1 file was" if count == 1 else f"{count:,} files were"
    return f"<details><summary>{files} left out</summary><ul>{rows}{more}</ul></details>"
