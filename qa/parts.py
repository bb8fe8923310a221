"""A question -> its parts, each standing alone.

Two questions are joined by the end of a sentence, or by "and" before a question phrase or an auxiliary; question
words that are joined before one clause each ask of that clause. What a part leaves out, it takes from the part before
it, as a follow-up takes it from a conversation.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.sentences import sentence_spans
from qa.answer import Answer, Kind, Quote
from qa.clause import (
    ADVERBIAL,
    BE,
    DETERMINERS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    WH,
    Question,
    Word,
    is_auxiliary,
    words_of,
)
from qa.conversation import core_of, standalone
from qa.verbs import closed

MOST = 4
"""Parts at most; what is asked beyond them stays with the last."""

_LONGEST = 600  # characters of a question that is looked at
_QUOTED = re.compile(r"[\"“”„«»]")
_REQUEST = re.compile(
    r"^(?:(?:please )?(?:tell|show) me|(?:can|could|would|will) you (?:please )?tell me|do you know"
    r"|i (?:want|would like|need) to know|i(?:['’]d like to know| wonder))\s+(?=\w)",
    re.I,
)


def split(question: str) -> tuple[str, ...]:
    """The parts of a question, each a question that stands alone; the question itself where it is one.

    >>> split("When and where was the plane shot down?")
    ('When was the plane shot down?', 'Where was the plane shot down?')
    >>> split("What happened between Ann and Bo?")
    ('What happened between Ann and Bo?',)
    """
    if len(question) > _LONGEST or _QUOTED.search(question):
        return (question,)
    parts: list[str] = []
    for sentence in _sentences(question):
        parts.extend(_clauses(sentence))
    if len(parts) < 2:
        return (question,)
    if len(parts) > MOST:
        parts[MOST - 1 :] = [" and ".join(part.rstrip(" ?") for part in parts[MOST - 1 :]) + "?"]
    return tuple(dict.fromkeys(_standing_alone(parts)))


def together(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers to the parts of a question, each with the sentence first that answers the surest part as well.

    One clause is asked about, and often one sentence tells all of it. Only the order of quotes changes.
    """
    surest = max(answers, key=lambda answer: answer.confidence * (not answer.abstained), default=None)
    if surest is None or surest.abstained or not surest.quotes:
        return tuple(answers)
    best = surest.quotes[0]
    return tuple(answer if answer is surest else _with_first(answer, best) for answer in answers)


def _with_first(answer: Answer, best: Quote) -> Answer:
    same = [
        q for q in answer.quotes if (q.document.source, q.start, q.end) == (best.document.source, best.start, best.end)
    ]
    if answer.kind is not Kind.ANSWER or not same:
        return answer
    return replace(answer, quotes=(same[0], *(quote for quote in answer.quotes if quote is not same[0])))


def _sentences(question: str) -> list[str]:
    """The sentences, where each of them asks something; else all of it as one."""
    found = [question[start:end] for start, end in sentence_spans(question)]
    asking = [sentence for sentence in found if core_of(sentence)]
    if len(asking) > 1 and all(_asks(Question(core_of(sentence))) for sentence in asking):
        return asking
    return [question]


def _asks(asked: Question) -> bool:
    return bool(asked.asking) or asked.is_polar


def _standing_alone(parts: list[str]) -> list[str]:
    """Each part, understood from those before it."""
    alone: list[str] = []
    for part in parts:
        before = [Answer(earlier, Kind.ANSWER) for earlier in alone]
        alone.append(_sentence(standalone(part, before)))
    return alone


def _sentence(part: str) -> str:
    text = core_of(part) if Question(core_of(part)).end else part
    text = text.strip().rstrip(",;")
    return text[:1].upper() + text[1:] + ("" if text.endswith(("?", ".", "!")) else "?")


def _clauses(sentence: str) -> list[str]:
    """The questions that one sentence joins."""
    request = _REQUEST.match(core_of(sentence))
    if request:
        inner = core_of(sentence)[request.end() :]
        joined = _of_request(inner)
        end = "?" if core_of(sentence).endswith("?") else "."
        return (
            [f"{request[0].strip()} {part.rstrip(' ?.,')}{end}" for part in joined] if len(joined) > 1 else [sentence]
        )
    core = core_of(sentence)
    words = words_of(core)
    many = _question_words(core, words)
    if many:
        return many
    cut = next((i for i in range(2, len(words) - 1) if _joins(core, words, i)), None)
    if cut is not None:
        first, rest = core[: words[cut].start].rstrip(" ,;"), core[words[cut].end :].strip(" ,")
        return [_whole(part) for part in _clauses(first)] + (_alone(rest) or _clauses(rest))
    return _subjects(core) or [sentence]


def _alone(rest: str) -> list[str]:
    """ "When and where", without a clause."""
    words = [word for word in words_of(rest) if word.is_word]
    asking = [word.text for word in words if word.low in ADVERBIAL]
    return [f"{word}?" for word in asking] if len(asking) > 1 and len(words) == 2 * len(asking) - 1 else []


def _whole(part: str) -> str:
    return part if part.endswith("?") else part + "?"


def _question_words(core: str, words: list[Word]) -> list[str]:
    """ "When, where and why was it built": each question word with the clause they share."""
    phrases: list[tuple[int, int]] = []
    i, joined = 0, False
    while i < len(words):
        start = i
        i += words[i].low in PREPOSITIONS
        if i >= len(words) or words[i].low not in WH:
            break
        i += 1
        while (
            i < len(words)
            and not is_auxiliary(words[i])
            and words[i].low not in ("and", ",")
            and words[i - 1].low in ("which", "what", "how", *_DEGREES)
        ):
            i += 1
        phrases.append((words[start].start, words[i - 1].end))
        at = i
        while i < len(words) and words[i].low in (",", "and"):
            joined |= words[i].low == "and"
            i += 1
        if at == i:
            break
    rest = core[words[i].start :] if i < len(words) else ""
    if len(phrases) < 2 or not joined or i >= len(words) or not is_auxiliary(words[i]):
        return []
    if any(words_of(core[a:b])[0].low not in ADVERBIAL | PREPOSITIONS | {"which", "what", "who"} for a, b in phrases):
        return []
    return [_whole(f"{core[a:b]} {rest}") for a, b in phrases]


_DEGREES = closed("long often far much many soon fast old big deep high")


def _joins(core: str, words: list[Word], i: int) -> bool:
    """Whether the "and" or comma at `i` joins two questions."""
    joint = words[i].low
    left = Question(core[: words[i].start])
    right = Question(core[words[i + 1].start :])
    if joint not in ("and", ",", ";") or not _asks(left) or not left.is_whole or not _is_complete(left):
        return False
    if any(before.low in PREPOSITIONS and word.low in ("that", "this") for before, word in pairwise(right.words)):
        return False  # "and what came after that"
    if right.asking:
        return not _is_relative(left, right) and not _is_embedded(left, right) and _may_be_asked(right, joint)
    return joint == "and" and right.is_polar and right.end > 2 and _has_subject(right)


def _is_complete(left: Question) -> bool:
    """Whether it could end here, and not behind a question word ("did he say when and where")."""
    return left.words[left.end - 1].low not in WH | DETERMINERS | {"between", "both", "of"}


def _is_relative(left: Question, right: Question) -> bool:
    """Whether "and who built it" goes on from "the man who lived here", not from the question."""
    word = right.asking
    inside = [w.low for w in left.words[left.wh[1] : left.end]]
    return word in inside and right.auxiliary is None and word in ("who", "which", "whom", "whose", "where", "when")


def _is_embedded(left: Question, right: Question) -> bool:
    """Whether it is a second thing to say or know: "did he say why it broke and who paid"."""
    told = any(left.words[i].low in WH and not _begins(left, i) for i in range(left.wh[1], left.end))
    inverted = right.auxiliary is not None and right.subject[0] < right.subject[1]
    return told and not inverted


def _begins(left: Question, i: int) -> bool:
    """Whether a question word opens a fragment behind a mark, as in "when is it, at what time"."""
    before = i - 1 - (left.words[i - 1].low in PREPOSITIONS)
    return not left.words[before].is_word


def _may_be_asked(right: Question, joint: str) -> bool:
    """Whether a phrase with a question word is a question: with its own verb in the right place, or short and last."""
    if right.auxiliary is not None:
        return True
    if right.verb is not None:
        return joint == "and" or right.asking in ("who", "what", "which", "how")
    if right.end == right.wh[1]:
        return all(word.is_word and word.low not in WH | {"and"} for word in right.words[2 : right.end])
    return (
        right.asking in ADVERBIAL
        and right.end <= 3
        and not any(word.low in PRONOUNS | DETERMINERS for word in right.words)
    )


def _has_subject(right: Question) -> bool:
    """Whether the auxiliary has somebody or something behind it, as a question's has."""
    after = right.words[1]
    return (
        after.low in PRONOUNS | DETERMINERS
        or after.is_name
        or bool(right.phrases and right.phrases[0].start == 1 and right.verb)
    )


def _subjects(core: str) -> list[str]:
    """ "What is the flow and the weight of the pump": each thing that one "is" asks for, with its own article."""
    asked = Question(core)
    if (
        asked.asking not in ("what", "who", "when", "where")
        or asked.auxiliary is None
        or asked.noun
        or asked.verb is not None
    ):
        return []
    auxiliary = asked.words[asked.auxiliary].low
    things = [word.low for word in asked.words[asked.auxiliary + 1 : asked.end]]
    if auxiliary not in BE or things.count("and") != 1:
        return []
    cut = asked.auxiliary + 1 + things.index("and")
    owners = {"the"} | POSSESSIVES
    before, after = asked.words[asked.auxiliary + 1 : cut], asked.words[cut + 1 : asked.end]
    if not before or not after or before[0].low not in owners or after[0].low not in owners:
        return []
    if auxiliary in ("are", "were") or any(word.low in PREPOSITIONS and word.low != "of" for word in before):
        return []
    rest = asked.slice(cut + 1, asked.end)
    shared = next((i for i, word in enumerate(after) if word.low in ("of", "for")), None)
    tail = (
        ""
        if shared is None or any(word.low in PREPOSITIONS for word in before)
        else rest[after[shared].start - after[0].start :]
    )
    head = asked.slice(0, asked.auxiliary + 1)
    return [f"{head} {asked.slice(asked.auxiliary + 1, cut)}{' ' + tail if tail else ''}?", f"{head} {rest}?"]


def _of_request(inner: str) -> list[str]:
    """ "When it was built and who paid for it", each to be told."""
    words = words_of(inner)
    if not words or (
        words[0].low not in WH and not (words[0].low in PREPOSITIONS and len(words) > 1 and words[1].low in WH)
    ):
        return [inner]
    for i in range(1, len(words) - 1):
        after = words[i + 1].low
        if words[i].low == "and" and (
            after in WH or (after in PREPOSITIONS and i + 2 < len(words) and words[i + 2].low in WH)
        ):
            first, rest = inner[: words[i].start].rstrip(" ,"), inner[words[i + 1].start :]
            if i == 1:  # "when and where it was built"
                shared = rest[words[i + 1].end - words[i + 1].start :]
                return [first + shared, rest]
            return [first, *_of_request(rest)]
    return [inner]
