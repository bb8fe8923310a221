"""Question-answering data sets -> `Example`, the one record that training knows."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

SQUAD_FILES = ("new_wiki.train.json", "reddit.json", "amazon_reviews.json", "fairytale.json")
_TITLED = frozenset({"new_wiki.train"})  # whose titles say what the text is about
QAMR_FILES = ("qamr.dev.tsv", "qamr.test.tsv")

# Penn Treebank's escapes, and which tokens stick to the word before or after them.
_UNESCAPED = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"', "`": "'"}
_STICKS_LEFT = {
    ",",
    ".",
    ";",
    ":",
    "?",
    "!",
    ")",
    "]",
    "%",
    "'s",
    "'",
    "n't",
    "'re",
    "'ve",
    "'ll",
    "'d",
    "'m",
    "''",
}
_STICKS_RIGHT = {"(", "[", "$", "£", "#", "``", "`"}


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the text it is asked of, and the spans `context[start:end]` that answer it.

    Several annotators' spans stand side by side; no spans means that the context does not say. `items` are the answers
    to a question that has more than one, each of them; none where one is all there is. `group` names the data set,
    within which other contexts are plausible distractors. A `rival` is another context that does not answer the
    question, to be read beside this one. The `title` is that of the document the context is from, where it has one.
    """

    group: str
    question: str
    context: str
    spans: tuple[tuple[int, int], ...]
    rival: str = ""
    items: tuple[tuple[int, int], ...] = ()
    title: str = ""


def load(folder: Path) -> list[Example]:
    """All training examples below `folder`, in a fixed order. Raises FileNotFoundError where a file is missing."""
    examples: list[Example] = []
    for name in SQUAD_FILES:
        examples.extend(squad(folder / name))
    examples.extend(qamr(folder))
    return examples


def squad(path: Path) -> Iterator[Example]:
    """The examples of a file in the SQuAD 1.1 format (Rajpurkar et al. 2016)."""
    for article in json.loads(path.read_text("utf-8"))["data"]:
        title = unquote(article["title"]).replace("_", " ") if path.stem in _TITLED else ""
        for paragraph in article["paragraphs"]:
            context = paragraph["context"]
            for qa in paragraph["qas"]:
                spans = tuple(_stripped_span(context, a["answer_start"], a["text"]) for a in qa["answers"])
                yield Example(path.stem, qa["question"].strip(), context, spans, title=title)


def _stripped_span(context: str, start: int, text: str) -> tuple[int, int]:
    lead = len(text) - len(text.lstrip())
    return start + lead, start + len(text.rstrip())


def qamr(folder: Path) -> Iterator[Example]:
    """The questions of QAMR (Michael et al. 2018) on which the writer and a validator agree."""
    sentences = dict(_rows(folder / "qamr.sentences.tsv"))
    for name in QAMR_FILES:
        for sentence, _, _, _, _, question, written, *validated in _rows(folder / name):
            answers = [_contiguous(ids.rpartition(":")[2]) for ids in (written, *validated)]
            runs = [run for run in answers if run is not None]
            if len(runs) < 2 or not _overlap(runs[0], runs[1:]):
                continue
            context, offsets = detokenize(sentences[sentence].split(" "))
            if runs[-1][1] >= len(offsets) or any(run[1] >= len(offsets) for run in runs):
                continue
            spans = tuple((offsets[first][0], offsets[last][1]) for first, last in runs)
            yield Example("qamr", question.strip(), context, spans)


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _contiguous(ids: str) -> tuple[int, int] | None:
    """'3 4 5' -> (3, 5); None for 'invalid', nothing, or an answer with gaps."""
    try:
        tokens = sorted(int(token) for token in ids.split())
    except ValueError:
        return None
    if not tokens or tokens[-1] - tokens[0] != len(tokens) - 1:
        return None
    return tokens[0], tokens[-1]


def _overlap(run: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(run[0] <= other[1] and other[0] <= run[1] for other in others)


def detokenize(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Penn Treebank tokens -> running text, and each token's (start, end) in it.

    >>> detokenize(["He", "said", "``", "no", "''", "."])
    ('He said "no".', [(0, 2), (3, 7), (8, 9), (9, 11), (11, 12), (12, 13)])
    """
    text = ""
    offsets: list[tuple[int, int]] = []
    glue = True
    for token in tokens:
        if not glue and token not in _STICKS_LEFT:
            text += " "
        word = _UNESCAPED.get(token, token)
        offsets.append((len(text), len(text) + len(word)))
        text += word
        glue = token in _STICKS_RIGHT
    return text, offsets
