"""How a sentence holds what one of its words says: as a fact, as denied, or as open.

What governs a word stands to its left within its clause, nearest first, and each such operator changes the standing of
what it governs (Karttunen 1971; Nairn, Condoravdi and Karttunen 2006): "not", "never" and "refuse to" turn it round,
"manage to" leaves it, "demand", "may" and "if" leave it open. A proposal is settled by the outcome told after it. The
operators are closed lists; a clause ends where a mark or a conjunction ends it, without a parser.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from qa.words.clause import BE, DETERMINERS, PREPOSITIONS, PRONOUNS, Word, is_auxiliary
from qa.words.verbs import base, closed, is_past


class Standing(IntEnum):
    """How something stands in a text."""

    DENIED = -1
    OPEN = 0
    HOLDS = 1


NEGATIONS = closed("not never no none nobody nothing neither nor without hardly barely cannot nowhere except") | {
    "no-one"
}
# The complement is false; where they are themselves denied, it is true ("did not fail to pay").
_TWO_WAY = closed("fail forget neglect omit lack unable without")
# The complement is false; where they are denied, it is open ("did not refuse to pay").
_DENYING = closed(
    "refuse decline reject avoid prevent prohibit forbid ban cancel exclude abandon drop block veto oppose "
    "withhold unwilling cease abstain impossible instead against unfit unsuitable defeat stop"
)
_MOVING = closed("drop")  # what drops "by a third" is not given up
_HOW_FAR = closed("sharply slightly steeply further again when if once twice")
_OPENING = closed(
    "deny demand ask request plan propose want hope expect intend promise offer threaten consider recommend suggest "
    "urge call seek try attempt allege accuse claim suspect believe think fear doubt warn wish aim prepare invite "
    "apply likely unlikely possible possibly perhaps maybe probably apparently reportedly allegedly supposedly "
    "potential alleged proposed planned rumour rumor chance risk proposal motion bid discuss debate wonder whether if "
    "unless might could would should may eligible scheduled due aspire vow pledge favour favor"
)
_DENYING_PAIRS = frozenset({("ruled", "out"), ("rule", "out"), ("closed", "to"), ("closed", "for")})
_ENDING = closed("offence offense illegal punishable lift remove withdraw revoke suspend scrap waive")
_ELSEWHERE = closed("instead against stop cease without")  # deny only what they govern
_OPEN_DENIED = closed("may might should must ought")
_REALISING = closed(
    "manage force persuade help begin start have come go use get cause make lead continue proceed agree decide vote "
    "choose"
)
_ATTITUDES = closed("claim allege believe think suspect fear deny accuse doubt hope expect demand propose suggest urge")
_MODAL = closed("may can could might must should shall will would ought cannot")
_PROPOSALS = closed("motion proposal plan request bid demand amendment application bill petition offer appeal")
_ACCEPTED = closed("carry pass approve adopt accept grant agree allow ratify uphold")
_REFUSED = closed("defeat reject withdraw dismiss drop abandon cancel deny refuse fail lose decline shelve veto")
_BOUNDARIES = closed("but although though while whereas because since when until who which whose where however yet as")
_JOINING = closed("and but or nor so then")
_ASIDE = 10  # words and marks of what is put in between an auxiliary and its verb
_MARKS = frozenset(";:()—–|.!?")


def unbroken(words: Sequence[Word]) -> list[Word]:
    """The words without what is put in between an auxiliary or "not" and its verb.

    >>> from qa.words.clause import words_of
    >>> [word.text for word in unbroken(words_of("It did not, as was feared, cut the cable."))]
    ['It', 'did', 'not', 'cut', 'the', 'cable', '.']
    """
    kept: list[Word] = []
    i = 0
    while i < len(words):
        i = _behind_aside(words, i) if kept and (is_auxiliary(kept[-1]) or is_negation(kept[-1])) else i
        kept.append(words[i])
        i += 1
    return kept


def _behind_aside(words: Sequence[Word], i: int) -> int:
    """Where a verb stands behind what two commas put in before it, of which the first is at `i`; else `i`."""
    closing = next((j for j in range(i + 2, min(i + _ASIDE, len(words) - 1)) if words[j].low == ","), None)
    if words[i].low != "," or closing is None or words[i + 1].low in _JOINING:
        return i
    verb = words[closing + 1]
    return i if not verb.is_word or verb.low in PREPOSITIONS | DETERMINERS | PRONOUNS | _JOINING else closing + 1


def clause_of(words: Sequence[Word], at: int) -> tuple[int, int]:
    """Where the clause that holds the word at `at` begins and ends, as positions in `words`.

    >>> from qa.words.clause import words_of
    >>> words = words_of("He apologised, but did not admit it; she left.")
    >>> [word.text for word in words[slice(*clause_of(words, 6))]]
    ['did', 'not', 'admit', 'it']
    """
    start, end = at, at + 1
    while start and not _ends_clause(words, start - 1):
        start -= 1
    while end < len(words) and not _ends_clause(words, end):
        end += 1
    return start, end


def _ends_clause(words: Sequence[Word], i: int) -> bool:
    low = words[i].low
    if low in _MARKS or low in _BOUNDARIES:
        return not (low == "as" and i + 1 < len(words) and words[i + 1].low in ("a", "an", "the"))
    after = words[i + 1] if i + 1 < len(words) else None
    if low == ",":
        return after is not None and _opens(words, i + 1)
    # What "and" joins is a clause only where one with a verb stands before it.
    return low == "and" and any(_is_verbal(word) for word in words[:i]) and _new_clause(words, i + 1)


def _opens(words: Sequence[Word], i: int) -> bool:
    """Whether a new clause begins at `i`, behind a comma."""
    low = words[i].low
    if low in {"and", "or", "nor", "so", "then"} | _BOUNDARIES:
        return low != "or" and (low != "and" or _new_clause(words, i + 1))
    return low in PRONOUNS or is_auxiliary(words[i]) or (is_past(low) and not words[i].is_name) or low.endswith("ing")


def _new_clause(words: Sequence[Word], i: int) -> bool:
    """Whether what follows "and" is a clause with a verb of its own, and not one more of a list."""
    if i >= len(words):
        return False
    if is_auxiliary(words[i]) or words[i].low in PRONOUNS or (is_past(words[i].low) and not words[i].is_name):
        return True
    for word in words[i + 1 : i + 6]:
        if is_auxiliary(word) or (is_past(word.low) and not word.is_name):
            return True
        if word.low in PREPOSITIONS or not word.is_word:
            return False
    return False


def is_negation(word: Word) -> bool:
    """Whether the word denies: "not", "never", "didn't", "nobody's"."""
    return word.low.removesuffix("'s") in NEGATIONS or word.low.endswith("n't")


def is_denying(word: Word, after: str = "") -> bool:
    """Whether the word says of what it stands beside that it is not so, or not allowed: "forbidden", "refused".

    `after` is the word behind it: what drops "by a third" or "to 3" is not dropped.
    """
    forms = {word.low, base(word.low)}
    denies = bool(forms & (_DENYING | _ENDING | _TWO_WAY)) and not forms & _ELSEWHERE
    return denies and not (forms & _MOVING and after in PREPOSITIONS | _HOW_FAR)


def is_to_come(low: str, after: str) -> bool:
    """Whether two words say that something is still to be done, or was meant to be: "has to", "are to", "was to"."""
    return after == "to" and low in ("has", "have", "is", "are", "was", "were")


def was_to_come(low: str, after: str) -> bool:
    """Whether two words say that something was meant to be, whatever came of it: "was to"."""
    return after == "to" and low in ("was", "were")


def is_opening(word: Word) -> bool:
    """Whether the word leaves open what it governs: "might", "demand", "if"."""
    return bool({word.low, base(word.low)} & _OPENING)


@dataclass(frozen=True, slots=True)
class Ask:
    """What a question brings to the reading of a sentence.

    `own` are words that change nothing here, since the question has one of their kind itself; `infinitives` says
    whether "to sign" alone leaves open whether somebody signed; `predicate` is the place of the word that is asked of
    itself and so governs nothing.
    """

    own: frozenset[str] = frozenset()
    infinitives: bool = True
    predicate: int | None = None


@dataclass(slots=True)
class _State:
    """The standing so far; `one_way` where a denial of it would leave it open; `operated` where something governed."""

    stands: Standing = Standing.HOLDS
    one_way: bool = False
    operated: bool = False
    negated_by: str = ""

    def deny(self, by: str, one_way: bool = False) -> None:
        """Turn it round, or open it."""
        if by == "neither" and self.negated_by == "nor":
            return
        self.stands = Standing.OPEN if self.one_way else Standing(-self.stands)
        self.one_way, self.operated, self.negated_by = one_way, True, by

    def open(self) -> None:
        """Leave it open, whatever comes before."""
        self.stands, self.operated, self.one_way = Standing.OPEN, True, False


def standing(words: Sequence[Word], at: int, ask: Ask | None = None) -> Standing:
    """How what the word at `at` says stands in its sentence.

    >>> from qa.words.clause import words_of
    >>> def told(text: str, word: str) -> str:
    ...     words = words_of(text)
    ...     return standing(words, [w.text for w in words].index(word)).name
    >>> told("He did not admit it.", "admit"), told("He failed to pay.", "pay"), told("He did not fail to pay.", "pay")
    ('DENIED', 'DENIED', 'HOLDS')
    >>> told("They demanded that he pay.", "pay"), told("She apologised but did not pay.", "apologised")
    ('OPEN', 'HOLDS')
    >>> told("He refused to sign.", "sign"), told("He did not refuse to pay.", "pay"), told("He left to sign.", "sign")
    ('DENIED', 'OPEN', 'OPEN')
    """
    ask = ask or Ask()
    start, end = clause_of(words, at)
    if start and words[start - 1].low in ("if", "unless", "whether"):
        start -= 1
    state = _State()
    for i in range(at - 1, start - 1, -1):
        if i != ask.predicate:
            _govern(words, i, at, state, ask)
    infinitive = ask.infinitives and not state.operated and _is_infinitive(words, at, start)
    if infinitive and state.stands is Standing.HOLDS:
        state.open()
    return _settled(words, at, end, state.stands)


def _govern(words: Sequence[Word], i: int, at: int, state: _State, ask: Ask) -> None:
    """Let the word at `i`, where it is an operator, govern the one at `at`."""
    word, low, form = words[i], words[i].low, base(words[i].low)
    after = words[i + 1].low if i + 1 < len(words) else ""
    between = words[i + 1 : at]
    if low in ask.own:
        return
    if is_negation(word):
        if not (low in ("without", "except") and any(_is_verbal(w) for w in between)):
            state.deny(low)
        if low.removesuffix("n't") in _OPEN_DENIED - ask.own:
            state.open()
        return
    if low in _MODAL:
        if word.is_name and i:  # the month
            return
        # "Could not" denies; "may not" and "should not" leave it open.
        if low not in ("will", "shall", "can", "cannot") and not (low in ("could", "would") and after == "not"):
            state.open()
        return
    if not _reaches(words, i, at):
        return
    if form in _TWO_WAY or low in _TWO_WAY:
        state.deny(low)
    elif _denies(form, low, after):
        state.deny(low, one_way=True)
    elif form in _OPENING or low in _OPENING:
        state.open()
    elif form in _REALISING and any(w.low == "to" for w in between):
        state.operated = True


def _denies(form: str, low: str, after: str) -> bool:
    """Whether a word, with the one behind it, says that its complement is false."""
    if form in _MOVING and after in PREPOSITIONS | _HOW_FAR:
        return False
    return form in _DENYING or low in _DENYING or (low, after) in _DENYING_PAIRS


def _is_verbal(word: Word) -> bool:
    return is_auxiliary(word) or (is_past(word.low) and not word.is_name)


def _is_infinitive(words: Sequence[Word], at: int, start: int) -> bool:
    before = [word.low for word in words[max(start, at - 2) : at]]
    bare = base(words[at].low) == words[at].low and not is_past(words[at].low)
    return bare and "to" in before and before[-1] not in DETERMINERS


def _reaches(words: Sequence[Word], i: int, at: int) -> bool:
    """Whether an operator governs a word: through "to", "that" or a preposition, or as its object or adverb."""
    low = words[i].low
    between = words[i + 1 : at]
    lows = [word.low for word in between]
    if low in ("if", "unless", "whether", "likely") or low.endswith("ly") or not between:
        return True
    if "that" in lows or "having" in lows or "whether" in lows:
        return True
    if any(is_auxiliary(word) for word in between):
        return base(low) in _ATTITUDES and low not in ("claims", "fears", "doubts")
    finite = is_past(words[at].low) and words[at - 1].low not in BE | {"been", "being", "be", "having"}
    if finite:
        return base(low) in _ATTITUDES and lows[0] in PRONOUNS | DETERMINERS
    return len(between) <= 8


def _settled(words: Sequence[Word], at: int, end: int, found: Standing) -> Standing:
    """The standing of a thing, with what is said of it behind it: "the plan was dropped", "pets are not allowed"."""
    if any(base(word.low) in _PROPOSALS for word in words[:at]):
        for i in range(at + 1, end):
            if words[i - 1].low in BE | {"been"} and base(words[i].low) in _REFUSED | _ACCEPTED:
                return Standing.DENIED if base(words[i].low) in _REFUSED else Standing.HOLDS
    if is_past(words[at].low) and not words[at].is_name:
        return found
    last = _last_of_series(words, at, end)
    for i in range(last + 1, min(end, last + 8)):
        if not is_auxiliary(words[i]):
            if i > last + 4 or words[i].low in (",", "to", "that"):
                break
            continue
        rest = words[i : min(end, i + 4)]
        if any(is_negation(word) and word.low not in ("without", "except") for word in rest):
            return Standing(-found)
        if words[i].low in BE | {"has", "have", "had"} and any(base(w.low) in _REFUSED | _DENYING for w in rest[1:]):
            return Standing.DENIED
        break
    return found


def _last_of_series(words: Sequence[Word], at: int, end: int) -> int:
    """Where the last of "gas, fuel and fireworks are not ..." begins if the word at `at` is of them; or else `at`."""
    commas = [i for i in range(at + 1, min(end, at + 4)) if words[i].low == ","]
    joined = next((i for i in range(at + 1, end) if words[i].low in ("and", "or")), None)
    if not commas or joined is None or joined + 1 >= end:
        return at
    between = words[at + 1 : joined]
    return at if any(_is_verbal(word) or word.low in PREPOSITIONS for word in between) else joined + 1


def outcome(words: Sequence[Word]) -> Standing | None:
    """What a sentence says became of the proposal before it; None where it says nothing of that.

    >>> from qa.words.clause import words_of
    >>> outcome(words_of("Defeated, 2 to 4.")), outcome(words_of("Carried, 6 to 0.")), outcome(words_of("It rained."))
    (<Standing.DENIED: -1>, <Standing.HOLDS: 1>, None)
    """
    for i, word in enumerate(words[:12]):
        if not is_past(word.low):
            continue
        opened = i == 0 or not words[i - 1].is_word or words[i - 1].low in BE | {"been", "not", "unanimously"}
        said = base(word.low)
        if opened and said in _REFUSED | _ACCEPTED:
            denied = any(is_negation(before) for before in words[:i])
            stands = Standing.HOLDS if said in _ACCEPTED else Standing.DENIED
            return Standing(-stands) if denied else stands
    return None


def outcome_of(word: str) -> Standing | None:
    """What a verb, in its base form, says became of a proposal; None where it says nothing of that."""
    return Standing.HOLDS if word in _ACCEPTED else Standing.DENIED if word in _REFUSED else None


def denied_later(words: Sequence[Word], end: int) -> bool:
    """Whether the sentence tells, behind the clause that ends at `end`, that what was open came to nothing.

    >>> from qa.words.clause import words_of
    >>> denied_later(words_of("They considered it but decided against it."), 3)
    True
    """
    for i in range(end, len(words)):
        low = words[i].low
        if low == "against" and base(words[i - 1].low) in ("decide", "vote", "rule", "advise"):
            return True
        refused = is_past(low) and base(low) in _REFUSED
        if refused and not any(is_negation(word) for word in words[max(end, i - 2) : i]):
            return words[i - 1].low in BE | {"been"} or words[i - 1].is_word
    return False


def is_proposal(words: Sequence[Word]) -> bool:
    """Whether a sentence puts something to a decision: it begins with a motion or tells of a proposal."""
    return any(base(word.low) in _PROPOSALS | {"propose", "move"} for word in words[:8])
