"""How a sentence holds what one of its words says: as a fact, as denied, or as open.

What governs a word stands to its left within its clause, nearest first, and each such operator changes the standing of
what it governs (Karttunen 1971; Nairn, Condoravdi and Karttunen 2006): "not", "never" and "refuse to" turn it round,
"manage to" leaves it, "demand", "may" and "if" leave it open. A proposal is settled by the outcome told after it. The
operators are closed lists; a clause ends where a mark or a conjunction ends it, without a parser.
"""

from collections.abc import Sequence
from enum import IntEnum

from qa.clause import BE, DETERMINERS, PREPOSITIONS, PRONOUNS, Word, is_auxiliary
from qa.verbs import base, closed, is_past


class Standing(IntEnum):
    """How something stands in a text."""

    DENIED = -1
    OPEN = 0
    HOLDS = 1


NEGATIONS = closed("not never no none nobody nothing neither nor without hardly barely cannot nowhere") | {"no-one"}
# The complement is false; where they are themselves denied, it is true ("did not fail to pay").
_TWO_WAY = closed("fail forget neglect omit lack unable without")
# The complement is false; where they are denied, it is open ("did not refuse to pay").
_DENYING = closed(
    "refuse decline reject avoid prevent prohibit forbid ban deny cancel exclude abandon drop block veto oppose "
    "withhold unwilling cease abstain impossible instead against unfit unsuitable defeat stop"
)
_OPENING = closed(
    "demand ask request plan propose want hope expect intend promise offer threaten consider recommend suggest urge "
    "call seek try attempt allege accuse claim suspect believe think fear doubt warn wish aim prepare invite apply "
    "likely unlikely possible possibly perhaps maybe probably apparently reportedly allegedly supposedly potential "
    "alleged proposed planned rumour rumor chance risk proposal motion demand request bid discuss debate wonder "
    "whether if unless might could would should may eligible scheduled due aspire vow pledge call favour favor"
)
_MODAL = closed("may can could might must should shall will would ought cannot")
_PROPOSALS = closed("motion proposal plan request bid demand amendment application bill petition offer appeal")
_ACCEPTED = closed("carry pass approve adopt accept grant agree allow ratify uphold")
_REFUSED = closed("defeat reject withdraw dismiss drop abandon cancel deny refuse fail lose decline shelve veto")
_BOUNDARIES = closed("but although though while whereas because since when until who which whose where however yet as")
_MARKS = frozenset(";:()—–|")


def clause_of(words: Sequence[Word], at: int) -> tuple[int, int]:
    """Where the clause that holds the word at `at` begins and ends, as positions in `words`.

    >>> from qa.clause import words_of
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
    return low == "and" and _new_clause(words, i + 1)


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
    """Whether the word denies: "not", "never", "didn't"."""
    return word.low in NEGATIONS or word.low.endswith("n't")


def standing(words: Sequence[Word], at: int, asked: frozenset[str] = frozenset()) -> Standing:
    """How what the word at `at` says stands in its sentence.

    `asked` are modal verbs that open nothing here, since the question itself asks with one.

    >>> from qa.clause import words_of
    >>> def told(text: str, word: str) -> str:
    ...     words = words_of(text)
    ...     return standing(words, [w.text for w in words].index(word)).name
    >>> told("He did not admit it.", "admit"), told("He failed to sign.", "sign"), told("He did not fail to sign.", "sign")
    ('DENIED', 'DENIED', 'HOLDS')
    >>> told("They demanded that he pay.", "pay"), told("She apologised but did not pay.", "apologised")
    ('OPEN', 'HOLDS')
    """
    start, end = clause_of(words, at)
    start = _from_operator(words, start)
    found = Standing.HOLDS
    for i in range(at - 1, start - 1, -1):
        found = _governed(words, i, at, found, asked)
    if words[at].low in _REFUSED | _ACCEPTED and at > start:
        return found
    return _settled(words, at, end, found)


def _from_operator(words: Sequence[Word], start: int) -> int:
    """Where the clause begins with the conjunction that makes it a condition."""
    return start - 1 if start and words[start - 1].low in ("if", "unless", "whether") else start


def _governed(words: Sequence[Word], i: int, at: int, found: Standing, asked: frozenset[str]) -> Standing:
    """The standing of what the operator at `i`, if it is one, governs at `at`."""
    word, form = words[i], base(words[i].low)
    between = words[i + 1 : at]
    if is_negation(word):
        if word.low in ("no", "without", "not") and any(w.low in PREPOSITIONS - {"to", "of"} for w in between[:-1]):
            if word.low == "no" and not any(w.low in BE for w in between):
                return found if any(w.low == "," for w in between) else _denied(found)
            if word.low == "without":
                return found
        return _denied(found)
    low = word.low
    if low in asked:
        return found
    if low in _MODAL:
        return found if low in ("will", "shall", "can", "cannot") else Standing.OPEN
    if not _reaches(words, i, at):
        return found
    if form in _TWO_WAY or low in _TWO_WAY or form in _DENYING or low in _DENYING:
        return _denied(found)
    if form in _OPENING or low in _OPENING:
        return Standing.OPEN
    return found


def _reaches(words: Sequence[Word], i: int, at: int) -> bool:
    """Whether an operator governs a word: through "to", "that" or a preposition, or as its object or adverb."""
    between = [word.low for word in words[i + 1 : at]]
    finite = is_past(words[at].low) and (at == 0 or words[at - 1].low not in BE | {"been", "being", "be", "having"})
    if words[i].low in ("if", "unless", "whether") or words[i].low.endswith("ly") or words[i].low == "likely":
        return True
    if not between:
        return True
    if "that" in between or "having" in between or "to" in between:
        return True
    if finite:
        return is_past(words[i].low) and any(word in PRONOUNS or word in DETERMINERS for word in between) and (
            base(words[i].low) in ("claim", "allege", "believe", "think", "suspect", "fear", "deny")
        )
    return len(between) <= 8


def _denied(found: Standing) -> Standing:
    return Standing(-found)


def _settled(words: Sequence[Word], at: int, end: int, found: Standing) -> Standing:
    """A proposal's standing where the same clause tells its outcome after it: "the plan to merge was dropped"."""
    before = {base(word.low) for word in words[:at]}
    if not before & _PROPOSALS:
        return found
    for i in range(at + 1, end):
        if words[i - 1].low in BE | {"been"} and base(words[i].low) in _REFUSED:
            return Standing.DENIED
    return found


def outcome(words: Sequence[Word]) -> Standing | None:
    """What a sentence says became of the proposal before it; None where it says nothing of that.

    >>> from qa.clause import words_of
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
            return _denied(stands) if denied else stands
    return None


def is_proposal(words: Sequence[Word]) -> bool:
    """Whether a sentence puts something to a decision: it begins with a motion or tells of a proposal."""
    return any(base(word.low) in _PROPOSALS | {"propose", "move"} for word in words[:8])
