"""HTML: what a browser shows, block by block; what it hides, runs or navigates by is left out."""

import codecs
import re
from html.entities import html5

from lxml import etree, html

from index.decoding import decode
from index.formats.extracted import Composer, Extracted, RefusedError, clean, raised
from index.formats.tables import Table, words_of

_DROPPED = words_of(
    "script style template noscript nav svg iframe object embed canvas audio video select datalist button textarea "
    "input head annotation"
)
_BLOCKS = words_of(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr legend li main ol p pre section summary table tbody td tfoot th thead "
    "tr ul"
)
_HEADINGS = words_of("h1 h2 h3 h4 h5 h6")
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CHARSET = re.compile(rb"""(?:<meta[^>]*?charset|<\?xml[^>]*?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_BACK = re.compile(r"[↑↩⤴⏎^]\ufe0e?")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*;)")
_XML_ENTITIES = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_LATIN = words_of("iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 us-ascii ascii")
_WRONG = 0.001  # of the characters may be undecodable in the encoding that the file names


def extract(data: bytes) -> Extracted:
    """The text of an HTML file."""
    composer = Composer()
    source = text_of(data)
    compose((parsed_strictly if source.lstrip().startswith("<?xml") else parsed)(source), composer)
    return composer.done()


def text_of(data: bytes) -> str:
    """The decoded source, in the encoding the file names or else one that can be told."""
    named = _CHARSET.search(data[:4096])
    if named is None or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _told(data)
    name = named[1].decode("ascii", "replace").lower()
    if name in _LATIN:
        name = "cp1252"  # as browsers take it
    try:
        text = data.decode(name, "replace")
    except (LookupError, ValueError):  # no such encoding, or one of Python's own that is for other things
        return _told(data)
    if text.count("\ufffd") > _WRONG * len(text) + 1 or "\x00" in text:
        return _told(data)
    return text


def _told(data: bytes) -> str:
    try:
        return decode(data)
    except ValueError as error:
        raise RefusedError(str(error)) from error


def parsed(source: str) -> etree._Element:
    """The tree of an HTML document."""
    parser = html.HTMLParser(huge_tree=True, encoding="utf-8")
    # lxml takes no text that names another encoding than its own, so the bytes are made anew.
    data = source.encode("utf-8", "replace")
    try:
        root = html.document_fromstring(data or b" ", parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise RefusedError("it holds no text" if source.isspace() or not source else "it is damaged") from error
    _check_depth(parser)
    return root


def parsed_strictly(source: str) -> etree._Element:
    """The tree of an XHTML document, whose empty elements may be closed in any way; HTML's where it is none."""
    known = _ENTITY.sub(lambda e: html5[e[1]] if e[1] in html5 and e[1] not in _XML_ENTITIES else e[0], source)
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", known).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return parsed(source)
    _check_depth(parser)
    return root


def _check_depth(parser: etree._FeedParser) -> None:
    """The parser leaves out, with a note, what lies too deep; a text with holes is none."""
    if any("depth" in entry.message for entry in parser.error_log):
        raise RefusedError("its elements are nested too deeply")


def compose(root: etree._Element, composer: Composer, title: str = "") -> None:
    """Add what the tree shows to the text; where that has no main heading, it is known by `title` or else its own."""
    _Walk(root, composer).run(title)


def _name(element: etree._Element) -> str:
    """The element's name without namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _is_shown(element: etree._Element, name: str) -> bool:
    if not name:
        return False
    if name in _DROPPED or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return False
    if element.get("role") in ("navigation", "search", "doc-pagebreak") or _HIDING.search(element.get("style", "")):
        return False
    return not (name == "dialog" and element.get("open") is None) and not _is_note_mark(element, name)


def _is_note_mark(element: etree._Element, name: str) -> bool:
    """Whether this is the number that leads to a note, or the arrow that leads back: it belongs to no sentence."""
    if name == "a":
        types = (element.get("role", ""), element.get("{http://www.idpf.org/2007/ops}type", ""))
        if any("noteref" in kind or "backlink" in kind for kind in types):
            return True
        text = "".join(element.itertext()).strip()
        raised_number = text.isdigit() and [_name(child) for child in element] == ["sup"]
        return "#" in (element.get("href") or "") and (raised_number or _BACK.fullmatch(text) is not None)
    if name != "sup":
        return False
    links = [child for child in element.iter() if _name(child) == "a"]
    inner = "".join("".join(link.itertext()) for link in links)
    whole = "".join(element.itertext()).strip()
    return bool(links) and whole.strip("[]() ") == inner.strip("[]() ") and "#" in (links[0].get("href") or "")


class _Walk:
    """One pass through a tree, without recursion: a document may be nested as deep as the parser allows."""

    def __init__(self, root: etree._Element, composer: Composer) -> None:
        self.root = root
        self.composer = composer
        self.inline: list[str] = []
        self.term = ""
        self.markers: list[str] = []  # of the lists around, the innermost last
        self.numbers: list[int] = []
        self.marker = ""  # of the item that has begun and has no text yet
        self.preformatted = 0
        self.raised = 0

    def run(self, title: str) -> None:
        """Walk from the root."""
        self._open_with_title(title)
        walk = etree.iterwalk(self.root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            name = _name(element)
            if event == "start":
                if not _is_shown(element, name) or (name == "table" and self._add_table(element)):
                    walk.skip_subtree()
                    if name in _BLOCKS:
                        self._flush()
                else:
                    self._start(element, name)
                    self._text(element.text)
            else:
                if event == "end" and _is_shown(element, name):
                    self._end(name)
                if element is not self.root:
                    self._text(element.tail)
        self._flush()

    def _open_with_title(self, title: str) -> None:
        names: dict[str, etree._Element] = {}
        for element in self.root.iter():
            names.setdefault(_name(element), element)
        if title and not names.keys() & _HEADINGS:
            self.composer.place("heading", title)
        elif "h1" not in names and "title" in names:
            self.composer.heading("".join(names["title"].itertext()))

    def _text(self, text: str | None) -> None:
        if text:
            kept = text if self.preformatted else re.sub(r"\s+", " ", text)
            self.inline.append(raised(kept) if self.raised else kept)

    def _start(self, element: etree._Element, name: str) -> None:
        if name in _BLOCKS:
            self._flush(name)
        if name in ("ul", "ol"):
            self.markers.append(name)
            start = element.get("start", "1")
            self.numbers.append(int(start) if re.fullmatch(r"\d{1,3}", start) else 1)
        elif name == "li":
            self._begin_item()
        elif name == "br":
            self.inline.append("\n")
        elif name == "pre":
            self.preformatted += 1
        elif name == "sup":
            self.raised += 1
        elif name == "q":
            self.inline.append("“")

    def _begin_item(self) -> None:
        self.marker = "-"
        if self.markers and self.markers[-1] == "ol":
            self.marker = f"{self.numbers[-1]}."
            self.numbers[-1] += 1

    def _end(self, name: str) -> None:
        if name in _HEADINGS:
            text, self.inline = "".join(self.inline), []
            self.composer.heading(text)
        elif name == "dt":
            self.term, self.inline = clean("".join(self.inline)).replace("\n", " "), []
        elif name in _BLOCKS:
            self._flush(name)
        if name in ("ul", "ol") and self.markers:
            self.markers.pop()
            self.numbers.pop()
        elif name == "li":
            self.marker = ""
        elif name == "pre":
            self.preformatted -= 1
        elif name == "sup":
            self.raised -= 1
        elif name == "q":
            self.inline.append("”")

    def _flush(self, name: str = "") -> None:
        """Add the text since the last block as one."""
        text, self.inline = clean("".join(self.inline)), []
        if self.term and (text or name not in ("dd", "")):
            term, self.term = self.term, ""
            text = f"{term.rstrip(' :')}: {text}" if text else term
        if text and self.marker:
            self.composer.item(text.replace("\n", " "), self.marker)
            self.marker = ""
        elif text:
            self.composer.paragraph(text)

    def _add_table(self, element: etree._Element) -> bool:
        """Add a table of data; one that only lays out blocks is walked into like any other block."""
        table = Table.of(element, _name, _is_shown)
        if table is None:
            return False
        self._flush()
        table.add_to(self.composer)
        return True
