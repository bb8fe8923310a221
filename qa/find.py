"""Where words stand: the text is searched as it is, not by meaning; every place counts.

Both sides are folded first - case, accents, typographic marks, runs of white space - with a map back, so that what is
shown is the document's own text. Where the words stand nowhere, sentences with nearly the same ones are offered as
that.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from index.lexical import terms
from index.records import Document, Hit, Passage
from index.store import Index
from qa.answer import Answer, Kind, Quote
from qa.facts import Facts
from qa.once import per_index
from qa.reader import whole_words

MOST = 20
"""Places shown."""

_ALIKE = 88.0  # of 100: how much of the words a sentence has to share, letter by letter, to count as nearly the same
_QUOTED = re.compile(r"\"([^\"]+)\"|“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|‘([^’]+)’(?!\w)|(?<!\w)'([^']+)'(?!\w)")
# What asks for a place, before the words that are sought and after them.
_BEFORE = frozenset(
    re.findall(
        r"\w+",
        "please can could you where does do did is are was were it they the a an this that which what there in on at "
        "of for to document documents text texts article file files manual report minutes page find search look up "
        "locate show me us list give quote word words phrase phrases expression sentence sentences passage passages "
        "place places line lines paragraph paragraphs part parts spot every each all any say says said mention "
        "mentions mentioning mentioned contain contains containing occurrence occurrences use uses used talk about "
        "state states read reads with exact exactly how often many times and",
    )
)
_AFTER = frozenset(
    re.findall(
        r"\w+",
        "mentioned mention mentions appear appears used use uses said say says written occur occurs stated found come "
        "comes up in on the this text document documents article file files manual report here please anywhere is are "
        "be quoted printed talked about discussed stand stands",
    )
)
_MARKS = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "–": "-",
    "—": "-",
    "‑": "-",
    "…": "...",
}


_SPACES = {ord(space): " " for space in "\t\n\r\x0b\x0c"}


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is searched, and for each of its characters the offset of the one it comes from."""

    text: str
    offsets: Sequence[int]


def answer(question: str, least: float, facts: Facts) -> Answer | None:
    """Every place of the words asked for, or of nearly the same ones, or a refusal; None where no words are named."""
    sought = words_sought(question)
    if not fold_marks(sought).text.strip():
        return None
    found = list(exact(facts.index, sought))
    if found:
        return _found(question, found, "1 place" if len(found) == 1 else f"{len(found):,} places")
    hits = facts.hits(sought)
    near = list(nearly(sought, hits))
    if near:
        return _found(question, near, "Nowhere word for word; nearly the same words:")
    return replace(facts.refusal(sought, hits), question=question)


def words_sought(question: str) -> str:
    """The words in quotation marks, or else those after the asking ones.

    >>> words_sought('Where does it say “too late”?'), words_sought("find the words drip irrigation")
    ('too late', 'drip irrigation')
    >>> words_sought("In which sentence is the echo sounder mentioned?")
    'echo sounder'
    """
    quoted = _QUOTED.search(question)
    if quoted:
        return next(words for words in quoted.groups() if words is not None).strip(" ,.;:?!")
    words = question.strip(" ,.;:?!\"'").split()
    first, last = 0, len(words)
    while first < last and words[first].strip(",:;").lower() in _BEFORE:
        first += 1
    while last > first and words[last - 1].strip(",:;?").lower() in _AFTER:
        last -= 1
    return " ".join(words[first:last]).strip(" ,.;:?!\"'") if first else ""


def exact(index: Index, sought: str) -> Iterator[Quote]:
    """Every place of the words, whole ones, in the order of the documents."""
    wanted = fold_marks(sought).text.strip()
    pattern = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    by_document = _sentences(index)
    for document, folded in zip(index.documents, _searchable(index), strict=True):
        for match in pattern.finditer(folded.text):
            start, end = folded.offsets[match.start()], folded.offsets[match.end() - 1] + 1
            yield _quote(document, start, end, by_document.get(document.source, ()))


def nearly(sought: str, hits: Sequence[Hit]) -> Iterator[Quote]:
    """The sentences among the hits that hold nearly the same words: all their stems, or nearly all their letters."""
    wanted, stems = fold_marks(sought).text.strip(), set(terms(sought))
    for hit in hits:
        passage = hit.passage
        folded = fold_marks(passage.text)
        alike = fuzz.partial_ratio_alignment(wanted, folded.text, score_cutoff=_ALIKE) if len(wanted) > 5 else None
        if alike is not None and alike.dest_end > alike.dest_start:
            first, last = folded.offsets[alike.dest_start], folded.offsets[alike.dest_end - 1] + 1
            start, end = whole_words(passage.document.text, passage.start + first, passage.start + last)
            yield Quote(passage.document, passage.start, passage.end, start, end)
        elif stems and len(stems) > 1 and stems <= set(terms(passage.text)):
            yield Quote(passage.document, passage.start, passage.end)


def fold_marks(text: str) -> Folded:
    """Lower case without accents, with plain marks, and one space for every run of white space.

    >>> fold_marks("The  “Café”").text
    'the "cafe"'
    """
    if text.isascii():
        plain = text.lower().translate(_SPACES)
        if "  " not in plain:
            return Folded(plain, range(len(plain)))
    letters: list[str] = []
    offsets: list[int] = []
    for at, character in enumerate(text):
        if character.isspace():
            if not letters or letters[-1] != " ":
                letters.append(" ")
                offsets.append(at)
        elif character == "\u00ad":  # a soft hyphen is not read
            continue
        else:
            for one in _MARKS.get(character) or _plain(character):
                letters.append(one)
                offsets.append(at)
    return Folded("".join(letters), offsets)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """One character without its accent and in lower case; a ligature is its letters.

    >>> _plain("É"), _plain("ﬁ")
    ('e', 'fi')
    """
    decomposed = unicodedata.normalize("NFKD", character.casefold())
    return "".join(one for one in decomposed if not unicodedata.combining(one))


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


def _found(question: str, quotes: Sequence[Quote], label: str) -> Answer:
    more = len(quotes) - MOST
    note = f"{more:,} more places are not shown." if more > 0 else ""
    return Answer(question, Kind.FOUND, tuple(quotes[:MOST]), 1.0, label=label, note=note)
