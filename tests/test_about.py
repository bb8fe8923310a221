from pathlib import Path

import pytest
from made_facts import facts_over

from qa.about import answer
from qa.answer import Kind
from qa.facts import Facts
from qa.kinds import Guess, Kinds, QuestionKind


class Told(Kinds):
    """Takes every question for one about the assistant, as sure as it is told to be."""

    def __init__(self, reply: str, sure: float = 1.0, kind: QuestionKind = QuestionKind.ABOUT) -> None:
        self.reply = reply
        self.sure = sure
        self.kind = kind

    def guess(self, question: str) -> Guess:
        rest = dict.fromkeys(QuestionKind, (1 - self.sure) / 8)
        return Guess(self.kind, rest | {QuestionKind.ABOUT: self.sure}, self.reply)


def _facts(folder: Path, kinds: Kinds | None, **texts: str) -> Facts:
    facts = facts_over(folder, **texts)
    facts.kinds = kinds
    return facts


def _reply(question: str, facts: Facts, least: float = 0.5) -> str:
    given = answer(question, least, facts)
    assert given is not None
    assert given.kind is Kind.REPLY
    assert not given.abstained
    assert given.quotes == ()
    return given.label


TEXT = "The privacy of the Red Kite Inn is famous. The old Red Kite Inn has 12 rooms.\n"


def test_the_documents_are_named_with_their_size(tmp_path: Path) -> None:
    said = _reply("What documents do you have?", _facts(tmp_path, Told("documents"), inn=TEXT, barn="One barn."))
    assert "2 documents" in said
    assert "inn.txt (2 sentences)" in said
    assert "barn.txt (1 sentence)" in said


def test_of_many_documents_only_some_are_named(tmp_path: Path) -> None:
    texts = {f"d{number:02}": f"Number {number}." for number in range(23)}
    said = _reply("files?", _facts(tmp_path, Told("documents"), **texts))
    assert said.count(".txt") == 20
    assert "and 3 more" in said


@pytest.mark.parametrize("reply", ["hello", "help", "other"])
def test_an_example_names_what_the_documents_speak_of(tmp_path: Path, reply: str) -> None:
    assert "“Who or what is Red Kite Inn?”" in _reply("hm", _facts(tmp_path, Told(reply), inn=TEXT))


@pytest.mark.parametrize(
    "reply", ["hello", "thanks", "bye", "help", "documents", "how", "private", "who", "wrong", "other"]
)
def test_every_reply_is_short_and_needs_no_documents(tmp_path: Path, reply: str) -> None:
    said = _reply("well", _facts(tmp_path, Told(reply)))
    assert 20 < len(said) < 800


def test_a_question_in_doubt_that_the_documents_answer_is_theirs(tmp_path: Path) -> None:
    assert answer("How many rooms has the Red Kite Inn?", 0.5, _facts(tmp_path, Told("help", 0.6), inn=TEXT)) is None


def test_a_question_in_doubt_that_they_do_not_answer_gets_its_reply(tmp_path: Path) -> None:
    assert _reply("What is your purpose?", _facts(tmp_path, Told("who", 0.6), inn=TEXT), least=0.9)


def test_words_alone_that_the_documents_use_are_looked_up_there(tmp_path: Path) -> None:
    facts = _facts(tmp_path, Told("private"), inn=TEXT)
    assert answer("privacy", 0.5, facts) is None
    assert _reply("is it private", facts)


def test_what_is_of_another_kind_gets_no_reply(tmp_path: Path) -> None:
    facts = _facts(tmp_path, Told("help", 0.2, QuestionKind.LIST))
    assert answer("What help did they offer?", 0.5, facts) is None


def test_without_a_guess_there_is_no_reply(tmp_path: Path) -> None:
    assert answer("hello", 0.5, _facts(tmp_path, None)) is None


def test_what_is_no_word_greets_nobody(tmp_path: Path) -> None:
    facts = _facts(tmp_path, Told("hello", 0.6), inn=TEXT)
    assert answer("asdfgh", 0.5, facts) is None
    assert _reply("how are you", facts)


@pytest.mark.parametrize("question", ["How many leaks have there been?", "how many rooms are there"])
def test_how_many_of_something_there_are_is_not_asked_of_the_assistant(question: str, tmp_path: Path) -> None:
    assert answer(question, 0.5, _facts(tmp_path, Told("documents"), inn=TEXT)) is None


@pytest.mark.parametrize("question", ["How many documents are there?", "how many do you have"])
def test_how_many_documents_there_are_is(question: str, tmp_path: Path) -> None:
    assert "1 document" in _reply(question, _facts(tmp_path, Told("documents"), inn=TEXT))
