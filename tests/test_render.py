import html
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index.records import Document
from qa.answer import Answer, Kind, Quote
from qa.render import cite, escape_markdown, find_citation, sure, to_json, to_page, to_terminal, visible

TEXT = "Title\nA missile shot down the plane near Grozny, killing 38 people. It was dark.\n"
DOCUMENT = Document("air/crash.txt", TEXT, "f00d")
SPAN = TEXT.index("38")
QUOTE = Quote(DOCUMENT, TEXT.index("A missile"), TEXT.index(" It was"), SPAN, SPAN + len("38 people"))
NEAREST = Quote(DOCUMENT, TEXT.index("It was"), len(TEXT) - 1)
ANSWER = Answer("How many?", Kind.ANSWER, (QUOTE, NEAREST), 0.8731, seconds=0.123456)
REFUSAL = Answer("Photosynthesis?", Kind.REFUSAL, (NEAREST,), 0.118, ("photosynthesis",))

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "${alert(1)} {{constructor}} $$x$$",
    "[x](javascript:alert(1)) ![y](http://evil.example/y.png)",
    "https://evil.example www.evil.example me@evil.example",
    "# heading\n- list\n\n    code\n1. one\n---\n> quote\n| a | b |\n|---|---|",
    "  two leading spaces\tand a tab  ",
    "***bold*** `code` ~~struck~~ \\* &amp; &lt;",
    "a\r\nb\rc",
]
# What any reader of text may meet; `visible` is tested on the rest.
spoofing = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
plain_text = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=spoofing, include_characters="\t\n\r")
)
parsers = [MarkdownIt("commonmark", {"html": True}), MarkdownIt("gfm-like", {"html": True, "linkify": False})]


class _TextAndTags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def read_html(page: str) -> _TextAndTags:
    parser = _TextAndTags()
    parser.feed(page)
    parser.close()
    return parser


@pytest.mark.parametrize("parser", parsers, ids=["commonmark", "gfm"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_escaped_text_reads_as_itself_through_markdown(parser: MarkdownIt, hostile: str) -> None:
    read = read_html(parser.render(f"<em>{escape_markdown(hostile)}</em>"))
    assert read.text.removesuffix("\n") == hostile
    assert read.tags == ["p", "em"]


@given(plain_text)
def test_any_text_survives_markdown_and_html(text: str) -> None:
    assert html.unescape(escape_markdown(text)) == text
    for parser in parsers:
        read = read_html(parser.render(f"x{escape_markdown(text)}x"))
        assert (read.text, read.tags) == (f"x{text}x\n", ["p"])


@given(st.text())
def test_visible_text_holds_nothing_a_terminal_obeys(text: str) -> None:
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", visible(text))
    visible(text).encode()


def test_page_shows_short_answer_then_quotes_with_links_then_confidence() -> None:
    page = to_page(ANSWER, turn=3)
    shown = read_html(MarkdownIt("commonmark").render(page.markdown))
    blocks = [line for line in shown.text.splitlines() if line]
    assert blocks == [
        "38 people",
        "A missile shot down the plane near Grozny, killing 38 people.",
        "[1] air/crash.txt, line 2",
        "It was dark.",
        "[2] air/crash.txt, line 2",
        "87 % sure",
    ]
    assert "killing <mark>38 people</mark>" in page.markdown
    assert "](#cite-3-1)" in page.markdown
    assert [citation.id for citation in page.citations] == ["3-1", "3-2"]


def test_page_refusal_says_what_is_missing_and_shows_the_nearest_passages() -> None:
    page = to_page(REFUSAL, turn=1)
    shown = read_html(MarkdownIt("commonmark").render(page.markdown)).text
    assert "The documents don't say." in shown
    assert "Nothing here about: photosynthesis" in shown
    assert "Nearest passage, only 12 % sure:" in shown
    assert "](#cite-1-1)" in page.markdown


def test_refusal_to_a_rambling_question_repeats_little_of_it() -> None:
    rambling = replace(REFUSAL, missing=("x" * 1000, *map(str, range(100))))
    said = to_terminal(rambling, color=False).splitlines()[1]
    assert said == f"Nothing here about: {'x' * 40}…, 0, 1, 2, 3, 4, 5, 6 and 93 more"


def test_page_refusal_without_passages_or_missing_words_is_one_line() -> None:
    assert to_page(Answer("?", Kind.REFUSAL), turn=1).markdown == "<strong>The documents don&#39;t say&#46;</strong>"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_document_adds_no_markup_to_the_page(hostile: str) -> None:
    quote = Quote(Document(hostile, hostile, "f00d"), 0, len(hostile), 0, 1, hostile)
    part = Answer(hostile, Kind.ANSWER, (quote,), 0.5)
    for kind in Kind:
        quotes, parts = ((), (part,)) if kind is Kind.PARTS else ((quote,), ())
        plain = Answer("?", kind, quotes, 0.5, (hostile,), parts=parts)
        ours = replace(plain, label=hostile, note=hostile, read_as=hostile, assumed=((hostile, hostile),))
        page = to_page(ours, turn=1)
        tags = read_html(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(page.markdown)).tags
        layout = {"ul", "li", "br", "table", "thead", "tbody", "tr", "th", "td"}
        assert set(tags) <= {"p", "strong", "em", "mark", "blockquote", "a"} | layout
        assert tags.count("a") == (kind is not Kind.REPLY)
        assert tags.count("tr") == (2 if kind is Kind.TIMELINE else 0)


@pytest.mark.parametrize("citation_id", ["3-3", "", None, 3, ["3-1"], {"id": "3-1"}, "3-1 "])
def test_unknown_citation_ids_resolve_to_nothing(citation_id: object) -> None:
    assert find_citation(cite(ANSWER, 3), citation_id) is None


def test_known_citation_id_resolves_to_its_quote() -> None:
    citation = find_citation(cite(ANSWER, 3), "3-2")
    assert citation is not None
    assert citation.quote == NEAREST


def test_terminal_shows_answer_quote_file_and_line() -> None:
    assert to_terminal(ANSWER, color=False) == (
        "38 people\n\n"
        "  A missile shot down the plane near Grozny, killing 38 people.\n  [1] air/crash.txt:2\n\n"
        "  It was dark.\n  [2] air/crash.txt:2\n\n"
        "87 % sure"
    )


def test_terminal_refusal_names_what_is_missing() -> None:
    assert to_terminal(REFUSAL, color=False) == (
        "The documents don't say.\nNothing here about: photosynthesis\n\nNearest passage, only 12 % sure:\n\n"
        "  It was dark.\n  [1] air/crash.txt:2"
    )


def test_terminal_colours_only_when_asked() -> None:
    assert "\x1b" not in to_terminal(ANSWER, color=False)
    colored = to_terminal(ANSWER, color=True)
    assert "killing \x1b[1;33m38 people\x1b[0m" in colored
    assert re.sub("\x1b\\[[0-9;]*m", "", colored) == to_terminal(ANSWER, color=False)


def test_terminal_neutralises_escape_sequences_everywhere() -> None:
    evil = "\x1b[2J\x1b]0;owned\x07\rover\x9b31m"
    document = Document(evil, evil, "f00d")
    for kind in Kind:
        said = Answer(evil, Kind.ANSWER, (Quote(document, 0, len(evil), 0, 4, evil),), 0.5)
        whole = replace(said, kind=kind, missing=(evil,), label=evil, note=evil, read_as=evil, parts=(said,))
        shown = to_terminal(whole, color=False)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)
        assert "\\x1b[2J" in shown


def test_json_is_the_contract() -> None:
    row = to_json(ANSWER, "q1")
    assert json.loads(json.dumps(row)) == {
        "id": "q1",
        "abstained": False,
        "answer": "38 people",
        "confidence": 0.8731,
        "citations": [
            {
                "source": "air/crash.txt",
                "start": QUOTE.start,
                "end": QUOTE.end,
                "quote": QUOTE.text,
                "answer_start": SPAN,
                "answer_end": SPAN + 9,
                "place": "line 2",
                "label": "",
            },
            {
                "source": "air/crash.txt",
                "start": NEAREST.start,
                "end": NEAREST.end,
                "quote": "It was dark.",
                "answer_start": None,
                "answer_end": None,
                "place": "line 2",
                "label": "",
            },
        ],
        "seconds": 0.1235,
        "kind": "answer",
        "label": "",
        "notes": [],
    }


def test_json_of_whole_sentences_answers_with_the_first() -> None:
    sentences = (Quote(DOCUMENT, NEAREST.start, NEAREST.end), Quote(DOCUMENT, QUOTE.start, QUOTE.end))
    row = to_json(Answer("What is it about?", Kind.OVERVIEW, sentences, 0.9), "q3")
    assert row["answer"] == row["citations"][0]["quote"] == "It was dark."
    for cited in row["citations"]:
        assert (cited["answer_start"], cited["answer_end"]) == (cited["start"], cited["end"])
    refused = Answer("?", Kind.REFUSAL, (NEAREST,), 0.1)
    parts = to_json(Answer("?", Kind.PARTS, parts=(refused, replace(ANSWER, quotes=sentences))), "q4")
    assert parts["answer"] == "It was dark."
    assert parts["citations"][0]["answer_start"] is None


def test_the_items_of_one_sentence_are_one_answer_and_then_all_items() -> None:
    text = "It is sold in Perm, Ufa and Kazan. Baku follows."
    document = Document("shops.txt", text, "f00d")
    end = text.index(" Baku")
    items = [Quote(document, 0, end, text.index(city), text.index(city) + len(city)) for city in ("Perm", "Ufa")]
    row = to_json(Answer("Where?", Kind.LIST, tuple(items), 0.9), "q")
    assert row["answer"] == "Perm, Ufa"
    spans = [text[one["answer_start"] : one["answer_end"]] for one in row["citations"]]
    assert spans == ["Perm, Ufa", "Perm", "Ufa"]
    baku = Quote(document, end + 1, len(text), text.index("Baku"), text.index("Baku") + 4)
    apart = to_json(Answer("Where?", Kind.LIST, (*items, baku), 0.9), "q")
    assert apart["answer"] == "Perm, Ufa"
    assert [text[one["answer_start"] : one["answer_end"]] for one in apart["citations"]] == [*spans, "Baku"]


def test_json_refusal_keeps_confidence_and_nearest_passages() -> None:
    row = to_json(REFUSAL, "q2")
    assert (row["abstained"], row["answer"], row["confidence"]) == (True, "", 0.118)
    assert [citation["quote"] for citation in row["citations"]] == ["It was dark."]


@given(plain_text.filter(bool), st.data())
def test_json_quotes_are_verbatim(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    row = to_json(Answer("?", Kind.ANSWER, (Quote(Document("d", text, ""), start, end, start, end),)), "1")
    citation = row["citations"][0]
    assert citation["quote"] == text[citation["start"] : citation["end"]] == row["answer"]


@pytest.mark.parametrize(("confidence", "words"), [(0, "1 % sure"), (0.5, "50 % sure"), (1, "99 % sure")])
def test_confidence_never_claims_certainty(confidence: float, words: str) -> None:
    assert sure(confidence) == words


def test_answer_offsets_outside_the_quote_mark_nothing() -> None:
    stray = replace(QUOTE, answer_start=0, answer_end=3)
    assert "<mark>" not in to_page(replace(ANSWER, quotes=(stray,)), 1).markdown


def test_files_of_the_same_bytes_are_each_cited() -> None:
    same = Document("a.txt", "It was built in 1904.", "f00d", also=("b *x*.txt", "c/d.txt"))
    answer = Answer("When?", Kind.ANSWER, (Quote(same, 0, 21, 16, 20),), 0.9)
    assert [row["source"] for row in to_json(answer, "1")["citations"]] == ["a.txt", "b *x*.txt", "c/d.txt"]
    assert "(also in b *x*.txt, c/d.txt)" in to_terminal(answer)
    assert "b &#42;x&#42;&#46;txt" in to_page(answer, 1).markdown


def test_terminal_list_shows_each_item_once_with_its_place_and_not_its_sentence() -> None:
    plane = TEXT.index("the plane")
    items = (Quote(DOCUMENT, QUOTE.start, QUOTE.end, plane, plane + len("the plane")), QUOTE)
    lines = to_terminal(Answer("What?", Kind.LIST, items, 0.9)).splitlines()
    assert lines[:2] == ["  - the plane [1] air/crash.txt:2", "  - 38 people [2] air/crash.txt:2"]


def test_terminal_shows_differing_answers_above_their_sentences() -> None:
    shown = to_terminal(Answer("How many?", Kind.DIFFERING, (QUOTE, QUOTE), 0.9, label="The documents differ."))
    assert shown.startswith("The documents differ.\n\n38 people\n  A missile shot down")
    assert shown.count("air/crash.txt:2") == 2
