"""What became of people: who was injured has not died, and when somebody was arrested is not when they were released.

A reader that looks for a number of dead takes the number of injured where there is no other.
"""

import re
from functools import lru_cache
from itertools import pairwise

from qa.deciding.features import Candidate
from qa.plural.accounts import gives_another_number
from qa.words.clause import words_of
from qa.words.standing import clause_of

_FATES = {
    "dead": r"die|dies|died|dying|dead|death|deaths|deadly|kill\w*|murder\w*|perish\w*|drown\w*|executed|slain|fatal\w*"
    r"|bod(?:y|ies)|deceased|victims?|casualt\w+|toll|lives|shot|assassinat\w*",
    "hurt": r"injur\w*|wound\w*|hurt|casualt\w+|harmed",
    "held": r"arrest\w*|detain\w*|detention|imprison\w*|jail\w*|custody|captured",
    "freed": r"releas\w*|freed|acquitt\w*|bail",
    "missing": r"missing|disappear\w*|vanish\w*",
    "saved": r"rescu\w*|surviv\w*",
    "moved": r"evacuat\w*|displaced|homeless",
    "stuck": r"stranded|stuck|trapped|delayed",
    "dismissed": r"laid off|redundan\w*|dismiss\w*|sacked|livelihoods?|jobs?",
}
_ASKED = re.compile(r"(?:and |but |so )?(?:(?:about |roughly )?how many|when|where|who)\b", re.I)
_JOINT = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
_BEFORE = 150  # characters before a sentence that only gives another number
_PATTERNS = {fate: re.compile(rf"\b(?:{words})\b", re.I) for fate, words in _FATES.items()}


def is_of_another_fate(question: str, candidate: Candidate) -> bool:
    """Whether the candidate's clause tells of another fate than the one that the question asks about, and not of it."""
    asked = fates_in(question) if _ASKED.match(question) else frozenset()
    if len(asked) != 1:
        return False
    told = fates_in(_clause(candidate))
    return bool(told) and not asked & told


@lru_cache(maxsize=1024)
def fates_in(text: str) -> frozenset[str]:
    """What a text tells became of people."""
    return frozenset(fate for fate, pattern in _PATTERNS.items() if pattern.search(text))


def _clause(candidate: Candidate) -> str:
    """The part of the candidate's clause that holds its first word and tells a fate, or else the clause.

    Of "killing 14 and injuring 23" each number has its own. Where it only gives another number of what the sentence
    before it counts, it tells what that does.
    """
    text, at = candidate.sentence.text, candidate.start - candidate.sentence.start
    words = words_of(text)
    number = next((i for i, word in enumerate(words) if word.end > at), None)
    if number is None:
        return text
    first, last = clause_of(words, number)
    start, end = words[first].start, words[last - 1].end
    joints = [start, *(joint.end() for joint in _JOINT.finditer(text, start, end)), end]
    part = next((text[a:b] for a, b in pairwise(joints) if a <= at < b), text[start:end])
    clause = part if fates_in(part) else text[start:end]
    if not fates_in(clause) and len(fates_in(whole := _between_semicolons(text, at))) == 1:
        clause = whole  # "nine have since been released"
    if fates_in(clause) or not gives_another_number(text):
        return clause
    return candidate.sentence.document.text[max(0, candidate.sentence.start - _BEFORE) : candidate.sentence.start]


def _between_semicolons(text: str, at: int) -> str:
    return text[text.rfind(";", 0, at) + 1 :].partition(";")[0]
