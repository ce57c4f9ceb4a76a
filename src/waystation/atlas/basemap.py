"""The base map: land, water, borders and rivers of a box, read from the data that the build made.

The data are plain arrays (their format is in `hatch_build.py`, version 1), opened without being read whole; only what
touches the box is looked at, cut to it and thinned to what a screen can show. Nothing is fetched, ever.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from waystation.charts.curves import clip_line, clip_ring
from waystation.charts.ground import Bounds, Country, Ground, River
from waystation.charts.projection import Frame
from waystation.errors import Missing

__all__ = ["ATTRIBUTION", "DATA", "ground_for"]

DATA = Path(__file__).parent / "basemap_data"
ATTRIBUTION = "Natural Earth"
FORMAT = 1
STEPS_ACROSS = 3000
EDGE = 179.995
SOUTHERN_EDGE = -85.0
GREATEST_WEIGHT = 1.2
WIDEST_PIECE = 300.0


@dataclass(frozen=True, slots=True)
class _Layer:
    """A list of rings or lines, one after another in one array."""

    points: NDArray[np.float32]
    offsets: NDArray[np.int64]
    boxes: NDArray[np.float32]
    about: NDArray[Any]

    def touching(self, box: Bounds, least: float) -> Iterator[tuple[int, NDArray[np.float64]]]:
        """The pieces that may touch a box, each with its number, moved by whole turns to lie where the box lies.

        Pieces less than `least` degrees high and wide are left out.
        """
        boxes = self.boxes
        level = (boxes[:, 1] <= box.north) & (boxes[:, 3] >= box.south)
        around = boxes[:, 2] - boxes[:, 0] > WIDEST_PIECE
        large = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) >= least
        for turn in (-360.0, 0.0, 360.0):
            near = level & large & ~around & (boxes[:, 0] + turn <= box.east) & (boxes[:, 2] + turn >= box.west)
            for i in np.flatnonzero(near):
                yield int(i), self._piece(int(i)) + np.array([turn, 0.0])
        for i in np.flatnonzero(level & around):
            whole = _unrolled(self._piece(int(i)))
            for turn in (-360.0, 0.0, 360.0):
                if whole[:, 0].min() + turn <= box.east and whole[:, 0].max() + turn >= box.west:
                    yield int(i), whole + np.array([turn, 0.0])

    def _piece(self, i: int) -> NDArray[np.float64]:
        return self.points[self.offsets[i] : self.offsets[i + 1]].astype(np.float64)


def _unrolled(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same outline with longitudes that go on past 180; one around a pole is closed along the map's edge."""
    lon = np.unwrap(ring[:, 0], period=360.0)
    whole = np.column_stack([lon, ring[:, 1]])
    if abs(lon[-1] - lon[0]) < 180.0:
        return whole
    pole = math.copysign(90.0, float(ring[:, 1].mean()))
    return np.vstack([whole, [[lon[-1], pole], [lon[0], pole]], whole[:1]])


def ground_for(bounds: Bounds, folder: Path = DATA) -> Ground:
    """Read the base map of a box.

    Args:
        bounds: The box, as `charts.projection.bounds_for` gives it.
        folder: Where the build put the data.

    Returns:
        What lies in the box, thinned to a three-thousandth of its size, longitudes continuous within the box.

    Raises:
        Missing: If the data are not there, or are not what this version reads (`base_map`, with the folder's name);
            an empty `Ground()` may be drawn instead.
    """
    try:
        stamp = json.loads((folder / "stamp.json").read_text("utf-8"))
        if stamp.get("format") != FORMAT:
            raise Missing("base_map", folder=folder.name)
        return _ground(bounds, folder)
    except (OSError, ValueError, KeyError, IndexError, AttributeError) as error:
        raise Missing("base_map", folder=folder.name) from error


def _ground(bounds: Bounds, folder: Path) -> Ground:
    frame = Frame(bounds.west, bounds.south, bounds.east - bounds.west, bounds.north - bounds.south)
    cell = max(min(frame.width, frame.height), 1e-3) / STEPS_ACROSS
    land = _open(folder, "land", "owners")
    rings: list[NDArray[np.float64]] = []
    coasts: list[NDArray[np.float64]] = []
    for _, ring in land.touching(bounds, cell):
        thin = _thinned(ring, cell)
        rings.extend(_ring(thin, frame))
        coasts.extend(run for coast in _without_edges(thin) for run in clip_line(coast, frame))
    borders = [
        run for _, line in _open(folder, "borders", "between").touching(bounds, cell)
        for run in clip_line(_thinned(line, cell), frame)
    ]  # fmt: skip
    lakes = [
        cut
        for _, ring in _open(folder, "lakes", "owners").touching(bounds, cell)
        for cut in _ring(_thinned(ring, cell), frame)
    ]
    return Ground(
        tuple(rings), _countries(bounds, folder, frame, cell), tuple(coasts), tuple(borders),
        tuple(_rivers(bounds, folder, frame, cell)), tuple(lakes), ATTRIBUTION,
    )  # fmt: skip


def _open(folder: Path, name: str, about: str) -> _Layer:
    def load(what: str) -> NDArray[Any]:
        array: NDArray[Any] = np.load(folder / f"{name}_{what}.npy", mmap_mode="r", allow_pickle=False)
        return array

    return _Layer(load("points"), load("offsets"), np.asarray(load("boxes")), load(about))


def _countries(bounds: Bounds, folder: Path, frame: Frame, cell: float) -> tuple[Country, ...]:
    names = json.loads((folder / "countries.json").read_text("utf-8"))
    layer = _open(folder, "countries", "owners")
    found: dict[int, list[NDArray[np.float64]]] = {}
    for i, ring in layer.touching(bounds, cell):
        cuts = _ring(_thinned(ring, 3 * cell), frame)
        if cuts:
            found.setdefault(int(layer.about[i, 0]), []).extend(cuts)
    return tuple(Country(str(names[row]["name"]), tuple(rings)) for row, rings in sorted(found.items()))


def _rivers(bounds: Bounds, folder: Path, frame: Frame, cell: float) -> Iterator[River]:
    layer = _open(folder, "rivers", "weights")
    for i, line in layer.touching(bounds, cell):
        weight = min(1.0, float(layer.about[i, 1]) / GREATEST_WEIGHT)
        for run in clip_line(_thinned(line, cell), frame):
            yield River(run, weight)


def _thinned(points: NDArray[np.float64], cell: float) -> NDArray[np.float64]:
    """Of consecutive points in the same cell of a grid, only the first; both ends stay."""
    if len(points) < 4:
        return points
    cells = np.floor(points / cell)
    keep = np.concatenate([[True], (np.diff(cells, axis=0) != 0).any(axis=1)])
    keep[-1] = True
    thin: NDArray[np.float64] = points[keep]
    return thin


def _ring(ring: NDArray[np.float64], frame: Frame) -> list[NDArray[np.float64]]:
    """The part of a ring in the frame, with points along the frame's edges, for these are curves on the map."""
    cut = clip_ring(ring[:-1], frame)
    if len(cut) < 3:
        return []
    reach = max(frame.width, frame.height) / 40
    nxt = np.roll(cut, -1, axis=0)
    extra = np.floor(np.abs(nxt - cut).max(axis=1) / reach).astype(np.int64)
    if not extra.any():
        return [cut]
    count = extra + 1
    first = np.repeat(np.cumsum(count) - count, count)
    share = (np.arange(int(count.sum())) - first) / np.repeat(count, count)
    return [np.repeat(cut, count, axis=0) + share[:, None] * np.repeat(nxt - cut, count, axis=0)]


def _without_edges(ring: NDArray[np.float64]) -> Iterator[NDArray[np.float64]]:
    """The stretches of an outline that are coast, not cuts at longitude 180 or the closing of Antarctica."""
    edge = (np.abs(np.abs(np.mod(ring[:, 0] + 180.0, 360.0) - 180.0)) > EDGE) | (ring[:, 1] < SOUTHERN_EDGE)
    real = ~(edge[:-1] & edge[1:])
    if real.all():
        yield ring
        return
    ends = np.flatnonzero(np.diff(np.concatenate([[False], real, [False]]).astype(np.int8)))
    for first, last in zip(ends[::2], ends[1::2], strict=True):
        yield ring[first : last + 1]
