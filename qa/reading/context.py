"""What a sentence stands under and behind, without which it does not say of whom or what it speaks.

"Price | €149" answers "What does the Brisa 3 cost?" in a document about the Brisa 3 alone, and "She died in 1990" says
nothing of whom. A sentence that may answer is therefore read twice more: below its document's title and the heading
above it, and behind the sentence before it.
"""

from bisect import bisect_right
from pathlib import PurePosixPath

from index.lexical import terms
from index.records import Document, Passage
from index.store import Index
from qa.deciding.features import Again, Asked, Candidate, Context
from qa.once import per_index
from qa.reading.reader import Reader
from qa.reading.windows import LONGEST_HEADING

LONGEST_TITLE = 100  # characters

Spans = tuple[list[int], list[int]]
"""Where the headings of a document start and end, in order."""


def in_context(asked: Asked, candidate: Candidate, above: str, reader: Reader) -> Context:
    """What the reader says of a candidate's sentence with what is `above` it, and with the sentence before it."""
    sentence = candidate.sentence.text
    before = [other for other in candidate.window.sentences if other.end <= candidate.sentence.start]
    texts = [f"{above}\n{sentence}", f"{before[-1].text} {sentence}" if before else sentence]
    under, behind = (
        Again.of(text, reading) for text, reading in zip(texts, reader.read(asked.text, texts), strict=True)
    )
    return Context(under, behind, asked.names_missing(f"{above}\n{candidate.window.text}"))


def above(passage: Passage, index: Index) -> str:
    """The title of a passage's document and the heading above it, a line each."""
    title = title_of(passage.document, index)
    return "\n".join(dict.fromkeys(line for line in (title, heading_of(passage, index)) if line))


def title_of(document: Document, index: Index) -> str:
    """A document's first line where it is short and no full stop ends it, or else its file's name."""
    return _titles(index).get(document.source) or _file_name(document)


def beside_title(question: str, document: Document, index: Index) -> str:
    """What a question asks besides the words of a document's title: "What went badly for Hollis?" of Hollis's report.

    The question itself where it has none of them, or nothing else.
    """
    named = set(terms(title_of(document, index)))
    rest = [word for word in question.split() if not named & set(terms(word))]
    return " ".join(rest) if terms(" ".join(rest)) else question


def heading_of(passage: Passage, index: Index) -> str:
    """The nearest heading above a passage, a short paragraph of one sentence that no full stop ends; or nothing."""
    starts, ends = _headings(index).get(passage.document.source, ([], []))
    at = bisect_right(starts, passage.start) - 1
    return passage.document.text[starts[at] : ends[at]] if at >= 0 else ""


def _file_name(document: Document) -> str:
    return PurePosixPath(document.source).stem.replace("-", " ").replace("_", " ")


@per_index
def _titles(index: Index) -> dict[str, str]:
    first: dict[str, Passage] = {}
    for passage in index.passages:
        first.setdefault(passage.document.source, passage)
    return {source: passage.text for source, passage in first.items() if _is_short(passage, LONGEST_TITLE)}


def _is_short(passage: Passage, longest: int) -> bool:
    return passage.end - passage.start <= longest and passage.text[-1] not in ".!?:;,"


@per_index
def _headings(index: Index) -> dict[str, Spans]:
    found: dict[str, Spans] = {}
    for first, after in zip(index.first_of[:-1].tolist(), index.first_of[1:].tolist(), strict=True):
        passage = index.passages[first]
        if after - first == 1 and _is_short(passage, LONGEST_HEADING):
            starts, ends = found.setdefault(passage.document.source, ([], []))
            starts.append(passage.start)
            ends.append(passage.end)
    return found
