"""Everything that is loaded once and shared by all questions, whatever the documents."""

from dataclasses import dataclass
from typing import Self

from index.encoder import Encoder, MiniLM, Remembering
from qa.decide import Decision
from qa.kinds import Kinds
from qa.reader import SHIPPED, Reader, open_reader
from qa.settings import Settings


@dataclass(frozen=True, slots=True)
class Models:
    """The encoder, the reader, what decides over its answers, and what tells kinds of question apart.

    Without `kinds` every question is taken for one of a fact.
    """

    encoder: Encoder
    reader: Reader
    decision: Decision
    kinds: Kinds | None = None

    @classmethod
    def load(cls, settings: Settings) -> Self:
        """Raises ModelError, in words a person can act on, where one cannot be loaded."""
        # A question is looked at by several stages, and people ask again.
        encoder = Remembering(MiniLM(settings.threads), most=1000)
        reader = open_reader(settings.reader, settings.threads)
        return cls(encoder, reader, Decision.load(SHIPPED / "decision.json"), Kinds.load(encoder))
