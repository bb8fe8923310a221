"""Yes or no: the sentence that speaks of what is asked, and the word for how it stands there, where that is clear.

The question becomes a proposition. Every sentence near it is matched with it, word by word, and the standing of what
matches (`qa.standing`) is turned round where it says the opposite (`qa.opposites`). How far the label can be trusted is
a logistic model's word over a few features of the match; without trust, only the evidence is shown.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from index.records import Hit, Passage
from qa.answer import Answer, Kind, Quote
from qa.clause import BE, DETERMINERS, PERSONAL, PREPOSITIONS, Word, is_auxiliary, words_of
from qa.compose import nearest
from qa.facts import Facts
from qa.opposites import relation
from qa.proposition import Modality, Proposition, Term, key, value
from qa.standing import Standing, clause_of, is_negation, is_proposal, outcome, standing
from qa.verbs import base, closed, is_past

YES, NO, UNSETTLED = "Yes", "No", "The documents don't settle it"
LEAST = 0.5
"""The trust from which a label is shown."""

_LOOKED_AT = 12  # hits that are matched
_OUTCOME = 3  # sentences after a proposal among which its outcome is looked for
_ALIKE = 0.62  # cosine from which a word may say the same as another
_FORMS = 5  # letters that words of one family begin with
_REALISING = closed("manage force persuade help begin start have come go use get cause make lead continue proceed seem")
_NEEDING = closed("must should need require ensure always have shall")
_NOT_NEEDED = closed("optional unnecessary voluntary needless")
_ALLOWING = closed("can may could might allowed permitted able suitable approved fit possible")
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
    role: float  # 1 the subject acts here as asked, 0 a pronoun or nobody is named, -1 somebody else does
    contrast: bool  # settled by another number or name in the place of the asked one
    named: bool  # every name and number of the question is there
    similarity: float
    at: tuple[int, int] = field(default=(0, 0))

    @property
    def features(self) -> tuple[float, ...]:
        """What the trust is made from; see `WEIGHTS`."""
        return (
            self.strength,
            self.covered,
            self.within,
            self.around,
            self.role,
            float(self.contrast),
            float(self.named),
            self.similarity,
        )


FEATURES = ("strength", "covered", "within", "around", "role", "contrast", "named", "similarity")
BIAS = -9.0
WEIGHTS = (4.0, 2.5, 1.0, 2.0, 1.2, -1.0, 1.5, 1.5)
"""How the features count for a label; `training/polar.py` fits them to written questions."""


def trust(finding: Finding) -> float:
    """The probability that the label of a finding is right, 0..1."""
    return 1 / (1 + math.exp(-BIAS - sum(w * f for w, f in zip(WEIGHTS, finding.features, strict=True))))


def answer(question: str, least: float, facts: Facts) -> Answer | None:
    """Yes, no or neither, with the evidence; None where it is no such question or nothing speaks of it."""
    hits = facts.hits(question)
    proposition = Proposition(question, _information(facts))
    if not hits or not proposition.is_polar or proposition.predicate is None:
        return None
    plain = facts.answer(question, least)
    found = findings(proposition, hits, facts)
    if not found:
        return plain
    best = max(found, key=trust)
    sure = trust(best)
    if sure < LEAST:
        return _without_label(question, plain, best, least)
    against = [f for f in found if f.stands * best.stands < 0 and trust(f) > LEAST]
    label = {Standing.HOLDS: YES, Standing.DENIED: NO, Standing.OPEN: UNSETTLED}[best.stands]
    quotes = _quotes([best, *against[:1]], proposition)
    if against:
        return Answer(question, Kind.POLAR, quotes, sure, label="")
    return Answer(question, Kind.POLAR, quotes, max(sure, least), label=label)


def _without_label(question: str, plain: Answer, best: Finding, least: float) -> Answer:
    """The evidence alone, where the plain answer trusts its own or the words of the question are nearly all there."""
    if plain.abstained:
        return plain
    if best.around >= 0.6 and best.strength > 0:
        return Answer(question, Kind.POLAR, _quotes([best], None), plain.confidence)
    return Answer(question, Kind.POLAR, plain.quotes, plain.confidence)


def _quotes(found: Sequence[Finding], proposition: Proposition | None) -> tuple[Quote, ...]:
    passages = dict.fromkeys(passage for finding in found for passage in finding.evidence)
    quotes = []
    for passage in passages:
        marked = next((f.at for f in found if f.evidence[0] is passage), (0, 0))
        span = (passage.start + marked[0], passage.start + marked[1]) if marked[1] > marked[0] else (None, None)
        quotes.append(Quote(passage.document, passage.start, passage.end, *span))
    return tuple(quotes)


def _information(facts: Facts):  # type: ignore[no-untyped-def]
    total = math.log(1 + max(1, len(facts.index)))
    frequency = facts.index.sentences.lexical.frequency
    return lambda stem: max(0.1, (total - math.log(1 + frequency(stem))) / total)


def findings(proposition: Proposition, hits: Sequence[Hit], facts: Facts) -> list[Finding]:
    """What the nearest sentences say, those only that speak of the predicate."""
    found = []
    for hit in hits[:_LOOKED_AT]:
        said = _Sentence(hit.passage, proposition, facts)
        finding = said.finding(hit.similarity)
        if finding is not None:
            found.append(finding)
    return found


class _Sentence:
    """A sentence beside a proposition."""

    def __init__(self, passage: Passage, proposition: Proposition, facts: Facts):
        self.passage = passage
        self.asked = proposition
        self.facts = facts
        self.words = words_of(passage.text)
        self.keys = [key(word.low) for word in self.words]

    def finding(self, similarity: float) -> Finding | None:
        asked = self.asked.predicate
        if asked is None or not self.words:
            return None
        options = [match for match in self._all(asked) if match.strength]
        if not options:
            return None
        matches = {term: self._best(term) for term in self.asked.terms if term is not asked}
        predicate = max(options, key=lambda m: (m.strength, self._near(m, matches)))
        at = predicate.at or 0
        start, end = clause_of(self.words, at)
        others = list(matches.values())
        around = _keys_around(self.passage)
        contrast, stands = self._stands(predicate, others, at)
        evidence: tuple[Passage, ...] = (self.passage,)
        if is_proposal(self.words) and stands is not Standing.DENIED:
            stands, decided = self._decided(stands)
            evidence = (decided, self.passage) if decided else evidence
        if predicate.opposite:
            stands = Standing(-stands)
        held = [match.strength for match in others]
        weights = [match.term.weight for match in others]
        context = [max(m.strength, 0.8 * (m.term.key in around)) for m in others]
        clause = [m.strength if m.at is not None and start <= m.at < end else 0.0 for m in others]
        names = [c for m, c in zip(others, context, strict=True) if m.term.name or m.term.number is not None]
        marked = (self.words[start].start, self.words[end - 1].end) if evidence[0] is self.passage else (0, 0)
        return Finding(
            evidence,
            stands,
            predicate.strength,
            _mean(held, weights),
            _mean(clause, weights),
            _mean(context, weights),
            self._role(at, others, around),
            contrast,
            contrast or all(names),
            similarity,
            marked,
        )

    def _near(self, match: Match, others: dict[Term, Match]) -> float:
        start, end = clause_of(self.words, match.at or 0)
        return sum(o.strength * o.term.weight for o in others.values() if o.at is not None and start <= o.at < end)

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
        related = relation(term.word.low, word.low, after)
        if related and (term.part == "predicate" or related > 0):
            return Match(term, i, 0.9, related < 0)
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(stem, term.key)))
        if shared >= _FORMS and max(len(stem), len(term.key)) - shared <= 4:
            return Match(term, i, 0.9)
        return Match(term, i, 0.0)

    def _alike(self, term: Term) -> list[Match]:
        """Words whose vectors are near the term's."""
        places = [i for i, stem in enumerate(self.keys) if stem and not self.words[i].is_name]
        if not places:
            return []
        vectors = self.facts.word_encoder.encode([base(term.word.low), *(base(self.words[i].low) for i in places)])
        likeness = vectors[1:] @ vectors[0]
        return [
            Match(term, i, 0.7 * float(like)) for i, like in zip(places, likeness, strict=True) if like >= _ALIKE
        ]

    def _stands(self, predicate: Match, others: Sequence[Match], at: int) -> tuple[bool, Standing]:
        """Whether another number or name is in the place of the asked one, and how the proposition stands."""
        open_here = frozenset()
        modality = self.asked.modality
        if modality is Modality.ALLOWED:
            open_here = frozenset(("may", "can", "could", "might", "should"))
        elif modality is Modality.NEEDED:
            open_here = frozenset(("must", "should", "shall"))
        elif modality is Modality.FUTURE:
            open_here = frozenset(("will", "would", "shall", "to", "due", "scheduled", "plan", "planned"))
        start, end = clause_of(self.words, at)
        found = standing(self.words, at, open_here)
        inside = [m.at for m in others if m.at is not None and start <= m.at < end and m.term.part == "rest"]
        for place in inside:
            own = standing(self.words, place, open_here)
            found = own if own < found and found is Standing.HOLDS else found
        found = self._in_mood(found, at, start)
        contrast = self._contrast(others, at)
        if contrast and found is Standing.HOLDS:
            return True, Standing.DENIED
        return False, found

    def _in_mood(self, found: Standing, at: int, start: int) -> Standing:
        """The standing, with what the sentence's mood makes of it for a question of this modality."""
        modality = self.asked.modality
        low = [word.low for word in self.words[start : at + 1]]
        imperative = _is_imperative(self.words, start, at)
        if modality is Modality.NEEDED:
            needing = imperative or any(base(word) in _NEEDING for word in low)
            if any(word.low in _NOT_NEEDED for word in self.words):
                return Standing.DENIED
            return found if found is Standing.DENIED or needing else Standing.OPEN
        if modality is Modality.ALLOWED:
            return found
        if modality is Modality.FUTURE:
            return found
        verb = not self.asked.has_verb or not is_past(self.words[at].low)
        if found is Standing.HOLDS and imperative:
            return Standing.OPEN
        if found is Standing.HOLDS and "will" in low and modality is Modality.PAST:
            return Standing.OPEN
        infinitive = "to" in low[-3:-1] and verb
        if found is Standing.HOLDS and infinitive and not any(base(word) in _REALISING for word in low[:-1]):
            return Standing.HOLDS if self.asked.is_decision and not is_proposal(self.words) else Standing.OPEN
        return found

    def _contrast(self, others: Sequence[Match], at: int) -> bool:
        return any(self._contrasts(match.term, at) for match in others if not match.strength and match.at is None or
                   (match.term.number is not None and not match.strength))

    def _contrasts(self, term: Term, at: int) -> bool:
        """Whether the sentence has another thing of the same kind in the term's place."""
        if term.number is not None:
            return self._other_number(term)
        if not term.name or term.part == "subject" or not term.preposition:
            return False
        start, end = clause_of(self.words, at)
        for i in range(start, end - 1):
            if self.words[i].low == term.preposition and self.words[i + 1].is_name and i > at:
                return True
        return False

    def _other_number(self, term: Term) -> bool:
        asked = self.asked.question.words
        i = next(n for n, word in enumerate(asked) if word.start == term.word.start)
        unit = next((key(word.low) for word in asked[i + 1 : i + 3] if key(word.low)), "")
        before = {word.low for word in asked[max(0, i - 2) : i]}
        year = 1000 <= (term.number or 0) <= 2100 and "," not in term.word.text and not unit
        for n, word in enumerate(self.words):
            said = value(word.low)
            if said is None or (before & (_MORE | _LESS)) or (year != (1000 <= said <= 2100)):
                continue
            units = [key(after.low) for after in self.words[n + 1 : n + 4]]
            money = term.word.text[0] in "$€£" and word.text[0] == term.word.text[0]
            if (unit and unit in units) or money or (year and not unit):
                return said != term.number
        return False

    def _role(self, at: int, others: Sequence[Match], around: frozenset[str]) -> float:
        """Whether the asked subject is what acts, or is acted on, at the predicate."""
        subjects = [match for match in others if match.term.part == "subject"]
        if not subjects:
            return 0.5
        before = self.words[max(0, at - 3) : at]
        passive = is_past(self.words[at].low) and any(word.low in BE | {"been", "being", "be"} for word in before)
        verbal = is_past(self.words[at].low) or base(self.words[at].low) != self.words[at].low
        head = max(subjects, key=lambda match: match.term.weight)
        here = [i for i, stem in enumerate(self.keys) if stem and self._compared(head.term, i).strength >= 0.9]
        if here:
            if not verbal:
                return 0.8
            left = any(i < at for i in here)
            wants_left = self.asked.is_passive == passive
            if not self.asked.has_verb:
                return 0.6
            return 1.0 if left == wants_left or (not wants_left and any(i > at for i in here)) else -1.0
        start, _ = clause_of(self.words, at)
        pronoun = any(word.low in PERSONAL or word.low in ("this", "these") for word in self.words[start:at])
        known = head.term.key in around
        if pronoun:
            return 0.6 if known else 0.0
        return 0.3 if known else -0.5

    def _decided(self, stands: Standing) -> tuple[Standing, Passage | None]:
        """What became of a proposal, and where that is told."""
        after = _following(self.passage, self.facts)
        for passage in after[:_OUTCOME]:
            words = words_of(passage.text)
            told = outcome(words)
            if told is not None:
                settled = told is Standing.DENIED or self.asked.is_decision or self.asked.modality is not Modality.PAST
                return (told if settled else Standing.OPEN), passage
            if is_proposal(words) and words[0].low == self.words[0].low:
                break
        return (stands if outcome(self.words) else Standing.OPEN), None


def _is_imperative(words: Sequence[Word], start: int, at: int) -> bool:
    """Whether the clause tells the reader to do it: it begins with a verb in its base form, as far as one can see."""
    while start < at and (not words[start].is_word or words[start].low in ("then", "always", "never", "please")):
        start += 1
    first = words[start].low
    if start == at:
        after = words[at + 1].low if at + 1 < len(words) else ""
        return base(first) == first and not is_past(first) and (after in DETERMINERS or after in PREPOSITIONS)
    second = words[start + 1].low if start + 1 < len(words) else ""
    closed_class = first in DETERMINERS or first in PREPOSITIONS or first in PERSONAL or is_auxiliary(words[start])
    return first in ("do", "don't") or (not closed_class and base(first) == first and second in DETERMINERS)


def _keys_around(passage: Passage) -> frozenset[str]:
    """The stems of the paragraph, and of what the document begins with, which says what it is about."""
    text = f"{passage.paragraph} {passage.document.text[:200]}"
    return frozenset(filter(None, (key(word.low) for word in words_of(text))))


def _following(passage: Passage, facts: Facts) -> Sequence[Passage]:
    sentences = facts.paragraphs.get((passage.document.source, passage.paragraph_start), ())
    return [sentence for sentence in sentences if sentence.start > passage.start]


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(v * w for v, w in zip(values, weights, strict=True)) / total if total else 1.0
