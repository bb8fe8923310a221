"""What the likeliest sentences list: the members of the coordination that an answer is one of, as groups of items."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.records import Hit
from qa.deciding.decide import log_odds
from qa.deciding.features import Candidate, checked, matrix
from qa.facts import Facts, pointed_at
from qa.listing.asked import asks_for_several
from qa.listing.groups import COORDINATED, MOST_COUNTED, Group, announces, counted, limited, pointed
from qa.listing.items import Item, items_at, spread_at, tagged, whole
from qa.reading.layout import Span
from qa.reading.marks import Mark, in_windows, is_whole, meant, touched
from qa.reading.windows import Window

JUDGED = 3  # sentences that are read alone
NEAR = 6.0  # log-odds below the best within which another span of its sentence may be of the same list
_MARGIN = 1e-3  # of a probability, nearer than which to 0 or 1 its log-odds say no more


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with the confidence that it is an item, and the reader's score in its sentence alone, log-odds."""

    candidate: Candidate
    confidence: float
    alone: float


@dataclass(frozen=True, slots=True)
class Read:
    """What the reader said of the windows around the hits, and what of that may be an item.

    `tags` are None where it cannot tell several answers from one: not all readers do.
    """

    judged: Sequence[Judged]
    marks: Sequence[Mark]
    tags: Sequence[Item] | None


def read(question: str, hits: Sequence[Hit], facts: Facts) -> Read:
    """Read the windows around the hits, and judge the likeliest candidate of each of the likeliest sentences."""
    windows = facts.read(question)
    told = any(reading.items is not None for _, reading in windows)
    # What stands in two windows is tagged twice.
    every = dict.fromkeys(item for window, reading in windows for item in tagged(window, reading))
    tags = whole([*every]) if told else None
    return Read(_judged(question, pointed_at(windows, hits), facts, JUDGED), in_windows(windows), tags)


def coordinated(question: str, judged: Judged, found: Read, facts: Facts) -> Iterator[Group]:
    """The ways to list what a judged candidate is one of, each a group; which is meant their features tell.

    The candidate alone, the members of the coordination that it is one of, or of the one that all spans of its sentence
    are in, and what the reader tags in its sentence or its window, if the candidate is among it.
    """
    joined = _joined(judged.candidate, found)
    ways = dict.fromkeys(_ways(judged.candidate, joined, found))
    if found.tags is None:  # then nothing says that one member alone is meant
        ways = dict.fromkeys([max(ways, key=lambda way: (touched(way, found.marks) if len(way) > 1 else 0, len(way)))])
    longest = max(joined, key=len, default=())
    for way in ways:
        left_out = 1 - _share_of(longest, way) if longest else 0.0
        announcing = sum(announces(item.text) for item in way) / len(way)
        more = (left_out, announcing)
        yield Group(way, COORDINATED, np.array((*_features(question, judged, way, found, facts), *more)))


def _joined(one: Candidate, found: Read) -> list[tuple[Item, ...]]:
    """The coordinations that a candidate, or that all the spans of its sentence are in."""
    document, around = one.window.document, (one.sentence.start, one.sentence.end)
    likely = [m for m in found.marks if m.document == document and m.score >= one.span - NEAR and _within(m, around)]
    first, last = min([one.start, *(m.start for m in likely)]), max([one.end, *(m.end for m in likely)])
    members = (items_at(document, *span, around) for span in ((one.start, one.end), (first, last)))
    return [way for way in (*members, spread_at(document, first, last, around)) if len(way) > 1]


def _ways(one: Candidate, joined: Sequence[tuple[Item, ...]], found: Read) -> Iterator[tuple[Item, ...]]:
    document, around = one.window.document, (one.sentence.start, one.sentence.end)
    alone = Item(document, one.start, one.end, around)
    yield (alone,)
    for way in joined:
        yield way
        yield meant(way, alone, found.marks)
    held = tuple(item for item in found.tags or () if item.document == document and _inside(item, one.window))
    if any(item.start < one.end and one.start < item.end for item in held):
        yield held
        yield tuple(item for item in held if item.around == around) or held


def _features(question: str, judged: Judged, items: Sequence[Item], found: Read, facts: Facts) -> tuple[float, ...]:
    near = {item.around for item in items}
    document = items[0].document
    tags = [tag for tag in found.tags or () if tag.document == document and tag.around in near]
    marks = [mark for mark in found.marks if mark.document == document and any(_within(mark, one) for one in near)]
    return (
        log_odds(judged.confidence, _MARGIN),
        log_odds(_any_of(items, judged, found.judged), _MARGIN),
        limited(judged.alone),
        float(len(items) == 1),
        *pointed(items, found.marks),
        _share_of(items, tags),
        _share_of(tags, items),
        sum((item.start, item.end) in {(tag.start, tag.end) for tag in tags} for item in items) / len(items),
        _share_of([Item(document, mark.start, mark.end, (0, 0)) for mark in marks], items),
        float(len(near) > 1),
        float(is_whole(judged.candidate.text)),
        counted(items),
        float(len(items) == 2),
        float(len(items) >= MOST_COUNTED),
        facts.asked(question).unknown,
        float(asks_for_several(question)),
    )


def _share_of(some: Sequence[Item], others: Sequence[Item]) -> float:
    """The share of some words that share characters with others; 0 where there are none."""
    return sum(any(a.start < b.end and b.start < a.end for b in others) for a in some) / max(1, len(some))


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


def _any_of(items: Sequence[Item], judged: Judged, others: Sequence[Judged]) -> float:
    """How likely one at least of the candidates that stand among the items is right: they share what one has alone."""
    wrong = 1 - judged.confidence
    for other in others:
        at = other.candidate
        among = any(at.window.document == item.document and item.start <= at.start < item.end for item in items)
        wrong *= 1 - other.confidence if among and other is not judged else 1
    return 1 - wrong


def _within(mark: Mark, around: Span) -> bool:
    return around[0] <= mark.start and mark.end <= around[1]


def _inside(item: Item, window: Window) -> bool:
    return window.start <= item.start and item.end <= window.end
