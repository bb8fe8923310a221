"""One end of several times: of "from 9 to 16" when it closes, of "8:00 and 17:20" when the last one leaves."""

import re
from dataclasses import replace

from qa.answer import Answer, Kind, Quote
from qa.words.dates import MONTHS, WEEKDAYS

_ASKED = r"^(?:and |but |so )?(?:when|(?:at |on |by |until |till )?(?:what|which) (?:time|day|date|hour))\b.*\b"
_LAST = re.compile(rf"{_ASKED}(?:close|closes|end|ends|finish|finishes|last|latest|shut|shuts)\b", re.I)
_FIRST = re.compile(rf"{_ASKED}(?:do(?:es)? .*\b(?:open|start|begin)|opens|starts|begins|first|earliest)\b", re.I)
_UNTIL = re.compile(r"^(?:and |but |so )?(?:until|till) (?:when|(?:what|which) (?:time|day|date|hour))\b", re.I)
_RANKED = re.compile(r"\b(?:first|earliest|last|latest)\b", re.I)  # several may each open, but only one is the first
_CLOCK = r"(?<![\d.,:])\d{1,2}(?:[:.]\d{2})?(?!,?\d)(?: ?[ap]\.?m\.?)?|\bnoon\b|\bmidnight\b"
_DATE = rf"\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS})|(?:{MONTHS}) \d{{1,2}}|(?:{WEEKDAYS})"
_JOINED = re.compile(r"(?:\s*(?:,|–|—|-|\band\b|\bto\b|\buntil\b|\btill\b|\bfrom\b|\bbetween\b))*\s*", re.I)


def narrowed(answer: Answer) -> Answer:
    """The answer with the first or the last alone of the times it points at, where the question asks for that one.

    Left as it is where the times are not all written alike: "2 to 5 p.m.", "21 and 22 June".
    """
    last = _LAST.search(answer.question) or _UNTIL.match(answer.question)
    asked = bool(_FIRST.search(answer.question)), bool(last)
    if asked[0] == asked[1] or answer.kind not in (Kind.ANSWER, Kind.SEVERAL):
        return answer
    pointing = [quote for quote in answer.quotes if quote.answer_start is not None]
    if answer.kind is Kind.SEVERAL:
        return _one_of(answer, pointing, last=asked[1]) if _RANKED.search(answer.question) else answer
    spans = _times(pointing[0].answer) if pointing else []
    if len(spans) < 2:
        return answer
    quote, (start, end) = pointing[0], spans[-1 if asked[1] else 0]
    at = quote.answer_start or 0
    narrow = replace(quote, answer_start=at + start, answer_end=at + end)
    return replace(answer, quotes=tuple(narrow if one is quote else one for one in answer.quotes))


def _one_of(answer: Answer, pointing: list[Quote], *, last: bool) -> Answer:
    """The first or the last of several times of one sentence, as they stand there."""
    places = {(quote.document.source, quote.start) for quote in pointing}
    shapes = {_shape(quote.answer) for quote in pointing}
    if len(places) != 1 or len(shapes) != 1 or "" in shapes:
        return answer
    meant = (max if last else min)(pointing, key=lambda quote: quote.answer_start or 0)
    return replace(answer, kind=Kind.ANSWER, quotes=(meant,))


def _times(text: str) -> list[tuple[int, int]]:
    """Where the times stand that a text consists of, all written alike; none where it is anything else."""
    found = [(one.start(), one.end()) for one in re.finditer(rf"{_DATE}|{_CLOCK}", text, re.I)]
    between = [
        text[a:b] for a, b in zip([0, *(end for _, end in found)], [*(s for s, _ in found), len(text)], strict=True)
    ]
    alike = len({_shape(text[start:end]) for start, end in found}) == 1
    return found if alike and all(_JOINED.fullmatch(one) for one in between) else []


def _shape(text: str) -> str:
    """How a time is written: as a date, a clock's time in the one or the other way; empty where it is none."""
    if re.fullmatch(_DATE, text, re.I):
        return "date"
    clock = re.fullmatch(_CLOCK, text, re.I)
    return ("half" if text.rstrip(".").lower().endswith("m") else "clock") if clock else ""
