"""Measure each kind of question: `python -m evaluation.kinds [--kind KIND ...] [--half dev|test] [--wrong]`.

Every row of questions/kinds.jsonl is asked of its document alone, with the default strictness, as a person would; what
counts as right for each kind is the function of that name below. The table goes to evaluation/results/kinds.md.
"""

import argparse
import calendar
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.cases import ROOT, CaseSet, document_named
from evaluation.datasets import Half
from evaluation.metrics.span import f1, normalised
from evaluation.workbench import Workbench
from index.records import Document
from qa.answer import Answer, Kind, Quote
from qa.assistant import Assistant

QUESTIONS = ROOT / "evaluation" / "questions" / "kinds.jsonl"
RESULTS = ROOT / "evaluation" / "results" / "kinds.md"

Row = Mapping[str, Any]


def same(words: str, gold: Sequence[str]) -> bool:
    """Whether words shown are an acceptable span: half of them shared, or it holds the span and little else.

    >>> same("38 people on board", ["38 people"]), same("to protest the killings", ["protest"])
    (True, True)
    """
    shown = normalised(words)
    held = any(normalised(one) in shown and len(shown.split()) <= len(normalised(one).split()) + 8 for one in gold)
    return bool(shown) and (f1(words, gold) >= 0.5 or held)


def _overlap(quote: Quote, evidence: str) -> bool:
    """Whether the quote shows most of a sentence."""
    at = quote.document.text.find(evidence)
    shared = min(quote.end, at + len(evidence)) - max(quote.start, at)
    return at >= 0 and shared >= 0.6 * min(len(evidence), quote.end - quote.start)


def fact(row: Row, answer: Answer) -> bool:
    """The short answer is right; refused where there is none."""
    return same(answer.text, row["answers"]) if row["answers"] else answer.abstained


def _items(row: Row, answer: Answer) -> tuple[float, float]:
    """The share of the items shown, and the share of what is shown that is an item."""
    shown = [quote.answer or quote.text for quote in answer.cited]
    found = sum(any(same(words, gold) for words in shown) for gold in row["items"])
    fitting = sum(any(same(words, gold) for gold in row["items"]) for words in shown)
    return found / len(row["items"]), fitting / max(1, len(shown))


def items(row: Row, answer: Answer) -> bool:
    """Four fifths of the items are there, and most of what is there are items; refused where there are none."""
    if not row["items"]:
        return answer.abstained
    recall, precision = _items(row, answer)
    return not answer.abstained and recall >= 0.8 and precision >= 0.6


def several(row: Row, answer: Answer) -> bool:
    """Every right answer is shown, and half of what is shown is right."""
    recall, precision = _items(row, answer)
    return not answer.abstained and recall == 1.0 and precision >= 0.5


def differing(row: Row, answer: Answer) -> bool:
    """Every answer is shown, as one of those that differ."""
    return answer.kind is Kind.DIFFERING and several(row, answer)


def single(row: Row, answer: Answer) -> bool:
    """The one right answer, and no wrong one beside it; a sentence in which nothing is pointed at is no answer."""
    pointed = [quote.answer for quote in answer.cited if quote.answer]
    return not answer.abstained and bool(pointed) and all(same(words, row["answers"]) for words in pointed)


def parts(row: Row, answer: Answer) -> bool:
    """Each part has its answer; those the documents leave open (`unanswered` of them) are said to be open."""
    shown = [part.text for part in answer.parts] or [quote.answer for quote in answer.quotes]
    open_parts = row.get("unanswered", 0)
    if open_parts and sum(part.abstained for part in answer.parts) != open_parts:
        return False
    return not answer.abstained and all(any(same(words, gold) for words in shown) for gold in row["items"])


def polar(row: Row, answer: Answer) -> bool:
    """The right word with its evidence; where the documents leave it open, neither yes nor no."""
    said = answer.label.lower().rstrip(".")
    if row["polarity"] == "unclear":
        return said not in ("yes", "no")
    evidence = row.get("evidence") or ""
    return said == row["polarity"] and (not evidence or any(_overlap(quote, evidence) for quote in answer.cited))


def overview(row: Row, answer: Answer) -> bool:
    """Three to six sentences in the document's order, at least two and half of them among the key ones."""
    quotes = answer.cited
    order = [(quote.document.source, quote.start) for quote in quotes]
    key = sum(any(_overlap(quote, sentence) for sentence in row["key"]) for quote in quotes)
    ordered = len({source for source, _ in order}) > 1 or order == sorted(order)
    return answer.kind is Kind.OVERVIEW and 3 <= len(quotes) <= 6 and ordered and key >= max(2, len(quotes) / 2)


def entity(row: Row, answer: Answer) -> bool:
    """The defining words first, and half of the sentences that name it; refused where nothing does."""
    if not row["defining"]:
        return answer.abstained
    if answer.abstained or not answer.cited:
        return False
    first = answer.cited[0]
    defined = same(first.answer, row["defining"]) or any(one in first.text for one in row["defining"])
    mentions = row.get("mentions") or []
    named = sum(any(_overlap(quote, sentence) for quote in answer.cited) for sentence in mentions)
    return defined and named >= min(2, len(mentions) / 2)


def date_label(date: str) -> str:
    """An ISO date as a timeline shows it.

    >>> date_label("2025-06-27"), date_label("2024-12"), date_label("2001")
    ('27 June 2025', 'December 2024', '2001')
    """
    year, *rest = date.split("-")
    month = [calendar.month_name[int(rest[0])]] if rest else []
    return " ".join([*(str(int(day)) for day in rest[1:]), *month, year])


def timeline(row: Row, answer: Answer) -> bool:
    """Four fifths of the chief events with their dates, and no crowd of others."""
    expected = [(date_label(event["date"]), event["evidence"]) for event in row["events"]]

    def is_event(quote: Quote, label: str, evidence: str) -> bool:
        return (quote.label == label or quote.label.startswith(f"{label} (")) and _overlap(quote, evidence)

    found = sum(any(is_event(quote, *event) for quote in answer.cited) for event in expected)
    fitting = sum(any(_overlap(quote, evidence) for _, evidence in expected) for quote in answer.cited)
    return answer.kind is Kind.TIMELINE and found >= 0.8 * len(expected) and fitting >= 0.4 * max(1, len(answer.cited))


def find(row: Row, answer: Answer) -> bool:
    """Every place and no other; refused where the words stand nowhere."""
    if not row["places"]:
        return answer.abstained
    found = all(any(_overlap(quote, place) for quote in answer.cited) for place in row["places"])
    return answer.kind is Kind.FOUND and found and len(answer.cited) <= len(row["places"]) + 1


def about(row: Row, answer: Answer) -> bool:
    """A reply, not a quotation and not a refusal."""
    return answer.kind is Kind.REPLY and bool(answer.label)


def foreign(row: Row, answer: Answer) -> bool:
    """Said plainly, and no wrong answer with confidence."""
    wrong = not answer.abstained and not any(same(quote.answer, row["answers"]) for quote in answer.cited)
    return bool(answer.note) and not (wrong and answer.confidence >= 0.5)


def topic(row: Row, answer: Answer) -> bool:
    """A turn that leans on nothing before it is taken as it is."""
    return not answer.read_as


def misspelt(row: Row, answer: Answer) -> bool:
    """The answer is right all the same, and the spelling assumed is said."""
    return fact(row, answer) and any(row["meant"].lower() in taken.lower() for _, taken in answer.assumed)


JUDGES: Mapping[str, Callable[[Row, Answer], bool]] = {
    "list": items,
    "reason": fact,
    "yesno": polar,
    "several": several,
    "differing": differing,
    "single": single,
    "overview": overview,
    "entity": entity,
    "timeline": timeline,
    "find": find,
    "about": about,
    "followup": fact,
    "topic": topic,
    "misspelt": misspelt,
    "parts": parts,
    "foreign": foreign,
    "choice": fact,
}


def rows_of(half: Half | None, kinds: Sequence[str] = ()) -> list[Row]:
    """The rows of one half, or both, of some kinds, or all."""
    rows = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines() if line.strip()]
    return [row for row in rows if half in (None, Half(row["half"])) and (not kinds or row["kind"] in kinds)]


def asked(row: Row, assistant: Assistant) -> Answer:
    """The answer to a row's question, or to its conversation's last turn."""
    chat: list[Answer] = []
    for question in row.get("turns") or [row["question"]]:
        chat.append(assistant.ask(question, tuple(chat)))
    return chat[-1]


def answered(rows: Sequence[Row], bench: Workbench) -> Iterator[tuple[Row, Answer]]:
    """Every row with its answer; the rows of one document, or set of documents, share an assistant."""
    names = dict.fromkeys(documents_of(row) for row in rows)
    for name in names:
        documents: tuple[Document, ...] = tuple(document for one in name for document in document_named(one))
        assistant = bench.open(CaseSet("kinds", documents, ()))
        for row in rows:
            if documents_of(row) == name:
                yield row, asked(row, assistant)


def documents_of(row: Row) -> tuple[str, ...]:
    """The names of the documents that a row is asked of."""
    named = row["document"]
    if named == "any":
        return ("article", "manual", "minutes", "biography")
    return tuple(named) if isinstance(named, list) else (named,)


def table(results: Sequence[tuple[Row, Answer]]) -> list[str]:
    """The Markdown table: each kind, how many rows, and the share that is right."""
    lines = ["| kind | questions | right |", "|---|---|---|"]
    for kind, judge in JUDGES.items():
        marks = [judge(row, answer) for row, answer in results if row["kind"] == kind]
        if marks:
            lines.append(f"| {kind} | {len(marks)} | {sum(marks) / len(marks):.3f} |")
    return lines


def told(row: Row, answer: Answer) -> str:
    """A row that went wrong, for a person: the question, what was said, and what was wanted."""
    shown = "\n".join(f"    {quote.label} [{quote.answer}] in {quote.text!r}" for quote in answer.cited)
    gold = {key: row[key] for key in row if key not in ("id", "kind", "question", "turns", "half", "document")}
    question = " / ".join(row.get("turns") or [row["question"]])
    head = f"{row['id']} {question!r}\n  {answer.kind.value} {answer.label!r} {answer.confidence:.2f} {answer.note!r}"
    return (
        f"{head} {answer.read_as!r} {answer.assumed}\n{shown}\n  wanted: {json.dumps(gold, ensure_ascii=False)[:600]}"
    )


def main() -> None:
    """Ask, print, and write where everything of the test half was asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", nargs="*", default=[], choices=[*JUDGES], help="only these kinds")
    parser.add_argument("--half", type=Half, default=Half.TEST, help="dev or test")
    parser.add_argument("--wrong", action="store_true", help="show what went wrong (for the dev half)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = list(answered(rows_of(options.half, options.kind), Workbench(Path(folder))))
    if options.wrong:
        for row, answer in results:
            if not JUDGES[row["kind"]](row, answer):
                print(told(row, answer))
    report = "\n".join(table(results))
    print(report)
    if options.half is Half.TEST and not options.kind:
        RESULTS.write_text(f"# Kinds of questions\n\n`python -m evaluation.kinds`, test half\n\n{report}\n", "utf-8")


if __name__ == "__main__":
    main()
