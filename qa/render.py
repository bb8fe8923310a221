"""An answer, as the page, the terminal and the JSON show it: pure functions, escaped for where they go."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

from qa.answer import Answer, Kind, Quote

REFUSAL = "The documents don't say."
CITATION_LINK = "#cite-"
MOST_WORDS, LONGEST_WORD = 8, 40  # of what a refusal repeats from the question

# What a terminal obeys or a reader cannot see: control characters but tab and line breaks, the marks that
# reorder text to spoof it, and halves of characters, which no encoder accepts.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# A line break, a leading space or a run of spaces would mean something to Markdown as well.
_MEANINGFUL = re.compile(r"[!-+\--/:-@\[-`{-~\t\n\r]|(?:^|(?<=\s)) ")


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote as the page shows it: `turn` is its answer's place in the chat, `number` its own in the answer."""

    turn: int
    number: int
    quote: Quote

    @property
    def id(self) -> str:
        """What a link says to mean this citation; unique within a chat."""
        return f"{self.turn}-{self.number}"


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """What the page shows for an answer, and the citations its links lead to."""

    markdown: str
    citations: tuple[Citation, ...]


class CitationRow(TypedDict):
    """A citation of the JSON."""

    source: str
    start: int
    end: int
    quote: str
    answer_start: int | None
    answer_end: int | None


class AnswerRow(TypedDict):
    """The JSON for one question."""

    id: str
    abstained: bool
    answer: str
    confidence: float
    citations: list[CitationRow]
    seconds: float


def visible(text: str) -> str:
    r"""Replace what a terminal obeys or an eye misses by its number, written out.

    >>> visible("red\x1b[31m")
    'red\\x1b[31m'
    """
    return _UNSAFE.sub(lambda found: ascii(found[0])[1:-1], text)


def escape_markdown(text: str) -> str:
    """Text that reads as itself in Markdown and in HTML: punctuation becomes character references.

    >>> escape_markdown("1. *no* <b>")
    '1&#46; &#42;no&#42; &#60;b&#62;'
    """
    return _MEANINGFUL.sub(lambda found: f"&#{ord(found[0])};", visible(text))


def sure(confidence: float) -> str:
    """A confidence in words; never 0 or 100, since nothing here is certain.

    >>> sure(0.873), sure(1.0)
    ('87 % sure', '99 % sure')
    """
    return f"{min(99, max(1, round(confidence * 100)))} % sure"


def split_quote(quote: Quote) -> tuple[str, str, str]:
    """The quote before, within and after the words that answer; all "before" where nothing is pointed at."""
    start, end = quote.answer_start, quote.answer_end
    if start is None or end is None or not quote.start <= start < end <= quote.end:
        return quote.text, "", ""
    text = quote.document.text
    return text[quote.start : start], text[start:end], text[end : quote.end]


def cite(answer: Answer, turn: int) -> tuple[Citation, ...]:
    """Number the quotes of the answer at this place in the chat."""
    return tuple(Citation(turn, number, quote) for number, quote in enumerate(answer.quotes, 1))


def find_citation(citations: Iterable[Citation], citation_id: object) -> Citation | None:
    """The citation with this id, or None: ids come from a browser and may be anything."""
    return next((citation for citation in citations if citation.id == citation_id), None)


def _nearest(passages: Sequence[object]) -> str:
    return "Nearest passage" if len(passages) == 1 else "Nearest passages"


def _missing(answer: Answer) -> str:
    words = [word if len(word) <= LONGEST_WORD else f"{word[:LONGEST_WORD]}…" for word in answer.missing]
    more = len(words) - MOST_WORDS
    return ", ".join(words[:MOST_WORDS]) + (f" and {more:,} more" if more > 0 else "")


# The page


def to_page(answer: Answer, turn: int) -> PageAnswer:
    """An answer as Markdown whose links lead to its citations."""
    citations = cite(answer, turn)
    return PageAnswer("\n\n".join(_PAGE_KINDS[answer.kind](answer, citations)), citations)


def _page_answer(answer: Answer, citations: Sequence[Citation]) -> list[str]:
    short = f"<strong>{escape_markdown(answer.text)}</strong>" if answer.text else ""
    blocks = [block for citation in citations for block in _page_quote(citation)]
    return [short, *blocks, f"<em>{sure(answer.confidence)}</em>"]


def _page_refusal(answer: Answer, citations: Sequence[Citation]) -> list[str]:
    blocks = [f"<strong>{REFUSAL}</strong>"]
    if answer.missing:
        blocks.append(f"Nothing here about: {escape_markdown(_missing(answer))}")
    if citations:
        blocks.append(f"{_nearest(citations)}, only {sure(answer.confidence)}:")
    return blocks + [block for citation in citations for block in _page_quote(citation)]


def _page_quote(citation: Citation) -> tuple[str, str]:
    before, words, after = map(escape_markdown, split_quote(citation.quote))
    marked = f"<mark>{words}</mark>" if words else ""
    place = escape_markdown(f"{citation.quote.document.source}, line {citation.quote.line}")
    return f"> {before}{marked}{after}", rf"[\[{citation.number}\] {place}]({CITATION_LINK}{citation.id})"


_PAGE_KINDS: dict[Kind, Callable[[Answer, Sequence[Citation]], list[str]]] = {
    Kind.ANSWER: _page_answer,
    Kind.REFUSAL: _page_refusal,
}


# The terminal


def to_terminal(answer: Answer, color: bool = False) -> str:
    """An answer as lines of text, each quote with its file and line; colours only where asked for."""
    return "\n".join(_TERMINAL_KINDS[answer.kind](answer, _Paint(color)))


@dataclass(frozen=True, slots=True)
class _Paint:
    """Colours for a terminal, or none."""

    color: bool

    def bold(self, text: str) -> str:
        return self._paint("1", text)

    def mark(self, text: str) -> str:
        return self._paint("1;33", text)

    def faint(self, text: str) -> str:
        return self._paint("2", text)

    def _paint(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text


def _terminal_answer(answer: Answer, paint: _Paint) -> list[str]:
    short = [paint.bold(_for_terminal(answer.text)), ""] if answer.text else []
    return [*short, *_terminal_quotes(answer, paint), paint.faint(sure(answer.confidence))]


def _terminal_refusal(answer: Answer, paint: _Paint) -> list[str]:
    lines = [paint.bold(REFUSAL)]
    if answer.missing:
        lines.append(f"Nothing here about: {_for_terminal(_missing(answer))}")
    if answer.quotes:
        lines += [
            "",
            f"{_nearest(answer.quotes)}, only {sure(answer.confidence)}:",
            "",
            *_terminal_quotes(answer, paint)[:-1],
        ]
    return lines


def _terminal_quotes(answer: Answer, paint: _Paint) -> list[str]:
    lines: list[str] = []
    for number, quote in enumerate(answer.quotes, 1):
        before, words, after = map(_for_terminal, split_quote(quote))
        lines.append(f"  {before}{paint.mark(words)}{after}".replace("\n", "\n  "))
        lines.append(paint.faint(f"  [{number}] {_for_terminal(quote.document.source)}:{quote.line}"))
        lines.append("")
    return lines


def _for_terminal(text: str) -> str:
    # A bare carriage return would overwrite the line's beginning.
    return visible(text.replace("\r\n", "\n")).replace("\r", "\\r")


_TERMINAL_KINDS: dict[Kind, Callable[[Answer, _Paint], list[str]]] = {
    Kind.ANSWER: _terminal_answer,
    Kind.REFUSAL: _terminal_refusal,
}


# The JSON


def to_json(answer: Answer, id: str) -> AnswerRow:
    """An answer as other programs read it; every text verbatim."""
    return {
        "id": id,
        "abstained": answer.abstained,
        "answer": answer.text,
        "confidence": round(answer.confidence, 4),
        "citations": [_json_citation(quote) for quote in answer.quotes],
        "seconds": round(answer.seconds, 4),
    }


def _json_citation(quote: Quote) -> CitationRow:
    return {
        "source": quote.document.source,
        "start": quote.start,
        "end": quote.end,
        "quote": quote.text,
        "answer_start": quote.answer_start,
        "answer_end": quote.answer_end,
    }
