"""A second right answer, or one that differs: the question is asked again with the first answer covered.

What the reader then points at would be the answer if the first were not in the documents. It counts as another answer
where it is of the same form, says something else, and its sentence speaks of what is asked as the first one's does.
The two differ ("The documents differ.") where their sentences, both answers covered, say the same.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.lexical import terms
from index.records import Hit
from qa.answer import Answer, Kind
from qa.clause import DETERMINERS, PERSONAL, Question, is_plural
from qa.compose import quoted
from qa.conjuncts import series_at
from qa.facts import Facts, candidates_of
from qa.features import Asked, Candidate, checked, matrix
from qa.forms import Form, Value, value_of
from qa.reader import Reader, Reading

DIFFERING = "The documents differ."
ROUNDS = 2  # answers looked for besides the first
LEAST_PHRASE = 0.7  # confidence of another answer that is neither a number nor a date nor a name
LEAST, LEAST_JOINED = 0.5, 0.35  # confidence of another answer; of one joined to the first by a conjunction
ALONE, SURELY_ALONE = 1.0, 5.0  # the reader's score, log-odds, of another answer when it reads its sentence alone
LOST, LOST_SURELY = (
    0.35,
    0.8,
)  # share of what the first answer's sentence repeats of the question that the other one's may lack
FARTHER, FARTHEST = 0.05, 0.25  # how much less similar to the question the other one's sentence may be
ALIKE, ALIKE_WITHIN = 0.4, 0.6  # cosine from which two sentences say the same, of two documents and of one
ALIKE_NAMED = 0.1  # the same, where what surrounds them shares names
AROUND, SHARED = 2000, 2  # characters around an answer that may name what it is about; names they have to share
COVER = "…"

_REFERRING = PERSONAL | frozenset(["this", "that", "these", "those", "his", "her", "its", "their"])
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z]\w{2,}")  # in the middle of a sentence
_APART = re.compile(
    r"\b(?:second|third|another|other|also|again|earlier|later|previous(?:ly)?|former(?:ly)?|next|then|last|first)\b",
    re.I,
)


def answer(question: str, least: float, facts: Facts) -> Answer:
    """The plain answer, widened by others that are right too, or that differ; or else a refusal."""
    plain = facts.plain(question, least)
    if plain.answer.abstained:
        return plain.answer
    others = Others(question, plain.hits, least, facts)
    return widened(plain.answer, others.beside(plain.ranked[0][0], plain.candidates), facts)


def widened(plain: Answer, answers: Sequence[Candidate], facts: Facts) -> Answer:
    """The plain answer, with the others where there are any: as several right ones, or as differing."""
    if len(answers) < 2:
        return plain
    if differ(plain.question, answers, facts):
        return replace(plain, kind=Kind.DIFFERING, label=DIFFERING, quotes=tuple(map(quoted, answers)))
    return replace(plain, kind=Kind.SEVERAL, quotes=tuple(map(quoted, answers)))


@dataclass(frozen=True, slots=True)
class Others:
    """Looks for other answers to a question than a given one, in what was read for the same hits."""

    question: str
    hits: Sequence[Hit]
    least: float
    facts: Facts

    def beside(self, first: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The first answer with the others, each once; `candidates` is everything that was read."""
        answers = _more_precise(first, candidates) or parts_of(first)
        for _ in range(ROUNDS):
            candidates = asked_again(self.question, candidates, _words(answers), self.hits, self.facts.reader)
            another = self._another(first, answers, candidates)
            if another is None:
                break
            answers += parts_of(another)
        return answers

    def _another(
        self, first: Candidate, answers: Sequence[Candidate], candidates: Sequence[Candidate]
    ) -> Candidate | None:
        """The likeliest of the candidates, if it is another right answer."""
        fitting = [c for c in candidates if _is_other(c, first, answers)]
        if not fitting:
            return None
        asked = self.facts.asked(self.question)
        features = matrix(asked, fitting)
        number = self.facts.decision.order(fitting, features, 1)[0]
        best = fitting[number]
        joined = any(_joined(one, best) for one in answers)
        (alone,) = self.facts.reader.read(self.question, [covered(best.sentence.text, _words(answers))])
        confidence = float(self.facts.decision.confidence(checked(features[[number]], [best], [alone]))[0])
        enough = LEAST_PHRASE if _value(best).form is Form.PHRASE else LEAST_JOINED if joined else LEAST
        if confidence < max(self.least, enough):
            return None
        if joined:
            fits = _score(alone) >= ALONE and not any(_set_off(asked, one, best) for one in answers)
        else:
            fits = _speaks_of_it(asked, first, best, alone)
        return best if fits else None


def parts_of(candidate: Candidate) -> list[Candidate]:
    """The candidate, or where a conjunction joins several dates, times or numbers in it, each of them."""
    if _value(candidate).form in (Form.NAME, Form.PHRASE):
        return [candidate]
    at = candidate.sentence.start
    series = series_at(candidate.sentence.text, candidate.start - at, candidate.end - at)
    spans = [(at + a, at + b) for a, b in series.members] if series else []
    parts = [replace(candidate, start=a, end=b) for a, b in spans if candidate.start <= a and b <= candidate.end]
    values = [_value(part) for part in parts]
    apart = len(values) > 1 and values[0].differs(values[1]) and all(value.is_like(values[0]) for value in values)
    return parts if apart else [candidate]


def _more_precise(first: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
    """What the first answer's sentence says more precisely, in several parts: "in January, on the 9th and the 23rd"."""
    for one in candidates:
        if (
            _together(one, first)
            and not _overlap(one, first)
            and one.span >= ALONE
            and _value(one).is_like(_value(first))
        ):
            parts = parts_of(one)
            if len(parts) > 1 and not any(_value(part).differs(_value(first)) for part in parts):
                return parts
    return []


def asked_again(
    question: str, candidates: Sequence[Candidate], given: Iterable[str], hits: Sequence[Hit], reader: Reader
) -> list[Candidate]:
    """The candidates there are with given answers covered: the windows that hold one are read again."""
    given = set(given)
    windows = {(c.window.document.source, c.window.start): c.window for c in candidates}
    texts = {key: covered(window.text, given) for key, window in windows.items()}
    changed = [key for key, window in windows.items() if texts[key] != window.text]
    readings = reader.read(question, [texts[key] for key in changed])
    kept = [c for c in candidates if (c.window.document.source, c.window.start) not in changed]
    for key, reading in zip(changed, readings, strict=True):
        kept += candidates_of(windows[key], reading, hits)
    return kept


def covered(text: str, given: Iterable[str]) -> str:
    """The text with each of the given words covered, and as long as before.

    >>> covered("on 3 July and on 19 July", ["3 July"])
    'on …      and on 19 July'
    """
    for words in sorted(given, key=len, reverse=True):
        text = text.replace(words, COVER + " " * (len(words) - 1)) if words else text
    return text


def _words(answers: Iterable[Candidate]) -> set[str]:
    return {one.text for one in answers}


def differ(question: str, answers: Sequence[Candidate], facts: Facts) -> bool:
    """Whether the answers are given to one and the same question, so that not all can be right."""
    asks = Question(question)
    about = asks.noun or ("" if asks.asks_subject else asks.slice(*asks.subject))
    if is_plural(about) and asks.asking != "how":
        return False
    if any(_together(one, other) for i, one in enumerate(answers) for other in answers[:i]):
        return False
    texts = [covered(one.sentence.text, _words(answers)) for one in answers]
    if any(_set_apart(question, text) for text in texts):
        return False
    vectors = facts.encoder.encode([re.sub(rf"\s*{COVER}\s*", f" {COVER} ", text) for text in texts])
    likeness = float((vectors @ vectors.T).min())
    if len({one.window.document.source for one in answers}) < len(answers):
        return likeness >= ALIKE_WITHIN
    return likeness >= (ALIKE_NAMED if _share_names(question, answers) else ALIKE)


def _set_apart(question: str, text: str) -> bool:
    """Whether the text speaks of another one of what is asked about, as in "a second grave" or "failed again"."""
    asked = set(terms(question))
    for found in _APART.finditer(text):
        near = [*text[: found.start()].split()[-2:], *text[found.end() :].split()[:2]]
        if asked & set(terms(" ".join(near))) and found[0].lower() not in question.lower():
            return True
    return False


def _share_names(question: str, answers: Sequence[Candidate]) -> bool:
    """Whether what surrounds the answers names the same, beyond what the question names."""
    asked = set(terms(question))
    found = [set(terms(" ".join(_NAME.findall(_around(one))))) - asked for one in answers]
    return len(set.intersection(*found)) >= SHARED


def _around(one: Candidate) -> str:
    return one.window.document.text[max(0, one.start - AROUND) : one.end + AROUND]


def _value(candidate: Candidate) -> Value:
    return value_of(candidate.window.document.text, candidate.start, candidate.end)


def _is_other(candidate: Candidate, first: Candidate, answers: Sequence[Candidate]) -> bool:
    """Whether the candidate is of the first answer's form and says something else than all answers."""
    value = _value(candidate)
    if not value.is_like(_value(first)) or any(
        _overlap(candidate, one) or not value.differs(_value(one)) for one in answers
    ):
        return False
    beside = [one for one in answers if _together(one, candidate)]
    return not beside or any(_joined(one, candidate) for one in beside)


def _overlap(one: Candidate, other: Candidate) -> bool:
    same = one.window.document.source == other.window.document.source
    return same and one.start < other.end and other.start < one.end


def _together(one: Candidate, other: Candidate) -> bool:
    """Whether both stand in one sentence."""
    same = one.window.document.source == other.window.document.source
    return same and one.sentence.start == other.sentence.start


def _joined(one: Candidate, other: Candidate) -> bool:
    """Whether a sentence coordinates two answers, or says the same before each: "took off 61; ... took off 35"."""
    if not _together(one, other):
        return False
    members = _members(one, other)
    if members and members[0] != members[1]:
        return True
    at, sentence = one.sentence.start, one.sentence.text
    before = [re.search(r"(\w+)\W*$", sentence[: c.start - at]) for c in (one, other)]
    leads = {found[1].lower() for found in before if found}
    return all(before) and len(leads) == 1 and not leads & DETERMINERS


def _members(one: Candidate, other: Candidate) -> tuple[str, str] | None:
    """The members of a coordination that two answers stand in; None where they do not."""
    at, sentence = one.sentence.start, one.sentence.text
    series = series_at(sentence, one.start - at, one.end - at)
    spans = series.members if series else ()
    held = [next((sentence[a:b] for a, b in spans if a <= c.start - at < b), None) for c in (one, other)]
    return (held[0], held[1]) if held[0] is not None and held[1] is not None else None


def _set_off(asked: Asked, one: Candidate, other: Candidate) -> bool:
    """Whether one's own member has what is asked and the other's has not: "Ann (born 1951) and Bo (born 1954)"."""
    members = _members(one, other) if _together(one, other) else None
    return members is not None and _lost(asked, *members) > LOST


def _score(reading: Reading) -> float:
    return reading.spans[0].score if reading.spans else -10.0


def _speaks_of_it(asked: Asked, first: Candidate, other: Candidate, alone: Reading) -> bool:
    """Whether the other answer's sentence answers alone, and speaks of what is asked as the first one's does.

    A sentence that begins with a pronoun cannot be read alone: what surrounds it counts instead.
    """
    refers = (other.sentence.text.split() or [""])[0].lower().strip('"“,') in _REFERRING
    score = other.span if refers else _score(alone)
    behind = first.similarity - other.similarity
    if score < ALONE or (refers and behind > FARTHEST):
        return False
    around = other.window.text if refers else other.sentence.text
    lost = _lost(asked, first.sentence.text, around)
    if score >= SURELY_ALONE and behind <= FARTHER and lost <= LOST_SURELY:
        return not _names(asked.text) & (set(terms(first.sentence.text)) - set(terms(other.window.text)))
    return lost <= LOST


def _names(question: str) -> set[str]:
    """The stems of the question's names and numbers, its first word aside."""
    return set(terms(" ".join(re.findall(r"(?<!^)\b(?:[A-Z]\w+|\d+)\b", question))))


def _lost(asked: Asked, first: str, other: str) -> float:
    """The share of the question's information in the first text that the other lacks, 0..1."""
    there, here = set(terms(first)), set(terms(other))
    said = {term: weight for term, weight in asked.information.items() if term in there}
    total = sum(said.values())
    return sum(weight for term, weight in said.items() if term not in here) / total if total else 0.0
