"""Files made by real tools, and what each format promises: the words, the places, and nothing that is hidden."""

import re
import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import read_library
from index.formats import csv, eml, html
from index.formats.extracted import Extracted, RefusedError, clean
from index.passages import passages
from index.records import Document, place_of

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


@pytest.mark.parametrize("source", ["browser.pdf", "writer.pdf", "writer.docx", "writer.epub", "report.html"])
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
    ],
)
def test_a_place_is_what_a_person_finds_in_the_file(
    library: dict[str, Document], source: str, words: str, shown: str
) -> None:
    assert place(library[source], words) == shown


def test_a_browsers_header_and_footer_are_no_text(library: dict[str, Document]) -> None:
    text = library["browser.pdf"].text
    assert "file:///" not in text
    assert "The mill report" not in text
    assert not re.search(r"^\d/\d$", text, re.MULTILINE)


@pytest.mark.parametrize("source", ["browser.pdf", "writer.docx", "report.html"])
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
