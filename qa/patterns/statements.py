"""What somebody says, or has found: "What did the mayor say about the bridge?", "What does the report conclude?"

There is seldom one short answer, so that the reader often sees none. A sentence says it where a verb of saying stands
beside the speaker, and it or the sentence before it speaks of the topic, if there is one. What is shown is what that
verb says: a quotation, the clause behind "that" or before a comma, or else the words from the verb on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.lexical import terms
from index.records import Hit, Passage
from qa.answer import Answer, Kind, Quote
from qa.deciding.features import Asked
from qa.facts import Facts
from qa.tidy import tidied
from qa.words.clause import Word, words_of
from qa.words.verbs import base, closed

CONFIDENCE = 0.5  # of what somebody says of something, where nothing else answers
SPOKEN_OF = 0.5  # share of the topic's information that the sentence and the one before it must have
BESIDE = 5  # words between the speaker and the verb at most, without what commas set off
LOOKED_AT = 8  # hits

_FORM = re.compile(
    r"^(?:and |but |so )?(?:what|how) (?:do|does|did|has|have|had|is|was|were) (?P<who>.+?)\b(?:ever |also )?"
    r"(?:say|said|think|thought|claim(?:ed)?|believe|argued?|stated?|comment(?:ed)?|write|written|tell us|find|found|"
    r"conclude|discover|show|report|reveal|warn|complain|suggest|recommend|explain|announce)"
    r"(?: (?:about|on|of|regarding|concerning|to) (?P<what>.+?))?[ ?.!]*$",
    re.I,
)
_SAYING = closed(
    "say tell state claim argue describe call attribute ascribe blame demand deny admit warn suggest accuse condemn "
    "announce promise apologise apologize praise criticise criticize report write insist reject urge declare explain "
    "confirm believe think consider view regard stress note add maintain allege dismiss welcome regret propose predict "
    "expect recommend concede acknowledge complain doubt dispute agree disagree ask remark comment reply answer "
    "find conclude discover show reveal calculate estimate put point"
)
_CLAUSAL = closed("say think believe claim argue state suggest")  # behind which "that" may be left out
_ASIDE = re.compile(r",[^,;:.]*,")
_QUOTED = re.compile(r"“[^”]{3,}”|\"[^\"]{3,}\"")
_THAT = re.compile(r"\s*(?:,\s*)?(?:(?:in|on|at|to|last|yesterday)\b[^,;:.]{0,30}?\s)?(?:that\b|:)\s*", re.I)
_ACCORDING = re.compile(r"According to (?P<who>[^,]+), (?=\S)")

_UNDER_WHICH = re.compile(r"(?P<what>[^,;:]+),? (?:according to|under|by) which (?=\S)")


@dataclass(frozen=True, slots=True)
class _Said:
    """Words `start:end` of a document that somebody says, and how much of the topic is spoken of around them."""

    passage: Passage
    start: int
    end: int
    topic: float


def is_asked(question: str) -> bool:
    """Whether a question asks what somebody says of something.

    >>> is_asked("What did the mayor say about the bridge?"), is_asked("What did the study find?")
    (True, True)
    >>> is_asked("What was said about the bridge?"), is_asked("What did the mayor say to open it?")
    (False, True)
    """
    return _FORM.match(question) is not None


def answer(question: str, facts: Facts) -> Answer | None:
    """What the one asked after says of the topic, in the sentence that has most of it; None where none does."""
    form = _FORM.match(question)
    if form is None:
        return None
    found = _statements(form["who"], form["what"] or "", facts.hits(question)[:LOOKED_AT], facts)
    best = max(found, key=lambda said: said.topic, default=None)
    if best is None:
        return None
    passage = best.passage
    quote = Quote(passage.document, passage.start, passage.end, best.start, best.end)
    return Answer(question, Kind.ANSWER, (quote,), CONFIDENCE)


def _statements(who: str, what: str, hits: Sequence[Hit], facts: Facts) -> Iterator[_Said]:
    topic = facts.asked(what) if what else None
    speaker = set(terms(who))
    for hit in hits:
        spoken = _spoken_of(topic, hit.passage, facts) if topic else 1.0
        said = _said(hit.passage.text, speaker) if speaker and spoken >= SPOKEN_OF else None
        if said:
            start, end = tidied(hit.passage.document.text, *(hit.passage.start + at for at in said))
            if start < end:
                yield _Said(hit.passage, start, end, spoken)


def _spoken_of(topic: Asked, passage: Passage, facts: Facts) -> float:
    """The share of the topic's information that a sentence has, or with the one before it, which counts less."""
    before = facts.paragraphs.earlier(passage)[-1:]
    around = " ".join(one.text for one in (*before, passage))
    return max(topic.coverage(passage.text), 0.9 * topic.coverage(around))


def _said(sentence: str, speaker: set[str]) -> tuple[int, int] | None:
    """Where in a sentence stands what a speaker says in it, of whom it has all terms; None where nobody says anything.

    >>> text = "The mayor warned that the bridge would fall."
    >>> text[slice(*_said(text, {"mayor"}))]
    'the bridge would fall.'
    >>> text = "The bridge will stay shut, the council said on Monday."
    >>> text[slice(*_said(text, {"council"}))]
    'The bridge will stay shut'
    >>> text = "It broke the treaty of 1958, under which no water may be kept."
    >>> text[slice(*_said(text, {"treati"}))]
    'no water may be kept.'
    >>> text = "According to the board, it fell."
    >>> text[slice(*_said(text, {"board"}))]
    'it fell.'
    """
    source = _ACCORDING.match(sentence)
    if source and speaker <= set(terms(source["who"])):
        return source.end(), len(sentence.rstrip())
    under = _UNDER_WHICH.search(sentence)
    if under and speaker <= set(terms(under["what"])):
        return under.end(), len(sentence.rstrip())
    words = [word for word in words_of(sentence) if word.is_word]
    named = [i for i, word in enumerate(words) if speaker & set(terms(word.text))]
    if not speaker <= {term for i in named for term in terms(words[i].text)}:
        return None
    for i, word in enumerate(words):
        if base(word.low) in _SAYING and _is_beside(i, named, words, sentence):
            return _words_said(sentence, word, words[named[0]].start)
    return None


def _is_beside(at: int, named: Sequence[int], words: Sequence[Word], sentence: str) -> bool:
    """Whether the speaker acts in a verb: before it with nothing but a few words between, or right behind it."""
    before = [i for i in named if i < at]
    if before:
        between = _ASIDE.sub(" ", sentence[words[before[-1]].end : words[at].start])
        return len(between.split()) <= BESIDE and not re.search(r"[;:.]", between)
    if _THAT.match(sentence, words[at].end):  # "she said that farmers had planted it"
        return False
    return any(at < i <= at + BESIDE for i in named) and sentence[: words[at].start].rstrip().endswith((",", "”", '"'))


def _words_said(sentence: str, verb: Word, speaker: int) -> tuple[int, int]:
    quoted = _QUOTED.search(sentence)
    if quoted:
        return quoted.start() + 1, quoted.end() - 1
    if speaker > verb.start or _ends_with(sentence, verb):  # "..., the council said"
        comma = sentence.rfind(",", 0, min(verb.start, speaker))
        if comma > 0:
            return 0, comma
    that = _THAT.match(sentence, verb.end)
    without = verb.end if base(verb.low) in _CLAUSAL else verb.start  # "says he was promised it", "blames the miller"
    return (that.end() if that else without), len(sentence.rstrip())


def _ends_with(sentence: str, verb: Word) -> bool:
    """Whether hardly anything but a time follows a verb, so that what is said stands before it."""
    return len(sentence[verb.end :].split()) <= 3 and not _THAT.match(sentence, verb.end)
