"""Slides, workbooks, OpenDocument and RTF: parts that lie, nest, circle, grow and claim what cannot be."""

import functools
import zipfile
from pathlib import Path

from hostile.archives import relation, relations, zipped
from hostile.case import Case, Content, cases
from hostile.pages import laughs

FILES = Path(__file__).parents[1] / "files"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_PASSWD = '[<!ENTITY e SYSTEM "file:///etc/passwd">]'
_SHARES = (10, 40, 70, 95)


@functools.cache
def _parts(name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(FILES / name) as archive:
        return {part: archive.read(part) for part in archive.namelist() if not part.endswith("/")}


def altered(name: str, parts: dict[str, str | bytes]) -> bytes:
    """A file that an office made, with these parts put in place of its own or beside them."""
    return zipped({**_parts(name), **parts})


def _said(name: str, part: str, old: str, new: str) -> bytes:
    text = _parts(name)[part].decode()
    assert old in text, (name, part, old)
    return altered(name, {part: text.replace(old, new)})


def _cut(name: str) -> dict[str, Content]:
    data = (FILES / name).read_bytes()
    return {f"cut after {share} %": data[: len(data) * share // 100] for share in _SHARES}


# Slides

_SLIDE = "ppt/slides/slide1.xml"
_TITLE = "The mills of the Vorn"
_LAST = "</p:spTree>"
_SHAPE = (
    '<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="x"/><p:cNvSpPr/><p:nvPr>{placed}</p:nvPr></p:nvSpPr><p:spPr/><p:txBody>'
    "<a:bodyPr/>{text}</p:txBody></p:sp>"
)
_GROUP = '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="9" name="g"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
_TABLE = (
    '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="8" name="t"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
    '<p:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/></p:xfrm><a:graphic><a:graphicData uri="{uri}">{inner}'
    "</a:graphicData></a:graphic></p:graphicFrame>"
)
_TABLES = "http://schemas.openxmlformats.org/drawingml/2006/table"
_CHARTS = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def _words(text: str, more: str = "") -> str:
    return f"<a:p>{more}<a:r><a:t>{text}</a:t></a:r></a:p>"


def shape(text: str, number: int = 7, placed: str = "") -> str:
    """A box on a slide."""
    return _SHAPE.format(id=number, placed=placed, text=text)


def slide(more: str, title: str = _TITLE) -> bytes:
    """Slides of which the first has this title, and more on it."""
    text = _parts("slides.pptx")[_SLIDE].decode().replace(_TITLE, title).replace(_LAST, more + _LAST)
    return altered("slides.pptx", {_SLIDE: text})


def _table(inner: str) -> bytes:
    return slide(_TABLE.format(uri=_TABLES, inner=f"<a:tbl><a:tblPr/><a:tblGrid/>{inner}</a:tbl>"))


def _cell(text: str, more: str = "") -> str:
    return f"<a:tc {more}><a:txBody><a:bodyPr/>{_words(text)}</a:txBody></a:tc>"


def _declared(name: str, part: str, doctype: str, old: str, before: str = "", encoding: str = "UTF-8") -> bytes:
    """A file in which a part declares a type, and an entity of it stands for some words."""
    body = _parts(name)[part].decode().partition("?>")[2].replace(old, "&e;")
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    return altered(name, {part: f"{head}{before}<!DOCTYPE x {doctype}>{body}".encode(encoding)})


def _entities(name: str, part: str, old: str) -> dict[str, Content]:
    """Every way to bring entities into a part of a file; `old` stands in it."""
    made = functools.partial(_declared, name, part, old=old)
    return {
        f"{part}: {what}": content
        for what, content in {
            "entities of entities": made(laughs()),
            "entities of entities in UTF-16": made(laughs(), encoding="UTF-16"),
            "entities of entities behind 200 KB": made(laughs(), before=f"<!--{' ' * 200_000}-->"),
            "an entity that is itself": made('[<!ENTITY e "&e;">]', before=f"<!--{' ' * 200_000}-->"),
            "a file as an entity": made(_PASSWD),
            "a file as an entity behind 200 KB": made(_PASSWD, before=f"<!--{' ' * 200_000}-->"),
            "a DTD from an address": made('SYSTEM "http://127.0.0.1:9/x.dtd"'),
        }.items()
    }


_NUMBERED = "ppt/_rels/presentation.xml.rels"
_SLIDES = '<p:sldId id="256" r:id="rId'


def _presented(inner: str) -> bytes:
    text = _parts("slides.pptx")["ppt/presentation.xml"].decode()
    start, end = text.index("<p:sldIdLst>"), text.index("</p:sldIdLst>")
    return altered("slides.pptx", {"ppt/presentation.xml": text[:start] + f"<p:sldIdLst>{inner}" + text[end:]})


def _related(part: str, *more: str) -> bytes:
    """Slides in which a part is related to more."""
    text = _parts("slides.pptx")[part].decode()
    return altered("slides.pptx", {part: text.replace("</Relationships>", "".join(more) + "</Relationships>")})


def _slide_from(target: str, more: str = "") -> bytes:
    """Slides of which one comes from elsewhere."""
    text = _parts("slides.pptx")[_NUMBERED].decode().replace('Target="slides/slide1.xml"', f'Target="{target}" {more}')
    assert target in text
    return altered("slides.pptx", {_NUMBERED: text})


def _slide_ids() -> list[str]:
    """The relations' names of the slides."""
    text = _parts("slides.pptx")["ppt/presentation.xml"].decode()
    inner = text[text.index("<p:sldIdLst>") : text.index("</p:sldIdLst>")]
    return [piece.partition('"')[0] for piece in inner.split('r:id="')[1:]]


SLIDES: dict[str, Content] = {
    **_entities("slides.pptx", _SLIDE, _TITLE),
    "groups within groups": slide(_GROUP * 3000 + shape(_words("deep")) + "</p:grpSp>" * 3000),
    "ninety groups within groups": slide(_GROUP * 90 + shape(_words("deep")) + "</p:grpSp>" * 90),
    "five thousand shapes": slide("".join(shape(_words(f"Box {n}."), n + 10) for n in range(5000))),
    "shapes of one number": slide(shape(_words("One."), 2) + shape(_words("Two."), 2)),
    "a shape without a number": slide(shape(_words("One."), 7).replace('id="7"', "")),
    "a shape without anything": slide("<p:sp/><p:graphicFrame/><p:grpSp/><p:pic/><p:cxnSp/>"),
    "twenty thousand empty paragraphs": slide(shape("<a:p/>" * 20_000 + _words("Words."))),
    "a text of a megabyte": slide(shape(_words("word " * 200_000))),
    "a title of a megabyte": slide("", "word " * 200_000),
    "paragraphs at levels there are not": slide(
        shape(_words("One.", '<a:pPr lvl="-9"/>') + _words("Two.", '<a:pPr lvl="x"/>'))
    ),
    "placeholders of no kind": slide(shape(_words("One."), 7, '<p:ph type="nonsense" idx="99999999999"/>')),
    "a placeholder that its layout has not": slide(shape(_words("One."), 7, '<p:ph type="body" idx="4294967295"/>')),
    "a cell over a million columns": _table(
        '<a:tr h="1">' + _cell("One.", 'gridSpan="1000000" rowSpan="1000000"') + "</a:tr>"
    ),
    "cells whose spans are no numbers": _table(
        '<a:tr h="1">' + _cell("One.", 'gridSpan="x" rowSpan="-1" hMerge="?"') + "</a:tr>"
    ),
    "a row of five thousand cells": _table(f'<a:tr h="1">{"".join(_cell("a") for _ in range(5000))}</a:tr>'),
    "a table of rows without cells": _table('<a:tr h="1"/>' * 1000),
    "a chart that is not there": slide(
        _TABLE.format(uri=_CHARTS, inner=f'<c:chart xmlns:c="{_CHARTS}" r:id="rId99"/>')
    ),
    "a picture that is not there": slide(
        '<p:pic><p:nvPicPr><p:cNvPr id="6" name="p"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:link="rId98"/>'
        "</p:blipFill><p:spPr/></p:pic>"
    ),
    "a link that runs a script": slide(
        shape(
            "<a:p><a:r><a:rPr><a:hlinkClick r:id='' action='ppaction://program?name=cmd'/></a:rPr><a:t>Go.</a:t></a:r></a:p>"
        )
    ),
    "an alternative for everything": slide(
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x">'
        f"{shape(_words('Choice.'))}</mc:Choice><mc:Fallback>{shape(_words('Fallback.'))}</mc:Fallback></mc:AlternateContent>"
    ),
    "a slide a thousand times": _presented(
        "".join(f'<p:sldId id="{n}" r:id="{_slide_ids()[0]}"/>' for n in range(256, 1256))
    ),
    "a slide that is not there": _presented('<p:sldId id="256" r:id="rId777"/>'),
    "a slide without a relation": _presented('<p:sldId id="256"/>'),
    "a slide that is the whole": _slide_from("presentation.xml"),
    "a slide that is its master": _slide_from("slideMasters/slideMaster1.xml"),
    "a slide above the folder": _slide_from("../../../../../etc/passwd"),
    "a slide of the machine": _slide_from("file:///etc/passwd", 'TargetMode="External"'),
    "a slide from an address": _slide_from("http://127.0.0.1:9/slide1.xml", 'TargetMode="External"'),
    "a slide with notes that are itself": _related(
        "ppt/slides/_rels/slide1.xml.rels", relation("notesSlide", "slide1.xml", name="rId50")
    ),
    "a slide with two notes": _related(
        "ppt/slides/_rels/slide2.xml.rels", relation("notesSlide", "../notesSlides/notesSlide1.xml", name="rId50")
    ),
    "a slide without relations": altered("slides.pptx", {"ppt/slides/_rels/slide1.xml.rels": relations()}),
    "a slide of a size there is not": _said(
        "slides.pptx", "ppt/presentation.xml", "<p:sldSz ", '<p:sldSz x="99999999999999" '
    ),
    "a slide of nothing": altered("slides.pptx", {_SLIDE: b""}),
    "a slide that is a picture": altered("slides.pptx", {_SLIDE: b"\x89PNG\r\n\x1a\n" + bytes(range(256))}),
    "a slide that is cut short": altered("slides.pptx", {_SLIDE: _parts("slides.pptx")[_SLIDE][:-40]}),
    "elements within elements": slide("<p:extLst>" * 20_000),
    "entities in a part with another name": altered(
        "slides.pptx",
        {
            "ppt/slides/slide1.bin": f"{_HEAD}<!DOCTYPE x {laughs()}>"
            + _parts("slides.pptx")[_SLIDE].decode().partition("?>")[2].replace(_TITLE, "&e;"),
            _NUMBERED: _parts("slides.pptx")[_NUMBERED].decode().replace("slides/slide1.xml", "slides/slide1.bin"),
            "[Content_Types].xml": _parts("slides.pptx")["[Content_Types].xml"]
            .decode()
            .replace("/ppt/slides/slide1.xml", "/ppt/slides/slide1.bin"),
        },
    ),
    "entities in the relations": altered(
        "slides.pptx",
        {"ppt/slides/_rels/slide1.xml.rels": f"{_HEAD}<!DOCTYPE x {laughs()}><Relationships>&e;</Relationships>"},
    ),
    "no types": altered("slides.pptx", {"[Content_Types].xml": ""}),
    "only a presentation": zipped({"ppt/presentation.xml": _parts("slides.pptx")["ppt/presentation.xml"]}),
    "a Word document instead": (FILES / "survey.docx").read_bytes(),
    **_cut("slides.pptx"),
}

# Workbooks

_SHEET, _STRINGS, _BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(rows: str, before: str = "", after: str = "") -> str:
    """A sheet's part."""
    return f'{_HEAD}<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def cells(rows: str, before: str = "", after: str = "", more: dict[str, str | bytes] | None = None) -> bytes:
    """A workbook whose first sheet has these rows."""
    return altered("prices.xlsx", {_SHEET: sheet(rows, before, after), **(more or {})})


def workbook(name: str, rows: str) -> bytes:
    """A workbook of one sheet with this name and part."""
    text = _parts("prices.xlsx")[_BOOK].decode()
    start, end = text.index("<sheets>"), text.index("</sheets>")
    sheets = f'<sheets><sheet name="{name}" sheetId="1" r:id="rId2"/>'
    return altered("prices.xlsx", {_BOOK: text[:start] + sheets + text[end:], _SHEET: rows})


def inline(text: str, place: str = "A1") -> str:
    """A cell that holds its text itself."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def _values(*values: str) -> bytes:
    """A workbook of cells, given as attributes and value."""
    return cells("".join(f'<row r="{n}"><c r="A{n}" {value}</c></row>' for n, value in enumerate(values, 1)))


def _formats(*codes: str) -> bytes:
    """A workbook with a number in each of these formats."""
    formats = "".join(f'<numFmt numFmtId="{n}" formatCode="{code}"/>' for n, code in enumerate(codes, 200))
    used = "".join(f'<xf numFmtId="{n}" applyNumberFormat="1"/>' for n in range(200, 200 + len(codes)))
    styles = f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts>{formats}</numFmts><cellXfs>{used}</cellXfs></styleSheet>'
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="{n - 1}"><v>45000.5</v></c></row>' for n in range(1, len(codes) + 1))
    return cells(rows, more={"xl/styles.xml": styles})


def _row(inner: str, number: str = "1") -> str:
    return f'<row r="{number}">{inner}</row>'


def _sheets(inner: str) -> bytes:
    text = _parts("prices.xlsx")[_BOOK].decode()
    start, end = text.index("<sheets>"), text.index("</sheets>")
    return altered("prices.xlsx", {_BOOK: text[:start] + f"<sheets>{inner}" + text[end:]})


WORKBOOKS: dict[str, Content] = {
    **_entities("prices.xlsx", _STRINGS, "What the mills cost"),
    **_entities("prices.xlsx", _SHEET, "<v>0</v>"),
    "a size of all cells there can be": cells(_row(inline("One.")), '<dimension ref="A1:XFD1048576"/>'),
    "a size that is none": cells(_row(inline("One.")), '<dimension ref="ZZZZZZ0:-5"/>'),
    "a cell in the last column": cells(_row(inline("One.", "XFD1"))),
    "cells in the last column of a thousand rows": cells(
        "".join(_row(inline("a", f"XFD{n}"), str(n)) for n in range(1, 1001))
    ),
    "a column beyond the last": cells(_row(inline("One.", "ZZZZZZZZ1"))),
    "a cell of no place": cells(_row(inline("One.", "1A") + inline("Two.", "") + inline("Three.", "A1:B2"))),
    "a row that is no number": cells(_row(inline("One."), "x")),
    "rows backwards": cells(_row(inline("Two.", "A9"), "9") + _row(inline("One.", "A1"), "1")),
    "rows of one number": cells(_row(inline("One.")) + _row(inline("Two."))),
    "rows before the first": cells(_row(inline("One.", "A-3"), "-3")),
    "a text that is not there": _values('t="s"><v>999999</v>'),
    "a text before the first": _values('t="s"><v>-1</v>'),
    "a text that is no number": _values('t="s"><v>x</v>'),
    "cells of kinds there are not": _values(
        't="zzz"><v>1</v>', 't="b"><v>7</v>', 't="e"><v>&lt;b&gt;</v>', 't="d"><v>x</v>'
    ),
    "numbers that are none": _values("><v>NaN</v>", "><v>inf</v>", "><v>1e999</v>", "><v>0x10</v>", "><v>1_000</v>"),
    "a number of a hundred thousand digits": _values(f"><v>{'9' * 100_000}</v>"),
    "days there are not": _values(
        *(f's="3"><v>{day}</v>' for day in ("-1", "60", "1e300", "99999999999", "0.999999999"))
    ),
    "formats of no meaning": _formats(
        "[", "[$-409", "yyyy" * 5000, "&quot;", "0" * 5000, "@@;;;;;", "[&gt;1e999]d", "\\"
    ),
    "a format of many brackets": _formats("[" * 3000, "&quot;" * 50_000, "_" * 50_000, "[a]" * 20_000),
    "a style beyond the last": _values('s="99999"><v>1</v>', 's="-1"><v>2</v>'),
    "no styles": altered("prices.xlsx", {"xl/styles.xml": ""}),
    "a style of ten thousand": _formats(*(f"0{'.0' if n % 2 else ''}" for n in range(3000))),
    "formulas that run a program": _values(
        "><f>cmd|'/c calc'!A0</f><v>1</v>", ' t="str"><f>HYPERLINK("javascript:x")</f><v>Go.</v>'
    ),
    "a formula in a circle": _values("><f>A1</f>", '><f t="shared" si="0" ref="A1:XFD1048576">A2</f><v>3</v>'),
    "a formula of brackets": _values(f"><f>{'(' * 8000}1{')' * 8000}</f><v>1</v>"),
    "joined cells, all of them": cells(
        _row(inline("One.")), "", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "a hundred thousand joined cells": cells(
        _row(inline("One.")), "", "<mergeCells>" + "<mergeCell ref='A1:B2'/>" * 100_000 + "</mergeCells>"
    ),
    "columns of all widths": cells(_row(inline("One.")), '<cols><col min="1" max="4294967295" width="1e308"/></cols>'),
    "a text of a megabyte": cells(_row(inline("word " * 200_000))),
    "a text of ten thousand pieces": cells(
        _row(f'<c r="A1" t="inlineStr"><is>{"<r><t>word </t></r>" * 10_000}</is></c>')
    ),
    "cells within cells": cells(_row("<c><is>" * 3000)),
    "elements within elements": cells(_row(inline("One.")), "", "<extLst>" * 20_000),
    "a sheet a thousand times": _sheets(
        "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId2"/>' for n in range(1, 301))
    ),
    "a sheet that is not there": _sheets('<sheet name="x" sheetId="1" r:id="rId99"/>'),
    "no sheet": _sheets(""),
    "only hidden sheets": _sheets('<sheet name="x" sheetId="1" state="veryHidden" r:id="rId2"/>'),
    "a state there is not": _sheets('<sheet name="x" sheetId="1" state="nonsense" r:id="rId2"/>'),
    "a sheet without a name": _sheets('<sheet name="" sheetId="1" r:id="rId2"/>'),
    "names that are paths": _sheets('<sheet name="../../etc/passwd" sheetId="1" r:id="rId2"/>'),
    "a name of a hundred thousand letters": _sheets(f'<sheet name="{"n" * 100_000}" sheetId="1" r:id="rId2"/>'),
    "a name over lines": _sheets('<sheet name="a&#10;b&#9;c&#x202e;d" sheetId="1" r:id="rId2"/>'),
    **{
        f"a sheet {what}": altered(
            "prices.xlsx",
            {
                "xl/_rels/workbook.xml.rels": _parts("prices.xlsx")["xl/_rels/workbook.xml.rels"]
                .decode()
                .replace('Target="worksheets/sheet1.xml"', f'Target="{target}"')
            },
        )
        for what, target in {
            "above the folder": "../../../../etc/passwd",
            "of the machine": 'file:///etc/passwd" TargetMode="External',
            "from an address": 'http://127.0.0.1:9/x" TargetMode="External',
            "that is the workbook": "workbook.xml",
            "that is the texts": "sharedStrings.xml",
        }.items()
    },
    "a sheet of nothing": altered("prices.xlsx", {_SHEET: ""}),
    "a sheet cut short": altered("prices.xlsx", {_SHEET: _parts("prices.xlsx")[_SHEET][:1800]}),
    "texts cut short": altered("prices.xlsx", {_STRINGS: _parts("prices.xlsx")[_STRINGS][:300]}),
    "a workbook of nothing": altered("prices.xlsx", {_BOOK: ""}),
    "no types": altered("prices.xlsx", {"[Content_Types].xml": ""}),
    "slides instead": (FILES / "slides.pptx").read_bytes(),
    **_cut("prices.xlsx"),
}

# OpenDocument

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "text", "table", "style", "presentation")
)
_MORE_SPACES = (
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
)
_P = "<text:p>Some words.</text:p>"


def content(inner: str, kind: str = "text", styles: str = "", doctype: str = "") -> str:
    """A content.xml of this body."""
    return (
        f"{_HEAD}{doctype}<office:document-content {_SPACES} {_MORE_SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:{kind}>{inner}</office:{kind}></office:body>"
        "</office:document-content>"
    )


def odf(
    inner: str, kind: str = "text", styles: str = "", doctype: str = "", more: dict[str, str | bytes] | None = None
) -> bytes:
    """An OpenDocument file of this body."""
    kinds = {"text": "text", "spreadsheet": "spreadsheet", "presentation": "presentation"}
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kinds[kind]}",
            "content.xml": content(inner, kind, styles, doctype),
            **(more or {}),
        }
    )


def _nested(open_: str, close: str, depth: int = 3000) -> bytes:
    return odf(_P + open_ * depth + _P + close * depth)


def _styled(*styles: tuple[str, str], use: str) -> bytes:
    """A text in a style, of styles and their parents."""
    made = "".join(
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}"/>'
        for name, parent in styles
    )
    return odf(f'<text:p text:style-name="{use}">Some words.</text:p>', styles=made)


TEXTS: dict[str, Content] = {
    **_entities("writer.odt", "content.xml", "The mill at Vorn"),
    "entities in the styles": odf(_P, more={"styles.xml": f"{_HEAD}<!DOCTYPE x {laughs()}><x>&e;</x>"}),
    "sections within sections": _nested("<text:section>", "</text:section>"),
    "lists within lists": _nested("<text:list><text:list-item>", "</text:list-item></text:list>"),
    "a hundred lists within lists": _nested("<text:list><text:list-item>", "</text:list-item></text:list>", 60),
    "tables within tables": _nested(
        "<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>", 1000
    ),
    "boxes within boxes": _nested(
        "<text:p><draw:frame><draw:text-box>", "</draw:text-box></draw:frame></text:p>", 1000
    ),
    "notes within notes": _nested(
        "<text:p>x<text:note><text:note-body>", "</text:note-body></text:note></text:p>", 1000
    ),
    "sixty notes within notes": _nested(
        "<text:p>x<text:note><text:note-body>", "</text:note-body></text:note></text:p>", 60
    ),
    "words within words": odf(f"<text:p>{'<text:span>' * 200}deep{'</text:span>' * 200}</text:p>"),
    "a style that is its own parent": _styled(("a", "a"), use="a"),
    "styles in a circle": _styled(("a", "b"), ("b", "c"), ("c", "a"), use="a"),
    "a style of a thousand parents": _styled(*((f"s{n}", f"s{n + 1}") for n in range(1000)), use="s0"),
    "a style that is not there": _styled(("a", "nothing"), use="a"),
    "a list style that is itself": odf(
        '<text:list text:style-name="L"><text:list-item><text:p>One.</text:p></text:list-item></text:list>',
        styles='<text:list-style style:name="L" style:parent-style-name="L"><text:list-level-style-number text:level="x" style:num-format="1"/>'
        "</text:list-style>",
    ),
    "a billion spaces": odf('<text:p>a<text:s text:c="999999999"/>b</text:p>'),
    "headings at levels there are not": odf(
        "".join(
            f'<text:h text:outline-level="{level}">Part.</text:h>{_P}'
            for level in ("0", "-1", "99", "x", "", "²", "٣", "9" * 5000)
        )
    ),
    "a heading of a megabyte": odf(f'<text:h text:outline-level="1">{"word " * 200_000}</text:h>{_P}'),
    "a text of a megabyte": odf(f"<text:p>{'word ' * 200_000}</text:p>"),
    "fifty thousand empty paragraphs": odf("<text:p/>" * 50_000 + _P),
    "a cell over a million columns": odf(
        '<table:table><table:table-row><table:table-cell table:number-columns-spanned="1000000" '
        f'table:number-rows-spanned="99999999">{_P}</table:table-cell></table:table-row></table:table>'
    ),
    "an object of the machine": odf(
        f'{_P}<text:p><draw:frame><draw:object xlink:href="file:///etc/passwd"/><draw:image xlink:href="../../etc/passwd"/>'
        "</draw:frame></text:p>"
    ),
    "a section from an address": odf(
        f'<text:section><text:section-source xlink:href="http://127.0.0.1:9/x.odt"/>{_P}</text:section>'
    ),
    "a link that runs a script": odf('<text:p><text:a xlink:href="javascript:alert(1)">Words.</text:a></text:p>'),
    "scripts and listeners": odf(
        '<office:event-listeners><script:event-listener script:language="ooo:script" xlink:href="vnd.sun.star.script:x"/>'
        f"</office:event-listeners><text:script script:language='JavaScript'>alert(1)</text:script>{_P}"
    ),
    "text that was deleted": odf(
        f"<text:tracked-changes><text:changed-region><text:deletion>{_P}</text:deletion></text:changed-region>"
        "</text:tracked-changes>" + _P
    ),
    "a password": odf(_P, more={"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}),
    "a manifest cut short": odf(_P, more={"META-INF/manifest.xml": "<manifest"}),
    "names that climb": odf(_P, more={"../../../../tmp/pwned.xml": "x", "/etc/passwd": "x"}),
    "no content": zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
    "a content of nothing": zipped({"content.xml": ""}),
    "a content without a body": zipped({"content.xml": f"{_HEAD}<office:document-content {_SPACES}/>"}),
    "a content cut short": zipped({"content.xml": content(_P)[:-60]}),
    "a content that is a picture": zipped({"content.xml": b"\x89PNG\r\n\x1a\n" + bytes(range(256))}),
    "a formula instead": zipped({"content.xml": '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'}),
    "two bodies": odf(f"{_P}</office:text></office:body><office:body><office:text>{_P}"),
    "a sheet in a text": odf(f"<table:table table:name='x'><table:table-row/></table:table>{_P}"),
    **_cut("writer.odt"),
}


def _grid(row: str = "", cell: str = "", text: str = _P, name: str = "x") -> bytes:
    return odf(
        f'<table:table table:name="{name}"><table:table-row {row}><table:table-cell {cell}>{text}</table:table-cell>'
        "</table:table-row></table:table>",
        "spreadsheet",
    )


_ROWS, _COLUMNS = "table:number-rows-repeated", "table:number-columns-repeated"

SHEETS: dict[str, Content] = {
    **_entities("prices.ods", "content.xml", "What the mills cost"),
    "a cell a hundred million times": _grid(cell=f'{_COLUMNS}="99999999"'),
    "all cells there can be": _grid(f'{_ROWS}="1048576"', f'{_COLUMNS}="16384"'),
    "an empty row a hundred million times": _grid(f'{_ROWS}="99999999"', text=""),
    "repeats that are no numbers": _grid(f'{_ROWS}="-1"', f'{_COLUMNS}="²"'),
    "repeats of five thousand digits": _grid(f'{_ROWS}="{"9" * 5000}"', f'{_COLUMNS}="1e9"'),
    "a name of a hundred thousand letters": _grid(name="n" * 100_000),
    "a name over lines": _grid(name="a&#10;b&#x202e;c"),
    "groups within groups": odf(
        f'<table:table table:name="x">{"<table:table-row-group>" * 3000}<table:table-row><table:table-cell>{_P}'
        f"</table:table-cell></table:table-row>{'</table:table-row-group>' * 3000}</table:table>",
        "spreadsheet",
    ),
    "tables within cells": odf(
        f'<table:table table:name="x">{"<table:table-row><table:table-cell><table:table>" * 100}<table:table-row>'
        f"<table:table-cell>{_P}</table:table-cell></table:table-row>"
        f"{'</table:table></table:table-cell></table:table-row>' * 100}</table:table>",
        "spreadsheet",
    ),
    "a thousand sheets": odf(
        "".join(
            f'<table:table table:name="s{n}"><table:table-row><table:table-cell>{_P}</table:table-cell></table:table-row>'
            "</table:table>"
            for n in range(1000)
        ),
        "spreadsheet",
    ),
    "a formula that runs a program": _grid(cell="table:formula=\"of:=DDE('cmd';'/c calc';'x')\""),
    "no sheet": odf("", "spreadsheet"),
    **_cut("prices.ods"),
}


def _page(inner: str, name: str = "x") -> str:
    return f'<draw:page draw:name="{name}">{inner}</draw:page>'


def _box(text: str, kind: str = "subtitle") -> str:
    return f'<draw:frame presentation:class="{kind}"><draw:text-box>{text}</draw:text-box></draw:frame>'


PAGES: dict[str, Content] = {
    **_entities("slides.odp", "content.xml", _TITLE),
    "three thousand pages": odf(_page(_box(_P)) * 3000, "presentation"),
    "a page within a page": odf("<draw:page>" * 300 + _box(_P) + "</draw:page>" * 300, "presentation"),
    "groups within groups": odf(_page("<draw:g>" * 3000 + _box(_P) + "</draw:g>" * 3000), "presentation"),
    "titles by the thousand": odf(_page(_box(_P, "title") * 1000), "presentation"),
    "notes that are a page": odf(
        _page(f"{_box(_P)}<presentation:notes>{_page(_box(_P))}</presentation:notes>"), "presentation"
    ),
    "only furniture": odf(_page(_box(_P, "footer") + _box(_P, "page-number")), "presentation"),
    "sounds and films of the machine": odf(
        _page(f'{_box(_P)}<draw:frame><draw:plugin xlink:href="file:///etc/passwd"/></draw:frame>'), "presentation"
    ),
    "no page": odf("", "presentation"),
    **_cut("slides.odp"),
}

# RTF


def rtf(inner: str) -> bytes:
    """An RTF file of these signs."""
    return f"{{\\rtf1\\ansi{{\\fonttbl{{\\f0\\fcharset0 Serif;}}}}\n{inner}}}".encode("latin-1")


RTF: dict[str, Content] = {
    "a hundred thousand groups": rtf("Words.{" * 100_000),
    "four thousand groups": rtf("{" * 4000 + "Words." + "}" * 4000),
    "groups that are closed and never opened": rtf("}" * 100_000 + "Words."),
    "bytes beyond the end": rtf("Words.\\par\\bin999999999 x"),
    "bytes before the beginning": rtf("Words.\\bin-5 more\\par\\bin0 x\\bin"),
    "braces among bytes": rtf("Words.\\bin6 }}}{{{ more"),
    "characters there are not": rtf("Words \\u99999? \\u-1? \\u-32768? \\u55296? \\u56320? \\u0? \\'zz \\' \\'0"),
    "halves the wrong way round": rtf("Words \\u-8704?\\u-10240? more"),
    "stand-ins without end": rtf("\\uc9999999 \\u8364 Words and more words. Then others."),
    "a sign of a megabyte": rtf("Words.\\" + "a" * 1_000_000 + " more"),
    "a number of a hundred thousand digits": rtf("Words.\\fs" + "9" * 100_000 + " more"),
    "backslashes by the hundred thousand": rtf("Words." + "\\" * 100_001),
    "starred signs by the hundred thousand": rtf("Words." + "\\*" * 100_000),
    "fonts by the ten thousand": rtf(
        "{\\fonttbl" + "".join(f"{{\\f{n}\\fcharset{n % 300} F;}}" for n in range(20_000)) + "}\\f7 Words."
    ),
    "fonts that are switched and never named": rtf("\\f1" * 100_000 + " Words."),
    "styles that do not end": rtf("{\\stylesheet" + "{\\s1\\x" * 4000 + " Words."),
    "styles that are headings of all levels": rtf(
        "{\\stylesheet" + "".join(f"{{\\s{n} heading {n};}}" for n in range(12)) + "}\\s11 Words.\\par\\s9 More.\\par"
    ),
    "outline levels there are not": rtf(
        "\\outlinelevel-5 One.\\par\\outlinelevel999999 Two.\\par\\outlinelevel Three.\\par"
    ),
    "an encoding there is not": rtf("\\ansicpg99999 Words \\'e9."),
    "an encoding that is none": rtf("\\ansicpg0 Words \\'e9. \\ansicpg-1 More \\'e9."),
    "an encoding of UTF-8": rtf("\\ansicpg65001 Words \\'c3\\'a9 \\'c3."),
    "half a letter of two bytes": rtf("{\\fonttbl{\\f1\\fcharset128 M;}}\\f1 Words \\'83\\par\\'83"),
    "a picture of two megabytes": rtf("Words.{\\pict\\picw999999999\\pich999999999 " + "00ff" * 500_000 + "}more"),
    "an object that is a program": rtf(
        "Words.{\\object\\objemb{\\*\\objclass Package}{\\*\\objdata " + "4d5a" * 5000 + "}}"
    ),
    "a template from an address": rtf("{\\*\\template http://127.0.0.1:9/x.dotm}Words."),
    "a file that is included": rtf('{\\field{\\*\\fldinst INCLUDETEXT "file:///etc/passwd"}{\\fldrslt Words.}}'),
    "fields that run a program": rtf('{\\field{\\*\\fldinst DDEAUTO cmd "/k calc"}{\\fldrslt Words.}}'),
    "a link that runs a script": rtf('{\\field{\\*\\fldinst HYPERLINK "javascript:alert(1)"}{\\fldrslt Words.}}'),
    "fields that do not end": rtf("Words." + "{\\field{\\*\\fldinst x" * 2000),
    "notes within notes": rtf("Words." + "{\\footnote x" * 2000 + "}" * 2000),
    "boxes within boxes": rtf("Words." + "{\\shp{\\*\\shpinst{\\shptxt x" * 1000 + "}}}" * 1000),
    "notes that do not end": rtf("Words.{\\footnote A note.\\par" * 1000),
    "a row that does not end": rtf("\\trowd\\intbl Words.\\cell" * 20_000),
    "rows without cells": rtf("Words.\\par" + "\\trowd\\row" * 50_000),
    "cells without rows": rtf("\\cell\\cell\\row\\nestcell\\nestrow Words.\\par"),
    "tables within tables": rtf(
        "\\trowd\\intbl\\itap2 x\\nestcell{\\*\\nesttableprops\\nestrow}" * 2000 + "Words.\\cell\\row"
    ),
    "a text of two megabytes on one line": rtf("word " * 400_000),
    "paragraphs by the hundred thousand": rtf("\\par " * 100_000 + "Words."),
    "text that is hidden": rtf("\\v Hidden.\\v0 Words.{\\deleted Gone.}"),
    "NULs": rtf("Wo\0rds.\\'00 more"),
    "every byte": b"{\\rtf1 Words " + bytes(range(256)).replace(b"{", b"").replace(b"}", b"") + b"}",
    "only a beginning": b"{\\rtf",
    "a version of a hundred digits": b"{\\rtf" + b"1" * 100 + b" Words.}",
    "text behind the end": rtf("Words.") + b"{\\rtf1 More words.}" * 100,
    "spaces before the beginning": b" " * 100_000 + rtf("Words."),
    "text instead": b"just words",
    "a Word document instead": (FILES / "survey.docx").read_bytes(),
    **_cut("survey.rtf"),
}

KINDS: dict[str, tuple[str, dict[str, Content]]] = {
    ".pptx": ("slides", SLIDES),
    ".xlsx": ("workbooks", WORKBOOKS),
    ".odt": ("OpenDocument texts", TEXTS),
    ".ods": ("OpenDocument sheets", SHEETS),
    ".odp": ("OpenDocument slides", PAGES),
    ".rtf": ("RTF", RTF),
}

HEAVY: dict[str, dict[str, Content]] = {
    ".pptx": {
        "a slide that unpacks to 200 MB": lambda: altered("slides.pptx", {_SLIDE: b" " * 200_000_000}),
        "parts that unpack to 320 MB": lambda: zipped({f"ppt/{n}.xml": b"a" * 40_000_000 for n in range(8)}),
    },
    ".xlsx": {
        "a sheet that unpacks to 200 MB": lambda: altered("prices.xlsx", {_SHEET: b" " * 200_000_000}),
        "texts of 90 MB": lambda: altered("prices.xlsx", {_STRINGS: sheet("a" * 90_000_000)}),
        "a cell in the last row": lambda: cells(_row(inline("One.", "A1048576"), "1048576")),
        "a row beyond the last": lambda: cells(_row(inline("One.", "A99999999999"), "99999999999")),
        "a format of brackets": lambda: _formats("[" * 50_000, "&quot;" * 50_000, "_" * 50_000, "[a]" * 20_000),
        "a million cells": lambda: _values(*["><v>1</v>"] * 1_000_000),
    },
    ".odt": {
        "a content of 200 MB": lambda: zipped({"content.xml": b" " * 200_000_000}),
        "a hundred thousand paragraphs": lambda: odf("<text:p>a</text:p>" * 100_000),
    },
    ".ods": {
        "a content of 90 MB": lambda: odf(f"<!--{' ' * 90_000_000}-->", "spreadsheet"),
        "a row two hundred thousand times": lambda: _grid(f'{_ROWS}="200000"'),
    },
    ".rtf": {"eight megabytes of signs": lambda: rtf("\\b1\\b0 w" * 1_000_000)},
}


def office_cases() -> list[Case]:
    """Every case of this module."""
    light = [case for suffix, (kind, contents) in KINDS.items() for case in cases(kind, suffix, contents)]
    return [*light, *(case for suffix, of in HEAVY.items() for case in cases(KINDS[suffix][0], suffix, of, heavy=True))]
