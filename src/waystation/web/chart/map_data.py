"""What the scripts of the map draw: dots, lines and hours of a view as JSON, and the ground below them as GeoJSON.

Dots stand exactly where the pack has them; lines are drawn as in the picture, between points that are no finer than a
tenth of what the pack tells apart, and nobody can look closer than that. Words are in the page's language; what is
said of a place or a leg is taken from the list beside the map.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from waystation.atlas.basemap import ground_for
from waystation.charts.composing import course_lines, view_of
from waystation.charts.curves import Leg as Drawn
from waystation.charts.curves import smooth_path
from waystation.charts.ground import Bounds, Ground
from waystation.charts.picture import MapPicture, Point, Trace
from waystation.charts.projection import Frame, View, points_to_show
from waystation.errors import Missing
from waystation.guiding.scenes import Scene
from waystation.web.chart.map_view import MapView
from waystation.wording.language import say
from waystation.wording.map_pages import LAYERS, step_instants, stop_words
from waystation.world.pack import Pack

__all__ = ["bounds_of", "finest_digits", "ground_json", "map_json", "nearest_zoom"]

FRAME = Frame(0.0, 0.0, 900.0, 720.0)
"""The frame for which hand-drawn lines are drawn, as large as the picture."""
FINEST = 6
NEAREST = 24.0
"""Pixels between two points that the pack just tells apart, as near as anybody can look."""
BEYOND, LEAST = 0.95, 0.3
"""How far the ground reaches from the middle, as a share of what is shown, and at least, in degrees."""
STEPS_ACROSS = 1000
"""So fine is the ground: the box's shorter side in so many steps."""
SMALLEST = 4
"""Islands and lakes less than so many steps wide and high are left out."""


def map_json(view: MapView, version: int) -> bytes:
    """A view as the scripts draw it; all layers are in it, whichever are shown.

    Args:
        view: The view.
        version: Which state of the desk it shows.
    """
    whole = MapView(view.scene, view.when, frozenset(LAYERS))
    picture, words = whole.picture(), _Words(view)
    digits = finest_digits(view.pack)
    frame = view_of(picture, FRAME, 1.0)
    found = {
        "version": version,
        "bounds": bounds_of(picture, digits),
        "zoom": nearest_zoom(digits),
        "places": [
            {"number": one.number, "name": one.label, "at": [one.lon, one.lat], "course": one.on_course}
            for one in picture.spots
        ],
        "course": _course(view.scene, picture, frame, whole, digits),
        "others": [
            {
                "key": _key(view.pack, one.id),
                "words": words.beside(one.id),
                "closed": one.closed,
                "line": _line(one, frame, digits),
            }
            for one in picture.others
        ],
        "ways": [
            {"label": label, "lines": [_line(one, frame, digits) for one in traces]}
            for label, traces in picture.branch_traces()
        ],
        "steps": [
            {"at": round(one.timestamp()), "words": stop_words(view.scene, one)} for one in step_instants(view.scene)
        ],
        "at": round(view.when.timestamp()),
        "layers": sorted(view.layers),
        "words": _words(),
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


class _Words:
    """The few words beside legs, layer by layer.

    Args:
        view: The view.
    """

    def __init__(self, view: MapView) -> None:
        self._legs = {leg.id: leg for leg in view.pack.legs}
        self._views = [MapView(view.scene, view.when, frozenset([layer])) for layer in ("conditions", "trust")]

    def beside(self, leg: str) -> list[str]:
        """What conditions do on a leg, and how far its broker is trusted; either may be empty."""
        return [view.label(self._legs[leg]) for view in self._views]


def _words() -> dict[str, str]:
    """What the scripts' own buttons are called."""
    return {
        "map": say("Map"),
        "time": say("Time"),
        "play": say("Move along the way"),
        "still": say("Stand still"),
        "near": say("Closer"),
        "far": say("Farther"),
        "close": say("Close"),
        "whole": say("The whole way"),
    }


def _course(scene: Scene, picture: MapPicture, frame: View, view: MapView, digits: int) -> list[dict[str, Any]]:
    """The red line, leg by leg, with the hours of those that lie ahead."""
    hours = [(None, None) for _ in scene.behind]
    hours += [(round(one.begins.timestamp()), round(one.ends.timestamp())) for one in scene.moves]  # type: ignore[misc]
    lines = course_lines(picture, frame, 1.0)
    closed = [view.closed(leg) for leg in (*scene.behind, *(one.leg for one in scene.moves))]
    return [
        {
            "key": _key(view.pack, one.id),
            "mode": one.mode,
            "words": _Words(view).beside(one.id),
            "closed": shut,
            "from": one.start,
            "to": one.end,
            "begins": begins,
            "ends": ends,
            "line": _degrees(line, frame, digits),
        }
        for one, line, shut, (begins, ends) in zip(picture.course, lines, closed, hours, strict=True)
    ]


def _key(pack: Pack, leg: str) -> str:
    """What a leg's part of the list is called."""
    return f"leg-{next(n for n, one in enumerate(pack.legs) if one.id == leg)}"


def _line(trace: Trace, frame: View, digits: int) -> list[list[float]]:
    points = frame.to_pixels(np.asarray(trace.points, dtype=np.float64))
    return _degrees(smooth_path(Drawn(trace.id, trace.mode, points), 1.0), frame, digits)


def _degrees(line: NDArray[np.float64], frame: View, digits: int) -> list[list[float]]:
    """A drawn line in degrees, its points no finer than they may be."""
    every = np.round(frame.to_lonlat(line), digits + 1).tolist()
    return [point for n, point in enumerate(every) if n == 0 or point != every[n - 1]]


def finest_digits(pack: Pack) -> int:
    """Digits behind the point of the pack's own coordinates: how finely it tells places apart."""
    points: Iterable[Point] = [place.at for place in pack.places] + [p for leg in pack.legs for p in leg.line or ()]
    return min(FINEST, max((_behind(value) for point in points for value in point), default=2))


def nearest_zoom(digits: int) -> float:
    """The zoom beyond which nobody looks closer, where the pack has so many digits behind the point."""
    return round(math.log2(NEAREST * 360.0 / 512.0 * 10**digits), 1)


def _behind(value: float) -> int:
    return len(f"{value:.{FINEST}f}".rstrip("0").partition(".")[2])


def bounds_of(picture: MapPicture, digits: int) -> list[float]:
    """West, south, east and north of what a picture shows."""
    points = np.asarray(points_to_show(picture), dtype=np.float64).reshape(-1, 2)
    if not len(points):
        return [-180.0, -60.0, 180.0, 75.0]
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return [round(float(value), digits) for value in (west, south, east, north)]


def ground_json(picture: MapPicture) -> bytes:
    """Land, water, borders and rivers of a picture's box as GeoJSON; nothing where there is no base map.

    Args:
        picture: What will be drawn upon it.
    """
    bounds = _around(picture)
    try:
        ground = ground_for(bounds)
    except Missing:
        ground = Ground()
    cell = _cell(bounds)
    features = [
        *(_feature("land", "Polygon", [_grid(ring, cell)]) for ring in ground.land if _seen(ring, cell)),
        *(_feature("lake", "Polygon", [_grid(ring, cell)]) for ring in ground.lakes if _seen(ring, cell)),
        *(_feature("river", "LineString", _grid(one.points, cell), round(one.weight, 1)) for one in ground.rivers),
        *(_feature("coast", "LineString", _grid(line, cell)) for line in ground.coasts if _seen(line, cell)),
        *(_feature("border", "LineString", _grid(line, cell)) for line in ground.borders),
    ]
    kept = [one for one in features if one is not None]
    box = [bounds.west, bounds.south, bounds.east, bounds.north]
    found = {"type": "FeatureCollection", "bbox": box, "attribution": ground.attribution, "features": kept}
    return json.dumps(found, separators=(",", ":")).encode()


def _around(picture: MapPicture) -> Bounds:
    """A box around what is shown, with as much again on every side as a hand moves a map."""
    lon, lat = np.asarray(points_to_show(picture) or [(0.0, 0.0)], dtype=np.float64).T
    middle = (float(lon.min() + lon.max()) / 2, float(lat.min() + lat.max()) / 2)
    squeeze = max(0.2, math.cos(math.radians(middle[1])))
    half = max(BEYOND * max(float(np.ptp(lon)) * squeeze, float(np.ptp(lat))), LEAST)
    west, east = max(-180.0, middle[0] - half / squeeze), min(180.0, middle[0] + half / squeeze)
    return Bounds(west, max(-85.0, middle[1] - half), east, min(85.0, middle[1] + half))


def _cell(bounds: Bounds) -> float:
    return max(min(bounds.east - bounds.west, bounds.north - bounds.south), 0.05) / STEPS_ACROSS


def _grid(points: NDArray[np.float64], cell: float) -> list[list[float]]:
    """Points on a grid; of those that fall together the first."""
    digits = max(2, math.ceil(-math.log10(cell)))
    every = np.round(np.round(points / cell) * cell, digits).tolist()
    return [point for n, point in enumerate(every) if n == 0 or point != every[n - 1]]


def _seen(points: NDArray[np.float64], cell: float) -> bool:
    return bool(np.ptp(points, axis=0).max() >= SMALLEST * cell)


def _feature(role: str, kind: str, coordinates: Sequence[Any], weight: float | None = None) -> dict[str, Any] | None:
    """A feature; None where so little is left of it that nobody would see it."""
    if kind == "Polygon":
        ring = coordinates[0]
        if len(ring) < 3:
            return None
        coordinates = [ring if ring[0] == ring[-1] else [*ring, ring[0]]]
    elif len(coordinates) < 2:
        return None
    properties = {"role": role} if weight is None else {"role": role, "weight": weight}
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}
