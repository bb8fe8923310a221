"""One question about several things that "and" joins -> a question about each.

A question that asks for one value of each of two things, or when each of two things was done, has two answers. Grammar
tells it from one about a pair: the plural of the auxiliary before two things in the singular, an article of each one's
own, what somebody has or is told of by an "of" behind the second, and verbs of the same form.
"""

import re

from qa.words.clause import BE, DETERMINERS, POSSESSIVES, PREPOSITIONS, PRONOUNS, Question, Word, is_plural
from qa.words.verbs import closed, is_past

_SINGULAR = {"are": "is", "were": "was"}
_OWNERS = {"the"} | POSSESSIVES
_TWO = re.compile(r"(?P<ask>(?:\w+ )?(?:how|which|what)(?: much)?) (?P<one>\w+) and (?P<other>\w+)", re.I)
_GOVERNED = closed("to from into onto by with for of as about")  # which belong to the verb before them
_NAMED = 3  # words at most of a thing without an article of its own


def members(core: str) -> list[str]:
    """The question about each of the things that it joins; none where it is about one, or about a pair.

    >>> members("What is the flow and the weight of the pump?")
    ['What is the flow of the pump?', 'What is the weight of the pump?']
    >>> members("When did the strike begin and end?"), members("When did Orland and Vesk sign the treaty?")
    (['When did the strike begin?', 'When did the strike end?'], [])
    """
    asked = Question(core)
    if asked.auxiliary is None or not asked.asking:
        return []
    return _asks(asked) or _verbs(asked) or _measured(asked) or _each_of(asked) or _things(asked)


def _asks(asked: Question) -> list[str]:
    """ "How big and heavy is it", "at what time and place is it"."""
    two = _TWO.fullmatch(asked.asks)
    if two is None or is_plural(two["one"]) or is_plural(two["other"]):
        return []
    assert asked.auxiliary is not None
    rest = asked.slice(asked.auxiliary, asked.end)
    return [f"{two['ask']} {two[which]} {rest}?" for which in ("one", "other")]


def _verbs(asked: Question) -> list[str]:
    """ "When was it built and opened", "when does it begin and end": when, where, or how many, each."""
    timed = asked.is_adverbial and asked.asking not in ("why", "how")
    joint = next((i for i in range(2, asked.end - 1) if asked.words[i].low == "and"), None)
    if joint is None or not (timed or (asked.asking == "how" and asked.asks_subject)):
        return []
    one, other = asked.words[joint - 1], asked.words[joint + 1]
    done = is_past(one.low) and is_past(other.low)
    if not done and (not timed or asked.verb not in (joint - 1, joint + 1) or not _may_act(other)):
        return []
    if one.is_name or other.is_name or (not done and asked.words[asked.auxiliary or 0].low in BE):
        return []
    head, tail = asked.slice(0, joint - 1), asked.slice(joint + 2, asked.end)
    shared = tail if tail and asked.words[joint + 2].low not in _GOVERNED else ""
    return [" ".join(filter(None, (head, verb, rest))) + "?" for verb, rest in ((one.text, shared), (other.text, tail))]


def _may_act(word: Word) -> bool:
    return word.is_word and word.low not in DETERMINERS | PREPOSITIONS | PRONOUNS


def _measured(asked: Question) -> list[str]:
    """ "How old are Ann and Bo": what is measured of each."""
    auxiliary = asked.words[asked.auxiliary or 0].low
    if auxiliary not in _SINGULAR or asked.asking != "how" or asked.noun or len(asked.asks.split()) != 2:
        return []
    start, end = asked.subject
    joints = [i for i in range(start, end) if asked.words[i].low == "and"]
    if len(joints) != 1 or asked.verb is not None or end != asked.end:
        return []
    things = asked.slice(start, joints[0]), asked.slice(joints[0] + 1, end)
    if not all(things) or any(map(is_plural, things)):
        return []
    return [f"{asked.asks} {_SINGULAR[auxiliary]} {thing}?" for thing in things]


def _each_of(asked: Question) -> list[str]:
    """ "How much can the box and the rack hold": what is measured of what each does, by its own article."""
    start, end = asked.subject
    joints = [i for i in range(start, end) if asked.words[i].low == "and"]
    if asked.asking != "how" or asked.wh[1] < 2 or asked.verb is None or len(joints) != 1:
        return []
    one, other = asked.slice(start, joints[0]), asked.slice(joints[0] + 1, end)
    if not all(thing.lower().startswith("the ") for thing in (one, other)):
        return []
    assert asked.auxiliary is not None
    auxiliary, rest = asked.words[asked.auxiliary].text, asked.slice(asked.verb, asked.end)
    return [f"{asked.asks} {auxiliary} {thing} {rest}?" for thing in (one, other)]


def _things(asked: Question) -> list[str]:
    """ "What is the flow and the weight of the pump", "what are her name and address"."""
    if asked.asking not in ("what", "who", "when", "where") or asked.noun or asked.verb is not None:
        return []
    assert asked.auxiliary is not None
    auxiliary, first = asked.words[asked.auxiliary].low, asked.auxiliary + 1
    joints = [i for i in range(first, asked.end) if asked.words[i].low == "and"]
    if auxiliary not in BE or len(joints) != 1:
        return []
    before, after = asked.words[first : joints[0]], asked.words[joints[0] + 1 : asked.end]
    if not before or not after or any(word.low in PREPOSITIONS and word.low != "of" for word in before):
        return []
    shared = next((i for i, word in enumerate(after) if word.low in ("of", "for")), len(after))
    owner = _owner(before)
    own = after[0].low in _OWNERS or after[0].low.endswith(("'s", "’s"))
    if not owner or not (own or _shares_owner(before, after[:shared], owned=owner > 1 or shared < len(after))):
        return []
    head, verb = asked.slice(0, asked.auxiliary), asked.words[asked.auxiliary].text
    one, rest = asked.slice(first, joints[0]), asked.slice(joints[0] + 1, asked.end)
    other = rest if own else f"{asked.slice(first, first + owner)} {rest}"
    if auxiliary in _SINGULAR:
        if is_plural(one) or is_plural(asked.slice(joints[0] + 1, joints[0] + 1 + shared)):
            return []
        verb = _SINGULAR[auxiliary]
    if shared < len(after) and not any(word.low in PREPOSITIONS for word in before):
        one += " " + rest[after[shared].start - after[0].start :]
    return [f"{head} {verb} {one}?", f"{head} {verb} {other}?"]


def _owner(before: list[Word]) -> int:
    """How many words say whose it is: "the", "her", "the dog's"; none where nothing does."""
    named = [i + 1 for i, word in enumerate(before[:-1]) if word.low.endswith(("'s", "’s"))]
    return named[-1] if named else int(before[0].low in _OWNERS)


def _shares_owner(before: list[Word], after: list[Word], owned: bool) -> bool:
    """Whether "name and address" are two things of one owner, and no name with an "and"."""
    plain = not any(word.is_name or word.low in DETERMINERS | PREPOSITIONS for word in [*before[1:], *after])
    whose = owned or before[0].low in POSSESSIVES
    return plain and whose and 1 <= len(after) < _NAMED and len(before) <= _NAMED
