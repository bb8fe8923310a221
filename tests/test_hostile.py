"""Files, names, folders and texts that were made to do harm; `make hostile` runs those, too, that take long."""

import html
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hostile.files import file_cases
from hostile.names import INSIDE, SECRET, THINGS, lay_out_names
from hostile.payloads import FORMATS, PAYLOADS, carriers, lay_out
from hostile.run import LOADED, expected, read_together
from markdown_it import MarkdownIt

from index.documents import Library, Skipped, read_library
from index.folders import open_below
from index.records import Document
from index.watch import look
from page.layout import answers_from
from page.panel import gone_page, source_page
from page.source import OWN, PATH
from page.status import status_page
from qa.answer import Answer, Kind, Quote
from qa.render import cite, to_page, to_terminal
from qa.status import Status

CASES = file_cases()
LIGHT = [case for case in CASES if not case.heavy]
TAGS = {"p", "strong", "em", "mark", "blockquote", "a", "ul", "ol", "li", "br", "table", "thead", "tbody", "tr", "th"}
TAGS |= {"td", "div", "h1", "h2", "button", "b", "details", "summary", "progress"}


# Files


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """All light files, read as one folder, and an ordinary one behind them."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "last.txt").write_text(INSIDE)
    return read_together(LIGHT, folder)


def test_there_are_hundreds_of_cases_and_no_two_are_the_same(together: Library) -> None:
    assert len(CASES) >= 700
    assert len({case.id for case in CASES}) == len(CASES)
    assert len({document.fingerprint for document in together.documents}) == len(together.documents)
    assert set(expected()) == {case.id for case in CASES}


def test_each_hostile_file_is_read_or_left_out_as_expected_and_the_next_one_is_read(together: Library) -> None:
    said = {skipped.source: skipped.reason for skipped in together.skipped}
    said.update((document.source, LOADED) for document in together.documents)
    found = {case.id: said[f"{number:04}{case.suffix}"] for number, case in enumerate(LIGHT)}
    wanted = expected()
    assert found == {case.id: wanted[case.id] for case in LIGHT}
    assert together.documents[-1].text == INSIDE


def test_no_hostile_file_brings_in_what_is_not_its_own(together: Library) -> None:
    for secret in (Path("/etc/passwd").read_text(), Path("/etc/hostname").read_text().strip() or "root:"):
        assert [document.source for document in together.documents if secret in document.text] == []


def test_a_reason_is_short_and_in_words(together: Library) -> None:
    for skipped in together.skipped:
        assert re.fullmatch(r"(?:it|its|the|a) [^\n]{5,160}", skipped.reason), skipped


# Names and what is no file


def test_a_hostile_name_is_an_ordinary_name(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    texts = lay_out_names(folder)
    library = read_library(folder)
    assert {document.source: document.text for document in library.documents} == texts
    assert library.skipped == ()
    assert sorted(os.listdir(tmp_path)) == ["in"]
    for document in library.documents:
        answer = Answer("?", Kind.ANSWER, (Quote(document, 0, len(document.text)),), 0.5)
        assert len(to_terminal(answer).split("\n")) == 4


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Path]:
    """A folder in which folders may be nested deeper than Python could remove them."""
    yield tmp_path
    subprocess.run(["rm", "-rf", *map(str, tmp_path.iterdir())], check=True)


@pytest.mark.skipif(os.name == "nt", reason="no such things there")
@pytest.mark.parametrize("what", THINGS)
def test_links_pipes_devices_and_folders_lead_nowhere_and_hold_nothing_up(room: Path, what: str) -> None:
    inside, outside = room / "inside", room / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text(SECRET)
    (inside / "good.md").write_text(INSIDE)
    make, read, left_out = THINGS[what]
    try:
        make(inside, outside)
    except PermissionError:
        pytest.skip("only root may make it")
    library = read_library(inside)
    assert {document.text for document in library.documents} == {INSIDE}
    assert (len(library.documents), len(library.skipped)) == (read + 1, left_out), library.skipped[:3]
    assert str(inside / "good.md") in look(inside)


def test_a_folder_that_becomes_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.txt").write_text(SECRET)
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "out")
    with pytest.raises(OSError, match=r"directory|link"):
        open_below(tmp_path / "in", tmp_path / "in" / "folder" / "a.txt")


# Script


class _Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.goals: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.goals |= {value or "" for name, value in attrs if name in ("href", "src")}

    def handle_comment(self, data: str) -> None:
        self.tags.add("!")

    def handle_decl(self, decl: str) -> None:
        self.tags.add("!")

    def handle_pi(self, data: str) -> None:
        self.tags.add("?")


def markup(page: str) -> _Markup:
    parser = _Markup()
    parser.feed(page)
    parser.close()
    return parser


@pytest.fixture(scope="module")
def payloads(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("payloads")
    lay_out(folder)
    return read_library(folder)


def test_every_payload_is_read_from_every_format(payloads: Library) -> None:
    assert payloads.skipped == ()
    assert len(payloads.documents) == FORMATS * len(PAYLOADS)
    for suffix in carriers("", ""):
        found = [document.text for document in payloads.documents if document.source.endswith(suffix)]
        assert sum("__pwned" in text for text in found) > 0.7 * len(PAYLOADS)


def whole(document: Document) -> Quote:
    start = max(0, document.text.find("Payload"))
    return Quote(document, start, len(document.text), start, min(start + 30, len(document.text)), document.source)


def assert_only_ours(shown: str, where: str) -> None:
    found = markup(shown)
    assert found.tags <= TAGS, where
    assert not {name for name in found.attributes if name.startswith("on") or name in ("src", "srcdoc", "action")}, (
        where
    )
    assert all(re.match(r"#cite-1-\d+$|/source/|/uploads/", goal) for goal in found.goals), where


def test_no_payload_becomes_markup_anywhere_on_the_page(payloads: Library) -> None:
    parser = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    for document in payloads.documents:
        quote, text = whole(document), document.source
        kinds = [*Kind] if text.endswith(".txt") else [Kind.ANSWER]
        for kind in kinds:
            part = Answer(text, Kind.ANSWER, (quote,), 0.5)
            quotes, parts = ((), (part,)) if kind is Kind.PARTS else ((quote,), ())
            answer = Answer(text, kind, quotes, 0.5, (text,), parts=parts)
            answer = replace(answer, label=text, note=text, read_as=text, assumed=((text, text),))
            assert_only_ours(parser.render(to_page(answer, 1).markdown), document.source)
        citations = cite(Answer("?", Kind.ANSWER, (quote,), 0.5), 1)
        for files in (PATH, OWN, ""):
            panel = source_page(citations, "1-1", None, files)
            assert_only_ours(panel, document.source)
            assert html.escape("<img") in panel or "<img" not in document.text
        assert_only_ours(gone_page(citations[0]), document.source)
    names = [document.source for document in payloads.documents]
    assert_only_ours(answers_from(names[:3]), "header")
    left_out = tuple(Skipped(name, name) for name in names)
    assert_only_ours(status_page(Status(left_out=left_out, problem=names[0]), can_steer=True), "status")
