"""A follow-up and the conversation so far -> the question as it stands alone.

A question leans on what was said where it has a pronoun that nothing in it explains, or lacks a part: it is a fragment,
or a verb without anybody or anything. The missing part is taken from the last question that was answered, the referent
of a pronoun from the last turn that names something it agrees with; what leans on nothing, or on nothing that is found,
is left as it is.
"""

import re
from collections.abc import Callable, Sequence

from qa.answer import Answer
from qa.conversation.ellipsis import asked_for, asked_of, asked_who, capital, circumstance, definite, place_or_time
from qa.conversation.mentions import resolved
from qa.conversation.referents import best, referents
from qa.conversation.turns import ABOUT, Turn, core_of, turns_of
from qa.words.clause import (
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    TELLING,
    TIME_NOUNS,
    WH,
    Question,
    is_auxiliary,
    is_plural,
    words_of,
)
from qa.words.verbs import closed, is_past

TRIES = 2
"""Readings that are compared at most, each at the price of a question."""

_MARGIN = 0.1  # by how much less likely a reading must do better than a likelier one
_LONGEST = 300  # characters of a follow-up; who writes more says what is meant
_OWNER = re.compile(r"^.+?['’]s(?= \w)")
_WHY_SO = 3  # words of "why so late"
_SHORT = 6  # words of a question phrase alone
_QUOTED = re.compile(r"[\"“”„«»]")
_JOINED = re.compile(r"^(?:and|but|or|what about|how about)\b", re.I)
_THAT = re.compile(r"\b(?:that|this|it)\b")
_EVENT = re.compile(
    r"^(?:was|is|were|are) (?:that|this)(?: (?:exactly|again))?$|^\w+ (?:that|this|it) "
    r"(?:(?:happen|happening|happened|occur|occurred|take place|taken place|come about|done)\b"
    r"|(?:begin|start|end)\b(?! \w+ing\b))"
    r"|^(?:did|does|do|was|were) (?:\S+ ){1,3}(?:do|doing|done) (?:that|this|it|so)$"
)
_ENDING = re.compile(r"\bit (?:begin|start|end)\b")  # a thing may do so, and what happened too
_CONDITIONS = closed("if unless while because although")
_THINGS = closed("it its they them their")  # which stand for nothing that a text is about unless it is named
_OF_THOSE = re.compile(r"\bof (?:those|these|them)\b(?= \w)", re.I)
_WHY = re.compile(  # other ways to say it
    r"^(?:because of what|(?:for|what) (?:what|which) reasons?|on what grounds|how come"
    r"|what (?:had |has )?(?:caused|led to|brought about) (?:that|this))\W*$",
    re.I,
)
_SOME_OF = re.compile(r"^(?:all|both|any|most|some|none|many|half) of (?:them|those|these)\W*$", re.I)
_ANY = re.compile(r"^any (?:in|at|near|from|for|on|with|by) \w+", re.I)
_IN_OFFICE = re.compile(
    r"^who (?P<be>is|was) it (?P<when>before(?: that| then)?|now|then|today|previously|earlier)$", re.I
)
_ANYBODY = closed("anyone anybody someone somebody")


def standalone(question: str, chat: Sequence[Answer], confidence: Callable[[str], float] | None = None) -> str:
    """The question as it stands alone, given the answers so far; the question itself where it does already.

    `confidence` says how sure an answer to a reading would be. It is asked, at most `TRIES` times, only where there is
    more than one likely reading.
    """
    if not chat or len(question) > _LONGEST or _QUOTED.search(question):
        return question
    readings = list(dict.fromkeys(_readings(question, turns_of(chat))))[:TRIES]
    if not readings:
        return question
    if len(readings) == 1 or confidence is None:
        return readings[0]
    sure = [confidence(reading) - _MARGIN * bool(i) for i, reading in enumerate(readings)]
    return readings[sure.index(max(sure))]


def _readings(question: str, turns: list[Turn]) -> list[str]:
    """What the question may mean, the likeliest first; none where it stands alone or what it leans on is not found."""
    asked = Question(_WHY.sub("why?", core_of(question)))
    if not turns or not asked.end or any(word.low in ("you", "your") for word in asked.words):
        return []
    if not turns[-1].is_answered:
        return _after_refusal(question, asked, turns)
    return _understood(question, asked, turns)


def _after_refusal(question: str, asked: Question, turns: list[Turn]) -> list[str]:
    """What was spoken of before a refusal is still the topic; what was refused, only where an answer bears it out."""
    lasting = resolved(asked, _lasting(turns)) if asked.is_whole else []
    understood = _understood(question, asked, turns)
    leans = not asked.is_whole or any(word.low in _THINGS for word in asked.words)
    return lasting or (understood if understood and leans else [question, *understood])


def _understood(question: str, asked: Question, turns: list[Turn]) -> list[str]:
    if asked.asks.lower() == "how many" and asked.slice(*asked.subject).lower() == "there":
        return _how_many(asked, turns)
    office = _in_office(asked, turns)
    if office:
        return office
    if asked.is_whole and not _speaks_of_all(asked):
        return _around(asked, turns[-1]) if _is_bare(asked) else resolved(asked, turns)
    return _incomplete(asked, turns, joined=bool(_JOINED.match(question.strip())))


def _in_office(asked: Question, turns: list[Turn]) -> list[str]:
    """ "Who was it before", after "who is the mayor": who was mayor before."""
    found = _IN_OFFICE.match(asked.slice(0, asked.end))
    if found is None:
        return []
    identifying = (one.asked for one in reversed(turns) if one.asked.asking == "who" and _only_identifies(one.asked))
    offices = (last.slice(last.subject[0], last.end) for last in identifying)
    office = next((office for office in offices if office and not office[0].isupper()), "")
    return [f"Who {found['be'].lower()} {office} {found['when']}?"] if office else []


def _how_many(asked: Question, turns: list[Turn]) -> list[str]:
    """ "How many are there": of the things that were spoken of last."""
    things = [re.sub(r"^(?:the|these|those) ", "", thing, flags=re.I) for thing in best("they", turns)]
    return [f"How many {thing} {asked.slice(asked.wh[1], asked.end)}?" for thing in things if is_plural(thing)]


def _incomplete(asked: Question, turns: list[Turn], joined: bool) -> list[str]:
    """What a question without a clause of its own may mean."""
    if _speaks_of_all(asked):
        thing = resolved(asked, turns) if _ENDING.search(asked.text.lower()) else []
        return _turning(asked, turns[-1].asked) or [*thing, *_event(asked, turns[-1])]
    if _SOME_OF.match(asked.text) or _ANY.match(asked.text):
        return _of_how_many(asked, turns[-1].asked) or _any_there(asked, turns[-1].asked)
    another = ABOUT.match(asked.text)
    if another:
        return _of_another(asked.text[another.end() :], turns)
    if asked.asking:
        return _fragment(asked, _acting_turn(asked, turns)) or (
            resolved(asked, turns) if _OF_THOSE.search(asked.text) else []
        )
    opens = asked.words[0].low in DETERMINERS | PREPOSITIONS
    if joined or (asked.text.endswith("?") and asked.end <= 5 and opens):
        return _of_another(asked.text, turns)
    return resolved(asked, turns) if asked.words[0].low in TELLING else []


def _of_how_many(asked: Question, last: Question) -> list[str]:
    """ "All of them?", after "were the men released": whether all were."""
    if not _SOME_OF.match(asked.text) or not last.is_polar or last.subject[0] == last.subject[1]:
        return []
    of = definite(last.slice(*last.subject))
    share = asked.words[0].text.lower()
    return [f"{last.slice(0, 1)} {share} of {of} {last.slice(last.subject[1], last.end)}?"] if is_plural(of) else []


def _any_there(asked: Question, last: Question) -> list[str]:
    """ "Any in Oslo?", after "where are your dealers": whether there are any."""
    things = (last.noun or last.slice(*last.subject)) if _ANY.match(asked.text) else ""
    things = re.sub(rf"^(?:{'|'.join(sorted(DETERMINERS))}) ", "", things, flags=re.I)
    return [f"Are there any {things} {asked.slice(1, asked.end)}?"] if is_plural(things) else []


def _acting_turn(asked: Question, turns: list[Turn]) -> Turn:
    """The last turn; of "why?" the last that tells of anything that was done, behind a "who is she"."""
    if asked.asking not in ("why", "how") or asked.end > 1:
        return turns[-1]
    doing = (turn for turn in reversed(turns) if not _only_identifies(turn.asked))
    return next(doing, turns[-1])


def _only_identifies(last: Question) -> bool:
    """Whether a question only asks who or what something is."""
    return last.asking in ("who", "what") and last.verb is None and last.auxiliary is not None and not last.noun


def _turning(asked: Question, last: Question) -> list[str]:
    """ "When does it end", after "when does the season begin": of the same thing, and not of its beginning."""
    turns = last.verb is not None and _ENDING.search(f"it {last.words[last.verb].low}")
    if not turns or not _ENDING.search(asked.text.lower()) or last.subject[0] == last.subject[1]:
        return []
    read = _THAT.sub(lambda _: definite(last.slice(*last.subject)), asked.slice(0, asked.end), count=1)
    return [f"{capital(read)}?"]


def _speaks_of_all(asked: Question) -> bool:
    """Whether "that" is all that happened: "when was that", "where did it happen"."""
    low = asked.slice(asked.wh[1], asked.end).lower()  # after "why", "when exactly", "in which year"
    return asked.is_adverbial and len(asked.words) < 9 and bool(_EVENT.search(low))


def _around(asked: Question, last: Turn) -> list[str]:
    """ "How many died?" is asked of what was spoken of; "how many people died?", which lacks nothing, only maybe."""
    around = circumstance(last)
    plain = capital(asked.slice(0, asked.end))
    if asked.asking == "how" and not asked.noun and is_plural(last.asked.noun):  # "how many" of "which buildings"
        counted = f"{asked.asks} {last.asked.noun} {asked.slice(asked.wh[1], asked.end)}?"
        return [f"{plain} {around}?", capital(counted)] if around else [capital(counted), f"{plain}?"]
    readings = [f"{plain} {around}?", f"{plain}?"] if around else []
    return readings[::-1] if asked.noun.lower() == "people" else readings


def _lasting(turns: list[Turn]) -> list[Turn]:
    """The answered turns whose topic the last one, which was refused, still names."""
    last = turns[-1].asked.text.lower()
    answered = [turn for turn in turns if turn.is_answered]
    return [turn for turn in answered if any(found.text.lower() in last for found in referents(turn))]


def _fragment(asked: Question, last: Turn) -> list[str]:
    """A question phrase alone, put before the last question's clause."""
    phrase = asked.slice(0, asked.end)
    low = [word.low for word in asked.words[: asked.end]]
    if low == ["why", "not"]:
        return _denied(last)
    if low[:2] == ["why", "so"] and len(low) == _WHY_SO:
        found = asked_for(last, "why")
        return [f"{found.rstrip('?')} so {low[2]}?"] if found else []
    alike = _asking_alike(asked, last)
    if alike or len(low) > _SHORT or any(word in DETERMINERS for word in low):
        return alike
    if low == ["what"] or low[-1] in ("next", "come") or any(is_auxiliary(word) for word in asked.words):
        return []
    if len(low) == 2 and low[0] in ("what", "who", "whom") and low[1] in PREPOSITIONS:
        found = asked_for(last, phrase)  # "what with?"
    elif not asked.is_adverbial:
        around = place_or_time(phrase) if last.asked.is_adverbial or asked.noun.lower() in TIME_NOUNS else None
        around = around or (phrase if low in (["how", "much"], ["how", "many"]) and _takes_more(last.asked) else None)
        found = asked_for(last, around) if around else asked_who(last, _chosen(phrase, last))
    elif asked.asking == "how" and len(low) == 2 and low[1] not in ("long", "often", "far", "soon", "fast", "exactly"):
        plain = last.asked.verb is None and last.asked.auxiliary is not None  # "how old" asks what somebody is
        found = asked_for(last, phrase) if plain else None
    elif low[-1] == "else":
        found = None
    else:
        found = asked_for(last, _trailing(phrase))
    return [found] if found else []


def _asking_alike(asked: Question, last: Turn) -> list[str]:
    """ "Who the piano", after "who gets the violin": the last question of another thing, by its own question words."""
    asks, said = last.asked.asks.lower(), asked.text.lower()
    asks = asks if said.startswith(asks) else asks.removesuffix(last.asked.noun.lower()).strip()
    at = len(words_of(asks))
    if not asks or not last.asked.is_whole or not said.startswith(asks) or _OF_THOSE.search(said):
        return []
    if at < asked.end and asked.words[at].low in PREPOSITIONS and asked.end - at <= 2:
        pronoun = asked.words[at + 1].low if asked.end - at == 2 else ""
        if not pronoun or pronoun in ("it", "them"):  # "how many against", "how many against it"
            return _turned_round(asked.words[at].text, last.asked, whole=bool(pronoun))
    start = at + (asked.words[at].low in PREPOSITIONS if at < asked.end else 0)
    if start >= asked.end or not (asked.words[start].is_name or asked.words[start].low in DETERMINERS | TIME_NOUNS):
        return []
    return asked_of(last, asked.slice(start, asked.end), asked.slice(at, start).lower())


def _turned_round(preposition: str, last: Question, whole: bool) -> list[str]:
    """The last question with another preposition in the place of what its own begins: "against" for "in favour".

    The `whole` question keeps what stands behind its preposition.
    """
    at = next((i for i in range(last.wh[1], last.end) if last.words[i].low in PREPOSITIONS), None)
    return (
        [f"{last.slice(0, at)} {preposition} {last.slice(at + 1, last.end) if whole else ''}".rstrip() + "?"]
        if at
        else []
    )


def _takes_more(asked: Question) -> bool:
    """Whether the question ends with its verb, so that it may be asked how much."""
    return asked.is_adverbial and asked.verb == asked.end - 1


def _chosen(phrase: str, last: Turn) -> str:
    """ "Which one" with the name of what there is a choice of."""
    return re.sub(r"\bones?$", last.asked.noun, phrase) if last.asked.noun else phrase


def _trailing(phrase: str) -> str:
    return re.sub(r"\s+(?:exactly|precisely|then|again)$", "", phrase)


def _denied(last: Turn) -> list[str]:
    """ "Why not?" after a question that is answered by yes or no."""
    asked = last.asked
    if not asked.is_polar:
        return []
    auxiliary = asked.words[0].low
    negated = {"can": "can't", "will": "won't"}.get(auxiliary, auxiliary.removesuffix("n't") + "n't")
    return [f"Why {negated} {asked.slice(1, asked.end)}?"] if auxiliary not in ("may", "am", "shall") else []


def _event(asked: Question, last: Turn) -> list[str]:
    """ "When did that happen", asked of what the last question speaks of."""
    if not any(word.low.startswith("happen") for word in last.asked.words):
        found = asked_for(last, asked.asks)
        return [found] if found else []
    words = asked.slice(0, asked.end)
    whom = next((phrase for phrase in last.asked.phrases if phrase.preposition.lower() == "to"), None)
    if whom and is_past(last.said.split(" ")[0].lower()):  # "when was that", after "what happened to him" and "he left"
        return [f"{capital(asked.asks)} was it that {definite(whom.text)} {last.said}?"]
    return [_THAT.sub(lambda _: definite(last.named), words, count=1) + "?"] if last.named else []


def _of_another(fragment: str, turns: list[Turn]) -> list[str]:
    """The last question of another thing: "and the second edition?"."""
    asked = Question(fragment)
    if not 0 < asked.end <= 8 or asked.is_whole or any(word.low in WH for word in asked.words):
        return []
    if asked.words[0].low in _CONDITIONS:
        last = turns[-1].asked
        return [f"{last.slice(0, last.end)} {asked.slice(0, asked.end)}?"] if last.is_whole else []
    start = 1 if asked.words[0].low in PREPOSITIONS else 0
    rest = [word.low for word in asked.words[start : asked.end]]
    if not rest or (len(rest) == 1 and rest[0] in PRONOUNS | DETERMINERS):
        return []
    owner = next((found for phrase in turns[-1].asked.phrases for found in _OWNER.findall(phrase.text)), "")
    if owner and rest[0] in ("his", "her", "its", "their"):  # "and her mother", after "who was Ann's father"
        asked = Question(re.sub(r"\b(?:his|her|its|their)\b", lambda _: owner, fragment, count=1, flags=re.I))
    thing = Question(next(iter(resolved(asked, turns)), asked.text))
    preposition = asked.words[0].low if start else ""
    return asked_of(turns[-1], definite(thing.slice(start, thing.end)), preposition)


def _is_bare(asked: Question) -> bool:
    """Whether the question has a verb for somebody, but nothing that says of what: "how many died?"."""
    words = asked.words[: asked.end]
    after = asked.verb
    if (
        asked.phrases
        or after is None
        or not is_past(words[after].low)
        or any(word.low in PRONOUNS - _ANYBODY for word in words)
    ):
        return False
    if any(word.is_name for word in words[1:]) or any(character.isdigit() for character in asked.text):
        return False
    if asked.is_polar:
        return words[1].low in _ANYBODY
    somebody = asked.asking == "who" or (
        asked.asking == "how" and asked.noun.lower() in ("", "people", "others", "more people")
    )
    return somebody and asked.asks_subject and all(word.low in PREPOSITIONS for word in words[after + 1 :])
