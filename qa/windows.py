"""Hits -> the windows of text that are read: each hit's sentence with as much of its paragraph as fits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.records import Document, Hit, Passage

Paragraphs = Mapping[tuple[str, int], Sequence[Passage]]
"""(source, where the paragraph starts) -> its sentences, in order."""


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
    """Sentences grouped into the paragraphs they stand in."""
    groups: dict[tuple[str, int], list[Passage]] = {}
    for passage in passages:
        groups.setdefault((passage.document.source, passage.paragraph_start), []).append(passage)
    return groups


def windows(hits: Sequence[Hit], paragraphs: Paragraphs, most: int, characters: int) -> list[Window]:
    """At most `most` windows that hold the best hits, each of about `characters` characters at most.

    A hit that an earlier window holds needs none of its own.
    """
    found: list[Window] = []
    for hit in hits:
        if any(window.holds(hit.passage) for window in found):
            continue
        if len(found) == most:
            break
        found.append(_around(hit.passage, paragraphs, characters))
    return found


def _around(passage: Passage, paragraphs: Paragraphs, characters: int) -> Window:
    """The passage, widened by the sentences after and before it in turn while there is room."""
    sentences = paragraphs[passage.document.source, passage.paragraph_start]
    first = last = next(i for i, sentence in enumerate(sentences) if sentence.start == passage.start)
    grown = True
    while grown:
        grown = False
        for before, after in ((0, 1), (1, 0)):
            a, b = first - before, last + after
            if a >= 0 and b < len(sentences) and sentences[b].end - sentences[a].start <= characters:
                first, last, grown = a, b, True
    return Window(passage.document, tuple(sentences[first : last + 1]))
