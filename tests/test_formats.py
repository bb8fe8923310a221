"""Files made by real tools, and what each format promises: the words, the places, and nothing that is hidden."""

import re
import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from hostile.pdfs import leaf, pages, stream
from hostile.pdfs import pdf as made_pdf
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import read_library
from index.formats import csv, docx, eml, epub, html, pdf, rtf
from index.formats.extracted import Extracted, RefusedError, clean
from index.passages import passages
from index.records import Document, page_around, place_of

FILES = Path(__file__).with_name("files")
SENTENCES = (
    "The mill was built in 1704 by Anna Keller, who came from the mountains with her extraordinarily industrious "
    "brothers.",
    "After the flood of 1754, the wheel had to be replaced, and the miller's internationally recognised carpentry "
    "became the subject of considerable administrative correspondence.",
    "The conversion required an uncharacteristically large investment, which the municipality underwrote.",
    "It delivered forty kilowatts, enough for the lighting of the whole neighbourhood.",
    "Tickets cost six francs.",
)


def document(extracted: Extracted, source: str = "a.html") -> Document:
    return Document(source, extracted.text, "", (), extracted.places)


def place(document: Document, words: str) -> str:
    return place_of(document, document.text.index(words))


@pytest.fixture(scope="module")
def library() -> dict[str, Document]:
    return {d.source: d for d in read_library(FILES).documents}


@pytest.mark.parametrize(
    "source", ["browser.pdf", "writer.pdf", "writer.docx", "writer.odt", "writer.epub", "report.html"]
)
def test_every_sentence_of_a_real_file_is_whole_and_in_order(library: dict[str, Document], source: str) -> None:
    text = library[source].text
    cut = [passage.text for passage in passages(library[source])]
    assert [sentence for sentence in SENTENCES if sentence not in cut] == []
    starts = [text.index(words) for words in ("three centuries", "1704", "1821", "Winterthur", "violin", "212 letters")]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("source", "words", "shown"),
    [
        ("browser.pdf", "built in 1704", "p. 1, § History"),
        ("browser.pdf", "212 letters", "p. 2, § The archive"),
        ("writer.pdf", "Winterthur", "p. 1, § Machines"),
        ("writer.pdf", "212 letters", "p. 2, § The archive"),
        ("writer.docx", "Winterthur", "§ Machines"),
        ("report.html", "nine to five", "§ Figures"),
        ("writer.odt", "Winterthur", "§ Machines"),
    ],
)
def test_a_place_is_what_a_person_finds_in_the_file(
    library: dict[str, Document], source: str, words: str, shown: str
) -> None:
    assert place(library[source], words) == shown


# The survey: in two columns, with headers, footers, hyphens, ligatures, notes and a table

SURVEY = [
    "The survey covered ninety-one watermills between the source of the Vorn and the harbour at Eifling.",
    "Their difficult task was made easier by the unusually dry summer, which left the foundations of the older "
    "waterwheels accessible for eleven consecutive weeks.",
    "Its timber had been felled in the winter of 1688, as the dendrochronological laboratory confirmed.",
    "In nearly all cases the disconnection had followed the electrification of the neighbourhood, and it was explained "
    "to the surveyors by the inconvenience of maintaining the embankments.",
    "The office at Eifling should keep the plans.",
    "A re-evaluation of the well-known Keller archive showed that thirty-seven complaints remained unanswered during "
    "this period.",
    "Measurements were taken at intervals of fifteen minutes, with an instrument that the university had lent for the "
    "purpose.",
    "The committee thanks the superintendents, the millers and the schoolchildren who helped to carry the instruments "
    "along the embankments, sometimes in considerable heat.",
    "The transcription of the nineteenth-century letters has been entrusted to the archivist of the municipality.",
]
NOTES = [
    "Disproportionate means more than the price of a new building.",
    "The minutes of the meeting of 4 March give its reasons.",
    "The gauge at Eifling was replaced in 1957.",
]


def test_narrow_columns_whose_words_stand_far_apart_are_read_like_the_page_they_were_printed_from(
    library: dict[str, Document],
) -> None:
    printed, page = ([p.text for p in passages(library[f"columns.{kind}"])] for kind in ("pdf", "html"))
    assert printed == page
    assert "Station: Fluff Point | Height: 45 m | Built: 1888" in printed


def test_a_page_that_a_browser_printed_is_read_like_the_page_with_its_tables_rows_whole(
    library: dict[str, Document],
) -> None:
    printed, page = (library[f"fees.{kind}"].text for kind in ("pdf", "html"))
    assert printed == page  # and so without the time, the address and the page's number around it


def test_a_name_above_cells_that_stand_close_is_that_of_its_column(library: dict[str, Document]) -> None:
    assert "| Year: 1893 | Workers: 52 | Output: 41 tons |" in library["writer.pdf"].text.splitlines()


IN_PAGES = ["survey.pdf", "troff.pdf", "sealed.pdf"]
SURVEYS = [*IN_PAGES, "survey.odt", "survey.docx", "survey.rtf", "survey.epub"]


@pytest.mark.parametrize("source", SURVEYS)
def test_columns_hyphens_and_notes_leave_every_sentence_whole_and_in_order(
    library: dict[str, Document], source: str
) -> None:
    cut = [passage.text for passage in passages(library[source])]
    assert [sentence for sentence in SURVEY if sentence not in cut] == []
    assert [cut.index(s) for s in SURVEY] == sorted(cut.index(s) for s in SURVEY)
    assert [note for note in NOTES if not any(text.endswith(note) and len(text) < len(note) + 5 for text in cut)] == []


@pytest.mark.parametrize("source", IN_PAGES)
def test_headers_and_footers_that_run_through_a_document_are_no_text(library: dict[str, Document], source: str) -> None:
    text = library[source].text
    assert "Survey of 1958" not in text
    assert "Watermills of the Vorn" not in text
    assert not re.search(r"\bPage \d", text)


@pytest.mark.parametrize("source", SURVEYS)
def test_every_format_knows_the_headings_and_keeps_the_rows(library: dict[str, Document], source: str) -> None:
    found = library[source]
    assert place(found, "48,500 florins").endswith("§ Recommendations")
    assert place(found, "Ruth Amsler").endswith("§ Afterword")
    row = next(line for line in found.text.splitlines() if "1140 l/s" in line)
    assert [cell.rpartition(": ")[2] for cell in row.strip("| ").split(" | ")] == ["Oberfeld", "22", "1140 l/s"]


@pytest.mark.parametrize(
    ("source", "words", "shown"),
    [
        ("survey.pdf", "1688", "p. 1"),
        ("survey.pdf", "Ruth Amsler", "p. 2"),
        ("troff.pdf", "1688", "p. 1"),
        ("troff.pdf", "the price of a new building", "p. 1"),
        ("troff.pdf", "320 l/s", "p. 2"),
        ("troff.pdf", "The gauge at Eifling", "p. 2"),
        ("troff.pdf", "nineteenth-century letters", "p. 3"),
    ],
)
def test_a_sentence_is_on_the_page_where_it_is_printed(
    library: dict[str, Document], source: str, words: str, shown: str
) -> None:
    assert place(library[source], words).split(", ")[0] == shown


@pytest.mark.parametrize(
    "style",
    [
        '<w:basedOn w:val="Heading1"/>',
        '<w:basedOn w:val="Middle"/>',
        '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>',
    ],
    ids=["on a heading's", "on one that is on a heading's", "of a level"],
)
def test_a_heading_in_a_style_of_its_own_is_a_heading(style: str) -> None:
    found = document(docx.extract(restyled(f'<w:name w:val="Chapter"/>{style}')), "a.docx")
    assert place(found, "48,500 florins") == "§ Recommendations"


def test_text_in_a_style_made_from_a_headings_is_text_where_the_style_says_so() -> None:
    text = '<w:name w:val="Lead"/><w:basedOn w:val="Heading1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>'
    assert docx.extract(restyled(text)).places == ()


def restyled(style: str) -> bytes:
    """The survey, its headings in another style."""
    data = BytesIO()
    middle = (
        '<w:style w:type="paragraph" w:styleId="Middle"><w:name w:val="Middle"/><w:basedOn w:val="Heading1"/></w:style>'
    )
    own = f'<w:style w:type="paragraph" w:styleId="Own">{style}</w:style>'
    with zipfile.ZipFile(FILES / "survey.docx") as survey, zipfile.ZipFile(data, "w") as changed:
        for name in survey.namelist():
            content = survey.read(name).decode("utf-8", "surrogateescape")
            if name == "word/document.xml":
                content = content.replace('<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="Own"/>')
            elif name == "word/styles.xml":
                content = content.replace("</w:styles>", f"{middle}{own}</w:styles>")
            changed.writestr(name, content.encode("utf-8", "surrogateescape"))
    return data.getvalue()


def test_the_note_at_the_foot_of_a_page_is_shown_with_the_page(library: dict[str, Document]) -> None:
    found = library["troff.pdf"]
    start, end = page_around(found, found.text.index("The gauge at Eifling")) or (0, 0)
    assert "320 l/s" in found.text[start:end]
    assert "1688" not in found.text[start:end]


@pytest.mark.parametrize("source", ["slides.pptx", "slides.odp"])
def test_slides_have_numbers_titles_and_notes(library: dict[str, Document], source: str) -> None:
    found = library[source]
    assert place(found, "Twelve wheels were in working order.") == "slide 2, § Findings"
    assert place(found, "Say who the surveyors were.") == "slide 2, § Findings"
    assert place(found, "Oberfeld") == "slide 3, § Figures"
    assert "\n- Twelve wheels were in working order.\n" in found.text


@pytest.mark.parametrize("source", ["prices.xlsx", "prices.ods"])
def test_a_workbook_says_what_its_cells_show_and_where(library: dict[str, Document], source: str) -> None:
    found = library[source]
    rows = [p.text for p in passages(found)]
    assert "Mill: Aflen | Sold on: 1958-03-04 | Price: CHF 48,500.00 | Share: 25.4%" in rows
    assert "Mill: Together | Price: CHF 49,700.50" in rows
    assert place(found, "Oberfeld") == "sheet Mills, row 6"
    assert place(found, "North") == "sheet Wheels, row 2"
    assert "Not to be seen" not in found.text


@pytest.mark.parametrize(
    ("source", "reason"), [("scan.pdf", "it is a scan"), ("locked.pdf", "protected by a password")]
)
def test_a_pdf_that_says_nothing_is_left_out_and_says_why(source: str, reason: str) -> None:
    skipped = {s.source: s.reason for s in read_library(FILES).skipped}
    assert reason in skipped[source]


def test_a_browsers_header_and_footer_are_no_text(library: dict[str, Document]) -> None:
    text = library["browser.pdf"].text
    assert "file:///" not in text
    assert "The mill report" not in text
    assert not re.search(r"^\d/\d$", text, re.MULTILINE)


@pytest.mark.parametrize("source", ["browser.pdf", "writer.docx", "writer.odt", "report.html"])
def test_the_cells_of_a_row_stay_together(library: dict[str, Document], source: str) -> None:
    row = next(p.text for p in passages(library[source]) if "1893" in p.text and "52" in p.text)
    assert row.endswith("41 tons")
    assert "1821" not in row


def test_letters_that_are_drawn_as_one_are_read_as_they_are_typed(library: dict[str, Document]) -> None:
    assert "drawings of the first wheel" in library["browser.pdf"].text
    assert "10² drawings" in library["browser.pdf"].text
    assert "10² drawings" in library["report.html"].text


def test_the_same_bytes_give_the_same_text(library: dict[str, Document]) -> None:
    assert {d.source: d for d in read_library(FILES).documents} == library


# HTML


def web(body: str) -> Document:
    return document(html.extract(f"<!doctype html><meta charset=utf-8><body>{body}".encode()))


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>hidden()</script>",
        "<style>hidden{}</style>",
        "<nav>hidden</nav>",
        "<p hidden>hidden</p>",
        '<p style="display: none">hidden</p>',
        "<template>hidden</template>",
        "<!-- hidden -->",
        "<div role=navigation>hidden</div>",
        "<table><tr><td>a<script>hidden</script><td>b<span hidden>hidden</span></table>",
        "<select><option>hidden</select>",
    ],
)
def test_what_a_browser_does_not_show_is_no_text(hidden: str) -> None:
    text = web(f"<p>Before.</p>{hidden}<p>After.</p>").text
    assert "hidden" not in text
    assert "Before." in text
    assert "After." in text


def test_a_table_says_with_every_cell_what_it_is() -> None:
    table = (
        "<table><tr><th>Country<th>Capital<th>Since</tr>"
        "<tr><td rowspan=2>France<td>Paris<td>987<tr><td>Vichy<td>1940</table>"
    )
    assert web(table).text.splitlines() == [
        "| Country: France | Capital: Paris | Since: 987 |",
        "| Country: France | Capital: Vichy | Since: 1940 |",
    ]


def test_bold_cells_above_or_before_others_are_their_names() -> None:
    columns = "<table><tr><td><b>Well</b><td> <strong>Depth</strong><tr><td>North<td>12 <b>m</b></table>"
    rows = "<table><tr><td><p><b>Well</b></p><td>North<tr><td><b>Depth</b><td>12 m</table>"
    assert web(columns).text == "| Well: North | Depth: 12 m |"
    assert web(rows).text.splitlines() == ["| Well: North |", "| Depth: 12 m |"]


@pytest.mark.parametrize("cell", ["<th colspan=2>1958</th>", "<td colspan=2><b>1958</b></td>"])
def test_a_heading_between_the_rows_of_a_table_is_read_once(cell: str) -> None:
    table = f"<table><tr><th>Well<th>Depth<tr><td>North<td>12 m<tr>{cell}<tr><td>South<td>9 m</table>"
    assert web(table).text.splitlines() == [
        "| Well: North | Depth: 12 m |",
        "| Well: 1958 |",
        "| Well: South | Depth: 9 m |",
    ]


def test_the_number_of_a_note_is_no_part_of_the_sentence() -> None:
    page = web('<p>It was built in 1704.<sup><a href="#n1">[1]</a></sup> It burnt down.</p>')
    assert [p.text for p in passages(page)] == ["It was built in 1704.", "It burnt down."]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", '<meta charset="utf-8">'),
        ("iso-8859-1", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'),
        ("koi8-r", "<meta charset=koi8-r>"),
        ("shift_jis", "<meta charset=shift_jis>"),
        ("utf-16", ""),
        ("utf-8", ""),
    ],
)
def test_the_encoding_a_page_names_is_the_one_it_is_read_in(encoding: str, head: str) -> None:
    words = {"koi8-r": "Все люди", "shift_jis": "すべての人間は"}.get(encoding, "Café, naïve")
    assert words in html.extract(f"<html><head>{head}</head><body><p>{words}</p>".encode(encoding)).text


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_page_gives_clean_text_or_a_reason(body: str) -> None:
    try:
        found = html.extract(f"<meta charset=utf-8><p>{body}".encode())
    except RefusedError:
        return
    assert found.text == found.text.strip()
    assert "\x00" not in found.text
    assert [place.start for place in found.places] == sorted(place.start for place in found.places)


@given(st.text())
def test_cleaning_is_done_once_and_for_all(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_a_page_that_begins_with_a_space_is_read() -> None:
    text = b"BT /F 12 Tf 20 100 Td (  The mill was built in 1704.) Tj ET"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    whole = made_pdf(b"<</Type/Catalog/Pages 2 0 R>>", pages(), leaf(), stream(text), font)
    assert pdf.extract(whole).text == "The mill was built in 1704."


# E-books

NAV = '<html><body><nav><ol><li><a href="{0}">{1}</a></li><li><a href="{2}">{3}</a></li></ol></nav></body></html>'
NCX = (
    "<ncx><navMap><navPoint><navLabel><text>{1}</text></navLabel><content src='{0}'/></navPoint>"
    "<navPoint><navLabel><text>{3}</text></navLabel><content src='{2}'/></navPoint></navMap></ncx>"
)


def book(contents: str, kind: str, chapter: str) -> Document:
    """An e-book of two chapters without headings, and of what its contents call them."""
    chapters = [
        f"<html><head><title>A book</title></head><body>{chapter}<p>{n}</p></body></html>"
        for n in ("In May.", "In June.")
    ]
    files = {
        "META-INF/container.xml": "<container><rootfiles><rootfile full-path='b/c.opf'/></rootfiles></container>",
        "b/c.opf": f"<package><manifest><item id='n' href='toc' {kind}/>"
        "<item id='x' href='x.html' media-type='text/html'/><item id='y' href='y.html' media-type='text/html'/>"
        "</manifest><spine><itemref idref='x'/><itemref idref='y'/></spine></package>",
        "b/toc": contents,
        "b/x.html": chapters[0],
        "b/y.html": chapters[1],
    }
    return document(epub.extract(zipped(**files)), "a.epub")


@pytest.mark.parametrize(
    ("form", "kind"),
    [(NAV, 'media-type="application/xhtml+xml" properties="nav"'), (NCX, 'media-type="application/x-dtbncx+xml"')],
    ids=["nav", "ncx"],
)
def test_a_chapter_is_called_what_the_contents_call_it_where_it_has_no_heading(form: str, kind: str) -> None:
    both = form.format("x.html#start", "1. The  Fog", "y.html", "2. The Bell")
    found = book(both, kind, "<p class=head>FOG</p>")
    assert [place(found, words) for words in ("In May", "In June")] == ["§ 1. The Fog", "§ 2. The Bell"]
    assert "The Fog" not in found.text
    assert place(book(both, kind, "<h2>Fog</h2>"), "In May") == "§ Fog"
    within = form.format("x.html#one", "One", "x.html#two", "Two")
    assert place(book(within, kind, ""), "In May") == "§ A book"
    assert place(book(both[:-9], kind, ""), "In May") == "§ A book"


# CSV


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_row_of_a_table_stands_for_itself(sign: str) -> None:
    data = f'Name{sign}Born{sign}Town\nAda{sign}1815{sign}London\n"Grace H."{sign}1906{sign}"New\nYork"\n'
    table = document(csv.extract(data.encode()), "a.csv")
    assert [p.text for p in passages(table)] == [
        "Name: Ada | Born: 1815 | Town: London",
        "Name: Grace H. | Born: 1906 | Town: New York",
    ]
    assert place(table, "Grace") == "row 3"


def test_the_line_that_names_the_sign_between_cells_is_no_row() -> None:
    table = document(csv.extract(b"sep=;\r\nName;Price\r\nRope;1,50\r\nTar;2,20\r\n"), "a.csv")
    assert table.text == "| Name: Rope | Price: 1,50 |\n| Name: Tar | Price: 2,20 |"
    assert place(table, "Rope") == "row 2"  # as a workbook shows it


def test_a_comma_in_a_list_makes_no_columns_and_loses_nothing() -> None:
    assert csv.extract(b"Members\nAda\nBob, the builder\nEve\nZoe\n").text.splitlines() == [
        "| Members |",
        "| Ada |",
        "| Bob | the builder |",
        "| Eve |",
        "| Zoe |",
    ]


# Mail


def message(**parts: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Ada <ada@example.org>", "Zoë <z@example.org>", "The bridge – closed"
    mail["Date"] = "Mon, 3 May 2021 10:00:00 +0200"
    if "text" in parts:
        mail.set_content(parts["text"], charset=parts.get("charset", "utf-8"))
    if "html" in parts:
        mail.add_alternative(parts["html"], subtype="html") if "text" in parts else mail.set_content(
            parts["html"], subtype="html"
        )
    return mail


def test_a_message_is_its_headers_its_text_and_the_names_of_what_is_attached() -> None:
    mail = message(
        text="The bridge stays closed.\n\nUntil May, café included.\n", html="<p>Other.", charset="iso-8859-1"
    )
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
    assert eml.extract(mail.as_bytes()).text.split("\n\n") == [
        "From: Ada <ada@example.org>",
        "To: Zoë <z@example.org>",
        "Date: Mon, 03 May 2021 10:00:00 +0200",
        "Subject: The bridge – closed",
        "The bridge stays closed.",
        "Until May, café included.",
        "Attachment: plan.pdf",
    ]


def test_a_message_of_html_alone_is_read_as_html() -> None:
    assert eml.extract(message(html="<p>It is <b>open</b>.<script>x()</script>").as_bytes()).text.endswith(
        "It is open."
    )


def multipart(kind: str, *parts: str) -> bytes:
    """A message of parts, each from its headers on."""
    body = "".join(f"--edge\n{part}\n" for part in parts)
    return f"From: a@example.org\nContent-Type: multipart/{kind}; boundary=edge\n\n{body}--edge--\n".encode()


def plain(text: str, more: str = "") -> str:
    return f"Content-Type: text/plain; charset=utf-8\n{more}\n{text}"


@pytest.mark.parametrize(
    ("mail", "text"),
    [
        (multipart("alternative", plain(" \n"), "Content-Type: text/html\n\n<p>It is open.</p>"), ["It is open."]),
        (multipart("alternative", plain("Plain."), "Content-Type: text/html\n\n<p>Rich.</p>"), ["Plain."]),
        (
            multipart("mixed", plain("Before."), "Content-Type: image/png; name=a.png\n\nx", plain("After.")),
            ["Before.", "After.", "Attachment: a.png"],
        ),
        (
            multipart("mixed", plain("Text."), plain("Not read.", "Content-Disposition: inline; filename=b.txt\n")),
            ["Text.", "Attachment: b.txt"],
        ),
        (
            multipart("mixed", plain("See below."), "Content-Type: message/rfc822\n\nSubject: Bells\n\nNot read."),
            ["See below.", "Attachment: Bells"],
        ),
    ],
    ids=["an empty text beside HTML", "two readings", "a picture within the text", "an inline file", "a message"],
)
def test_all_of_a_messages_text_is_read_once(mail: bytes, text: list[str]) -> None:
    assert eml.extract(mail).text.split("\n\n") == ["From: a@example.org", *text]


# RTF


def rich(body: str) -> str:
    return rtf.extract(
        ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 A;}{\\f1\\fcharset204 B;}}" + body + "}").encode("latin-1")
    ).text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"One.\par Two.", "One.\n\nTwo."),
        (r"caf\'e9 \u8364?5 \u-10179?\u-8704?", "café €5 😀"),
        (r"\uc2\u1046\'c6\'c6\u1047 ??", "ЖЗ"),
        (r"\f1\'cc\'e8\'f0", "Мир"),
        (r"10\super 2\nosupersub  mills", "10² mills"),
        (r"Seen{\v hidden}{\deleted gone}.", "Seen."),
        (r"Seen{\*\unknown hidden}{\header hidden}.", "Seen."),
        (r"A{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}.", "Alink."),
        (r"One{\super\chftn{\footnote\chftn A note.}} two.", "One two.\n\nA note."),
        (
            r"One{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt In a box.\par}}} two.\par Three.",
            "One two.\n\nIn a box.\n\nThree.",
        ),
        (
            r"\trowd\trhdr\intbl A\cell B\cell\row\trowd\intbl 1\cell 2\cell\row\pard After.",
            "| A: 1 | B: 2 |\n\nAfter.",
        ),
        (r"{\pict\bin4 }}{\}After.", "After."),
        (r"\{a\}\\ b\~c\_d\-e", "{a}\\ b c‑de"),
    ],
)
def test_rtf_is_read_as_a_word_processor_shows_it(body: str, text: str) -> None:
    assert rich(body) == text


@given(st.text(alphabet="\\{}*'u1ab \r\nparcelowfootnshyv-9", max_size=300))
def test_any_rtf_gives_clean_text_or_a_reason(body: str) -> None:
    try:
        text = rich(body)
    except RefusedError:
        return
    assert text == text.strip()
    text.encode("utf-8")


# What cannot be read


def zipped(**members: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"no pdf", "damaged"),
        ("a.pdf", (FILES / "browser.pdf").read_bytes()[:900], "damaged"),
        ("a.docx", b"PK\x03\x04 no zip", "damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        ("a.docx", zipped(a="b"), "not what its name says"),
        ("a.epub", zipped(a="b"), "not what its name says"),
        ("a.odt", zipped(a="b"), "not what its name says"),
        ("a.pptx", zipped(a="b"), "not what its name says"),
        ("a.xlsx", zipped(a="b"), "not what its name says"),
        ("a.xlsx", zipped(**{"[Content_Types].xml": "<a/>"}), "damaged"),
        ("a.pptx", zipped(**{"ppt/presentation.xml": "<a/>"}), "damaged"),
        ("a.odt", zipped(**{"content.xml": "<a>"}), "damaged"),
        ("a.odt", zipped(**{"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "defines entities"),
        ("a.odt", zipped(**{"content.xml": "<a/>", "META-INF/manifest.xml": "<encryption-data/>"}), "password"),
        ("a.rtf", b"Text.", "not what its name says"),
        ("a.rtf", b"{\\rtf1" + b"{" * 100_000, "nested too deeply"),
        ("a.rtf", b"{\\rtf1{\\pict 00ff}}", "no text"),
        ("a.html", b"<p>  </p>", "no text"),
        ("a.eml", b"\x00\x01" * 50, "not a mail message"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
    ],
)
def test_a_file_that_cannot_be_read_is_left_out_with_the_reason(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "b.txt").write_text("Good.")
    library = read_library(tmp_path)
    assert [d.source for d in library.documents] == ["b.txt"]
    assert [(s.source, reason in s.reason) for s in library.skipped] == [(name, True)], library.skipped
