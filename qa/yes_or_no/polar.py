"""Yes or no: the sentence that speaks of what is asked, and the word for how it stands there, where that is clear.

The question becomes a proposition. What the verbs of the sentences near it say to it is told by
`qa.yes_or_no.findings`. Every sentence is also read by a network (`qa.reading.polarity`) and taken as a whole
(`qa.yes_or_no.gist`), and a fitted model weighs all that (`qa.yes_or_no.verdict`). The word that it finds likely enough
is said; a less likely one only where verb or whole tell it too. Else the evidence alone is shown.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.records import Hit, Passage
from qa.answer import Answer, Kind, Quote
from qa.compose import marked
from qa.facts import Facts, Plain
from qa.fitting.exclusive import is_measured_otherwise
from qa.words.clause import Question, words_of
from qa.words.proposition import Proposition, key
from qa.words.standing import Standing
from qa.words.wording import direct
from qa.yes_or_no import alternatives
from qa.yes_or_no.disputed import against
from qa.yes_or_no.findings import Finding, compares_numbers, findings, trust
from qa.yes_or_no.gist import Gist, gists
from qa.yes_or_no.verdict import Proposal, Read, Stated, proposals, shipped

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
_SPOKEN_OF = 0.6  # share of the question that a sentence must hold to be shown as what there is
_SUREST = 0.97
_RIVAL = 0.15  # probability by which a sentence may be behind the best and still speak against it
_LABELS = {Standing.HOLDS: YES, Standing.DENIED: NO, Standing.OPEN: UNSETTLED}
_SHORTEST = 3  # words of a line without a stop that says something
_SHARE_MORE = 0.05  # of the question that a sentence has beyond its names
_HALF, _TOLD_WHOLE = 0.5, 0.8  # how far verb and whole must be trusted to contest what is read
_READ_SO = 2.0  # log-odds from which the network is not contested


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
    read = None if ruled and compares_numbers(asked.proposition) else _by_reading(said, asked.found)
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
