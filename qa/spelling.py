"""A question as it was probably meant: misspelt names and words are read as the nearest ones of the documents.

A word is looked at only where no document has it. It is taken for a name that sounds the same by the usual ways to
transcribe (Aliev, Aliyev), or, where it is no ordinary English word, for the nearest within one or two slips, provided
that no ordinary word is nearer. Beside a word that the documents put beside a name one slip away, it is that name,
ordinary or not (Edwin Lacy, Edwin Lacey). What is an ordinary word the reader's vocabulary tells: it is made of common
text.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.lexical import fold, terms, words
from index.store import Index
from qa.once import per_index
from qa.reading.reader import SHIPPED

_NAMED = r"[^\W\d_a-z][^\W\d_]+"
_LAST = re.compile(r"([^\W\d_]+)\W{1,3}$")
_NEXT = re.compile(r"\W{1,3}([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4  # letters of a word that is looked at
_LONGEST = 40
_LONG = 8  # letters from which two slips are forgiven
_NAME = 5  # letters of a word of which another transcription is looked for
_FAR = 3  # slips within which it is
_SHORTEST_BESIDE = 3  # letters of a word that is looked at for the sake of the word beside it
_LOOKED_AT = 50  # texts in which a word's written forms are counted
_SOUNDS = tuple(
    (re.compile(pattern), same)
    for pattern, same in (
        (r"t?sch|[stczk]h|[sc]z|t[sz]", "s"),
        (r"ph", "f"),
        (r"gh", "h"),
        (r"qu", "kv"),
        (r"ck|[cq]", "k"),
        (r"[wu](?=[aeiouy])|w", "v"),
        (r"[yj]", "i"),
        (r"z", "s"),
        (r"(?<=[aeio])i(?=[aeou])", ""),
        (r"(.)\1+", r"\1"),
    )
)


class Read(NamedTuple):
    """A question as it is read, and the words that were taken for others, as (asked, taken)."""

    question: str
    assumed: tuple[tuple[str, str], ...]


class Spelling:
    """The documents' words, searchable by likeness. Safe to use from several threads."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lexical = index.sentences.lexical

    def read(self, question: str) -> Read:
        """The question with every misspelt word as the documents spell the one that is probably meant."""
        assumed: list[tuple[str, str]] = []

        def taken(word: re.Match[str]) -> str:
            meant = self._meant(word[0]) or self._beside(question, word)
            if not meant:
                return word[0]
            assumed.append((word[0], meant))
            return meant

        read = _WORD.sub(taken, question)
        return Read(read, tuple(dict.fromkeys(assumed)))

    def _meant(self, word: str) -> str:
        """The word of the documents that is meant by one which none of them has; empty where there is none."""
        folded = fold(word)
        if not _SHORTEST <= len(folded) <= _LONGEST or not folded.isalpha() or words(word) != [folded]:
            return ""
        stem = terms(word)[0]
        if self._lexical.frequency(stem):
            return self._ending(folded, stem)
        near = near_words(self._index)
        if is_ordinary(folded):
            # Only a name is written in several ways: what sounds like "shoot" is not "shot".
            return next((written for written in self._written(near.sounding(folded, stem)) if written[0].isupper()), "")
        found = near.sounding(folded, stem) or nearest(folded, stem, near) or self._ordinary(folded)
        return next(self._written(found), "")

    def _ending(self, folded: str, stem: str) -> str:
        """The name that a word has the stem of without being a form of it: "Adeyemy", "Adeyemi"."""
        if is_ordinary(folded):
            return ""
        written = next(self._written([stem]), "")
        form = fold(written)
        endings = {form[len(stem) :], folded[len(stem) :]}
        is_form = form.startswith(stem) and folded.startswith(stem) and "" in endings and "e" not in endings
        is_name = written[:1].isupper() and not is_ordinary(form)
        return written if is_name and not is_form and form != folded else ""

    def _ordinary(self, folded: str) -> list[str]:
        """The stems of ordinary words the documents have that are a slip or two away: their own stems are further."""
        found = _ordinary_near().within(folded, _slips(folded))
        least = min(found.values(), default=0)
        stems = [terms(word) for word, slips in found.items() if slips == least]
        return [stem[0] for stem in stems if stem and self._lexical.frequency(stem[0])]

    def _beside(self, question: str, word: re.Match[str]) -> str:
        """The name the documents write beside the word's neighbour, where the word is one slip away from it."""
        folded = fold(word[0])
        if not _SHORTEST_BESIDE <= len(folded) <= _LONGEST or words(word[0]) != [folded]:
            return ""
        if self._lexical.frequency(terms(word[0])[0]):
            return ""
        before, after = _LAST.search(question[: word.start()]), _NEXT.match(question[word.end() :])
        sides = ((before, rf"\b{{}}\W{{{{1,3}}}}({_NAMED})"), (after, rf"\b({_NAMED})\W{{{{1,3}}}}{{}}\b"))
        for neighbour, pattern in sides:
            term = terms(neighbour[1])[:1] if neighbour else []
            if not neighbour or not term or not self._lexical.frequency(term[0]):
                continue
            beside = re.compile(pattern.format(f"(?i:{re.escape(neighbour[1])})"))
            for number in np.flatnonzero(self._lexical.scores(term[0]))[:_LOOKED_AT]:
                for name in beside.findall(self._index.passages[number].text):
                    if _one_slip(folded, fold(name)):
                        return str(name)
        return ""

    def _written(self, found: Sequence[str]) -> Iterator[str]:
        """How the documents write the terms found, the most frequent first."""
        for term in sorted(found, key=self._lexical.frequency, reverse=True):
            texts = np.flatnonzero(self._lexical.scores(term))[:_LOOKED_AT]
            forms = Counter(
                form
                for number in texts
                for form in _WORD.findall(self._index.passages[number].text)
                if term in terms(form)
            )
            if forms:
                yield max(forms, key=lambda form: (forms[form], form))


def nearest(folded: str, stem: str, near: "Near") -> list[str]:
    """The terms of the documents fewest slips away from a word or its stem, none where an ordinary word is nearer."""
    most = _slips(folded)
    found = near.within(stem, most) | near.within(folded, most)
    least = min(found.values(), default=0)
    if least > 1 and _ordinary_near().within(folded, least - 1):
        return []
    return [term for term, slips in found.items() if slips == least]


def _slips(folded: str) -> int:
    """How many slips are forgiven in a word."""
    return 2 if len(folded) >= _LONG else 1


def _one_slip(asked: str, name: str) -> bool:
    """Whether a word is one slip away from a name, and no other of the same root: Daniela is not Daniel.

    >>> _one_slip("lacy", "lacey"), _one_slip("daniela", "daniel"), _one_slip("pel", "bell")
    (True, False, False)
    """
    longer, shorter = sorted((asked, name), key=len, reverse=True)
    another = longer[:-1] == shorter and longer[-1] in "ao"
    return not another and asked[:1] == name[:1] and OSA.distance(asked, name, score_cutoff=1) == 1


class Near:
    """Words, searchable by how few slips they are away: letters left out, put in, mistaken or swapped.

    Only words that begin or end with the same two letters are compared, so that of half a million words a few thousand
    are.
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._places: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word in vocabulary:
            if _SHORTEST <= len(word) <= _LONGEST and word.isalpha():
                for key in _keys(word):
                    self._places[key, len(word)].append(word)

    def within(self, word: str, most: int) -> dict[str, int]:
        """The words at most `most` slips from `word`, with their number of slips."""
        found: dict[str, int] = {}
        for key in _keys(word):
            for length in range(len(word) - most, len(word) + most + 1):
                choices = self._places.get((key, length), ())
                matches = process.extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=None)
                found.update({match: int(slips) for match, slips, _ in matches})
        return found

    def sounding(self, *spellings: str) -> list[str]:
        """The words that are the same as one of the `spellings` but for how a sound is transcribed."""
        return [
            near
            for word in spellings
            if len(word) >= _NAME
            for near in self.within(word, min(_FAR, len(word) // 2))
            if sound(near) == sound(word)
        ]


@per_index
def near_words(index: Index) -> Near:
    """The documents' terms, searchable by likeness; made for the first word that needs it."""
    return Near(index.sentences.lexical.vocabulary)


def _keys(word: str) -> Iterator[str]:
    yield f"{word[:2]}-"
    yield f"-{word[-2:]}"


def sound(word: str) -> str:
    """A word with the usual ways to transcribe a sound made one.

    >>> sound("aliyev") == sound("aliev"), sound("huseyn") == sound("hussein"), sound("marina") == sound("marian")
    (True, True, False)
    """
    for pattern, same in _SOUNDS:
        word = pattern.sub(same, word)
    return word


def is_ordinary(word: str) -> bool:
    """Whether a word, in lower case and without accents, is a common English one or a form of it.

    >>> is_ordinary("populations"), is_ordinary("lindquist")
    (True, False)
    """
    return word in _ordinary() or any(term in _ordinary_stems() for term in terms(word))


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    tokenizer = json.loads((SHIPPED / "tokenizer.json").read_text("utf-8"))
    return frozenset(word for word in tokenizer["model"]["vocab"] if word.isalpha())


@lru_cache(maxsize=1)
def _ordinary_stems() -> frozenset[str]:
    return frozenset(terms(" ".join(_ordinary())))


@lru_cache(maxsize=1)
def _ordinary_near() -> Near:
    return Near(_ordinary())
