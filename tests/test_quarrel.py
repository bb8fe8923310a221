"""A quarrel between two countries, asked about as people ask, with the real models."""

import pytest

from index.build import update
from qa.answer import Answer, Kind
from qa.assistant import Assistant
from qa.reading.models import Models
from qa.settings import Settings

pytestmark = pytest.mark.model

TEXT = """\
The row over the shoal began on 14 March, when the Norland cutter Petrel boarded a Sudmark trawler, the Odile. Norland
says that the Odile had no licence. Sudmark denies this. Norland's prime minister, Ingrid Solheim, ruled out a war.

Sudmark took several measures. On 22 March it closed its harbours to Norland's boats. It also recalled its ambassador,
Luc Ferrand, suspended talks on a power cable and raised the duty on salmon. Norland, for its part, banned Sudmark's
wine.

The conflict took a turn on the night of 2 April. A patrol boat, the Hardi, rammed the Petrel in thick fog. Three
sailors were injured. Mr Benn will find out who owns the Hardi. In order to avoid further clashes, the fishermen of both
countries agreed to keep two miles apart. Several towns offered to mediate. Ostby proposed a joint patrol, and Lund
suggested talks.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("quarrel")
    seeds = folder / "seeds"
    seeds.mkdir()
    (seeds / "quarrel.txt").write_text(TEXT, "utf-8")
    settings = Settings(seeds=seeds)
    models = Models.load(settings)
    index, _ = update(seeds, folder / "index", models.encoder)
    return Assistant(index, models, settings)


def _shown(answer: Answer) -> list[str]:
    return [] if answer.abstained else [" ".join(quote.answer.split()) for quote in answer.cited if quote.answer]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("How did the row start?", ["when the Norland cutter Petrel boarded a Sudmark trawler, the Odile"]),
        ("When was the Odile boarded?", ["14 March"]),
        ("When did the Hardi ram the Petrel?", ["2 April"]),
        ("Who is the prime minister of Norland?", ["Ingrid Solheim"]),
        ("Who is the prime minister of Sudmark?", []),
        ("How many sailors died?", []),
        ("How many sailors were injured?", ["Three"]),
        ("Who owns the Hardi?", []),
        ("Why did the fishermen agree to keep apart?", ["In order to avoid further clashes"]),
        ("Which towns offered to mediate?", ["Ostby", "Lund"]),
        (
            "What measures did Sudmark take?",
            [
                "closed its harbours to Norland's boats",
                "recalled its ambassador, Luc Ferrand",
                "suspended talks on a power cable",
                "raised the duty on salmon",
            ],
        ),
    ],
)
def test_the_words_that_answer_are_shown_and_nothing_that_is_of_another(
    question: str, shown: list[str], assistant: Assistant
) -> None:
    assert _shown(assistant.ask(question)) == shown


def test_what_is_claimed_and_denied_is_not_settled(assistant: Assistant) -> None:
    answer = assistant.ask("Did the Odile have a licence?")
    assert answer.kind is Kind.POLAR
    assert answer.label == "The documents don't settle it"
    assert [quote.text for quote in answer.cited] == [
        "Norland\nsays that the Odile had no licence.",
        "Sudmark denies this.",
    ]
