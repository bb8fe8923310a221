from collections.abc import Iterator
from pathlib import Path

import pytest
from live_page import served
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_uploads import FILES, TOWER, keeper_of

from browser.actions import ask, open_citation
from browser.conftest import OpenPage
from browser.test_looks import serious_violations
from page.serve import Access
from page.uploads import OwnShelf
from qa.desk import Desks, Limits

pytestmark = pytest.mark.browser
BUILT = "When was the tower built?"


@pytest.fixture
def address(seeds: Path, tmp_path: Path) -> Iterator[str]:
    keeper = keeper_of(seeds, tmp_path / "index")
    keeper.refresh()
    (tmp_path / "desks").mkdir()
    desks = Desks(keeper, Limits(files=3, file=60_000), tmp_path / "desks")
    with served(keeper, Access(shelf=OwnShelf(desks)), desks.before) as address:
        yield address
    desks.close()
    keeper.close()


@pytest.fixture
def another(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def drop(page: Page, name: str, content: str) -> None:
    """Let a file fall on the page."""
    held = page.evaluate_handle(
        """([name, content]) => {
            const held = new DataTransfer();
            held.items.add(new File([content], name, {type: "text/plain"}));
            return held;
        }""",
        [name, content],
    )
    for event in ("dragenter", "dragover", "drop"):
        page.dispatch_event("#chat", event, {"dataTransfer": held})


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)], ids=["desk, light", "phone, dark"])
def test_files_are_asked_by_who_brought_them_and_by_nobody_else(
    address: str, another: BrowserContext, open_page: OpenPage, tmp_path: Path, width: int, dark: bool
) -> None:
    page = open_page(address, width=width, dark=dark)
    (tmp_path / "run.txt").write_bytes(b"\x00\x01\x02\xff" * 20)
    (tmp_path / "large.txt").write_bytes(b"a" * 60_001)
    page.set_input_files("#uploads input", [tmp_path / "run.txt", tmp_path / "large.txt"])
    expect(page.locator("#uploads .qw-said")).to_contain_text("too large")
    drop(page, "<i>tower.txt", TOWER.decode())
    expect(page.locator("#uploads .qw-left-out")).to_contain_text("run.txt")
    expect(page.locator("#uploads .qw-ready b")).to_have_text("<i>tower.txt")
    answer = ask(page, BUILT)
    expect(answer).to_contain_text("1777")
    expect(answer.get_by_role("link").first).to_contain_text("your files/")
    assert serious_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    other = open_page(address, context=another)
    expect(ask(other, BUILT)).not_to_contain_text("1777")
    expect(other.locator("#uploads li")).to_have_count(0)

    open_citation(page, answer, 1)
    expect(page.locator(".qw-text")).to_contain_text("1777")


def test_a_pdf_of_ones_own_opens_at_the_page_of_a_citation(
    address: str, another: BrowserContext, open_page: OpenPage
) -> None:
    page = open_page(address)
    page.set_input_files("#uploads input", [FILES / "browser.pdf"])
    expect(page.locator("#uploads .qw-ready b")).to_have_text("browser.pdf")
    answer = ask(page, "How many letters does the archive hold?")
    expect(answer.get_by_role("link").first).to_contain_text("browser.pdf, p. 2")
    open_citation(page, answer, 1)
    link = page.get_by_role("link", name="Open the PDF at p. 2")
    with page.context.expect_event("response", lambda one: "browser.pdf" in one.url) as response:
        link.click()
    assert response.value.status == 200
    assert response.value.headers["content-type"] == "application/pdf"

    other = open_page(address, context=another)
    assert other.request.get(response.value.url).status == 404
