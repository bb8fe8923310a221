"""Money that one side asks for is none that the other gives: "They asked for 12 million" says not what was offered.

Nor is what something brought in what it cost.
"""

import re

from qa.deciding.features import Candidate

_ASKING = (
    r"ask(?:s|ed|ing)? for|demand\w*|claim(?:s|ed|ing)?|seek(?:s|ing)?|sought|su(?:es?|ed|ing) for"
    r"|call(?:s|ed|ing)? for|request\w*|appl(?:y|ies|ied|ications?) for"
)
_GIVING = (
    r"offer\w*|pay(?:s|ing|ment|ments|out)?|paid|award\w*|grant(?:ed|ing)|g[ai]ve[ns]?|giving|receiv\w*|compensated"
    r"|settl\w*|agreed (?:to|on)|fin(?:e[ds]?|ing)|won|got"
)
_COSTING = r"costs?|costing|spen[dt]|spending|expens\w+|pa(?:y|id) for|price"
_EARNING = (
    r"br(?:ing|ings|ought)(?: in)?|raised?|raising|income|revenues?|takings|proceeds|profits?|turnover|sold for"
    r"|donat\w+"
)
_SUM = re.compile(
    r"\b(?:how much|what (?:did|does|do|has|have|will)\b.* (?:cost|bring|bring in|earn|raise)\b"
    r"|how many (?:\w+ )?(?:million|dollars|pounds|euros|crowns|francs)"
    r"|what (?:sum|amount|price|compensation|damages))\b",
    re.I,
)
_WHEN = re.compile(r"\b(?:when|after|before|while)\b")
_ASKS, _GIVES, _COSTS, _EARNS = (
    re.compile(rf"\b(?:{words})\b", re.I) for words in (_ASKING, _GIVING, _COSTING, _EARNING)
)
_SIDES = ((_ASKS, _GIVES), (_COSTS, _EARNS))


def is_of_the_other_side(question: str, candidate: Candidate) -> bool:
    """Whether a sum stands where its sentence says that it was asked for, and the question asks what was given.

    Or the other way round, and so for what something costs and what it brings. Where the sentence tells of both it is
    left to the reader.
    """
    if not _SUM.search(question):
        return False
    clause = _WHEN.split(question, maxsplit=1)[0]  # "what was paid | when they asked for more"
    sentence = candidate.sentence.text
    before = re.split(r"[;:]\s", sentence[: candidate.within[0]])[-1]
    for one, other in _SIDES:
        if bool(one.search(clause)) != bool(other.search(clause)):
            own, others = (one, other) if one.search(clause) else (other, one)
            if others.search(before) and not own.search(sentence):
                return True
    return False
