"""A question for a place -> the words whose places it asks for.

Quotation marks say it. Without them, English does: what is sought follows the verb that asks ("where does it mention
...", "find ..."), or stands before it in the passive ("where is ... mentioned"). What may stand around it - question
words, pronouns, articles, names for documents and for their parts - are closed classes.
"""

import re
from collections.abc import Sequence

from qa.words.clause import AUXILIARIES, BE, DETERMINERS, PERSONAL, PREPOSITIONS, PRONOUNS, WH
from qa.words.verbs import base, closed

_QUOTED = re.compile(
    r"\"([^\"]+)\"|“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|‘([^‘]+?)’(?!\w)|(?<!\w)'([^']+(?:'\w[^']*)*)'(?!\w)"
)
_SEEKING = closed("find search look locate show list point direct quote highlight get see ctrl-f ctrl+f grep scan")
_SAYING = closed(
    "say mention state write read talk speak refer discuss describe contain use cite name note tell print deal "
    "cover address bring touch include have go give"
)
_CLAIMING = closed("say state write claim")
_TELLING = closed("mention say state write discuss describe refer talk speak name contain")
_STANDING = closed("appear occur stand come crop turn show feature")
_PLACES = closed(
    "place places word words phrase phrases expression term line lines passage passages sentence sentences section "
    "sections page pages part parts paragraph paragraphs mention mentions mentioned reference references occurrence "
    "occurrences instance instances bit bits spot spots document documents file files text texts wording string "
    "chapter chapters clause clauses quote quotation exact many times often once name anything something"
)
_COURTESY = closed(
    "please can could would you me us i i'm i'd i've want need to let's let exactly everywhere anywhere ever again and"
)
_ASKING = WH | {"whereabouts"}
_GLUE = (DETERMINERS - {"no"}) | PERSONAL | PRONOUNS | AUXILIARIES | _ASKING | _COURTESY | {"'s", "been", "being", "be"}
_LINKING = closed("for of to about with in on at that up out from within through across inside")
_TRAILING = _GLUE | _LINKING | closed("here together")
_PHRASE = 5  # words at most, and its verb, of what is said to mention something: "the minutes of the board"
_SHORT = 3  # words at most that an order to search names without a mark
_PART = r"(?:section|paragraph|page|passage|sentence|line|clause|chapter|document|file|text|bit)s?"
_ANY = r"(?:the|this|that|these|your|any|any of the)(?: of)?(?: \S+)? "
_WORK = r"(?:articles?|documents?|texts?|files?|reports?|papers?|pages?|sources?|seeds?)"
_TELLS = (
    r"(?:say|state|mention|describe|discuss|talk|speak|refer|contain|appear|occur|come up|turn up|find|found|read)"
    r"(?:s|d|ed|red|ing)?\b"
)
_BY_FORM = re.compile(
    rf"^(?:(?:in|on|at) )?(?:which|what) {_PART}\b(?! (?:have|did|do|can) you\b).*\b{_TELLS}"
    r"|^(?:in|on|at) (?:which|what) (?:part|place|point|spot)s?\b.*\b(?:mention|discuss|speak|talk|refer)"
    rf"|^(?:which|what) {_PART} (?:has|have)\b.*\bin (?:it|them)\b"
    r"|^(?:\S+ ){0,4}(?:all|any|every|each) (?:of )?(?:the )?(?:occurrence|mention|instance|reference)s? (?:of|to)\b"
    r"|^(?:so |and )?where (?:exactly )?(?:in .{1,40}? )?does (?:\S+ ){1,6}(?:say|state|mention|talk|speak|refer)\b"
    r"|^(?:so |and )?where(?:abouts)? .{,40}?\bdo (?:\S+ ){1,4}(?:mention|(?:write|talk|speak) (?:about|of)|refer to)\b"
    r"|^(?:so |and )?where(?:abouts)?(?:'s| is| are) .*"
    r"\b(?:mentioned|discussed|described|brought up|referred to|(?:spoken|talked) (?:of|about))\b"
    rf"|^(?:and |so )?(?:which|what) {_PART} (?:has|have|contains?|holds?) the (?:exact )?words?\b"
    r"|\b(?:exact|precise) (?:words?|wording|phrase|phrasing)\b"
    rf"|^(?:and |so )?do(?:es)? (?:{_ANY}{_WORK}|it) (?:ever |even |also )?"
    r"(?:mention|(?:talk|speak|write) (?:about|of)|refer to)\b(?! (?:wh\w+|how|if|that)\b)"
    r"|^(?:is|are|was|were) .{1,60} (?:mentioned|named|referred to|brought up)"
    rf"(?: (?:anywhere|at all|in {_ANY}{_WORK}|here))*[ ?.!]*$",
    re.I,
)
_ORDER = re.compile(
    r"^(?:please )?(?:look up|look for|search for|highlight|grep|ctrl[-+]f)\b(?! (?:who|wh\w+|how)\b)", re.I
)
_MAKING_UP = re.compile(r"\bc[ao]m(?:e|es|ing) up with\b", re.I)  # no word stands anywhere by that
_VERBATIM = re.compile(r"\bsays? (?:exactly|precisely|literally|verbatim|word for word)\b", re.I)
_EDGES = " ,.;:?!\"'“”‘’«»()"


def words_sought(question: str) -> tuple[str, ...]:
    """The words in quotation marks, each of them, or else those that the asking words are about; none where there are.

    >>> words_sought('Where does it say “too late”?'), words_sought("find the words drip irrigation")
    (('too late',), ('drip irrigation',))
    >>> words_sought("In which sentence of the lease is the echo sounder mentioned?")
    ('echo sounder',)
    >>> words_sought("where in the diary does she talk about black storks")
    ('black storks',)
    """
    quoted = [next(words for words in match if words).strip(_EDGES) for match in _QUOTED.findall(question)]
    if any(quoted):
        return tuple(dict.fromkeys(words for words in quoted if words))
    words = question.split()
    low = [_compared(word) for word in words]
    asked = any(word in _PLACES | {"where", "whereabouts"} or _asks(word) for word in low)
    found = _of_asking(words, low) if asked else ""
    return (found,) if found else ()


def _compared(word: str) -> str:
    """A word in lower case without the marks beside it; of "where's" what asks."""
    low = word.strip(_EDGES).lower().replace("’", "'")
    plain = low.removesuffix("'s")
    return plain if plain in _ASKING else low


def asks_for_words(question: str) -> bool:
    """Whether a question asks by its form where something is said, whatever it is about.

    >>> asks_for_words("Where does he say that he was ill?"), asks_for_words("How often does “pear” turn up?")
    (True, True)
    >>> asks_for_words("Where was he ill?"), asks_for_words("Who came up with the name “Pear”?")
    (False, False)
    """
    unquoted = _QUOTED.sub(" ", question).replace("’", "'")
    stands = any(_stands(word) for word in _MAKING_UP.sub(" ", unquoted).lower().replace("?", " ").split())
    quoted = unquoted != question and (stands or bool(_VERBATIM.search(unquoted)))
    sought = words_sought(question)
    ordered = bool(_ORDER.search(question)) and all(len(words.split()) <= _SHORT for words in sought)
    return (quoted or ordered or bool(_BY_FORM.search(unquoted))) and bool(sought)


def asks_of_something(question: str) -> bool:
    """Whether a question that only looks like a search asks of something.

    >>> asks_of_something("Which quotes were received?"), asks_of_something("Which part mentions quotes?")
    (True, False)
    """
    first, *others = question.lower().split()
    told = any(base(word.strip("?.!,")) in _TELLING for word in others)
    short = all(" " not in words for words in words_sought(question))
    return first in WH - {"where"} and short and not told and not asks_for_words(question)


def _stands(word: str) -> bool:
    return base(word) in _STANDING | {"use", "contain", "mention", "anything"}


def _of_asking(words: Sequence[str], low: Sequence[str]) -> str:
    first = _behind(low, 0)
    asking = next((i for i in range(first) if low[i] in _ASKING), first)
    if PREPOSITIONS & {*low[asking:first]} and not AUXILIARIES & {*low[:first]} and not any(map(_asks, low[:first])):
        # "in which part of the lease | is the deposit mentioned"
        asked = next((i for i in range(first, min(first + _PHRASE, len(low))) if low[i] in AUXILIARIES), None)
        first = first if asked is None else _behind(low, asked)
    told = next((i for i in range(first, min(first + _PHRASE, len(low))) if _is_verb(low, i, first)), None)
    if first and told is not None and _goes_on(low, told) and not _ASKING & {*low[first:told]}:
        first = _behind(low, told + 1)  # "the lease | mention | interest"
    first = _clause(low, first)
    last = _cut(low, first)
    while last > first and _closes(low, last - 1):
        last -= 1
    return " ".join(words[first:last]).strip(_EDGES) if first else ""


def _clause(low: Sequence[str], first: int) -> int:
    """Where a clause that is said begins: "it says | nobody was hurt". What "she" says she was, she says of "I"."""
    said = next((i for i in range(first - 1, -1, -1) if base(low[i]) in _CLAIMING), None)
    if said is None:
        return first
    start = said + 1 + (low[said + 1 : said + 2] == ["that"])
    between = set(low[start:first])
    acts = any(word in AUXILIARIES for word in low[start : first + 2])
    return start if between and acts and between <= (PRONOUNS - PERSONAL) | DETERMINERS | AUXILIARIES else first


def _behind(low: Sequence[str], at: int) -> int:
    """Where the first word stands, from `at` on, that does not only ask."""
    while at < len(low) and _opens(low, at):
        at += 1
    return at


def _opens(low: Sequence[str], at: int) -> bool:
    word = low[at].removesuffix("'s")
    asking = word in _GLUE or word in _LINKING or word in _PLACES or not word
    return asking or (_asks(word) and at + 1 < len(low))


def _asks(word: str) -> bool:
    """Whether it is a verb that asks for a place or says what stands there, in any of its forms."""
    plain = base(word.removesuffix("ing")) if word.endswith("ing") else base(word)
    return plain in _SEEKING | _SAYING | _STANDING


def _closes(low: Sequence[str], at: int) -> bool:
    word = low[at]
    return word in _TRAILING or (word in _PLACES and low[at - 1] in _TRAILING | {"any", "all"}) or not word


def _is_verb(low: Sequence[str], i: int, first: int) -> bool:
    """Whether the word at `i` is what a document does: it mentions something."""
    passive = any(word in BE or word == "been" for word in low[max(0, first - 4) : i]) and low[i].endswith(("ed", "n"))
    return base(low[i]) in _SAYING - {"name", "have", "go", "use"} and not passive


def _goes_on(low: Sequence[str], at: int) -> bool:
    """Whether what is said follows the verb at `at`, and not only where."""
    after = _behind(low, at + 1)
    return after < len(low) and low[at + 1] not in ("in", "on", "within", "inside", "at")


def _cut(low: Sequence[str], first: int) -> int:
    """Where what is sought ends: before the verb in "where is it mentioned in the lease", or with the question."""
    if not (_ASKING | AUXILIARIES) & {*low[:first]}:
        return len(low)
    for i in range(first + 1, len(low)):
        verb = base(low[i])
        ends = i + 1 == len(low) or low[i + 1] in PREPOSITIONS | _COURTESY
        passive = verb in _SAYING | {"find"} and low[i].endswith(("ed", "n", "nd", "d", "t")) and low[i] != verb
        stands = verb in _STANDING and any(word in ("do", "does", "did") for word in low[:first])
        stands = stands or (verb in _STANDING and low[i].endswith("s"))
        if ends and (passive or stands or (low[i] == "read" and i + 1 == len(low))):
            return i
    return len(low)
