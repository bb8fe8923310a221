from pathlib import Path

import pytest
from made_facts import facts_over

from qa.answer import Kind
from qa.facts import Facts
from qa.patterns import vital

LIVES = """Some lives

Ann Rosa Holm (Oslo, 14 February 1908 – Bern, 2 November 1991) built bridges. She worked with Bo Orr
(1911–1963) for years.

Cora Dahl (born 3 May 1950 in Norby) leads the firm today. Her railway (1955–1958) was dear.
It ended the Salt War (1868-71), and the Tariff War (1880–1882) came. The poet Dag Ek (* 1930) sings.
"""


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return facts_over(tmp_path, lives=LIVES)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("When was Ann Holm born?", "14 February 1908"),
        ("where was Ann Rosa Holm born", "Oslo"),
        ("When did Ann Holm die?", "2 November 1991"),
        ("In which city did Holm die?", "Bern"),
        ("In which year was Bo Orr born?", "1911"),
        ("When did Bo Orr die?", "1963"),
        ("When was Cora Dahl born?", "3 May 1950"),
        ("Where was Cora Dahl born?", "Norby"),
        ("When was Dag Ek born?", "1930"),
        ("How long did the Salt War last?", "1868-71"),
        ("When was the Tariff War?", "1880–1882"),
        ("When did the Tariff War begin?", "1880"),
        ("In what year did the Tariff War end?", "1882"),
    ],
)
def test_what_the_brackets_behind_a_name_say(question: str, said: str, facts: Facts) -> None:
    made = vital.answer(question, facts)
    assert made is not None
    assert made.kind is Kind.ANSWER
    assert made.text == said
    assert made.quotes[0].text.count("(") >= 1


@pytest.mark.parametrize(
    "question",
    [
        "When did Cora Dahl die?",
        "Where was Bo Orr born?",
        "When was the railway born?",
        "When was Ann Holm married?",
        "Why did Ann Holm die?",
        "When was it?",
        "When did the meeting end?",
        "When was the Salt War declared?",
    ],
    ids=[
        "she lives",
        "no place is given",
        "no name",
        "another question",
        "another one",
        "nothing named",
        "no years",
        "not how long it lasted",
    ],
)
def test_what_they_do_not_say_is_left_to_the_reader(question: str, facts: Facts) -> None:
    assert vital.answer(question, facts) is None
