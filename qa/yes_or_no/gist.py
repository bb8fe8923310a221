"""What a sentence says to a yes-or-no question taken as a whole: how much of it is there, and whether it is denied.

Where no single verb of a sentence can be matched with the question's, its clauses still tell. Every word of the
question is looked for in the sentence, as it is, as another word for it or the opposite, or as a near one by their
vectors. The clauses that hold what was found are read for what turns them round or leaves them open. How far that can
be trusted is a mean: of the share of the question that is there, the share that is in one clause, and how alike they
are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from index.records import Hit, Passage
from qa.answer import Answer
from qa.facts import Facts
from qa.words.clause import PREPOSITIONS, PRONOUNS, Word, is_auxiliary, words_of
from qa.words.opposites import relation
from qa.words.proposition import NEEDING, Modality, Proposition, Term, infinitive, is_time, key, value
from qa.words.standing import (
    Standing,
    clause_of,
    is_denying,
    is_negation,
    is_opening,
    is_to_come,
    unbroken,
    was_to_come,
)
from qa.words.verbs import base, closed, is_past

LEAST_YES = 0.7
LEAST_NO = 0.55
"""The trust from which a word is said: that something is denied is told by a word of its own, that it is so by none."""

_ALIKE = 0.5  # cosine from which a word may stand for another
_SAME = 0.9  # of a word that says the same, or the opposite
_SAID = 0.6  # of a verb from which it counts as said
_ONLY_ALIKE = 0.8  # of the trust that something is so, where its verb is only near the one that is asked
_FORMS = 5  # letters that words of one family begin with
_TOLD = 0.8  # of a word that stands not in the sentence but before it
_HEAD = 200  # characters a document begins with, which say what it is about
_BEFORE = 160  # characters before a sentence that say what its pronouns mean
_OWN = 0.3  # of a word for what is the asker's: "my son"
_ADJUNCT = 0.7  # of a word in a phrase of its own: "at break"
_POINTED = 0.5  # of the words' likeness that the reader's choice of the sentence is worth
_FIRST = closed("my our")
_PASSING = closed("again either neither both all every each none really at first last end finally anymore")
_ALL = closed("all every both each everybody everyone always entire whole")
_NOT_ALL = closed("only some most except apart half partly part excluding mostly")
_WANTING = closed("want wish like hope intend mean try plan expect prefer love")
_LENIENT = closed("restrict limit object")
_RELATIVE = closed("which who whom whose")
_MODAL = closed("may might can could would should")
_PARTING = frozenset({"that", '"', "”"})
_GOVERNING = closed("fail forget neglect omit lack unable")  # deny only what stands behind them
_EXEMPT = closed("without except excluding")


@dataclass(frozen=True, slots=True)
class Gist:
    """How the question's proposition stands in a passage, how far that can be trusted (0..1), and in which words.

    `covered` is the share of the question, 0..1, that is there or shortly before; `known` says whether that holds for
    every name and number, and `is_of_another` whether the clause's subject is something else.
    """

    passage: Passage
    stands: Standing
    trust: float
    at: tuple[int, int]
    covered: float
    known: bool
    is_of_another: bool

    @property
    def is_sure(self) -> bool:
        """Whether the word for it can be said."""
        return self.trust >= {Standing.HOLDS: LEAST_YES, Standing.DENIED: LEAST_NO}.get(self.stands, 2.0)


def gists(proposition: Proposition, hits: Sequence[Hit], plain: Answer, facts: Facts) -> list[Gist]:
    """What each of the nearest sentences says, the surest first."""
    weights = _weights(proposition)
    if not weights:
        return []
    read = [_Read(hit.passage) for hit in hits]
    alike = _likeness(weights, read, facts)
    texts = [proposition.question.text, *(sentence.passage.text for sentence in read)]
    asked, *said = facts.word_encoder.encode(texts)
    found = []
    for sentence, vector in zip(read, said, strict=True):
        likeness = float(asked @ vector) + _POINTED * _points(plain, sentence.passage)
        gist = _gist(proposition, weights, sentence, alike, likeness)
        found.extend([gist] if gist else [])
    return sorted(found, key=lambda gist: gist.trust, reverse=True)


def _weights(proposition: Proposition) -> dict[Term, float]:
    """What each word that carries meaning counts; what the asker calls theirs is hardly called so in a document."""
    words = proposition.question.words
    before = {word.start: words[i - 1].low for i, word in enumerate(words) if i}
    terms = [term for term in proposition.terms if term.word.low not in _PASSING]
    return {term: term.weight * _share(term, before.get(term.word.start, "")) for term in terms}


def _share(term: Term, before: str) -> float:
    if before in _FIRST:
        return _OWN
    return _ADJUNCT if term.preposition and not term.name and term.number is None and term.part == "rest" else 1.0


class _Read:
    """A sentence with its words, their stems and its clauses."""

    def __init__(self, passage: Passage):
        self.passage = passage
        self.words = unbroken(words_of(passage.text))
        self.keys = ["" if is_negation(word) else key(word.low) for word in self.words]
        self.clauses = _clauses(self.words)
        text = passage.document.text
        before = text[max(passage.paragraph_start, passage.start - _BEFORE) : passage.start]
        around = f"{text[: min(_HEAD, passage.start)]} {before}"
        self.around = {key(word.low) for word in words_of(around)} - {""}

    def clause(self, i: int) -> tuple[int, int]:
        """The clause that holds the word at `i`."""
        return next((clause for clause in self.clauses if clause[0] <= i < clause[1]), (0, len(self.words)))

    def is_aside(self, i: int) -> bool:
        """Whether the word at `i` stands in a relative clause, which tells of something by the way."""
        start, _ = self.clause(i)
        return any(word.low in _RELATIVE for word in self.words[max(0, start - 1) : start + 1])

    def has_verb(self, clause: tuple[int, int]) -> bool:
        """Whether a verb can be told in the clause by its form."""
        words = self.words[slice(*clause)]
        return any(is_auxiliary(word) or (is_past(word.low) and not word.is_name) for word in words)


def _is_less(term: Term, proposition: Proposition) -> bool:
    """Whether "less" stands before the word, so that its opposite says what is asked."""
    return any(one.low == "less" and two == term.word for one, two in pairwise(proposition.question.words))


def _clauses(words: Sequence[Word]) -> list[tuple[int, int]]:
    """The clauses of a sentence, in order."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        if not words[at].is_word:
            at += 1
            continue
        start, end = clause_of(words, at)
        start, end = max(start, at), max(end, at + 1)
        cuts = [i for i in range(start + 1, end) if words[i].low == "," and _begins_clause(words, i + 1, end)]
        for first, last in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True):
            found.append((first, last))
        at = end
    return found


def _begins_clause(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a subject follows of which something is denied: "..., private hosts do not"."""
    ahead = words[start : min(end, start + 6)]
    denied = (is_auxiliary(word) and (is_negation(word) or is_negation(after)) for word, after in pairwise(ahead))
    return all(word.is_word for word in ahead[:2]) and any(denied)


@dataclass(frozen=True, slots=True)
class _Match:
    at: int
    strength: float
    opposite: bool


def _likeness(weights: Mapping[Term, float], read: Sequence[_Read], facts: Facts) -> Mapping[tuple[str, str], float]:
    """(A word of the question, one of a sentence) -> their cosine, in one call of the encoder."""
    asked = list(dict.fromkeys(infinitive(term.word.low) for term in weights))
    said = dict.fromkeys(
        infinitive(word.low) for one in read for word, stem in zip(one.words, one.keys, strict=True) if stem
    )
    words = list(dict.fromkeys([*asked, *said]))
    vectors = dict(zip(words, facts.word_encoder.encode(words), strict=True))
    return {(one, other): float(vectors[one] @ vectors[other]) for one in asked for other in said}


def _matches(term: Term, sentence: _Read, alike: Mapping[tuple[str, str], float]) -> list[_Match]:
    """Where the sentence says what the term says, best ones only."""
    found = [_match(term, sentence, i, alike) for i, stem in enumerate(sentence.keys) if stem]
    said = [match for match in found if match.strength and not sentence.is_aside(match.at)]
    said = said or [match for match in found if match.strength]
    best = _best(said)
    return [match for match in said if match.strength >= best - 0.05]


def _match(term: Term, sentence: _Read, i: int, alike: Mapping[tuple[str, str], float]) -> _Match:
    word, stem = sentence.words[i], sentence.keys[i]
    if term.number is not None:
        return _Match(i, float(value(word.low) == term.number), False)
    if stem == term.key:
        return _Match(i, 1.0, False)
    after = sentence.words[i + 1].low if i + 1 < len(sentence.words) else ""
    related = next(filter(None, (relation(term.word.low, form, after) for form in _forms(word.low))), 0)
    if related:
        return _Match(i, 0.9, related < 0)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(stem, term.key, strict=False)))
    if shared >= _FORMS and max(len(stem), len(term.key)) - shared <= 4:
        return _Match(i, 0.9, False)
    if term.name or (word.is_name and i):
        return _Match(i, 0.0, False)
    near = alike.get((infinitive(term.word.low), infinitive(word.low)), 0.0)
    return _Match(i, near if near >= _ALIKE else 0.0, False)


def _forms(word: str) -> Sequence[str]:
    """A word, and what it may compare: "rarer", "rare"."""
    compared = word.endswith("er") and len(word) > 4
    return (word, word[:-1], word[:-2], f"{word[:-3]}y") if compared else (word,)


def _gist(
    proposition: Proposition,
    weights: Mapping[Term, float],
    sentence: _Read,
    alike: Mapping[tuple[str, str], float],
    likeness: float,
) -> Gist | None:
    matched = {term: _matches(term, sentence, alike) for term in weights}
    for term in weights:
        if _is_less(term, proposition):
            matched[term] = [replace(match, opposite=not match.opposite) for match in matched[term]]
    if not any(matched.values()):
        return None
    total = sum(weights.values())

    def held(clause: tuple[int, int]) -> float:
        strengths = (
            _best(m for m in matched[term] if clause[0] <= m.at < clause[1]) * w for term, w in weights.items()
        )
        return sum(strengths)

    asked = proposition.predicate
    predicate = [match.at for match in matched.get(asked, ()) if match.strength >= _SAME] if asked else []
    main = max(
        sentence.clauses, key=lambda clause: (any(clause[0] <= at < clause[1] for at in predicate), held(clause))
    )
    told = {
        term: max(_best(matched[term]), _TOLD * (term.key in sentence.around and not is_time(term))) for term in weights
    }
    covered = sum(told[term] * weight for term, weight in weights.items()) / total
    others = _others(main, matched, sentence)
    at = [main, *(clause for clause in others if not predicate or not sentence.has_verb(clause))]
    stands = _stands(proposition, sentence, at, [match for found in matched.values() for match in found], predicate)
    trust = (covered + 0.5 * held(main) / total + likeness) / 3.0
    known = all(told[term] for term in weights if term.name or term.number is not None)
    of_another = _is_of_another(proposition, matched, sentence, main)
    if not known or of_another:
        trust *= 0.6
    if stands is Standing.HOLDS:
        untold = [term for term in weights if told[term] < _ALIKE and term.part == "rest"]
        if untold and _is_limited(sentence, main):
            stands = Standing.DENIED
        elif _asks_more(proposition, sentence, untold):
            stands = Standing.OPEN
        elif asked in told and told[asked] < _SAID:
            trust *= _ONLY_ALIKE
    at_words = (sentence.words[main[0]].start, sentence.words[main[1] - 1].end)
    return Gist(sentence.passage, stands, trust, at_words, covered, known, of_another)


def _is_limited(sentence: _Read, clause: tuple[int, int]) -> bool:
    """Whether "only" bounds what the clause says: "for cash only"."""
    return any(word.low == "only" for word in sentence.words[clause[0] + 1 : clause[1]])


def _asks_more(proposition: Proposition, sentence: _Read, untold: Sequence[Term]) -> bool:
    """Whether it is asked for a wish or a reason of what the sentence tells without one."""
    asked = proposition.question.words
    wished = {base(word.low) for word in asked} & _WANTING
    because = next((word.start for word in asked if word.low == "because"), None)
    caused = because is not None and any(term.word.start > because for term in untold)
    return caused or bool(wished - {base(word.low) for word in sentence.words})


def _best(matches: Iterable[_Match]) -> float:
    return max((match.strength for match in matches), default=0.0)


def _points(plain: Answer, passage: Passage) -> bool:
    """Whether the plain answer points into the passage."""
    first = plain.quotes[0] if plain.quotes and not plain.abstained else None
    return bool(first and first.document is passage.document and passage.start <= first.start < passage.end)


def _others(main: tuple[int, int], matched: Mapping[Term, Sequence[_Match]], sentence: _Read) -> list[tuple[int, int]]:
    """The clauses that hold what the main one lacks."""
    found: list[tuple[int, int]] = []
    for matches in matched.values():
        clauses = [sentence.clause(match.at) for match in matches]
        if clauses and not any(clause in (main, *found) for clause in clauses):
            found.append(clauses[0])
    return found


def _is_of_another(
    proposition: Proposition,
    matched: Mapping[Term, Sequence[_Match]],
    sentence: _Read,
    main: tuple[int, int],
) -> bool:
    """Whether the clause speaks of something else than the question: its subject is none of what is asked about."""
    subjects = [term for term in matched if term.part == "subject"]
    if not subjects or any(matched[term] for term in subjects):
        return False
    words = list(takewhile(lambda i: not _is_verbal(sentence.words[i]), range(*main)))
    if any(sentence.words[i].low in PRONOUNS for i in words):
        return False
    named = [i for i in words if sentence.keys[i]]
    places = {match.at for matches in matched.values() for match in matches}
    return bool(named) and not places & set(named)


def _is_verbal(word: Word) -> bool:
    return is_auxiliary(word) or (is_past(word.low) and not word.is_name) or word.low in PREPOSITIONS


def _stands(
    proposition: Proposition,
    sentence: _Read,
    clauses: Sequence[tuple[int, int]],
    matches: Sequence[_Match],
    said: Sequence[int],
) -> Standing:
    """How the clauses together hold what is asked: one that is denied denies it."""
    signs = [_sign(proposition, sentence, clause, matches, said) for clause in clauses]
    if Standing.DENIED in signs:
        spared = any(_exempts(sentence.words, i) for start, end in clauses[1:] for i in range(start, end))
        return Standing.HOLDS if spared and signs[0] is Standing.DENIED else Standing.DENIED
    asks_all = any(word.low in _ALL for word in proposition.question.words)
    if asks_all and any(word.low in _NOT_ALL for word in sentence.words):
        return Standing.DENIED
    needed = any({word.low, base(word.low)} & NEEDING for word in sentence.words)
    unneeded = proposition.modality is Modality.NEEDED and not needed
    return Standing.OPEN if unneeded or Standing.OPEN in signs else Standing.HOLDS


def _is_far(words: Sequence[Word], i: int, clause: tuple[int, int], places: Iterable[int]) -> bool:
    """Whether the word at `i` stands before all that was found in the clause, and a "that" or a quotation between."""
    found = [place for place in places if clause[0] <= place < clause[1]]
    first = min(found, default=i)
    return first > i and any(word.low in _PARTING for word in words[i:first])


def _refuses(word: Word, after: str, follows: bool, modality: Modality) -> bool:
    """Whether the word turns round what it stands beside, or only what `follows` it ("failed to find")."""
    governs = follows or base(word.low) not in _GOVERNING
    return (governs and is_denying(word, after)) or (base(word.low) in _LENIENT and modality is Modality.ALLOWED)


def _exempts(words: Sequence[Word], i: int) -> bool:
    """Whether what follows the word is left out of what is said: "except", "apart from"."""
    pair = (words[i].low, words[i + 1].low if i + 1 < len(words) else "")
    return pair[0] in _EXEMPT or pair in (("apart", "from"), ("other", "than"))


def _sign(
    proposition: Proposition,
    sentence: _Read,
    clause: tuple[int, int],
    matches: Sequence[_Match],
    said: Sequence[int],
) -> Standing:
    """How one clause holds what is found in it, by what turns it round there; the predicate stands at `said`."""
    words = sentence.words
    own = {word.low for word in proposition.question.words}
    places = {match.at: match.opposite for match in matches if clause[0] <= match.at < clause[1]}
    turned = sum(places.values())
    denied = opened = refused = False
    for i in range(*clause):
        low, after = words[i].low, words[i + 1].low if i + 1 < clause[1] else ""
        follows = any(i < place <= i + 6 for place in places)
        if i in places:
            continue
        exempt = _exempts(words, i)
        if is_negation(words[i]) or exempt:
            idle = (low in own and low != "no") or (low, after) in (("not", "only"), ("no", "doubt"))
            idle |= after == "to" and low in ("not", "never") and any(i > place for place in said)  # "warned never to"
            idle |= _is_far(words, i, clause, places)
            spoken = {sentence.keys[place] for place in places if place < i}
            spares = any(i < place <= i + 6 and sentence.keys[place] not in spoken for place in places)
            idle |= (exempt and not spares) or (denied and low in ("nor", "neither"))
            denied, turned = denied or not (idle or exempt), turned + (not idle)
        elif _refuses(words[i], after, follows, proposition.modality):
            refused, turned = True, turned + 1
        elif is_opening(words[i]) and follows:
            opened |= low not in _MODAL or proposition.modality is not Modality.ALLOWED
        elif is_to_come(low, after) and follows:
            opened |= proposition.modality is Modality.PAST or was_to_come(low, after)
    if refused and not said and proposition.has_verb and proposition.modality is not Modality.ALLOWED:
        return Standing.OPEN  # what was refused may be something else than what is asked
    if denied and sum(places.values()) and not refused:
        return Standing.OPEN  # who did not buy has not sold for that
    modal_only = not any(is_opening(words[i]) and words[i].low not in _MODAL for i in range(*clause) if i not in places)
    if opened and not refused and not (denied and modal_only):
        return Standing.OPEN
    return Standing.DENIED if turned % 2 else Standing.HOLDS
