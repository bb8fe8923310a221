"""The words that join a reason to what it is for: "because", "so", "prompting", ", her boat leaking,".

Prasad et al. 2008 list those of the Penn Discourse Treebank. What one says for a span beside it is in log-odds.
"""

import re
from collections.abc import Set

from index.lexical import terms

_SURE_CAUSE = (
    r"because of|because|due to|owing to|thanks to|on account of|so that|in order to|so as to|in protest at|"
    r"in response to|for fear of|as a result of|on the grounds? that|given that|seeing that|lest|out of fear"
)
_MAYBE_CAUSE = r"since|after|following|as|when|for|which|there being|by|using|otherwise|or else"
CAUSE = re.compile(rf"(?<!\w)(?:(?P<sure>{_SURE_CAUSE})|(?P<maybe>{_MAYBE_CAUSE}))(?!\w)", re.I)
PURPOSE = re.compile(r"\bto\s+[a-z]+", re.I)
_EFFECT = re.compile(
    r",?\s+(?:(?:and|which|that)\s+)?(?:has\s+|have\s+|had\s+)?(?:thus\s+|thereby\s+|therefore\s+)?"
    r"(?:trigger|caus|result|lead|led|prompt|spark|fuel|forc|provok|mak|made|bring|brought|entic|tempt|persuad|compell?"
    r"|oblig|induc|convinc|motivat|encourag|inspir|spurr?|driv|drov|push|mov(?=ed\b))(?:ed|ing|s|es|e)?\b",
    re.I,
)
_ASCRIBED = re.compile(
    r"\b(?:attribut|ascrib|put|blam|stem|result|arise|arose|caus|prompt|trigger|driv|explain|motivat|led|forced)\w*\b"
    r"[^.;]{0,80}\b(?:to|on|from|by|with)\s*[“\"‘']?$",
    re.I,
)
SO = re.compile(
    r"[,;:–—]?\s*\b(?:which|that|this) (?:is|was|are|were) (?:the reason )?(?:why|because of)\b|"
    r"[;:–—]\s*(?:and )?(?:so|hence|therefore|thus|consequently|accordingly|as a result|for (?:this|that) reason)\b|"
    r",\s*(?:and )?(?:hence|therefore|thus|consequently|accordingly|as a result|for (?:this|that) reason)\b|"
    r",\s*(?:and )?so\s+(?!that\b|far\b|much\b|many\b|long\b|called\b|on\b)|"
    r"\s+and (?:so|hence|thus|therefore)\s+(?=(?:is|are|was|were|ha[sd]|have|can|could|must|will|would|does|did)\b)",
    re.I,
)
"""What stands between a cause and its effect in one sentence: "..., so", "..., which is why"."""
_PARTS = re.compile(r";|:\s+once\b|,\s+(?:and|but|then|or|while|whereas)\s+", re.I)
_ABSOLUTE = re.compile(
    r"(?:(?:the|his|her|its|their|our|my|no|there|an?|both|all|most|some)\s+)?"
    r"(?!(?:without|despite|before|instead)\b)(?:[\w’'-]+\s+){0,3}?(?!during\b)\w+ing\b",
    re.I,
)
"""A participle with its own subject behind a comma: "her coxswain judging the seas too steep"."""
INITIAL = re.compile(r"(?P<clause>(?:Not )?(?:Being|Having|Fearing|Lacking|Unable|Wanting|Knowing)\b[^,]{5,90}),")
"""A participle that a sentence begins with: "Being of Jewish descent, she lost her post"."""
TIME = re.compile(r"(?:since|after|following|by|for|as|when)\s+(?:about\s+)?(?:\d|[A-Z]|an?\s|the\s+\d)")
ENDS = re.compile(r"[;:—–.!?](?=\s|$)|,(?=\s+(?:and|but|so|yet)\s)")

MARKED, PERHAPS = 2.0, 1.0
"""What a word that joins a reason, and one that may, is worth, in log-odds."""
UNMARKED = -3.5
"""The same, in the very sentence that speaks of what is asked, without a word for the relation."""


def marked_by(text: str, start: int, end: int) -> float:
    """What the connective before a span, at its beginning or behind it says for it."""
    connected = _connected(text, start)
    if connected is not None:
        return connected
    if start == 0 and INITIAL.match(text):
        return MARKED
    effect = SO.match(text, end) or _EFFECT.match(text, end) or effect_in(text, start, end) is not None
    if _ASCRIBED.search(text, 0, start) or effect:
        return MARKED
    before = text[max(0, start - 25) : start].rstrip(' ,“"')
    absolute = text[:start].rstrip().endswith(",") and _ABSOLUTE.match(text, start)
    if PURPOSE.match(text, start) or before.endswith((" to", ":")) or absolute:
        return PERHAPS
    return UNMARKED


def _connected(text: str, start: int) -> float | None:
    """What a connective of cause at the beginning of a span or before it says for it; None where there is none."""
    for match in CAUSE.finditer(text):
        between = text[match.end() : start]
        just_before = match.end() <= start and not between.strip(" ,“\"'")
        close = match["sure"] and 0 <= start - match.end() <= 40 and between.count(",") != 1
        if match.start() == start or just_before or close:
            dated = TIME.match(text, match.start()) and not is_clause(text[match.end() :])
            return MARKED if match["sure"] else 0.0 if dated else PERHAPS
    return None


def explains_another_part(text: str, start: int, asked: Set[str]) -> bool:
    """Whether a cause at `start` is told of what stands before it in one of several parts, and asked of a later one.

    "It stopped in 2020 because of a storm, and again when the crane fell": that is not why the crane fell. `asked` are
    the stems of what the cause is asked for.
    """
    cuts = list(_PARTS.finditer(text))
    first = max((cut.end() for cut in cuts if cut.end() <= start), default=0)
    last = min((cut.start() for cut in cuts if cut.start() >= start), default=len(text))
    sure = (found for found in CAUSE.finditer(text, first, last) if found["sure"])
    joined = next((found for found in sure if found.end() <= start or found.start() == start), None)
    if joined is None or not text[first : joined.start()].strip():
        return False
    said = set(terms(text)) & asked
    return bool(said) and said <= set(terms(text[last:])) - set(terms(text[:last]))


def effect_in(text: str, start: int, end: int) -> int | None:
    """Where in `start:end` a comma and a verb of causing, or "so" and its like, end the cause."""
    found = [match.start() for match in _EFFECT.finditer(text, start + 1, end) if match[0].startswith(",")]
    found += [match.start() for match in SO.finditer(text, start + 1, end)]
    return min(found, default=None)


def is_clause(text: str) -> bool:
    """Whether words go on as a clause and not as a date or a name alone: "Carl Hemming moved away"."""
    return bool(re.match(r"\s+(?:[A-Z][\w.’']*\s+){1,3}[a-z]+(?:ed|t|s|n|w|ew)\b", text))


def clause_end(text: str, start: int, initial: bool) -> int:
    """Where the clause that begins at `start` ends; at the first comma where it stands before what it explains."""
    end = ENDS.search(text, start)
    stop = end.start() if end else len(text)
    comma = text.find(",", start, stop)
    return comma if initial and comma > 0 else stop
