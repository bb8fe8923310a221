from collections.abc import Sequence

import pytest
from fake_encoder import FakeEncoder
from made import document, hits

from index.encoder import Remembering, Vectors
from qa.deciding.missing import missing

HITS = hits(document("The airliner fell near the town. Many deaths were mourned. The mayor spoke."))


class Thesaurus(FakeEncoder):
    """Knows that planes are airliners."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        return super().encode(["airliner" if text == "plane" else text for text in texts])


@pytest.mark.parametrize(
    ("absent", "named"),
    [
        (["photosynthesis"], ("photosynthesis",)),
        (["plane"], ()),
        (["photosynthesis", "plane", "chlorophyll"], ("photosynthesis", "chlorophyll")),
        (["many", "happened"], ()),
        (["about", "article", "mentioned", "still"], ()),
        ([], ()),
    ],
    ids=[
        "a foreign word",
        "one with another word for it",
        "both, in order",
        "words that say nothing",
        "little words",
        "none",
    ],
)
def test_a_refusal_names_what_the_passages_have_no_word_for(absent: list[str], named: tuple[str, ...]) -> None:
    assert missing(absent, HITS, Thesaurus()) == named


def test_without_passages_every_absent_word_is_named() -> None:
    assert missing(["plane"], [], Thesaurus()) == ("plane",)


def test_no_model_is_asked_where_nothing_is_missing() -> None:
    encoder = FakeEncoder()
    assert missing([], HITS, encoder) == ()
    assert encoder.encoded == []


def test_words_seen_before_are_not_embedded_again() -> None:
    encoder = FakeEncoder()
    remembering = Remembering(encoder, most=1_000)
    first = missing(["photosynthesis"], HITS, remembering)
    embedded = len(encoder.encoded)
    assert missing(["photosynthesis"], HITS, remembering) == first
    assert len(encoder.encoded) == embedded
