"""Why and how: the clause behind or before the connective, or in the next sentence; else a refusal."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from hypothesis import given, settings
from hypothesis import strategies as st
from made import decision
from made_facts import facts_over

from index.build import update
from index.encoder import MiniLM
from qa.answer import Answer, Kind, Quote
from qa.deciding.decide import Decision
from qa.explaining.reasons import answer, led_to, of_beginning
from qa.facts import Facts
from qa.reading.models import Models
from qa.reading.reader import SHIPPED, Reading, Span, open_reader
from qa.settings import Settings

TEXT = """\
The brass band of Holm cancelled its autumn concert because the hall roof was leaking. A storm tore the lead off the
tower, prompting the parish to close the footpath. The fees offered by the mill enticed the drummers
to play again, to the surprise of the choir. Never oil the valves of the old horn: oil dissolves the felt.

The cornet players left the band. They had not been paid for two years.
"""


class Pointing:
    """A reader that points at given words, wherever they stand, all equally surely."""

    name = "pointing"

    def __init__(self, *words: str) -> None:
        self._words = words

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        return [
            Reading(tuple(Span(text.index(w), text.index(w) + len(w), 1.0) for w in self._words if w in text), 1.0)
            for text in texts
        ]


def _band(folder: Path, *pointed: str) -> Facts:
    return _over(folder, TEXT, *pointed)


def _over(folder: Path, text: str, *pointed: str) -> Facts:
    seeds = folder / "seeds"
    seeds.mkdir()
    (seeds / "band.txt").write_text(text, "utf-8")
    encoder = FakeEncoder()
    index, _ = update(seeds, folder / "index", encoder)
    return Facts(index, Models(encoder, Pointing(*pointed), decision({})), Settings(seeds=seeds))


@pytest.mark.parametrize(
    ("question", "pointed", "reason"),
    [
        (
            "Why did the brass band cancel its autumn concert?",
            ("The brass band of Holm", "the hall roof was leaking"),
            "because the hall roof was leaking",
        ),
        (
            "Why did the parish close the footpath of the tower?",
            ("the parish to close the footpath", "A storm tore the lead off the\ntower"),
            "A storm tore the lead off the\ntower",
        ),
        (
            "Why did the drummers play again?",
            ("The fees offered by the mill", "to the surprise of the choir"),
            "The fees offered by the mill",
        ),
        (
            "Why should I never oil the valves of the old horn?",
            ("the old horn", "oil dissolves the felt"),
            "oil dissolves the felt",
        ),
        (
            "Why did the cornet players leave the band?",
            ("The cornet players", "They had not been paid for two years"),
            "They had not been paid for two years",
        ),
    ],
)
def test_prefers_what_stands_in_the_relation_asked_for(
    tmp_path: Path, question: str, pointed: tuple[str, ...], reason: str
) -> None:
    said = answer(question, 0.1, _band(tmp_path, *pointed))
    assert said is not None
    assert said.text == reason


def test_finds_the_clause_behind_a_connective_that_the_reader_missed(tmp_path: Path) -> None:
    said = answer("Why did the brass band cancel its autumn concert?", 0.1, _band(tmp_path, "its autumn concert"))
    assert said is not None
    assert said.text == "because the hall roof was leaking"


def test_shows_the_sentence_the_reason_is_for(tmp_path: Path) -> None:
    said = answer("Why did the cornet players leave the band?", 0.1, _band(tmp_path, "They had not been paid"))
    assert said is not None
    assert [quote.text for quote in said.quotes] == [
        "They had not been paid for two years.",
        "The cornet players left the band.",
    ]


def test_a_thing_that_is_no_reason_is_refused(tmp_path: Path) -> None:
    said = answer("Why did the brass band cancel its autumn concert?", 0.5, _band(tmp_path, "The brass band of Holm"))
    assert said is not None
    assert said.text in ("", "because the hall roof was leaking")


def test_leaves_other_questions_and_empty_folders_to_the_plain_answer(tmp_path: Path) -> None:
    facts = facts_over(tmp_path)
    assert answer("Why?", 0.1, facts) is None
    assert answer("Who left the band?", 0.1, facts) is None
    assert answer("How many players left?", 0.1, facts) is None


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts_over(tmp_path_factory.mktemp("band"), band=TEXT)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from([*TEXT.split(), "?", "because", "to"])).map(" ".join), st.sampled_from(["Why ", "How "])
)
def test_never_fails(made: Facts, words: str, asking: str) -> None:
    said = answer(asking + words, 0.5, made)
    assert said is None or all(quote.text in TEXT for quote in said.quotes)


@pytest.mark.model
def test_gives_reasons_with_the_real_models_and_refuses_where_none_is_told(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "band.txt").write_text(TEXT, "utf-8")
    models = Models(MiniLM(), open_reader(None, 1), Decision.load(SHIPPED / "decision.json"))
    index, _ = update(seeds, tmp_path / "index", models.encoder)
    facts = Facts(index, models, Settings(seeds=seeds))
    least = facts.decision.asks_for(facts.settings.strictness)
    said = answer("Why was the autumn concert cancelled?", least, facts)
    assert said is not None
    assert "the hall roof was leaking" in said.text
    reworded = answer("Why did the musicians call off their performance in the fall?", least, facts)
    assert reworded is not None
    assert "the hall roof was leaking" in reworded.text
    refused = answer("Why was the brass band founded?", least, facts)
    assert refused is not None
    assert refused.kind is Kind.REFUSAL


def test_what_was_done_in_response_was_done_for_what_stands_before(tmp_path: Path) -> None:
    text = (
        "Two boats were lost in the strait. The fishermen spoke of murder.\n\n"
        "In response, Norby took several measures. The town closed its harbour. It also cancelled the regatta of May.\n"
    )
    made = answer("Why did Norby cancel the regatta?", 0.5, facts_over(tmp_path, news=text))
    assert made is not None
    assert made.kind is Kind.ANSWER
    assert made.text == "The fishermen spoke of murder"
    assert [quote.text for quote in made.quotes[1:]] == [
        "In response, Norby took several measures.",
        "It also cancelled the regatta of May.",
    ]


def test_what_an_offer_is_for_is_no_reason_to_refuse_it(tmp_path: Path) -> None:
    text = "An offer by Ann Holm to buy the mill was refused by the family in May."
    said = answer("Why was the offer refused?", 0.3, _over(tmp_path, text, "to buy the mill"))
    assert said is not None
    assert said.abstained


def test_what_somebody_is_helped_to_do_is_no_reason_to_help(tmp_path: Path) -> None:
    text = "A team has tested whether birdsong helps people to get well after an operation."
    said = answer("Why does birdsong help?", 0.3, _over(tmp_path, text, "to get well after an operation"))
    assert said is not None
    assert said.abstained


def test_what_several_acts_are_for_is_a_reason_for_each(tmp_path: Path) -> None:
    text = "They summoned the envoy to protest the killings, raided the agency and arrested its editor."
    said = answer("Why was the agency raided?", 0.1, _over(tmp_path, text, "to protest the killings"))
    assert said is not None
    assert said.text == "to protest the killings"


def test_what_came_after_is_no_reason(tmp_path: Path) -> None:
    text = "The bank waited eleven days before it informed its customers."
    said = answer("Why did the bank wait?", 0.3, _over(tmp_path, text, "it informed its customers"))
    assert said is not None
    assert said.abstained


def test_the_cause_of_one_of_several_things_is_none_of_another(tmp_path: Path) -> None:
    text = "Work stopped twice: in 2020 because of a storm, and again in May when the crane fell."
    facts = _over(tmp_path, text, "because of a storm")
    refused, told = answer("Why did the crane fall?", 0.1, facts), answer("Why did work stop?", 0.1, facts)
    assert refused is None or refused.abstained
    assert told is not None
    assert told.text == "because of a storm"


def test_how_something_began_is_told_by_what_began_it(tmp_path: Path) -> None:
    made = facts_over(tmp_path, text="The dispute over the bank began on 14 May, when a trawler was boarded.")
    for question in ("How did the dispute start?", "What started the dispute over the bank?"):
        said = of_beginning(question, made)
        assert said is not None
        assert said.text == "when a trawler was boarded"
    assert of_beginning("How did the strike start?", made) is None


def test_a_participle_that_begins_a_sentence_is_a_reason(tmp_path: Path) -> None:
    text = "Being of Jewish descent on her mother's side, Varro lost her post at the museum in 1938."
    said = answer("Why did Varro lose her post?", 0.1, _over(tmp_path, text, "her post at the museum"))
    assert said is not None
    assert said.text == "Being of Jewish descent on her mother's side"


@pytest.mark.parametrize(
    ("told", "reasons"),
    [
        ("Two reasons are named: fuel had run out, and the crew was ill.", ["fuel had run out", "the crew was ill"]),
        ("Two causes of the delay are named: fog and ice.", ["fog", "ice"]),
        ("Two reasons are named: the fog that had come up in the night.", ["the fog that had come up in the night"]),
    ],
)
def test_reasons_that_are_counted_are_all_shown(told: str, reasons: list[str], tmp_path: Path) -> None:
    facts = facts_over(tmp_path, report=told)
    document = facts.index.passages[0].document
    at = told.index(reasons[0])
    quote = Quote(document, 0, len(told), at, at + len(reasons[0]))
    made = led_to(Answer("reasons named for the delay", Kind.ANSWER, (quote,), 0.8), facts)
    assert [quote.answer for quote in made.quotes] == reasons
