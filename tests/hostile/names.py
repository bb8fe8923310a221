"""Hostile names, links and things that are no files, laid out in a folder beside one that is none of its business."""

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

SECRET = "The secret word is xyzzy-outside."
INSIDE = "An ordinary sentence."

NAMES: dict[str, str] = {
    "a line break": "a\nb.txt",
    "line breaks that fake an answer": "a.txt\n\n99 % sure\n  [2] b.txt",
    "a carriage return": "a\rb.txt",
    "a tab": "a\tb.txt",
    "terminal commands": "a\x1b[2J\x1b]0;owned\x07.txt",
    "every control character": "".join(map(chr, range(1, 32))) + ".txt",
    "a character of the second control block": "a\x9b31m.txt",
    "a backslash": "..\\..\\etc\\passwd.txt",
    "two dots before": "..txt",
    "two dots before a name": "..a.txt",
    "three dots": "... .txt",
    "dots that are escaped": "%2e%2e%2f%2e%2e%2fetc%2fpasswd.txt",
    "dots in other scripts": "．．／．．／etc／passwd.txt",
    "255 bytes": "a" * 251 + ".txt",
    "255 bytes of emoji": "😀" * 62 + "abc.txt",
    "255 bytes of Chinese": "字" * 83 + "ab.txt",
    "accents as one character": "caf\u00e9.txt",
    "accents as two characters": "cafe\u0301.txt",
    "a thousand accents": "a" + "\u0301" * 120 + ".txt",
    "Arabic": "وثيقة.txt",
    "Hebrew": "מסמך.txt",
    "Chinese": "文件.txt",
    "Devanagari": "दस्तावेज़.txt",
    "Thai": "เอกสาร.txt",
    "Greek that looks Latin": "Αррlе.txt",
    "a name that is turned round": "invoice\u202etxt.exe.txt",
    "unseen characters": "a\u200b\u200d\ufeff\u2060.txt",
    "noncharacters": "a\ufffe\uffff.txt",
    "emoji that are joined": "👩\u200d👩\u200d👧.txt",
    "a dash before": "-rf.txt",
    "two dashes before": "--seeds=etc.txt",
    "a space before": " a.txt",
    "only a space": " .txt",
    "a tilde": "~root.txt",
    "a device of Windows": "CON.txt",
    "a command": "$(touch pwned);`id`|id&.txt",
    "a pattern": "*?[a-z]{1,2}.txt",
    "quotes": "'\"“”.txt",
    "a percent sign": "%s%n%x{0}{0.__class__}.txt",
    "an address": "http:..127.0.0.1:9.txt",
    "a citation": "#cite-1-1.txt",
    "a link": "[a](javascript:alert(1)).txt",
    "JSON": '{"source": null, "a": [.txt',
    "a name of the index": "manifest.json.txt",
    "capitals in the ending": "a.TXT",
    "two endings": "a.pdf.txt",
    "hidden": ".hidden.txt",
}

# Not documents, whatever they hold: they are not named like any.
UNREAD: dict[str, str] = {"a space behind": "a.txt ", "only an ending": ".txt", "a dot behind": "a.txt."}

Make = Callable[[Path, Path], None]


def _link(name: str, goal: str) -> Make:
    """A link of this name in the folder to `goal`, in which OUT and IN stand for the two folders."""

    def make(inside: Path, outside: Path) -> None:
        (inside / name).symlink_to(goal.replace("OUT", str(outside)).replace("IN", str(inside)))

    return make


def _many(*makes: Make) -> Make:
    def make(inside: Path, outside: Path) -> None:
        for each in makes:
            each(inside, outside)

    return make


def _socket(inside: Path, outside: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        before = os.getcwd()
        os.chdir(inside)  # a socket's path may be no longer than 107 bytes
        try:
            made.bind("s.txt")
        finally:
            os.chdir(before)


def _device(major: int, minor: int, kind: int = stat.S_IFCHR) -> Make:
    return lambda inside, outside: os.mknod(inside / "device.txt", kind | 0o666, os.makedev(major, minor))


def _deep(inside: Path, outside: Path) -> None:
    """Folders within folders, deeper than Python calls itself and than a path may be long."""
    at = os.open(inside, os.O_RDONLY)
    for _ in range(2500):
        os.mkdir("d", dir_fd=at)
        below = os.open("d", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    with os.fdopen(os.open("a.txt", os.O_WRONLY | os.O_CREAT, dir_fd=at), "w") as file:
        file.write(INSIDE)
    os.close(at)


def _level(inside: Path, outside: Path) -> None:
    """A document a thousand and more folders down, which can still be named."""
    folder = inside.joinpath(*["d"] * 1200)
    at = inside
    for part in folder.relative_to(inside).parts:
        at = at / part
        at.mkdir()
    (folder / "deep.txt").write_text(INSIDE)


def _sparse(inside: Path, outside: Path) -> None:
    with (inside / "sparse.txt").open("wb") as file:
        file.truncate(2**40)


def _wide(inside: Path, outside: Path) -> None:
    for number in range(3000):
        (inside / f"f{number}").mkdir()
        (inside / f"{number}.none").touch()


def _real(inside: Path, outside: Path) -> None:
    (inside / "real.txt").write_text(INSIDE)


def _hidden(inside: Path, outside: Path) -> None:
    (inside / "..a").mkdir()
    (inside / "..a" / "...txt").write_text(INSIDE)


# What is made, and how many documents of the folder are read and how many things are left out with a reason.
THINGS: dict[str, tuple[Make, int, int]] = {
    "a link to a file outside": (_link("a.txt", "OUT/secret.txt"), 0, 1),
    "a link to a file outside by dots": (_link("a.txt", "../outside/secret.txt"), 0, 1),
    "a link to a system's file": (_link("a.txt", "/etc/passwd"), 0, 1),
    "a link to its own process": (_link("a.txt", "/proc/self/environ"), 0, 1),
    "a link to an open file": (_link("a.txt", "/proc/self/fd/0"), 0, 1),
    "a link to endless zeros": (_link("a.txt", "/dev/zero"), 0, 1),
    "a link to the terminal": (_link("a.txt", "/dev/stdin"), 0, 1),
    "a link to a PDF outside": (_link("a.pdf", "OUT/secret.txt"), 0, 1),
    "a link to a folder outside": (_link("folder", "OUT"), 0, 1),
    "a link to a folder outside that is named like a file": (_link("folder.txt", "OUT"), 0, 1),
    "a link to the root": (_link("root", "/"), 0, 1),
    "a link to the folder itself": (_link("self", "."), 0, 1),
    "a link to the folder above": (_link("up", ".."), 0, 1),
    "a link to itself": (_link("a.txt", "a.txt"), 0, 1),
    "two links in a circle": (_many(_link("a.txt", "b.txt"), _link("b.txt", "a.txt")), 0, 2),
    "links to folders in a circle": (_many(_link("a", "b"), _link("b", "a")), 0, 0),
    "a link to nothing": (_link("a.txt", "IN/nothing.txt"), 0, 1),
    "a link of no sense": (_link("a.txt", "a\nb/../../\x01"), 0, 1),
    "a link through a file": (_link("a.txt", "OUT/secret.txt/.."), 0, 1),
    "a hundred links to one another": (
        _many(*(_link(f"{n}.txt", f"{n + 1}.txt") for n in range(100)), _link("100.txt", "OUT/secret.txt")),
        0,
        101,
    ),
    "a link that leaves by way of a link": (_many(_link("x", "OUT"), _link("a.txt", "x/secret.txt")), 0, 2),
    "a link within the folder": (
        _many(_real, _link("a.txt", "real.txt")),
        2,
        0,
    ),
    "a pipe": (lambda i, o: os.mkfifo(i / "pipe.txt"), 0, 1),
    "a pipe that is named like a PDF": (lambda i, o: os.mkfifo(i / "pipe.pdf"), 0, 1),
    "a link to a pipe": (_many(lambda i, o: os.mkfifo(i / "pipe"), _link("a.txt", "pipe")), 0, 1),
    "a socket": (_socket, 0, 1),
    "a device of zeros": (_device(1, 5), 0, 1),
    "a device of nothing": (_device(1, 3), 0, 1),
    "a device that is a disk": (_device(7, 200, stat.S_IFBLK), 0, 1),
    "a file of a terabyte that is all holes": (_sparse, 0, 1),
    "a folder named like a file": (lambda i, o: (i / "a.txt").mkdir(), 0, 0),
    "a thousand folders deep": (_level, 1, 0),
    "folders too deep to be named": (_deep, 0, 1),
    "three thousand folders": (_wide, 0, 0),
    "folders named with dots": (_hidden, 1, 0),
}


def lay_out_names(folder: Path) -> dict[str, str]:
    """A folder with a document of each hostile name, which says what it is; source -> text."""
    texts = {}
    for number, (what, name) in enumerate((*NAMES.items(), *UNREAD.items())):
        text = f"Sentence {number} is in a file whose name has {what}."
        Path(folder, name).write_text(text, "utf-8")
        if what in NAMES:
            texts[name] = text
    return texts
