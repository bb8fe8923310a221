import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from fake_reader import FakeReader
from made import decision

from index.build import update
from index.documents import Skipped
from index.encoder import Vectors
from index.errors import DocumentsError, FileError, IndexFormatError
from index.store import Index, load
from qa.answer import Answer
from qa.assistant import Assistant
from qa.keep import Keeper, NotReadyError
from qa.reading.models import Models
from qa.settings import Settings
from qa.status import State, Status, health

SOON = 30.0
BUILT = "When was the old bridge built?"


class Slow(FakeEncoder):
    """An encoder that waits with the sentences of `lines` until it is let go on; `waiting` is set while it does."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting, self.go = threading.Event(), threading.Event()
        self.go.set()

    def encode(self, texts: Sequence[str]) -> Vectors:
        if texts[0].startswith("Sentence") and not self.go.is_set():
            self.waiting.set()
            assert self.go.wait(SOON)
            self.waiting.clear()
        return super().encode(texts)


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def told() -> list[Status]:
    return []


@pytest.fixture
def keeper(seeds: Path, folder: Path, slow: Slow, told: list[Status]) -> Iterator[Keeper]:
    """A keeper over an index that is up to date, not started."""
    update(seeds, folder, slow)
    slow.encoded.clear()
    made = keeper_of(seeds, folder, slow, told.append)
    yield made
    slow.go.set()
    made.close(SOON)


def keeper_of(
    seeds: Path, folder: Path, encoder: FakeEncoder, tell: Callable[[Status], None] = lambda status: None
) -> Keeper:
    settings = Settings(seeds=seeds, index=folder)
    sure_where_read = decision({"answerable": 5.0, "alone_answerable": 2.0})

    def over(index: Index) -> Assistant:
        return Assistant(index, Models(encoder, FakeReader(), sure_where_read), settings)

    return Keeper(settings, encoder, over, tell)


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SOON
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def words(answer: Answer) -> str:
    return " ".join(quote.text for quote in answer.cited)


def lines(count: int) -> str:
    return "\n".join(f"Sentence number {n} of many." for n in range(count))


# While it runs


def test_an_added_file_is_answered_from(keeper: Keeper, seeds: Path, slow: Slow) -> None:
    keeper.start()
    until(lambda: keeper.status().state is State.READY)
    (seeds / "tower.txt").write_text("The tower was built in 1777.")
    until(lambda: "1777" in keeper.ask("When was the tower built?").text)
    assert slow.encoded.count("The tower was built in 1777.") == 1


def test_a_file_is_opened_by_its_name_as_long_as_it_is_what_was_indexed(keeper: Keeper, seeds: Path) -> None:
    with keeper.open_file("bridge.txt") as file:
        assert file.read() == (seeds / "bridge.txt").read_bytes()
    (seeds / "bridge.txt").write_text("Other words.")
    with pytest.raises(FileError, match="has changed"):
        keeper.open_file("bridge.txt")
    with pytest.raises(FileError, match="no such document"):
        keeper.open_file("../bridge.txt")


def test_an_altered_file_is_answered_from_as_it_is_now(keeper: Keeper, seeds: Path) -> None:
    keeper.start()
    (seeds / "bridge.txt").write_text("The old bridge was built in 1888.")
    until(lambda: keeper.ask(BUILT).text == "1888")


def test_a_renamed_file_is_cited_by_its_new_name_and_not_embedded(keeper: Keeper, seeds: Path, slow: Slow) -> None:
    keeper.start()
    (seeds / "bridge.txt").rename(seeds / "renamed.txt")
    until(lambda: [d.source for d in keeper.documents] == ["deep/bread.md", "renamed.txt"])
    assert slow.encoded == []
    assert keeper.ask(BUILT).quotes[0].document.source == "renamed.txt"


def test_what_a_deleted_file_said_is_never_said_again(keeper: Keeper, seeds: Path) -> None:
    assert keeper.ask(BUILT).text == "1904"
    (seeds / "bridge.txt").unlink()
    # Nobody watches: it is noticed when the answer is about to be shown.
    for _ in range(3):
        answer = keeper.ask(BUILT)
        assert "bridge" not in words(answer)
        assert answer.text != "1904"
    assert "flour" in words(keeper.ask("How much flour do you need?"))


def test_what_an_altered_file_no_longer_says_is_not_said(keeper: Keeper, seeds: Path) -> None:
    (seeds / "bridge.txt").write_text("Nothing of the kind.")
    assert "1904" not in words(keeper.ask(BUILT))


def test_a_deleted_file_is_not_answered_from_while_a_long_update_goes_on(
    keeper: Keeper, seeds: Path, slow: Slow
) -> None:
    keeper.start()
    until(lambda: keeper.status().state is State.READY)
    slow.go.clear()
    (seeds / "many.txt").write_text(lines(500))
    assert slow.waiting.wait(SOON)
    assert keeper.ask(BUILT).text == "1904"  # the old index answers
    (seeds / "bridge.txt").unlink()
    until(lambda: [d.source for d in keeper.documents] == ["deep/bread.md"])
    assert "bridge" not in words(keeper.ask(BUILT))
    slow.go.set()
    until(lambda: [d.source for d in keeper.documents] == ["deep/bread.md", "many.txt"])
    assert "bridge" not in words(keeper.ask(BUILT))


def test_a_duplicate_that_is_left_is_cited_by_the_name_it_has(keeper: Keeper, seeds: Path) -> None:
    (seeds / "copy.txt").write_bytes((seeds / "bridge.txt").read_bytes())
    keeper.refresh()
    cited = keeper.ask(BUILT).quotes[0].document
    assert (cited.source, cited.also) == ("bridge.txt", ("copy.txt",))
    (seeds / "bridge.txt").unlink()
    answer = keeper.ask(BUILT)
    assert (answer.text, answer.quotes[0].document.source, answer.quotes[0].document.also) == ("1904", "copy.txt", ())


def test_answers_asked_during_swaps_are_each_of_one_whole_index(keeper: Keeper, seeds: Path) -> None:
    stop = threading.Event()
    wrong: list[str] = []

    def ask() -> None:
        while not stop.is_set():
            answer = keeper.ask(BUILT)
            for quote in answer.cited:
                if quote.text not in quote.document.text or not quote.text.strip():
                    wrong.append(quote.text)

    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    for number in range(4):
        (seeds / "bridge.txt").write_text(f"{'Padding. ' * number}The old bridge was built in {1900 + number}.")
        keeper.refresh()
        assert keeper.ask(BUILT).text == str(1900 + number)
    stop.set()
    for asker in askers:
        asker.join(SOON)
    assert wrong == []


# At the start


def test_the_first_index_is_built_while_it_says_so(seeds: Path, folder: Path, slow: Slow) -> None:
    (seeds / "many.txt").write_text(lines(1000))
    keeper = keeper_of(seeds, folder, slow)
    slow.go.clear()
    keeper.start()
    assert slow.waiting.wait(SOON)
    with pytest.raises(NotReadyError, match="for the first time"):
        keeper.ask(BUILT)
    assert keeper.documents == ()
    assert keeper.suggestions(4) == []
    slow.go.set()
    until(lambda: keeper.status().state is State.READY)
    assert keeper.ask(BUILT).text == "1904"
    keeper.close(SOON)


def test_what_changed_while_nothing_ran_is_noticed_at_the_start(
    keeper: Keeper, seeds: Path, folder: Path, slow: Slow
) -> None:
    (seeds / "bridge.txt").unlink()
    (seeds / "tower.txt").write_text("The tower was built in 1777.")
    keeper.start()
    until(lambda: [d.source for d in keeper.documents] == ["deep/bread.md", "tower.txt"])


def test_a_missing_folder_or_one_of_someone_elses_is_told_at_once(seeds: Path, tmp_path: Path) -> None:
    with pytest.raises(DocumentsError):
        keeper_of(tmp_path / "nowhere", tmp_path / "index", FakeEncoder())
    with pytest.raises(IndexFormatError, match="other files"):
        keeper_of(seeds, seeds, FakeEncoder())


# Progress, stopping, failing


def test_progress_is_told_in_files_and_passages_with_a_rate(keeper: Keeper, seeds: Path, told: list[Status]) -> None:
    (seeds / "many.txt").write_text(lines(500))
    keeper.refresh()
    busy = [status for status in told if status.state is State.INDEXING]
    assert busy[0].texts[0] == 0
    assert busy[-1].texts[0] == busy[-1].texts[1] >= 500
    assert busy[-1].files == (3, 3)
    assert busy[-1].rate > 0
    assert told[-1].state is State.READY
    assert told[-1].documents == 3


def test_stopping_keeps_the_old_index_and_what_was_embedded(
    keeper: Keeper, seeds: Path, slow: Slow, folder: Path
) -> None:
    keeper.start()
    until(lambda: keeper.status().state is State.READY)
    slow.go.clear()
    (seeds / "many.txt").write_text(lines(1000))
    assert slow.waiting.wait(SOON)
    keeper.cancel()
    slow.go.set()
    until(lambda: keeper.status().state is State.STOPPED)
    done = set(slow.encoded)
    assert 0 < len(done) < 500
    assert keeper.ask(BUILT).text == "1904"
    (seeds / "tower.txt").write_text("The tower was built in 1777.")  # changes are let be
    (seeds / "deep" / "bread.md").unlink()  # but what is deleted is gone
    until(lambda: [d.source for d in keeper.documents] == ["bridge.txt"])
    assert keeper.status().state is State.STOPPED
    slow.encoded.clear()
    keeper.resume()
    until(lambda: keeper.status().state is State.READY)
    assert [d.source for d in keeper.documents] == ["bridge.txt", "many.txt", "tower.txt"]
    assert done.isdisjoint(text for text in slow.encoded if text.startswith("Sentence"))


def test_closing_ends_the_work_at_once_and_keeps_it(seeds: Path, folder: Path, slow: Slow) -> None:
    (seeds / "many.txt").write_text(lines(1000))
    keeper = keeper_of(seeds, folder, slow)
    slow.go.clear()
    keeper.start()
    assert slow.waiting.wait(SOON)
    threading.Timer(0.2, slow.go.set).start()
    began = time.monotonic()
    keeper.close()
    assert time.monotonic() - began < 3
    done = set(slow.encoded)
    slow.encoded.clear()
    update(seeds, folder, slow)
    assert done
    assert done.isdisjoint(slow.encoded)


def test_files_left_out_are_listed_with_the_reason(keeper: Keeper, seeds: Path) -> None:
    (seeds / "empty.txt").touch()
    keeper.refresh()
    assert keeper.status().left_out == (Skipped("empty.txt", "it is empty"),)
    (seeds / "empty.txt").unlink()
    keeper.refresh()
    assert keeper.status().left_out == ()


def test_a_failure_is_told_and_the_old_index_goes_on_answering(
    keeper: Keeper, seeds: Path, folder: Path, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    (seeds / "new.txt").write_text("New.")
    monkeypatch.setattr("index.store._to_disk", lambda path: (_ for _ in ()).throw(OSError(28, "No space left")))
    keeper.refresh()
    assert keeper.status().state is State.FAILED
    assert "No space left" in keeper.status().problem
    assert keeper.ask(BUILT).text == "1904"
    monkeypatch.undo()
    keeper.refresh()
    assert keeper.status().state is State.READY
    assert len(load(folder).documents) == 3


def test_a_folder_of_documents_that_went_is_told_and_answered_from_no_more(keeper: Keeper, seeds: Path) -> None:
    seeds.rename(seeds.with_name("away"))
    keeper.refresh()
    assert keeper.status().state is State.FAILED
    assert keeper.ask(BUILT).cited == ()
    seeds.with_name("away").rename(seeds)
    keeper.refresh()
    assert keeper.ask(BUILT).text == "1904"


def test_health_says_how_far_it_is_and_names_no_file(keeper: Keeper, seeds: Path, told: list[Status]) -> None:
    (seeds / "secret plans.txt").write_text(lines(300))
    (seeds / "hidden.txt").touch()
    keeper.refresh()
    said = [health(status) for status in told]
    assert "secret" not in str(said)
    assert "hidden" not in str(said)
    indexing = [row["indexing"] for row in said if row["status"] == "indexing"]
    assert all(isinstance(row, dict) and row["passages_total"] >= 300 for row in indexing)
    assert said[-1] == {
        "status": "ready",
        "documents": 3,
        "passages": said[-1]["passages"],
        "left_out": 1,
        "generation": said[-1]["generation"],
        "indexing": None,
    }
