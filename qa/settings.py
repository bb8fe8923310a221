"""Every setting, in one place; the stages take plain values."""

from dataclasses import dataclass
from pathlib import Path

from qa.deciding.decide import DEFAULT_STRICTNESS


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set, and what each setting does."""

    seeds: Path = Path("seeds")
    """The folder that holds the documents."""

    index: Path | None = None
    """The folder of the index; None is `.index` beside the documents' folder."""

    reader: str | None = None
    """A question-answering model: a folder or a hub's name of the transformers library; None is the shipped one."""

    strictness: float = DEFAULT_STRICTNESS
    """0..1: how sure to be before answering; 0 answers whatever it finds, 1 only what is nearly certain."""

    hits: int = 20
    """Sentences that retrieval brings to a question."""

    windows: int = 5
    """Stretches of text that are read for a question."""

    window_characters: int = 700
    """How long each of them may be, in characters."""

    quotes: int = 3
    """Citations of an answer, and nearest passages of a refusal, at most."""

    threads: int = 1
    """Processor threads of each model. More than there are free cores makes every question slower, not faster."""

    @property
    def index_folder(self) -> Path:
        """Where the index is kept."""
        return self.index if self.index is not None else self.seeds.resolve().parent / ".index"
