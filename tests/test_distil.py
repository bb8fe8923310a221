from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel, MPNetTokenizer

from training.distil import Translated, distillation, large, numbers_of
from training.model import ReaderModel
from training.train import Trainer, main

OURS = {
    piece: number for number, piece in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "mill", "fell", "in"])
}
THEIRS = {
    piece: number
    for number, piece in enumerate(["<s>", "<pad>", "</s>", "<unk>", "<mask>", "in", "mill", "[UNK]", "fell"])
}


SIZES: dict[str, Any] = {
    "vocab_size": 9,
    "hidden_size": 16,
    "num_hidden_layers": 3,
    "num_attention_heads": 2,
    "intermediate_size": 16,
    "max_position_embeddings": 16,
    "hidden_dropout_prob": 0.0,
    "attention_probs_dropout_prob": 0.0,
}


def reader() -> ReaderModel:
    config = BertConfig(**SIZES)
    return ReaderModel(BertModel(config, add_pooling_layer=False))


def rows() -> dict[str, torch.Tensor]:
    """Questions of two words and contexts of five, of which the second one's last are padding."""
    ids = torch.tensor([[2, 5, 6, 3, 5, 6, 7, 5, 6, 3], [2, 6, 7, 3, 7, 5, 6, 3, 0, 0]])
    mask = (ids > 0).long()
    types = torch.tensor([[0] * 4 + [1] * 6] * 2) * mask
    gold = {"start": torch.tensor([4, 0]), "end": torch.tensor([5, 0]), "tags": torch.zeros_like(ids)}
    return {
        "input_ids": ids,
        "attention_mask": mask,
        "token_type_ids": types,
        "pairs": torch.empty((0, 2)).long(),
    } | gold


def test_a_teacher_reads_the_same_words_under_its_own_numbers() -> None:
    torch.manual_seed(0)
    inner = MPNetModel(MPNetConfig(**SIZES), add_pooling_layer=False)
    translated = Translated(inner, numbers_of(OURS, THEIRS, unknown=THEIRS["[UNK]"]))
    batch = rows()
    theirs = torch.tensor([[0, 6, 8, 2, 6, 8, 5, 6, 8, 2], [0, 8, 5, 2, 5, 6, 8, 2, 1, 1]])
    with torch.no_grad():
        seen = translated(batch["input_ids"], batch["attention_mask"], batch["token_type_ids"], True).hidden_states[-1]
        own = inner(input_ids=theirs, attention_mask=batch["attention_mask"]).last_hidden_state
    assert torch.equal(seen, own)


def test_a_reader_comes_to_say_what_its_teacher_says_and_not_only_what_is_gold() -> None:
    torch.manual_seed(1)
    teacher = reader().eval()
    with torch.no_grad():
        teacher.span.weight.mul_(40)  # so that it has an opinion
    taught = Trainer(reader(), steps=60, rate=5e-3, teacher=teacher)
    batch = rows()
    inputs = [batch[name] for name in ("input_ids", "attention_mask", "token_type_ids")]

    def apart() -> float:
        with torch.no_grad():
            return float(distillation(taught.model(*inputs), teacher(*inputs), batch))

    before = apart()
    for _ in range(60):
        taught.step(batch)
    assert apart() < before / 2


def test_nothing_is_to_learn_from_one_that_says_the_same() -> None:
    torch.manual_seed(2)
    model = reader().eval()
    batch = rows()
    inputs = [batch[name] for name in ("input_ids", "attention_mask", "token_type_ids")]
    with torch.no_grad():
        said = model(*inputs)
        other = tuple(-logits for logits in said)
        assert distillation(said, said, batch) < distillation(said, other, batch)


def test_weights_of_another_model_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(ValueError, match="not all-mpnet-base-v2"):
        large(tmp_path, MPNetTokenizer(vocab=THEIRS))


def test_a_teacher_without_its_encoder_is_not_passed_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["train", "--data", "d", "--out", "o", "--teacher", "checkpoint.pt"])
    with pytest.raises(SystemExit, match="2"):
        main()
    assert "--teacher needs --encoder" in capsys.readouterr().err
