"""The one object that knows every stage: a question goes in, a cited answer comes out."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from index.build import Report, update
from index.documents import is_unchanged
from index.records import Document
from index.store import Index
from qa import about, choice, nearby, others
from qa.answer import Answer, Kind, Quote
from qa.conversation import standalone
from qa.deciding.decide import moved
from qa.explaining import reasons
from qa.facts import Facts
from qa.gathering import entity, find, overview, timeline
from qa.kinds import QuestionKind
from qa.listing import lists
from qa.parts import in_turn, repeats, together
from qa.patterns import (
    actors,
    antecedent,
    bracketed,
    columns,
    entries,
    headed,
    kin,
    newly,
    offices,
    posed,
    statements,
    succession,
    tables,
    vital,
    votes,
    when,
)
from qa.patterns.ends import narrowed
from qa.plural import several, tolls
from qa.reading.models import Models
from qa.retrieve import asks, readable
from qa.settings import Settings
from qa.spelling import Read, Spelling
from qa.suggest import suggestions
from qa.tidy import whole
from qa.words.language import Languages
from qa.yes_or_no import alternatives, disputed, polar

MOST_FOREIGN = 0.4
"""Confidence shown at most where question and documents are in different languages: the models know only one well."""


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
        answer = others.besides(answer, asked, chat, least, self.facts)
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
            return _shown(near[0])
        parts = tuple(map(_shown, together(near)))
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
        told = choice.told_by_form(question)
        if told:
            answer = self._of_kind(told, question, least)
            return lists.itemised(answer, None, self.facts.reader) if told is QuestionKind.REASON else answer
        form = choice.Form.of(question, guess)
        found = [self._found(kind, question, form, least) for kind in choice.likely(question, form)]
        if choice.may_be_beside(found, form):
            beside = self._shown_beside(question, least)
            found += [choice.Found(None, beside, self._believed(beside), 1.0)] if beside else []
        return choice.best(found, form, self.facts.reader)

    def _found(self, kind: QuestionKind, question: str, form: choice.Form, least: float) -> choice.Found:
        answer = self._of_kind(kind, question, least)
        return choice.Found(kind, answer, self._believed(answer), form.fits(kind))

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
        headed_so = headed.answer(answer.question, least, self.facts) if answer.abstained else None
        if headed_so:
            return replace(headed_so, assumed=answer.assumed)
        asks = answer.question
        said = (statements.answer(asks, self.facts) or offices.answer(asks, self.facts)) if unsure else None
        found = said or (self._named(answer.question, least) if answer.abstained else None)
        return replace(found, assumed=answer.assumed) if found else answer

    def _named(self, question: str, least: float) -> Answer | None:
        """What is said of what was only named: "What about the bridge?", or the word alone."""
        return entity.as_turned_to(question, least, self.facts) or find.as_typed(question, self.facts)

    def _shown_beside(self, question: str, least: float) -> Answer | None:
        """The list that stands beside what was found, if one does that may be meant."""
        read, assumed = self._spelling.read(question)
        found = lists.shown_beside(read, least, self.facts)
        return replace(found, question=read, assumed=assumed) if found else None

    def _of_kind(self, kind: QuestionKind, question: str, least: float) -> Answer:
        read, assumed = Read(question, ()) if kind in choice.AS_TYPED else self._spelling.read(question)
        special = _ANSWERERS[kind](read, least, self.facts) if kind in _ANSWERERS else None
        return replace(special or self.facts.answer(read, least), question=read, assumed=assumed)


def _shown(answer: Answer) -> Answer:
    """The answer with its spans as they are shown."""
    return narrowed(whole(several.pointing_once(answer)))


_CERTAIN = (
    entity.as_defined,
    tables.answer,
    columns.answer,
    vital.answer,
    newly.answer,
    succession.answer,
    entries.answer,
    votes.answer,
    reasons.of_beginning,
    actors.answer,
    kin.answer,
    bracketed.answer,
    alternatives.answer,
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


_REPEATED = 1.0
"""The log-odds by which a part's answer is less likely where it is another part's, and surer there."""
_AT_ANY_STRICTNESS = (Kind.FOUND, Kind.TIMELINE)
"""Kinds of answer that show what stands there as it is; how sure to be is no matter of theirs."""
