"""The map of a story: the ground, the red lines, and where the eye stands in each scene.

Everything is drawn from displaced dots; the eye comes no nearer than `least_km`. The same lines are drawn twice: as a
drawing that a page moves, and as a picture that stands still for browsers that draw none.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from waystation.charts.composing import compose_ground, compose_map, course_lines, view_of
from waystation.charts.curves import Pixels, arc_length, thinned
from waystation.charts.ground import Bounds, Ground
from waystation.charts.lettering import Lettering
from waystation.charts.marks import Sheet, Text
from waystation.charts.picture import MapPicture, MapWords, Segment, Spot
from waystation.charts.placing import Taken, settle_discs
from waystation.charts.projection import Frame, View
from waystation.charts.raster import paint
from waystation.charts.story_picture import StoryPicture
from waystation.charts.svg import svg_marks

__all__ = [
    "SIDE",
    "Dot",
    "Eye",
    "StoryMap",
    "compose_story",
    "still_png",
    "story_bounds",
    "story_map_picture",
    "story_view",
]

SIDE = 1000
"""Both sides of the drawing, in its own pixels."""
BEYOND = 0.5
WHOLE = Frame(0.0, 0.0, float(SIDE), float(SIDE))
AROUND = WHOLE.grown(BEYOND * SIDE)
"""How far the ground is drawn, for windows of another shape and for an eye near an edge."""
STILL = 840
GROUND_STEPS = (0.8, 1.2, 1.8, 2.8, 4.5, 7.0)
MOST_GROUND = 200_000
NEAREST_SHARE = 0.38
ROOM = 2.1
NAMES = "country"
DOT = 13.0
SOLID, DASHED, DOTTED = "car", "foot", "ford"
MODES = (SOLID, DASHED, DOTTED)


@dataclass(frozen=True, slots=True)
class Eye:
    """What part of the drawing is seen: the middle of a square, and its side; pixels of the drawing."""

    x: float
    y: float
    side: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A numbered dot.

    Args:
        line: Of which journey.
        number: Of the first scene there, from 1.
        at: Where the stop is, pixels of the drawing.
        beside: Where the dot stands on a map that does not move: beside others that would lie on it.
    """

    line: int
    number: int
    at: tuple[float, float]
    beside: tuple[float, float]


@dataclass(frozen=True, slots=True)
class StoryMap:
    """A drawing that a page moves.

    Args:
        ground: The ground as SVG elements.
        names: The countries' names: where each stands, how large, how spaced, and the name.
        ways: The red line of each journey as path data, in one piece.
        dots: The stops that scenes come to.
        ends: For each journey the end of its line, and how it ends.
        eyes: Where the eye stands, for each scene.
        shares: How much of each line is drawn, for each scene, 0 … 1.
    """

    ground: str
    names: tuple[Text, ...]
    ways: tuple[str, ...]
    dots: tuple[Dot, ...]
    ends: tuple[tuple[float, float, str], ...]
    eyes: tuple[Eye, ...]
    shares: tuple[tuple[float, ...], ...]


def story_map_picture(picture: StoryPicture) -> MapPicture:
    """The map that stands still: every line as far as it goes, every dot with the number of its first scene."""
    spots = [
        Spot("", *picture.lines[line].dots[stop], number=number, on_course=True)
        for (line, stop), number in _first_scenes(picture).items()
    ]
    spots += [Spot("", *dot, on_course=True) for line in picture.lines for dot in line.dots[:1] if not spots]
    segments = [
        Segment(f"story {number} {stop}", MODES[number % len(MODES)], (start, end), 0, 0)
        for number, line in enumerate(picture.lines)
        for stop, (start, end) in enumerate(zip(line.dots, line.dots[1:], strict=False))
    ]
    words = MapWords(map_of=picture.words.map_of, kilometres=picture.words.kilometres)
    return MapPicture(picture.title, spots=tuple(spots), course=tuple(segments), words=words, lang=picture.lang)


def story_view(picture: StoryPicture, frame: Frame) -> View:
    """The view of the whole story in a frame: no less of the earth than its rule allows, however short the way is."""
    view = view_of(story_map_picture(picture), frame, 1.0)
    if not picture.least_km:
        return view
    return replace(view, scale=min(view.scale, min(frame.width, frame.height) / picture.least_km))


def story_bounds(picture: StoryPicture) -> Bounds:
    """The box of degrees that a base map must cover for `compose_story` and `still_png`."""
    return replace(story_view(picture, WHOLE), frame=AROUND).bounds()


def still_png(picture: StoryPicture, ground: Ground, lettering: Lettering) -> bytes:
    """The map that stands still, as PNG in few colours.

    Args:
        picture: The story.
        ground: The base map for at least `story_bounds(picture)`.
        lettering: The fonts that write the countries' names.
    """
    frame = Frame(0.0, 0.0, float(STILL), float(STILL))
    sheet = _sheet(story_map_picture(picture), ground, story_view(picture, frame), lettering)
    image = paint(sheet, lettering).quantize(128, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def compose_story(picture: StoryPicture, ground: Ground, lettering: Lettering) -> StoryMap:
    """Compose the drawing that a page moves.

    Args:
        picture: The story.
        ground: The base map, as for `still_png`.
        lettering: The fonts that measure the countries' names.
    """
    still = story_map_picture(picture)
    view = story_view(picture, WHOLE)
    sheet = _sheet(replace(still, spots=()), ground, view, lettering)
    names = tuple(mark for mark in sheet.marks if isinstance(mark, Text) and mark.role == NAMES)
    lines = _lines(picture, still, view)
    stops = [view.to_pixels(np.asarray(line.dots, dtype=np.float64)) for line in picture.lines]
    return StoryMap(
        _ground(sheet, ground, view),
        names,
        tuple(_way(line) for line in lines),
        tuple(_dots(picture, stops, lines)),
        tuple((float(at[-1, 0]), float(at[-1, 1]), line.end) for at, line in zip(stops, picture.lines, strict=True)),
        tuple(_eyes(picture, stops, view)),
        tuple(_shares(picture, stops, lines)),
    )


def _sheet(still: MapPicture, ground: Ground, view: View, lettering: Lettering) -> Sheet:
    """A map alone, in the view that is given."""
    marks = compose_map(still, ground, view, 1.0, lettering)
    frame = view.frame
    return Sheet(int(frame.width), int(frame.height), compose_ground(ground, view, 1.0), marks, frame, 1.0)


def _ground(sheet: Sheet, ground: Ground, view: View) -> str:
    """The ground as SVG, as fine as its weight allows."""
    bare = replace(sheet, marks=(), ground=compose_ground(ground, view, 1.0, AROUND), map_frame=AROUND)
    drawing = ""
    for step in GROUND_STEPS:
        drawing = svg_marks(bare, "ground", step)
        if len(drawing) <= MOST_GROUND:
            break
    return drawing


def _lines(picture: StoryPicture, still: MapPicture, view: View) -> list[Pixels]:
    """The red line of each journey in one piece; a single stop is a line of no length."""
    drawn = iter(course_lines(still, view, 1.0))
    found = []
    for line in picture.lines:
        pieces = [next(drawn) for _ in line.dots[1:]]
        start = view.to_pixels(np.asarray(line.dots[:1], dtype=np.float64))
        found.append(np.vstack([start, *(piece[1:] for piece in pieces)]))
    return found


def _way(line: Pixels) -> str:
    points = " ".join(f"{x:.1f} {y:.1f}" for x, y in thinned(line, 1.5).tolist())
    return f"M{points}" if len(line) > 1 else f"M{points}l.1 0"


def _first_scenes(picture: StoryPicture) -> dict[tuple[int, int], int]:
    """For each stop that a scene comes to, by line and stop, the number of the first, from 1."""
    found: dict[tuple[int, int], int] = {}
    for number, scene in enumerate(picture.scenes, 1):
        if scene.stop is not None:
            found.setdefault((scene.line, scene.stop), number)
    return found


def _dots(picture: StoryPicture, stops: Sequence[Pixels], lines: Sequence[Pixels]) -> list[Dot]:
    """The numbered dots, moved apart where they would lie on each other."""
    first = _first_scenes(picture)
    if not first:
        return []
    anchors = np.array([stops[line][stop] for line, stop in first])
    settled = settle_discs(anchors, DOT, Taken(AROUND, lines))
    return [
        Dot(line, number, (float(x), float(y)), (float(left), float(top)))
        for ((line, _), number), (x, y), (left, top) in zip(
            first.items(), anchors.tolist(), settled.tolist(), strict=True
        )
    ]


def _eyes(picture: StoryPicture, stops: Sequence[Pixels], view: View) -> list[Eye]:
    """Where the eye stands in each scene: on the way from the stop before, or on the whole where none is named."""
    least = max(NEAREST_SHARE * SIDE, picture.least_km * view.scale)
    whole = Eye(SIDE / 2, SIDE / 2, float(SIDE))
    eyes = []
    for scene in picture.scenes:
        if scene.stop is None:
            eyes.append(whole)
            continue
        seen = stops[scene.line][max(0, scene.stop - 1) : scene.stop + 1]
        middle = (seen.min(axis=0) + seen.max(axis=0)) / 2
        side = min(float(SIDE), max(least, ROOM * float(np.ptp(seen, axis=0).max())))
        eyes.append(Eye(round(float(middle[0]), 1), round(float(middle[1]), 1), round(side, 1)))
    return eyes


def _shares(picture: StoryPicture, stops: Sequence[Pixels], lines: Sequence[Pixels]) -> list[tuple[float, ...]]:
    """How much of each line is drawn in each scene: as far as its last named stop."""
    reached = [0.0] * len(picture.lines)
    shares = []
    for scene in picture.scenes:
        if scene.stop is not None:
            reached[scene.line] = _share(lines[scene.line], stops[scene.line][scene.stop], reached[scene.line])
        shares.append(tuple(round(share, 4) for share in reached))
    return shares


def _share(line: Pixels, stop: Pixels, least: float) -> float:
    """How much of a line lies before a stop, not less than what is drawn already."""
    s = arc_length(line)
    if s[-1] == 0.0:
        return 1.0
    far = np.hypot(*(line - stop).T)
    far[s < least * s[-1] - 1e-6] = np.inf
    return float(s[int(np.argmin(far))] / s[-1])
