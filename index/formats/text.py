"""Plain text: the decoded bytes, newlines and all; only a leading byte-order mark is dropped."""

from index.decoding import decode
from index.formats.extracted import Extracted, RefusedError


def extract(data: bytes) -> Extracted:
    """The text of a file in an encoding that can be told with certainty: a wrong letter would break every quote."""
    try:
        text = decode(data)
    except ValueError as error:
        raise RefusedError(str(error)) from error
    if not text or text.isspace():
        raise RefusedError("it is empty")
    return Extracted(text)
