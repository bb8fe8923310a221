"""A question that a document asks itself, and answers in what follows: interviews, and what is frequently asked.

Who asks nearly the same is answered by what stands there. A reader of single sentences cannot know that: the answer's
words repeat nothing of the question.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.lexical import terms
from index.records import Passage
from qa.answer import Answer, Kind, Quote
from qa.facts import Facts
from qa.reading.windows import is_heading, is_question
from qa.tidy import tidied
from qa.words.clause import Question, words_of
from qa.words.opposites import relation
from qa.words.wording import direct

NEAR = 0.8
"""Cosine from which a document's question is nearly the one that is asked; others of the same things reach .73."""
SAID = 0.65
"""The same, where the document's question and what follows have every word of the one that is asked."""
SAME = 0.97
"""From here on they are one question in the same words."""

_CONFIDENCE = 0.7
_LOOKED_AT = 8  # hits
_LEAST = 0.4  # cosine of a hit that is looked at more closely; marks of emphasis make it as far as .2 less
_MEASURING = frozenset(terms("cost price pay take last weigh need get long much many"))
_ASKING = re.compile(r"[\s*_#]*(?:(?:Q|Question)\s*\d*[:.)]\s*)?[*_]*")
_ANSWERING = re.compile(r"(?:A|Answer)\s*\d*[:.)]\s+(?=\S)")
_ALONE = re.compile(r"(?:A|Answer)\s*\d*[:.)]\s*")
_SHOWN = 400  # characters of what follows that are shown
SURE = 0.85
"""Of what follows the very question."""
_WORDS = {"yes": "Yes", "no": "No"}
_OPEN = ("why", "how", "")  # asked so, or to be answered by yes or no: what follows answers as a whole


@dataclass(frozen=True, slots=True)
class Posed:
    """A question that stands in a document, how near it is to the one asked, and the sentences that follow it."""

    passage: Passage
    question: str  # without marks
    nearness: float
    following: tuple[Passage, ...]


def answer(question: str, facts: Facts) -> Answer | None:
    """What follows the nearest of the documents' own questions; None where none is nearly the one that is asked."""
    found = max(_posed(question, facts), key=lambda one: one.nearness, default=None)
    if found is None:
        return None
    first, best = found.following[0], _meant(question, found)
    shown = [one for one in found.following if one.end <= best.end or one.end - first.start <= _SHOWN]
    quote = Quote(best.document, first.start, shown[-1].end, *_pointed_at(best, found.question, facts))
    sure = SURE if found.nearness >= SAME else _CONFIDENCE
    made = Answer(question, Kind.ANSWER, (quote,), sure, note=f"The document asks: “{found.question}”")
    word = _WORDS.get(_ANSWERING.sub("", best.text, count=1).split()[0].strip(",.;:!*_").lower())
    polar = Question(found.question).is_polar and Question(direct(question)).is_polar
    return replace(made, kind=Kind.POLAR, label=word) if word and polar else made


def stands_for(found: Answer, quotes: Sequence[Quote]) -> bool:
    """Whether quotes of another answer say the same: where this one begins, or elsewhere in what follows the question.

    Elsewhere only where the document asks in other words, and not to be answered by yes or no.
    """
    (whole,) = found.quotes
    at = whole.answer_start or whole.start
    same = [one for one in quotes if one.document == whole.document]
    if found.label or found.confidence >= SURE:
        return any(one.start <= at < one.end for one in same)
    return any(whole.start <= one.start < whole.end for one in same)


def _posed(question: str, facts: Facts) -> Iterator[Posed]:
    for hit in facts.hits(question)[:_LOOKED_AT]:
        following = tuple(_following(hit.passage, facts)) if is_question(hit.passage.text) else ()
        if not following or hit.similarity < _LEAST:
            continue
        bare = _ASKING.sub("", hit.passage.text, count=1).strip(" *_")
        asked, theirs = facts.word_encoder.encode([question, bare])
        posed = Posed(hit.passage, bare, float(asked @ theirs), following)
        if posed.nearness >= _least(question, posed) and not _asks_of_another(question, posed, facts):
            yield posed


def _least(question: str, posed: Posed) -> float:
    """How near a document's question has to be: less where nothing is asked that is not said there."""
    return SAID if set(terms(question)) <= set(terms(_said(posed))) else NEAR


def _said(posed: Posed) -> str:
    return " ".join([posed.question, *(one.text for one in posed.following)])


def _asks_of_another(question: str, posed: Posed, facts: Facts) -> bool:
    """Whether a question names what neither the document's question nor what follows names, or says the opposite."""
    asked, theirs = ({word.low for word in words_of(text)} for text in (question, posed.question))
    opposite = any(relation(one, other) < 0 for one in asked - theirs for other in theirs - asked)
    if Question(question).asking == "why" and Question(posed.question).is_polar:
        return True  # whether it helps is not why it helps
    return opposite or not facts.asked(question).names <= set(terms(_said(posed)))


def _meant(question: str, posed: Posed) -> Passage:
    """The sentence that has most of what is asked beyond the document's question, mostly the first."""
    beyond = set(terms(question)) - set(terms(posed.question)) - _MEASURING
    return max(posed.following, key=lambda one: len(beyond & set(terms(one.text))))


def _following(passage: Passage, facts: Facts) -> Iterator[Passage]:
    """The sentences behind a question, up to the next one or the paragraph's end."""
    for sentence in facts.paragraphs.rest(passage) or facts.paragraphs.after(passage):
        if is_question(sentence.text) or is_heading([sentence]):
            return
        if not _ALONE.fullmatch(sentence.text):
            yield sentence


def _pointed_at(sentence: Passage, posed: str, facts: Facts) -> tuple[int, int]:
    """What answers in a sentence: what the reader points at where a thing is asked for, or else all of it."""
    question, text = Question(posed), sentence.document.text
    if question.asking not in _OPEN or question.noun:
        (reading,) = facts.reader.read(posed, [sentence.text])
        if reading.spans and reading.score > 0:
            best = reading.spans[0]
            return tidied(text, sentence.start + best.start, sentence.start + best.end)
    lead = _ANSWERING.match(text, sentence.start)
    return tidied(text, lead.end() if lead else sentence.start, sentence.end)
