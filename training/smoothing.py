"""Activations that eight bits hold: what a few of their columns are larger by than the rest is moved into the weights.

int8 activations share one scale, so that in an input with a column thirty times as large as the others little is left
of those. Dividing a column by a number and multiplying the row of weights that it meets by the same number changes
nothing in full precision (SmoothQuant, Xiao et al. 2023). Only the feed-forward layers have such columns, and only the
columns that are more than `MOST` times the usual size are divided, down to that.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper, numpy_helper
from onnxruntime import InferenceSession
from tokenizers import Tokenizer

from qa.reading.reader import feed
from training.model import MAX_TOKENS
from training.texts import WRITTEN, read_folder

MOST = 2.5
SUFFIX = "_smoothing"
"""A matrix product `name` is preceded by one with the initializer `name_smoothing`, (columns,)."""

_FEED_FORWARD = re.compile(r"/layer\.\d+/(?:intermediate|output)/dense/MatMul$")
_TEXTS = 150  # read to see how large a column gets

Feed = Mapping[str, NDArray[np.int64]]
Sizes = NDArray[np.float32]


def smooth(full: Path, smoothed: Path, feeds: Iterable[Feed]) -> None:
    """Write the network in `full` with its large columns made smaller; what it says stays the same.

    `feeds` are inputs that are like those it will read.
    """
    model = onnx.load(str(full))
    largest = _largest(model, feeds)
    weights = {initializer.name: initializer for initializer in model.graph.initializer}
    nodes: list[NodeProto] = []
    for node in model.graph.node:
        if _is_smoothed(node):
            divisors = _divisors(largest[node.input[0]])
            nodes.append(_divided(node, divisors, weights[node.input[1]], model.graph))
        nodes.append(node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.save(model, str(smoothed))


def _is_smoothed(node: NodeProto) -> bool:
    return bool(_FEED_FORWARD.search(node.name))


def _divided(node: NodeProto, divisors: Sizes, weights: TensorProto, graph: GraphProto) -> NodeProto:
    """The product that goes before a matrix product, whose `weights` are multiplied by what its input is divided by."""
    rows = numpy_helper.to_array(weights) * divisors[:, None]
    weights.CopyFrom(numpy_helper.from_array(rows, weights.name))
    factors = numpy_helper.from_array((1 / divisors).astype(np.float32), node.name + SUFFIX)
    graph.initializer.append(factors)
    before = helper.make_node("Mul", [node.input[0], factors.name], [f"{factors.name}_out"], f"{factors.name}_Mul")
    node.input[0] = before.output[0]
    return before


def _divisors(largest: Sizes) -> Sizes:
    """What each column is divided by: 1 but for the few that are too large.

    >>> _divisors(np.array([1, 1, 1, 10, 2], dtype=np.float32)).tolist()
    [1.0, 1.0, 1.0, 4.0, 1.0]
    """
    result: Sizes = np.maximum(largest / (MOST * np.median(largest)), 1).astype(np.float32)
    return result


def _largest(model: ModelProto, feeds: Iterable[Feed]) -> dict[str, Sizes]:
    """For the input of each matrix product the largest size of each of its columns."""
    names = [node.input[0] for node in model.graph.node if _is_smoothed(node)]
    watched = ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "watched.onnx"
        onnx.save(watched, str(path))
        session = InferenceSession(path, providers=["CPUExecutionProvider"])
    seen: dict[str, Sizes] = {}
    for inputs in feeds:
        for name, states in zip(names, session.run(names, dict(inputs)), strict=True):
            sizes = np.abs(states).reshape(-1, states.shape[-1]).max(axis=0)
            seen[name] = np.maximum(seen.get(name, sizes), sizes)
    return seen


def written_feeds(tokenizer: Path) -> Iterator[Feed]:
    """A question of each of the sets of texts written for lists, with the beginning of its text."""
    reads = Tokenizer.from_file(str(tokenizer))
    reads.no_padding()
    reads.enable_truncation(MAX_TOKENS, strategy="only_second")
    for texts in islice(read_folder(WRITTEN / "lists"), _TEXTS):
        yield feed(reads.encode(texts.asked[0].question, texts.documents[0].text))
