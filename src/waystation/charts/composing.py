"""The map itself as marks: ground, lines, dots and names in a frame; titles and lists are `sheets`' business."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from waystation.charts.curves import Leg, Pixels, arc_length, clip_line, clip_ring, cut_at, smooth_course, smooth_path
from waystation.charts.ground import Country, Ground, Path
from waystation.charts.lettering import Lettering
from waystation.charts.marks import Area, Box, Disc, Line, Mark, Text
from waystation.charts.picture import MapPicture, Point, Segment, Spot, Trace
from waystation.charts.placing import Taken, name_in_country, settle_discs
from waystation.charts.projection import Frame, View, fit, points_to_show

__all__ = ["compose_ground", "compose_map", "course_lines", "view_of"]

DISC_RADIUS = 9.5
SMALL_DISC_RADIUS = 7.6
SMALL_FRAME = 520.0
LONGEST_LABEL = 190.0
LEAST_SIDE_FOR_NAMES = 260.0
GRID_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0)


@dataclass(frozen=True, slots=True)
class _Pen:
    """What every mark is made with: the view, pixels per design pixel, the fonts, and what is taken so far."""

    view: View
    unit: float
    lettering: Lettering
    taken: Taken

    @property
    def disc_radius(self) -> float:
        """How large the numbered dots are on a map of this size, pixels."""
        small = min(self.view.frame.width, self.view.frame.height) < SMALL_FRAME * self.unit
        return (SMALL_DISC_RADIUS if small else DISC_RADIUS) * self.unit

    def name(
        self, spot: Spot, at: tuple[float, float], size: float, *, radius: float, must: bool = False
    ) -> list[Mark]:
        """A spot's name beside its dot, or nothing where there is no room."""
        text = self.lettering.fitted(spot.label, size, LONGEST_LABEL * self.unit, spot.fallback)
        if not text:
            return []
        placed = self.taken.place_name(at, radius, (self.lettering.width(text, size), size), must=must)
        if placed is None:
            return []
        role = "label" if spot.number and spot.on_course else "small-label"
        return [Text(role, placed.x, placed.y, text, size, placed.anchor, fallback=spot.fallback)]


def view_of(picture: MapPicture, frame: Frame, unit: float) -> View:
    """The view that shows a picture's course in a frame, with room around it for dots and names."""
    padding = max(34.0 * unit, 0.085 * min(frame.width, frame.height))
    return fit(points_to_show(picture), frame, padding)


def compose_ground(ground: Ground, view: View, unit: float, frame: Frame | None = None) -> tuple[Mark, ...]:
    """The base map as marks, cut to a frame.

    Args:
        ground: Land and water in degrees.
        view: What is shown.
        unit: Pixels per design pixel.
        frame: How far the ground is drawn; by default the view's own frame.

    Returns:
        Grey marks in painting order.
    """
    drawn = frame or view.frame
    near = drawn.grown(6 * unit)
    rivers: dict[float, list[Pixels]] = {}
    for river in ground.rivers:
        width = round(0.7 + 1.5 * river.weight, 1)
        rivers.setdefault(width, []).extend(_lines([river.points], view, near))
    return (
        Box("water", drawn),
        Area("land", _rings(ground.land, view, near)),
        Line("grid", tuple(_grid(view, near))),
        *(Line("river", tuple(lines), width=width) for width, lines in sorted(rivers.items()) if lines),
        Area("lake", _rings(ground.lakes, view, near)),
        Line("coast", tuple(_lines(ground.coasts, view, near))),
        Line("border", tuple(_lines(ground.borders, view, near))),
    )


def _rings(paths: Iterable[Path], view: View, near: Frame) -> tuple[Pixels, ...]:
    cut = (clip_ring(view.to_pixels(path), near) for path in paths)
    return tuple(ring for ring in cut if len(ring) >= 3)


def _lines(paths: Iterable[Path], view: View, near: Frame) -> list[Pixels]:
    return [run for path in paths for run in clip_line(view.to_pixels(path), near)]


def _grid(view: View, near: Frame) -> list[Pixels]:
    """Meridians and parallels, about four across the frame."""
    seen = view.bounds()
    wanted = min(seen.east - seen.west, seen.north - seen.south) / 3.5
    bounds = replace(view, frame=near).bounds()
    step = min(GRID_STEPS, key=lambda s: abs(math.log(s / max(wanted, 1e-6))))
    lons = np.arange(math.ceil(bounds.west / step), math.floor(bounds.east / step) + 1) * step
    lats = np.arange(math.ceil(bounds.south / step), math.floor(bounds.north / step) + 1) * step
    along_lat = np.linspace(bounds.south, bounds.north, 60)
    along_lon = np.linspace(bounds.west, bounds.east, 60)
    paths = [np.column_stack([np.full(60, lon), along_lat]) for lon in lons]
    paths += [np.column_stack([along_lon, np.full(60, lat)]) for lat in lats if abs(lat) < 89.9]
    return _lines(paths, view, near)


def _pixels(points: Sequence[Point], view: View) -> Pixels:
    return view.to_pixels(np.asarray(points, dtype=np.float64))


def course_lines(picture: MapPicture, view: View, unit: float) -> list[Pixels]:
    """The red line in pixels, a line for each leg of the course."""
    return smooth_course([Leg(s.id, s.mode, _pixels(s.points, view)) for s in picture.course], unit)


def compose_map(picture: MapPicture, ground: Ground, view: View, unit: float, lettering: Lettering) -> tuple[Mark, ...]:
    """Everything over the base map, in painting order.

    Args:
        picture: What to draw.
        ground: For the countries' names and the attribution.
        view: What is shown.
        unit: Pixels per design pixel.
        lettering: The fonts that measure the names.

    Returns:
        Marks in painting order.
    """
    course = course_lines(picture, view, unit)
    thin = [smooth_path(Leg(t.id, t.mode, _pixels(t.points, view)), unit) for t in picture.others]
    ways = [
        [smooth_path(Leg(t.id, t.mode, _pixels(t.points, view)), unit) for t in traces]
        for _, traces in picture.branch_traces()
    ]
    branches = [line for way in ways for line in way]
    pen = _Pen(view, unit, lettering, Taken(view.frame.grown(-5 * unit), course + branches))
    foot = _foot(picture, ground, pen)
    numbered = sorted((s for s in picture.spots if s.number), key=lambda s: s.number)
    discs, dots = _discs(numbered, pen)
    labels = _labels(numbered, dots, pen)
    small = _small_spots(picture, pen)
    ways_named = _way_names(picture, ways, pen)
    ways_named += _leg_labels(picture, course, thin, pen)
    countries = _country_names(ground.countries, pen)
    return (
        *countries,
        Line("other", tuple(thin)),
        Line("branch", tuple(branches)),
        *_red(picture, course, unit),
        *_crossed(picture, course, thin, unit),
        *small,
        *ways_named,
        *discs,
        *labels,
        *foot,
    )


def _red(picture: MapPicture, course: list[Pixels], unit: float) -> list[Mark]:
    """The red line as far as they are, and thin from there on."""
    by_mode: dict[str, list[Pixels]] = {}
    behind: list[Pixels] = []
    ahead: list[Pixels] = []
    here: list[Mark] = []
    for segment, line in zip(picture.course, course, strict=True):
        done, rest = cut_at(line, segment.done)
        if len(done):
            behind.append(done)
            by_mode.setdefault(segment.mode, []).append(done)
        if len(rest):
            ahead.append(rest)
        if len(done) and len(rest):
            here.append(Disc("here", float(rest[0, 0]), float(rest[0, 1]), 5.0 * unit))
    whole = tuple(behind)
    marks: list[Mark] = [Line("thread", tuple(ahead))] if ahead else []
    marks += [Line(role, whole) for role in ("glow-wide", "glow", "bed", "way")]
    return marks + [Line("course", tuple(lines), mode) for mode, lines in by_mode.items()] + here


def _crossed(picture: MapPicture, course: list[Pixels], thin: list[Pixels], unit: float) -> list[Mark]:
    """A small cross on the middle of each leg that nobody can take."""
    shut = [line for one, line in zip(picture.course, course, strict=True) if one.closed]
    shut += [line for one, line in zip(picture.others, thin, strict=True) if one.closed]
    arms = []
    for line in shut:
        s = arc_length(line)
        x, y = (float(np.interp(s[-1] / 2, s, line[:, axis])) for axis in (0, 1))
        r = 4.2 * unit
        arms += [np.array([[x - r, y - r], [x + r, y + r]]), np.array([[x - r, y + r], [x + r, y - r]])]
    return [Line("crossed", tuple(arms))] if arms else []


def _discs(spots: Sequence[Spot], pen: _Pen) -> tuple[list[Mark], Pixels]:
    """Numbered dots, and where each stands."""
    if not spots:
        return [], np.empty((0, 2))
    radius, unit = pen.disc_radius, pen.unit
    anchors = _pixels([(s.lon, s.lat) for s in spots], pen.view)
    at = settle_discs(anchors, radius, pen.taken)
    tied = np.hypot(*(at - anchors).T) > radius * 0.5
    ties = [np.stack([a, b]) for a, b, far in zip(anchors, at, tied, strict=True) if far]
    marks: list[Mark] = [Line("leader", tuple(ties))] if ties else []
    marks += [Disc("anchor", float(x), float(y), 2.6 * unit) for (x, y), far in zip(anchors, tied, strict=True) if far]
    size = radius * 1.3
    for spot, (x, y) in zip(spots, at, strict=True):
        digits = size if spot.number < 10 else size * 0.92 if spot.number < 100 else size * 0.7
        role = "disc-here" if spot.here else "disc" if spot.on_course else "disc-off"
        marks.append(Disc(role, float(x), float(y), radius))
        marks.append(Text("number", float(x), float(y) + digits * 0.35, str(spot.number), digits, "middle"))
        pen.taken.take_dot(float(x), float(y), radius)
    return marks, at


def _labels(spots: Sequence[Spot], dots: Pixels, pen: _Pen) -> list[Mark]:
    """The names of the numbered places, those at the ends first."""
    ends = (0, len(spots) - 1)
    order = sorted(range(len(spots)), key=lambda i: (i not in ends, i))
    marks: list[Mark] = []
    for i in order:
        centre = (float(dots[i, 0]), float(dots[i, 1]))
        marks += pen.name(spots[i], centre, 12.5 * pen.unit, radius=pen.disc_radius, must=i in ends)
    return marks


def _small_spots(picture: MapPicture, pen: _Pen) -> list[Mark]:
    """Places without a number: small dots, named where there is room."""
    dots: list[Mark] = []
    names: list[Mark] = []
    unit = pen.unit
    for spot in (s for s in picture.spots if not s.number):
        x, y = (float(v) for v in _pixels([(spot.lon, spot.lat)], pen.view)[0])
        if pen.taken.free(Frame(x - 3 * unit, y - 3 * unit, 6 * unit, 6 * unit)):
            dots.append(Disc("spot", x, y, 2.4 * unit))
            pen.taken.take_dot(x, y, 3 * unit)
            names += pen.name(spot, (x, y), 10.5 * unit, radius=2.4 * unit)
    return dots + names


def _way_names(picture: MapPicture, ways: list[list[Pixels]], pen: _Pen) -> list[Mark]:
    """The branches' labels, each beside the middle of its longest stretch in sight."""
    marks: list[Mark] = []
    for branch, lines in zip(picture.branches, ways, strict=True):
        runs = [run for line in lines for run in clip_line(line, pen.taken.frame)]
        marks += _beside(branch.label, max(runs, key=len, default=np.empty((0, 2))), pen)
    return marks


def _leg_labels(picture: MapPicture, course: list[Pixels], thin: list[Pixels], pen: _Pen) -> list[Mark]:
    """The few words beside legs, the course's first."""
    drawn: list[tuple[Segment | Trace, Pixels]] = [
        *zip(picture.course, course, strict=True),
        *zip(picture.others, thin, strict=True),
    ]
    return [mark for one, line in drawn if one.label for mark in _beside(one.label, line, pen)]


def _beside(text: str, line: Pixels, pen: _Pen) -> list[Mark]:
    """Words beside the middle of a line, or a little before or after it; none where there is no room."""
    for share in (0.5, 0.3, 0.7) if len(line) else ():
        x, y = line[int(share * (len(line) - 1))]
        named = pen.name(Spot(text, 0.0, 0.0), (float(x), float(y)), 11.0 * pen.unit, radius=3 * pen.unit)
        if named:
            return named
    return []


def _country_names(countries: Sequence[Country], pen: _Pen) -> list[Mark]:
    """The names of the countries in sight, the largest first."""
    view, unit, lettering = pen.view, pen.unit, pen.lettering
    if min(view.frame.width, view.frame.height) < LEAST_SIDE_FOR_NAMES * min(unit, 1.0):
        return []
    seen = []
    for country in countries:
        rings = _rings(country.rings, view, view.frame)
        seen.append((sum(_area(ring) for ring in rings), country.name, rings))
    marks: list[Mark] = []
    for _, name, rings in sorted(seen, key=lambda s: -s[0])[:24]:
        text = lettering.shown(name.upper())
        sizes = []
        for size, airy in ((13.0, 0.42), (11.0, 0.3), (9.5, 0.2)):
            sizes.append((lettering.width(text, size * unit, airy * size * unit), size * unit))
        placed = name_in_country(rings, pen.taken, sizes) if text else None
        if placed is not None:
            size = placed.frame.height
            bare = lettering.width(text, size)
            spacing = (placed.frame.width - bare) / max(1, len(text) - 1)
            marks.append(Text("country", placed.x, placed.y, text, size, "middle", spacing))
    return marks


def _area(ring: Pixels) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def _foot(picture: MapPicture, ground: Ground, pen: _Pen) -> list[Mark]:
    """The scale bar on the left and the attribution on the right."""
    view, unit, lettering, taken = pen.view, pen.unit, pen.lettering, pen.taken
    frame, size = view.frame, 10.5 * unit
    km = _round_length(min(0.26 * frame.width, 170 * unit) / view.scale)
    length = km * view.scale
    x, y = frame.left + 14 * unit, frame.bottom - 14 * unit
    number, unit_word = (km, picture.words.kilometres) if km >= 1 else (km * 1000, picture.words.metres)
    text = f"{number:,.0f} {unit_word}".replace(",", "\u2009" if lettering.runs("\u2009") else " ")
    bar = np.array([[x, y - 4 * unit], [x, y], [x + length, y], [x + length, y - 4 * unit]])
    marks: list[Mark] = [
        Line("scale", (bar,)),
        Text("scale-text", x + length / 2, y - 6 * unit, text, size, "middle"),
    ]
    taken.take(Frame(x - 4, y - size - 8 * unit, length + 8, size + 12 * unit))
    if ground.attribution:
        small = 9.0 * unit
        width = lettering.width(lettering.shown(ground.attribution), small)
        right = frame.right - 10 * unit
        marks.append(Text("credit", right, frame.bottom - 10 * unit, ground.attribution, small, "end"))
        taken.take(Frame(right - width - 4, frame.bottom - 24 * unit, width + 8, 20 * unit))
    return marks


def _round_length(km: float) -> float:
    """The greatest of 1, 2, 5 times a power of ten that is no longer."""
    power = 10.0 ** math.floor(math.log10(max(km, 1e-3)))
    return max(step * power for step in (1.0, 2.0, 5.0) if step * power <= km * 1.0000001)
