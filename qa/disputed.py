"""What one side says and another denies settles nothing: "Norland says that it sank. Sudmark denies this" is open."""

import re
from dataclasses import replace

from index.records import Passage
from qa.answer import Answer, Kind, Quote
from qa.facts import Facts
from qa.windows import Paragraphs

NOTE = "This is what one side says; another denies it."

_LATER = 2  # sentences behind a claim, in its paragraph, that may deny it
_CLAIMS = re.compile(
    r"\b(?:says?|said|told|claim(?:s|ed)|alleg(?:es?|ed)|insist(?:s|ed)|maintain(?:s|ed)|argu(?:es?|ed)|assert(?:s|ed)"
    r"|accus(?:es?|ed)|according to)\b",
    re.I,
)
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
    return bool(
        _CLAIMS.search(question) or re.search(r"\b(?:say|claim|allege|accuse|deny|reject|dispute)\b", question, re.I)
    )


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


def told(answer: Answer, facts: Facts) -> Answer:
    """A short answer that is what one side says, with the sentence in which another denies it, and said so."""
    quote = answer.quotes[0] if answer.kind is Kind.ANSWER and answer.text else None
    if quote is None or asks_who_says(answer.question):
        return answer
    shown = (hit.passage for hit in facts.hits(answer.question) if hit.passage.document == quote.document)
    claim = next((one for one in shown if one.start <= (quote.answer_start or 0) < one.end), None)
    against = denial(claim, facts.paragraphs) if claim else None
    if claim is None or against is None:
        return answer
    denying = [] if against is claim else [Quote(against.document, against.start, against.end)]
    rest = [one for one in answer.quotes[1:] if one not in denying]
    return replace(answer, quotes=(quote, *denying, *rest), note=answer.note or NOTE)
