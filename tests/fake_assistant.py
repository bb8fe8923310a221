"""An assistant without models: it picks the sentences that share the most words with the question."""

import re
import threading
import time
from collections.abc import Callable, Sequence
from io import BufferedReader
from pathlib import Path

from index.documents import open_unchanged
from index.errors import FileError
from index.records import Document
from qa.answer import Answer, Kind, Quote
from qa.status import Status

SEED = Path(__file__).parents[1] / "seeds" / "russia-azerbaijan-2025.txt"
_STOPWORDS = frozenset(
    re.findall(r"\w+", "a an and are at by did do does for from how in is of on the to was what when who")
)


def seed_document() -> Document:
    return Document(SEED.name, SEED.read_text("utf-8"), "f00d")


class FakeAssistant:
    """Answers by word overlap. `delay` seconds pass before each answer; `changed` names files no longer current."""

    def __init__(
        self,
        *documents: Document,
        suggestions: Sequence[str] = (),
        delay: Callable[[str], float] = lambda question: 0.0,
        changed: Sequence[str] = (),
    ) -> None:
        self.documents = documents or (seed_document(),)
        self._sentences = [(quote, _words(quote.text)) for document in self.documents for quote in _split(document)]
        self.asked: list[tuple[str, tuple[str, ...], float | None]] = []
        self.running = 0
        self.most_at_once = 0
        self._suggestions = list(suggestions) or [
            "How many people were killed near Grozny?",
            "When did Russian special forces conduct a police operation in Yekaterinburg?",
            "Who visited Baku in May?",
            "What did Azerbaijan demand from Russia?",
        ]
        self._delay = delay
        self._changed = set(changed)
        self.gone: set[str] = set()
        self.folder: Path | None = None  # of the documents' files, where they have any
        self.now = Status(documents=len(self.documents), generation=1)
        self.steered: list[str] = []
        self._lock = threading.Lock()

    def ask(self, question: str, chat: Sequence[Answer] = (), strictness: float | None = None) -> Answer:
        with self._lock:
            self.asked.append((question, tuple(turn.question for turn in chat), strictness))
            self.running += 1
            self.most_at_once = max(self.most_at_once, self.running)
        time.sleep(self._delay(question))
        with self._lock:
            self.running -= 1
        wanted = _words(question)
        ranked = sorted(self._sentences, key=lambda sentence: -len(wanted & sentence[1]))[:3]
        missing = tuple(sorted(wanted - set().union(*(found for _, found in self._sentences))))
        overlap = len(wanted & ranked[0][1]) / max(1, len(wanted))
        quotes = [quote for quote, _ in ranked]
        if overlap < (0.5 if strictness is None else strictness):
            return Answer(question, Kind.REFUSAL, tuple(quotes), 0.8 * overlap, missing)
        return Answer(question, Kind.ANSWER, tuple(_pointed(quote) for quote in quotes[:2]), 0.87)

    def suggestions(self, n: int) -> list[str]:
        return self._suggestions[:n]

    def is_current(self, document: Document) -> bool:
        return document.source not in self._changed | self.gone

    def is_there(self, document: Document) -> bool:
        return document.source not in self.gone

    def open_file(self, source: str) -> BufferedReader:
        for document in self.documents:
            if document.source == source and self.folder is not None:
                return open_unchanged(self.folder, document)
        raise FileError("There is no such document.")

    def status(self) -> Status:
        return self.now

    def start(self) -> None:
        self.steered.append("start")

    def close(self) -> None:
        self.steered.append("close")

    def cancel(self) -> None:
        self.steered.append("cancel")

    def resume(self) -> None:
        self.steered.append("resume")


def _split(document: Document) -> list[Quote]:
    found = re.finditer(r"[^\s.][^\n]*?(?:[.!?](?=\s)|(?=\n)|$)", document.text)
    return [Quote(document, sentence.start(), sentence.end()) for sentence in found]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - _STOPWORDS


def _pointed(quote: Quote) -> Quote:
    """The quote with its last number, or else its last word, pointed at."""
    numbers = [*re.finditer(r"\d+(?: \w+)?", quote.text)]
    found = numbers[-1] if numbers else re.search(r"\w+(?=\W*$)", quote.text)
    if found is None:
        return quote
    return Quote(quote.document, quote.start, quote.end, quote.start + found.start(), quote.start + found.end())
