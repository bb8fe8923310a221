"""Who may come in: users and their passwords, from a file or the environment, kept only as scrypt hashes.

`python -m page.auth NAME` makes a line for the file from a password typed in.
"""

import base64
import binascii
import getpass
import hashlib
import hmac
import os
import re
import secrets
import stat
import sys
import unicodedata
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import QuotewiseError

VARIABLE = "QUOTEWISE_AUTH"
LONGEST_FILE = 1_000_000  # bytes
SHORT = 8  # characters; a shorter password is easily guessed

_HASH = re.compile(r"\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})")
_MOST_MEMORY = 128 * 2**20  # bytes one check may take; ln=17,r=8 does


class AuthError(QuotewiseError):
    """The passwords cannot be read; the message says which line and why, and never repeats a password."""


@dataclass(frozen=True, slots=True)
class Scrypt:
    """A password's hash, in text as `$scrypt$ln=14,r=8,p=1$SALT$KEY` (base64 without padding)."""

    salt: bytes = field(repr=False)
    key: bytes = field(repr=False)
    log_n: int = 14
    r: int = 8
    p: int = 1

    @classmethod
    def of(cls, password: str) -> "Scrypt":
        """The hash of a password, with a salt of its own."""
        salt = secrets.token_bytes(16)
        empty = cls(salt, bytes(32))
        return cls(salt, empty.derive(password))

    @classmethod
    def parse(cls, text: str) -> "Scrypt":
        """The hash that was written as text; ValueError for anything else, or for one too costly to check."""
        found = _HASH.fullmatch(text)
        if found is None:
            raise ValueError("not a hash of the form $scrypt$ln=14,r=8,p=1$SALT$KEY")
        log_n, r, p = (int(number) for number in found.groups()[:3])
        if min(log_n, r, p) < 1 or p > 4 or 128 * r * 2**log_n > _MOST_MEMORY:
            raise ValueError("a hash with costs that cannot be used; ln=14,r=8,p=1 is usual")
        try:
            salt, key = (base64.b64decode(part + "=" * (-len(part) % 4)) for part in found.groups()[3:])
        except binascii.Error as error:
            raise ValueError("a hash that was cut off") from error
        return cls(salt, key, log_n, r, p)

    def derive(self, password: str) -> bytes:
        """The key this salt and these costs make of a password: tens of milliseconds, 128 * r * 2**log_n bytes."""
        return hashlib.scrypt(
            unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass"),
            salt=self.salt,
            n=2**self.log_n,
            r=self.r,
            p=self.p,
            maxmem=2 * _MOST_MEMORY,
            dklen=len(self.key),
        )

    def matches(self, password: str) -> bool:
        """Whether this is the password, compared in constant time."""
        return hmac.compare_digest(self.derive(password), self.key)

    def __str__(self) -> str:
        salt, key = (base64.b64encode(part).decode().rstrip("=") for part in (self.salt, self.key))
        return f"$scrypt$ln={self.log_n},r={self.r},p={self.p}${salt}${key}"


@dataclass(frozen=True, slots=True)
class Passwords:
    """The users who may come in."""

    users: Mapping[str, Scrypt] = field(repr=False)
    short: tuple[str, ...] = ()  # users whose password is easily guessed
    _nobody: Scrypt = field(default_factory=lambda: Scrypt.of(secrets.token_hex()), repr=False)

    def check(self, user: str, password: str) -> bool:
        """Whether this user has this password; an unknown user takes as long as a known one."""
        known = self.users.get(unicodedata.normalize("NFC", user))
        return (known or self._nobody).matches(password) and known is not None


def parse_passwords(text: str, where: str) -> Passwords:
    """The users in lines of `user:password`; blank lines and lines that begin with # are passed over.

    A password is plain or a scrypt hash, and without the spaces around it. AuthError names `where` and the line.
    """
    users: dict[str, Scrypt] = {}
    short = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, colon, password = (part.strip() for part in line.partition(":"))
        user = unicodedata.normalize("NFC", name)
        if not (user and colon and password):
            raise AuthError(f"{where}, line {number}: write it as user:password")
        if user in users:
            raise AuthError(f"{where}, line {number}: this user stands there twice")
        try:
            users[user] = Scrypt.parse(password) if password.startswith("$scrypt$") else Scrypt.of(password)
        except ValueError as error:
            raise AuthError(f"{where}, line {number}: {error}") from error
        if len(password) < SHORT:
            short.append(user)
    if not users:
        raise AuthError(f"{where} names no user; write one a line, as user:password")
    return Passwords(users, tuple(short))


def find_passwords(file: Path | None, environment: MutableMapping[str, str] = os.environ) -> Passwords | None:
    """The users in this file, or else in the environment's QUOTEWISE_AUTH, or else None; AuthError if unreadable.

    The variable is taken out of the environment, so that no program that is started later gets to see it.
    """
    given = environment.pop(VARIABLE, None)
    if file is not None:
        return parse_passwords(_read_private(file), str(file))
    return None if given is None else parse_passwords(given, VARIABLE)


def _read_private(file: Path) -> str:
    """The text of a file that only its owner, or the owner's group, can read."""
    try:
        with file.open("rb") as opened:
            mode = os.fstat(opened.fileno()).st_mode
            data = opened.read(LONGEST_FILE + 1)
    except OSError as error:
        raise AuthError(f"{file} cannot be read: {error.strerror}") from error
    if os.name != "nt" and stat.S_IMODE(mode) & 0o007:
        raise AuthError(f"{file} is open to every user of this machine; close it with: chmod 600 {file}")
    if len(data) > LONGEST_FILE:
        raise AuthError(f"{file} is too large to be a list of passwords")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AuthError(f"{file} is not text in UTF-8") from error


def main(arguments: list[str]) -> int:
    """Print a line for the file, of the name given and a password read from the terminal or the input."""
    if len(arguments) != 1 or ":" in arguments[0] or not arguments[0].strip():
        print("usage: python -m page.auth NAME", file=sys.stderr)
        return 2
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline()
    if not password.strip():
        print("error: the password is empty", file=sys.stderr)
        return 2
    print(f"{arguments[0].strip()}:{Scrypt.of(password.strip())}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
