"""Those that a question counts, told by name in another sentence: "How many died?" - 38 here, two brothers there.

The question is read once more as one for names ("which people died", and "who died") in the sentences nearest to it.
Names are a further answer only where they are of another event than every number's: where the reader finds another date
around them, or, where either has none, another place. Names of the same event, or as many as are counted, are those
that the number counts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.lexical import terms
from index.records import Hit, Passage
from qa.deciding.features import Candidate
from qa.facts import Facts, Plain
from qa.plural.rivals import WORDS, together, value_of_candidate
from qa.reading.context import heading_of
from qa.reading.reader import Span
from qa.reading.windows import Window
from qa.tidy import tidied
from qa.words.clause import AUXILIARIES, DETERMINERS, PREPOSITIONS, Question, is_plural, words_of
from qa.words.conjuncts import series_at
from qa.words.forms import Form, Value, value_of

NEAREST = 6  # sentences read for names
SURE = 2.0  # the reader's score, log-odds, from which names are taken
SURE_OF_A_KIND = 6.0  # the same, where they are of a kind that the question does not name ("the zebras Hale and Sabi")
BEHIND = 2.0  # log-odds behind the best names within which others are taken
FAR = 7.0  # below the best fused score of retrieval, from which a sentence is not read
SEEN = 0.0  # the same, from which a date or a place is taken
CONTEXT = 2  # sentences before it in its paragraph that may say when and where

_HOW_MANY = re.compile(r"\bhow many\b(?!\s+(?:of|more|times)\b)", re.I)
_DAY_BEFORE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\s+$")
_PEOPLE = frozenset(terms("people persons"))


@dataclass(frozen=True, slots=True)
class Counting:
    """A question that counts: what it counts, and what it says of it."""

    noun: str
    said: str

    @classmethod
    def of(cls, question: str) -> "Counting | None":
        """The question taken apart; None where it counts nothing.

        >>> Counting.of("How many people died?")
        Counting(noun='people', said='died')
        >>> Counting.of("How much does it cost?"), Counting.of("How many times did it rain?")
        (None, None)
        """
        counts = _HOW_MANY.search(question)
        noun = Question(question[counts.start() :]).noun if counts else ""
        if counts is None or not noun:
            return None
        said = question[question.index(noun, counts.end()) + len(noun) :].strip(" ?.!")
        return cls(noun, said) if said else None

    @property
    def by_name(self) -> list[str]:
        """The questions for the names of those counted; all have to be answered by them."""
        of_people = [f"Who {self.said}?"] if not _PEOPLE.isdisjoint(terms(self.noun)) else []
        return [f"Which {self.noun} {self.said}?", *of_people]

    @property
    def circumstances(self) -> list[str]:
        """The questions for when and where it was."""
        return [f"{asks} was it that {self.noun} {self.said}?" for asks in ("When", "Where")]

    @property
    def narrowed_by(self) -> frozenset[str]:
        """The stems of what the question says beside what is counted, and what was done."""
        asked = Question(f"How many {self.noun} {self.said}?")
        return frozenset(terms(" ".join(phrase.text for phrase in asked.phrases)))


def told_by_name(question: str, answers: Sequence[Candidate], plain: Plain, facts: Facts) -> list[Candidate]:
    """The names of others than those that the answers, all of them numbers, count; the surest first."""
    counting = Counting.of(question)
    if counting is None or any(value_of_candidate(one).form is not Form.NUMBER for one in answers):
        return []
    named = [one for one in _named(question, counting, plain, facts) if not any(together(one, a) for a in answers)]
    likely = [one for one in named if one.span >= named[0].span - BEHIND]
    return [one for one in likely if all(_are_others(counting, one, answer, facts) for answer in answers)]


def _named(question: str, counting: Counting, plain: Plain, facts: Facts) -> list[Candidate]:
    """What the nearest sentences tell by name, the surest first; a sentence that has a number to tell is left out."""
    asks, *also = counting.by_name
    nearest = facts.hits(asks)[:NEAREST]
    hits = [hit for hit in nearest if hit.score > nearest[0].score - FAR]
    readings = facts.reader.read(asks, [hit.passage.text for hit in hits])
    found = []
    for hit, reading in zip(hits, readings, strict=True):
        best = reading.spans[0] if reading.score >= SURE else None
        span = names_around(hit.passage.text, best.start, best.end) if best else None
        if best is None or span is None or not _is_seen(also, hit.passage, best, facts):
            continue
        least = SURE_OF_A_KIND if not also and _is_of_a_kind(counting, hit.passage, span) else SURE
        if best.score >= least and facts.reader.read(question, [hit.passage.text])[0].score < SEEN:
            found.append(_candidate(hit, span, best.score, reading.answerable))
    return sorted(found, key=lambda one: -one.span)


def _is_seen(questions: Sequence[str], passage: Passage, span: Span, facts: Facts) -> bool:
    """Whether each of the questions is answered by words of the span."""
    best = [facts.reader.read(asks, [passage.text])[0].spans[:1] for asks in questions]
    return all(one and one[0].score >= SEEN and one[0].start < span.end and span.start < one[0].end for one in best)


def _candidate(hit: Hit, span: tuple[int, int], score: float, answerable: float) -> Candidate:
    at, document = hit.passage.start, hit.passage.document
    start, end = tidied(document.text, at + span[0], at + span[1])
    window = Window(document, (hit.passage,))
    return Candidate(window, start, end, hit.passage, score, answerable, hit.similarity, hit.score, score)


def names_around(sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """The names that a span of a sentence is one or more of, joined by a conjunction; None where it is none.

    >>> text = "It cost the lives of Ann Holm and her cousin Bo, and several others were hurt."
    >>> a, b = names_around(text, 21, 29)
    >>> text[a:b]
    'Ann Holm and her cousin Bo'
    """
    series = series_at(sentence, start, end)
    if series is None or value_of(sentence, start, end).form not in WORDS:
        return None
    members = series.members
    touched = [i for i, (a, b) in enumerate(members) if a < end and start < b]
    if len(touched) == 1:  # "Olav Strand", and Mette Hoel
        before, after = touched[0] - 1, touched[0] + 1
        if after < len(members) and (run := _runs(sentence, members[after])):
            touched, end = [*touched, after], run[0][1]
        elif before >= 0 and (run := _runs(sentence, members[before])) and run[-1][1] == members[before][1]:
            touched, start = [before, *touched], run[-1][0]
    both = len(touched) > 1 and all(_runs(sentence, (max(members[i][0], start), members[i][1])) for i in touched)
    return (start, end) if both else None


def _runs(sentence: str, member: tuple[int, int]) -> list[tuple[int, int]]:
    """The names in a member of a coordination: words with capitals that stand side by side."""
    words = [word for word in words_of(sentence[slice(*member)]) if word.is_word]
    named = [i for i, word in enumerate(words) if word.is_name and word.low not in DETERMINERS | PREPOSITIONS]
    first = [i for i in named if i - 1 not in named]
    last = [i for i in named if i + 1 not in named]
    return [(member[0] + words[a].start, member[0] + words[b].end) for a, b in zip(first, last, strict=True)]


def _is_of_a_kind(counting: Counting, passage: Passage, span: tuple[int, int]) -> bool:
    """Whether a plural before the first name says what they are, and the question has another word for it."""
    words = [word for word in words_of(passage.text[: span[1]]) if word.is_word]
    first = next((i for i, word in enumerate(words) if word.is_name and word.end > span[0]), 0)
    before = words[first - 1] if first else None
    if before is None or before.is_name or before.low in PREPOSITIONS | AUXILIARIES | DETERMINERS:
        return False
    return is_plural(before.low) and set(terms(before.text)).isdisjoint(terms(counting.noun))


def _are_others(counting: Counting, named: Candidate, number: Candidate, facts: Facts) -> bool:
    """Whether those named are not among those that a number counts, and the question asks for them no less."""
    counted = {value for _, values in value_of_candidate(number).parts for value in values}
    if str(float(_how_many(named))) in counted:
        return False
    here, there = _around(named, number, facts), _around(number, named, facts)
    lacks = set(terms(_headed(number, there, facts))) - set(terms(_headed(named, here, facts)))
    if counting.narrowed_by & lacks:
        return False
    times, places = (_said(asks, (here, there), facts) for asks in counting.circumstances)
    if all(value and value.form is Form.DATE for value in times):
        return _differ(times)
    return _differ(places)


def _how_many(named: Candidate) -> int:
    at = named.sentence.start
    series = series_at(named.sentence.text, named.start - at, named.end - at)
    members = series.members if series else ()
    return sum(at + a < named.end and named.start < at + b for a, b in members)


def _headed(candidate: Candidate, text: str, facts: Facts) -> str:
    return f"{heading_of(candidate.sentence, facts.index)}\n{text}"


def _differ(values: Sequence[Value | None]) -> bool:
    one, other = values
    return one is not None and other is not None and one.differs(other)


def _around(candidate: Candidate, other: Candidate, facts: Facts) -> str:
    """A candidate's sentence with the ones before it in its paragraph, but for what is before another candidate's end.

    In a paragraph that has both, each one's time and place stand between them.
    """
    sentence = candidate.sentence
    sentences = facts.paragraphs.of(sentence)
    before = [one for one in sentences if one.start < sentence.start][-CONTEXT:]
    if other.sentence in before:
        before = before[before.index(other.sentence) + 1 :]
    return sentence.document.text[(before or [sentence])[0].start : sentence.end]


def _said(asks: str, texts: Sequence[str], facts: Facts) -> list[Value | None]:
    """What the reader finds in each text, if anything."""
    readings = facts.reader.read(asks, texts)
    best = [reading.spans[0] if reading.score >= SEEN else None for reading in readings]
    # The reader may leave out the day of a date.
    starts = [_DAY_BEFORE.sub("", text[: one.start]) if one else "" for text, one in zip(texts, best, strict=True)]
    return [
        value_of(text, len(start), one.end) if one else None
        for text, start, one in zip(texts, starts, best, strict=True)
    ]
