"""All items of a list that a question asks for, each with its own place.

Items come from the lines of a list under a sentence or heading that is about the question (`qa.layout`), from the
members of the coordination the answer is one of (`qa.conjuncts`), and from the sentences that carry what the nearest
one announces ("took several measures"). How many of the items the reader points at says which list is meant
(`qa.marks`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.encoder import Vectors
from index.lexical import terms
from index.records import Document, Hit
from qa import carried, several
from qa.answer import Answer, Kind
from qa.clause import BE, TELLING, WH, Question, is_plural, spelt_out
from qa.conjuncts import Series, begin_alike
from qa.decide import moved
from qa.expect import Expected, expected
from qa.facts import Facts, pointed_at
from qa.features import Candidate, checked, matrix
from qa.items import TAGGED, Item, items_at, members_of, series_of, spread_at, tagged, whole
from qa.layout import Block, Span, block_at, cells, first_sentence
from qa.marks import Mark, in_windows, is_whole, marks_of, meant, touched
from qa.reader import Reader, Reading
from qa.windows import Window

LOOKED_AT = 8  # hits around which a list's lines are looked for
ALONE = 1.0  # the reader's score, log-odds, of an item when it reads its sentence alone
JUDGED = 3  # sentences that are read alone
POINTED, ALONE_POINTED = 0.5, -0.8  # log-odds for each further item that is pointed at, up to two, and for none
NEAR = 6.0  # log-odds below the best within which another span of its sentence may be of the same list
SHARE = 0.9  # of the surest sentence's confidence that another one needs for its items to be listed too
LIKELY = 0.5  # confidence in what sentences carry from which nothing else is looked for in them
SECTION = 0.1  # of a line that its first sentence is at least, where the line is an item and no section
LONGEST_READ = 1500  # characters of a list's lines that are read
LONGEST_BODY = 4000  # characters of a list's lines that are compared with the question
STEPS = "steps instructions procedure stages order"  # what numbered lines are, whether they say so or not
LONGEST_KEY = 40  # characters before the colon of a line that names what it holds
MOST = 30  # items shown
ARTICLE = 4  # characters of an article and the space behind it

# Log-odds that a list is the one asked for, by how alike its announcement and the question are, how much of the
# question both repeat, how sure the reader is of something in it, and how much of the question no document has; chosen
# on the development half.
_BIAS, _ALIKE, _COVERED, _READ, _POINTED, _UNKNOWN = -3.5, 4.0, 2.0, 0.6, 1.0, -1.0
_PLACES = (-3, 0, 1, 2)  # what it says for a list that the reader points at none, one, two or more of its items
_SURE = 5.0  # log-odds beyond which the reader's is not counted

_COUNTED = (Expected.NUMBER, Expected.MONEY, Expected.TIME)
_CONDITION = re.compile(r"(?:when|whenever|if|unless|once)\b", re.I)  # which a "when" may ask for, too
_LATER_WHEN = re.compile(r"(?<=\w)\s+when\b", re.I)
_TELLING = TELLING | {"enumerate"}
_REACTION = re.compile(
    r"^(?:and |but |so )?how (did|does|do|has|have|had|will|would) (.{1,80}?) "
    r"(?:respond|react|retaliate|reply|hit back|strike back)(?:ed|d)?\b(.*)$",
    re.I,
)
_ORDER = re.compile(
    rf"^(?:please\s+|(?:can|could) you\s+)?(?:{'|'.join(sorted(_TELLING))})\s+(?:(?:me|us)\s+)?(?:all\s+)?"
    r"(?=(?:the|all|every|any)\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Items that stand together, with the confidence that they are what is asked for.

    `over` are the words that announce them, if any do; `holds` where what is found around them belongs to them.
    """

    items: tuple[Item, ...]
    confidence: float
    over: str = ""
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with the confidence that it is an item, and the reader's score in its sentence alone, log-odds."""

    candidate: Candidate
    confidence: float
    alone: float


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with the sentence that answers it and what is shown of that."""

    question: str
    sentence: str
    shown: Span


def answer(question: str, least: float, facts: Facts) -> Answer | None:
    """The items asked for, or a refusal; where one thing alone answers, or a number or a date does, that one."""
    if _asks_for_a_value(question):
        return several.answer(question, least, facts)
    asking = as_question(question)
    hits = facts.hits(asking)
    if not hits:
        return None
    read = facts.read(asking, hits)
    candidates = pointed_at(read, hits)
    tags = whole([item for window, reading in read for item in tagged(window, reading)]) if _tags(read) else None
    marks = in_windows(read)
    judged = _judged(asking, candidates, facts, JUDGED)
    announced = [*_announced(asking, hits, facts), *_led(asking, hits, facts)]
    judged = [one for one in judged if not any(_belongs(one.candidate, group) for group in announced)]
    coordinated = [_coordinated(one, judged, marks, tags) for one in judged]
    groups = sorted([*announced, *coordinated], key=lambda group: -group.confidence)
    best = groups[0] if groups else Group((), 0.0)
    if best.confidence < least:
        return facts.refusal(question, hits, best.confidence)
    chosen = [best]
    if best in coordinated:
        first = judged[coordinated.index(best)].candidate
        if not is_whole(first.text):  # what holds a conjunction is all of a list
            enough = max(least, SHARE * best.confidence)
            others = zip(judged, coordinated, strict=True)
            chosen += [g for one, g in others if g is not best and g.confidence >= enough and one.alone >= ALONE]
        chosen.append(Group(tuple(carried.beside(asking, first.sentence, facts)), least))
    items = in_order(item for group in chosen for item in group.items)[:MOST]
    if len(items) < 2:
        return several.answer(question, least, facts)
    return Answer(question, Kind.LIST, tuple(item.quote for item in items), best.confidence)


def itemised(answer: Answer, fewest: int, reader: Reader) -> Answer:
    """A plain answer whose span is a list of `fewest` things or more, or most of one, as that list; or the answer.

    Two things will do where the reader tags each of them as an answer, and so will one of them where the others are
    told in the same way.
    """
    if answer.kind is Kind.SEVERAL:
        return _completed(answer)
    plain = answer.kind is Kind.ANSWER and answer.text
    value = _asks_for_a_value(answer.question) and not _CONDITION.match(answer.text)
    quote = answer.quotes[0] if plain and not value else None
    if quote is None or quote.answer_start is None or quote.answer_end is None:
        return answer
    shown = (quote.answer_start - quote.start, quote.answer_end - quote.start)
    series = series_of(quote.text, *shown)
    asking = Asking(answer.question, quote.text, shown)
    if series is None or not _is_meant(asking, series, fewest, reader):
        return answer
    around = (quote.start, quote.end)
    items = items_at(quote.document, quote.answer_start, quote.answer_end, around)
    if sum(item.start < quote.answer_end and quote.answer_start < item.end for item in items) > 1:
        items = meant(items, Item(quote.document, quote.answer_start, quote.answer_end, around), ())
    return replace(answer, kind=Kind.LIST, quotes=tuple(item.quote for item in items))


def _completed(answer: Answer) -> Answer:
    """Several right answers that are members of one coordination, as all its members; or the answer."""
    shown = [Item(q.document, q.answer_start or 0, q.answer_end or 0, (q.start, q.end)) for q in answer.quotes]
    if _asks_for_a_value(answer.question) or len({one.around for one in shown}) > 1:
        return answer
    items = items_at(shown[0].document, shown[0].start, shown[0].end, shown[0].around)
    found = [one for one in shown if any(_is_one(item, one) for item in items)]
    if len(items) == len(shown) or len(found) < len(shown):
        return answer
    return replace(answer, kind=Kind.LIST, quotes=tuple(item.quote for item in items))


def _is_one(item: Item, shown: Item) -> bool:
    """Whether what is shown is the item, its article aside."""
    return item.start <= shown.start and item.end == shown.end and shown.start - item.start <= ARTICLE


def _is_meant(asking: Asking, series: Series, fewest: int, reader: Reader) -> bool:
    """Whether all members of a coordination answer, of which one is shown or more.

    Of more than one, where they are `fewest` or the reader tags each. Of one, where the question has no words of it
    or of others alone, and they begin alike or the reader tags each.
    """
    start, end = asking.shown
    others = [member for member in series.members if member[1] <= start or end <= member[0]]
    if len(series.members) - len(others) > 1:
        return len(series.members) >= fewest or _tagged_apart(asking, series, reader)
    asked = set(terms(asking.question))
    if len({frozenset(asked & set(terms(asking.sentence[a:b]))) for a, b in series.members}) > 1:
        return False
    return begin_alike(asking.sentence, series) or _tagged_apart(asking, series, reader)


def _tagged_apart(asking: Asking, series: Series, reader: Reader) -> bool:
    """Whether the reader tags something in every member, and nothing across two of them."""
    items = reader.read(asking.question, [asking.sentence])[0].items or ()
    places = [(item.start, item.end) for item in items if item.score >= TAGGED]
    touched = [{i for i, (a, b) in enumerate(series.members) if a < end and start < b} for start, end in places]
    return all(len(one) < 2 for one in touched) and len(set().union(*touched)) == len(series.members)


def asks_for_several(question: str) -> bool:
    """Whether the form of a question says that it asks for several things: "which pumps", "what are the terms".

    >>> [asks_for_several(q) for q in ("Which pump leaks?", "Which pumps leak?", "list the terms", "names of pupils")]
    [False, True, True, True]
    """
    asks = Question(spelt_out(as_question(question)))
    if not asks.is_whole and not asks.asking:
        return is_plural(question.strip(" .?!")) and not any(word.low in WH for word in asks.words)
    about = asks.noun if asks.is_whole else asks.noun.rpartition(" ")[0] or asks.noun  # "which pump leaks"
    if not about and asks.asking in ("what", "who") and asks.auxiliary is not None:
        about = asks.slice(*asks.subject) if asks.words[asks.auxiliary].low in BE else ""
    return asks.asking != "how" and is_plural(about)


def _asks_for_a_value(question: str) -> bool:
    """Whether a number or a time answers; "when" in the middle of a question only says of what time it speaks."""
    return expected(_LATER_WHEN.split(question, 1)[0]) in _COUNTED


def as_question(question: str) -> str:
    """An order to list things, or how somebody reacted, as the question it stands for, which is what the reader knows.

    >>> as_question("List the steps for the first start."), as_question("Who attended?")
    ('What are the steps for the first start?', 'Who attended?')
    >>> as_question("How did the mayor react to the strike?")
    'What did the mayor do in response to the strike?'
    """
    order = _ORDER.match(question)
    if order:
        return f"What are {question[order.end() :].rstrip(' .!?')}?"
    reaction = _REACTION.match(question)
    if not reaction:
        return question
    done = "done" if reaction[1].lower() in ("has", "have", "had") else "do"
    return f"What {reaction[1]} {reaction[2]} {done} in response{reaction[3].rstrip(' .!?')}?"


def asks_for_a_reaction(question: str) -> bool:
    """Whether it is asked how somebody reacted, which is told by all that was done.

    >>> asks_for_a_reaction("How did the board respond?"), asks_for_a_reaction("How was it done?")
    (True, False)
    """
    return bool(_REACTION.match(question.strip()))


def in_order(items: Iterator[Item] | Sequence[Item]) -> list[Item]:
    """The items in the documents' order, those that overlap an earlier one left out."""
    kept: list[Item] = []
    for item in sorted(items, key=lambda one: (one.document.source, one.start, -one.end)):
        if not kept or kept[-1].document.source != item.document.source or item.start >= kept[-1].end:
            kept.append(item)
    return kept


# Coordinations


def _judged(question: str, candidates: Sequence[Candidate], facts: Facts, most: int) -> list[Judged]:
    """The likeliest candidate of each of the `most` likeliest sentences, with its confidence as a list's item."""
    if not candidates:
        return []
    features = matrix(facts.asked(question), candidates)
    distinct: dict[tuple[str, int], int] = {}
    for number in facts.decision.order(candidates, features, len(candidates)):
        one = candidates[number]
        distinct.setdefault((one.window.document.source, one.sentence.start), number)
    numbers = [*distinct.values()][:most]
    chosen = [candidates[number] for number in numbers]
    alone = facts.reader.read(question, [one.sentence.text for one in chosen])
    contexts = [facts.context(question, one) for one in chosen]
    confidence = facts.decision.confidence(checked(features[numbers], chosen, alone, contexts))
    return [
        Judged(one, float(sure), reading.score) for one, sure, reading in zip(chosen, confidence, alone, strict=True)
    ]


def _tags(read: Sequence[tuple[Window, Reading]]) -> bool:
    """Whether the reader tells several answers from one; not all readers do."""
    return any(reading.items is not None for _, reading in read)


def _coordinated(judged: Judged, others: Sequence[Judged], marks: Sequence[Mark], tags: Sequence[Item] | None) -> Group:
    """The items around the candidate of which the reader points at most, with the confidence that they are asked for.

    They are the members of the coordination that it is one of, or of the one that all spans of its sentence are in,
    or what the reader tags in its window, if the candidate is among it.
    """
    one = judged.candidate
    document, around = one.window.document, (one.sentence.start, one.sentence.end)
    likely = [m for m in marks if m.document == document and m.score >= one.span - NEAR and _within(m, around)]
    first, last = min([one.start, *(m.start for m in likely)]), max([one.end, *(m.end for m in likely)])
    ways = [items_at(document, one.start, one.end, around), items_at(document, first, last, around)]
    ways.append(spread_at(document, first, last, around))
    held = tuple(item for item in tags or () if item.document == document and _inside(item, one.window))
    if any(item.start < one.end and one.start < item.end for item in held):
        ways.append(held)
    items = max(ways, key=lambda way: (touched(way, marks) if len(way) > 1 else 0, len(way)))
    if tags is not None:
        items = meant(items, Item(document, one.start, one.end, around), marks)
    return Group(items, supported(_any_of(items, judged, others), items, marks))


def _any_of(items: Sequence[Item], judged: Judged, others: Sequence[Judged]) -> float:
    """How likely one at least of the candidates that stand among the items is right: they share what one has alone."""
    wrong = 1 - judged.confidence
    for other in others:
        at = other.candidate
        among = any(at.window.document == item.document and item.start <= at.start < item.end for item in items)
        wrong *= 1 - other.confidence if among and other is not judged else 1
    return 1 - wrong


def supported(confidence: float, items: Sequence[Item], marks: Sequence[Mark]) -> float:
    """The confidence, higher where the reader points at several of the items, and lower where there is one alone."""
    further = min(touched(items, marks), 3) - 1
    return moved(confidence, POINTED * max(further, 0) if len(items) > 1 else ALONE_POINTED, 1e-6)


def _belongs(candidate: Candidate, group: Group) -> bool:
    """Whether the candidate stands in a list of lines, or in what announces a list: then it is of that list, if any."""
    if not group.holds or candidate.window.document != group.items[0].document:
        return False
    lines = [item.around for item in group.items if not _is_section(item)]
    return candidate.sentence.text in group.over or any(start <= candidate.start < end for start, end in lines)


def _is_section(item: Item) -> bool:
    """Whether a line says much more than its first sentence: "3. Holidays. He has 28 days of leave a year. ..."."""
    return item.end - item.start < SECTION * (item.around[1] - item.around[0])


def _within(mark: Mark, around: Span) -> bool:
    return around[0] <= mark.start and mark.end <= around[1]


def _inside(item: Item, window: Window) -> bool:
    return window.start <= item.start and item.end <= window.end


# Announced lists


@dataclass(frozen=True, slots=True)
class Announced:
    """Items with the words that announce them, `over`, and the words around them that say what they are about."""

    items: tuple[Item, ...]
    over: str
    about: str


def _announced(question: str, hits: Sequence[Hit], facts: Facts) -> list[Group]:
    """The lists of lines near the hits, with the confidence that they are what is asked for."""
    found = [one for one in _lists_near(question, hits, facts) if len(one.items) > 1]
    if not found:
        return []
    asked = facts.asked(question)
    vectors = facts.word_encoder.encode([question, *(one.over for one in found)])
    groups = []
    for one, alike in zip(found, vectors[1:] @ vectors[0], strict=True):
        answerable, places = _read_under(question, one, facts)
        odds = _BIAS + _ALIKE * float(alike) + _COVERED * asked.coverage(one.about) + _UNKNOWN * asked.unknown
        odds += _READ * min(max(answerable, -_SURE), _SURE) + _POINTED * _PLACES[min(places, 3)]
        groups.append(Group(one.items, float(1 / (1 + np.exp(-odds))), one.over, holds=True))
    return groups


def _led(question: str, hits: Sequence[Hit], facts: Facts) -> list[Group]:
    """What several sentences carry, with the confidence that it is asked for; it is theirs where that is likely."""
    found = [(one, float(1 / (1 + np.exp(-one.odds)))) for one in carried.led(question, hits, facts)]
    return [Group(one.items, sure, one.over, sure >= LIKELY) for one, sure in found]


def _read_under(question: str, one: Announced, facts: Facts) -> tuple[float, int]:
    """How likely the list answers, log-odds, read behind what announces it, and how many items are pointed at.

    One at least where the reader points at what announces them.
    """
    document, start = one.items[0].document, one.items[0].around[0]
    end = min(one.items[-1].around[1], start + LONGEST_READ)
    lead = one.over.strip().rstrip(" .:;") + ": "
    reading = facts.reader.read(question, [lead + document.text[start:end]])[0]
    places = touched(one.items, list(marks_of(document, start - len(lead), reading, (start, end))))
    is_led = bool(reading.spans) and reading.spans[0].start < len(lead)
    return reading.answerable, max(places, int(is_led))


def _lists_near(question: str, hits: Sequence[Hit], facts: Facts) -> Iterator[Announced]:
    """The lists of lines around the hits."""
    seen: set[tuple[str, int]] = set()
    for hit in hits[:LOOKED_AT]:
        document = hit.passage.document
        block = block_at(document.text, hit.passage.start)
        if block and (document.source, block.start) not in seen:
            seen.add((document.source, block.start))
            over = _over(question, document.text, block)
            body = document.text[block.start : min(block.end, block.start + LONGEST_BODY)]
            title = first_sentence(document.text, 0, LONGEST_KEY * 2)
            about = [over, body, document.text[slice(*title)], *([STEPS] if block.kind == "number" else [])]
            yield Announced(tuple(_lines(question, document, block, facts)), over, " ".join(about))


def _over(question: str, text: str, block: Block) -> str:
    """The heading, announcing sentence and header of a list, and the keys of its lines that are asked for."""
    spans = [block.heading, block.announcement, block.header]
    keys = [(line[0], text.index(":", *line)) for line in _named(question, text, block)]
    return ". ".join(text[slice(*span)] for span in (*keys, *spans) if span)


def _lines(question: str, document: Document, block: Block, facts: Facts) -> Iterator[Item]:
    """The first sentence of each line; of a table's rows the cell of the column that is asked for."""
    text = document.text
    named = _named(question, text, block)
    if named:
        for line in named:
            after = text.index(":", *line) + 1
            if text[after : line[1]].strip():
                yield from members_of(document, line, after)
        return
    column = _column(question, text, block, facts) if block.kind == "row" else 0
    for line in block.lines:
        row = cells(text, *line) if block.kind == "row" else [first_sentence(text, *line)]
        if row:
            yield Item(document, *row[min(column, len(row) - 1)], line)


def _named(question: str, text: str, block: Block) -> list[Span]:
    """The lines, if only some, whose "Key:" is asked for: "Guests: ..." of an attendance list."""
    if block.kind == "row":
        return []
    asked = set(terms(question))
    keys = [text[a:b].partition(":") for a, b in block.lines]
    found = [
        line
        for line, (key, colon, _) in zip(block.lines, keys, strict=True)
        if colon and len(key) <= LONGEST_KEY and asked & set(terms(key))
    ]
    return found if 2 * len(found) <= len(block.lines) else []


def _column(question: str, text: str, block: Block, facts: Facts) -> int:
    """The number of the column whose name is most like the question's words."""
    names = [text[a:b] for a, b in cells(text, *block.header)] if block.header else []
    if len(names) < 2:
        return 0
    asked = set(terms(question))
    shared = [len(asked & set(terms(name))) for name in names]
    if max(shared):
        return shared.index(max(shared))
    vectors: Vectors = facts.word_encoder.encode([Question(question).noun or question, *names])
    return int((vectors[1:] @ vectors[0]).argmax())
