import os
import sys
from pathlib import Path

import pytest

from index.decoding import decode
from index.documents import Library, fingerprint, is_unchanged, read_library
from index.errors import DocumentsError


def only(folder: Path, data: bytes) -> Library:
    (folder / "a.txt").write_bytes(data)
    return read_library(folder)


def test_finds_text_and_markdown_in_every_folder_in_order_of_source(tmp_path: Path) -> None:
    for source in ("b/c.md", "b.txt", "a/z/y.TXT", "a.pdf", "txt"):
        (tmp_path / source).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / source).write_text("Text.")
    assert [d.source for d in read_library(tmp_path).documents] == ["a/z/y.TXT", "b.txt", "b/c.md"]


@pytest.mark.parametrize(
    "text",
    ["One.\r\nTwo.\r\n", "One.\rTwo.", "No end", "Ünï – “quoted” 😀\n", "\n\n Space kept. \n", "Tab\tand\x0cfeed."],
)
def test_text_is_the_file_with_its_newlines_and_spaces(tmp_path: Path, text: str) -> None:
    assert only(tmp_path, text.encode("utf-8")).documents[0].text == text


WESTERN = "L'été dernier, les élèves ont mangé à la crêperie. Où est passé le garçon ? Noël était là."


@pytest.mark.parametrize(
    ("encoding", "mark", "text"),
    [
        ("utf-8", b"\xef\xbb\xbf", "Café Łódź."),
        ("utf-16-le", b"\xff\xfe", "Café Łódź."),
        ("utf-16-be", b"\xfe\xff", "Café Łódź."),
        ("utf-32-le", b"\xff\xfe\x00\x00", "Café Łódź."),
        ("utf-32-be", b"\x00\x00\xfe\xff", "Café Łódź."),
        ("utf-16-le", b"", "A plain English sentence.\r\nAnother one."),
        ("utf-16-be", b"", "A plain English sentence.\r\nAnother one."),
        ("utf-16-le", b"", "Все люди рождаются свободными и равными.\n"),
        ("utf-16-be", b"", "Все люди рождаются свободными и равными.\n"),
        ("cp1252", b"", WESTERN),
        ("cp1252", b"", "A ação não começou porque João não estava lá. São três corações."),
        ("cp1252", b"", "Han købte rødgrød med fløde på Ærø og gik så hjem."),
        ("cp1252", b"", "Die Straße führt über die Brücke. Ein schönes Mädchen aß Äpfel."),
        ("cp1252", b"", "¿Dónde está el señor? El niño comió en la montaña."),
        ("cp1252", b"", "The café’s “special” costs £5 – or €6, at 20°C, said Mr. Łukasz.".replace("Ł", "L")),
        (
            "latin-1",
            b"",
            "The chargé d'affaires came late. Ms. Ørsted told the ministry that nobody but Mr. Núñez would do.",
        ),
    ],
)
def test_other_encodings_are_read_right(encoding: str, mark: bytes, text: str) -> None:
    assert decode(mark + text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Все люди рождаются свободными и равными в своем достоинстве."),
        ("koi8-r", "Все люди рождаются свободными и равными в своем достоинстве."),
        ("cp1250", "Zażółć gęślą jaźń. Wszyscy ludzie rodzą się wolni i równi."),
        ("cp1250", "Příliš žluťoučký kůň úpěl ďábelské ódy. Všichni lidé rodí se svobodní."),
        ("cp1250", "Minden emberi lény szabadon születik és egyenlő méltósága és joga van. Hűség, erő, őr."),
        ("cp1254", "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar."),
        ("shift_jis", "すべての人間は、生まれながらにして自由であり、"),
        ("gbk", "人人生而自由,在尊严和权利上一律平等。"),
    ],
)
def test_an_encoding_that_cannot_be_told_is_reported_not_guessed(tmp_path: Path, encoding: str, text: str) -> None:
    library = only(tmp_path, text.encode(encoding))
    assert library.documents == ()
    assert [(s.source, "UTF-8" in s.reason) for s in library.skipped] == [("a.txt", True)]


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
        b"text, but \x00 with a NUL",
        b"\x7fELF\x02\x01\x01" + b"\x00" * 50,
        bytes(range(1, 32)) * 10,
        b"\xff\xfe\x00",
        b"\xff\xfe" + b"\x00\xd8" * 4,
    ],
    ids=["png", "nul", "elf", "controls", "half a character", "lone surrogates"],
)
def test_what_is_no_text_is_left_out_with_a_reason_and_the_rest_is_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "b.txt").write_text("Good.")
    library = only(tmp_path, data)
    assert [d.source for d in library.documents] == ["b.txt"]
    assert [s.source for s in library.skipped] == ["a.txt"]
    assert library.skipped[0].reason


def test_a_stray_control_character_is_no_reason_to_leave_a_text_out(tmp_path: Path) -> None:
    assert only(tmp_path, b"A text with one \x02 in it.").documents


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t"], ids=["empty", "only a mark", "only space"])
def test_an_empty_file_is_reported(tmp_path: Path, data: bytes) -> None:
    library = only(tmp_path, data)
    assert library.documents == ()
    assert library.skipped[0].reason == "it is empty"


def test_an_empty_folder_is_a_library_without_documents(tmp_path: Path) -> None:
    assert read_library(tmp_path) == Library((), ())


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentsError, match=r"no folder .*nowhere; create it"):
        read_library(tmp_path / "nowhere")


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("Text.")
    with pytest.raises(DocumentsError, match="is not a folder"):
        read_library(tmp_path / "file")


def test_links_are_read_only_where_they_stay_inside(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text("Secret.")
    (inside / "real.txt").write_text("Real.")
    (inside / "leaves.txt").symlink_to(outside / "secret.txt")
    (inside / "stays.txt").symlink_to(inside / "real.txt")
    (inside / "broken.txt").symlink_to(inside / "nothing.txt")
    (inside / "loop.txt").symlink_to(inside / "loop.txt")
    (inside / "folder").symlink_to(outside, target_is_directory=True)
    library = read_library(inside)
    assert [d.source for d in library.documents] == ["real.txt", "stays.txt"]
    assert {s.source for s in library.skipped} == {"leaves.txt", "broken.txt", "loop.txt", "folder"}


@pytest.mark.skipif(sys.platform == "win32", reason="no FIFOs there")
def test_a_pipe_is_reported_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    library = read_library(tmp_path)
    assert [(s.source, "not a regular file" in s.reason) for s in library.skipped] == [("pipe.txt", True)]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' file names are text")
def test_a_name_that_is_no_text_is_reported(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))).write_text("Text.")
    library = read_library(tmp_path)
    assert library.documents == ()
    assert library.skipped[0].source == "\ufffd.txt"


def test_a_folder_named_like_a_document_is_entered(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").mkdir()
    (tmp_path / "notes.txt" / "a.txt").write_text("Text.")
    assert [d.source for d in read_library(tmp_path).documents] == ["notes.txt/a.txt"]


def test_a_changed_or_deleted_file_is_noticed(tmp_path: Path) -> None:
    document = only(tmp_path, b"Text.").documents[0]
    assert document.fingerprint == fingerprint(tmp_path / "a.txt")
    assert is_unchanged(tmp_path, document)
    (tmp_path / "a.txt").write_bytes(b"Text!")
    assert not is_unchanged(tmp_path, document)
    (tmp_path / "a.txt").unlink()
    assert not is_unchanged(tmp_path, document)
    assert not is_unchanged(tmp_path / "nowhere", document)
