"""A question that a sentence only reports: "Mr Benn will find out who owns the wall" does not say who owns it."""

import re

from qa.deciding.features import Asked, Candidate

_REPORTED = re.compile(
    r"\b(?:find out|found out|asks?|asked|know|knew|known|wonders?|wondered|unclear|unknown|uncertain|open|see|check"
    r"|clarify|clear|discuss(?:ed)?|decide|say|said|tell|told|investigat\w+)\b[^.;]{0,25}?"
    r"\b(?P<asks>(?:who|whom|whose|what|which|when|where|why|how|whether)\b[^.;,]*)",
    re.I,
)
_LEFT_OPEN = re.compile(
    r"\b(?:will|would|to|should|must|could|not|n't|neither|nor|nobody|no one|unclear|unknown|uncertain|open|asks?|asked"
    r"|wonders?|wondered)\b",
    re.I,
)
_SAID = 0.8  # share of the question's information that what is reported has


def only_asks(asked: Asked, candidate: Candidate) -> bool:
    """Whether a candidate's sentence has the question itself, as an open one, and the candidate stands outside it."""
    text, (start, end) = candidate.sentence.text, candidate.within
    for found in _REPORTED.finditer(text):
        outside = end <= found.start("asks") or start >= found.end("asks")
        is_open = _LEFT_OPEN.search(text[max(0, found.start() - 40) : found.start("asks")])
        if outside and is_open and asked.coverage(found["asks"]) >= _SAID:
            return True
    return False
