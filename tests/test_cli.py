import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from fake_encoder import FakeEncoder
from fake_reader import FakeReader

import index.encoder
import qa.assistant
from qa.__main__ import main
from qa.deciding.decide import Decision
from qa.reading.models import Models
from qa.reading.reader import SHIPPED

ROOT = Path(__file__).parents[1]
BUILT: dict[str, str] = {"id": "1", "question": "When was the old bridge built?"}

Rows = list[dict[str, Any]]


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Stand-ins for the models, which take seconds to load; holds how often they were."""
    loaded: list[int] = []

    def encoder(threads: int = 1) -> FakeEncoder:
        loaded.append(threads)
        return FakeEncoder()

    monkeypatch.setattr(index.encoder, "MiniLM", encoder)
    decision = Decision.load(SHIPPED / "decision.json")
    monkeypatch.setattr(Models, "load", lambda settings: Models(encoder(settings.threads), FakeReader(), decision))
    return loaded


def written(path: Path, rows: Sequence[object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def batch(seeds: Path, rows: Sequence[object], *options: str) -> Rows:
    questions, out = written(seeds.parent / "in.jsonl", rows), seeds.parent / "out.jsonl"
    assert main(["batch", "--seeds", str(seeds), "--questions", str(questions), "--out", str(out), *options]) == 0
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def assert_keeps_the_contract(row: dict[str, Any], seeds: Path) -> None:
    assert list(row)[:6] == ["id", "abstained", "answer", "confidence", "citations", "seconds"]
    assert isinstance(row["id"], str)
    assert isinstance(row["abstained"], bool)
    assert isinstance(row["answer"], str)
    assert bool(row["answer"]) is not row["abstained"]
    assert isinstance(row["confidence"], float)
    assert 0 <= row["confidence"] <= 1
    assert isinstance(row["seconds"], float)
    assert row["seconds"] >= 0
    for cited in row["citations"]:
        assert list(cited)[:6] == ["source", "start", "end", "quote", "answer_start", "answer_end"]
        text = (seeds / cited["source"]).read_bytes().decode("utf-8-sig")
        assert text[cited["start"] : cited["end"]] == cited["quote"] != ""
        if row["abstained"] or (cited is not row["citations"][0] and cited["answer_start"] is None):
            assert cited["answer_start"] is cited["answer_end"] is None
        else:
            assert cited["start"] <= cited["answer_start"] < cited["answer_end"] <= cited["end"]
    if not row["abstained"]:
        best = row["citations"][0]
        text = (seeds / best["source"]).read_bytes().decode("utf-8-sig")
        assert text[best["answer_start"] : best["answer_end"]] == row["answer"]


def test_index_says_what_it_did_and_does_it_once(
    seeds: Path, fakes: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["index", "--seeds", str(seeds)]) == 0
    assert "2 added" in (first := capsys.readouterr()).out
    assert str(seeds.parent / ".index") in first.out
    assert main(["index", "--seeds", str(seeds)]) == 0
    assert "nothing changed; 0 texts embedded" in capsys.readouterr().out


def test_index_is_kept_where_it_is_told(seeds: Path, tmp_path: Path, fakes: list[int]) -> None:
    assert main(["index", "--seeds", str(seeds), "--index", str(tmp_path / "kept" / "here")]) == 0
    assert (tmp_path / "kept" / "here" / "manifest.json").is_file()
    assert not (tmp_path / ".index").exists()


def test_asking_brings_the_index_up_to_date(seeds: Path, fakes: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    ask = ["ask", "When was the tower built?", "--seeds", str(seeds), "--json"]
    assert main(ask) == 0
    assert "1777" not in capsys.readouterr().out
    (seeds / "tower.txt").write_text("The tower was built in 1777.", "utf-8")
    assert main(ask) == 0
    assert json.loads(capsys.readouterr().out)["citations"][0]["quote"] == "The tower was built in 1777."


@pytest.mark.parametrize(("options", "read"), [((), 1), (("--alone",), 0)])
def test_chat_understands_what_follows_until_it_begins_anew(
    seeds: Path,
    fakes: list[int],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    options: Sequence[str],
    read: int,
) -> None:
    typed = ["When was the old bridge built?", "", "Who built it?", "/new", "Who built it?", "/quit", "Who swam?"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(typed)))
    assert main(["chat", "--seeds", str(seeds), "--strictness", "0", *options]) == 0
    printed = capsys.readouterr().out
    assert printed.count("Read as: Who built the old bridge?") == read
    assert len(fakes) == 1
    assert "swam" not in printed


def test_chat_answers_from_the_files_as_they_are_at_each_question(
    seeds: Path, fakes: list[int], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def typed() -> Iterator[str]:
        yield "When was the old bridge built?"
        (seeds / "bridge.txt").unlink()
        (seeds / "tower.txt").write_text("The tower was built in 1777.")
        (seeds / "empty.txt").touch()
        yield "When was the old bridge built?"
        yield "When was the tower built?"
        shutil.rmtree(seeds)
        yield "When was the tower built?"

    lines = typed()
    monkeypatch.setattr("qa.__main__._typed", lambda: next(lines, None))
    assert main(["chat", "--seeds", str(seeds), "--index", str(seeds.parent / "index"), "--strictness", "0"]) == 0
    said = capsys.readouterr()
    assert "1904" in said.out
    after = said.out.partition("1904")[2].partition("sure")[2]
    assert "1904" not in after
    assert "1777" in after
    assert said.err.count("left out empty.txt: it is empty") == 1
    assert said.err.count("error: ") == 1


@pytest.mark.parametrize("question", [BUILT["question"], "What is photosynthesis?", "", "мост"])
@pytest.mark.parametrize("strictness", ["0", "0.5", "1"])
def test_ask_prints_json_as_promised(
    seeds: Path, fakes: list[int], capsys: pytest.CaptureFixture[str], question: str, strictness: str
) -> None:
    assert main(["ask", question, "--seeds", str(seeds), "--json", "--strictness", strictness]) == 0
    printed = capsys.readouterr().out
    assert printed.count("\n") == 1
    assert_keeps_the_contract(json.loads(printed), seeds)


def test_ask_prints_the_answer_its_sentence_and_its_place_without_colour(
    seeds: Path, fakes: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", BUILT["question"], "--seeds", str(seeds), "--strictness", "0"]) == 0
    printed = capsys.readouterr().out
    assert "1904" in printed.splitlines()[0]
    assert "The old bridge was built in 1904." in printed
    assert "bridge.txt:1" in printed
    assert "\x1b" not in printed


def test_batch_answers_in_order_under_the_same_ids_and_ignores_other_keys(seeds: Path, fakes: list[int]) -> None:
    rows: Rows = [
        {"id": "z", "question": "Who closed the bridge?", "answers": ["The mayor"], "n": 3},
        {"question": "How much flour?", "id": "a"},
        {"id": "z", "question": "What is photosynthesis?", "chat": None},
        {"id": "", "question": ""},
        {"id": "ü\ud800\n", "question": "Whose \ud83d bridge?"},
    ]
    found = batch(seeds, rows)
    assert [row["id"] for row in found] == [row["id"] for row in rows]
    for row in found:
        assert_keeps_the_contract(row, seeds)


def test_rows_of_a_chat_are_answered_like_any_other(seeds: Path, fakes: list[int]) -> None:
    rows = [BUILT | {"id": str(number), "chat": chat} for number, chat in enumerate(["a", "b", "a"])]
    found = batch(seeds, rows)
    assert [row["id"] for row in found] == ["0", "1", "2"]
    for row in found:
        assert_keeps_the_contract(row, seeds)


def test_blank_lines_and_a_byte_order_mark_are_no_questions(seeds: Path, fakes: list[int], tmp_path: Path) -> None:
    questions, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    questions.write_bytes(b"\xef\xbb\xbf" + json.dumps(BUILT).encode() + b"\r\n\r\n  \n")
    assert main(["batch", "--seeds", str(seeds), "--questions", str(questions), "--out", str(out)]) == 0
    assert [json.loads(line)["id"] for line in out.read_text("utf-8").splitlines()] == ["1"]


def test_no_questions_are_answered_by_an_empty_file(seeds: Path, fakes: list[int]) -> None:
    assert batch(seeds, []) == []


def test_from_an_empty_folder_every_question_is_refused(tmp_path: Path, fakes: list[int]) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    found = batch(seeds, [BUILT, {"id": "2", "question": "Who?"}], "--strictness", "0")
    assert [(row["abstained"], row["answer"], row["citations"]) for row in found] == [(True, "", [])] * 2


BAD_QUESTIONS = {
    "not JSON": (b'{"id": "1", "question": "Who?"}\nWho?\n', "line 2"),
    "cut off": (b'{"id": "1", "question": "Who', "line 1"),
    "no object": (b"[1, 2]\n", "line 1"),
    "no id": (b'{"question": "Who?"}\n', "line 1"),
    "a number for an id": (b'{"id": 1, "question": "Who?"}\n', "line 1"),
    "no question": (b'\n\n{"id": "1"}\n', "line 3"),
    "a list for a question": (b'{"id": "1", "question": ["Who?"]}\n', "line 1"),
    "a number for a chat": (b'{"id": "1", "question": "Who?", "chat": 7}\n', "line 1"),
    "nested without end": (b"[" * 100_000, "line 1"),
    "not UTF-8": (b'{"id": "1", "question": "Caf\xe9?"}\n', "UTF-8"),
}


@pytest.mark.parametrize(("content", "named"), BAD_QUESTIONS.values(), ids=BAD_QUESTIONS.keys())
def test_a_bad_file_of_questions_is_one_sentence_and_no_output(
    seeds: Path, tmp_path: Path, fakes: list[int], capsys: pytest.CaptureFixture[str], content: bytes, named: str
) -> None:
    questions, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    questions.write_bytes(content)
    assert main(["batch", "--seeds", str(seeds), "--questions", str(questions), "--out", str(out)]) == 2
    assert named in one_error(capsys)
    assert not out.exists()
    assert fakes == []


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["index", "--seeds", "{tmp}/none"], "none"),
        (["ask", "Who?", "--seeds", "{tmp}/none"], "none"),
        (["ask", "Who?", "--seeds", "{tmp}/file"], "file"),
        (["ask", "Who?", "--index", "{tmp}/file"], "--index"),
        (["ask", "Who?", "--index", "{tmp}/seeds"], "--index"),
        (["batch", "--questions", "{tmp}/none.jsonl", "--out", "{tmp}/out"], "none.jsonl"),
        (["batch", "--questions", "{tmp}/seeds", "--out", "{tmp}/out"], "seeds"),
        (["batch", "--questions", "{tmp}/one.jsonl", "--out", "{tmp}/none/out"], "none"),
        (["batch", "--questions", "{tmp}/one.jsonl", "--out", "{tmp}/seeds"], "seeds"),
        (["batch", "--questions", "{tmp}/one.jsonl", "--out", "."], "."),
        (["batch", "--questions", "{tmp}/one.jsonl", "--out", "/"], "/"),
        (["batch", "--questions", "{tmp}/one.jsonl", "--out", "{tmp}/file/out"], "out"),
        (["batch", "--questions", "{tmp}/one.jsonl", "--out", "{tmp}/one.jsonl"], "one.jsonl"),
    ],
    ids=[
        "index of no folder",
        "no documents' folder",
        "documents' folder is a file",
        "index folder is a file",
        "index folder holds other files",
        "no file of questions",
        "file of questions is a folder",
        "output in no folder",
        "output is a folder",
        "output is this folder",
        "output is the root",
        "output in a file",
        "output is the questions",
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(
    seeds: Path,
    tmp_path: Path,
    fakes: list[int],
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    named: str,
) -> None:
    (tmp_path / "file").write_text("text", "utf-8")
    written(tmp_path / "one.jsonl", [BUILT])
    given = [argument.format(tmp=tmp_path) for argument in arguments]
    if "--seeds" not in given:
        given += ["--seeds", str(seeds)]
    assert main(given) == 2
    assert named in one_error(capsys)
    assert (tmp_path / "file").read_text("utf-8") == "text"
    assert json.loads((tmp_path / "one.jsonl").read_text("utf-8")) == BUILT
    assert not list(tmp_path.rglob("*.part"))
    assert given[0] != "batch" or fakes == []


@pytest.mark.parametrize("strictness", ["2", "-0.1", "nan", "inf", "high"])
def test_strictness_is_a_number_from_0_to_1(
    seeds: Path, fakes: list[int], capsys: pytest.CaptureFixture[str], strictness: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["ask", "Who?", "--seeds", str(seeds), f"--strictness={strictness}"])
    assert ended.value.code == 2
    assert f"error: argument --strictness: {strictness} is not a number from 0 to 1" in capsys.readouterr().err
    assert fakes == []


def test_a_failed_batch_leaves_the_answers_that_were_there(
    seeds: Path, tmp_path: Path, fakes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old", "utf-8")

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(qa.assistant.Assistant, "ask", interrupted)
    questions = written(tmp_path / "in.jsonl", [BUILT])
    assert main(["batch", "--seeds", str(seeds), "--questions", str(questions), "--out", str(out)]) == 130
    assert out.read_text("utf-8") == "old"
    assert not list(tmp_path.glob("*.part"))


def test_answers_go_through_a_pipe_and_leave_the_pipe(seeds: Path, tmp_path: Path, fakes: list[int]) -> None:
    questions, pipe = written(tmp_path / "in.jsonl", [BUILT]), tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert main(["batch", "--seeds", str(seeds), "--questions", str(questions), "--out", str(pipe)]) == 0
        assert json.loads(os.read(reader, 100_000))["id"] == "1"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_answers_take_the_place_of_what_a_link_leads_to_and_of_nothing_else(
    seeds: Path, tmp_path: Path, fakes: list[int]
) -> None:
    name = "a" * 249 + ".jsonl"  # as long as a name may be
    kept = (tmp_path / "out.jsonl.part", tmp_path / "link")
    (tmp_path / name).write_text("old", "utf-8")
    (tmp_path / name).chmod(0o640)
    kept[0].write_text("another's", "utf-8")
    kept[1].symlink_to(name)
    questions = written(tmp_path / "in.jsonl", [BUILT])
    assert main(["batch", "--seeds", str(seeds), "--questions", str(questions), "--out", str(kept[1])]) == 0
    assert kept[1].is_symlink()
    assert json.loads((tmp_path / name).read_text("utf-8"))["id"] == "1"
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o640
    assert kept[0].read_text("utf-8") == "another's"


@pytest.mark.parametrize("command", [["index"], ["ask", "Who?"]])
def test_where_there_are_no_documents_that_is_said(
    tmp_path: Path, fakes: list[int], capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "bad.txt").touch()
    assert main([*command, "--seeds", str(seeds)]) == 0
    assert f"There are no documents in {seeds}; put files there that end in .txt, .md," in capsys.readouterr().err


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_letter_the_terminal_cannot_show_ends_no_answer(
    seeds: Path, fakes: list[int], monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    (seeds / "bridge.txt").write_text("The café bridge was built in 1777.", "utf-8")
    shown = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(shown, "ascii"))
    assert main(["ask", "When was the café bridge built?", "--seeds", str(seeds), *options]) == 0
    sys.stdout.flush()
    text = shown.getvalue().decode("ascii")
    if options:
        assert json.loads(text)["citations"][0]["quote"] == "The café bridge was built in 1777."
    else:
        assert "The caf\\xe9 bridge was built in 1777." in text


def test_files_left_out_are_named_and_the_rest_is_answered_from(
    seeds: Path, fakes: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    (seeds / "bad.txt").write_bytes(b"caf\xe9 \xff\xfe\x00")
    assert main(["ask", BUILT["question"], "--seeds", str(seeds), "--json"]) == 0
    printed = capsys.readouterr()
    assert_keeps_the_contract(json.loads(printed.out), seeds)
    assert printed.err.startswith("left out bad.txt: ")


def one_error(capsys: pytest.CaptureFixture[str]) -> str:
    """What was printed to stderr, which has to be one error of one line."""
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert error.count("\n") == 1
    return error


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as a person runs it, with real models and no network."""
    command = [sys.executable, "-m", "qa", *arguments]
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "PYTHONWARNINGS": "default"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index folder of the seed article."""
    return tmp_path_factory.mktemp("article") / "index"


@pytest.mark.model
def test_the_seed_article_answers_what_it_says_and_nothing_else(article: Path, tmp_path: Path) -> None:
    questions = [
        {"id": "deaths", "question": "How many people died in the plane crash?"},
        {"id": "leaves", "question": "What is photosynthesis?"},
        {"id": "long", "question": "who a b c d " * 400},
        {"id": "half", "question": "Who visited Baku\ud800 \x1b[2J?"},
        {"id": "мост", "question": "Сколько людей погибло?"},
        {"id": "empty", "question": ""},
        {"id": "marks", "question": "?! ..."},
        {"id": "whole", "question": "What is this about?"},
    ]
    asked, out = written(tmp_path / "in.jsonl", questions), tmp_path / "out.jsonl"
    ended = run("batch", "--questions", str(asked), "--out", str(out), "--index", str(article))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    rows = {row["id"]: row for row in map(json.loads, out.read_text("utf-8").splitlines())}
    assert list(rows) == [question["id"] for question in questions]
    for row in rows.values():
        assert_keeps_the_contract(row, ROOT / "seeds")
    assert "38" in rows["deaths"]["answer"]
    assert rows["leaves"]["abstained"]
    assert rows["leaves"]["citations"]
    assert rows["empty"]["abstained"]
    assert rows["marks"]["abstained"]
    assert not rows["whole"]["abstained"]


@pytest.mark.model
def test_a_refusal_names_what_the_documents_are_silent_about(article: Path) -> None:
    ended = run("ask", "What is photosynthesis?", "--index", str(article))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "photosynthesis" in ended.stdout
    assert ended.stdout.startswith("The documents don't say.\n")
    assert "\x1b" not in ended.stdout


@pytest.mark.parametrize("arguments", [["ask"], ["talk"], [], ["batch", "--out", "x"]], ids=" ".join)
def test_a_command_that_is_not_one_says_how_it_is_used(arguments: list[str]) -> None:
    ended = run(*arguments)
    assert ended.returncode == 2
    assert ended.stderr.startswith("usage: python -m qa")
    assert "Traceback" not in ended.stderr
