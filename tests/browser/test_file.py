from pathlib import Path

import pytest
from fake_assistant import FakeAssistant
from live_page import served
from playwright.sync_api import expect

from browser.actions import ask, open_citation
from browser.conftest import OpenPage
from index.documents import read_library

pytestmark = pytest.mark.browser
FILES = Path(__file__).parents[1] / "files"


def test_a_citation_of_a_pdf_shows_its_page_and_opens_the_file_there(open_page: OpenPage) -> None:
    assistant = FakeAssistant(*(d for d in read_library(FILES).documents if d.source == "browser.pdf"))
    assistant.folder = FILES
    with served(assistant) as address:
        page = open_page(address)
        answer = ask(page, "How many letters does the archive hold?")
        expect(answer.get_by_role("link").first).to_contain_text("p. 2, § The archive")
        open_citation(page, answer, 1)
        expect(page.locator(".qw-text")).not_to_contain_text("built in 1704")
        link = page.get_by_role("link", name="Open the PDF at p. 2")
        expect(link).to_have_attribute("href", "/source/browser.pdf#page=2")
        with page.context.expect_event("response", lambda one: "/health" not in one.url) as response:
            link.click()
        assert response.value.url.startswith(f"{address}/source/browser.pdf")
        assert response.value.headers["content-type"] == "application/pdf"
        expect(page.locator("#source.open")).to_have_count(1)
