import pytest
from made import pointing

from qa.fitting.units import measures_something_else


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("How much does the hose cost?", "The tank holds 3.2 litres.", "3.2 litres"),
        ("what did the second inquiry cost", "The second took two years.", "two years"),
        ("How long was the tow rope?", "In tow, three knots.", "three knots"),
        ("how deep is the pool", "The water is nine degrees in July.", "nine degrees"),
        ("weight of a chick", "Both parents sit, for 18 days in all.", "18 days"),
        ("flash point of Thinner K4", "Thin with up to 10 per cent of Thinner K4.", "up to 10 per cent"),
        ("How far is the ferry?", "The ferry costs £18.", "£18"),
    ],
)
def test_a_number_of_another_measure_answers_nothing(question: str, text: str, words: str) -> None:
    assert measures_something_else(question, pointing(text, words))


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("How long is the walk?", "It is nine miles long.", "nine miles"),
        ("How long is the walk?", "It takes three hours.", "three hours"),
        ("How much does it weigh?", "It weighs 90 pounds.", "90 pounds"),
        ("What does it cost?", "It costs 90 pounds.", "90 pounds"),
        ("What does it cost?", "It cost 38 lives.", "38 lives"),
        ("What is the fee?", "The fee is 3 per cent.", "3 per cent"),
        ("How many weeks did it cost?", "It took three weeks.", "three weeks"),
        ("How high is the rent?", "The rent is £40.", "£40"),
        ("When was it?", "It was after 500 miles.", "500 miles"),
    ],
)
def test_what_measures_it_or_may_measure_it_answers(question: str, text: str, words: str) -> None:
    assert not measures_something_else(question, pointing(text, words))
