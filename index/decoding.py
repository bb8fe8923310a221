"""Bytes become text, where their encoding can be told with certainty: a wrong letter would break every quote."""

import re

_BOMS = (  # UTF-32's little-endian mark begins with UTF-16's, so it is looked for first
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x07\x0e-\x19\x1c-\x1f\x7f]")
_MAX_CONTROLS = 0.001  # of the characters: a stray control character is no reason to leave a text out
_SAMPLE = 100_000  # characters looked at to judge whether a decoding makes sense

# The letters beyond ASCII that one Windows-1252 language uses. Central European or Turkish text read as
# Windows-1252 mixes letters no single one of these has. (charset-normalizer was tried: it takes French for
# Baltic and Portuguese and Danish for Central European, without a word of doubt.)
_WESTERN_ALPHABETS = tuple(
    frozenset(letters)
    for letters in (
        "àâæçèéêëîïôœùûüÿ",  # French
        "äöüßéèàáêç",  # German, with its loan words
        "áéíñóúüïçàèòªº",  # Spanish, Catalan
        "ãâáàçéêíóôõúüªº",  # Portuguese
        "àèéìíîòóùúªº",  # Italian
        "åäöæøéèêàáóôòüëï",  # Danish, Finnish, Norwegian, Swedish, Dutch
        "áðéíóúýþæö",  # Icelandic
    )
)
_MOSTLY_ASCII = 0.06  # share of letters beyond ASCII up to which any of them may appear: names in an English text
_SYMBOL_IN_WORD = re.compile(r"[a-z][ªº¢£¤¥¦§©¬®¯±¹²³µ¶¸¿¡¼½¾÷×†‡‰][a-z]", re.IGNORECASE)


def decode(data: bytes) -> str:
    """Bytes -> text: UTF-8, UTF-16 and UTF-32 with or without a mark, or else plainly Western Windows-1252.

    >>> decode(b"\\xef\\xbb\\xbfcaf\\xc3\\xa9\\r\\n")
    'café\\r\\n'
    >>> decode("Łódź".encode("utf-16"))
    'Łódź'
    >>> decode(b"Le caf\\xe9 est l\\xe0.")
    'Le café est là.'

    Raises:
        ValueError: the bytes are no text, or text in an encoding that cannot be told with certainty.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], encoding))
    if b"\x00" in data:
        return _without_mark(data)
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _western(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(f"it is not valid {encoding.upper()}; save it as UTF-8") from error


def _checked(text: str) -> str:
    """The text, where it can be one.

    Raises:
        ValueError: it holds NULs or many control characters.
    """
    if "\x00" in text or sum(1 for _ in _CONTROLS.finditer(text)) > _MAX_CONTROLS * len(text) + 1:
        raise ValueError("it is a binary file, not text")
    return text


def _without_mark(data: bytes) -> str:
    """Text that holds NUL bytes: UTF-16 without a mark, in the byte order that makes sense, or no text."""
    readings = []
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _sensible(text[:_SAMPLE]) and not _CONTROLS.search(text):
            readings.append(text)
    if len(readings) != 1:
        raise ValueError("it is a binary file, not text")
    return readings[0]


def _sensible(text: str) -> bool:
    """Whether a reading of UTF-16 looks like writing: one script's letters and plain spaces or line ends."""
    letters = [c for c in text if c.isalpha()]
    plain = sum(c.isalnum() or c.isspace() or c.isprintable() for c in text)
    rows = {ord(c) >> 8 for c in letters}
    spaced = any(c in " \n\r\t" for c in text)
    return len(letters) > len(text) / 2 and plain == len(text) and spaced and len(rows) <= 4


def _western(data: bytes) -> str:
    """Windows-1252 (and so Latin-1), where the letters are those of one of its languages."""
    refusal = ValueError("its encoding cannot be told with certainty; save it as UTF-8")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise refusal from None
    if _CONTROLS.search(text):
        raise ValueError("it is a binary file, not text")
    sample = text.lower()
    letters = sum(c.isalpha() for c in sample)
    beyond = [c for c in sample if c.isalpha() and c > "\x7f"]
    if _SYMBOL_IN_WORD.search(sample) or (letters == 0 and len(text) > 0):
        raise refusal
    if len(beyond) > _MOSTLY_ASCII * letters:
        fitting = max(sum(c in alphabet for c in beyond) for alphabet in _WESTERN_ALPHABETS)
        if fitting < 0.97 * len(beyond) or len(beyond) > letters / 3:
            raise refusal
    return text
