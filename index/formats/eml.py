"""Mail: who wrote to whom, when and about what, then the text; what is attached is named, not read."""

import email
from collections.abc import Iterator
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

from index.decoding import decode
from index.formats import html
from index.formats.extracted import Composer, Extracted, RefusedError, clean

_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_DEEPEST = 50  # messages and parts within one another
_LONGEST_HEADER = 10_000  # characters
_WORDS = HeaderRegistry(use_default_map=False)


class _Lenient(EmailPolicy):
    """Headers by their grammar or, where they follow none, as words: the library's parsers fail on some of those."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """The header's value, parsed as far as it can be."""
        value = value[:_LONGEST_HEADER]
        for parsed in (super().header_fetch_parse, _WORDS):
            try:
                return parsed(name, value)
            except Exception:  # IndexError, AttributeError, ValueError and others
                continue
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def extract(data: bytes) -> Extracted:
    """The headers, the text and the names of the attachments of a message."""
    message = email.message_from_bytes(data, policy=_Lenient())
    if not isinstance(message, EmailMessage) or not any(message[name] for name in _HEADERS):
        raise RefusedError("it is not a mail message")
    composer = Composer()
    for name in _HEADERS:
        if value := _header(message, name):
            composer.paragraph(f"{name}: {value}")
    parts = list(_parts(message, 0))
    body = next((p for kind in ("plain", "html") for p in parts if _is_body(p, kind)), None)
    if body is not None:
        _add_body(body, composer)
    for part in parts:
        if part is not body and (part.get_content_disposition() == "attachment" or _file_name(part)):
            composer.paragraph(f"Attachment: {_file_name(part) or part.get_content_type()}")
    return composer.done()


def _parts(message: EmailMessage, depth: int) -> Iterator[EmailMessage]:
    """The parts that hold something, in order; messages within are parts like others, and named."""
    if depth > _DEEPEST:
        raise RefusedError("its parts are nested too deeply")
    if message.is_multipart() and message.get_content_maintype() == "multipart":
        for part in message.get_payload():
            if isinstance(part, EmailMessage):
                yield from _parts(part, depth + 1)
    else:
        yield message


def _is_body(part: EmailMessage, kind: str) -> bool:
    return part.get_content_type() == f"text/{kind}" and part.get_content_disposition() != "attachment"


def _add_body(part: EmailMessage, composer: Composer) -> None:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    text = _decoded(part, data)
    if part.get_content_subtype() == "html":
        html.compose(html.parsed(text), composer)
        return
    for block in clean_blocks(text):
        composer.paragraph(block)


def clean_blocks(text: str) -> list[str]:
    r"""Plain text between blank lines, each block clean, its line breaks kept.

    >>> clean_blocks("One\ntwo.\n \nThree.")
    ['One\ntwo.', 'Three.']
    """
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            blocks[-1].append(line)
        else:
            blocks.append([])
    return [block for block in (clean("\n".join(lines)) for lines in blocks) if block]


def _decoded(part: EmailMessage, data: bytes) -> str:
    try:
        charset = (part.get_content_charset() or "").lower()
        if charset and charset not in ("us-ascii", "ascii"):
            return data.decode("cp1252" if charset in ("iso-8859-1", "latin-1") else charset, "replace")
    except (LookupError, ValueError):  # no such encoding, or none that can be
        pass
    if part.get_content_subtype() == "html":
        return html.text_of(data)
    try:
        return decode(data)
    except ValueError as error:
        raise RefusedError(str(error)) from error


def _header(message: EmailMessage, name: str) -> str:
    return clean(str(message[name] or "")).replace("\n", " ")


def _file_name(part: EmailMessage) -> str:
    try:
        name = part.get_filename()
    except (LookupError, ValueError):  # in an encoding that there is not
        return ""
    return clean(str(name or "")).replace("\n", " ")
