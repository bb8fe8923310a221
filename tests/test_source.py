"""The documents' files over HTTP: what was indexed, to who may see it, and nothing else of the disk."""

import http.client
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
from fake_assistant import FakeAssistant
from live_page import served

from index.documents import open_unchanged, read_library
from index.errors import FileError
from page.auth import parse_passwords
from page.panel import source_page
from page.serve import Access
from page.source import PATH, address_of
from qa.answer import Quote
from qa.render import Citation

FILES = Path(__file__).with_name("files")
ODD = "ä #1?%2e\"'<b>;\\.pdf"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("top")
    folder = top / "documents"
    (folder / "deep").mkdir(parents=True)
    for name in ("a.pdf", "deep/b.pdf", "changed.pdf", "gone.pdf", "linked.pdf", ODD):
        (folder / name).write_bytes((FILES / "browser.pdf").read_bytes() + name.encode())
    (folder / "page.html").write_text("<p>A page.<script>alert(1)</script>")
    (top / "secret.txt").write_text("secret")
    return folder


@pytest.fixture(scope="module")
def assistant(folder: Path) -> FakeAssistant:
    """Its files were indexed, and some are not what they were."""
    made = FakeAssistant(*read_library(folder).documents)
    made.folder = folder
    (folder / "changed.pdf").write_bytes(b"%PDF-1.4 other")
    (folder / "gone.pdf").unlink()
    outside = folder.parent / "linked.pdf"
    (folder / "linked.pdf").rename(outside)
    (folder / "linked.pdf").symlink_to(outside)  # the same bytes, outside of the folder
    (folder / "later.txt").write_text("Not indexed.")
    return made


@pytest.fixture(scope="module")
def address(assistant: FakeAssistant) -> Iterator[str]:
    with served(assistant) as address:
        yield address


@pytest.mark.parametrize("name", ["a.pdf", "deep/b.pdf", ODD])
def test_a_pdf_is_shown_as_it_was_indexed_and_can_do_nothing(name: str, address: str, folder: Path) -> None:
    answer = httpx.get(f"{address}/source/{quote(name)}")
    assert (answer.status_code, answer.content) == (200, (folder / name).read_bytes())
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("inline; filename*=")
    assert answer.headers["content-disposition"].isascii()
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert {"sandbox", "default-src 'none'"} <= set(answer.headers["content-security-policy"].split("; "))
    assert answer.headers["cache-control"] == "no-store"


def test_any_other_file_is_only_ever_saved(address: str) -> None:
    answer = httpx.get(f"{address}/source/page.html")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("changed.pdf", "has changed since it was indexed"),
        ("gone.pdf", "has been deleted or moved"),
        ("linked.pdf", "has been deleted or moved"),
        ("later.txt", "There is no such document"),
        ("", "There is no such document"),
        ("a.pdf/", "There is no such document"),
        ("deep", "There is no such document"),
        ("A.PDF", "There is no such document"),
        ("../secret.txt", "There is no such document"),
        ("%2e%2e/secret.txt", "There is no such document"),
        ("..%2fsecret.txt", "There is no such document"),
        ("deep/../a.pdf", "There is no such document"),
        ("/etc/passwd", "There is no such document"),
        ("a.pdf%00.txt", "There is no such document"),
        ("%ff%fe", "There is no such document"),
    ],
)
def test_what_is_no_document_now_is_not_served_and_says_why(name: str, said: str, address: str) -> None:
    with closing(http.client.HTTPConnection(urlsplit(address).netloc)) as connection:
        connection.request("GET", f"/source/{name}")  # as it stands; browsers would tidy it
        answer = connection.getresponse()
        assert answer.status == 404
        assert said in answer.read().decode()
        assert (answer.getheader("content-type") or "").startswith("text/plain")


def test_it_is_read_and_nothing_else(address: str) -> None:
    head = httpx.head(f"{address}/source/a.pdf")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) > 1000
    for method in ("POST", "PUT", "DELETE"):
        assert httpx.request(method, f"{address}/source/a.pdf").status_code == 405
    assert httpx.get(f"{address}/source/a.pdf", headers={"host": "evil.com"}).status_code == 400


def test_who_has_not_logged_in_gets_no_file(assistant: FakeAssistant) -> None:
    with (
        served(assistant, Access(parse_passwords("ann:a long enough password", "here"))) as address,
        httpx.Client() as browser,
    ):
        assert browser.get(f"{address}/source/a.pdf").status_code == 401
        assert browser.get(f"{address}/source/none.pdf").status_code == 401
        form = {"user": "ann", "password": "a long enough password"}
        browser.post(f"{address}/login", data=form, headers={"origin": address})
        assert browser.get(f"{address}/source/a.pdf").status_code == 200


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_in_a_files_place_holds_nobody_up(folder: Path, assistant: FakeAssistant) -> None:
    document = next(d for d in assistant.documents if d.source == "gone.pdf")
    os.mkfifo(folder / "gone.pdf")
    with pytest.raises(FileError):
        open_unchanged(folder, document)
    (folder / "gone.pdf").unlink()


def test_a_citation_leads_to_its_page_of_the_file() -> None:
    document = next(d for d in read_library(FILES).documents if d.source == "browser.pdf")
    start = document.text.index("212 letters")
    assert address_of(document, start) == "/source/browser.pdf#page=2"
    citation = Citation(1, 1, Quote(document, start, start + 11))
    page = source_page([citation], "1-1", None, PATH)
    assert 'href="/source/browser.pdf#page=2" target="_blank" rel="noopener">Open the PDF at p. 2</a>' in page


def test_a_file_that_cannot_be_opened_has_no_link() -> None:
    document = next(d for d in read_library(FILES).documents if d.source == "browser.pdf")
    page = source_page([Citation(1, 1, Quote(document, 0, 5))], "1-1", None, "")
    assert "/source/" not in page
