"""The source panel: a document around a quoted passage, as escaped HTML."""

import html
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.records import LINE_END, Document, line_of, page_around, page_of
from page.source import address_of
from qa.answer import Quote
from qa.render import Citation, find_citation, others, visible

LONGEST_TEXT = 40_000  # characters shown at once; a longer document is shown in stretches

CLOSED = '<p class="qw-hint">Choose a citation to see it in its document.</p>'
MOVED = "This file has changed since it was cited. The words quoted still stand in it, here."
CHANGED = (
    "This file has changed since it was cited, and the words quoted are not known to stand in it any more, so they "
    "are shown no more. Ask again for what the file says now."
)
GONE = "This file has been deleted since it was cited, so its text is shown no more."
UNKNOWN = "This citation is not part of the conversation any more."


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a document that is shown, `text[start:end]`."""

    start: int
    end: int


def stretch_around(document: Document, position: int) -> Stretch:
    """The page, or the document where it has none, or as much of a long one as is shown at once, cut between lines."""
    text = document.text
    if page := page_around(document, position):
        # A paragraph that runs on over the page is one line, and shown whole on both.
        start = text.rfind("\n", 0, page[0]) + 1
        end = text.find("\n", max(page[1] - 1, position)) + 1 or len(text)
        if end - start <= LONGEST_TEXT:
            return Stretch(start, end)
    if len(text) <= LONGEST_TEXT:
        return Stretch(0, len(text))
    start = min(max(0, position - LONGEST_TEXT // 2), len(text) - LONGEST_TEXT)
    end = start + LONGEST_TEXT
    # Up to a quarter is given up for whole lines; a line longer than that is cut.
    slack = LONGEST_TEXT // 4
    line_start = text.find("\n", start, start + slack) + 1 if start else 0
    line_end = text.rfind("\n", end - slack, end) + 1 if end < len(text) else end
    return Stretch(line_start or start, line_end or end)


def source_page(
    citations: Sequence[Citation], citation_id: object, position: object, files: str = "", note: str = ""
) -> str:
    """The panel for a citation; for a long document, the part of it around `position` where one is given.

    `files` is the path below which the file can be opened, empty where it cannot; `note` is said above the text.
    """
    citation = find_citation(citations, citation_id)
    # The page scrolls to a passage when the panel changes: a mark of its own makes every opening a change.
    opening = f'<div class="qw-source" data-opening="{secrets.token_hex(4)}">'
    if citation is None:
        return f"{opening}{_bar('Source', [])}<p class='qw-note' role='alert'>{UNKNOWN}</p></div>"
    siblings = [other for other in citations if other.turn == citation.turn]
    document = citation.quote.document
    here = position if isinstance(position, int) and 0 <= position < len(document.text) else None
    stretch = stretch_around(document, citation.quote.start if here is None else here)
    said = f'<p class="qw-note" role="alert">{_escape(note)}</p>' if note else ""
    return (
        f"{opening}{_header(citation, siblings, files)}{said}"
        '<div class="qw-text" tabindex="0" role="region" '
        f'aria-label="Text of {_escape(document.source)}">'
        f"{_text(citation, stretch, here)}</div></div>"
    )


def gone_page(citation: Citation, note: str = GONE) -> str:
    """The panel for a citation whose words stand no more: the file's name, and none of its text."""
    opening = f'<div class="qw-source" data-opening="{secrets.token_hex(4)}">'
    name = f'<h2 class="qw-name">{_escape(citation.quote.document.source)}</h2>'
    return f"{opening}{_bar('Citation', [])}{name}<p class='qw-note' role='alert'>{note}</p></div>"


def _header(citation: Citation, siblings: Sequence[Citation], files: str) -> str:
    quote = citation.quote
    place = siblings.index(citation)
    title = f"Citation {citation.number} of {len(siblings)}" if len(siblings) > 1 else "Citation"
    steps = [
        _step("Previous citation", "←", siblings[place - 1] if place else None),
        _step("Next citation", "→", siblings[place + 1] if place + 1 < len(siblings) else None),
    ]
    return (
        f"{_bar(title, steps if len(siblings) > 1 else [])}"
        f'<h2 class="qw-name">{_escape(quote.document.source)}</h2>'
        f"{_place(quote, _file(quote, files) if files else '')}"
    )


def _place(quote: Quote, file: str) -> str:
    place = quote.place
    said = _escape(place[:1].upper() + place[1:] + others(quote))
    return f'<p class="qw-place">{" · ".join(filter(None, (said, file)))}</p>' if said or file else ""


def _file(quote: Quote, files: str) -> str:
    """The link to the file: a PDF is opened at the quote's page, anything else is saved."""
    page = page_of(quote.document, quote.start)
    does = f"Open the PDF at p. {_escape(page)}" if page else "Save the file"
    opens = 'target="_blank" rel="noopener"' if page else "download"
    return f'<a class="qw-file" href="{_escape(address_of(quote.document, quote.start, files))}" {opens}>{does}</a>'


def _bar(title: str, steps: Sequence[str]) -> str:
    close = '<button type="button" data-close aria-label="Close the source">✕</button>'
    return f'<div class="qw-bar"><p>{title}</p><div>{"".join(steps)}{close}</div></div>'


def _step(label: str, arrow: str, target: Citation | None) -> str:
    goal = f'data-cite="{target.id}"' if target else "disabled"
    return f'<button type="button" {goal} aria-label="{label}">{arrow}</button>'


def _text(citation: Citation, stretch: Stretch, here: int | None) -> str:
    text = citation.quote.document.text
    first_line = line_of(text, stretch.start)
    digits = len(str(line_of(text, stretch.end)))
    earlier = _more(citation, "Earlier text", stretch.start - 1) if stretch.start > 0 else ""
    later = _more(citation, "Later text", stretch.end) if stretch.end < len(text) else ""
    lines = "".join(_lines(citation.quote, stretch, here))
    extracted = ' class="qw-extracted"' if citation.quote.document.is_extracted else ""
    return f'{earlier}<ol{extracted} start="{first_line}" style="--qw-digits: {digits}ch">{lines}</ol>{later}'


def _more(citation: Citation, label: str, position: int) -> str:
    return (
        f'<button type="button" class="qw-more" data-cite="{citation.id}" data-position="{position}">{label}</button>'
    )


def _lines(quote: Quote, stretch: Stretch, here: int | None) -> Iterator[str]:
    """Each line of the stretch as HTML; a quote may run over lines. The line to go to, if any, can take the focus."""
    text = quote.document.text
    start = stretch.start
    while start < stretch.end:
        ending = LINE_END.search(text, start, stretch.end)
        end, after = ending.span() if ending else (stretch.end, stretch.end + 1)
        goal = ' class="qw-here" tabindex="-1"' if here is not None and start <= here < after else ""
        yield f"<li{goal}>{_marked(quote, start, end)}</li>"
        start = after


def _marked(quote: Quote, start: int, end: int) -> str:
    """`text[start:end]`, with what of it is quoted in <mark> and what of that answers in <strong>."""
    text = quote.document.text
    quote_start, quote_end = _within(quote.start, quote.end, start, end)
    if quote_start == quote_end:
        return _escape(text[start:end])
    answer_start, answer_end = quote_end, quote_end
    if quote.answer_start is not None and quote.answer_end is not None:
        answer_start, answer_end = _within(quote.answer_start, quote.answer_end, quote_start, quote_end)
    answer = _escape(text[answer_start:answer_end])
    return (
        f'{_escape(text[start:quote_start])}<mark tabindex="-1">{_escape(text[quote_start:answer_start])}'
        f"{f'<strong>{answer}</strong>' if answer else ''}"
        f"{_escape(text[answer_end:quote_end])}</mark>{_escape(text[quote_end:end])}"
    )


def _within(start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """The part of start:end that lies in low:high, which may be empty.

    >>> _within(3, 9, 5, 20), _within(1, 2, 5, 20)
    ((5, 9), (5, 5))
    """
    clipped = max(start, low)
    return min(clipped, high), max(min(end, high), min(clipped, high))


def _escape(text: str) -> str:
    return html.escape(visible(text))
