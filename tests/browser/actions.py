"""What a visitor does."""

from playwright.sync_api import Locator, Page

PEOPLE = "How many people were killed near Grozny?"


def ask(page: Page, question: str) -> Locator:
    """Ask, and wait for the answer."""
    answers = page.locator("#chat .bot-row .message-content")
    before = answers.count()
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    answer = answers.nth(before)
    answer.wait_for()
    return answer


def open_citation(page: Page, answer: Locator, number: int) -> Locator:
    """Open a citation, and wait until its quote has the focus."""
    answer.get_by_role("link", name=f"[{number}]").click()
    return focused_mark(page)


def focused_mark(page: Page) -> Locator:
    mark = page.locator("#source.open mark:focus")
    mark.wait_for()
    return mark


def in_view(page: Page, element: Locator) -> bool:
    """Whether an element lies within the window and within the text that scrolls."""
    page.wait_for_timeout(350)  # the panel slides in
    seen = element.evaluate(
        """element => {
            const own = element.getBoundingClientRect();
            const room = element.closest(".qw-text").getBoundingClientRect();
            return own.top >= room.top && own.bottom <= room.bottom && own.left >= 0 && own.right <= innerWidth;
        }"""
    )
    return bool(seen)
