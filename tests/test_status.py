import io
import sys
from collections.abc import Iterator

import httpx
import pytest
from fake_assistant import FakeAssistant
from live_page import served

from index.documents import Skipped
from page.auth import parse_passwords
from page.chat import Conversation, take_turn
from page.layout import show_source
from page.serve import Access
from page.status import MOST_LEFT_OUT, status_page
from qa.keep import NotReadyError
from qa.status import State, Status
from qa.tell import Teller

BUSY = Status(State.INDEXING, documents=2, passages=40, files=(5, 5), texts=(300, 1200), rate=90.0, generation=3)
HOSTILE = Skipped("<img src=x onerror=alert(1)>\x1b[31m.txt", "it is <b>bad</b>")


def test_nothing_is_shown_where_all_is_in_order() -> None:
    assert ">" + "</div>" in status_page(Status(), can_steer=True)
    assert "button" not in status_page(Status(), can_steer=True)


def test_indexing_shows_how_far_it_is_and_can_be_stopped() -> None:
    shown = status_page(BUSY, can_steer=True)
    assert "Indexing 5 files: 300 of 1,200 passages, 90 a second, 10 s left" in shown
    assert '<progress value="300" max="1200"' in shown
    assert 'data-do="stop"' in shown


@pytest.mark.parametrize("state", State)
def test_who_may_not_steer_has_no_button(state: State) -> None:
    assert "<button" not in status_page(Status(state, problem="why"), can_steer=False)


@pytest.mark.parametrize(("state", "label"), [(State.STOPPED, "Go on"), (State.FAILED, "Try again")])
def test_what_was_stopped_or_failed_can_go_on(state: State, label: str) -> None:
    assert f'data-do="go on">{label}<' in status_page(Status(state, problem="why"), can_steer=True)


def test_files_left_out_are_listed_with_their_reason_and_nothing_in_them_runs() -> None:
    shown = status_page(Status(left_out=(HOSTILE,)), can_steer=True)
    assert "1 file was left out" in shown
    assert "it is &lt;b&gt;bad&lt;/b&gt;" in shown
    assert "<img" not in shown
    assert "\x1b" not in shown


def test_of_very_many_files_left_out_the_number_is_told() -> None:
    many = tuple(Skipped(f"{n}.txt", "it is empty") for n in range(MOST_LEFT_OUT + 5))
    shown = status_page(Status(left_out=many), can_steer=True)
    assert shown.count("<li>") == MOST_LEFT_OUT + 1
    assert "and 5 more" in shown


@pytest.fixture(scope="module")
def busy() -> Iterator[str]:
    assistant = FakeAssistant()
    assistant.now = Status(State.INDEXING, files=(5, 5), texts=(300, 1200), rate=90.0, left_out=(HOSTILE,))
    with served(assistant) as address:
        yield address


def test_health_answers_in_numbers(busy: str) -> None:
    answer = httpx.get(f"{busy}/health")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "content-security-policy" in answer.headers
    said = answer.json()
    assert said["status"] == "indexing"
    assert said["left_out"] == 1
    assert said["indexing"]["passages_done"] == 300
    assert said["indexing"]["seconds_left"] == 10.0
    assert "img" not in answer.text


def test_health_takes_nothing_and_no_other_host(busy: str) -> None:
    assert httpx.post(f"{busy}/health", content=b"x").status_code == 405
    assert httpx.get(f"{busy}/health", headers={"host": "evil.com"}).status_code == 400
    assert httpx.get(f"{busy}/health/more").status_code == 404


def test_health_is_for_everybody_and_opens_nothing_else() -> None:
    access = Access(parse_passwords("ann:correct horse", "FILE"))
    with served(FakeAssistant(), access) as address:
        assert httpx.get(f"{address}/health").json()["status"] == "ready"
        assert httpx.get(f"{address}/config").status_code == 401


def test_a_question_before_the_first_index_is_answered_by_what_is_going_on() -> None:
    def ask(*_: object) -> None:
        raise NotReadyError("The documents are being read for the first time.")

    assistant = FakeAssistant()
    assistant.ask = ask  # type: ignore[assignment, method-assign]
    said = [*take_turn(assistant, Conversation(), "Who?", 0.5)][-1].messages[-1]["content"]
    assert "being read for the first time" in str(said)


def test_a_deleted_files_text_is_shown_no_more() -> None:
    assistant = FakeAssistant()
    conversation = Conversation().answered(assistant.ask("Who visited Baku in May?", strictness=0.0))
    document = conversation.citations[0].quote.document
    opened = show_source(assistant, conversation, {"cite": "1-1"})
    assert conversation.citations[0].quote.text[:20] in opened
    assistant.gone.add(document.source)
    shown = show_source(assistant, conversation, {"cite": "1-1"})
    assert "deleted" in shown
    assert document.source in shown
    assert "Baku" not in shown


# On the terminal


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_one_line_counts_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", terminal := Terminal())
    tell = Teller()
    for done in range(3):
        tell(Status(State.INDEXING, files=(1, 1), texts=(done, 2)))
    tell(Status(State.READY))
    tell(Status(State.READY))
    assert terminal.getvalue().count("\n") == 1
    assert "1 of 2 passages" in terminal.getvalue()
    assert terminal.getvalue().endswith("The index is up to date\n")


def test_where_nothing_was_indexed_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    tell = Teller()
    for state in (State.READING, State.READY, State.READING, State.READY):
        tell(Status(state))
    assert capsys.readouterr() == ("", "")


def test_a_failure_is_said_and_names_are_made_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    Teller()(Status(State.FAILED, problem="the disk is full", left_out=(HOSTILE,)))
    said = capsys.readouterr()
    assert said.out == "The documents could not be indexed: the disk is full\n"
    assert said.err == "left out <img src=x onerror=alert(1)>\\x1b[31m.txt: it is <b>bad</b>\n"
