"""A yes-or-no question as it would be asked without ado: no "so", no "I'd like to know whether", its condition last."""

import re

from qa.words.clause import DETERMINERS, PRONOUNS, WH, is_auxiliary, words_of
from qa.words.verbs import closed

_OPENING = re.compile(r"^(?:(?:so|and|but|well|ok|okay|please|hi|hello|actually|then|also)\b,?\s+)+(?=\w)", re.I)
_WHETHER = r"(?:that|if|whether)"
_WRAPPED = re.compile(
    rf"""^(?:
      is\ it\ (?:really\ )?(?:true|correct|right|the\ case)\ that
    | (?:do|does|did)\ (?:the\ )?(?:documents?|texts?|files?|it|they|we|you|anyone|anybody)
      \ (?:say|state|mention|know|tell\ (?:us|me))\ {_WHETHER}
    | (?:i'd\ like|i\ would\ like|i\ want|we\ want|i\ need|we\ need|i\ was\ hoping)
      \ to\ (?:know|find\ out|learn)\ {_WHETHER}
    | (?:can|could|would)\ (?:you|anyone|anybody|somebody)\ (?:please\ )?(?:tell|say|confirm|check|find\ out)
      (?:\ (?:me|us))?\ {_WHETHER}
    | (?:i|we)?\ ?(?:wonder|(?:was\ |were\ |am\ |are\ )?wondering)\ (?:if|whether)
    | (?:any\ idea|tell\ (?:me|us)|please\ (?:say|check|confirm))\ (?:if|whether)
    | is\ there\ (?:any\ |an?\ )?(?:evidence|indication|sign|word|proof)\ (?:that|whether)
    )\s+""",
    re.I | re.X,
)
_CIRCUMSTANCE = re.compile(
    r"^((?:if|when|after|before|once|since|in|during|as of|at|on|with|for|while|by|until|under)\b[^,?]*),\s*(.*)$",
    re.I | re.S,
)
_STATED = re.compile(
    r"^([^?]*\w)\s*(?:[,;.!:–—]|\s-)\s+(?:(?:so|and|but|well|ok)\b,?\s+)?(\w[^?]*\?*)\s*$", re.I | re.S
)
_FRONTED = 9  # words of a statement among which its auxiliary is looked for
_LEAST = 4  # words of a question behind a statement: "is that so" is none
_TELLING = PRONOUNS | DETERMINERS - {"no", "every", "each"}  # what the statement of an asker begins with
_ACTING = _TELLING | closed("it")


def direct(question: str) -> str:
    """The question in the order of one, without what people put before it.

    >>> direct("I'd like to know whether the fee is going to rise.")
    'is the fee going to rise.'
    >>> direct("so did they leave?"), direct("Is it true that Ann left?")
    ('did they leave?', 'Did Ann left?')
    >>> direct("If my child is ill, do I have to call?")
    'do I have to call if my child is ill?'
    >>> direct("I lost my key, will I get a new one?")
    'will I get a new one if I lost my key?'
    """
    plain = _OPENING.sub("", question.strip().replace("’", "'"))
    plain = _statement_last(_circumstance_last(plain))
    wrapped = _WRAPPED.match(plain)
    return _fronted(plain[wrapped.end() :]) if wrapped else plain


def _circumstance_last(question: str) -> str:
    """The question with a circumstance that stands before its auxiliary put behind it."""
    parts = _CIRCUMSTANCE.match(question)
    words = words_of(parts[2]) if parts else []
    if parts is None or not words or not is_auxiliary(words[0]):
        return question
    return f"{parts[2].rstrip(' ?.')} {parts[1][0].lower()}{parts[1][1:]}?"


def _statement_last(question: str) -> str:
    """The question with what its asker tells before it put behind, as the circumstance that it is."""
    parts = _STATED.match(question)
    told, asked = (words_of(parts[1]), words_of(parts[2].rstrip(" ?."))) if parts else ([], [])
    if parts is None or len(asked) < _LEAST or not is_auxiliary(asked[0]) or asked[1].low not in _ACTING:
        return question
    if told[0].low.partition("'")[0] not in _TELLING or any(word.low in WH - {"when"} for word in told):
        return question
    return f"{parts[2].rstrip(' ?.')} if {parts[1]}?"


def _fronted(statement: str) -> str:
    """A statement as a question: its auxiliary first, or "Did" where it has none."""
    words = words_of(statement)
    at = next((i for i, word in enumerate(words[:_FRONTED]) if i and is_auxiliary(word)), None)
    if at is None or (words[at].low == "do" and words[at - 1].is_name):  # a name's: "Viana do Castelo"
        return f"Did {statement}"
    return f"{words[at].text} {statement[: words[at].start].rstrip()} {statement[words[at].end :].lstrip()}"
