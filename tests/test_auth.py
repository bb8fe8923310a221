import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from page.auth import VARIABLE, AuthError, Scrypt, find_passwords, parse_passwords

SECRET = "correct horse: battery"


def private(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text, "utf-8")
    path.chmod(mode)
    return path


def test_only_the_right_user_with_the_right_password_is_known() -> None:
    passwords = parse_passwords(f"# who may come in\n\n ann : {SECRET} \nbob:hunter2hunter2\n", "FILE")
    assert passwords.check("ann", SECRET)
    assert passwords.check("bob", "hunter2hunter2")
    for user, password in [("ann", "hunter2hunter2"), ("bob", ""), ("eve", SECRET), ("", ""), ("Ann", SECRET)]:
        assert not passwords.check(user, password), (user, password)


def test_the_same_password_composed_differently_is_the_same() -> None:
    assert parse_passwords("zoë:pässwörter", "FILE").check("zoe\u0308", "pa\u0308sswo\u0308rter")


def test_hashed_line_works_and_hides_the_password() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "page.auth", "ann"], input=SECRET + "\n", capture_output=True, text=True, check=True
    )
    assert SECRET not in made.stdout
    assert made.stdout.startswith("ann:$scrypt$ln=14,r=8,p=1$")
    assert parse_passwords(made.stdout, "FILE").check("ann", SECRET)


def test_hash_is_the_scrypt_that_others_compute() -> None:
    # The third test vector of RFC 7914.
    key = bytes.fromhex(
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
    )
    hashed = Scrypt.parse(str(Scrypt(b"SodiumChloride", key, log_n=14, r=8, p=1)))
    assert hashed.matches("pleaseletmein")
    assert not hashed.matches("pleaseletmeout")


@settings(max_examples=4, deadline=None)
@given(st.text(min_size=1, max_size=40), st.text(max_size=40))
def test_hash_matches_its_password_and_survives_being_written(password: str, other: str) -> None:
    hashed = Scrypt.of(password)
    assert Scrypt.parse(str(hashed)) == hashed
    assert hashed.matches(password)
    if other != password:
        assert Scrypt.of(password) != Scrypt.of(password)


def test_neither_passwords_nor_hashes_are_shown() -> None:
    assert SECRET not in repr(parse_passwords(f"ann:{SECRET}", "FILE"))
    assert "key" not in repr(Scrypt.of(SECRET))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "names no user"),
        ("# nobody\n\n", "names no user"),
        ("ann:longenough\nno colon here", "line 2: write it as user:password"),
        ("ann:", "line 1: write it as user:password"),
        (":longenough", "line 1: write it as user:password"),
        ("ann:longenough\nann:another1", "line 2: this user stands there twice"),
        ("ann:$scrypt$ln=14,r=8,p=1$tooshort$x", "line 1: not a hash"),
        (f"ann:$scrypt$ln=60,r=8,p=1${'A' * 22}${'A' * 43}", "line 1: a hash with costs"),
        (f"ann:$scrypt$ln=14,r=8,p=0${'A' * 22}${'A' * 43}", "line 1: a hash with costs"),
        (f"ann:$scrypt$ln=14,r=8,p=1${'A' * 21}${'A' * 43}", "line 1: a hash that was cut off"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line_and_never_repeated(text: str, problem: str) -> None:
    with pytest.raises(AuthError) as raised:
        parse_passwords(text, "FILE")
    assert problem in str(raised.value)
    assert "longenough" not in str(raised.value)
    assert "no colon" not in str(raised.value)


def test_short_passwords_are_told() -> None:
    assert parse_passwords("ann:1234567\nbob:12345678", "FILE").short == ("ann",)


def test_variable_is_read_once_and_not_handed_on() -> None:
    environment = {VARIABLE: "ann:longenough\nbob:longenough", "PATH": "/bin"}
    passwords = find_passwords(None, environment)
    assert passwords is not None
    assert sorted(passwords.users) == ["ann", "bob"]
    assert environment == {"PATH": "/bin"}
    assert find_passwords(None, environment) is None


def test_empty_variable_does_not_mean_that_everybody_may_come_in() -> None:
    with pytest.raises(AuthError, match="names no user"):
        find_passwords(None, {VARIABLE: ""})


def test_file_goes_before_the_variable(tmp_path: Path) -> None:
    file = private(tmp_path / "users", "\ufeffann:longenough\r\n")
    environment = {VARIABLE: "bob:longenough"}
    passwords = find_passwords(file, environment)
    assert passwords is not None
    assert list(passwords.users) == ["ann"]
    assert environment == {}


@pytest.mark.parametrize("mode", [0o644, 0o602, 0o777])
def test_file_that_every_user_of_the_machine_can_open_is_refused(mode: int, tmp_path: Path) -> None:
    file = private(tmp_path / "users", "ann:longenough", mode)
    with pytest.raises(AuthError, match=f"chmod 600 {file}"):
        find_passwords(file, {})


def test_file_that_is_missing_a_folder_or_not_text_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(AuthError, match="cannot be read: No such file"):
        find_passwords(tmp_path / "none", {})
    with pytest.raises(AuthError, match="cannot be read: Is a directory"):
        find_passwords(tmp_path, {})
    binary = tmp_path / "binary"
    binary.write_bytes(b"ann:\xff\xfe")
    binary.chmod(0o600)
    with pytest.raises(AuthError, match="not text"):
        find_passwords(binary, {})
