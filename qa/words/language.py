"""The language of a question, where it is surely not that of the documents.

A script of its own gives a language away. Otherwise its little words do: a question is in the language that knows more
of its words than the documents, their language and common English do together, and not only such as names are made of.
So a name, a typo or a few keywords are never taken for another language; what is in doubt is not.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.lexical import fold, terms
from index.store import Index
from qa.spelling import is_ordinary

ENGLISH = "English"
_FILE = Path(__file__).with_name("languages.txt")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SAMPLE = 20_000  # characters of a document that its language is told from
_SAMPLED = 50  # documents
_SHARE = 0.08  # of a text's words that its own language's little words make up at least
_OFTEN = 0.01  # of a text's letters, from which a script is its own
_SCRIPTS = {  # the first word of a letter's name in Unicode, and the language it gives away
    "GREEK": "Greek",
    "GEORGIAN": "Georgian",
    "ARMENIAN": "Armenian",
    "HEBREW": "Hebrew",
    "HANGUL": "Korean",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "CJK": "Chinese",
    "THAI": "Thai",
    "DEVANAGARI": "Hindi",
    "BENGALI": "Bengali",
    "TAMIL": "Tamil",
    "ETHIOPIC": "Amharic",
    "CYRILLIC": "Russian",
    "ARABIC": "Arabic",
}
_LETTERS = {  # letters that only one of the languages written so has
    "Ukrainian": "іїєґ",
    "Serbian": "ђћџљњј",
    "Belarusian": "ў",
    "Persian": "پچژگ",
    "Urdu": "ٹڈڑںے",
}


@dataclass(frozen=True, slots=True)
class Little:
    """The little words of a language: those that stand in no name, and those that may."""

    sure: frozenset[str]
    weak: frozenset[str]

    def __contains__(self, word: str) -> bool:
        return word in self.sure or word in self.weak


@lru_cache(maxsize=1)
def languages() -> dict[str, Little]:
    """The languages that are told by their little words."""
    found = {}
    for line in _FILE.read_text("utf-8").splitlines():
        name, colon, listed = line.partition(":")
        if colon and not line.startswith("#"):
            sure, _, weak = listed.partition("|")
            found[name] = Little(frozenset(sure.split()), frozenset(weak.split()))
    return found


class Languages:
    """The languages and scripts of an index's documents, told once. Safe to use from several threads."""

    def __init__(self, index: Index) -> None:
        self._frequency = index.sentences.lexical.frequency
        texts = [document.text[:_SAMPLE] for document in index.documents[:_SAMPLED]]
        self.documents = tuple(dict.fromkeys(name for text in texts if (name := language_of(text))))
        letters = Counter(script for text in texts for script in _scripts(text))
        self._scripts = {script for script, count in letters.items() if count >= _OFTEN * letters.total()}

    def foreign(self, question: str) -> str | None:
        """The language of a question, where it is surely none of the documents'; else None."""
        return foreign(question, self.documents, self._scripts, self._known)

    def note(self, language: str) -> str:
        """A sentence that says so."""
        return note(language, self.documents[0] if len(self.documents) == 1 else "")

    def _known(self, word: str) -> bool:
        return any(self._frequency(term) for term in terms(word))


def foreign(
    question: str, documents: Collection[str], scripts: Collection[str], known: Callable[[str], bool]
) -> str | None:
    """The language of a question, where it is surely not one of `documents`, the languages of the documents.

    `scripts` are those the documents are written in; `known` says whether a word occurs in them.
    """
    if not documents:
        return None
    words = _words(question)
    letters = Counter(_scripts(question))
    if letters and (most := letters.most_common(1)[0])[1] > letters.total() / 2 and most[0] not in scripts:
        return _of_script(question, letters) if most[0] in _SCRIPTS else None
    # A word written as a name says nothing of the language around it.
    lower = list(dict.fromkeys(word.lower() for n, word in enumerate(words) if n == 0 or not word[0].isupper()))
    own = [language for name, language in languages().items() if name in documents]
    others = {name: language for name, language in languages().items() if name not in documents}

    shared = {word for word in lower if any(word in little for little in own)}
    ours = {word for word in lower if word in shared or known(word)}
    ordinary = {word for word in lower if is_ordinary(fold(word))}

    def against(name: str) -> set[str]:
        return ours if name == ENGLISH else ours | ordinary

    def says(name: str, little: Little) -> tuple[int, int]:
        """How many words speak for a language, and how many of the others are ours."""
        mine = {word for word in lower if word in little}
        return len(mine), len(against(name) - mine)

    scores = {name: says(name, little) for name, little in others.items() if any(word in little.sure for word in lower)}
    best = max(scores, key=lambda name: (scores[name][0], -scores[name][1]), default=None)
    if best is None:
        return None
    for_it, others_say = scores[best]
    strange = {word for word in lower if word not in others[best].weak} - against(best)
    return best if strange and for_it > max(len(shared), others_say) else None


def language_of(text: str) -> str | None:
    """The language of a longer text; None where it is none that is known.

    >>> language_of("The old mill stands by the river, and it was built when she was a girl.")
    'English'
    """
    letters = Counter(_scripts(text))
    if not letters:
        return None
    script = letters.most_common(1)[0][0]
    words = [word.lower() for word in _words(text)]
    shares = {name: sum(word in little for word in words) / len(words) for name, little in languages().items()}
    best = max(shares, key=shares.__getitem__)
    if shares[best] >= _SHARE:
        return best
    return _of_script(text, letters) if script in _SCRIPTS else None


def note(language: str, documents: str) -> str:
    """A sentence that says that a question is in another language than the documents, whose is empty if unclear.

    >>> note("German", "English")
    'This question seems to be in German; the documents are in English, so this may miss what they say.'
    """
    are = f"the documents are in {documents}" if documents else "the documents are in others"
    return f"This question seems to be in {language}; {are}, so this may miss what they say."


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text.replace("İ", "i")).replace("’", "'"))


def _scripts(text: str) -> Iterable[str]:
    return (_script(letter) for letter in text if letter.isalpha())


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def _of_script(text: str, letters: Counter[str]) -> str:
    """The language of a text in a script that few languages share."""
    script = letters.most_common(1)[0][0]
    if script == "CJK" and letters["HIRAGANA"] + letters["KATAKANA"]:
        return "Japanese"
    if script not in ("CYRILLIC", "ARABIC"):
        return _SCRIPTS[script]
    words = [word.lower() for word in _words(text)]
    counts = {
        name: sum(word in little for word in words)
        for name, little in languages().items()
        if _script(min(little.sure)[0]) == script
    }
    for name, own in _LETTERS.items():
        if any(letter in own for letter in text.lower()):
            counts[name] = counts.get(name, 0) + 1
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else _SCRIPTS[script]
