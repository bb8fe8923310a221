import asyncio
import os
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
from fake_encoder import FakeEncoder
from fake_reader import FakeReader
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st
from live_page import served
from made import decision
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send
from visitor import Visitor

from index.build import update
from index.encoder import Vectors
from page.auth import parse_passwords
from page.chat import Conversation
from page.guard import Guard
from page.layout import show_source
from page.serve import Access, web_app
from page.uploads import LibraryShelf, OwnShelf, Uploads, plain_name, visitor_key
from page.visitors import VISITOR, Unnamed
from qa.answer import Answer, Kind, Quote
from qa.assistant import Assistant
from qa.desk import ONLY_YOURS, YOURS, Desks, Limits, Polite, UploadError
from qa.keep import Keeper, NotReadyError
from qa.reading.models import Models
from qa.settings import Settings
from qa.status import State

FILES = Path(__file__).with_name("files")
BUILT = "When was the tower built?"
TOWER = b"The tower was built in 1777."
SMALL = Limits(file=1000, files=3, visitor=1500, everybody=2000, desks=2, texts=50, idle=100.0)


def keeper_of(seeds: Path, index: Path, is_indexed: bool = True) -> Keeper:
    encoder = FakeEncoder()
    settings = Settings(seeds=seeds, index=index)
    if is_indexed:
        update(seeds, index, encoder)
    sure_where_read = decision({"answerable": 5.0, "alone_answerable": 2.0})
    models = Models(encoder, FakeReader(), sure_where_read)
    return Keeper(settings, encoder, lambda served: Assistant(served, models, settings))


@pytest.fixture
def keeper(seeds: Path, tmp_path: Path) -> Iterator[Keeper]:
    made = keeper_of(seeds, tmp_path / "index")
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


def test_a_file_taken_away_and_brought_again_at_once_is_ready_again(desks: Desks) -> None:
    for _ in range(3):
        bring(desks, "ann", "tower.txt", TOWER)
        ready(desks, "ann")
        desks.remove("ann", "tower.txt")
    bring(desks, "ann", "tower.txt", TOWER)
    until(lambda: "1777" in said(desks, "ann", BUILT))


def test_a_document_of_everybodys_with_the_name_of_a_visitors_file_is_told_from_it(
    desks: Desks, keeper: Keeper, seeds: Path
) -> None:
    (seeds / YOURS).mkdir()
    (seeds / YOURS / "tower.txt").write_text("The mill was sold in 1650.")
    keeper.refresh()
    bring(desks, "ann", "tower.txt", TOWER)
    ready(desks, "ann")
    assert "1777" in said(desks, "ann", BUILT)
    assert "1650" in said(desks, "ann", "When was the mill sold?")
    desks.remove("ann", "tower.txt")
    assert "1777" not in said(desks, "ann", BUILT)
    assert "1650" in said(desks, "ann", "When was the mill sold?")


def test_where_all_are_too_many_to_be_searched_as_one_the_surer_answers(keeper: Keeper, tmp_path: Path) -> None:
    desks = Desks(keeper, replace(SMALL, beside=0), tmp_path)
    try:
        bring(desks, "ann", "tower.txt", TOWER)
        ready(desks, "ann")
        assert "1777" in said(desks, "ann", BUILT)
    finally:
        desks.close()


def test_everybodys_documents_answer_while_a_visitors_are_indexed(
    desks: Desks, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    encode = Polite.encode

    def held(self: Polite, texts: Sequence[str]) -> Vectors:
        assert go_on.wait(30)
        return encode(self, texts)

    monkeypatch.setattr(Polite, "encode", held)
    bring(desks, "ann", "tower.txt", TOWER)
    speaker, desk = desks.before("ann"), desks.of("ann")
    assert speaker is not None
    assert desk is not None
    until(lambda: bool(desk.progress))
    assert speaker.ask(BUILT) == keeper.ask(BUILT)
    assert not desk.papers[0].ready
    go_on.set()
    until(lambda: "1777" in said(desks, "ann", BUILT))


def test_nothing_stays_of_files_whose_visitor_left_while_they_were_indexed(
    desks: Desks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, began = threading.Event(), threading.Event()
    encode = Polite.encode

    def held(self: Polite, texts: Sequence[str]) -> Vectors:
        began.set()
        assert go_on.wait(30)
        return encode(self, texts)

    monkeypatch.setattr(Polite, "encode", held)
    bring(desks, "ann", "tower.txt", TOWER)
    desk = desks.of("ann")
    assert desk is not None
    assert began.wait(30)
    desks.forget("ann")
    go_on.set()
    desk.close(patience=30)
    assert [path.name for path in (tmp_path / "desks").rglob("*") if path.is_file()] == ["lock"]
    assert desk.papers == ()


def test_one_visitors_many_files_do_not_keep_another_visitor_waiting(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    encode = Polite.encode

    def held(self: Polite, texts: Sequence[str]) -> Vectors:
        assert not any("harbour" in text for text in texts) or go_on.wait(30)
        return encode(self, texts)

    monkeypatch.setattr(Polite, "encode", held)
    for name in ("a.txt", "b.txt", "c.txt"):
        bring(desks, "ann", name, f"The harbour {name} is deep.".encode())
    bring(desks, "bob", "tower.txt", TOWER)
    until(lambda: "1777" in said(desks, "bob", BUILT))
    go_on.set()
    ready(desks, "ann")


def test_embedding_waits_for_questions_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.desk._PATIENCE", 0.2)
    encoder, looks = FakeEncoder(), iter([True, True, False])
    texts = [f"Text {n}." for n in range(40)]
    began = time.monotonic()
    assert np.allclose(Polite(encoder, lambda: next(looks, False)).encode(texts), encoder.encode(texts))
    assert time.monotonic() - began >= 0.04
    assert Polite(encoder, lambda: True).encode([]).shape == encoder.encode([]).shape


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


def test_what_comes_late_of_a_visitor_who_left_is_not_kept(desks: Desks, tmp_path: Path) -> None:
    with desks.incoming() as path:
        path.write_bytes(TOWER)
        desks.forget("ann")
        with pytest.raises(UploadError, match="logged out"):
            desks.take("ann", "tower.txt", path)
    assert desks.of("ann") is None
    assert not list((tmp_path / "desks").rglob("*.txt"))


def test_a_visitors_files_answer_while_everybodys_are_indexed_for_the_first_time(seeds: Path, tmp_path: Path) -> None:
    keeper = keeper_of(seeds, tmp_path / "index", is_indexed=False)
    desks = Desks(keeper, SMALL, tmp_path)
    try:
        bring(desks, "ann", "tower.txt", TOWER)
        ready(desks, "ann")
        speaker = desks.before("ann")
        assert speaker is not None
        answer = speaker.ask(BUILT)
        assert "1777" in answer.text
        assert ONLY_YOURS in answer.note
        with pytest.raises(NotReadyError):
            keeper.ask(BUILT)
        keeper.refresh()
        assert "1777" in said(desks, "ann", BUILT)
        assert not speaker.ask(BUILT).note
        desks.remove("ann", "tower.txt")
        assert "1777" not in said(desks, "ann", BUILT)
    finally:
        desks.close()
        keeper.close()


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


def run(work: Coroutine[None, None, None]) -> None:
    """Run it in a thread of its own: the browser tests leave an event loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


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

    run(app(scope_of(length), receive, send))
    return int(sent[0]["status"])


def scope_of(length: int, name: str = "x.txt") -> dict[str, object]:
    headers = [(b"x-file-name", name.encode()), (b"content-length", str(length).encode())]
    return {"type": "http", "method": "POST", "path": "/uploads", "headers": headers, "visitor": "ann"}


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


@pytest.mark.parametrize("who", ["whose login it was", "somebody else"])
def test_what_was_brought_is_deleted_when_it_is_noticed_that_the_login_ran_out(
    keeper: Keeper, desks: Desks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    passwords = parse_passwords("ann:long enough a secret", "test")
    app = web_app(Starlette(), "testserver", passwords, keeper, OwnShelf(desks))
    ann, other = TestClient(app, follow_redirects=False), TestClient(app, follow_redirects=False)
    ann.post("/login", data={"user": "ann", "password": "long enough a secret"})
    assert ann.post("/uploads", content=TOWER, headers={"x-file-name": "tower.txt"}).status_code == 201
    assert ann.get("/uploads").status_code == 200
    monkeypatch.setattr("page.sessions.LONGEST", -1.0)
    assert (ann if who == "whose login it was" else other).get("/uploads").status_code == 401
    assert not list((tmp_path / "desks").rglob("tower.txt"))


def test_what_a_browser_says_of_who_it_is_is_not_believed(desks: Desks, keeper: Keeper) -> None:
    """The header within is written by the server alone; here Gradio's place is taken by what repeats it."""

    async def within(scope: Scope, receive: Receive, send: Send) -> None:
        await Response(Headers(scope=scope)[VISITOR.decode()])(scope, receive, send)

    client = TestClient(web_app(within, "testserver", None, keeper, OwnShelf(desks)))
    client.cookies.set("quotewise-visitor-80", "b" * 32)
    answer = client.get("/gradio_api/queue/data", headers={VISITOR.decode(): visitor_key("a" * 32)})
    assert answer.text == visitor_key("b" * 32)


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=alert(1)>.txt", "شهر.txt", "文書.txt", "a\u202etxt.exe.txt", "Ｆile.txt"]
)
def test_a_name_in_any_letters_is_kept_as_a_name(client: TestClient, desks: Desks, name: str) -> None:
    ann = "a" * 32
    assert post(client, name, TOWER, ann)[0] == 201
    (kept,) = listed(client, ann)
    assert kept == name.replace("\u202e", " ")
    assert client.request("DELETE", "/uploads", headers={"x-file-name": quote(kept)}).json()["files"] == []


def test_a_slow_file_is_given_up_and_others_are_not_kept_waiting(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("page.uploads.CHUNK_SECONDS", 0.4)
    monkeypatch.setattr("page.uploads.UNREAD_SECONDS", 0.1)
    app = Uploads(Starlette(), OwnShelf(desks))
    ended: list[tuple[str, int]] = []

    async def one(name: str, is_slow: bool) -> None:
        async def receive() -> Message:
            if is_slow:
                await asyncio.sleep(60)
            return {"type": "http.request", "body": b"abc", "more_body": False}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                ended.append((name, message["status"]))

        await app(scope_of(3, name), receive, send)

    async def both() -> None:
        await asyncio.gather(one("slow.txt", True), one("quick.txt", False))

    run(both())
    assert ended == [("quick.txt", 201), ("slow.txt", 408)]


def test_a_refused_file_is_read_to_its_end_so_that_the_reason_is_seen(desks: Desks) -> None:
    chunks = iter([b"a" * 1000] * 5)
    taken = []

    async def receive() -> Message:
        taken.append(chunk := next(chunks))
        return {"type": "http.request", "body": chunk, "more_body": len(taken) < 5}

    async def send(message: Message) -> None:
        pass

    run(Uploads(Starlette(), OwnShelf(desks))(scope_of(5000), receive, send))
    assert len(taken) == 5


def test_what_is_added_for_everybody_has_limits_in_words(seeds: Path) -> None:
    there = len(list(seeds.iterdir()))
    for limits, words in (
        (Limits(file=2), "too large"),
        (Limits(documents=there), "the most"),
        (Limits(everybody=3), "no room"),
    ):
        with pytest.raises(UploadError, match=words):
            LibraryShelf(seeds, limits).room("ann", "x.txt", 3)
    with pytest.raises(UploadError, match="only be removed"):
        LibraryShelf(seeds).remove("ann", "x.txt")


def test_what_a_killed_process_was_receiving_does_not_stay_among_the_documents(seeds: Path) -> None:
    old, new = seeds / ".incoming-old.part", seeds / ".incoming-new.part"
    for path in (old, new):
        path.write_text("half")
    os.utime(old, (0, 0))
    LibraryShelf(seeds)
    assert (old.exists(), new.exists()) == (False, True)


def test_a_file_for_everybody_is_answered_from_without_a_restart(keeper: Keeper, seeds: Path) -> None:
    keeper.start()
    until(lambda: keeper.status().state is State.READY)
    assert call(Uploads(Starlette(), LibraryShelf(seeds)), [TOWER], len(TOWER)) == 201
    until(lambda: "1777" in " ".join(quote.text for quote in keeper.ask(BUILT).cited))


# Files that are opened, from the running server


PDF = FILES / "browser.pdf"
ADDRESS = f"/uploads/{quote(YOURS)}/{PDF.name}"


@pytest.fixture
def roomy(keeper: Keeper, tmp_path: Path) -> Iterator[Desks]:
    made = Desks(keeper, Limits(), tmp_path)
    yield made
    made.close()


def bring_pdf(visitor: Visitor) -> None:
    answer = visitor.http.post("/uploads", content=PDF.read_bytes(), headers={"x-file-name": PDF.name})
    assert answer.status_code == 201
    until(lambda: all(file["ready"] for file in visitor.http.get("/uploads").json()["files"]))


def test_a_visitors_pdf_is_opened_by_that_visitor_and_by_nobody_else(keeper: Keeper, roomy: Desks) -> None:
    with (
        served(keeper, Access(shelf=OwnShelf(roomy)), roomy.before) as address,
        Visitor(address) as ann,
        Visitor(address) as bob,
        Visitor(address) as nobody,
    ):
        ann.open()
        bob.open()
        bring_pdf(ann)
        answer = ann.http.get(ADDRESS)
        assert (answer.status_code, answer.content) == (200, PDF.read_bytes())
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["cache-control"] == "no-store"
        assert "sandbox" in answer.headers["content-security-policy"].split("; ")
        for other in (bob, nobody):
            assert other.http.get(ADDRESS).status_code == 404
        for path in (ADDRESS.replace("/uploads/", "/source/"), "/uploads/../lock", "/uploads/", f"{ADDRESS}/"):
            assert ann.http.get(path).status_code in {404, 405}, path
        assert ann.http.post(ADDRESS).status_code == 405
        ann.http.request("DELETE", "/uploads", headers={"x-file-name": PDF.name})
        assert ann.http.get(ADDRESS).status_code == 404


def test_where_people_log_in_a_visitors_pdf_is_opened_by_that_login_alone(keeper: Keeper, roomy: Desks) -> None:
    passwords = parse_passwords("ann:long enough a secret\nbob:another long secret", "test")
    with (
        served(keeper, Access(passwords, shelf=OwnShelf(roomy)), roomy.before) as address,
        Visitor(address) as ann,
        Visitor(address) as bob,
    ):
        ann.log_in("ann", "long enough a secret")
        bring_pdf(ann)
        assert ann.http.get(ADDRESS).status_code == 200
        assert bob.http.get(ADDRESS).status_code == 401
        bob.log_in("bob", "another long secret")
        assert bob.http.get(ADDRESS).status_code == 404
        ann.http.post("/logout", headers={"origin": address})
        assert ann.http.get(ADDRESS).status_code == 401


def test_a_pdf_for_everybody_is_opened_by_everybody(keeper: Keeper, seeds: Path) -> None:
    keeper.start()
    with (
        served(keeper, Access(shelf=LibraryShelf(seeds))) as address,
        Visitor(address) as ann,
        Visitor(address) as bob,
    ):
        ann.open()
        bring_pdf(ann)
        until(lambda: bob.http.get(f"/source/{PDF.name}").status_code == 200)
        assert bob.http.get(f"/source/{PDF.name}").content == PDF.read_bytes()
        for visitor in (ann, bob):
            assert visitor.http.get(ADDRESS).status_code == 404


def test_a_citation_of_a_visitors_pdf_leads_to_its_page_of_the_file(roomy: Desks, keeper: Keeper) -> None:
    bring(roomy, "ann", PDF.name, PDF.read_bytes())
    ready(roomy, "ann")
    speaker = roomy.before("ann")
    assert speaker is not None
    (document,) = [one for one in speaker.documents if one.source.startswith(YOURS)]
    start = document.text.index("212 letters")
    told = Conversation().answered(Answer("?", Kind.ANSWER, (Quote(document, start, start + 11),), 0.9))
    panel = show_source(speaker, told, {"cite": "1-1"}, keeper.documents)
    assert f'href="{ADDRESS}#page=2" target="_blank" rel="noopener">Open the PDF at p. 2</a>' in panel


@given(st.text(st.characters(), max_size=400))
def test_a_plain_name_is_the_name_of_one_file(given_name: str) -> None:
    name = plain_name(given_name)
    assert name
    assert name not in {".", ".."}
    assert not set(name) & set("/\\\0\r\n")
    assert len(name.encode()) <= 255
    assert name.isprintable()
    assert plain_name(name) == name
