"""Questions in several parts, on invented subjects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import document

from qa.answer import Answer, Kind, Quote
from qa.parts import MOST, in_turn, repeats, together


def split(question: str) -> tuple[str, ...]:
    """The questions that are asked one by one, where none is answered with anything to go on from."""
    return tuple(answer.question for answer in in_turn(question, lambda part: Answer(part, Kind.ANSWER)))


PARTS = [
    ("When and where was the bell cast?", ["When was the bell cast?", "Where was the bell cast?"]),
    (
        "When, where and why did the mill burn?",
        ["When did the mill burn?", "Where did the mill burn?", "Why did the mill burn?"],
    ),
    ("On what date and in which town was it signed?", ["On what date was it signed?", "In which town was it signed?"]),
    ("How long and how wide is the shed?", ["How long is the shed?", "How wide is the shed?"]),
    ("Who built the mill and where does it stand?", ["Who built the mill?", "Where does the mill stand?"]),
    ("Who built the mill, and when?", ["Who built the mill?", "When was the mill built?"]),
    (
        "How often is the filter cleaned, and with what tool?",
        ["How often is the filter cleaned?", "With what tool is the filter cleaned?"],
    ),
    ("Who is Ilse Brandt? When was she born?", ["Who is Ilse Brandt?", "When was Ilse Brandt born?"]),
    ("Is the flat furnished and can it be sublet?", ["Is the flat furnished?", "Can the flat be sublet?"]),
    (
        "What is the rent and the deposit for the flat?",
        ["What is the rent for the flat?", "What is the deposit for the flat?"],
    ),
    ("when does the lease begin and who signs it", ["When does the lease begin?", "Who signs the lease?"]),
    ("Which motion was carried and who moved it?", ["Which motion was carried?", "Who moved the motion?"]),
    (
        "Tell me when the bell was cast and who paid for it.",
        ["When was the bell cast?", "Who paid for the bell?"],
    ),
    ("What did Tan propose and what did the board decide?", ["What did Tan propose?", "What did the board decide?"]),
    (
        "Who did Bram marry, and when and where?",
        ["Who did Bram marry?", "When did Bram marry someone?", "Where did Bram marry someone?"],
    ),
    (
        "When is the next meeting, at what time, and who brings the tea?",
        ["When is the next meeting?", "At what time is the next meeting?", "Who brings the tea?"],
    ),
    (
        "Who was her first husband and when did he die?",
        ["Who was her first husband?", "When did her first husband die?"],
    ),
    (
        "When and where did it run, and what was the fare?",
        ["When did it run?", "Where did it run?", "What was the fare?"],
    ),
    (
        "Has the seal been replaced, and if so what with?",
        ["Has the seal been replaced?", "What has the seal been replaced with?"],
    ),
    (
        "Who built the mill, where and in what year?",
        ["Who built the mill?", "Where was the mill built?", "In what year was the mill built?"],
    ),
    (
        "When do I have to apply, to whom, and where is the hall?",
        ["When do I have to apply?", "To whom do I have to apply?", "Where is the hall?"],
    ),
    (
        "When was the bell cast, where, and who paid for it?",
        ["When was the bell cast?", "Where was the bell cast?", "Who paid for the bell?"],
    ),
    ("Who gets the lamp, and who the chair?", ["Who gets the lamp?", "Who gets the chair?"]),
    (
        "How many people were for it and how many against?",
        ["How many people were for it?", "How many people were against?"],
    ),
    ("I'd like to know how much the cook is paid and why.", ["How much is the cook paid?", "Why is the cook paid?"]),
    ("Who runs the pump and what do I do with that?", ["Who runs the pump?", "What do I do with the pump?"]),
    (
        "When did the machine arrive and when did it start running?",
        ["When did the machine arrive?", "When did the machine start running?"],
    ),
    ("What is the new fee? What was the old one?", ["What is the new fee?", "What was the old fee?"]),
]
WHOLE = [
    "When did Orland and Vesk sign the treaty?",
    "What happened between Orland and Vesk?",
    "What is the difference between the QX-7 and the QX-9?",
    "Did he sing and dance?",
    "Who was the man who built the mill and who died in 1950?",
    "Did he say when and where it was?",
    "Does the board know who paid and why?",
    "Is it red or is it blue?",
    "What happened to the mill, and when?",
    "who and who is",
    "Who or what is Ardvik?",
    "What is research and development?",
    "What are Holt and Imhof known for?",
    "I read the manual yesterday. When was it printed?",
    "The pump hums and the lamp is red, and nothing that I tried helped.",
    "Hello! When is the meeting?",
    "Where does it say “when and where was it built”?",
    "and",
    "?",
    "",
]


@pytest.mark.parametrize(("question", "parts"), PARTS, ids=[question for question, _ in PARTS])
def test_each_part_stands_alone(question: str, parts: list[str]) -> None:
    assert list(split(question)) == parts
    assert [split(part) for part in parts] == [(part,) for part in parts]


@pytest.mark.parametrize("question", WHOLE)
def test_one_question_stays_whole(question: str) -> None:
    assert split(question) == (question,)


def test_the_sentence_that_answers_the_surest_part_comes_first_in_the_others() -> None:
    text = document("Bram left in 1957. Bram died in Hull on 8 May 2003.")
    early, late = Quote(text, 0, 18, 13, 17), Quote(text, 19, 50, 40, 50)
    place = Quote(text, 19, 50, 32, 36)
    when = Answer("When did Bram die?", Kind.ANSWER, (early, late), 0.5)
    where = Answer("Where did Bram die?", Kind.ANSWER, (place,), 0.8)
    refused = Answer("Why did Bram die?", Kind.REFUSAL, (early, late), 0.1)
    first, second, third = together([when, where, refused])
    assert first.quotes == (late, early)
    assert first.text == "8 May 2003"
    assert (second, third) == (where, refused)
    assert together([refused]) == (refused,)
    assert together([]) == ()


def test_a_sentence_in_which_nothing_answers_comes_first_in_no_part() -> None:
    text = document("Bram gets nothing. He had his share in 1957.")
    beside = Answer("Why?", Kind.ANSWER, (Quote(text, 19, 44, 19, 43), Quote(text, 0, 18)), 0.4)
    surest = Answer("What does Bram get?", Kind.ANSWER, (Quote(text, 0, 18, 10, 17),), 0.8)
    assert [answer.text for answer in together([surest, beside])] == ["nothing", "He had his share in 1957"]


def test_one_date_of_two_is_that_of_each_part() -> None:
    text = document("It began in 2014 and ended in 2015.")
    begun, ended = Quote(text, 0, 35, 12, 16), Quote(text, 0, 35, 30, 34)
    first = Answer("When did it begin?", Kind.SEVERAL, (ended, begun), 0.7)
    second = Answer("When did it end?", Kind.ANSWER, (ended,), 0.9)
    assert [answer.text for answer in together([first, second])] == ["2014", "2015"]


def test_a_part_is_understood_from_the_answer_to_the_one_before_it() -> None:
    text = document("The mill belongs to Ilse Brandt.")
    asked: list[str] = []

    def ask(part: str) -> Answer:
        asked.append(part)
        return Answer(part, Kind.ANSWER, (Quote(text, 0, 32, 20, 31),), 0.9)

    in_turn("Who owns the mill and where does she live?", ask)
    assert asked == ["Who owns the mill?", "Where does Ilse Brandt live?"]


def test_no_more_than_a_few_parts_and_none_is_lost() -> None:
    parts = split("Who is he? When was it? Where was it? Why was it? Who paid? Who sang?")
    assert len(parts) == MOST
    assert parts[-1] == "Why was it and Who paid and Who sang?"


@given(st.text(max_size=120))
def test_no_text_is_too_odd(question: str) -> None:
    assert 1 <= len(split(question)) <= MOST


VOCABULARY = "who what when where and , ? is did the pump it he which in Ann built so Dr. tell me"
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_no_order_of_words_is_too_odd(question: str) -> None:
    parts = split(question)
    assert 1 <= len(parts) <= MOST
    assert len(parts) > 1 or parts == (question,)


def test_one_date_given_to_two_parts_is_that_of_the_surer_one() -> None:
    text = document("It began in 2014 and ended in 2015.")
    begun, ended = Quote(text, 0, 35, 12, 16), Quote(text, 0, 35, 30, 34)
    first = Answer("When did it begin?", Kind.SEVERAL, (begun, ended), 0.9)
    second = Answer("When did it end?", Kind.SEVERAL, (begun, ended), 0.7)
    assert repeats(second, [first])
    assert not repeats(first, [second])
    assert [answer.text for answer in together([first, second])] == ["2014", "2015"]
