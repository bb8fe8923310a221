"""Another account of a number that was just given: "The company puts the figure at 31."

Such a sentence repeats nothing of what is counted, so that nobody who reads it alone sees an answer in it.
"""

import re
from dataclasses import replace

from index.records import Passage
from qa.deciding.features import Candidate
from qa.reading.windows import Paragraphs
from qa.words.forms import Form, value_of

_LATER = 3  # sentences behind the answer's, in its paragraph, that may give another account
_FORMS = (Form.NUMBER, Form.MONEY)
_NOUN = r"(?:the|a|its|their|that|this|his|her) (?:[\w-]+ )?(?:numbers?|figures?|total|toll|count|sum|amount|estimate)"
_ABOUT = r"(?:(?:about|around|only|just|at least|at most|more than|fewer than|less than|nearly|roughly|closer to) )*"
_NUMBER = rf"{_ABOUT}(?P<number>[$€£]?\d(?:[\d.,]*\d)?(?: (?:thousand|million|billion))?|[a-z]+(?:-[a-z]+)?)\b"
_MEASURED = re.compile(
    r"\s*(?:%|per ?cent\b|(?:years?|months?|weeks?|days?|hours?|minutes?|k?m|miles?|(?:kilo)?metres?|k?g|degrees?)\b)"
)
_GIVEN = re.compile(
    rf"\b(?:puts?|gave|gives?|set|sets|estimates?|estimated|reported|reports|claims?|claimed|says|said)\b[^.;:]{{0,40}}?"
    rf"\b{_NOUN} (?:at|as|of|is|was|to be|stands at|stood at) {_NUMBER}",
    re.I,
)


def gives_another_number(sentence: str) -> bool:
    """Whether a sentence gives a number of what was counted before it, which it does not name.

    >>> gives_another_number("The union puts the number at 19."), gives_another_number("The union has 19 members.")
    (True, False)
    """
    return bool(_GIVEN.search(sentence))


def another(first: Candidate, paragraphs: Paragraphs) -> Candidate | None:
    """What a later sentence of the paragraph puts the number at that `first` gives otherwise; None where none does.

    >>> _GIVEN.search("The state company, Kovelec, puts the number at 31.")["number"]
    '31'
    """
    text = first.window.document.text
    value = value_of(text, first.start, first.end)
    if value.form not in _FORMS or _MEASURED.match(text, first.end) or _MEASURED.search(text[first.start : first.end]):
        return None
    for passage in paragraphs.rest(first.sentence)[:_LATER]:
        found = _GIVEN.search(passage.text)
        made = _made(first, passage, found) if found else None
        if made and value.differs(value_of(text, made.start, made.end)):
            return made
    return None


def _made(first: Candidate, passage: Passage, found: re.Match[str]) -> Candidate | None:
    start, end = (passage.start + at for at in found.span("number"))
    form = value_of(passage.document.text, start, end).form
    return replace(first, start=start, end=end, sentence=passage) if form in _FORMS else None
