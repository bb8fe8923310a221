"""Who does what a relative clause tells: in "Ann thanked those who had rebuilt it" not Ann rebuilt it."""

import re
from functools import lru_cache

from index.lexical import terms
from qa.deciding.features import Candidate
from qa.words.clause import BE, Question, Word, words_of
from qa.words.verbs import base, is_past

_ANTECEDENT = re.compile(
    r"(?P<noun>(?<![\w’'-])[\w’'-]+),?\s+(?:who|which|that)\s+(?:(?:had|has|have|was|were|is|are)\s+)?(?:\w+ly\s+)?(?P<verb>\w+)",
    re.I,
)
# "Ann is the woman who rebuilt it" says who it was.
_COPULAS = BE | {"become", "remain", "call", "name"}


def is_outside(question: str, candidate: Candidate) -> bool:
    """Whether what is asked is told in a relative clause alone, of a noun that a verb parts from the candidate."""
    verb, text, (_, end) = _asked(question), candidate.sentence.text, candidate.within
    found = [one for one in _ANTECEDENT.finditer(text) if verb & set(terms(one["verb"]))] if verb else []
    if len(found) != 1 or sum(bool(verb & set(terms(word.text))) for word in words_of(text)) != 1:
        return False
    return end <= found[0].start("noun") and any(map(_parts, words_of(text[end : found[0].start("noun")])))


@lru_cache(maxsize=256)
def _asked(question: str) -> frozenset[str]:
    """The stems of the verb of which it is asked who does it; none where something else is asked."""
    asked = Question(question)
    if asked.asking not in ("who", "which") or not asked.asks_subject or asked.verb is None:
        return frozenset()
    return frozenset(terms(asked.words[asked.verb].text))


def _parts(word: Word) -> bool:
    return is_past(word.low) and not word.is_name and not {word.low, base(word.low)} & _COPULAS
