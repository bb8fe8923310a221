"""What a pronoun of a follow-up can stand for: the things that a turn of the conversation names, the topic first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.records import Document
from qa.answer import Kind
from qa.conversation.ellipsis import definite, is_time
from qa.conversation.turns import Turn
from qa.words.clause import BE, PLACE_NOUNS, POSSESSIVES, Phrase, Question, head_of, is_plural, words_of
from qa.words.verbs import closed

_MALE = closed("father son brother uncle husband grandfather grandson nephew man boy king prince mr sir lord")
_FEMALE = closed(
    "mother daughter sister aunt wife grandmother granddaughter niece woman girl queen princess widow mrs ms miss "
    "dame lady"
)
_ROLES = closed(
    "person president minister director chair chairman chairwoman treasurer secretary captain engineer author "
    "painter doctor judge student teacher founder inventor mayor governor coach surgeon pilot nurse officer "
    "inspector landlord tenant owner editor member child successor predecessor designer architect composer artist "
    "scientist professor writer leader winner commander patient employee manager dr prof capt sen gen rev"
)
_MEN = re.compile(r"(?<!speci)(?<!regi)(?<!o)men$")
_VERBAL = BE | closed("be been being have do worth due able part place")  # no things, though they stand where one would
_PERSONS = re.compile(r"(?:ist|man|woman|eer)$")
_WITHIN = ("in", "at", "near")
_NEARBY = 240  # characters after a name in which a pronoun is likely to be its own
_MENTIONS = 20  # of a name that are looked at
_LOOKED_AT = 100_000  # characters of a document around the quote that are looked at
_HE_OR_SHE = re.compile(r"\b(?:he|him|his|she|her|hers)\b", re.I)
_CERTAIN = 100.0  # above what any count of pronouns comes to
_FEW, _SHORT = 3, 8  # persons, and words for each, that are named together
_WHO = ("who", "whom", "whose")
_SEVERAL = ("they", "them", "their")
_MALES, _FEMALES = frozenset(("he", "him", "his")), frozenset(("she", "her", "hers"))


@dataclass(frozen=True, slots=True)
class Referent:
    """Something that was named.

    `person` and `place` are None where its form does not tell; `at` is it with its preposition; `is_topic` is whether
    the rest of its phrase tells of it.
    """

    text: str
    person: bool | None = None
    place: bool | None = None
    at: str = ""
    is_topic: bool = False

    @property
    def plural(self) -> bool:
        """Whether it is several."""
        return is_plural(self.text) or bool(_MEN.search(head_of(self.text)))

    @property
    def is_name(self) -> bool:
        """Whether it is written as a name is."""
        return head_of(self.text)[:1].isupper()


def referents(turn: Turn) -> Iterator[Referent]:
    """Everything a turn names: the question's subject, its other phrases, and then what was asked for and answered."""
    asked = turn.asked
    subject = asked.subject[0]
    for phrase in sorted(asked.phrases, key=lambda phrase: phrase.start != subject):
        if any(word.low in POSSESSIVES for word in words_of(phrase.text)[1:]) or is_time(phrase.text):
            continue
        if asked.words[phrase.start].low in _VERBAL:
            continue
        inside = phrase.preposition.lower() in ("in", "at", "near", "to", "from")
        text = definite(_acting_now(asked, phrase))
        person = is_person(text)
        if (
            person is None
            and not head_of(text)[:1].isupper()
            and (asked.text[1:] != asked.text[1:].lower() or phrase.start != subject)
        ):
            person = False  # only who writes no capitals writes a name without one
        at = f"{phrase.preposition.lower()} {text}" if inside else ""
        whole = Referent(text, person, _is_place(text, inside and phrase.preposition.lower() in _WITHIN), at)
        told = person is False and _is_told_of(asked, phrase)
        parts = [replace(part, is_topic=told) for part in _within(asked, phrase, text)]
        yield from (*parts, whole) if told else (whole, *parts)
    yield from _answered(turn)


def _acting_now(asked: Question, phrase: Phrase) -> str:
    """A phrase without what those it names are doing: "where are the owners going"."""
    last = asked.words[phrase.end - 1]
    doing = last.low.endswith("ing") and asked.auxiliary is not None and asked.words[asked.auxiliary].low in BE
    before = asked.slice(phrase.start, phrase.end - 1)
    return before if doing and phrase.end == asked.end and before and is_plural(before) else phrase.text


def _within(asked: Question, phrase: Phrase, text: str) -> Iterator[Referent]:
    """What a phrase names besides itself: "the pump" in "the pump's weight" and in "the weight of the pump"."""
    owner = re.match(r"(.+?)['’]s?\s", text)
    if owner:
        yield Referent(owner[1], is_person(owner[1]))
    if phrase.inner < phrase.end:
        inner = definite(asked.slice(phrase.inner + 1, phrase.end))
        before = asked.words[phrase.inner].low
        if not is_time(inner):
            person = bool(is_person(inner)) if inner.islower() else is_person(inner)
            yield Referent(inner, person, _is_place(inner, before in _WITHIN), f"{before} {inner}")


def _is_told_of(asked: Question, phrase: Phrase) -> bool:
    """Whether a phrase tells of a thing inside it, which stays what is spoken of: its weight, the end of it."""
    of = (
        phrase.inner < phrase.end
        and asked.words[phrase.inner].low == "of"
        and not asked.words[phrase.inner - 1].is_name
    )
    return of or bool(re.search(r"['’]s?\s", phrase.text))


def _answered(turn: Turn) -> Iterator[Referent]:
    asked, said = turn.asked, definite(turn.named)
    if asked.asking in _WHO:
        together = _together(turn)
        if together:
            yield Referent(together, person=True)
        if said and said[:1].isalpha() and not _only_describes(turn):
            yield Referent(said, person=is_person(said) is not False)
        return
    if asked.asking == "where" or head_of(asked.noun).lower() in PLACE_NOUNS:
        if said:
            yield Referent(said, person=False, place=True, at=turn.placed)
        return
    if asked.asking in ("when", "how", "why") or is_time(said) or is_time(asked.noun):
        if asked.asking == "how" and is_plural(asked.noun) and asked.noun.lower() != "times":
            yield Referent(f"the {asked.noun}", is_person(asked.noun))
        return
    noun = "" if asked.noun.startswith("of ") else asked.noun  # "which of the sisters"
    if asked.is_adverbial or (not asked.noun and asked.verb is None):
        return  # "what is X": X itself is spoken of
    if said and said[:1].isalpha() and (noun or len(said.split()) <= 5) and asked.asking:
        yield Referent(_introduced(noun, said), is_person(noun or said))
    elif noun:
        yield Referent(f"the {noun}", bool(is_person(noun)))


def _together(turn: Turn) -> str:
    """Two or three whom an answer names, as one phrase: "Ann Holm and Bo Orr"; empty where it names others."""
    named = [re.sub(r"^(?:by|from|with) ", "", quote.answer) for quote in turn.answer.cited if quote.answer]
    several = turn.answer.kind in (Kind.LIST, Kind.SEVERAL) and 1 < len(named) <= _FEW
    if not several or any(len(one.split()) > _SHORT or not head_of(one)[:1].isupper() for one in named):
        return ""
    return f"{', '.join(named[:-1])} and {named[-1]}"


def _only_describes(turn: Turn) -> bool:
    """Whether an answer says what somebody is who was asked after by name, and names nobody else."""
    asked = turn.asked.slice(*turn.asked.subject)
    return turn.answer.kind is Kind.ENTITY and head_of(asked)[:1].isupper() and not head_of(turn.named)[:1].isupper()


def _introduced(noun: str, said: str) -> str:
    """An answer with what it was asked for: "the news agency Sputnik", "the red key" where "which key" was asked."""
    if not noun or said.startswith("the "):
        return said
    return f"the {said}" if head_of(noun).lower() in said.lower().split() else f"the {noun} {said}"


def is_person(phrase: str) -> bool | None:
    """Whether a phrase names one person or more, as far as its words tell.

    >>> is_person("Lindqvist's father"), is_person("Mr. Askew"), is_person("the pump"), is_person("Lindqvist")
    (True, True, False, None)
    """
    first = words_of(phrase)[0].low.strip(".") if phrase else ""
    head = head_of(phrase)
    known = _MALE | _FEMALE | _ROLES
    low = head.lower()
    if (
        first in known
        or low in known
        or low.removesuffix("s") in known
        or (_PERSONS.search(low) and not head[:1].isupper())
    ):
        return True
    if not head[:1].isalpha() or first in ("the", "this", "that", "these", "those"):
        return False
    return None if head[:1].isupper() or " " not in phrase else False


def _is_place(phrase: str, inside: bool) -> bool | None:
    if head_of(phrase).lower() in PLACE_NOUNS:
        return True
    return True if inside and head_of(phrase)[:1].isupper() else None


def somebody(turns: Sequence[Turn]) -> str:
    """Who "that person" is: the last that was asked for, or named as a person is."""
    persons = (
        found.text
        for turn in reversed(turns)
        for found in sorted(referents(turn), key=lambda found: not found.person)
        if found.person or (found.person is None and found.is_name and not found.place)
    )
    return next((text for text in persons if not is_plural(text)), "")


def best(pronoun: str, turns: Sequence[Turn], somebody: bool = False) -> list[str]:
    """What a personal pronoun stands for, the likeliest first: of the last turn that names anything it agrees with.

    `somebody` is whether "they" are persons, as in "who are they".
    """
    if pronoun in _SEVERAL:
        several = [
            found.text
            for turn in reversed(turns)
            for found in referents(turn)
            if found.plural and not (somebody and found.person is False)
        ]
        return (
            list(dict.fromkeys(several))[:2]
            or [f.text for f in referents(turns[-1]) if (f.is_name and not f.place) or f.person][:1]
        )
    persons = {found.text for turn in turns if turn.asked.asking in _WHO for found in _answered(turn)}
    for turn in reversed(turns):
        fitting = [found for found in referents(turn) if _agrees(pronoun, found, turns)]
        if pronoun in ("it", "its"):
            fitting = [found for found in fitting if found.text not in persons]
        if pronoun in _MALES | _FEMALES:
            new = {found.text for found in _answered(turn)} if turn.asked.asking in _WHO else set()
            known = [found for found in fitting if found.person is not False]
            known.sort(key=lambda found: found.text not in new)  # who was asked for is who is spoken of next
            fitting = _of_gender(pronoun, known, turns) or _of_gender(pronoun, fitting, turns)
        else:
            fitting = [f for f in fitting if f.person is not None or not _is_someone(f, turns)]
            fitting.sort(key=lambda found: found.person is None and not found.is_topic)
        if fitting:
            return list(dict.fromkeys(found.text for found in fitting))
    return _acting(turns[-1]) if pronoun in _MALES | _FEMALES else []


def persons(pronoun: str, turn: Turn, turns: Sequence[Turn]) -> list[str]:
    """Everybody that a turn names for whom "he" or "she" may stand, who acts first."""
    named = (found for found in referents(turn) if found.person is not False and _agrees(pronoun, found, turns))
    return list(dict.fromkeys(found.text for found in named))


def _acting(last: Turn) -> list[str]:
    """The subject of the last question, for a "he" that fits nobody: "the caretaker" need not be known as a person."""
    said = definite(last.asked.slice(*last.asked.subject))
    return [said] if last.asked.verb is not None and said.startswith("the ") and not is_plural(said) else []


def _agrees(pronoun: str, found: Referent, turns: Sequence[Turn]) -> bool:
    if pronoun in _MALES | _FEMALES:
        other = _FEMALE if pronoun in _MALES else _MALE
        first, head = words_of(found.text)[0].low.strip("."), head_of(found.text).lower()
        wrong = bool({first, head} & other)
        if found.plural or wrong or found.place:
            return False
        return found.person is not False or (not found.is_name and any(_pronouns(found.text, turns)))
    return not found.plural and not found.person


def _of_gender(pronoun: str, fitting: list[Referent], turns: Sequence[Turn]) -> list[Referent]:
    """Those of whom the documents say "he", or "she", as the question does, the most; all where they tell nothing."""
    odds = []
    for found in fitting:
        he, she = _pronouns(found.text, turns)
        mine, others = (he, she) if pronoun in _MALES else (she, he)
        known = _kin(found.text) & (_MALE | _FEMALE)
        if known:
            odds.append(_CERTAIN if known & (_MALE if pronoun in _MALES else _FEMALE) else 0.0)
            continue
        odds.append(0.0 if others >= 3 and not mine else (mine + 1) / (others + 1))
    if not any(odds):
        return []
    return [found for found, of in zip(fitting, odds, strict=True) if of * 2 > max(odds)]


def _kin(phrase: str) -> frozenset[str]:
    """The words that may say whether somebody is he or she: the first and the head, of what no comma cuts off."""
    called = phrase.partition(",")[0]
    words = [word.low.strip(".") for word in words_of(called)]
    first = words[int(words[0] in POSSESSIVES) :][:1] if words else []
    return frozenset([*first, head_of(called).lower()])


def _is_someone(found: Referent, turns: Sequence[Turn]) -> bool:
    he, she = _pronouns(found.text, turns)
    return he + she >= 2


def _pronouns(name: str, turns: Sequence[Turn]) -> tuple[int, int]:
    """How often "he", and how often "she", comes first behind the name in the documents that were cited."""
    last = re.sub(r"['’]s?$", "", head_of(name))
    if not last[:1].isalpha():
        return 0, 0
    he = she = 0
    for text in _cited(turns):
        for place in list(re.finditer(rf"\b{re.escape(last)}\b", text))[:_MENTIONS]:
            near = text[place.end() : place.end() + _NEARBY].split("\n")[0]
            if not last[0].isupper():  # a word that need not mean a person: only what can speak of nobody else
                near = re.split(r"[A-Z]", near)[0][:60]
            first = _HE_OR_SHE.search(near)
            he += first is not None and first[0].lower() in _MALES
            she += first is not None and first[0].lower() in _FEMALES
    return he, she


def _cited(turns: Sequence[Turn]) -> list[str]:
    """What stands around the quotes, each document once."""
    seen: dict[str, tuple[Document, int]] = {}
    for quote in (quote for turn in reversed(turns) for quote in turn.answer.cited):
        seen.setdefault(quote.document.source, (quote.document, quote.start))
    return [doc.text[max(0, start - _LOOKED_AT // 2) : start + _LOOKED_AT // 2] for doc, start in seen.values()]


def place(turns: Sequence[Turn]) -> str | None:
    """Where "there" is, with its preposition."""
    for turn in reversed(turns):
        named = [found for found in referents(turn) if found.at]
        for found in sorted(named, key=lambda found: not found.place):
            return re.sub(r"^from\b", "in", found.at)
    return None


def time(turns: Sequence[Turn]) -> str | None:
    """When "then" was, with its preposition."""
    for turn in reversed(turns):
        if turn.said and (turn.asked.asking == "when" or is_time(turn.asked.noun)):
            return turn.placed
        for phrase in reversed(turn.asked.phrases):
            if is_time(phrase.text) and phrase.preposition:
                return f"{phrase.preposition.lower()} {phrase.text}"
    return None
