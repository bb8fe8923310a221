import pytest
from made import candidate, document, hits, pointing

from qa.fitting.apart import is_of_another, whose

PARTIES = "The Army was formed in 1978. In 1980, the Communist Party was formed. It was armed in 1983."
BEES = "A colony yields 20 kilos of honey. It needs 15 kilos of syrup."
RIVERS = "Rivers of the western area are 12. Rivers of the eastern area are 7."


@pytest.mark.parametrize(
    ("text", "question", "names", "first", "other", "another"),
    [
        (PARTIES, "When was the Army formed?", {"armi"}, "1978", "1980", True),
        (PARTIES, "When was the Army formed?", {"armi"}, "1978", "1983", False),
        (PARTIES, "When was it formed?", set(), "1978", "1980", False),
        (RIVERS, "How many rivers are in the western area?", set(), "12", "7", True),
        (RIVERS, "How many rivers are there?", set(), "12", "7", False),
        (BEES, "How much honey does a colony yield?", set(), "20 kilos", "15 kilos", True),
        (BEES, "How much does a colony yield?", set(), "20 kilos", "15 kilos", False),
    ],
)
def test_a_value_of_something_else_is_no_second_answer(
    text: str, question: str, names: set[str], first: str, other: str, another: bool
) -> None:
    passages = [hit.passage for hit in hits(document(text))]
    one, two = (candidate(next(p for p in passages if words in p.text), words) for words in (first, other))
    assert is_of_another(question, names, one, two) is another


def test_what_stands_behind_a_value_says_whose_it_is() -> None:
    text = "Rain varies from 933 mm (36.7 in) in Imphal to 2,593 mm in May."
    assert whose(pointing(text, "933 mm")) == {"imphal"}
    assert whose(pointing(text, "2,593 mm")) == set()
