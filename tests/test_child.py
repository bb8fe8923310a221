"""Files that were made to do harm: each ends in a reason, within bounds, and the files after it are read."""

import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from index.documents import read_library
from index.formats.child import Child, Limits, TransientError
from index.formats.extracted import RefusedError

QUICK = Limits(seconds=2, more=0, waiting=120, memory=700_000_000)
GOOD = b"<p>A good page.</p>"


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    with Child(QUICK) as child:
        yield child


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    end = b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>"


def pages(count: int = 1, kids: bytes = b"3 0 R") -> bytes:
    return b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), more, content)


def zipped(**members: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
)
PARTS = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(200))

HARMFUL = {
    "elements within elements": (".html", b"<div>" * 100_000 + b"deep"),
    "tables within tables": (".html", b"<table><tr><td>" * 3000 + b"x"),
    "lists within lists": (".html", b"<ul><li>x" * 50_000),
    "attributes without end": (".html", b"<p " + b" ".join(b"a%d=1" % n for n in range(150_000)) + b">text"),
    "entities of entities": (".xhtml", f'<?xml version="1.0"?>{LAUGHS}]><html><body><p>&k;</p></body></html>'.encode()),
    "entities of entities in Word": (".docx", zipped(**{"word/document.xml": f"{LAUGHS}]><a>&k;</a>"})),
    "a zip bomb": (".docx", zipped(**{f"word/{n}.xml": "a" * 40_000_000 for n in range(8)})),
    "pages that hold themselves": (".pdf", pdf(CATALOGUE, pages(1_000_000, b"2 0 R 2 0 R"))),
    "two thousand million pages": (".pdf", pdf(CATALOGUE, pages(2_000_000_000), PAGE)),
    "parts within parts": (".eml", b"From: a\nSubject: x\n" + PARTS),
    "a cell without end": (".csv", b'a,b\n"' + b"x," * 2_000_000),
}


@pytest.mark.parametrize(("suffix", "data"), HARMFUL.values(), ids=HARMFUL)
def test_a_harmful_file_ends_in_a_reason_and_the_next_is_read(child: Child, suffix: str, data: bytes) -> None:
    with pytest.raises(RefusedError) as refused:
        child.extract(data, suffix)
    assert str(refused.value)
    assert child.extract(GOOD, ".html").text == "A good page."


def test_an_entity_does_not_read_a_file(child: Child, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret words")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    page = f'<?xml version="1.0"?>{entity}<html><body><p>text &e;</p></body></html>'
    assert child.extract(page.encode(), ".xhtml").text == "text"


def test_a_file_too_large_is_not_read() -> None:
    with Child(Limits(size=10)) as child, pytest.raises(RefusedError, match="larger than"):
        child.extract(b"x" * 11, ".html")


def test_what_takes_too_long_is_ended_and_may_be_tried_again() -> None:
    started = time.monotonic()
    with Child(Limits(waiting=1)) as child, pytest.raises(TransientError, match="longer than 1 seconds"):
        child.extract(HARMFUL["attributes without end"][1], ".html")
    assert time.monotonic() - started < 60


def test_a_file_that_gave_no_text_is_not_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_bytes(b"<p></p>")
    first = read_library(tmp_path)
    monkeypatch.setattr(Child, "extract", lambda *_: pytest.fail("extracted again"))
    again = read_library(tmp_path, refused=first.refusals)
    assert again == first
    assert again.skipped[0].reason == "it holds no text"


def test_no_library_that_reads_files_gets_into_the_program_itself(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(GOOD)
    code = (
        "import json, sys; from index.documents import read_library; read = read_library(sys.argv[1]);"
        "print(json.dumps([len(read.documents), sorted({name.partition('.')[0] for name in sys.modules})]))"
    )
    run = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, check=True, text=True)
    count, modules = json.loads(run.stdout)
    assert count == 1
    assert not {"lxml", "mammoth", "pypdfium2", "email"} & set(modules)
