"""What documents are about: their central sentences, word for word and in their order.

Each document's sentences are ranked by LexRank with a prior and chosen apart from one another (qa.gathering.salience).
A document that the question names, by its file or its title, is summed up alone; what else the question speaks of
weighs the sentences. Of many documents the ones most like all of them are shown.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from index.encoder import Vectors, unit_rows
from index.lexical import terms
from index.records import Document
from index.store import Index
from qa.answer import Answer, Kind, Quote
from qa.facts import Facts
from qa.gathering.salience import Floats, apart, lexrank, quoted, stands_alone
from qa.once import per_index
from qa.words.conjuncts import NUMBERS
from qa.words.subject import Token, key, subject, tokens
from qa.words.verbs import closed

MOST = 6  # sentences of an overview

_Numbers = npt.NDArray[np.int64]

_POOL = 400  # sentences that are ranked against each other: LexRank looks at all pairs
_LEAD = 50  # sentences at a document's beginning that are always among them
_TITLE = 200  # characters of a document in which its title stands
# The cosine of a topic and a sentence from which the sentence speaks of it, by the share of its words that are known.
_RELEVANT = ((1.0, 0.25), (0.5, 0.4), (0.0, 0.5))
_LIKE_A_TITLE = 0.5  # cosine of what was asked for and a document's title or centre from which the document is meant
_COPY = 0.999  # cosine of two documents of which one says the same as the other
_DISTINCT = 0.1  # by which that has to be more than the next document's
_FIRST_COUNTS, _FADES, _OPENING_COUNTS = 4.0, 2.0, 1.5  # what a place says for a sentence
_CONFIDENCE, _OF_A_TOPIC = 0.9, 0.5
_FITTING = ((10, 3), (20, 4), (40, 5))  # a text of fewer sentences than the first is summed up in the second
# Words for what people want an overview of, which may also be what a file is called.
_TEXTS = closed(
    "article articles text texts document documents file files letter letters story stories note notes piece pieces "
    "email emails transcript transcripts paper papers page pages report reports book books source sources minutes"
)
# Words with which people ask for an overview, and words for what they want one of.
_SENTENCES = re.compile(rf"\b(\d|one|{'|'.join(NUMBERS)})[- ](?:short |key |main )?(?:sentences?|points|lines)\b", re.I)
_ORDERED = re.compile(
    r"^(?:please |(?:can|could) you (?:please )?)?(?:summari[sz]e|sum up|outline) "
    r"(?:the|this|that|these|those|it|all|both|each|every|everything|what|how|his|her|its|their|my|our|for me)\b"
    r"|^(?:so |and )?what(?:['’]s| is| was| are) (?:the|this|that|these|all this|it)(?: \w+){0,2} (?:all )?about\W*$"
    r"|^(?:so |and |briefly,? |in short,? )?what do (?:the|these|those|my|both|all)(?: \w+){0,2} "
    rf"(?:{'|'.join(sorted(_TEXTS))}) say\W*$",
    re.I,
)
_ASKING = closed(
    """
    summarise summarize summary summaries sum up overview gist outline recap synopsis digest abstract major central
    core essential essence most important key chief principal points point idea ideas topic topics subject subjects
    theme themes content contents message takeaway takeaways take away highlights highlight outcome outcomes bullet
    whole entire full big picture general nutshell tl dr tldr sentence sentences few three four five six paragraph
    words line lines cover covers covered deal deals dealt concern concerns concerned discuss discusses discussed
    talk talks talking going happening happens happen goes read reads reading write provide make main overall folder
    library collection corpus material materials everything them both two
    they together each between latest current story high level life work works career
    """
)


_WHOLE = frozenset(terms("dispute conflict quarrel row affair matter incident crisis situation feud controversy"))


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What is computed once of an index: its documents with their passages, mean vectors and names.

    Document `i` has the passages `bounds[i]` up to `bounds[i + 1]`; documents without any are left out. `names` are the
    words of its file's name and title, `titles` (documents,) how many passages its title takes. `repeated` (passages,)
    tells those that stand in more than one document, word for word: page headers, disclaimers.
    """

    documents: tuple[Document, ...]
    bounds: _Numbers
    centres: Vectors
    names: tuple[frozenset[str], ...]
    titles: _Numbers
    repeated: npt.NDArray[np.bool_]


def is_ordered(question: str) -> bool:
    """Whether a question orders a summary of something, or asks what it is about.

    >>> is_ordered("Please summarise the history of the firm."), is_ordered("can you summarise things?")
    (True, False)
    >>> is_ordered("What is the dispute about?"), is_ordered("What was she angry about?")
    (True, False)
    """
    return bool(_ORDERED.match(question.strip()))


def answer(question: str, least: float, facts: Facts) -> Answer | None:
    """Three to six sentences that say what the documents, or those the question names, are about.

    None where there are no documents, where they do not speak of what the question asks about, or where that is less
    sure than `least`.
    """
    index = facts.index
    if not len(index):
        return None
    shelf = _shelf(index)
    asking = _ASKING | {word for word in _TEXTS if not any(key(word) in names for names in shelf.names)}
    named, topic = _named(
        [word for word in subject(_SENTENCES.sub(" ", question), asking).words if terms(word.text)], shelf
    )
    documents = named or list(range(len(shelf.documents)))
    relevance = None
    if topic:
        vector = facts.encoder.encode([" ".join(word.text for word in topic)])[0]
        documents = named or _meant(vector, shelf, index) or documents
        # What a text tells may be called "the dispute" though no sentence of it speaks of one.
        whole = all(word.key in _WHOLE for word in topic)
        relevance = None if whole else _relevance(vector, topic, documents, shelf, index)
        strange = index.missing(" ".join(word.text for word in topic if word.capital))
        if strange or (relevance is None and not named and not whole):
            return None
    confidence = _CONFIDENCE if named or relevance is None else _OF_A_TOPIC
    if relevance is not None and confidence < least:
        return None
    numbers = sorted(_chosen(documents, relevance, _wanted(question), shelf, index))
    quotes = tuple(quoted(index.passages[number]) for number in numbers)
    return Answer(question, Kind.OVERVIEW, quotes, confidence, note=_note(quotes, len(documents))) if quotes else None


def _wanted(question: str) -> int | None:
    """How many sentences a question asks for; None where it leaves that open.

    >>> _wanted("Summarise it in three sentences."), _wanted("a 4-sentence summary"), _wanted("What is it about?")
    (3, 4, None)
    """
    found = _SENTENCES.search(question)
    if not found:
        return None
    number = found[1].lower()
    return min(MOST, max(1, int(number) if number.isdigit() else NUMBERS.get(number, 1)))


def _note(quotes: Sequence[Quote], documents: int) -> str:
    shown = len({quote.document.source for quote in quotes})
    if documents in (1, shown):
        return ""
    return f"From {shown:,} of {documents:,} documents."


@per_index
def _shelf(index: Index) -> _Shelf:
    sources = [passage.document.source for passage in index.passages]
    starts = [0, *(i for i in range(1, len(sources)) if sources[i] != sources[i - 1])]
    bounds = np.array([*starts, len(sources)], dtype=np.int64)
    documents = tuple(index.passages[start].document for start in starts)
    titles = [_title(index, first, last) for first, last in pairwise(bounds.tolist())]
    names = tuple(
        frozenset(
            token.key
            for text in (document.source, *(p.text for p in index.passages[first : first + length]))
            for token in tokens(text)
        )
        for document, first, length in zip(documents, starts, titles, strict=True)
    )
    centres = unit_rows(np.add.reduceat(index.sentences.vectors, bounds[:-1], axis=0))
    return _Shelf(documents, bounds, centres, names, np.array(titles, dtype=np.int64), _repeated(index, bounds))


def _title(index: Index, first: int, last: int) -> int:
    """How many passages at a document's beginning are headings: what stops as a sentence does is none."""
    length = 0
    for passage in index.passages[first : min(last, first + 3)]:
        if passage.end > _TITLE or passage.text.endswith((".", "!", "?")):
            break
        length += 1
    return length


def _repeated(index: Index, bounds: _Numbers) -> npt.NDArray[np.bool_]:
    """Which passages stand, word for word, in another document too."""
    hashes = np.array([hash(passage.text) for passage in index.passages], dtype=np.int64)
    owner = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    _, where = np.unique(hashes, return_inverse=True)
    one = np.full(where.max() + 1, -1, dtype=np.int64)
    one[where] = owner
    shared = np.zeros(len(one), dtype=bool)
    shared[where[owner != one[where]]] = True
    return np.asarray(shared[where], dtype=np.bool_)


def _named(words: Sequence[Token], shelf: _Shelf) -> tuple[list[int], list[Token]]:
    """The documents whose names the words point at, none where they tell no document from others; the other words.

    A word counts the more the fewer documents have it in their names.
    """
    count = len(shelf.documents)
    having = {word.key: [i for i, name in enumerate(shelf.names) if word.key in name] for word in words}
    points = np.zeros(count)
    for owners in having.values():
        points[owners] += math.log((1 + count) / (1 + len(owners)))
    best = float(points.max())
    found = [i for i in range(count) if points[i] > best - 1e-6] if best > 0 else []
    if count == 1 and any(having.values()):
        found = [0]  # there is none to tell it from
    return found, [word for word in words if not any(word.key in shelf.names[i] for i in found)]


def _meant(vector: Vectors, shelf: _Shelf, index: Index) -> list[int]:
    """The one document that a description of it is like, if there is one: by its title, or all it says."""
    firsts = index.sentences.vectors[shelf.bounds[:-1]]
    likeness = np.maximum(firsts @ vector, shelf.centres @ vector)
    order = np.argsort(-likeness)
    if len(order) < 2 or likeness[order[0]] < _LIKE_A_TITLE or likeness[order[0]] - likeness[order[1]] < _DISTINCT:
        return []
    return [int(order[0])]


def _relevance(
    vector: Vectors, topic: Sequence[Token], documents: Sequence[int], shelf: _Shelf, index: Index
) -> Floats | None:
    """0..1 for every passage (passages,): how much it speaks of the topic; None where none does."""
    within = np.zeros(len(index), dtype=bool)
    for document in documents:
        within[shelf.bounds[document] : shelf.bounds[document + 1]] = True
    cosine = np.where(within, index.sentences.vectors @ vector, 0.0)
    asked = " ".join(word.text for word in topic)
    words = np.where(within, index.sentences.lexical.scores(asked), 0.0)
    known = 1 - len(index.missing(asked)) / len(topic)
    if cosine.max() < next((needed for share, needed in _RELEVANT if known >= share), 1.0):
        return None
    both = np.clip(cosine, 0, None) / cosine.max() + words / (words.max() or 1.0)
    return np.asarray(both / both.max(), dtype=np.float64)


def _chosen(
    documents: Sequence[int], relevance: Floats | None, wanted: int | None, shelf: _Shelf, index: Index
) -> list[int]:
    """The numbers of the passages that are shown, as many as are `wanted` where that is said."""
    if relevance is not None:
        near = np.argsort(-relevance, kind="stable")[: _POOL // 4]
        near = near[relevance[near] > 0]
        return _best(near, wanted or MOST - 1, _prior(near, shelf, index) * relevance[near] ** 2, index)
    documents = _central(documents, wanted or MOST, shelf)
    chosen: list[int] = []
    for left, document in zip(range(len(documents), 0, -1), documents, strict=True):
        numbers = _pool(document, shelf, index)
        each = MOST // len(documents) if len(documents) > 1 else _fitting(len(numbers))
        each = each if wanted is None else -(-(wanted - len(chosen)) // left)
        chosen += _best(numbers, each, _prior(numbers, shelf, index), index, chosen)
    return chosen


def _fitting(sentences: int) -> int:
    return next((most for below, most in _FITTING if sentences < below), MOST)


def _central(documents: Sequence[int], most: int, shelf: _Shelf) -> list[int]:
    """At most as many documents as there are sentences to show: those most like all of them, and unlike each other."""
    if len(documents) <= most:
        return list(documents)
    centres = shelf.centres[documents]
    worth = np.clip(centres @ unit_rows(centres.sum(axis=0, keepdims=True))[0], 0, None)
    return sorted(documents[number] for number in apart(centres, worth.astype(np.float64), most, repeat=_COPY))


def _pool(document: int, shelf: _Shelf, index: Index) -> _Numbers:
    """The passages of a document that may be shown: all, or of many the first and those most like its mean."""
    first, end = int(shelf.bounds[document] + shelf.titles[document]), int(shelf.bounds[document + 1])
    if first == end:
        first = int(shelf.bounds[document])  # there is nothing but headings
    numbers = np.arange(first, end)
    if len(numbers) > _POOL:
        likeness = index.sentences.vectors[first + _LEAD : end] @ shelf.centres[document]
        best = np.argsort(-likeness, kind="stable")[: _POOL - _LEAD]
        numbers = np.concatenate([numbers[:_LEAD], numbers[_LEAD:][np.sort(best)]])
    own = numbers[~shelf.repeated[numbers]]
    return own if len(own) else numbers


def _prior(numbers: _Numbers, shelf: _Shelf, index: Index) -> Floats:
    """What speaks for a sentence before it is compared (n,): that it opens a text or a paragraph, and stands alone."""
    document = np.searchsorted(shelf.bounds, numbers, side="right") - 1
    depth = np.clip(numbers - shelf.bounds[document] - shelf.titles[document], 0, None)
    opens = index.first_of[index.paragraph_of[numbers]] == numbers
    place = 1.0 + _FIRST_COUNTS / (1.0 + depth / _FADES) + _OPENING_COUNTS * opens
    return np.asarray(place * _alone(numbers, index), dtype=np.float64)


def _alone(numbers: _Numbers, index: Index) -> Floats:
    return np.array([stands_alone(index.passages[number].text) for number in numbers], dtype=np.float64)


def _best(numbers: _Numbers, most: int, prior: Floats, index: Index, before: Sequence[int] = ()) -> list[int]:
    """The best `most` of some passages, unlike each other and those chosen before."""
    vectors = index.sentences.vectors[numbers]
    worth = lexrank(vectors, prior) * _alone(numbers, index)
    chosen = apart(vectors, worth, most, against=index.sentences.vectors[list(before)])
    return [int(numbers[number]) for number in chosen]
