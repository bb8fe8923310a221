"""What is fuzzed, and what has to hold whatever the bytes: a function each, which raises where it does not."""

import re
import signal
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from index.formats import MODULES, TEXT
from index.formats.child import checked
from index.formats.extracted import RefusedError
from index.formats.worker import answer
from index.passages import WINDOW, passages
from index.records import Document, page_around, place_of
from index.sentences import MAX_SENTENCE, sentence_spans

CORPUS = Path(__file__).with_name("corpus")
SEGMENTER = "segmenter"
SECONDS, SECONDS_A_KILOBYTE = 5.0, 0.05  # what an input may take here; the loader's own limits are wider
_LIST_NUMBER = re.compile(r"\[?\(?\w{1,4}[.)\]]*")


class TooSlowError(Exception):
    """An input takes longer than its size allows."""


class BrokenError(Exception):
    """A promise does not hold for an input."""


def targets() -> dict[str, Callable[[bytes], None]]:
    """The targets by name: the loaders' by their suffix without the dot, and the segmenter's."""
    same = (".htm", ".tsv", ".odp", ".ods")
    loaders = {suffix[1:]: _loader(suffix) for suffix in (*TEXT, *MODULES) if suffix not in same}
    return {**loaders, SEGMENTER: check_segmenter}


def _loader(suffix: str) -> Callable[[bytes], None]:
    return lambda data: check_loader(data, suffix)


def check_loader(data: bytes, suffix: str) -> None:
    """Read a file as the child process does: it ends in a reason or in a text that can be shown and cited.

    Raises:
        BrokenError: the text or a place in it is wrong.
        TooSlowError: it took too long.
    """
    with within(SECONDS + SECONDS_A_KILOBYTE * len(data) / 1000), warnings.catch_warnings(action="ignore"):
        try:
            extracted = checked(answer(suffix, data))
        except RefusedError as reason:
            _hold(bool(str(reason)), "a file is refused without a reason")
            return
        document = Document(f"a{suffix}", extracted.text, "", places=extracted.places)
        check_passages(document)
        for place in document.places[:50]:
            place_of(document, place.start)
            page_around(document, place.start)


def check_segmenter(data: bytes) -> None:
    """Cut a text into sentences and passages.

    Raises:
        BrokenError: a span is wrong.
        TooSlowError: it took too long.
    """
    text = data.decode("utf-8", "replace")
    with within(SECONDS + SECONDS_A_KILOBYTE * len(data) / 1000):
        check_sentences(text)
        for name in ("a.txt", "a.md"):
            check_passages(Document(name, text, ""))


def check_sentences(text: str) -> None:
    """Sentences ascend, do not overlap, are not empty, and leave out nothing but white space."""
    end = 0
    for start, stop in sentence_spans(text):
        _hold(end <= start < stop <= len(text), f"sentence {start}:{stop} after {end}")
        _hold(not text[end:start].strip(), f"{text[end:start]!r} is in no sentence")
        _hold(text[start:stop] == text[start:stop].strip(), f"sentence {start}:{stop} has space around it")
        _hold(stop - start <= MAX_SENTENCE, f"sentence {start}:{stop} is too long")
        end = stop
    _hold(not text[end:].strip(), f"{text[end:]!r} is in no sentence")


def check_passages(document: Document) -> None:
    """Passages ascend, do not overlap, lie within their paragraphs, and leave out no word but a list's numbers."""
    text, end = document.text, 0
    for passage in passages(document):
        _hold(end <= passage.start < passage.end <= len(text), f"passage {passage.start}:{passage.end} after {end}")
        _hold(passage.text == text[passage.start : passage.end].strip(), "a passage is not its slice")
        around = passage.paragraph_start <= passage.start and passage.end <= passage.paragraph_end
        _hold(around and passage.text in passage.paragraph, "a passage is outside its paragraph")
        long = passage.paragraph_end - passage.paragraph_start
        _hold(long <= max(WINDOW, passage.end - passage.start), f"a paragraph of {long} characters")
        _check_left_out(text[end : passage.start])
        end = passage.end
    _check_left_out(text[end:])


def _check_left_out(gap: str) -> None:
    words = [word for word in re.split(r"[\W_]+", gap) if word]
    _hold(all(_LIST_NUMBER.fullmatch(word) for word in words), f"{gap!r} is in no passage")


def _hold(holds: bool, promise: str) -> None:
    if not holds:
        raise BrokenError(promise)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises TooSlowError where what is done within takes longer, in processor time; the system's timer ends it."""

    def late(number: int, frame: FrameType | None) -> None:
        raise TooSlowError(f"more than {seconds:.1f} s")

    before, began = signal.signal(signal.SIGVTALRM, late), time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    if time.process_time() - began > seconds:
        raise TooSlowError(f"more than {seconds:.1f} s")
