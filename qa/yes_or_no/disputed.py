"""What one side says and another denies settles nothing: "Norland says that it sank. Sudmark denies this" is open."""

import re
from dataclasses import replace

from index.records import Passage
from qa.answer import Answer, Kind, Quote
from qa.facts import Facts
from qa.reading.windows import Paragraphs

NOTE = "This is what one side says; another denies it."

_LATER = 2  # sentences behind a claim, in its paragraph, that may deny it
_CLAIMS = re.compile(
    r"\b(?:says?|said|told|claim(?:s|ed)|alleg(?:es?|ed)|insist(?:s|ed)|maintain(?:s|ed)|argu(?:es?|ed)|assert(?:s|ed)"
    r"|accus(?:es?|ed)|according to)\b",
    re.I,
)
_TO_CLAIM = re.compile(r"\b(?:say|claim|allege|accuse|deny|reject|dispute)\b", re.I)
_DENIES = (
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es?|ed)|contest(?:s|ed)?|contradict(?:s|ed)?|refut(?:es?|ed)"
    r"|dismiss(?:es|ed)?)\b"
)
_DENIED = re.compile(
    rf"{_DENIES} (?:this|that|it|having|doing|both|all|any|(?:the|these|those|such) (?:\w+ )?(?:claims?|allegations?"
    r"|accusations?|charges?|accounts?|versions?|assertions?|reports?))\b(?! (?:the|a|an|any) )",
    re.I,
)
_WITHIN = re.compile(rf",\s+(?:which|a claim|a charge|an? \w+ that|something)\b.{{0,60}}{_DENIES}", re.I)


def asks_who_says(question: str) -> bool:
    """Whether a question is itself about what somebody claims or denies."""
    return bool(_CLAIMS.search(question) or _TO_CLAIM.search(question))


def denial(claim: Passage, paragraphs: Paragraphs) -> Passage | None:
    """The sentence that denies what somebody says in another one, which may be the same; None where none does.

    >>> bool(_DENIED.search("Sudmark denies both claims.")), bool(_DENIED.search("He denied that he had it."))
    (True, True)
    >>> bool(_WITHIN.search("Norland said that it had no licence, which Sudmark denies."))
    True
    """
    if not _CLAIMS.search(claim.text):
        return None
    if _WITHIN.search(claim.text):
        return claim
    return next((one for one in paragraphs.rest(claim)[:_LATER] if _DENIED.search(one.text)), None)


def against(quote: Quote, question: str, facts: Facts) -> Quote | None:
    """The sentence that denies what a quote has somebody say, without a span; the quote where it does so itself.

    None where none does, and for a question that is about what is claimed.
    """
    if asks_who_says(question):
        return None
    claim = facts.passage_at(question, quote)
    denying = denial(claim, facts.paragraphs) if claim else None
    if denying is None:
        return None
    return quote if denying is claim else Quote(denying.document, denying.start, denying.end)


def told(answer: Answer, facts: Facts) -> Answer:
    """A short answer that is what one side says, with the sentence in which another denies it, and said so."""
    quote = answer.quotes[0] if answer.kind is Kind.ANSWER and answer.text else None
    denying = against(quote, answer.question, facts) if quote else None
    if quote is None or denying is None:
        return answer
    quotes = dict.fromkeys((quote, denying, *answer.quotes[1:]))
    return replace(answer, quotes=tuple(quotes), note=answer.note or NOTE)
