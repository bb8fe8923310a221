"""How many voted for or against: of "carried by 24 votes to 15" and "lost by 17 to 22" the side that won has more."""

import re
from collections.abc import Iterator

from index.records import Passage
from qa.answer import Answer, Kind
from qa.compose import marked
from qa.facts import Facts
from qa.words.proposition import value

CONFIDENCE = 0.8

_LOOKED_AT = 8  # hits
_SPEAKS = 0.5  # share of the topic's information that the sentence has, with its paragraph
_ASKED = re.compile(
    r"^(?:and |but |so )?how many (?:\w+ ){0,3}?(?:voted|votes?|were cast|were|was)(?: there| cast| were)* "
    r"(?P<side>for|in favou?r(?: of)?|against|opposed(?: to)?)\b(?P<what>.*?)[ ?.!]*$",
    re.I,
)
_ABSTAINED_ASKED = re.compile(
    r"^(?:and |but |so )?how many (?:\w+ ){0,3}?(?:abstained|abstentions?)\b(?P<what>.*?)[ ?.!]*$", re.I
)
_WON = frozenset(["carried", "passed", "adopted", "approved", "accepted", "agreed", "won"])
_COUNT = r"\d{1,4}|[a-z]+(?:-[a-z]+)?"
_ABSTAINED = re.compile(
    rf"\b(?P<first>{_COUNT})\s+(?:(?:members?|people|votes?)\s+)?(?:abstentions?|abstained|abstaining)\b"
    rf"|\babst(?:entions?|ained|aining)\s*[:,(]?\s*(?P<second>\d{{1,4}})\b",
    re.I,
)
_OUTCOME = re.compile(
    r"\b(?P<what>carried|passed|adopted|approved|accepted|agreed|won|lost|defeated|rejected|fell|failed)\b[^.;\d]{0,25}?"
    rf"\b(?:by\s+)?(?P<first>{_COUNT})(?:\s+votes?)?(?:\s+in\s+favou?r)?,?\s+(?:to|against|and)\s+(?P<second>{_COUNT})\b",
    re.I,
)


def answer(question: str, facts: Facts) -> Answer | None:
    """The votes on the side that is asked of, in the outcome that speaks most of the topic; None where none does.

    >>> _OUTCOME.search("The motion was then carried by 24 votes to 15.").group("first", "second")
    ('24', '15')
    >>> _ASKED.match("How many councillors voted against the plan?").group("side", "what")
    ('against', ' the plan')
    """
    voted = _ASKED.match(question.strip())
    asked = voted or _ABSTAINED_ASKED.match(question.strip())
    found = _spoken_of(asked["what"], _OUTCOME if voted else _ABSTAINED, question, facts) if asked else None
    if found is None:
        return None
    passage, told = found
    side = _side(told, against=voted["side"].lower().startswith(("against", "opposed"))) if voted else told.lastgroup
    return Answer(question, Kind.ANSWER, (marked(passage, told.span(side or 0)),), CONFIDENCE)


def _spoken_of(
    topic: str, outcome: re.Pattern[str], question: str, facts: Facts
) -> tuple[Passage, re.Match[str]] | None:
    """The outcome whose sentence speaks most of the topic, or the only one where the question names no topic."""
    asked = facts.asked(topic)
    near = [hit.passage for hit in facts.hits(question)[:_LOOKED_AT]]
    told = [(passage, found) for passage, found in _outcomes(near, outcome)]
    if not topic.strip():
        return told[0] if len(told) == 1 else None
    spoken = [asked.coverage(_around(passage, facts)) for passage, _ in told]
    return told[spoken.index(max(spoken))] if told and max(spoken) >= _SPEAKS else None


def _side(outcome: re.Match[str], *, against: bool) -> str:
    """Which of the two numbers is for or against it: the greater one is of the side that won.

    >>> text = "It was defeated by 19 votes to 14."
    >>> outcome = _OUTCOME.search(text)
    >>> outcome[_side(outcome, against=True)], outcome[_side(outcome, against=False)]
    ('19', '14')
    """
    first, second = (value(outcome[name]) or 0.0 for name in ("first", "second"))
    won = outcome["what"].lower() in _WON
    greater = "first" if first >= second else "second"
    return greater if won != against else ("second" if greater == "first" else "first")


def _outcomes(passages: list[Passage], outcome: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
    """The sentences that tell an outcome in numbers."""
    for passage in passages:
        found = outcome.search(passage.text)
        if found and any(one and value(one.lower()) is not None for one in found.group("first", "second")):
            yield passage, found


def _around(passage: Passage, facts: Facts) -> str:
    """The sentence with the one before it, which may be what says on what was voted."""
    before = [one.text for one in facts.paragraphs.earlier(passage)[-1:]]
    return " ".join([passage.text, *before])
