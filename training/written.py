"""Questions written by hand for this project, most of them near misses: what a text looks as if it said, and does not.

Two kinds of file in `training/written/reading/`, both readable as they are. `wiki_*.txt` ask of paragraphs of
`new_wiki.train.json`, named by article and paragraph number; the others bring their own texts:

    # 17/4                      === minutes of a club
    + question | exact answer   # The document's title, where it has one
    - question without one      text
                                ---
                                + question | exact answer
                                * question | one answer | another | a third
                                - question without one

An answer is where its words first stand in the text, which the title is no part of.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from training.data import Example

FOLDER = Path(__file__).resolve().parent / "written" / "reading"
WIKI = "new_wiki.train"


def written(data: Path, folder: Path = FOLDER) -> Iterator[Example]:
    """The examples of all files, in a fixed order; `data` is the folder with `new_wiki.train.json`.

    Raises ValueError where a file breaks its format or an answer is not in its text.
    """
    paragraphs = _paragraphs(data / f"{WIKI}.json")
    for path in sorted(folder.glob("*.txt")):
        if path.name.startswith("wiki"):
            yield from _of_paragraphs(path, paragraphs)
        else:
            yield from _of_texts(path)


def _paragraphs(path: Path) -> dict[str, str]:
    articles = json.loads(path.read_text("utf-8"))["data"]
    return {
        f"{i}/{j}": paragraph["context"]
        for i, article in enumerate(articles)
        for j, paragraph in enumerate(article["paragraphs"])
    }


def _of_paragraphs(path: Path, paragraphs: dict[str, str]) -> Iterator[Example]:
    context = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# "):
            context = paragraphs[line[2:].strip()]
        elif line.strip():
            yield _example(path, WIKI, context, line)


def _of_texts(path: Path) -> Iterator[Example]:
    for block in ("\n" + path.read_text("utf-8")).split("\n===")[1:]:
        heading_and_text, _, questions = block.partition("\n---\n")
        context = heading_and_text.partition("\n")[2].strip()
        title = ""
        if context.startswith("# "):
            title, _, context = context.removeprefix("# ").partition("\n")
        for line in questions.splitlines():
            if line.strip():
                yield replace(_example(path, "written", context.strip(), line), title=title.strip())


def _example(path: Path, group: str, context: str, line: str) -> Example:
    question, *answers = (part.strip() for part in line[2:].split(" | "))
    spans = [_span(context, answer) for answer in answers]
    fits = _FITS.get(line[:2])
    if fits is None or not fits(len(spans)) or None in spans:
        raise ValueError(f"{path.name}: {line!r} is no question, or its answer is not in the text")
    found = tuple(span for span in spans if span is not None)
    if len(found) < 2:
        return Example(group, question, context, found)
    return Example(group, question, context, _together(context, found), items=found)


_FITS: Mapping[str, Callable[[int], bool]] = {
    "+ ": lambda answers: answers == 1,
    "* ": lambda answers: answers > 1,
    "- ": lambda answers: answers == 0,
}
# What stands between the members of one enumeration.
_BETWEEN = re.compile(r"\s*(?:[,;]|[,;]?\s*\b(?:and|or|as well as|then)\b)\s*(?:(?:the|an?|his|her|its|their)\s+)?")


def _span(context: str, answer: str) -> tuple[int, int] | None:
    found = re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", context) if answer else None
    return found.span() if found else None


def _together(context: str, items: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """One span where the items are members of one enumeration; else each its own."""
    ordered = sorted(items)
    gaps = (context[end:start] for (_, end), (start, _) in pairwise(ordered))
    if all(_BETWEEN.fullmatch(gap) for gap in gaps):
        return ((ordered[0][0], ordered[-1][1]),)
    return tuple(ordered)
