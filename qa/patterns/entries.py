"""A line "Duration: 2 hours" that a question asks for by its key: data sheets, the heads of reports and minutes.

The rest of the question has to be what the document says it is about, in its head.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.lexical import terms
from index.records import Document
from index.store import Index
from qa.answer import Answer, Kind, Quote
from qa.facts import Facts
from qa.once import per_index
from qa.reading.layout import Span
from qa.reading.rows import CELLS
from qa.tidy import tidied
from qa.words.clause import Question
from qa.words.expect import Expected, agreement, expected, measure

CONFIDENCE = 0.8

_KEY = r"[^\W\d_](?:[^\n:|.!?;,]{0,38}[^\s:|.!?;,*_])?"
_ENTRY = re.compile(
    rf"^[ \t>•·–-]*(?P<line>[*_]*)(?P<key>{_KEY})[*_]*:[*_]*[ \t]+(?P<value>\S[^\n]{{0,118}}?)[ \t]*$", re.MULTILINE
)
# "Present: Ann Lee, Bo Orr. Apologies: Cy Day.": entries of one line.
_INNER = re.compile(r"[.;][ \t]+(?P<key>[A-Z][^\W\d_]+(?: [^\W\d_]+){0,2}):[ \t]+(?=\S)")
_ALSO = {one: other for words in ("absent apologies", "attend present") for one, other in [terms(words)]}
_HEADED = {"when": frozenset(terms("date")), "where": frozenset(terms("venue place location"))}
_PRESENT = frozenset(terms("present"))
_WAS_THERE = re.compile(r"(?:and |so )?who (?:all )?(?:was|were) (?:there|at|in attendance)\b", re.I)
_SENTENCE = re.compile(r"(?<=[.!?]) (?=(?:The|A|It|He|She|They|This)\b)")
_NAMED = re.compile(r"[^,()]+(?:\([^()]*\))?(?=,|$)")
_PARTED = re.compile(r"[^;\s][^;]*")  # "Ann Lee, Ltd.; Bo Orr, county office"
_AND = re.compile(r"\s+and\s+(?=the\b|[A-Z])")
_OFFICE = re.compile(r"the [a-z]+(?: [a-z]+)?")  # behind which a comma its holder's name follows
_HEAD = 200  # characters that say what a document is about
_PLAIN = frozenset(
    terms(
        "i be have do last take get give say tell name much many long high tall wide deep big large far heavy fast use "
        "weigh cost send sent make made offer give gave hold held"
    )
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a document with the terms of its key; its value is `start:end`."""

    document: Document
    key: frozenset[str]
    line: int
    start: int
    end: int


def answer(question: str, facts: Facts) -> Answer | None:
    """The value of the one entry that a question asks for; None where there is none, or more than one."""
    if not Question(question).asking:
        return None
    asked = frozenset(terms(question))
    otherwise = frozenset(_ALSO.get(term, term) for term in asked)
    otherwise |= _HEADED.get(Question(question).asking, frozenset())
    otherwise |= _PRESENT if _WAS_THERE.match(question.strip()) else frozenset[str]()
    kinds = (asked, otherwise, asked | otherwise)
    found = next(filter(None, (_entries_for(question, kind, facts) for kind in kinds)), [])
    if len({(entry.document.source, entry.line) for entry in found}) != 1:
        return None
    entry = found[0]
    spans = [tidied(entry.document.text, *span) for span in _values(question, entry)]
    quotes = tuple(Quote(entry.document, entry.line, max(entry.end, span[1]), *span) for span in spans)
    return Answer(question, Kind.ANSWER if len(quotes) == 1 else Kind.LIST, quotes, CONFIDENCE)


def _entries_for(question: str, asked: frozenset[str], facts: Facts) -> list[Entry]:
    """The entries that a question asks for, by the terms `asked`."""
    measured = frozenset(terms(measure(question)))
    said = asked & frozenset(terms(question))  # the others are what a key may be called
    return [
        entry
        for term in sorted(asked | measured)
        for entry in _entries(facts.index).get(term, ())
        if entry.key <= asked | measured and _is_asked(question, said - entry.key, entry)
    ]


def _values(question: str, entry: Entry) -> list[Span]:
    """The value up to where a sentence follows it; each of the names that it lists, where persons are asked for."""
    value = entry.document.text[entry.start : entry.end]
    follows = _SENTENCE.search(value)
    value = value[: follows.start()] if follows else value
    names = _names_in(value)
    listed = expected(question) is Expected.PERSON and len(names) > 1 and names[-1][1] == len(value.rstrip())
    return [(entry.start + a, entry.start + b) for a, b in (names if listed else [(0, len(value))])]


def _names_in(value: str) -> list[Span]:
    """Where the names stand that a value lists: "A. Bell, S. Lund and the clerk, Mr T. Ferris" has three."""
    pieces = (_PARTED if ";" in value else _NAMED).finditer(value)
    names: list[Span] = []
    for found in pieces:
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        joint = _AND.search(value, start, found.end()) if ";" not in value else None
        own = [(start, joint.start()), (joint.end(), found.end())] if joint else [(start, found.end())]
        if names and _OFFICE.fullmatch(value[slice(*names[-1])]):
            own[0] = names.pop()[0], own[0][1]
        names += own
    return names


def _is_asked(question: str, others: frozenset[str], entry: Entry) -> bool:
    """Whether an entry's value is of the kind asked for, and its document about what else the question says."""
    value = entry.document.text[entry.start : entry.end]
    return agreement(expected(question), value) >= 0 and others <= _PLAIN | frozenset(
        terms(entry.document.text[:_HEAD])
    )


@per_index
def _entries(index: Index) -> dict[str, list[Entry]]:
    """The entries of all documents by the terms of their keys."""
    found: dict[str, list[Entry]] = {}
    for document in index.documents:
        for entry in _entries_of(document):
            for term in entry.key:
                found.setdefault(term, []).append(entry)
    return found


def _entries_of(document: Document) -> Iterator[Entry]:
    title = len(document.text) - len(document.text.lstrip()) + 1  # its colon makes no entry of it
    for match in _ENTRY.finditer(document.text, title):
        if CELLS in match[0]:
            continue
        line, end = match.start("line"), match.end("value")
        inner = [*_INNER.finditer(document.text, match.start("value"), end)]
        keys = [match["key"], *(one["key"] for one in inner)]
        starts = [match.start("value"), *(one.end() for one in inner)]
        ends = [*(one.start() for one in inner), end]
        for name, first, last in zip(keys, starts, ends, strict=True):
            key = frozenset(terms(name))
            if key:
                yield Entry(document, key, line, first, last)
