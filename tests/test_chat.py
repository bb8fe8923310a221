import pytest
from fake_assistant import FakeAssistant

from page.chat import (
    EMPTY_QUESTION,
    FAILED,
    LONGEST_ECHO,
    LONGEST_QUESTION,
    Conversation,
    clean_question,
    take_turn,
)
from page.layout import show_source
from page.panel import UNKNOWN
from qa.deciding.decide import DEFAULT_STRICTNESS

QUESTION = "How many people were killed near Grozny?"


def ask(
    assistant: FakeAssistant, so_far: Conversation, typed: str, strictness: float = DEFAULT_STRICTNESS
) -> Conversation:
    return [*take_turn(assistant, so_far, typed, strictness)][-1]


def test_question_is_shown_before_it_is_answered() -> None:
    assistant = FakeAssistant()
    turns = take_turn(assistant, Conversation(), QUESTION, DEFAULT_STRICTNESS)
    assert [message["role"] for message in next(turns).messages] == ["user"]
    assert assistant.asked == []
    assert [message["role"] for message in next(turns).messages] == ["user", "assistant"]


def test_earlier_questions_are_passed_on() -> None:
    assistant = FakeAssistant()
    ask(assistant, ask(assistant, Conversation(), QUESTION), "And when?")
    assert [asked[1] for asked in assistant.asked] == [(), (QUESTION,)]


def test_follow_ups_can_be_switched_off() -> None:
    assistant = FakeAssistant()
    first = ask(assistant, Conversation(), QUESTION)
    list(take_turn(assistant, first, "And when?", 0.5, follow=False))
    assert [asked[1] for asked in assistant.asked] == [(), ()]


@pytest.mark.parametrize(("slider", "passed"), [(0.5, None), (0.8, 0.8), (7, 1.0), (-1, 0.0)])
def test_strictness_is_the_default_until_moved_and_never_out_of_range(slider: float, passed: float | None) -> None:
    assistant = FakeAssistant()
    ask(assistant, Conversation(), QUESTION, slider)
    assert assistant.asked[0][2] == passed


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\x00\x07\x1b", "\ud800"])
def test_empty_questions_are_answered_kindly_and_not_asked(typed: str) -> None:
    assistant = FakeAssistant()
    after = ask(assistant, Conversation(), typed)
    assert assistant.asked == []
    assert [message["content"] for message in after.messages] == [EMPTY_QUESTION]


def test_very_long_question_is_cut_and_says_so() -> None:
    assistant = FakeAssistant()
    after = ask(assistant, Conversation(), "x" * 100_000)
    assert len(assistant.asked[0][0]) == LONGEST_QUESTION
    shown = str(after.messages[0]["content"])
    assert len(shown) < LONGEST_ECHO + 200
    assert "100,000 characters" in shown
    assert "first 2,000 are read" in shown


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Кто посетил Баку?", "Кто посетил Баку?"),
        (" a\tb\r\nc ", "a b c"),
        ("half \ud83d", "half"),
        ("emoji 🦉?", "emoji 🦉?"),
    ],
)
def test_questions_are_cleaned_of_what_is_not_text(typed: str, read: str) -> None:
    assert clean_question(typed) == read


def test_failure_is_told_kindly_and_logged_where_it_can_be_seen(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    assistant = FakeAssistant()
    monkeypatch.setattr(assistant, "ask", fail)
    after = ask(assistant, Conversation(), QUESTION)
    assert after.messages[-1]["content"] == FAILED
    assert "secret detail" in caplog.text


def test_question_is_escaped_in_the_chat() -> None:
    after = ask(FakeAssistant(), Conversation(), "<img src=x onerror=alert(1)> **bold** [x](javascript:alert(1))")
    shown = str(after.messages[0]["content"])
    assert not set("<>[]*") & set(shown)


def test_citations_of_one_conversation_are_not_found_in_another() -> None:
    assistant = FakeAssistant()
    mine, yours = ask(assistant, Conversation(), QUESTION), Conversation()
    assert "<mark" in show_source(assistant, mine, {"cite": "1-1"})
    assert UNKNOWN in show_source(assistant, yours, {"cite": "1-1"})


@pytest.mark.parametrize("request_", [None, [], "1-1", {}, {"cite": ["1-1"]}, {"cite": "../1-1"}, {"cite": "9-9"}])
def test_whatever_a_browser_asks_for_is_only_a_citation_or_nothing(request_: object) -> None:
    assistant = FakeAssistant()
    assert UNKNOWN in show_source(assistant, ask(assistant, Conversation(), QUESTION), request_)


def test_document_changed_since_it_was_indexed_says_so() -> None:
    assistant = FakeAssistant()
    after = ask(assistant, Conversation(), QUESTION)
    assert "has changed" not in show_source(assistant, after, {"cite": "1-1"})
    changed = FakeAssistant(changed=[assistant.documents[0].source])
    shown = show_source(changed, after, {"cite": "1-1"})
    assert "has changed" in shown
    assert "Grozny" not in shown
