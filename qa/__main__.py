"""The command line: `python -m qa index`, `ask`, `batch` and `chat`."""

import argparse
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from index.build import Report, Upkeep, Watcher
from index.documents import SUFFIXES
from index.errors import QuotewiseError
from qa.answer import Answer
from qa.output import check_output, whole
from qa.render import to_json, to_terminal
from qa.settings import Settings
from qa.status import State, Status
from qa.tell import left_out

DEFAULTS = Settings()
NEW, LEAVING = "/new", ("/quit", "/exit")
CHAT_HELP = f"Ask, and ask on. {NEW} begins a new conversation, {LEAVING[0]} ends it."


class InputError(QuotewiseError):
    """The questions cannot be read."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 2 where it cannot be done, with one sentence that says why."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a letter that a terminal cannot show ends no answer
    try:
        options.run(options)
    except QuotewiseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read the output has seen enough; nothing may be written to it any more, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        print("\nStopped. What was embedded is kept; the next run goes on from there.", file=sys.stderr)
        return 130
    return 0


def run_index(options: argparse.Namespace) -> None:
    """Bring the index up to date and say what was done."""
    from index.encoder import MiniLM

    settings = settings_of(options)
    with Progress() as progress:
        upkeep = Upkeep(settings.seeds, settings.index_folder, MiniLM(settings.threads))
        built, report = upkeep.update(Watcher(progress.reading, progress.embedding))
    print("\n".join(described(report)))
    _tell_where_empty(settings.seeds, len(built.documents))
    print(f"{len(built.documents)} documents, {len(built)} sentences in {settings.index_folder}")


def run_ask(options: argparse.Namespace) -> None:
    """Answer one question."""
    answer = _keeper(options).ask(options.question)
    if options.json:
        is_unicode = (sys.stdout.encoding or "").lower().startswith("utf")
        print(json.dumps(to_json(answer, "1"), ensure_ascii=not is_unicode))
    else:
        print(to_terminal(answer, color=sys.stdout.isatty() and "NO_COLOR" not in os.environ))


def run_chat(options: argparse.Namespace) -> None:
    """Answer questions as they are typed, each understood from those before it, until there are no more."""
    keeper = _keeper(options)
    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    turns: list[Answer] = []
    if sys.stdin.isatty():
        print(CHAT_HELP)
    while (question := _typed()) is not None:
        if question.strip().lower() in LEAVING:
            return
        if question.strip().lower() == NEW:
            turns.clear()
        elif question.strip():
            _catch_up(keeper)
            answer = keeper.ask(question, () if options.alone else tuple(turns))
            turns.append(answer)
            print(to_terminal(answer, color), end="\n\n", flush=True)


def _typed() -> str | None:
    """The next line of the standard input; None at its end."""
    try:
        return input("> " if sys.stdin.isatty() else "")
    except EOFError:
        return None


def run_batch(options: argparse.Namespace) -> None:
    """Answer a file of questions, in order; the output is whole or not there."""
    rows = list(_questions(options.questions))
    if options.out.exists() and options.out.samefile(options.questions):
        raise InputError(f"{options.out} holds the questions; name another file for the answers.")
    check_output(options.out)  # before the models are loaded and the documents indexed
    keeper = _keeper(options)
    chats: dict[str, list[Answer]] = {}
    with whole(options.out) as file:
        for row in tqdm(rows, unit="question", disable=not sys.stderr.isatty()):
            turns = chats.setdefault(row["chat"], []) if row.get("chat") is not None else []
            answer = keeper.ask(row["question"], chat=tuple(turns))
            turns.append(answer)
            file.write(json.dumps(to_json(answer, row["id"]), ensure_ascii=False) + "\n")


def _questions(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a batch, each checked. Raises InputError that names the line."""
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text; save it as UTF-8.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}, line {number} is not JSON: {error}.") from error
        fits = isinstance(row, dict) and isinstance(row.get("id"), str) and isinstance(row.get("question"), str)
        if not fits or not isinstance(row.get("chat"), str | None):
            raise InputError(
                f'{path}, line {number} has to be {{"id": text, "question": text, "chat": text or absent}}.'
            )
        yield row


class Progress:
    """A bar with a rate and the time left on a terminal, silent elsewhere."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def reading(self, done: int, total: int) -> None:
        """Show that `done` of `total` files are read."""
        self._show("Reading", "file", done, total)

    def embedding(self, done: int, total: int) -> None:
        """Show that `done` of `total` texts are embedded."""
        self._show("Indexing", "text", done, total)

    def tell(self, status: Status) -> None:
        """Show how far a status is."""
        if status.state is State.READING:
            self.reading(*status.files)
        elif status.state is State.INDEXING:
            self.embedding(*status.texts)
        else:
            self.close()

    def close(self) -> None:
        """Show nothing any more."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def _show(self, what: str, unit: str, done: int, total: int) -> None:
        if self._bar is not None and (self._bar.unit != unit or done < self._bar.n):
            self.close()
        if not total:
            return
        if self._bar is None:
            kept = unit == "text"  # that the files were read need not stay on the screen
            self._bar = tqdm(total=total, unit=unit, desc=what, leave=kept, disable=not sys.stderr.isatty())
            self._bar.unit = unit  # a disabled bar does not keep it
        self._bar.update(done - self._bar.n)


def described(report: Report) -> list[str]:
    """What an update did, in lines for a person."""
    lines = left_out(report.skipped)
    if report.rebuilt:
        lines.append("the old index was of no use any more and was built anew")
    counts = (("added", report.added), ("changed", report.changed), ("removed", report.removed))
    told = [f"{len(sources)} {name}" for name, sources in counts if sources] or ["nothing changed"]
    lines.append(f"{', '.join(told)}; {report.embedded} texts embedded in {report.seconds:.1f} s")
    return lines


def _keeper(options: argparse.Namespace) -> Any:
    """What answers, up to date. Which files were left out is said where no program reads the answers."""
    from qa.keep import Keeper

    with Progress() as progress:
        keeper = Keeper.open(settings_of(options), progress.tell)
        keeper.catch_up()
    print("".join(f"{line}\n" for line in left_out(keeper.status().left_out)), end="", file=sys.stderr)
    _tell_where_empty(options.seeds, keeper.status().documents)
    return keeper


def _tell_where_empty(seeds: Path, documents: int) -> None:
    if not documents:
        print(f"There are no documents in {seeds}; put files there that end in {', '.join(SUFFIXES)}.", file=sys.stderr)


def _catch_up(keeper: Any) -> None:
    """Take in what has changed since the last question; where that fails, say so and go on with what is left."""
    before = keeper.status().left_out
    try:
        keeper.catch_up()
    except QuotewiseError as error:
        print(f"error: {error}", file=sys.stderr)
    for line in left_out(one for one in keeper.status().left_out if one not in before):
        print(line, file=sys.stderr)


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings that a command line asks for."""
    settings = Settings(seeds=options.seeds, index=options.index)
    if "strictness" in options:
        settings = replace(settings, reader=options.reader, strictness=options.strictness)
    return settings


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m qa", description="Ask your own documents, offline.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    index = _command(commands, "index", run_index, "bring the index up to date with the documents")
    ask = _command(commands, "ask", run_ask, "answer one question")
    ask.add_argument("question", metavar="QUESTION")
    ask.add_argument("--json", action="store_true", help="print what other programs read")
    batch = _command(commands, "batch", run_batch, "answer a file of questions")
    batch.add_argument("--questions", type=Path, required=True, metavar="IN.jsonl", help="a question a line")
    batch.add_argument("--out", type=Path, required=True, metavar="OUT.jsonl", help="an answer a line, in order")
    chat = _command(commands, "chat", run_chat, "answer questions as they are typed")
    chat.add_argument("--alone", action="store_true", help="read every question on its own, whatever came before it")
    for command in (index, ask, batch, chat):
        add_documents(command)
    for command in (ask, batch, chat):
        add_answering(command)
    return parser


def _command(commands: Any, name: str, run: Any, what: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=what, description=what)
    command.set_defaults(run=run)
    return command


def add_documents(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where the documents and their index are."""
    parser.add_argument("--seeds", type=Path, default=DEFAULTS.seeds, metavar="DIR", help="the documents")
    parser.add_argument("--index", type=Path, metavar="DIR", help="where their index is kept")


def add_answering(parser: argparse.ArgumentParser) -> None:
    """Add the options that change how questions are answered."""
    parser.add_argument(
        "--strictness",
        type=_share,
        default=DEFAULTS.strictness,
        metavar="0..1",
        help="how sure to be before answering (default: %(default)s)",
    )
    parser.add_argument(
        "--reader",
        metavar="MODEL",
        help="another question-answering model: a folder, or a hub's name that is already in the local cache",
    )


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 0 to 1")
    return value


if __name__ == "__main__":
    sys.exit(main())
