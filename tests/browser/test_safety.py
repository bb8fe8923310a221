from collections.abc import Iterator

import pytest
from fake_assistant import FakeAssistant
from live_page import served
from playwright.sync_api import Browser, Page, expect

from browser.actions import PEOPLE, ask, in_view, open_citation
from browser.conftest import OpenPage
from index.records import Document

pytestmark = pytest.mark.browser

HOSTILE = (
    'Payload 7: <img src=x onerror="window.__pwned=1;alert(1)"> <script>window.__pwned=1</script> '
    "${window.__pwned=1} {{constructor.constructor('window.__pwned=1')()}} [x](javascript:window.__pwned=1) "
    "![y](https://evil.example/y.png) $$\\href{javascript:window.__pwned=1}{z}$$ "
    '<form action="https://evil.example"><input></form> <div style="position:fixed;inset:0">over</div> '
    "<iframe src=https://evil.example></iframe> https://evil.example/auto www.evil.example **not bold** `code`"
)
NAME = "<img src=x onerror=window.__pwned=1> [a](javascript:1) *b*.txt"


@pytest.fixture(scope="module")
def hostile_address() -> Iterator[str]:
    with served(FakeAssistant(Document(NAME, HOSTILE, "f00d"), suggestions=[HOSTILE])) as address:
        yield address


def assert_no_markup(page: Page) -> None:
    assert page.evaluate("window.__pwned") is None
    for tag in (
        "img",
        "script",
        "form",
        "iframe",
        "[style*='position:fixed']",
        "a[href*='javascript']:not([href^='/source/'])",
        "code",
        "input",
    ):
        assert page.locator(f"#chat .message {tag}, #source {tag}, #header {tag}, #chat .example {tag}").count() == 0, (
            tag
        )


def test_hostile_document_name_and_suggestion_show_as_text(open_page: OpenPage, hostile_address: str) -> None:
    page = open_page(hostile_address)
    expect(page.locator("#header b")).to_have_text(NAME)
    expect(page.locator("#chat .example-text")).to_have_text(HOSTILE)
    assert_no_markup(page)


def test_hostile_document_shows_as_text_in_the_chat_and_the_panel(open_page: OpenPage, hostile_address: str) -> None:
    page = open_page(hostile_address)
    answer = ask(page, "payload 7")
    expect(answer.locator("blockquote")).to_have_text(HOSTILE)
    expect(answer.get_by_role("link")).to_have_text(f"[1] {NAME}, line 1")
    open_citation(page, answer, 1)
    expect(page.locator("#source li")).to_have_text(HOSTILE)
    expect(page.locator(".qw-name")).to_have_text(NAME)
    assert_no_markup(page)


def test_hostile_question_shows_as_text(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    question = HOSTILE[:290]
    ask(page, question)
    expect(page.locator("#chat .message.user")).to_have_text(question)
    assert_no_markup(page)


def test_markup_that_got_in_would_not_run(browser: Browser, address: str) -> None:
    """The content-security policy, behind the escaping: event handlers stay silent, and links do not run."""
    page = browser.new_page()
    page.goto(address)
    page.locator("#question textarea").wait_for()
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<svg onload=\"window.__pwned=1\">')")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<a id=x href=\"javascript:window.__pwned=1\">x</a>')")
    page.evaluate("document.querySelector('#x').click()")
    page.wait_for_timeout(200)
    assert page.evaluate("window.__pwned") is None
    page.context.close()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("   ", "That question was empty."),
        ("x" * 100_000, "A long question: 100,000 characters"),
        ("Кто посетил Баку в мае?", "The documents don't say."),
        ("\u0007\u001b\u202e", "That question was empty."),
    ],
    ids=["spaces", "very long", "Cyrillic", "control characters"],
)
def test_odd_questions_are_taken_kindly(typed: str, shown: str, open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    ask(page, typed)
    expect(page.locator("#chat")).to_contain_text(shown)
    assert in_view(page, open_citation(page, ask(page, PEOPLE), 1))


def test_two_visitors_do_not_see_each_others_citations(open_page: OpenPage, browser: Browser, address: str) -> None:
    other = browser.new_context()
    mine, yours = open_page(address), open_page(address, context=other)
    ask(mine, PEOPLE)
    ask(yours, "tenant pays francs 15000 clause 1500")
    open_citation(yours, yours.locator("#chat .bot-row"), 1)
    open_citation(mine, mine.locator("#chat .bot-row"), 1)
    expect(mine.locator(".qw-name")).to_have_text("russia-azerbaijan-2025.txt")
    expect(yours.locator(".qw-name")).to_have_text("contracts/lease.txt")
    expect(mine.locator("#chat .message.user")).to_have_count(1)
    yours.close()
    other.close()


def test_slow_questions_of_two_visitors_are_answered_at_the_same_time(
    open_page: OpenPage, address: str, assistant: FakeAssistant
) -> None:
    assistant.most_at_once = 0
    pages = [open_page(address), open_page(address)]
    for page in pages:
        page.locator("#question textarea").fill("slow question about Grozny")
        page.keyboard.press("Enter")
    for page in pages:
        page.locator("#chat .bot-row .message-content").wait_for()
    assert assistant.most_at_once == 2
