"""The reader as a network: a BERT encoder, heads over its tokens for spans and tags, and one for answerability."""

from pathlib import Path
from typing import TypeVar

from torch import Tensor, nn
from transformers import AutoConfig, AutoTokenizer, BertModel, MPNetModel, PreTrainedTokenizerBase

Encoder = TypeVar("Encoder", BertModel, MPNetModel)

QUESTION_TOKENS = 48
MAX_TOKENS = 176
OUTSIDE, BEGINS, INSIDE = range(3)
TAGS = 3
BRANCH = 3
"""The encoder's last layers that the branch for yes or no has copies of (`training.polarity`)."""


class ReaderModel(nn.Module):
    """Start, end, answerability and tag logits for a question and a context (Devlin et al. 2019, section 4.3).

    The span head points at [CLS] where the context does not answer; the answerability head says so directly. The tag
    head tells of every token whether it is outside of all answers, begins one or goes on with one, so that a question
    may have several (Segal et al. 2020).
    """

    def __init__(self, encoder: BertModel):
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.span = nn.Linear(width, 2)
        self.tags = nn.Linear(width, TAGS)
        self.answerable = nn.Sequential(
            nn.Linear(width, width),
            nn.Tanh(),
            nn.Linear(width, 1),
        )

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """(batch, tokens) -> logits: start, end (batch, tokens), answerable (batch,), tags (batch, tokens, TAGS).

        Last the states (batch, tokens, width) below the layers that a branch has copies of.
        """
        layers = self.encoder(
            input_ids=input_ids,
            attention_mask=attention_mask,
            token_type_ids=token_type_ids,
            output_hidden_states=True,
        ).hidden_states
        hidden = layers[-1]
        start, end = self.span(hidden).unbind(-1)
        return start, end, self.answerable(hidden[:, 0]).squeeze(-1), self.tags(hidden), layers[-1 - BRANCH]


def pretrained(folder: Path, frozen: int = 0, dropout: float = 0.0) -> tuple[ReaderModel, PreTrainedTokenizerBase]:
    """A reader over the encoder in `folder`, its heads untrained, its word embeddings frozen.

    So are its `frozen` first layers, which saves a ninth of a step each. `dropout` is the share of states left out in
    a run; two passes over the data are too few to overfit, and random numbers are a tenth of a step on a processor,
    but a run that begins where others ended knows much of the data by heart.
    """
    encoder = loaded(BertModel, folder, dropout)
    freeze(encoder, frozen)
    return ReaderModel(encoder).train(), AutoTokenizer.from_pretrained(folder, local_files_only=True)


def loaded(kind: type[Encoder], folder: Path, dropout: float = 0.0) -> Encoder:
    """The encoder in `folder`, without what is only for vectors of whole texts."""
    config = AutoConfig.from_pretrained(folder, hidden_dropout_prob=dropout, attention_probs_dropout_prob=0.0)
    return kind.from_pretrained(
        folder, config=config, add_pooling_layer=False, attn_implementation="eager", local_files_only=True
    )


def freeze(encoder: BertModel | MPNetModel, layers: int) -> None:
    """Leave the word embeddings as they are, and the first `layers` with all that is below them."""
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    for layer in encoder.encoder.layer[:layers]:
        layer.requires_grad_(False)
    if layers:
        encoder.embeddings.requires_grad_(False)
