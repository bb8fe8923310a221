import pytest
from made import pointing

from qa.fitting.exclusive import is_of_the_other


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("Where was she born?", "Ann (born 1878 in Graz, died 1952 in Lisbon) painted.", "Lisbon"),
        ("Where was she born?", "She is buried in Lisbon.", "Lisbon"),
        ("when does half-term end", "Half-term begins on 1 November.", "1 November"),
        ("What time does the school bus get back?", "The bus departs at 8.20 from the pump.", "8.20"),
        ("what do under-25s pay on thursdays", "Under-25s pay £5 on Wednesdays.", "£5"),
        ("How long did it take on the fastest laptop?", "It took four minutes on our slowest laptop.", "four minutes"),
        ("what does half board cost this year", "Cost last year: half board 52 euros.", "52 euros"),
        ("Depth of the hole", "A hole two hundred metres wide opened under it.", "two hundred metres"),
        ("How deep is the hole?", "It has a width of 200 metres.", "200 metres"),
        ("When was it finished?", "Work started in spring 1868 and it was finished later.", "spring 1868"),
        ("When does it close?", "It opens at nine and closes at five.", "nine"),
        ("Who came first in the county?", "Olu Bassey came second in the county.", "Olu Bassey"),
        ("How long is the third episode?", "The second episode lasts an hour.", "an hour"),
        ("Who is Ann's mother?", "Ann came with her father, Bo Lind.", "Bo Lind"),
        ("How many miles outside?", "We say nine miles outside it; they say two miles inside.", "two miles"),
    ],
)
def test_what_is_said_of_the_other_of_two_answers_nothing(question: str, text: str, words: str) -> None:
    assert is_of_the_other(question, pointing(text, words))


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("When did it begin and end?", "It began in May.", "May"),
        ("Where was she born?", "Ann (born 1878 in Graz, died 1952 in Lisbon) painted.", "Graz"),
        ("When does it end?", "It begins at six and ends at eight.", "eight"),
        ("How close is it to the lake?", "The path starts two miles from it.", "two miles"),
        ("when's the second half due", "Half is payable on the first day and half on 1 August.", "1 August"),
        ("When did the line first open?", "It opened in 1875 as the world's second-oldest.", "1875"),
        ("Did it open on Monday?", "It opened on Tuesday.", "Tuesday"),
        ("When is it open?", "It is shown on Tuesdays.", "on Tuesdays"),
        ("When does the bus leave Port Skell?", "From Port Skell a bus returns at 10:15.", "10:15"),
        ("When did the war start?", "The war, which broke out in 1990, ended in May.", "1990"),
        ("When does half-term end?", "Half-term begins on 1 May and lasts until 9 May.", "9 May"),
        ("How long is the bridge?", "The bridge, 30 metres high, spans 200 metres.", "200 metres"),
        ("How long did she attend it?", "She attended high school for four years.", "four years"),
        ("Who is Ann's husband?", "Bo and his wife, Ann, live there.", "Bo"),
        ("What does the red lamp mean?", "Mr. Black says that it is hot.", "it is hot"),
        ("When does it close?", "It opens at nine and closes at five.", "five"),
        ("When does it close?", "It is open from nine until five.", "five"),
        ("Which day is it closed?", "It opens on Tuesdays and is closed on Mondays.", "Mondays"),
    ],
)
def test_what_excludes_nothing_may_answer(question: str, text: str, words: str) -> None:
    assert not is_of_the_other(question, pointing(text, words))
