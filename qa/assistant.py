"""The one object that knows every stage: a question goes in, a cited answer comes out."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.build import Report, update
from index.documents import is_unchanged
from index.records import Document
from index.store import Index
from qa import (
    about,
    actors,
    antecedent,
    bracketed,
    disputed,
    entity,
    entries,
    find,
    kin,
    listing,
    lists,
    nearby,
    newly,
    overview,
    polar,
    posed,
    reasons,
    several,
    statements,
    tables,
    timeline,
    tolls,
    vital,
    votes,
    when,
)
from qa.answer import Answer, Kind, Quote
from qa.conversation import standalone
from qa.decide import moved
from qa.facts import Facts
from qa.kinds import LEAST, Guess, QuestionKind
from qa.language import Languages
from qa.models import Models
from qa.parts import in_turn, repeats, together
from qa.retrieve import asks, readable
from qa.settings import Settings
from qa.spelling import Read, Spelling
from qa.suggest import suggestions
from qa.tidy import whole

MOST_FOREIGN = 0.4
"""Confidence shown at most where question and documents are in different languages: the models know only one well."""

SURE = 0.9
"""The probability of a kind from which nothing else is tried."""

IN_DOUBT = 0.3
"""The probability from which a second kind of question is tried as well."""

UNLIKELY = 0.05
"""The probability of a list below which the form of a question is an accident: "which issue increases ..."."""


class Assistant:
    """Answers questions from an index. Safe to ask from several threads."""

    def __init__(self, index: Index, models: Models, settings: Settings):
        self.settings = settings
        self.report: Report | None = None
        self.facts = Facts(index, models, settings)
        self._kinds = models.kinds
        self._spelling = Spelling(index)
        self._languages = Languages(index)

    @classmethod
    def open(cls, settings: Settings, progress: Callable[[int, int], None] | None = None) -> "Assistant":
        """Bring the index up to date with the documents, load the models, and be ready.

        Raises QuotewiseError, in words a person can act on, where that cannot be done.
        """
        models = Models.load(settings)
        index, report = update(settings.seeds, settings.index_folder, models.encoder, progress=progress)
        assistant = cls(index, models, settings)
        assistant.report = report
        return assistant

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents it answers from."""
        return self.facts.index.documents

    def is_current(self, document: Document) -> bool:
        """Whether the document's file is still what was indexed."""
        return is_unchanged(self.settings.seeds, document)

    def suggestions(self, n: int) -> list[str]:
        """Up to `n` questions that the documents answer, made from their own sentences."""
        return suggestions(self.facts.index.passages, self.ask, n)

    def ask(self, question: str, chat: Sequence[Answer] = (), strictness: float | None = None) -> Answer:
        """Answer a question, or say that the documents do not.

        `chat` are the answers of the conversation so far, which a follow-up is understood from. `strictness` 0..1
        overrides the setting for this question. Raises ValueError outside that range.
        """
        started = time.perf_counter()
        least = self.facts.decision.asks_for(self.settings.strictness if strictness is None else strictness)
        asked = readable(question)
        alone = standalone(asked, chat, lambda reading: self.facts.answer(reading, least).confidence)
        language = self._languages.foreign(alone)
        spoken = () if alone == asked else _pointed(chat)[-1:]
        answer = self._foreign(alone, language, least) if language else self._in_parts(alone, least, spoken)
        again = answer.abstained or bool(chat and answer.cited and set(answer.cited) <= set(chat[-1].cited))
        if again and alone != asked:  # "what about the floods" need not ask the last question of them
            turned = entity.as_turned_to(asked, least, self.facts)
            answer, alone = (self._settled(turned, least), asked) if turned else (answer, alone)
        read_as = alone if alone != asked else ""
        return replace(answer, question=question, read_as=read_as, seconds=time.perf_counter() - started)

    def _foreign(self, question: str, language: str, least: float) -> Answer:
        """What can be found for a question in a language the documents are not in; never with much confidence."""
        answer = self.facts.answer(question, least)
        confidence = min(answer.confidence, MOST_FOREIGN)
        return replace(answer, note=self._languages.note(language), confidence=confidence, missing=())

    def _in_parts(self, question: str, least: float, spoken: Sequence[Quote]) -> Answer:
        """The answer to a question after the quotes `spoken` of before it, and to each part beside the others."""
        answers = in_turn(question, lambda part: self._settled(self._otherwise(part, least), least))
        near = [self._beside(one, [other for other in answers if other is not one], spoken, least) for one in answers]
        if len(near) == 1:
            return whole(several.pointing_once(near[0]))
        parts = tuple(whole(several.pointing_once(part)) for part in together(near))
        # As sure as of the words that stand for the whole answer.
        first = next((part for part in parts if part.text), parts[0])
        return Answer(question, Kind.PARTS, parts=parts, confidence=first.confidence)

    def _beside(self, part: Answer, others: Sequence[Answer], spoken: Sequence[Quote], least: float) -> Answer:
        """The answer to a part in the light of what answers the others, which seldom answers two of them."""
        if part.kind is Kind.ANSWER and repeats(part, others) and moved(part.confidence, -_REPEATED) < least:
            part = self.facts.refusal(part.question, self.facts.hits(part.question), least)
        return self._nearby(part, (*spoken, *_pointed(others)), least)

    def _nearby(self, refused: Answer, spoken: Sequence[Quote], least: float) -> Answer:
        """What is said beside the quotes `spoken` of, instead of a refusal; yes or no takes more than being near."""
        if not refused.abstained or not spoken or polar.is_asked(refused.question):
            return refused
        found = nearby.answer(refused.question, spoken, least, self.facts)
        settled = self._settled(replace(found, assumed=refused.assumed), least) if found else refused
        return refused if settled.abstained else settled

    def _settled(self, answer: Answer, least: float) -> Answer:
        """The answer with a confidence that holds for its kind; a refusal where that is too low.

        A refusal says how sure the best span would have been, and never more than is asked for.
        """
        if answer.kind is Kind.REPLY:  # says nothing of the documents
            return answer
        confidence = self._believed(answer)
        if answer.kind is Kind.REFUSAL:
            return replace(answer, confidence=min(confidence, least))
        if confidence >= least or answer.kind in _AT_ANY_STRICTNESS:
            return replace(answer, confidence=confidence)
        refusal = self.facts.refusal(answer.question, self.facts.hits(answer.question), confidence)
        return replace(refusal, assumed=answer.assumed)

    def _believed(self, answer: Answer) -> float:
        """How sure to be of an answer, its kind considered; of a refusal, how sure the best span would have been."""
        kind = Kind.ANSWER if answer.abstained else answer.kind
        return self.facts.decision.settled(kind, answer.confidence)

    def _answer(self, question: str, least: float) -> Answer:
        """The answer to one question that stands alone; a wrong guess of its kind ends in a plain one.

        Where another kind is likely too, or a plain answer might do as well, the one that is most likely right.
        """
        guess = self._kinds.guess(question) if self._kinds and asks(question) else None
        if guess is None:
            return self._of_kind(QuestionKind.FACT, question, least)
        certain = next(filter(None, (certainly(question, self.facts) for certainly in _CERTAIN)), None)
        if certain:
            return certain
        told = _told_by_form(question)
        if told:
            return self._of_kind(told, question, least)
        form = _Form.of(question, guess)
        kinds = _likely(question, guess, form)
        listed, plural, reaction = form.listed, form.plural, form.reaction
        answers = [(self._of_kind(kind, question, least), _fits(kind, guess, form.whole)) for kind in kinds]
        unsure = all(self._believed(one) < _SETTLES for one, _ in answers)
        if QuestionKind.LIST not in kinds and guess.kind in _OPEN and unsure and listed >= UNLIKELY:
            beside = self._shown_beside(question, least)
            answers += [(beside, 1.0)] if beside else []
        # Only a question that asks for it by its form gets a "Yes" or "No".
        worded = [pair for pair in answers if pair[0].kind is Kind.POLAR and pair[0].label]
        # A list that was asked for by its form is no worse for being less sure than one thing of it.
        plain = next((pair[0] for kind, pair in zip(kinds, answers, strict=False) if kind is QuestionKind.FACT), None)
        asked = reaction or (plural and guess.kind in _OF_ONE_THING)
        shown = (Kind.LIST, Kind.ANSWER) if reaction else (Kind.LIST,)
        lists_found = [pair for kind, pair in zip(kinds, answers, strict=False) if kind is QuestionKind.LIST]
        worded = worded or [
            pair
            for pair in lists_found
            if pair[0].kind in shown
            and (asked or (form.steps and pair[0].confidence >= lists.STEPS))
            and (listed >= IN_DOUBT or not plain or self._believed(plain) < self._believed(pair[0]) + _MUCH_SURER)
        ]
        more = (_HOLDS_MORE if plural else _HOLDS_MORE / 2) if guess.kind is QuestionKind.LIST else 0.0
        best = max(worded or answers, key=lambda pair: self._worth(pair[0], pair[1], more))[0]
        if plain and self._believed(plain) > self._believed(best):
            best = lists.reconciled(best, plain, self.facts.reader)
        if guess.kind is QuestionKind.REASON:
            return lists.itemised(best, None, self.facts.reader)
        if listed < UNLIKELY:  # "which is the second largest ..." asks for one
            return best
        many = guess.kind is QuestionKind.LIST or listed >= IN_DOUBT
        return lists.itemised(best, 2 if many else 3, self.facts.reader)

    def _otherwise(self, question: str, least: float) -> Answer:
        """The answer to a question that stands alone, or the list that it is a line of.

        Where nothing surer answers, what follows the documents' own question, what somebody says, or what was typed.
        """
        answer = disputed.told(antecedent.named(self._answer(question, least), self.facts), self.facts)
        answer = lists.also_said(lists.of_lines(answer, self.facts), self.facts)
        unsure = self._believed(answer) < statements.CONFIDENCE
        asked = posed.answer(answer.question, self.facts)
        surer = asked and (asked.confidence > self._believed(answer) or bool(asked.label) or answer.kind is Kind.REPLY)
        if asked and (unsure or (surer and not posed.stands_for(asked, answer.cited))):
            return replace(reasons.led_to(asked, self.facts), assumed=answer.assumed)
        counted = tolls.answer(answer.question, self.facts) if answer.abstained or answer.kind is Kind.ANSWER else None
        if counted and (answer.abstained or tolls.holds_more(counted, answer)):
            return replace(counted, assumed=answer.assumed)
        dated = when.answer(answer.question, self.facts) if self._believed(answer) < when.CONFIDENCE else None
        if dated and (answer.abstained or when.says_less(answer, dated, self.facts)):
            return replace(dated, assumed=answer.assumed)
        said = statements.answer(answer.question, self.facts) if unsure else None
        found = said or (self._named(answer.question, least) if answer.abstained else None)
        return replace(found, assumed=answer.assumed) if found else answer

    def _named(self, question: str, least: float) -> Answer | None:
        """What is said of what was only named: "What about the bridge?", or the word alone."""
        return entity.as_turned_to(question, least, self.facts) or find.as_typed(question, self.facts)

    def _worth(self, answer: Answer, fits: float, more: float) -> tuple[bool, float]:
        """What decides between answers of several kinds: not to be a refusal, and to be believed and fitting.

        A list is worth `more` than that.
        """
        return not answer.abstained, self._believed(answer) * fits + (more if answer.kind is Kind.LIST else 0.0)

    def _shown_beside(self, question: str, least: float) -> Answer | None:
        """The list that stands beside what was found, if one does that may be meant."""
        read, assumed = self._spelling.read(question)
        found = lists.shown_beside(read, least, self.facts)
        return replace(found, question=read, assumed=assumed) if found else None

    def _of_kind(self, kind: QuestionKind, question: str, least: float) -> Answer:
        read, assumed = Read(question, ()) if kind in _AS_TYPED else self._spelling.read(question)
        special = _ANSWERERS[kind](read, least, self.facts) if kind in _ANSWERERS else None
        return replace(special or self.facts.answer(read, least), question=read, assumed=assumed)


_CERTAIN = (
    entity.as_defined,
    tables.answer,
    vital.answer,
    newly.answer,
    entries.answer,
    votes.answer,
    reasons.of_beginning,
    actors.answer,
    kin.answer,
    bracketed.answer,
)
"""What is told by where and how it is written, whatever kind of question it is."""
_ANSWERERS: Mapping[QuestionKind, Callable[[str, float, Facts], Answer | None]] = {
    QuestionKind.FACT: several.answer,
    QuestionKind.LIST: lists.answer,
    QuestionKind.REASON: reasons.answer,
    QuestionKind.POLAR: polar.answer,
    QuestionKind.OVERVIEW: overview.answer,
    QuestionKind.ENTITY: entity.answer,
    QuestionKind.TIMELINE: timeline.answer,
    QuestionKind.FIND: find.answer,
    QuestionKind.ABOUT: about.answer,
}


def _pointed(answers: Iterable[Answer]) -> tuple[Quote, ...]:
    """What the answers point at first."""
    return tuple(quote for answer in answers if not answer.abstained for quote in answer.cited[:1])


@dataclass(frozen=True, slots=True)
class _Form:
    """What a question's form says of its kind.

    `listed` is how likely a list is asked for; `plural` whether its form asks for several things, `reaction` for what
    somebody did in return, `steps` for how something is done, and `whole` is the kind of a whole it asks for, if any.
    """

    listed: float
    plural: bool
    reaction: bool
    steps: bool
    whole: QuestionKind | None

    @classmethod
    def of(cls, question: str, guess: Guess) -> "_Form":
        listed = guess.probabilities[QuestionKind.LIST]
        plural = listed >= UNLIKELY and listing.asks_for_several(question)
        whole = QuestionKind.TIMELINE if timeline.is_asked(question) else None
        return cls(listed, plural, listing.asks_for_a_reaction(question), listing.asks_for_steps(question), whole)


def _likely(question: str, guess: Guess, form: _Form) -> list[QuestionKind]:
    """The kinds that a question may be of, the likeliest first."""
    kinds = {guess.kind: None}
    if guess.kind not in _AS_TYPED:
        for kind, share in guess.probabilities.items():
            if share >= (LEAST if kind in _OF_A_WHOLE else IN_DOUBT) and kind not in _AS_TYPED:
                kinds[kind] = None
        if form.plural or form.reaction or form.steps:
            kinds[QuestionKind.LIST] = None
        if form.whole:
            kinds[form.whole] = None
    if reasons.asks_for_beginning(question):  # the first event of several, not all
        kinds.pop(QuestionKind.TIMELINE, None)
        kinds[QuestionKind.FACT] = None
    # How something is done is asked of documents with steps for it, unless it is nearly certain that it is not.
    if form.steps and guess.kind is QuestionKind.ABOUT and guess.probabilities[guess.kind] < SURE:
        kinds[QuestionKind.LIST] = None
    if statements.is_asked(question):  # what somebody says is a part of what the documents say
        kinds = {kind: None for kind in kinds if kind not in _OF_A_WHOLE} | {QuestionKind.FACT: None}
    # What the documents settle is not asked of the assistant, unless that is nearly certain.
    about = guess.kind is QuestionKind.ABOUT and guess.probabilities[guess.kind] < SURE
    if (about or guess.kind not in _AS_TYPED) and polar.is_asked(question):
        kinds[QuestionKind.POLAR] = None
        if not form.plural:
            kinds.pop(QuestionKind.LIST, None)
    if (guess.kind in _OF_A_WHOLE and guess.probabilities[guess.kind] < SURE) or QuestionKind.LIST in kinds:
        kinds[QuestionKind.FACT] = None
    return list(kinds)


def _told_by_form(question: str) -> QuestionKind | None:
    """The kind that a question's form settles, however it was guessed."""
    if reasons.is_why(question):  # what stands in no relation to it is no reason, however sure
        return QuestionKind.REASON
    if overview.is_ordered(question):
        return QuestionKind.OVERVIEW
    return QuestionKind.FIND if find.is_asked(question) else None


def _fits(kind: QuestionKind, guess: Guess, by_form: QuestionKind | None) -> float:
    """How far an answer's confidence holds for a question: where the kind is wrong, so is all of such an answer.

    Of the questions that are guessed to be of such a kind, and are not, a span would have answered most. What is of a
    kind `by_form`, and not likely of it, may be one as well as not.
    """
    share = guess.probabilities[kind]
    if kind in _OF_A_WHOLE:
        return max(share, _BY_FORM) if kind is by_form else share
    return _PLAIN + (1 - _PLAIN) * share if guess.kind in _OF_A_WHOLE else 1.0


_REPEATED = 1.0
"""The log-odds by which a part's answer is less likely where it is another part's, and surer there."""
_PLAIN, _BY_FORM = 0.8, 0.7
_HOLDS_MORE = 0.2
"""By how much less a list that is asked for may be believed than one thing, which it holds too."""
_MUCH_SURER = 0.4
"""By how much one thing may be believed more than a list that hardly anything but a plural asks for."""
_OF_A_WHOLE = (QuestionKind.OVERVIEW, QuestionKind.ENTITY, QuestionKind.TIMELINE, QuestionKind.FIND)
"""Kinds whose answers say much of what was not asked, where it is only a span that was."""
_OF_ONE_THING = (QuestionKind.FACT, QuestionKind.LIST)
"""Kinds of which a list is another form."""
_SETTLES = 0.7
"""The confidence from which no other form of answer is looked for."""
_OPEN = (QuestionKind.FACT, QuestionKind.REASON)
"""Kinds whose questions a list may answer that their form does not ask for."""
_AT_ANY_STRICTNESS = (Kind.FOUND, Kind.TIMELINE)
"""Kinds of answer that show what stands there as it is; how sure to be is no matter of theirs."""
_AS_TYPED = (QuestionKind.FIND, QuestionKind.ABOUT)  # kinds in which no word is taken for another
