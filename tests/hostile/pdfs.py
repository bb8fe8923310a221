"""PDFs: objects that hold themselves, trees without end, streams that unpack without end, letters anywhere."""

import zlib
from collections.abc import Iterable

from hostile.case import Case, Content, cases

CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
WORDS = b"BT /F 12 Tf 20 150 Td (Some words on a page.) Tj ET"


def pdf(*objects: bytes, trailer: bytes = b"", root: int = 1) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    end = b"trailer <</Size %d /Root %d 0 R %s>>\nstartxref\n%d\n%%%%EOF" % (size, root, trailer, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def pages(count: int = 1, kids: bytes = b"3 0 R", more: bytes = b"") -> bytes:
    """The root of a tree of pages."""
    return b"<</Type/Pages/Kids[%s]/Count %d%s>>" % (kids, count, more)


def leaf(
    more: bytes = b"/MediaBox[0 0 200 200]", contents: bytes = b"4 0 R", resources: bytes = b"/Font<</F 5 0 R>>"
) -> bytes:
    """A page."""
    return b"<</Type/Page/Parent 2 0 R/Contents %s/Resources<<%s>>%s>>" % (contents, resources, more)


def stream(content: bytes, more: bytes = b"") -> bytes:
    """A stream, as it is."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), more, content)


def one_page(
    contents: bytes = WORDS, more: bytes = b"", page: bytes = b"", tree: bytes = b"", *, catalogue: bytes = b""
) -> bytes:
    """A PDF of a page with these contents."""
    return pdf(catalogue or CATALOGUE, tree or pages(), page or leaf(), stream(contents, more), FONT)


def form(number: int) -> bytes:
    """A form that draws another one twelve times."""
    return stream(
        b"/A Do " * 12, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A %d 0 R>>>>" % number
    )


def _packed(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def _letters(texts: Iterable[bytes]) -> bytes:
    return b"BT /F 8 Tf " + b" ".join(texts) + b" ET"


def _tree(depth: int) -> bytes:
    """A tree in which every folder of pages holds but the next one."""
    folders = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 3) for n in range(depth)]
    return pdf(CATALOGUE, *folders, b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]>>" % (depth + 1))


_FORMS = b"/XObject<</A 5 0 R>>"
_GOOD = one_page()
_XREF = _GOOD.index(b"xref\n")

LOOPS: dict[str, Content] = {
    "pages that hold themselves": pdf(CATALOGUE, pages(1_000_000, b"2 0 R 2 0 R")),
    "pages that hold their parent": pdf(
        CATALOGUE, pages(2, b"3 0 R"), b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 2>>"
    ),
    "a page that is its own parent": pdf(CATALOGUE, pages(), b"<</Type/Page/Parent 3 0 R>>"),
    "a page a thousand times": one_page(tree=pages(1000, b"3 0 R " * 1000)),
    "two thousand million pages": one_page(tree=pages(2_000_000_000)),
    "fewer pages than none": one_page(tree=pages(-5)),
    "thirty thousand pages": one_page(tree=pages(30_000, b"3 0 R " * 30_000)),
    "a tree a thousand levels deep": _tree(1000),
    "a tree thirty thousand levels deep": _tree(30_000),
    "no tree of pages": pdf(b"<</Type/Catalog>>"),
    "a tree of pages that is not there": pdf(b"<</Type/Catalog/Pages 99 0 R>>"),
    "a catalogue that is its own tree of pages": pdf(b"<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 5>>"),
    "an object that means itself": pdf(b"1 0 R"),
    "objects that mean one another": pdf(b"2 0 R", b"3 0 R", b"1 0 R"),
    "a length that is its stream": one_page(more=b"/Length 4 0 R"),
    "a table that goes on with itself": _GOOD.replace(b"trailer <<", b"trailer <</Prev %d " % _XREF),
    "a table that goes on nowhere": _GOOD.replace(b"trailer <<", b"trailer <</Prev 999999999 /XRefStm -1 "),
    "forms within forms": pdf(
        CATALOGUE, pages(), leaf(resources=_FORMS), stream(b"/A Do"), *(form(n + 6) for n in range(5)), form(5)
    ),
    "a font that draws with itself": pdf(
        CATALOGUE,
        pages(),
        leaf(),
        stream(WORDS),
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 32/LastChar 122/Widths[%s]"
        b"/Encoding<</Differences[32%s]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</F 5 0 R>>>>>>"
        % (b"1 " * 91, b"/a" * 91),
        stream(WORDS),
    ),
    "a pattern that is filled with itself": pdf(
        CATALOGUE,
        pages(),
        leaf(resources=b"/Pattern<</P 5 0 R>>"),
        stream(b"/Pattern cs /P scn 0 0 99 99 re f"),
        stream(
            b"/Pattern cs /P scn 0 0 9 9 re f",
            b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<</Pattern<</P 5 0 R>>>>",
        ),
    ),
    "an outline in a circle": one_page(catalogue=b"<</Type/Catalog/Pages 2 0 R/Outlines<</First 1 0 R/Next 1 0 R>>>>"),
    "contents that are themselves": one_page(page=leaf(contents=b"[3 0 R 4 0 R [4 0 R [4 0 R]]]")),
    "contents ten thousand times": one_page(page=leaf(contents=b"[" + b"4 0 R " * 10_000 + b"]")),
}

STREAMS: dict[str, Content] = {
    "a stream packed five times": lambda: one_page(
        _packed(b" " * 20_000_000, 5), b"/Filter[" + b"/FlateDecode" * 5 + b"]"
    ),
    "filters by the thousand": one_page(b"00>", b"/Filter[" + b"/ASCIIHexDecode" * 1000 + b"]"),
    "a filter that is none": one_page(more=b"/Filter/Nonsense"),
    "a predictor of a billion columns": one_page(
        zlib.compress(WORDS), b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 1000000000/Colors 99>>"
    ),
    "LZW that is none": one_page(b"\x80\x0b\xff" * 1000, b"/Filter/LZWDecode"),
    "a run of a gigabyte": one_page(b"\x81a" * 100_000, b"/Filter/RunLengthDecode"),
    "a picture that is none": one_page(
        b"\x97JB2\r\n\x1a\n" * 50, b"/Type/XObject/Subtype/Image/Width 99999/Height 99999/Filter/JBIG2Decode"
    ),
    "a length below none": one_page().replace(b"/Length 51", b"/Length -9"),
    "a length beyond the end": one_page().replace(b"/Length 51", b"/Length 99999999"),
    "an inline picture without end": one_page(b"BI /W 99999 /H 99999 /BPC 8 /CS /RGB ID " + b"x" * 5000),
    "states that are only saved": one_page(b"q " * 100_000 + WORDS),
    "states that are only restored": one_page(b"Q " * 100_000 + WORDS),
    "arrays within arrays": one_page(b"[" * 20_000 + WORDS),
    "dictionaries within dictionaries": pdf(
        CATALOGUE, pages(), leaf(more=b"/MediaBox[0 0 9 9]/A" + b"<</A" * 5000 + b">>" * 5000)
    ),
    "brackets in a string": one_page(b"BT /F 9 Tf (" + b"(" * 20_000 + b") Tj ET"),
    "numbers without end": one_page(b"9" * 20_000 + b" " + b"-." * 9999 + b" Td " + WORDS),
    "operators that are none": one_page(b"\x00\xff /\x01 <zz> >> ] } foo " * 500 + WORDS),
    "numbers of letters that are not there": one_page(b"BT /F 9 Tf <" + b"00FF8190" * 500 + b"> Tj ET"),
}

LETTERS: dict[str, Content] = {
    "five thousand letters in one place": one_page(
        _letters(b"1 0 0 1 50 50 Tm (%c) Tj" % (97 + n % 26) for n in range(5000))
    ),
    "five thousand letters, a line each": one_page(
        _letters(b"1 0 0 1 %d %d Tm (a) Tj" % (n * 7 % 190, n * 11 % 190) for n in range(5000))
    ),
    "letters in a staircase": one_page(
        _letters(b"1 0 0 1 %d %d Tm (word) Tj" % (n % 190, 190 - n % 190) for n in range(2000))
    ),
    "two thousand narrow columns": one_page(
        _letters(b"1 0 0 1 %d %d Tm (some words of a line) Tj" % (n % 40 * 5, 190 - n // 40 * 3) for n in range(2000))
    ),
    "letters of no height": one_page(b"BT /F 0 Tf 20 20 Td (Some words.) Tj 0 0 0 0 20 20 Tm (more) Tj ET"),
    "letters as large as a country": one_page(b"BT /F 1e9 Tf 0 0 Td (Some words.) Tj ET"),
    "letters beyond all bounds": one_page(b"BT /F 9 Tf 1e38 -1e38 Td (Some) Tj 1e39 0 Td (words) Tj ET"),
    "letters that are turned": one_page(
        _letters(
            b"%.2f %.2f %.2f %.2f 100 100 Tm (some words) Tj" % (n / 50, 1 - n / 50, n / 50 - 1, n / 50)
            for n in range(100)
        )
    ),
    "letters that are mirrored": one_page(b"BT /F 9 Tf -1 0 0 -1 150 150 Tm (Some words.) Tj ET"),
    "a page of no size": one_page(page=leaf(b"/MediaBox[0 0 0 0]")),
    "a page of endless size": one_page(page=leaf(b"/MediaBox[-1e30 -1e30 1e30 1e30]/UserUnit 1e9")),
    "a page turned inside out": one_page(page=leaf(b"/MediaBox[200 200 0 0]/CropBox[500 500 600 600]")),
    "a page whose size is no number": one_page(page=leaf(b"/MediaBox[(a) /b null 3 0 R]")),
    "a page without a size": one_page(page=leaf(b"")),
    "a page turned by 45": one_page(page=leaf(b"/MediaBox[0 0 200 200]/Rotate 45")),
    "a page turned by a million": one_page(page=leaf(b"/MediaBox[0 0 200 200]/Rotate -1000000")),
    "a page beneath a billion units": one_page(page=leaf(b"/MediaBox[0 0 200 200]/UserUnit -1")),
    "a font that is not there": one_page(page=leaf(resources=b"")),
    "a font with a map of its own": pdf(
        CATALOGUE,
        pages(),
        leaf(),
        stream(WORDS),
        FONT[:-2] + b"/ToUnicode 6 0 R>>",
        stream(
            b"1 begincodespacerange <00><ff> endcodespacerange 9 beginbfrange <00><ff><D800> <00><ff>[<0000> <202E> <FEFF>] endbfrange"
        ),
    ),
    "headers that differ by a digit": pdf(
        CATALOGUE,
        pages(200, b" ".join(b"%d 0 R" % n for n in range(3, 203))),
        *(leaf(contents=b"%d 0 R" % (n + 204)).replace(b"5 0 R", b"203 0 R") for n in range(200)),
        FONT,
        *(stream(b"BT /F 9 Tf 20 195 Td (Page %d) Tj 0 -99 Td (Words %d.) Tj ET" % (n, n)) for n in range(200)),
    ),
}

ACTIONS: dict[str, Content] = {
    "a script that runs when it is opened": one_page(
        catalogue=b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>"
    ),
    "a program that is launched": one_page(
        catalogue=b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/sh)>>>>"
    ),
    "an address that is opened": one_page(
        catalogue=b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI(http://127.0.0.1:9/)>>>>"
    ),
    "a form that is sent": one_page(
        catalogue=b"<</Type/Catalog/Pages 2 0 R/AcroForm<</XFA(<xdp:xdp/>)/Fields[3 0 R]>>>>"
    ),
    "a stream that is a file": one_page(more=b"/F(/etc/passwd)"),
    "names of scripts": one_page(
        catalogue=b"<</Type/Catalog/Pages 2 0 R/Names<</JavaScript<</Names[(a) <</S/JavaScript/JS(x)>>]/Kids[1 0 R]>>>>>>"
    ),
    "a password": pdf(
        CATALOGUE,
        pages(),
        leaf(),
        stream(WORDS),
        FONT,
        trailer=b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(a)(b)]" % (b"o" * 32, b"u" * 32),
    ),
    "an encryption that is none": pdf(
        CATALOGUE, pages(), leaf(), stream(WORDS), FONT, trailer=b"/Encrypt<</Filter/Nonsense/V 99>>"
    ),
}

CUT: dict[str, Content] = {
    **{f"cut after {share} %": _GOOD[: len(_GOOD) * share // 100] for share in (2, 20, 40, 60, 80, 95)},
    "only a head": b"%PDF-1.7\n",
    "only an end": b"startxref\n0\n%%EOF",
    "no end": _GOOD[:_XREF],
    "no head": _GOOD[9:],
    "bytes before": b"\x00junk" * 200 + _GOOD,
    "bytes behind": _GOOD + b"\x00junk" * 20_000,
    "two in one": _GOOD + _GOOD,
    "a table of letters": _GOOD.replace(b"00000 n", b"abcde n"),
    "a table of nothing but ends": _GOOD[:_XREF]
    + b"xref\n0 99999999\ntrailer <</Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % _XREF,
    "the end where it is not": _GOOD.replace(b"startxref\n", b"startxref\n-"),
    "line breaks gone": _GOOD.replace(b"\n", b""),
    "every byte turned": bytes(255 - b for b in _GOOD),
    "a version that is none": _GOOD.replace(b"PDF-1.4", b"PDF-9999999999"),
    "text instead": b"just words",
}

BOMBS: dict[str, Content] = {
    "forms within forms, twelve deep": pdf(
        CATALOGUE, pages(), leaf(resources=_FORMS), stream(b"/A Do"), *(form(n + 6) for n in range(12)), form(5)
    ),
    "a stream that unpacks to 50 MB": lambda: one_page(zlib.compress(b"q " * 25_000_000, 9), b"/Filter/FlateDecode"),
    "a stream that unpacks to 900 MB": lambda: one_page(zlib.compress(b"q " * 450_000_000, 9), b"/Filter/FlateDecode"),
    "three hundred thousand letters": lambda: one_page(
        _letters(b"1 0 0 1 %d %d Tm (a) Tj" % (n * 7 % 199, n * 11 % 199) for n in range(300_000))
    ),
    "nineteen thousand pages": one_page(tree=pages(19_000, b"3 0 R " * 19_000)),
}


def pdf_cases() -> list[Case]:
    """Every case of this module."""
    return [
        *cases("PDFs that loop", ".pdf", {k: v for k, v in LOOPS.items() if k != "forms within forms"}),
        *cases("streams in PDFs", ".pdf", STREAMS),
        *cases("letters in PDFs", ".pdf", LETTERS),
        *cases("PDFs that act", ".pdf", ACTIONS),
        *cases("PDFs that are damaged", ".pdf", CUT),
        *cases("PDFs that loop", ".pdf", {**BOMBS, "forms within forms": LOOPS["forms within forms"]}, heavy=True),
    ]
