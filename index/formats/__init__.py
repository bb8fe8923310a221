"""Files become text with a map of their pages and headings, a module a format.

Nothing here is imported by the program itself but `extracted` and `child`: the extractors and the libraries they
stand on run in a child process, under limits (`worker`).
"""

EXTRACTION = 9
"""Raise it when a format's text comes out otherwise, so that texts that were kept are extracted anew."""

MODULES = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".pptx": "pptx",
    ".xlsx": "xlsx",
    ".odt": "odf",
    ".odp": "odf",
    ".ods": "odf",
    ".rtf": "rtf",
    ".epub": "epub",
    ".csv": "csv",
    ".tsv": "csv",
    ".eml": "eml",
}
"""The module here that reads files of a suffix, whose text is extracted."""

TEXT = {".txt": "text", ".md": "markdown"}
"""The module here that reads files of a suffix, whose text is the file itself."""
