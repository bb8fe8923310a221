"""Who is new to an office: "Who is the new chair?" asks who was elected, and not who sat in the chair.

No sentence need call anybody new. The question is asked as who was elected, or appointed, and counts where the sentence
that answers says that somebody was.
"""

import re
from dataclasses import replace

from qa.answer import Answer
from qa.facts import Facts

SURE = 0.6
"""The confidence from which somebody is believed to have come into an office."""

_ASKED = re.compile(
    r"^(?:and |but |so )?who(?: is|'s|’s| was| will be| became| becomes)(?: to be)? (?:the |our |its |their |your )?"
    r"(?:new|next|newly (?:elected|appointed)) (?P<office>.+?)[ ?.!]*$",
    re.I,
)
_COMES = re.compile(
    r"\b(?:elect|appoint|name|nominat|choos|chose|promot|hire|succe|replac|bec[oa]m|t[ao]ke?s? over|took over)\w*", re.I
)


def answer(question: str, facts: Facts) -> Answer | None:
    """Who came into the office that is asked of; None where it is no such question or no sentence says so surely.

    >>> _ASKED.match("Who is the new chair of the board?")["office"], _ASKED.match("Who is the chair?")
    ('chair of the board', None)
    """
    asked = _ASKED.match(question.strip())
    if asked is None:
        return None
    found = [facts.answer(f"Who was {way} {asked['office']}?", SURE) for way in ("elected", "appointed")]
    said = [one for one in found if not one.abstained and _COMES.search(one.quotes[0].text)]
    best = max(said, key=lambda one: one.confidence, default=None)
    return replace(best, question=question) if best else None
