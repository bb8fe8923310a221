"""E-books: an archive of XHTML, read in the order of its spine."""

import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from index.formats import html
from index.formats.archive import member, opened, xml
from index.formats.extracted import Composer, Extracted, RefusedError

_CONTAINER = "META-INF/container.xml"
_RIGHTS = "META-INF/encryption.xml"
_NCX = "application/x-dtbncx+xml"
_XHTML = ("application/xhtml+xml", "text/html")


def extract(data: bytes) -> Extracted:
    """The text of an .epub file."""
    archive = opened(data)
    composer = Composer()
    chapters, titles = _chapters(archive)
    protected = member(archive, _RIGHTS) or b""
    if chapters and all(posixpath.basename(name).encode() in protected for name in chapters):
        raise RefusedError("it is protected against copying (DRM)")
    for name in chapters:
        if (data := member(archive, name) or b"").strip():
            html.compose(html.parsed_strictly(html.text_of(data)), composer, titles.get(name, ""))
    return composer.done()


def _chapters(archive: zipfile.ZipFile) -> tuple[list[str], dict[str, str]]:
    """The names of the chapters' files, in order, without the table of contents; and what that calls them."""
    container = member(archive, _CONTAINER)
    if container is None:
        raise RefusedError("it is not what its name says")
    packages = xml(container).xpath("//*[local-name()='rootfile']/@full-path")
    package = member(archive, packages[0]) if packages else None
    if package is None:
        raise RefusedError("it is damaged")
    tree = xml(package)
    folder = posixpath.dirname(packages[0])
    items = tree.xpath("//*[local-name()='manifest']/*[local-name()='item']")
    files = {
        item.get("id"): _path(folder, item.get("href", ""))
        for item in items
        if item.get("media-type") in _XHTML and "nav" not in item.get("properties", "").split()
    }
    contents = {
        _path(folder, entry.get("href", ""))
        for entry in tree.xpath("//*[local-name()='guide']/*[local-name()='reference'][@type='toc']")
    }
    order = tree.xpath("//*[local-name()='spine']/*[local-name()='itemref']/@idref")
    chapters = list(dict.fromkeys(files[name] for name in order if name in files))
    return [name for name in chapters if name not in contents] or chapters, _titles(archive, folder, items)


def _path(folder: str, reference: str) -> str:
    """The file in the archive that a reference from one in `folder` leads to."""
    return posixpath.normpath(posixpath.join(folder, unquote(reference.partition("#")[0])))


def _titles(archive: zipfile.ZipFile, folder: str, items: Iterable[Any]) -> dict[str, str]:
    """What the tables of contents call each file, where they have one name for it."""
    found: dict[str, set[str]] = {}
    for item in items:
        if "nav" not in item.get("properties", "").split() and item.get("media-type") != _NCX:
            continue
        name = _path(folder, item.get("href", ""))
        for goal, title in _entries(member(archive, name) or b""):
            found.setdefault(_path(posixpath.dirname(name), goal), set()).add(" ".join(title.split()))
    return {name: next(iter(titles)) for name, titles in found.items() if len(titles) == 1}


def _entries(contents: bytes) -> Iterator[tuple[str, str]]:
    """Where the entries of a table of contents lead to, and what they say; one that is damaged has none."""
    try:
        tree = xml(contents)
    except RefusedError:
        return
    for link in tree.xpath("//*[local-name()='nav']//*[local-name()='a'][@href]"):
        yield link.get("href"), "".join(link.itertext())
    for point in tree.xpath("//*[local-name()='navPoint']"):
        yield point.xpath("string(*[local-name()='content']/@src)"), point.xpath("string(*[local-name()='navLabel'])")
