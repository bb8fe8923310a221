"""Words of which one excludes the other: when something begins is not when it ends, nor Monday's price Tuesday's.

A sentence that has another word of such a set than the question, and not the question's own, speaks of another thing.
Closed classes only, and of these the ones of which one is rarely put for the other: "sold to Ann" does say who bought.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.clause import is_auxiliary, words_of
from qa.features import Candidate

_SETS = """
mondays?/tuesdays?/wednesdays?/thursdays?/fridays?/saturdays?/sundays?
beg[iau]n(?:s|ning)?|start(?:s|ed)?|open(?:s|ed|ing)?/end(?:s|ed)?|finish(?:e[sd])?|(?<!how )close[sd]?(?! to)|closing
depart(?:s|ed|ure)?|leav(?:es?|ing)|set(?:s|ting)? out/arriv(?:e|es|ed|al|ing)|g[eo]ts? back|comes? back
fastest|quickest/slowest
largest|biggest|greatest/smallest
highest|tallest/lowest
oldest|eldest/youngest|newest
longest/shortest
best/worst
earliest/latest
strongest/weakest
heaviest/lightest
hottest|warmest/coldest|coolest
minimum/maximum
north(?:ern)?/south(?:ern)?/east(?:ern)?/west(?:ern)?
father/mother
men(?:['’]s)?/women(?:['’]s)?
sons?/daughters?
husband/wife
uncle/aunt
adults?|grown-ups?/child(?:ren)?
upper/lower
inner/outer
single/double
red/white/blue/green/yellow/black/brown/gr[ae]y/orange/purple
wide|width/deep|depth/long|length/high|height|tall/thick|thickness
last year/this year/next year
last month/this month/next month
last week/this week/next week
last season/this season/next season
last (?:summer|winter|spring|autumn)/this (?:summer|winter|spring|autumn)/next (?:summer|winter|spring|autumn)
gold/silver/bronze
input/output
entrance/exit
"""
_PATTERNS = [[re.compile(rf"\b(?:{one})\b", re.I) for one in line.split("/")] for line in _SETS.strip().splitlines()]
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_RANKED = re.compile(
    rf"\b(?P<which>{_ORDINALS})(?:-| )(?P<of>[a-z]+)|\b(?:come|came|finished|placed) (?P<place>{_ORDINALS})", re.I
)


def is_of_the_other(question: str, candidate: Candidate) -> bool:
    """Whether a candidate's sentence has a word that excludes one of the question's, which stands nowhere near it."""
    asked = _asked(question)
    if not asked:
        return False
    sentence, around = candidate.sentence.text, candidate.window.text
    return any(not own.search(around) and any(other.search(sentence) for other in others) for own, others in asked)


@lru_cache(maxsize=256)
def _asked(question: str) -> tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...]:
    """The words of sets that a question has one of, each with those that it excludes; none where it asks yes or no."""
    words = words_of(question)
    return () if not words or is_auxiliary(words[0]) else (*_of_sets(question), *_of_ranks(question))


def _of_sets(question: str) -> Iterator[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]]:
    for patterns in _PATTERNS:
        own = [pattern for pattern in patterns if pattern.search(question)]
        if len(own) == 1:
            yield own[0], tuple(pattern for pattern in patterns if pattern is not own[0])


def _of_ranks(question: str) -> Iterator[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]]:
    """The same of "the second half", which is no other half, and of who came second."""
    for found in _RANKED.finditer(question):
        rank, noun = found["which"] or found["place"], found["of"]
        others = "|".join(one for one in _ORDINALS.split("|") if one != rank.lower())
        behind = rf"(?:-| ){noun}" if noun else ""
        before = "" if noun else r"(?:come|came|finished|placed) "
        yield (
            re.compile(rf"\b{rank}\b", re.I),
            (re.compile(rf"\b{before}(?:{others}){behind}\b", re.I),),
        )
