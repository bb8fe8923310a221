"""The rows of tables among what was found: of a table, those alone that a question singles out by what stands in them.

A row says nothing of what another one names: "Delfin | 2016 | Rauma" nothing of the Castor, however like it is.
"""

from collections.abc import Iterable, Sequence, Set

import numpy as np
import numpy.typing as npt

from index.records import Hit, Passage
from index.store import Index
from qa.once import per_index

Numbers = npt.NDArray[np.int32]

CELLS = " | "
"""What stands between the cells of a row."""

Rows = tuple[int, int]
"""The numbers in the index of a table's first row and of what follows its last."""


def is_row(passage: Passage) -> bool:
    """Whether a passage is a row of a table."""
    return CELLS in passage.text


def table_of(passage: Passage, index: Index) -> Rows | None:
    """The table of two rows or more that a passage is one of; None where it is none."""
    return _tables(index).get((passage.document.source, passage.paragraph_start))


def telling(terms: Iterable[str], table: Rows, index: Index, nearly_all: bool = False) -> list[Numbers]:
    """For each term that tells some rows of a table from the others, the numbers of those rows.

    What most rows have, or the row of the columns' names has, tells none of them; `nearly_all` of them may have it.
    """
    first, end = table
    every = (index.sentences.lexical.holding(term) for term in terms)
    rows = [numbers[(numbers >= first) & (numbers < end)] for numbers in every]
    titles = not any(map(str.isdigit, index.passages[first].text))
    most = end - first - titles - 1 if nearly_all else (end - first) // 2
    return [n for n in rows if 0 < len(n) <= most and not (titles and n[0] == first)]


def singled_out(hits: Sequence[Hit], keys: Set[str], index: Index) -> list[Hit]:
    """The hits without those rows of a table of which another row has more of the `keys`.

    These are the terms of a question's names and numbers. Where none of the rows that have the most of them was found,
    all stay.
    """
    tables = {hit.passage: table for hit in hits if (table := table_of(hit.passage, index))}
    meant = {table: _rows_with(keys, table, index) for table in dict.fromkeys(tables.values())}
    found = {table for passage, table in tables.items() if passage.start in meant[table]}
    return [hit for hit in hits if (t := tables.get(hit.passage)) not in found or hit.passage.start in meant[t]]


def _rows_with(keys: Iterable[str], table: Rows, index: Index) -> frozenset[int]:
    """Where the rows of a table start that have the most of the keys; none where no row has one."""
    first, end = table
    counts = np.zeros(end - first, dtype=np.int64)
    for numbers in telling(keys, table, index):
        counts[numbers - first] += 1
    best = counts.max()
    return frozenset(index.passages[first + i].start for i in np.flatnonzero(counts == best)) if best else frozenset()


@per_index
def _tables(index: Index) -> dict[tuple[str, int], Rows]:
    """Of every paragraph that is of rows, the table; a long table is several paragraphs."""
    found: dict[tuple[str, int], Rows] = {}
    run: list[tuple[str, int]] = []
    first = 0
    spans = zip(index.first_of[:-1].tolist(), index.first_of[1:].tolist(), strict=True)
    for start, end in [*spans, (len(index.passages), len(index.passages))]:
        opening = index.passages[start] if start < end else None
        key = (opening.document.source, opening.paragraph_start) if opening and is_row(opening) else None
        if run and (key is None or key[0] != run[-1][0]):
            found |= dict.fromkeys(run, (first, start)) if start - first > 1 else {}
            run = []
        if key:
            first = first if run else start
            run.append(key)
    return found
