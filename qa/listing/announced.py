"""The lists that lines show - bullets, steps, rows, "Key: value" - near what retrieval found, as groups of items."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.encoder import Vectors
from index.lexical import terms
from index.records import Document, Hit, Passage
from qa.facts import Facts
from qa.listing.asked import asks_for_several, asks_for_steps
from qa.listing.carried import alike_to, is_heading
from qa.listing.groups import LINES, Group, Over, leading, limited, pointed
from qa.listing.items import Item, members_of
from qa.reading.layout import Block, Span, block_at, cells, first_sentence
from qa.reading.marks import Mark, marks_of
from qa.words.clause import Question

LOOKED_AT = 8  # hits around which a list's lines are looked for
LONGEST_READ = 1500  # characters of a list's lines that are read
LONGEST_BODY = 4000  # characters of a list's lines that are compared with the question
STEPS = "steps instructions procedure stages order"  # what numbered lines are, whether they say so or not
PARAGRAPH = 160  # characters of a line of more than one sentence from which it is a paragraph
ATTENDING = frozenset(terms("present attended attending attendees attendance participants"))  # how a roll is headed
LONGEST_KEY = 40  # characters before the colon of a line that names what it holds


@dataclass(frozen=True, slots=True)
class Announced:
    """Items with the words that announce them, `over`, and the words around them that say what they are about.

    `rank` is the number of the hit they were found by, and `is_table` says whether they are rows.
    """

    items: tuple[Item, ...]
    over: str
    about: str
    rank: int
    is_table: bool


def announced(question: str, hits: Sequence[Hit], facts: Facts) -> list[Group]:
    """The lists of lines near the hits, in no order."""
    found = [one for one in _lists_near(question, hits, facts) if len(one.items) > 1]
    if not found:
        return []
    alike = alike_to(question, [(one.items[0].document, one.over) for one in found], facts)
    return [_group(question, one, likeness, facts) for one, likeness in zip(found, alike, strict=True)]


def _group(question: str, one: Announced, alike: float, facts: Facts) -> Group:
    answerable, marks = _read_under(question, one, facts)
    over = Over(one.over, alike, one.about, one.rank).features(facts.asked(question), one.items)
    more = (limited(answerable), *pointed(one.items, marks), float(one.is_table))
    return Group(one.items, LINES, np.array((*over, *more)), one.over)


def _read_under(question: str, one: Announced, facts: Facts) -> tuple[float, list[Mark]]:
    """How likely the list answers, log-odds, read behind what announces it, and what is pointed at in it."""
    document, start = one.items[0].document, one.items[0].around[0]
    end = min(one.items[-1].around[1], start + LONGEST_READ)
    lead = leading(one.over)
    reading = facts.reader.read(question, [lead + document.text[start:end]])[0]
    return reading.answerable, list(marks_of(document, start - len(lead), reading, (start, end)))


def _lists_near(question: str, hits: Sequence[Hit], facts: Facts) -> Iterator[Announced]:
    """The lists of lines around the hits."""
    seen: set[tuple[str, int]] = set()
    for rank, hit in enumerate(hits[:LOOKED_AT]):
        document = hit.passage.document
        block = block_at(document.text, hit.passage.start) or _below(hit.passage, facts)
        if block and (document.source, block.start) not in seen and not _is_prose(question, document.text, block):
            seen.add((document.source, block.start))
            over = _over(question, document.text, block)
            body = document.text[block.start : min(block.end, block.start + LONGEST_BODY)]
            title = first_sentence(document.text, 0, LONGEST_KEY * 2)
            about = [over, body, document.text[slice(*title)], *([STEPS] if block.kind == "number" else [])]
            items = tuple(_lines(question, document, block, facts))
            yield Announced(items, over, " ".join(about), rank, block.kind == "row")


def _is_prose(question: str, text: str, block: Block) -> bool:
    """Whether lines are paragraphs that only have numbers, as in a judgment, where nothing asks for several."""
    if block.kind != "number" or asks_for_several(question) or asks_for_steps(question):
        return False
    long = [b - a > PARAGRAPH and first_sentence(text, a, b)[1] < b - 1 for a, b in block.lines]
    return 2 * sum(long) > len(long)


def _below(passage: Passage, facts: Facts) -> Block | None:
    """The list that a heading leads to, by the words between them: "Plans", "We intend to:"."""
    if not is_heading(facts.paragraphs.of(passage)):
        return None
    following = facts.paragraphs.after(passage)
    return block_at(passage.document.text, following[0].start) if following else None


def _over(question: str, text: str, block: Block) -> str:
    """The heading, announcing sentence and header of a list, and the keys of its lines that are asked for."""
    spans = [block.heading, block.announcement, block.header]
    keys = [(line[0], text.index(":", *line)) for line in _named(question, text, block)]
    return ". ".join(text[slice(*span)] for span in (*keys, *spans) if span)


def _lines(question: str, document: Document, block: Block, facts: Facts) -> Iterator[Item]:
    """The first sentence of each line; of a table's rows the cell of the column that is asked for."""
    text = document.text
    named = _named(question, text, block)
    if named:
        for line in named:
            after = text.index(":", *line) + 1
            if text[after : line[1]].strip():
                yield from members_of(document, line, after)
        return
    column = _column(question, text, block, facts) if block.kind == "row" else 0
    for line in block.lines:
        row = cells(text, *line) if block.kind == "row" else [first_sentence(text, *line)]
        if row:
            yield Item(document, *row[min(column, len(row) - 1)], line)


def _named(question: str, text: str, block: Block) -> list[Span]:
    """The lines, if only some, whose "Key:" is asked for: "Guests: ..." of an attendance list."""
    if block.kind == "row":
        return []
    asked = set(terms(question))
    asked |= ATTENDING if asked & ATTENDING else set()
    keys = [text[a:b].partition(":") for a, b in block.lines]
    found = [
        line
        for line, (key, colon, _) in zip(block.lines, keys, strict=True)
        if colon and len(key) <= LONGEST_KEY and asked & set(terms(key))
    ]
    return found if 2 * len(found) <= len(block.lines) else []


def _column(question: str, text: str, block: Block, facts: Facts) -> int:
    """The number of the column whose name is most like the question's words."""
    names = [text[a:b] for a, b in cells(text, *block.header)] if block.header else []
    if len(names) < 2:
        return 0
    asked = set(terms(question))
    shared = [len(asked & set(terms(name))) for name in names]
    if max(shared):
        return shared.index(max(shared))
    vectors: Vectors = facts.word_encoder.encode([Question(question).noun or question, *names])
    return int((vectors[1:] @ vectors[0]).argmax())
