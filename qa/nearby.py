"""A question that leans on what was just answered -> an answer from the same place, which is likelier there.

Who asks on asks of the same passage more often than not. What is found within a few sentences of the words that
answered before is therefore believed more than it says of itself, by a fixed step of log-odds.
"""

from collections.abc import Sequence

from qa.answer import Answer, Quote
from qa.compose import compose
from qa.deciding.decide import moved
from qa.deciding.features import Candidate
from qa.facts import Facts

_STEP = 0.6
"""The log-odds by which an answer is likelier where its question's neighbour has been answered."""
_REACH = 250  # characters, about two sentences


def answer(question: str, spoken: Sequence[Quote], least: float, facts: Facts) -> Answer | None:
    """The answer near what was spoken of, with how sure that makes it; None where none is sure enough.

    The words that have answered already are no answer to what is asked beside them.
    """
    plain = facts.plain(question, 0.0)
    near = [(found, moved(sure, _STEP)) for found, sure in plain.ranked if _is_near(found, spoken)]
    near.sort(key=lambda pair: -pair[1])
    found = compose(question, near, plain.hits, least, facts.settings.quotes)
    return None if found.abstained else found


def _is_near(found: Candidate, spoken: Sequence[Quote]) -> bool:
    at_hand = [quote for quote in spoken if quote.document.source == found.window.document.source]
    said = any((quote.answer_start or 0) < found.end and found.start < (quote.answer_end or 0) for quote in at_hand)
    return not said and any(quote.start - _REACH <= found.start < quote.end + _REACH for quote in at_hand)
