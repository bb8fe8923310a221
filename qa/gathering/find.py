"""Where words stand: the text is searched as it is, not by meaning; every place in every document counts.

Both sides are folded first (`qa.gathering.fold`). Word for word comes before other forms of the same words - inflected,
joined by other marks, a slip away - which the index's own lists of words lead to, so that only the sentences that hold
them are compared. Where the words stand nowhere in a row, sentences with nearly all of them are offered as that.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from index.lexical import terms, words
from index.records import Document, Hit, Passage
from index.store import Index
from qa.answer import Answer, Kind, Quote
from qa.facts import Facts
from qa.gathering.fold import Folded, fold_marks
from qa.gathering.sought import asks_for_words, asks_of_something, words_sought
from qa.once import per_index
from qa.reading.reader import whole_words
from qa.spelling import is_ordinary, near_words, nearest
from qa.words.clause import AUXILIARIES, WH

MOST = 50
"""Sentences shown."""

_ALIKE = 90.0  # of 100: how much of the words a sentence has to share, letter by letter, to count as nearly the same
_LONG = 8  # letters from which words are compared letter by letter
_MOSTLY = 0.75  # share of the words' information that a sentence must hold to be nearly the same
_COMPARED = 5_000  # sentences that are compared word by word
_BETWEEN = 2  # words of a name that may stand between those sought
_GAP = 3  # characters between two words in a row
_ENDING = 3  # letters that the forms of one word differ in
_TYPED = 3  # words at most that are taken for a search, where they stand in a document just so
_NAMED = 80  # characters of the words sought that a message repeats
_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+|can(?=not\b)|[^\W\d_]+(?=n't\b)|n't\b|[^\W\d_]+|&")
_ASKING = WH | AUXILIARIES
_SAME = {"n't": "not", "ca": "can", "wo": "will", "&": "and"}


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a folded text, and how it is compared."""

    word: str
    start: int
    end: int


is_asked = asks_for_words
"""Whether a question asks by its form for a place."""


def answer(question: str, least: float, facts: Facts) -> Answer | None:
    """Every place of the words asked for, or of nearly the same ones, or a refusal; None where no words are named."""
    sought = [phrase for phrase in words_sought(question) if fold_marks(phrase).text.strip()]
    if not sought or asks_of_something(question):
        return None
    found = _by_sentence(quote for phrase in sought for quote in exact(facts.index, phrase))
    others = _by_sentence(quote for phrase in sought for quote in other_forms(facts.index, phrase))
    others = {place: quote for place, quote in others.items() if place not in found}
    if found or others:
        return _found(question, [*found.values()], [*others.values()])
    hits = facts.hits(" ".join(sought))
    near = _by_sentence(quote for phrase in sought for quote in nearly(phrase, hits, facts))
    if near:
        return _told(question, [*near.values()], "Nowhere word for word; nearly the same words:")
    named = ", ".join(f"“{phrase[:_NAMED]}{'…' if len(phrase) > _NAMED else ''}”" for phrase in sought)
    note = f"No document has {named}, nor nearly those words. What is shown is the nearest in meaning."
    return replace(facts.refusal(" ".join(sought), hits), question=question, note=note)


def as_typed(question: str, facts: Facts) -> Answer | None:
    """Every place of a few words that ask nothing, as people type them into a search: "espionage"; None elsewhere."""
    typed = question.strip(" ?.!")
    if not 0 < len(typed.split()) <= _TYPED or _ASKING & {*typed.lower().split()} or not words(typed):
        return None
    found = _by_sentence(exact(facts.index, typed))
    return _found(question, [*found.values()], []) if found else None


def exact(index: Index, sought: str) -> Iterator[Quote]:
    """Every place of the words, whole ones, in the order of the documents."""
    wanted = fold_marks(sought).text.strip()
    sentences = _sentences(index)
    for document, folded in zip(index.documents, _searchable(index), strict=True):
        for start, end in _places(folded, wanted):
            yield _quote(document, start, end, sentences.get(document.source, ()))


def _places(folded: Folded, wanted: str) -> Iterator[tuple[int, int]]:
    """Where the words stand in the folded text; also where a hyphen of theirs ends a line."""
    for words_wanted in dict.fromkeys((wanted, wanted.replace("-", ""))):
        at = folded.text.find(words_wanted) if words_wanted else -1
        while at >= 0:
            end = at + len(words_wanted)
            start_in, end_in = folded.span(at, end)
            divided = end_in - start_in > end - at
            if _is_whole(folded.text, at, end) and (divided or words_wanted == wanted):
                yield start_in, end_in
            at = folded.text.find(words_wanted, at + 1)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on before or behind the part."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_in_word(before) and _in_word(text[start])) and not (_in_word(after) and _in_word(text[end - 1]))


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def other_forms(index: Index, sought: str) -> Iterator[Quote]:
    """Every place of the same words in a row in other forms: "door seal" for "door seals", "SIM-card", "presure"."""
    wanted = _tokens(fold_marks(sought).text)
    stems = [_stems(index, token.word) for token in wanted]
    lists = [_holding(index, each) for each in stems if each]
    if not lists or any(_is_nowhere(wanted, stems, at) for at in range(len(wanted))):
        return
    for number in reduce(np.intersect1d, lists)[:_COMPARED].tolist():
        passage = index.passages[number]
        folded = fold_marks(passage.text)
        there = _tokens(folded.text)
        named = [passage.text[folded.origin(token.start)].isupper() for token in there]
        for start, end in _in_a_row(wanted, stems, there, named):
            first, last = folded.span(start, end)
            yield Quote(passage.document, passage.start, passage.end, passage.start + first, passage.start + last)


def _is_nowhere(wanted: Sequence[_Token], stems: Sequence[Sequence[str]], at: int) -> bool:
    """Whether no document has a word in any form; a number may be written otherwise, "need not" as one word."""
    word = wanted[at].word
    contracted = at + 1 < len(wanted) and wanted[at + 1].word == "not"
    return not stems[at] and word.isalpha() and bool(words(word)) and not contracted


def _holding(index: Index, stems: Sequence[str]) -> npt.NDArray[np.int32]:
    return np.unique(np.concatenate([index.sentences.lexical.holding(stem) for stem in stems]))


def _tokens(folded: str) -> list[_Token]:
    """The words, numbers and signs of a folded text, as they are compared.

    >>> [token.word for token in _tokens("can't & 3,450 sim-cards")]
    ['can', 'not', 'and', '3450', 'sim', 'cards']
    """
    found = []
    for match in _TOKEN.finditer(folded):
        word = match[0].replace(",", "")
        found.append(_Token(_SAME.get(word, word), match.start(), match.end()))
    return found


def _stems(index: Index, word: str) -> tuple[str, ...]:
    """The stems of the documents that a word may be meant by: its own, or else those a slip away."""
    own = terms(word)
    if not own or index.sentences.lexical.frequency(own[0]):
        return tuple(own[:1])
    if len(word) < _GAP + 1 or not word.isalpha() or is_ordinary(word):
        return ()
    near = near_words(index)
    return tuple(near.sounding(word, own[0]) or nearest(word, own[0], near))


def _in_a_row(
    wanted: Sequence[_Token], stems: Sequence[Sequence[str]], there: Sequence[_Token], named: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    """Where the words stand one behind the other; in a name, with others of its words between: "Dr. Tunde Okafor"."""
    for at in range(len(there)):
        last = _row_from(at, wanted, stems, there, named)
        if last is not None:
            yield there[at].start, there[last].end


def _row_from(
    at: int,
    wanted: Sequence[_Token],
    stems: Sequence[Sequence[str]],
    there: Sequence[_Token],
    named: Sequence[bool],
) -> int | None:
    """Where the row of words that begins at `at` ends; None where none does."""
    for number, (word, forms) in enumerate(zip(wanted, stems, strict=True)):
        at += number > 0
        skipped = 0
        while number and at < len(there) and named[at] and named[at - 1] and skipped < _BETWEEN:
            if _is_form(word, forms, there[at]) or not _follows(there, at):
                break
            at, skipped = at + 1, skipped + 1
        inside = at < len(there) and (not number or _follows(there, at))
        if not inside or not _is_form(word, forms, there[at]) or (skipped and not named[at]):
            return None
    return at


def _follows(there: Sequence[_Token], at: int) -> bool:
    return there[at].start - there[at - 1].end <= _GAP


def _is_form(wanted: _Token, stems: Sequence[str], there: _Token) -> bool:
    if wanted.word == there.word:
        return True
    own = terms(there.word)
    if not own or own[0] not in stems:
        return False
    return abs(len(there.word) - len(wanted.word)) <= _ENDING


def nearly(sought: str, hits: Sequence[Hit], facts: Facts) -> Iterator[Quote]:
    """The sentences with all the words in any order, or else the hits with most of them or nearly their letters."""
    index, stems = facts.index, list(dict.fromkeys(terms(sought)))
    if len(stems) > 1:
        held = reduce(np.intersect1d, [index.sentences.lexical.holding(stem) for stem in stems])
        if len(held):
            yield from (_whole(index.passages[number]) for number in held[:MOST].tolist())
            return
    asked, wanted = facts.asked(sought), fold_marks(sought).text.strip()
    for hit in hits:
        passage = hit.passage
        folded = fold_marks(passage.text)
        comparable = _LONG <= len(wanted) <= len(folded.text)  # the shorter one is looked for in the longer
        alike = fuzz.partial_ratio_alignment(wanted, folded.text, score_cutoff=_ALIKE) if comparable else None
        if alike is not None and alike.dest_end > alike.dest_start:
            first, last = folded.span(alike.dest_start, alike.dest_end)
            start, end = whole_words(passage.document.text, passage.start + first, passage.start + last)
            yield Quote(passage.document, passage.start, passage.end, start, end)
        elif len(stems) > 2 and asked.coverage(passage.text) >= _MOSTLY:
            yield _whole(passage)


def _whole(passage: Passage) -> Quote:
    return Quote(passage.document, passage.start, passage.end)


@per_index
def _searchable(index: Index) -> tuple[Folded, ...]:
    return tuple(fold_marks(document.text) for document in index.documents)


@per_index
def _sentences(index: Index) -> dict[str, tuple[Passage, ...]]:
    grouped: dict[str, list[Passage]] = {}
    for passage in index.passages:
        grouped.setdefault(passage.document.source, []).append(passage)
    return {source: tuple(passages) for source, passages in grouped.items()}


def _quote(document: Document, start: int, end: int, sentences: Sequence[Passage]) -> Quote:
    """The found words in the sentence or sentences around them; in their line where no sentence holds them."""
    first = max(0, bisect_right(sentences, start, key=lambda passage: passage.start) - 1)
    around = [passage for passage in sentences[first : first + 4] if passage.start < end and start < passage.end]
    if around:
        return Quote(document, min(start, around[0].start), max(end, around[-1].end), start, end)
    line_start = document.text.rfind("\n", 0, start) + 1
    line_end = document.text.find("\n", end)
    return Quote(document, line_start, line_end if line_end >= 0 else len(document.text), start, end)


def _by_sentence(quotes: Iterator[Quote]) -> dict[tuple[str, int], Quote]:
    """Each sentence once, however often the words stand in it, in the order of the documents."""
    found: dict[tuple[str, int], Quote] = {}
    for quote in quotes:
        found.setdefault((quote.document.source, quote.start), quote)
    return found


def _found(question: str, exactly: Sequence[Quote], others: Sequence[Quote]) -> Answer:
    if not exactly:
        return _told(question, others, "Nowhere word for word; in another form:")
    files = len({quote.document.source for quote in exactly})
    label = _counted(len(exactly)) + (f" in {files:,} documents" if files > 1 else "")
    label += f", and {_counted(len(others))} with another form of the words" if others else ""
    return _told(question, [*exactly, *others], label)


def _counted(places: int) -> str:
    return "1 place" if places == 1 else f"{places:,} places"


def _told(question: str, quotes: Sequence[Quote], label: str) -> Answer:
    more = len(quotes) - MOST
    note = f"{more:,} more {'place is' if more == 1 else 'places are'} not shown." if more > 0 else ""
    return Answer(question, Kind.FOUND, tuple(quotes[:MOST]), 1.0, label=label, note=note)
