"""Who or what else: what was said already in the conversation answers no question for others."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answer import Answer, Kind, Quote
from qa.compose import quoted
from qa.facts import Facts

_ELSE = re.compile(r"^(?:and |but )?(?:who|what|where|which|how|whom)\b.*\b(?:else|others?)\b", re.I)


def besides(answer: Answer, asked: str, chat: Sequence[Answer], least: float, facts: Facts) -> Answer:
    """The answer without what the last turn has shown, where `asked`, as it was typed, asks for others.

    Where nothing is left of it, the next that the reader points at, or a refusal.
    """
    if not chat or answer.abstained or not _ELSE.match(asked.strip()):
        return answer
    said = [quote.answer for quote in chat[-1].cited if quote.answer]
    left = tuple(quote for quote in answer.quotes if not _is_said(quote, said))
    if len(left) == len(answer.quotes) or answer.kind not in (Kind.ANSWER, Kind.LIST, Kind.SEVERAL):
        return answer
    if any(quote.answer for quote in left) and answer.kind is not Kind.ANSWER:
        return replace(answer, quotes=left)
    ranked = facts.plain(answer.question, least).ranked
    others = [(one, sure) for one, sure in ranked if sure >= least and not _is_said(quoted(one), said)]
    if not others:
        return facts.refusal(answer.question, facts.hits(answer.question), min(answer.confidence, least))
    best, sure = others[0]
    return replace(answer, kind=Kind.ANSWER, quotes=(quoted(best),), confidence=sure)


def _is_said(quote: Quote, said: Sequence[str]) -> bool:
    return bool(quote.answer) and any(quote.answer in one or one in quote.answer for one in said)
