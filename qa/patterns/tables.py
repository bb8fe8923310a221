"""A question that a table's cells answer: it names a row by what stands in it, and a column by its name.

What a table says is said by where it stands, not by a sentence, so that a reader of sentences mistakes one row or
column for another. Only what is certain is answered here: every word of the question is in the row it names, in the
names of the table's columns or in what stands over it.
"""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import TypeAlias

from index.lexical import terms, words
from index.records import Document, Hit, Passage
from index.store import Index
from qa.answer import Answer, Kind, Quote
from qa.facts import Facts
from qa.reading import context
from qa.reading.layout import cells
from qa.reading.rows import Rows, table_of, telling
from qa.words.clause import Question
from qa.words.expect import Expected, agreement, expected, measure
from qa.words.standing import is_negation
from qa.yes_or_no.polar import NO, YES

CONFIDENCE = 0.9

_MOST_ROWS = 500  # that have a word of the question; more are not singled out
_MOST_SHOWN = 20
_SAMPLE = 30  # rows that show what stands in a column
_SAME = 4  # letters that "speaks" and "speaker" share, and more
PLAIN = frozenset(
    terms(
        "i use do can get go goes come need cost price much many name list show give tell table row column entry take "
        "carry hold about have run be sail fly travel buy pay command bring provide offer start leave arrive begin "
        "happen make responsible charge kind sort"
    )
)
"""Words that any question of a row may have."""
_AMOUNTS = frozenset(terms("quantity qty number count amount total pieces"))
_LEVELS = frozenset(terms("level value reading figure concentration content rate measurement"))
_STATE = re.compile(r"closed|open|none|no|yes|free|full|sold out|cancelled|not? available|unavailable|n/?a|[-–—]", re.I)
_IS_OPEN = re.compile(r"^(?:and |but |so )?(?P<be>is|are) (?P<what>.+?) open\b(?P<when>.*?)[ ?.!]*$", re.I)
_NUMBER = re.compile(r"\W{0,2}\d[\d.,]*\s*\S*")
_DOING = re.compile(
    r"\bwhat (?:to|should|must|can|do|does|shall)\b.*\bdo\b"
    r"|\bhow (?:do|can|should) \w+ (?:fix|mend|solve|clear|cure)\b",
    re.I,
)
_REMEDY = re.compile(r"what to do|remed(?:y|ies)|solutions?|actions?|measures?|fix|cure", re.I)
_SHOWN = frozenset(
    terms(
        "error code fault message display show shown shows appear appears light signal warning fix mend clear cure "
        "should must can need"
    )
)
_CODE = re.compile(r"[A-Za-z]{1,3}-?\d{1,4}[A-Za-z]?")
_HAPPENS = re.compile(r"\b(?:happen|occur|take place|took place)", re.I)
_TELLING = 3  # columns of a table that may tell what happened when and where
_DESCRIBES = 2.0
"""Words to a cell, in the mean, of a column that says what its rows are about."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a row below a column's name, `start:end` of its document."""

    column: str
    start: int
    end: int
    text: str
    key: str  # its words, folded, between spaces
    terms: frozenset[str]


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The names of a table's columns and the rows that a question may name, each with the sentence it is in the index.

    `sample` are its first rows, which show what stands in a column.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Passage, Row], ...]
    sample: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Picked:
    """The rows that a question names, by which columns, and the terms of the question that did.

    `by_state` is whether nothing but "closed" and the like did, which says what a row is and not which.
    """

    rows: tuple[tuple[Passage, Row], ...]
    columns: frozenset[str]
    terms: frozenset[str]
    by_state: bool


def answer(question: str, facts: Facts) -> Answer | None:
    """The cell that a question asks for, or those of several rows; None where that is not certain."""
    opened = _IS_OPEN.match(question.strip())
    if opened:
        return _whether_open(question, opened, facts)
    if not asks_for_cells(Question(question)):
        return None
    asked = f" {' '.join(words(question))} "
    for hit, table in near(facts.hits(question), facts.index, lambda span: _table(question, span, facts.index)):
        picked = _picked(question, table)
        column = _asked(question, table, picked) if picked else None
        if picked is None or column is None or (picked.by_state and column != table.columns[0]):
            continue
        above = context.above(hit.passage, facts.index)
        rows = [frozenset[str]().union(*(cell.terms for cell in cells)) for _, cells in picked.rows]
        codes = (cell for _, cells in picked.rows for cell in cells if _CODE.fullmatch(cell.text.strip()))
        shown = _SHOWN if any(cell.key in asked for cell in codes) else frozenset[str]()
        known = picked.terms | frozenset.intersection(*rows) | shown
        if unsaid(question, table, above, known):
            continue
        found = [(row, cell) for row, cells in picked.rows for cell in cells if cell.column == column]
        if _HAPPENS.search(question) and len(table.columns) > _TELLING and column == table.columns[0]:
            continue  # what is measured at several stations is nothing that happened
        if not found:  # the cell is empty, and no other row fills it
            return facts.refusal(question, [hit])
        if all(_fits(question, cell) for _, cell in found):
            return answered(question, found)
    return None


def _whether_open(question: str, asked: re.Match[str], facts: Facts) -> Answer | None:
    """Yes where the table has hours for what is asked, no where it says "closed"; None where it has neither."""
    found = answer(f"When {asked['be']} {asked['what']} open{asked['when']}?", facts)
    if found is None or found.kind is not Kind.ANSWER:
        return None
    shut = re.fullmatch(r"closed|no|none|[-–—]", found.text.strip(), re.I)
    return replace(found, question=question, kind=Kind.POLAR, label=NO if shut else YES)


def answered(question: str, found: Sequence[tuple[Passage, Cell]], note: str = "") -> Answer:
    """The cells that were found, each in its row: one where all of them say the same."""
    quotes = tuple(Quote(row.document, row.start, row.end, cell.start, cell.end) for row, cell in found)
    if len({cell.key for _, cell in found}) == 1:
        return Answer(question, Kind.ANSWER, quotes[:1], CONFIDENCE, note=note)
    if len(quotes) > _MOST_SHOWN:
        note = f"{len(quotes) - _MOST_SHOWN} more rows say something. {note}".strip()
    return Answer(question, Kind.LIST, quotes[:_MOST_SHOWN], CONFIDENCE, note=note)


def asks_for_cells(asked: Question) -> bool:
    """Whether cells may answer a question: it asks who or what, and denies nothing."""
    return bool(asked.asking) and not any(map(is_negation, asked.words))


def near(hits: Sequence[Hit], index: Index, read: Callable[[Rows], Table | None]) -> Iterator[tuple[Hit, Table]]:
    """The tables that the nearest passages are rows of, each once, as they are `read`."""
    seen = set()
    for hit in hits:
        span = table_of(hit.passage, index)
        if span and span not in seen:
            seen.add(span)
            table = read(span)
            if table:
                yield hit, table


def _table(question: str, span: Rows, index: Index) -> Table | None:
    """What a question may name of a table; None where its columns have no names, or it names none of the rows."""
    told = telling(terms(question), span, index) or telling(terms(question), span, index, nearly_all=True)
    return _with_rows(sorted({int(number) for rows in told for number in rows}), span, index)


def whole(span: Rows, index: Index) -> Table | None:
    """The table with all of its rows; None where its columns have no names, or there are too many rows to look at."""
    first = index.passages[span[0]]
    titles = not all(cell.column for cell in _row(first, ()))
    return _with_rows(range(span[0] + titles, span[1]), span, index)


def _with_rows(numbers: Sequence[int], span: Rows, index: Index) -> Table | None:
    """The table with these rows."""
    if not numbers or len(numbers) > _MOST_ROWS:
        return None
    first = index.passages[span[0]]
    head = _row(first, ())
    named = all(cell.column for cell in head)
    names = [cell.column if named else cell.text.strip("* ") for cell in head]
    if not named and (any(map(str.isdigit, "".join(names))) or len({*names}) < len(names)):
        return None
    rows = [(index.passages[number], _row(index.passages[number], () if named else names)) for number in numbers]
    sample = [_row(row, () if named else names) for row in index.passages[slice(*span)][not named :][:_SAMPLE]]
    # A row that is a cell short may lack any, where the cells do not say their columns.
    if not named and any(len(row) != len(names) for row in (*sample, *(row for _, row in rows))):
        return None
    columns = dict.fromkeys((*names, *(cell.column for row in sample for cell in row)))
    return Table(tuple(columns), tuple(rows), tuple(sample))


def _row(passage: Passage, columns: Sequence[str]) -> Row:
    """The cells of a row, below the names of their columns or with them: "Age: 31"."""
    document = passage.document
    spans = cells(document.text, passage.start, passage.end)
    if not columns:
        return tuple(_named(document, *span) for span in spans)
    names = [*columns, *("" for _ in spans[len(columns) :])]
    return tuple(_cell(document, name, *span) for name, span in zip(names, spans, strict=False))


def _named(document: Document, start: int, end: int) -> Cell:
    """A cell that has its column's name: "Age: 31"."""
    name, colon, _ = document.text[start:end].partition(": ")
    return _cell(document, name, start + len(name + colon), end) if colon else _cell(document, "", start, end)


def _cell(document: Document, column: str, start: int, end: int) -> Cell:
    text = document.text[start:end]
    return Cell(column, start, end, text, f" {' '.join(words(text))} ", frozenset(terms(text)))


def _picked(question: str, table: Table) -> _Picked | None:
    """The rows whose cells a question names, word for word; else those that alone have most of its words."""
    asked, said = f" {' '.join(words(question))} ", frozenset(terms(question))
    whole = [
        [cell for cell in row if cell.terms and (cell.key in asked or (cell.terms <= said and len(cell.terms) > 1))]
        for _, row in table.rows
    ]
    partly = [[cell for cell in row if cell.terms & said] for _, row in table.rows]
    for found in (whole, partly):
        counts = [len(frozenset[str]().union(*(cell.terms & said for cell in row))) for row in found]
        best = max(counts, default=0)
        rows = tuple(row for row, count in zip(table.rows, counts, strict=True) if count == best)
        if best:
            named = [cell for row, count in zip(found, counts, strict=True) if count == best for cell in row]
            columns = frozenset(cell.column for cell in named)
            state = all(_STATE.fullmatch(cell.text.strip()) for cell in named)
            return _Picked(rows, columns, frozenset[str]().union(*(cell.terms for cell in named)) & said, state)
    return None


def _asked(question: str, table: Table, picked: _Picked) -> str | None:
    """The name of the column that is asked for: of which the question says the most, besides what names the row.

    "Which ship" asks for the ships' column and for no other, and "how many ships" is not answered by any. "What" alone
    asks for the column that describes, where there is one.
    """
    noun = [term for term in terms(Question(question).noun) if term not in picked.terms | PLAIN]
    open_ = [name for name in table.columns if name and name not in picked.columns and _may_hold(question, table, name)]
    if noun:
        of_noun = [name for name in table.columns if name not in picked.columns and share(name, noun[-1:])]
        open_ = [name for name in open_ if name in of_noun] if of_noun else open_
    elif expected(question) is Expected.NUMBER:
        open_ = [name for name in open_ if name != table.columns[0]]  # which numbers the rows
    remedies = [name for name in open_ if _REMEDY.fullmatch(name.strip())] if _DOING.search(question) else []
    if len(remedies) == 1:
        return remedies[0]
    said = _besides(question, picked)
    shares = {name: share(name, said) for name in open_}
    best = max(shares.values(), default=0.0)
    meant = [name for name, share in shares.items() if share == best] if best else _untold(question, noun, table, open_)
    if len(meant) > 1:
        meant = [name for name in meant if _is_said(name, question)]
    return meant[0] if len(meant) == 1 else None


def _besides(question: str, picked: _Picked) -> list[str]:
    """The terms of a question besides those that name its row: the 1044 and one "order" of "order 1044"."""
    said = [term for term in (*terms(question), *terms(measure(question))) if term not in picked.terms]
    parts = Question(question)
    if parts.verb is not None and parts.asking in ("what", "how"):  # "what did they order" asks for no order's number
        verb = terms(parts.words[parts.verb].text)
        said = [term for term in said if term not in verb]
    for term in {term for name in picked.columns for term in terms(name)}:
        if term in said:
            said.remove(term)
    return said


def _untold(question: str, noun: Sequence[str], table: Table, names: Sequence[str]) -> list[str]:
    """The columns that may be asked for where the question has no column's name."""
    kind = expected(question)
    if asks_for_price(question):
        return [name for name in names if all(map(is_money, _column(table, name)))]
    if kind is Expected.PERSON:
        return [name for name in names if all(_is_named(cell) for cell in _column(table, name))]
    if kind is Expected.NUMBER and not noun:
        return [name for name in names if _AMOUNTS & set(terms(name))]
    if kind is Expected.ANYTHING and Question(question).asking == "what" and not noun:
        return [name for name in names if _describes(_column(table, name))]
    return []


def _is_said(name: str, question: str) -> bool:
    """Whether a question has a column's name as it is, but for an ending of two letters."""
    asked = words(question)
    return all(any(word.startswith(one) and len(word) - len(one) <= 1 for word in asked) for one in words(name))


def _describes(cells: Sequence[Cell]) -> bool:
    """Whether cells say things in words, rather than name, count or date them."""
    said = [cell.text.split() for cell in cells]
    lower = sum(word[:1].islower() for words_ in said for word in words_[1:])
    return sum(map(len, said)) >= _DESCRIBES * len(cells) and lower >= len(cells)


def _may_hold(question: str, table: Table, name: str) -> bool:
    """Whether what stands in a column is of the kind that is asked for."""
    held = _column(table, name)
    return not held or any(_fits(question, cell) for cell in held)


def _column(table: Table, name: str) -> list[Cell]:
    return [cell for row in table.sample for cell in row if cell.column == name]


def _fits(question: str, cell: Cell) -> bool:
    kind = expected(question)
    if _STATE.fullmatch(cell.text.strip()):
        return True
    if kind is Expected.PERSON:
        return not any(map(str.isdigit, cell.text))
    return bool(_NUMBER.fullmatch(cell.text)) if kind is Expected.NUMBER else agreement(kind, cell.text) >= 0


def _is_named(cell: Cell) -> bool:
    """Whether a cell is written as somebody's name is, every word of it with a capital."""
    return cell.text.istitle() and not any(map(str.isdigit, cell.text))


def asks_for_price(question: str) -> bool:
    """Whether a question asks what something costs."""
    return measure(question) == "price" or expected(question) is Expected.MONEY


def is_money(cell: Cell) -> bool:
    """Whether a cell says how much money."""
    return any(sign in cell.text.lower() for sign in ("$", "€", "£", "¥", "euro", "dollar", "pound", "cent", "kr"))


def share(name: str, said: Sequence[str]) -> float:
    """The share of a column's name that the question says; "speaks" says "speaker"."""
    named = terms(name)
    return sum(any(alike(one, other) for other in said) for one in named) / len(named) if named else 0.0


def alike(one: str, other: str) -> bool:
    """Whether two terms are of one word, as far as their beginnings tell: "speak" and "speaker"."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _SAME and long.startswith(short))


def unsaid(question: str, table: Table, above: str, known: Set[str]) -> list[str]:
    """The words of a question that neither the columns' names nor what stands over the table say, nor are `known`."""
    columns = {term for name in table.columns for term in terms(name)}
    said = {*columns, *terms(above), *PLAIN, *known}
    if columns & set(terms(question)):  # "the oxygen level", where a column is called "Oxygen mg/l"
        said |= _LEVELS
    return [term for term in terms(question) if not any(alike(term, other) for other in said)]
