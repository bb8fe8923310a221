"""Texts with answers that are known already covered, to be read again. Pure."""

from collections.abc import Iterable

COVER = "…"


def covered(text: str, given: Iterable[str]) -> str:
    """The text with each of the given words covered, and as long as before.

    >>> covered("on 3 July and on 19 July", ["3 July"])
    'on …      and on 19 July'
    """
    for words in sorted(given, key=len, reverse=True):
        text = text.replace(words, COVER + " " * (len(words) - 1)) if words else text
    return text
