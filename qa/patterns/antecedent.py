"""Who "he" is: an answer that is a mere pronoun says nothing; the name before it, in its paragraph, does."""

import re
from dataclasses import replace

from qa.answer import Answer, Kind, Quote
from qa.facts import Facts
from qa.words.clause import PREPOSITIONS, words_of
from qa.words.dates import MONTHS, WEEKDAYS

_PRONOUN = re.compile(r"(?:he|she|him|her)$", re.I)
_NAME = re.compile(r"[A-Z][\w’'-]*(?:\.? (?:(?:de|von|van|of|the|al|bin) )?[A-Z][\w’'-]*)*")
_NO_NAMES = re.compile(rf"(?:The|A|An|In|On|At|He|She|It|They|His|Her|{MONTHS}|{WEEKDAYS})$")
_BACK = 2  # sentences before the pronoun's in which the name is looked for


def named(answer: Answer, facts: Facts) -> Answer:
    """The answer, with the name before it in the place of a pronoun, and the pronoun's sentence behind."""
    quote = answer.quotes[0] if answer.kind is Kind.ANSWER and _PRONOUN.match(answer.text) else None
    passage = facts.passage_at(answer.question, quote) if quote else None
    if quote is None or passage is None:
        return answer
    before = facts.paragraphs.earlier(passage)[-_BACK:]
    for one in reversed(before):
        names = [name for name in _NAME.finditer(one.text) if _is_actor(one.text, name)]
        found = next((name for name in names if " " in name[0]), names[0] if names else None)
        if found:
            span = (one.start + found.start(), one.start + found.end())
            said = replace(quote, answer_start=None, answer_end=None)
            return replace(answer, quotes=(Quote(one.document, one.start, one.end, *span), said, *answer.quotes[1:]))
    return answer


def _is_actor(text: str, name: re.Match[str]) -> bool:
    """Whether a name may be that of who acts: of two words at least, and in no place."""
    before = [word.low for word in words_of(text[: name.start()])][-2:]
    placed = any(word in PREPOSITIONS - {"by"} for word in before)
    return not _NO_NAMES.match(name[0]) and (" " in name[0] or not before) and not placed
