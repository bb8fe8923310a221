"""Mutates a member of a zip archive instead of its packed bytes, which no checksum would survive."""

import random
import zipfile
from io import BytesIO

import atheris

_RAW = 0.1  # of the mutations are of the archive's own bytes
_STAMP = (2000, 1, 1, 0, 0, 0)


def mutated(data: bytes, longest: int, seed: int) -> bytes:
    """The archive with one member altered, added, renamed or gone; any bytes where it is none."""
    chance = random.Random(seed)
    if chance.random() < _RAW:
        return bytes(atheris.Mutate(data, longest))
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:  # damaged archives raise what their decompressor raises
        return bytes(atheris.Mutate(data, longest))
    if not members:
        return bytes(atheris.Mutate(data, longest))
    number = chance.randrange(len(members))
    name, content = members[number]
    what = chance.random()
    if what < 0.03:
        del members[number]
    elif what < 0.06:
        members[number] = (chance.choice(members)[0], content)
    else:
        members[number] = (name, bytes(atheris.Mutate(content, max(len(content) + 1000, 4000))))
    packed = pack(members)
    return packed if len(packed) <= longest else data


def pack(members: list[tuple[str, bytes]]) -> bytes:
    """An archive of these members that is the same every time."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()
