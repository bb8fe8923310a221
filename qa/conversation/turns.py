"""A conversation so far, as later questions refer to it: each question taken apart, with the words that answered it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from qa.answer import Answer, Kind
from qa.words.clause import PREPOSITIONS, Question, spelt_out, words_of

MOST = 6
"""Turns that are remembered: what was said before them is not referred to without its name."""

_LONGEST = 10  # words of an answer that can stand in a question
_ONE_THING = (Kind.ANSWER, Kind.POLAR, Kind.ENTITY)
_UNQUESTIONED = (Kind.REPLY, Kind.FOUND)

_LEAD = re.compile(
    r"^(?:(?:and|but|so|or|ok|okay|oh|well|then|also|now|right|please|thanks|thank you|great)\b[\s,.!:–-]*)+", re.I
)
ABOUT = re.compile(r"^(?:what|how) about\s+", re.I)


@dataclass(frozen=True)
class Turn:
    """One question and its answer."""

    asked: Question
    answer: Answer

    @cached_property
    def said(self) -> str:
        """The words that answered, where they are few and the only ones; empty otherwise."""
        text = self.answer.text if self.answer.kind in _ONE_THING else ""
        return text if 0 < len(text.split()) <= _LONGEST else ""

    @cached_property
    def named(self) -> str:
        """What was said, without a preposition before it, with its article."""
        words = words_of(self.said)
        while words and (words[0].low in PREPOSITIONS or not words[0].is_word):
            words.pop(0)
        if not words:
            return ""
        article = "the " if words[0].start == 0 and re.search(r"\b[Tt]he\s$", self._before) else ""
        return article + self.said[words[0].start :]

    @cached_property
    def placed(self) -> str:
        """What was said, with the preposition that stands before it in its document, "in" where none does."""
        if not self.said or words_of(self.said)[0].low in PREPOSITIONS:
            return self.said
        before = re.search(r"(\w+)\s+(?:the\s+)?$", self._before)
        return f"{before[1].lower() if before and before[1].lower() in PREPOSITIONS else 'in'} {self.named}"

    @property
    def _before(self) -> str:
        """The characters before what was said, in its sentence."""
        quote = self.answer.quotes[0]
        start = quote.answer_start or 0
        return quote.document.text[max(quote.start, start - 20) : start]

    @property
    def is_answered(self) -> bool:
        """Whether the documents said something."""
        return not self.answer.abstained


def core_of(question: str) -> str:
    """The question without the words that only lead on to it, its short forms spelt out.

    >>> core_of("Ok, and where's the pump?"), core_of("Thanks!")
    ('where is the pump?', '')
    """
    return spelt_out(_LEAD.sub("", question.strip()))


def turns_of(chat: Sequence[Answer]) -> list[Turn]:
    """The last turns, earliest first; the parts of a question are turns of their own, and small talk is none."""
    found: list[Turn] = []
    for answer in chat[-2 * MOST :]:
        if answer.kind in _UNQUESTIONED:
            continue
        for part in answer.parts or (answer,):
            asked = Question(ABOUT.sub("", core_of(part.understood)))
            if asked.end:
                found.append(Turn(asked, part))
    return found[-MOST:]
