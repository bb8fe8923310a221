"""Yes-or-no questions: the word only where it is clear, and always with the sentence it rests on."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_facts import facts_over, read_over

from index.build import update
from index.encoder import MiniLM
from qa.answer import Answer, Kind
from qa.deciding.decide import Decision
from qa.facts import Facts
from qa.reading.models import Models
from qa.reading.reader import SHIPPED, open_reader
from qa.settings import Settings
from qa.yes_or_no.polar import NO, UNSETTLED, YES, answer, is_asked

TEXT = """\
The mill at Osk was built by Hanna Rohde in 1871. She never sold it. In 1890 the council refused to buy the mill.
A flood destroyed the wheel but did not reach the store. The heirs demanded that the city pay for a new roof.
Visitors may touch the stones; dogs are not admitted. The mill has twelve windows. Do not enter the wheel house.

Motion 7: to paint the fence. Defeated, 2 to 9.

Motion 8: to plant a lime tree. Carried.

The accounts of the meeting were approved without changes. The owner considered moving the oven but decided against it.
The miller was warned twice never to open the weir.
"""

GUIDE = """\
There is no uniform. Nobody was hurt in the fall. The boat is open to visitors, which was closed all winter.

The school accepts no liability for bicycles. Homework is set on four days a week, never on Wednesday.

Petrol is sold for cash only. Euros are accepted in hotels, though not in shops.

All the members voted for it, apart from Mr. Oller. Telephones may be brought to school.
"""

LOAN = """\
The loan of 12,000 crowns has to be repaid by 2041. The talks were to open in March. Catches of cod have risen.

The captain, Jon Sund, remains in command of the Heron.
"""

FAIR = """\
MR. HOLT: Will there be a vote?

**Organ working.

The fair was held on the green. Nobody was hurt when the gate broke. The mayor thanked the choir.
"""

WORDS = [*TEXT.split(), "Did", "Is", "can", "not", "?", "of"]


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts_over(tmp_path_factory.mktemp("mill"), mill=TEXT)


@pytest.fixture(scope="module")
def loan(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return read_over(tmp_path_factory.mktemp("loan"), loan=LOAN)


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("Has the loan been repaid?", {YES, NO}),
        ("Did the talks open in March?", {YES, NO}),
        ("Have catches of cod fallen?", {YES, UNSETTLED}),
        ("Is Jon Sund still captain?", {NO, UNSETTLED}),
    ],
    ids=["has still to be", "was meant to", "the opposite happened", "he remains it"],
)
def test_what_is_still_to_be_done_has_not_been_done(question: str, wrong: set[str], loan: Facts) -> None:
    made = answer(question, 0.2, loan)
    assert made is not None
    assert made.label not in wrong


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "label", "evidence"),
    [
        ("Was the mill built by Hanna Rohde?", YES, "The mill at Osk was built by Hanna Rohde in 1871."),
        ("Didn't Hanna Rohde build the mill?", YES, "The mill at Osk was built by Hanna Rohde in 1871."),
        ("Did she sell the mill?", NO, "She never sold it."),
        ("Did the council buy the mill?", NO, "In 1890 the council refused to buy the mill."),
        ("Did a flood destroy the wheel?", YES, "A flood destroyed the wheel but did not reach the store."),
        ("Did a flood reach the store?", NO, "A flood destroyed the wheel but did not reach the store."),
        ("Did the city pay for a new roof?", UNSETTLED, "The heirs demanded that the city pay for a new roof."),
        ("May visitors touch the stones?", YES, "Visitors may touch the stones; dogs are not admitted."),
        ("Are dogs admitted?", NO, "Visitors may touch the stones; dogs are not admitted."),
        ("Does the mill have more than ten windows?", YES, "The mill has twelve windows."),
        ("Does the mill have fewer than ten windows?", NO, "The mill has twelve windows."),
        ("Can I enter the wheel house?", NO, "Do not enter the wheel house."),
        ("Did they decide to paint the fence?", NO, "Defeated, 2 to 9."),
        ("Did they decide to plant a lime tree?", YES, "Carried."),
        ("Was the motion to paint the fence carried?", NO, "Defeated, 2 to 9."),
        (
            "Were the accounts of the meeting approved?",
            YES,
            "The accounts of the meeting were approved without changes.",
        ),
        ("Will the oven be moved?", NO, "The owner considered moving the oven but decided against it."),
        ("Was the miller warned about the weir?", YES, "The miller was warned twice never to open the weir."),
    ],
)
def test_says_how_what_is_asked_stands_in_the_text(read: Facts, question: str, label: str, evidence: str) -> None:
    said = answer(question, 0.0, read)
    assert said is not None
    assert (said.label, said.quotes[0].text) == (label, evidence)


@pytest.mark.model
@pytest.mark.parametrize(
    "question",
    [
        "Did the council build the mill?",  # somebody else did
        "Was the wheel painted?",  # nothing says so
        "Did Hanna Rohde drown?",
        "Does the mill have electric light?",
    ],
)
def test_says_neither_where_the_text_leaves_it_open(read: Facts, question: str) -> None:
    said = answer(question, 0.0, read)
    assert said is None or said.label not in (YES, NO)


@pytest.mark.model
def test_shows_both_sides_where_documents_disagree(tmp_path: Path) -> None:
    facts = read_over(tmp_path, one="The board approved the sale.", two="The board did not approve the sale.")
    said = answer("Did the board approve the sale?", 0.0, facts)
    assert said is not None
    assert said.label == ""
    assert {quote.document.source for quote in said.quotes} == {"one.txt", "two.txt"}


def test_leaves_other_questions_and_empty_folders_to_the_plain_answer(mill: Facts, tmp_path: Path) -> None:
    assert answer("Who built the mill?", 0.0, mill) is None
    assert answer("Was the mill built?", 0.0, facts_over(tmp_path)) is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("Will there be a vote?", ""),
        ("Does the organ work?", ""),
        ("I lost my ticket, may I still come in?", ""),
    ],
)
def test_a_question_or_a_heading_in_the_text_says_nothing(fair: Facts, question: str, label: str) -> None:
    said = answer(question, 0.3, fair)
    assert said is not None
    assert said.label == label


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_never_fails(mill: Facts, question: str) -> None:
    said = answer(question, 0.5, mill)
    assert said is None or all(quote.text in TEXT for quote in said.quotes)


@pytest.mark.model
def test_hardly_ever_says_the_wrong_word(tmp_path: Path) -> None:
    """Over invented texts, none of them about the documents measured elsewhere."""
    rows = _written()
    models = Models(MiniLM(), open_reader(None, 1), Decision.load(SHIPPED / "decision.json"))
    right = labelled = wrong = 0
    for number, (text, questions) in enumerate(rows.items()):
        seeds = tmp_path / str(number)
        seeds.mkdir()
        (seeds / "text.txt").write_text(text, "utf-8")
        index, _ = update(seeds, tmp_path / f"{number}.index", models.encoder)
        facts = Facts(index, models, Settings(seeds=seeds))
        least = facts.decision.asks_for(facts.settings.strictness)
        for gold, question in questions:
            said = _said(answer(question, least, facts))
            labelled += said in "yn"
            wrong += said in "yn" and said != gold
            right += said == gold
    total = sum(map(len, rows.values()))
    assert wrong <= 0.03 * labelled
    assert right >= 0.88 * total


def _said(said: Answer | None) -> str:
    return "u" if said is None or said.kind is Kind.REFUSAL else {YES: "y", NO: "n"}.get(said.label, "u")


def _written() -> dict[str, list[tuple[str, str]]]:
    blocks = (Path(__file__).parent / "polar_rows.txt").read_text("utf-8").split("\n\n")
    rows = {}
    for block in blocks:
        text, *questions = [line for line in block.splitlines() if line and not line.startswith("#")] or [""]
        if text:
            rows[text] = [(line[0], line[2:]) for line in questions]
    return rows


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return read_over(tmp_path_factory.mktemp("read-mill"), mill=TEXT)


@pytest.fixture(scope="module")
def fair(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return read_over(tmp_path_factory.mktemp("fair"), fair=FAIR)


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return read_over(tmp_path_factory.mktemp("guide"), guide=GUIDE)


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("do pupils have to wear a uniform", NO),
        ("Does the school accept liability for my bicycle?", NO),
        ("I'd like to know whether homework is set on Wednesdays.", NO),
        ("do shops take euros?", NO),
    ],
)
def test_takes_a_sentence_as_a_whole_where_no_verb_matches(guide: Facts, question: str, label: str) -> None:
    said = answer(question, 0.0, guide)
    assert said is not None
    assert said.label == label


def test_takes_no_question_put_to_the_assistant_for_one() -> None:
    assert is_asked("Was there a fire?")
    assert not is_asked("Could you list the rooms?")
    assert not is_asked("When was the fire?")


INN = (
    "Dogs are welcome in the garden of the inn. The café takes cash, but no cards. Breakfast is served until ten. "
    "The pool is 12 metres long and 30 metres wide. The lake is two minutes away on foot. "
    "The old mill burnt down and was never put up again."
)


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("Are pets allowed in the garden?", {YES}),
        ("Does the café accept cash?", {YES}),
        ("Is it possible to pay by card in the café?", {NO}),
        ("Can I bring my dog into the garden?", {YES, ""}),
        ("Is the mill still standing?", {NO, ""}),
        ("Is breakfast included in the price?", {""}),
        ("Does the lake have a beach?", {""}),
        ("Is the pool 30 metres wide?", {YES}),
        ("Is the pool 30 metres long?", {NO, ""}),
    ],
)
def test_reads_what_other_words_say_and_says_nothing_of_what_is_not_told(
    tmp_path: Path, question: str, labels: set[str]
) -> None:
    said = answer(question, 0.3, read_over(tmp_path, inn=INN))
    assert said is not None
    assert said.label in labels
