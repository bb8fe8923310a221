import os
import shutil
from collections.abc import Callable, Iterator

import pytest

pytest.importorskip(
    "playwright.sync_api", reason="the browser tests need playwright: pip install -r requirements-dev.txt"
)

from fake_assistant import FakeAssistant, seed_document
from live_page import served
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

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
        Document("notes/changed.txt", "The harvest of walnuts filled 77 baskets.", "f00d"),
        delay=lambda question: slow.get(question.split(" ", 1)[0].lower(), 0.0),
        changed=["notes/changed.txt"],
    )


@pytest.fixture(scope="session")
def address(assistant: FakeAssistant) -> Iterator[str]:
    with served(assistant) as address:
        yield address


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens a page for a new visitor. Whatever it asks of another host, or gets wrong, fails the test."""
    contexts: list[BrowserContext] = []
    wrongs: list[str] = []

    def open_page(address: str, width: int = 1280, height: int = 800, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)

        def check(request: Request) -> None:
            if not request.url.startswith((f"{address}/", "data:", "blob:")):
                wrongs.append(f"asked {request.url}")

        page.on("request", check)
        page.on("dialog", lambda dialog: (wrongs.append(f"dialog {dialog.message}"), dialog.dismiss())[1])
        page.on("pageerror", lambda error: wrongs.append(f"error {error}"))
        page.on("console", lambda said: wrongs.append(f"console {said.text}") if said.type == "error" else None)
        page.goto(address)
        page.locator("#question textarea").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrongs == []
