"""A question of all rows of a table: what stands in one of its columns, and which row has the most of something.

Like `qa.patterns.tables`, which answers for the rows that a question names, it answers only what is certain: every word
of the question is in the names of the columns or in what stands over the table, and what is compared is a number in
each row.
"""

import re
from dataclasses import dataclass

from index.lexical import terms
from index.records import Passage
from qa.answer import Answer
from qa.facts import Facts
from qa.patterns.tables import (
    Cell,
    Table,
    answered,
    asks_for_cells,
    asks_for_price,
    is_money,
    near,
    share,
    unsaid,
    whole,
)
from qa.reading import context
from qa.words.clause import Question, head_of, is_plural

_MOST = re.compile(
    r"\b(?P<most>most|highest|largest|biggest|greatest)\b|\b(?P<least>fewest|least|lowest|smallest)\b", re.I
)
# By which column what is "oldest" is told, where the question names none: the greatest of the first, the least of the
# second.
_IMPLIED = {
    "oldest": ("age", "built year opened founded born since"),
    "youngest": ("", "age"),
    "newest": ("built year opened founded since", "age"),
    "longest": ("length distance duration", ""),
    "shortest": ("", "length distance duration height"),
    "highest": ("height elevation altitude", ""),
    "tallest": ("height", ""),
    "lowest": ("", "height elevation altitude"),
    "deepest": ("depth", ""),
    "widest": ("width", ""),
    "heaviest": ("weight mass", ""),
    "lightest": ("", "weight mass"),
    "fastest": ("speed", "time"),
    "slowest": ("time", "speed"),
    "cheapest": ("", "price cost fare fee rent"),
    "dearest": ("price cost fare fee rent", ""),
    "most expensive": ("price cost fare fee rent", ""),
    "largest": ("size area population capacity", ""),
    "biggest": ("size area population capacity", ""),
    "smallest": ("", "size area population capacity"),
    "warmest": ("temperature", ""),
    "hottest": ("temperature", ""),
    "coldest": ("", "temperature"),
}
_IMPLYING = re.compile(rf"\b(?:{'|'.join(_IMPLIED)})\b", re.I)
_NUMBER = re.compile(r"\W{0,2}(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>\D*)")
_PAYS = re.compile(r"\bpays?\b", re.I)
_FEWEST = 2  # rows that can be compared


@dataclass(frozen=True, slots=True)
class _Compared:
    """The column by whose numbers rows are compared, whether the most is asked for, and the words that said so."""

    column: str
    most: bool
    words: frozenset[str]


def answer(question: str, facts: Facts) -> Answer | None:
    """The cells of a column, or of the row with the most or least; None where that is not certain."""
    asked = Question(question)
    compares = bool(_MOST.search(question) or _IMPLYING.search(question))
    priced = asks_for_price(question) or bool(_PAYS.search(question))
    every = asked.asking != "how" and (priced or is_plural(_head(asked)))
    if not asks_for_cells(asked) or not (compares or every):  # most questions, for which no table is read
        return None
    for hit, table in near(facts.hits(question), facts.index, lambda span: whole(span, facts.index)):
        above = context.above(hit.passage, facts.index)
        found = _extreme(asked, table, above) if compares else _every(asked, table, above, priced)
        if found:
            return found
    return None


def _head(asked: Question) -> str:
    """The word for what a question asks for, or else is about."""
    return head_of(asked.noun or asked.slice(*asked.subject))


def _extreme(asked: Question, table: Table, above: str) -> Answer | None:
    """What stands in the row with the most or the least of what the question compares."""
    compared = _compared(asked.text, table)
    column = _target(asked, table, compared) if compared else None
    if compared is None or column is None or unsaid(asked.text, table, above, compared.words):
        return None
    numbers = _numbers(table, compared.column)
    best = (max if compared.most else min)(numbers, default=None)
    rows = [row for row, number in zip(table.rows, numbers, strict=True) if number == best] if numbers else []
    found = [(passage, cell) for passage, cells in rows for cell in cells if cell.column == column]
    note = f"Of {len(table.rows)} rows, compared by “{compared.column}”."
    return answered(asked.text, found, note) if found else None


def _compared(question: str, table: Table) -> _Compared | None:
    """By which column of numbers the question compares; None where it compares nothing, or more than one may be it."""
    degree, adjective = _MOST.search(question), _IMPLYING.search(question)
    if degree:
        behind = terms(question[degree.end() :])[:2]
        named = [name for name in table.columns if behind and share(name, behind) == 1.0 and _numbers(table, name)]
        if len(named) == 1:
            return _Compared(named[0], bool(degree["most"]), frozenset(terms(degree[0])))
    if adjective is None:
        return None
    most, least = _IMPLIED[adjective[0].lower()]
    told = [
        _Compared(name, of is most, frozenset(terms(adjective[0])))
        for of in (most, least)
        for name in table.columns
        if set(terms(of)) & set(terms(name)) and _numbers(table, name)
    ]
    return told[0] if len(told) == 1 else None


def _target(asked: Question, table: Table, compared: _Compared) -> str | None:
    """The column that is asked for: of the question's noun, of who, of what is compared itself, or the first."""
    noun = terms(asked.noun)[-1:]
    if noun:
        return next((name for name in table.columns if share(name, noun) == 1.0), None)
    if asked.asking == "what" and set(terms(head_of(asked.slice(*asked.subject)))) & set(terms(compared.column)):
        return compared.column  # "what is the highest fare"
    return table.columns[0] if asked.asking in ("what", "which") else None


def _numbers(table: Table, column: str) -> list[float]:
    """The number of each row in a column, of one unit; none where a row has none or another unit."""
    cells = [next((cell for cell in row if cell.column == column), None) for _, row in table.rows]
    found = [_NUMBER.fullmatch(cell.text.strip()) if cell else None for cell in cells]
    told = [one for one in found if one]
    if len(told) < max(_FEWEST, len(table.rows)) or len({one["unit"].strip().lower() for one in told}) > 1:
        return []
    return [float(one["number"].replace(",", "")) for one in told]


def _every(asked: Question, table: Table, above: str, priced: bool) -> Answer | None:
    """All that stands in the column that is asked for, each once; of prices that of every row."""
    said = terms(asked.text if priced else _head(asked))
    named = [name for name in table.columns if said and share(name, said) == 1.0]
    if len(named) != 1 or unsaid(asked.text, table, above, frozenset()):
        return None
    cells = [(passage, cell) for passage, row in table.rows for cell in row if cell.column == named[0]]
    if priced and not all(_is_price(cell) for _, cell in cells):
        return None
    found: dict[str, tuple[Passage, Cell]] = {}
    for passage, cell in cells:
        if cell.terms:
            found.setdefault(f"{passage.start}" if priced else cell.key, (passage, cell))
    return answered(asked.text, [*found.values()]) if len(found) > 1 else None


def _is_price(cell: Cell) -> bool:
    """Whether a cell says what something costs."""
    return is_money(cell) or cell.text.strip().lower() in ("free", "none", "-", "–", "—")
