"""The pronouns and short mentions of a question -> the fuller words that were used before."""

import re
from collections.abc import Sequence

from qa.answer import Kind
from qa.conversation.ellipsis import circumstance, definite
from qa.conversation.referents import best, persons, place, referents, somebody, time
from qa.conversation.turns import Turn
from qa.words.clause import (
    BE,
    DETERMINERS,
    PLACE_NOUNS,
    PREPOSITIONS,
    TIME_NOUNS,
    WH,
    Phrase,
    Question,
    Word,
    head_of,
    is_auxiliary,
    is_plural,
)
from qa.words.verbs import closed, is_past

_ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "last": -1}
_COSTING = closed("take takes took cost costs")
_NUMBERS = closed("number no page article chapter plan option group room part phase step question")
_PERSON = closed("person man woman")
_LAWFUL = closed("allowed permitted forbidden")  # "is it allowed to smoke"
_OF_A_TOPIC = closed("about of for in to by with")
_DOCUMENTS = closed("say says said mention mentions")
_ALIKE = dict(
    zip(
        ("he", "him", "his", "she", "her", "hers", "it", "its", "they", "them", "their"),
        ("m", "m", "m", "f", "f", "f", "n", "n", "p", "p", "p"),
        strict=True,
    )
)
_Change = tuple[int, list[str]]


def resolved(asked: Question, turns: Sequence[Turn]) -> list[str]:
    """The question with its pronouns and short mentions replaced; none where nothing was."""
    if not turns:
        return []
    changes: list[tuple[int, int, list[str]]] = []
    apart = _two_persons(asked, turns)
    meant: dict[str, str] = {}  # what the question speaks of already, and by which pronoun's number and gender
    taken = 0
    for i in range(asked.end):
        found = _change(asked, i, turns) if i >= taken else None
        if found is None:
            continue
        taken, instead = found
        instead = [apart[i]] if i in apart else instead
        alike = _ALIKE.get(asked.words[i].low, "")
        instead = [text for text in instead if meant.setdefault(re.sub(r"['’]s?$", "", text), alike) == alike]
        if instead:
            changes.append((i, taken, instead))
    if not changes:
        return []
    most = max(len(instead) for _, _, instead in changes)
    return [_rewritten(asked, changes, choice) for choice in range(min(most, 2))]


def _two_persons(asked: Question, turns: Sequence[Turn]) -> dict[int, str]:
    """Who acts and who is acted on where two pronouns of one gender stand for two: "what did she promise her".

    Who acted in the last question acts in this one.
    """
    low = [word.low for word in asked.words[: asked.end]]
    for acting, acted_on in (("she", "her"), ("he", "him")):
        at = [i for i, word in enumerate(low) if word in (acting, acted_on)]
        if [low[i] for i in at] == [acting, acted_on] and not asked.owns(at[1]):
            for turn in reversed(turns):
                both = persons(acting, turn, turns)
                if len(both) > 1:
                    return dict(zip(at, both[:2], strict=True))
    return {}


def _rewritten(asked: Question, changes: list[tuple[int, int, list[str]]], choice: int) -> str:
    text = asked.text
    for start, end, instead in reversed(changes):
        new = instead[min(choice, len(instead) - 1)]
        text = text[: asked.words[start].start] + new + text[asked.words[end - 1].end :]
    text = text[:1].upper() + text[1:]
    return text if asked.words[-1].text in "?.!" else text + "?" if asked.is_whole or asked.asking else text


def _change(asked: Question, i: int, turns: Sequence[Turn]) -> _Change | None:
    """Where the mention that begins at `i` ends, and what to put in its place; None where it is none, or explained."""
    low = asked.words[i].low
    found: _Change | None = None
    if low in _ALIKE:
        found = _pronoun(asked, i, turns)
    elif low in ("there", "then") and i:
        found = _there_or_then(asked, i, turns)
    elif low in ("that", "this") and _stands_for_all(asked, i):
        found = _happening(asked, i, turns)
    elif low in ("those", "these") and i and asked.words[i - 1].low == "of" and _ends_phrase(asked, i + 1):
        found = i + 1, best("they", turns)  # "how many of those"
    elif low == "that" and asked.noun and asked.subject == (i, i + 1) and asked.words[i - 1].low in BE:
        found = i + 1, best("it", turns)  # "which firm is that"
    elif low == "one" and i + 1 == asked.end and asked.words[i - 1].low in PREPOSITIONS - {"than"}:
        found = _one_of(["the", "one"], i + 1, turns)  # "what if it is not in one"
    elif low == "one" and i + 1 == asked.end and i and asked.words[i - 1].low not in WH | DETERMINERS | _NUMBERS:
        found = i + 1, _indefinite(turns)  # "how much is one", "where can I get one"
    elif low in ("the", "that", "this", "those", "these"):
        found = _mention(asked, i, turns)
    return found if found and found[1] and all(found[1]) else None


def _indefinite(turns: Sequence[Turn]) -> list[str]:
    """What "one" stands for: the last thing that was asked after with an "a"."""
    for turn in reversed(turns):
        for phrase in reversed(turn.asked.phrases):
            if re.match(r"an? ", phrase.text, re.I):
                return [phrase.text]
    return []


def _ends_phrase(asked: Question, i: int) -> bool:
    """Whether "those" before the word at `i` has nothing of its own: "of those that came", "how many of those sank"."""
    word = asked.words[i] if i < asked.end else None
    return word is None or is_auxiliary(word) or is_past(word.low) or word.low in PREPOSITIONS


def _pronoun(asked: Question, i: int, turns: Sequence[Turn]) -> _Change | None:
    low = asked.words[i].low
    if (low == "it" and _says_nothing(asked, i)) or _explained(asked, i) or _is_unknown(low, turns[-1]):
        return None
    persons = asked.asking == "who" and asked.verb is None
    found = [text for text in best(low, turns, persons) if text.lower() not in asked.text.lower()]
    if low == "them" and i and asked.words[i - 1].low == "of":  # "of the bicycles", not "of bicycles"
        found = [f"the {text}" if text.islower() and is_plural(text) and " " not in text else text for text in found]
    return i + 1, [_owner(text) if _is_owning(asked, i) else text for text in found]


def _is_unknown(low: str, last: Turn) -> bool:
    """Whether the last question has the pronoun too, and nobody knows of whom it speaks: "her mother", "her father"."""
    if _ALIKE[low] not in ("m", "f") or (last.asked.asking in ("who", "whom", "whose") and last.said):
        return False
    return any(_ALIKE.get(word.low) == _ALIKE[low] for word in last.asked.words)


def _there_or_then(asked: Question, i: int, turns: Sequence[Turn]) -> _Change | None:
    if asked.words[i].low == "there":
        return None if _exists(asked, i) else (i + 1, [place(turns) or ""])
    when = time(turns) or ""
    if asked.words[i - 1].low in PREPOSITIONS:
        when = when.split(" ", 1)[-1]
    return (i + 1, [when]) if i + 1 == asked.end else None


def _stands_for_all(asked: Question, i: int) -> bool:
    """Whether "that" at `i` follows a preposition and stands alone."""
    ends = i + 1 == asked.end or asked.words[i + 1].low in PREPOSITIONS
    return ends and i > 0 and asked.words[i - 1].low in PREPOSITIONS


def _is_owning(asked: Question, i: int) -> bool:
    low = asked.words[i].low
    return low in ("its", "their", "his", "hers") or asked.owns(i)


def _owner(text: str) -> str:
    return text + ("'" if is_plural(text) and text.endswith("s") else "'s")


def _says_nothing(asked: Question, i: int) -> bool:
    """Whether "it" stands for nothing that was named: "how long does it take to ...", "where does it say"."""
    after = [word.low for word in asked.words[i + 1 : asked.end]]
    if not after:
        return False
    if after[0] in _DOCUMENTS or (after[0] in _COSTING and "to" in after):
        return True
    before = asked.words[i - 1].low if i else ""
    weather = after[0] in ("rain", "raining", "snow", "snowing")
    if (is_past(after[0]) or after[0].endswith("ing")) and after[0] not in _LAWFUL:
        return weather  # "what was it meant to do"
    return weather or (before in ("is", "was", "be") and any(word in ("to", "that", "if") for word in after[1:3]))


def _explained(asked: Question, i: int) -> bool:
    """Whether something before the pronoun in the same question is what it stands for."""
    low = asked.words[i].low
    owning = _is_owning(asked, i)
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
    if asked.auxiliary != asked.wh[1] and first in (
        "before",
        "after",
        "when",
        "while",
        "if",
        "although",
        "as",
        "since",
        "because",
    ):
        return any(phrase.start > i and _fits(low, phrase) for phrase in asked.phrases)
    return False


def _opens_clause(word: Word) -> bool:
    return (
        word.low in WH
        or is_auxiliary(word)
        or word.low in ("and", "but", "that", "because", "before", "after", "if", "while")
    )


def _fits(low: str, phrase: Phrase) -> bool:
    name = head_of(phrase.text)[:1].isupper()
    if low in ("they", "them", "their"):
        return is_plural(phrase.text) or (name and low == "their")
    if low in ("it", "its"):
        return not is_plural(phrase.text)
    return name and not is_plural(phrase.text)


def _exists(asked: Question, i: int) -> bool:
    """Whether "there" at `i` says that something exists, and points at no place."""
    return is_auxiliary(asked.words[i - 1]) or (i + 1 < asked.end and is_auxiliary(asked.words[i + 1]))


def _happening(asked: Question, i: int, turns: Sequence[Turn]) -> _Change | None:
    """ "After that", "about that": the clause of the last question after a word of time, else its topic."""
    around = circumstance(turns[-1]) or ""
    if asked.words[i - 1].low in ("after", "before", "since", "until"):
        clause = re.sub(r"^(?:when|in|at|during)\s+", "", around)
        return (i + 1, [clause]) if clause else None
    topic = next((found.text for found in referents(turns[-1])), "")
    return (
        (i + 1, [topic])
        if topic and asked.words[i - 1].low in ("about", "of", "for", "in", "to", "by", "with")
        else None
    )


def _mention(asked: Question, i: int, turns: Sequence[Turn]) -> _Change | None:
    """ "The second one", "that operation", "the brothers": the fuller words that were used before."""
    end = asked.phrase_end(i)
    if not 1 < end - i <= 3 or any(phrase.start == i and phrase.inner < phrase.end for phrase in asked.phrases):
        return None
    words = [word.low for word in asked.words[i:end]]
    head, pointing = words[-1], words[0] in ("that", "those", "this", "these")
    if head in ("one", "ones"):
        return _one_of(words, end, turns)
    if len(words) > 2:
        return None
    if pointing and head in _PERSON:
        return end, [somebody(turns)]
    bare = asked.words[i - 1].low in PREPOSITIONS if i else False
    for turn in reversed(turns):
        fuller = _fuller(head, turn, asked.text.lower()) or (_pointed_at(head, turn, bare) if pointing else "")
        if fuller:
            return end, [fuller]
    return None


def _fuller(head: str, turn: Turn, text: str) -> str:
    """A longer name that the turn has for what is called by one word, and that the question itself has not."""
    for found in referents(turn):
        if head_of(found.text).lower() == head and len(found.text.split()) > 2 and found.text.lower() not in text:
            return found.text
    return _named(head, turn)


def _pointed_at(head: str, turn: Turn, bare: bool) -> str:
    """The time or place that "that year" or "this town" points at; `bare` without its preposition."""
    found = (time([turn]) if head in TIME_NOUNS else place([turn]) if head in PLACE_NOUNS else None) or ""
    return found.split(" ", 1)[-1] if bare or head in PLACE_NOUNS else found


def _named(head: str, turn: Turn) -> str:
    """What a quote calls by the word and a name: "the brothers Ann and Bo Lee"."""
    if not turn.answer.quotes or not turn.is_answered:
        return ""
    name = r"[A-Z][\w’'-]+"
    found = re.search(rf"\b{re.escape(head)} ({name}(?: (?:and )?{name})*)", turn.answer.quotes[0].text)
    if found:
        return f"the {head} {found[1]}"
    called = is_plural(head) and re.search(rf"\b{re.escape(head)}\b", turn.answer.quotes[0].text, re.I)
    several = (one.text for one in referents(turn) if one.is_name and " and " in one.text)
    return next(several, "") if called else ""


def _one_of(words: list[str], end: int, turns: Sequence[Turn]) -> _Change | None:
    """ "The second one" of what was listed, or else of the kind that was asked about."""
    number = next((_ORDINALS[word] for word in words if word in _ORDINALS), None)
    for turn in reversed(turns):
        items = turn.answer.quotes if turn.answer.kind is Kind.LIST else ()
        if number is not None and -len(items) <= number < len(items):
            item = items[number].answer
            if 0 < len(item.split()) <= 10:
                return end, [definite(item)]
        heads = [head_of(phrase.text) for phrase in sorted(turn.asked.phrases, key=lambda p: not is_plural(p.text))]
        noun = turn.asked.noun or next((head for head in heads if head.islower()), "")
        if noun and not is_past(noun):
            one = re.sub(r"(?<=[^s])s$", "", noun) if words[-1] == "one" else noun
            return end, [" ".join([*words[:-1], one])]
    return None
