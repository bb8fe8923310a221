"""Everything that is loaded once and shared by all questions, whatever the documents."""

from dataclasses import dataclass
from typing import Self

from index.encoder import Encoder, MiniLM, Remembering
from qa.deciding.decide import Decision
from qa.kinds import Kinds
from qa.reading.polarity import Polarity
from qa.reading.reader import SHIPPED, OnnxReader, Reader, open_reader
from qa.settings import Settings


@dataclass(frozen=True, slots=True)
class Models:
    """The encoder, the reader, what decides over its answers, what tells kinds of question apart, and yes from no.

    Without `kinds` every question is taken for one of a fact, without `polarity` yes and no are told by words alone.
    """

    encoder: Encoder
    reader: Reader
    decision: Decision
    kinds: Kinds | None = None
    polarity: Polarity | None = None

    @classmethod
    def load(cls, settings: Settings) -> Self:
        """Raises ModelError, in words a person can act on, where one cannot be loaded."""
        # A question is looked at by several stages, and people ask again.
        encoder = Remembering(MiniLM(settings.threads), most=1000)
        reader = open_reader(settings.reader, settings.threads)
        # Yes and no are told by a branch of the shipped reader, whichever reads.
        if settings.reader is None and isinstance(reader, OnnxReader):
            polarity = Polarity(reader, threads=settings.threads)
        else:
            polarity = Polarity(OnnxReader(threads=settings.threads), threads=settings.threads)
        return cls(encoder, reader, Decision.load(SHIPPED / "decision.json"), Kinds.load(encoder), polarity)
