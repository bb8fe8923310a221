"""Who holds an office now, where the documents tell that somebody left it and who came after, and who came before whom.

"Chief executive Ann Holm retired in May. Her successor is Bo Orr." A reader that is asked who is chief executive takes
the one who is called so.
"""

import re
from collections.abc import Sequence

from index.records import Passage
from qa.answer import Answer, Kind, Quote
from qa.compose import marked
from qa.facts import Facts
from qa.words.names import PERSON

SURE = 0.3
"""The confidence from which somebody is believed to be or have been in an office."""

_BEHIND = 2  # sentences behind the one that tells who left
_IS = re.compile(
    r"^(?:and |but |so )?who(?: is|'s|’s) (?:(?:now|currently|presently|today) )?"
    r"(?P<office>(?:the |its |their |our |your ).+?)"
    r"(?: (?:now|today|at present|at the moment|currently))?[ ?.!]*$",
    re.I,
)
_WAS = re.compile(
    r"^(?:and |but |so )?who was (?P<office>(?:the |its |their |our |your ).+?)"
    r"(?: (?:before(?: (?:that|him|her|them|then|[A-Z].+?))?|previously|until then))?[ ?.!]*$",
    re.I,
)
_BEFORE = re.compile(r"\b(?:before|previously|until then|previous|former)\b", re.I)
_FORMER = re.compile(r"\b(?:previous|former|last|current|present) ", re.I)
_LEFT = re.compile(
    r"\b(?:retired|resigned|stepped down|stood down|stepped aside|left|quit|died|(?:was|were|been) (?:dismissed|sacked|"
    r"voted out|removed|ousted|fired|succeeded|replaced|followed)|gave up|handed over|moved on)\b"
)
_CAME = re.compile(
    rf"\b(?:succeeded|replaced|followed) by (?:[a-z-]+ ){{0,4}}(?P<by>{PERSON})"
    rf"|\b[Ss]uccessor(?:,| is| was| will be| became)+ (?:[a-z-]+ ){{0,4}}(?P<called>{PERSON})"
    rf"|\b(?P<does>{PERSON})(?:, [^,;]{{2,60}},)? (?:has (?:since )?|was then |then )?"
    r"(?:took over|taken over|succeeded|replaced|followed) (?:him|her|them|in|as|from)\b"
    rf"|\b(?P<takes>{PERSON})(?:, [^;]{{2,60}},)? (?:took over|(?:has taken|took|has filled) (?:his|her|their) place"
    r"|is (?:his|her|their) successor)\b"
)
_BEFORE_WHOM = re.compile(
    rf"^(?:and |but |so )?(?:who (?:was|were|served as|had been) (?:[a-z-]+ ){{1,6}}before (?P<whom>(?-i:{PERSON}))"
    rf"|whom? (?:did|had) (?P<after>(?-i:{PERSON})) (?:succeed(?:ed)?|replaced?|take over from|follow(?:ed)?)"
    rf"|who (?:preceded|came before|was (?:succeeded|replaced|followed) by) (?P<late>(?-i:{PERSON}))"
    rf"|who (?:is|was) (?P<own>(?-i:{PERSON}))['’]s? predecessor)\b[^?]{{0,40}}\?*$",
    re.I,
)
_CALLED = r"(?:(?!(?:in|at|on|by|to|after|as|from)\b)(?-i:[a-z-]+) ){0,4}"
_CAME_BEFORE = (
    r"\bWHOM,?(?: who)?(?: had| has)? (?:succeeded|replaced|took over from|came after|followed) "
    rf"{_CALLED}(?P<a>{PERSON})"
    rf"|\b(?P<b>{PERSON})(?:, [^,;]{{2,60}},)?(?: who)? (?:was|had been|has been) (?:then |later )?"
    rf"(?:succeeded|replaced|followed) by {_CALLED}(?:[A-Z][\w.’'-]+ ){{0,3}}WHOM\b"
    rf"|\bWHOM['’]s? predecessor,?(?: (?:is|was))? {_CALLED}(?P<c>{PERSON})"
)
_TOLD_BEFORE = 0.85
"""The confidence in who a sentence says came before somebody."""


def answer(question: str, facts: Facts) -> Answer | None:
    """Who came after the one whom a plain answer names, or who left; None where nothing of the kind is told."""
    before = _before_whom(question, facts)
    return before or _in_office(question, facts)


def _before_whom(question: str, facts: Facts) -> Answer | None:
    """Whom a sentence says that somebody came after, where it is asked who came before that one."""
    asked = _BEFORE_WHOM.match(question.strip())
    return _predecessor(question, asked[asked.lastgroup], facts) if asked and asked.lastgroup else None


def _predecessor(question: str, whom: str, facts: Facts) -> Answer | None:
    """Whom a sentence says that somebody came after: "Bo Orr, who succeeded Ann Holm"; None where none says so."""
    called = re.sub(r"['’]s$", "", whom.rsplit(maxsplit=1)[-1])
    pattern = re.compile(_CAME_BEFORE.replace("WHOM", re.escape(called)))
    for hit in facts.hits(question):
        told = pattern.search(hit.passage.text)
        if told and told.lastgroup:
            return Answer(question, Kind.ANSWER, (marked(hit.passage, told.span(told.lastgroup)),), _TOLD_BEFORE)
    return None


def _in_office(question: str, facts: Facts) -> Answer | None:
    now, then = _IS.match(question.strip()), _WAS.match(question.strip())
    asked = now or (then if _BEFORE.search(question) else None)
    if asked is None:
        return None
    plain = facts.answer(f"Who {'is' if now else 'was'} {_FORMER.sub('', asked['office'])}?", SURE)
    came_after = _predecessor(question, plain.text, facts) if then and plain.text else None
    if came_after:
        return came_after
    told = _telling(plain, facts)
    if not told or not _has_left(plain, told[0]):
        return None
    quotes = _after(plain, told) if now else plain.quotes[:1]
    return Answer(question, Kind.ANSWER, quotes, plain.confidence) if quotes else None


def _after(plain: Answer, told: Sequence[Passage]) -> tuple[Quote, ...]:
    """Who came after the one who left, with who that was; nobody where none is told to have."""
    for passage in told:
        came = _CAME.search(passage.text)
        if came and came.lastgroup and came[came.lastgroup] != plain.text:
            return marked(passage, came.span(came.lastgroup)), *plain.quotes[:1]
    return ()


def _telling(plain: Answer, facts: Facts) -> Sequence[Passage]:
    """The sentence that a plain answer points at, and those behind it; none where it points at nothing."""
    passage = facts.passage_at(plain.question, plain.quotes[0]) if plain.text else None
    return (passage, *facts.paragraphs.rest(passage)[:_BEHIND]) if passage else ()


def _has_left(plain: Answer, told: Passage) -> bool:
    """Whether a sentence tells that the one it names left, before it names another."""
    end = (plain.quotes[0].answer_end or 0) - told.start
    left = _LEFT.search(told.text, max(0, end))
    return left is not None and not re.search(r"[;:]|\b(?:and|but|while)\b", told.text[end : left.start()])
