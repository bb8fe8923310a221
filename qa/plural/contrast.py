"""Two values in one sentence: which words each has to itself, and which hold for both. Pure.

"Adults take two tablets, children one": the sentence is cut between the values; what a question says of one part that
the other lacks picks one of them out. A later part that has no verb of its own borrows the first one's (gapping), one
that opens with a preposition its subject too, and "another" or "those" stand for the noun that is not said again.
"""

import re
from collections.abc import Set

from index.lexical import terms
from qa.words.clause import PREPOSITIONS, Question, head_of
from qa.words.verbs import is_past

_CUT = re.compile(r"[;,:–—(]|\b(?:and|or|but|while|whereas)\b")
_CONJUNCTION = re.compile(r";|\b(?:and|or|but|while|whereas)\b")
_JOINING = re.compile(r"^[\s;,:–—(]*(?:(?:and|or|but|while|whereas|then|again|also)\b[\s,]*)*")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"[$€£¥]?\d")
# "The quick one" stands for another programme than the cotton one, and for nothing but "programme".
_TOLD_APART = re.compile(r"\b(?:the|an?|this|that)\s+(?!other\b|second\b|third\b|latter\b|last\b|next\b)\w+\s+ones?\b")
# Stems of which one is said for the other where two of a kind are told apart: "the small kiln", "the little one".
_SAME = {"littl": "small", "tini": "small", "larg": "big"}
_STANDING_FOR = frozenset(["another", "other", "others", "those", "that", "one", "ones", "second", "third", "latter"])

Span = tuple[int, int]


def kept_apart(question: str, sentence: str, first: Span, other: Span) -> frozenset[str]:
    """The stems of the question's words that the first value's part of a sentence has and the other's lacks.

    >>> text = "A day costs £4, a week £20 and a month £65."
    >>> sorted(kept_apart("what does a day cost", text, (12, 14), (23, 26)))
    ['day']
    >>> kept_apart("what does it cost", text, (12, 14), (23, 26))
    frozenset()
    >>> text = "Two quotes came: Ann Orr, £8, and Bo Lee, £9."
    >>> sorted(kept_apart("What did Ann Orr ask?", text, (26, 28), (42, 44)))
    ['ann', 'orr']
    >>> text = "The Norse party was led by Ann; Denmark sent its envoy, Bo."
    >>> sorted(kept_apart("who led the Norse party", text, (27, 30), (56, 58)))
    ['nors', 'parti']
    """
    cut = _cut(sentence, *sorted((first, other)))
    asked, early, late = _stems(question), _stems(sentence[:cut]), _stems(sentence[cut:])
    if first > other:  # what is left out is left out of the later part
        return _asked_as(question, asked & late - early)
    number = _NUMBER.search(sentence, other[0], other[1])  # "a half plot £25" has words of its own before its value
    before = _JOINING.sub("", sentence[cut : number.start() if number else other[0]]).lower()
    words = _WORD.findall(before)
    if not words or words[0] in PREPOSITIONS:
        late |= _stems(sentence[: _phrase_before(sentence, first[0])])
    if _TOLD_APART.search(before):
        late |= _stems(" ".join(head_of(phrase.text) for phrase in Question(question).phrases))
    elif _STANDING_FOR & set(words):
        late |= _nouns_first(sentence)
    return _asked_as(question, asked & early - late - _borrowed(question, sentence[:cut]))


def are_of_their_own(question: str, sentence: str, early: Span, late: Span) -> bool:
    """Whether each of two values has a thing of its own before it, and the question names the early one's alone.

    >>> text = "Shoes cost £4, a harness £3 and a rope £5."
    >>> are_of_their_own("What is a harness?", text, (25, 27), (39, 41))
    True
    >>> text = "The coach leaves the ground at 11.15 and the Market Cross at 11.25."
    >>> are_of_their_own("When does the coach go?", text, (31, 36), (61, 66))
    False
    >>> are_of_their_own("What did it cost in May?", "It cost £3 in April and £5 in May.", (8, 10), (24, 26))
    False
    """
    cut = _cut(sentence, early, late)
    number = _NUMBER.search(sentence, *late)
    own = set(terms(_JOINING.sub("", sentence[cut : number.start() if number else late[0]])))
    asked, before = set(terms(question)), set(terms(sentence[:cut]))
    # What else the early part has may be what the late one's thing stands for: "it leaves Lenn at 9 and Holm at 10".
    start = max((mark.end() for mark in _CUT.finditer(sentence, 0, early[0])), default=0)
    its = set(terms(sentence[start : early[0]]))
    named = its & asked & kept_apart(question, sentence, early, late)
    told_apart = len(its - asked) <= 1 or is_another_one(sentence, early, late)  # one is a verb
    return bool(named and own - asked) and own & asked <= before and told_apart


def is_another_one(sentence: str, early: Span, late: Span) -> bool:
    """Whether the later value is of another one of what the earlier one is of: "the big kiln ...; the little one ...".

    >>> is_another_one("The long race has 9 km, the short one 4.", (19, 23), (38, 39))
    True
    """
    return _TOLD_APART.search(sentence[_cut(sentence, early, late) : late[0]].lower()) is not None


def are_parted(sentence: str, early: Span, late: Span) -> bool:
    """Whether a mark or a conjunction stands between two values, the earlier one first.

    >>> are_parted("A day costs £4, a week £20.", (12, 14), (23, 26))
    True
    >>> are_parted("two of the six lines", (0, 3), (11, 14))
    False
    """
    return _CUT.search(sentence, early[1], late[0]) is not None


def is_set_beside(question: str, sentence: str, early: Span, late: Span) -> bool:
    """Whether a later thing has a part of its own: a conjunction opens it, or words of the question before the thing.

    What only follows the two is said of the first where the other stands in its apposition or owns what it is.

    >>> text = "Holm Park, site of the Orr Gardens, lies by the lake."
    >>> is_set_beside("What lies by the lake?", text, (0, 9), (23, 34))
    False
    >>> text = "Ann won in 2019, in 2020 Bo."
    >>> is_set_beside("Who won in 2020?", text, (0, 3), (25, 27))
    True
    """
    between = sentence[early[1] : late[0]]
    return bool(_CONJUNCTION.search(between) or _stems(question) & _stems(between))


def _cut(sentence: str, early: Span, late: Span) -> int:
    """Where the part of the later value begins."""
    semicolon = sentence.rfind(";", early[1], late[0])  # parts more than any comma behind it
    if semicolon >= 0:
        return semicolon
    cuts = [*_CUT.finditer(sentence, early[1], late[0])]
    # "..., and Orr, £9": the part begins before what the value is put beside, where there is any.
    opens = [cut.start() for cut in cuts if _WORD.search(_JOINING.sub("", sentence[cut.start() : late[0]]))]
    return opens[-1] if opens else cuts[-1].start() if cuts else early[1]


def _phrase_before(sentence: str, at: int) -> int:
    """Where the prepositional phrase that ends before a value begins; `at` where there is none."""
    found = [word for word in _WORD.finditer(sentence, 0, at) if word[0].lower() in PREPOSITIONS]
    last = found[-2:-1] if len(found) > 1 else found
    return last[0].start() if last else at


def _nouns_first(sentence: str) -> Set[str]:
    """The stems of the words that a sentence begins with, up to its first preposition."""
    words = _WORD.findall(sentence)
    end = next((i for i, word in enumerate(words) if i and word.lower() in PREPOSITIONS), min(3, len(words)))
    return set(terms(" ".join(words[:end])))


def _stems(text: str) -> set[str]:
    return {_SAME.get(stem, stem) for stem in terms(text)}


def _asked_as(question: str, stems: Set[str]) -> frozenset[str]:
    """The question's own stems for these: "larg" where it says "large", and not "big"."""
    return frozenset(stem for stem in terms(question) if _SAME.get(stem, stem) in stems)


def _borrowed(question: str, part: str) -> Set[str]:
    """The stems of verbs, and of what is asked for: a later part does without them."""
    asks = Question(question)
    at = asks.verb if asks.verb is not None else asks.subject[1]
    verb = asks.slice(at, min(at + 1, asks.end)) if asks.is_whole else ""
    past = [word for word in _WORD.findall(part) if is_past(word.lower())]
    return set(terms(" ".join([asks.asks, asks.noun, verb, *past])))
