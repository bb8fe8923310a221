"""The words of a sentence that say what something named in it is: "X is a ...", "X, a ...,", "the ... X", "X: ...".

The patterns are those by which definitions are found in texts (Hearst 1992 on "such as", and the appositions and
copulas of the systems for definition questions, Xu, Licuanan and Weischedel 2003). They look at function words and
punctuation only; whether what they find is a definition is for the reader to say, where they alone are not sure.
"""

import re
from dataclasses import dataclass

from index.lexical import fold
from qa.gathering.naming import HONORIFICS, TITLES, abbreviation, written_out
from qa.words.clause import AUXILIARIES, DETERMINERS, POSSESSIVES, PREPOSITIONS, PRONOUNS
from qa.words.subject import Token, tokens
from qa.words.verbs import closed, is_past

_LONGEST = 240  # characters of the words that define
_NOUN_PHRASE = 8  # words of a description before a name

_CLOSE = re.compile(r"[\"”’*_]*")
_TERM_OPENS = re.compile(
    r"\s*\((?:hereinafter|hereafter|called|together|collectively)?,?\s*(?:the\s+)?[\"“‘*_]+(?:the\s+)?$", re.I
)
_TERM_CLOSES = re.compile(r"[\"”’*_]+\s*\)")
_BRACKETS = re.compile(r"\s*\(([^()]{3,120})\)")
_INSERTED = re.compile(r"(?:\s*\([^()]*\))?(?:\s*,[^,;:]{1,100},)?")
_COPULA = re.compile(
    r"\s*,?\s*(?:(?:who|which|that)\s+)?(?:is|was|are|were|became|remains?)\s+(?=(?:(?:the|an?|one|our|his|her|its|their)"
    r"\s|\w+[’']s?\s))"
)
_MEANS = re.compile(
    r"\s*,?\s*(?:(?:is|was|are|were)\s+(?:short\s+for|defined\s+as|the\s+name\s+(?:of|for))|means?|meant|denotes?|"
    r"refers?\s+to|stands?\s+for|consists?\s+of|comprises?)\s+"
)
_APPOSITION = re.compile(r"\s*,\s+(?=(?:an?|the|one|his|her|its|their|our|my|\w+[’'](?:s|(?=\s)))\s)")
_AFTER_COMMA = re.compile(r"\s*,\s+(?:\d{1,3},\s+)?(?=[^\W\d_A-Z][^,;:.()]{3,80}(?:[,.;]|$))")
_FULL_NAME = re.compile(r"(?:[A-Z][\w.’'-]*\s+)+[A-Z][\w’'-]+")
_OF_A_BODY = re.compile(r"\s+(?P<body>(?:of|from)\s+(?:the\s+)?[A-Z][\w’'-]+)")
_CLAUSE = re.compile(
    r"[;:()]|,\s+(?:and|but|which|who|where|while|when|so|with|from|whether)\s|[.!?][\"”’]?(?:\s|$)|\s[–—]\s"
)
_BREAK = re.compile(r"[;:.!?()]\s+|,\s+(?:and|but|or|so)\s+(?:(?:so|then|thus|hence|therefore|also)\s+)?")
_PHRASE = re.compile(r"[,;:()]|[.!?][\"”’]?(?:\s+[A-Z“\"]|$)|\s[–—]\s")
_ROW = re.compile(r"[\"”’*_]*\s*(?::[*_]*|[–—=]|\s-)\s+(?=\S)")
_CALLED = re.compile(
    r"(?:,?\s*(?:(?:which|that|who|what)\s+)?(?:(?:is|are|was|were)\s+)?(?:(?:also|now|usually|often|commonly|better)\s+)?"
    r"(?:called|named|known\s+as|nicknamed|dubbed|termed)\s+(?:an?\s+|the\s+)?[\"“‘*_]*)$"
)
_CALLS = re.compile(
    r"\b(?:termed|called|named|dubbed|nicknamed|christened|labelled)\s+(?P<what>(?:[\w’'-]+\s+){1,8}?)[\"“‘*_]+$"
)
_IS_THE = re.compile(r"\s+(?:is|was|are|were|remains|became|will\s+be)\s+(?:[A-Z]\w{0,4}\.\s+)?$")
_LABEL = re.compile(r"\W*([^\W\d_][^:;,.|!?\n]{2,50})[*_]*:[*_]*\s+(?:[A-Z]\w{0,4}\.?\s+)?$")
_SUCH = re.compile(r"(?:,?\s+such\s+as\s+(?:an?\s+|the\s+)?[\"“‘*_]*)$")
_OR = re.compile(r"\s*,?\s+or\s+[\"“‘*_]*$")
_ARTICLES = DETERMINERS | {"another", "one"}
# What alone says nothing of who somebody is: "the late X", "young X".
_ONLY_SET_APART = closed("late young old new great poor dear said same other former present first last real true")
_JOINED = closed("of for and in at")  # what may join the words of a description
_LEADS = re.compile(r"\W*\w+\s+(?:\w+\s+){0,2}$")
_NO_NOUNS = (
    AUXILIARIES
    | PRONOUNS
    | (PREPOSITIONS - _JOINED)
    | closed("say says said think thinks told tells but and or that whether because if when while as than then")
)


@dataclass(frozen=True, slots=True)
class Defining:
    """Characters `start:end` of a sentence that define, and how sure the form alone makes one, 0..1."""

    start: int
    end: int
    sure: float


def definings(text: str, start: int, end: int) -> list[Defining]:
    """What the sentence `text` may say that the name at `start:end` is, the surest first; none where no form does.

    >>> text = "It was there that Dr. Harlan Pike, an oceanographer twenty years older, became her teacher."
    >>> found, *_ = definings(text, text.index("Harlan"), text.index(","))
    >>> text[found.start : found.end]
    'an oceanographer twenty years older'
    """
    end = _CLOSE.match(text, end).end()  # type: ignore[union-attr]  # matches nothing as well
    forms = (
        _meaning,
        _row,
        _copula,
        _apposition,
        _called,
        _written_out,
        _bracketed,
        _described,
        _identified,
        _belonging,
        _aside,
    )
    found = [one for form in forms if (one := form(text, start, end)) is not None and one.start < one.end]
    return sorted(found, key=lambda one: -one.sure)


def defined_term(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What a text says that it will call by the name at `start:end`: "Ann Lee and Bo Orr ("the Tenants")".

    >>> text = 'It is made between Dunmore Ltd. ("the Owner") and Ann Lee and Bo Orr ("the Tenants").'
    >>> [text[slice(*defined_term(text, text.index(one), text.index(one) + len(one)))] for one in ("Owner", "Tenants")]
    ['Dunmore Ltd.', 'Ann Lee and Bo Orr']
    """
    opened = _TERM_OPENS.search(text[:start])
    if not opened or not _TERM_CLOSES.match(text, end):
        return None
    before = text[: opened.start()]
    words = [word for word in tokens(before) if word.start >= before.rfind(")") + 1]
    first = next((i + 1 for i in range(len(words) - 1, -1, -1) if _ends_before(words[i])), 0)
    while first < len(words) and fold(words[first].text) in ("and", "or"):
        first += 1
    if first == len(words):
        return None
    # Names are joined by "and"; what is described begins at its article.
    phrase = None if words[-1].capital else _phrase_start(tokens(before), before)
    return max(words[first].start, phrase or 0), len(before.rstrip())


def _ends_before(word: Token) -> bool:
    low = fold(word.text)
    return low in (PREPOSITIONS - _JOINED) | AUXILIARIES or (is_past(low) and not word.capital)


def _to(text: str, start: int, stops: re.Pattern[str]) -> int:
    """Where the phrase that begins at `start` ends."""
    found = stops.search(text, start)
    end = min(found.start() if found else len(text), start + _LONGEST)
    return start + len(text[start:end].rstrip(" ,\n.*_|"))


def _meaning(text: str, start: int, end: int) -> Defining | None:
    found = _MEANS.match(text, end)
    return Defining(found.end(), _to(text, found.end(), _CLAUSE), 1.0) if found else None


def _row(text: str, start: int, end: int) -> Defining | None:
    """A term at the beginning of a line with what it means behind it."""
    found = _ROW.match(text, end)
    if not found or text[:start].strip(" *_\"“‘'") or not text[found.end() : found.end() + 1].isalnum():
        return None
    return Defining(found.end(), _to(text, found.end(), re.compile(r"[.!?](?:\s|$)")), 0.8)


def _copula(text: str, start: int, end: int) -> Defining | None:
    inserted = _INSERTED.match(text, end)
    found = _COPULA.match(text, inserted.end() if inserted else end) or _COPULA.match(text, end)
    # "The motor of the pump is a ..." speaks of the motor.
    owned = re.search(r"\b(?:of|for|in|with|by|from|to|at|on|and)\s+(?:the\s+|an?\s+)?(?:\w+\.\s+)?$", text[:start])
    if not found:
        return None
    # What is inserted between the two may itself say what it is.
    sure = 0.5 if owned else 0.8 if found.start() > end or "became" in found[0] else 0.9
    # What is "the spending" is said to be known; what is "a loss of ice" is explained.
    sure -= 0.1 * text.startswith("the ", found.end())
    return Defining(found.end(), _to(text, found.end(), _CLAUSE), sure)


def _apposition(text: str, start: int, end: int) -> Defining | None:
    found = _APPOSITION.match(text, end)
    if not found:
        return None
    stop = _to(text, found.end(), _PHRASE)
    closed_by = text[stop : stop + 1]
    # "In Paris, the crowd ..." and "After Pike, a ..." have no second comma where an apposition has one.
    introduced = _LEADS.match(text[:start]) and fold(tokens(text)[0].text) in PREPOSITIONS
    if closed_by not in (",", ".", "", ";") or (introduced and closed_by != ","):
        return None
    owner = fold(tokens(text[found.end() : stop])[0].text) in POSSESSIVES
    return Defining(found.end(), stop, 0.5 if introduced else 0.6 if owner else 0.85)


def _belonging(text: str, start: int, end: int) -> Defining | None:
    """Where somebody of a first and a last name is from: "said Ann Holm of the Institute for Sea Law"."""
    named = _FULL_NAME.fullmatch(text, start, end)
    found = _OF_A_BODY.match(text, end) if named else None
    return Defining(found.start("body"), _to(text, found.end(), _PHRASE), 0.7) if found else None


def _aside(text: str, start: int, end: int) -> Defining | None:
    """Words behind a comma that begin small: "X, professor of physics,"; they may as well go on with the sentence."""
    found = _AFTER_COMMA.match(text, end)
    if not found:
        return None
    stop = _to(text, found.end(), _PHRASE)
    first = tokens(text[found.end() : stop])
    word = fold(first[0].text) if first else ""
    if not word or word in _NO_NOUNS | PREPOSITIONS or is_past(word) or word.endswith("ing"):
        return None
    return Defining(found.end(), stop, 0.35)


def _bracketed(text: str, start: int, end: int) -> Defining | None:
    found = _BRACKETS.match(text, end)
    if not found or abbreviation(text, start, end) != (0, 0) or not found[1].strip()[:1].isalpha():
        return None
    born = fold(found[1].split()[0]) in PREPOSITIONS | {"born", "died", "see"}
    return None if born else Defining(*found.span(1), 0.75)


def _identified(text: str, start: int, end: int) -> Defining | None:
    """A description that the name is said to fill: "The secretary is X", "Director: X"."""
    label = _LABEL.match(text[:start])
    if label and not re.match(r"\w", text[end : end + 1]):
        return Defining(*label.span(1), 0.75)
    found = _IS_THE.search(text[:start])
    if not found:
        return None
    first = _phrase_start(tokens(text[: found.start()]), text)
    determined = first is not None and fold(tokens(text[first : found.start()])[0].text) in DETERMINERS
    return Defining(first, found.start(), 0.75) if first is not None and determined else None


def _written_out(text: str, start: int, end: int) -> Defining | None:
    found = written_out(text, start, end)
    return Defining(*found, 0.85) if found[1] else None


def _called(text: str, start: int, end: int) -> Defining | None:
    before = text[:start]
    named = _CALLS.search(before)  # "Holm called the long frost "the white year""
    if named:
        return Defining(named.start("what"), len(before[: named.end("what")].rstrip()), 0.85)
    for pattern, sure in ((_CALLED, 0.85), (_SUCH, 0.5), (_OR, 0.45)):
        found = pattern.search(before)
        if found and found.start():
            # "Snow that lasts a year is called X" is about all of its subject, "a lamp called X" about the lamp.
            whole = re.search(r"\b(?:is|are|was|were)\b", found[0])
            first = (
                _clause_start(before, found.start())
                if whole
                else _phrase_start(tokens(before[: found.start()]), before)
            )
            return Defining(first, found.start(), sure) if first is not None else None
    return None


def _clause_start(text: str, end: int) -> int:
    """Where the clause begins that `end` is in."""
    breaks = [found.end() for found in _BREAK.finditer(text[:end])]
    return breaks[-1] if breaks else len(text) - len(text.lstrip(' *_"“'))


def _phrase_start(words: list[Token], text: str) -> int | None:
    """Where the noun phrase begins that the words end with: at its article, or at the clause's beginning."""
    for at in range(len(words) - 1, max(-1, len(words) - 1 - 2 * _NOUN_PHRASE), -1):
        gap = text[words[at].end : words[at + 1].start] if at + 1 < len(words) else ""
        if re.search(r"[,;:.()!?]", gap):
            return words[at + 1].start
        if (fold(words[at].text) in DETERMINERS and fold(words[at].text) != "that") or at == 0:
            # An article behind "of" or another preposition belongs to a phrase that began earlier.
            if at and fold(words[at - 1].text) in PREPOSITIONS | {"of"}:
                continue
            return words[at].start
    return None


def _described(text: str, start: int, end: int) -> Defining | None:
    """A description before a name: "the painter X", "Chile's president, X", "Inspector X"."""
    words = tokens(text[:start])
    while words and fold(words[-1].text) in HONORIFICS:
        words.pop()  # "Dr." says less than what is before it
    if len(words) > 1 and fold(words[-1].text) == "the" and "," in text[words[-2].end : words[-1].start]:
        start = words.pop().start  # "a tanker, the Hector Bloom"
    return _before(words, text, start) if words else None


def _owns(text: str, word: Token) -> bool:
    return bool(re.match(r"[’'](?:s\b|(?=\s))", text[word.end : word.end + 2] + " "))


def _before(words: list[Token], text: str, start: int) -> Defining | None:
    """The words before `start` back to an article or an owner, where nothing but a noun phrase can be between."""
    last = words[-1]
    gap = text[last.end : start]
    if re.search(r"[;:()!?|]", gap) or _owns(text, last):
        return None
    if fold(last.text) in _JOINED | DETERMINERS | _ONLY_SET_APART:
        return None
    if "," not in gap and text[start].islower():
        return None  # "the rubber gasket" says what it is of, not what one is
    sure = 0.8 if "," in gap else 0.7
    taken: list[Token] = []
    first: int | None = None
    for word in reversed(words[-_NOUN_PHRASE - 1 :]):
        low = fold(word.text)
        if taken and re.search(r"[,;:()!?|]", text[word.end : taken[-1].start]):
            break
        if taken and (low in _ARTICLES or _owns(text, word)):
            first, taken = word.start, [*taken, word]
            if fold(last.text) in TITLES:
                break  # "the consent of the director, X" is of nobody but the director
            continue  # "the chairman of the town's bakers" begins before its owner
        if first is not None and low not in ("of", "for") and fold(taken[-1].text) not in ("of", "for"):
            break
        if low in _NO_NOUNS or (is_past(low) and not word.capital):
            break
        taken.append(word)
    if first is not None:
        return Defining(first, last.end, sure)
    named = [word for word in taken if word.capital]
    if named and named[0] is last and fold(last.text) in TITLES and "," not in gap:
        return Defining(named[-1].start, last.end, 0.6)
    return None
