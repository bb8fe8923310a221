"""OpenDocument, the format of LibreOffice: texts, slides and sheets; its elements are read as HTML's they stand for."""

from collections.abc import Iterator

from lxml import etree

from index.formats import html
from index.formats.archive import member, opened, xml
from index.formats.csv import add_sheet
from index.formats.extracted import Composer, Extracted, RefusedError, clean
from index.formats.tables import words_of

_NAMES = {
    "p": "p",
    "list": "ul",
    "list-item": "li",
    "list-header": "li",
    "section": "div",
    "table": "table",
    "table-row": "tr",
    "table-header-rows": "thead",
    "table-cell": "td",
    "line-break": "br",
    "span": "span",
    "a": "span",
    "ruby": "span",
    "ruby-base": "span",
    "numbered-paragraph": "div",
}
_DROPPED = words_of(
    "tracked-changes annotation annotation-end table-of-content table-index illustration-index object-index "
    "alphabetical-index forms title desc ruby-text object object-ole image covered-table-cell sequence-decls "
    "variable-decls user-field-decls page-number-decls notes event-listeners settings"
)
_BOXES = words_of("text-box custom-shape rect circle ellipse polygon regular-polygon path caption")
_FURNITURE = ("header", "footer", "date-time", "page-number")
_MOST_ROWS = 1_048_576
_MOST_CELLS = 5_000_000
_WIDEST = 1000  # columns


def extract(data: bytes) -> Extracted:
    """The text of an .odt, .odp or .ods file; a text's notes stand at its end."""
    archive = opened(data)
    content = member(archive, "content.xml")
    if content is None:
        raise RefusedError("it is not what its name says")
    if b"encryption-data" in (member(archive, "META-INF/manifest.xml") or b""):
        raise RefusedError("it is protected by a password; save it without one")
    tree = xml(content)
    styles = _Styles([tree, xml(member(archive, "styles.xml") or b"<none/>")])
    composer = Composer()
    for body in tree.iterfind(".//{*}body/*"):
        kind = _name(body)
        if kind == "text":
            _compose(body, styles, composer)
        elif kind in ("presentation", "drawing"):
            _add_slides(body, styles, composer)
        elif kind == "spreadsheet":
            _add_sheets(body, styles, composer)
    return composer.done()


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _get(element: etree._Element, name: str) -> str:
    """The value of an attribute, whatever its namespace."""
    return next((v for key, v in element.attrib.items() if etree.QName(key).localname == name), "")


class _Styles:
    """What the styles of a document say that changes what is read."""

    def __init__(self, trees: list[etree._Element]) -> None:
        self._parents: dict[str, str] = {}
        self._hidden: set[str] = set()
        self._raised: set[str] = set()
        self._numbered: set[tuple[str, int]] = set()
        for element in (e for tree in trees for e in tree.iter("{*}style", "{*}list-style")):
            name = _get(element, "name")
            if _name(element) == "style":
                self._parents.setdefault(name, _get(element, "parent-style-name"))
            for part in element:
                self._note(name, part)

    def _note(self, name: str, part: etree._Element) -> None:
        position = _get(part, "text-position").split(" ")[0]
        kind = _name(part)
        if (kind, _get(part, "display")) in (("text-properties", "none"), ("table-properties", "false")):
            self._hidden.add(name)
        if position == "super" or (position.endswith("%") and not position.startswith(("-", "0%"))):
            self._raised.add(name)
        if kind == "list-level-style-number" and _get(part, "num-format"):
            self._numbered.add((name, _count(part, "level")))

    def hides(self, style: str) -> bool:
        return style in self._hidden

    def raises(self, style: str) -> bool:
        return style in self._raised

    def numbers(self, style: str, level: int) -> bool:
        return (style, level) in self._numbered

    def level(self, style: str) -> int:
        """The level of the headings that a paragraph's style is made for; 0 for others."""
        if self.is_a(style, "Title"):
            return 1
        return next((level for level in range(1, 7) if self.is_a(style, f"Heading_20_{level}")), 0)

    def is_a(self, style: str, base: str) -> bool:
        """Whether a style is another one or made from it."""
        for _ in range(20):
            if style == base:
                return True
            style = self._parents.get(style, "")
        return False


class _Converter:
    """Makes the HTML that a part of a document stands for."""

    def __init__(self, styles: _Styles) -> None:
        self.styles = styles
        self.notes: list[etree._Element] = []
        self.boxes: list[etree._Element] = []
        self.lists: list[str] = []  # the styles of the lists around

    def add(self, parent: etree._Element, element: etree._Element) -> None:
        """Add what an element stands for, and what it holds."""
        name = _name(element)
        if not name or name in _DROPPED or self.styles.hides(_get(element, "style-name")):
            return
        if _get(element, "display") == "none":
            return
        if name == "note":
            self._keep_note(element)
        elif name == "s":
            _append_text(parent, " ")
        elif name == "tab":
            _append_text(parent, "\t")
        elif name in _BOXES:
            self._keep_box(element)
        else:
            self._add_named(parent, element, name)

    def _add_named(self, parent: etree._Element, element: etree._Element, name: str) -> None:
        tag = self._tag(element, name)
        if tag is None:
            self._fill(parent, element)
            return
        made = etree.SubElement(parent, tag)
        for odf, plain in (("number-columns-spanned", "colspan"), ("number-rows-spanned", "rowspan")):
            if value := _get(element, odf):
                made.set(plain, value)
        if name == "list":
            self.lists.append(_get(element, "style-name") or (self.lists[-1] if self.lists else ""))
        self._fill(made, element)
        if name == "list":
            self.lists.pop()
        if name == "table" and _get(element, "use-first-row-styles") == "true":
            for cell in made.iterfind("tr[1]/td"):
                cell.tag = "th"
        if name in ("p", "h"):  # a box hangs on a paragraph, and does not part it
            boxes, self.boxes = self.boxes, []
            parent.extend(boxes)

    def _tag(self, element: etree._Element, name: str) -> str | None:
        style = _get(element, "style-name")
        if name == "h":
            return f"h{min(6, _count(element, 'outline-level'))}"
        if name == "p" and (depth := self.styles.level(style)):
            return f"h{depth}"
        if name == "span" and self.styles.raises(style):
            return "sup"
        if name == "list":
            named = style or (self.lists[-1] if self.lists else "")
            return "ol" if self.styles.numbers(named, len(self.lists) + 1) else "ul"
        if name == "table-cell" and self._is_heading(element):
            return "th"
        return _NAMES.get(name)

    def _is_heading(self, cell: etree._Element) -> bool:
        styles = [_get(p, "style-name") for p in cell.iterfind("{*}p")]
        return bool(styles) and all(self.styles.is_a(style, "Table_20_Heading") for style in styles)

    def _keep_box(self, element: etree._Element) -> None:
        box = etree.Element("section")
        around, self.boxes = self.boxes, []
        self._fill(box, element)
        box.extend(self.boxes)
        self.boxes = [*around, box]

    def _keep_note(self, element: etree._Element) -> None:
        for body in element.iterfind("{*}note-body"):
            item = etree.Element("li")
            self.notes.append(item)
            around, self.lists = self.lists, []
            self._fill(item, body)
            self.lists = around

    def _fill(self, parent: etree._Element, element: etree._Element) -> None:
        _append_text(parent, element.text)
        for child in element:
            self.add(parent, child)
            _append_text(parent, child.tail)


def _append_text(parent: etree._Element, text: str | None) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _compose(body: etree._Element, styles: _Styles, composer: Composer) -> None:
    converter = _Converter(styles)
    root = etree.Element("body")
    for element in body:
        converter.add(root, element)
    root.extend(converter.boxes)
    if converter.notes:
        etree.SubElement(root, "ol").extend(converter.notes)
    html.compose(root, composer)


def _add_slides(body: etree._Element, styles: _Styles, composer: Composer) -> None:
    for number, page in enumerate(body.iterfind("{*}page"), 1):
        composer.place("slide", str(number))
        composer.place("heading", "")
        frames = [p for p in page if _name(p) != "notes" and _get(p, "class") not in _FURNITURE]
        titles = [part for part in frames if _get(part, "class") == "title"]
        for title in titles:
            composer.heading(" ".join(_paragraphs(title)))
        for part in frames:
            if part not in titles:
                holder = etree.Element("body")
                holder.append(part)
                _compose(holder, styles, composer)
        frames = [p for p in page.iterfind("{*}notes/*") if _get(p, "class") not in _FURNITURE]
        notes = "\n".join(line for part in frames for line in _paragraphs(part))
        composer.paragraph(f"Notes: {notes}" if notes else "")


def _paragraphs(element: etree._Element) -> Iterator[str]:
    for paragraph in element.iter("{*}p", "{*}h"):
        if text := _plain(paragraph):
            yield text


def _plain(paragraph: etree._Element) -> str:
    """What a paragraph says, on one line."""
    parts = []
    for event, element in etree.iterwalk(paragraph, events=("start", "end")):
        if event == "start":
            parts.append(" " if _name(element) in ("s", "tab", "line-break") else element.text or "")
        elif element is not paragraph:
            parts.append(element.tail or "")
    return clean("".join(parts)).replace("\n", " ")


def _add_sheets(body: etree._Element, styles: _Styles, composer: Composer) -> None:
    for table in body.iterfind("{*}table"):
        if not styles.hides(_get(table, "style-name")):
            composer.place("sheet", _get(table, "name"))
            add_sheet(_rows(table), composer)


def _rows(table: etree._Element) -> list[list[str]]:
    """The cells as they are shown, empty rows included, so that a row's number is its place."""
    rows: list[list[str]] = []
    cells = 0
    for element in table.iter("{*}table-row"):
        row = list(_cells(element))
        while row and not row[-1]:
            row.pop()
        times = min(_count(element, "number-rows-repeated"), _MOST_ROWS - len(rows))
        cells += times * len(row)
        if cells > _MOST_CELLS:
            raise RefusedError(f"it has more than {_MOST_CELLS:,} cells; split it")
        rows.extend([row] * times)
        if len(rows) >= _MOST_ROWS:
            break
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _cells(row: etree._Element) -> Iterator[str]:
    width = 0
    for cell in row.iterfind("{*}*"):
        if _name(cell) not in ("table-cell", "covered-table-cell"):
            continue
        is_own = _name(cell) == "table-cell"
        text = " ".join(line for part in cell.iterfind("{*}p") if is_own and (line := _plain(part)))
        times = min(_count(cell, "number-columns-repeated"), _WIDEST - width)
        width += times
        yield from [text] * times


def _count(element: etree._Element, name: str) -> int:
    """The number an attribute holds, where it is one from 1 on; else 1."""
    value = _get(element, name)
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 9 else 1
