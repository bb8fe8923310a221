"""What the verb of a sentence says to a proposition: that it holds, that it is denied, or that it stays open.

Every sentence near a yes-or-no question is matched with its verb, word by word, and the standing of what matches
(`qa.words.standing`) is turned round where it says the opposite (`qa.words.opposites`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from index.records import Hit, Passage
from qa.facts import Facts
from qa.words.clause import BE, DETERMINERS, PERSONAL, PREPOSITIONS, Word, is_auxiliary, is_plural, words_of
from qa.words.opposites import relation
from qa.words.proposition import LIGHT, NEEDING, Modality, Proposition, Term, infinitive, is_time, key, value
from qa.words.standing import (
    Ask,
    Standing,
    clause_of,
    denied_later,
    is_negation,
    is_proposal,
    is_to_come,
    outcome,
    outcome_of,
    standing,
    unbroken,
    was_to_come,
)
from qa.words.verbs import base, closed, is_past

_BEFORE = 400  # characters before a sentence that say what its pronouns mean
_HEAD = 200  # characters a document begins with
_OUTCOME = 3  # sentences after a proposal among which its outcome is looked for
_READ = 5  # hits whose words are compared by their vectors too
_SURE = 0.9  # strength of what is the same word, or a known synonym or opposite
_ALIKE = 0.62  # cosine from which a word may say the same as another
_SIBLING = 0.4  # of the likeness that counts for what acts: a battery is like a motor, and is none
_FORMS = 5  # letters that words of one family begin with
_NOT_NEEDED = closed("optional unnecessary voluntary needless")
_ACTS = ((1.0, 1.0), (0.5, 0.95), (0.3, 0.9), (0.0, 0.8), (-0.5, 0.6), (-0.7, 0.35), (-1.0, 0.2))
_BEING = BE | {"been", "being", "be"}
_ACTING = closed("he she it they we i this these that")
_JOINED = closed("which that who whom this these one")
_MODAL_ASKED = {
    Modality.ALLOWED: closed("may can could might should must"),
    Modality.NEEDED: closed("must should shall"),
    Modality.FUTURE: closed("will would shall due scheduled plan planned"),
}
_DENYING_ASKED = closed("without no never none except")
_FACTUAL = (Modality.FACT, Modality.PAST)
_MORE = closed("more over above exceed exceeding older longer heavier higher greater larger taller deeper")
_LESS = closed("less fewer under below younger shorter lighter lower smaller")


@dataclass(frozen=True, slots=True)
class Match:
    """A question's word found in a sentence: where, how surely (0..1), and whether it says the opposite there."""

    term: Term
    at: int | None
    strength: float
    opposite: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What a sentence says to a proposition. `evidence` begins with the sentence that decides."""

    evidence: tuple[Passage, ...]
    stands: Standing
    strength: float  # of the predicate's match
    covered: float  # share of the other words' information in the sentence
    within: float  # the same in the predicate's own clause
    around: float  # the same, with the paragraph
    object: float  # 1 what it is done to stands in the same clause, 0 none is asked or a pronoun does, -1 elsewhere
    role: float  # 1 the subject acts here as asked, 0 a pronoun or nobody is named, -1 somebody else does
    named: bool  # every name and number of the question is there
    at: tuple[int, int] = field(default=(0, 0))

    @property
    def of(self) -> Passage:
        """The sentence whose verb says it."""
        return self.evidence[-1]


def trust(finding: Finding) -> float:
    """How far the label of a finding can be trusted, 0..1: a product, as each of these alone can spoil it."""
    acts = next(share for least, share in _ACTS if finding.role >= least)
    stated = max(finding.covered, finding.around)
    done = 0.5 if finding.object < 0 else 1.0
    return finding.strength * stated * acts * done * (1.0 if finding.named else 0.5)


def findings(proposition: Proposition, hits: Sequence[Hit], facts: Facts) -> list[Finding]:
    """What the nearest sentences say, those only that speak of the predicate."""
    said = [_Sentence(hit.passage, proposition) for hit in hits]
    compared = _likeness(proposition, said[:_READ], facts)
    for sentence in said[:_READ]:
        sentence.alike = compared
    found = (sentence.finding(facts) for sentence in said)
    return [finding for finding in found if finding is not None]


def _likeness(proposition: Proposition, said: Sequence["_Sentence"], facts: Facts) -> Mapping[tuple[str, str], float]:
    """(A term's word, a sentence's word) -> the cosine of the two; one call of the encoder for all."""
    asked = [infinitive(term.word.low) for term in proposition.terms if not term.name and term.number is None]
    there = [word for sentence in said for word in sentence.common]
    words = list(dict.fromkeys([*asked, *there]))
    if not asked or not there:
        return {}
    vectors = dict(zip(words, facts.word_encoder.encode(words), strict=True))
    return {(one, other): float(vectors[one] @ vectors[other]) for one in asked for other in dict.fromkeys(there)}


class _Sentence:
    """A sentence beside a proposition."""

    def __init__(self, passage: Passage, proposition: Proposition):
        self.passage = passage
        self.asked = proposition
        self.words = unbroken(words_of(passage.text))
        self.keys = [key(word.low) for word in self.words]
        self.alike: Mapping[tuple[str, str], float] = {}

    @property
    def common(self) -> list[str]:
        """The words that carry meaning and are no names, verbs in their base form."""
        found = zip(self.words, self.keys, strict=True)
        return [infinitive(word.low) for word, stem in found if stem and not word.is_name]

    def finding(self, facts: Facts) -> Finding | None:
        asked = self.asked.predicate
        if asked is None or not self.words:
            return None
        options = [match for match in self._all(asked) if match.strength]
        if not options:
            return self._proposed(asked, facts)
        matches = {term: self._best(term) for term in self.asked.terms if term is not asked}
        predicate = max(
            options, key=lambda m: (m.strength >= _SURE, self._near(m, matches), not self._is_aside(m), m.strength)
        )
        at = predicate.at or 0
        start, end = clause_of(self.words, at)
        others = list(matches.values())
        around = _keys_around(self.passage)
        contrast, stands, others = self._stands(predicate, others, at)
        evidence: tuple[Passage, ...] = (self.passage,)
        settled = stands is Standing.DENIED or predicate.opposite
        if is_proposal(self.words) and not settled:
            stands, decided = self._decided(stands, facts)
            if decided:
                evidence = (decided, self.passage)
                decides = self.asked.is_decision  # whoever it was: a meeting's members
                others = [match for match in others if not decides or match.term.part != "subject" or match.strength]
        if stands is Standing.OPEN and not contrast and denied_later(self.words, end):
            stands = Standing.DENIED
        turned = [
            m for m in others if m.opposite and m.at is not None and start <= m.at < end and m.term.part == "rest"
        ]
        strength = predicate.strength
        if predicate.opposite != bool(turned):
            # Who did not buy has not sold for that: only the opposite itself denies.
            strength *= 0.5 if stands is Standing.DENIED else 1.0
            stands = Standing.DENIED if stands is Standing.HOLDS else Standing.OPEN
        if not self.asked.has_verb and not others and any(word.low == "of" for word in self.words[max(0, at - 2) : at]):
            stands = Standing.OPEN  # "was the second of five children" says nothing of having any
        held = [match.strength for match in others]
        weights = [match.term.weight for match in others]
        context = [max(m.strength, 0.8 * (m.term.key in around and not is_time(m.term))) for m in others]
        clause = [m.strength if m.at is not None and start <= m.at < end else 0.0 for m in others]
        names = [c for m, c in zip(others, context, strict=True) if m.term.name or m.term.number is not None]
        marked = (self.words[start].start, self.words[end - 1].end) if evidence[0] is self.passage else (0, 0)
        return Finding(
            evidence,
            stands,
            strength,
            _mean(held, weights),
            _mean(clause, weights),
            _mean(context, weights),
            self._object(start, end, at, others),
            self._role(at, others, around),
            contrast or all(names),
            marked,
        )

    def _proposed(self, predicate: Term, facts: Facts) -> Finding | None:
        """What became of the proposal that the sentence makes, where the question asks just that."""
        asked = outcome_of(base(predicate.word.low))
        if asked is None or not is_proposal(self.words):
            return None
        told, decided = self._decided(Standing.OPEN, facts, done=False)
        if decided is None:
            return None
        stands = Standing.HOLDS if told is asked else Standing.DENIED
        others = [self._best(term) for term in self.asked.terms if term is not predicate]
        covered = _mean([match.strength for match in others], [match.term.weight for match in others])
        return Finding((decided, self.passage), stands, _SURE, covered, covered, covered, 0.0, 1.0, True)

    def _near(self, match: Match, others: dict[Term, Match]) -> float:
        start, end = clause_of(self.words, match.at or 0)
        return sum(o.strength * o.term.weight for o in others.values() if o.at is not None and start <= o.at < end)

    def _is_aside(self, match: Match) -> bool:
        """Whether it stands in a relative clause, which tells of something by the way."""
        start, end = clause_of(self.words, match.at or 0)
        return any(word.low in ("which", "who") for word in self.words[max(0, start - 1) : min(start + 1, end)])

    def _all(self, term: Term) -> list[Match]:
        """Every place where the sentence may say what the term says."""
        found = [self._compared(term, i) for i in range(len(self.words)) if self.keys[i]]
        good = [match for match in found if match.strength]
        if good or term.name or term.number is not None:
            return good
        return self._alike(term)

    def _best(self, term: Term) -> Match:
        found = [self._compared(term, i) for i in range(len(self.words)) if self.keys[i]]
        best = max(found, key=lambda match: match.strength, default=Match(term, None, 0.0))
        if best.strength or term.name or term.number is not None:
            return best if best.strength else Match(term, None, 0.0)
        alike = self._alike(term)
        return max(alike, key=lambda match: match.strength, default=Match(term, None, 0.0))

    def _compared(self, term: Term, i: int) -> Match:
        word, stem = self.words[i], self.keys[i]
        number = term.number
        if number is not None:
            return Match(term, i, float(value(word.low) == number))
        if stem == term.key:
            return Match(term, i, 1.0)
        after = self.words[i + 1].low if i + 1 < len(self.words) else ""
        short = word.low.removesuffix(".")
        if short != word.low and len(short) > 2 and term.word.low.startswith(short):  # "Dec."
            return Match(term, i, 1.0)
        related = relation(term.word.low, word.low, after)
        if related and (related > 0 or term.part != "subject"):
            return Match(term, i, 0.9, related < 0)
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(stem, term.key, strict=False)))
        if shared >= _FORMS and max(len(stem), len(term.key)) - shared <= 4:
            return Match(term, i, 0.9)
        return Match(term, i, 0.0)

    def _alike(self, term: Term) -> list[Match]:
        """Words whose vectors are near the term's."""
        asked = infinitive(term.word.low)
        likeness = [self.alike.get((asked, infinitive(word.low)), 0.0) for word in self.words]
        return [
            Match(term, i, (_SIBLING if term.part == "subject" else 0.7) * like)
            for i, like in enumerate(likeness)
            if like >= _ALIKE and self.keys[i] and not self.words[i].is_name
        ]

    def _stands(self, predicate: Match, others: list[Match], at: int) -> tuple[bool, Standing, list[Match]]:
        """Whether something else is in the place of what was asked, how the proposition stands, and the matches."""
        own = _MODAL_ASKED.get(self.asked.modality, frozenset())
        own |= {word.low for word in self.asked.question.words if word.low in _DENYING_ASKED}
        ask = Ask(own, self.asked.modality in _FACTUAL, at)
        start, end = clause_of(self.words, at)
        found = standing(self.words, at, Ask(own, ask.infinitives))
        if not predicate.opposite:
            for match in others:
                inside = match.at is not None and start <= match.at < end and match.term.part == "rest"
                if inside and match.at is not None and not _complement(self.words[at : match.at]):
                    place = standing(self.words, match.at, Ask(own, False, at))
                    found = place if found is Standing.HOLDS else found
        found = self._in_mood(found, at, start)
        compared = [self._placed(match, start, end, at) for match in others]
        differs = any(difference for _, difference in compared)
        others = [match for match, _ in compared]
        if differs and found is Standing.HOLDS:
            return True, Standing.DENIED, others
        return differs, Standing.OPEN if differs else found, others

    def _placed(self, match: Match, start: int, end: int, at: int) -> tuple[Match, bool]:
        """The match, and whether the sentence has something else of its kind in its place."""
        term = match.term
        if term.number is not None:
            said = self._other_number(term, at)
            if said is None:
                return match, False
            bound = any(word.low in _MORE | _LESS for word in self.words[start:end])
            fits = (bound and said == term.number) or _fits(term.number, said, _bound(self.asked, term))
            return Match(term, at, 1.0), not fits
        inside = match.at is not None and (start <= match.at < end or not term.name)
        if (inside and match.strength) or not term.name or term.part == "subject" or not term.preposition:
            return match, False
        for i in range(start, end - 1):
            if i > at and self.words[i].low == term.preposition and self.words[i + 1].is_name:
                return Match(term, i, 1.0), True
        return match, False

    def _in_mood(self, found: Standing, at: int, start: int) -> Standing:
        """The standing, with what the sentence's mood makes of it for a question of this modality."""
        modality = self.asked.modality
        low = [word.low for word in self.words[start : at + 1]]
        imperative = _is_imperative(self.words, start, at)
        if modality is Modality.NEEDED:
            needing = imperative or any(base(word) in NEEDING for word in low) or ("have", "to") in _pairs(low)
            if any(word.low in _NOT_NEEDED for word in self.words):
                return Standing.DENIED
            return found if found is Standing.DENIED or needing else Standing.OPEN
        if modality not in _FACTUAL or found is not Standing.HOLDS:
            return found
        to_come = modality is Modality.PAST and ("will" in low or any(map(is_to_come, low, low[1:])))
        to_come |= any(map(was_to_come, low, low[1:]))
        return Standing.OPEN if imperative or to_come else found

    def _other_number(self, term: Term, at: int) -> float | None:
        """The number that stands in the sentence where the asked one would: with its unit, in money or as a year."""
        asked = self.asked.question.words
        i = next(n for n, word in enumerate(asked) if word.start == term.word.start)
        follows = asked[i + 1 : i + 2]
        acts = self.asked.predicate is not None and self.asked.has_verb and follows[:1] == [self.asked.predicate.word]
        acts = acts and asked[i + 2 : i + 3] != [] and asked[i + 2].low in DETERMINERS  # "under 8 operate the pump"
        unit = key(follows[0].low) if follows and not acts else ""
        start, end = clause_of(self.words, at)
        year = _is_year(term.word) and not unit
        found = []
        for n, word in enumerate(self.words):
            said = value(word.low)
            if said is None or word.low == "one" or year != _is_year(word):
                continue
            units = [key(after.low) for after in self.words[n + 1 : n + 4]]
            money = term.word.text[0] in "$€£" and word.text[0] == term.word.text[0]
            if (unit and unit in units) or money or (year and start <= n < end):
                found.append(said)
        if not found or (not _bound(self.asked, term) and term.number in found):
            return term.number if found else None
        return found[0]

    def _role(self, at: int, others: Sequence[Match], around: frozenset[str]) -> float:
        """Whether the asked subject is what acts, or is acted on, at the predicate."""
        subjects = [match for match in others if match.term.part == "subject"]
        if not subjects:
            return 0.5
        word = self.words[at]
        before = self.words[max(0, at - 3) : at]
        passive = not word.low.endswith("ing") and any(w.low in _BEING for w in before)
        head = max(subjects, key=lambda match: (match.term.number is None, match.term.weight)).term
        here = [i for i, stem in enumerate(self.keys) if stem and self._compared(head, i).strength >= _SURE]
        start, end = clause_of(self.words, at)
        if not self.asked.has_verb or not self._is_verb(at):
            told = any(is_auxiliary(w) for w in self.words[start:at]) and self._has_subject(start, at)
            return 0.6 if here else 0.3 if head.key in around and not told else -0.5
        agent = passive and any(w.low == "by" for w in self.words[at:end]) and not self.asked.is_passive
        own = [i for i in here if start <= i < end]
        if own:
            return 1.0 if any((i < at) == (self.asked.is_passive == passive) for i in own) else -1.0
        if agent:
            return -1.0
        if self.asked.is_passive and not passive:
            return self._role_of_object(at, end, head.key in around)
        return self._role_elsewhere(start, at, here, head.key in around)

    def _role_of_object(self, at: int, end: int, known: bool) -> float:
        """The role of what something was done to, where the clause says what does it ("they paint the fence")."""
        after = self.words[at + 1 : end]
        if after and after[0].low in PERSONAL:
            return 0.6 if known else 0.0
        done = list(takewhile(lambda word: word.low not in PREPOSITIONS, after))
        return -0.7 if any(key(word.low) for word in done) else 0.3 if known else -0.5

    def _role_elsewhere(self, start: int, at: int, here: Sequence[int], known: bool) -> float:
        """The role where the clause itself does not name the asked subject, which stands at `here` or is `known`."""
        if not self._has_subject(start, at):  # it goes on with the subject of what stands before it
            if here:
                return 0.8 if here[0] < start else -1.0
            start = 0
        if any(word.low in _ACTING for word in self.words[start:at]):
            return -0.7 if here and here[0] > at else 0.6 if known or here else 0.0
        if self._has_subject(start, at):
            return -1.0 if here else -0.7
        return 0.3 if known else -0.5

    def _is_verb(self, at: int) -> bool:
        """Whether the word is a verb in its place, as far as its form and the word before it tell."""
        low = self.words[at].low
        before = self.words[max(0, at - 2) : at]
        if any(is_auxiliary(word) or word.low == "to" for word in before):
            return True
        inflected = is_past(low) or low.endswith(("ing", "s"))
        after = self.words[at + 1].low if at + 1 < len(self.words) else ""
        # "Dogs pay the child fare": several do what has an article behind it.
        several = bool(before) and is_plural(before[-1].text) and after in DETERMINERS
        return (inflected or several) and not (before and before[-1].low in DETERMINERS)

    def _object(self, start: int, end: int, at: int, others: Sequence[Match]) -> float:
        objects = [m for m in others if m.term.part == "rest" and not m.term.preposition]
        if not objects or not self.asked.has_verb:
            return 0.0
        inside = [i for m in objects for i in range(start, end) if self.keys[i] and self._compared(m.term, i).strength]
        if inside:
            return 1.0
        turned = not self.asked.is_passive and any(word.low in _BEING for word in self.words[max(start, at - 3) : at])
        pronoun = turned or any(
            word.low in PERSONAL or word.low in _JOINED for word in self.words[max(0, start - 1) : end]
        )
        return 0.0 if pronoun else -1.0

    def _has_subject(self, start: int, at: int) -> bool:
        """Whether the clause names, before its verb, what acts."""
        before = list(takewhile(lambda word: not is_auxiliary(word), self.words[start:at]))
        return any(self.keys[start + n] and not word.low.endswith("ly") for n, word in enumerate(before))

    def _decided(self, stands: Standing, facts: Facts, done: bool = True) -> tuple[Standing, Passage | None]:
        """What became of a proposal, and where that is told; what was only decided is not yet `done`."""
        after = facts.paragraphs.rest(self.passage)
        for passage in after[:_OUTCOME]:
            words = words_of(passage.text)
            told = outcome(words)
            if told is not None:
                settled = (
                    told is Standing.DENIED
                    or not done
                    or self.asked.is_decision
                    or self.asked.modality is not Modality.PAST
                )
                return (told if settled else Standing.OPEN), passage
            if is_proposal(words) and words[0].low == self.words[0].low:
                break
        return stands, None


def _is_imperative(words: Sequence[Word], start: int, at: int) -> bool:
    """Whether the clause tells the reader to do it: it begins with a verb in its base form, as far as one can see."""
    while start < at and (not words[start].is_word or words[start].low in ("then", "always", "never", "please")):
        start += 1
    first = words[start].low
    if start == at:
        after = words[at + 1].low if at + 1 < len(words) else ""
        return base(first) == first and not is_past(first) and (after in DETERMINERS or after in PREPOSITIONS)
    joined = words[at - 1].low in ("and", "then", ",", ":") and base(words[at].low) == words[at].low
    if joined and not any(is_auxiliary(word) or is_past(word.low) for word in words[:at]):
        return True
    second = words[start + 1].low if start + 1 < len(words) else ""
    closed_class = first in DETERMINERS or first in PREPOSITIONS or first in PERSONAL or is_auxiliary(words[start])
    bare = not closed_class and base(first) == first
    verbal = first in LIGHT and second not in PREPOSITIONS and not is_auxiliary(words[start + 1])
    told = second in DETERMINERS or verbal
    return first in ("do", "don't") or (bare and told)


def _complement(between: Sequence[Word]) -> bool:
    """Whether a denial belongs to what a verb is about, and not to the verb: "warned never to", "told not to"."""
    return any(is_negation(one) and other.low == "to" for one, other in pairwise(between))


def _pairs(low: Sequence[str]) -> set[tuple[str, str]]:
    """The neighbours, verbs in their base form."""
    return {(base(one), other) for one, other in pairwise(low)}


def _is_year(word: Word) -> bool:
    return word.text.isdigit() and 1000 <= int(word.text) <= 2100 if len(word.text) == 4 else False


def _bound(asked: Proposition, term: Term) -> str:
    """What the question says of a number: "more", "less", "least", "most" or nothing."""
    words = asked.question.words
    i = next(n for n, word in enumerate(words) if word.start == term.word.start)
    before = {word.low for word in words[max(0, i - 2) : i]}
    if "least" in before:
        return "least"
    if "most" in before:
        return "most"
    return "more" if before & _MORE else "less" if before & _LESS else ""


def compares_numbers(asked: Proposition) -> bool:
    """Whether the question asks how a number compares, which is reckoned and not read."""
    return any(term.number is not None and _bound(asked, term) for term in asked.terms)


def _fits(asked: float, said: float, bound: str) -> bool:
    """Whether a number is as the question has it: that one, or above or below it."""
    return {"more": said > asked, "less": said < asked, "least": said >= asked, "most": said <= asked}.get(
        bound, said == asked
    )


def _keys_around(passage: Passage) -> frozenset[str]:
    """The stems of what stands shortly before, and of what the document begins with, which says what it is about."""
    text = passage.document.text
    before = text[max(passage.paragraph_start, passage.start - _BEFORE) : passage.end]
    return frozenset(
        filter(None, (key(word.low) for word in words_of(f"{text[: min(_HEAD, passage.start)]} {before}")))
    )


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(v * w for v, w in zip(values, weights, strict=True)) / total if total else 1.0
