"""The page: settings, assistant, page. Run it with `python app.py`."""

import argparse
import sys
from collections.abc import Sequence

from index.errors import QuotewiseError
from page.layout import build_page
from page.serve import listen, serve
from qa.__main__ import add_answering, add_documents, settings_of, tell_left_out

__all__ = ["build_page", "main", "serve"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until interrupted; 2 where it cannot be served, with one sentence saying why."""
    options = _options().parse_args(arguments)
    try:
        # Before the models are loaded, so that a port in use is known at once.
        listen(options.host, options.port).close()
        # Slow to import, and not needed to say what is wrong with the arguments.
        from qa.assistant import Assistant

        assistant = Assistant.open(settings_of(options), _show_progress)
        tell_left_out(assistant.report)
        serve(build_page(assistant), options.host, options.port)
    except QuotewiseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Ask your own documents on a page in your browser, offline.")
    add_documents(parser)
    parser.add_argument("--host", default="127.0.0.1", metavar="H", help="the address to listen at")
    parser.add_argument("--port", type=_port, default=7860, metavar="P", help="the port to listen at")
    add_answering(parser)
    return parser


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is not a port; ports go from 0 (any free one) to 65535")


def _show_progress(done: int, total: int) -> None:
    """One line that counts up on a terminal; elsewhere, one line at the beginning and one at the end."""
    line = f"Indexing: {done:,} of {total:,}"
    if sys.stdout.isatty():
        print(f"\r{line}", end="\n" if done >= total else "", flush=True)
    elif done in {0, total}:
        print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
