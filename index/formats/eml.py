"""Mail: who wrote to whom, when and about what, then the text; what is attached is named, not read."""

import email
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
    for part in parts:
        if part.is_body:
            _add_body(part.message, composer)
    for part in parts:
        if not part.is_body and (name := _attached(part.message)):
            composer.paragraph(f"Attachment: {name}")
    return composer.done()


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that is no multipart, and whether it is text that is shown as the message's own."""

    message: EmailMessage
    is_body: bool


def _parts(message: EmailMessage, depth: int) -> Iterator[_Part]:
    """The parts that hold something, in order; of alternatives the best one is the body."""
    if depth > _DEEPEST:
        raise RefusedError("its parts are nested too deeply")
    if not (message.is_multipart() and message.get_content_maintype() == "multipart"):
        yield _Part(message, _is_body(message))
        return
    inner = [list(_parts(part, depth + 1)) for part in message.get_payload() if isinstance(part, EmailMessage)]
    if message.get_content_subtype() == "alternative":
        best = max(range(len(inner)), key=lambda number: _rank(inner[number]), default=-1)
        for number, parts in enumerate(inner):
            yield from (part if number == best else replace(part, is_body=False) for part in parts)
    else:
        for parts in inner:
            yield from parts


def _rank(parts: list[_Part]) -> int:
    """How well parts serve as the text of a message: plain text is best, then HTML, and none is the worst."""
    bodies = [part.message for part in parts if part.is_body]
    return 0 if not bodies else 1 + all(body.get_content_subtype() == "plain" for body in bodies)


def _is_body(part: EmailMessage) -> bool:
    if part.get_content_type() not in ("text/plain", "text/html") or _file_name(part):
        return False
    payload = part.get_payload(decode=True)
    return part.get_content_disposition() != "attachment" and isinstance(payload, bytes) and bool(payload.strip())


def _attached(part: EmailMessage) -> str:
    """What something attached is called; "" where it is nothing attached, such as another reading of the text."""
    if part.get_content_type() == "message/rfc822" and isinstance(inner := _within(part), EmailMessage):
        return _file_name(part) or _header(inner, "Subject") or "message/rfc822"
    if part.get_content_disposition() == "attachment" or _file_name(part):
        return _file_name(part) or part.get_content_type()
    return ""


def _within(part: EmailMessage) -> object:
    payload = part.get_payload()
    return payload[0] if isinstance(payload, list) and payload else None


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
