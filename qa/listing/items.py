"""The items of a list: words with the line or sentence around them, and the coordination that a span belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index.records import Document
from qa.answer import Quote
from qa.reading.layout import Span, first_sentence
from qa.reading.reader import Reading
from qa.reading.windows import Window
from qa.tidy import NEXT_WORD, tidied
from qa.words.clause import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS
from qa.words.closed import hidden
from qa.words.conjuncts import NUMBERS, Series, all_series, series_at
from qa.words.dates import ORDINALS
from qa.words.spread import spread
from qa.words.verbs import is_past

TAGGED = -1.5  # log-odds of being one of the answers from which a tagged item is one

_BETWEEN = re.compile(r",?\s+(?:and|or)\s+", re.I)
# What is between two halves of one phrase: "killing | 38 | people", "an apology for | the "tragic | incident".
_WITHIN = re.compile(rf"\s+(?:(?:{'|'.join(sorted(DETERMINERS))})(?:\s+[\"“'‘]?\w+)?|\d[\d,.]*)\s+[\"“'‘]?", re.I)
_NAME_GOES_ON = re.compile(r"(?: [A-Z][a-z’'-]+)+")
_UNIT = re.compile(r"\s(?:per ?cent|[a-z]{2,}s)\b")
_A_YEAR = re.compile(r"\b(?:1\d|20)\d\d$")
_FIGURES = re.compile(r"(?:[.,]\d+)+")
_FIGURES_BEFORE = re.compile(r"[$€£]?(?<!\d)\d+(?:[.,]\d+)*[.,]?$|[$€£]$")
_BARE_AND = re.compile(rf"\s+and(?:\s+(?:{'|'.join(sorted(DETERMINERS))}))?\s+", re.I)
_LONGEST = 20  # characters of a number, or before a pair that hold its "between"
_JOINT = re.compile(r"\W*(?:and|or|as well as)\s+(?=\w)", re.I)
_RELATIVE = re.compile(r"(?:who|which|whose|whom|where)\b", re.I)
_IN_RELATIVE = re.compile(r"\b(?:who|which|whose|whom|where)\b[^,;]*$", re.I)
_OPENED = re.compile(rf"\b(?:{'|'.join(sorted(DETERMINERS))})\s", re.I)
_REACTED = re.compile(
    r"(?:retaliat|respond|react|answer|repl|counter|hit back|struck back)\w* (?:\w+ )?by (?=\w+ing\b)"
)
_COUNT = re.compile(rf"\b({'|'.join(NUMBERS)})\s+$", re.I)
_JOINED = re.compile(r";|\b(?:and|or)\b")
_FEW = 4  # words that only say when or where
_NEAR = 6  # words between two items of which no mark makes two
_NO_ITEMS = PRONOUNS | frozenset(ORDINALS) | {"firstly", "secondly", "thirdly", "finally", "lastly", "also"}
_TWO = re.compile(rf"({_OPENED.pattern}(?:(?!\band\b)[^,;:])+) and ({_OPENED.pattern}(?:(?!\band\b)[^,;:])+)$", re.I)
_LEFT_OVER = re.compile(r",?\s+(?:and|or|as well as)$", re.I)


@dataclass(frozen=True, slots=True)
class Item:
    """Words `start:end` of a document, in the line or sentence `around`."""

    document: Document
    start: int
    end: int
    around: Span

    @property
    def text(self) -> str:
        """The item, word for word."""
        return self.document.text[self.start : self.end]

    @property
    def quote(self) -> Quote:
        """The item as a quote."""
        start, end = min(self.around[0], self.start), max(self.around[1], self.end)
        return Quote(self.document, start, end, self.start, self.end)


def items_at(document: Document, start: int, end: int, around: Span) -> tuple[Item, ...]:
    """The members of the coordination that `start:end` is one of, or these words alone."""
    series = series_of(document.text[slice(*around)], start - around[0], end - around[0])
    members = series.members if series else ((start - around[0], end - around[0]),)
    return tuple(Item(document, around[0] + a, around[0] + b, around) for a, b in members)


def spread_at(document: Document, start: int, end: int, around: Span) -> tuple[Item, ...]:
    """The members of what `start:end` lists, by the separators in it alone; none where that is one thing."""
    found = spread(document.text[slice(*around)], start - around[0], end - around[0])
    return tuple(Item(document, around[0] + a, around[0] + b, around) for a, b in found)


def series_of(text: str, start: int, end: int) -> Series | None:
    """The coordination that the span `start:end` of a sentence is a member of, or begins, ends with or announces.

    >>> text = "She feared three things, she said: thunder, priests and dogs."
    >>> [text[a:b] for a, b in series_of(text, 11, 23).members]
    ['thunder', 'priests', 'dogs']
    """
    listed = spread(text, start, end)
    touched = sum(a < end and start < b for a, b in listed)
    # More than one member behind the span is another statement: "The guard, Ann, heard the water and shut the valve".
    if len(listed) > 2 and (touched > 1 or end < listed[0][0]) and (touched == 0 or len(listed) - touched < 2):
        return Series(listed)
    series = series_at(text, start, end)
    if series is not None:
        whole = any(_begins(text, a, start) or (start <= a and b <= end) for a, b in series.members)
        announces = not text[end : series.start].strip(" ,:–—-") and end <= series.start
        if whole or announces:
            return series
    # What begins with the span alone is a list where all are acts behind one "may" or "must".
    acts = len(listed) > 2 and (touched == 0 or (touched == 1 and listed[0][0] < start))
    return Series(listed) if acts or 1 < touched > len(listed) - 2 else None


def tagged(window: Window, reading: Reading) -> tuple[Item, ...]:
    """The answers that the reader tags in a window it has read, each in its sentence, in order."""
    text = window.document.text
    spans = [span for span in reading.items or () if span.score >= TAGGED]
    places = _apart(text, [(window.start + span.start, window.start + span.end) for span in spans])
    return tuple(
        Item(window.document, start, end, (window.sentence_at(start).start, window.sentence_at(end - 1).end))
        for start, end in places
    )


def whole(items: Sequence[Item]) -> list[Item]:
    """Tagged items with the rest of what they are part of, where those of a sentence are members of one coordination.

    "Raided the" and "arrested its editor" of "raided the agency and arrested its editor" are its two members. What is
    not tagged is no item.
    """
    found: list[Item] = []
    for (document, around), group in groupby(items, key=lambda item: (item.document, item.around)):
        held = list(group)
        at = around[0]
        series = series_at(document.text[slice(*around)], held[0].start - at, held[-1].end - at)
        among = [_member(item.start - at, item.end - at, series.members if series else ()) for item in held]
        members = sorted(set(filter(None, among)))
        told = len(members) > 1 and None not in among
        found.extend([Item(document, at + a, at + b, around) for a, b in members] if told else held)
    return found


def mended(items: Sequence[Item]) -> list[Item]:
    """Items, in order, without what is none: a verb apart from what was done, what is only said of the one before.

    Two that an article before each tells apart are two: "a canteen and a pension fund" behind "a new hall,".
    """
    found: list[Item] = []
    for item in map(_bare_act, items):
        before = found[-1] if found and found[-1].around == item.around else None
        between = item.document.text[before.end : item.start] if before else ""
        aside = _RELATIVE.match(item.text) or _IN_RELATIVE.search(between)
        if item.text.lower() in _NO_ITEMS:  # "she and the guide", "Second, it rained"
            continue
        if before and aside and not _RELATIVE.match(found[0].text):
            continue
        if before and _goes_on(before.text, item.text, between):
            start = item.start if between.strip() == "by" else before.start  # "responded by closing it"
            found[-1] = Item(item.document, start, item.end, item.around)
            continue
        if before and (_acts_apart(item.text, found[0].text) or _says_when(item, found[0])):
            continue
        two = _TWO.match(item.text) if before and between.strip() == "," and _OPENED.search(before.text) else None
        spans = [two.span(1), two.span(2)] if two else [(0, len(item.text))]
        found.extend(Item(item.document, item.start + a, item.start + b, item.around) for a, b in spans)
    return _acts_whole(found[1:] if _is_number_of(found) else found)


def _bare_act(item: Item) -> Item:
    """What was done, without the word that only says that it was done in return: "retaliated by | recalling her"."""
    said = _REACTED.match(item.text)
    return replace(item, start=item.start + said.end()) if said else item


def _acts_whole(items: Sequence[Item]) -> list[Item]:
    """Acts of several sentences, each with all that was acted on: "It banned wine and cheese" is one measure."""
    found: list[Item] = []
    for item in items:
        before = found[-1] if found and found[-1].around == item.around else None
        between = item.document.text[before.end : item.start].strip() if before else ""
        others = [one for one in items if one.around != item.around]
        if before and between == "and" and _is_act(before) and not _is_act(item) and any(map(_is_act, others)):
            found[-1] = Item(item.document, before.start, item.end, item.around)
        else:
            found.append(item)
    return found


def _is_act(item: Item) -> bool:
    """Whether an item has a verb of its own."""
    return any(word in AUXILIARIES or is_past(word) for word in item.text.lower().split())


def _is_number_of(items: Sequence[Item]) -> bool:
    """Whether the first item only counts the others: "Two | sailors, Ann and Bo"."""
    if not items or any(one.around != items[0].around for one in items):
        return False
    first, before = items[0], items[0].document.text[items[0].around[0] : items[0].start]
    if any(_OPENED.match(one.text) or one.text[0].isdigit() for one in items[1:]):  # "two launches, a crew of 14"
        return False
    counted = _COUNT.search(before) or _COUNT.match(first.text.split()[0] + " ")
    return counted is not None and NUMBERS[counted[1].lower()] == len(items) - 1


def _acts_apart(item: str, first: str) -> bool:
    """Whether an item is an act behind a first one that is a thing: "the delay | promised to report"."""
    words = item.lower().split()
    acts = is_past(words[0]) and item[0].islower() and words[1:2] and words[1] in DETERMINERS | {"to"}
    return bool(acts) and bool(_OPENED.match(first)) and not any(is_past(word) for word in first.lower().split())


def _says_when(item: Item, first: Item) -> bool:
    """Whether an item is only when or where the one before it is: "it changed its painkillers | in March"."""
    before = first.document.text[first.around[0] : first.start].split()[-1:]
    leads = [words.lower() in PREPOSITIONS for words in (*before, first.text.split(maxsplit=1)[0])]
    placed = item.text.split(maxsplit=1)[0].lower() in PREPOSITIONS - {"to"}
    return placed and not any(leads) and len(item.text.split()) <= _FEW


def _goes_on(before: str, item: str, between: str) -> bool:
    """Whether an item goes on with the one before it: what was "agreed | to do", no mark or conjunction between."""
    if _JOINED.search(between):
        return False
    if between.strip() == ",":  # "recalled its ambassador, Ann Holm"
        acts = before[0].islower() and is_past(before.split(maxsplit=1)[0].lower())
        return acts and all(word[:1].isupper() for word in item.split())
    to_do = item.startswith("to ") or between.endswith(" to ")
    near = "," not in between and ":" not in between and len(between.split()) <= _NEAR
    return to_do or (near and (item[0].islower() or is_past(before.lower())))


def _member(start: int, end: int, members: Sequence[Span]) -> Span | None:
    """The member that words are in."""
    return next(((a, b) for a, b in members if a <= start and end <= b), None)


def _apart(text: str, places: list[Span]) -> list[Span]:
    """Tagged places without what joins them; a mere "the" or "in" belongs to the next, and "b and c" behind a is two.

    >>> text = "the oars, the mast and the sails, killing 38 people"
    >>> [text[a:b] for a, b in _apart(text, [(0, 3), (4, 8), (10, 32), (34, 41), (45, 51)])]
    ['the oars', 'the mast', 'the sails', 'killing 38 people']
    """
    whole: list[Span] = []
    for start, end in places:
        before = whole[-1] if whole else (0, 0)
        between = text[before[1] : start]
        opens = _only_opens(text[slice(*before)]) and not between.strip()
        named = not between.strip() and text[start].isupper() and text[slice(*before)].rpartition(" ")[2][:1].isupper()
        goes_on = bool(whole) and (named or bool(_WITHIN.fullmatch(between)) or _is_pair(text, before, start))
        whole[-1 if opens or goes_on else len(whole) :] = [(before[0] if opens or goes_on else start, end)]
    found: list[Span] = []
    for start, end in whole:
        joint = _BETWEEN.search(hidden(text[start:end])) if found else None
        pieces = [(start, start + joint.start()), (start + joint.end(), end)] if joint else [(start, end)]
        for a, b in pieces:
            lead, left = _JOINT.match(text, a), _LEFT_OVER.search(text[a:b])
            piece = tidied(text, lead.end() if lead and lead.end() < b else a, a + left.start() if left else b)
            piece = (_whole_start(text, piece[0]), _whole_end(text, *piece))
            if piece[0] < piece[1] and not _only_opens(text[slice(*piece)]):
                found.append(piece)
    return found


def _is_pair(text: str, before: Span, start: int) -> bool:
    """Whether nothing but the "and" of "between Oslo and Bergen" stands between words and what begins at `start`."""
    if not _BARE_AND.fullmatch(text, before[1], start):
        return False
    at = max(0, before[0] - _LONGEST)
    return " and " not in hidden(text[at : start + 1])[before[1] - at :]


def _whole_start(text: str, start: int) -> int:
    """Where a number begins that words start within: "4,|000 passengers"."""
    inside = text[start : start + 1].isdigit()
    number = _FIGURES_BEFORE.search(text, max(0, start - _LONGEST), start) if inside else None
    return number.start() if number else start


def _whole_end(text: str, start: int, end: int) -> int:
    """Where words end that stop within a number or name, before a unit, behind a preposition, or in what is opened."""
    if text[start:end].rpartition(" ")[2].lower() in PREPOSITIONS | DETERMINERS:
        following = NEXT_WORD.match(text, end)
        end = following.end() if following else end
    number = _FIGURES.match(text, end) if text[start:end][-1:].isdigit() else None
    end = number.end() if number else end
    unit = _UNIT.match(text, end) if text[start:end][-1:].isdigit() and not _A_YEAR.search(text[start:end]) else None
    end = unit.end() if unit else end
    name = _NAME_GOES_ON.match(text, end) if text[start:end].rpartition(" ")[2][:1].isupper() else None
    end = name.end() if name else end
    opened = text.count('"', start, end) % 2 == 1 or text.count("“", start, end) > text.count("”", start, end)
    bracketed = text[end : end + 1] == ")" and text.count("(", start, end) > text.count(")", start, end)
    return end + (bracketed or (opened and text[end : end + 1] in ('"', "”")))


def _only_opens(words: str) -> bool:
    """Whether words only begin a phrase: an article or a preposition."""
    return words.strip().lower() in DETERMINERS | PREPOSITIONS


def members_of(document: Document, around: Span, after: int | None = None) -> list[Item]:
    """The members of the longest coordination in a sentence, or behind `after`; or else all it says."""
    start = around[0] if after is None else after
    text = document.text[start : around[1]]
    if ";" in text:  # "Ann Lee, Ltd.; Bo Orr, county office"
        parts = re.finditer(r"[^;\s][^;]*", text.rstrip().rstrip("."))
        return [Item(document, *tidied(document.text, start + one.start(), start + one.end()), around) for one in parts]
    series = all_series(text)
    if not series:
        at = start + len(text) - len(text.lstrip())
        return [Item(document, *first_sentence(document.text, at, around[1]), around)]
    longest = max(series, key=lambda one: (len(one.members), -one.start))
    return [Item(document, start + a, start + b, around) for a, b in longest.members]


def _begins(text: str, member: int, start: int) -> bool:
    """Whether a span begins as a member does, its verb and article aside."""
    before = text[member:start].lower().split()
    before = before[:-1] if before[-1:] and before[-1] in ("the", "a", "an") else before
    return member <= start and (not before or (len(before) == 1 and (before[0] in AUXILIARIES or is_past(before[0]))))
