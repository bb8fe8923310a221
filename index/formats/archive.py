"""Files that are zip archives of XML (.docx, .epub and their like), opened with bounds."""

import io
import zipfile
from typing import Any

from lxml import etree

from index.formats.extracted import RefusedError

LARGEST = 300_000_000  # bytes all members may have together
_LARGEST_MEMBER = 100_000_000  # bytes of a member that is read
_MOST_MEMBERS = 20_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive, where what it says of itself is bearable.

    Raises:
        RefusedError: it is no archive, damaged, protected, or would unpack to too much.
    """
    if data.startswith(_OLE):
        # The old container holds protected files of the new formats, and files of formats from before them.
        raise RefusedError("it is protected by a password, or of an older format; save it anew without one")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
        raise RefusedError("it is damaged, or not what its name says") from error
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        raise RefusedError(f"it has more than {_MOST_MEMBERS:,} parts")
    if sum(member.file_size for member in members) > LARGEST:
        raise RefusedError(f"it would unpack to more than {LARGEST // 1_000_000} MB")
    if any(member.flag_bits & 1 for member in members):
        raise RefusedError("it is protected by a password; save it without one")
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """The bytes of a member; None where there is none of this name."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.file_size > _LARGEST_MEMBER:
        raise RefusedError(f"a part of it would unpack to more than {_LARGEST_MEMBER // 1_000_000} MB")
    try:
        with archive.open(info) as file:
            return file.read(_LARGEST_MEMBER)
    except Exception as error:
        # Damaged archives raise what their decompressor raises: zlib.error, LZMAError, EOFError and others.
        raise RefusedError("it is damaged") from error


def checked(archive: zipfile.ZipFile) -> None:
    """Raises RefusedError where a part defines entities, is damaged or too large, before a library reads them all."""
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            _check_entities(member(archive, name) or b"")


def _check_entities(data: bytes) -> None:
    # Without the zeros, of which half of a text of two bytes a letter consists.
    if b"<!ENTITY" in data[:100_000].replace(b"\0", b""):
        raise RefusedError("it defines entities, which no such file needs")


def xml(data: bytes) -> Any:
    """The tree of an XML file, in which nothing is expanded, fetched or looked up.

    Raises:
        RefusedError: it is damaged or defines entities.
    """
    _check_entities(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    entities = "it defines entities, which no such file needs"
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError("it is damaged") from error
    declared = root.getroottree().docinfo.internalDTD  # further down, or in another encoding
    if declared is not None and any(True for _ in declared.iterentities()):
        raise RefusedError(entities)
    return root
