"""From the sentence or heading that announces a list, or that holds its first items, to those that carry it on.

A sentence that goes on from another is read behind it, as a person reads it: "Cats and fish are welcome: So are
rabbits." What the reader then points at in the second one is an item where it is sure, or where the sentence says
itself that it goes on.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.records import Passage
from index.store import Index
from qa.facts import Facts, tidied
from qa.items import Item, items_at, members_of
from qa.layout import block_at
from qa.once import per_index

MOST = 6  # sentences after an announcing one that may carry its items
GOES_ON = -4.0  # the reader's score, log-odds, of an item in a sentence that goes on, read behind the one before
UNDER = -4.0  # the same, under a heading that is about the question
LONGEST_HEADING = 100  # characters

_GOES_ON = re.compile(
    r"(?:also|in addition|additionally|furthermore|moreover|besides|finally|further|lastly|then|first(?:ly)?|"
    r"second(?:ly)?|third(?:ly)?|another|other|also|a second|a third|one|next|so (?:is|are|was|were|do|does|did)|"
    r"(?:\S+\s+){1,3}(?:also|further))\b",
    re.I,
)
_STOP = re.compile(r"[.!:;,…][\"”’)\]*_]*$")


@dataclass(frozen=True, slots=True)
class Found:
    """The items of one sentence, with the reader's score, and of being one of the answers, log-odds."""

    items: tuple[Item, ...]
    score: float
    tagged: float
    goes_on: bool


def beside(question: str, sentence: Passage, facts: Facts) -> Iterator[Item]:
    """The items that the sentences behind one that answers, in its paragraph, add to it."""
    for found in _read_on(question, sentence.text, _after(sentence, facts), facts):
        if found.goes_on and found.score >= GOES_ON:
            yield from found.items


def announced(question: str, sentence: Passage, facts: Facts) -> tuple[Item, ...]:
    """What the sentences behind an announcing one, in its paragraph, say of what is asked.

    Where the reader points at nothing in one, it is the longest coordination in it, or all of a sentence that goes on;
    one that has neither ends the list.
    """
    after = _after(sentence, facts)
    pointed = {found.items[0].around: found.items for found in _read_on(question, sentence.text, after, facts)}
    items: list[Item] = []
    for one in after:
        around = (one.start, one.end)
        found = pointed.get(around) or tuple(members_of(one.document, around))
        if items and around not in pointed and len(found) < 2 and not _GOES_ON.match(one.text):
            break
        items += found
    return tuple(items)


def under(question: str, heading: Passage, facts: Facts) -> tuple[Item, ...]:
    """The items in the paragraph under a heading, or under a question that stands as one; none under other text."""
    over = paragraph_of(heading, facts)
    following = _next_paragraph(over[-1], facts) if is_heading(over) and over[0].start else ()  # no title
    if not following or is_heading(following) or block_at(over[0].document.text, following[0].start):
        return ()
    words = over[0].document.text[over[0].start : over[-1].end]
    found = [one for one in _read_on(question, words, following[:MOST], facts) if one.score >= UNDER]
    return tuple(item for one in found for item in one.items) if len(found) > 1 else ()


def is_heading(paragraph: Sequence[Passage]) -> bool:
    """Whether a paragraph stands over what follows: one short line without a stop, or one that ends by asking."""
    text = paragraph[0].document.text[paragraph[0].start : paragraph[-1].end].strip()
    if not text or len(text) > LONGEST_HEADING or "\n" in text:
        return False
    return text.endswith("?") or (len(paragraph) == 1 and not _STOP.search(text) and " | " not in text)


def paragraph_of(passage: Passage, facts: Facts) -> Sequence[Passage]:
    """The sentences of the paragraph that one stands in."""
    return facts.paragraphs[passage.document.source, passage.paragraph_start]


def _after(sentence: Passage, facts: Facts) -> list[Passage]:
    return [one for one in paragraph_of(sentence, facts) if one.start > sentence.start][:MOST]


def _read_on(question: str, before: str, sentences: Sequence[Passage], facts: Facts) -> Iterator[Found]:
    """What the reader points at in each sentence, read behind the words `before`."""
    lead = before.strip().rstrip(" .:;") + ": "
    readings = facts.reader.read(question, [lead + sentence.text for sentence in sentences])
    for sentence, reading in zip(sentences, readings, strict=True):
        inside = [span for span in reading.spans if span.start >= len(lead)]
        if not inside:
            continue
        best = max(inside, key=lambda span: span.score)
        shift = sentence.start - len(lead)
        start, end = tidied(sentence.document.text, best.start + shift, min(best.end + shift, sentence.end))
        if start < end:
            items = items_at(sentence.document, start, end, (sentence.start, sentence.end))
            yield Found(items, best.score, reading.as_item(best), bool(_GOES_ON.match(sentence.text)))


@per_index
def _starts(index: Index) -> Mapping[str, list[int]]:
    """Where the paragraphs of each document begin, in order."""
    found: dict[str, set[int]] = {}
    for passage in index.passages:
        found.setdefault(passage.document.source, set()).add(passage.paragraph_start)
    return {source: sorted(starts) for source, starts in found.items()}


def _next_paragraph(passage: Passage, facts: Facts) -> Sequence[Passage]:
    source = passage.document.source
    starts = _starts(facts.index)[source]
    at = bisect_right(starts, passage.paragraph_start)
    return facts.paragraphs[source, starts[at]] if at < len(starts) else ()
