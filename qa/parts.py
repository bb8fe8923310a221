"""A question -> its parts, each standing alone.

Two questions are joined by the end of a sentence, or by "and" before a question phrase or an auxiliary; question words
that are joined before one clause each ask of that clause, and so do verbs and things that are joined
(`qa.words.joined`). What a part leaves out, it takes from the parts before it and their answers, as a follow-up takes
it from a conversation.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.sentences import sentence_spans
from qa.answer import Answer, Kind, Quote
from qa.conversation import core_of, standalone
from qa.words.clause import (
    ADVERBIAL,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    WH,
    Question,
    Word,
    is_auxiliary,
    words_of,
)
from qa.words.embedded import direct
from qa.words.joined import members
from qa.words.verbs import closed

MOST = 4
"""Parts at most; what is asked beyond them stays with the last."""

_LONGEST = 600  # characters of a question that is looked at
_PHRASE = 4  # words of a question phrase that stands alone
_JOINING = closed("and , ;")
_QUOTED = re.compile(r"[\"“”„«»]")
_REQUEST = re.compile(
    r"^(?:(?:please )?(?:(?:tell|show) me|let (?:me|us) know|find out|explain|say)"
    r"|(?:can|could|would|will) (?:you|anyone|somebody) (?:please )?(?:tell (?:me|us)|say|explain|find out)"
    r"|do you (?:happen to )?know|any idea"
    r"|(?:i|we)(?: (?:want|would like|need|am trying|are trying|was hoping)|['’](?:d like|m trying|re trying))"
    r" to (?:know|find out|learn|understand)|i wonder|i(?: am|['’]m|) (?:curious|wondering|not sure))\s+(?=\w)",
    re.I,
)
_ASKING = r"(?=(?:\w+ )?(?:who|whom|whose|what|which|when|where|why|how|whether)\b)"
_CONDITION = r"if (?:so|yes|not|it is|they are|it does|that is so)\b,?"
# What else joins two questions as "and" does; where the second hangs on the first, it is asked all the same.
_ALSO = re.compile(
    rf"(?<=[.?!]) {_CONDITION} (?=\w)|,?(?: (?:and|but|or),?)? {_CONDITION} (?=\w)"
    rf"|,?(?: and)? (?:&|\+|as well as|along with|together with|plus|and also|also|and then) {_ASKING}",
    re.I,
)


def in_turn(question: str, ask: Callable[[str], Answer]) -> tuple[Answer, ...]:
    """What `ask` answers to each part, which stands alone given the parts before it and what was answered to them.

    Of what a part may mean, the likeliest is asked: the surest reading of one that has no answer is a wrong one.
    """
    parts = _parts(question)
    if len(parts) < 2:
        return (ask(question),)
    before: list[Answer] = []
    answers: dict[str, Answer] = {}
    for part in parts:
        alone = _sentence(standalone(part, before))
        if alone not in answers:
            answers[alone] = ask(alone)
        # A part that was refused is spoken of all the same.
        before.append(Answer(alone, Kind.ANSWER) if answers[alone].abstained else answers[alone])
    return tuple(answers.values()) if len(answers) > 1 else (ask(question),)


def _parts(question: str) -> list[str]:
    """The parts as they are written."""
    if len(question) > _LONGEST or _QUOTED.search(question):
        return [question]
    parts: list[str] = []
    for sentence in _sentences(_ALSO.sub(_joint, question)):
        parts.extend(_clauses(sentence))
    if len(parts) > MOST:
        parts[MOST - 1 :] = [" and ".join(part.rstrip(" ?") for part in parts[MOST - 1 :]) + "?"]
    return parts


def _joint(also: re.Match[str]) -> str:
    return " " if also.string[: also.start()].rstrip().endswith((".", "?", "!")) else " and "


def together(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers to the parts of a question, each with the sentence first that answers the surest part as well.

    One clause is asked about, and often one sentence tells all of it. What one part alone is answered with is none of
    another's several answers: one date of two is when it began, the other when it ended.
    """
    answers = [_without(answer, [other for other in answers if other is not answer]) for answer in answers]
    surest = max(answers, key=lambda answer: answer.confidence * (not answer.abstained), default=None)
    if surest is None or surest.abstained or not surest.quotes:
        return tuple(answers)
    best = surest.quotes[0]
    return tuple(answer if answer is surest else _with_first(answer, best) for answer in answers)


def _without(answer: Answer, others: Sequence[Answer]) -> Answer:
    """Several answers without those that are another part's only one, where any are left."""
    only = [other for other in others if other.kind is Kind.ANSWER or other.confidence > answer.confidence]
    taken = {_place(other.quotes[0]) for other in only if other.quotes}
    left = tuple(quote for quote in answer.quotes if _place(quote) not in taken)
    if answer.kind is not Kind.SEVERAL or not left or len(left) == len(answer.quotes):
        return answer
    return replace(answer, quotes=left, kind=Kind.SEVERAL if len(left) > 1 else Kind.ANSWER)


def repeats(answer: Answer, others: Sequence[Answer]) -> bool:
    """Whether an answer points first at what a surer one points at, which was asked something else."""
    surer = [other for other in others if other.quotes and other.confidence > answer.confidence and not other.abstained]
    return bool(answer.quotes and answer.text) and any(_place(o.quotes[0]) == _place(answer.quotes[0]) for o in surer)


def _place(quote: Quote) -> tuple[str, int | None, int | None]:
    return quote.document.source, quote.answer_start, quote.answer_end


def _with_first(answer: Answer, best: Quote) -> Answer:
    same = [
        q
        for q in answer.quotes
        if q.answer and (q.document.source, q.start, q.end) == (best.document.source, best.start, best.end)
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


def _sentence(part: str) -> str:
    text = core_of(part) if Question(core_of(part)).end else part
    text = text.strip().rstrip(",;")
    return text[:1].upper() + text[1:] + ("" if text.endswith(("?", ".", "!")) else "?")


def _clauses(sentence: str) -> list[str]:
    """The questions that one sentence joins."""
    core = core_of(sentence)
    request = _REQUEST.match(core)
    if request:
        told = [part.rstrip(" ?.,") for part in _of_request(core[request.end() :])]
        return [_asked(part, request[0]) for part in told] if len(told) > 1 else [sentence]
    many = _question_words(core, words_of(core))
    if many:
        return _sharing(many)
    pieces = _pieces(core)
    if len(pieces) < 2:
        return members(core) or [sentence]
    return [whole for piece in pieces for whole in members(piece) or [_whole(piece)]]


def _asked(part: str, request: str) -> str:
    """A part of a request as a question; whether something is so is asked for in the request's own words."""
    if part.lower().startswith(("whether ", "if ")):
        return f"{_told_by(request)} {part}."
    return _whole(direct(part) or part)


def _pieces(core: str) -> list[str]:
    """What stands between the joints at which another question begins."""
    words = words_of(core)
    joints = [(i, _behind(words, i)) for i in range(1, len(words)) if _is_joint(words, i)]
    pieces: list[str] = []
    start = 0
    for n, (at, begin) in enumerate(joints):
        end = joints[n + 1][0] if n + 1 < len(joints) else len(words)
        left, right = _between(core, words, start, at), _between(core, words, begin, end)
        if _joins(left, right, all(word.low == "," for word in words[at:begin]), bool(pieces)):
            pieces.append(left.text)
            start = begin
    return [*pieces, core[words[start].start :]] if words else [core]


def _between(core: str, words: list[Word], start: int, end: int) -> Question:
    return Question(core[words[start].start : words[end - 1].end])


def _is_joint(words: list[Word], i: int) -> bool:
    """Whether commas and an "and" begin at `i`, and behind them what a question begins with."""
    behind = _behind(words, i)
    if behind == i or behind >= len(words) or words[i - 1].low in _JOINING:
        return False
    low = [word.low for word in words[behind : behind + 2]]
    return low[0] in WH or (low[0] in PREPOSITIONS and low[-1] in WH) or is_auxiliary(words[behind])


def _behind(words: list[Word], i: int) -> int:
    while i < len(words) and words[i].low in _JOINING:
        i += 1
    return i


def _told_by(request: str) -> str:
    """A request as it is understood before a part: other words than "tell" and "know" say the same."""
    return (
        request.strip()
        if re.search(r"\b(?:tell|know)\b", request, re.I) and "let" not in request.lower()
        else "Tell me"
    )


def _sharing(many: list[str]) -> list[str]:
    """Questions that share a clause, without what another question adds behind it.

    >>> _sharing(["When did it run, and who paid?", "Where did it run, and who paid?"])
    ['When did it run?', 'Where did it run?', 'who paid?']
    """
    last, *others = _clauses(many[-1])
    if not others or not many[-1].startswith(last.rstrip("?")):
        return many
    behind = len(many[-1]) - len(last.rstrip("?"))
    return [*(_whole(part[: len(part) - behind].rstrip(" ,")) for part in many[:-1]), last, *others]


def _is_bare(phrase: str) -> bool:
    asked = Question(phrase)
    return bool(asked.asking) and asked.end == asked.wh[1] <= _PHRASE and not asked.is_whole


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


def _joins(left: Question, right: Question, comma: bool, follows: bool) -> bool:
    """Whether two questions meet at an "and" or a comma; `follows` where another stands before the left one."""
    fragment = follows and _is_bare(left.text)
    if not fragment and not (_asks(left) and left.is_whole and _is_complete(left)):
        return False
    if right.asking:
        if _is_relative(left, right) or _is_embedded(left, right) or _asks_for_events(left, right):
            return False
        return _is_bare(right.text) or _may_be_asked(right, comma) or _asks_alike(left, right)
    return not comma and right.is_polar and right.end > 2 and _has_subject(right)


def _asks_for_events(left: Question, right: Question) -> bool:
    """ "What happened to the mill, and when?": events with their dates, which are one answer."""
    return left.text.lower().startswith("what happened") and right.text.lower().strip(" ?.") == "when"


def _asks_alike(left: Question, right: Question) -> bool:
    """Whether "and who the piano" asks of another thing what "who gets the violin" does."""
    at = right.wh[0] + len(words_of(left.asks)) if right.text.lower().startswith(left.asks.lower()) else right.end
    after = right.words[at] if 0 < at < right.end else None
    return after is not None and not right.is_whole and (after.is_name or after.low in DETERMINERS | PREPOSITIONS)


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


def _may_be_asked(right: Question, comma: bool) -> bool:
    """Whether a phrase with a question word is a question: with its own verb in the right place, or short and last."""
    if right.auxiliary is not None:
        return True
    if right.verb is not None:
        return not comma or right.asking in ("who", "whom", "what", "which", "how")
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


def _of_request(inner: str) -> list[str]:
    """ "When it was built and who paid for it", each to be told."""
    words = words_of(inner)
    if not _is_told(words, 0):
        return [inner]
    for i in range(1, len(words) - 1):
        if words[i].low == "and" and _is_told(words, i + 1):
            first, rest = inner[: words[i].start].rstrip(" ,"), inner[words[i + 1].start :]
            if i == 1:  # "when and where it was built"
                shared = rest[words[i + 1].end - words[i + 1].start :]
                return [first + shared, rest]
            return [first, *_of_request(rest)]
    return [inner]


def _is_told(words: Sequence[Word], i: int) -> bool:
    """Whether what is to be told begins at `i`: "when it opened", "by whom", "whether it pays"."""
    low = [word.low for word in words[i : i + 2]]
    return bool(low) and (low[0] in WH | {"whether", "if"} or (low[0] in PREPOSITIONS and low[-1] in WH))
