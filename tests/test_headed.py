from pathlib import Path

import pytest
from made_facts import read_over

from qa.facts import Facts
from qa.patterns import headed

REPORT = """\
The Hallam Orchard Trust
Annual report for members, 2024

Income was £86,200 (2023: £91,500). In spite of the losses we picked 18 tonnes of fruit.

In 2019 the barn was sold for £40,000 to a farmer from Hallam.
"""


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return read_over(tmp_path_factory.mktemp("report"), report=REPORT)


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How much fruit was picked in 2024?", "18 tonnes"),
        ("How much fruit was picked in 2023?", None),
        ("How much was the barn sold for in 2024?", None),
        ("How much fruit was picked?", None),
    ],
    ids=["the document's year", "another year", "the sentence has another year", "no year is asked of"],
)
def test_what_a_report_says_without_a_year_was_so_in_its_own(question: str, said: str | None, facts: Facts) -> None:
    found = headed.answer(question, 0.26, facts)
    assert (found.text if found else None) == said


def test_an_empty_folder_has_no_year(tmp_path: Path) -> None:
    assert headed.answer("How much was it in 2024?", 0.26, read_over(tmp_path, note="Nothing.")) is None
