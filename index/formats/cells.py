"""A cell's value as a spreadsheet shows it, as far as its number format is a plain one."""

import datetime
import re

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')
_LONGEST_FORMAT = 255  # characters, as in Excel
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.([#0?]+))?")
_SIGNS = re.compile(r"[$€£¥%()\-+ \x00]*")


def shown(value: object, form: str) -> str:
    """The value as text; dates as 2021-05-03, whatever their format says.

    >>> shown(0.254, "0.0%"), shown(1200, '"CHF" #,##0.00'), shown(2.5, "General")
    ('25.4%', 'CHF 1,200.00', '2.5')
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        plain = value.time() == datetime.time()
        return value.date().isoformat() if plain else value.isoformat(" ", "minutes" if not value.second else "seconds")
    if isinstance(value, int | float):
        return _number(value, form)
    return str(value)


def _number(value: float, form: str) -> str:
    whole = int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value
    plain = f"{whole:.10g}" if isinstance(whole, float) else str(whole)
    if len(form) > _LONGEST_FORMAT:
        return plain
    section = form.split(";", maxsplit=1)[0]
    words = ["".join(found.groups("")) for found in _QUOTED.finditer(section)]
    bare = _QUOTED.sub("\0", section)
    found = _DIGITS.search(bare)
    if found is None:
        return plain
    before, after = bare[: found.start()], bare[found.end() :]
    if not _SIGNS.fullmatch(before + after):
        return plain  # fractions, powers and the like
    digits = found[1] or ""
    scaled = value * 100 if "%" in before + after else value
    text = f"{abs(scaled):{',' if ',' in found[0] else ''}.{len(digits)}f}"
    optional = len(digits) - len(digits.rstrip("#?"))
    if optional:
        kept, _, decimals = text.partition(".")
        decimals = decimals[: len(digits) - optional] + decimals[len(digits) - optional :].rstrip("0")
        text = f"{kept}.{decimals}" if decimals else kept
    sign = "-" if scaled < 0 and any(c in "123456789" for c in text) else ""
    literal = iter(words)
    return re.sub("\0", lambda _: next(literal), f"{sign}{before}{text}{after}").strip()
