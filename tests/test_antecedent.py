from pathlib import Path

import pytest
from made_facts import facts_over

from qa.answer import Answer, Kind, Quote
from qa.patterns.antecedent import named

TEXT = """\
A network led by Ann Rosa Holm started schools in Lenn. In 1989 she founded a troupe. It danced.

In May she sang.
"""


@pytest.mark.parametrize(
    ("sentence", "word", "shown"),
    [
        ("In 1989 she founded a troupe.", "she", "Ann Rosa Holm"),
        ("In May she sang.", "she", "she"),
        ("In 1989 she founded a troupe.", "a troupe", "a troupe"),
    ],
    ids=["a name before it", "none in its paragraph", "no pronoun"],
)
def test_a_pronoun_is_shown_by_the_name_it_stands_for(sentence: str, word: str, shown: str, tmp_path: Path) -> None:
    facts = facts_over(tmp_path, text=TEXT)
    passage = next(one for one in facts.index.passages if one.text == sentence)
    start = passage.start + sentence.index(word)
    quote = Quote(passage.document, passage.start, passage.end, start, start + len(word))
    found = named(Answer("Who founded the troupe? When did she sing?", Kind.ANSWER, (quote,), 0.8), facts)
    assert found.text == shown
    assert sentence in [one.text for one in found.quotes]
