import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import document, hits

from index.records import Document
from qa.reading.windows import by_paragraph, windows

TEXT = "The mill is old. It was built in 1820. Nobody lives there.\n\nThe bridge fell. A storm came."
TOWN = document(TEXT, "town.txt")

sentences = st.sampled_from(["It rained.", "The mill on the river is old.", "Who closed it?", "A storm came in May."])
paragraphs = st.lists(sentences, min_size=1, max_size=6).map(" ".join)
documents = st.lists(paragraphs, min_size=1, max_size=4).map("\n\n".join).map(document)


@given(documents, st.data(), st.integers(1, 5), st.integers(1, 120))
def test_whole_sentences_of_one_paragraph_around_a_hit_are_read(
    read: Document, data: st.DataObject, most: int, characters: int
) -> None:
    every = hits(read)
    chosen = data.draw(st.lists(st.sampled_from(every), min_size=1, max_size=8))
    found = windows(chosen, by_paragraph(hit.passage for hit in every), most, characters)
    assert 1 <= len(found) <= most
    assert found[0].holds(chosen[0].passage)
    for window in found:
        assert any(window.holds(hit.passage) for hit in chosen)
        assert window.text == read.text[window.start : window.end]
        assert len(window.text) <= characters or len(window.sentences) == 1
        _first, *others = dict.fromkeys(sentence.paragraph_start for sentence in window.sentences)
        assert not others or window.sentences[0].text[-1] not in ".?"
    if len(found) < most:
        assert all(any(window.holds(hit.passage) for window in found) for hit in chosen)


def test_a_sentence_is_read_with_its_neighbours_where_there_is_room() -> None:
    every = hits(TOWN)
    around = windows(every[1:2], by_paragraph(hit.passage for hit in every), most=5, characters=200)
    assert [window.text for window in around] == ["The mill is old. It was built in 1820. Nobody lives there."]


def test_hits_of_one_stretch_of_text_are_read_once() -> None:
    every = hits(TOWN)
    found = windows(every, by_paragraph(hit.passage for hit in every), most=5, characters=200)
    assert [window.text for window in found] == TEXT.split("\n\n")


def test_the_same_words_in_another_document_are_read_too() -> None:
    every = hits(TOWN, document(TEXT, "copy.txt"))
    found = windows(every, by_paragraph(hit.passage for hit in every), most=9, characters=200)
    assert [window.document.source for window in found] == ["town.txt"] * 2 + ["copy.txt"] * 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("The", "The mill is old."),
        (" It", "The mill is old."),
        ("It", "It was built in 1820."),
        ("there.", "Nobody lives there."),
    ],
    ids=["at its start", "in the space after it", "at the next one's start", "at the end"],
)
def test_a_place_belongs_to_the_sentence_it_lies_in_or_follows(words: str, sentence: str) -> None:
    every = hits(TOWN)
    [window] = windows(every[:1], by_paragraph(hit.passage for hit in every), most=5, characters=200)
    assert window.sentence_at(TEXT.index(words)).text == sentence


def test_nothing_found_is_nothing_read() -> None:
    assert windows([], by_paragraph([]), most=5, characters=100) == []


def test_a_heading_is_read_with_the_paragraph_below_it() -> None:
    read = document(
        "News\n\nNext meeting\n\nOn 11 June, in the hall. Mr. Brandt brings cake.\n\n- a lamp\n\n- a tent\n"
    )
    every = hits(read)
    paragraphs = by_paragraph(hit.passage for hit in every)
    texts = [windows([hit], paragraphs, most=1, characters=200)[0].text for hit in every]
    assert texts[0] == "News"
    assert texts[1] == "Next meeting\n\nOn 11 June, in the hall. Mr. Brandt brings cake."
    assert texts[2] == texts[3] == "On 11 June, in the hall. Mr. Brandt brings cake."
