"""Why and how: the clause that gives the reason or the manner, wherever it stands.

What the reader points at is weighed by the relation it stands in to what is asked: a connective before or after it
(`qa.words.connectives`), or its place beside the sentence that speaks of what is asked. Clauses behind a connective in
those sentences are candidates too, whether the reader saw them or not. The decision's confidence, moved by that
relation, remains what an answer must reach.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from index.lexical import terms
from index.records import Hit, Passage
from qa.answer import Answer, Kind, Quote
from qa.compose import quoted
from qa.deciding.decide import moved
from qa.deciding.features import Asked, Candidate, checked, matrix
from qa.deciding.missing import LIKE
from qa.explaining import causes
from qa.facts import Facts
from qa.listing.groups import announces
from qa.reading.windows import Window, windows
from qa.tidy import tidied
from qa.words.clause import words_of
from qa.words.conjuncts import NUMBERS
from qa.words.connectives import (
    CAUSE,
    ENDS,
    INITIAL,
    MARKED,
    PERHAPS,
    PURPOSE,
    SO,
    TIME,
    clause_end,
    effect_in,
    explains_another_part,
    is_clause,
    marked_by,
)
from qa.words.opposites import relation
from qa.words.proposition import Proposition, infinitive, key
from qa.words.verbs import closed

_WHY = re.compile(
    r"^(?:and |but |so )?(?:why\b|how come\b|(?:for )?what (?:was|is|were|are|'s)? ?(?:the )?(?:main |official )?"
    r"(?:reasons?|causes?|purpose|motives?|grounds?|point)\b|what (?:\w+ )?(?:led|caused|causes|prompted|made|makes|"
    r"triggered|sparked|started|ignited|brought|drove|motivated|explains)\b|on what grounds\b|for what\b)",
    re.I,
)
_BEGINNING = re.compile(
    r"^(?:and |but |so )?(?:how did (?P<of>.+?) (?:start|begin|come about|arise|break out|erupt|originate)\W*$"
    r"|what (?:started|sparked|triggered|ignited|set off) (?P<it>.+))",
    re.I,
)
_HOW = re.compile(
    r"^(?:and |but |so )?(?:how (?!(?:many|much|old|long|far|tall|high|deep|big|large|often)\b)|in what)", re.I
)
_PLAINLY_WHY = re.compile(
    r"^(?:and |but |so )?(?:why\b|how come\b|what(?: is| was|'s) (?:the )?(?:\w+ )?(?:reason|cause|purpose|point)\b)",
    re.I,
)
_NOUN = re.compile(r"^(?:and |but |so )?what\b", re.I)  # what a cause is may be said in a word
_REASONS = "reasons|causes|grounds|factors|explanations|motives"
_SORTS = re.compile(rf"\b(?:{_REASONS}|ways|steps|arguments|conditions)\W*$", re.I)
_COUNTED = re.compile(
    rf"\b(?P<count>{'|'.join(NUMBERS)}) (?:\w+ )?(?:{_REASONS})\b[^:;.]{{0,80}}:\s+",
    re.I,
)
_CLAUSES = re.compile(r";\s+(?:and\s+)?|,\s+and\s+")
_JOINT = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
_BACK = re.compile(
    r"(?:as a result|therefore|consequently|in response|in protest|because of (?:this|that)|for (?:this|that) reason|"
    r"as a consequence|so|hence|thus|accordingly|that is why|this is why)\b",
    re.I,
)
_EXPLAINS = re.compile(
    r"(?:this|that|it|the reason)\s+(?:is|was)\s+(?:\w+ly\s+|often\s+)?(?:because|due|owing|that)\b|"
    r"because\b|otherwise\b",
    re.I,
)
_COMPLEMENTED = closed(
    "help allow enable ask tell want need try begin start decide agree refuse promise plan hope fail seem force get "
    "cause lead order urge invite teach learn offer expect intend continue manage"
)
_NO_CAUSE_BEFORE = re.compile(r"\b(?:before|until|till|unless|although|though|whether|than)\s+$", re.I)
_MARK = re.compile("[,;:]")
_MAKING = re.compile(r"\b(?:built|build|made|created?|introduced?|established|constructed?|set up)\b(?=[ ?.!]*$)", re.I)
_NO_REASON = re.compile(r"(?:in favou?r of|instead of|rather than|without|despite|in spite of|although|though)\b", re.I)
_SHORTEST = 3  # words of a reason
_SPEAKS = 0.45  # share of the question's information from which a sentence speaks of what is asked
_SPEAKS_WITH_VERB = 0.25  # the same where it says what is asked of the subject
_NEAR = 0.4  # cosine from which a sentence may say in other words what is asked
_AS_NEAR = 0.05  # by which it may be behind the nearest
_READ = 8  # candidates whose sentence is read once more
_MOST = 0.95
_SURE, _SURER = 0.8, 0.3  # how sure, and how much surer, a span is that stands in no such relation but is the answer

_STEP = 400  # characters around the nearest sentence that may tell of a step taken in response
_IN_RESPONSE = 0.5  # how sure to be that it was taken for what stands before

# What each relation is worth, in log-odds, beside what `qa.words.connectives` says.
_BESIDE, _BEFORE = 1.2, 2.0
_NOWHERE = -2.5  # where no sentence says what is asked of the subject
_RESTATES, _TOO_SHORT, _ORDERS = -2.5, -2.0, -1.5


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A candidate with the log-odds its relation to what is asked adds, and the sentence that speaks of that."""

    candidate: Candidate
    bonus: float
    of: Passage | None = None


def is_why(question: str) -> bool:
    """Whether the question's first words ask for a reason and nothing else.

    >>> is_why("Why was it moved?"), is_why("what is the cause of E4"), is_why("How was it moved?")
    (True, True, False)
    """
    return bool(_PLAINLY_WHY.match(question.strip()))


def answer(question: str, least: float, facts: Facts) -> Answer | None:
    """The clause that gives the reason or the manner, or a refusal; None where neither is asked for."""
    why = bool(_WHY.match(question.strip()))
    if not why and not _HOW.match(question.strip()):
        return None
    hits = facts.hits(question)
    if not hits:
        return None
    named = causes.answer(question, _of_what(question, facts), hits, facts) if why else None
    if named and _NOUN.match(question):
        return named
    found = _related(question, least, hits, facts)
    if found is None or found.abstained:
        return named or (_before_the_response(question, hits, facts) if why else None) or found
    return led_to(found, facts)


def led_to(found: Answer, facts: Facts) -> Answer:
    """The answer, or what stands behind it where it only says that there are several: "Observers name two reasons"."""
    quote = found.quotes[0] if found.kind is Kind.ANSWER else None
    leading = facts.passage_at(found.question, quote) if quote else None
    if leading is not None and (several := _behind_colon(leading)):
        return replace(found, kind=Kind.LIST, quotes=several)
    counted = [NUMBERS[word.low] for word in words_of(found.text) if word.low in NUMBERS]
    if leading is None or not counted or not (announces(found.text) and _SORTS.search(found.text)):
        return found
    carrying = facts.paragraphs.rest(leading)[: counted[0]]
    spans = [tidied(one.document.text, one.start, one.end) for one in carrying]
    quotes = tuple(Quote(one.document, one.start, one.end, *span) for one, span in zip(carrying, spans, strict=True))
    return replace(found, kind=Kind.LIST, quotes=quotes) if len(quotes) == counted[0] else found


def _behind_colon(leading: Passage) -> tuple[Quote, ...]:
    """The reasons that a sentence counts and tells behind a colon, each of them; none where they are not as many."""
    counted = _COUNTED.search(leading.text)
    if counted is None:
        return ()
    for joint in (_CLAUSES, _JOINT):
        cuts = list(joint.finditer(leading.text, counted.end()))
        edges = [counted.end(), *(at for cut in cuts for at in cut.span()), len(leading.text)]
        if len(cuts) + 1 == NUMBERS[counted["count"].lower()]:
            text, at = leading.document.text, leading.start
            spans = [tidied(text, at + a, at + b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
            return tuple(Quote(leading.document, at, leading.end, *span) for span in spans)
    return ()


def asks_for_beginning(question: str) -> bool:
    """Whether it is asked how or by what something began.

    >>> asks_for_beginning("How did the dispute start?"), asks_for_beginning("How did it end?")
    (True, False)
    """
    return bool(_BEGINNING.match(question.strip()))


def of_beginning(question: str, facts: Facts) -> Answer | None:
    """What a sentence names as the cause or occasion of something of which it is asked how it began, if one does."""
    asked = _BEGINNING.match(question.strip())
    return (
        causes.answer(question, facts.asked(asked["of"] or asked["it"]), facts.hits(question), facts) if asked else None
    )


def _before_the_response(question: str, hits: Sequence[Hit], facts: Facts) -> Answer | None:
    """What stands before the sentence that leads to all that was done: "In response, the board took several steps."

    For a reason that is asked of one of these steps, which a sentence behind the leading one tells.
    """
    speaks = _about(question, _of_what(question, facts), windows(hits, facts.paragraphs, 1, _STEP), facts)
    for step in sorted(speaks, key=lambda one: -speaks[one]):
        leading, *_ = facts.paragraphs.of(step)
        if leading.start == step.start or not _BACK.match(leading.text):
            continue
        if before := facts.paragraphs.before(leading):
            cause = before[-1]
            span = tidied(cause.document.text, cause.start, cause.end)
            led = (Quote(one.document, one.start, one.end) for one in (leading, step))
            quotes = (Quote(cause.document, cause.start, cause.end, *span), *led)
            return Answer(question, Kind.ANSWER, quotes, _IN_RESPONSE)
    return None


def _of_what(question: str, facts: Facts) -> Asked:
    """What a reason is asked for: no text need say "cause" to give one, nor that what is for something was made."""
    made = _MAKING.sub("", _WHY.sub("", question.strip()))
    return facts.asked(made if made.strip(" ?.!") else question)


def _related(question: str, least: float, hits: Sequence[Hit], facts: Facts) -> Answer | None:
    """The clause that stands in the relation asked for to what is asked, or a refusal; None where nothing is seen."""
    why = bool(_WHY.match(question.strip()))
    of_what = _of_what(question, facts)
    asked = facts.asked(question)
    candidates = facts.candidates(question)
    read = windows(hits, facts.paragraphs, facts.settings.windows, facts.settings.window_characters)
    about = _about(question, of_what, read, facts)
    nearest = _nearest(hits)
    if why:
        speaking = {*about, *nearest}
        candidates += [*_marked_clauses(speaking, candidates), *_causes_before(of_what, about, candidates)]
        given = [one for one in candidates if not _is_none(one, question)]
        if candidates and not given:  # what else answers would be one of them
            return facts.refusal(question, hits)
        candidates = given
    if not candidates:
        return None
    weighed = [_weighed(candidate, asked, about, nearest, why) for candidate in candidates]
    if why and not about and _verb(question):
        weighed = [_far_from(nearest, one) for one in weighed]
    weighed.sort(key=lambda one: one.candidate.span + 3 * one.bonus, reverse=True)
    chosen = weighed[:_READ]
    sure = _sure(question, asked, candidates, chosen, facts)
    best, confidence = max(zip(chosen, sure, strict=True), key=lambda pair: pair[1])
    if why and (plain := facts.answer(question, least)).confidence >= max(_SURE, confidence + _SURER):
        shown = plain.quotes[0]
        no_reason = _is_no_reason(shown.text, (shown.answer_start or shown.start) - shown.start, plain.text, question)
        return facts.refusal(question, hits, confidence) if no_reason else plain
    if confidence < least:
        return facts.refusal(question, hits, confidence)
    first = quoted(_widened(best.candidate))
    quotes = [first]
    if best.of is not None and not first.start <= best.of.start < first.end:
        quotes.append(Quote(best.of.document, best.of.start, best.of.end))
    return Answer(question, Kind.ANSWER, tuple(quotes), confidence)


def _nearest(hits: Sequence[Hit]) -> frozenset[Passage]:
    """The sentences that say most nearly what the question does, in whatever words."""
    least = max(_NEAR, max(hit.similarity for hit in hits) - _AS_NEAR)
    return frozenset(hit.passage for hit in hits if hit.similarity >= least)


def _far_from(nearest: frozenset[Passage], one: _Weighed) -> _Weighed:
    """The candidate, held to be less likely where it stands in none of the nearest sentences."""
    return one if one.candidate.sentence in nearest else replace(one, bonus=one.bonus + _NOWHERE)


def _sure(
    question: str, asked: Asked, candidates: Sequence[Candidate], chosen: Sequence[_Weighed], facts: Facts
) -> list[float]:
    """The confidence in each of the chosen: the decision's, moved by the relation."""
    spans = [_with_explained(one) for one in chosen]
    others = [one for one in candidates if one not in {weighed.candidate for weighed in chosen}]
    features = matrix(asked, [*spans, *others])[: len(spans)]
    alone = facts.reader.read(question, [span.sentence.text for span in spans])
    confidence = facts.decision.confidence(checked(features, spans, alone))
    return [_moved(float(sure), one.bonus) for sure, one in zip(confidence, chosen, strict=True)]


def _with_explained(one: _Weighed) -> Candidate:
    """The candidate in its sentence, joined with the sentence it explains: neither is understood alone."""
    sentence, of = one.candidate.sentence, one.of
    if of is None or of == sentence:
        return one.candidate
    joined = replace(sentence, start=min(of.start, sentence.start), end=max(of.end, sentence.end))
    return replace(one.candidate, sentence=joined)


def _moved(confidence: float, bonus: float) -> float:
    """A probability moved by log-odds.

    >>> _moved(0.5, 0.0), round(_moved(0.2, 2.0), 2)
    (0.5, 0.65)
    """
    if not bonus:
        return confidence
    made = moved(confidence, bonus, 1e-4)
    return made if bonus < 0 else min(made, max(min(confidence, 1 - 1e-4), _MOST))


def _about(question: str, asked: Asked, read: Sequence[Window], facts: Facts) -> dict[Passage, float]:
    """The sentences that speak of what is asked, with the share of its information they hold.

    One that shares the names alone and not what is said of them ("Why was the band founded?") does not.
    """
    covered = {sentence: asked.coverage(_with_verbs(sentence)) for window in read for sentence in window.sentences}
    verb = _verb(question)
    near = [sentence for sentence, share in covered.items() if share >= (_SPEAKS_WITH_VERB if verb else _SPEAKS)]
    if not verb or not near:
        return {sentence: covered[sentence] for sentence in near}
    said = {sentence: [word.low for word in words_of(sentence.text) if key(word.low)] for sentence in near}
    every = list(dict.fromkeys([infinitive(verb), *(infinitive(word) for words in said.values() for word in words)]))
    vectors = dict(zip(every, facts.word_encoder.encode(every), strict=True))
    likeness = {word: float(vectors[infinitive(verb)] @ vectors[word]) for word in every}
    return {
        sentence: covered[sentence]
        for sentence, words in said.items()
        if any(key(w) == key(verb) or relation(verb, w) or likeness[infinitive(w)] >= LIKE for w in words)
    }


def _with_verbs(sentence: Passage) -> str:
    """The sentence, and its words as verbs in their base form: "took" speaks of what is asked with "take"."""
    words = {word.low: infinitive(word.low) for word in words_of(sentence.text)}
    return " ".join([sentence.text, *(verb for word, verb in words.items() if verb != word)])


def _verb(question: str) -> str:
    """What the question says of its subject, in lower case; empty where it cannot be told, or says little ("go up",
    "carry out").

    >>> _verb("Why was the band founded?"), _verb("What caused the fire?")
    ('founded', '')
    """
    asked = Proposition(re.sub(r"^\W*(?:why|how)\s+", "", question.strip(), flags=re.I), lambda _: 1.0)
    predicate = asked.predicate
    if not asked.is_polar or not asked.has_verb or predicate is None:
        return ""
    return "" if asked.question.text[predicate.word.end :].startswith(" out ") else predicate.word.low


def _marked_clauses(about: Set[Passage], candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The clauses behind a connective of cause in the sentences that speak of what is asked."""
    known = {(one.start, one.end) for one in candidates}
    for one in {one.sentence: one for one in candidates}.values():
        if one.sentence not in about:
            continue
        text = one.sentence.text
        initial = INITIAL.match(text)
        if initial and (one.sentence.start, one.sentence.start + initial.end("clause")) not in known:
            yield _made(one, one.sentence.start, one.sentence.start + initial.end("clause"), candidates)
        for match in CAUSE.finditer(text):
            if match["maybe"] and match["maybe"].lower() not in ("since", "after", "following"):
                continue
            if TIME.match(text, match.start()) and not is_clause(text[match.end() :]):
                continue
            start, end = tidied(
                one.window.document.text,
                one.sentence.start + match.start(),
                one.sentence.start + clause_end(text, match.end(), initial=match.start() == 0),
            )
            if end - start > match.end() - match.start() and (start, end) not in known:
                yield _made(one, start, end, candidates)


def _causes_before(asked: Asked, about: dict[Passage, float], candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The clauses that end where "so" or its like begins what is asked."""
    known = {(one.start, one.end) for one in candidates}
    for one in {one.sentence: one for one in candidates if one.sentence in about}.values():
        text = one.sentence.text
        for match in SO.finditer(text):
            clause = max((end.end() for end in ENDS.finditer(text, 0, match.start())), default=0)
            if asked.coverage(text[match.end() :]) <= asked.coverage(text[clause : match.start()]):
                continue
            at = one.sentence.start
            start, end = tidied(one.window.document.text, at + clause, at + match.start())
            if start < end and (start, end) not in known:
                yield _made(one, start, end, candidates)


def _made(like: Candidate, start: int, end: int, candidates: Sequence[Candidate]) -> Candidate:
    """A candidate the reader has not pointed at, in the sentence of one it has; as good as the best it overlaps."""
    lowest = min(one.span for one in candidates)
    overlapping = [one.span for one in candidates if one.start < end and start < one.end]
    return replace(like, start=start, end=end, span=max(overlapping, default=lowest))


def _weighed(
    candidate: Candidate, asked: Asked, about: dict[Passage, float], nearest: frozenset[Passage], why: bool
) -> _Weighed:
    """The candidate with what its words and its place say for and against it."""
    bonus = 0.0
    words = terms(candidate.text)
    if len(candidate.text.split()) < _SHORTEST:
        bonus += _TOO_SHORT if why and not _NOUN.match(asked.text) else 0.0
    if words and sum(word in asked.information for word in words) >= 0.6 * len(words):
        bonus += _RESTATES
    if why and _orders(candidate):
        bonus += _ORDERS
    relation, of = _relation(candidate, about, why)
    if why and candidate.sentence in nearest and candidate.sentence not in about:
        relation, of = max(relation, marked_by(candidate.sentence.text, *candidate.within)), candidate.sentence
    return _Weighed(candidate, bonus + relation, of)


def _is_none(candidate: Candidate, question: str) -> bool:
    start = candidate.start - candidate.sentence.start
    asked = frozenset(terms(_WHY.sub("", question.strip())))
    if explains_another_part(candidate.sentence.text, start, asked):
        return True
    return _is_no_reason(candidate.sentence.text, start, candidate.text, question)


def _is_no_reason(sentence: str, start: int, span: str, question: str) -> bool:
    """Whether words that begin at `start` are by their form no reason for what is asked.

    "To buy it" is none where it says which ("an offer to buy it was refused") or what ("it helps people to get well").
    """
    if _NO_CAUSE_BEFORE.search(sentence[:start]):  # "it waited eleven days before | it told its customers"
        return True
    purpose = PURPOSE.match(span)
    helps = (word.low for word in words_of(question) if infinitive(word.low) in _COMPLEMENTED)
    verb = _verb(question) or next(helps, "")
    if not purpose or not verb or not start:
        return bool(_NO_REASON.match(span))
    before = sentence[max(sentence.rfind(mark, 0, start) for mark in ",;:") + 1 : start]
    complement = infinitive(verb) in _COMPLEMENTED and any(key(word.low) == key(verb) for word in words_of(before))
    behind = _MARK.split(sentence[start + purpose.end() :], maxsplit=1)[0]  # not "to protest, raided it"
    return complement or any(key(word.low) == key(verb) for word in words_of(behind))


def _orders(candidate: Candidate) -> bool:
    """Whether the span begins its sentence as an instruction does: with a verb that has an article behind it."""
    if candidate.start > candidate.sentence.start + 2:
        return False
    return bool(
        re.match(r"(?:Do not|Never|Always|[A-Z][a-z]+) (?:the|a|an|your|any)\b", candidate.text)
    ) and not re.match(r"(?:The|An?|This|In|On|At|By|For|After|As|With|When|If)\b", candidate.text)


def _relation(candidate: Candidate, about: dict[Passage, float], why: bool) -> tuple[float, Passage | None]:
    """What the place of a span says for it, and the sentence that speaks of what is asked."""
    sentence = candidate.sentence
    within = sentence.text
    start, end = candidate.start - sentence.start, candidate.end - sentence.start
    if sentence in about:
        if not why:
            return (
                PERHAPS
                if re.search(r"\b(?:by|using|with)\s*$|^(?:by|using)\b", within[:start] + within[start:end])
                else 0.0
            ), sentence
        return marked_by(within, start, end), sentence
    if not why or not about:
        return 0.0, None
    for of in sorted(about, key=lambda one: -about[one]):
        if of.document is not sentence.document or of.paragraph_start != sentence.paragraph_start:
            continue
        between = of.document.text[min(of.end, sentence.end) : max(of.start, sentence.start)]
        if len(between.strip()) > 200:
            continue
        if sentence.start > of.start:
            return (MARKED if _EXPLAINS.match(within) else _BESIDE), of
        if _BACK.match(of.text):
            return _BEFORE, of
    return 0.0, None


def _widened(candidate: Candidate) -> Candidate:
    """The candidate with the connective just before it and without the effect behind it."""
    text = candidate.sentence.text
    start, end = candidate.within
    effect = effect_in(text, start, end)
    if effect is not None:
        candidate = replace(candidate, end=candidate.sentence.start + effect)
    for match in CAUSE.finditer(text, max(0, start - 20), start):
        if match["sure"] and not text[match.end() : start].strip():
            return replace(candidate, start=candidate.sentence.start + match.start())
    return candidate
