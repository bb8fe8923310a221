"""Words of which one excludes the other: when something begins is not when it ends, nor Monday's price Tuesday's.

A sentence that has another word of such a set than the question, and not the question's own, speaks of another thing.
Closed classes only, and of these the ones of which one is rarely put for the other: "sold to Ann" does say who bought.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from qa.deciding.features import Candidate
from qa.words.clause import is_auxiliary, words_of

# Of a set with "!" each part of a sentence tells for itself: "It opens at nine and closes at five."
_SETS = """
mondays?/tuesdays?/wednesdays?/thursdays?/fridays?/saturdays?/sundays?
!beg[iau]n(?:s|ning)?|start(?:s|ed)?|open(?:s|ed)?=BEGUN/end(?:s|ed)?|finish(?:e[sd])?|(?<!how )clos(?:e|es|ed|ing)=OVER
!depart(?:s|ed|ure)?|leav(?:es?|ing)|set(?:s|ting)? out/arriv(?:e|es|ed|al|ing)|g[eo]ts? back|comes? back
!outside/inside
!born|birth(?:place|day)?/died?|dies|dying|death|passed away|buried|burial|grave
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
minimum|at least/maximum|at most
north(?:ern)?/south(?:ern)?/east(?:ern)?/west(?:ern)?
father/mother
men(?:['’]s)?/women(?:['’]s)?
sons?/daughters?
uncle/aunt
adults?|grown-ups?/child(?:ren)?
upper/lower
inner/outer
single/double
(?-i:red)/(?-i:white)/(?-i:blue)/(?-i:green)/(?-i:yellow)/(?-i:black)/(?-i:brown)/(?-i:gr[ae]y)
last year/this year/next year
last month/this month/next month
last week/this week/next week
last season/this season/next season
last (?:summer|winter|spring|autumn)/this (?:summer|winter|spring|autumn)/next (?:summer|winter|spring|autumn)
gold/silver/bronze
input/output
full[- ]time/part[- ]time
entrance/exit
"""
# What also says that something begins or ends, though no question is known by it.
_ALSO = {
    "BEGUN": r"between|from|since|onwards|onset|out(?:break|set)|br(?:oke|oken|eaks?) out|erupt\w*|launch\w*|commenc\w*"
    r"|first|debut\w*",
    "OVER": r"between|until|till|through|over|out|stop\w*|ceas\w*|conclu\w*|expir\w*|complet\w*|last(?:s|ed)?|final\w*"
    r"|to",
}
_DIMENSIONS = ("wide|width", "deep|depth", "long|length", "high|height|tall", "thick|thickness")
_MEASURED = re.compile(
    r"\b(?P<number>\w[\w.,]*)[ -](?P<unit>[a-z]+) (?:in )?(?P<dimension>wide|deep|long|high|tall|thick)\b", re.I
)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a set: as a question has it, as a text says it, and what it excludes; whether part by part."""

    asked: re.Pattern[str]
    told: re.Pattern[str]
    others: re.Pattern[str]
    in_parts: bool


def _set_of(line: str) -> list[_Word]:
    in_parts, words = line.startswith("!"), line.removeprefix("!")
    parts = [one.partition("=") for one in words.split("/")]
    own = [_any(asked) for asked, _, _ in parts]
    told = [_any(f"{asked}|{_ALSO[also]}" if also else asked) for asked, _, also in parts]
    others = [_any("|".join(one for one, _, _ in parts if one != asked)) for asked, _, _ in parts]
    return [_Word(*patterns, in_parts) for patterns in zip(own, told, others, strict=True)]


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.I)


_WORDS = [_set_of(line) for line in _SETS.strip().splitlines()]
_BY_PART = re.compile(r"\b(?:when|where|time|hours?|date|day|month|year|how (?:long|many|much|far))\b", re.I)
_CUT = re.compile(r"[,;:]|\b(?:and|but|while|whereas)\b")
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_RANKED = re.compile(
    rf"\b(?P<which>{_ORDINALS})(?:-| )(?P<of>[a-z]+)|\b(?:come|came|finished|placed) (?P<place>{_ORDINALS})", re.I
)


def is_of_the_other(question: str, candidate: Candidate) -> bool:
    """Whether a candidate's sentence has a word that excludes one of the question's, which stands nowhere near it."""
    return any(_excludes(word, candidate) for word in _asked(question)) or _measures_another_way(question, candidate)


def _excludes(word: _Word, candidate: Candidate) -> bool:
    sentence = candidate.sentence.text
    if not word.others.search(sentence):
        return False
    if not word.told.search(candidate.window.text):
        return True
    part = candidate.sentence.text[slice(*part_of(candidate))] if word.in_parts else ""
    return bool(word.others.search(part)) and not word.told.search(part)


def part_of(candidate: Candidate) -> tuple[int, int]:
    """Where in its sentence a candidate's part begins and ends, between the marks and conjunctions around it."""
    text, (start, end) = candidate.sentence.text, candidate.within
    first = max((mark.end() for mark in _CUT.finditer(text, 0, start)), default=0)
    last = _CUT.search(text, end)
    return first, last.start() if last else len(text)


@lru_cache(maxsize=256)
def _asked(question: str) -> tuple[_Word, ...]:
    """The words of sets that a question has one of, each with those that it excludes; none where it asks yes or no."""
    return () if _asks_yes_or_no(question) else (*_of_sets(question), *_of_ranks(question))


def _asks_yes_or_no(question: str) -> bool:
    words = words_of(question)
    return not words or is_auxiliary(words[0])


def _of_sets(question: str) -> Iterator[_Word]:
    for words in _WORDS:
        own = [word for word in words if word.asked.search(question)]
        if len(own) == 1:
            yield own[0] if _BY_PART.search(question) else replace(own[0], in_parts=False)


def _of_ranks(question: str) -> Iterator[_Word]:
    """The same of "the second half", which is no other half, and of who came second."""
    for found in _RANKED.finditer(question):
        rank, noun = found["which"] or found["place"], found["of"]
        others = "|".join(one for one in _ORDINALS.split("|") if one != rank.lower())
        behind = rf"(?:-| ){noun}" if noun else ""
        before = "" if noun else r"(?:come|came|finished|placed) "
        own = _any(rank)
        yield _Word(own, own, re.compile(rf"\b{before}(?:{others}){behind}\b", re.I), in_parts=False)


def is_measured_otherwise(question: str, sentence: str) -> bool:
    """Whether a sentence says of another dimension what a yes-or-no question asks of one: wide where it asks for long.

    >>> is_measured_otherwise("Is it 30 metres long?", "It is 12 metres long and 30 metres wide.")
    True
    >>> is_measured_otherwise("Is it 30 metres wide?", "It is 12 metres long and 30 metres wide.")
    False
    """
    for found in _MEASURED.finditer(question):
        own = next(one for one in _DIMENSIONS if found["dimension"].lower() in one.split("|"))
        others = "|".join(one for one in _DIMENSIONS if one != own)
        size = rf"\b{re.escape(found['number'])}[ -]{found['unit'][:3]}\w* (?:in )?"
        if re.search(rf"{size}(?:{others})\b", sentence, re.I):
            return re.search(rf"{size}(?:{own})\b", sentence, re.I) is None
    return False


def _measures_another_way(question: str, candidate: Candidate) -> bool:
    """Whether a candidate is said to be wide, say, where the question asks how deep something is."""
    said = _other_dimensions(question)
    if said is None:
        return False
    before, behind, within = said
    text, (start, end) = candidate.sentence.text, candidate.within
    return bool(behind.match(text, end) or within.search(text, start, end) or before.search(text, 0, start))


@lru_cache(maxsize=256)
def _other_dimensions(question: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]] | None:
    """What says before, behind and in a number that it is of another dimension; None where none is asked for."""
    asked = [one for one in _DIMENSIONS if re.search(rf"\bhow (?:{one})\b|\b(?:{one})(?: of|\?|$)", question, re.I)]
    if len(asked) != 1 or _asks_yes_or_no(question):
        return None
    others = "|".join(one for one in _DIMENSIONS if one not in asked)
    said = rf"\b(?:{others}) (?:of|is|was)(?: about| some)?\s+$", rf"\s+(?:in )?(?:{others})\b", rf"\b(?:{others})$"
    before, behind, within = (re.compile(one, re.I) for one in said)
    return before, behind, within
