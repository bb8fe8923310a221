"""A sentence -> the members of a coordination in it: "raided X, arrested Y and cancelled Z" is three. Pure.

The sentence is cut at its commas, semicolons and conjunctions. What the pieces begin with - the same preposition or
conjunction, a verb, or a phrase that names something - says which cuts are between members and which within one, and
where in the first piece the first member begins. Nothing but closed classes of words and the forms of verbs is known.
What it misses: members with commas of their own that begin alike ("Smith, a doctor, and Brown").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.words.clause import (
    AUXILIARIES,
    DETERMINERS,
    PARTICLES,
    PERSONAL,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    Word,
    words_of,
)
from qa.words.closed import hidden
from qa.words.verbs import base, is_past, participle, past

Span = tuple[int, int]

_ADVERB = r"(?:(?:also|then|finally|again|later)\s+)?"
_CUT = re.compile(
    rf"\s*;\s*(?:(?:and|or|also|as well as|but also)\s+)?{_ADVERB}"
    rf"|\s*,\s*(?:(?:and|or|as well as|but also|plus)\s+){_ADVERB}"
    r"|\s*,\s+(?:namely|including|among them|for example|e\.g\.)[:,]?\s+|\s+such as\s+"
    r"|\s*,\s+(?:then\s+)?"
    rf"|\s+(?:and|or|as well as|but also|&)\s+{_ADVERB}",
    re.I,
)
_PLAIN = frozenset(["and", "or", "&"])  # what joins the last two, without a comma
_OPENS = re.compile(r"namely|including|among them|for example|e\.g\.|such as", re.I)
_JOINS = re.compile(r"\b(?:and|or|as well as|but also|plus)\b|&", re.I)
_ENDS = frozenset(
    [
        "which",
        "who",
        "whose",
        "whom",
        "where",
        "while",
        "although",
        "though",
        "because",
        "since",
        "so",
        "but",
        "after",
        "before",
        "accusing",
        "until",
        "as",
        "if",
        "unless",
        "whereas",
    ]
)
_RELATIVE = frozenset(["who", "which", "whose", "whom", "where"])
_LEADS = frozenset(["when", "that", "to", "whether", "how", "why", "what", "if"]) | PREPOSITIONS
_STAYING = frozenset(["after", "before", "until", "since"])  # prepositions that say something of the member
NUMBERS = {
    word: i
    for i, word in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 2
    )
}
_COUNTING = DETERMINERS | frozenset(NUMBERS) | {"one", "several", "many", "few"}
_PERFECT = frozenset(["has", "have", "had"])
_HOLDING = frozenset(
    ["include", "includes", "need", "needs", "contain", "contains", "comprise", "comprises", "get", "gets", "have"]
)
_FIRM = re.compile(r"(?:Sons?|Co|Company|Bros|Brothers|Daughters?|Partners|Associates)\b")
_YEAR = re.compile(r"[12]\d{3}\b")
_DAY = re.compile(r"\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Series:
    """The members of a coordination, as spans of the sentence, in order; two at least."""

    members: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where the first member begins."""
        return self.members[0][0]

    @property
    def end(self) -> int:
        """Where the last member ends."""
        return self.members[-1][1]


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    cut: str  # the separator before it
    words: tuple[Word, ...]

    @property
    def opening(self) -> str:
        return self.words[0].low if self.words else ""

    @property
    def is_joined(self) -> bool:
        return bool(_JOINS.search(self.cut))

    @property
    def is_parted(self) -> bool:
        return ";" in self.cut


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    pieces: tuple[_Piece, ...]


def series_at(sentence: str, start: int, end: int) -> Series | None:
    """The coordination that the span `start:end` of a sentence is a member of, or all of; None where there is none.

    >>> text = "Azerbaijan demanded a probe into the deaths, punishment for those responsible, and compensation."
    >>> [text[a:b] for a, b in series_at(text, 20, 43).members]
    ['a probe into the deaths', 'punishment for those responsible', 'compensation']
    >>> text = "The authorities summoned the envoy, raided the agency and arrested its editor and director."
    >>> [text[a:b] for a, b in series_at(text, 16, 34).members]
    ['summoned the envoy', 'raided the agency', 'arrested its editor and director']
    """
    whole = _Sentence(sentence, _pieces(sentence, start))
    touched = [i for i, piece in enumerate(whole.pieces) if piece.start < end and start < piece.end]
    if not touched or len(whole.pieces) < 2:
        return None
    best: Series | None = None
    for first in range(touched[0], -1, -1):
        found = _series_from(whole, first, touched[-1], start if first == touched[0] else None)
        if found and (best is None or len(found.members) > len(best.members)):
            best = found
        if whole.pieces[first].is_parted or _OPENS.search(whole.pieces[first].cut):
            break
    if best is None:  # "34 instruments, among them a celesta and two drums"
        opened = [i for i in touched[1:-1] if _OPENS.search(whole.pieces[i].cut)]
        best = _series_from(whole, opened[-1], touched[-1], None) if opened else None
    return best


def begin_alike(sentence: str, series: Series) -> bool:
    """Whether all members begin with, or stand behind, one and the same preposition or conjunction.

    >>> text = "The flag is hoisted when it blows, when it snows, or when no boat is manned."
    >>> begin_alike(text, series_at(text, 20, 33)), begin_alike("in Oslo and Bergen", Series(((3, 7), (12, 18))))
    (True, False)
    """
    leads = set()
    for start, end in series.members:
        before = words_of(sentence[:start])
        first = words_of(sentence[start:end])[0].low
        leads.add(first if first in _LEADS else before[-1].low if before else "")
    return len(leads) == 1 and leads <= _LEADS


def all_series(sentence: str) -> list[Series]:
    """The coordinations of a sentence that do not overlap, those of most members first.

    >>> text = "Before you leave, remove your shed, clear all rubbish and return both keys."
    >>> [text[a:b] for series in all_series(text) for a, b in series.members]
    ['remove your shed', 'clear all rubbish', 'return both keys']
    """
    whole = _Sentence(sentence, _pieces(sentence))
    starts = (_series_from(whole, first, first + 1, None) for first in range(len(whole.pieces) - 1))
    found = [series for series in starts if series]
    kept: list[Series] = []
    for one in sorted(found, key=lambda series: (-len(series.members), series.end - series.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return kept


def _pieces(text: str, start: int | None = None) -> tuple[_Piece, ...]:
    """The text between its separators; dates such as "June 27, 2025" stay whole, and what `qa.words.closed` hides."""
    over = hidden(text, start)
    end = len(text.rstrip().rstrip(".!?"))
    pieces: list[_Piece] = []
    at, cut = 0, ""
    for found in _CUT.finditer(over, 0, end):
        before, after = text[at : found.start()], text[found.end() : end]
        dated = found[0].strip() == "," and _YEAR.match(after) and _DAY.search(before)
        # Of "Ann, Bo & Cy" it joins the last two.
        firm = found[0].strip() == "&" and _is_firm(before, after, alone="," not in cut or " and " in after)
        if before.strip() and after.strip() and not dated and not firm:
            pieces.append(_Piece(at, found.start(), cut, _words(text, at, found.start())))
            at, cut = found.end(), found[0]
    return (*pieces, _Piece(at, end, cut, _words(text, at, end)))


def _is_firm(before: str, after: str, alone: bool) -> bool:
    """Whether "&" stands within a name: "Foley & Sons", "Marks & Spencer"; `alone` where it joins no list."""
    named = all(word[:1].isupper() for word in (*before.split()[-1:], after))
    return bool(_FIRM.match(after)) or (named and alone)


def _words(text: str, start: int, end: int) -> tuple[Word, ...]:
    return tuple(Word(w.text, w.start + start, w.end + start) for w in words_of(text[start:end]) if w.is_word)


def _series_from(whole: _Sentence, first: int, reaches: int, start: int | None) -> Series | None:
    """The members from the piece `first` on; None where they are not a coordination that reaches piece `reaches`.

    `start` is where the first member begins, if that is known.
    """
    lead = _shared_lead(whole.pieces, first)
    kinds = dict.fromkeys((lead or _kind(whole.pieces, first), "verb"))
    found = [_series_of(whole, first, reaches, start, kind) for kind in kinds if kind]
    return max((one for one in found if one), key=lambda one: len(one.members), default=None)


def _series_of(whole: _Sentence, first: int, reaches: int, start: int | None, kind: str) -> Series | None:
    """The same, of members that begin in one way: `kind` is what `_kind` says, or what all begin with."""
    text, pieces = whole.text, whole.pieces
    if kind == "verb" and not any(_is_verb(pieces[first].words, i) for i in range(len(pieces[first].words))):
        return None
    lead = kind if kind in _LEADS else ""
    bounds, stop = _bounds(pieces, first, kind, lead)
    acts = any(is_past(word.low) or word.low in AUXILIARIES for word in pieces[first].words)
    if kind == "name" and acts and _is_clause(pieces[bounds[-1]]):
        return None  # "it criticised the firm, Foley & Sons, and its contract was not renewed"
    joined = [b for b in bounds[1:] if pieces[b].is_joined or pieces[b].is_parted]
    announced = len(bounds) > 2 and ":" in text[: pieces[bounds[1]].start]
    if joined:
        bounds = [b for b in bounds if b <= joined[-1]]
        parted = [b for b in bounds[1:] if pieces[b].is_parted]
        if parted and len(parted) < len(bounds) - 1:  # commas within what semicolons part
            bounds = [first, *parted] if len(parted) > 1 else [first]
    last = next((j for j in range(bounds[-1], stop) if j + 1 == stop or _stops(pieces[j + 1])), bounds[-1])
    if len(bounds) < 2 or last < reaches or not (joined or announced):
        return None
    members = [_member(pieces[a:b]) for a, b in pairwise([*bounds, last + 1])]
    others = [pieces[b].words[0].text if pieces[b].words else "" for b in bounds[1:]]
    opened = _first_start(text, pieces[first], members[0], kind, others)
    if start is not None and _begins(text, start, opened, kind, others):
        opened = start
    colon = text.rfind(": ", opened, members[0][1])
    opened = colon + 2 if colon >= 0 else opened  # "three places: at the bow, ..."
    members[0] = (opened, members[0][1])
    before = text[: members[0][0]].strip(' \n"“').lower().split()
    acting = not before or before[-1] in DETERMINERS
    told = (
        kind == "name" and _finite_at(_words(text, *members[0])[1:]) is not None
    )  # "half are ill, and the barn has no roof"
    last_end = members[-1][1] if told else _last_end(text, pieces[bounds[-1]], members[-1], kind, acting)
    if kind == "name" and all(text[a:b].istitle() and " " not in text[a:b] for a, b in members[:-1]):
        last_end = min(last_end, _behind_a_name(pieces[bounds[-1]]))
    members[-1] = (members[-1][0], last_end)
    counted = {NUMBERS.get(word.lower()) for word in text[slice(*members[0])].split()}
    if len(members) - 1 in counted and not any(_counts(one) for one in others):
        members = members[1:]  # "two daughters, Ann and Bo", "in May the two envoys, Ann and Bo"
    cleaned = tuple(_cleaned(text, *member, lead) for member in members)
    return Series(cleaned) if len(cleaned) > 1 and all(a < b for a, b in cleaned) else None


def _begins(text: str, start: int, opened: int, kind: str, others: Sequence[str]) -> bool:
    """Whether the first member begins where it is said to, and not where the others' beginnings say.

    Acts are like each other with their verbs alone, and names of places without whose they are: "shops in | Oslo".
    """
    if kind == "verb":
        return start < opened
    before = [word.low for word in words_of(text[start:opened])]
    placed = bool(before) and before[-1] in PREPOSITIONS - {"of"} and text[opened : opened + 1].isupper()
    return not (kind == "name" and placed and all(one[:1].isupper() for one in others))


def _bounds(pieces: Sequence[_Piece], first: int, kind: str, lead: str) -> tuple[list[int], int]:
    """The pieces that members begin with, and where the coordination has ended."""
    bounds = [first]
    for i in range(first + 1, len(pieces)):
        piece = pieces[i]
        if piece.opening in _RELATIVE and i + 1 < len(pieces) and pieces[i + 1].is_joined:
            continue  # "Ann, who paints, and Bo"
        if kind == "name" and _is_whole(pieces, bounds) and _is_apart(piece):
            return bounds, i
        ends = piece.opening in _ENDS or piece.opening.endswith("ing") or bool(_OPENS.search(piece.cut))
        if ends and piece.opening != lead:
            return bounds, i
        if _is_member(piece, kind):
            bounds.append(i)
            if kind == "name" and _finite_at(piece.words) is not None:
                return bounds, i + 1
        elif kind in ("name", "verb") and (_finite_at(piece.words) is not None or _is_verb(piece.words, 0)):
            return bounds, i  # "..., are excluded"
        elif i > bounds[-1] + 3:
            return bounds, i
    return bounds, len(pieces)


def _is_apart(piece: _Piece) -> bool:
    """Whether a piece goes on with something else behind members that "and" has joined.

    "Ann and Bo, and several others hurt", "cards and cash failed; transfers went through".
    """
    return "," in piece.cut or (piece.is_parted and _finite_at(piece.words) is not None)


def _is_clause(piece: _Piece) -> bool:
    """Whether a piece is a clause with a subject that stands for what is named before it."""
    return piece.opening in POSSESSIVES | PERSONAL and _finite_at(piece.words) is not None


def _is_whole(pieces: Sequence[_Piece], bounds: Sequence[int]) -> bool:
    """Whether a plain "and" has joined the last two members."""
    return any(pieces[b].cut.strip().lower() in _PLAIN for b in bounds[1:])


def _stops(piece: _Piece) -> bool:
    """Whether the last member cannot go on into a piece: behind a comma without a conjunction, or a semicolon."""
    return piece.cut.strip() == "," or piece.is_parted


def _member(pieces: Sequence[_Piece]) -> Span:
    """From where the pieces of a member begin to where they end, or to what is only said of it in passing."""
    end = next((i for i, piece in enumerate(pieces) if i and piece.opening in _RELATIVE), len(pieces))
    return pieces[0].start, pieces[end - 1].end


def _shared_lead(pieces: Sequence[_Piece], first: int) -> str:
    """The preposition or conjunction that a later, conjoined piece begins with and the first one holds too."""
    inside = {word.low for word in pieces[first].words}
    for piece in pieces[first + 1 :]:
        if piece.opening in _LEADS and piece.opening in inside and piece.is_joined:
            return piece.opening
        if piece.opening in _ENDS - {"after", "before", "as", "if"}:
            break
    return ""


def _kind(pieces: Sequence[_Piece], first: int) -> str:
    """What the pieces after the first begin with: a "verb", a "command", a "place" or a "name"; empty if unlike it."""
    for piece in pieces[first + 1 :]:
        if not piece.words or not (piece.is_joined or piece.is_parted):
            continue
        if piece.opening in PREPOSITIONS:
            return "place"
        if _is_verb(piece.words, 0):
            return "verb"
        if _commands(piece.words):
            return "command" if any(_commands(pieces[first].words[i:]) for i in range(3)) else ""
        return "name"
    return "name"


def _is_member(piece: _Piece, kind: str) -> bool:
    if not piece.words:
        return False
    if kind == "verb":
        perfect = len(piece.words) > 2 and piece.opening in _PERFECT and is_past(piece.words[1].low)
        return perfect or _is_verb(piece.words, 0)
    if kind == "command":
        return _commands(piece.words)
    if kind == "place":
        return piece.opening in PREPOSITIONS
    if kind == "name":
        named = piece.opening not in PREPOSITIONS | AUXILIARIES | {"not", "then", "when", "that"}
        stated = _finite_at(piece.words) is not None and not piece.is_parted and not piece.is_joined
        return named and not stated and not _is_verb(piece.words, 0)
    return piece.opening == kind  # a shared lead


def _is_verb(words: tuple[Word, ...], i: int) -> bool:
    """Whether the word is a verb in the past that acts, and not a participle before a noun."""
    if i + 1 >= len(words):
        return False
    word = words[i]
    if word.is_name or word.low in AUXILIARIES or not is_past(word.low):
        return False
    if i and (words[i - 1].low in DETERMINERS or words[i - 1].low.endswith(("'s", "’s"))):
        return False
    following = words[i + 1]
    return following.low in DETERMINERS | PREPOSITIONS or following.is_name or past(base(word.low)) == word.low


def _commands(words: tuple[Word, ...]) -> bool:
    """Whether the words read as a command: a bare word with an object after it."""
    if len(words) < 2 or words[0].low[:1].isdigit():
        return False
    bare = words[0].low not in _COUNTING | PREPOSITIONS | AUXILIARIES | PRONOUNS
    return bare and (words[1].low in _COUNTING | PRONOUNS or words[1].low[:1].isdigit())


def _finite_at(words: tuple[Word, ...]) -> int | None:
    """Where the verb begins that makes the words a statement: an auxiliary, or a past that is no participle."""
    for i, word in enumerate(words):
        if word.is_name and i:
            continue
        told = i and is_past(word.low) and past(base(word.low)) == word.low and participle(word.low) != word.low
        if told or (word.low in AUXILIARIES and word.low != "might"):
            return word.start
    return None


def _first_start(text: str, piece: _Piece, member: Span, kind: str, others: list[str]) -> int:
    """Where in the first piece the first member begins, by what the others begin with."""
    start, end = member
    words = piece.words if piece.end == end else _words(text, start, end)
    colon = text.rfind(": ", start, end)
    if colon >= 0:
        return colon + 2
    if kind == "verb":
        return next((word.start for i, word in enumerate(words) if _is_verb(words, i)), start)
    if kind == "command":
        return next((word.start for i, word in enumerate(words) if _commands(words[i:])), start)
    if kind == "place":
        places = [word.start for word in words if word.low in PREPOSITIONS and word.low != "of"]
        return places[-1] if places else start
    if kind != "name":
        return next((word.start for word in words if word.low == kind), start)
    return _name_start(words, others, start)


def _name_start(words: tuple[Word, ...], others: list[str], start: int) -> int:
    """Where the last phrase that names something begins: behind a verb, at its article, or behind a preposition."""
    acts = [i for i, word in enumerate(words) if word.low in AUXILIARIES | _HOLDING or _is_verb(words, i)]
    after = acts[-1] + 1 if acts else 0
    if sum(_counts(one) for one in others) * 2 > len(others):
        counted = [i for i in range(after, len(words)) if words[i].low in _COUNTING and (i or acts)]
        free = [i for i in counted if i == after or words[i - 1].low not in PREPOSITIONS]
        if counted:
            return words[free[0] if free else counted[-1]].start
    for i in range(len(words) - 2, after - 1, -1):
        if words[i].low in PREPOSITIONS and words[i].low not in ("of", "for", "into", "to"):
            return words[i + 1].start
    return words[after].start if after < len(words) else start


def _counts(word: str) -> bool:
    return word.lower() in _COUNTING or word[:1].isdigit()


def _last_end(text: str, piece: _Piece, member: Span, kind: str, acting: bool) -> int:
    """Where the last member ends: before a verb that all of them share ("the trawler and a tug came to her aid").

    Where the members begin a sentence they are what acts in it, and its first past that has an object is that verb.
    """
    start, end = member
    at = _finite_at(piece.words) if kind == "name" else None
    if at is None and acting and kind == "name":
        words = piece.words
        acts = (i for i in range(1, len(words)) if _has_object(words, i) or _is_last_act(text, words, i))
        at = next((words[i].start for i in acts), None)
    return end if at is None or at <= start else start + len(text[start:at].rstrip())


def _behind_a_name(piece: _Piece) -> int:
    """Where a name ends that stands before a preposition: "Danish and Swedish | at home"; else where the piece ends."""
    first = next((i for i, word in enumerate(piece.words) if not word.is_name), len(piece.words))
    told = 0 < first < len(piece.words) and piece.words[first].low in PREPOSITIONS - {"of", "for"}
    return piece.words[first - 1].end if told else piece.end


def _is_last_act(text: str, words: tuple[Word, ...], i: int) -> bool:
    """Whether a clause ends with the word, a past behind a name: "PayPal failed;", and not "three hurt"."""
    told = i + 1 == len(words) and is_past(words[i].low) and words[i - 1].is_name and not words[i].is_name
    return told and text[words[i].end : words[i].end + 1] in (";", ".", "")


def _has_object(words: tuple[Word, ...], i: int) -> bool:
    """Whether a word is a past with what it is done to behind it: "helped them", "ruled out a heart attack"."""
    following = [word.low for word in words[i + 1 : i + 3]]
    behind = following[1:] if following[:1] and following[0] in PARTICLES else following[:1]
    return _is_verb(words, i) and bool(behind) and (behind[0] in DETERMINERS | PERSONAL or behind[0][:1].isdigit())


def _cleaned(text: str, start: int, end: int, lead: str) -> Span:
    """The member without the preposition that each begins with; a conjunction such as "when" stays."""
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    if lead in PREPOSITIONS - _STAYING:
        found = re.match(rf"{re.escape(lead)}\s+(?=\S)", text[start:end], re.I)
        start += found.end() if found else 0
    return start, end
