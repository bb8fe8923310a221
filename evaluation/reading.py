"""The reader alone: each question with the paragraph it was written for, span F1 and exact match.

`python -m evaluation.reading --data DIR [--reader MODEL]`
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from evaluation.datasets import Collection, Half, Question, load_qed, load_squad
from evaluation.metrics.span import exact_match, f1
from qa.reading.reader import Reader, open_reader


def score(collection: Collection, questions: Sequence[Question], reader: Reader) -> tuple[float, float]:
    """Mean span F1 and exact match of the reader's best span, taken whatever its score."""
    texts = {document.source: document.text for document in collection.documents}
    overlap = exact = 0.0
    for question in tqdm(questions, desc=collection.name):
        text = texts[question.source]
        paragraph = text[slice(*question.paragraph)]
        spans = reader.read(question.text, [paragraph])[0].spans
        answer = paragraph[spans[0].start : spans[0].end] if spans else ""
        gold = [text[start:end] for start, end in question.gold]
        overlap += f1(answer, gold)
        exact += exact_match(answer, gold)
    return overlap / len(questions), exact / len(questions)


def table(data: Path, reader: Reader, most: int | None = None) -> list[str]:
    """The Markdown table's rows: each file as a whole and its test half."""
    rows = ["| gold paragraph | questions | span F1 | exact match |", "|---|---|---|---|"]
    for collection in (load_squad(data / "new_wiki.dev.json"), load_qed(data / "qed.dev.jsonl")):
        for name, questions in (
            (f"{collection.name}, test half", [q for q in collection.questions if q.half is Half.TEST]),
            (f"{collection.name}, all", list(collection.questions)),
        ):
            overlap, exact = score(collection, questions[:most], reader)
            rows.append(f"| {name} | {len(questions[:most]):,} | {overlap:.3f} | {exact:.3f} |")
    return rows


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with new_wiki.dev.json and qed.dev.jsonl")
    parser.add_argument("--reader", help="another reader: a folder or a hub's name")
    parser.add_argument("--most", type=int, help="questions a row at most")
    options = parser.parse_args()
    print("\n".join(table(options.data, open_reader(options.reader), options.most)))


if __name__ == "__main__":
    main()
