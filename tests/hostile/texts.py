"""Plain text, tables and mail: bytes that are no text, and text shaped to make the reading or the cutting slow."""

import base64
import gzip
import random
from collections.abc import Callable

from hostile.case import Case, Content, cases

N = 60_000  # characters of a text that is shaped to be slow; what is quadratic takes seconds on it

BYTES: dict[str, Content] = {
    "a NUL in the middle": b"text, but \x00 with a NUL",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
    "a program": b"\x7fELF\x02\x01\x01" + b"\x00" * 50,
    "a gzip": gzip.compress(b"text " * 1000, mtime=0),
    "control characters": bytes(range(1, 32)) * 10,
    "terminal commands": b"Red \x1b[31m and a title \x1b]0;owned\x07 and more \x1b[2J words.\n" * 40,
    "random bytes": random.Random(1).randbytes(5000),
    "every byte": bytes(range(256)),
    "half a character of UTF-16": b"\xff\xfe\x41\x00\x42",
    "lone halves in UTF-16": b"\xff\xfe" + b"\x00\xd8" * 40,
    "halves the wrong way round": b"\xff\xfe" + b"\x00\xdc\x00\xd8" * 40,
    "UTF-32 beyond Unicode": b"\xff\xfe\x00\x00" + b"\xff\xff\x11\x00" * 10,
    "UTF-32 cut short": "\ufeffA sentence.".encode("utf-32-le")[:-2],
    "UTF-8 cut in a character": "Ein Satz über Ä".encode()[:-1],
    "overlong UTF-8": b"a slash: \xc0\xaf and \xe0\x80\xaf.",
    "halves in UTF-8": b"A half: \xed\xa0\x80 and \xed\xb0\x80.",
    "UTF-8 beyond Unicode": b"Beyond: \xf4\x90\x80\x80 and \xf8\x88\x80\x80\x80.",
    "only a mark": b"\xef\xbb\xbf",
    "two marks": b"\xef\xbb\xbf\xef\xbb\xbfA sentence.",
    "marks within": "A sen\ufefftence with \ufeff marks.".encode(),
    "UTF-7": b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "EBCDIC": "A plain English sentence.".encode("cp500"),
    "two encodings": "Тест. ".encode() + "Тест. ".encode("koi8-r"),
    "nothing": b"",
    "only space": b" \r\n\t\x0c\x0b" * 100,
    "only punctuation": b"?! ... --- ***\n" * 50,
    "noncharacters": "A \ufffe and \uffff and \U0010ffff end.".encode(),
    "private letters": ("\ue000\uf8ff" * 50).encode(),
    "text that names U+FFFD": "A \ufffd letter.".encode(),
    "text turned round": "He said \u202egnorw si siht\u202c, and \u2066more\u2069.".encode(),
}

SHAPES: dict[str, Callable[[int], str]] = {
    "a heading of spaces": lambda n: "# a" + " " * n + "x",
    "headings of spaces": lambda n: ("# a" + " " * 500 + "x\n") * (n // 500),
    "spaces in a line": lambda n: "x" + " " * n + "x",
    "spaces before line breaks": lambda n: ("x" + " " * 300 + "\n") * (n // 300),
    "quotation marks": lambda n: '"' * n + "a",
    "quotation marks around letters": lambda n: '"a' * (n // 2),
    "curly quotation marks that only open": lambda n: "“a " * (n // 3),
    "brackets that only open": lambda n: "(a " * (n // 3),
    "brackets that only close": lambda n: "a) " * (n // 3),
    "dots": lambda n: "." * n + "a",
    "dots and letters": lambda n: " a." * (n // 3),
    "one word": lambda n: "a" * n,
    "words without a stop": lambda n: "a " * (n // 2),
    "capitals without a stop": lambda n: "A " * (n // 2),
    "abbreviations": lambda n: "Mr. Dr. No. " * (n // 12),
    "times of day": lambda n: "p.m. " * (n // 5),
    "days of May": lambda n: "in May. " * (n // 8),
    "hashes": lambda n: "#" * n + "a",
    "a heading closed by hashes": lambda n: "# a " + "#" * n,
    "bars": lambda n: "|" * n + "a",
    "cells": lambda n: "|a" * (n // 2),
    "rows": lambda n: "|a|b|\n" * (n // 6),
    "quoting signs": lambda n: ">" * n + "a",
    "quotes in quotes": lambda n: "\n".join(">" * level + " a" for level in range(int((2 * n) ** 0.5))),
    "line breaks": lambda n: "\n" * n + "a",
    "both kinds of line breaks": lambda n: "\r\n \r\n" * (n // 5) + "a",
    "carriage returns": lambda n: "a\r" * (n // 2),
    "form feeds": lambda n: "a\f" * (n // 2),
    "Unicode's line breaks": lambda n: "a\u2028b\u2029" * (n // 4),
    "one-letter paragraphs": lambda n: "a\n\n" * (n // 3),
    "one-letter lines": lambda n: "a\n" * (n // 4),
    "tabs": lambda n: "a \t" * (n // 3),
    "ellipses and quotes": lambda n: "…”" * (n // 2) + " A",
    "stops and brackets": lambda n: "(a.)   " * (n // 7),
    "an ellipsis and spaces": lambda n: "a…" + " " * n + "b",
    "items": lambda n: "- a\n" * (n // 4),
    "markers without items": lambda n: "- [ ] " * (n // 6),
    "numbers of a list": lambda n: "1. " * (n // 3),
    "items ever deeper": lambda n: "\n".join(" " * level + "- a" for level in range(int((2 * n) ** 0.5))),
    "underlined lines": lambda n: "a\n===\n" * (n // 6),
    "letters with a thousand accents": lambda n: ("a" + "\u0301" * 1000) * (n // 1000),
    "joined emoji": lambda n: "👩\u200d👩\u200d👧 " * (n // 6),
    "zero-width characters": lambda n: "a\u200b\u200d\u2060" * (n // 4),
    "Chinese stops": lambda n: "。" * n + "字",
    "Chinese without a space": lambda n: "字" * n,
    "Thai without a space": lambda n: "กขค" * (n // 3),
    "right to left": lambda n: "שלום. " * (n // 6),
    "code fences": lambda n: "```\na\n" * (n // 6),
    "links without end": lambda n: "[a](" * (n // 4),
    "link texts within link texts": lambda n: "[" * n + "a" + "]" * n,
    "emphasis without end": lambda n: "*a_" * (n // 3),
    "tags without end": lambda n: "<a " * (n // 3),
    "addresses": lambda n: "http://a.b/" + "c/" * (n // 2),
    "numbers": lambda n: "1.000.000,5 " * (n // 12),
    "initials": lambda n: "J. R. R. " * (n // 9),
    "colons": lambda n: "a:" * (n // 2),
    "dashes": lambda n: "–" * n + "a",
}

HUGE: dict[str, Content] = {
    "a line of a million words": lambda: b"word " * 1_000_000,
    "a line of a million sentences": lambda: b"It is. " * 1_000_000,
    "a million lines": lambda: b"a line\n" * 1_000_000,
    "a line of ten million letters": lambda: b"a" * 10_000_000,
    "sixty million characters": lambda: b"word " * 12_000_000,
    "more than a document may have": lambda: b"word " * 41_000_000,
    "ten million spaces": lambda: b"a" + b" " * 10_000_000 + b"b",
    "a megabyte of one-letter lines": lambda: b"a\n" * 500_000,
}

TABLES: dict[str, Content] = {
    "a quote that does not end": b'a,b\n"' + b"x,\n" * 20_000,
    "a cell without end": b'a,b\n"' + b"x," * 1_000_000,
    "quotes alone": b'"' * 50_001,
    "separators alone": b"," * 50_000,
    "twenty thousand columns": b",".join(b"c%d" % n for n in range(20_000)) + b"\n" + b"1," * 20_000,
    "rows of many lengths": b"\n".join(b"x," * n for n in range(300)),
    "a name of a column without end": b"a" * 100_000 + b",b\n1,2\n",
    "a NUL in a cell": b"a,b\n1,\x002\n",
    "formulas": b"Name,Sum\n=cmd|'/c calc'!A0,=HYPERLINK(\"http://evil.example\")\n+1,@SUM(1)\n-2,\t3\n",
    "three kinds of line breaks": b"a,b\r1,2\r\n3,4\n5,6\r\r\n",
    "separators that change": b"a;b,c\td|e\n" * 200,
    "a row of names a thousand times": b"a,b\n" * 1000,
    "only a row of names": b"a,b,c\n",
    "cells of line breaks": b'a,b\n"\n\n\n","\r\r"\n' * 100,
    "quotes within quotes": b'a,b\n""""""x"""""",y"z"w\n' * 50,
    "UTF-16 with a NUL": "a,b\n1,\x002\n".encode("utf-16"),
}


def mail(head: str, body: str = "Some words.") -> bytes:
    return f"{head}\n\n{body}".encode("utf-8", "surrogateescape")


def nested(kind: str, depth: int) -> str:
    return "".join(f"Content-Type: {kind}; boundary=b{n}\n\n--b{n}\n" for n in range(depth))


MAILS: dict[str, Content] = {
    "parts within parts": mail("From: a\nSubject: x\n" + nested("multipart/mixed", 200)),
    "forty parts within parts": mail("Subject: x\n" + nested("multipart/mixed", 40) + "\nSome words."),
    "messages within messages": mail("Subject: x\n" + "Content-Type: message/rfc822\n\nSubject: y\n" * 300),
    "a boundary that is not there": mail("Subject: x\nContent-Type: multipart/mixed", "--\nwords"),
    "an empty boundary": mail('Subject: x\nContent-Type: multipart/mixed; boundary=""', "--\nwords\n----"),
    "a boundary of a thousand letters": mail(f"Subject: x\nContent-Type: multipart/mixed; boundary={'b' * 1000}"),
    "a boundary that is a pattern": mail('Subject: x\nContent-Type: multipart/mixed; boundary="(a+)+$["', "--(a+)+$["),
    "a boundary in itself": mail(
        "Subject: x\nContent-Type: multipart/mixed; boundary=b",
        "--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nwords\n--b--\n--b--",
    ),
    "five thousand parts": mail("Subject: x\nContent-Type: multipart/mixed; boundary=b", "--b\n\nx\n" * 5000),
    "a subject without end": mail("Subject: " + "x" * 1_000_000),
    "a subject of folds": mail("Subject: a" + "\n b" * 20_000),
    "a subject of encoded words": mail("Subject: " + "=?utf-8?q?=61?= " * 5000),
    "a subject in an encoding with a NUL": mail("Subject: =?a\x00b?q?x?="),
    "a subject in an encoding that is none": mail("Subject: =?rot13?q?uryyb?= =?idna?q?a..b?="),
    "an encoded word in an encoded word": mail("Subject: =?utf-8?q?=3D=3Futf-8=3Fq=3Fx=3F=3D?="),
    "line breaks in an encoded word": mail("Subject: =?utf-8?q?a=0D=0ABcc:_b?="),
    "addresses of comments in comments": mail(f"From: {'(' * 2000}a{')' * 2000} <a@b.c>\nSubject: x"),
    "five thousand addresses": mail("To: " + ", ".join(f"a{n}@b.c" for n in range(5000))),
    "an address cut short": mail("From: =?utf-8?B?w6k=?= <a@\nSubject: x"),
    "a group for an address": mail('To: g: a@b, "c" <d@e>;\nFrom: undisclosed:;\nSubject: x'),
    "an address in a route": mail("From: <@a,@b:c@d>\nTo: <\nCc: ,,,\nSubject: x"),
    "quotes that do not end": mail(f'From: "{"a" * 5000}\nSubject: x'),
    "a date that is none": mail("Date: 99 Foo -1 99:99:99 +9999\nSubject: x"),
    "a date of many digits": mail(f"Date: Mon, 1 Jan {'9' * 5000} 00:00:00 +0000\nSubject: x"),
    "an encoding with a NUL": mail("Subject: x\nContent-Type: text/plain; charset=a\x00b"),
    "an encoding that is none": mail("Subject: x\nContent-Type: text/plain; charset=hex"),
    "an encoding that is for names": mail("Subject: x\nContent-Type: text/plain; charset=idna", "a..b \xff"),
    "an encoding that fails": mail("Subject: x\nContent-Type: text/plain; charset=undefined"),
    "an encoding of escapes": mail("Subject: x\nContent-Type: text/plain; charset=unicode_escape", "\\ud800 \\N{BELL}"),
    "an encoding in parts": mail("Subject: x\nContent-Type: text/plain; charset*0*=a'b'%00; charset*1=c"),
    "a type that is cut short": mail("Subject: x\nContent-Type: text/plain; charset"),
    "a type with a star": mail("Subject: x\nContent-Type: text/plain; *=*; *0*=''; name*="),
    "a type of a thousand parts": mail(
        "Subject: x\nContent-Type: text/plain; " + "; ".join(f"n*{n}=a" for n in range(1000))
    ),
    "a type that is only a slash": mail("Subject: x\nContent-Type: /"),
    "an attachment with a path for a name": mail(
        'Subject: x\nContent-Disposition: attachment; filename="../../etc/passwd\x1b[2J"'
    ),
    "an attachment whose name is in no encoding": mail(
        "Subject: x\nContent-Disposition: attachment; filename*=a\x00b''%41"
    ),
    "base64 that is none": mail("Subject: x\nContent-Transfer-Encoding: base64", "!!!=====\x00a"),
    "base64 of a million letters": mail(
        "Subject: x\nContent-Transfer-Encoding: base64", base64.b64encode(b"words " * 150_000).decode()
    ),
    "quoted-printable cut short": mail("Subject: x\nContent-Transfer-Encoding: quoted-printable", "a=\n=3\n=ZZ=" * 99),
    "uuencode that is none": mail("Subject: x\nContent-Transfer-Encoding: x-uuencode", "begin 666 ../x\n\x00\nend"),
    "a transfer encoding that is none": mail("Subject: x\nContent-Transfer-Encoding: rot13"),
    "headers without a colon": mail("From\nSubject x\nTo: a\n: b\n \n"),
    "twenty thousand headers": mail("Subject: x\n" + "X-A: b\n" * 20_000),
    "the same header a thousand times": mail("Subject: x\n" * 1000),
    "no header": b"\n\nSome words.",
    "only headers": b"Subject: x",
    "a mailbox instead of a message": b"From a@b.c Mon\nSubject: x\n\nwords\n\nFrom d@e.f Tue\nSubject: y\n\nz",
    "HTML nested deep in mail": mail("Subject: x\nContent-Type: text/html", "<div>" * 50_000 + "a"),
    "halves of characters in headers": b"Subject: \xed\xa0\x80\xff\nFrom: \xff\xfe <\xff@\xff>\n\nwords",
}


def text_cases() -> list[Case]:
    """Every case of this module."""
    shaped: dict[str, Content] = {name: shape(N).encode() for name, shape in SHAPES.items()}
    in_markdown = {
        name: shaped[name] for name in shaped if name.split()[0] in ("code", "links", "link", "emphasis", "tags")
    }
    plain = {name: content for name, content in shaped.items() if name not in in_markdown}
    return [
        *cases("bytes that are no text", ".txt", BYTES),
        *cases("text shaped to be slow", ".txt", plain),
        *cases("text shaped to be slow", ".md", in_markdown),
        *cases("huge text", ".txt", HUGE, heavy=True),
        *cases("tables", ".csv", TABLES),
        *cases("mail", ".eml", MAILS),
    ]
