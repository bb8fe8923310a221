import pytest
from made import pointing

from qa.deciding.ranges import widened

RISEN = "from 2 to 3.8 million euros"


@pytest.mark.parametrize(
    ("question", "text", "words", "shown"),
    [
        ("When does it rain?", "It rains from May until mid-October.", "mid-October", "from May until mid-October"),
        ("When is it open?", "It is open from 9 am to 5 pm on weekdays.", "9 am", "from 9 am to 5 pm"),
        ("Which months are wet?", "It is wet between May and August in Lenn.", "May", "between May and August"),
        ("When does the season end?", "It lasts from May until October.", "October", "October"),
        ("How many came?", "From 9 to 12 people came.", "9", "9"),
        ("When did he go?", "He went from Oslo to Lenn in May.", "May", "May"),
        ("How much did the costs rise?", "They have risen from 2 to 3.8 million euros.", "3.8 million euros", RISEN),
        ("How much did costs rise?", "Costs rose by a third, from 2 to 3 million.", "a third", "a third"),
        ("By how much has it fallen?", "It fell from $5 to $4 in May.", "$5", "from $5 to $4"),
        ("How much did it cost?", "Its cost rose from $5 to $4 in May.", "$5", "$5"),
    ],
)
def test_a_stretch_of_time_is_shown_whole(question: str, text: str, words: str, shown: str) -> None:
    assert widened(question, pointing(text, words)).text == shown
