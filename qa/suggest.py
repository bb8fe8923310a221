"""Passages -> example questions that the documents answer, to show what can be asked.

Nothing is made up: a question names a date or a name that stands in a document, and is offered only where the assistant
itself, asked it, has an answer.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, zip_longest

from index.records import Passage
from qa.answer import Answer
from qa.words.dates import MONTHS

_DATE = re.compile(rf"\b(?:(?:{MONTHS}) \d{{1,2}},? \d{{4}}|\d{{1,2}} (?:{MONTHS}) \d{{4}}|(?:{MONTHS}) \d{{4}})\b")
_YEAR = re.compile(r"\b[Ii]n ((?:1[5-9]|20)\d\d)\b")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+(?: (?:of |the )?[A-Z][\w’'-]+)+")
_TRIES = 12  # candidates asked at most, for each one takes as long as a question


def suggestions(passages: Sequence[Passage], ask: Callable[[str], Answer], n: int) -> list[str]:
    """Up to `n` questions; fewer where the documents hold few dates and names, none where there are no documents."""
    found: list[str] = []
    for tried, question in enumerate(_questions(passages)):
        if len(found) == n or tried == _TRIES:
            break
        if not ask(question).abstained:
            found.append(question)
    return found


def _questions(passages: Sequence[Passage]) -> Iterator[str]:
    """Candidates of every kind in turn, the most often named first."""
    names = Counter(chain.from_iterable(NAME.findall(passage.text) for passage in passages))
    kinds = (
        (f"Who or what is {name}?" for name, _ in names.most_common()),
        (f"What happened {_on(date)}?" for date in _all(_DATE, passages)),
        (f"What happened in {year}?" for year in _all(_YEAR, passages)),
    )
    rows = zip_longest(*kinds)
    return iter(dict.fromkeys(question for question in chain.from_iterable(rows) if question))


def _all(pattern: re.Pattern[str], passages: Sequence[Passage]) -> Iterator[str]:
    return chain.from_iterable(pattern.findall(passage.text) for passage in passages)


def _on(date: str) -> str:
    """A date with its preposition.

    >>> _on("June 27, 2025"), _on("December 2024")
    ('on June 27, 2025', 'in December 2024')
    """
    day = re.match(rf"\d{{1,2}} |(?:{MONTHS}) \d{{1,2}}\b,? \d{{4}}", date)
    return f"on {date}" if day else f"in {date}"
