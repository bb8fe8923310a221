"""When and where somebody was born or died, as works of reference write it: "Ann Holm (Oslo, 3 May 1908 – Bern, 1991)".

No sentence says so in words, so that a reader of sentences takes one date or place for the other. So it is with how
long something lasted: "the Salt War (1868-1871)".
"""

import re

from index.store import Index
from qa.answer import Answer, Kind
from qa.compose import marked
from qa.facts import Facts
from qa.gathering.naming import mentions
from qa.words.dates import written
from qa.words.subject import subject, tokens

CONFIDENCE = 0.9

_OF_ITS_YEAR = 0.6  # of "the treaty of 1958"
_ENDS = ("last", "begin", "start", "break out", "end", "finish")

_ASKED = re.compile(
    r"^(?:and |but |so )?(?P<how>when|where|(?:in|on) (?:which|what) \w+|what (?:year|date|day)) (?:exactly )?"
    r"(?:was|did|is|were) (?P<who>.+?) (?P<what>born|die|died|pass away)\b[ ?.!]*$",
    re.I,
)
_LASTED = re.compile(
    r"^(?:and |but |so )?(?:when(?: exactly)?|how long|in (?:which|what) years?) (?:was|were|did) "
    r"(?P<who>.+?)(?: (?P<what>last|begin|start|break out|end|finish|take place|happen|fought|signed|concluded|passed"
    r"|held|written|adopted|agreed|made))?[ ?.!]*$",
    re.I,
)
_YEARS = re.compile(r"[^().;:!?]{0,20}\((?P<first>(?:1\d|20)\d\d)\s?[–—-]\s?(?P<last>\d{2}(?:\d\d)?)\)")
_OF_YEAR = re.compile(r" of (?P<year>(?:1\d|20)\d\d)\b")
_PLACES = re.compile(r"where|(?:which|what) (?:town|city|place|country|village|hospital)", re.I)
_BRACKETS = re.compile(r"[^().;:!?]{0,40}\((?P<life>[^()\n]{6,140})\)")
_DASH = re.compile(r"\s+[–—-]\s+|(?<=\d)\s?[–—-]\s?(?=\d|\w)")
_DIES = re.compile(r"\s*[,;]\s*(?=(?:died|d\.|†|deceased))", re.I)
_BORN, _DIED = (re.compile(rf"\s*(?:{words})\s*", re.I) for words in (r"born|b\.|\*", r"died|d\.|†|deceased"))
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
_LEADS = re.compile(r"\s*(?:(?:in|on|at)\s+)?")


def answer(question: str, facts: Facts) -> Answer | None:
    """The date, place or years in the brackets behind a name; None where it is no such question or none are there.

    >>> bool(_ASKED.match("When and where was she born?")), _ASKED.match("In which year did Ann Holm die?")["who"]
    (False, 'Ann Holm')
    """
    asked = _ASKED.match(question.strip())
    if asked is None:
        return _of_years(question, facts)
    if not facts.asked(asked["who"]).names:
        return None
    place = bool(_PLACES.search(asked["how"]))
    return _bracketed(question, asked["who"], asked["what"].lower() == "born", place, facts.index)


def _bracketed(question: str, who: str, born: bool, place: bool, index: Index) -> Answer | None:
    for mention in mentions(index, subject(who)):
        passage = index.passages[mention.number]
        found = _BRACKETS.match(passage.text, mention.end)
        part = _part(passage.text, *found.span("life"), born) if found else None
        span = part and (_place if place else _date)(passage.text, *part)
        if span:
            return Answer(question, Kind.ANSWER, (marked(passage, span),), CONFIDENCE)
    return None


def _of_years(question: str, facts: Facts) -> Answer | None:
    """The years behind the name of what lasted for them, or the one that is asked for."""
    asked = _LASTED.match(question.strip())
    if asked is None:
        return None
    what, who = (asked["what"] or "").lower(), subject(asked["who"])
    for mention in mentions(facts.index, who):
        passage = facts.index.passages[mention.number]
        # What else is said of it is asked when it happened: "the last sultan of the Salt Empire | exiled".
        if not set(who.keys) <= {word.key for word in tokens(passage.text[mention.start : mention.end])}:
            continue
        year = _OF_YEAR.match(passage.text, mention.end)
        if year and what not in _ENDS:
            return Answer(question, Kind.ANSWER, (marked(passage, year.span("year")),), _OF_ITS_YEAR)
        found = _YEARS.match(passage.text, mention.end)
        if found:
            first, last = found.span("first"), found.span("last")
            span = last if what in ("end", "finish") else first if what in ("begin", "start", "break out") else None
            return Answer(question, Kind.ANSWER, (marked(passage, span or (first[0], last[1])),), CONFIDENCE)
    return None


def _part(text: str, start: int, end: int, born: bool) -> tuple[int, int] | None:
    """What the brackets say of the birth, or of the death; None where they say nothing of it.

    >>> text = "Trieste, 14 February 1908 – Geneva, 2 November 1991"
    >>> text[slice(*_part(text, 0, len(text), born=False))], _part("born 1908", 0, 9, born=False)
    ('Geneva, 2 November 1991', None)
    >>> text = "born 4 November 1878 in Graz, died 17 March 1952 in Lisbon"
    >>> text[slice(*_part(text, 0, len(text), born=True))]
    '4 November 1878 in Graz'
    """
    dash = _DIES.search(text, start, end) or _DASH.search(text, start, end)
    parts = [(start, dash.start()), (dash.end(), end)] if dash else [(start, end)]
    for mark, asked in ((_BORN, born), (_DIED, not born)):
        marked = mark.match(text, start, end)
        if marked and not dash:
            return (marked.end(), end) if asked else None
    if len(parts) < 2 or not all(_YEAR.search(text, *part) for part in parts):
        return None
    first, last = parts[0 if born else 1]
    marked = (_BORN if born else _DIED).match(text, first, last)
    return (marked.end() if marked else first, last)


def _date(text: str, start: int, end: int) -> tuple[int, int] | None:
    dates = [one for one in written(text[start:end]) if _YEAR.search(text, start + one.start, start + one.end)]
    if dates:
        return start + dates[-1].start, start + dates[-1].end
    year = _YEAR.search(text, start, end)
    return year.span() if year else None


def _place(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What stands before or behind the date, without the comma between."""
    date = _date(text, start, end)
    if date is None:
        return None
    before, after = text[start : date[0]].strip(" ,"), text[date[1] : end].strip(" ,")
    words = before if re.search(r"[A-Z]", before) else after if re.search(r"[A-Z]", after) else ""
    words = words[_LEADS.match(words).end() :] if words else ""  # type: ignore[union-attr]  # matches nothing as well
    at = text.find(words, start, end)
    return (at, at + len(words)) if words else None
