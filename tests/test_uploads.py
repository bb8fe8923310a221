import asyncio
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fake_encoder import FakeEncoder
from fake_reader import FakeReader
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st
from made import decision
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import Message

from index.build import update
from index.store import Index
from page.auth import parse_passwords
from page.guard import Guard
from page.serve import web_app
from page.uploads import LibraryShelf, OwnShelf, Uploads, plain_name, visitor_key
from page.visitors import Unnamed
from qa.assistant import Assistant
from qa.desk import YOURS, Desks, Limits
from qa.keep import Keeper
from qa.models import Models
from qa.settings import Settings

BUILT = "When was the tower built?"
TOWER = b"The tower was built in 1777."
SMALL = Limits(file=1000, files=3, visitor=1500, everybody=2000, desks=2, texts=50, idle=100.0)


@pytest.fixture
def keeper(seeds: Path, tmp_path: Path) -> Iterator[Keeper]:
    encoder = FakeEncoder()
    settings = Settings(seeds=seeds, index=tmp_path / "index")
    update(seeds, tmp_path / "index", encoder)
    sure_where_read = decision({"answerable": 5.0, "alone_answerable": 2.0})

    def over(index: Index) -> Assistant:
        return Assistant(index, Models(encoder, FakeReader(), sure_where_read), settings)

    made = Keeper(settings, encoder, over)
    yield made
    made.close()


@pytest.fixture
def now() -> list[float]:
    return [0.0]


@pytest.fixture
def desks(keeper: Keeper, tmp_path: Path, now: list[float]) -> Iterator[Desks]:
    (tmp_path / "desks").mkdir()
    made = Desks(keeper, SMALL, tmp_path / "desks", clock=lambda: now[0])
    yield made
    made.close()
    assert not list((tmp_path / "desks").iterdir())


def bring(desks: Desks, visitor: str, name: str, content: bytes) -> None:
    with desks.incoming() as path:
        path.write_bytes(content)
        desks.take(visitor, name, path)


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def ready(desks: Desks, visitor: str) -> None:
    def settled() -> bool:
        desk = desks.of(visitor)
        return desk is not None and all(paper.ready or paper.problem for paper in desk.papers)

    until(settled)


def said(desks: Desks, visitor: str, question: str) -> str:
    speaker = desks.before(visitor)
    assert speaker is not None
    return " ".join(quote.text for quote in speaker.ask(question).cited if not speaker.ask(question).abstained)


# On the desk


def test_what_a_visitor_brings_answers_that_visitor_alone(desks: Desks, keeper: Keeper) -> None:
    bring(desks, "ann", "tower.txt", TOWER)
    bring(desks, "bob", "mill.txt", b"The mill was sold to a baker.")
    ready(desks, "ann")
    ready(desks, "bob")
    assert "1777" in said(desks, "ann", BUILT)
    assert "1777" not in said(desks, "bob", BUILT)
    assert "1777" not in " ".join(quote.text for quote in keeper.ask(BUILT).cited)
    assert desks.before("cleo") is None


def test_an_answer_names_the_file_and_everybodys_documents_answer_as_well(desks: Desks, keeper: Keeper) -> None:
    bring(desks, "ann", "tower.txt", TOWER)
    ready(desks, "ann")
    speaker = desks.before("ann")
    assert speaker is not None
    (cited,) = {quote.document.source for quote in speaker.ask(BUILT).cited if "1777" in quote.text}
    assert cited == f"{YOURS}/tower.txt"
    names = {document.source for document in speaker.documents}
    assert {document.source for document in keeper.documents} < names


def test_a_file_taken_away_answers_no_more(desks: Desks) -> None:
    bring(desks, "ann", "tower.txt", TOWER)
    ready(desks, "ann")
    speaker = desks.before("ann")
    assert speaker is not None
    document = next(quote.document for quote in speaker.ask(BUILT).cited if "1777" in quote.text)
    assert speaker.is_current(document)
    desks.remove("ann", "tower.txt")
    assert "1777" not in said(desks, "ann", BUILT)
    assert not speaker.is_current(document)
    assert not speaker.is_there(document)


def test_a_file_brought_again_takes_the_place_of_the_first(desks: Desks) -> None:
    bring(desks, "ann", "tower.txt", TOWER)
    ready(desks, "ann")
    bring(desks, "ann", "tower.txt", b"The tower was built in 1888.")
    until(lambda: "1888" in said(desks, "ann", BUILT))
    assert "1777" not in said(desks, "ann", BUILT)


def test_a_file_that_cannot_be_read_says_why_and_the_others_are_read(desks: Desks) -> None:
    bring(desks, "ann", "bad.txt", b"\x00\x01\x02\xff" * 20)
    bring(desks, "ann", "tower.txt", TOWER)
    ready(desks, "ann")
    desk = desks.of("ann")
    assert desk is not None
    papers = {paper.name: paper for paper in desk.papers}
    assert papers["bad.txt"].problem
    assert papers["tower.txt"].ready


def test_too_much_text_is_not_indexed_and_says_so(desks: Desks) -> None:
    bring(desks, "ann", "long.txt", "\n".join(f"Line {n}." for n in range(90)).encode())
    ready(desks, "ann")
    desk = desks.of("ann")
    assert desk is not None
    assert "too much text" in desk.papers[0].problem


@pytest.mark.parametrize(
    ("before", "size", "words"),
    [
        ([], 1001, "too large"),
        ([], 0, "empty"),
        ([10, 10, 10], 10, "the most allowed"),
        ([800], 800, "together"),
    ],
)
def test_each_limit_says_what_it_is(desks: Desks, before: list[int], size: int, words: str) -> None:
    for number, earlier in enumerate(before):
        bring(desks, "ann", f"{number}.txt", b"a" * earlier)
    with pytest.raises(Exception, match=words):
        bring(desks, "ann", "one more.txt", b"a" * size)


def test_all_visitors_together_have_limits_too(desks: Desks) -> None:
    bring(desks, "ann", "a.txt", b"a" * 1000)
    bring(desks, "bob", "b.txt", b"b" * 900)
    with pytest.raises(Exception, match="no more room"):
        bring(desks, "bob", "c.txt", b"c" * 200)
    with pytest.raises(Exception, match="Too many visitors"):
        bring(desks, "cleo", "c.txt", b"c")


def test_the_files_of_who_left_are_deleted(desks: Desks, tmp_path: Path, now: list[float]) -> None:
    bring(desks, "ann", "tower.txt", TOWER)
    ready(desks, "ann")
    now[0] = 90.0
    assert desks.of("ann") is not None  # seen, and so kept on
    now[0] = 180.0
    assert desks.of("ann") is not None
    now[0] = 300.0
    assert desks.of("bob") is None
    assert not list((tmp_path / "desks").rglob("tower.txt"))
    assert desks.of("ann") is None


def test_what_a_killed_process_left_is_deleted_and_what_a_living_one_has_is_not(keeper: Keeper, tmp_path: Path) -> None:
    dead, alive = tmp_path / "quotewise-desks-dead", tmp_path / "quotewise-desks-alive"
    for folder in (dead, alive):
        folder.mkdir()
        (folder / "secret.txt").write_text("secret")
    with FileLock(alive / "lock"):
        Desks(keeper, SMALL, tmp_path).close()
    assert not dead.exists()
    assert (alive / "secret.txt").exists()


# Over the network


@pytest.fixture
def client(desks: Desks) -> TestClient:
    return TestClient(Guard(Unnamed(Uploads(Starlette(), OwnShelf(desks))), "testserver"))


def post(client: TestClient, name: str, content: bytes, visitor: str = "a" * 32, **headers: str) -> tuple[int, str]:
    client.cookies.set(f"quotewise-visitor-{80}", visitor)
    answer = client.post("/uploads", content=content, headers={"x-file-name": quote(name), **headers})
    return answer.status_code, answer.text


def listed(client: TestClient, visitor: str) -> list[str]:
    client.cookies.set(f"quotewise-visitor-{80}", visitor)
    return [file["name"] for file in client.get("/uploads").json()["files"]]


def test_files_are_brought_listed_and_taken_away_by_their_visitor(client: TestClient, desks: Desks) -> None:
    ann, bob = "a" * 32, "b" * 32
    assert post(client, "tower.txt", TOWER, ann)[0] == 201
    assert (listed(client, ann), listed(client, bob)) == (["tower.txt"], [])
    assert client.request("DELETE", "/uploads", headers={"x-file-name": "tower.txt"}).status_code == 200
    assert listed(client, ann) == ["tower.txt"]  # it was bob who asked
    assert client.request("DELETE", "/uploads", headers={"x-file-name": "tower.txt"}).status_code == 200
    assert listed(client, ann) == []
    assert desks.of(visitor_key(ann)) is not None


def test_who_has_not_opened_the_page_brings_nothing(client: TestClient) -> None:
    assert client.post("/uploads", content=TOWER, headers={"x-file-name": "tower.txt"}).status_code == 403


def test_another_site_brings_nothing(client: TestClient) -> None:
    assert post(client, "tower.txt", TOWER, origin="http://evil.example")[0] == 403
    client.cookies.clear()


@pytest.mark.parametrize(("name", "status"), [("run.exe", 415), ("", 415), ("noend", 415), ("x.txt", 422)])
def test_what_is_not_taken_is_told_in_words(client: TestClient, name: str, status: int) -> None:
    got, words = post(client, name, b"a" * 1001)
    assert got == status
    assert "problem" in words


@pytest.mark.parametrize(
    "name", ["../../x.txt", "..\\..\\x.txt", "/etc/x.txt", "a\0b.txt", "a\nb.txt", "é" * 300 + ".txt", "..txt.txt"]
)
def test_a_name_is_never_a_path(client: TestClient, desks: Desks, tmp_path: Path, name: str) -> None:
    assert post(client, name, TOWER)[0] == 201
    (file,) = [path for path in tmp_path.rglob("*.txt") if path.read_bytes() == TOWER]
    assert file.parent.name == YOURS
    assert file.is_relative_to(tmp_path / "desks")


def call(app: Uploads, chunks: list[bytes], length: int, leaves: bool = False) -> int:
    """Post a body in chunks, announced as `length` bytes; the status."""
    sent: list[Message] = []
    waiting = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    last: Message = {"type": "http.disconnect"} if leaves else {"type": "http.request", "body": b"", "more_body": False}
    messages = iter([*waiting, last])

    async def receive() -> Message:
        return next(messages)

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"x-file-name", b"x.txt"), (b"content-length", str(length).encode())]
    scope = {"type": "http", "method": "POST", "path": "/uploads", "headers": headers, "visitor": "ann"}
    asyncio.run(app(scope, receive, send))
    return int(sent[0]["status"])


@pytest.mark.parametrize(
    ("chunks", "length", "leaves", "status"),
    [([b"abc", b"def"], 3, False, 413), ([b"abc"], 6, False, 400), ([b"abc"], 6, True, 400), ([b"abc"], 3, False, 201)],
)
def test_a_file_is_kept_only_where_it_is_what_was_announced(
    desks: Desks, tmp_path: Path, chunks: list[bytes], length: int, leaves: bool, status: int
) -> None:
    assert call(Uploads(Starlette(), OwnShelf(desks)), chunks, length, leaves) == status
    assert not list((tmp_path / "desks").rglob("incoming-*"))


def test_a_file_for_everybody_joins_the_documents_and_never_replaces_one(seeds: Path) -> None:
    shelf = LibraryShelf(seeds)
    app = Uploads(Starlette(), shelf)
    assert call(app, [b"abc"], 3) == 201
    assert (seeds / "x.txt").read_bytes() == b"abc"
    assert call(app, [b"other"], 5) == 422
    assert (seeds / "x.txt").read_bytes() == b"abc"
    assert not [name for name in os.listdir(seeds) if name.startswith(".")]


def test_logging_out_deletes_what_was_brought(keeper: Keeper, desks: Desks, tmp_path: Path) -> None:
    passwords = parse_passwords("ann:long enough a secret", "test")
    app = web_app(Starlette(), "testserver", passwords, keeper, OwnShelf(desks))
    client = TestClient(app, follow_redirects=False)
    headers = {"x-file-name": "tower.txt"}
    assert client.post("/uploads", content=TOWER, headers=headers).status_code == 401
    client.post("/login", data={"user": "ann", "password": "long enough a secret"})
    assert client.post("/uploads", content=TOWER, headers=headers).status_code == 201
    assert list((tmp_path / "desks").rglob("tower.txt"))
    client.post("/logout")
    assert not list((tmp_path / "desks").rglob("tower.txt"))


@given(st.text(st.characters(), max_size=400))
def test_a_plain_name_is_the_name_of_one_file(given_name: str) -> None:
    name = plain_name(given_name)
    assert name
    assert name not in {".", ".."}
    assert not set(name) & set("/\\\0\r\n")
    assert len(name.encode()) <= 255
    assert name.isprintable()
    assert plain_name(name) == name
