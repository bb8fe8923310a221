"""How questions are understood before they are answered: `python -m evaluation.wording` prints and writes two tables.

Spelling: misspelt names should be read as the documents have them, other questions left as they are. Language: foreign
questions should be told, English ones never.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluation.cases import document_named
from evaluation.datasets import Half, write_documents
from index.build import update
from index.encoder import Encoder, MiniLM
from index.store import Index
from qa.spelling import Spelling
from qa.words.language import Languages

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "evaluation" / "questions"
RESULT = ROOT / "evaluation" / "results" / "wording.md"
_FOREIGN = ("languages", "foreign")  # the sets that are in other languages


@dataclass(frozen=True, slots=True)
class Row:
    """A question with what is known of it: the name it misspells and the language it is in, where there are any."""

    set: str
    half: Half
    document: str
    question: str
    meant: str = ""
    language: str = ""


def rows() -> Iterator[Row]:
    """Every question that belongs to a document and stands alone."""
    for name in ("kinds", "facts", "absent", "languages"):
        for line in (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines():
            row: Mapping[str, str] = json.loads(line)
            if "question" in row and row["document"] != "any":
                kind = row.get("kind", "") if row.get("style") != "typo" else "typo"
                of = kind if kind in ("misspelt", "foreign", "typo") else name
                known = (row.get("meant", ""), row.get("language", ""))
                yield Row(of, Half(row["half"]), row["document"], row["question"], *known)


def spelling_table(asked: list[Row], spelling: Mapping[str, Spelling]) -> Iterator[str]:
    """Misspelt names that are read rightly, and questions without a slip that are changed."""
    yield "| spelling | half | questions | name read as meant | changed |"
    yield "|---|---|---|---|---|"
    for half in Half:
        for name in ("misspelt", "absent", "facts", "kinds"):
            of = [row for row in asked if row.set == name and row.half is half]
            read = [spelling[row.document].read(row.question) for row in of]
            right = sum(row.meant in dict(each.assumed).values() for row, each in zip(of, read, strict=True))
            changed = sum(bool(each.assumed) for each in read)
            yield f"| {name} | {half} | {len(of)} | {right if name == 'misspelt' else '-'} | {changed} |"


def language_table(asked: list[Row], languages: Mapping[str, Languages]) -> Iterator[str]:
    """Foreign questions that are told, and others that are taken for foreign."""
    yield "| language | half | questions | taken for foreign | language right |"
    yield "|---|---|---|---|---|"
    for half in Half:
        for name in (*_FOREIGN, "misspelt", "typo", "absent", "facts", "kinds"):
            of = [row for row in asked if row.set == name and row.half is half]
            told = [languages[row.document].foreign(row.question) for row in of]
            right = sum(row.language == language for row, language in zip(of, told, strict=True))
            taken = sum(language is not None for language in told)
            yield f"| {name} | {half} | {len(of)} | {taken} | {right if name == 'languages' else '-'} |"


def indexes(names: Iterable[str], folder: Path, encoder: Encoder) -> dict[str, Index]:
    """The index of each document by its name, each in a folder of its own: a name may be the folder of another one."""
    found = {}
    for number, name in enumerate(names):
        write_documents(document_named(name), folder / str(number))
        found[name] = update(folder / str(number), folder / f"{number}.index", encoder)[0]
    return found


def main() -> None:
    """Read every question, print the tables and write them."""
    asked = list(rows())
    with tempfile.TemporaryDirectory() as folder:
        known = indexes(dict.fromkeys(row.document for row in asked), Path(folder), MiniLM())
        spelling = {name: Spelling(index) for name, index in known.items()}
        languages = {name: Languages(index) for name, index in known.items()}
        tables = ["\n".join(spelling_table(asked, spelling)), "\n".join(language_table(asked, languages))]
    report = "\n\n".join(tables)
    print(report)
    RESULT.write_text(f"# How questions are understood\n\n`python -m evaluation.wording`\n\n{report}\n", "utf-8")


if __name__ == "__main__":
    main()
