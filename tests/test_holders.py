import pytest
from made import pointing

from qa.fitting.holders import is_anothers

SPOKE = "Norland's prime minister, Ann Holm, spoke."


@pytest.mark.parametrize(
    ("question", "text", "words", "another"),
    [
        ("Who is the prime minister of Sudmark?", SPOKE, "Ann Holm", True),
        ("Who is Sudmark's prime minister?", SPOKE, "Ann Holm", True),
        ("who is the prime minister of norland", SPOKE, "Ann Holm", False),
        ("Who is the prime minister of Sudmark?", "Ann Holm, prime minister of Norland, left.", "Ann Holm", True),
        ("Who is the prime minister of Norland?", "The deputy prime minister, Bo Orr, left.", "Bo Orr", True),
        ("Who is the minister of Norland?", "Norland's deputy minister, Bo Orr, left.", "Bo Orr", True),
        ("Who is Norland's prime minister?", "Norland's foreign minister, Bo Orr, left.", "Bo Orr", True),
        ("Who is the prime minister of Sudmark?", "Its prime minister, Ann Holm, spoke.", "Ann Holm", False),
        ("Who is the prime minister of Norland?", "Ann Holm met Sudmark's prime minister, Cy Day.", "Ann Holm", False),
        ("What is the population of Sudmark?", "The population of Norland is 3 million.", "3 million", True),
        ("What is the population of Norland?", "The population of Norland is 3 million.", "3 million", False),
        ("What is the capital of Sudmark?", "The capital, Lenn, lies by the sea.", "Lenn", False),
        ("Who is the chancellor of Sudmark?", "The University's chancellor, Bo Orr, left.", "Bo Orr", False),
        ("Who is the chancellor of Sudmark?", "Bo Orr is the chancellor of the University.", "Bo Orr", False),
        ("Who leads the list of the Tories?", "Ida Falk tops the list of the Liberals.", "Ida Falk", False),
        ("Who is the leader of the Tories?", "Ida Falk, the leader of the Liberals, left.", "Ida Falk", True),
        ("Part of which state does Norland want?", "Norland wants part of Sudmark.", "Sudmark", False),
        ("How old was the minister?", SPOKE, "Ann Holm", False),
    ],
)
def test_what_is_said_to_be_somebody_elses_is_no_answer(question: str, text: str, words: str, another: bool) -> None:
    assert is_anothers(question, {"sudmark", "norland", "tori"}, pointing(text, words)) is another
