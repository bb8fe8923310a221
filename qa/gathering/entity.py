"""Who or what somebody or something is: what the documents say where they name it, the defining words first.

Every sentence that names it is looked for a form that defines (qa.gathering.defining), and the most promising are read;
where form and reader agree is the defining sentence. Of the others those are shown that stand for the rest, and alone.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.encoder import unit_rows
from index.lexical import fold
from index.records import Passage
from index.store import Index
from qa.answer import Answer, Kind, Quote
from qa.facts import Facts
from qa.gathering.defining import Defining, defined_term, definings
from qa.gathering.naming import HONORIFICS, Mention, mentions
from qa.gathering.salience import apart, quoted, stands_alone
from qa.reading.reader import UNSEEN, Reading
from qa.tidy import tidied
from qa.words.clause import DETERMINERS, PREPOSITIONS, PRONOUNS
from qa.words.subject import Subject, subject, tokens

MOST = 5  # sentences of an answer

_READ = 8  # sentences that are read to find the defining one
_POINTS_AT = 0.0  # log-odds of the reader from which it has found something
# How sure an answer is: the reader and the form of the sentence agree, one of them speaks for it, or the name is there
# and nothing says what it stands for.
_AGREED, _READER_SURE, _FORM, _READER, _NAMED, _NOUN = 0.92, 0.75, 0.75, 0.65, 0.5, 0.42
_HINTS, _SURE = 1.0, 2.0  # log-odds from which the reader alone is half believed, and believed
_STRONG, _STRONGEST = 0.7, 0.8  # what a form must be to be believed without the reader, and against it

_ABOUT = re.compile(r"^(?:(?:and|but|so|or)\s+)?(?:what|how) about (?P<what>(?:\S+\s+){0,4}\S+?)[\s?.!]*$", re.I)
_OPENING, _CLOSING = frozenset('"“‘„«'), frozenset('"”’“»')  # quotation marks
_EMPTY = HONORIFICS | PRONOUNS | DETERMINERS | PREPOSITIONS | {"of", "and"}  # say nothing alone


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence that names it and what its forms say, the surest first; `below` where the heading above names it."""

    mention: Mention
    passage: Passage
    forms: tuple[Defining, ...]
    below: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A place with the words `start:end` of its sentence that define, if any, and how sure that is."""

    place: _Place
    span: tuple[int, int] | None
    confidence: float
    worth: float


def answer(question: str, least: float, facts: Facts) -> Answer | None:
    """The defining sentence with others that name it; None where nothing does, or that is less sure than `least`.

    Somebody whose whole name is asked for and stands nowhere is refused: what is said of others is no answer.
    """
    index = facts.index
    asked = subject(question)
    if not len(index) or not asked.words:
        return None
    named = mentions(index, asked)
    if not named:
        return facts.refusal(question, facts.hits(question)) if _is_name(asked) else None
    places = [_place(index, mention) for mention in named]
    found = _pointed_at(facts.answer(question, 0.0), places, _defined(question, asked, places, facts))
    if found.confidence < least or (found.span is None and _is_description(asked)):
        return None
    others = _others(found, places, index)
    quotes = (_quote(found), *(quoted(index.passages[number]) for number in others))
    count = len({place.mention.number for place in places})
    note = f"Named in {count:,} sentences." if count > len(quotes) else ""
    return Answer(question, Kind.ENTITY, quotes, found.confidence, note=note)


def as_defined(question: str, facts: Facts) -> Answer | None:
    """Whom or what documents say that they call so, as contracts do; None where it is no such question or none does."""
    asked = subject(question)
    if not asked.words or not (asked.who or asked.what):
        return None
    found: dict[str, Quote] = {}
    for mention in mentions(facts.index, asked):
        passage = facts.index.passages[mention.number]
        span = defined_term(passage.text, mention.start, mention.end)
        if span:
            start, end = (passage.start + at for at in span)
            found.setdefault(passage.document.source, Quote(passage.document, passage.start, passage.end, start, end))
    return Answer(question, Kind.ENTITY, tuple(found.values())[:MOST], _AGREED) if found else None


def as_turned_to(question: str, least: float, facts: Facts) -> Answer | None:
    """What the documents say of what a conversation turns to: "What about the bridge?"; None where they say nothing."""
    turned = _ABOUT.match(question.strip())
    found = answer(f"What is {turned['what']}?", least, facts) if turned else None
    if found is None or found.abstained:
        return None
    # What hardly says what it is, is told of and not pointed at.
    quotes = found.quotes if found.confidence >= _FORM else tuple(map(_unmarked, found.quotes))
    return replace(found, question=question, quotes=quotes)


def _unmarked(quote: Quote) -> Quote:
    return replace(quote, answer_start=None, answer_end=None)


def _is_name(asked: Subject) -> bool:
    """Whether somebody is asked for by first and last name."""
    return asked.who and not asked.determined and len(asked.words) > 1 and all(word.capital for word in asked.words)


def _is_description(asked: Subject) -> bool:
    """Whether "the price" or "the deadline" is asked for, which wants a fact, not whatever is said of prices."""
    return asked.determined and len(asked.words) == 1 and not asked.words[0].capital


def _place(index: Index, mention: Mention) -> _Place:
    passage = index.passages[mention.number]
    forms = tuple(definings(passage.text, mention.start, mention.end))
    following = index.passages[mention.number + 1] if mention.number + 1 < len(index) else None
    alone = not passage.text[: mention.start].strip(' *_"“#') and not passage.text[mention.end :].strip(' *_"”#:.')
    if alone and following is not None and following.document.source == passage.document.source:
        return _Place(mention, following, (), below=True)
    return _Place(mention, passage, forms)


def _defined(question: str, asked: Subject, places: Sequence[_Place], facts: Facts) -> _Found:
    """The place that says best what it is."""
    ordered = sorted(range(len(places)), key=lambda i: (-_promise(places[i]), i))
    chosen = [places[i] for i in sorted(ordered[:_READ])]
    if not (asked.who or asked.what):
        question = f"Who or what is {question[asked.words[0].start : asked.words[-1].end]}?"
    readings = facts.reader.read(question, [place.passage.text for place in chosen])
    named = asked.who or all(word.capital for word in asked.words)
    found = [_judged(place, reading, named) for place, reading in zip(chosen, readings, strict=True)]
    return max(found, key=lambda one: one.worth)


def _pointed_at(plain: Answer, places: Sequence[_Place], found: _Found) -> _Found:
    """What a plain answer points at in a sentence that names it, where that is surer than what was found.

    Where no words were found that define it, to have some makes the answer no less sure.
    """
    best = plain.quotes[0] if plain.quotes and not plain.abstained else None
    if best is None or best.answer_start is None or best.answer_end is None:
        return found
    if found.span is not None and found.confidence >= plain.confidence:
        return found
    for place in places:
        own = place.passage
        inside = own.start <= best.answer_start and best.answer_end <= own.end
        span = (best.answer_start - own.start, best.answer_end - own.start)
        if inside and own.document.source == best.document.source and _says_something(*span, place):
            return _Found(place, span, max(plain.confidence, found.confidence), found.worth)
    return found


def _promise(place: _Place) -> float:
    """How likely a place is to define, by its form alone."""
    return (place.forms[0].sure if place.forms else 0.6 * place.below) + 0.2 * place.mention.whole


def _judged(place: _Place, reading: Reading, named: bool) -> _Found:
    text = place.passage.text
    best = next((span for span in reading.spans if _says_something(span.start, span.end, place)), None)
    odds = best.score if best else UNSEEN
    agreed = next((f for f in place.forms if best and best.start < f.end and f.start < best.end), None)
    form = agreed or next(iter(place.forms), None)
    worth = 1.5 * (form.sure if form else 0.4 * place.below) + _squashed(odds) + 0.2 * _squashed(reading.answerable)
    worth += 0.2 * place.mention.whole + 0.1 * stands_alone(text)
    span: tuple[int, int] | None = None
    confidence = _NAMED if named else _NOUN
    if agreed and odds > _POINTS_AT:
        span, confidence = (agreed.start, agreed.end), _AGREED
    elif best and odds > _SURE and not (form and form.sure >= _STRONGEST):
        span, confidence = (best.start, best.end), _READER_SURE
    elif form and form.sure >= _STRONG:
        span, confidence = (form.start, form.end), _FORM
    elif best and odds > _HINTS:
        span, confidence = (best.start, best.end), _READER
    elif place.below:
        span, confidence = (0, len(text)), _READER
    return _Found(place, span, confidence, worth)


def _squashed(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds / 2))))


def _says_something(start: int, end: int, place: _Place) -> bool:
    """Whether `start:end` of the sentence can say what the name stands for: not the name, a title or another name."""
    text, mention = place.passage.text, place.mention
    if not place.below and mention.start <= start and end <= mention.end:
        return False
    if text[start - 1 : start] in _OPENING and text[end : end + 1] in _CLOSING:  # (from the Greek word for "across")
        return True
    words = [token for token in tokens(text[start:end]) if fold(token.text) not in _EMPTY]
    before = end < mention.start and text[end : mention.start].isspace()
    if before and text[mention.start].islower():
        return False  # "rubber", of a rubber gasket
    return any(not word.capital for word in words) or (before and bool(words))


def _quote(found: _Found) -> Quote:
    """The defining sentence with its words pointed at, under its heading where that is what names it."""
    passage = found.place.passage
    quote = quoted(passage)
    if found.span is None:
        return quote
    start, end = tidied(passage.document.text, passage.start + found.span[0], passage.start + found.span[1])
    if start >= end:
        return quote
    return Quote(passage.document, min(quote.start, start), max(quote.end, end), start, end)


def _others(found: _Found, places: Sequence[_Place], index: Index) -> list[int]:
    """The numbers of other passages that name it and say most, without repeats, in the documents' order."""
    own = found.place.mention.number + found.place.below
    first: dict[int, Mention] = {}
    for place in places:
        if not place.below and place.mention.number != own:
            first.setdefault(place.mention.number, place.mention)
    if not first:
        return []
    numbers = list(first)
    vectors = index.sentences.vectors[numbers]
    centre = unit_rows(vectors.sum(axis=0, keepdims=True))[0]
    worth = np.array([_says(index.passages[number].text, mention) for number, mention in first.items()])
    worth *= 0.5 + np.clip(vectors @ centre, 0, None)
    chosen = apart(vectors, worth, MOST - 1, against=index.sentences.vectors[[own]])
    return sorted(numbers[i] for i in chosen)


def _says(text: str, mention: Mention) -> float:
    """How much a sentence says about what it names: more where that is what it begins with."""
    return (0.1 + stands_alone(text)) * (1.0 + 0.5 * (mention.start < len(text) / 3))
