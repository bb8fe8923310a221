"""An HTML table becomes rows that can be read alone: every cell with the name of its column."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from index.formats.extracted import Composer, clean, raised

_WIDEST = 100  # columns a cell may span
_LOWEST = 1000  # rows a cell may span
_LONGEST_CELL = 600  # characters; a cell that holds more, or blocks, is a part of a page's layout


def words_of(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


_LAYS_OUT = words_of("table h1 h2 h3 h4 h5 h6 article section form pre blockquote")
_INLINE = words_of("a abbr b bdi bdo cite code del dfn em font i ins kbd mark s samp small span strong sub sup u var")
_BOLD = frozenset(("b", "strong"))

Name = Callable[[etree._Element], str]
Shown = Callable[[etree._Element, str], bool]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, and whether it names its column or row."""

    text: str
    names: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data: its caption and its rows, of which the first `headers` name the columns."""

    caption: str
    rows: tuple[tuple[Cell, ...], ...]
    headers: int

    @classmethod
    def of(cls, element: etree._Element, name: Name, shown: Shown) -> "Table | None":
        """The table an element holds; None where it lays out blocks instead."""
        if element.get("role") in ("presentation", "none"):
            return None
        rows: list[list[Cell]] = []
        heads = 0
        caption = ""
        below: dict[int, tuple[Cell, int]] = {}  # column -> a cell from above, and the rows it still reaches
        for part in element.iter():
            kind = name(part)
            if kind == "caption":
                caption = _text(part, name, shown)
            elif part is not element and kind in _LAYS_OUT:
                return None
            elif kind == "tr":
                row = _row(part, name, shown, below)
                if any(len(cell.text) > _LONGEST_CELL for cell in row):
                    return None
                in_head = part.getparent() is not None and name(part.getparent()) == "thead"
                if heads == len(rows) and row and (in_head or all(cell.names or not cell.text for cell in row)):
                    heads += 1
                rows.append(row)
        if max(map(len, rows), default=0) < 2:
            return None
        return cls(caption, tuple(map(tuple, rows)), heads if heads < len(rows) else 0)

    def add_to(self, composer: Composer) -> None:
        """Add the rows to the text."""
        if self.caption:
            composer.paragraph(self.caption)
        columns = max(map(len, self.rows))
        names = []
        for column in range(columns):
            above = [row[column].text for row in self.rows[: self.headers] if column < len(row)]
            names.append(" ".join(dict.fromkeys(filter(None, above))))
        for row in self.rows[self.headers :]:
            if not self.headers and len(row) == 2 and row[0].names and not row[1].names:
                composer.rows([[row[1].text]], [row[0].text])
            else:
                # A cell over several columns, such as a heading between the rows, is read once.
                once = [cell.text if at == 0 or cell is not row[at - 1] else "" for at, cell in enumerate(row)]
                composer.rows([once], names)


def _row(element: etree._Element, name: Name, shown: Shown, below: dict[int, tuple[Cell, int]]) -> list[Cell]:
    """The cells of a row, those that reach down into it or over several columns included."""
    row: list[Cell] = []

    def fill() -> None:
        while len(row) in below:
            cell, left = below.pop(len(row))
            if left > 1:
                below[len(row)] = (cell, left - 1)
            row.append(cell)

    for part in element:
        kind = name(part)
        if kind not in ("td", "th") or not shown(part, kind):
            continue
        fill()
        cell = Cell(_text(part, name, shown), kind == "th" or _is_bold(part, name, shown))
        down = _span(part, "rowspan", _LOWEST)
        for number in range(_span(part, "colspan", _WIDEST)):
            if down > 1:
                below[len(row)] = (cell, down - 1)
            # A cell over several columns is read once, unless it names them all.
            row.append(cell if number == 0 or cell.names else Cell("", False))
    fill()
    return row


def _is_bold(cell: etree._Element, name: Name, shown: Shown) -> bool:
    """Whether all of a cell's text is bold, as names of columns are where a table does not mark them as such."""
    bold = 0
    walk = etree.iterwalk(cell, events=("start", "end", "comment", "pi"))
    for event, part in walk:
        if event == "start" and not shown(part, name(part)):
            walk.skip_subtree()
        elif event == "start":
            bold += name(part) in _BOLD
            if (part.text or "").strip() and not bold:
                return False
        elif event == "end" and shown(part, name(part)):
            bold -= name(part) in _BOLD
        if event != "start" and part is not cell and (part.tail or "").strip() and not bold:
            return False
    return True


def _span(element: etree._Element, name: str, most: int) -> int:
    value = element.get(name, "1").strip()
    return max(1, min(most, int(value))) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _text(element: etree._Element, name: Name, shown: Shown) -> str:
    """What a cell shows, on one line."""
    parts: list[str] = []
    above = 0
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, part in walk:
        kind = name(part)
        if event == "start":
            if not shown(part, kind):
                walk.skip_subtree()
                continue
            above += kind == "sup"
            if kind not in _INLINE:
                parts.append(" ")
            parts.append(raised(part.text or "") if above else part.text or "")
        else:
            if event == "end" and shown(part, kind):
                above -= kind == "sup"
                if kind not in _INLINE:
                    parts.append(" ")
            if part is not element:
                parts.append(part.tail or "")
    return clean("".join(parts)).replace("\n", " ")
