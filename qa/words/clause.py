"""The anatomy of a question, from its closed classes of words alone: what is asked for, the auxiliary, the subject, the
verb, and the phrases that name things.

English asks in one order, [question phrase] [auxiliary] [subject] [verb] [the rest], so that articles, prepositions,
auxiliaries and the forms of verbs tell where each part ends; no list of nouns is needed. What it misses: a subject with
a phrase of its own before a verb in its base form ("did the ship in the harbour sink").
"""

import re
from dataclasses import dataclass
from functools import cached_property

from qa.words.verbs import base, closed, is_past

BE = closed("is are was were am")
_DO = closed("do does did")
_MODAL = closed("can could will would shall should may might must")
AUXILIARIES = BE | _DO | _MODAL | {"has", "have", "had"}
WH = closed("who whom whose what which when where why how")
ADVERBIAL = closed("when where why how")
POSSESSIVES = closed("his her its their my your our")
DETERMINERS = POSSESSIVES | closed("the a an this that these those some any no each every all both")
PERSONAL = closed("he him she her it they them")
PRONOUNS = PERSONAL | closed(
    "i me we us you there himself herself itself themselves someone anyone everyone somebody anybody nobody something "
    "anything nothing everything hers"
)
PREPOSITIONS = closed(
    "about above across after against along among around as at before behind below beneath beside besides between "
    "beyond by despite down during except for from in inside into like near of off on onto out outside over past "
    "per since than through throughout to toward towards under until till up upon via with within without"
)
PARTICLES = closed("away back down off on out over up in")
_JOINING = closed("because when while whether although though unless where if who which that so")
ADVERBS = closed(
    "not also ever never still already yet only just even exactly actually really precisely now again later "
    "earlier too so very more most less much always usually soon once twice together instead else today then "
    "there here"
)
_PREDICATES = closed(
    "able absent alive available dead due empty free full like necessary open possible present ready responsible "
    "safe valid worth"
)
_LINKING = closed("stay remain become seem appear keep feel taste smell sound")
_UNITS = closed("year month week day night morning evening summer winter spring autumn season century decade")
_EVENTS = closed("happen occur take come begin start end change mean work help be go")
TELLING = closed("tell describe explain list name show give find")
_ABBREVIATED = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|St|Capt|Sen|Gen|Lt|Col|Sgt|Rev|Hon|No|vs|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|Inc|Ltd)\."
)
_WORD = re.compile(
    rf"{_ABBREVIATED}|\b[A-Z]\.(?=\s?[A-Z])|[$€£]?\w(?:[\w.,:&/’'-]*\w)?(?:(?<=s)[’'](?=\s))?[%°]?|[^\w\s]", re.UNICODE
)
_SHORT = re.compile(r"\b(what|who|where|when|how|why|it|that|there|he|she)[’']s\b(?=\s+\S)", re.I)
_SLOPPY = re.compile(r"^(whats|wheres|whos|whens|hows)\b", re.I)
TIME_NOUNS = _UNITS | {"date", "time", "hour", "years", "days", "months"}
PLACE_NOUNS = closed("city town country village place region state street county port harbour room building")
_PLURALS = closed("people men women children police brothers sisters data media mice feet teeth")
_NO_PLURALS = re.compile(r"(?:ss|us|is|ics|news|series|species)$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a text, `text[start:end]`."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """In lower case."""
        return self.text.lower().replace("’", "'")

    @property
    def is_word(self) -> bool:
        """Not a mark."""
        return self.text[0].isalnum() or len(self.text) > 1

    @property
    def is_name(self) -> bool:
        """Written with a capital."""
        return self.text[0].isupper()


def words_of(text: str) -> list[Word]:
    """Words and marks, in order.

    >>> [word.text for word in words_of("Did Mr. Askew's two pumps cost $6,800?")]
    ['Did', 'Mr.', "Askew's", 'two', 'pumps', 'cost', '$6,800', '?']
    """
    return [Word(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]


def spelt_out(question: str) -> str:
    """The question with its short forms of "is" written in full.

    >>> spelt_out("whats the fee?"), spelt_out("Where's Holt's pump?")
    ('what is the fee?', "Where is Holt's pump?")
    """
    return _SLOPPY.sub(lambda short: short[0][:-1] + " is", _SHORT.sub(r"\1 is", question))


def is_auxiliary(word: Word) -> bool:
    """Whether the word is an auxiliary, with or without "not"."""
    low = word.low
    return low in AUXILIARIES or (low.endswith("n't") and (low[:-3] in AUXILIARIES or low in ("can't", "won't")))


def is_plural(phrase: str) -> bool:
    """Whether a phrase names several things, as far as its form tells.

    >>> [is_plural(p) for p in ("the brothers", "the gas", "Ann and Bo", "the board of directors", "38 people")]
    [True, False, True, False, True]
    """
    owned = re.split(r"['’]s\s", phrase)[-1]
    if re.search(r"\w,? (?:and|&) \w", owned):
        return True
    head = head_of(phrase).lower()
    if head[:1].isdigit() or not head:
        return False
    return head in _PLURALS or (len(head) > 3 and head.endswith("s") and not _NO_PLURALS.search(head))


def head_of(phrase: str) -> str:
    """The word that says what a phrase names: its last before a preposition or a participle.

    >>> head_of("the police operation in Yekaterinburg"), head_of("Lindqvist's father")
    ('operation', 'father')
    """
    words = [word for word in words_of(phrase) if word.is_word]
    stop = next((i for i, word in enumerate(words) if i and _ends_head(words, i)), len(words))
    return words[stop - 1].text if stop else ""


def _ends_head(words: list[Word], i: int) -> bool:
    low, before = words[i].low, words[i - 1].low
    return low in PREPOSITIONS or (
        is_past(low) and i + 1 < len(words) and before not in DETERMINERS and not words[i].is_name
    )


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `start:end` of a question that name something; `preposition` is the word before, if it is one.

    `inner` is where a phrase of its own begins ("of the pump"), or `end`.
    """

    text: str
    start: int
    end: int
    inner: int
    preposition: str = ""


class Question:
    """A question taken apart. Positions count `words`; a part that is not there is an empty range, or None."""

    def __init__(self, text: str):
        self.text = text.strip()
        self.words = words_of(self.text)
        self.end = len(self.words)
        while self.end and not self.words[self.end - 1].is_word:
            self.end -= 1
        self.wh = (0, 0)
        self.auxiliary: int | None = None
        self.verb: int | None = None
        self.subject = (0, 0)
        self._take_apart()

    def slice(self, start: int, end: int) -> str:
        """The text of the words `start:end`."""
        return self.text[self.words[start].start : self.words[end - 1].end] if start < end else ""

    @property
    def asks(self) -> str:
        """The question phrase."""
        return self.slice(*self.wh)

    @property
    def asking(self) -> str:
        """The question word itself, in lower case; empty where it is to be answered by yes or no."""
        return next((word.low for word in self.words[slice(*self.wh)] if word.low in WH), "")

    @property
    def noun(self) -> str:
        """What the question phrase asks a choice or a number of: "city" in "near which city"."""
        inside = [i for i in range(*self.wh) if self.words[i].low in WH]
        if not inside or self.asking in ("who", "whom", "when", "where", "why"):
            return ""
        first = inside[0] + 1
        if self.asking == "how":
            if self._low(first) not in ("many", "much"):
                return ""
            first += 1
        return self.slice(first, self.wh[1])

    @property
    def is_polar(self) -> bool:
        """Whether it is to be answered by yes or no."""
        return self.auxiliary == 0

    @property
    def is_whole(self) -> bool:
        """Whether it has a verb or an auxiliary in the place for one."""
        return self.auxiliary is not None or self.verb is not None

    @property
    def is_adverbial(self) -> bool:
        """Whether it asks for a circumstance, such as a time or a place, and not for a thing."""
        if self._low(self.wh[0]) in PREPOSITIONS:
            return True
        if self.asking == "how":
            return not self.noun and self._low(self.wh[0] + 1) not in ("many", "much")
        return self.asking in ADVERBIAL

    @property
    def asks_subject(self) -> bool:
        """Whether what is asked for is what acts, so that no other subject follows."""
        return bool(self.asking) and self.is_whole and self.subject[0] == self.subject[1]

    def owns(self, i: int) -> bool:
        """Whether "her" at `i` owns what follows, and is nobody that is acted on."""
        after = self._low(i + 1)
        closed = after in PREPOSITIONS | DETERMINERS | PRONOUNS | WH | ADVERBS or after in AUXILIARIES
        return self._low(i) == "her" and after[:1].isalnum() and not closed and after not in ("and", "or", "but")

    def _low(self, i: int) -> str:
        return self.words[i].low if 0 <= i < self.end else ""

    def _is_auxiliary(self, i: int) -> bool:
        """Whether the word is one, and not a part of a name ("Viana do Castelo")."""
        named = 0 < i < self.end - 1 and self.words[i - 1].is_name and self.words[i + 1].is_name and i > 1
        return i < self.end and is_auxiliary(self.words[i]) and not (named and self._low(i) == "do")

    def _take_apart(self) -> None:
        first = self._low(0)
        at = 1 if first in PREPOSITIONS and self._low(1) in WH else 0
        if self._low(at) in WH:
            self._take_question_phrase(at)
        elif self.end and is_auxiliary(self.words[0]):
            self.auxiliary = 0
        elif first in TELLING:
            self.wh = (0, 2 if self._low(1) in ("me", "us") else 1)
        if self.auxiliary is not None:
            self._take_subject(self.auxiliary + 1)

    def _take_question_phrase(self, at: int) -> None:
        after = at + 1
        if self._low(at) in ("who", "whom", "when", "where", "why"):
            while self._low(after) in ("else", "exactly", "precisely", "ever", "not"):
                after += 1
            self.wh = (0, after)
            self._take_verb(after)
            return
        stop = next((i for i in range(after, self.end) if self._breaks(i)), self.end)
        after += self._low(at) == "whose"  # "at whose cost": what is owned is no verb
        found = next((i for i in range(after, stop) if self._is_auxiliary(i)), None)
        acting = next((i for i in range(after, stop) if self._is_past(i)), None)
        if found is not None and (acting is None or found <= acting):
            self.wh, self.auxiliary = (0, found), found
        elif acting is not None:
            self.wh, self.verb = (0, acting), acting
        elif self._low(at) == "what" and self._acts_now(after):
            self.wh, self.verb = (0, after), after
        else:
            self.wh = (0, stop)
            self._take_present(after, stop)

    def _breaks(self, i: int) -> bool:
        """Whether no phrase goes on over the word: a mark, or "and" before another question."""
        low = self._low(i)
        return low in (",", ";", ":", "(") or (low == "and" and self._low(i + 1) in WH)

    def _take_present(self, after: int, end: int) -> None:
        """Which of "which pumps need oil" is the verb: the word before the first article or preposition, if any."""
        stop = next((i for i in range(after + 1, end) if self._starts_phrase(i)), None)
        if stop is not None and stop - after >= 2 and self._low(stop - 1) not in PREPOSITIONS:
            self.wh, self.verb = (0, stop - 1), stop - 1

    def _take_verb(self, after: int) -> None:
        if after >= self.end:
            return
        if is_auxiliary(self.words[after]):
            self.auxiliary = after
        elif (
            self._low(after) not in PREPOSITIONS
            and self._low(after) not in DETERMINERS
            and self.asking in ("who", "whom")
        ):
            self.verb = after

    def _acts_now(self, i: int) -> bool:
        return self._low(i).endswith("s") and not self._low(i).endswith("ss") and self._starts_phrase(i + 1)

    def _starts_phrase(self, i: int) -> bool:
        return self._low(i) in DETERMINERS or self._low(i) in PREPOSITIONS or self._low(i) in PRONOUNS

    def _is_past(self, i: int) -> bool:
        """Whether the word is a verb in the past, and not an adjective before a noun ("the proposed budget")."""
        before = self._low(i - 1)
        if before in DETERMINERS or before.endswith("'s"):
            return False
        return is_past(self._low(i)) and not (self.words[i].is_name and i)

    def _take_subject(self, start: int) -> None:
        auxiliary = self._low(start - 1)
        pronoun = self._low(start) in PRONOUNS and not self.owns(start)
        if pronoun or self._low(start) in ("this", "that", "these", "those"):
            demonstrative = self._low(start) not in PRONOUNS and not self._ends_subject(start + 1, start)
            acts = start + 2 == self.end or self._low(start + 1) in _EVENTS
            if not demonstrative or (auxiliary.removesuffix("n't") in _DO | _MODAL and acts):
                self.subject = (start, start + 1)
                self.verb = self._verb_after(start + 1)
                return
        end = start
        while end < self.end and not self._ends_subject(end, start):
            end += 1
        if auxiliary in BE or auxiliary.removesuffix("n't") in BE or auxiliary.startswith(("ha", "n't")):
            if auxiliary in BE and end - start > 1 and self._is_doing(end - 1):  # "where is Ann Lee going"
                self.subject, self.verb = (start, end - 1), end - 1
                return
            self.subject = (start, end - self._has_predicate(start, end))
            if end < self.end and (self._is_past(end) or self._low(end).endswith("ing")):
                self.verb = end
            return
        if self.asking == "who" and auxiliary not in _DO and end - start == 1:
            self.verb = start
            return
        if self._low(end) in ("do", "have"):
            self.subject, self.verb = (start, end), end
            return
        unchanged = end > start and end < self.end and self._is_past(end) and base(self._low(end)) == self._low(end)
        verb = end if unchanged else self._base_verb(start, end)  # "what did the new bridge cost"
        self.subject, self.verb = ((start, verb), verb) if verb is not None else ((start, end), None)

    def _is_doing(self, i: int) -> bool:
        """Whether the word is a participle of the present behind a name, and no part of it."""
        return self._low(i).endswith("ing") and not self.words[i].is_name and self.words[i - 1].is_name

    def _has_predicate(self, start: int, end: int) -> bool:
        """Whether the last of `start:end`, behind a form of "be", is what is said of the subject before it."""
        least = 3 if self._low(start) in DETERMINERS else 2
        if end - start < least or self.words[end - 1].is_name:
            return False
        return self._low(end - 1) in _PREDICATES or (self.is_polar and end == self.end)

    def _verb_after(self, i: int) -> int | None:
        while self._low(i) in ADVERBS or self._low(i).endswith("ly"):
            i += 1
        if i >= self.end or self._starts_phrase(i) or self._low(i) in _JOINING:
            return None
        return i

    def _base_verb(self, start: int, end: int) -> int | None:
        """Where in `start:end`, a subject and a verb in its base form, the verb is."""
        i = start + (self._low(start) in DETERMINERS)
        if i < end and self.words[i].is_name:  # the verb is the first word behind the name
            while i < end and self._goes_on(i):
                i += 1
            return i if i < end and self._verb_after(i) == i else None
        number = next((n for n in range(start + 2, end) if re.match(r"[$€£]?\d", self.words[n].text)), end)
        found = self._last_verb(start, number)
        return found if found is not None else self._last_verb(start, end)

    def _goes_on(self, i: int) -> bool:
        """Whether a name goes on with the word, or an adverb follows it."""
        low = self._low(i)
        named = self.words[i].is_name or self.words[i].text[0].isdigit() or low in ("and", "of", "the", "'", "’")
        owns = self._low(i - 1).endswith("'s")
        return named or owns or low.endswith(("ly", ".")) or low in ADVERBS

    def _last_verb(self, start: int, end: int) -> int | None:
        least = start + (2 if self._low(start) in DETERMINERS else 1)
        linking = next((i for i in range(least, end) if self._low(i) in _LINKING), None)
        if linking is not None:
            return linking
        last = end - 1
        while last > start and (self._low(last) in ADVERBS or self._low(last).endswith("ly")):
            last -= 1
        verb = last
        while verb >= least and self.words[verb].is_name:  # "what did the council pay | Ann Orr"
            verb -= 1
        return next((at for at in (verb, last) if at >= least), None)

    def _ends_subject(self, i: int, start: int) -> bool:
        low = self._low(i)
        if i >= self.end or self._is_auxiliary(i) or (low in _JOINING and i > start):
            return True
        if i == start:
            return low in PREPOSITIONS or low in ("be", "been", "being", "not") or self._is_past(i)
        before = self._low(i - 1)
        if low in ("of", "and") or before in ("of", "and"):
            return low not in ("of", "and") and low in PREPOSITIONS
        if low in DETERMINERS:
            return before not in ("all", "both", ",")
        if low in ("last", "next") and self._low(i + 1) in _UNITS:
            return True
        return low in PREPOSITIONS or low in PRONOUNS or self._is_past(i) or low in ("?", "!", ";", ":", ",", "(")

    @cached_property
    def phrases(self) -> list[Phrase]:
        """The phrases that name things, in order, the question phrase left out; longest ones only."""
        found: list[Phrase] = []
        i = self.wh[1]
        while i < self.end:
            end = self.phrase_end(i)
            acts = i and self._low(i - 1) == "to" and self._starts_phrase(i + 1)  # "to drain the pump"
            if end == i or acts:
                i += 1
                continue
            inner = end
            while self._low(end) in PREPOSITIONS and self._belongs(i, end) and self.phrase_end(end + 1) > end + 1:
                end = self.phrase_end(end + 1)
            preposition = self.words[i - 1].text if i and self._low(i - 1) in PREPOSITIONS else ""
            found.append(Phrase(self.slice(i, end), i, end, inner, preposition))
            i = end
        return found

    def _belongs(self, start: int, preposition: int) -> bool:
        """Whether what follows the preposition belongs to the phrase before it: always after "of", else to a thing.

        Behind a verb it belongs to the verb ("found the bell in a barn"), but not behind the verb's own preposition.
        """
        if self._low(preposition) == "of":
            return not self._low(preposition + 1).endswith("ing")
        thing = not self.words[preposition - 1].is_name and self._low(start) in DETERMINERS
        when = re.match(r"\d{4}$", self._low(preposition + 1))
        free = self.verb is None or start < self.verb or self._low(start - 1) in PREPOSITIONS
        return (
            thing
            and free
            and self._low(preposition) in ("in", "at", "on", "for", "near", "between", "with")
            and not when
        )

    def phrase_end(self, start: int) -> int:
        """Where the phrase that starts at `start` ends; `start` itself where none does."""
        if start >= self.end or start in (self.auxiliary, self.verb) or not self._may_start(start):
            return start
        i = start + 1
        last = self.subject[1] if start in range(*self.subject) else self.end
        while i < last and i not in (self.auxiliary, self.verb) and not self._ends_subject(i, start):
            if self._low(i) == "and" and not self._coordinates(start, i):
                break
            if self._low(i) == "of" or self._low(i) in ADVERBS or (self._low(i).endswith("ly") and i + 1 == self.end):
                break
            i += 1
        if (
            i - start == 1
            and self._low(start) in DETERMINERS
            and self._low(start) not in POSSESSIVES | {"this", "that"}
        ):
            return start
        return start if i - start == 1 and self._low(start) in DETERMINERS else i

    def _may_start(self, i: int) -> bool:
        low = self._low(i)
        closed = self._is_auxiliary(i) or low in PREPOSITIONS or low in ADVERBS
        closed |= low in PRONOUNS and not self.owns(i)
        closed |= low in _JOINING and not (
            low == "that" and (i - 1 in (self.auxiliary, self.verb) or self._low(i - 1) in PREPOSITIONS)
        )
        return (
            self.words[i].is_word
            and low not in ("and", "or", "but")
            and low not in WH
            and not closed | self._is_past(i)
        )

    def _coordinates(self, start: int, i: int) -> bool:
        """Whether "and" at `i` joins two names, or two phrases of one kind, into one phrase."""
        after = self._low(i + 1)
        if i + 1 >= self.end or after in WH or after in AUXILIARIES or after in PREPOSITIONS or after in PRONOUNS:
            return False
        return self.words[i + 1].is_name == self.words[i - 1].is_name
