"""Markdown: plain text, of which the headings are known."""

from index.formats import text
from index.formats.extracted import Extracted
from index.markdown import headings


def extract(data: bytes) -> Extracted:
    """The text of a file, markup and all, with its headings as places."""
    found = text.extract(data)
    return Extracted(found.text, headings(found.text))
