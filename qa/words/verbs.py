"""English verbs in their forms: what a question about one thing needs to be asked about another.

Irregular verbs are a closed list; the others follow the rules of spelling, which guess wrong now and then ("focussed").
"""

import re


def closed(words: str) -> frozenset[str]:
    """A closed class of words.

    >>> sorted(closed("the an a"))
    ['a', 'an', 'the']
    """
    return frozenset(words.split())


_IRREGULAR = """
arise arose arisen; bear bore borne; bear bore born; beat beat beaten; become became become; begin began begun;
bend bent bent; bet bet bet; bid bid bid; bind bound bound; bite bit bitten; bleed bled bled; blow blew blown;
break broke broken; breed bred bred; bring brought brought; build built built; burn burnt burnt; burst burst
burst; buy bought bought; cast cast cast; catch caught caught; choose chose chosen; cling clung clung; come came
come; cost cost cost; creep crept crept; cut cut cut; deal dealt dealt; dig dug dug; do did done; draw drew
drawn; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen; feed fed fed; feel felt felt;
fight fought fought; find found found; flee fled fled; fly flew flown; forbid forbade forbidden; forget forgot
forgotten; forgive forgave forgiven; freeze froze frozen; get got got; give gave given; go went gone; grind
ground ground; grow grew grown; hang hung hung; have had had; hear heard heard; hide hid hidden; hit hit hit;
hold held held; hurt hurt hurt; keep kept kept; kneel knelt knelt; know knew known; lay laid laid; lead led led;
learn learnt learnt; leave left left; lend lent lent; let let let; lie lay lain; light lit lit; lose lost lost;
make made made; mean meant meant; meet met met; pay paid paid; put put put; quit quit quit; read read read; ride
rode ridden; ring rang rung; rise rose risen; run ran run; say said said; see saw seen; seek sought sought; sell
sold sold; send sent sent; set set set; sew sewed sewn; shake shook shaken; shed shed shed; shine shone shone;
shoot shot shot; show showed shown; shrink shrank shrunk; shut shut shut; sing sang sung; sink sank sunk; sit
sat sat; sleep slept slept; slide slid slid; sow sowed sown; speak spoke spoken; spend spent spent; spin spun
spun; spit spat spat; split split split; spread spread spread; spring sprang sprung; stand stood stood; steal
stole stolen; stick stuck stuck; sting stung stung; strike struck struck; swear swore sworn; sweep swept swept;
swell swelled swollen; swim swam swum; swing swung swung; take took taken; teach taught taught; tear tore torn;
tell told told; think thought thought; throw threw thrown; tread trod trodden; wake woke woken; wear wore worn;
weave wove woven; weep wept wept; win won won; wind wound wound; write wrote written
"""
_TABLE = [tuple(entry.split()) for entry in _IRREGULAR.split(";")]
_PAST = {base: past for base, past, _ in _TABLE}
_PARTICIPLE = {form: participle for base, past, participle in _TABLE for form in (participle, past, base)}
_BASE = {form: base for base, past, participle in _TABLE for form in (participle, past)}
_PREFIX = re.compile(r"^(?:re|over|under|out|mis|un|up|with)-?(?=\w{3})")
_NOT_PAST = closed(
    "need seed feed speed breed bleed deed weed reed steed indeed exceed proceed succeed hundred embed kindred "
    "sacred naked rugged wicked ragged watershed"
)


def is_past(word: str) -> bool:
    """Whether a word, in lower case, looks like the past tense or participle of a verb.

    >>> [is_past(word) for word in ("retook", "designed", "hundred", "pump")]
    [True, True, False, False]
    """
    return _known(_BASE, word) is not None or (word.endswith("ed") and len(word) > 3 and word not in _NOT_PAST)


def past(base: str) -> str:
    """The past tense of a verb.

    >>> [past(base) for base in ("retake", "stop", "carry", "die", "open", "visit")]
    ['retook', 'stopped', 'carried', 'died', 'opened', 'visited']
    """
    known = _known(_PAST, base)
    if known is not None:
        return known
    if base.endswith("e"):
        return base + "d"
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ied"
    if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", base):
        return base + base[-1] + "ed"
    return base + "ed"


def participle(form: str) -> str:
    """The past participle of a verb in its past tense, or in the present.

    >>> [participle(form) for form in ("wrote", "designed", "owns", "carries", "take")]
    ['written', 'designed', 'owned', 'carried', 'taken']
    """
    known = _known(_PARTICIPLE, form)
    if known is not None:
        return known
    if is_past(form):
        return form
    known = _known(_PARTICIPLE, base(form))
    return past(base(form)) if known is None else known


def base(form: str) -> str:
    """The verb as it stands after "did".

    >>> [base(form) for form in ("died", "won", "stopped", "moved", "killed", "carried", "voted", "offered", "owns")]
    ['die', 'win', 'stop', 'move', 'kill', 'carry', 'vote', 'offer', 'own']
    """
    known = _known(_BASE, form)
    if known is not None:
        return known
    if is_past(form):
        return _without_ed(form)
    if re.search(r"(?:ss|sh|ch|x|z|o)es$", form):
        return form[:-2]
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    return form[:-1] if form.endswith("s") and not form.endswith("ss") else form


def _without_ed(form: str) -> str:
    stem = form[:-2]
    if stem.endswith("i"):
        return form[:-1] if len(stem) < 4 else stem[:-1] + "y"
    if form.endswith("eed"):
        return form[:-1]
    if re.search(r"([bdgkmnprt])\1$", stem) and stem not in ("add", "err"):
        return stem[:-1]
    return stem + "e" if _lost_an_e(stem) else stem


def _lost_an_e(stem: str) -> bool:
    """Whether a stem without its -ed is likely to end in a silent e: "mov", "decid", but not "offer" or "need"."""
    if re.search(r"(?:[vuzc]|[^s]s|dg|[lrn]g|[bcdfgkpt]l)$", stem) and not stem.endswith(("ocus", "ias", "ow")):
        return not stem.endswith("ss")
    if re.search(r"[aeiou]{2}[a-z]$", stem):  # "explain", "join"
        return stem.endswith(("creat", "viat", "ciat", "tiat", "diat", "riat", "quir", "quot"))
    if re.search(r"(?:er|en|on|it|el|al|op|om|et|or|ow|ay|ey|oy|ev)$", stem) and len(stem) > 3:
        return stem.endswith(
            ("complet", "delet", "plor", "stor", "ignor", "pon", "unit", "invit", "ignit", "scop", "hon")
        )
    return bool(re.search(r"[aeiou][bdgklmnprt]$", stem))


def _known(table: dict[str, str], word: str) -> str | None:
    """What an irregular verb has in the table, with or without a prefix."""
    if word in table:
        return table[word]
    prefix = _PREFIX.match(word)
    rest = table.get(word[prefix.end() :]) if prefix else None
    return prefix[0] + rest if prefix and rest is not None else None
