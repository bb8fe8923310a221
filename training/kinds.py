"""Fit the detection of kinds of question to the written ones: `python -m training.kinds`.

It writes `models/kinds.json`: every weight that is not negligible, by the sequence of tokens it belongs to.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from index.encoder import Encoder, MiniLM
from qa.kinds import SHIPPED, sequences, tokens, words

WRITTEN = Path(__file__).resolve().parent / "written" / "kinds.txt"
CUE = 5  # questions a word must occur in to be looked at itself; others are about a subject
OFTEN = 3  # of the questions, each asked twice, that a sequence must occur in
MEANING = 3.0  # how much the vector counts: its length, where a sequence's is 1
SMALL = 0.05  # weights below it are left out
PENALTY = 0.5  # scikit-learn's C


def written(path: Path = WRITTEN) -> Iterator[tuple[str, str]]:
    """Questions with their labels, such as "list" or "about: hello"."""
    label = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("== "):
            label = line.removeprefix("== ")
        elif line and not line.startswith("#"):
            yield line, label


def cues(questions: Sequence[str]) -> list[str]:
    """The words that occur in questions on many subjects, in lower case."""
    counts = Counter(word for question in questions for word in {word.lower() for word in words(question)})
    return sorted(word for word, count in counts.items() if count >= CUE and word.strip("'").isalpha())


def careless(question: str) -> str:
    """A question as many type it.

    >>> careless("Who is Maria Holm?")
    'who is maria holm'
    """
    return question.lower().rstrip("?!. ") or question


def fit(rows: Sequence[tuple[str, str]], encoder: Encoder) -> dict[str, object]:
    """What `Kinds.load` reads, learnt from questions with their labels, each as written and typed carelessly."""
    questions, labels = [question for question, _ in rows], [label for _, label in rows] * 2
    known = cues(questions)
    questions += [careless(question) for question in questions]
    vectorizer = DictVectorizer()
    counts = csr_matrix(vectorizer.fit_transform([dict.fromkeys(sequences(tokens(q, known)), 1.0) for q in questions]))
    often = np.asarray(counts.sum(axis=0)).ravel() >= OFTEN
    names = vectorizer.get_feature_names_out()[often]
    model = LogisticRegression(C=PENALTY, max_iter=1_000)
    model.fit(hstack([counts[:, often], encoder.encode(questions) * MEANING]).tocsr(), labels)
    weights, meaning = model.coef_[:, : len(names)], model.coef_[:, len(names) :] * MEANING
    rounded = {
        name: {
            label: round(float(weight), 2)
            for label, weight in zip(model.classes_, column, strict=True)
            if abs(weight) >= SMALL
        }
        for name, column in zip(names, weights.T, strict=True)
    }
    return {
        "bias": dict(zip(model.classes_, np.round(model.intercept_, 3).tolist(), strict=True)),
        "cues": known,
        "weights": {name: row for name, row in rounded.items() if row},
        "meaning": dict(zip(model.classes_, np.round(meaning, 3).tolist(), strict=True)),
    }


def to_text(fitted: dict[str, object]) -> str:
    """JSON with a line a sequence, so that it can be read and compared."""
    blocks = []
    for name, block in fitted.items():
        if isinstance(block, dict):
            lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in block.items()]
            blocks.append(f"{json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n}")
        else:
            blocks.append(f"{json.dumps(name)}: {json.dumps(block)}")
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    rows = list(written())
    options.out.write_text(to_text(fit(rows, MiniLM())), "utf-8")
    print(f"{len(rows):,} questions -> {options.out}, {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
