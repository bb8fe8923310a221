"""Who does what a relative clause tells: in "Ann thanked those who had rebuilt it" not Ann rebuilt it."""

import re

from index.lexical import terms
from qa.clause import BE, Question, Word, words_of
from qa.features import Candidate
from qa.verbs import base, is_past

_ANTECEDENT = re.compile(
    r"(?P<noun>\b[\w’'-]+),?\s+(?:who|which|that)\s+(?:(?:had|has|have|was|were|is|are)\s+)?(?:\w+ly\s+)?(?P<verb>\w+)",
    re.I,
)
# "Ann is the woman who rebuilt it" says who it was.
_COPULAS = BE | {"become", "remain", "call", "name"}


def is_outside(question: str, candidate: Candidate) -> bool:
    """Whether what is asked is told in a relative clause alone, of a noun that a verb parts from the candidate."""
    asked = Question(question)
    if asked.asking not in ("who", "which") or not asked.asks_subject or asked.verb is None:
        return False
    verb = set(terms(asked.words[asked.verb].text))
    text, (_, end) = candidate.sentence.text, candidate.within
    told = [word for word in words_of(text) if verb & set(terms(word.text))]
    found = [one for one in _ANTECEDENT.finditer(text) if verb & set(terms(one["verb"]))]
    if len(found) != 1 or len(told) != 1:
        return False
    return end <= found[0].start("noun") and any(map(_parts, words_of(text[end : found[0].start("noun")])))


def _parts(word: Word) -> bool:
    return is_past(word.low) and not word.is_name and not {word.low, base(word.low)} & _COPULAS
