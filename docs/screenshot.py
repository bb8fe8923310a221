"""Takes the README's picture of a page that runs: `python docs/screenshot.py ADDRESS docs/screenshot.png`."""

import shutil
import sys

from playwright.sync_api import sync_playwright

QUESTION = "How many people were killed when the plane was shot down near Grozny?"


def take(address: str, picture: str) -> None:
    """Ask a question, open its first citation, and take the picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(address)
        page.locator("#question textarea").fill(QUESTION)
        page.keyboard.press("Enter")
        page.get_by_role("link", name="[1]").click()
        page.locator("#source.open mark:focus").wait_for()
        page.wait_for_timeout(600)  # the panel slides in
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    take(*sys.argv[1:3])
