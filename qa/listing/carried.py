"""From the sentence or heading that announces a list, or that holds its first items, to those that carry it on.

A sentence that goes on from another is read behind it, as a person reads it: "Cats and fish are welcome: So are
rabbits." What the reader then points at in the second one is an item where it is sure, or where the sentence says
itself that it goes on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.lexical import terms
from index.records import Document, Hit, Passage
from qa.facts import Facts
from qa.listing.groups import CARRIED, SECTION, Group, Over, announces, leading, limited
from qa.listing.items import Item, items_at
from qa.reading.below import LONGEST, STOP
from qa.reading.context import beside_title, title_of
from qa.reading.layout import block_at, first_sentence
from qa.reading.marks import Mark, marks_of, touched
from qa.reading.reader import UNSEEN
from qa.tidy import tidied

MOST = 6  # sentences behind one that leads to them that may carry its items
LEADING = 3  # hits that may lead to what is asked for
GOES_ON = -4.0  # the reader's score, log-odds, of an item in a sentence that goes on, read behind the one before
CARRIES = -4.0  # the same, of a sentence that carries what the one before leads to
WITH_OTHERS = -8.0  # the same, where others of its paragraph carry it too
BELOW = 9.0  # log-odds below the best within which a sentence carries the same
ANSWERS = 1.0  # the reader's score of a sentence alone from which it is an answer itself, and leads to none

_GOES_ON = re.compile(
    r"(?:also|in addition|additionally|furthermore|moreover|besides|finally|further|lastly|then|first(?:ly)?|"
    r"second(?:ly)?|third(?:ly)?|another|other|also|a second|a third|one|next|so (?:is|are|was|were|do|does|did)|"
    r"(?:\S+\s+){1,3}(?:also|further))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Found:
    """The items of one sentence with the reader's score, log-odds."""

    items: tuple[Item, ...]
    score: float
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Lead:
    """Words `over` the sentences `following` them, found by the hit of a number."""

    over: Sequence[Passage]
    following: Sequence[Passage]
    rank: int

    @property
    def words(self) -> str:
        """The words that lead."""
        return _words(self.over)


def beside(question: str, sentence: Passage, facts: Facts) -> Iterator[Item]:
    """The items that the sentences behind one that answers, in its paragraph, add to it."""
    for found in _read_on(question, sentence.text, _after(sentence, facts), facts):
        if found.goes_on and found.score >= GOES_ON:
            yield from found.items


def led(question: str, hits: Sequence[Hit], facts: Facts, *, by_sentences: bool = True) -> Iterator[Group]:
    """What the sentences say, of what is asked, that a heading or another sentence among the best hits leads to.

    Of "I have regrets too. I never learned to play." the second alone says nothing of regrets: it is read behind the
    first. Under a heading all of them may be meant, whatever the reader makes of each. Without `by_sentences` only
    headings lead.
    """
    for lead in _leads(hits[:LEADING], facts):
        if not by_sentences and not is_heading(lead.over):
            continue
        alone = facts.reader.read(question, [lead.words])[0].score
        if alone < ANSWERS or _repeats(question, lead.words) or only_announces(lead.words):
            found = list(_read_on(question, lead.words, lead.following, facts))
            yield from _carried(question, lead, found, alone, facts)
            yield from _section(question, lead, found, facts)


def only_announces(words: str) -> bool:
    """Whether words say that there are several of something, and do not go on to say which."""
    return announces(words) and ":" not in words


def _repeats(question: str, words: str) -> bool:
    """Whether words say nothing but what is asked: "What went badly" is no answer to what went badly."""
    return set(terms(words)) <= set(terms(question))


def _carried(question: str, lead: Lead, found: Sequence[Found], alone: float, facts: Facts) -> Iterator[Group]:
    """The items of the sentences that carry what the words over them lead to, if two do."""
    best = max((one.score for one in found), default=UNSEEN)
    carrying = [one for one in found if one.score >= max(CARRIES, best - BELOW)]
    # Under a heading one sentence will do that holds several itself.
    count = len(carrying[0].items) if len(carrying) == 1 and is_heading(lead.over) else len(carrying)
    if count < (3 if len(carrying) == 1 else 2):
        return
    if 2 * len(carrying) >= len(lead.following):
        carrying = [one for one in found if one.score >= WITH_OTHERS]
    items = tuple(item for one in carrying for item in one.items)
    share = len(carrying) / len(lead.following)
    more = (*_best_two(found), share, float(is_heading(lead.over)), limited(alone), float(announces(lead.words)))
    yield Group(items, CARRIED, np.array((*_over(question, lead, items, facts), *more)), lead.words)


def _section(question: str, lead: Lead, found: Sequence[Found], facts: Facts) -> Iterator[Group]:
    """All the sentences under a heading, if there are two."""
    if is_heading(lead.over) and len(lead.following) > 1:
        items = tuple(_sentence(one) for one in lead.following)
        more = (*_best_two(found), float(lead.words.strip().endswith("?")))
        yield Group(items, SECTION, np.array((*_over(question, lead, items, facts), *more)), lead.words)


def _sentence(passage: Passage) -> Item:
    """A sentence as an item, without its stop."""
    around = (passage.start, passage.end)
    return Item(passage.document, *first_sentence(passage.document.text, *around), around)


def _best_two(found: Sequence[Found]) -> tuple[float, float]:
    scores = sorted((one.score for one in found), reverse=True)
    best, second = [*scores, UNSEEN, UNSEEN][:2]
    return limited(best), limited(second)


def _over(question: str, lead: Lead, items: Sequence[Item], facts: Facts) -> tuple[float, ...]:
    """The features of the words that lead."""
    asked = facts.asked(question)
    everything = f"{title_of(lead.over[0].document, facts.index)} {lead.words} {_words(lead.following)}"
    (alike,) = alike_to(question, [(lead.over[0].document, lead.words)], facts)
    return Over(lead.words, alike, everything, lead.rank).features(asked, items)


def alike_to(question: str, over: Sequence[tuple[Document, str]], facts: Facts) -> list[float]:
    """The cosines of a question, or of what it asks besides a document's title, and the words over something in it."""
    beside = [beside_title(question, document, facts.index) for document, _ in over]
    whole, *vectors = facts.word_encoder.encode([question, *beside, *(words for _, words in over)])
    asked, words_over = vectors[: len(over)], vectors[len(over) :]
    return [float(max(whole @ of, bare @ of)) for bare, of in zip(asked, words_over, strict=True)]


def _leads(hits: Sequence[Hit], facts: Facts) -> Iterator[Lead]:
    """What may lead to something around the hits, each with sentences behind it that nothing before led to."""
    seen: set[tuple[str, int]] = set()
    for rank, hit in enumerate(hits):
        for over, following in _leads_at(hit.passage, facts):
            if following and (following[0].document.source, following[0].start) not in seen:
                seen.add((following[0].document.source, following[0].start))
                yield Lead(over, following, rank)


def _leads_at(passage: Passage, facts: Facts) -> Iterator[tuple[Sequence[Passage], Sequence[Passage]]]:
    """What may lead to something around a hit, with the sentences behind it: a heading, or a paragraph's sentence."""
    paragraph = facts.paragraphs.of(passage)
    if is_heading(paragraph):
        following = facts.paragraphs.after(paragraph[-1]) if paragraph[0].start else ()  # no title
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
    if not text or len(text) > LONGEST or "\n" in text:
        return False
    return text.endswith("?") or (len(paragraph) == 1 and not STOP.search(text) and " | " not in text)


def _after(sentence: Passage, facts: Facts) -> Sequence[Passage]:
    """The sentences behind one, no further than the line, where both it and the next section begin one."""
    text = sentence.document.text
    after = facts.paragraphs.rest(sentence)[:MOST]
    if _begins_line(text, sentence.start):
        after = after[: next((i for i, one in enumerate(after) if i and _begins_line(text, one.start)), MOST)]
    return after


def _begins_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip("*_#>- \t0123456789.)(")


def _read_on(question: str, before: str, sentences: Sequence[Passage], facts: Facts) -> Iterator[Found]:
    """What the reader points at in each sentence, read behind the words `before`."""
    lead = leading(before)
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
