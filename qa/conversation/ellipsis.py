"""An earlier question asked anew: for another circumstance, of another thing, or made into a circumstance itself."""

import re

from qa.conversation.turns import Turn
from qa.words.clause import (
    BE,
    DETERMINERS,
    PARTICLES,
    PLACE_NOUNS,
    POSSESSIVES,
    PREPOSITIONS,
    TIME_NOUNS,
    Question,
    head_of,
    is_plural,
    words_of,
)
from qa.words.dates import MONTHS
from qa.words.verbs import base, is_past, participle, past

_PLURAL_OF = {"was": "were", "is": "are", "has": "have", "does": "do"}
_WAS = ("", "was", "were")
_SUBJECT_OF = {"it": "it", "him": "he", "them": "they"}
_SINGULAR_OF = {plural: singular for singular, plural in _PLURAL_OF.items()}
_ARTICLE = re.compile(r"^(?:an?|any|some|every|each|which|what)\s+", re.I)
_YEAR = re.compile(r"\b\d{4}\b")
_ORDINAL = re.compile(
    r"\b(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)\b", re.I
)
_OF_TIME = frozenset(["during", "after", "before", "since", "until"])
_ADVERB_OF_TIME = re.compile(
    r" (?:at (?:first|last|the (?:time|moment|beginning|start|end))|originally|initially|first|then|today|now|nowadays"
    r"|currently|later(?: on)?|finally|yesterday|recently)$",
    re.I,
)
_DONE = frozenset(["best", "worst", "well", "badly", "better", "worse", "most", "least"])
_MONTH = re.compile(rf"\b(?:{MONTHS})\b")


def definite(phrase: str) -> str:
    """A phrase as it is called once it has been named.

    >>> definite("a new valve"), definite("The river"), definite("Oslo")
    ('the new valve', 'the river', 'Oslo')
    """
    said = _ARTICLE.sub("the ", phrase)
    return "the " + said[4:] if said.startswith("The ") else said


def is_time(phrase: str) -> bool:
    """Whether a phrase names a time.

    >>> is_time("May 1949"), is_time("last season"), is_time("the board")
    (True, True, False)
    """
    return bool(_YEAR.search(phrase) or _MONTH.search(phrase)) or head_of(phrase).lower() in TIME_NOUNS


def agreeing(auxiliary: str, subject: str) -> str:
    """The auxiliary in the number of its subject.

    >>> agreeing("was", "the brothers"), agreeing("did", "the brothers")
    ('were', 'did')
    """
    forms = _PLURAL_OF if is_plural(subject) or subject in ("they", "people") else _SINGULAR_OF
    return forms.get(auxiliary.lower(), auxiliary)


def asked_for(turn: Turn, circumstance: str) -> str | None:
    """The turn's question, asked for another circumstance such as "near which city"; None where it has no such form."""
    asked = turn.asked
    if asked.auxiliary is not None:
        body = _with_auxiliary(turn)
    elif asked.verb is not None:
        body = _without_auxiliary(turn)
    else:
        return None
    stranded = re.fullmatch(r"(where|who|whom|what) (to|from|for|with|by|at|about|of|on|in)", circumstance, re.I)
    if stranded and body:
        return f"{capital(stranded[1])} {body} {stranded[2]}?"
    return f"{capital(circumstance)} {body}?" if body else None


def asked_who(turn: Turn, phrase: str) -> str | None:
    """The turn's question, asked for another thing in the place of the one it asks for: "how many" for "who"."""
    asked = turn.asked
    if asked.asking and not asked.is_adverbial and asked.is_whole:
        plural = phrase.lower().startswith("how many")
        rest = asked.slice(asked.wh[1], asked.end)
        if asked.asks_subject and asked.auxiliary is not None:
            old = asked.words[asked.auxiliary].text
            rest = (_PLURAL_OF if plural else _SINGULAR_OF).get(old.lower(), old) + rest[len(old) :]
        return f"{capital(phrase)} {rest}?"
    return None


def _with_auxiliary(turn: Turn) -> str:
    asked = turn.asked
    assert asked.auxiliary is not None
    auxiliary = asked.words[asked.auxiliary].text.lower()
    rest = asked.slice(asked.auxiliary + 1, asked.end)
    if auxiliary in ("do", "does", "did") and rest.lower() in _DONE:  # "which bean did worst"
        return f"{auxiliary} {_filler(turn)} do {rest}"
    if asked.asks_subject:
        subject = _filler(turn) or "it"  # "how much was paid"
        return f"{agreeing(auxiliary, subject)} {subject} {rest}"
    return f"{auxiliary} {filled(turn, asked.auxiliary + 1)}"


def filled(turn: Turn, start: int) -> str:
    """The question's words from `start`, with what it asks for put in where its object is missing."""
    asked = turn.asked
    at = _gap(asked)
    if at is None:
        return asked.slice(start, asked.end)
    done = _done(turn) if asked.verb is not None and asked.words[asked.verb].low == "do" else ""
    before = asked.slice(start, asked.verb) if done and asked.verb is not None else asked.slice(start, at)
    return " ".join(part for part in (before, done or _filler(turn), asked.slice(at, asked.end)) if part)


def _done(turn: Turn) -> str:
    """What somebody is said to do, after "what does it do": "switches itself off" -> "switch itself off"."""
    first, _, rest = turn.said.partition(" ")
    acts = is_past(first) or (first.endswith("s") and not first.endswith("ss"))
    return f"{base(first)} {rest}".strip() if acts and first.islower() else ""


def _gap(asked: Question) -> int | None:
    """Where what is asked for would stand behind the verb or its preposition; None where it would not."""
    if not asked.asking or asked.is_adverbial or asked.asks_subject:
        return None
    if asked.words[asked.end - 1].low in PREPOSITIONS and asked.verb is not None:
        return asked.end
    if asked.verb is None:  # "which ship was he on when it sank"
        at = asked.subject[1]
        stranded = at < asked.end and asked.words[at].low in PREPOSITIONS and asked.phrase_end(at + 1) == at + 1
        return at + 1 if stranded else None
    at = asked.verb + 1
    while at < asked.end and asked.words[at].low in PARTICLES and _leads_on(asked, at + 1):
        at += 1
    return at


def _leads_on(asked: Question, at: int) -> bool:
    return at >= asked.end or asked.words[at].low in PREPOSITIONS


def _without_auxiliary(turn: Turn) -> str:
    """For "who designed the pump": "was the pump designed by Holt"; for "who died in it": "did Holt die in it"."""
    asked = turn.asked
    assert asked.verb is not None
    verb, after = asked.words[asked.verb].low, asked.verb + 1
    particle = ""
    if after < asked.end and asked.words[after].low in PARTICLES and not _leads_on(asked, after + 1):
        found = next((p for p in asked.phrases if p.start == after + 1), None)
        if found and not is_time(found.text) and asked.words[after].low not in ("in", "on"):
            particle, after = " " + asked.words[after].text, after + 1
    thing, end = _object(asked, after)
    actor = _filler(turn)
    if thing and not is_time(thing):
        be = agreeing("was" if is_past(verb) else "is", thing)
        by = "" if actor in ("someone", "something") else f" by {actor}"
        rest = asked.slice(end, asked.end)
        return f"{be} {thing} {participle(verb)}{particle}{' ' + rest if rest else ''}{by}"
    rest = asked.slice(asked.verb + 1, asked.end)
    if not actor:
        return ""
    do = "did" if is_past(verb) else "do" if is_plural(actor) else "does"
    return f"{do} {actor} {base(verb)} {rest}".rstrip()


def _object(asked: Question, at: int) -> tuple[str, int]:
    """What is acted on, as it is said where it is the subject, and where it ends; nothing where none is named."""
    if at + 1 == asked.end and asked.words[at].low in PARTICLES:  # "who turned back"
        return "", at
    pronoun = _SUBJECT_OF.get(asked.words[at].low, "") if at < asked.end else ""
    if pronoun:
        return pronoun, at + 1
    return next(((phrase.text, phrase.end) for phrase in asked.phrases if phrase.start == at), ("", at))


def _filler(turn: Turn) -> str:
    """What stands in a question for the thing that was asked for: the answer, or a name for what was asked."""
    asked = turn.asked
    noun = asked.noun
    counted = asked.asking == "how"
    if turn.named and not counted:
        return definite(_untimed(turn.named))
    if noun:
        return noun if counted else f"the {noun}"
    if counted:
        return "people" if asked.asks.lower().endswith("many") else ""
    return "someone" if asked.asking in ("who", "whom", "whose") else "something"


def _untimed(phrase: str) -> str:
    """ "Money in 1923" without its time, which the next question may ask for."""
    timed = re.fullmatch(r"(.+?) (?:in|on|at|since|until|by) (.+)", phrase)
    return timed[1] if timed and is_time(timed[2]) else phrase


def circumstance(turn: Turn) -> str | None:
    """The turn's question as a circumstance of another: "when the plane was shot down", "in the police operation"."""
    asked = turn.asked
    if not asked.phrases and not turn.said:
        return None
    clause = next((i for i in range(asked.wh[1] + 1, asked.end) if asked.words[i].low == "when"), None)
    if clause is not None:
        return asked.slice(clause, asked.end)
    inside = [
        p for p in asked.phrases if p.preposition.lower() in ("in", "at", "during", "near") and not is_time(p.text)
    ]
    if inside:
        return f"{inside[-1].preposition.lower()} {definite(inside[-1].text)}"
    return _as_clause(turn)


def _as_clause(turn: Turn) -> str | None:
    asked = turn.asked
    counted = asked.noun if asked.asking == "how" else ""  # "when people were stranded", not "when 6,000 was"
    subject = definite(asked.slice(*asked.subject)) if asked.subject[0] < asked.subject[1] else counted
    subject = subject or definite(turn.named)
    auxiliary = asked.words[asked.auxiliary].text.lower() if asked.auxiliary is not None else ""
    if not subject or not (asked.verb or asked.auxiliary):
        return None
    if asked.verb is None:  # "when was the fire"
        thing = subject.startswith(("the ", "this ", "that ")) and auxiliary in BE
        whole = next((phrase.text for phrase in asked.phrases if phrase.start == asked.subject[0]), subject)
        return f"in {definite(whole)}" if thing else None
    verb = asked.words[asked.verb].text
    if asked.asks_subject:
        start = asked.wh[1] if asked.auxiliary is None else asked.auxiliary + 1
        be = f"{agreeing(auxiliary, subject)} " if auxiliary else ""
        return f"when {subject} {be}{asked.slice(start, asked.end)}" if is_past(verb) and auxiliary in _WAS else None
    if auxiliary == "did":
        return f"when {subject} {past(verb)}{filled(turn, asked.verb)[len(verb) :]}"
    return f"when {subject} {auxiliary} {filled(turn, asked.subject[1])}" if auxiliary in ("was", "were") else None


def place_or_time(phrase: str) -> str | None:
    """A bare "which city" or "what year" as a circumstance; None where it asks for another thing.

    >>> place_or_time("which year"), place_or_time("what day"), place_or_time("which pump")
    ('in which year', 'on what day', None)
    """
    head = head_of(phrase).lower()
    if head in ("day", "date", "morning", "evening"):
        return f"on {phrase}"
    if head == "time":
        return f"at {phrase}"
    return f"in {phrase}" if head in TIME_NOUNS | PLACE_NOUNS else None


def asked_of(turn: Turn, phrase: str, preposition: str = "") -> list[str]:
    """The turn's question with another thing in the place of the one most like it, the likeliest reading first."""
    inside = phrase.lower().replace("'s", "")
    slots = [
        slot
        for slot in _slots(turn.asked, phrase)
        if slot[2].lower() == phrase.lower() or slot[2].lower() not in inside or _owns(slot, phrase)
    ]
    scored = [(_likeness(phrase, preposition, slot), slot) for slot in slots if slot[2].lower() != phrase.lower()]
    if len(scored) < len(slots):
        return []  # it is what was asked about
    scored.sort(key=lambda pair: (-pair[0], -pair[1][0]))
    another_time = is_time(phrase) and not any(is_time(slot[2]) for slot in slots)
    if another_time or (preposition and not any(score >= 3 for score, _ in scored)):
        asked, phrase = turn.asked, f"{preposition} {phrase}".strip()
        timed = another_time or preposition.lower() in _OF_TIME
        before = asked.slice(0, asked.end)
        before = _ADVERB_OF_TIME.sub("", before) if timed else before
        return [f"{before} {phrase}?"] if asked.is_whole else []
    least = 1.0 if len({slot[:2] for _, slot in scored}) > 1 else -1.0
    return [_replaced(turn.asked, slot, phrase, preposition) for score, slot in scored if score >= least][:2]


_Slot = tuple[int, int, str, str]


def _slots(asked: Question, phrase: str) -> list[_Slot]:
    """(first word, end, text, preposition before) of everything in the question that the phrase may replace."""
    found: list[_Slot] = []
    if is_plural(asked.noun) and not _determined(phrase):  # "and inns?", after "how many churches"
        start = asked.wh[1] - len(words_of(asked.noun))
        found.append((start, asked.wh[1], asked.noun, ""))
    for named in asked.phrases:
        found.append((named.start, named.end, named.text, named.preposition.lower()))
        if named.inner < named.end:
            found.append((named.start, named.inner, asked.slice(named.start, named.inner), named.preposition.lower()))
            after = asked.words[named.inner].low
            found.append((named.inner + 1, named.end, asked.slice(named.inner + 1, named.end), after))
        for i in range(named.start, named.end - 1):
            if asked.words[i].low.endswith("'s"):
                found.append((named.start, i + 1, asked.slice(named.start, i + 1), named.preposition.lower()))
    return found


def _likeness(phrase: str, preposition: str, slot: _Slot) -> float:
    _, _, text, before = slot
    if preposition and not before:
        return -9.0
    if _owns(slot, phrase):
        return 1.5
    phrase = _named_one(phrase, text)
    score = 2.0 if preposition and preposition == before else 0.0
    mine, theirs = {w.low for w in words_of(phrase)} - DETERMINERS, {w.low for w in words_of(text)} - DETERMINERS
    score += 3.0 if _singular(head_of(phrase)) == _singular(head_of(text)) else 0.0
    score += 1.0 * len(mine & theirs) / max(1, len(mine | theirs))
    for same in (_is_name, _is_owned, _is_ordinal, is_time):
        score += 2.0 if same(phrase) and same(text) else -1.0 if same(phrase) != same(text) else 0.0
    bare = all(is_plural(words) and words.islower() and not _determined(words) for words in (phrase, text))
    return score + (1.0 if bare or phrase.lower()[:4] == text.lower()[:4] == "the " else 0.0)


def _determined(phrase: str) -> bool:
    return words_of(phrase)[0].low in DETERMINERS


def _owns(slot: _Slot, phrase: str) -> bool:
    """Whether the phrase is what somebody named by the slot has: "Ann Lee's sister" in a question about Ann Lee."""
    return _is_name(slot[2]) and bool(re.match(rf"{re.escape(slot[2])}['’]s?\s", phrase, re.I))


def _named_one(phrase: str, text: str) -> str:
    """ "Hairline ones" with the name of what they are: "hairline cracks"."""
    ending = "ones" if is_plural(text) else "one"
    return re.sub(rf"\b{ending}$", head_of(text), phrase) if head_of(text).islower() else phrase


def _singular(word: str) -> str:
    return re.sub(r"s$", "", re.sub(r"['’]s?$", "", word.lower()))


def _is_name(phrase: str) -> bool:
    return head_of(phrase)[:1].isupper()


def _is_owned(phrase: str) -> bool:
    words = [word.low for word in words_of(phrase)]
    return any(word.endswith("'s") for word in words[:-1]) or "of" in words or words[0] in POSSESSIVES


def _is_ordinal(phrase: str) -> bool:
    return bool(_ORDINAL.search(phrase))


def _replaced(asked: Question, slot: _Slot, phrase: str, preposition: str) -> str:
    start, end, text, before = slot
    phrase = _named_one(phrase, text)
    if text.lower().endswith(("'s", "’s")) and not phrase.lower().endswith(("'s", "’s")):
        phrase += "'s"
    last = words_of(text)[-1]
    if _ORDINAL.search(words_of(phrase)[-1].text):  # "the second" for "the first edition"
        phrase = f"{phrase} {head_of(text)}"
    elif phrase[0].isdigit() and " " not in phrase and last.text[0].isdigit():  # "3.0" for "firmware 2.0"
        phrase = text[: last.start] + phrase
    first = start - 1 if preposition and before else start
    pieces = [
        asked.slice(0, first),
        f"{preposition} {phrase}".strip() if preposition else phrase,
        asked.slice(end, asked.end),
    ]
    if (
        asked.subject[0] <= start < asked.subject[1]
        and asked.auxiliary == asked.subject[0] - 1
        and end >= asked.subject[1]
    ):
        auxiliary = asked.words[asked.auxiliary].text
        agreed = agreeing(auxiliary, phrase)
        pieces[0] = asked.slice(0, asked.auxiliary) + " " + (agreed if agreed != auxiliary.lower() else auxiliary)
    return capital(" ".join(piece.strip() for piece in pieces if piece.strip())) + "?"


def capital(text: str) -> str:
    """The text with a capital first."""
    return text[:1].upper() + text[1:]
