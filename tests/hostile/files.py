"""All hostile files."""

from hostile.archives import archive_cases
from hostile.case import Case
from hostile.offices import office_cases
from hostile.pages import page_cases
from hostile.pdfs import pdf_cases
from hostile.texts import text_cases


def file_cases() -> list[Case]:
    """Every hostile file, by class."""
    return [*text_cases(), *page_cases(), *archive_cases(), *office_cases(), *pdf_cases()]
