"""Check the question sets: every quoted string is verbatim, ids are unique, halves and styles are balanced.

Run it by hand, `python3 evaluation/questions/check.py`. It prints the counts, and every error it finds; it exits with
1 if there is one.
"""

import html
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DOCUMENTS = {
    "article": ROOT / "seeds" / "russia-azerbaijan-2025.txt",
    "manual": HERE / "documents" / "product-manual.txt",
    "minutes": HERE / "documents" / "meeting-minutes.md",
    "biography": HERE / "documents" / "biography.txt",
}
FOLDERS = {path.name: path for path in sorted((HERE / "documents").iterdir()) if path.is_dir()}
STYLES = {"plain", "lower", "keyword", "typo", "paraphrase"}
HALVES = {"dev", "test"}
ONLY_DEV = frozenset(  # folders that no test question of kinds.jsonl is asked of
    [
        "almanac",
        "assorted",
        "auction",
        "bazaar",
        "bureau",
        "bureau-reports",
        "commons",
        "dispatches",
        "errands",
        "gatherings",
        "gazette",
        "harvest",
        "matchday",
        "named",
        "papers",
        "quarrels",
        "quarrels-mine",
        "summit",
        "sundry",
        "townhall",
        "voices",
        "ward",
    ]
)
NOT_HALVED = {"about"}  # some were taken out, as the detection of kinds was trained on them
FACTS_PER_DOCUMENT = 60
NEAR_MISSES_PER_DOCUMENT = 24
FACTS_PER_FILE = 30  # of a document named by its path
NEAR_MISSES_PER_FILE = 12
QUESTIONS_PER_KIND = 16
QUESTIONS_PER_KIND_AND_DOCUMENT = 4
KEY_SENTENCES = 8
GOLD_FIELDS = {
    "list": {"items"},
    "reason": {"answers", "evidence"},
    "yesno": {"polarity", "evidence"},
    "several": {"items"},
    "differing": {"items"},
    "overview": {"key"},
    "entity": {"defining", "mentions"},
    "timeline": {"events"},
    "find": {"places"},
    "about": set(),
    "followup": {"answers", "evidence"},
    "topic": set(),
    "parts": {"items"},
    "misspelt": {"answers", "evidence", "meant"},
    "foreign": {"answers", "evidence"},
    "single": {"answers"},
}

Row = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    """Read a file of one JSON object per line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def quotes(row: Row) -> Iterator[str]:
    """Yield every string of a row that must occur in its document, whatever its kind."""
    for field in ("answers", "key", "defining", "mentions", "places"):
        yield from row.get(field, [])
    if row.get("evidence"):
        yield row["evidence"]
    for variants in row.get("items", []):
        yield from variants
    for event in row.get("events", []):
        yield event["evidence"]


def check_quotes(row: Row, text: str) -> Iterator[str]:
    """Yield an error for every quote of a row that is empty or not verbatim in the text."""
    for quote in quotes(row):
        if not quote.strip() or quote not in text:
            yield f"{row['id']}: not in {row['document']}: {quote!r}"


def check_halves(groups: Counter[tuple[str, ...]]) -> Iterator[str]:
    """Yield an error for every group, keyed by (..., half), whose halves differ by more than one question."""
    for group in sorted({key[:-1] for key in groups}):
        dev, test = (groups[(*group, half)] for half in ("dev", "test"))
        if abs(dev - test) > 1:
            yield f"{' '.join(group)}: {dev} dev but {test} test"


def check_fact(row: Row, text: str) -> Iterator[str]:
    """Yield the errors of one row of facts.jsonl."""
    if row["style"] not in STYLES:
        yield f"{row['id']}: unknown style {row['style']!r}"
    if row["style"] == "lower" and (row["question"] != row["question"].lower() or "?" in row["question"]):
        yield f"{row['id']}: lower style, but not lower case without a question mark"
    if row["answers"]:
        if not any(answer in row["evidence"] for answer in row["answers"]):
            yield f"{row['id']}: the evidence holds no answer"
    elif row["evidence"] or not row.get("why"):
        yield f"{row['id']}: an unanswerable question has no evidence, and says why"
    yield from check_quotes(row, text)


def check_facts(rows: list[Row], texts: dict[str, str]) -> Iterator[str]:
    """Yield the errors of facts.jsonl, and print its counts."""
    for row in rows:
        yield from check_fact(row, texts[row["document"]])
    groups: Counter[tuple[str, ...]] = Counter(
        (row["document"], "answerable" if row["answers"] else "unanswerable", row["style"], row["half"]) for row in rows
    )
    yield from check_halves(groups)
    for document in DOCUMENTS | dict.fromkeys(row["document"] for row in rows):
        total = sum(row["document"] == document for row in rows)
        misses = sum(row["document"] == document and not row["answers"] for row in rows)
        print(f"facts {document}: {total} questions, {misses} unanswerable")
        named = document in DOCUMENTS
        few = total < (FACTS_PER_DOCUMENT if named else FACTS_PER_FILE)
        if few or misses < (NEAR_MISSES_PER_DOCUMENT if named else NEAR_MISSES_PER_FILE):
            yield f"facts {document}: too few questions"
    for style, answered in sorted({(row["style"], bool(row["answers"])) for row in rows}):
        count = sum((row["style"], bool(row["answers"])) == (style, answered) for row in rows)
        print(f"facts {style}, {'answerable' if answered else 'unanswerable'}: {count}")


def check_kind(row: Row, texts: dict[str, str]) -> Iterator[str]:
    """Yield the errors of one row of kinds.jsonl."""
    kind = row["kind"]
    asked = "turns" if kind in {"followup", "topic"} else "question"
    expected = {"id", "kind", "document", "half", asked} | GOLD_FIELDS[kind]
    if kind == "list" and not row["items"]:
        expected.add("why")
    if set(row) - {"unanswered"} != expected or ("unanswered" in row and kind != "parts"):
        yield f"{row['id']}: fields {sorted(set(row) ^ expected)} are missing or too many"
    if row.get("polarity", "yes") not in {"yes", "no", "unclear"}:
        yield f"{row['id']}: unknown polarity {row['polarity']!r}"
    several = kind in {"list", "several", "differing", "parts"} and "why" not in row
    if several and len(row["items"]) + row.get("unanswered", 0) < 2:
        yield f"{row['id']}: fewer than two items"
    most = KEY_SENTENCES * (2 if row["document"] in FOLDERS else 1)
    if kind == "overview" and not 4 <= len(row["key"]) <= most:
        yield f"{row['id']}: {len(row['key'])} key sentences, not 4 to {most}"
    if kind == "about":
        if row["document"] != "any":
            yield f"{row['id']}: a question about the assistant belongs to no document"
        return
    if "evidence" in row and row.get("answers") and not any(answer in row["evidence"] for answer in row["answers"]):
        yield f"{row['id']}: the evidence holds no answer"
    yield from check_quotes(row, texts[row["document"]])


def check_kinds(rows: list[Row], texts: dict[str, str]) -> Iterator[str]:
    """Yield the errors of kinds.jsonl, and print its counts."""
    for row in rows:
        yield from check_kind(row, texts)
    halved = [(row["kind"], row["document"].partition("/")[0], row["half"]) for row in rows]
    yield from check_halves(Counter(g for g in halved if g[0] not in NOT_HALVED and g[1] not in ONLY_DEV))
    for kind in GOLD_FIELDS:
        documents = Counter(row["document"] for row in rows if row["kind"] == kind)
        print(f"kinds {kind}: {documents.total()} questions")
        if documents.total() < QUESTIONS_PER_KIND:
            yield f"kinds {kind}: only {documents.total()} questions"
        for document in DOCUMENTS if kind not in ("about", "differing", "single") else ():
            if documents[document] < QUESTIONS_PER_KIND_AND_DOCUMENT:
                yield f"kinds {kind}: only {documents[document]} questions on {document}"


def _text_of(path: Path) -> str:
    """A file's text; of a page its tags are left out, and so is the white space between them."""
    text = path.read_text(encoding="utf-8")
    return html.unescape(re.sub(r"<[^>]*>", "", text)).replace("\xa0", " ") if path.suffix == ".html" else text


def check_all() -> Iterator[str]:
    """Yield the errors of both sets."""
    texts = {name: path.read_text(encoding="utf-8") for name, path in DOCUMENTS.items()}
    for name, folder in FOLDERS.items():
        files = {path.name: _text_of(path) for path in sorted(folder.iterdir())}
        texts[name] = "\n".join(files.values())
        texts |= {f"{name}/{file}": text for file, text in files.items()}
    facts, kinds = read_rows(HERE / "facts.jsonl"), read_rows(HERE / "kinds.jsonl")
    for name, count in Counter(row["id"] for row in facts + kinds).items():
        if count > 1:
            yield f"{name}: the id is used {count} times"
    for row in facts + kinds:
        if row["half"] not in HALVES:
            yield f"{row['id']}: unknown half {row['half']!r}"
    for question, count in Counter(row["question"] for row in facts + kinds if "question" in row).items():
        if count > 1:
            yield f"asked {count} times: {question!r}"
    yield from check_facts(facts, texts)
    yield from check_kinds(kinds, texts)


def main() -> int:
    """Print every error; return 1 if there was one."""
    errors = list(check_all())
    for error in errors:
        print(f"ERROR {error}")
    print(f"{len(errors)} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
