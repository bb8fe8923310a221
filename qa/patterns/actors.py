"""Who they are of whom a sentence says that they are several: "Three towns offered help. Norby sent boats; Lund, ..."

What somebody does in such sentences is told in other words each time, so that a reader who is asked "Which towns
offered help?" sees no answer in them; who does it stands where English puts it, at the beginning of each clause.
"""

import re
from collections.abc import Iterator, Sequence

from index.lexical import terms
from index.records import Passage
from qa.answer import Answer, Kind, Quote
from qa.facts import Facts
from qa.words.clause import AUXILIARIES, PREPOSITIONS, PRONOUNS, Question, is_plural, spelt_out
from qa.words.conjuncts import NUMBERS
from qa.words.verbs import is_past

CONFIDENCE = 0.6

_LOOKED_AT = 5  # hits
_CARRYING = 4  # sentences behind the one that announces them
_SAID = 0.6  # share of the question's information that the announcing sentence has
_LEAD = re.compile(
    rf"(?P<count>several|many|various|a number of|{'|'.join(NUMBERS)}) (?:other )?"
    r"(?P<what>(?:[a-z-]+ ){0,2}?[a-z-]+s|people)\b",
    re.I,
)
_NAME = r"[A-Z][\w’'-]*"
_PARTED = re.compile(r";\s*(?:and\s+|while\s+|but\s+)?|,\s+(?:and|while|whereas)\s+(?=(?:the )?[A-Z])")
_ACTOR = re.compile(
    rf"(?P<who>(?:(?:[Tt]he|[Aa]n?) (?:[a-z-]+ ){{0,3}})?{_NAME}(?: (?:(?:of|for|de|von|van|the|&) )?{_NAME})*)"
    r"(?:, [^,;]{2,80},)?\s+(?:(?:also|then|even|later) )?(?P<does>[a-z]+)"
)


def answer(question: str, facts: Facts) -> Answer | None:
    """The actors that the sentences behind an announcing one begin with; None where none announces them."""
    asked = Question(spelt_out(question))
    if asked.asking not in ("which", "what", "who"):
        return None
    for hit in facts.hits(question)[:_LOOKED_AT]:
        lead = _LEAD.match(hit.passage.text)
        if lead and _announces(question, asked, lead["what"], hit.passage, facts):
            quotes = _named(lead["count"].lower(), facts.paragraphs.rest(hit.passage)[:_CARRYING])
            return Answer(question, Kind.LIST, tuple(quotes), CONFIDENCE) if len(quotes) > 1 else None
    return None


def _announces(question: str, asked: Question, what: str, lead: Passage, facts: Facts) -> bool:
    """Whether a sentence says of several what is asked, and does not name them itself."""
    nouns = set(terms(asked.noun)) if asked.asking != "who" else set()
    of_kind = not nouns or bool(nouns & set(terms(what)))
    return of_kind and ":" not in lead.text and facts.asked(question).coverage(lead.text) >= _SAID


def _named(count: str, following: Sequence[Passage]) -> list[Quote]:
    """The actors of the sentences, as many as are announced; of several those of one sentence that has them."""
    most = NUMBERS.get(count)
    found: list[Quote] = []
    for passage in following:
        actors = list(_actors(passage))
        if len(found) == most or (most is None and (not actors or len(found) > 1)):
            break
        found += [one for one in actors if one.answer not in {other.answer for other in found}]
    return found if most is None or len(found) == most else []


def _actors(passage: Passage) -> Iterator[Quote]:
    """Who a sentence's clauses begin with, where each begins with a name and a verb."""
    at = passage.start
    for start in (0, *(found.end() for found in _PARTED.finditer(passage.text))):
        found = _ACTOR.match(passage.text, start)
        if (
            found
            and not _LEAD.match(passage.text, start)
            and _acts(found["does"])
            and not _is_common(found["who"], passage.document.text)
        ):
            yield Quote(passage.document, at, passage.end, at + found.start("who"), at + found.end("who"))


def _acts(word: str) -> bool:
    return word in AUXILIARIES or is_past(word) or (word.endswith("s") and word not in PREPOSITIONS)


def _is_common(who: str, text: str) -> bool:
    """Whether what begins a sentence with a capital is no name: the text writes it small elsewhere."""
    low = who.lower()
    if low in PRONOUNS or low.endswith("men") or is_plural(low):
        return True
    return " " not in who and bool(re.search(rf"\b{re.escape(low)}\b", text))
