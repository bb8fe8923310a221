"""PDF: PDFium says which letter stands where; from that come lines, columns, tables, paragraphs and headings.

What repeats at the top or bottom of pages, and page numbers, are left out. Words that were broken at a line's end are
whole again. Footnotes follow the paragraph that runs on over the page. Every page and heading is a place.
"""

import pypdfium2 as pdfium
from pypdfium2 import raw

from index.formats.extracted import Composer, Extracted, RefusedError
from index.formats.pdf_letters import segments
from index.formats.pdf_pages import Page, ordered, without_furniture
from index.formats.pdf_text import add_pages

_MOST_PAGES = 20_000
_LEAST_LETTERS = 4  # a page; a scan may have a stamp on each
_MOST_UNREADABLE = 0.3  # of the letters may have no meaning

_REASONS = {
    raw.FPDF_ERR_PASSWORD: "it is protected by a password; save it without one",
    raw.FPDF_ERR_SECURITY: "it is protected in a way that cannot be opened",
}


def extract(data: bytes) -> Extracted:
    """The text of a PDF."""
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        raise RefusedError(_REASONS.get(getattr(error, "err_code", 0), "it is damaged, or not a PDF")) from error
    if count > _MOST_PAGES:
        raise RefusedError(f"it has more than {_MOST_PAGES:,} pages; split it")
    pages, pictures = [], 0
    for number in range(count):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            pages.append(Page(number + 1, 0.0, 0.0, ()))
            continue
        width, height = page.get_size()
        pages.append(Page(number + 1, width, height, tuple(segments(page))))
        if not pages[-1].segments:
            pictures += any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        page.close()
    _check(pages, pictures)
    composer = Composer()
    add_pages([ordered(page) for page in without_furniture(pages)], composer)
    return composer.done()


def _check(pages: list[Page], pictures: int) -> None:
    """Raises RefusedError where there is no text, or none that has a meaning."""
    text = "".join(segment.text for page in pages for segment in page.segments)
    letters = sum(c.isalnum() for c in text)
    if letters < _LEAST_LETTERS * len(pages) and pictures > len(pages) / 2:
        raise RefusedError("it is a scan: pictures of pages without text; run text recognition (OCR) on it first")
    if letters == 0:
        raise RefusedError("it holds no text")
    if sum(map(_is_unreadable, text)) > _MOST_UNREADABLE * len(text):
        raise RefusedError("its fonts do not say which letters they draw; save it anew, or run text recognition on it")


def _is_unreadable(letter: str) -> bool:
    return letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff"
