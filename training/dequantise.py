"""The shipped reader's weights as numbers to train on: int8 -> full precision.

Checkpoints are too large to keep; what ships is within a rounding error of what was trained, and a run may begin there.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from training.smoothing import SUFFIX

_Array = NDArray[np.float32]


def weights_of(path: Path) -> dict[str, Tensor]:
    """The weights that a run left, by their names in `training.model.ReaderModel`.

    Of `checkpoint.pt` the average, of `reader.onnx` what was exported, int8 or not. Heads that a file did not have are
    missing.
    """
    if path.suffix == ".onnx":
        return _exported(path)
    average: dict[str, Tensor] = torch.load(path, weights_only=True)["average"]
    return average


def _exported(path: Path) -> dict[str, Tensor]:
    graph = onnx.load(str(path)).graph
    stored = {initializer.name: numpy_helper.to_array(initializer) for initializer in graph.initializer}
    found = {name: array for name, array in stored.items() if name.endswith((".bias", ".weight"))}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            # "/span/MatMul_quant" multiplies by the module "span"; torch keeps what it multiplies by transposed.
            rows = _dequantised(stored, node.input[1].removesuffix("_quantized"))
            smoothing = stored.get(node.name.removesuffix("_quant") + SUFFIX)
            found[_module(node.name) + ".weight"] = (rows if smoothing is None else rows * smoothing[:, None]).T
        elif node.op_type == "MatMul" and node.input[1] in stored:
            found[_module(node.name) + ".weight"] = stored[node.input[1]].T
        elif node.op_type == "Gather" and node.input[0].endswith("_quantized"):
            name = node.input[0].removesuffix("_quantized")
            found[name] = _dequantised(stored, name)
    return {name: torch.tensor(np.array(array)) for name, array in found.items()}


def _module(node: str) -> str:
    """The module a node belongs to.

    >>> _module("/encoder/layer.0/output/dense/MatMul_quant"), _module("/answerable/answerable.0/Gemm_MatMul_quant")
    ('encoder.layer.0.output.dense', 'answerable.0')
    """
    parts = node.strip("/").split("/")[:-1]
    # A sequence's members are named with it: "answerable/answerable.0".
    kept = [
        part for part, following in zip(parts, [*parts[1:], ""], strict=True) if not following.startswith(f"{part}.")
    ]
    return ".".join(kept)


def _dequantised(stored: Mapping[str, NDArray[np.generic]], name: str) -> _Array:
    numbers, scale, zero = (
        stored[f"{name}_{part}"].astype(np.float32) for part in ("quantized", "scale", "zero_point")
    )
    result: _Array = (numbers - zero) * scale
    return result
