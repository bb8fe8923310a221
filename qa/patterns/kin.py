"""Whose child somebody is: "the third of five children of the pharmacist Leo Holm and the singer Ann Brandl".

A reader that is asked for somebody's parents takes the children, whom the same words join to them. Who somebody's
brother is, "her brother, Mr. Owen Crane" says: there is only one such in the sentences about her.
"""

import re

from qa.answer import Answer, Kind, Quote
from qa.facts import Facts
from qa.tidy import tidied
from qa.words.names import PERSON

CONFIDENCE = 0.75

_ASKED = re.compile(
    r"(?:and |but |so )?who (?:are|were|is|was) (?:(?P<whose>.+?)['’]s?|(?P<hers>her|his|their)) "
    r"(?P<which>parents|father|mother)\b|.*\b(?P<of_which>parents|father|mother) of (?P<of>[^?]+)",
    re.I,
)
_LOOKED_AT = 6  # hits
_OF = re.compile(
    r"\b(?:child|children|son|sons|daughter|daughters|twins|born) (?:of|to) (?P<one>[^,.;()]{3,60}?) and (?:of )?"
    rf"(?P<other>(?:his|her)\s(?:[a-z]+\s)?(?:wife|husband),? (?:{PERSON})|[^,.;()]{{3,60}}?)"
    r"(?=[,.;()]|$| (?:who|in|at|on|and)\b)"
)
_KIN = (
    "brother|sister|husband|wife|son|daughter|mother|father|uncle|aunt|cousin|nephew|niece|widow|widower|partner|twin"
    "|grandson|granddaughter|grandmother|grandfather|stepson|stepdaughter|stepmother|stepfather|fiancée?|fiancee"
)
_RELATIVE = re.compile(
    r"(?:and |but |so )?(?:who|what)(?: is| was|['’]s) (?:the name of )?(?:the )?(?P<whose>[^?]+?)"
    rf"(?:['’]s|(?<=s)['’]) (?P<kin>{_KIN})(?:['’]s name| called| named)?[ ?.!]*$",
    re.I,
)
_SORT = "(?:(?:late|elder|older|younger|eldest|youngest|only|twin|first|second) )*"
_OWNER = rf"his|her|their|{PERSON}['’]s?"
_NAMED = (
    rf"\b(?P<own>{_OWNER}) {_SORT}KIN,? (?P<name>{PERSON})"
    rf"|\b(?P<named>{PERSON}), (?P<owner>{_OWNER}) {_SORT}KIN\b"
)
_SAME = 4  # letters that "Crane" and "Crane's" share


def answer(question: str, facts: Facts) -> Answer | None:
    """Both parents of somebody, or a relative; None where the documents name none."""
    return _parents(question, facts) or _relative(question, facts)


def _relative(question: str, facts: Facts) -> Answer | None:
    """The only one who is named as somebody's brother, say, in a sentence or paragraph that has the other's name."""
    asked = _RELATIVE.match(question.strip())
    if asked is None:
        return None
    whose, pattern = facts.asked(asked["whose"]), re.compile(_NAMED.replace("KIN", asked["kin"].lower()))
    found: dict[str, Quote] = {}
    for hit in facts.hits(question):
        passage, told = hit.passage, pattern.search(hit.passage.text)
        if told is None or not told.lastgroup:
            continue
        which = "name" if told["name"] else "named"
        owner = told["own"] or told["owner"]
        before = passage.document.text[passage.paragraph_start : passage.start + told.start()]
        its = owner[:_SAME] in asked["whose"] if owner[0].isupper() else whose.coverage(before) > 0
        if its and told[which] not in asked["whose"]:
            span = (passage.start + told.start(which), passage.start + told.end(which))
            found.setdefault(told[which], Quote(passage.document, passage.start, passage.end, *span))
    return Answer(question, Kind.ANSWER, (*found.values(),), CONFIDENCE) if len(found) == 1 else None


def _parents(question: str, facts: Facts) -> Answer | None:
    """Both parents, or the one that is asked for where the other is called his wife or her husband.

    From a sentence that has the child's name, or is about it; of a "her" from the only one that names any.
    """
    asked = _ASKED.match(question.strip())
    if asked is None:
        return None
    told = [(hit.passage, _OF.search(hit.passage.text)) for hit in facts.hits(question)[:_LOOKED_AT]]
    naming = [(passage, found) for passage, found in told if found]
    if not asked["hers"]:
        whose = facts.asked(asked["whose"] or asked["of"])
        naming = [(passage, found) for passage, found in naming if whose.coverage(passage.text[: found.start()]) > 0]
    elif len(naming) > 1:
        return None
    for passage, found in naming:
        parts = _meant((asked["which"] or asked["of_which"]).lower(), found["other"])
        at, text = passage.start, passage.document.text
        spans = (tidied(text, at + found.start(one), at + found.end(one)) for one in parts)
        quotes = tuple(Quote(passage.document, at, passage.end, *span) for span in spans)
        if quotes:
            return Answer(question, Kind.LIST if len(quotes) > 1 else Kind.ANSWER, quotes, CONFIDENCE)
    return None


def _meant(which: str, other: str) -> tuple[str, ...]:
    """Which of the two who are named is asked for; neither where nothing tells the father from the mother."""
    if which == "parents":
        return "one", "other"
    second = re.search(r"\b(wife|husband)\b", other)
    if second is None:
        return ()
    return ("other",) if (second[1] == "wife") == (which == "mother") else ("one",)
