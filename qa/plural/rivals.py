"""What else might answer a question: every other value that the reader sees near, and what tells whether it is right.

The sentences that retrieval brought are read alone, and each gives its best spans. A span is a rival of the answer
where it has the same form and says something else. Whether it is right too is told by how sure the reader is of it,
by how much of the question it lacks that the answer's own words have, and by how alike the two are said.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from index.lexical import terms
from index.records import Hit, Passage
from index.store import Index
from qa.deciding.decide import log_odds
from qa.deciding.features import Asked, Candidate, Floats, checked, matrix
from qa.facts import Facts, Plain
from qa.once import per_index
from qa.plural.contrast import kept_apart
from qa.plural.cover import covered
from qa.plural.differ import asks_for_several, figures, nearness
from qa.reading.reader import UNSEEN, Reading
from qa.reading.windows import Window
from qa.tidy import tidied
from qa.words.clause import Question, words_of
from qa.words.forms import Form, Value, could_hold, value_of

READ = 4  # sentences that are read alone, whatever was seen in them among others
NEAREST = 24  # sentences of all documents that they are chosen from
LEAST_READ = -6.0  # the reader's score, log-odds, from which a sentence is read alone for what was seen in it
LEAST_SEEN = -8.0  # log-odds below which one score says no more than another

WORDS = (Form.NAME, Form.PHRASE)

FEATURES = (
    "sure",  # log-odds of the decision's confidence
    "alone",  # the reader's score of the span in its sentence alone
    "behind",  # the same, less that of the answer
    "seen",  # the reader pointed at it among other sentences, too
    "top",  # it is what the reader points at first in its sentence
    "retrieval",  # fused score of the answer's sentence less that of the rival's
    "similarity",  # the same, of the cosine with the question
    "lacks",  # share of the question's information in the answer's words that the rival's words lack
    "late",  # it comes after the answer, in the same sentence
    "like",  # it counts the same thing
    "name",  # it is one
    "parallel",  # what stands right before or behind it stands there for the answer as well
    "document",  # both are in one document
    "tagged",  # log-odds that it is one of the answers, where there may be several
    "tagged_behind",  # the same, less that of the answer
    "left",  # the reader's score of it in the answer's sentence, with the answer covered
    "left_top",  # it is what the reader then points at first
    "kin",  # cosine of both sentences, where there are two
    "other_form",  # one is a number, say, and the other is put in words
    "near",  # how near the values lie to each other
    "plural",  # the question asks for several
)

_WORD = re.compile(r"\w+")
NOTHING = Reading((), UNSEEN)
_PART = re.compile(r"\b(?:last|first|other|another|remaining|further|next|final)\s+$", re.I)
_TIMES = frozenset(terms("moment second minute hour day night week month year decade century"))

_Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Rival:
    """Another value than the answer's; `features` is (len(FEATURES),); `together` where one sentence has both."""

    candidate: Candidate
    value: Value
    together: bool
    features: Floats


@dataclass(frozen=True, slots=True)
class _Seen:
    """A candidate with the reader's score of it in its sentence alone, and everything it said of that sentence."""

    candidate: Candidate
    alone: float
    among: bool
    reading: Reading


def rivals(question: str, plain: Plain, facts: Facts) -> list[Rival]:
    """The rivals of a plain answer, in no order; none where it abstains."""
    if not plain.ranked:
        return []
    first = plain.ranked[0][0]
    hits = [*plain.hits, *_like(question, first, plain.hits, facts)]
    sentences = _sentences(hits[len(plain.hits) :], plain.candidates, value_of_candidate(first).form, first)
    readings = dict(zip(sentences, facts.reader.read(question, [s.text for s in sentences.values()]), strict=True))
    own = readings[_key(first)]
    asked = facts.asked(question)
    seen = [
        one
        for one in _seen(plain.candidates, hits, sentences, readings)
        if is_rival(one.candidate, first)
        and not _repeats(asked, one.candidate)
        and not _is_of_a_part(one.candidate)
        and not _is_denied(question, one.candidate)
    ]
    if not seen:
        return []
    candidates = [one.candidate for one in seen]
    rows = matrix(asked, [first, *candidates])[1:]
    confidences = facts.decision.confidence(checked(rows, candidates, [one.reading for one in seen]))
    shared = any(together(one, first) for one in candidates)
    pair = _Pair(asked, first, own.score, _left(question, first, facts) if shared else NOTHING, facts)
    return [pair.rival(one, float(sure)) for one, sure in zip(seen, confidences, strict=True)]


def value_of_candidate(candidate: Candidate) -> Value:
    """What form a candidate has, and what it says."""
    return value_of(candidate.window.document.text, candidate.start, candidate.end)


def is_rival(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates say different things that could answer one question."""
    return differs(value_of_candidate(one), value_of_candidate(other)) and not overlap(one, other)


def differs(one: Value, other: Value) -> bool:
    """Whether two values say different things, in whatever form; a bare number may be money, or a time ("at 3.45").

    >>> values = [value_of(text, 0, len(text)) for text in ("3.30 p.m.", "3.45", "3.30", "a quarter to four")]
    >>> [differs(values[0], value) for value in values]
    [False, True, False, True]
    """
    if is_of_form(one, other):
        return one.differs(other)
    return set(figures(one)).isdisjoint(figures(other))


def _repeats(asked: Asked, candidate: Candidate) -> bool:
    """Whether a candidate says nothing that the question does not say."""
    return all(term in asked.information for term in terms(candidate.text))


def _is_of_a_part(candidate: Candidate) -> bool:
    """Whether a number counts only some of what there are: "the last two turbines", "another three"."""
    before = candidate.window.document.text[max(0, candidate.start - 20) : candidate.start]
    return bool(_PART.search(before)) and value_of_candidate(candidate).form is Form.NUMBER


def _is_denied(question: str, candidate: Candidate) -> bool:
    """Whether a sentence says "no" just before what the question asks by: "no award is made" of what was awarded."""
    asked = Question(question)
    if asked.verb is None or asked.verb >= asked.end:
        return False
    verb = set(terms(asked.words[asked.verb].text))
    said = words_of(candidate.sentence.text)
    return any(one.low == "no" and verb & set(terms(other.text)) for one, other in pairwise(said))


def overlap(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates share characters, or are parts of one phrase with no more than a space between them."""
    if one.window.document.source != other.window.document.source:
        return False
    between = one.window.document.text[min(one.end, other.end) : max(one.start, other.start)]
    return not between.strip()


def together(one: Candidate, other: Candidate) -> bool:
    """Whether both stand in one sentence."""
    return _key(one) == _key(other)


def apart(question: str, one: Candidate, other: Candidate) -> frozenset[str]:
    """The stems by which the question picks one of two candidates of a sentence rather than the other."""
    return kept_apart(question, one.sentence.text, one.within, other.within)


def _key(candidate: Candidate) -> _Key:
    return candidate.window.document.source, candidate.sentence.start


def _sentences(
    hits: Sequence[Hit], candidates: Sequence[Candidate], form: Form, first: Candidate
) -> Mapping[_Key, Passage]:
    """The sentences to read alone: those of the answer, of the best hits and of what was surely seen in windows."""
    found = {_key(first): first.sentence}
    passages = [hit.passage for hit in hits]
    passages += [candidate.sentence for candidate in candidates if candidate.span >= LEAST_READ]
    for passage in passages:
        if holds(form, passage.text):
            found.setdefault((passage.document.source, passage.start), passage)
    return found


def _like(question: str, first: Candidate, hits: Sequence[Hit], facts: Facts) -> list[Hit]:
    """The sentences of all documents nearest to the question and to the answer's sentence, taken together."""
    index = facts.index
    passages, vectors = index.passages, index.sentences.vectors
    asked = facts.encoder.encode([question])
    own = vectors[_numbers(index)[_key(first)]]
    form = value_of_candidate(first).form
    nearest = [n for n in index.sentences.nearest(asked + own, NEAREST).tolist() if holds(form, passages[n].text)]
    scores = {(hit.passage.document.source, hit.passage.start): hit.score for hit in hits}
    found = [n for n in nearest if passages[n] != first.sentence][:READ]
    near = [
        Hit(one, scores.get((one.document.source, one.start), hits[-1].score), float(vectors[n] @ asked[0]))
        for n, one in ((n, passages[n]) for n in found)
    ]
    meant = facts.meant(question, [*hits, *near])
    return [hit for hit in near if hit in meant]


@per_index
def _numbers(index: Index) -> dict[_Key, int]:
    """The number of each sentence in the index."""
    return {(passage.document.source, passage.start): n for n, passage in enumerate(index.passages)}


def holds(form: Form, text: str) -> bool:
    """Whether a text may have words of a form in it, or a time that is put in words ("a week", "half an hour")."""
    return could_hold(form, text) or (form is not Form.MONEY and not _TIMES.isdisjoint(terms(text)))


def _seen(
    candidates: Sequence[Candidate],
    hits: Sequence[Hit],
    sentences: Mapping[_Key, Passage],
    readings: Mapping[_Key, Reading],
) -> list[_Seen]:
    """What the reader points at in the sentences alone, and what it pointed at in them only among others."""
    found_by = {(hit.passage.document.source, hit.passage.start): hit for hit in reversed(hits)}
    found: list[_Seen] = []
    for key, sentence in sentences.items():
        among = [candidate for candidate in candidates if _key(candidate) == key]
        hit, reading = found_by.get(key, hits[-1]), readings[key]
        window = among[0].window if among else Window(sentence.document, (sentence,))
        answerable = among[0].answerable if among else reading.answerable
        for span in reading.spans:
            start, end = tidied(sentence.document.text, sentence.start + span.start, sentence.start + span.end)
            if start < end:
                same = [one.span for one in among if one.start < end and start < one.end]
                score = max(same, default=span.score)
                item = max(
                    (one.item for one in among if one.start < end and start < one.end), default=reading.as_item(span)
                )
                one = Candidate(window, start, end, sentence, score, answerable, hit.similarity, hit.score, item)
                found.append(_Seen(one, span.score, bool(same), reading))
        found += [
            _Seen(one, UNSEEN, True, reading) for one in among if not any(overlap(one, f.candidate) for f in found)
        ]
    return found


@dataclass(frozen=True, slots=True)
class _Pair:
    """The answer that rivals are compared with: the reader's score of it in its sentence alone."""

    asked: Asked
    first: Candidate
    alone: float
    left: Reading
    facts: Facts

    def rival(self, seen: _Seen, sure: float) -> Rival:
        """A rival with its features."""
        first, other = self.first, seen.candidate
        value, mine = value_of_candidate(other), value_of_candidate(first)
        here = together(first, other)
        lacks = self._apart(other) if here else self._lacks(first.sentence.text, other.sentence.text)
        row = (
            log_odds(sure),
            max(seen.alone, LEAST_SEEN) / 5,
            (max(seen.alone, LEAST_SEEN) - self.alone) / 5,
            float(seen.among),
            float(seen.alone >= seen.reading.score),
            (first.retrieval - other.retrieval) / 5,
            first.similarity - other.similarity,
            lacks,
            float(here and other.start > first.start),
            float(value.is_like(mine)),
            float(value.form is Form.NAME),
            float(bool(_neighbours(first) & _neighbours(other))),
            float(first.window.document.source == other.window.document.source),
            max(other.item, LEAST_SEEN) / 5,
            (max(other.item, LEAST_SEEN) - max(first.item, LEAST_SEEN)) / 5,
            max(_score_in(self.left, other), LEAST_SEEN) / 5 if here else 0.0,
            float(here and bool(self.left.spans) and _score_in(self.left, other) >= self.left.score),
            0.0 if here else self._kinship(other),
            float(not is_of_form(value, mine)),
            nearness(value, mine),
            float(asks_for_several(self.asked.text)),
        )
        return Rival(other, value, here, np.array(row, dtype=np.float64))

    def _kinship(self, other: Candidate) -> float:
        """How near the two sentences are to each other, as the index has them."""
        numbers, vectors = _numbers(self.facts.index), self.facts.index.sentences.vectors
        return float(vectors[numbers[_key(self.first)]] @ vectors[numbers[_key(other)]])

    def _apart(self, other: Candidate) -> float:
        """The share of the question's information that only the answer's part of the sentence they share has."""
        information = self.asked.information
        lacking = apart(self.asked.text, self.first, other)
        return sum(information.get(term, 0.0) for term in lacking) / (sum(information.values()) or 1.0)

    def _lacks(self, first: str, other: str) -> float:
        """The share of the question's information in the first text that the other lacks, 0..1."""
        there, here = set(terms(first)), set(terms(other))
        said = {term: weight for term, weight in self.asked.information.items() if term in there}
        total = sum(said.values())
        return sum(weight for term, weight in said.items() if term not in here) / total if total else 0.0


def is_of_form(one: Value, other: Value) -> bool:
    """Whether two values have one form, names and other words being one."""
    return one.form is other.form or (one.form in WORDS and other.form in WORDS)


def _left(question: str, first: Candidate, facts: Facts) -> Reading:
    """What the reader makes of the answer's sentence, with the answer covered."""
    return facts.reader.read(question, [covered(first.sentence.text, {first.text})])[0]


def _score_in(reading: Reading, candidate: Candidate) -> float:
    """The best score that a reading of a candidate's sentence gives to words it shares; UNSEEN where to none."""
    start, end = candidate.within
    return max((span.score for span in reading.spans if span.start < end and start < span.end), default=UNSEEN)


def _neighbours(candidate: Candidate) -> set[str]:
    """The stems of the words right before and behind a span, or the words themselves where they have none."""
    text, (start, end) = candidate.sentence.text, candidate.within
    before = _WORD.findall(text[:start])[-1:]
    behind = _WORD.findall(text[max(0, end) :])[:1]
    return {f"{side}{word.lower()}" for side, words in (("<", before), (">", behind)) for word in words}
