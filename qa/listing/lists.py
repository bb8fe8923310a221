"""All items of a list that a question asks for, each with its own place.

Items come from the lines of a list under a sentence or heading that is about the question (`qa.listing.announced`),
from the members of the coordination the answer is one of (`qa.listing.coordinated`), from the sentences that carry what
the nearest one announces ("took several measures") and from whole sections (`qa.listing.carried`). Which group of them
is meant is told by `qa.listing.groups`.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.lexical import terms
from index.records import Hit, Passage
from qa.answer import Answer, Kind, Quote
from qa.deciding.features import Candidate
from qa.facts import Facts
from qa.fitting.asked_for import could_be
from qa.fitting.denied import is_denied_at
from qa.listing import carried
from qa.listing.announced import announced
from qa.listing.asked import (
    acting,
    as_question,
    asks_for_several,
    asks_for_steps,
    asks_for_things,
    only_tells_of,
    reacting,
)
from qa.listing.coordinated import Judged, coordinated, read
from qa.listing.groups import CARRIED, LINES, Group
from qa.listing.items import TAGGED, Item, items_at, mended, series_of
from qa.plural import several
from qa.reading.layout import Span, block_at
from qa.reading.marks import is_whole, marks_of, meant
from qa.reading.reader import Reader
from qa.tidy import tidied
from qa.words.clause import Question, Word, is_auxiliary, is_plural, words_of
from qa.words.conjuncts import NUMBERS, Series, begin_alike
from qa.words.dates import MONTHS
from qa.words.expect import Expected, expected
from qa.words.verbs import base, is_past

ALONE = 1.0  # the reader's score, log-odds, of an item when it reads its sentence alone
SHARE = 0.9  # of the surest sentence's confidence that another one needs for its items to be listed too
MOST = 30  # items shown
BESIDE = 3  # hits beside which lists are looked for where none is asked for by the question's form
ONE = 0.8  # what the confidence in one thing counts beside that in several, each of which has to be right
UNSUITED = 0.5  # what the confidence in a list counts where steps are asked for and it has none, or things and it has
HEAD = 200  # characters that say what a document is about
DOING = frozenset(
    terms(
        "i you we one my step by step procedure instruction method make made cook prepare install assemble do done work"
    )
)
ANNOUNCED = 0.75  # the least confidence in what follows a sentence that announces what is asked for
ALL = 0.9  # share of the question's information that such a sentence has
STEPS = 0.6  # the least confidence in lines that are orders where steps are asked for
ARTICLE = 4  # characters of an article and the space behind it
ASKED_FOR = 0.6  # confidence in a list's lines from which one of them alone is not all that is asked for
_DATED = frozenset([*(term for month in MONTHS.split("|") for term in terms(month)), *map(str, range(3000))])
_STANDING_FOR = frozenset(["it", "they", "he", "she"])
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_RUN = re.compile(r"\b([A-Z][\w’'-]+)(?: [A-Z][\w’'-]+)+")
_BACK = 4  # sentences before one in which the subject is looked for that "it" stands for
_SAME = 4  # letters that "Russian" and "Russia" share
LOOKED_AT = 8  # hits among which another sentence may say more of a list
_PARTS = re.compile(r"[\s,;]*(?:\b(?:and|or|then|also)\b[\s,]*)*", re.I)
MANY = 3  # members from which a coordination is a list where a number or a time is asked for

_COUNTED = (Expected.NUMBER, Expected.MONEY, Expected.TIME)
_CONDITION = re.compile(r"(?:when|whenever|if|unless|once)\b", re.I)  # which a "when" may ask for, too
_STEP = re.compile(
    r"(?:(?:Do not|Never|Always|Then|Now|Finally|First),? )?[A-Za-z][a-z]+ (?:the|an?|each|every|both|all|your|it|them"
    r"|in|on|off|out|up|down|for|with|until|into|at|from)\b"
)
_LATER_WHEN = re.compile(r"(?<=\w)\s+when\b", re.I)


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
    actor = acting(question)
    told, every = groups(asking, hits, facts)
    joined = [(one, own) for one, group in every for own in _of_the_actor(actor, [group], facts)]
    found = [*_of_the_actor(actor, told, facts), *(group for _, group in joined)]
    best = max(
        found, key=lambda group: _sure(asking, group, facts) * (ONE if len(group.items) == 1 else 1.0), default=None
    )
    sure = _sure(asking, best, facts) if best else 0.0
    if best is None or sure < least:
        return facts.refusal(question, hits, sure)
    gathered = mended(_acts_of(actor, in_order([*best.items, *_more(asking, best, joined, least, facts)]), facts))
    items = _of_the_kind(asking, _without_the_kind(asking, gathered))[:MOST]
    if len(items) < 2 and reacting(question):
        return Answer(question, Kind.ANSWER, tuple(item.quote for item in items), sure)
    if len(items) < 2:
        return several.answer(question, least, facts)
    return Answer(question, Kind.LIST, tuple(item.quote for item in items), sure)


def _of_the_kind(question: str, items: Sequence[Item]) -> list[Item]:
    """The items that may be of the kind that is asked for, and which their sentences do not deny.

    A single word beside one that may be is of that kind as well: "moss green and slate" are colours.
    """
    may_be = {item: could_be(question, item.text) for item in items}
    beside = {item.around for item, fits in may_be.items() if fits}
    fitting = (item for item, fits in may_be.items() if fits or (" " not in item.text and item.around in beside))
    return [item for item in fitting if not _is_denied(question, item)]


def _is_denied(question: str, item: Item) -> bool:
    return is_denied_at(question, item.document.text[slice(*item.around)], item.start - item.around[0])


def _sure(question: str, group: Group, facts: Facts) -> float:
    """How likely a list is meant, its lines considered: steps are orders, and what is needed for them is none.

    What follows a sentence that announces just what is asked for is meant: "Norland took several measures."
    """
    if group.sort == CARRIED and _announces(question, group.over, facts):
        return max(group.confidence, ANNOUNCED)
    orders = sum(bool(_STEP.match(item.text)) for item in group.items) * 2 > len(group.items)
    if asks_for_steps(question):
        told = orders and group.sort == LINES and _is_about(question, group)
        return max(group.confidence, STEPS) if told else group.confidence * (1.0 if orders else UNSUITED)
    return group.confidence * (UNSUITED if orders and asks_for_things(question) else 1.0)


def _announces(question: str, words: str, facts: Facts) -> bool:
    """Whether words say that there is just what is asked for, or that somebody reacted whose acts are, and no more."""
    told = carried.only_announces(words) and _says_all(question, words, facts)
    return told or only_tells_of(words, acting(question))


def _says_all(question: str, words: str, facts: Facts) -> bool:
    """Whether words say what a question asks, its verb in whatever form."""
    bare = " ".join(base(word.low) for word in words_of(words))
    return facts.asked(question).coverage(f"{words} {bare}") >= ALL


def _is_about(question: str, group: Group) -> bool:
    """Whether what is asked of stands in the lines, over them, or in their document's head."""
    first = group.items[0]
    said = " ".join([first.document.text[:HEAD], group.over, *(item.text for item in group.items)])
    return set(terms(question)) - DOING <= set(terms(said))


def _without_the_kind(question: str, items: list[Item]) -> list[Item]:
    """The items without one that says only of what kind they are: "bridges" of "bridges at Norby and Ostby"."""
    kind = terms(Question(question).noun)[-1:]
    rest = [item for item in items if not kind or terms(item.text)[-1:] != kind]
    return rest if len(rest) > 1 and len(rest) + 1 == len(items) else items


def _of_the_actor(actor: str, found: Sequence[Group], facts: Facts) -> Sequence[Group]:
    """The groups without what stands in sentences of which somebody else is the subject, where acts are asked for."""
    own = [(group, tuple(_acts_of(actor, group.items, facts))) for group in found]
    return [replace(group, items=items) if items != group.items else group for group, items in own if items]


def _acts_of(actor: str, items: Sequence[Item], facts: Facts) -> Sequence[Item]:
    """The items without those of sentences of which somebody else of a name is the subject, where an actor is named."""
    asked = facts.asked(actor).names if actor else frozenset()
    return [one for one in items if not _acts_another(one, asked, facts)] if asked else items


def _acts_another(item: Item, asked: Iterable[str], facts: Facts) -> bool:
    """Whether the subject of an item's sentence is named otherwise than what is asked after; "Russian" is Russia's.

    Where the subject has no name, whether what is asked after is named behind the verb: it is acted on. What "it"
    stands for is the subject of the sentence before.
    """
    sentence = item.document.text[slice(*item.around)]
    verb = _verb_of(sentence)
    if verb is None:
        return False
    named = _subject(sentence, verb, item, facts)
    if named:
        return not _share(named, asked)
    behind = _RUN.sub(r"\1", sentence[verb.end :])  # "Sputnik Norland" is not Norland
    return _share(_names(behind, facts), asked)


def _verb_of(sentence: str) -> Word | None:
    return next((word for word in words_of(sentence) if is_auxiliary(word) or is_past(word.low)), None)


def _subject(sentence: str, verb: Word, item: Item, facts: Facts) -> set[str]:
    """The names before a sentence's verb; of "it" or "they" those of the nearest sentence before that has some."""
    named = _names(sentence[: verb.start], facts)
    if named or not any(word.low in _STANDING_FOR for word in words_of(sentence[: verb.start])):
        return named
    text = item.document.text
    before = _SENTENCE.split(text[text.rfind("\n\n", 0, item.around[0]) + 1 : item.around[0]].strip())
    for one in reversed(before[-_BACK:]):
        acts = _verb_of(one)
        named = _names(one[: acts.start], facts) if acts else set()
        if named:
            return named
    return set()


def _names(words: str, facts: Facts) -> set[str]:
    return {name for name in facts.asked(words).names if name not in _DATED}


def _share(names: Iterable[str], asked: Iterable[str]) -> bool:
    return any(one[:_SAME] == other[:_SAME] for one in names for other in asked)


def shown_beside(question: str, least: float, facts: Facts) -> Answer | None:
    """The list that lines or a section show beside the best hits, as likely as `least`; None where there is none.

    For a question whose form asks for one thing as well as for several: "What does she plan?"
    """
    if _asks_for_a_value(question):
        return None
    hits = facts.hits(question)[:BESIDE]
    found = [*announced(question, hits, facts), *carried.led(question, hits, facts, by_sentences=False)]
    best = max(found, key=lambda group: _sure(question, group, facts), default=None)
    sure = _sure(question, best, facts) if best else 0.0
    if best is None or sure < least:
        return None
    return Answer(question, Kind.LIST, tuple(item.quote for item in best.items[:MOST]), sure)


def of_lines(answer: Answer, facts: Facts) -> Answer:
    """A plain answer that is one line of a list which is likely asked for, as that list; or the answer."""
    quote = answer.quotes[0] if answer.kind is Kind.ANSWER and answer.text else None
    if quote is None or quote.answer_start is None or _asks_for_a_value(answer.question):
        return answer
    block = block_at(quote.document.text, quote.answer_start)
    if block is None or block.kind == "row" or not any(a <= quote.answer_start < b for a, b in block.lines):
        return answer
    found = announced(answer.question, facts.hits(answer.question)[:BESIDE], facts)
    held = [group for group in found if any(_stands_at(item, quote) for item in group.items)]
    best = max(held, key=lambda group: group.confidence, default=None)
    if best is None or best.confidence < ASKED_FOR:
        return answer
    return replace(answer, kind=Kind.LIST, quotes=tuple(item.quote for item in best.items[:MOST]))


def also_said(answer: Answer, facts: Facts) -> Answer:
    """A list of one sentence, with what another says by the question's verb of the names it asks of; or the answer.

    "What did they demand?" is answered by "They demanded an inquiry and an apology" and by "They have demanded a ban".
    """
    if answer.kind is not Kind.LIST or len({(one.document.source, one.start) for one in answer.quotes}) != 1:
        return answer
    (shown, *_), question = answer.quotes, answer.question
    near = (hit.passage for hit in facts.hits(question)[:LOOKED_AT] if _says_so(question, hit.passage.text, facts))
    others = [passage for passage in near if (passage.document, passage.start) != (shown.document, shown.start)]
    items = [item for passage in others for item in _told(question, passage, facts)]
    quotes = in_order([*(_item(one) for one in answer.quotes), *items])[:MOST]
    return replace(answer, quotes=tuple(one.quote for one in quotes)) if items else answer


def _told(question: str, passage: Passage, facts: Facts) -> list[Item]:
    """What the reader sees in a sentence that it reads alone, and what that is a coordination of."""
    (reading,) = facts.reader.read(question, [passage.text])
    if not reading.spans or reading.score < ALONE:
        return []
    at, around = passage.start, (passage.start, passage.end)
    start, end = reading.spans[0].start, reading.spans[0].end
    one = Item(passage.document, *tidied(passage.document.text, at + start, at + end), around)
    return [*items_at(passage.document, one.start, one.end, around)]


def _says_so(question: str, sentence: str, facts: Facts) -> bool:
    """Whether a sentence has the question's own verb and the names it asks of."""
    asked = Question(question)
    if asked.verb is None or asked.verb >= asked.end or not asked.asking:
        return False
    verb, names = terms(asked.words[asked.verb].text), facts.asked(question).names
    return bool(verb and names) and {*verb, *names} <= set(terms(sentence))


def _item(quote: Quote) -> Item:
    return Item(quote.document, quote.answer_start or 0, quote.answer_end or 0, (quote.start, quote.end))


def _stands_at(item: Item, quote: Quote) -> bool:
    start = quote.answer_start or 0
    return item.document == quote.document and item.around[0] <= start < item.around[1]


def groups(question: str, hits: Sequence[Hit], facts: Facts) -> tuple[list[Group], list[tuple[Judged, Group]]]:
    """The groups of items near the hits: those that other words announce, and those of the likeliest sentences."""
    found = read(question, hits, facts)
    told = [*announced(question, hits, facts), *carried.led(question, hits, facts)]
    judged = [one for one in found.judged if not any(_belongs(one.candidate, group) for group in told)]
    found = replace(found, judged=judged)
    return told, [(one, group) for one in judged for group in coordinated(question, one, found, facts)]


def _more(
    question: str, best: Group, joined: Sequence[tuple[Judged, Group]], least: float, facts: Facts
) -> Iterator[Item]:
    """What other sentences add to the items of the one that is likeliest to have the list."""
    first = next((one.candidate for one, group in joined if group is best), None)
    if first is None:
        return
    if not is_whole(first.text):  # what holds a conjunction is all of a list
        enough = max(least, SHARE * best.confidence)
        likeliest: dict[int, Group] = {}
        for one, group in sorted(joined, key=lambda pair: -pair[1].confidence):
            if one.candidate is not first and group.confidence >= enough and one.alone >= ALONE:
                likeliest.setdefault(one.candidate.start, group)
        for group in likeliest.values():
            yield from group.items
    yield from carried.beside(question, first.sentence, facts)


def _belongs(candidate: Candidate, group: Group) -> bool:
    """Whether the candidate stands in a list of lines, or in what announces a list: then it is of that list, if any."""
    if not group.holds or candidate.window.document != group.items[0].document:
        return False
    return candidate.sentence.text in group.over or any(a <= candidate.start < b for a, b in group.lines)


def itemised(answer: Answer, fewest: int | None, reader: Reader) -> Answer:
    """A plain answer whose span is a list of `fewest` things or more, or most of one, as that list; or the answer.

    Two things will do where the reader tags each of them as an answer, and so will one of them where the others are
    told in the same way. With no `fewest`, for a question that hardly asks for a list, it is one only where the span
    holds all of it and the reader tags each, or holds some of it whole. Where a number or a time is asked for, it has
    to hold `MANY`, in words.
    """
    if answer.kind is Kind.SEVERAL and fewest:
        return _completed(answer)
    plain = answer.kind is Kind.ANSWER and answer.text
    quote = answer.quotes[0] if plain else None
    if quote is None or quote.answer_start is None or quote.answer_end is None:
        return answer
    shown = (quote.answer_start - quote.start, quote.answer_end - quote.start)
    series = series_of(quote.text, *shown)
    value = _asks_for_a_value(answer.question) and not _CONDITION.match(answer.text)
    if series is None or (value and not (fewest and _is_held(quote.text, series, shown))):
        return answer
    if not _is_meant(Asking(answer.question, quote.text, shown), series, fewest, reader):
        return answer
    around = (quote.start, quote.end)
    items = items_at(quote.document, quote.answer_start, quote.answer_end, around)
    if sum(item.start < quote.answer_end and quote.answer_start < item.end for item in items) > 1:
        marks = list(marks_of(quote.document, quote.start, reader.read(answer.question, [quote.text])[0], around))
        items = meant(items, Item(quote.document, quote.answer_start, quote.answer_end, around), marks)
    quotes = tuple(item.quote for item in mended(items))
    # One thing is left of "first and third floors": no list, and less than what was pointed at.
    return replace(answer, kind=Kind.LIST, quotes=quotes) if len(quotes) > 1 else answer


def reconciled(listed: Answer, plain: Answer, reader: Reader) -> Answer:
    """A list with the members of a plain answer in place of what cuts that one up; or the list.

    Where the plain answer, of which the assistant is surer, is a coordination from end to end. Of its sentence only
    what goes on with it is an item as well. As many as the question asks for are all: "which two palaces" has no five.
    """
    if listed.kind is not Kind.LIST or plain.kind not in (Kind.ANSWER, Kind.SEVERAL):
        return listed
    if not is_whole(plain.text) or ":" in plain.text:
        return listed
    split = itemised(replace(plain, kind=Kind.ANSWER, quotes=plain.quotes[:1]), 2, reader)
    whole, members = _item(plain.quotes[0]), [_item(one) for one in split.quotes]
    if split.kind is not Kind.LIST or members[0].start - whole.start > ARTICLE or members[-1].end != whole.end:
        return listed
    if len(members) == _number_asked(plain.question) != len(listed.quotes):
        return replace(split, question=listed.question, assumed=listed.assumed)
    others = [_item(one) for one in listed.quotes]
    beside = [one for one in others if (one.document, one.around) == (whole.document, whole.around)]
    if plain.kind is Kind.SEVERAL or not beside:  # one of several is not all that is asked for
        return listed
    members = [_longer(one, beside, members) for one in members]
    kept = [one for one in others if one not in beside] + _going_on(beside, whole)
    return replace(listed, quotes=tuple(item.quote for item in in_order([*members, *kept])))


def _longer(member: Item, listed: Sequence[Item], members: Sequence[Item]) -> Item:
    """The item of a list that holds one member alone, or the member: "a crew of 14" where that is cut to "14"."""
    for one in listed:
        if (
            one.start < member.start
            and one.end == member.end
            and sum(one.start < m.end <= one.end for m in members) == 1
        ):
            return one
    return member


def _going_on(items: Sequence[Item], whole: Item) -> list[Item]:
    """The items of a sentence that nothing but commas and conjunctions parts from a coordination in it."""
    text, start, end = whole.document.text, whole.start, whole.end
    kept: list[Item] = []
    for item in reversed(items):
        if item.end <= start and _PARTS.fullmatch(text, item.end, start):
            start = item.start
            kept.append(item)
    for item in items:
        if item.start >= end and _PARTS.fullmatch(text, end, item.start):
            end = item.end
            kept.append(item)
    return kept


def _number_asked(question: str) -> int | None:
    """How many things a question says that it asks for."""
    return next((NUMBERS[word.low] for word in words_of(question) if word.low in NUMBERS), None)


def _is_held(sentence: str, series: Series, shown: tuple[int, int]) -> bool:
    """Whether what is shown ends with all of a coordination of many members, or with all but the first one's lead.

    Bare numbers have their unit in common ("on 3, 4 and 5 May").
    """
    worded = all(re.search(r"[^\W\d_]", sentence[start:end]) for start, end in series.members)
    return worded and len(series.members) >= MANY and shown[0] < series.members[0][1] and shown[1] == series.end


def _completed(answer: Answer) -> Answer:
    """Several right answers that are members of one coordination, as all its members; or the answer."""
    shown = [_item(quote) for quote in answer.quotes]
    if _asks_for_a_value(answer.question) or len({one.around for one in shown}) > 1:
        return answer
    span = min(one.start for one in shown), max(one.end for one in shown)
    items = items_at(shown[0].document, *span, shown[0].around)
    whole = len(items) == len(shown) and all(_is_one(*pair) for pair in zip(items, shown, strict=True))
    if len(items) < 2 or whole or not all(_is_among(one, items) for one in shown):
        return answer
    return replace(answer, kind=Kind.LIST, quotes=tuple(item.quote for item in items))


def _is_among(shown: Item, items: Sequence[Item]) -> bool:
    """Whether what is shown is an item or several from end to end, articles and what brackets add to them aside.

    So is the name of one: "her successor, | Emil Hart".
    """
    held = [item for item in items if item.start < shown.end and shown.start < item.end]
    before = shown.document.text[held[0].start : shown.start] if held else ""
    if not held or (len(before) > ARTICLE and not (before.endswith(", ") and shown.text.istitle())):
        return False
    rest = shown.document.text[shown.end : held[-1].end]
    return not rest.strip() or rest.strip()[0] == "("


def _is_one(item: Item, shown: Item) -> bool:
    """Whether what is shown is the item, its article aside."""
    return item.start <= shown.start and item.end == shown.end and shown.start - item.start <= ARTICLE


def _is_meant(asking: Asking, series: Series, fewest: int | None, reader: Reader) -> bool:
    """Whether all members of a coordination answer, of which one is shown or more.

    Of more than one, where they are `fewest` or the reader tags each; with no `fewest`, where the reader tags each or
    stops between two of them. Of one, where the word before them is the question's for them all, or where the question
    has no words of it or of others alone, and they begin alike or the reader tags each.
    """
    start, end = asking.shown
    others = [member for member in series.members if member[1] <= start or end <= member[0]]
    if fewest is None:
        return _is_cut(asking.shown, series) if others else _tagged_apart(asking, series, reader)
    if len(series.members) - len(others) > 1:
        return len(series.members) >= fewest or _tagged_apart(asking, series, reader)
    asked = set(terms(asking.question))
    if asks_for_several(asking.question) and _is_named(asking.sentence[: series.start], asked):
        return True
    if len({frozenset(asked & set(terms(asking.sentence[a:b]))) for a, b in series.members}) > 1:
        return False
    return begin_alike(asking.sentence, series) or _tagged_apart(asking, series, reader)


def _is_named(before: str, asked: Container[str]) -> bool:
    """Whether the word before a coordination names its members as the question does: "brothers | Ann and Bo"."""
    words = before.split()[-1:]
    return bool(words) and is_plural(words[0]) and any(term in asked for term in terms(words[0]))


def _is_cut(shown: Span, series: Series) -> bool:
    """Whether what is shown is two or more of a coordination's members from end to end, and not all of them."""
    held = [member for member in series.members if member[0] < shown[1] and shown[0] < member[1]]
    return len(held) > 1 and held[0][0] == shown[0] and held[-1][1] == shown[1]


def _tagged_apart(asking: Asking, series: Series, reader: Reader) -> bool:
    """Whether the reader tags something in every member, and nothing across two of them."""
    items = reader.read(asking.question, [asking.sentence])[0].items or ()
    places = [(item.start, item.end) for item in items if item.score >= TAGGED]
    touched = [{i for i, (a, b) in enumerate(series.members) if a < end and start < b} for start, end in places]
    return all(len(one) < 2 for one in touched) and len(set().union(*touched)) == len(series.members)


def _asks_for_a_value(question: str) -> bool:
    """Whether a number or a time answers; "when" in the middle of a question only says of what time it speaks."""
    return expected(_LATER_WHEN.split(question, 1)[0]) in _COUNTED


def in_order(items: Iterator[Item] | Sequence[Item]) -> list[Item]:
    """The items in the documents' order, those that overlap an earlier one left out."""
    kept: list[Item] = []
    for item in sorted(items, key=lambda one: (one.document.source, one.start, -one.end)):
        if not kept or kept[-1].document.source != item.document.source or item.start >= kept[-1].end:
            kept.append(item)
    return kept
