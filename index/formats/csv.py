"""Tables in text files: a line a row, every cell after the name of its column."""

import csv
import io
import re

from index.decoding import decode
from index.formats.extracted import Composer, Extracted, RefusedError

_SAMPLE = 50  # rows looked at to tell a row of names
_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1_000_000  # characters
_NAMES_SIGN = re.compile(r'"?sep=(.|\t)"?\s*', re.IGNORECASE)  # a first line that only says what parts the cells


def extract(data: bytes) -> Extracted:
    """The rows of a CSV or TSV file, numbered as in the file; the row of names, where there is one, is number 1."""
    try:
        text = decode(data)
    except ValueError as error:
        raise RefusedError(str(error)) from error
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise RefusedError(f"it is no table that can be read ({error})") from error
    composer = Composer()
    add_sheet(rows[1:] if _NAMES_SIGN.fullmatch(text.partition("\n")[0]) else rows, composer)
    return composer.done()


def add_sheet(rows: list[list[str]], composer: Composer) -> None:
    """Add rows of cells, numbered from 1; the first with more than one cell may name the columns."""
    first = next((number for number, row in enumerate(rows) if _is_wide(row)), 0)
    composer.rows(rows[:first], first=1)
    table = rows[first:]
    if has_names(table):
        composer.rows(table[1:], [" ".join(name.split()) for name in table[0]], first + 2)
    else:
        composer.rows(table, first=first + 1)


def has_names(rows: list[list[str]]) -> bool:
    """Whether the first row names the columns: each cell in it is short, no number, and there only once.

    Where most rows have one cell alone, there are no columns to name.

    >>> has_names([["Name", "Born"], ["Ada", "1815"]]), has_names([["Ada", "1815"], ["Alan", "1912"]])
    (True, False)
    """
    filled = [row for row in rows[:_SAMPLE] if any(cell.strip() for cell in row)]
    if len(filled) < 2 or filled[0] is not rows[0] or sum(map(_is_wide, filled[1:])) * 2 < len(filled) - 1:
        return False
    names = [cell.strip() for cell in rows[0]]
    given = [name for name in names if name]
    return (
        len(given) > len(names) / 2
        and len(set(given)) == len(given)
        and not any(len(name) > 80 or _is_number(name) for name in given)
    )


def _is_wide(row: list[str]) -> bool:
    """Whether a row has more than one cell."""
    return sum(bool(cell.strip()) for cell in row) > 1


def _is_number(cell: str) -> bool:
    digits = sum(c.isdigit() for c in cell)
    return digits > 0 and digits >= sum(c.isalpha() for c in cell)


def _delimiter(text: str) -> str:
    """What parts the cells: the sign that gives the first lines the same number of cells, and the most."""
    if named := _NAMES_SIGN.fullmatch(text.partition("\n")[0]):
        return named[1]
    lines = text[:20_000].splitlines()[:_SAMPLE]
    best, most = ",", (0.0, 0)
    for sign in _DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=sign) if row]
        width = max(set(widths), key=widths.count, default=1)
        if width > 1 and (score := (widths.count(width) / len(widths), width)) > most:
            best, most = sign, score
    return best
