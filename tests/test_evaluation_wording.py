from pathlib import Path

from fake_encoder import FakeEncoder

from evaluation.wording import indexes


def test_a_document_named_like_the_folder_of_another_has_an_index_too(tmp_path: Path) -> None:
    names = ("parish", "parish/parish-news.md")
    found = indexes(names, tmp_path, FakeEncoder())
    assert [found[name].documents[-1].source for name in names] == ["parish-news.md"] * 2
