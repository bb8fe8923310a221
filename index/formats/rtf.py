"""RTF, as word processors save it: paragraphs, headings by their outline level, lists, tables and notes.

The signs are those of Microsoft's "Rich Text Format (RTF) Specification", version 1.9.1. The libraries that read RTF
give its bare text, without headings and notes, so this is done here.
"""

import codecs
import re
from dataclasses import dataclass, field, replace

from index.formats.extracted import Composer, Extracted, RefusedError, clean, raised
from index.formats.tables import words_of

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\", re.DOTALL
)
_SKIPPED = words_of(
    "fonttbl colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf ftnsep "
    "ftnsepc ftncn aftnsep aftnsepc aftncn nonesttables xe rxe tc tcn sp shprslt fldtype listname do"
)
_STARRED = frozenset(("footnote", "shpinst", "shptxt"))  # read, though who does not know them should leave them out
_SIGNS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
}
_SYMBOLS = {"~": "\xa0", "-": "", "_": "‑", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n"}
_FORMATS: dict[str, dict[str, object]] = {
    "pard": {"level": 9, "in_table": False},
    "plain": {"hidden": False, "above": False},
    "nosupersub": {"above": False},
    "sub": {"above": False},
    "dn": {"above": False},
    "intbl": {"in_table": True},
}
_SWITCHES = {"v": "hidden", "deleted": "hidden", "super": "above", "up": "above"}  # off with a 0
_CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_FONT = re.compile(r"\\f(\d{1,5})[^{}]{0,200}?\\fcharset(\d{1,3})")
_STYLE = re.compile(r"\{\\s(\d{1,5})\\([^{}]*);\}")
_HEADING = re.compile(r"heading ([1-9])$|title$", re.IGNORECASE)
_DEEPEST = 5000  # groups within one another
_ITEM = re.compile(r"(?:[•–▪◦·]|\d{1,3}[.)])\t")


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group and the groups in it, until one of them says otherwise."""

    skipped: bool = False
    hidden: bool = False
    above: bool = False
    marker: bool = False
    font: int = -1
    fallback: int = 1  # letters after a character that stand for it where it is not known
    level: int = 9  # of the outline; 9 is text
    in_table: bool = False


@dataclass(slots=True)
class _Flow:
    """Text that is put together by itself: the document's, a note's or a text box's."""

    depth: int
    is_note: bool = False
    blocks: list[tuple[str, str, list[str]]] = field(default_factory=list)  # kind, text or marker, cells
    text: list[str] = field(default_factory=list)
    marker: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    boxes: list[tuple[str, str, list[str]]] = field(default_factory=list)  # that hang on the paragraph


def extract(data: bytes) -> Extracted:
    """The text of an .rtf file; notes stand at its end."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise RefusedError("it is not what its name says")
    reader = _Reader(data.decode("latin-1"))
    reader.run()
    composer = Composer()
    _compose([*reader.flows[0].blocks, *reader.notes], composer)
    return composer.done()


class _Reader:
    """One pass over the signs of a file."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.state = _State()
        self.stack: list[_State] = []
        self.flows = [_Flow(0)]
        self.notes: list[tuple[str, str, list[str]]] = []
        self.bytes = bytearray()
        self.encoding = "cp1252"
        self.fonts = {int(number): _CHARSETS.get(int(charset), "") for number, charset in _FONT.findall(source)}
        styles = ((int(number), _HEADING.search(words)) for number, words in _STYLE.findall(source))
        self.levels = {number: int(named[1] or 1) - 1 for number, named in styles if named}  # style -> of the outline
        self.to_skip = 0
        self.starred = False
        self.is_names = False

    def run(self) -> None:
        """Read to the end."""
        position = 0
        while found := _TOKEN.match(self.source, position):
            position = found.end()
            word, number, code, symbol, brace, text = found.groups()
            if code:
                self._byte(int(code, 16))
            elif text:
                self._plain(text)
            elif brace:
                self._brace(brace)
            elif word == "bin":
                position += max(0, int(number or 0))
            elif word:
                self._word(word, None if number is None else int(number))
            elif symbol:
                self._symbol(symbol)
        self._end_paragraph()

    def _brace(self, brace: str) -> None:
        self._decode()
        self.to_skip, self.starred = 0, False
        if brace == "{":
            if len(self.stack) >= _DEEPEST:
                raise RefusedError("its parts are nested too deeply")
            self.stack.append(self.state)
            return
        if len(self.flows) > 1 and self.flows[-1].depth == len(self.stack):
            self._end_flow()
        if self.stack:
            self.state = self.stack.pop()

    def _end_flow(self) -> None:
        self._end_paragraph()
        flow = self.flows.pop()
        if flow.is_note:
            self.notes.extend(flow.blocks)
        else:
            self.flows[-1].boxes.extend(flow.blocks)

    def _byte(self, code: int) -> None:
        if self.to_skip:
            self.to_skip -= 1
        elif not self.state.skipped:
            self.bytes.append(code)

    def _plain(self, text: str) -> None:
        kept = text[self.to_skip :]
        self.to_skip -= len(text) - len(kept)
        if not self.state.skipped:
            self.bytes += kept.encode("latin-1")

    def _decode(self) -> None:
        if self.bytes:
            data, self.bytes = bytes(self.bytes), bytearray()
            self._say(data.decode(self.fonts.get(self.state.font) or self.encoding, "replace"))

    def _say(self, text: str) -> None:
        if self.state.skipped or self.state.hidden:
            return
        flow = self.flows[-1]
        (flow.marker if self.state.marker else flow.text).append(raised(text) if self.state.above else text)

    def _symbol(self, symbol: str) -> None:
        self._decode()
        if symbol == "*":
            self.starred = True
        elif symbol in "\r\n":
            self._end_paragraph()
        else:
            self._say(_SYMBOLS.get(symbol, ""))

    def _word(self, word: str, number: int | None) -> None:
        self._decode()
        starred, self.starred = self.starred, False
        if word in _SKIPPED or (starred and word not in _STARRED):
            self.state = replace(self.state, skipped=True)
        if self.state.skipped:
            return
        if word in ("footnote", "shptxt"):
            self.flows.append(_Flow(len(self.stack), word == "footnote"))
            self.state = replace(self.state, level=9, in_table=False, above=False)
        elif word in ("listtext", "pntext"):
            self.state = replace(self.state, marker=True)
        elif word == "u" and number is not None:
            self._say(chr(number & 0xFFFF))
            self.to_skip = self.state.fallback
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        elif word in ("par", "sect", "page", "column"):
            self._end_paragraph()
        elif word in ("cell", "nestcell", "row"):
            self._end_cell(word)
        elif word == "ansicpg":
            self.encoding = _known(f"cp{number}")
        else:
            self._format(word, number)

    def _format(self, word: str, number: int | None) -> None:
        changed: dict[str, object] = {}
        if word in _FORMATS:
            changed = _FORMATS[word]
        elif word in _SWITCHES:
            changed = {_SWITCHES[word]: number != 0}
        elif word == "outlinelevel":
            changed = {"level": number or 0}
        elif word == "s":
            changed = {"level": self.levels.get(number or 0, 9)}
        elif word == "f":
            changed = {"font": number or 0}
        elif word == "uc":
            changed = {"fallback": max(0, min(9, number or 0))}
        elif word in ("trowd", "trhdr"):
            self.is_names = word == "trhdr"
        if changed:
            self.state = replace(self.state, **changed)  # type: ignore[arg-type]

    def _end_cell(self, word: str) -> None:
        flow = self.flows[-1]
        if word == "row":
            if flow.cells:
                flow.blocks.append(("names" if self.is_names else "row", "", flow.cells))
                flow.cells = []
        elif word == "cell":
            flow.cells.append(_joined(flow.text, flow.marker))
        else:
            flow.text.append(" ")

    def _end_paragraph(self) -> None:
        flow = self.flows[-1]
        self._decode()
        if self.state.in_table:
            flow.text.append(" ")
            return
        if flow.cells:  # a row that does not end
            flow.blocks.append(("row", "", flow.cells))
            flow.cells = []
        text, flow.text = "".join(flow.text), []
        marker, flow.marker = clean("".join(flow.marker)), []
        if not marker and (found := _ITEM.match(text)):
            marker, text = found[0].strip(), text[found.end() :]
        text = _whole(text)
        if text:
            kind = "heading" if self.state.level < 9 else "item" if marker else "text"
            flow.blocks.append((kind, f"{marker} {text}" if kind == "heading" and marker else text, [marker]))
        flow.blocks += flow.boxes
        flow.boxes = []


def _joined(text: list[str], marker: list[str]) -> str:
    joined = _whole("".join([*marker, *text]))
    text.clear()
    marker.clear()
    return joined


def _whole(text: str) -> str:
    """Clean text, in which characters that were written as two halves are one."""
    return clean(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return "cp1252"


def _compose(blocks: list[tuple[str, str, list[str]]], composer: Composer) -> None:
    names: list[str] = []
    for kind, text, cells in blocks:
        if kind == "names":
            if not names:
                names = cells
            continue
        if kind != "row":
            names = []
        if kind == "row":
            composer.rows([cells], names)
        elif kind == "heading":
            composer.heading(text)
        elif kind == "item":
            composer.item(text.replace("\n", " "), cells[0])
        else:
            composer.paragraph(text)
