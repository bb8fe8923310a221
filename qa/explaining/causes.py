"""What a sentence names as the cause: "The cause was a worn bearing", "the row began when a tug was boarded", "the
banks forced her to resign".

Such a sentence need not say of what it is the cause: its paragraph, the heading above it or the document's head does.
"""

import re
from collections.abc import Iterator, Sequence

from index.records import Hit, Passage
from qa.answer import Answer, Kind, Quote
from qa.deciding.features import Asked
from qa.facts import Facts
from qa.reading import context
from qa.tidy import tidied

CONFIDENCE = 0.75

_LOOKED_AT = 8  # hits
_HEAD = 300  # characters that say what a document is about
_SPEAKS = 0.99  # share of the topic's information that the sentence has with what stands around it
_WAS = r"(?:is|was|were|has been|had been|turned out to be|proved to be)"
_NOUN = r"(?:causes?|culprits?|reasons?)"
_AFTER = re.compile(
    rf"\b(?:the|its|their|a) (?:[\w-]+ ){{0,2}}{_NOUN}(?: (?:of|for|behind) (?P<of>[^.;:,]{{1,60}}?))? {_WAS} "
    r"(?!not\b|un\w+\b|a matter\b)(?:that )?(?P<cause>[^.;:]+)",
    re.I,
)
_BEFORE = re.compile(
    rf"(?:^|\bthat |[,;:] )(?P<cause>(?:(?!\bthat\b)[^.;:,]){{3,90}}?) {_WAS} (?:the|a|one|probably the|likely the) "
    rf"(?:[\w-]+ ){{0,2}}{_NOUN}\b",
    re.I,
)
_BEGAN = re.compile(
    r"\b(?P<of>(?:[\w’'-]+ ){0,12}?[\w’'-]+)(?:, [^,;]{1,120},)? (?:began|started|broke out|erupted|flared up|arose"
    r"|(?:goes|go|went|dates?|dated) back to|dates? from)\b"
    r"[^.;:]{0,40}?[ ,](?P<cause>(?:when|after|because|as soon as) [^.;:]+)",
    re.I,
)
_BY = re.compile(
    r"\b(?P<of>(?:[\w’'-]+ ){0,12}?[\w’'-]+) (?:is|was|were|are|had been|has been) (?:\w+ly )?"
    r"(?:sparked|triggered|caused|set off|provoked|brought about) by (?P<cause>[^.;:,]+)",
    re.I,
)
_MEANT = re.compile(
    r"\b(?P<of>(?:[\w’'-]+ ){0,12}?[\w’'-]+)(?:, [^,;]{1,140},)? (?:is|was|were|are) "
    r"(?:meant|intended|designed|supposed) (?P<cause>to [^.;]+)",
    re.I,
)
_FORCED = re.compile(
    r"(?P<cause>[^.;:]{2,80}? (?:forced|compelled|obliged|prompted|persuaded|induced) (?P<of>[^.;:]+? to [^.;:]+))",
    re.I,
)
_A_THING = r"(?:(?:an?|the|its|their|his|her|some) )?(?-i:[a-z])[^.;:,]{2,80}?"
_BLAMED = re.compile(
    rf"\bblam(?:ed|es|e|ing) (?!on\b)(?P<cause>{_A_THING})(?: for (?P<of>[^.;:,]+))?(?=[.;:,]|$)",
    re.I,
)
_BLAMED_ON = re.compile(
    r"\b(?P<of>(?:[\w’'-]+ ){0,12}?[\w’'-]+) (?:is|was|were|are|had been|has been) (?:\w+ly )?"
    rf"(?:blamed on|put down to|attributed to) (?P<cause>{_A_THING})(?=[.;:,]|$)",
    re.I,
)
_NAMING = (_AFTER, _BEFORE, _BEGAN, _FORCED, _BY, _BLAMED_ON, _BLAMED, _MEANT)
_DENIED = re.compile(r"\b(?:not|never|neither|nor|no|nobody|unlikely)\b", re.I)


def answer(question: str, of_what: Asked, hits: Sequence[Hit], facts: Facts) -> Answer | None:
    """What is named as the cause `of_what` is asked of; None where nothing near is."""
    _, quote = max(_named(of_what, hits, facts), key=lambda pair: pair[0], default=(0.0, None))
    return Answer(question, Kind.ANSWER, (quote,), CONFIDENCE) if quote else None


def _named(of_what: Asked, hits: Sequence[Hit], facts: Facts) -> Iterator[tuple[float, Quote]]:
    """The sentences that name a cause, and how much each speaks itself of what it is asked of."""
    for hit in hits[:_LOOKED_AT]:
        passage, found = hit.passage, cause_in(hit.passage.text)
        if found and _spoken_of(of_what, found, passage, facts) >= _SPEAKS:
            span = tidied(passage.document.text, *(passage.start + at for at in found.span("cause")))
            quote = Quote(passage.document, passage.start, passage.end, *span)
            yield of_what.coverage(passage.text) + hit.similarity, quote


def cause_in(sentence: str) -> re.Match[str] | None:
    """What a sentence names as a `cause`; None where it names none, or says of something that it is none.

    >>> cause_in("The main cause of the fire was a worn bearing, the board found.")["cause"]
    'a worn bearing, the board found'
    >>> cause_in("The bureau considers that excessive speed was the main cause.")["cause"]
    'excessive speed'
    >>> cause_in("The row over the bank, a shoal, began on 14 May, when a cutter boarded a trawler.")["cause"]
    'when a cutter boarded a trawler'
    >>> cause_in("The dam, which cost a fortune, was meant to end the power cuts.")["cause"]
    'to end the power cuts'
    >>> cause_in("Wear was not a cause."), cause_in("They do not think that gas was the cause.")
    (None, None)
    """
    matches = (
        pattern.search(sentence) for pattern in (_AFTER, _BEFORE, _BEGAN, _FORCED, _BY, _BLAMED_ON, _BLAMED, _MEANT)
    )
    return next((found for found in matches if found and not _is_denied(sentence, found)), None)


def _is_denied(sentence: str, found: re.Match[str]) -> bool:
    """Whether the clause that names a cause denies it: "they do not think that gas was the cause"."""
    clause = max(sentence.rfind(mark, 0, found.start()) for mark in ".;:") + 1
    return bool(_DENIED.search(sentence, clause, found.end()))


def _spoken_of(of_what: Asked, found: re.Match[str], passage: Passage, facts: Facts) -> float:
    """The share of the topic's information that a sentence has, with its paragraph, heading and document's head.

    A sentence that says itself of what it names the cause speaks of nothing else.
    """
    if named := found.groupdict().get("of"):
        return of_what.coverage(named)
    around = [passage.document.text[:_HEAD], *(one.text for one in facts.paragraphs.of(passage))]
    return of_what.coverage(" ".join([*around, context.above(passage, facts.index)]))
