"""Keeps an assistant up to date while it answers: the index is built in the background and swapped in whole."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from io import BufferedReader

from index.build import Upkeep, Watcher
from index.documents import check_folder, open_named
from index.encoder import Encoder
from index.errors import QuotewiseError, StoppedError
from index.records import Document
from index.store import Index, remaining
from index.watch import Freshness, Look, changes, look
from qa.answer import Answer, Kind
from qa.assistant import Assistant
from qa.current import Current
from qa.reading.models import Models
from qa.settings import Settings
from qa.status import Pace, State, Status

SETTLES = 0.5  # seconds without a change after which what changed is indexed
LONGEST_SETTLING = 10.0  # seconds after which it is indexed all the same
_TRIES = 3  # times a question is asked again because a file it was answered from has just changed

Tell = Callable[[Status], None]
Ask = Callable[[str, Sequence[Answer], float | None], Answer]


class NotReadyError(QuotewiseError):
    """There is no index to answer from yet."""


class Keeper:
    """An assistant whose documents come, change and go. Safe to use from several threads.

    What answers is always one whole index. Text of a file that was deleted or altered is not shown from the moment
    that is noticed: by the watcher, or at the latest when an answer is about to be shown.
    """

    def __init__(
        self, settings: Settings, encoder: Encoder, over: Callable[[Index], Assistant], tell: Tell = lambda status: None
    ) -> None:
        """Take up the index that is there, if one is; `start` brings it up to date.

        Args:
            settings: where the documents and the index are.
            encoder: makes the vectors.
            over: makes an assistant that answers from an index.
            tell: called at every change of the status, from any thread.

        Raises:
            DocumentsError: there is no folder of documents.
            IndexFormatError: the index folder is not ours, or cannot be read.
        """
        check_folder(settings.seeds)
        self.settings = settings
        self.encoder, self.over = encoder, over
        self._tell = tell
        self._upkeep = Upkeep(settings.seeds, settings.index_folder, encoder)
        self._fresh = Freshness(settings.seeds)
        self._held = self._upkeep.opened()
        self._looked: Look | None = None  # like this the folder looked when `catch_up` was last done
        self._served: Index | None = None
        self._assistant: Assistant | None = None
        self._status = Status(State.READING)
        self._swapping = threading.RLock()
        self._telling = threading.Lock()
        self._asking = 0  # questions that are being answered
        self._changed, self._stop, self._end = threading.Event(), threading.Event(), threading.Event()
        self._threads: list[threading.Thread] = []
        self._suggested: tuple[int, list[str]] = (-1, [])
        if self._held is not None:
            self._swap(self._held)

    @classmethod
    def open(cls, settings: Settings, tell: Tell = lambda status: None) -> "Keeper":
        """Load the models and the index that is there, and be ready to start.

        Raises QuotewiseError, in words a person can act on, where that cannot be done.
        """
        models = Models.load(settings)
        return cls(settings, models.encoder, lambda index: Assistant(index, models, settings), tell)

    # The work in the background

    def start(self) -> None:
        """Bring the index up to date, and keep it so until `close`."""
        self._changed.set()
        for work in (self._watch, self._work):
            thread = threading.Thread(target=work, name=f"quotewise-{work.__name__}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def close(self, patience: float = 3.0) -> None:
        """End the work in the background, waiting `patience` seconds at most; what is embedded is kept."""
        self._end.set()
        self._stop.set()
        self._changed.set()
        deadline = time.monotonic() + patience
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def cancel(self) -> None:
        """Stop the indexing under way; what is embedded is kept, and the index of before goes on answering."""
        if self._status.is_busy:
            self._stop.set()

    def resume(self) -> None:
        """Index what has changed, also after `cancel` or a failure."""
        self._stop.clear()
        self._changed.set()

    def refresh(self) -> None:
        """Bring the index up to date now, in this thread; failures are told by the status."""
        pace = Pace()
        self._say(state=State.READING, files=(0, 0), texts=(0, 0), rate=0.0, problem="")

        def embedding(done: int, total: int) -> None:
            self._say(state=State.INDEXING, texts=(done, total), rate=pace.at(done))

        def reading(done: int, total: int) -> None:
            self._say(state=State.READING, files=(done, total))

        try:
            index, report = self._upkeep.update(Watcher(reading, embedding, self._stop.is_set), self._held)
            with self._swapping:
                self._held = index
                if self._served is not index:
                    self._swap(index)
            self._say(state=State.READY, left_out=report.skipped)
        except StoppedError:
            self._say(state=State.STOPPED)
        except QuotewiseError as error:
            self._say(state=State.FAILED, problem=str(error))
        except Exception as error:
            # Nobody above here could tell; the index of before goes on answering.
            logging.getLogger(__name__).exception("The documents were not indexed")
            self._say(state=State.FAILED, problem=f"{type(error).__name__}; it is noted where Quotewise was started")

    def catch_up(self) -> None:
        """Do `refresh` where the folder looks other than the last time; for who asks without `start`.

        Raises QuotewiseError where the index cannot be brought up to date; what is left of the old one answers on.
        """
        looked = look(self.settings.seeds.absolute(), self.settings.index_folder.resolve())
        if looked == self._looked:
            return
        self.refresh()
        if self._status.state is State.FAILED:
            raise QuotewiseError(self._status.problem)
        self._looked = looked

    def _watch(self) -> None:
        for _ in changes(self.settings.seeds, self._end, self.settings.index_folder.resolve()):
            self.withdraw()
            self._changed.set()

    def _work(self) -> None:
        while True:
            self._changed.wait()
            if self._end.is_set():
                return
            if self._stop.is_set():  # somebody stopped it; `resume` goes on
                self._changed.clear()
                self._say(state=State.STOPPED)
                continue
            self._settle()
            self.refresh()

    def _settle(self) -> None:
        """Wait until nothing changes any more: a file that is being copied is not read by halves."""
        deadline = time.monotonic() + LONGEST_SETTLING
        self._changed.clear()
        if self._assistant is None:
            return
        while time.monotonic() < deadline and self._changed.wait(SETTLES) and not self._stop.is_set():
            self._changed.clear()

    # What answers

    def withdraw(self) -> None:
        """Answer no more from files that are gone or altered."""
        with self._swapping:
            if self._served is not None:
                left = remaining(self._served, self._fresh.names)
                if left is not self._served:
                    self._swap(left)

    def _swap(self, index: Index) -> None:
        self._served, self._assistant = index, self.over(index)
        self._say(documents=len(index.documents), passages=len(index), generation=self._status.generation + 1)

    def _say(self, **changed: object) -> None:
        with self._telling:
            self._status = replace(self._status, **changed)  # type: ignore[arg-type]
            self._tell(self._status)

    def status(self) -> Status:
        """How far the indexing is."""
        return self._status

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents it answers from."""
        return () if self._assistant is None else self._assistant.documents

    def is_current(self, document: Document) -> bool:
        """Whether the document's files are still what was indexed."""
        return self._fresh.is_current(document)

    def is_there(self, document: Document) -> bool:
        """Whether any file of the document's names is there, altered or not."""
        return any((self.settings.seeds / source).exists() for source in (document.source, *document.also))

    def open_file(self, source: str) -> BufferedReader:
        """The file of a document that is answered from, by its recorded name, open at its beginning.

        Raises FileError where there is no such document, or its file is gone or altered.
        """
        return open_named(self.settings.seeds, self.documents, source)

    def suggestions(self, n: int) -> list[str]:
        """Up to `n` questions that the documents answer, made from their own sentences."""
        generation, made = self._suggested
        if generation != self._status.generation and self._assistant is not None:
            made = self._assistant.suggestions(n)
            self._suggested = (self._status.generation, made)
        return made[:n]

    def ask(
        self,
        question: str,
        chat: Sequence[Answer] = (),
        strictness: float | None = None,
        over: Callable[[Index | None], Ask | None] = lambda index: None,
        is_current: Callable[[Document], bool] | None = None,
    ) -> Answer:
        """Answer a question, or say that the documents do not.

        `over` may give something else that answers from the index of now, None where none is whole yet, and more;
        `is_current` then tells whether its documents' files are still what was indexed.

        Raises ValueError where `strictness` is outside 0..1, NotReadyError where no index is whole yet.
        """
        with self._asked():
            return self._answer(question, chat, strictness, over, is_current or self.is_current)

    @property
    def is_asked(self) -> bool:
        """Whether a question is being answered; what can wait should."""
        return self._asking > 0

    @contextmanager
    def _asked(self) -> Iterator[None]:
        with self._telling:
            self._asking += 1
        try:
            yield
        finally:
            with self._telling:
                self._asking -= 1

    def _answer(
        self,
        question: str,
        chat: Sequence[Answer],
        strictness: float | None,
        over: Callable[[Index | None], Ask | None],
        is_current: Callable[[Document], bool],
    ) -> Answer:
        for _ in range(_TRIES):
            assistant, served = self._assistant, self._served
            ask = over(served) or (assistant.ask if assistant else None)
            if ask is None:
                raise NotReadyError("The documents are being read for the first time. Ask again when that is done.")
            so_far = Current(is_current, assistant.documents if assistant else ()).turns(chat)
            answer = ask(question, so_far, strictness)
            cited = {(quote.document.source, quote.document.fingerprint): quote.document for quote in answer.cited}
            if all(map(is_current, cited.values())):
                return answer
            self.withdraw()
            self._changed.set()
        return Answer(question, Kind.REFUSAL)
