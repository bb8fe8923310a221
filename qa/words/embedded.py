"""What somebody wants to be told, "how much it costs" -> the question itself, "how much does it cost"."""

from qa.words.clause import DETERMINERS, PREPOSITIONS, PRONOUNS, WH, Word, is_auxiliary, is_plural, words_of
from qa.words.verbs import base, is_past

_ALONE = ("who", "whom", "when", "where", "why")  # question words that no noun follows


def direct(clause: str) -> str | None:
    """The clause in the order of a question, which it may have already; None where its verb is not found.

    >>> direct("how much the gardener is given"), direct("when it opened"), direct("who paid for it")
    ('how much is the gardener given', 'when did it open', 'who paid for it')
    """
    words = words_of(clause)
    start = _subject(words)
    if not start:
        return clause
    asks, subject = clause[: words[start - 1].end], clause[words[start].start :]
    be = next((i for i in range(start + 1, len(words)) if is_auxiliary(words[i])), None)
    relative = next((i for i in range(start + 1, len(words)) if words[i].low in (*WH, "that")), len(words))
    if be is not None and be < relative:
        before, after = clause[words[start].start : words[be].start].rstrip(), clause[words[be].end :]
        return f"{asks} {words[be].text} {before}{after}"
    verb = None if "'" in words[start].low else _verb(words[:relative], start)
    if verb is None:
        return None
    done = is_past(words[verb].low)
    many = is_plural(clause[words[start].start : words[verb].start]) or words[start].low in ("they", "we", "i", "you")
    do = "did" if done else "do" if many else "does"
    at = words[verb].start - words[start].start
    return f"{asks} {do} {subject[:at]}{base(words[verb].low)}{clause[words[verb].end :]}"


def _subject(words: list[Word]) -> int:
    """Where the subject begins behind the question phrase; 0 where it acts itself, or the order is a question's."""
    at = int(bool(words) and words[0].low in PREPOSITIONS)
    if at >= len(words) or words[at].low not in WH:
        return 0
    i = at + 1
    if words[at].low not in _ALONE and i < len(words) and words[i].low != "of":
        while i < len(words) and not (_opens(words[i]) or is_auxiliary(words[i]) or is_past(words[i].low)):
            i += 1
    acts = i >= len(words) or is_auxiliary(words[i]) or is_past(words[i].low) or not words[i].is_word
    return 0 if acts or not _opens(words[i]) else i


def _opens(word: Word) -> bool:
    return word.low.partition("'")[0] in DETERMINERS | PRONOUNS or word.is_name  # "we'd" too


def _verb(words: list[Word], start: int) -> int | None:
    """The verb of a clause without an auxiliary: its first past form, or the word behind a pronoun or a name."""
    done = (i for i in range(start + 1, len(words)) if is_past(words[i].low) and words[i - 1].low not in DETERMINERS)
    found = next(done, None)
    if found is not None:
        return found
    if words[start].low in DETERMINERS:
        last = len(words) - 1 - (not words[-1].is_word)
        return last if last > start + 1 and words[last].low.endswith("s") else None
    i = start + 1
    while i < len(words) and words[i].is_name:
        i += 1
    return i if i < len(words) and words[i].is_word and words[i].low not in PREPOSITIONS else None
