from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from index.encoder import Vectors
from index.records import Document, Passage
from qa.deciding.features import Candidate
from qa.fitting.persons import answers_how_many
from qa.reading.windows import Window

TEXT = (
    "Eleven wagons overturned. The driver, Stephan Ruhl, 52, died; 17 residents and 3 others were hurt. Some saw 120 "
    "of his pictures."
)


@dataclass
class _Persons:
    """Two directions: persons and things."""

    dimension: int = 2
    name: str = "persons and things"

    def encode(self, texts: Sequence[str]) -> Vectors:
        persons = {"people", "a group of persons", "residents", "others"}
        return np.array([(1.0, 0.0) if text in persons else (0.0, 1.0) for text in texts], dtype=np.float32)


def _candidate(words: str) -> Candidate:
    document = Document("a.txt", TEXT, "")
    sentence = Passage(document, 0, len(TEXT), 0, len(TEXT))
    start = TEXT.index(words)
    return Candidate(Window(document, (sentence,)), start, start + len(words), sentence, 1.0, 1.0, 0.5, 1.0, 0.0)


@pytest.mark.parametrize(
    ("question", "words", "may"),
    [
        ("How many people died?", "Eleven", False),
        ("How many people died?", "52", False),
        ("How many people came?", "120", False),
        ("how many people were hurt", "17", True),
        ("How many people were hurt?", "3", True),
        ("How many wagons overturned?", "Eleven", True),
        ("How old was the driver?", "52", True),
    ],
)
def test_things_and_ages_are_no_number_of_people(question: str, words: str, may: bool) -> None:
    assert answers_how_many(question, _candidate(words), _Persons()) is may


@pytest.mark.parametrize(
    ("question", "words", "may"),
    [
        ("How many Danes live in Sweden?", "9,000", False),
        ("How many Danes live in Sweden?", "9,000 Swedes", False),
        ("How many Swedes live in Denmark?", "9,000", True),
        ("How many people live in Denmark?", "9,000", True),
    ],
)
def test_who_is_counted_is_who_was_asked_for(question: str, words: str, may: bool) -> None:
    text = "About 9,000 Swedes live in Denmark."
    document = Document("a.txt", text, "")
    sentence = Passage(document, 0, len(text), 0, len(text))
    start = text.index(words)
    window = Window(document, (sentence,))
    counted = Candidate(window, start, start + len(words), sentence, 1.0, 1.0, 0.5, 1.0, 0.0)
    assert answers_how_many(question, counted, _Persons()) is may
