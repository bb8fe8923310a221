"""What is denied where it is asked who or what it is said of, and what is ordered where it is asked what not to do."""

import re
from functools import lru_cache

from index.lexical import terms
from qa.deciding.features import Candidate
from qa.words.clause import Question, is_auxiliary, words_of
from qa.words.standing import NEGATIONS, clause_of, is_denying, is_negation, unbroken
from qa.words.verbs import closed

_FORBIDS = re.compile(r"\b(?:should|must|may|can|shall)(?:n['’]t| (?:\w+ ){0,3}?not)\b|\bcannot\b", re.I)
_NEGATING = re.compile(rf"\b(?:{'|'.join(sorted(NEGATIONS))}|\w+n['’]t)\b", re.I)
_NOT = frozenset(["not", "never"])
_LIMITS = closed("only just until till before more less later yet all every necessarily always for in at on")
_REJECTING = re.compile(
    r"\b(?:(?:not|never|n['’]t) (?:\w+ )?(?:accept|believe|think|agree|find|conclude|prove[nd]?|show|established"
    r"|satisfied|convinced|persuaded|true)(?:ed|s)? that|den(?:y|ies|ied|ying) that"
    r"|no (?:evidence|proof|sign|indication|suggestion|reason to believe) that"
    r"|(?:reject|dismiss|refut|disput)\w* (?:the |a |any )?(?:\w+ )?(?:claim|idea|suggestion|argument|allegation|notion"
    r"|theory|view)s? that)\b",
    re.I,
)
_ASKS_OF_DENIAL = re.compile(r"\b(?:den(?:y|ies|ied)|reject|disput|refut|dismiss|disagree|claim)", re.I)
_EARLIEST = re.compile(r"(?:before|until|till)\b", re.I)  # what nobody believes will be before March may be then
_ANOTHER_CLAUSE = re.compile(r"[;:]|\b(?:but|although|though|while|whereas|which|since)\b|,\s+(?:and|as)\b", re.I)
_WARNING = frozenset(["avoid", "avoided", "avoiding", "without", "except", "only", "instead", "risk", "danger"])


def is_denied(question: str, candidate: Candidate) -> bool:
    """Whether a candidate's clause says "not" of what the question asks by, or orders where it asks what not to do."""
    return is_denied_at(question, candidate.sentence.text, candidate.within[0])


def is_denied_at(question: str, sentence: str, at: int) -> bool:
    """The same of what begins at a place of a sentence, or whether "not" stands right before that."""
    if not _NEGATING.search(question) and (_stands_behind_not(sentence, at) or _is_rejected(question, sentence, at)):
        return True
    asked = _asked(question)
    if asked is None:
        return False
    verb, forbids = asked
    if not forbids and not _NEGATING.search(sentence):  # most sentences; what follows takes time
        return False
    words = unbroken(words_of(sentence))
    if forbids:
        return not any(is_negation(word) or is_denying(word) or word.low in _WARNING for word in words)
    inside = next((i for i, word in enumerate(words) if at < word.end), None)
    start, end = clause_of(words, inside) if inside is not None else (0, 0)
    said = [i for i in range(start, end) if verb & set(terms(words[i].text))]
    return bool(said) and all(any(map(is_negation, words[max(start, i - 2) : i])) for i in said)


def _is_rejected(question: str, sentence: str, at: int) -> bool:
    """Whether a sentence says of what it says at a place that somebody denies it or that nothing shows it."""
    if _ASKS_OF_DENIAL.search(question):
        return False
    rejected = [found.end() for found in _REJECTING.finditer(sentence, 0, at)]
    if not rejected or _EARLIEST.search(sentence, rejected[-1], at) or _EARLIEST.match(sentence, at):
        return False
    return not _ANOTHER_CLAUSE.search(sentence, rejected[-1], at)


def _stands_behind_not(sentence: str, at: int) -> bool:
    """Whether a sentence says "not" of what begins at a place: "It did not, as was feared, | cut the cable"."""
    if not _NEGATING.search(sentence, 0, at):
        return False
    words = unbroken(words_of(sentence))
    inside = next((i for i, word in enumerate(words) if at < word.end), 0)
    before, first = words[inside - 1] if inside else None, words[inside].low
    return before is not None and (before.low in _NOT or before.low.endswith("n't")) and first not in _LIMITS


@lru_cache(maxsize=256)
def _asked(question: str) -> tuple[frozenset[str], bool] | None:
    """The stems of the verb that a question asks who or what by, and whether it asks what not to do; None otherwise."""
    asked = Question(question)
    if asked.asking not in ("who", "whom", "what", "which", "where", "when") or asked.verb is None:
        return None
    if any(map(is_negation, asked.words)):
        return (frozenset(), True) if asked.asking == "what" and _FORBIDS.search(question) else None
    word = asked.words[asked.verb]
    stems = frozenset(terms(word.text))
    return (stems, False) if stems and not is_auxiliary(word) else None
