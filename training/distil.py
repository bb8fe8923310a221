"""A larger reader to learn from: every token's chances rather than one right place (Hinton et al. 2015).

The teacher is MPNet of base size (Song et al. 2020), five times as slow and far too large to ship, trained by
`python -m training.train --encoder FOLDER` on the same questions as the reader.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, kl_div, log_softmax, softmax
from transformers import AutoTokenizer, BertModel, MPNetModel, PreTrainedTokenizerBase

from training.dequantise import weights_of
from training.model import ReaderModel, freeze, loaded

SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""Of all-mpnet-base-v2's `model.safetensors`."""
_WARMTH = 2.0  # both sides' logits are divided by it, so that the less likely places teach as well
_SPECIAL = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>"}


class Translated(nn.Module):
    """MPNet behind BERT's inputs: it has the same word pieces under other numbers, and knows no segments.

    Positions stay what they are, so that token for token it speaks of the same as the reader it teaches.
    """

    def __init__(self, encoder: MPNetModel, numbers: Tensor):
        super().__init__()
        self.inner = encoder
        self.config = encoder.config
        self.register_buffer("numbers", numbers, persistent=False)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor, output_hidden_states: bool
    ) -> SimpleNamespace:
        """(batch, tokens) of BERT's numbers -> the states of all layers."""
        del token_type_ids
        result = self.inner(
            input_ids=self.get_buffer("numbers")[input_ids],
            attention_mask=attention_mask,
            output_hidden_states=output_hidden_states,
        )
        return SimpleNamespace(hidden_states=result.hidden_states)


def large(folder: Path, tokenizer: PreTrainedTokenizerBase, frozen: int = 0, dropout: float = 0.0) -> ReaderModel:
    """A reader over MPNet in `folder`, its heads untrained, which takes what `tokenizer` makes.

    Raises ValueError where the weights are not the known ones.
    """
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != SHA256:
        raise ValueError(f"{folder}: model.safetensors is not all-mpnet-base-v2 (its SHA-256 is {digest})")
    encoder = loaded(MPNetModel, folder, dropout)
    freeze(encoder, frozen)
    theirs = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    numbers = numbers_of(tokenizer.get_vocab(), theirs.get_vocab(), theirs.unk_token_id)
    return ReaderModel(cast(BertModel, Translated(encoder, numbers))).train()  # it behaves as one


def numbers_of(ours: Mapping[str, int], theirs: Mapping[str, int], unknown: int) -> Tensor:
    """(our vocabulary,) the number that each of our word pieces has in theirs, or else `unknown`."""
    table = torch.full((max(ours.values()) + 1,), unknown)
    for piece, number in ours.items():
        table[number] = theirs.get(_SPECIAL.get(piece, piece), unknown)
    return table


def teacher(folder: Path, checkpoint: Path, tokenizer: PreTrainedTokenizerBase) -> ReaderModel:
    """The reader that a run with `--encoder folder` left in `checkpoint`, ready to be learnt from."""
    model = large(folder, tokenizer)
    model.load_state_dict(weights_of(checkpoint))
    return model.eval().requires_grad_(False)


def distillation(taught: tuple[Tensor, ...], teaching: tuple[Tensor, ...], batch: dict[str, Tensor]) -> Tensor:
    """How far the reader's logits are from its teacher's: places, answerability and tags, weighed as in training.

    `taught` and `teaching` are what `ReaderModel` returns for `batch`.
    """
    context = batch["token_type_ids"].bool()
    places = context.clone()
    places[:, 0] = True
    span = sum(_apart(ours, theirs, places) for ours, theirs in zip(taught[:2], teaching[:2], strict=True)) / 2
    answers = binary_cross_entropy_with_logits(taught[2].float(), teaching[2].float().sigmoid())
    ours, theirs = (logits.float()[context] for logits in (taught[3], teaching[3]))
    tags = kl_div(log_softmax(ours, -1), softmax(theirs, -1), reduction="sum") / len(context)
    return span + 0.5 * answers + 0.2 * tags


def _apart(ours: Tensor, theirs: Tensor, places: Tensor) -> Tensor:
    """Kullback-Leibler divergence over a row's places, the mean of rows, scaled as if it were not warmed."""
    warmed = [(logits.float() / _WARMTH).masked_fill(~places, -1e4) for logits in (ours, theirs)]
    return kl_div(log_softmax(warmed[0], -1), softmax(warmed[1], -1), reduction="batchmean") * _WARMTH**2
