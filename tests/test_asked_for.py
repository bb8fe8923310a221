import pytest
from made import pointing

from qa.fitting.asked_for import is_of_another_kind


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("What colour is it?", "They came by air.", "by air"),
        ("in which year did it close", "It closed for want of coal.", "for want of coal"),
        ("At what time does it open?", "It opens onto the yard.", "onto the yard"),
        ("On what date was it?", "It was at sea.", "at sea"),
        ("Which day is it shut?", "It is shut in the rain.", "in the rain"),
        ("how many ships sank", "It sank at sea.", "at sea"),
    ],
)
def test_what_could_not_be_one_is_none(question: str, text: str, words: str) -> None:
    assert is_of_another_kind(question, pointing(text, words))


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("What colour is it?", "It is greenish.", "greenish"),
        ("in which year did it close", "It closed the year before.", "the year before"),
        ("At what time does it open?", "It opens at seven.", "seven"),
        ("On what date was it?", "It was on the eleventh of the month.", "the eleventh of the month"),
        ("Which day is it shut?", "It is shut on Sundays.", "Sundays"),
        ("how many ships sank", "The whole fleet sank, a dozen.", "a dozen"),
        ("how many ships sank", "The Ann and the Bo sank.", "The Ann and the Bo"),
        ("What colour is it and who made it?", "It was made by nuns.", "nuns"),
        ("What time of year is it shown?", "It is shown in May.", "in May"),
        ("Why is it shut?", "It is shut in the rain.", "in the rain"),
    ],
)
def test_what_could_be_one_may_answer(question: str, text: str, words: str) -> None:
    assert not is_of_another_kind(question, pointing(text, words))
