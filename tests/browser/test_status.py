from collections.abc import Iterator

import pytest
from fake_assistant import FakeAssistant
from live_page import served
from playwright.sync_api import expect

from index.documents import Skipped
from index.records import Document
from qa.status import State, Status

from .actions import PEOPLE, ask, open_citation
from .conftest import OpenPage

pytestmark = pytest.mark.browser

POLLED = 15_000  # milliseconds; a page that nothing happens on asks every five seconds


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def address(assistant: FakeAssistant) -> Iterator[str]:
    with served(assistant) as address:
        yield address


def working(done: int) -> Status:
    return Status(State.INDEXING, generation=1, files=(3, 3), texts=(done, 1000), rate=50.0)


def test_progress_moves_and_the_new_documents_appear_when_it_is_done(
    assistant: FakeAssistant, address: str, open_page: OpenPage
) -> None:
    assistant.now = working(100)
    page = open_page(address)
    expect(page.locator(".qw-work p")).to_contain_text("100 of 1,000 passages, 50 a second, 18 s left")
    assistant.now = working(700)
    expect(page.locator(".qw-work p")).to_contain_text("700 of 1,000")
    expect(page.locator(".qw-work progress")).to_have_js_property("value", 700)
    assistant.documents = (*assistant.documents, Document("tower.txt", "The tower was built in 1777.", "f00d"))
    assistant.now = Status(generation=2, left_out=(Skipped("photo<b>.txt", "it is a binary file"),))
    expect(page.locator("#header")).to_contain_text("tower.txt")
    expect(page.locator(".qw-work")).to_have_count(0)
    page.get_by_text("1 file was left out").click()
    expect(page.locator("#status li")).to_have_text("photo<b>.txt: it is a binary file")


def test_indexing_can_be_stopped_and_gone_on_with(assistant: FakeAssistant, address: str, open_page: OpenPage) -> None:
    assistant.now = working(100)
    page = open_page(address)
    page.get_by_role("button", name="Stop").click()
    page.wait_for_function("true")
    expect(page.locator(".qw-work")).to_be_visible()
    assistant.now = Status(State.STOPPED, generation=1, texts=(100, 1000))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Indexing was stopped at 100 of 1,000 passages")).to_be_visible()
    page.wait_for_timeout(500)
    assert assistant.steered == ["cancel", "resume"]


def test_a_deleted_documents_words_leave_the_open_page_by_themselves(
    assistant: FakeAssistant, address: str, open_page: OpenPage
) -> None:
    page = open_page(address)
    open_citation(page, ask(page, PEOPLE), 1)
    page.locator("#question textarea").focus()
    source = assistant.documents[0].source
    assistant.now = Status(generation=2)  # something else has changed: what is open stays as it is
    expect(page.locator(".qw-status")).to_have_attribute("data-generation", "2", timeout=POLLED)
    expect(page.locator("#source mark")).to_be_visible(timeout=POLLED)
    assistant.gone.add(source)
    assistant.now = Status(generation=3)
    expect(page.locator("#source")).to_contain_text("This file has been deleted", timeout=POLLED)
    expect(page.locator("#source mark")).to_have_count(0, timeout=POLLED)
    expect(page.locator("#chat .bot-row .message-content").first).to_contain_text(
        "no longer say what was quoted here", timeout=POLLED
    )
    assert "Grozny" not in page.locator("#source").inner_text()
    assert page.locator("#question textarea").evaluate("box => box === document.activeElement")
    assistant.gone.clear()
    assistant.now = Status(generation=4)  # it is back
    expect(page.locator("#source mark")).to_be_visible(timeout=POLLED)
    expect(page.locator("#chat .bot-row .message-content").first).to_contain_text("Grozny", timeout=POLLED)
