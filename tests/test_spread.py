"""What a span lists, by the separators alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.words.spread import spread

ANY = st.text(alphabet='ab AZ19,;:.()&"“”\n', max_size=80) | st.lists(
    st.sampled_from(["and", "or", "must", "to", ",", ";", ":", "the", "Ann", "fell", "2,", "2020", "if"]), max_size=14
).map(" ".join)


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        (
            "Guests may have the fee refunded, move it to another day without charge, or give it to the fund.",
            "refunded",
            ["have the fee refunded", "move it to another day without charge", "give it to the fund"],
        ),
        (
            "We ate pancakes, stuffed peppers and, on feast days, a goose.",
            "pancakes, stuffed peppers",
            ["pancakes", "stuffed peppers", "a goose"],
        ),
        (
            "The cake holds egg and milk; the bread, rye, salt and yeast.",
            "rye, salt and yeast",
            ["rye", "salt", "yeast"],
        ),
        ("It was signed on June 27, 2025, in Rome.", "June 27, 2025", []),
        ("He left.", "left", []),
        ("A barge and a raft sank.", "A barge", []),
    ],
)
def test_members(sentence: str, words: str, expected: list[str]) -> None:
    start = sentence.index(words)
    found = [sentence[a:b] for a, b in spread(sentence, start, start + len(words))]
    assert found == expected


@given(ANY, st.integers(0, 80), st.integers(0, 30))
def test_members_are_slices_in_order_of_any_text(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    found = spread(text, start, min(len(text), start + length))
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
