"""What a running chat still shows and leans on when the files it quoted change, go, or get another name."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from fake_encoder import FakeEncoder
from live_page import served
from test_keep import keeper_of, until
from visitor import Visitor, chat_of

from index.build import update
from index.documents import read_library
from qa.answer import Answer, Kind, Quote
from qa.current import Current
from qa.keep import Keeper
from qa.status import State

BUILT = "When was the old bridge built?"
FLOUR = "How much flour do you need?"

YEAR = re.compile(r"(?<![\w.])1904(?!\w|\.\d)")  # as said, and not among the digits of how long something took


@pytest.fixture
def keeper(seeds: Path, tmp_path: Path) -> Iterator[Keeper]:
    encoder = FakeEncoder()
    update(seeds, tmp_path / "index", encoder)
    made = keeper_of(seeds, tmp_path / "index", encoder)
    yield made
    made.close(30)


@pytest.fixture
def quote(seeds: Path) -> Quote:
    document = next(d for d in read_library(seeds).documents if d.source == "bridge.txt")
    start = document.text.index("1904")
    return Quote(document, document.text.rindex("The", 0, start), start + 5, start, start + 4)


def now(seeds: Path, *unreadable: str) -> Current:
    documents = read_library(seeds).documents
    held = {(d.source, d.fingerprint) for d in documents if d.source not in unreadable}
    return Current(lambda document: (document.source, document.fingerprint) in held, documents)


def test_an_untouched_quote_stays_as_it_is(seeds: Path, quote: Quote) -> None:
    assert now(seeds).find(quote) is quote


def test_a_deleted_files_words_stand_nowhere(seeds: Path, quote: Quote) -> None:
    (seeds / "bridge.txt").unlink()
    assert now(seeds).find(quote) is None
    (seeds / "bridge.txt").write_text("Another file of the same name.")
    assert now(seeds).find(quote) is None


def test_a_renamed_files_words_are_found_under_its_new_name(seeds: Path, quote: Quote) -> None:
    (seeds / "bridge.txt").rename(seeds / "zebra.txt")
    found = now(seeds).find(quote)
    assert found is not None
    assert (found.document.source, found.text, found.answer) == ("zebra.txt", quote.text, "1904")


def test_words_that_moved_in_their_file_are_found_where_they_are(seeds: Path, quote: Quote) -> None:
    path = seeds / "bridge.txt"
    path.write_text(f"A line put before. {path.read_text()}")
    found = now(seeds).find(quote)
    assert found is not None
    assert (found.text, found.answer, found.start) == (quote.text, "1904", quote.start + len("A line put before. "))
    path.write_text(quote.document.text.replace("1904", "1905"))
    assert now(seeds).find(quote) is None


def test_of_several_names_those_that_are_left_are_told(seeds: Path, quote: Quote) -> None:
    (seeds / "copy.txt").write_bytes((seeds / "bridge.txt").read_bytes())
    both = replace(quote, document=replace(quote.document, also=("copy.txt",)))
    assert now(seeds).find(both) is both
    found = now(seeds, "bridge.txt").find(both)
    assert found is not None
    assert (found.document.source, found.document.also, found.text) == ("copy.txt", (), quote.text)


def test_of_a_withdrawn_turn_only_the_question_is_left(seeds: Path, quote: Quote) -> None:
    turns = (
        Answer(BUILT, Kind.ANSWER, (quote,), 0.9),
        Answer("Who?", Kind.PARTS, parts=(Answer("a", Kind.ANSWER, (quote,)),)),
    )
    assert now(seeds).turns(turns) == turns
    (seeds / "bridge.txt").unlink()
    left = now(seeds).turns(turns)
    assert [(turn.question, turn.kind, turn.cited) for turn in left] == [
        (BUILT, Kind.REFUSAL, ()),
        ("Who?", Kind.REFUSAL, ()),
    ]


def test_a_follow_up_does_not_lean_on_what_is_gone(keeper: Keeper, seeds: Path) -> None:
    first = keeper.ask(BUILT)
    assert first.text == "1904"
    (seeds / "bridge.txt").unlink()
    for question in ("What happened in that year?", "Who built it?", "And in May?"):
        after = keeper.ask(question, [first])
        assert "1904" not in after.read_as
        assert "bridge" not in " ".join(quoted.text for quoted in after.cited)


# The running page, over real files


def everything(visitor: Visitor, fn: dict[str, object], data: list[object], event: dict[str, object]) -> str:
    """All that the server sends for one click."""
    asked = {"data": data, "event_data": event, "fn_index": fn["id"], "session_hash": visitor.session}
    visitor.http.post("/gradio_api/queue/join", json=asked).raise_for_status()
    return str(list(visitor.events()))


def function(visitor: Visitor, element: str) -> dict[str, object]:
    config = visitor.http.get("/config").json()
    part = next(one["id"] for one in config["components"] if one["props"].get("elem_id") == element)
    found: dict[str, object] = next(f for f in config["dependencies"] if [part, "click"] in f["targets"])
    return found


@pytest.mark.parametrize("how", ["deleted", "emptied of it", "replaced by another"])
def test_text_that_is_gone_is_not_sent_again_by_the_running_page(keeper: Keeper, seeds: Path, how: str) -> None:
    keeper.start()
    until(lambda: keeper.status().state is State.READY)
    path = seeds / "bridge.txt"
    with served(keeper) as address, Visitor(address) as visitor:
        visitor.open()
        assert YEAR.search(visitor.ask(BUILT)[1])
        panel, status = function(visitor, "panel"), function(visitor, "status")
        assert YEAR.search(everything(visitor, panel, [None], {"cite": "1-1"}))
        if how == "deleted":
            path.unlink()
        elif how == "emptied of it":
            path.write_text("Nothing of the kind.")
        else:
            (seeds / "new.txt").write_text("A new file.")
            (seeds / "new.txt").replace(path)
        # At once, before anybody has noticed, and for good.
        for _ in range(2):
            asked = visitor.join(FLOUR)
            assert asked.status_code == 200
            events = list(visitor.events())
            assert not YEAR.search(str(events))
            assert "no longer say what was quoted here" in chat_of(events)[1]
            assert "flour" in chat_of(events)[-1]
            assert not YEAR.search(everything(visitor, panel, [None], {"cite": "1-1"}))
            assert not YEAR.search(everything(visitor, panel, [None], {"cite": "1-1", "still": True}))
            assert not YEAR.search(everything(visitor, status, [None, None], {"do": "show"}))
            assert httpx.get(f"{address}/source/bridge.txt", cookies=visitor.http.cookies).status_code in {200, 404}
            until(lambda: keeper.status().state is State.READY)


def test_a_renamed_file_keeps_its_place_in_the_running_chat(keeper: Keeper, seeds: Path) -> None:
    keeper.start()
    until(lambda: keeper.status().state is State.READY)
    with served(keeper) as address, Visitor(address) as visitor:
        visitor.open()
        assert "bridge.txt" in html.unescape(visitor.ask(BUILT)[1])
        (seeds / "bridge.txt").rename(seeds / "zebra.txt")
        until(lambda: [d.source for d in keeper.documents] == ["deep/bread.md", "zebra.txt"])
        assert "1904" in visitor.ask(FLOUR)[1]
        opened = everything(visitor, function(visitor, "panel"), [None], {"cite": "1-1"})
        assert "zebra.txt" in opened
        assert re.search(r"<mark[^>]*>.*1904", opened)
