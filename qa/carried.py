"""From the sentence or heading that announces a list, or that holds its first items, to those that carry it on.

A sentence that goes on from another is read behind it, as a person reads it: "Cats and fish are welcome: So are
rabbits." What the reader then points at in the second one is an item where it is sure, or where the sentence says
itself that it goes on.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.records import Hit, Passage
from index.store import Index
from qa.facts import Facts, tidied
from qa.items import Item, items_at
from qa.layout import block_at
from qa.marks import Mark, marks_of, touched
from qa.once import per_index
from qa.reader import UNSEEN

MOST = 6  # sentences behind one that leads to them that may carry its items
LEADING = 3  # hits that may lead to what is asked for
GOES_ON = -4.0  # the reader's score, log-odds, of an item in a sentence that goes on, read behind the one before
CARRIED = -4.0  # the same, of a sentence that carries what the one before leads to
WITH_OTHERS = -8.0  # the same, where others of its paragraph carry it too
BELOW = 9.0  # log-odds below the best within which a sentence carries the same
ANSWERS = 1.0  # the reader's score of a sentence alone from which it is an answer itself, and leads to none
LONGEST_HEADING = 100  # characters

# Log-odds that what sentences carry is what is asked for, by how alike the words before them and the question are, the
# reader's score in the second best of them, how much of the question those words hold, and how many sentences they are;
# chosen on the development half.
_BIAS, _ALIKE, _SECOND, _COVERED, _EACH = -2.6, 1.5, 0.3, 0.9, 0.7
_LEAST_SECOND, _MOST_SECOND, _MOST_EACH = -8.0, 4.0, 4

_GOES_ON = re.compile(
    r"(?:also|in addition|additionally|furthermore|moreover|besides|finally|further|lastly|then|first(?:ly)?|"
    r"second(?:ly)?|third(?:ly)?|another|other|also|a second|a third|one|next|so (?:is|are|was|were|do|does|did)|"
    r"(?:\S+\s+){1,3}(?:also|further))\b",
    re.I,
)
_STOP = re.compile(r"[.!:;,…][\"”’)\]*_]*$")


@dataclass(frozen=True, slots=True)
class Found:
    """The items of one sentence with the reader's score, log-odds."""

    items: tuple[Item, ...]
    score: float
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Led:
    """The items of several sentences, behind the words `over` that lead to them; `odds` that they are asked for."""

    items: tuple[Item, ...]
    over: str
    odds: float


def beside(question: str, sentence: Passage, facts: Facts) -> Iterator[Item]:
    """The items that the sentences behind one that answers, in its paragraph, add to it."""
    for found in _read_on(question, sentence.text, _after(sentence, facts), facts):
        if found.goes_on and found.score >= GOES_ON:
            yield from found.items


def led(question: str, hits: Sequence[Hit], facts: Facts) -> Iterator[Led]:
    """What the sentences say, of what is asked, that a heading or another sentence among the best hits leads to.

    Of "I have regrets too. I never learned to play." the second alone says nothing of regrets: it is read behind the
    first.
    """
    seen: set[tuple[str, int]] = set()
    for hit in hits[:LEADING]:
        for over, following in _leads(hit.passage, facts):
            if not following or (following[0].document.source, following[0].start) in seen:
                continue
            seen.add((following[0].document.source, following[0].start))
            if facts.reader.read(question, [_words(over)])[0].score < ANSWERS:
                yield from _led(question, over, following, facts)


def _led(question: str, over: Sequence[Passage], following: Sequence[Passage], facts: Facts) -> Iterator[Led]:
    """The items of the sentences that carry what the words over them lead to, if two do."""
    words = _words(over)
    found = list(_read_on(question, words, following, facts))
    best = max((one.score for one in found), default=UNSEEN)
    carrying = [one for one in found if one.score >= max(CARRIED, best - BELOW)]
    # Under a heading one sentence will do that holds several itself.
    count = len(carrying[0].items) if len(carrying) == 1 and is_heading(over) else len(carrying)
    if count < (3 if len(carrying) == 1 else 2):
        return
    second = sorted(one.score for one in carrying)[-2:][0]
    if 2 * len(carrying) >= len(following):
        carrying = [one for one in found if one.score >= WITH_OTHERS]
    vectors = facts.word_encoder.encode([question, words])
    odds = _BIAS + _ALIKE * float(vectors[1] @ vectors[0]) + _SECOND * min(max(second, _LEAST_SECOND), _MOST_SECOND)
    odds += _COVERED * facts.asked(question).coverage(words) + _EACH * min(max(count, len(carrying)), _MOST_EACH)
    yield Led(tuple(item for one in carrying for item in one.items), words, odds)


def _leads(passage: Passage, facts: Facts) -> Iterator[tuple[Sequence[Passage], Sequence[Passage]]]:
    """What may lead to something around a hit, with the sentences behind it: a heading, or a paragraph's sentence."""
    paragraph = paragraph_of(passage, facts)
    if is_heading(paragraph):
        following = _next_paragraph(paragraph[-1], facts) if paragraph[0].start else ()  # no title
        if following and not is_heading(following):
            yield paragraph, () if block_at(following[0].document.text, following[0].start) else following[:MOST]
        return
    for lead in (passage, paragraph[0]):
        yield (lead,), _after(lead, facts)


def _words(sentences: Sequence[Passage]) -> str:
    return sentences[0].document.text[sentences[0].start : sentences[-1].end]


def is_heading(paragraph: Sequence[Passage]) -> bool:
    """Whether a paragraph stands over what follows: one short line without a stop, or one that ends by asking."""
    text = _words(paragraph).strip()
    if not text or len(text) > LONGEST_HEADING or "\n" in text:
        return False
    return text.endswith("?") or (len(paragraph) == 1 and not _STOP.search(text) and " | " not in text)


def paragraph_of(passage: Passage, facts: Facts) -> Sequence[Passage]:
    """The sentences of the paragraph that one stands in."""
    return facts.paragraphs[passage.document.source, passage.paragraph_start]


def _after(sentence: Passage, facts: Facts) -> list[Passage]:
    """The sentences behind one, no further than the line, where both it and the next section begin one."""
    text = sentence.document.text
    after = [one for one in paragraph_of(sentence, facts) if one.start > sentence.start][:MOST]
    if _begins_line(text, sentence.start):
        after = after[: next((i for i, one in enumerate(after) if i and _begins_line(text, one.start)), MOST)]
    return after


def _begins_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip("*_#>- \t0123456789.)(")


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
            marks = list(marks_of(sentence.document, shift, reading, (sentence.start, sentence.end)))
            items = _cut(Item(sentence.document, start, end, (sentence.start, sentence.end)), marks)
            yield Found(items, best.score, bool(_GOES_ON.match(sentence.text)))


def _cut(pointed: Item, marks: Sequence[Mark]) -> tuple[Item, ...]:
    """What the reader points at in a sentence: one item, or several where it holds or the reader points at several."""
    series = items_at(pointed.document, pointed.start, pointed.end, pointed.around)
    held = sum(one.start < pointed.end and pointed.start < one.end for one in series)
    return series if held > 1 or touched(series, marks) > 1 else (pointed,)


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
