from pathlib import Path

import pytest
from made import candidate
from made_facts import facts_over

from qa.deciding.features import Candidate
from qa.plural import accounts
from qa.reading.windows import Window

TEXT = """Two accounts

According to the union, 46 workers died in the tunnel. {then} It was closed in May.
"""


def _other(folder: Path, then: str) -> str | None:
    facts = facts_over(folder, text=TEXT.format(then=then))
    sentence = next(passage for passage in facts.index.passages if "46 workers" in passage.text)
    start = sentence.document.text.index("46")
    window = Window(sentence.document, (sentence,))
    found = accounts.another(Candidate(window, start, start + 2, sentence, 1.0, 1.0, 0.5, 1.0, 0.0), facts.paragraphs)
    return found.text if found else None


@pytest.mark.parametrize(
    ("then", "number"),
    [
        ("The company, Kov, puts the number at 31.", "31"),
        ("The ministry gave the figure as about 120.", "120"),
        ("The company puts the number at 46.", None),
        ("The company puts the cost at a million.", None),
        ("The company said that 31 left.", None),
    ],
    ids=["another number", "roughly", "the same", "of something else", "another fact"],
)
def test_what_a_later_sentence_puts_the_number_at(then: str, number: str | None, tmp_path: Path) -> None:
    assert _other(tmp_path, then) == number


def test_another_number_is_no_other_share(tmp_path: Path) -> None:
    text = "Landings fell by 38 per cent, and 1,200 were laid off. The union puts the number at 1,900."
    facts = facts_over(tmp_path, text=text)
    share, number = (candidate(facts.index.passages[0], words) for words in ("38 per cent", "1,200"))
    assert accounts.another(share, facts.paragraphs) is None
    assert accounts.another(number, facts.paragraphs) is not None
