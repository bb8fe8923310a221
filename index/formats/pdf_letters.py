"""The letters of a PDF's page become segments: what stands on one line without a gap as wide as between columns."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import pypdfium2 as pdfium
from pypdfium2 import raw

from index.formats.extracted import raised

_GAP = 1.1  # of the letters' height: a wider space parts segments, where the line has narrower ones
_WIDE_GAP = 2.5  # parts them in any case; up to here, the words of a justified line may be apart
_UNEVEN = 0.6  # of a gap is the narrowest space of its line, where the line is not merely justified
_TOUCHING = 0.06  # of the letters' height: with less between them, letters are of one word, whatever is said
_SPACE = 0.18  # of the letters' height: a wider space parts words
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "•", "\uf076": "•", "\uf0fc": "✓"}
_BOLD = re.compile(r"bold|black|heavy|(?<![a-z])(?:bd|demi)(?![a-z])", re.IGNORECASE)
_HYPHENS = (2, 0xAD, 0xFFFE)  # what PDFium makes of a hyphen at a line's end
_RIGHT_ANGLES = (0, 90, 180, 270)


@dataclass(slots=True)
class Segment:
    """Text on one line, from `left` to `right`, in points from the page's top left corner.

    `size` is the letters' height, `order` says when it was written.
    """

    left: float
    top: float
    right: float
    bottom: float
    size: float
    text: str
    bold: bool = False
    order: int = 0
    parts: tuple[tuple[float, float, str], ...] = ()  # its words with their left and right edges

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.top + self.bottom) / 2

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


@dataclass(slots=True)
class _Letter:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    index: int


def segments(page: pdfium.PdfPage) -> Iterator[Segment]:
    """The segments of a page, in the order they were written in; what is turned or outside the page is left out."""
    text_page = page.get_textpage()
    try:
        line: list[_Letter] = []
        spaced = False
        for letter in _letters(page, text_page):
            if letter is None:
                spaced = True
                continue
            if line and letter.right == line[-1].right and letter.left == line[-1].left and not spaced:
                line[-1].text += letter.text  # a ligature's letters stand in the same place
                continue
            if line and not _goes_on(line, letter):
                yield from _parted(text_page, line)
                line = []
            elif line and letter.left - line[-1].right > (_TOUCHING if spaced else _SPACE) * _height(line):
                line.append(_Letter(" ", line[-1].right, letter.top, letter.left, letter.bottom, letter.size, -1))
            line.append(letter)
            spaced = False
        yield from _parted(text_page, line)
    finally:
        text_page.close()


def _letters(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage) -> Iterator[_Letter | None]:
    """The upright letters of a page; None for a space."""
    to_view = _view(page)
    width, height = page.get_size()
    turned = (360 - page.get_rotation()) % 360
    box = raw.FS_RECTF()
    count = raw.FPDFText_CountChars(text_page)
    upright, looked = True, -1
    for index in range(max(0, count)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in (0x20, 0xA0, 9, 10, 13, 0x3000) or 0x2000 <= code <= 0x200A:
            yield None
            continue
        if code < 0x20 and code not in _HYPHENS:
            continue
        if not raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box)):
            continue
        if turned or index // 16 != looked:  # a line is turned as a whole
            looked = index // 16
            angle = round(raw.FPDFText_GetCharAngle(text_page, index) * 57.29578) % 360
            upright = min(abs(angle - turned), abs(360 - angle - turned), 360 - abs(angle - turned)) < 10
        if not upright:
            continue
        left, top, right, bottom = to_view(box.left, box.top, box.right, box.bottom)
        if (right <= left and bottom <= top) or right < 0 or bottom < 0 or left > width or top > height:
            continue
        yield _Letter(_character(code), left, top, right, bottom, bottom - top, index)


def _character(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    character = chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
    return _BULLETS.get(character, character)


def _view(page: pdfium.PdfPage):  # type: ignore[no-untyped-def]
    """A function from a box in the page's own space to (left, top, right, bottom) as the page is looked at."""
    x0, y0, x1, y1 = page.get_bbox()  # also where a page has its box from the whole document
    rotation = page.get_rotation()

    def to_view(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        if rotation == 90:
            return bottom - y0, left - x0, top - y0, right - x0
        if rotation == 180:
            return x1 - right, bottom - y0, x1 - left, top - y0
        if rotation == 270:
            return y1 - top, x1 - right, y1 - bottom, x1 - left
        return left - x0, y1 - top, right - x0, y1 - bottom

    return to_view


def _height(line: list[_Letter]) -> float:
    return max(line[0].size, line[-1].size) or 1.0


def _goes_on(line: list[_Letter], letter: _Letter) -> bool:
    """Whether a letter stands on the line, to the right of its end and not far."""
    height = _height(line)
    last = line[-1]
    overlap = min(last.bottom, letter.bottom) - max(last.top, letter.top)
    smaller = min(last.size, letter.size) or 1.0
    return overlap > 0.3 * smaller and -0.5 * height < letter.left - last.right < _WIDE_GAP * height


def _parted(text_page: pdfium.PdfTextPage, line: list[_Letter]) -> Iterator[Segment]:
    """The segments of a line, parted where a space is wider than between words."""
    spaces = [letter.right - letter.left for letter in line if letter.text == " "]
    narrowest = min(spaces, default=0.0)
    start = 0
    for number, letter in enumerate(line):
        width = letter.right - letter.left
        if letter.text == " " and width > _GAP * letter.size and narrowest < _UNEVEN * width:
            yield from _segment(text_page, line[start:number])
            start = number + 1
    yield from _segment(text_page, line[start:])


def _segment(text_page: pdfium.PdfTextPage, line: list[_Letter]) -> Iterator[Segment]:
    if not line:
        return
    sizes = sorted(letter.size for letter in line)
    size = sizes[len(sizes) // 2]
    bold = all(_is_bold(text_page, letter.index) for letter in (line[0], line[-1]))
    main = [letter for letter in line if letter.size > 0.85 * size] or line
    bottom = max(letter.bottom for letter in main)
    words = [list(word) for space, word in groupby(line, key=lambda letter: letter.text == " ") if not space]
    parts = tuple(
        (word[0].left, word[-1].right, "".join(raised(s.text) if _is_raised(s, size, bottom) else s.text for s in word))
        for word in words
    )
    yield Segment(
        min(letter.left for letter in line),
        min(letter.top for letter in main),
        max(letter.right for letter in line),
        bottom,
        size,
        " ".join(text for _, _, text in parts),
        bold,
        line[0].index,
        parts,
    )


def _is_bold(text_page: pdfium.PdfTextPage, index: int) -> bool:
    """Whether a letter's font says that it is bold, by its weight or else by its name."""
    if raw.FPDFText_GetFontWeight(text_page, index) >= 600:
        return True
    name = ctypes.create_string_buffer(128)
    size = raw.FPDFText_GetFontInfo(text_page, index, name, len(name), None)
    return 0 < size <= len(name) and _BOLD.search(name.value.decode("utf-8", "replace")) is not None


def _is_raised(letter: _Letter, size: float, bottom: float) -> bool:
    return letter.text.isdigit() and letter.size < 0.85 * size and bottom - letter.bottom > 0.15 * size
