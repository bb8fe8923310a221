"""A file that is written whole or not at all: what stood under its name stays until all of it is there."""

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from index.errors import QuotewiseError


class OutputError(QuotewiseError):
    """A file cannot be written; what stood there is as it was."""


def check_output(path: Path) -> None:
    """Raises OutputError where it is known beforehand that `path` cannot be written."""
    code = 0
    if path.is_dir():
        code = errno.EISDIR
    elif not path.parent.is_dir():
        code = errno.ENOENT
    elif not os.access(path if path.exists() else path.parent, os.W_OK):
        code = errno.EACCES
    if code:
        raise _unwritable(path, OSError(code, os.strerror(code)))


@contextmanager
def whole(path: Path) -> Iterator[TextIO]:
    """A text file to write to, which becomes `path` in one step at the end; pipes and devices are written to at once.

    A link stays one: what it leads to is replaced. On any error nothing is.

    Raises:
        OutputError: it cannot be written.
    """
    check_output(path)
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
                yield file
            return
        with _replacing(path.resolve()) as file:
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(path, error) from error


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    part = path.with_name(f".{secrets.token_hex(8)}.part")  # of no other file or process, and never too long a name
    try:
        with part.open("x", encoding="utf-8", errors="backslashreplace") as file:
            if path.exists():
                shutil.copymode(path, part)
            yield file
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path} cannot be written: {error.strerror or error}.")
