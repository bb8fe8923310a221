"""Text as it is searched - without case, accents, typographic marks and line breaks - with the way back to its own."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_MARKS = {
    **dict.fromkeys("’‘‛ʼ´`", "'"),
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("–—‑‒―−", "-"),
    "…": "...",
    "\u00ad": "",  # a soft hyphen is not read
    "\u200b": "",
}


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is searched, and where it comes from.

    Stretches of `text` that begin at `starts` are folded from stretches as long that begin at `origins`: one pair for
    each place where a fold is shorter or longer than what it folds, so that a long text needs few of them.
    """

    text: str
    starts: Sequence[int]
    origins: Sequence[int]

    def origin(self, at: int) -> int:
        """The offset of what the character at `at` is folded from.

        >>> folded = fold_marks("Two  ﬁnches")
        >>> folded.text, folded.origin(4), folded.origin(5), folded.origin(6)
        ('two finches', 5, 5, 6)
        """
        stretch = bisect_right(self.starts, at) - 1
        start = self.starts[stretch]
        longest = self.starts[stretch + 1] - start if stretch + 1 < len(self.starts) else at - start + 1
        last = self.origins[stretch + 1] - 1 if stretch + 1 < len(self.origins) else at - start + self.origins[stretch]
        return min(self.origins[stretch] + min(at - start, longest), last)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the text itself that `text[start:end]`, which is not empty, is folded from."""
        return self.origin(start), self.origin(end - 1) + 1


class _Plain(dict[int, str]):
    """What each character is folded to, worked out when it first occurs."""

    def __missing__(self, code: int) -> str:
        made = self[code] = _plain(chr(code))
        return made


_TABLE = _Plain()


def _plain(character: str) -> str:
    """One character without its accent and in lower case; a ligature is its letters.

    >>> _plain("É"), _plain("ﬁ"), _plain("“")
    ('e', 'fi', '"')
    """
    if character in _MARKS:
        return _MARKS[character]
    if character.isspace():
        return " "
    decomposed = unicodedata.normalize("NFKD", character.casefold())
    return "".join(one for one in decomposed if not unicodedata.combining(one))


def fold_marks(text: str) -> Folded:
    """Lower case without accents, with plain marks, one space for a run of white space and no divided words.

    >>> fold_marks("The  “Café” on the reser-\\nvoir").text
    'the "cafe" on the reservoir'
    """
    pieces: list[str] = []
    starts, origins = [0], [0]
    at = done = 0
    for start, end in _uneven(text):
        pieces.append(text[done:start].translate(_TABLE))
        at += start - done
        folded = _of_gap(text[start:end])
        pieces.append(folded)
        starts += [at, at + len(folded)]
        origins += [start, end]
        at, done = at + len(folded), end
    pieces.append(text[done:].translate(_TABLE))
    return Folded("".join(pieces), starts, origins)


def _of_gap(words: str) -> str:
    if len(words) > 1:
        return " " if words[0].isspace() else ""
    return words.translate(_TABLE)


def _uneven(text: str) -> Iterator[tuple[int, int]]:
    """The places where the fold is not as long as what it folds, in order."""
    characters = frozenset() if text.isascii() else frozenset(one for one in set(text) if len(_TABLE[ord(one)]) != 1)
    return (match.span() for match in _pattern(characters).finditer(text))


@lru_cache(maxsize=64)
def _pattern(uneven: frozenset[str]) -> re.Pattern[str]:
    """Runs of white space, hyphens at the end of a line within a word, and these characters.

    All of it begins with one class of characters, which the pattern's engine skips to.
    """
    own = re.escape("".join(sorted(uneven)))
    divided = r"(?<=[a-zß-öø-ÿ][-\u2010])[ \t\r]*\n[ \t\r]*(?=[a-zß-öø-ÿ])"
    return re.compile(rf"[-\u2010\s{own}](?:(?<=\s)\s+|{divided}" + (f"|(?<=[{own}]))" if own else ")"))
