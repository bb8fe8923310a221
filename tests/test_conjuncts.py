import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.words.conjuncts import all_series, series_at


def members(sentence: str, words: str) -> list[str]:
    start = sentence.index(words)
    found = series_at(sentence, start, start + len(words))
    return [sentence[a:b] for a, b in found.members] if found else []


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        (
            "The crew carried a lantern, two ropes and a flare.",
            "two ropes",
            ["a lantern", "two ropes", "a flare"],
        ),
        (
            "We use Foley & Sons, Marks & Orr and Holm & Co.",
            "Foley & Sons",
            ["Foley & Sons", "Marks & Orr", "Holm & Co"],
        ),
        ("The board met Ann, Bo & Cy.", "Ann", ["Ann", "Bo", "Cy"]),
        ("Card payments and PayPal failed; transfers went through.", "Card payments", ["Card payments", "PayPal"]),
        (
            "Colonies in Reading, Swindon and Guildford did best.",
            "Colonies in Reading",
            ["Reading", "Swindon", "Guildford"],
        ),
        ("In 2015 the two envoys, Ann Roe and Bo Orr, met.", "Ann Roe", ["Ann Roe", "Bo Orr"]),
        (
            "Poles are sold by the makers, by the importer, or by any of the shops; pegs are not.",
            "by the makers",
            ["the makers", "the importer", "any of the shops"],
        ),
        (
            "The guards searched the barn, seized nine crates and arrested the owner and his son.",
            "seized nine crates",
            ["searched the barn", "seized nine crates", "arrested the owner and his son"],
        ),
        (
            "The roof leaks at the chimney, above the porch and along the east wall.",
            "above the porch",
            ["at the chimney", "above the porch", "along the east wall"],
        ),
        (
            "Before you start, unplug the saw, lock the blade and clear the bench.",
            "lock the blade",
            ["unplug the saw", "lock the blade", "clear the bench"],
        ),
        (
            "Loose parts, namely the bolt, the washer and the nut, are not covered.",
            "the bolt",
            ["the bolt", "the washer", "the nut"],
        ),
        (
            "The shop is open from 9 to 5 in summer and from 10 to 4 in winter.",
            "9 to 5 in summer",
            ["9 to 5 in summer", "10 to 4 in winter"],
        ),
        ("They have two sons, Ivo (born 1980) and Jan (born 1984).", "Ivo", ["Ivo (born 1980)", "Jan (born 1984)"]),
        (
            "Her pupils were Kai Brandt, who later taught in Oslo, and Mia Holm, who did not.",
            "Kai Brandt",
            ["Kai Brandt", "Mia Holm"],
        ),
        ("The club owns six boats, among them a yawl and two dinghies.", "a yawl", ["a yawl", "two dinghies"]),
        ("A tug and a pilot boat came to her aid.", "A tug", ["A tug", "a pilot boat"]),
        ("The bridge was opened on May 3, 1931, by the mayor.", "May 3, 1931", []),
        ("It rained.", "It", []),
    ],
)
def test_members_of_a_coordination(sentence: str, words: str, expected: list[str]) -> None:
    assert members(sentence, words) == expected


@given(st.text(alphabet="aA bthe,;.():and or who 19\n“”", max_size=120), st.integers(0, 120), st.integers(0, 40))
def test_members_are_slices_in_order_of_any_text(text: str, start: int, length: int) -> None:
    found = [series_at(text, min(start, len(text)), min(start + length, len(text))), *all_series(text)]
    for series in found:
        if series is not None:
            assert len(series.members) > 1
            edges = [edge for member in series.members for edge in member]
            assert edges == sorted(edges)
            assert 0 <= edges[0] <= edges[-1] <= len(text)
