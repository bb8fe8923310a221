"""Word's documents: mammoth makes them HTML by what their styles mean, and that is read like any other."""

import io
import re
import zipfile
from typing import Any

import mammoth

from index.formats import html
from index.formats.archive import member, opened, xml
from index.formats.extracted import Composer, Extracted, RefusedError

_BODY = "word/document.xml"
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
"""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_LOWEST = 6  # level of a heading that HTML has a name for
_LONGEST_CHAIN = 20  # styles that are each based on the next


def extract(data: bytes) -> Extracted:
    """The text of a .docx file; footnotes stand at its end."""
    archive = opened(data)
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")) and name.startswith(("word/", "_rels/", "[Content")):
            xml(member(archive, name) or b"")
    if _BODY not in archive.namelist() and not any(n.startswith("word/document") for n in archive.namelist()):
        raise RefusedError("it is not what its name says")
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            transform_document=_with_headings(_levels(archive)),
            convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
        )
    except RecursionError as error:
        raise RefusedError("its elements are nested too deeply") from error
    except MemoryError:
        raise
    except Exception as error:  # what is wrong within a document raises anything, of expat's errors and others
        raise RefusedError("it is damaged") from error
    composer = Composer()
    html.compose(html.parsed(result.value), composer)
    return composer.done()


def _levels(archive: zipfile.ZipFile) -> dict[str, int]:
    """The styles that make headings, by their ids, with their levels: Word's own, and those that are based on them."""
    part = member(archive, "word/styles.xml")
    styles = {} if part is None else {style.get(f"{_WORD}styleId"): style for style in xml(part).iter(f"{_WORD}style")}
    levels = {key: _level(key, styles) for key in styles}
    return {key: level for key, level in levels.items() if level is not None}


def _level(key: str | None, styles: dict[str | None, Any]) -> int | None:
    for _ in range(_LONGEST_CHAIN):
        style = styles.get(key)
        if style is None:
            return None
        outline = _value(style, f"{_WORD}pPr/{_WORD}outlineLvl")
        named = _HEADING.fullmatch(_value(style, f"{_WORD}name"))
        if outline.isdecimal() or named:
            level = int(named[1]) if named else int(outline) + 1
            return level if level < 10 else None  # the tenth is that of text
        key = _value(style, f"{_WORD}basedOn")
    return None


def _value(style: Any, path: str) -> str:
    element = style.find(path)
    return "" if element is None else element.get(f"{_WORD}val", "")


def _with_headings(levels: dict[str, int]) -> Any:
    """A transformation of mammoth's that gives every paragraph in a heading's style the style it knows as one."""

    def paragraph(element: Any) -> Any:
        level = levels.get(element.style_id)
        return element if level is None else element.copy(style_id=f"Heading{min(level, _LOWEST)}", style_name=None)

    return mammoth.transforms.paragraph(paragraph)
