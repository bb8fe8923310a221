"""Reading again with answers that are known already covered. Pure but for the reader."""

from collections.abc import Iterable, Sequence

from index.records import Hit
from qa.facts import candidates_of
from qa.features import Candidate
from qa.reader import Reader

COVER = "…"


def asked_again(
    question: str, candidates: Sequence[Candidate], given: Iterable[str], hits: Sequence[Hit], reader: Reader
) -> list[Candidate]:
    """The candidates there are with given answers covered: the windows that hold one are read again."""
    given = set(given)
    windows = {(c.window.document.source, c.window.start): c.window for c in candidates}
    texts = {key: covered(window.text, given) for key, window in windows.items()}
    changed = [key for key, window in windows.items() if texts[key] != window.text]
    readings = reader.read(question, [texts[key] for key in changed])
    kept = [c for c in candidates if (c.window.document.source, c.window.start) not in changed]
    for key, reading in zip(changed, readings, strict=True):
        kept += candidates_of(windows[key], reading, hits)
    return kept


def covered(text: str, given: Iterable[str]) -> str:
    """The text with each of the given words covered, and as long as before.

    >>> covered("on 3 July and on 19 July", ["3 July"])
    'on …      and on 19 July'
    """
    for words in sorted(given, key=len, reverse=True):
        text = text.replace(words, COVER + " " * (len(words) - 1)) if words else text
    return text
