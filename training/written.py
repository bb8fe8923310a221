"""Questions written by hand for this project, most of them near misses: what a text looks as if it said, and does not.

Two kinds of file in `training/written/reading/`, both readable as they are. `wiki_*.txt` ask of paragraphs of
`new_wiki.train.json`, named by article and paragraph number; the others bring their own texts:

    # 17/4                      === minutes of a club
    + question | exact answer   text
    - question without one      ---
                                + question | exact answer
                                - question without one
"""

import json
from collections.abc import Iterator
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
        for line in questions.splitlines():
            if line.strip():
                yield _example(path, "written", context, line)


def _example(path: Path, group: str, context: str, line: str) -> Example:
    if line.startswith("- "):
        return Example(group, line[2:].strip(), context, ())
    question, bar, answer = line.removeprefix("+ ").rpartition(" | ")
    at = context.find(answer.strip())
    if not line.startswith("+ ") or not bar or at < 0:
        raise ValueError(f"{path.name}: {line!r} is no question, or its answer is not in the text")
    return Example(group, question.strip(), context, ((at, at + len(answer.strip())),))
