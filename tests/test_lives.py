import pytest
from made import candidate, document, hits, pointing

from qa.fitting.lives import is_of_another_life

THAL = "King Leo resigned, and Thal emigrated to Brazil, where he died in 1889."


@pytest.mark.parametrize(
    ("question", "text", "words", "another"),
    [
        ("When did Amsel die?", THAL, "1889", True),
        ("When did Thal die?", THAL, "1889", False),
        ("Where did Amsel die?", THAL, "Brazil", True),
        ("When did Amsel die?", "She died in Paris in 1902.", "1902", False),
        ("When did Amsel die?", "In Paris the minister died in 1902.", "1902", False),
        ("When did Amsel die?", "After that, on Monday, she died.", "Monday", False),
        ("When did Amsel speak?", THAL, "1889", False),
        ("When did the count die?", THAL, "1889", False),
    ],
)
def test_what_happens_in_a_life_happens_to_whom_it_names(question: str, text: str, words: str, another: bool) -> None:
    names = {"amsel"} if "Amsel" in question else {"thal"} if "Thal" in question else set()
    assert is_of_another_life(question, names, pointing(text, words)) is another


@pytest.mark.parametrize(
    ("question", "another"), [("When did Ilse Varro marry?", False), ("When did Clara Varro marry?", True)]
)
def test_a_last_name_alone_is_whose_the_text_introduces_by_it(question: str, another: bool) -> None:
    text = "Ilse Maria Varro had a daughter, Clara. In 1921 Varro married Samuel Reed."
    passages = [hit.passage for hit in hits(document(text))]
    names = {"ilse", "clara", "varro"} & {word.lower() for word in question.split()}
    assert is_of_another_life(question, names, candidate(passages[1], "1921")) is another
