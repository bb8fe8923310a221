"""Hits -> the windows of text that are read: each hit's sentence with as much of its paragraph as fits.

A heading says nothing alone, and is read with the paragraph that it stands over. A row of a table is read with those
beside it that were found as well.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from index.records import Document, Hit, Passage
from qa.reading.rows import CELLS, is_row

LONGEST_HEADING = 60  # characters


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The sentences of every paragraph, in order, by its source and where it starts; `following` has the next one's."""

    sentences: Mapping[tuple[str, int], Sequence[Passage]]
    following: Mapping[tuple[str, int], tuple[str, int]]

    def of(self, passage: Passage) -> Sequence[Passage]:
        """The sentences of the paragraph that a passage stands in."""
        return self.sentences[passage.document.source, passage.paragraph_start]

    def rest(self, passage: Passage) -> Sequence[Passage]:
        """The sentences of that paragraph behind the passage."""
        return [sentence for sentence in self.of(passage) if sentence.start > passage.start]

    def earlier(self, passage: Passage) -> Sequence[Passage]:
        """The sentences of that paragraph before the passage."""
        return [sentence for sentence in self.of(passage) if sentence.start < passage.start]

    def before(self, passage: Passage) -> Sequence[Passage]:
        """The sentences of the paragraph before it; none before a document's first."""
        key = (passage.document.source, passage.paragraph_start)
        return next((self.sentences[one] for one, other in self.following.items() if other == key), ())

    def after(self, passage: Passage) -> Sequence[Passage]:
        """The sentences of the paragraph behind it; none behind a document's last."""
        key = self.following.get((passage.document.source, passage.paragraph_start))
        return self.sentences[key] if key else ()


@dataclass(frozen=True, slots=True)
class Window:
    """Characters `start:end` of a document, whole sentences of one paragraph; `sentences` are those sentences."""

    document: Document
    sentences: tuple[Passage, ...]

    @property
    def start(self) -> int:
        """Where the first sentence begins."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Where the last sentence ends."""
        return self.sentences[-1].end

    @property
    def text(self) -> str:
        """What is read, word for word."""
        return self.document.text[self.start : self.end]

    def sentence_at(self, position: int) -> Passage:
        """The sentence that `position`, an offset into the document, lies in or follows."""
        return next((s for s in reversed(self.sentences) if s.start <= position), self.sentences[0])

    def holds(self, passage: Passage) -> bool:
        """Whether the passage lies wholly within."""
        same = self.document.source == passage.document.source
        return same and self.start <= passage.start and passage.end <= self.end


def by_paragraph(passages: Iterable[Passage]) -> Paragraphs:
    """Sentences, in the order of their documents, grouped into the paragraphs they stand in."""
    groups: dict[tuple[str, int], list[Passage]] = {}
    for passage in passages:
        groups.setdefault((passage.document.source, passage.paragraph_start), []).append(passage)
    keys = pairwise(groups)
    return Paragraphs(groups, {one: other for one, other in keys if one[0] == other[0]})


def is_heading(paragraph: Sequence[Passage]) -> bool:
    """Whether a paragraph may stand over the next: one short sentence that no stop ends, and no row or entry."""
    text = paragraph[0].text.strip()
    short = len(paragraph) == 1 and 0 < len(text) <= LONGEST_HEADING
    return short and text[-1] not in ".!?:;,|" and CELLS not in text and ": " not in text


def is_question(text: str) -> bool:
    """Whether a sentence asks, and so says nothing.

    >>> is_question("**Who can join?**"), is_question("Anyone can."), is_question('He asked, "Who?"')
    (True, False, False)
    """
    return text.rstrip(" *_").endswith("?")


def windows(hits: Sequence[Hit], paragraphs: Paragraphs, most: int, characters: int) -> list[Window]:
    """At most `most` windows that hold the best hits, each of about `characters` characters at most.

    A hit that an earlier window holds needs none of its own.
    """
    found: list[Window] = []
    chosen = {hit.passage for hit in hits}
    for hit in hits:
        if any(window.holds(hit.passage) for window in found):
            continue
        if len(found) == most:
            break
        found.append(_around(hit.passage, chosen, paragraphs, characters))
    return found


def _around(passage: Passage, chosen: Set[Passage], paragraphs: Paragraphs, characters: int) -> Window:
    """The passage, widened by the sentences after and before it in turn while there is room; rows only if `chosen`."""
    sentences = paragraphs.of(passage)
    below = paragraphs.after(passage) if is_heading(sentences) else ()
    if below and not is_heading(below):
        sentences = [*sentences, *below]
    first = last = next(i for i, sentence in enumerate(sentences) if sentence.start == passage.start)
    grown = True
    while grown:
        grown = False
        for before, after in ((0, 1), (1, 0)):
            a, b = first - before, last + after
            if a < 0 or b == len(sentences) or sentences[b].end - sentences[a].start > characters:
                continue
            beside = sentences[b if after else a]
            if beside in chosen or not is_row(beside):
                first, last, grown = a, b, True
    return Window(passage.document, tuple(sentences[first : last + 1]))
