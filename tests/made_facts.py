"""What answers questions, over texts made in a test, without a model or with those that ship."""

from pathlib import Path

from fake_encoder import FakeEncoder
from fake_reader import FakeReader
from made import decision

from index.build import update
from qa.facts import Facts
from qa.reading.models import Models
from qa.settings import Settings


def facts_over(folder: Path, **texts: str) -> Facts:
    """Facts over the texts, each in a file of its name."""
    seeds = folder / "seeds"
    seeds.mkdir()
    for name, text in texts.items():
        (seeds / f"{name}.txt").write_text(text, "utf-8")
    encoder = FakeEncoder()
    index, _ = update(seeds, folder / "index", encoder)
    return Facts(index, Models(encoder, FakeReader(), decision({})), Settings(seeds=seeds))


def read_over(folder: Path, **texts: str) -> Facts:
    """What the shipped models read in texts."""
    seeds = folder / "seeds"
    seeds.mkdir()
    for name, text in texts.items():
        (seeds / f"{name}.txt").write_text(text, "utf-8")
    models = Models.load(Settings(seeds=seeds))
    index, _ = update(seeds, folder / "index", models.encoder)
    return Facts(index, models, Settings(seeds=seeds))
