"""Every payload on a real page, out of real files: as text it may stand there, and nothing of it may run."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from fake_assistant import FakeAssistant
from hostile.payloads import FORMATS, PAYLOADS, lay_out
from live_page import served
from playwright.sync_api import expect

from browser.actions import ask, focused_mark
from browser.conftest import OpenPage
from browser.test_safety import assert_no_markup
from index.documents import Skipped, read_library
from index.records import Document
from qa.answer import Answer, Kind, Quote
from qa.status import Status

pytestmark = pytest.mark.browser

OPENED = 12  # sources that are opened in the panel, of each format one or two


class Everything(FakeAssistant):
    """Cites every document it has, in an answer of the kind that is asked for."""

    def ask(self, question: str, chat: Sequence[Answer] = (), strictness: float | None = None) -> Answer:
        kind = next(kind for kind in Kind if kind.value in question)
        quotes = tuple(_whole(document) for document in self.documents)
        title = self.documents[0].source
        return replace(Answer(title, kind, quotes, 0.5, (title,)), label=title, note=title, read_as=title)


def _whole(document: Document) -> Quote:
    start = max(0, document.text.find("Payload"))
    return Quote(document, start, len(document.text), start, start + 9, document.source)


@pytest.fixture(scope="module")
def payload_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("payloads")
    lay_out(folder)
    read = read_library(folder).documents
    # Each payload once, the formats in turn.
    chosen = [read[number * len(read) // len(PAYLOADS) + number % FORMATS] for number in range(len(PAYLOADS))]
    assistant = Everything(*chosen, suggestions=[d.text[:200] for d in chosen[:4]])
    assistant.now = Status(generation=1, left_out=tuple(Skipped(d.source, d.source) for d in read))
    with served(assistant) as address:
        yield address


@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.TIMELINE])
def test_no_payload_runs_in_an_answer(open_page: OpenPage, payload_page: str, kind: Kind) -> None:
    page = open_page(payload_page)
    answer = ask(page, f"{kind.value} please")
    expect(answer.get_by_role("link")).to_have_count(len(PAYLOADS))
    page.wait_for_timeout(300)
    assert_no_markup(page)


def test_no_payload_runs_in_the_panel_or_the_list_of_files_left_out(open_page: OpenPage, payload_page: str) -> None:
    page = open_page(payload_page)
    page.locator("#status summary").click()
    assert page.locator("#status img, #status script, #status svg, #status a").count() == 0
    answer = ask(page, "answer please")
    step = len(PAYLOADS) // OPENED
    for number in range(1, len(PAYLOADS), step):
        answer.get_by_role("link", name=f"[{number}] ").first.evaluate("link => link.click()")
        expect(page.locator(".qw-bar p")).to_have_text(f"Citation {number} of {len(PAYLOADS)}")
        focused_mark(page)
    assert_no_markup(page)
