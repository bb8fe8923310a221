"""Yes or no: the sentence that speaks of what is asked, and the word for how it stands there, where that is clear.

The question becomes a proposition. Every sentence near it is matched with its verb, word by word, and the standing of
what matches (`qa.standing`) is turned round where it says the opposite (`qa.opposites`). Every sentence is also read by
a network (`qa.polarity`) and taken as a whole (`qa.gist`), and a fitted model weighs all that (`qa.verdict`). The word
that it finds likely enough is said; a less likely one only where verb or whole tell it too. Else the evidence alone is
shown.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from index.records import Hit, Passage
from qa import alternatives
from qa.answer import Answer, Kind, Quote
from qa.clause import BE, DETERMINERS, PERSONAL, PREPOSITIONS, Question, Word, is_auxiliary, is_plural, words_of
from qa.compose import marked
from qa.disputed import against
from qa.facts import Facts, Plain
from qa.fitting.exclusive import is_measured_otherwise
from qa.gist import Gist, gists
from qa.opposites import relation
from qa.proposition import LIGHT, NEEDING, Modality, Proposition, Term, infinitive, is_time, key, value
from qa.standing import Ask, Standing, clause_of, denied_later, is_negation, is_proposal, outcome, outcome_of, standing
from qa.verbs import base, closed, is_past
from qa.verdict import Proposal, Read, Stated, proposals, shipped
from qa.wording import direct

YES, NO, UNSETTLED = "Yes", "No", "The documents don't settle it"
LEAST = {Standing.HOLDS: 0.62, Standing.DENIED: 0.62}
"""The probability from which a word is said: that something is denied is told by a word of its own."""

TOLD = 0.5
"""The same, of a word that the verb of a sentence, or the sentence as a whole, tells too."""

TRUSTED = 0.6
"""The trust in what a verb says from which it tells a word."""

_VERBATIM = 0.99  # the trust in a verb whose sentence says all that is asked, from which it needs no reading
_DISPUTED = 0.7  # the probability from which a word is said that they contradict
_EVIDENCE = 0.25  # that a sentence settles it, from which it is shown without a word
_CLAUSE = 3  # words of a clause that decides
_HEADING = 3  # words of a heading in bold at most
_OTHER = -0.7  # the role from which somebody else acts
_SOMEBODY_ELSE = -1.0  # the same, where the sentence names who is asked of as well, elsewhere
_OVERRULES = 0.85  # a sentence's trust as a whole from which it has its way against its verb
_OF_GIST = 0.1  # what a sentence's trust as a whole lacks of how often it is right
_AS_SURE = 0.25  # trust by which a verb may be behind the best and still speak against it
_LOOKED_AT = 8  # hits that are read
_BEFORE = 400  # characters before a sentence that say what its pronouns mean
_HEAD = 200  # characters a document begins with
_OUTCOME = 3  # sentences after a proposal among which its outcome is looked for
_SPOKEN_OF = 0.6  # share of the question that a sentence must hold to be shown as what there is
_SUREST = 0.97
_READ = 5  # hits whose words are compared by their vectors too
_SURE = 0.9  # strength of what is the same word, or a known synonym or opposite
_ALIKE = 0.62  # cosine from which a word may say the same as another
_SIBLING = 0.4  # of the likeness that counts for what acts: a battery is like a motor, and is none
_FORMS = 5  # letters that words of one family begin with
_NOT_NEEDED = closed("optional unnecessary voluntary needless")
_ACTS = ((1.0, 1.0), (0.5, 0.95), (0.3, 0.9), (0.0, 0.8), (-0.5, 0.6), (-0.7, 0.35), (-1.0, 0.2))
_RIVAL = 0.15  # probability by which a sentence may be behind the best and still speak against it
_LABELS = {Standing.HOLDS: YES, Standing.DENIED: NO, Standing.OPEN: UNSETTLED}
_BEING = BE | {"been", "being", "be"}
_ACTING = closed("he she it they we i this these that")
_JOINED = closed("which that who whom this these one")
_MODAL_ASKED = {
    Modality.ALLOWED: closed("may can could might should must"),
    Modality.NEEDED: closed("must should shall"),
    Modality.FUTURE: closed("will would shall due scheduled plan planned"),
}
_DENYING_ASKED = closed("without no never none except")
_SHORTEST = 3  # words of a line without a stop that says something
_SHARE_MORE = 0.05  # of the question that a sentence has beyond its names
_HALF, _TOLD_WHOLE = 0.5, 0.8  # how far verb and whole must be trusted to contest what is read
_READ_SO = 2.0  # log-odds from which the network is not contested
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


def answer(question: str, least: float, facts: Facts) -> Answer | None:
    """Yes, no or neither, with the evidence; None where it is no such question or nothing speaks of it."""
    found = _answer(question, least, facts)
    return alternatives.without_word(found, NO) if found else None


def _answer(question: str, least: float, facts: Facts) -> Answer | None:
    asked = _asked(question, least, facts)
    if asked is None:
        return None
    judged = _judged(_proposed(asked, facts))
    passages = (hit.passage for hit in asked.hits)
    otherwise = {passage for passage in passages if is_measured_otherwise(question, passage.text)}
    said = [
        (one, sure)
        for one, sure in judged
        if one.read.passage not in otherwise and _speaks_of(one.read, asked) and _is_of_it(one, asked.found)
    ]
    ranked = sorted(asked.found.values(), key=trust, reverse=True)
    of_it = [one for one in ranked if one.of not in otherwise]
    ruled = _by_rule(of_it, [one for one in asked.whole if one.passage not in otherwise], least)
    read = None if ruled and _compares(asked.proposition) else _by_reading(said, asked.found)
    worded = _settled(ruled, read, least)
    if worded:
        return _as_disputed(question, worded, facts).answer(question)
    plain = asked.plain.answer
    if said and said[0][1] >= _EVIDENCE:
        sure = max(plain.confidence, said[0][1])
        return Answer(question, Kind.POLAR, _quotes(said[0][0], asked.found), sure)
    spoken_of = _SPOKEN_OF if least else 0.0  # somebody who wants an answer in any case gets the nearest
    return _without_label(plain, ranked[0], spoken_of) if ranked else _unlabelled(plain, spoken_of)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with its plain answer and the nearest sentences.

    `found` is what their verbs say, and `whole` what each says as a whole, the surest first.
    """

    proposition: Proposition
    hits: tuple[Hit, ...]
    plain: Plain
    found: Mapping[Passage, Finding]
    whole: tuple[Gist, ...]


@dataclass(frozen=True, slots=True)
class _Worded:
    """A word that can be said, how surely, with its evidence and with what speaks against it as surely."""

    stands: Standing
    sure: float
    quotes: tuple[Quote, ...]
    against: tuple[Quote, ...] = ()

    def answer(self, question: str) -> Answer:
        """The word with its evidence; where something speaks against it, both without a word."""
        shown = tuple(dict.fromkeys((*self.quotes, *self.against)))
        label = "" if self.against else _LABELS[self.stands]
        return Answer(question, Kind.POLAR, shown, min(self.sure, _SUREST), label=label)


def _as_disputed(question: str, worded: _Worded, facts: Facts) -> _Worded:
    """The word; that nothing is settled where its evidence is what one side says and another denies."""
    denying = against(worded.quotes[0], question, facts) if worded.quotes else None
    if denying is None:
        return worded
    return _Worded(Standing.OPEN, worded.sure, tuple(dict.fromkeys((worded.quotes[0], denying))))


def heard(question: str, least: float, facts: Facts) -> list[Proposal]:
    """The words that the sentences near a question may stand for; none where it is not to be answered by yes or no."""
    asked = _asked(question, least, facts)
    return _proposed(asked, facts) if asked else []


def _asked(question: str, least: float, facts: Facts) -> _Asked | None:
    """What a question asks about, where that can be affirmed or denied and something is near."""
    proposition = Proposition(question, _information(facts))
    if not proposition.is_polar:
        return None
    plain = facts.plain(question, least)
    hits = _looked_at(facts.hits(question), plain)
    if not hits:
        return None
    found = {finding.of: finding for finding in findings(proposition, hits, facts)}
    return _Asked(proposition, hits, plain, found, tuple(gists(proposition, hits, plain.answer, facts)))


def _looked_at(hits: Sequence[Hit], plain: Plain) -> tuple[Hit, ...]:
    """The nearest sentences that state something, and the one that the reader points at, however far."""
    stating = [hit for hit in hits if _states(hit.passage.text)]
    best = plain.ranked[0][0].sentence if plain.ranked else None
    return (*stating[:_LOOKED_AT], *(hit for hit in stating[_LOOKED_AT:] if hit.passage == best))


def _proposed(asked: _Asked, facts: Facts) -> list[Proposal]:
    return proposals(asked.proposition, _read(asked, facts), asked.plain)


def _by_rule(ranked: Sequence[Finding], whole: Sequence[Gist], least: float) -> _Worded | None:
    """The word that a verb says, or a sentence as a whole, where that can be trusted."""
    best = ranked[0] if ranked and trust(ranked[0]) >= max(TRUSTED, least) else None
    gist = whole[0] if whole and whole[0].is_sure else None
    if gist and best and gist.passage is best.evidence[0] and _corrects(gist, best):
        return _of_gist(gist) if gist.trust >= _OVERRULES else None
    if best:
        sure = trust(best)
        against = (f for f in ranked[1:] if f.stands * best.stands < 0 and trust(f) > max(TRUSTED, sure - _AS_SURE))
        return _Worded(best.stands, sure, _evidence(best), next(map(_evidence, against), ()))
    return _of_gist(gist) if gist and not any(_is_of_another(found, gist) for found in ranked) else None


def _corrects(gist: Gist, best: Finding) -> bool:
    """Whether a sentence as a whole says otherwise than the clause of its verb."""
    return gist.stands is Standing.DENIED and best.stands is not Standing.DENIED


def _is_of_another(found: Finding, gist: Gist) -> bool:
    """Whether the sentence says it of somebody else, or of something else, as far as its verb tells."""
    elsewhere = found.role <= _OTHER or found.object < 0
    told = elsewhere if gist.stands is Standing.HOLDS else _denies_of_another(found)
    return found.evidence[0] is gist.passage and told


def _denies_of_another(found: Finding) -> bool:
    """Whether a clause denies of somebody else what is asked of one who is named in another clause of its sentence."""
    return found.stands is Standing.DENIED and found.role <= _OTHER and found.covered > 0 and not found.within


def _of_gist(gist: Gist) -> _Worded:
    return _Worded(gist.stands, gist.trust + _OF_GIST, (_evident(gist.passage, gist.at),))


def _settled(ruled: _Worded | None, read: _Worded | None, least: float) -> _Worded | None:
    """The word to say, of that which the sentences' words tell and that which they are read to say.

    What they tell needs no reading where they contradict each other, where a sentence says all that is asked, and where
    a proposal's outcome stands in another sentence than the proposal: no sentence is read to say both.
    """
    if read is None or (ruled and (ruled.against or ruled.sure >= _VERBATIM or len(ruled.quotes) > 1)):
        return ruled
    if ruled is None or ruled.stands is Standing.OPEN:
        return read if read.sure >= max(LEAST[read.stands], least) else ruled
    if ruled.stands is read.stands:
        return replace(read, sure=max(read.sure, ruled.sure)) if read.sure >= TOLD else None
    return read if read.sure >= max(_DISPUTED, least) else None


def _by_reading(said: Sequence[tuple[Proposal, float]], found: Mapping[Passage, Finding]) -> _Worded | None:
    """The word that some sentence is most likely read to say, and another that is as likely read to say the other."""
    said = [(one, p) for one, p in said if not _is_contested(one)]
    if not said:
        return None
    (best, sure), *others = said
    against = (o for o, p in others if o.stands is not best.stands and p > max(LEAST[o.stands], sure - _RIVAL))
    return _Worded(best.stands, sure, _quotes(best, found), next((_quotes(one, found) for one in against), ()))


def _speaks_of(read: Read, asked: _Asked) -> bool:
    """Whether a sentence has, or its verb or the whole of it is like, anything of the question but its names."""
    terms = asked.proposition.terms
    named = sum(term.weight for term in terms if term.name)
    finding, gist = asked.found.get(read.passage), read.gist
    if len(terms) == sum(term.name for term in terms) or (finding and finding.strength):
        return True
    words = {key(word.low) for word in words_of(read.passage.text)}
    if any(term.key in words for term in terms if not term.name):
        return True
    return gist is not None and gist.covered > named / sum(term.weight for term in terms) + _SHARE_MORE


def _is_of_it(proposal: Proposal, found: Mapping[Passage, Finding]) -> bool:
    """Whether a "no" is read of who is asked of, as far as the sentence's verb tells."""
    finding = found.get(proposal.read.passage)
    return proposal.stands is not Standing.DENIED or finding is None or not _denies_of_another(finding)


def _is_contested(proposal: Proposal) -> bool:
    """Whether the sentence's verb and the sentence as a whole tell the other word, and the network is not sure."""
    verb, gist, alone = proposal.read.verb, proposal.read.gist, proposal.read.alone
    if verb is None or gist is None or (alone.yes if proposal.stands is Standing.HOLDS else alone.no) >= _READ_SO:
        return False
    trusted = verb.trust >= _HALF and gist.trust >= _TOLD_WHOLE
    return trusted and verb.stands * proposal.stands < 0 and gist.stands * proposal.stands < 0


def _read(asked: _Asked, facts: Facts) -> list[Read]:
    """The sentences with all that is known of what they say; none where nothing reads them."""
    if facts.polarity is None:
        return []
    question, passages = asked.proposition.question.text, [hit.passage for hit in asked.hits]
    alone = facts.polarity.read(question, [passage.text for passage in passages])
    behind = facts.polarity.read(question, [_with_the_one_before(passage, facts) for passage in passages])
    whole = {gist.passage: gist for gist in asked.whole}
    return [
        Read(passage, hit.similarity, one, two, _stated(asked.found.get(passage)), whole.get(passage))
        for hit, passage, one, two in zip(asked.hits, passages, alone, behind, strict=True)
    ]


def _states(text: str) -> bool:
    """Whether a text can say that something is so: a question, a heading in bold or a word or two alone do not.

    >>> _states("They were sold."), _states("Were they sold?"), _states("**Sales."), _states("Sales")
    (True, False, False, False)
    """
    if len(text.split()) < _SHORTEST and text.strip()[-1:] not in ".!":
        return False
    return not text.rstrip(' "”’)*').endswith("?") and not (text.startswith("**") and len(text.split()) <= _HEADING)


def _with_the_one_before(passage: Passage, facts: Facts) -> str:
    """A sentence behind the one before it in its paragraph, where a pronoun may find what it stands for."""
    sentences = facts.paragraphs.of(passage)
    number = next(i for i, sentence in enumerate(sentences) if sentence.start == passage.start)
    return passage.document.text[sentences[max(0, number - 1)].start : passage.end]


def _judged(proposed: Sequence[Proposal]) -> list[tuple[Proposal, float]]:
    """The words with how likely each is right, best first."""
    model = shipped()
    return sorted(((one, model(one)) for one in proposed), key=lambda pair: pair[1], reverse=True)


def _stated(finding: Finding | None) -> Stated | None:
    return Stated(finding.stands, trust(finding), finding.role) if finding else None


def _quotes(said: Proposal, found: Mapping[Passage, Finding]) -> tuple[Quote, ...]:
    """The sentence, and the one that tells its outcome before it where its verb has one."""
    finding = found.get(said.read.passage)
    if finding and finding.stands is said.stands:
        return _evidence(finding)
    elsewhere = finding is not None and finding.role <= _SOMEBODY_ELSE  # not the clause of somebody else
    return (_evident(said.read.passage, said.read.gist.at if said.read.gist and not elsewhere else (0, 0)),)


def is_asked(question: str) -> bool:
    """Whether a question is to be answered by yes or no, by its form; one put to the assistant itself is not.

    >>> is_asked("so did they leave?"), is_asked("Could you list the rooms?"), is_asked("Who left?")
    (True, False, False)
    """
    asked = Question(direct(question))
    return asked.is_polar and len(asked.words) > 1 and asked.words[1].low != "you"


def _without_label(plain: Answer, best: Finding, spoken_of: float) -> Answer:
    """The evidence alone, where nearly all that is asked stands there or the plain answer is sure of its own."""
    if best.strength * best.around >= _SPOKEN_OF:
        return Answer(plain.question, Kind.POLAR, _evidence(best), max(plain.confidence, trust(best)))
    return _unlabelled(plain, spoken_of)


def _unlabelled(plain: Answer, spoken_of: float) -> Answer:
    """What the plain answer points at, where it is sure of that; or else a refusal with the same passages."""
    if plain.abstained:
        return plain
    if plain.confidence >= spoken_of:
        return replace(plain, kind=Kind.POLAR)
    quotes = tuple(Quote(quote.document, quote.start, quote.end) for quote in plain.quotes)
    return replace(plain, kind=Kind.REFUSAL, quotes=quotes)


def _evidence(finding: Finding) -> tuple[Quote, ...]:
    """The sentence that decides with its words marked, and the one that it decides."""
    first, *others = finding.evidence
    return (_evident(first, finding.at), *(Quote(one.document, one.start, one.end) for one in others))


def _evident(passage: Passage, at: tuple[int, int]) -> Quote:
    """The sentence with the clause that decides marked, or all of it where that would be a word or two."""
    short = 0 < len(passage.text[slice(*at)].split()) < _CLAUSE <= len(passage.text.split())
    return marked(passage, (0, len(passage.text)) if short else at)


def _information(facts: Facts) -> Callable[[str], float]:
    """How much a stem says, 0.1..1: the rarer in the index, the more."""
    total = math.log(1 + max(1, len(facts.index)))
    frequency = facts.index.sentences.lexical.frequency
    return lambda stem: max(0.1, (total - math.log(1 + frequency(stem))) / total)


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
        self.words = words_of(passage.text)
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
        return Standing.OPEN if imperative or ("will" in low and modality is Modality.PAST) else found

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


def _compares(asked: Proposition) -> bool:
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
