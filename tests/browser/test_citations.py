import pytest
from fake_assistant import FakeAssistant
from playwright.sync_api import expect

from browser.actions import PEOPLE, ask, focused_mark, in_view, open_citation
from browser.conftest import OpenPage

pytestmark = pytest.mark.browser


def test_answer_shows_the_short_answer_then_quote_citation_and_confidence(open_page: OpenPage, address: str) -> None:
    answer = ask(open_page(address), PEOPLE)
    expect(answer.locator("strong").first).to_have_text("38 people")
    expect(answer.locator("blockquote mark").first).to_have_text("38 people")
    expect(answer.get_by_role("link").first).to_have_text("[1] russia-azerbaijan-2025.txt, line 5")
    expect(answer).to_contain_text("87 % sure")


def test_citation_opens_its_document_with_the_quote_in_view_and_focused(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    mark = open_citation(page, ask(page, PEOPLE), 1)
    assert in_view(page, mark)
    expect(mark.locator("strong")).to_have_text("38 people")
    expect(page.locator(".qw-name")).to_have_text("russia-azerbaijan-2025.txt")
    expect(page.locator(".qw-place")).to_have_text("Line 5 · Save the file")


def test_same_citation_opens_again_after_scrolling_away_and_after_closing(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    answer = ask(page, PEOPLE)
    mark = open_citation(page, answer, 1)
    page.locator(".qw-text").evaluate("text => text.scrollTop = 0")
    page.locator("#question textarea").focus()
    assert not in_view(page, page.locator("#source mark"))
    assert in_view(page, open_citation(page, answer, 1))
    page.keyboard.press("Escape")
    expect(page.locator("#source.open")).to_have_count(0)
    assert in_view(page, open_citation(page, answer, 1))
    assert mark.count() == 1


def test_next_and_previous_walk_the_citations(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    first = open_citation(page, ask(page, PEOPLE), 1).inner_text()
    previous, following = page.get_by_label("Previous citation"), page.get_by_label("Next citation")
    expect(previous).to_be_disabled()
    following.click()
    expect(page.locator(".qw-bar p")).to_have_text("Citation 2 of 2")
    expect(following).to_be_disabled()
    assert focused_mark(page).inner_text() != first
    previous.click()
    expect(page.locator(".qw-bar p")).to_have_text("Citation 1 of 2")
    assert focused_mark(page).inner_text() == first


@pytest.mark.parametrize("way", ["Escape", "Close", "Back"])
def test_closing_gives_the_focus_back_to_the_link(way: str, open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    answer = ask(page, PEOPLE)
    open_citation(page, answer, 1)
    if way == "Escape":
        page.keyboard.press("Escape")
    elif way == "Close":
        page.get_by_label("Close the source").click()
    else:
        page.go_back()
    expect(page.locator("#source.open")).to_have_count(0)
    expect(answer.get_by_role("link", name="[1]")).to_be_focused()
    expect(page.locator("#source .sidebar-content")).to_be_hidden()


def test_everything_works_by_keyboard(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    expect(page.locator("#question textarea")).to_be_focused()
    page.keyboard.type(PEOPLE)
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="[1]")
    link.wait_for()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    focused_mark(page)
    page.get_by_label("Next citation").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".qw-bar p")).to_have_text("Citation 2 of 2")
    focused_mark(page)
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_long_document_is_shown_around_the_quote_with_more_on_both_sides(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    mark = open_citation(page, ask(page, "tenant pays francs 15000 clause 1500"), 1)
    assert in_view(page, mark)
    expect(page.locator(".qw-place")).to_have_text("Line 1,500 · Save the file")
    first = int(page.locator(".qw-text ol").get_attribute("start") or 0)
    page.get_by_role("button", name="Earlier text").click()
    expect(page.locator(".qw-here")).to_be_focused()
    assert int(page.locator(".qw-text ol").get_attribute("start") or 0) < first
    assert in_view(page, page.locator(".qw-here"))
    page.get_by_role("button", name="Later text").click()
    expect(page.locator(".qw-text ol")).not_to_have_attribute("start", "1")
    expect(page.locator(".qw-here")).to_be_focused()


def test_refusal_names_what_is_missing_and_leads_to_the_nearest_passages(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    answer = ask(page, "How does photosynthesis work?")
    expect(answer.locator("strong").first).to_have_text("The documents don't say.")
    expect(answer).to_contain_text("Nothing here about: photosynthesis, work")
    assert in_view(page, open_citation(page, answer, 2))


def test_copy_button_copies_text_that_reads_well(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    answer = ask(page, PEOPLE)
    page.locator("#chat .message-buttons-left button").click()
    page.wait_for_timeout(100)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.split() == answer.inner_text().split()
    assert copied.startswith("38 people")


def test_example_is_asked_when_chosen(open_page: OpenPage, address: str, assistant: FakeAssistant) -> None:
    page = open_page(address)
    examples = page.locator("#chat .example")
    expect(examples).to_have_count(4)
    examples.first.click()
    expect(page.locator("#chat .message.user")).to_have_text(assistant.suggestions(1)[0])
    expect(page.locator("#chat .bot-row strong").first).to_have_text("38 people")


def test_strictness_is_one_slider(open_page: OpenPage, address: str, assistant: FakeAssistant) -> None:
    page = open_page(address)
    slider = page.get_by_role("slider")
    expect(slider).to_have_count(1)
    slider.focus()
    page.keyboard.press("End")
    page.wait_for_timeout(100)
    ask(page, "Was the plane near Grozny hit by strict lightning?")
    assert assistant.asked[-1][2] == 1.0


def test_new_conversation_forgets_the_old_one(open_page: OpenPage, address: str, assistant: FakeAssistant) -> None:
    page = open_page(address)
    open_citation(page, ask(page, PEOPLE), 1)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("#source.open")).to_have_count(0)
    expect(page.locator("#chat .message")).to_have_count(0)
    ask(page, "And when?")
    assert assistant.asked[-1][1] == ()
