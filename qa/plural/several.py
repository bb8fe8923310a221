"""Several right answers to one question, or answers that differ.

Everything else that could be an answer (`qa.plural.rivals`) is judged by a logistic model that has seen, on texts
written for it, which of such values were right too: one model for those in the answer's own sentence, one for those
elsewhere. A third one says whether what is right contradicts itself ("The documents differ."), by what
`qa.plural.differ` looks at.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from qa.answer import Answer, Kind, Quote
from qa.compose import compose, quoted
from qa.deciding.decide import Logistic, moved
from qa.deciding.features import Candidate
from qa.facts import Facts, Plain
from qa.fitting.apart import is_of_another, whose
from qa.listing.groups import announces
from qa.plural import differ
from qa.plural.accounts import another
from qa.plural.contrast import are_of_their_own, are_parted, is_another_one, is_set_beside
from qa.plural.counted import told_by_name
from qa.plural.means import speak_of_one
from qa.plural.rivals import FEATURES, WORDS, Rival, apart, differs, overlap, rivals, together, value_of_candidate
from qa.words.conjuncts import series_at
from qa.words.expect import Expected, expected
from qa.words.forms import Form, Value, value_of

MODELS = {"together": FEATURES, "apart": FEATURES, "differing": differ.FEATURES}
SHIPPED = Path(__file__).resolve().parents[2] / "models" / "several.json"
DIFFERING = "The documents differ."
LEAST = 0.35  # probability from which a rival is shown as an answer of its own
LEAST_APART = 0.15  # the same, of the one that is asked for where the sentence tells it from another: "the little one"
LEAST_DIFFERING = 0.5  # the same, from which answers are said to differ
LEAST_PASSED = 0.6  # the same, where the question has words that only another answer's part of the sentence has
LEAST_NAMED = 0.95  # the same, where one of these words is a name
SUPPORTING = 0.5  # the same, from which a rival makes the answer beside it likelier
SUPPORT = 1.5  # by how much, log-odds
MOST = 6  # answers shown
_VALUES = (Expected.NUMBER, Expected.MONEY, Expected.TIME)
SEEN = 1.0  # the reader's score, log-odds, of a span that says the answer more precisely


@dataclass(frozen=True, slots=True)
class Model:
    """How likely a rival is right too, one in the answer's sentence or one elsewhere, and how likely answers differ.

    `training/several.py` fits it.
    """

    together: Logistic
    apart: Logistic
    differing: Logistic

    @classmethod
    def load(cls, path: Path = SHIPPED) -> "Model":
        """Raises ModelError where the file is missing or is not one of these."""
        return cls(**Logistic.read(path, MODELS))

    def __call__(self, rival: Rival) -> float:
        """The probability, 0..1, that the rival is right."""
        model = self.together if rival.together else self.apart
        return float(model(rival.features[None, :])[0])


_shipped = lru_cache(maxsize=1)(Model.load)


def answer(question: str, least: float, facts: Facts) -> Answer:
    """The plain answer, widened by others that are right too, or that differ; or else a refusal."""
    plain = facts.plain(question, least)
    if not plain.ranked or (plain.answer.abstained and not differ.speaks_of_several(question)):
        return plain.answer
    found = [rival for rival in rivals(question, plain, facts) if facts.may_answer(question, rival.candidate)]
    if plain.answer.abstained:
        plain = supported(question, least, plain, found, facts)
    if plain.answer.abstained:
        return plain.answer
    names = facts.asked(question).names
    first = meant(question, plain.ranked[0][0], found, names)
    answers = _more_precise(first, plain.candidates) or _of_the_picked(question, parts_of(first))
    for other, probability in also_right(question, found):
        passed = {stem for one in answers if together(one, other) for stem in apart(question, one, other)}
        own = together(first, other) and _has_its_own(question, first, other)
        by_name = passed & names or own or (not together(first, other) and is_of_another(question, names, first, other))
        if probability >= (LEAST_NAMED if by_name else LEAST_PASSED if passed else LEAST):
            answers += [part for part in parts_of(other) if _is_new(part, answers)]
    if len(answers) > 1 and differ.speaks_of_several(question):
        each = [part for one in answers for part in _named_apart(one)]
        answers = [one for one in each if not announces(one.text)] or each  # "took several measures" is none itself
    wide, shown = widened(plain.answer, answers[:MOST], facts), answers[:MOST]
    account = another(first, facts.paragraphs) if wide.kind in (Kind.ANSWER, Kind.SEVERAL) else None
    if account and wide.kind is Kind.ANSWER:
        return replace(wide, kind=Kind.DIFFERING, label=DIFFERING, quotes=(quoted(first), quoted(account)))
    shown = [*shown[:1], account, *shown[1:]] if account else shown
    wide = replace(wide, quotes=tuple(map(quoted, shown))) if account else wide
    named = [] if wide.kind is Kind.DIFFERING else told_by_name(question, shown, plain, facts)
    return replace(wide, kind=Kind.SEVERAL, quotes=tuple(map(quoted, [*shown, *named]))) if named else wide


def supported(question: str, least: float, plain: Plain, found: Sequence[Rival], facts: Facts) -> Plain:
    """A plain answer, surer of itself where it was refused and another one is likely to be right as well.

    Answers that share a question share what the reader has to give, so that it is less sure of each.
    """
    likeliest = max(map(_shipped(), found), default=0.0)
    if likeliest < SUPPORTING:
        return plain
    first, sureness = plain.ranked[0]
    ranked = ((first, moved(sureness, SUPPORT)),)
    answer = compose(question, ranked, plain.hits, least, facts.settings.quotes)
    return plain if answer.abstained else replace(plain, answer=answer, ranked=ranked)


def meant(question: str, first: Candidate, found: Sequence[Rival], names: Set[str] = frozenset()) -> Candidate:
    """The first answer, or a later one of its sentence that the question picks by a word its part has to itself.

    Or one with one of the question's `names` behind it, where the first has another: "9 mm in Imphal and 25 in Moreh".

    Of "The long race has 1,450 m of climb, the short one 600 m" the reader may well point at either. An earlier part
    has words to itself that hold for the later one as well, so that they pick nothing.
    """
    like = [rival for rival in found if rival.together and _is_like(rival.candidate, first)]
    if whose(first) and not whose(first) & names:
        named = next((rival.candidate for rival in like if whose(rival.candidate) & names), None)
        if named:
            return named
    picked = [rival for rival in found if rival.together and _is_picked(question, rival.candidate, first)]
    likeliest = max(picked, key=_shipped(), default=None)
    if likeliest is None:
        return first
    spans = sorted((first.within, likeliest.candidate.within))
    least = LEAST_APART if is_another_one(first.sentence.text, *spans) else LEAST
    return likeliest.candidate if _shipped()(likeliest) >= least else first


def _is_picked(question: str, later: Candidate, first: Candidate) -> bool:
    spans = first.within, later.within
    if later.end <= first.start:  # an earlier part holds for a later one as well, unless that has a thing of its own
        return _is_like(later, first) and are_of_their_own(question, first.sentence.text, spans[1], spans[0])
    return (
        first.end <= later.start
        and are_parted(first.sentence.text, *spans)
        and (value_of_candidate(later).form not in WORDS or is_set_beside(question, first.sentence.text, *spans))
        and _is_like(later, first)
        and bool(apart(question, later, first))
        and not apart(question, first, later)
    )


def _of_the_picked(question: str, parts: list[Candidate]) -> list[Candidate]:
    """The parts of one answer, or the one that is of the only thing of theirs that the question names."""
    if len(parts) < 2 or expected(question) not in _VALUES:
        return parts
    return [one for one in parts if all(other is one or _is_picked(question, one, other) for other in parts)] or parts


def _has_its_own(question: str, first: Candidate, other: Candidate) -> bool:
    """Whether another value of the sentence is of a thing of its own, that the question does not ask of."""
    return first.end <= other.start and are_of_their_own(question, first.sentence.text, first.within, other.within)


def _is_like(one: Candidate, other: Candidate) -> bool:
    return value_of_candidate(one).is_like(value_of_candidate(other))


def also_right(question: str, found: Sequence[Rival]) -> list[tuple[Candidate, float]]:
    """The rivals that are right too, and how likely, the likeliest first.

    Of two in one sentence of which the question picks one ("A single costs £3, a double £5"), that one only.
    """
    model = _shipped()
    candidates = [rival.candidate for rival in found]
    passed = [
        any(
            together(one, other) and apart(question, other, one) and not apart(question, one, other)
            for other in candidates
            if value_of_candidate(other).is_like(value_of_candidate(one)) and not overlap(one, other)
        )
        for one in candidates
    ]
    kept = [rival for rival, other_is_meant in zip(found, passed, strict=True) if not other_is_meant]
    judged = sorted(((rival.candidate, model(rival)) for rival in kept), key=lambda pair: -pair[1])
    return [(candidate, probability) for candidate, probability in judged if probability >= LEAST]


def widened(plain: Answer, answers: Sequence[Candidate], facts: Facts) -> Answer:
    """The plain answer, with the others where there are any: as several right ones, or as differing.

    The first of the others, the likeliest, settles which; beside an answer that it contradicts, others that do not
    contradict it are no answers.
    """
    quotes = tuple(map(quoted, answers))
    if len(answers) < 2:
        if plain.text == quotes[0].answer:
            return plain
        shown = (quotes[0].document, quotes[0].start)
        return replace(plain, quotes=(*quotes, *(one for one in plain.quotes if (one.document, one.start) != shown)))
    first, *others = answers
    differing = [one for one in others if contradict(plain.question, (first, one), facts)]
    if others[0] not in differing:
        return replace(plain, kind=Kind.SEVERAL, quotes=quotes)
    return replace(plain, kind=Kind.DIFFERING, label=DIFFERING, quotes=tuple(map(quoted, [first, *differing])))


def contradict(question: str, answers: Sequence[Candidate], facts: Facts) -> bool:
    """Whether the answers are given to one and the same question, so that not all can be right."""
    if any(together(one, other) for i, one in enumerate(answers) for other in answers[:i]):
        return False
    first, *others = (one.window.document for one in answers)
    if differ.are_set_apart(question, answers) or not all(speak_of_one(first, one, facts.index) for one in others):
        return False
    looked_at = differ.features(question, answers, facts.encoder)
    return float(_shipped().differing(looked_at[None, :])[0]) >= LEAST_DIFFERING


def pointing_once(answer: Answer) -> Answer:
    """A plain answer with nothing pointed at in the quotes that say something else: near it, but no answers."""
    if answer.kind is not Kind.ANSWER or not answer.text:
        return answer
    said = _value(answer.quotes[0])
    quotes = (
        quote if not quote.answer or _value(quote).agrees(said) else replace(quote, answer_start=None, answer_end=None)
        for quote in answer.quotes
    )
    return replace(answer, quotes=tuple(quotes))


def _value(quote: Quote) -> Value:
    return value_of(quote.document.text, quote.answer_start or 0, quote.answer_end or 0)


def _is_new(one: Candidate, answers: Sequence[Candidate]) -> bool:
    value = value_of_candidate(one)
    return all(differs(value, value_of_candidate(other)) and not overlap(one, other) for other in answers)


def parts_of(candidate: Candidate) -> list[Candidate]:
    """The candidate, or where a conjunction joins several dates, times or numbers in it, each of them."""
    if value_of_candidate(candidate).form in (Form.NAME, Form.PHRASE):
        return [candidate]
    # The first of "in 1952, 1955 and 1961" may begin before what is pointed at.
    first, last = candidate.start, candidate.end
    members = [one for one in _members(candidate) if first < one.end and one.end <= last]
    parts = [replace(one, start=max(one.start, first)) for one in members]
    values = [value_of_candidate(part) for part in parts]
    apart = len(values) > 1 and values[0].differs(values[1]) and all(value.is_like(values[0]) for value in values)
    return parts if apart else [candidate]


def _named_apart(candidate: Candidate) -> list[Candidate]:
    """The candidate, or each of the names that it holds from end to end: "Ann Lee, Bo Orr and Cy Day"."""
    parts = _members(candidate)
    whole = bool(parts) and (parts[0].start, parts[-1].end) == (candidate.start, candidate.end)
    return parts if whole and all(value_of_candidate(part).form is Form.NAME for part in parts) else [candidate]


def _members(candidate: Candidate) -> list[Candidate]:
    """The members of the coordination that a candidate is one of or holds, in order; none where there is none."""
    at = candidate.sentence.start
    series = series_at(candidate.sentence.text, *candidate.within)
    return [replace(candidate, start=at + a, end=at + b) for a, b in series.members] if series else []


def _more_precise(first: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
    """What the first answer's sentence says more precisely, in several parts: "in January, on the 9th and the 23rd"."""
    value = value_of_candidate(first)
    for one in candidates:
        if together(one, first) and not overlap(one, first) and one.span >= SEEN:
            parts = parts_of(one) if value_of_candidate(one).is_like(value) else []
            if len(parts) > 1 and not any(value_of_candidate(part).differs(value) for part in parts):
                return parts
    return []
