"""Money that one side asks for is none that the other gives: "They asked for 12 million" says not what was offered."""

import re

from qa.deciding.features import Candidate

_ASKING = (
    r"ask(?:s|ed|ing)? for|demand\w*|claim(?:s|ed|ing)?|seek(?:s|ing)?|sought|su(?:es?|ed|ing) for"
    r"|call(?:s|ed|ing)? for"
)
_GIVING = (
    r"offer\w*|pay(?:s|ing|ment|ments|out)?|paid|award\w*|grant(?:s|ed|ing)?|g[ai]ve[ns]?|giving|receiv\w*|compensated"
    r"|settl\w*|agreed (?:to|on)|fin(?:e[ds]?|ing)|won|got"
)
_SUM = re.compile(
    r"\b(?:how much|how many (?:\w+ )?(?:million|dollars|pounds|euros|crowns|francs)"
    r"|what (?:sum|amount|price|compensation|damages))\b",
    re.I,
)
_WHEN = re.compile(r"\b(?:when|after|before|while)\b")
_ASKS, _GIVES = (re.compile(rf"\b(?:{words})\b", re.I) for words in (_ASKING, _GIVING))


def is_of_the_other_side(question: str, candidate: Candidate) -> bool:
    """Whether a sum stands where its sentence says that it was asked for, and the question asks what was given.

    Or the other way round. Where the sentence tells of both it is left to the reader.
    """
    if not _SUM.search(question):
        return False
    clause = _WHEN.split(question, maxsplit=1)[0]  # "what was paid | when they asked for more"
    asks, gives = bool(_ASKS.search(clause)), bool(_GIVES.search(clause))
    if asks == gives:
        return False
    sentence = candidate.sentence.text
    own, other = (_ASKS, _GIVES) if asks else (_GIVES, _ASKS)
    before = re.split(r"[;:]\s", sentence[: candidate.within[0]])[-1]
    return bool(other.search(before)) and not own.search(sentence)
