"""Where the documents name somebody or something: whole, by a last name alone, or by an abbreviation they introduce.

A last name alone is the person's whom the document introduces first by it. What this misses: pronouns, first names
alone, and descriptions ("the pianist").
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.lexical import fold
from index.store import Index
from qa.words.clause import PREPOSITIONS
from qa.words.subject import Subject, Token, tokens
from qa.words.verbs import closed

_Numbers = npt.NDArray[np.int64]

_MOST = 300  # passages of a name that are looked at: half of them the first, half those that speak of little else
_WITHIN = 3  # words at most between the parts of a name, such as a middle name
_LONGEST_NAME = 10  # words
_PARTICLES = closed("and de da di del der van von den la le al el bin ibn of the")
_MALE, _FEMALE = closed("mr sir lord"), closed("mrs ms miss dame lady")
HONORIFICS = _MALE | _FEMALE | closed("dr prof messrs capt sen gen rev hon")
TITLES = HONORIFICS | closed(
    "professor captain senator general reverend father president minister inspector judge "
    "king queen prince princess chancellor mayor governor sergeant lieutenant colonel commissioner bishop pope "
    "ambassador justice sheriff coach"
)
_SPACE = re.compile(r"(?:\.?\s+|\.|-|\s*[“”\"‘’'*_]+\s*)$")
_SHORT = re.compile(
    r"\s*[\"”’]?\s*\((?:the\s+|hereinafter\s+|or\s+)*([\"“‘']?)([A-Z][\w.&-]*(?:\s[A-Z][\w.&-]*)?)[\"”’']?\)"
)
_OPENS = re.compile(r"\s*\((?:the\s+|hereinafter\s+|or\s+)*([\"“‘']?)$")
_CLOSES = re.compile(r"[\"”’']?\)")


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters `start:end` of passage `number` that name what was asked about; `whole` where by its whole name."""

    number: int
    start: int
    end: int
    whole: bool


def mentions(index: Index, asked: Subject) -> list[Mention]:
    """Where the index names what was asked about, in the order of its passages; none where it is not named whole."""
    said = [fold(word.text) for word in asked.words]
    title = said[0] if len(said) > 1 and said[0] in TITLES and said[1] != "of" else ""
    name = asked.words[1:] if title else asked.words
    if not name or (asked.who and asked.determined and any(fold(word.text) in PREPOSITIONS for word in name)):
        return []
    seen = _Texts(index)
    whole = _agreeing(_whole(seen, name), title, seen) or _core(seen, name)
    whole = _titled(whole, title, seen) if len(name) == 1 else whole
    if asked.who:
        whole = [mention for mention in whole if _is_name(seen, mention, name)]
    if not whole:
        return []
    found = {(m.number, m.start): m for m in whole}
    for other in [*_shortened(seen, whole), *_last_names(seen, name, whole, asked.who or bool(title), title)]:
        if not any(m.number == other.number and m.start < other.end and other.start < m.end for m in found.values()):
            found[other.number, other.start] = other
    return [found[place] for place in sorted(found)]


class _Texts:
    """The passages of an index with their words, each cut into words once."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._tokens: dict[int, list[Token]] = {}

    def tokens(self, number: int) -> list[Token]:
        """The words of a passage."""
        if number not in self._tokens:
            self._tokens[number] = tokens(self.text(number))
        return self._tokens[number]

    def text(self, number: int) -> str:
        """A passage."""
        return self.index.passages[number].text

    def source(self, number: int) -> str:
        """The document a passage is from."""
        return self.index.passages[number].document.source

    def holding(self, words: Iterable[str]) -> list[int]:
        """Passages that hold all of the words that carry meaning, in order."""
        lexical = self.index.sentences.lexical
        scores = [row for row in (lexical.scores(word) for word in words) if row.any()]
        if not scores:
            return []
        total = np.where(np.all([row > 0 for row in scores], axis=0), np.sum(scores, axis=0), 0.0)
        numbers: _Numbers = np.flatnonzero(total)
        if len(numbers) > _MOST:
            late = numbers[_MOST // 2 :]
            densest = late[np.argsort(-total[late], kind="stable")[: _MOST // 2]]
            numbers = np.sort(np.concatenate([numbers[: _MOST // 2], densest]))
        return [int(number) for number in numbers]


def _whole(seen: _Texts, name: Sequence[Token]) -> list[Mention]:
    keys = [word.key for word in name]
    found = []
    for number in seen.holding(word.text for word in name):
        there = seen.tokens(number)
        text = seen.text(number)
        for first, token in enumerate(there):
            last = _matched(there, first, keys, text) if token.key == keys[0] else None
            if last is not None:
                found.append(Mention(number, token.start, there[last].end, whole=True))
    return found


def _matched(there: Sequence[Token], first: int, keys: Sequence[str], text: str) -> int | None:
    """Where a name that begins at word `first` ends; between its parts there may be a middle name or a brother's."""
    at, strange = first, False
    for key in keys[1:]:
        following = range(at + 1, min(len(there), at + 2 + (_WITHIN if len(keys) <= _WITHIN else 0)))
        nearest = next((i for i in following if there[i].key == key), None)
        if nearest is None:
            return None
        strange = strange or nearest > at + 1
        at = nearest
    if not strange:
        return at
    joined = all(
        _touch(text, a, b) and (b.capital or fold(b.text) in _PARTICLES)
        for a, b in zip(there[first:at], there[first + 1 : at + 1], strict=True)
    )
    return at if joined and there[first].capital and there[at].capital else None


def _touch(text: str, before: Token, after: Token) -> bool:
    """Whether nothing but space, or the stop of an abbreviation, is between two words."""
    return bool(_SPACE.match(text[before.end : after.start]))


def _agreeing(found: Sequence[Mention], title: str, seen: _Texts) -> list[Mention]:
    """Those that do not call a Mr. a Mrs.; none where no title agrees but some do not."""
    against = _FEMALE if title in _MALE else _MALE if title in _FEMALE else frozenset()
    titles = [_title(seen, mention) for mention in found]
    if any(one in against for one in titles) and not any(one in (_MALE | _FEMALE) - against for one in titles):
        return []
    return [mention for mention, one in zip(found, titles, strict=True) if one not in against]


def _titled(found: Sequence[Mention], title: str, seen: _Texts) -> list[Mention]:
    """Those of the documents in which the name bears the title asked with, if any does."""
    sources = {seen.source(mention.number) for mention in found if title and _title(seen, mention) == title}
    return [mention for mention in found if not sources or seen.source(mention.number) in sources]


def _title(seen: _Texts, mention: Mention) -> str:
    before = [token for token in seen.tokens(mention.number) if token.end <= mention.start]
    return fold(before[-1].text) if before else ""


def _is_name(seen: _Texts, mention: Mention, name: Sequence[Token]) -> bool:
    """Whether it is written as a name: capitals, and not only because a sentence begins there."""
    within = [t for t in seen.tokens(mention.number) if mention.start <= t.start and t.end <= mention.end]
    capitals = all(token.capital for token in within if fold(token.text) not in _PARTICLES)
    return capitals and (mention.start > 0 or len(name) > 1 or name[0].capital)


def _core(seen: _Texts, name: Sequence[Token]) -> list[Mention]:
    """For "the Safarov brothers" or "the PressLogic controller": the name in it, where the rest is said beside it."""
    core = [word for word in name if word.capital]
    rest = {word.key for word in name if not word.capital}
    if not core or not rest or any(word.key in PREPOSITIONS for word in name):
        return []
    found = _whole(seen, core)
    beside = any(rest <= {token.key for token in seen.tokens(mention.number)} for mention in found)
    return found if beside else []


def _shortened(seen: _Texts, whole: Sequence[Mention]) -> list[Mention]:
    """Where what the name was shortened to, or is short for, stands by itself."""
    others = {other for mention in whole for other in _other_names(seen.text(mention.number), mention)}
    found = []
    for other in others:
        words = tokens(other)
        for number in seen.holding(word.text for word in words):
            text = seen.text(number)
            for place in re.finditer(rf"(?<!\w){re.escape(other)}(?!\w)", text):
                found.append(Mention(number, place.start(), place.end(), whole=False))
    return found


def _other_names(text: str, mention: Mention) -> list[str]:
    short = abbreviation(text, mention.start, mention.end)
    long = written_out(text, mention.start, mention.end)
    return [text[start:end] for start, end in (short, long) if end > start]


def abbreviation(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the bracket behind a name shortens it; nowhere, (0, 0), where it says something else.

    >>> abbreviation("the Federal Security Service (FSB)", 4, 28)
    (30, 33)
    """
    found = _SHORT.match(text, end)
    if not found:
        return 0, 0
    # The letters of a translated name are those of the original.
    letters = found[2].isupper() and len(found[2]) > 1 and " " in text[start:end]
    return found.span(2) if found[1] or letters or _initials(text[start:end], found[2]) else (0, 0)


def written_out(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the name stands that the bracket around an abbreviation shortens; (0, 0) where there is none.

    >>> written_out("a residual-current device (RCD) with", 27, 30)
    (2, 25)
    """
    opens = _OPENS.search(text, 0, start)
    if not opens or not _CLOSES.match(text, end):
        return 0, 0
    before = tokens(text[: opens.start()])
    if not opens[1]:
        for word in before[-_LONGEST_NAME:]:
            if fold(word.text) not in _PARTICLES | PREPOSITIONS and _initials(
                text[word.start : opens.start()], text[start:end]
            ):
                return word.start, opens.start()
    # A term between quotation marks may be short for anything; it is for the name before it.
    run = len(before)
    while run and (before[run - 1].capital or fold(before[run - 1].text) in ("of", "and", "for")):
        run -= 1
    name = [word for word in before[run:] if word.capital]
    short = opens[1] or text[start:end].isupper()
    return (name[0].start, opens.start()) if name and short and len(before) - run <= _LONGEST_NAME else (0, 0)


def _initials(name: str, short: str) -> bool:
    """Whether the letters of an abbreviation are those its words begin with; small words need not count."""
    letters = [letter for letter in fold(short) if letter.isalnum()]
    words = [fold(token.text) for token in tokens(name)]
    for counted in (words, [word for word in words if word not in _PARTICLES and word not in PREPOSITIONS]):
        if len(letters) > 1 and [word[0] for word in counted] == letters:
            return True
    return False


def _last_names(
    seen: _Texts, name: Sequence[Token], whole: Sequence[Mention], personal: bool, title: str
) -> list[Mention]:
    """Where the last part of a name stands alone and means the one who was asked about."""
    if len(name) not in (2, 3, 4):
        return []
    last, first = fold(name[-1].text), name[0].key
    bearer: dict[str, tuple[str, ...]] = {}
    bare: list[Mention] = []
    small = False
    for number in seen.holding([name[-1].text]):
        there, text = seen.tokens(number), seen.text(number)
        for at, token in enumerate(there):
            if fold(token.text) != last:
                continue
            small = small or not token.capital
            given = _given(there, at, text)
            after = there[at + 1] if at + 1 < len(there) else None
            if given:
                bearer.setdefault(seen.source(number), given)
            elif token.capital and not (after and after.capital and _touch(text, token, after)):
                bare.append(Mention(number, token.start, token.end, whole=False))
    if small and not personal:
        return []
    named = {seen.source(mention.number) for mention in whole}
    known = len(named) > 1 and all(first in given for given in bearer.values())
    meant = []
    for mention in bare:
        source = seen.source(mention.number)
        # Another document may mean somebody else, unless this one is known by name from document to document.
        if first in bearer.get(source, (first,)) if source in named else known:
            meant.append(mention)
    return _agreeing(meant, title, seen)


def _given(there: Sequence[Token], at: int, text: str) -> tuple[str, ...]:
    """The given names before a last name, compared by their keys; none where it stands alone or behind a title."""
    given: list[str] = []
    while at and there[at - 1].capital and _touch(text, there[at - 1], there[at]):
        at -= 1
        word = fold(there[at].text)
        if word in TITLES or word in PREPOSITIONS or word in _PARTICLES or not there[at].text[0].isalpha():
            break
        given.append(there[at].key)
    return tuple(given)
