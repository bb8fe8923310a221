"""The page: settings, assistant, page. Run it with `python app.py`."""

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from index.errors import QuotewiseError
from page.auth import VARIABLE, find_passwords
from page.connections import leave
from page.layout import build_page
from page.protocol import Allowed
from page.serve import Access, check_access, listen, serve
from qa.__main__ import add_answering, add_documents, settings_of
from qa.tell import Teller

__all__ = ["build_page", "main", "serve"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until told to stop; 2 where it cannot be served, with one sentence saying why."""
    options = _options().parse_args(arguments)
    try:
        with _ended_in_order():
            return _run(options)
    except _Terminated:
        return 0  # being told to stop is no failure
    except KeyboardInterrupt:
        return 130


def _run(options: argparse.Namespace) -> int:
    try:
        access = Access(find_passwords(options.auth), options.insecure, options.tls_cert, options.tls_key)
        # Before the models are loaded, so that a port in use, or one open to everybody, is known at once.
        with listen(options.host, options.port) as listener:
            for warning in check_access(listener, access):
                print(f"warning: {warning}", file=sys.stderr)
        # Slow to import, and not needed to say what is wrong with the arguments.
        from page.uploads import BRING, shelf_for
        from qa.desk import Desks
        from qa.keep import Keeper

        keeper = Keeper.open(settings_of(options), Teller())
        keeper.start()
        desks = Desks(keeper) if options.allow_upload is Allowed.SESSION else None
        try:
            guarded = access.passwords is not None
            page = build_page(
                keeper,
                can_log_out=guarded,
                # Who may stop the indexing is who started it: whoever sits at this machine.
                can_steer=not guarded and not access.insecure,
                bring=BRING[options.allow_upload],
                before=desks.before if desks else lambda visitor: None,
            )
            shelf = shelf_for(options.allow_upload, keeper, desks)
            serve(page, options.host, options.port, replace(access, shelf=shelf), keeper)
        finally:
            if desks is not None:
                desks.close()
            keeper.close()
    except QuotewiseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Ask your own documents on a page in your browser, offline.")
    add_documents(parser)
    parser.add_argument("--host", default="127.0.0.1", metavar="H", help="the address to listen at")
    parser.add_argument("--port", type=_port, default=7860, metavar="P", help="the port to listen at")
    add_answering(parser)
    who = parser.add_argument_group("who gets in")
    who.add_argument(
        "--auth",
        type=Path,
        metavar="FILE",
        help=f"let in only the users of FILE, one user:password a line ({VARIABLE} may hold such lines instead; "
        "`python -m page.auth USER` makes one that hides the password)",
    )
    who.add_argument(
        "--allow-upload",
        type=Allowed,
        choices=[*Allowed],
        default=Allowed.SESSION,
        metavar="WHAT",
        help="none: visitors bring no files; session (as it is by default): what they bring is theirs alone, and "
        "deleted when they leave; library: it joins the documents",
    )
    who.add_argument("--insecure", action="store_true", help="let in everybody who can reach the host, without --auth")
    who.add_argument("--tls-cert", type=Path, metavar="FILE", help="serve over TLS with this certificate (PEM)")
    who.add_argument("--tls-key", type=Path, metavar="FILE", help="its key, where that is in a file of its own")
    return parser


class _Terminated(KeyboardInterrupt):
    """SIGTERM came."""


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let SIGTERM leave as Ctrl+C does, so that what was begun is tidied up."""

    def terminate(*_: object) -> None:
        raise _Terminated

    try:
        before = signal.signal(signal.SIGTERM, terminate)
    except ValueError:  # not the main thread, which alone hears signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is not a port; ports go from 0 (any free one) to 65535")


if __name__ == "__main__":
    # Whatever had to be tidied up is; Python would go on to take every model apart, for seconds.
    leave(main())
