"""A span that is read as one answer -> the members it lists, by the separators alone. Pure.

`qa.words.conjuncts` tells by their words which pieces of a sentence are members of one coordination; where that is left
open, the comma before the last conjunction ("A and B, C, or D") and the span that the reader chose decide: what it
holds is what was asked for.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from qa.words.closed import hidden

Span = tuple[int, int]

_ASIDE = r"(?:,\s[^,;:]{2,60},\s+|\s+)"  # "and, if there is time, a walk"
_SEPARATOR = re.compile(rf"(?P<comma>\s*,)?\s+(?P<joint>and|or|as well as|plus|&){_ASIDE}|\s*,\s+", re.I)
_STOP = re.compile(r";|\s[-–—]\s|[.!?:]\s")
_DATED = re.compile(r"\d{1,2},\s+[12]\d{3}\b")
_MODAL = re.compile(r"\b(?:can|could|may|might|must|shall|should|will|would|to)\s+(?=\w)", re.I)
_SUBORDINATE = re.compile(r"\b(?:if|when|that|because|who|which|where|unless)\b", re.I)
_RELATIVE = re.compile(r"(?:which|who|whom|whose|where)\b", re.I)  # says more of the member before it
_PHRASE = re.compile(r"(?:the|an?|his|her|its|their|our|my|your|no|any|\d\S*|[A-Z])\b")


@dataclass(frozen=True, slots=True)
class _Cut:
    start: int
    end: int
    is_joint: bool
    has_comma: bool


def spread(sentence: str, start: int, end: int) -> tuple[Span, ...]:
    """The members of what the span `start:end` of a sentence lists, begins, or announces before a colon.

    Empty where that is not several things.

    >>> text = "He must hand back the keys and the radio, empty the house, and cancel the line."
    >>> [text[a:b] for a, b in spread(text, 18, 61)]
    ['hand back the keys and the radio', 'empty the house', 'cancel the line']
    >>> text = "She feared three things, she said: thunder, priests and dogs."
    >>> [text[a:b] for a, b in spread(text, 11, 23)]
    ['thunder', 'priests', 'dogs']
    """
    colon = sentence.find(": ", end)
    before = _members(sentence, start, end)
    if before or colon < 0:
        return before
    return _members(sentence, colon + 2, colon + 2)


def _members(sentence: str, start: int, end: int) -> tuple[Span, ...]:
    """The members from the piece on in which `start` lies to the one behind the last conjunction."""
    cuts = _run(sentence, start, end)
    last = next((i for i in range(len(cuts) - 1, -1, -1) if cuts[i].is_joint), None)
    if last is None or not cuts or end > _limit(sentence, end):
        return ()
    serial = cuts[last].has_comma and last > 0
    kept = [cut for cut in cuts[: last + 1] if not cut.is_joint or cut is cuts[last] or (cut.has_comma and serial)]
    if len(kept) < 2 and end < kept[0].end:
        return ()
    stop = end if end > kept[-1].end else _limit(sentence, kept[-1].end)
    if end <= kept[-1].end and len(cuts) > last + 1:
        stop = cuts[last + 1].start
    opened = _opened(sentence, start, kept)
    bounds = [(0, opened), *((cut.start, cut.end) for cut in kept), (stop, 0)]
    found = tuple((one[1], other[0]) for one, other in pairwise(bounds))
    return found if all(a < b for a, b in found) else ()


def _run(sentence: str, start: int, end: int) -> list[_Cut]:
    """The separators from `start` on, as far as commas go on to a conjunction, or to the end of the span."""
    over = hidden(sentence, start)
    dated = {found.start() + found[0].index(",") for found in _DATED.finditer(over)}
    cuts = [
        _Cut(found.start(), found.end(), bool(found["joint"]), bool(found["comma"]))
        for found in _SEPARATOR.finditer(over, start, _limit(sentence, max(start, end)))
        if found.start() not in dated
    ]
    if not any(cut.is_joint and _RELATIVE.match(over, cut.end) for cut in cuts):
        cuts = [cut for cut in cuts if not _RELATIVE.match(over, cut.end)]
    serial = next((i for i, cut in enumerate(cuts) if cut.is_joint and cut.has_comma), None)
    commas = any(not cut.is_joint for cut in cuts[:serial]) if serial is not None else False
    if serial is not None and commas:
        inside = [i for i, cut in enumerate(cuts) if cut.end < end]
        return cuts[: max([serial, *inside]) + 1]
    joint = next((i for i, cut in enumerate(cuts) if cut.is_joint), None)
    inside = [i for i, cut in enumerate(cuts) if cut.end < end]
    return [] if joint is None else cuts[: max([joint, *inside]) + 2]


def _limit(sentence: str, at: int) -> int:
    """Where the clause ends that `at` lies in."""
    stop = _STOP.search(sentence, at)
    return stop.start() if stop else len(sentence.rstrip().rstrip(".!?;:"))


def _opened(sentence: str, start: int, cuts: list[_Cut]) -> int:
    """Where the first member begins: behind "must" or "to" where the others are such acts too, without an article."""
    if any(_PHRASE.match(sentence, cut.end) for cut in cuts):
        return start
    clause = max((found.end() for found in re.finditer(r"[,;:]\s", sentence[:start])), default=0)
    modals = [found.end() for found in _MODAL.finditer(sentence, clause, cuts[0].start)]
    before = [at for at in modals if at <= start and not _SUBORDINATE.search(sentence, at, start)]
    return before[-1] if before else start
