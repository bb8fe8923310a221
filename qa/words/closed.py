"""What is no several things although marks and conjunctions stand in it. Pure."""

import re

_CLOSED = re.compile(r"\([^()]*\)|“[^”]*”|\"[^\"]*\"|\[[^\[\]]*\]")
_BETWEEN = re.compile(r"\bbetween\s(?:(?!\b(?:and|between)\b)[^,;:])*\sand\s", re.I)
_AND = 5  # characters of an "and" with its spaces


def hidden(text: str, start: int | None = None) -> str:
    """A text with what separates nothing written over, as long as before: what is in brackets or quotation marks.

    And the "and" of "between Oslo and Bergen", but where what begins at `start` is one of the two.

    >>> hidden('sold "salt and tea" and closed the line between Aby and Berga').count(" and ")
    1
    >>> text = "It runs between Oslo and Bergen."
    >>> hidden(text).count(" and "), hidden(text, text.index("Oslo")).count(" and ")
    (0, 1)
    """
    over = _CLOSED.sub(lambda closed: "\0" * len(closed[0]), text)
    for found in _BETWEEN.finditer(over):
        if start is None or not found.start() < start <= found.end():
            over = over[: found.end() - _AND] + "\0" * _AND + over[found.end() :]
    return over
