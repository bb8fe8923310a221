"""What a number measures: litres are no price, a rope is not three knots long, and nothing weighs four metres."""

import re
from functools import lru_cache

from index.lexical import terms
from qa.deciding.features import Candidate
from qa.words.forms import Form, value_of

_MEASURES = {
    "time": "seconds minutes hours days weeks months years decades centuries nights summers winters seasons",
    "length": "millimetres centimetres metres kilometres millimeters centimeters meters kilometers mm cm km miles feet "
    "foot inches yards fathoms hectares acres",
    "mass": "grams grammes kilograms kilos kg mg tonnes tons ounces",
    "volume": "litres liters millilitres milliliters ml gallons pints barrels",
    "heat": "degrees °c °f",
    "speed": "knots mph kph",
    "share": "% percent",
    "power": "watts kilowatts megawatts kw volts amps decibels db",
}
_BY_UNIT = {
    one: measure for measure, units in _MEASURES.items() for unit in units.split() for one in (unit, *terms(unit))
}
_BY_UNIT["time"] = "time"  # what `qa.words.forms` has for all its units
_POUNDS = re.compile(r"\bpounds?\b", re.I)
_PER_CENT = re.compile(r"\d\s?%|\bper ?cent\b", re.I)
_ASKED = (
    (r"how (?:wide|deep|tall|thick)|(?:width|depth|thickness) of|^(?:width|depth|thickness)", {"length"}),
    (r"how (?:long|far)|length of|^length", {"length", "time"}),
    (r"how heavy|weigh\w*|^weight|weight of", {"mass", "share"}),
    (r"how fast|speed of|^speed", {"speed", "length", "time"}),
    (r"how old|what age", {"time"}),
    (r"how (?:hot|cold|warm)|temperature|(?:flash|boiling|melting|freezing) point", {"heat"}),
    (r"(?:what|which) (?:share|percentage|percent|proportion)", {"share"}),
    (r"cost|price|fee|fare|salary|wages?|how much money", {"money", "share"}),
)
_PATTERNS = [(re.compile(rf"(?:\b(?:{words})\b)", re.I), measures) for words, measures in _ASKED]


def measures_something_else(question: str, candidate: Candidate) -> bool:
    """Whether a candidate is a number of a unit that does not measure what the question asks for.

    Units that measure several things ("pounds", "stones", "m") tell nothing.
    """
    wanted = _wanted(question)
    measured = _measured(candidate) if wanted else ""
    return bool(measured) and measured not in wanted and not _asks_by_name(question, measured)


@lru_cache(maxsize=256)
def _wanted(question: str) -> frozenset[str]:
    """What may measure what a question asks for; nothing where it asks for no measure."""
    return next((frozenset(measures) for pattern, measures in _PATTERNS if pattern.search(question)), frozenset())


def _measured(candidate: Candidate) -> str:
    value = value_of(candidate.window.document.text, candidate.start, candidate.end)
    if value.form is Form.MONEY:
        return "" if _POUNDS.search(candidate.text) else "money"
    if value.form is not Form.NUMBER:
        return ""
    return "share" if _PER_CENT.search(candidate.text) else _BY_UNIT.get(value.unit, "")


def _asks_by_name(question: str, measure: str) -> bool:
    """Whether a question names a measure or its units: "how many weeks did it cost", "how much extra time"."""
    words = set(re.findall(r"\w+", question.lower()))
    return measure in words or any(unit in words for unit in _MEASURES.get(measure, "").split())
