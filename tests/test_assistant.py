import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from fake_reader import FakeReader
from made import decision

from index.build import update
from index.lexical import terms
from qa.answer import Answer, Kind
from qa.assistant import Assistant
from qa.kinds import Guess, Kinds, QuestionKind
from qa.reading.models import Models
from qa.settings import Settings

QUESTIONS = [
    "When was the old bridge built?",
    "Who closed the bridge?",
    "When does the bakery open?",
    "How much flour do you need?",
    "What is photosynthesis?",
    "What cracked two pillars?",
    "Which river does it cross?",
]
STRANGE = {
    "nothing": "",
    "only space": " \t\n\u00a0",
    "only marks": "?!... ---",
    "control characters": "Who\x00 \x1b[31mclosed\x07 the\x7f bridge?\r\n",
    "a hundred thousand characters": "When was the old bridge built? " * 3300,
    "one endless word": "bridge" * 20_000,
    "Cyrillic": "Когда построили мост?",
    "Chinese": "桥是什么时候建的？",
    "right to left": "متى بني الجسر؟",
    "emoji": "🌉 1904 🤔?",
    "half a character": "When was the bridge \ud800 built?",
}


def assistant_over(seeds: Path, folder: Path) -> Assistant:
    encoder = FakeEncoder()
    sure_where_read = decision({"answerable": 5.0, "alone_answerable": 2.0})
    index = update(seeds, folder, encoder)[0]
    return Assistant(index, Models(encoder, FakeReader(), sure_where_read), Settings(seeds=seeds, index=folder))


@pytest.fixture
def assistant(seeds: Path, tmp_path: Path) -> Assistant:
    return assistant_over(seeds, tmp_path / "index")


def assert_points_into_its_files(answer: Answer, seeds: Path) -> None:
    for quote in answer.quotes:
        text = (seeds / quote.document.source).read_bytes().decode("utf-8-sig")
        assert text[quote.start : quote.end] == quote.text
        assert quote.text.strip()
        if answer.abstained or (quote is not answer.quotes[0] and quote.answer_start is None):
            assert (quote.answer_start, quote.answer_end, quote.answer) == (None, None, "")
        else:
            assert quote.answer_start is not None
            assert quote.answer_end is not None
            assert quote.start <= quote.answer_start < quote.answer_end <= quote.end
            assert text[quote.answer_start : quote.answer_end] == quote.answer


@pytest.mark.parametrize("strictness", [0.0, 0.5, 1.0])
def test_every_quote_is_in_its_file_word_for_word(assistant: Assistant, seeds: Path, strictness: float) -> None:
    for question in QUESTIONS:
        answer = assistant.ask(question, strictness=strictness)
        assert 0 <= answer.confidence <= 1
        assert 1 <= len(answer.quotes) <= assistant.settings.quotes
        assert_points_into_its_files(answer, seeds)


def test_beside_one_answer_no_other_value_is_pointed_at(assistant: Assistant) -> None:
    for question in QUESTIONS:
        answer = assistant.ask(question, strictness=0.0)
        if answer.kind is Kind.ANSWER:
            said = set(terms(answer.text))
            assert all(said & set(terms(quote.answer)) for quote in answer.quotes if quote.answer)


def test_quotes_of_odd_files_are_word_for_word_too(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "dos.txt").write_bytes("\ufeffThe bridge\r\nwas built\r\nin 1904.\r\n\r\nIt fell.\r\n".encode())
    (seeds / "name with spaces é.md").write_bytes("# Der Fluß 🌉\n\n* The bridge cost 30 €.\n".encode())
    assistant = assistant_over(seeds, tmp_path / "index")
    for question in ("When was the bridge built?", "What did the bridge cost?", "bridge"):
        assert_points_into_its_files(assistant.ask(question, strictness=0.0), seeds)
    assert assistant.ask("When was the bridge built?").text == "1904"


def test_the_answer_is_what_the_reader_points_at_in_the_right_sentence(assistant: Assistant) -> None:
    answer = assistant.ask("When was the old bridge built?")
    assert answer.text == "1904"
    assert answer.quotes[0].text == "The old bridge was built in 1904."


def test_what_the_documents_do_not_say_is_refused_and_named(assistant: Assistant) -> None:
    answer = assistant.ask("What is photosynthesis?")
    assert answer.abstained
    assert answer.text == ""
    assert answer.missing == ("photosynthesis",)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_stricter_setting_never_answers_what_a_laxer_one_refuses(assistant: Assistant, question: str) -> None:
    answers = [assistant.ask(question, strictness=tenth / 10) for tenth in range(11)]
    refused = [answer.abstained for answer in answers]
    assert refused == sorted(refused)
    assert len({answer.confidence for answer in answers}) == 1


@pytest.mark.parametrize("strictness", [-0.1, 1.1, float("nan")])
def test_strictness_outside_its_range_is_not_guessed_at(assistant: Assistant, strictness: float) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        assistant.ask("When was the old bridge built?", strictness=strictness)


def test_several_people_asking_at_once_get_what_each_would_get_alone(assistant: Assistant) -> None:
    alone = {question: assistant.ask(question) for question in QUESTIONS}
    asked = QUESTIONS * 12
    random.Random(0).shuffle(asked)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(assistant.ask, asked))
    assert together == [alone[question] for question in asked]


@pytest.mark.parametrize("question", STRANGE.values(), ids=STRANGE.keys())
def test_any_question_gets_an_answer_or_a_refusal(assistant: Assistant, seeds: Path, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.question == question
    assert_points_into_its_files(answer, seeds)


@pytest.mark.parametrize("name", ["nothing", "only space", "only marks", "Cyrillic", "Chinese"])
def test_a_question_without_a_word_of_the_documents_is_refused(assistant: Assistant, name: str) -> None:
    assert assistant.ask(STRANGE[name]).abstained


def test_without_documents_every_question_is_refused(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    empty = assistant_over(tmp_path / "seeds", tmp_path / "index")
    for question in [*QUESTIONS, *STRANGE.values()]:
        assert empty.ask(question, strictness=0.0) == replace(empty.ask(""), question=question)
        assert empty.ask(question).abstained
    assert empty.documents == ()
    assert empty.suggestions(4) == []


def test_suggestions_are_questions_it_answers(assistant: Assistant) -> None:
    found = assistant.suggestions(4)
    assert len(found) <= 4
    assert not any(assistant.ask(question).abstained for question in found)


def test_a_file_that_changed_or_went_is_not_current(assistant: Assistant, seeds: Path) -> None:
    bread, bridge = sorted(assistant.documents, key=lambda document: document.source, reverse=True)
    assert assistant.is_current(bread)
    assert assistant.is_current(bridge)
    (seeds / bridge.source).write_text("The bridge is gone.", "utf-8")
    (seeds / bread.source).unlink()
    assert not assistant.is_current(bridge)
    assert not assistant.is_current(bread)


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "kind"),
    [("hello", Kind.REPLY), ("what can you do?", Kind.REPLY), ('where does it say "the tower fell"?', Kind.FOUND)],
)
def test_what_needs_no_sureness_is_answered_at_any_strictness(tmp_path: Path, question: str, kind: Kind) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "tower.txt").write_text("In 1904 the tower fell. Nobody was hurt.", "utf-8")
    asked = Assistant.open(Settings(seeds=seeds, index=tmp_path / "index"))
    assert asked.ask(question, strictness=1.0).kind is kind


class Seeming(Kinds):
    """Kinds of question that are what they are said to be."""

    def __init__(self, **shares: float) -> None:
        self._shares = {kind: shares.get(kind.value, 0.0) for kind in QuestionKind}

    def guess(self, question: str) -> Guess:
        return Guess(max(self._shares, key=self._shares.__getitem__), self._shares, "")


@pytest.mark.parametrize(
    ("shares", "in_order"),
    [
        ({"timeline": 0.95, "fact": 0.05}, True),
        ({"fact": 0.6, "timeline": 0.35}, False),
        ({"timeline": 0.5, "fact": 0.4}, False),
    ],
)
def test_what_says_much_that_was_not_asked_gives_way_to_a_sure_span(
    tmp_path: Path, shares: dict[str, float], in_order: bool
) -> None:
    seeds = tmp_path / "dated"
    seeds.mkdir()
    (seeds / "bridge.txt").write_text("The bridge was built in 1904. The bridge was painted on 3 May 1911.", "utf-8")
    encoder = FakeEncoder()
    index = update(seeds, tmp_path / "dated.index", encoder)[0]
    models = Models(encoder, FakeReader(), decision({"answerable": 5.0, "alone_answerable": 2.0}), Seeming(**shares))
    answer = Assistant(index, models, Settings(seeds=seeds)).ask("When was the bridge built?")
    assert (answer.kind is Kind.TIMELINE) == in_order
