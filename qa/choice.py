"""Which kinds of answer a question may want, and which of the answers that were found for them is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer import Answer, Kind
from qa.explaining import reasons
from qa.gathering import find, overview, timeline
from qa.kinds import LEAST, Guess, QuestionKind
from qa.listing import asked, lists
from qa.patterns import statements
from qa.reading.marks import is_whole
from qa.reading.reader import Reader
from qa.yes_or_no import polar

SURE = 0.9
"""The probability of a kind from which nothing else is tried."""
IN_DOUBT = 0.3
"""The probability from which a second kind of question is tried as well."""
UNLIKELY = 0.05
"""The probability of a list below which the form of a question is an accident: "which issue increases ..."."""
AS_TYPED = (QuestionKind.FIND, QuestionKind.ABOUT)
"""Kinds in which no word is taken for another."""

_OF_A_WHOLE = (QuestionKind.OVERVIEW, QuestionKind.ENTITY, QuestionKind.TIMELINE, QuestionKind.FIND)
"""Kinds whose answers say much of what was not asked, where it is only a span that was."""
_OF_ONE_THING = (QuestionKind.FACT, QuestionKind.LIST)
"""Kinds of which a list is another form."""
_OPEN = (QuestionKind.FACT, QuestionKind.REASON)
"""Kinds whose questions a list may answer that their form does not ask for."""
_SETTLES = 0.7
"""The confidence from which no other form of answer is looked for."""
_HOLDS_MORE = 0.2
"""By how much less a list that is asked for may be believed than one thing, which it holds too."""
_MUCH_SURER = 0.4
"""By how much one thing may be believed more than a list that hardly anything but a plural asks for."""
_PLAIN, _BY_FORM = 0.8, 0.7


@dataclass(frozen=True, slots=True)
class Form:
    """What a question's form says of its kind, and what was guessed of that.

    `listed` is how likely a list is asked for; `plural` whether its form asks for several things, `reaction` for what
    somebody did in return, `steps` for how something is done, and `whole` is the kind of a whole it asks for, if any.
    """

    guess: Guess
    listed: float
    plural: bool
    reaction: bool
    steps: bool
    whole: QuestionKind | None

    @classmethod
    def of(cls, question: str, guess: Guess) -> "Form":
        """The form of a question whose kind was guessed."""
        listed = guess.probabilities[QuestionKind.LIST]
        plural = listed >= UNLIKELY and asked.asks_for_several(question)
        reaction, steps = asked.asks_for_a_reaction(question), asked.asks_for_steps(question)
        return cls(
            guess, listed, plural, reaction, steps, QuestionKind.TIMELINE if timeline.is_asked(question) else None
        )

    def fits(self, kind: QuestionKind) -> float:
        """How far an answer's confidence holds for the question: where the kind is wrong, so is all of such an answer.

        Of the questions that are guessed to be of such a kind, and are not, a span would have answered most. What is of
        a kind by its form, and not likely of it, may be one as well as not.
        """
        share = self.guess.probabilities[kind]
        if kind in _OF_A_WHOLE:
            return max(share, _BY_FORM) if kind is self.whole else share
        return _PLAIN + (1 - _PLAIN) * share if self.guess.kind in _OF_A_WHOLE else 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """An answer to the question as one of a kind (None: beside what was asked for), how far it is believed and fits."""

    kind: QuestionKind | None
    answer: Answer
    believed: float
    fits: float


def told_by_form(question: str) -> QuestionKind | None:
    """The kind that a question's form settles, however it was guessed."""
    if reasons.is_why(question):  # what stands in no relation to it is no reason, however sure
        return QuestionKind.REASON
    if overview.is_ordered(question):
        return QuestionKind.OVERVIEW
    return QuestionKind.FIND if find.is_asked(question) else None


def likely(question: str, form: Form) -> list[QuestionKind]:
    """The kinds that a question may be of, the likeliest first."""
    guess = form.guess
    kinds = {guess.kind: None}
    if guess.kind not in AS_TYPED:
        for kind, share in guess.probabilities.items():
            if share >= (LEAST if kind in _OF_A_WHOLE else IN_DOUBT) and kind not in AS_TYPED:
                kinds[kind] = None
        if form.plural or form.reaction or form.steps:
            kinds[QuestionKind.LIST] = None
        if form.whole:
            kinds[form.whole] = None
    if reasons.asks_for_beginning(question):  # the first event of several, not all
        kinds.pop(QuestionKind.TIMELINE, None)
        kinds[QuestionKind.FACT] = None
    # How something is done is asked of documents with steps for it, unless it is nearly certain that it is not.
    about = guess.kind is QuestionKind.ABOUT and guess.probabilities[guess.kind] < SURE
    if form.steps and about:
        kinds[QuestionKind.LIST] = None
    if statements.is_asked(question):  # what somebody says is a part of what the documents say
        kinds = {kind: None for kind in kinds if kind not in _OF_A_WHOLE} | {QuestionKind.FACT: None}
    # What the documents settle is not asked of the assistant, unless that is nearly certain.
    if (about or guess.kind not in AS_TYPED) and polar.is_asked(question):
        kinds[QuestionKind.POLAR] = None
        if not form.plural:
            kinds.pop(QuestionKind.LIST, None)
    if (guess.kind in _OF_A_WHOLE and guess.probabilities[guess.kind] < SURE) or QuestionKind.LIST in kinds:
        kinds[QuestionKind.FACT] = None
    return list(kinds)


def may_be_beside(found: Sequence[Found], form: Form) -> bool:
    """Whether a list that stands beside what was found may be meant, though the question's form asks for none."""
    tried = any(one.kind is QuestionKind.LIST for one in found)
    unsure = all(one.believed < _SETTLES for one in found)
    return not tried and form.guess.kind in _OPEN and unsure and form.listed >= UNLIKELY


def best(found: Sequence[Found], form: Form, reader: Reader) -> Answer:
    """The answer that is most likely right, as a list where it is one."""
    guess, listed = form.guess, form.listed
    more = (_HOLDS_MORE if form.plural else _HOLDS_MORE / 2) if guess.kind is QuestionKind.LIST else 0.0
    worded = [
        one for one in found if one.answer.kind is Kind.POLAR and one.answer.label
    ]  # only a question for yes or no
    worded = worded or [one for one in found if _is_asked_for(one, found, form)]
    chosen = max(worded or found, key=lambda one: _worth(one, more))
    answer, plain = chosen.answer, _plain(found)
    if plain and plain.believed > chosen.believed:
        answer = lists.reconciled(answer, plain.answer, reader)
    if guess.kind is QuestionKind.REASON:
        return lists.itemised(answer, None, reader)
    if listed < UNLIKELY:  # "which is the second largest ..." asks for one, and "Ostby, Norland" is a place
        return lists.itemised(answer, None, reader) if is_whole(answer.text) else answer
    return lists.itemised(answer, 2 if guess.kind is QuestionKind.LIST or listed >= IN_DOUBT else 3, reader)


def _is_asked_for(one: Found, found: Sequence[Found], form: Form) -> bool:
    """Whether an answer is a list that the question's form asks for: it is no worse for being less sure than one thing.

    Where hardly anything but a plural asks for it, one thing may be too much surer.
    """
    shown = (Kind.LIST, Kind.ANSWER) if form.reaction else (Kind.LIST,)
    if one.kind is not QuestionKind.LIST or one.answer.kind not in shown:
        return False
    plain = _plain(found)
    if form.listed < IN_DOUBT and plain and plain.believed >= one.believed + _MUCH_SURER:
        return False
    meant = form.reaction or (form.plural and form.guess.kind in _OF_ONE_THING)
    return meant or (form.steps and one.answer.confidence >= lists.STEPS)


def _plain(found: Sequence[Found]) -> Found | None:
    return next((one for one in found if one.kind is QuestionKind.FACT), None)


def _worth(one: Found, more: float) -> tuple[bool, float]:
    """What decides between answers of several kinds: not to be a refusal, and to be believed and fitting.

    A list is worth `more` than that.
    """
    return not one.answer.abstained, one.believed * one.fits + (more if one.answer.kind is Kind.LIST else 0.0)
