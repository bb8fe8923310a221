"""What the tests of the index share: an encoder without a model, and a folder of documents."""

from pathlib import Path

import pytest
from fake_encoder import FakeEncoder


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder with two small documents."""
    folder = tmp_path / "seeds"
    (folder / "deep").mkdir(parents=True)
    (folder / "bridge.txt").write_text(
        "The old bridge was built in 1904. It crosses the river Vorn near the mill.\n"
        "The mayor closed the bridge in May. A storm had cracked two pillars.\n",
        encoding="utf-8",
    )
    (folder / "deep" / "bread.md").write_text(
        "# Bread\n\nThe bakery sells rye bread. It opens at six.\n\n"
        "You need:\n\n- two cups of flour\n- a pinch of salt\n",
        encoding="utf-8",
    )
    return folder
