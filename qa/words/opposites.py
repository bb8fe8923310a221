"""Words that say the same of a thing, or the opposite: a closed list, and the prefixes that turn a word round."""

from functools import lru_cache
from pathlib import Path

from qa.words.verbs import base

_LIST = Path(__file__).with_name("opposites.txt")
_PREFIXES = ("un", "in", "im", "ir", "dis", "non", "non-")


@lru_cache(maxsize=1)
def _groups() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """What each word may be said by, and what says its opposite."""
    alike: dict[str, set[str]] = {}
    opposed: dict[str, set[str]] = {}
    for line in _LIST.read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        one, _, other = (part.split() for part in line.partition("|"))
        for words, others in ((one, other), (other, one)):
            for word in words:
                # The first word of a side speaks for all of it; its fellows say the same as it, not all as each other.
                first = word == words[0]
                alike.setdefault(word, set()).update(words if first else words[:1])
                opposed.setdefault(word, set()).update(others if first else others[:1])
    return {k: frozenset(v) for k, v in alike.items()}, {k: frozenset(v) for k, v in opposed.items()}


def is_phrase(verb: str, particle: str) -> bool:
    """Whether the list has a verb with its particle, which says something else than the verb alone.

    >>> is_phrase("go", "up"), is_phrase("go", "there")
    (True, False)
    """
    return f"{verb}-{particle}" in _groups()[0]


def relation(asked: str, said: str, after: str = "") -> int:
    """1 where `said`, perhaps with the particle `after` it, says what `asked` does; -1 for the opposite, else 0.

    >>> relation("accept", "turned", "down"), relation("safe", "unsafe"), relation("buy", "purchased")
    (-1, -1, 1)
    """
    alike, opposed = _groups()
    one = base(asked)
    for form in dict.fromkeys((f"{base(said)}-{after}", said, base(said))):
        if form in opposed.get(one, ()) or form in opposed.get(asked, ()):
            return -1
        if form in alike.get(one, ()) or form in alike.get(asked, ()):
            return 1
    if any(said == prefix + asked or asked == prefix + said for prefix in _PREFIXES) and min(len(said), len(asked)) > 3:
        return -1
    return 0
