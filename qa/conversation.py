"""A follow-up and the conversation so far -> the question as it stands alone.

A question leans on what was said where it has a pronoun that nothing in it explains, or lacks a part: it is a fragment,
or a verb without anybody or anything. The missing part is taken from the last question that was answered, the referent
of a pronoun from the last turn that names something it agrees with; what leans on nothing, or on nothing that is found,
is left as it is.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from qa.answer import Answer, Kind
from qa.clause import (
    DETERMINERS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    TIME_NOUNS,
    WH,
    PLACE_NOUNS,
    Phrase,
    Question,
    Word,
    head_of,
    is_auxiliary,
    is_plural,
    spelt_out,
)
from qa.ellipsis import asked_for, asked_of, asked_who, circumstance, definite, place_or_time
from qa.referents import best, place, referents, time
from qa.turns import Turn, turns_of
from qa.verbs import is_past

TRIES = 3
"""Readings that are compared at most, each at the price of a question."""

_MARGIN = 0.1  # by how much less likely a reading must do better than a likelier one
_LONGEST = 300  # characters of a follow-up; who writes more says what is meant
_QUOTED = re.compile(r"[\"“”„«»]")
_LEAD = re.compile(r"^(?:(?:and|but|so|or|ok|okay|oh|well|then|also|now|right|please|thanks|thank you|great)\b[\s,.!:–-]*)+", re.I)
_ABOUT = re.compile(r"^(?:what|how) about\s+", re.I)
_JOINED = re.compile(r"^(?:and|but|or|what about|how about)\b", re.I)
_TELLING = frozenset("tell describe explain list name show give find".split())
_EVENT = re.compile(
    r"(?:was|is|were|are) (?:that|this)(?: (?:exactly|again))?$"
    r"|(?:did|does|was|is|has) (?:that|this|it) (?:happen|occur|take place|come about|happening|happened|done|begin|start|end)(?:ed)?\b"
)
_ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "last": -1}
_DOCUMENTS = frozenset("say says said mention mentions".split())
_ALIKE = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "it": "n", "its": "n", "they": "p", "them": "p", "their": "p"}
_ANYBODY = frozenset("anyone anybody someone somebody".split())


def standalone(
    question: str, chat: Sequence[Answer], confidence: Callable[[str], float] | None = None
) -> str:
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
    core = spelt_out(_LEAD.sub("", question.strip()))
    joined = bool(_JOINED.match(question.strip()))
    asked = Question(core)
    if not turns or not asked.end or any(word.low in ("you", "your") for word in asked.words):
        return []
    if not turns[-1].is_answered:
        # What was refused has nothing to be taken up, but what was spoken of before it is still the topic.
        return [found for found in _resolved(asked, _lasting(turns)) if asked.is_whole]
    if _ABOUT.match(core):
        return _of_another(_ABOUT.sub("", core), turns)
    if _EVENT.search(core.rstrip(" ?!.").lower()) and asked.is_adverbial and len(asked.words) < 9:
        found = _event(asked, turns)
        return [found] if found else []
    if not asked.is_whole:
        if asked.asking:
            return _fragment(asked, turns[-1], core)
        if joined or (core.endswith("?") and asked.end <= 5 and asked.words[0].low in DETERMINERS):
            return _of_another(core, turns)
        return _resolved(asked, turns) if asked.words[0].low in _TELLING else []
    if _is_bare(asked):
        around = circumstance(turns[-1])
        return [f"{asked.slice(0, asked.end)} {around}?"] if around else []
    return _resolved(asked, turns)


def _lasting(turns: list[Turn]) -> list[Turn]:
    """The answered turns whose topic the last one, which was refused, still names."""
    last = turns[-1].asked.text.lower()
    answered = [turn for turn in turns if turn.is_answered]
    return [turn for turn in answered if any(found.text.lower() in last for found in referents(turn))]


def _fragment(asked: Question, last: Turn, core: str) -> list[str]:
    """A question phrase alone, put before the last question's clause."""
    phrase = asked.slice(0, asked.end)
    low = [word.low for word in asked.words[: asked.end]]
    if low == ["why", "not"]:
        return _denied(last)
    if not asked.is_adverbial:
        around = place_or_time(phrase) if last.asked.is_adverbial or asked.noun.lower() in TIME_NOUNS else None
        found = asked_for(last, around) if around else asked_who(last, _chosen(phrase, last))
    elif asked.asking == "how" and len(low) == 2 and low[1] not in ("long", "often", "far", "soon", "fast", "exactly"):
        plain = last.asked.verb is None and last.asked.auxiliary is not None  # "how old" asks what somebody is
        found = asked_for(last, phrase) if plain else None
    elif low[-1] == "else":
        found = None
    else:
        found = asked_for(last, _trailing(phrase))
    return [found] if found else []


def _chosen(phrase: str, last: Turn) -> str:
    """"Which one" with the name of what there is a choice of."""
    return re.sub(r"\bones?$", last.asked.noun, phrase) if last.asked.noun else phrase


def _trailing(phrase: str) -> str:
    return re.sub(r"\s+(?:exactly|precisely|then|again)$", "", phrase)


def _denied(last: Turn) -> list[str]:
    """"Why not?" after a question that is answered by yes or no."""
    asked = last.asked
    if not asked.is_polar:
        return []
    auxiliary = asked.words[0].low
    negated = {"can": "can't", "will": "won't"}.get(auxiliary, auxiliary.removesuffix("n't") + "n't")
    return [f"Why {negated} {asked.slice(1, asked.end)}?"] if auxiliary not in ("may", "am", "shall") else []


def _event(asked: Question, turns: list[Turn]) -> str | None:
    """"When did that happen", asked of what the last question speaks of."""
    last = turns[-1]
    if any(word.low in ("happen", "happened", "happens") for word in last.asked.words):
        words = asked.slice(0, asked.end)
        return re.sub(r"\b(?:that|this|it)\b", lambda _: definite(last.named), words) + "?" if last.named else None
    return asked_for(last, asked.asks)


def _of_another(fragment: str, turns: list[Turn]) -> list[str]:
    """The last question of another thing: "and the second edition?"."""
    asked = Question(fragment)
    if not 0 < asked.end <= 8 or asked.is_whole or asked.asking:
        return []
    start = 1 if asked.words[0].low in PREPOSITIONS else 0
    rest = [word.low for word in asked.words[start : asked.end]]
    if not rest or (len(rest) == 1 and rest[0] in PRONOUNS | DETERMINERS):
        return []
    resolved = _resolved(asked, turns)
    thing = Question(resolved[0]) if resolved else asked
    preposition = asked.words[0].low if start else ""
    return asked_of(turns[-1], thing.slice(start, thing.end), preposition)


def _is_bare(asked: Question) -> bool:
    """Whether the question has a verb for somebody, but nothing that says of what: "how many died?"."""
    words = asked.words[: asked.end]
    after = asked.verb
    if asked.phrases or after is None or not is_past(words[after].low) or any(word.low in PRONOUNS - _ANYBODY for word in words):
        return False
    if any(word.is_name for word in words[1:]) or any(character.isdigit() for character in asked.text):
        return False
    if asked.is_polar:
        return words[1].low in _ANYBODY
    somebody = asked.asking == "who" or (asked.asking == "how" and asked.noun.lower() in ("", "people", "others", "more people"))
    return somebody and asked.asks_subject and all(word.low in PREPOSITIONS for word in words[after + 1 :])


def _resolved(asked: Question, turns: Sequence[Turn]) -> list[str]:
    """The question with its pronouns and short mentions replaced; none where nothing was."""
    if not turns:
        return []
    changes: list[tuple[int, int, list[str]]] = []
    meant: dict[str, str] = {}  # what the question speaks of already, and by which pronoun's number and gender
    taken = 0
    for i in range(asked.end):
        found = _change(asked, i, turns) if i >= taken else None
        if found is None:
            continue
        taken, instead = found
        alike = _ALIKE.get(asked.words[i].low, "")
        instead = [text for text in instead if meant.setdefault(re.sub(r"['’]s?$", "", text), alike) == alike]
        if instead:
            changes.append((i, taken, instead))
    if not changes:
        return []
    most = max(len(instead) for _, _, instead in changes)
    return [_rewritten(asked, changes, choice) for choice in range(min(most, 2))]


def _rewritten(asked: Question, changes: list[tuple[int, int, list[str]]], choice: int) -> str:
    text = asked.text
    for start, end, instead in reversed(changes):
        new = instead[min(choice, len(instead) - 1)]
        text = text[: asked.words[start].start] + new + text[asked.words[end - 1].end :]
    text = text[:1].upper() + text[1:]
    return text if asked.words[-1].text in "?.!" else text + "?" if asked.is_whole or asked.asking else text


def _change(asked: Question, i: int, turns: Sequence[Turn]) -> tuple[int, list[str]] | None:
    """Where the mention that begins at `i` ends, and what to put in its place; None where it is none, or explained."""
    low = asked.words[i].low
    following = asked.words[i + 1].low if i + 1 < asked.end else ""
    if low in ("it", "its", "they", "them", "their", "he", "him", "his", "she", "her", "hers"):
        if low == "it" and _says_nothing(asked, i) or _explained(asked, i):
            return None
        owning = low in ("its", "their", "his", "hers") or (low == "her" and _owns(asked, i))
        found = best(low, turns)
        found = [text for text in found if text.lower() not in asked.text.lower()]
        return (i + 1, [_owner(text) if owning else text for text in found]) if found else None
    if low == "there" and i and not _exists(asked, i):
        where = place(turns)
        return (i + 1, [where]) if where else None
    if low == "then" and i and i + 1 == asked.end:
        when = time(turns)
        if when and asked.words[i - 1].low in PREPOSITIONS:
            when = when.split(" ", 1)[-1]
        return (i + 1, [when]) if when else None
    if low in ("that", "this") and (i + 1 == asked.end or following in PREPOSITIONS) and i and asked.words[i - 1].low in PREPOSITIONS:
        return _happening(asked, i, turns)
    if low in ("the", "that", "this", "those", "these"):
        return _mention(asked, i, turns)
    return None


def _owner(text: str) -> str:
    return text + ("'" if is_plural(text) and text.endswith("s") else "'s")


def _says_nothing(asked: Question, i: int) -> bool:
    """Whether "it" stands for nothing that was named: "how long does it take to ...", "where does it say"."""
    after = [word.low for word in asked.words[i + 1 : asked.end]]
    if not after:
        return False
    if after[0] in _DOCUMENTS or (after[0] in ("take", "takes", "took") and "to" in after):
        return True
    before = asked.words[i - 1].low if i else ""
    weather = after[0] in ("rain", "raining", "snow", "snowing")
    return weather or (before in ("is", "was", "be") and any(word in ("to", "that", "if") for word in after[1:3]))


def _explained(asked: Question, i: int) -> bool:
    """Whether something before the pronoun in the same question is what it stands for."""
    low = asked.words[i].low
    owning = low in ("its", "their", "his") or (low == "her" and _owns(asked, i))
    if low == "their" and asked.asking == "who" and asked.asks_subject and asked.wh[1] <= i:
        return True
    if owning and asked.noun and asked.asks_subject and low in ("its", "their"):
        return True
    for phrase in asked.phrases:
        if phrase.end > i or not _fits(low, phrase):
            continue
        between = asked.words[phrase.end : i]
        if owning or any(_opens_clause(word) for word in between):
            return True
    first = asked.words[0].low
    if first in ("before", "after", "when", "while", "if", "although", "as", "since", "because"):
        return any(phrase.start > i and _fits(low, phrase) for phrase in asked.phrases)
    return False


def _opens_clause(word: Word) -> bool:
    return word.low in WH or is_auxiliary(word) or word.low in ("and", "but", "that", "because", "before", "after", "if", "while")


def _fits(low: str, phrase: Phrase) -> bool:
    name = head_of(phrase.text)[:1].isupper()
    if low in ("they", "them", "their"):
        return is_plural(phrase.text) or (name and low == "their")
    if low in ("it", "its"):
        return not is_plural(phrase.text)
    return name and not is_plural(phrase.text)


def _owns(asked: Question, i: int) -> bool:
    """Whether "her" at `i` owns what follows."""
    if i + 1 >= asked.end:
        return False
    after = asked.words[i + 1]
    closed = after.low in PREPOSITIONS | DETERMINERS | PRONOUNS | WH or is_auxiliary(after)
    return not closed and after.is_word and after.low not in ("and", "or", "but", "again", "then", "so") and not after.low.endswith("ly")


def _exists(asked: Question, i: int) -> bool:
    """Whether "there" at `i` says that something exists, and points at no place."""
    return is_auxiliary(asked.words[i - 1]) or (i + 1 < asked.end and is_auxiliary(asked.words[i + 1]))


def _happening(asked: Question, i: int, turns: Sequence[Turn]) -> tuple[int, list[str]] | None:
    """"After that", "about that": the clause of the last question after a word of time, else its topic."""
    around = circumstance(turns[-1]) or ""
    if asked.words[i - 1].low in ("after", "before", "since", "until"):
        clause = re.sub(r"^(?:when|in|at|during)\s+", "", around)
        return (i + 1, [clause]) if clause else None
    topic = next((found.text for found in referents(turns[-1])), "")
    return (i + 1, [topic]) if topic and asked.words[i - 1].low in ("about", "of", "for", "in", "to", "by") else None


def _mention(asked: Question, i: int, turns: Sequence[Turn]) -> tuple[int, list[str]] | None:
    """"The second one", "that operation", "the brothers": the fuller words that were used before."""
    end = asked.phrase_end(i)
    if not 1 < end - i <= 3 or any(phrase.start == i and phrase.inner < phrase.end for phrase in asked.phrases):
        return None
    words = [word.low for word in asked.words[i:end]]
    head, pointing = words[-1], words[0] in ("that", "those", "this", "these")
    if head in ("one", "ones"):
        return _one_of(words, end, turns)
    if len(words) > 2:
        return None
    for turn in reversed(turns):
        for found in referents(turn):
            same = head_of(found.text).lower() == head
            if same and len(found.text.split()) > 2 and found.text.lower() not in asked.text.lower():
                return end, [found.text]
        named = _named(head, turn)
        if named:
            return end, [named]
        if not pointing:
            continue
        if head in TIME_NOUNS and (when := time([turn])):
            return end, [when.split(" ", 1)[-1] if asked.words[i - 1].low in PREPOSITIONS else when]
        if head in PLACE_NOUNS and (where := place([turn])):
            return end, [where.split(" ", 1)[-1]]
    return None


def _named(head: str, turn: Turn) -> str:
    """What a quote calls by the word and a name: "the brothers Ann and Bo Lee"."""
    if not turn.answer.quotes or not turn.is_answered:
        return ""
    name = r"[A-Z][\w’'-]+"
    found = re.search(rf"\b{re.escape(head)} ({name}(?: (?:and )?{name})*)", turn.answer.quotes[0].text)
    return f"the {head} {found[1]}" if found else ""


def _one_of(words: list[str], end: int, turns: Sequence[Turn]) -> tuple[int, list[str]] | None:
    """"The second one" of what was listed, or else of the kind that was asked about."""
    number = next((_ORDINALS[word] for word in words if word in _ORDINALS), None)
    for turn in reversed(turns):
        items = turn.answer.quotes if turn.answer.kind is Kind.LIST else ()
        if number is not None and -len(items) <= number < len(items):
            item = items[number].answer
            if 0 < len(item.split()) <= 10:
                return end, [definite(item)]
        noun = turn.asked.noun or next((head_of(p.text) for p in turn.asked.phrases if is_plural(p.text)), "")
        if noun and not is_past(noun):
            one = re.sub(r"(?<=[^s])s$", "", noun) if words[-1] == "one" else noun
            return end, [" ".join([*words[:-1], one])]
    return None
