"""Which words of a question are names: a text that lacks one speaks of somebody else; and how people are named."""

import re
from collections.abc import Iterator

from index.lexical import terms
from index.store import Index
from qa.words.clause import DETERMINERS, POSSESSIVES, PREPOSITIONS, PRONOUNS, WH

PERSON = (
    r"(?:(?:Dr|Mr|Mrs|Ms|Prof|Sir)\.? )?[A-Z][\w’'-]+(?: (?:[A-Z]\.|de|van|von|da|el)(?= )){0,2}(?: [A-Z][\w’'-]+){0,4}"
)
"""How a person is named, as a pattern: "Dr. Ann B. de Holm"."""

_FUNCTION_WORDS = DETERMINERS | POSSESSIVES | PREPOSITIONS | PRONOUNS | WH  # "After" may begin headings alone
_WORD = re.compile(r"[^\W_]+")
_LOOKED_AT = 20  # sentences that hold a word, in which its capitals are counted
_SAME = 3  # letters that two forms of a word begin with
_MOSTLY = 3  # times as often with a capital as without


def names(question: str, index: Index) -> frozenset[str]:
    """The stems of the question's names and numbers.

    A name is what the documents write with a capital within their sentences, however the question writes it; of what
    they do not have, what the question writes so.
    """
    return frozenset(stem for at, word, stem in _content(question) if _is_name(at, word, stem, index))


def _content(text: str) -> Iterator[tuple[int, str, str]]:
    """Each word that carries meaning: which one of the text's words it is, how it is written, and its stem."""
    for at, word in enumerate(_WORD.findall(text)):
        stem = terms(word)
        if len(stem) == 1 and word.lower() not in _FUNCTION_WORDS:
            yield at, word, stem[0]


def _is_name(at: int, word: str, stem: str, index: Index) -> bool:
    if word.isdigit():
        return True
    holding = index.sentences.lexical.holding(stem)[:_LOOKED_AT]
    if not len(holding):
        return at > 0 and word[0].isupper()
    forms = [
        form
        for number in holding
        # A sentence begins with a capital whatever the word; comparing the beginnings is quicker than stemming.
        for form in _WORD.findall(index.passages[number].text)[1:]
        if form[:_SAME].lower() == word[:_SAME].lower() and terms(form) == [stem]
    ]
    capitals: int = sum(form[0].isupper() for form in forms)
    return bool(capitals > _MOSTLY * (len(forms) - capitals))
