from collections.abc import Iterator

import pytest
from fake_assistant import FakeAssistant
from live_page import served
from playwright.sync_api import Browser, Page, expect

from browser.actions import PEOPLE, ask, open_citation
from browser.test_looks import serious_violations
from page.auth import parse_passwords
from page.serve import Access

pytestmark = pytest.mark.browser


@pytest.fixture
def closed_address() -> Iterator[str]:
    """A server of each test's own, for one test's wrong passwords would hold up the next."""
    with served(FakeAssistant(), Access(parse_passwords("ann:correct horse", "FILE"))) as address:
        yield address


@pytest.fixture
def page(browser: Browser, closed_address: str) -> Iterator[Page]:
    """The login as a new visitor sees it. What the page's policy stops fails the test."""
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    page.set_default_timeout(15_000)
    stopped: list[str] = []
    page.on("console", lambda said: stopped.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(closed_address)
    yield page
    context.close()
    assert stopped == []


def log_in(page: Page, password: str) -> None:
    page.get_by_label("User").fill("ann")
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def test_visitor_logs_in_asks_and_logs_out(page: Page, closed_address: str) -> None:
    assert page.url == f"{closed_address}/login"
    expect(page.get_by_label("User")).to_be_focused()
    log_in(page, "correct horse")
    page.locator("#question textarea").wait_for()
    assert page.url == f"{closed_address}/"
    open_citation(page, ask(page, PEOPLE), 1)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Log out").click()
    expect(page).to_have_title("Log in to Quotewise")
    page.goto(closed_address)
    expect(page).to_have_title("Log in to Quotewise")


def test_wrong_password_says_so_keeps_the_name_and_asks_for_the_password_again(page: Page) -> None:
    log_in(page, "wrong")
    expect(page.get_by_role("alert")).to_have_text("That is not a user and password known here.")
    expect(page.get_by_label("User")).to_have_value("ann")
    expect(page.get_by_label("Password")).to_be_focused()
    expect(page.get_by_label("Password")).to_have_value("")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_login_is_accessible_and_fits_a_phone(dark: bool, page: Page) -> None:
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.set_viewport_size({"width": 320, "height": 640})
    for _ in range(2):
        assert serious_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        log_in(page, "wrong")
        page.get_by_role("alert").wait_for()


def test_login_needs_no_script(browser: Browser, closed_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(closed_address)
    log_in(page, "correct horse")
    page.wait_for_url(f"{closed_address}/")
    context.close()


def test_question_after_the_session_ended_is_not_lost_in_silence(page: Page, closed_address: str) -> None:
    log_in(page, "correct horse")
    page.locator("#question textarea").wait_for()
    page.context.clear_cookies()
    page.locator("#question textarea").fill(PEOPLE)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Log in first").first).to_be_visible()
