"""A yes-or-no question and some texts -> how far each text says yes to it, or no.

A branch of the reader (`training/polarity.py`): its first layers' states go through layers of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from index.errors import ModelError
from qa.reading.reader import SHIPPED, OnnxReader, session, sha256

SHIPPED_SHA256 = "996cd9539c6f79c12a73db634a4ff5a229046d3d206b193dec9a06bb1525ec34"


@dataclass(frozen=True, slots=True)
class Says:
    """What a text says to a question: the log-odds of yes, and of no, each against everything else."""

    yes: float
    no: float


class Polarity:
    """The branch that ships. Raises ModelError where its file is missing or is not what was released."""

    def __init__(self, reader: OnnxReader, folder: Path = SHIPPED, threads: int = 1):
        file = folder / "polarity.onnx"
        if not file.is_file():
            raise ModelError(f"the file {file} is missing; fetch the project again")
        digest = sha256(file)
        if folder == SHIPPED and digest != SHIPPED_SHA256:
            raise ModelError(f"{file} is not the released file (sha256 {digest}); fetch the project again")
        self._reader = reader
        self._session = session(file, threads)
        self._remembered = lru_cache(maxsize=256)(self._read)

    def read(self, question: str, texts: Sequence[str]) -> list[Says]:
        """What each text says, in order; a text is read as far as one window goes."""
        return list(self._reader.each(lambda text: self._remembered(question, text), texts))

    def _read(self, question: str, text: str) -> Says:
        states = self._reader.states(question, text)
        mask = np.ones(states.shape[:2], dtype=np.int64)
        logits = self._session.run(None, {"states": states, "attention_mask": mask})[0][0]
        yes, no, neither = (float(one) for one in logits)
        return Says(yes - np.logaddexp(no, neither), no - np.logaddexp(yes, neither))
