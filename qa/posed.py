"""A question that a document asks itself, and answers in what follows: interviews, and what is frequently asked.

Who asks nearly the same is answered by what stands there. A reader of single sentences cannot know that: the answer's
words repeat nothing of the question.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.lexical import terms
from index.records import Hit, Passage
from qa.answer import Answer, Kind, Quote
from qa.clause import Question, words_of
from qa.facts import Facts, tidied
from qa.opposites import relation
from qa.windows import is_heading, is_question

NEAR = 0.8
"""Cosine from which a document's question is nearly the one that is asked; others of the same things reach .73."""
SAME = 0.92
"""From here on they are one question in other words."""

_CONFIDENCE = 0.7
_LOOKED_AT = 8  # hits
_SHOWN = 400  # characters of what follows that are shown
SURE = 0.85
"""Of what follows the very question."""
_WORDS = {"yes": "Yes", "no": "No"}
_OPEN = ("why", "how", "")  # asked so, or to be answered by yes or no: what follows answers as a whole


@dataclass(frozen=True, slots=True)
class Posed:
    """A question that stands in a document, how near it is to the one asked, and the sentences that follow it."""

    passage: Passage
    nearness: float
    following: tuple[Passage, ...]


def answer(question: str, facts: Facts) -> Answer | None:
    """What follows the nearest of the documents' own questions; None where none is nearly the one that is asked."""
    posed = (one for one in _posed(facts.hits(question), facts) if not _asks_of_another(question, one, facts))
    found = max(posed, key=lambda one: one.nearness, default=None)
    if found is None:
        return None
    text, (first, *_) = found.passage.document.text, found.following
    shown = [one for one in found.following if one is first or one.end - first.start <= _SHOWN]
    quote = Quote(found.passage.document, first.start, shown[-1].end, *_pointed_at(found, facts))
    note = f"The document asks: “{found.passage.text.strip('*_# ')}”"
    sure = SURE if found.nearness >= SAME else _CONFIDENCE
    made = Answer(question, Kind.ANSWER, (quote,), sure, note=note)
    word = _WORDS.get(text[first.start : first.end].split()[0].strip(",.;:!*_").lower())
    return replace(made, kind=Kind.POLAR, label=word) if word and Question(found.passage.text).is_polar else made


def begins(found: Answer, quotes: Sequence[Quote]) -> bool:
    """Whether quotes of another answer stand in the first sentence that follows the document's question."""
    (whole,) = found.quotes
    return any(one.document == whole.document and one.start <= whole.start < one.end for one in quotes)


def _posed(hits: Sequence[Hit], facts: Facts) -> Iterator[Posed]:
    for hit in hits[:_LOOKED_AT]:
        if hit.similarity >= NEAR and is_question(hit.passage.text):
            following = tuple(_following(hit.passage, facts))
            if following:
                yield Posed(hit.passage, hit.similarity, following)


def _asks_of_another(question: str, posed: Posed, facts: Facts) -> bool:
    """Whether a question names what neither the document's question nor what follows names, or says the opposite."""
    names = facts.asked(question).names
    said = " ".join([posed.passage.text, *(one.text for one in posed.following)])
    asked, theirs = ({word.low for word in words_of(text)} for text in (question, posed.passage.text))
    opposite = any(relation(one, other) < 0 for one in asked - theirs for other in theirs - asked)
    return opposite or not names <= set(terms(said))


def _following(passage: Passage, facts: Facts) -> Iterator[Passage]:
    """The sentences behind a question, up to the next one or the paragraph's end."""
    for sentence in facts.paragraphs.rest(passage) or facts.paragraphs.after(passage):
        if is_question(sentence.text) or is_heading([sentence]):
            return
        yield sentence


def _pointed_at(found: Posed, facts: Facts) -> tuple[int, int]:
    """What answers in the first sentence: what the reader points at where a thing is asked for, or else all of it."""
    question, first = Question(found.passage.text.strip("*_# ")), found.following[0]
    if question.asking not in _OPEN or question.noun:
        (reading,) = facts.reader.read(question.text, [first.text])
        if reading.spans and reading.score > 0:
            best = reading.spans[0]
            return tidied(first.document.text, first.start + best.start, first.start + best.end)
    return tidied(first.document.text, first.start, first.end)
