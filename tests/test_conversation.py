"""Follow-ups on invented subjects: what is understood from the conversation, and what is left as it is."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import document

from qa.answer import Answer, Kind, Quote
from qa.conversation import TRIES, standalone

FLOOD = (
    "Flooding closed the Marlow Bridge after the River Esk rose by 2 metres. Mayor Carla Ruiz asked the army for help, "
    "and she thanked it later. Soldiers came from Fort Hale in six boats. The firefighters Dan Pell and Joy Adeyemi "
    "were injured when a wall collapsed near Grange School. Only in 2031 will the bridge be as it was."
)
BELL = (
    "The Ostrava Bell was cast in 1712 by Johann Kessel, who died in Brunn. He left two sons. Soldiers hid the bell in "
    "a barn. Marta Dvorak found the bell there in 1951. She sold it to the town, and the Order of the Bell paid her."
)
LEASE = "The rent of $1,250 is due on the first day of each month. The deposit is held by the Rental Board in Hull."
RECIPE = "Bake the cake at 180 degrees for 35 minutes. The icing is made of lemon juice. Rosa Conti wrote the recipe."
SENSORS = "The QX-7 draws 2.5 mA. The QX-9 draws 3.1 mA. Firmware 2.0 came out in May 2021, and 3.0 in July 2023."
MINUTES = "Mr. Okafor presented two options: a new roof at $9,000, or repair at $2,000. The board approved the repair."


def answer(text: str, question: str, said: str = "", read_as: str = "", kind: Kind = Kind.ANSWER) -> Answer:
    """An answer that points at words of a text; without words, a refusal that shows its beginning."""
    if not said:
        return Answer(question, Kind.REFUSAL, (Quote(document(text), 0, 10),), 0.1, read_as=read_as)
    start = text.index(said)
    first = text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0
    last = text.find(".", start + len(said))
    quote = Quote(document(text), first, len(text) if last < 0 else last + 1, start, start + len(said))
    return Answer(question, kind, (quote,), 0.9, read_as=read_as)


def conversation(text: str, turns: Sequence[tuple[str, str]]) -> list[Answer]:
    """The answers to questions, each understood from those before it."""
    chat: list[Answer] = []
    for question, said in turns:
        alone = standalone(question, chat)
        chat.append(answer(text, question, said, alone if alone != question else ""))
    return chat


CLOSED = ("Why was the Marlow Bridge closed?", "Flooding")
HELP = ("Who asked the army for help?", "Mayor Carla Ruiz")
INJURED = ("Who was injured when the wall collapsed?", "Dan Pell and Joy Adeyemi")
CAST = ("When was the Ostrava Bell cast?", "1712")
FOUND = ("Who found the bell?", "Marta Dvorak")
RENT = ("How much is the rent?", "$1,250")
BAKED = ("How long should the cake be baked?", "35 minutes")
DRAWS = ("How much current does the QX-7 draw?", "2.5 mA")
RELEASED = ("When was firmware 2.0 released?", "May 2021")
OPTIONS = ("What options did Mr. Okafor present?", "a new roof at $9,000")

CAFE = (
    "The Corner Café, founded in 1998 by the baker Luis Ortega, has nine stools. Ada Finch worked in the kitchen for "
    "three years and is going to Malta. The cook throws the cracked jars away. Round jars are filled with plum jam. "
    "The kiosk stayed empty because of the smell. The market starts at nine on Saturdays."
)
STOOLS = ("How many stools does the Corner Café have?", "nine")
WORKED = ("How long did Ada Finch work in the kitchen?", "three years")
JAMS = ("What does the cook do when a jar cracks?", "throws the cracked jars away")
CLEANED = ("What is done with round jars?", "filled with plum jam")
STAYED = ("Why did the kiosk stay empty?", "because of the smell")
GOING = ("Where is Ada Finch going?", "Malta")
OWNED = ("Who founded the Corner Café?", "Luis Ortega")
OPENING = ("When does the market start?", "at nine")

SOLD = ("To whom did Marta sell the bell?", "the town")
HOT = ("Is the cake baked at 200 degrees?", "180 degrees")
SWEPT = ("When did the river take the bridge?", "2031")
HIDDEN = ("Where did the soldiers hide the bell?", "in a barn")
OPENED = ("Which shelter opened?", "Grange School")
CASTER = ("By whom?", "Johann Kessel")

FOLLOW_UPS = [
    # a missing clause
    (FLOOD, [CLOSED], "When?", "When was the Marlow Bridge closed?"),
    (FLOOD, [CLOSED], "And in which year?", "In which year was the Marlow Bridge closed?"),
    (LEASE, [RENT], "and last year?", "How much is the rent last year?"),
    (BELL, [SOLD], "at whose cost?", "At whose cost did Marta sell the bell?"),
    (CAFE, [STOOLS], "and lamps?", "How many lamps does the Corner Café have?"),
    (CAFE, [STOOLS], "what about the kiosk?", "How many stools does the kiosk have?"),
    (CAFE, [STOOLS], "and the kiosk, who runs it?", "and the kiosk, who runs it?"),
    (CAFE, [WORKED], "and her sister?", "How long did Ada Finch's sister work in the kitchen?"),
    (CAFE, [JAMS], "why?", "Why does the cook throw the cracked jars away when a jar cracks?"),
    (CAFE, [CLEANED], "and with tall ones?", "What is done with tall jars?"),
    (CAFE, [STAYED], "when was it painted?", "When was the kiosk painted?"),
    (CAFE, [GOING], "when did she arrive?", "When did Ada Finch arrive?"),
    (CAFE, [OWNED, ("when?", "1998")], "is it open on Mondays?", "Is the Corner Café open on Mondays?"),
    (CAFE, [OPENING], "when does it end?", "When does the market end?"),
    (FLOOD, [CLOSED], "what year", "In what year was the Marlow Bridge closed?"),
    (FLOOD, [INJURED], "where?", "Where were Dan Pell and Joy Adeyemi injured when the wall collapsed?"),
    (CAFE, [("Were the stools sold?", "nine stools")], "All of them?", "Were all of the stools sold?"),
    (CAFE, [("Where are your kiosks?", "kitchen")], "Any in Bergen?", "Are there any kiosks in Bergen?"),
    (CAFE, [("Is a lamp included?", "nine stools")], "How much is one?", "How much is a lamp?"),
    (FLOOD, [CLOSED, ("Who is the mayor?", "Carla Ruiz")], "Why?", "Why was the Marlow Bridge closed?"),
    (FLOOD, [("Who is the mayor of Marlow?", "Ruiz")], "Who was it before?", "Who was the mayor of Marlow before?"),
    (FLOOD, [CLOSED], "Why so late?", "Why was the Marlow Bridge closed so late?"),
    (RECIPE, [BAKED], "In a fan oven?", "How long should the cake be baked in the fan oven?"),
    (BELL, [CAST], "By whom?", "By whom was the Ostrava Bell cast?"),
    (BELL, [FOUND], "When was that?", "When was the bell found by Marta Dvorak?"),
    (BELL, [FOUND], "how did that happen?", "How was the bell found by Marta Dvorak?"),
    (BELL, [FOUND], "Why did she do that?", "Why was the bell found by Marta Dvorak?"),
    (
        BELL,
        [SOLD],
        "For how much?",
        "For how much did Marta sell the bell?",
    ),
    (BELL, [("What did the soldiers hide?", "the bell")], "Where?", "Where did the soldiers hide the bell?"),
    (RECIPE, [BAKED], "At what temperature?", "At what temperature should the cake be baked?"),
    (
        RECIPE,
        [HOT],
        "Why not?",
        "Why isn't the cake baked at 200 degrees?",
    ),
    # another thing
    (LEASE, [("When is the rent due?", "the first day")], "And the deposit?", "When is the deposit due?"),
    (SENSORS, [DRAWS], "And the QX-9?", "How much current does the QX-9 draw?"),
    (SENSORS, [DRAWS], "what about the QX-9", "How much current does the QX-9 draw?"),
    (SENSORS, [RELEASED], "and 3.0?", "When was firmware 3.0 released?"),
    (RECIPE, [BAKED], "And the eggs?", "How long should the eggs be baked?"),
    (BELL, [("When was the first bell cast?", "1712")], "And the second?", "When was the second bell cast?"),
    (BELL, [("Who was Kessel's father?", "Johann Kessel")], "And his mother?", "Who was Kessel's mother?"),
    (BELL, [("Who bought the bell in 1951?", "the town")], "And in 1960?", "Who bought the bell in 1960?"),
    # somebody or something, of what happened
    (FLOOD, [("When did the wall collapse?", "2031")], "How many died?", "How many died when the wall collapsed?"),
    (
        FLOOD,
        [SWEPT],
        "Who drowned?",
        "Who drowned when the river took the bridge?",
    ),
    (FLOOD, [("When was the flood in Marlow?", "2031")], "Was anyone hurt?", "Was anyone hurt in the flood in Marlow?"),
    # pronouns
    (FLOOD, [CLOSED], "When was it built?", "When was the Marlow Bridge built?"),
    (FLOOD, [CLOSED], "What's its length?", "What is the Marlow Bridge's length?"),
    (FLOOD, [OPENED], "Where is it?", "Where is the shelter Grange School?"),
    (FLOOD, [HELP], "Where does she live?", "Where does Mayor Carla Ruiz live?"),
    (FLOOD, [INJURED], "Who helped them?", "Who helped Dan Pell and Joy Adeyemi?"),
    (FLOOD, [INJURED], "What is their job?", "What is Dan Pell and Joy Adeyemi's job?"),
    (BELL, [CAST, CASTER], "Where did he die?", "Where did Johann Kessel die?"),
    (BELL, [FOUND], "How much did she sell it for?", "How much did Marta Dvorak sell the bell for?"),
    (
        BELL,
        [HIDDEN],
        "Who found it there?",
        "Who found the bell in a barn?",
    ),
    (BELL, [FOUND, ("When was that?", "1951")], "Who was mayor then?", "Who was mayor in 1951?"),
    # short mentions
    (FLOOD, [INJURED], "How are the firefighters?", "How are the firefighters Dan Pell and Joy Adeyemi?"),
    (BELL, [CAST], "How heavy is that bell?", "How heavy is the Ostrava Bell?"),
    (MINUTES, [OPTIONS], "How much is the second one?", "How much is the second option?"),
    # several turns back
    (
        BELL,
        [CAST, CASTER, ("How heavy is it?", "two")],
        "Did he have sons?",
        "Did Johann Kessel have sons?",
    ),
]


@pytest.mark.parametrize(("text", "turns", "question", "alone"), FOLLOW_UPS, ids=[row[2] for row in FOLLOW_UPS])
def test_a_follow_up_is_understood(text: str, turns: list[tuple[str, str]], question: str, alone: str) -> None:
    understood = standalone(question, conversation(text, turns))
    assert understood == alone
    assert standalone(understood, conversation(text, turns)) == understood


ALONE = [
    "When does the ferry to Ardvik leave?",
    "Who painted the altarpiece in the north chapel?",
    "And when is the renewal form due?",
    "How long does it take to drain the tank?",
    "Is it safe to swim in the lake?",
    "When did the board announce its decision?",
    "What did Ilse write before she died?",
    "Did Garland apologize after he lost the vote?",
    "Which country changed its flag in 1965?",
    "Are there lamps in the cellar?",
    "Where does it say that?",
    "Is that true?",
    "Are you sure about that?",
    "What is this about?",
    "Summarise the minutes",
    "deposit for the flat",
    "thanks",
    "Thanks for that!",
    "hello",
    "ok",
    "really?",
    "so what?",
    "What next?",
    "?",
    "",
    '"when was it"',
    "Where does it say “it was hidden”?",
]


@pytest.mark.parametrize("question", ALONE)
@pytest.mark.parametrize("turns", [[CLOSED, HELP], [INJURED]], ids=["of a bridge", "of people"])
def test_what_stands_alone_is_left_as_it_is(question: str, turns: list[tuple[str, str]]) -> None:
    assert standalone(question, conversation(FLOOD, turns)) == question


@pytest.mark.parametrize("question", [row[2] for row in FOLLOW_UPS])
def test_nothing_is_understood_from_no_conversation(question: str) -> None:
    assert standalone(question, ()) == question
    assert standalone(question, [Answer("hello", Kind.REPLY, label="Hello.")]) == question


@pytest.mark.parametrize("question", ["How many died?", "Why was that?", "When did the river rise?"])
def test_a_refusal_is_not_taken_up_by_what_may_stand_alone(question: str) -> None:
    assert standalone(question, [answer(FLOOD, "Who owns the Marlow Bridge?")]) == question


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("When was it built?", "When was the Marlow Bridge built?"),
        ("And the tower?", "Who owns the tower?"),
        ("Since when?", "Since when is the Marlow Bridge owned?"),
    ],
)
def test_what_cannot_stand_alone_speaks_of_what_was_refused(question: str, alone: str) -> None:
    chat = [answer(FLOOD, "Who owns the Marlow Bridge?")]
    assert standalone(question, chat, lambda reading: float(reading == question)) == alone


def test_what_was_refused_is_taken_up_where_an_answer_bears_it_out() -> None:
    chat = [answer(BELL, "Who found the bell?")]
    sure = {"When was it?": 0.2, "When was the bell?": 0.9, "When was that?": 0.3, "When was the bell found?": 0.2}
    assert standalone("When was it?", chat, lambda question: sure[question]) == "When was the bell?"
    assert standalone("When was that?", chat, lambda question: sure[question]) == "When was that?"


def test_the_topic_goes_on_behind_a_refusal() -> None:
    chat = [*conversation(BELL, [CAST]), answer(BELL, "Who owns the Ostrava Bell?")]
    assert standalone("How heavy is it?", chat) == "How heavy is the Ostrava Bell?"


def test_small_talk_is_no_turn() -> None:
    chat = [*conversation(BELL, [CAST]), Answer("thanks", Kind.REPLY, label="You are welcome.")]
    assert standalone("By whom?", chat) == "By whom was the Ostrava Bell cast?"


def test_the_parts_of_an_answer_are_turns() -> None:
    parts = (answer(BELL, *CAST), answer(BELL, *FOUND))
    chat = [Answer("When was the Ostrava Bell cast and who found the bell?", Kind.PARTS, parts=parts)]
    assert standalone("Where?", chat) == "Where was the bell found by Marta Dvorak?"


def test_an_item_of_a_list_is_named() -> None:
    quotes = answer(MINUTES, *OPTIONS).quotes + answer(MINUTES, OPTIONS[0], "repair at $2,000").quotes
    chat = [Answer(OPTIONS[0], Kind.LIST, quotes, 0.9)]
    assert standalone("Who approved the second one?", chat) == "Who approved repair at $2,000?"


@pytest.mark.parametrize(
    ("asked", "pronoun", "meant"),
    [("he", "he", "Johann Kessel"), ("she", "she", "Marta Dvorak")],
)
def test_the_documents_tell_who_is_he_and_who_is_she(asked: str, pronoun: str, meant: str) -> None:
    text = "Johann Kessel wrote to Marta Dvorak. Kessel was old when he died. Dvorak said that she was ill."
    chat = [answer(text, "When did Johann Kessel write to Marta Dvorak?", "old")]
    assert standalone(f"Where did {asked} live?", chat) == f"Where did {meant} live?"


def test_readings_are_compared_a_few_times_at_most() -> None:
    tried: list[str] = []

    def confidence(question: str) -> float:
        tried.append(question)
        return 0.9 if question == "How many died?" else 0.1

    chat = conversation(BELL, [("When was the bell found?", "1951")])
    assert standalone("How many died?", chat, confidence) == "How many died?"
    assert standalone("How many died?", chat) == "How many died when the bell was found?"
    assert len(tried) <= TRIES


@pytest.mark.parametrize(("narrower", "read"), [(0.75, ""), (0.95, " when the bell was found")], ids=["alike", "surer"])
def test_a_whole_question_is_narrowed_only_where_that_is_surer(narrower: float, read: str) -> None:
    chat = conversation(BELL, [("When was the bell found?", "1951")])

    def confidence(question: str) -> float:
        return narrower if "bell" in question else 0.7

    assert standalone("How many people died?", chat, confidence) == f"How many people died{read}?"


@given(st.text(max_size=80), st.lists(st.tuples(st.text(max_size=60), st.booleans()), max_size=4))
def test_no_text_is_too_odd(question: str, turns: list[tuple[str, bool]]) -> None:
    chat = [answer(BELL, asked, "1951" if found else "") for asked, found in turns]
    assert isinstance(standalone(question, chat), str)
    assert standalone(question, ()) == question


VOCABULARY = "who what which when how many it she their the that was did of in and 's Bell bell found , ? not"
WORDS = st.lists(
    st.sampled_from(VOCABULARY.split()),
    max_size=9,
).map(" ".join)


@given(WORDS, st.lists(WORDS, min_size=1, max_size=3))
def test_no_order_of_words_is_too_odd(question: str, turns: list[str]) -> None:
    understood = standalone(question, [answer(BELL, turn, "Marta Dvorak") for turn in turns])
    assert understood == question or understood[:1] == understood[:1].upper()


def test_which_of_a_kind_that_is_and_what_is_not_in_one() -> None:
    paid = [Answer("Did the insurer pay?", Kind.ANSWER)]
    assert standalone("Which company is that?", paid) == "Which company is the insurer?"
    assert standalone("How long did that take?", paid) == "How long did that take?"
    crates = [Answer("How many crates does each person get?", Kind.ANSWER)]
    assert standalone("And what happens to things that are not in one?", crates).endswith("in the crate?")
    began = [Answer("When does the season begin?", Kind.ANSWER)]
    assert standalone("And when does it end?", began) == "When does the season end?"


@pytest.mark.parametrize(
    ("before", "said", "question", "meant"),
    [
        ("Who moved an amendment?", "Ann Lee", "What was it meant to do?", "What was the amendment meant to do?"),
        (
            "What did they fall out over?",
            "money in 1923",
            "In which year?",
            "In which year did they fall out over money?",
        ),
        ("When did the pump fail?", "9:03", "What had caused that?", "Why did the pump fail?"),
        ("Where is Ann moving?", "Hull", "Because of what?", "Why is Ann moving?"),
        ("Who carved the six owls?", "Ann Lee", "how many are there?", "How many six owls are there?"),
        ("How many sides did they record?", "forty", "How many of those came out?", "How many of the sides came out?"),
        ("Where are bicycles kept?", "a shed", "How many of them fit in?", "How many of the bicycles fit in?"),
        ("Who turned back?", "Arne", "why?", "Why did Arne turn back?"),
        ("Which bean did worst?", "Greek Giant", "why?", "Why did Greek Giant do worst?"),
        ("How many voted for the plan?", "14", "How many against it?", "How many voted against the plan?"),
        ("Who signed the form?", "Ann Lee", "What happened to that person?", "What happened to Ann Lee?"),
        ("Who taught her to draw?", "Ann Lee", "What was her job?", "What was Ann Lee's job?"),
        ("Which of the sisters cooks?", "Ann Lee", "Where did she learn it?", "Where did Ann Lee learn it?"),
        ("Where does the caretaker live?", "Hull", "What rent does he pay?", "What rent does the caretaker pay?"),
        ("Who met the fishermen?", "Ann Lee", "What did they want?", "What did the fishermen want?"),
        ("Who won the battle of Hallen?", "Aurel Kosta", "What was his job?", "What was Aurel Kosta's job?"),
        ("How many patients took part in the study?", "384", "Did it help?", "Did the study help?"),
        ("What did the treaty give Norland?", "a third", "And Sudmark?", "What did the treaty give Sudmark?"),
        ("Whom did Ann Lee meet?", "Mary Orr", "What did she give her?", "What did Ann Lee give Mary Orr?"),
        ("How much was paid?", "50 francs", "By whom?", "By whom was it paid?"),
        ("How many people were stranded?", "6,000", "Who paid?", "Who paid when people were stranded?"),
        ("Which buildings have towers?", "Quay House", "How many burnt?", "How many buildings burnt?"),
        ("How much is the prize worth?", "50 francs", "Who won it in 2003?", "Who won the prize in 2003?"),
        ("What happened to the king?", "abdicated", "When was that?", "When was it that the king abdicated?"),
        ("What did they make at first?", "crates", "And during the war?", "What did they make during the war?"),
        ("Where are the owners going?", "Hull", "By when are they leaving?", "By when are the owners leaving?"),
    ],
)
def test_what_a_follow_up_leaves_out_is_put_in(before: str, said: str, question: str, meant: str) -> None:
    text = f"It was {said}, and that is all."
    assert standalone(question, [answer(text, before, said)]) == meant


def test_nobody_is_made_up_for_a_pronoun_that_was_not_known_before() -> None:
    chat = [answer("She played the concertina.", "What did her mother play?", "the concertina")]
    assert standalone("What was her father's trade?", chat) == "What was her father's trade?"


def test_a_husband_is_he_whoever_else_is_named() -> None:
    text = "Rose left with her husband, a cook called Tom Pike. He hated the cold."
    chat = [answer(text, "With whom did Rose leave?", "her husband")]
    assert standalone("Why did he come back?", chat) == "Why did her husband come back?"


def test_who_is_described_is_still_who_was_asked_for() -> None:
    text = "They sent Ann Lee, the first woman to lead a delegation."
    chat = [answer(text, "Who was Ann Lee?", "the first woman to lead a delegation", kind=Kind.ENTITY)]
    assert standalone("Which country did she represent?", chat) == "Which country did Ann Lee represent?"
