"""E-books: an archive of XHTML, read in the order of its spine."""

import posixpath
import zipfile
from urllib.parse import unquote

from index.formats import html
from index.formats.archive import member, opened, xml
from index.formats.extracted import Composer, Extracted, RefusedError

_CONTAINER = "META-INF/container.xml"
_RIGHTS = "META-INF/encryption.xml"
_XHTML = ("application/xhtml+xml", "text/html")


def extract(data: bytes) -> Extracted:
    """The text of an .epub file."""
    archive = opened(data)
    composer = Composer()
    chapters = _chapters(archive)
    protected = member(archive, _RIGHTS) or b""
    if chapters and all(posixpath.basename(name).encode() in protected for name in chapters):
        raise RefusedError("it is protected against copying (DRM)")
    for name in chapters:
        if (data := member(archive, name) or b"").strip():
            html.compose(html.parsed_strictly(html.text_of(data)), composer)
    return composer.done()


def _chapters(archive: zipfile.ZipFile) -> list[str]:
    """The names of the chapters' files, in order, without the table of contents."""
    container = member(archive, _CONTAINER)
    if container is None:
        raise RefusedError("it is not what its name says")
    packages = xml(container).xpath("//*[local-name()='rootfile']/@full-path")
    package = member(archive, packages[0]) if packages else None
    if package is None:
        raise RefusedError("it is damaged")
    tree = xml(package)
    folder = posixpath.dirname(packages[0])
    files = {
        item.get("id"): posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        for item in tree.xpath("//*[local-name()='manifest']/*[local-name()='item']")
        if item.get("media-type") in _XHTML and "nav" not in item.get("properties", "").split()
    }
    contents = {
        posixpath.normpath(posixpath.join(folder, unquote(entry.get("href", "").partition("#")[0])))
        for entry in tree.xpath("//*[local-name()='guide']/*[local-name()='reference'][@type='toc']")
    }
    order = tree.xpath("//*[local-name()='spine']/*[local-name()='itemref']/@idref")
    chapters = list(dict.fromkeys(files[name] for name in order if name in files))
    return [name for name in chapters if name not in contents] or chapters
