"""Whose act it is: "Norland answered by expelling five Sudmark envoys" says not how many Sudmark expelled.

A reader that is asked what somebody did takes what was done to them. Where a sentence names both, English tells who
does it: whoever its verb has for a subject.
"""

from collections.abc import Sequence
from functools import lru_cache

from index.lexical import terms
from qa.deciding.features import Candidate
from qa.words.clause import BE, DETERMINERS, PREPOSITIONS, PRONOUNS, Question, Word, is_auxiliary, words_of
from qa.words.standing import clause_of, unbroken
from qa.words.verbs import base, closed, is_past

_LIGHT = closed("do have get be say make take give go come")
_SAME = 4  # letters that "Russian" and "Russia" share


def is_done_by_another(question: str, candidate: Candidate) -> bool:
    """Whether a sentence names who is asked of, and as the one who does it somebody else."""
    asked = _asked(question)
    if asked is None:
        return False
    verb, doer = asked
    words = unbroken(words_of(candidate.sentence.text))
    said = [i for i, word in enumerate(words) if not word.is_name and _stems(word.low) & verb]
    subjects = [_subject(words, i) for i in said]
    named = {word.low[:_SAME] for word in words if word.is_name}
    return bool(subjects) and bool(doer & named) and all(one and not one & doer for one in subjects)


@lru_cache(maxsize=256)
def _asked(question: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """The stems of the verb that a question asks by, and the first letters of the name of who did it."""
    asked = Question(question)
    if asked.auxiliary is None or asked.verb is None or asked.is_polar or asked.verb >= asked.end:
        return None
    if asked.words[asked.auxiliary].low not in ("did", "does", "do"):
        return None
    verb, names = asked.words[asked.verb].low, _names(asked.words[slice(*asked.subject)])
    return (_stems(verb), names) if names and verb not in _LIGHT else None


def _stems(verb: str) -> frozenset[str]:
    return frozenset((*terms(verb), *terms(base(verb))))


def _subject(words: Sequence[Word], verb: int) -> frozenset[str]:
    """The first letters of the names that the subject of a verb consists of; none where it is not one by name.

    Of "by expelling" it is the subject of the clause that is done by it.
    """
    start, _ = clause_of(words, verb)
    if words[verb].low.endswith("ing"):
        by = next((i for i in range(verb - 1, -1, -1) if words[i].low == "by"), None)
        finite = next((i for i in range(by or 0) if _is_finite(words, i)), None)
        if by is None or finite is None or any(word.low in (";", ":") for word in words[finite:verb]):
            return frozenset()
        start, verb = 0, finite
    elif not (is_past(words[verb].low) or words[verb].low.endswith("s")) or _is_passive(words, start, verb):
        return frozenset()
    first = next((i for i in range(start, verb) if _is_finite(words, i)), verb)
    before = [word for word in words[start:first] if word.is_word]
    if not before or not before[-1].is_name or any(word.low in PREPOSITIONS for word in before):
        return frozenset()
    return _names(before)


def _is_finite(words: Sequence[Word], i: int) -> bool:
    return is_auxiliary(words[i]) or (i > 0 and is_past(words[i].low) and not words[i].is_name)


def _is_passive(words: Sequence[Word], start: int, verb: int) -> bool:
    return any(word.low in BE | {"be", "been", "being"} for word in words[max(start, verb - 3) : verb])


def _names(words: Sequence[Word]) -> frozenset[str]:
    named = (word for word in words if word.is_name and word.low not in DETERMINERS | PRONOUNS)
    return frozenset(word.low[:_SAME] for word in named if terms(word.text))
