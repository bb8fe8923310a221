import os
import shutil
from collections.abc import Callable, Iterator

import pytest

pytest.importorskip(
    "playwright.sync_api", reason="the browser tests need playwright: pip install -r requirements-dev.txt"
)

from fake_assistant import FakeAssistant, seed_document
from live_page import served
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    sync_playwright,
)

from index.records import Document

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LEASE = "\n".join(f"Clause {number}: the tenant pays {number * 10} francs." for number in range(1, 3001))

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing = "Chromium is not installed: `apt-get install chromium`, or name its path in CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def assistant() -> FakeAssistant:
    slow = {"slow": 1.5}
    return FakeAssistant(
        seed_document(),
        Document("contracts/lease.txt", LEASE, "f00d"),
        Document("notes/harvest.txt", "The harvest of walnuts filled 77 baskets.", "f00d"),
        delay=lambda question: slow.get(question.split(" ", 1)[0].lower(), 0.0),
    )


@pytest.fixture(scope="session")
def address(assistant: FakeAssistant) -> Iterator[str]:
    with served(assistant) as address:
        yield address


@pytest.fixture(scope="session")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """One visitor for all tests, who has the page's files at hand. Every page opened is a session of its own."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def open_page(visitor: BrowserContext) -> Iterator[OpenPage]:
    """Opens the page. Whatever it asks of another host, or gets wrong, fails the test."""
    pages: list[Page] = []
    wrongs: list[str] = []

    def open_page(
        address: str, width: int = 1280, height: int = 800, dark: bool = False, context: BrowserContext = visitor
    ) -> Page:
        page = context.new_page()
        pages.append(page)
        page.set_default_timeout(15_000)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light")

        def request(request: Request) -> None:
            if not request.url.startswith((f"{address}/", "data:", "blob:")):
                wrongs.append(f"asked {request.url}")

        def dialog(dialog: Dialog) -> None:
            wrongs.append(f"dialog {dialog.message}")
            dialog.dismiss()

        def console(said: ConsoleMessage) -> None:
            if said.type == "error":
                wrongs.append(f"console {said.text}")

        page.on("request", request)
        page.on("dialog", dialog)
        page.on("console", console)
        page.on("pageerror", lambda error: wrongs.append(f"error {error}"))
        page.goto(address)
        page.locator("#question textarea").wait_for()
        return page

    yield open_page
    for page in pages:
        page.close()
    assert wrongs == []
