"""Word's documents and e-books: zip bombs, archives that lie, and XML within that points outside or at itself."""

import struct
import zipfile
from io import BytesIO

from hostile.case import Case, Content, cases
from hostile.pages import laughs

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PARAGRAPH = "<w:p><w:r><w:t>Some words.</w:t></w:r></w:p>"


def relations(*found: str) -> str:
    return (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(found)
        + "</Relationships>"
    )


def relation(kind: str, target: str, more: str = "", name: str = "r1") -> str:
    return f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}" {more}/>'


def body(inner: str = PARAGRAPH, doctype: str = "") -> str:
    return f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{_W}" xmlns:r="{_OFFICE}"><w:body>{inner}</w:body></w:document>'


def zipped(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these members."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, method)
    return data.getvalue()


def word(document: str | bytes | None = None, more: dict[str, str | bytes] | None = None) -> bytes:
    """A Word document of this document.xml, and further parts."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations(relation("officeDocument", "word/document.xml")),
        "word/document.xml": body() if document is None else document,
    }
    return zipped({**members, **(more or {})})


def book(
    chapters: dict[str, str | bytes],
    spine: list[str] | None = None,
    container: str = "content.opf",
    doctype: str = "",
    more: dict[str, str | bytes] | None = None,
    head: str = "",
) -> bytes:
    """An e-book of these chapters, by their hrefs, in the order of its spine."""
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    order = "".join(f'<itemref idref="{name}"/>' for name in spine or [f"c{n}" for n in range(len(chapters))])
    package = (
        f'<?xml version="1.0"?>{doctype}<package xmlns="http://www.idpf.org/2007/opf"><metadata>{head}</metadata>'
        f"<manifest>{items}</manifest><spine>{order}</spine></package>"
    )
    named = f'<?xml version="1.0"?><container><rootfiles><rootfile full-path="{container}"/></rootfiles></container>'
    return zipped({"META-INF/container.xml": named, "content.opf": package, **chapters, **(more or {})})


def chapter(inner: str = "<p>Some words.</p>") -> str:
    return f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{inner}</body></html>'


def _altered(data: bytes, old: bytes, new: bytes) -> bytes:
    return data.replace(old, new)


def _central(data: bytes, offset: int, form: str, value: int) -> bytes:
    """The archive with a number of its first entry in the directory altered."""
    at = data.index(b"PK\x01\x02") + offset
    return data[:at] + struct.pack(form, value) + data[at + struct.calcsize(form) :]


def _overlapping(copies: int) -> bytes:
    """Many entries of the directory that all mean one and the same packed member."""
    data = zipped({"word/a.xml": b"a" * 10_000_000})
    at, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = data[at:end]
    entries = b"".join(_altered(entry, b"word/a.xml", b"word/%c%c%c.x" % tuple(b"%03d" % n)) for n in range(copies))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, copies, copies, len(entries), at, 0)
    return data[:at] + entries + tail


def _twice(name: str, first: str, second: str) -> bytes:
    """A Word document that has a part twice."""
    other = name.replace("document", "documenu")
    return _altered(word(first, {other: second}), other.encode(), name.encode())


_GOOD = word()
_CENTRAL = _GOOD.index(b"PK\x01\x02")

ZIPS: dict[str, Content] = {
    "parts that unpack to 320 MB": lambda: zipped({f"word/{n}.xml": b"a" * 40_000_000 for n in range(8)}),
    "a part that unpacks to 200 MB": lambda: word(b"<a>" + b" " * 200_000_000),
    "entries that share their bytes": lambda: _overlapping(100),
    "a bomb that says it is small": lambda: _central(word(b"<a>" + b" " * 30_000_000 + b"</a>"), 24, "<L", 10),
    "a zip in a zip in a zip": zipped({"word/document.xml": zipped({"a.zip": zipped({"b": b"a" * 1_000_000})})}),
    "thirty thousand parts": lambda: zipped({f"{n}": b"" for n in range(30_000)}, zipfile.ZIP_STORED),
    "no parts": zipped({}),
    "names that climb": word(more={"../../../../tmp/pwned.xml": "x", "word/../../x.xml": "x"}),
    "names from the root": word(more={"/etc/passwd": "x", "C:\\Windows\\x": "x", "\\\\host\\x": "x"}),
    "names that are empty or dots": word(more={"": "x", ".": "x", "..": "x", "a//b": "x"}),
    "a name with a NUL": _altered(word(more={"word/N.xml": "<a/>"}), b"word/N", b"word/\x00"),
    "a name that is no text": _altered(word(more={"word/NNNN.xml": "<a/>"}), b"NNNN", b"\xff\xfe\xc0\xaf"),
    "a part twice": _twice("word/document.xml", body(), body(PARAGRAPH.replace("Some", "Other"))),
    "a part that is a link": lambda: _central(word("/etc/passwd"), 38, "<L", 0o120777 << 16),
    "a folder for a part": zipped({"[Content_Types].xml": _TYPES, "word/document.xml/": b""}),
    "a wrong checksum": _altered(_GOOD, _GOOD[_CENTRAL + 16 : _CENTRAL + 20], b"abcd"),
    "a password": lambda: _central(_GOOD, 8, "<H", 1),
    "a way of packing that there is not": lambda: _central(_GOOD, 10, "<H", 99),
    "sizes of 4 GB": lambda: _central(_GOOD, 24, "<L", 0xFFFFFFFE),
    "sizes that are elsewhere": lambda: _central(_GOOD, 24, "<L", 0xFFFFFFFF),
    "an offset beyond the end": lambda: _central(_GOOD, 42, "<L", 0x7FFFFFFF),
    "a directory beyond the end": _GOOD[:-6] + struct.pack("<L", 0x7FFFFFFF) + b"\0\0",
    "a directory of 65,535 entries": _GOOD[:-14] + b"\xff\xff\xff\xff" + _GOOD[-10:],
    "bytes before": b"#!/bin/sh\nid\n" * 100 + _GOOD,
    "bytes behind": _GOOD + b"x" * 100_000,
    "a comment of 60 KB": _GOOD[:-2] + struct.pack("<H", 60_000) + b"PK\x05\x06" * 15_000,
    "packed with bzip2": zipped({"word/document.xml": body()}, zipfile.ZIP_BZIP2),
    "packed with LZMA": zipped({"word/document.xml": body()}, zipfile.ZIP_LZMA),
    "a bomb of LZMA": lambda: zipped({"word/document.xml": b" " * 90_000_000}, zipfile.ZIP_LZMA),
    "an old or protected document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "only a beginning": b"PK\x03\x04" + bytes(100),
    "text instead": b"just words",
    "HTML instead": b"<html><p>words",
    **{f"cut after {share} %": _GOOD[: len(_GOOD) * share // 100] for share in (5, 25, 50, 75, 95, 99)},
}

_TABLE = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"


def _deep(open_: str, close: str, depth: int) -> str:
    return open_ * depth + PARAGRAPH + close * depth


WORD: dict[str, Content] = {
    "entities of entities": word(body("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", f"<!DOCTYPE a {laughs()}>")),
    "entities of entities in UTF-16": word(
        body("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", f"<!DOCTYPE a {laughs()}>")
        .replace('"1.0"', '"1.0" encoding="UTF-16"')
        .encode("utf-16")
    ),
    "entities of entities behind 200 KB": word(
        body("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", f"<!--{' ' * 200_000}--><!DOCTYPE a {laughs()}>")
    ),
    "a file as an entity": word(
        body("<w:p><w:r><w:t>x &e;</w:t></w:r></w:p>", '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>')
    ),
    "a DTD from an address": word(body(doctype='<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">')),
    "entities in a part with another name": word(
        more={
            "_rels/.rels": relations(relation("officeDocument", "word/document.bin")),
            "word/document.bin": body("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", f"<!DOCTYPE a {laughs()}>"),
        }
    ),
    "entities in the styles": word(more={"word/styles.xml": f'<?xml version="1.0"?><!DOCTYPE a {laughs()}><a>&e;</a>'}),
    "elements within elements": word(body(_deep("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 3000))),
    "two hundred tables within tables": word(body(_deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 50))),
    "cells over a million columns": word(
        body(_TABLE.format('<w:tcPr><w:gridSpan w:val="1000000"/><w:vMerge w:val="restart"/></w:tcPr>' + PARAGRAPH))
    ),
    "cells whose spans are no numbers": word(
        body(_TABLE.format('<w:tcPr><w:gridSpan w:val="-x"/><w:vMerge w:val="?"/></w:tcPr>' + PARAGRAPH))
    ),
    "styles in a circle": word(
        body('<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>Words.</w:t></w:r></w:p>'),
        {
            "word/styles.xml": f'<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:styleId="a"><w:name w:val="a"/>'
            '<w:basedOn w:val="b"/></w:style><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
        },
    ),
    "numbering in a circle": word(
        body(
            '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Words.</w:t></w:r></w:p>'
        ),
        {
            "word/_rels/document.xml.rels": relations(relation("numbering", "numbering.xml")),
            "word/numbering.xml": f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s"/>'
            '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>',
            "word/styles.xml": f'<w:styles xmlns:w="{_W}"><w:style w:type="numbering" w:styleId="s"><w:pPr><w:numPr>'
            '<w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>',
        },
    ),
    "a list at level 99999": word(
        body(
            '<w:p><w:pPr><w:numPr><w:ilvl w:val="99999"/><w:numId w:val="7"/></w:numPr></w:pPr><w:r><w:t>Words.</w:t></w:r></w:p>'
        )
    ),
    "a footnote that is not there": word(
        body('<w:p><w:r><w:t>Words.</w:t><w:footnoteReference w:id="9"/></w:r></w:p>')
    ),
    "a footnote that cites itself": word(
        body('<w:p><w:r><w:t>Words.</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'),
        {
            "word/_rels/document.xml.rels": relations(relation("footnotes", "footnotes.xml")),
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{_W}"><w:footnote w:id="1"><w:p><w:r><w:t>Note.</w:t>'
            '<w:footnoteReference w:id="1"/></w:r></w:p></w:footnote></w:footnotes>',
        },
    ),
    "a picture from a file": word(
        body(
            '<w:p><w:r><w:t>Words.</w:t><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
            'wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
            '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:link="r1"/>'
            "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        ),
        {"word/_rels/document.xml.rels": relations(relation("image", "file:///etc/passwd", 'TargetMode="External"'))},
    ),
    "a template from an address": word(
        more={
            "word/_rels/settings.xml.rels": relations(
                relation("attachedTemplate", "http://127.0.0.1:9/x.dotm", 'TargetMode="External"')
            )
        }
    ),
    "a link that runs a script": word(
        body('<w:p><w:hyperlink r:id="r1"><w:r><w:t>Words.</w:t></w:r></w:hyperlink></w:p>'),
        {
            "word/_rels/document.xml.rels": relations(
                relation("hyperlink", "javascript:alert(1)", 'TargetMode="External"')
            )
        },
    ),
    "fields that run a program": word(
        body(
            '<w:p><w:r><w:t>Words.</w:t><w:fldChar w:fldCharType="begin"/><w:instrText>DDEAUTO cmd "/k calc"</w:instrText>'
            '<w:fldChar w:fldCharType="end"/></w:r></w:p>'
        )
    ),
    "fields that do not end": word(
        body('<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:t>Words.</w:t></w:r></w:p>' * 500)
    ),
    "a document above the folder": word(
        more={"_rels/.rels": relations(relation("officeDocument", "../../../etc/passwd"))}
    ),
    "a document that is itself a relation": word(
        more={"_rels/.rels": relations(relation("officeDocument", "_rels/.rels"))}
    ),
    "relations to nothing": word(more={"_rels/.rels": relations('<Relationship Id="a"/>')}),
    "no types": zipped({"word/document.xml": body()}),
    "a document of nothing": word(b""),
    "a document without a body": word(f'<w:document xmlns:w="{_W}"/>'),
    "XML that is cut short": word(body()[:-30]),
    "elements of other namespaces": word('<document xmlns="urn:x"><body><p><r><t>Words.</t></r></p></body></document>'),
    "twenty thousand empty paragraphs": word(body("<w:p/>" * 20_000 + PARAGRAPH)),
    "a text of a megabyte": word(body(PARAGRAPH.replace("Some", "word " * 200_000))),
    "comments in a thread": word(body('<w:p><w:r><w:t>Words.</w:t><w:commentReference w:id="0"/></w:r></w:p>')),
    "a symbol of no font": word(body('<w:p><w:r><w:t>Words.</w:t><w:sym w:font="x" w:char="ZZZZ"/></w:r></w:p>')),
    "text boxes in text boxes": word(
        body(
            "<w:p><w:r><w:t>Words.</w:t><w:pict>"
            + "<v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>" * 60
            + PARAGRAPH
            + "</w:txbxContent></v:textbox></v:shape>" * 60
            + "</w:pict></w:r></w:p>"
        )
    ),
}

BOOKS: dict[str, Content] = {
    "a chapter a thousand times": book({"a.xhtml": chapter()}, ["c0"] * 1000),
    "three thousand chapters": book({f"{n}.xhtml": chapter() for n in range(3000)}),
    "chapters above the book": book({"a.xhtml": chapter(), "../../../../etc/passwd": chapter("<p>Up.</p>")}),
    "chapters from the root": book(
        {"a.xhtml": chapter(), "/etc/passwd": "", "file:///etc/passwd": "", "http://127.0.0.1:9/": ""}
    ),
    "chapters that are not there": book({"a.xhtml": chapter()}, ["c0", "c1", "", "nothing"]),
    "percent signs in names": book({"a%2f..%2fb%00%zz.xhtml": chapter(), "%2e%2e/b.xhtml": chapter()}),
    "a package above the book": book({"a.xhtml": chapter()}, container="../../../../etc/passwd"),
    "a package from an address": book({"a.xhtml": chapter()}, container="http://127.0.0.1:9/x.opf"),
    "a package that is the container": book({"a.xhtml": chapter()}, container="META-INF/container.xml"),
    "entities in the package": book({"a.xhtml": chapter()}, doctype=f"<!DOCTYPE a {laughs()}>", head="&e;"),
    "a file as an entity in the package": book(
        {"a.xhtml": chapter()}, doctype='<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>', head="&e;"
    ),
    "a billion laughs in a chapter": book(
        {"a.xhtml": f'<?xml version="1.0"?><!DOCTYPE a {laughs()}><html><body><p>x &e;</p></body></html>'}
    ),
    "a file as an entity in a chapter": book(
        {
            "a.xhtml": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><body><p>x &e;</p></body></html>'
        }
    ),
    "elements nested deep in a chapter": book({"a.xhtml": chapter("<div>" * 20_000)}),
    "scripts in a chapter": book({"a.xhtml": chapter("<script>alert(1)</script><p onclick='alert(1)'>Words.</p>")}),
    "protected against copying": book({"a.xhtml": chapter()}, more={"META-INF/encryption.xml": '<a URI="a.xhtml"/>'}),
    "a chapter of NULs": book({"a.xhtml": bytes(10_000)}),
    "a chapter that is a picture": book({"a.xhtml": b"\x89PNG\r\n\x1a\n" + bytes(range(256))}),
    "a chapter of 90 MB": lambda: book({"a.xhtml": b"<p>x</p>" + b" " * 90_000_000}),
    "no container": zipped({"mimetype": "application/epub+zip"}),
    "an empty container": zipped({"META-INF/container.xml": "<container/>"}),
    "no package": zipped({"META-INF/container.xml": '<c><rootfile full-path="x.opf"/></c>'}),
    "a container cut short": zipped({"META-INF/container.xml": '<c><rootfile full-path="x'}),
    **{
        f"cut after {share} %": (data := book({"a.xhtml": chapter()}))[: len(data) * share // 100]
        for share in (30, 60, 90)
    },
}


def archive_cases() -> list[Case]:
    """Every case of this module."""
    heavy = {"a bomb of LZMA", "thirty thousand parts", "a chapter of 90 MB", "parts that unpack to 320 MB"}
    light = {name: content for name, content in ZIPS.items() if name not in heavy}
    return [
        *cases("zip archives", ".docx", light),
        *cases("zip archives", ".docx", {name: ZIPS[name] for name in ZIPS if name in heavy}, heavy=True),
        *cases("Word's documents", ".docx", WORD),
        *cases("e-books", ".epub", {name: content for name, content in BOOKS.items() if name not in heavy}),
        *cases("e-books", ".epub", {name: BOOKS[name] for name in BOOKS if name in heavy}, heavy=True),
    ]
