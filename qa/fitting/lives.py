"""Whose life a sentence tells: "Thal emigrated to Brazil, where he died in 1889" does not say when Amsel died.

A reader that looks for a death takes the one it finds. What happens once in a life happens to the one who is named.
"""

import re
from collections.abc import Collection

from index.lexical import terms
from qa.deciding.features import Candidate
from qa.words.clause import DETERMINERS, PREPOSITIONS, PRONOUNS, words_of
from qa.words.dates import MONTHS, WEEKDAYS
from qa.words.verbs import closed

_ASKED = re.compile(
    r"(?:and |but |so )?(?:when|where|why|how|how old|in what \w+|at what age) (?:did|was|is|were|had|has)\b.*\b"
    r"(?:die|died|born|marr(?:y|ied)|divorced?|retired?|resign(?:ed)?|graduated?|emigrated?|abdicated?|buried|drown(?:ed)?"
    r"|killed|arrested|elected|appointed|knighted|baptised|christened)\b",
    re.I,
)
_FULL = re.compile(r"(?P<first>[A-Z][\w’'-]+) (?:[A-Z][\w’'-]*\.? )*(?P<last>[A-Z][\w’'-]+)")
_NO_NAMES = re.compile(rf"(?:{MONTHS}|{WEEKDAYS}|I|The|A|An)$")
_PLACED = PREPOSITIONS | {"the"}
_OPENING = (
    PREPOSITIONS
    | PRONOUNS
    | DETERMINERS
    | closed("there when while although because if as but and then later once many most one two three")
)


def is_of_another_life(question: str, names: Collection[str], candidate: Candidate) -> bool:
    """Whether a candidate's sentence tells of somebody else what is asked of one who is named, and not of them.

    `names` are the stems of the question's names.
    """
    asked = {name for name in names if not name.isdigit()}
    if not asked or not _ASKED.match(question):
        return False
    text = candidate.sentence.text
    if _is_of_a_namesake(question, text, candidate.window.document.text):
        return True
    return not asked & set(terms(text)) and _names_somebody(text[: candidate.start - candidate.sentence.start])


def _is_of_a_namesake(question: str, sentence: str, text: str) -> bool:
    """Whether a sentence has the last name alone of who is asked after, and a text introduced somebody else by it."""
    for name in _FULL.finditer(question):
        first, last = name["first"], name["last"]
        introduced = re.search(rf"((?:[A-Z][\w’'-]+ )+){re.escape(last)}\b", text)
        if introduced and last in sentence and first not in sentence and first not in introduced[1].split():
            return True
    return False


def _names_somebody(before: str) -> bool:
    """Whether the words before an answer name somebody: a name that no preposition makes a place."""
    words = [word for word in words_of(before) if word.is_word]
    for i, word in enumerate(words):
        begins = i == 0 or not words[i - 1].is_name
        placed = i > 0 and words[i - 1].low in _PLACED
        opens = i == 0 and word.low in _OPENING
        if word.is_name and begins and not placed and not opens and not _NO_NAMES.match(word.text):
            return True
    return False
