"""How a question asks for several things: by a plural, by an order to list them, by what somebody did."""

import re

from qa.words.clause import BE, PREPOSITIONS, TELLING, WH, Question, is_plural, spelt_out

_TELLING = TELLING | {"enumerate"}
_REACTION = re.compile(
    r"^(?:and |but |so )?how (did|does|do|has|have|had|will|would) (.{1,80}?) "
    r"(?:respond|react|retaliate|reply|hit back|strike back)(?:ed|d)?\b(.*)$",
    re.I,
)
_ACTS = re.compile(
    r"^(?:and |but |so )?what (?:did|has|have|had) (?P<who>(?:(?!\b(?:to|for|with|by|in|at)\b).){1,60}?) (?:do|done)"
    r"(?: (?:in (?:response|return|retaliation|reply|reaction|protest)|about|next|then)\b.*)?\W*$",
    re.I,
)
_STEPS_OF = re.compile(
    r"^(?:and |but |so )?(?:what|which) (?:\w+ )?(?:steps|measures|actions|sanctions|countermeasures|moves|decisions)"
    r" (?:(?:did|has|have|had) (?P<who>[^?]{1,60}?) (?:take|taken|make|made|adopt|adopted|impose|imposed)"
    r"|(?:was|were|have been|had been) (?:taken|made|adopted|imposed) by (?P<by>[^?.!]{1,60}))(?:\b[^?]*)?\W*$",
    re.I,
)
_OF_REACTION = re.compile(
    r"\b(?:response|reaction|retaliation|reprisals?|countermeasures|revenge)\b"
    r"|\b(?:responded|reacted|retaliated|hit back|struck back)\b",
    re.I,
)
_GOES_ON_TO_SAY = re.compile(r":|\b(?:is|are|was|were|included?|consist\w*|by|with)\b", re.I)
_MADE = r"make|made|cook|cooked|prepared?|install|installed|assembled?|replaced?|clean|cleaned|fitted"
_OF_STEPS = re.compile(
    r"\bsteps? (?:for|to|of|in)\b|\bstep by step\b|\bare the steps\b"
    r"|^(?:what (?:is|are|'s) )?(?:the )?(?:\w+ )?(?:procedure|instructions|method) (?:for|to)\b"
    rf"|^(?:and |so )?how (?:do|does|can|should|to|is|are)\b.*\b(?:{_MADE})\b"
    r"|^(?:and |so )?how (?:do|can|should) (?:i|you|we|one|members|people) (?!know\b|find\b)\w+",
    re.I,
)
_OF_THINGS = re.compile(
    r"\b(?:ingredients?|equipment|tools|materials)\b"
    r"|^(?:and |so )?what (?:do|does|will|would|should) \w+ need\b(?! to\b)|\bwhat is needed\b",
    re.I,
)
_ORDER = re.compile(
    rf"^(?:please\s+|(?:can|could) you\s+)?(?:{'|'.join(sorted(_TELLING))})\s+(?:(?:me|us)\s+)?(?:all\s+)?"
    r"(?=(?:the|all|every|any)\b)",
    re.I,
)


def asks_for_several(question: str) -> bool:
    """Whether the form of a question says that it asks for several things: "which pumps", "what are the terms".

    >>> [asks_for_several(q) for q in ("Which pump leaks?", "Which pumps leak?", "list the terms", "names of pupils")]
    [False, True, True, True]
    >>> asks_for_several("what are the pumps used for"), asks_for_several("what are the pumps in use")
    (False, True)
    """
    asks = Question(spelt_out(as_question(question)))
    if not asks.is_whole and not asks.asking:
        return is_plural(question.strip(" .?!")) and not any(word.low in WH for word in asks.words)
    about = asks.noun if asks.is_whole else asks.noun.rpartition(" ")[0] or asks.noun  # "which pump leaks"
    if not about and asks.asking in ("what", "who") and asks.auxiliary is not None:
        told = asks.words[asks.auxiliary].low not in BE or _says_what_of_it(asks)
        about = "" if told else asks.slice(*asks.subject)
    return asks.asking != "how" and is_plural(about)


def _says_what_of_it(asks: Question) -> bool:
    """Whether "what" is something of what follows it: "what are the pumps | called", "used for" or "like"."""
    behind = [word.low for word in asks.words[asks.subject[1] : asks.end]]
    if not behind or behind[0] == "like":
        return bool(behind)
    return asks.verb == asks.subject[1] and (len(behind) == 1 or behind[-1] in PREPOSITIONS | {"of"})


def as_question(question: str) -> str:
    """An order to list things, or how somebody reacted, as the question it stands for, which is what the reader knows.

    >>> as_question("List the steps for the first start."), as_question("Who attended?")
    ('What are the steps for the first start?', 'Who attended?')
    >>> as_question("How did the mayor react to the strike?")
    'What did the mayor do in response to the strike?'
    """
    order = _ORDER.match(question)
    if order:
        return f"What are {question[order.end() :].rstrip(' .!?')}?"
    reaction = _REACTION.match(question)
    if not reaction:
        return question
    done = "done" if reaction[1].lower() in ("has", "have", "had") else "do"
    return f"What {reaction[1]} {reaction[2]} {done} in response{reaction[3].rstrip(' .!?')}?"


def reacting(question: str) -> str:
    """Whose acts or reaction are asked for; empty where none are.

    >>> reacting("How did the board respond to the strike?"), reacting("What did Ann Holm do?")
    ('the board', 'Ann Holm')
    """
    reaction, acts = _REACTION.match(question.strip()), _ACTS.match(question.strip())
    return reaction[2] if reaction else acts["who"] if acts else ""


def acting(question: str) -> str:
    """Of whom acts, a reaction or steps are asked for; empty where none are.

    >>> acting("What measures did Norland take?"), acting("which steps were taken by the board")
    ('Norland', 'the board')
    """
    steps = _STEPS_OF.match(question.strip())
    return reacting(question) or ((steps["who"] or steps["by"]) if steps else "")


def only_tells_of(words: str, actor: str) -> bool:
    """Whether words tell that somebody reacted, and not how.

    >>> only_tells_of("Norland's response came within days.", "Norland")
    True
    >>> only_tells_of("Norland's response was to close the port.", "Norland"), only_tells_of("It came.", "Norland")
    (False, False)
    """
    told = _OF_REACTION.search(words)
    return bool(told and actor) and not _GOES_ON_TO_SAY.search(words) and actor.lower() in words.lower()


def asks_for_a_reaction(question: str) -> bool:
    """Whether it is asked how somebody reacted, or what they did, which is told by all that was done.

    >>> asks_for_a_reaction("How did the board respond?"), asks_for_a_reaction("How was it done?")
    (True, False)
    """
    return bool(reacting(question))


def asks_for_steps(question: str) -> bool:
    """Whether it is asked how something is done, step by step.

    >>> asks_for_steps("How do I replace the filter?"), asks_for_steps("How did they win?")
    (True, False)
    >>> asks_for_steps("instructions for the pump"), asks_for_steps("How were instructions entered?")
    (True, False)
    """
    return bool(_OF_STEPS.search(question.strip()))


def asks_for_things(question: str) -> bool:
    """Whether it is asked what is needed, and not what has to be done.

    >>> asks_for_things("What do I need for the dough?"), asks_for_things("What do I need to do?")
    (True, False)
    """
    return bool(_OF_THINGS.search(question.strip()))
