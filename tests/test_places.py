import pytest
from made import pointing

from qa.fitting.places import is_elsewhere

ROW = " The row between Kessia and Marland goes on."


@pytest.mark.parametrize(
    ("question", "text", "words", "elsewhere"),
    [
        ("When are the elections in Kessia?", "Elections are due in Marland in June." + ROW, "June", True),
        ("When are the elections in Marland?", "Elections are due in Marland in June." + ROW, "June", False),
        ("When are Kessia's elections?", "Marland's elections are in June." + ROW, "June", True),
        ("When are the elections in Kessia?", "Elections are due in Port Anne in June." + ROW, "June", False),
        ("When are the elections in Kessia?", "Elections are due in Marland in June.", "June", False),
        ("When are the talks in Kessia?", "Elections are due in Marland in June." + ROW, "June", False),
        ("When are the elections?", "Elections are due in Marland in June." + ROW, "June", False),
    ],
    ids=["its peer", "itself", "whose", "perhaps in it", "no peers", "something else", "nowhere asked of"],
)
def test_what_is_said_of_a_peer_is_not_so_there(question: str, text: str, words: str, elsewhere: bool) -> None:
    assert is_elsewhere(question, {"kessia", "marland"}, pointing(text, words)) is elsewhere
