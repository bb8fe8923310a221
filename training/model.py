"""The reader as a network: a BERT encoder, a span head over its tokens, and an answerability head over [CLS]."""

from pathlib import Path

from torch import Tensor, nn
from transformers import AutoTokenizer, BertConfig, BertModel, PreTrainedTokenizerBase

QUESTION_TOKENS = 48
MAX_TOKENS = 176


class ReaderModel(nn.Module):
    """Start, end and answerability logits for a question and a context (Devlin et al. 2019, section 4.3).

    The span head points at [CLS] where the context does not answer; the answerability head says so directly.
    """

    def __init__(self, encoder: BertModel):
        super().__init__()
        self.encoder = encoder
        self.span = nn.Linear(encoder.config.hidden_size, 2)
        self.answerable = nn.Sequential(
            nn.Linear(encoder.config.hidden_size, encoder.config.hidden_size),
            nn.Tanh(),
            nn.Linear(encoder.config.hidden_size, 1),
        )

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """(batch, tokens) inputs -> start (batch, tokens), end (batch, tokens) and answerable (batch,) logits."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        start, end = self.span(hidden).unbind(-1)
        return start, end, self.answerable(hidden[:, 0]).squeeze(-1)


def pretrained(folder: Path) -> tuple[ReaderModel, PreTrainedTokenizerBase]:
    """A reader over the encoder in `folder`, its heads untrained, its word embeddings frozen, without dropout.

    Two passes over the data are too few to overfit, and random numbers are a tenth of a step on a processor.
    """
    config = BertConfig.from_pretrained(folder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
    encoder = BertModel.from_pretrained(
        folder, config=config, add_pooling_layer=False, attn_implementation="eager", local_files_only=True
    )
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    return ReaderModel(encoder), AutoTokenizer.from_pretrained(folder, local_files_only=True)
