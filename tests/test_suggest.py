import pytest
from made import document, hits

from index.records import Passage
from qa.answer import Answer, Kind
from qa.suggest import suggestions

TOWN = (
    "The bridge was closed on May 3, 2021, by Anna Weiss. Work began in March 2020 and ended on 7 June 2022. "
    "Later, Anna Weiss met the Bank of England. The mill was built in 1820."
)


class Asked:
    """Answers questions with one of `known` in them, and remembers all."""

    def __init__(self, *known: str) -> None:
        self.known = known
        self.questions: list[str] = []

    def __call__(self, question: str) -> Answer:
        self.questions.append(question)
        return Answer(question, Kind.ANSWER if any(word in question for word in self.known) else Kind.REFUSAL)


def sentences(text: str) -> list[Passage]:
    return [hit.passage for hit in hits(document(text))]


@pytest.mark.parametrize("n", [0, 1, 2, 4, 40])
def test_only_questions_with_an_answer_are_suggested_and_no_more_than_wanted(n: int) -> None:
    ask = Asked("Anna", "2021", "1820")
    found = suggestions(sentences(TOWN), ask, n)
    assert len(found) == min(n, 3)
    assert not any(ask(question).abstained for question in found)


def test_a_suggestion_names_what_stands_in_a_document() -> None:
    found = suggestions(sentences(TOWN), Asked(""), 20)
    assert set(found) == {
        "Who or what is Anna Weiss?",
        "Who or what is Bank of England?",
        "What happened on May 3, 2021?",
        "What happened in March 2020?",
        "What happened on 7 June 2022?",
        "What happened in 1820?",
    }


def test_the_most_named_comes_first_and_nothing_twice() -> None:
    found = suggestions(sentences(TOWN), Asked(""), 20)
    assert found[0] == "Who or what is Anna Weiss?"
    assert len(found) == len(set(found))


def test_asking_ends_after_a_while_where_nothing_is_answered() -> None:
    ask = Asked("nothing like this")
    many = " ".join(f"It rained on May {day}, 20{year}." for day in range(1, 29) for year in (10, 11))
    assert suggestions(sentences(many), ask, 4) == []
    assert 0 < len(ask.questions) < 20


@pytest.mark.parametrize("text", ["", "nothing here has a name", "!!!\n\n---"])
def test_documents_without_names_and_dates_suggest_nothing(text: str) -> None:
    assert suggestions(sentences(text), Asked(""), 4) == []


def test_no_documents_suggest_nothing() -> None:
    assert suggestions([], Asked(""), 4) == []
