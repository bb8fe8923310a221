"""A number of some of those who were counted: "412 people, of whom 290 work in the factory" are 412.

And one of more than them: who was "the third of five children" has neither five children nor five sisters.
"""

import re

from index.lexical import terms
from qa.deciding.features import Candidate
from qa.words.dates import ORDINALS

_ASKED = re.compile(r"(?:and |but |so )?(?:about |roughly )?how many\b(?! of\b)", re.I)
_HOW_MUCH = re.compile(r"(?:and |but |so )?how (?:many|long|old|far|high|deep|wide|tall|heavy)\b", re.I)
_BARE = re.compile(r"(?:the )?(?:minutes|hours|days|weeks|months|years|metres|kilometres|miles|people)", re.I)
_OF_WHOM = re.compile(r"\b(?:of (?:whom|which|them|these|those)|including|among them)[\s\w]{0,20}$", re.I)
_OF_THEM = re.compile(r"\s+of (?:whom|which|them|these|those)\b", re.I)
_ONE_OF = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|youngest|eldest|oldest|one|last|middle) of (?:\w+ )?$",
    re.I,
)
_OFFSPRING = re.compile(r"\b(?:children|sons|daughters|brothers|sisters|siblings|kids)\b", re.I)
_ENDS = re.compile(r"[,;:.()–—]")
_MEANT = 0.5  # share of what is said of some from which a question that has it asks for these


def is_of_some(question: str, candidate: Candidate) -> bool:
    """Whether a candidate counts some of those whom the question asks for, by something that it does not ask for."""
    if _HOW_MUCH.match(question) and _BARE.fullmatch(candidate.text):
        return True
    if not _ASKED.match(question):
        return False
    text = candidate.sentence.text
    start, end = candidate.within
    if text[start:end].lower() in ORDINALS:
        return True
    if _ONE_OF.search(text, 0, start) and _OFFSPRING.search(question):
        return True
    counts_some = _OF_WHOM.search(text, 0, start) or _OF_THEM.match(text, end) or _OF_THEM.search(text[start:end])
    if not counts_some or not re.search(r"\d|\w", text[start:end]):
        return False
    stop = _ENDS.search(text, end)
    told = set(terms(text[end : stop.start() if stop else len(text)]))
    return bool(told) and len(told & set(terms(question))) < _MEANT * len(told)
