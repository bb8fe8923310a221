"""An answer, as the page, the terminal and the JSON show it: pure functions, escaped for where they go."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

from qa.answer import Answer, Kind, Quote

REFUSAL = "The documents don't say."
CITATION_LINK = "#cite-"
MOST_NAMES = 5  # of files that say the same
MOST_WORDS, LONGEST_WORD = 8, 40  # of what a refusal repeats from the question

# What a terminal obeys or a reader cannot see: control characters but tab and line breaks, the marks that
# reorder text to spoof it, and halves of characters, which no encoder accepts.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# A line break, a leading space or a run of spaces would mean something to Markdown as well.
_SPACE = re.compile(r"\s+")
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
    place: str
    label: str


class AnswerRow(TypedDict):
    """The JSON for one question."""

    id: str
    abstained: bool
    answer: str
    confidence: float
    citations: list[CitationRow]
    seconds: float
    kind: str
    label: str
    notes: list[str]


def visible(text: str) -> str:
    r"""Replace what a terminal obeys or an eye misses by its number, written out.

    >>> visible("red\x1b[31m")
    'red\\x1b[31m'
    """
    return _UNSAFE.sub(lambda found: ascii(found[0])[1:-1], text)


def one_line(text: str) -> str:
    r"""Visible text on one line, whatever is in a file's name.

    >>> one_line("a\nb.txt")
    'a\\nb.txt'
    """
    return visible(text).translate({9: r"\t", 10: r"\n", 13: r"\r"})


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
    return tuple(Citation(turn, number, quote) for number, quote in enumerate(answer.cited, 1))


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
    blocks = [
        *_PAGE_KINDS[answer.kind](answer, citations),
        *(f"<em>{escape_markdown(line)}</em>" for line in _notes(answer)),
    ]
    return PageAnswer("\n\n".join(block for block in blocks if block), citations)


def _notes(answer: Answer) -> list[str]:
    """What is said in small print below an answer."""
    spelt = [f"“{asked}” is taken for “{taken}”." for asked, taken in answer.assumed]
    read = [f"Read as: {answer.read_as}"] if answer.read_as else []
    return [*([answer.note] if answer.note else []), *spelt, *read]


def _page_answer(answer: Answer, citations: Sequence[Citation]) -> list[str]:
    blocks = [block for citation in citations for block in _page_quote(citation)]
    return [_strong(answer.label or answer.text), *blocks, _page_sure(answer)]


def _page_refusal(answer: Answer, citations: Sequence[Citation]) -> list[str]:
    blocks = [_strong(REFUSAL)]
    if answer.missing:
        blocks.append(f"Nothing here about: {escape_markdown(_missing(answer))}")
    if citations:
        blocks.append(f"{_nearest(citations)}, only {sure(answer.confidence)}:")
    return blocks + [block for citation in citations for block in _page_quote(citation)]


def _page_list(answer: Answer, citations: Sequence[Citation]) -> list[str]:
    """The items themselves as bullets; the sentence around each is a click away."""
    return [_strong(answer.label), "\n".join(_bullet(citation) for citation in citations), _page_sure(answer)]


def _bullet(citation: Citation) -> str:
    words = citation.quote.answer or citation.quote.text
    return f"- {escape_markdown(' '.join(words.split()))} {_link(citation)}"


def _page_sentences(answer: Answer, citations: Sequence[Citation]) -> list[str]:
    """Whole sentences as bullets, with the words that matter marked in them."""
    lines = [f"- {_labelled(citation)}{_marked(citation)} {_link(citation)}" for citation in citations]
    return [_strong(answer.label), "\n".join(lines)]


def _labelled(citation: Citation) -> str:
    return f"{_strong(citation.quote.label)}: " if citation.quote.label else ""


def _page_alternatives(answer: Answer, citations: Sequence[Citation]) -> list[str]:
    """Each answer with its sentence, which says what it is about."""
    lines = [f"- {_strong(citation.quote.answer)} {_link(citation)}<br>{_marked(citation)}" for citation in citations]
    return [_strong(answer.label), "\n".join(lines), _page_sure(answer)]


def _page_timeline(answer: Answer, citations: Sequence[Citation]) -> list[str]:
    rows = [f"| {escape_markdown(c.quote.label)} | {_marked(c)} | {_link(c)} |" for c in citations]
    return [_strong(answer.label), "\n".join(["| Date | What the documents say | Where |", "|---|---|---|", *rows])]


def _page_reply(answer: Answer, citations: Sequence[Citation]) -> list[str]:
    return ["\n\n".join(escape_markdown(line) for line in answer.label.splitlines() if line)]


def _page_parts(answer: Answer, citations: Sequence[Citation]) -> list[str]:
    blocks, at = [], 0
    for part in answer.parts:
        own = citations[at : at + len(part.cited)]
        at += len(part.cited)
        blocks += [f"<em>{escape_markdown(part.question)}</em>", *_PAGE_KINDS[part.kind](part, own)]
    return blocks


def _strong(text: str) -> str:
    return f"<strong>{escape_markdown(text)}</strong>" if text else ""


def _page_sure(answer: Answer) -> str:
    return f"<em>{sure(answer.confidence)}</em>"


def _page_quote(citation: Citation) -> tuple[str, str]:
    return f"> {_marked(citation, lines=True)}", _link(citation)


def _marked(citation: Citation, lines: bool = False) -> str:
    """The quote with the words that answer marked; on one line, unless its own `lines` may stay."""
    before, words, after = (
        escape_markdown(text if lines else _SPACE.sub(" ", text)) for text in split_quote(citation.quote)
    )
    return f"{before}<mark>{words}</mark>{after}" if words else before


def others(quote: Quote) -> str:
    """The other files that say the same, byte for byte, as they are added to the first one's name."""
    also = quote.document.also
    more = f" and {len(also) - MOST_NAMES:,} more" if len(also) > MOST_NAMES else ""
    return f" (also in {', '.join(also[:MOST_NAMES])}{more})" if also else ""


def _link(citation: Citation) -> str:
    quote = citation.quote
    where = escape_markdown(", ".join(filter(None, (quote.document.source, quote.place))) + others(quote))
    return rf"[\[{citation.number}\] {where}]({CITATION_LINK}{citation.id})"


_PAGE_KINDS: dict[Kind, Callable[[Answer, Sequence[Citation]], list[str]]] = {
    Kind.ANSWER: _page_answer,
    Kind.REFUSAL: _page_refusal,
    Kind.LIST: _page_list,
    Kind.POLAR: _page_answer,
    Kind.SEVERAL: _page_alternatives,
    Kind.DIFFERING: _page_alternatives,
    Kind.OVERVIEW: _page_sentences,
    Kind.ENTITY: _page_sentences,
    Kind.TIMELINE: _page_timeline,
    Kind.FOUND: _page_sentences,
    Kind.REPLY: _page_reply,
    Kind.PARTS: _page_parts,
}


# The terminal


def to_terminal(answer: Answer, color: bool = False) -> str:
    """An answer as lines of text, each quote with its file and line; colours only where asked for."""
    paint = _Paint(color)
    notes = [paint.faint(_for_terminal(line)) for line in _notes(answer)]
    return "\n".join([*_TERMINAL_KINDS[answer.kind](answer, paint, 1), *notes])


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


def _terminal_answer(answer: Answer, paint: _Paint, first: int) -> list[str]:
    short = answer.label or answer.text
    head = [paint.bold(_for_terminal(short)), ""] if short else []
    return [*head, *_terminal_quotes(answer, paint, first), paint.faint(sure(answer.confidence))]


def _terminal_refusal(answer: Answer, paint: _Paint, first: int) -> list[str]:
    lines = [paint.bold(REFUSAL)]
    if answer.missing:
        lines.append(f"Nothing here about: {_for_terminal(_missing(answer))}")
    if answer.quotes:
        lines += [
            "",
            f"{_nearest(answer.quotes)}, only {sure(answer.confidence)}:",
            "",
            *_terminal_quotes(answer, paint, first)[:-1],
        ]
    return lines


def _terminal_sentences(answer: Answer, paint: _Paint, first: int) -> list[str]:
    head = [paint.bold(_for_terminal(answer.label)), ""] if answer.label else []
    return [*head, *_terminal_quotes(answer, paint, first)[:-1]]


def _terminal_list(answer: Answer, paint: _Paint, first: int) -> list[str]:
    """The items themselves, each with where it stands: several often share a sentence."""
    head = [paint.bold(_for_terminal(answer.label)), ""] if answer.label else []
    lines = []
    for number, quote in enumerate(answer.quotes, first):
        words = _SPACE.sub(" ", quote.answer or quote.text)
        lines.append(f"  - {_for_terminal(words)} {paint.faint(f'[{number}] {one_line(_where(quote))}')}")
    return [*head, *lines, "", paint.faint(sure(answer.confidence))]


def _terminal_alternatives(answer: Answer, paint: _Paint, first: int) -> list[str]:
    """Each answer above the sentence that says what it is about."""
    lines = [paint.bold(_for_terminal(answer.label)), ""] if answer.label else []
    for number, quote in enumerate(answer.quotes, first):
        before, words, after = map(_for_terminal, split_quote(quote))
        lines.append(paint.bold(_SPACE.sub(" ", words)))
        lines.append(f"  {before}{paint.mark(words)}{after}".replace("\n", "\n  "))
        lines += [paint.faint(f"  [{number}] {one_line(_where(quote))}"), ""]
    return [*lines, paint.faint(sure(answer.confidence))]


def _terminal_reply(answer: Answer, paint: _Paint, first: int) -> list[str]:
    return [_for_terminal(answer.label)]


def _terminal_parts(answer: Answer, paint: _Paint, first: int) -> list[str]:
    lines: list[str] = []
    for part in answer.parts:
        lines += [paint.faint(_for_terminal(part.question)), *_TERMINAL_KINDS[part.kind](part, paint, first), ""]
        first += len(part.cited)
    return lines[:-1]


def _terminal_quotes(answer: Answer, paint: _Paint, first: int) -> list[str]:
    lines: list[str] = []
    for number, quote in enumerate(answer.quotes, first):
        before, words, after = map(_for_terminal, split_quote(quote))
        label = paint.bold(f"{_for_terminal(quote.label)}: ") if quote.label else ""
        lines.append(f"  {label}{before}{paint.mark(words)}{after}".replace("\n", "\n  "))
        lines.append(paint.faint(f"  [{number}] {one_line(_where(quote))}"))
        lines.append("")
    return lines


def _where(quote: Quote) -> str:
    """A quote's file and place; the line of a text as editors open it."""
    source, place = quote.document.source, quote.place
    if not quote.document.is_extracted:
        source, place = f"{source}:{quote.line}", place.partition(", ")[2]
    return (f"{source}, {place}" if place else source) + others(quote)


def _for_terminal(text: str) -> str:
    # A bare carriage return would overwrite the line's beginning.
    return visible(text.replace("\r\n", "\n")).replace("\r", "\\r")


_TERMINAL_KINDS: dict[Kind, Callable[[Answer, _Paint, int], list[str]]] = {
    Kind.ANSWER: _terminal_answer,
    Kind.REFUSAL: _terminal_refusal,
    Kind.LIST: _terminal_list,
    Kind.POLAR: _terminal_answer,
    Kind.SEVERAL: _terminal_alternatives,
    Kind.DIFFERING: _terminal_alternatives,
    Kind.OVERVIEW: _terminal_sentences,
    Kind.ENTITY: _terminal_sentences,
    Kind.TIMELINE: _terminal_sentences,
    Kind.FOUND: _terminal_sentences,
    Kind.REPLY: _terminal_reply,
    Kind.PARTS: _terminal_parts,
}


# The JSON


def to_json(answer: Answer, id: str) -> AnswerRow:
    """An answer as other programs read it; every text verbatim."""
    answer = _pointing(answer)
    return {
        "id": id,
        "abstained": answer.abstained,
        "answer": answer.text,
        "confidence": round(answer.confidence, 4),
        "citations": [
            _json_citation(quote, source)
            for quote in answer.cited
            for source in (quote.document.source, *quote.document.also)
        ],
        "seconds": round(answer.seconds, 4),
        "kind": answer.kind.value,
        "label": answer.label,
        "notes": _notes(answer),
    }


def _pointing(answer: Answer) -> Answer:
    """The answer with its short text pointed at by its first quote.

    Where nothing is pointed at, as in an overview, each quote is an answer as a whole; a list in one sentence is one
    span before it is its items.
    """
    if answer.kind is Kind.PARTS:
        return replace(answer, parts=tuple(map(_pointing, answer.parts)))
    if answer.enumeration:
        return replace(answer, quotes=(answer.enumeration, *answer.quotes))
    if answer.abstained or any(quote.answer for quote in answer.quotes):
        return answer
    whole = (replace(quote, answer_start=quote.start, answer_end=quote.end) for quote in answer.quotes)
    return replace(answer, quotes=tuple(whole))


def _json_citation(quote: Quote, source: str) -> CitationRow:
    return {
        "source": source,
        "start": quote.start,
        "end": quote.end,
        "quote": quote.text,
        "answer_start": quote.answer_start,
        "answer_end": quote.answer_end,
        "place": quote.place,
        "label": quote.label,
    }
