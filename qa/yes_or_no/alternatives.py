"""Questions that offer what may be so, "Is the door red or green?": one of these answers, and neither yes nor no.

The reader knows such questions and points at what is so; which of the alternatives its words hold, and whether they
only deny one, is told here by the words themselves. Where they hold none, what is found is shown without a word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.answer import Answer, Kind, Quote
from qa.deciding.decide import moved
from qa.facts import Facts
from qa.plural import several
from qa.words.clause import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, Question, Word, words_of
from qa.words.proposition import key, value
from qa.words.verbs import closed
from qa.words.wording import direct

_LIKELIER = 1.0  # log-odds by which words that hold one alternative are likelier right
_LONGEST = 4  # words of an alternative that are looked at
_DEGREES = closed("more less most least")
_NONE = closed(
    "not so else other others another any anything anyone anybody something somebody some fewer later earlier over "
    "under above below older younger both neither either even"
)
"""What stands behind an "or" that offers nothing: "or not", "or so", "or anything else"."""
_EMPTY = DETERMINERS | PREPOSITIONS | AUXILIARIES | PRONOUNS | {"of", "only", "just", "be", "been", "being", "also"}
_DENIES = re.compile(r"(?:\bnot|n[’']t|\brather than|\binstead of|\bnor|\bneither|\bno|\bnever)\b[^,;:.]*$", re.I)
_PARTED = re.compile(r"[;:]|,?\s{1,9}(?:and|but|while|whereas|rather than|instead of|not)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Held:
    """Words `start:end` of a text that name the alternative `number`, and whether they are denied there."""

    number: int
    start: int
    end: int
    denied: bool


def alternatives(question: str) -> tuple[str, ...]:
    """What each alternative of a question is told by, a stem; none where it offers none.

    >>> alternatives("Is the mill built of local stone or of brick?"), alternatives("Is it free or do we have to pay?")
    (('stone', 'brick'), ('free', 'pay'))
    >>> alternatives("Is it on the north bank or the south bank?"), alternatives("Is the door red, blue or green?")
    (('north', 'south'), ('red', 'blue', 'green'))
    >>> alternatives("Is it open or not?"), alternatives("Are two or more needed?"), alternatives("Who or what is it?")
    ((), (), ())
    """
    if " or " not in question.lower():  # as most do not
        return ()
    asked = Question(direct(question))
    joint = next((i for i, word in enumerate(asked.words) if word.low == "or"), 0)
    if not asked.is_polar or not joint:
        return ()
    after = asked.words[min(joint + 1, asked.end - 1)].low
    if after in _DEGREES and value(asked.words[joint - 1].low) is not None:  # "two or more"
        return ()
    behind = _phrase(asked.words[joint + 1 : asked.end])
    before = _phrase(asked.words[joint - 1 : 0 : -1])
    first = [one for one in before if one not in behind][:1]
    last = [one for one in behind if one not in before][:1]
    if not first or not last or (last[0] in _DEGREES and first[0] not in _DEGREES):
        return ()
    return (*_before_commas(asked.words[:joint]), *first, *last)


def _phrase(words: Sequence[Word]) -> list[str]:
    """The stems of the words that an alternative has, from the joint on."""
    found: list[str] = []
    for i, word in enumerate(words):
        after = words[i + 1].low if i + 1 < len(words) else ""
        degree = word.low in _DEGREES and after not in PREPOSITIONS | {"", "or"}  # "more expensive"
        if word.low in _NONE or (found and (word.low in _EMPTY or not word.is_word)) or len(found) == _LONGEST:
            break
        if word.is_word and word.low not in _EMPTY and not (degree and not found):
            found.append(_stem(word.low))
    return found


def _stem(low: str) -> str:
    return key(low) or low


def _before_commas(words: Sequence[Word]) -> list[str]:
    """The first of three alternatives and more: "red" of "red, blue or green"."""
    at = len(words) - 2
    found: list[str] = []
    while at > 1 and words[at].low == "," and words[at - 1].is_word:
        found.insert(0, _stem(words[at - 1].low))
        at -= 2
    return found


def answer(question: str, facts: Facts) -> Answer | None:
    """What the reader points at where it holds an alternative, or the one beside it; None where there is none."""
    offered = alternatives(question)
    plain = several.answer(question, 0.0, facts) if offered else None
    if plain is None or not plain.text or plain.kind is Kind.DIFFERING:
        return None
    quote = plain.quotes[0]
    held = list(_held(quote, offered))
    said = [one for one in held if not one.denied]
    sure = moved(plain.confidence, _LIKELIER)
    shown = _cut(quote, said, held) if said else _beside(quote, held, offered)
    if shown is None:
        return replace(plain, kind=Kind.POLAR, confidence=sure) if held else None
    quotes, sure = (shown, *plain.quotes[1:]), sure if held else plain.confidence
    return replace(plain, kind=Kind.ANSWER, quotes=quotes, confidence=sure)


def _beside(quote: Quote, held: Sequence[_Held], offered: Sequence[str]) -> Quote | None:
    """The one alternative that the sentence names beside those denied: "They are painkillers and | not antibiotics"."""
    ruled_out = {one.number for one in held}
    others = [one for one in _held(_whole(quote), offered) if not one.denied and one.number not in ruled_out]
    if len({one.number for one in others}) != 1:
        return None
    return replace(quote, answer_start=others[0].start, answer_end=others[0].end)


def without_word(answer: Answer, no: str) -> Answer:
    """The evidence alone: "yes" is no answer to which of two is so, and `no` only where it has neither of them."""
    offered = alternatives(answer.question) if answer.label else ()
    if not offered:
        return answer
    told = answer.label != no or any(_held(_whole(answer.quotes[0]), offered))
    return replace(answer, label="") if told else answer


def _whole(quote: Quote) -> Quote:
    return replace(quote, answer_start=quote.start, answer_end=quote.end)


def _held(quote: Quote, offered: Sequence[str]) -> Iterator[_Held]:
    """The alternatives that the words pointed at name, in order."""
    text, start = quote.document.text, quote.answer_start or 0
    for word in words_of(quote.answer):
        at = start + word.start
        if word.is_word and (stem := _stem(word.low)) in offered:
            denied = bool(_DENIES.search(text, quote.start, at))
            yield _Held(offered.index(stem), at, start + word.end, denied)


def _cut(quote: Quote, said: Sequence[_Held], held: Sequence[_Held]) -> Quote:
    """The words pointed at, as far as they speak of one alternative and not already of another, or deny one."""
    first = said[0]
    text, start, end = quote.document.text, quote.answer_start or 0, quote.answer_end or 0
    other = next((one for one in held if one.number != first.number and one.start > first.start), None)
    cut = _PARTED.search(text, first.end, other.start) if other else None
    return replace(quote, answer_start=start, answer_end=cut.start()) if cut and cut.start() < end else quote
