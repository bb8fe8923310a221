"""Word's documents: mammoth makes them HTML by what their styles mean, and that is read like any other."""

import io

import mammoth

from index.formats import html
from index.formats.archive import member, opened, xml
from index.formats.extracted import Composer, Extracted, RefusedError

_BODY = "word/document.xml"
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
"""


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
            io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda image: {"src": ""})
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
