"""What the fuzzing found worth keeping is read again, and every promise holds for it."""

import time

import pytest

from fuzz.targets import CORPUS, TooSlowError, targets, within
from index.formats.worker import answer
from index.passages import passages
from index.records import Document

TARGETS = targets()


@pytest.mark.parametrize("name", TARGETS)
def test_every_promise_holds_for_the_corpus(name: str) -> None:
    inputs = sorted((CORPUS / name).iterdir())
    assert inputs
    for path in inputs:
        try:
            TARGETS[name](path.read_bytes())
        except Exception as error:
            raise AssertionError(f"{path}: {error}") from error


def test_the_corpus_is_small() -> None:
    assert sum(path.stat().st_size for path in CORPUS.rglob("*")) < 2_000_000


# What was found


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("From: =?utf-8?B?w6k=?= <a@", "From: é <a@"),
        ('To: g: a@b, "c" <d@e>;', "To: g: a@b"),
        ("Content-Type: text/plain; charset=a\x00b", "words"),
        ("Content-Type: text/plain; *=*; charset", "words"),
        ("Content-Type: text/plain; charset=idna", "words"),
        ("Content-Disposition: attachment; filename*=a\x00b''%41", "Subject: x"),
    ],
)
def test_mail_whose_headers_follow_no_grammar_is_read(head: str, said: str) -> None:
    assert said in answer(".eml", f"Subject: x\n{head}\n\nSome words.".encode())["text"]


@pytest.mark.parametrize("name", ["idna", "punycode", "undefined", "hex", "rot13"])
def test_a_page_in_an_encoding_that_is_none_is_read_like_one_that_names_none(name: str) -> None:
    assert answer(".html", f"<meta charset={name}><p>t\u00e9xt.. y".encode())["text"] == "t\u00e9xt.. y"


def test_a_heading_of_spaces_is_cut_in_one_pass() -> None:
    text = "# a" + " " * 200_000 + "x"
    began = time.process_time()
    assert next(iter(passages(Document("a.md", text, "")))).text[0] == "a"
    assert time.process_time() - began < 5


def test_a_text_of_too_many_sentences_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.formats.worker.MOST_PASSAGES", 10)
    assert answer(".txt", b"It is. " * 10)["text"]
    assert "split it" in answer(".txt", b"It is. " * 11)["reason"]


# The promises themselves can fail


def test_what_takes_too_long_is_told() -> None:
    with pytest.raises(TooSlowError):
        _wait_within(0.05)


def _wait_within(seconds: float) -> None:
    with within(seconds):
        while True:
            pass
