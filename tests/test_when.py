from pathlib import Path

import pytest
from made_facts import facts_over

from qa.patterns.when import answer

TEXT = """\
The conflict took a turn on the night of 2 April. A patrol boat, the Hardi, collided with the Petrel in fog. Two sailors
fell into the sea.

The ferry sailed on 3 May. The boiler burst the next day. The mayor resigned on 9 June.

Ann Holm and Toma Lekash climbed it. Three parties had failed before them; in 1923 two climbers had died.

It took a turn on 7 July, when the guards searched the customs house at Lenn for papers of a theft from 1987.

The talks are expected on 12 June. The harbour was closed.
"""


@pytest.mark.parametrize(
    ("question", "date"),
    [
        ("When did the Hardi collide with the Petrel?", "2 April"),
        ("When did the boiler burst?", None),
        ("When did the mayor resign?", "9 June"),
        ("When did the ferry leave?", None),
        ("When did the search of the customs house at Lenn take place?", "7 July"),
        ("When was the harbour closed?", None),
        ("When did Toma Lekash die?", None),
        ("Where did the Hardi collide with the Petrel?", None),
        ("When did the bridge fall?", None),
    ],
)
def test_what_is_told_without_a_date_happened_at_the_one_before(
    question: str, date: str | None, tmp_path: Path
) -> None:
    found = answer(question, facts_over(tmp_path, text=TEXT))
    assert (found.text if found else None) == date
