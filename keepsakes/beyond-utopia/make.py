"""Makes the invented keepsakes of `beyond-utopia`: stills, footage and sound as a phone in a breast pocket takes them.

Nothing here was filmed and nobody here lives: every picture is drawn from the seed below, so that the archive and the
story can be tried without anybody's face. The same numbers give the same light; grain and blur are those of a small
sensor at night (read noise, shot noise in proportion to the root of the light, a falling-off towards the corners).

    python keepsakes/beyond-utopia/make.py FOLDER
"""

from __future__ import annotations

import subprocess
import sys
import wave
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter
from scipy.ndimage import gaussian_filter

__all__ = ["SOUNDS", "STILLS", "make"]

SEED = 1019
WIDE, HIGH = 1280, 720
FILM_WIDE, FILM_HIGH, FILM_RATE, FILM_SECONDS = 640, 360, 15, 5
RATE = 16_000
QUALITY = 74
Light = NDArray[np.float32]
"""Light on the sensor, (rows, columns) or (rows, columns, 3); 1 is white."""
Point = tuple[float, float]

MOON, SODIUM, TORCH, DAWN = (0.72, 0.86, 1.0), (1.0, 0.72, 0.42), (1.0, 0.93, 0.78), (1.0, 0.86, 0.74)
"""The colours of lights, red, green, blue."""


# ---------------------------------------------------------------- light


def noise(rng: Generator, shape: tuple[int, int], cell: float, octaves: int = 4, stretch: float = 1.0) -> Light:
    """Cloudy noise between 0 and 1: grids of chance, each finer and fainter than the one before.

    Args:
        rng: Chance.
        shape: Rows and columns.
        cell: How large the largest clouds are, in pixels.
        octaves: How many grids.
        stretch: How much wider than high the clouds are.
    """
    rows, columns = shape
    total, weight = np.zeros(shape, np.float32), 0.0
    for octave in range(octaves):
        size = max(2.0, cell / 2**octave)
        grid = rng.random((int(rows / size) + 3, int(columns / (size * stretch)) + 3)).astype(np.float32)
        fine = Image.fromarray(grid).resize((columns, rows), Image.Resampling.BICUBIC)
        total += np.asarray(fine, np.float32) / 2**octave
        weight += 1 / 2**octave
    return np.clip(total / weight, 0, 1)


def ramp(shape: tuple[int, int], *stops: tuple[float, float]) -> Light:
    """Light that changes from the upper edge (0) to the lower (1), through stops of place and light."""
    places, values = zip(*stops, strict=True)
    down = np.interp(np.linspace(0, 1, shape[0]), places, values).astype(np.float32)
    return np.repeat(down[:, None], shape[1], axis=1)


def glow(shape: tuple[int, int], at: Point, wide: float, high: float, power: float = 2.0) -> Light:
    """A light that falls off from a point: 1 there, a half at `wide` or `high` pixels from it."""
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    away = ((columns - at[0]) / wide) ** 2 + ((rows - at[1]) / high) ** 2
    found: Light = (1 / (1 + away ** (power / 2))).astype(np.float32)
    return found


def blurred(light: Light, radius: float) -> Light:
    """The same light out of focus."""
    return np.asarray(gaussian_filter(light, radius, truncate=3.0), np.float32)


def shape_of(size: tuple[int, int], draws: Callable[[ImageDraw.ImageDraw], None], blur: float = 1.2) -> Light:
    """What stands before the light: 1 where something was drawn; `size` is rows and columns, drawn at twice that."""
    large = Image.new("L", (size[1] * 2, size[0] * 2), 0)
    draws(ImageDraw.Draw(large))
    small = large.resize((size[1], size[0]), Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(blur))
    return np.asarray(small, np.float32) / 255


def lit(light: Light, colour: Sequence[float]) -> Light:
    """Light of a colour."""
    return light[..., None] * np.asarray(colour, np.float32)


def behind(scene: Light, mask: Light, left: float = 0.02) -> Light:
    """A scene with something dark before it, of which so much light comes back."""
    return scene * (1 - mask[..., None] * (1 - left))


def ridge(rng: Generator, shape: tuple[int, int], level: float, rough: float, trees: float = 0.0) -> Light:
    """A line of hills with its ground below; `level` and `rough` in parts of the height, `trees` in pixels."""
    columns = shape[1]
    line = np.zeros(columns, np.float32)
    for octave in range(1, 6):
        knots = rng.normal(0, 1, 2 + 3**octave // 2)
        line += np.interp(np.linspace(0, len(knots) - 1, columns), np.arange(len(knots)), knots) / 2.1**octave
    tops = shape[0] * (level + rough * line)
    if trees:
        for at in rng.uniform(0, columns, columns // 7):
            high, half = trees * rng.uniform(0.4, 1.1), trees * rng.uniform(0.12, 0.25)
            near = np.abs(np.arange(columns) - at)
            tops = np.minimum(tops, np.where(near < half, tops[int(at) % columns] - high * (1 - near / half), tops))
    down = np.arange(shape[0], dtype=np.float32)[:, None]
    found: Light = np.clip((down - tops[None, :]) / 2 + 0.5, 0, 1).astype(np.float32)
    return found


def developed(scene: Light, rng: Generator, *, grain: float = 0.05, lift: float = 0.012) -> Image.Image:
    """What a small sensor makes of the light: corners fall off, the shadows are lifted, and everything has grain."""
    rows, columns = scene.shape[:2]
    corners = glow((rows, columns), (columns * 0.52, rows * 0.48), columns * 0.62, rows * 0.78, 4.0)
    light = scene * (0.35 + 0.65 * corners[..., None])
    light = light + 0.35 * np.stack([blurred(light[..., one], columns / 70) for one in range(3)], axis=2) * light.max()
    light = light / (1 + 0.55 * light)
    grey = light.mean(axis=2, keepdims=True)
    light = grey + (light - grey) * 0.55
    shot = grain * (0.35 + np.sqrt(np.clip(grey, 0, 1)) * 1.4)
    fine = blurred(rng.normal(0, 1, (rows, columns)).astype(np.float32), 0.7) * 1.9
    coarse = np.stack([blurred(rng.normal(0, 1, (rows, columns)).astype(np.float32), 2.2) for _ in range(3)], axis=2)
    bands = rng.normal(0, 0.12, (rows, 1, 1)).astype(np.float32)
    light = light + shot * (fine[..., None] + coarse * 1.6 + bands) + lift
    tinted = np.clip(light, 0, 1) ** 0.86 * np.asarray((0.96, 1.0, 1.03), np.float32)
    return Image.fromarray((np.clip(tinted, 0, 1) * 255).astype(np.uint8), "RGB")


# ---------------------------------------------------------------- people, as shapes


def walker(draw: ImageDraw.ImageDraw, foot: Point, tall: float, rng: Generator, *, lean: float = 0.0) -> None:
    """Somebody on foot, seen against the light: a hood, a coat, a bundle on the back; no face."""
    x, y = foot[0] * 2, foot[1] * 2
    high = tall * 2
    step = rng.uniform(0.05, 0.11) * high

    def at(across: float, up: float) -> Point:
        return x + across * high + lean * up * high, y - up * high

    for side in (-1, 1):
        knee = (at(0.02, 0.27)[0] + side * step * 0.5, at(0, 0.27)[1])
        hip, ankle = at(0.03 * side, 0.5), (x + side * step, y)
        draw.line([hip, knee, ankle], fill=255, width=max(2, int(high * 0.075)))
    coat = [at(-0.13, 0.4), at(-0.12, 0.7), at(-0.075, 0.84), at(0.075, 0.84), at(0.12, 0.7), at(0.14, 0.4)]
    draw.polygon(coat, fill=255)
    arm = rng.uniform(-0.02, 0.05)
    draw.line([at(0.09, 0.78), at(0.125 + arm / 2, 0.6), at(0.1 + arm, 0.45)], fill=255, width=max(2, int(high * 0.07)))
    if rng.random() < 0.7:
        draw.rounded_rectangle([*at(-0.2, 0.83), *at(-0.02, 0.5)], high * 0.07, fill=255)
    bow = rng.uniform(0.0, 0.03)
    hood = [(-0.085, 0.8), (-0.08, 0.9), (-0.04, 0.97), (0.01, 0.99), (0.055, 0.96), (0.075, 0.9), (0.05, 0.82)]
    draw.polygon([at(across + bow, up - bow) for across, up in hood], fill=255)


def sitter(draw: ImageDraw.ImageDraw, seat: Point, tall: float, rng: Generator) -> None:
    """Somebody who sits on the ground, knees drawn up, wrapped in something."""
    x, y, high = seat[0] * 2, seat[1] * 2, tall * 2
    turn = rng.choice((-1, 1))
    draw.polygon(
        [
            (x - high * 0.42, y), (x - high * 0.34, y - high * 0.42), (x - high * 0.16, y - high * 0.7),
            (x + high * 0.14, y - high * 0.7), (x + high * 0.3, y - high * 0.45), (x + high * 0.44 * 1.1, y),
        ],
        fill=255,
    )  # fmt: skip
    draw.ellipse(
        [x + turn * high * 0.28 - high * 0.2, y - high * 0.42, x + turn * high * 0.28 + high * 0.2, y], fill=255
    )
    lean = turn * high * rng.uniform(0.0, 0.08)
    draw.ellipse([x - high * 0.15 + lean, y - high * 1.0, x + high * 0.15 + lean, y - high * 0.62], fill=255)


def rushes(draw: ImageDraw.ImageDraw, rng: Generator, size: tuple[int, int], count: int, tall: float) -> None:
    """Reeds at the lower edge, out of focus, close to the lens."""
    rows, columns = size
    for _ in range(count):
        x, high, lean = rng.uniform(0, columns * 2), tall * 2 * rng.uniform(0.4, 1.2), rng.normal(0, 60)
        middle = (x + lean * 0.35, rows * 2 - high * 0.55)
        draw.line([(x, rows * 2 + 8), middle, (x + lean, rows * 2 - high)], fill=255, width=int(rng.uniform(3, 9)))


def leaves(draw: ImageDraw.ImageDraw, rng: Generator, size: tuple[int, int], count: int, long: float) -> None:
    """Narrow leaves in every direction, most of them hanging."""
    for _ in range(count):
        x, y = rng.uniform(0, size[1] * 2), rng.uniform(0, size[0] * 1.8)
        turn, length = rng.normal(np.pi / 2, 0.8), 2 * long * rng.uniform(0.5, 1.3)
        along, side = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
        start = np.array([x, y])
        points = [start, start + along * length * 0.45 + side * length * 0.1, start + along * length,
                  start + along * length * 0.45 - side * length * 0.1]  # fmt: skip
        draw.polygon([(float(one[0]), float(one[1])) for one in points], fill=int(rng.uniform(90, 255)))


# ---------------------------------------------------------------- the stills


def hut(rng: Generator) -> Light:
    """Inside the hut on the ridge: moonlight through the boards, one small stove, five who wait."""
    size = (HIGH, WIDE)
    wall = noise(rng, size, 26, 3, 0.18) * 0.5 + noise(rng, size, 300, 3) * 0.5
    fire = glow(size, (770, 600), 150, 120, 2.4)
    scene = lit(wall * (0.012 + 0.34 * glow(size, (770, 560), 300, 260, 2.6)), SODIUM)
    boards = np.zeros(size, np.float32)
    for at, width, power in ((140, 3, 0.7), (236, 2, 0.35), (356, 5, 0.9), (1130, 3, 0.5), (1208, 2, 0.3)):
        boards[60 : int(rng.uniform(470, 560)), at : at + width] = power
    scene = scene + lit(boards + blurred(boards, 14) * 1.5, MOON) * ramp(size, (0, 0.3), (0.3, 1), (1, 0.2))[..., None]
    scene = scene + lit(fire * 0.22, SODIUM)

    def people(draw: ImageDraw.ImageDraw) -> None:
        for x, tall in ((420, 250), (585, 215), (905, 160), (1005, 175), (1120, 265)):
            sitter(draw, (x, 668), tall, rng)

    rim = shape_of(size, people, 1.6)
    edge = np.clip(blurred(rim, 5) * (1 - rim), 0, 1)
    scene = behind(scene, rim) + lit(edge * fire**0.5 * 0.55, SODIUM)

    def stove(draw: ImageDraw.ImageDraw) -> None:
        draw.rounded_rectangle([1440, 1120, 1640, 1330], 18, fill=255)

    scene = behind(scene, shape_of(size, stove, 1.5), 0.1)
    door = np.zeros(size, np.float32)
    door[600:640, 740:800] = 1.4
    scene = scene + lit(blurred(door, 4) * (0.7 + 0.6 * noise(rng, size, 12, 2)), SODIUM) * 1.2
    return behind(scene, ridge(rng, size, 0.945, 0.01))


def minibus(rng: Generator) -> Light:
    """From the last seat of a minibus: rain on the glass, the lamps of something that comes towards them."""
    size = (HIGH, WIDE)
    scene = lit(ramp(size, (0, 0.015), (0.45, 0.05), (0.62, 0.02), (1, 0.0)), MOON)
    for _ in range(34):
        x, y = rng.uniform(250, 1030), rng.normal(330, 60)
        size_of = rng.uniform(5, 21)
        colour = SODIUM if rng.random() < 0.6 else MOON

        def spot(draw: ImageDraw.ImageDraw, x: float = x, y: float = y, size_of: float = size_of) -> None:
            draw.ellipse([2 * (x - size_of), 2 * (y - size_of), 2 * (x + size_of), 2 * (y + size_of)], fill=255)

        scene = scene + lit(shape_of(size, spot, 1.8) * rng.uniform(0.04, 0.22), colour)
    for x in (606, 652):
        scene = scene + lit(glow(size, (x, 352), 17, 15, 2.6) * 2.4 + glow(size, (x, 352), 120, 5, 2.0) * 0.5, TORCH)
    road = glow(size, (628, 470), 210, 50, 2.2) * (0.4 + 0.9 * noise(rng, size, 60, 4, 3.0))
    scene = scene + lit(road * 0.26, TORCH)
    drops = (noise(rng, size, 7, 2) > 0.72).astype(np.float32)
    scene = scene * (1 + 0.8 * blurred(drops, 1.0)[..., None])

    def cabin(draw: ImageDraw.ImageDraw) -> None:
        draw.polygon([(0, 0), (2560, 0), (2560, 330), (2110, 372), (440, 372), (0, 330)], fill=255)
        draw.polygon([(0, 0), (470, 360), (392, 1010), (0, 1440)], fill=255)
        draw.polygon([(2560, 0), (2090, 360), (2170, 1010), (2560, 1440)], fill=255)
        draw.rectangle([0, 960, 2560, 1440], fill=255)
        draw.rounded_rectangle([1190, 392, 1390, 452], 22, fill=255)

    def seats(draw: ImageDraw.ImageDraw) -> None:
        for x, y, wide in ((470, 640, 390), (1010, 700, 330), (1710, 640, 390)):
            draw.rounded_rectangle([x - wide / 2, y + 130, x + wide / 2, 1440], 60, fill=255)
        for x, y, big in ((500, 620, 92), (940, 740, 70), (1075, 762, 62), (1700, 612, 96)):
            draw.ellipse([x - big, y - big * 1.2, x + big, y + big * 1.15], fill=255)
            draw.ellipse([x - big * 2.1, y + big * 0.9, x + big * 2.1, y + big * 4.2], fill=255)

    scene = behind(scene, shape_of(size, cabin, 2.2), 0.05)
    people = shape_of(size, seats, 2.0)
    edge = np.clip(blurred(people, 4) * (1 - people), 0, 1)
    near = glow(size, (628, 400), 330, 240, 2.4)
    return behind(scene, people, 0.04) + lit(edge * near * 0.16, TORCH)


def strip(rng: Generator) -> Light:
    """The strip between two countries: a lamp on a mast far off, and six in a row on the near ridge."""
    size = (HIGH, WIDE)
    sky = ramp(size, (0, 0.02), (0.5, 0.11), (0.62, 0.15), (1, 0.05)) * (0.7 + 0.5 * noise(rng, size, 420, 4, 2.4))
    scene = lit(sky, MOON)
    scene = scene + lit(glow(size, (1003, 356), 7, 7, 2.8) * 2.6 + glow(size, (1003, 356), 190, 60, 2.2) * 0.2, TORCH)
    beam = np.zeros(size, np.float32)
    rows, columns = np.mgrid[0:HIGH, 0:WIDE].astype(np.float32)
    across = 1003 - columns
    far, centre = np.maximum(across, 0), 356 + across * 0.13
    beam = (across > 0) * np.exp(-(((rows - centre) / (6 + far * 0.075)) ** 2)) / (1 + far / 260)
    scene = scene + lit((beam * 0.34 * (0.6 + 0.6 * noise(rng, size, 120, 3))).astype(np.float32), TORCH)
    for level, rough, trees, left in ((0.57, 0.03, 12, 0.5), (0.66, 0.04, 26, 0.25)):
        scene = behind(scene, ridge(rng, size, level, rough, trees), left)
        scene = scene + lit(ramp(size, (0, 0), (level - 0.05, 0.0), (level + 0.1, 0.035), (1, 0.0)), MOON)

    def mast(draw: ImageDraw.ImageDraw) -> None:
        draw.line([(2006, 700), (1990, 900)], fill=255, width=5)
        draw.line([(2006, 700), (2026, 900)], fill=255, width=5)

    scene = behind(scene, shape_of(size, mast, 0.8), 0.1)

    def people(draw: ImageDraw.ImageDraw) -> None:
        for x, y, tall in (
            (250, 607, 182),
            (392, 601, 172),
            (500, 600, 150),
            (588, 602, 118),
            (664, 604, 134),
            (800, 601, 178),
        ):
            walker(draw, (x, y), tall, rng, lean=0.1)

    scene = behind(scene, shape_of(size, people, 1.5), 0.02)
    edge = [(0, 1196), (700, 1190), (1500, 1196), (2560, 1250), (2560, 1440), (0, 1440)]
    slope = shape_of(size, lambda draw: draw.polygon(edge, fill=255), 2)
    scene = behind(scene, np.maximum(slope, ridge(rng, size, 0.86, 0.012, 16)), 0.03)
    return behind(scene, shape_of(size, lambda draw: rushes(draw, rng, size, 70, 170), 5.0), 0.0)


def river(rng: Generator) -> Light:
    """The great river in the dark: the moon's road on it, one boat, the man who stands and rows."""
    size = (HIGH, WIDE)
    sky = ramp(size, (0, 0.03), (0.42, 0.15), (0.45, 0.12), (1, 0.03))
    moon = glow(size, (412, 126), 15, 15, 5.0) * 2.0 + glow(size, (412, 126), 120, 90, 2.1) * 0.3
    clouds = noise(rng, size, 360, 5, 2.8)
    scene = lit(sky * (0.55 + 0.75 * clouds) + moon * (0.35 + 0.9 * clouds), MOON)
    far = ridge(rng, size, 0.425, 0.012, 22)
    scene = behind(scene, far, 0.12)
    water = (np.arange(HIGH)[:, None] > HIGH * 0.455).astype(np.float32) * np.ones(size, np.float32)
    ripple = noise(rng, size, 10, 3, 9.0) * 0.6 + noise(rng, size, 44, 3, 8.0) * 0.4
    rows, columns = np.mgrid[0:HIGH, 0:WIDE].astype(np.float32)
    deep = np.clip((rows / HIGH - 0.455) / 0.545, 0, 1)
    road = np.exp(-(((columns - 412 - deep * 60) / (40 + 210 * deep)) ** 2))
    glitter = np.clip((ripple - 0.53) * 9, 0, 1) * road * (0.95 - 0.35 * deep)
    surface = 0.035 + 0.055 * ripple + 0.9 * glitter
    scene = scene * (1 - water[..., None]) + lit((surface * water).astype(np.float32), MOON)
    scene = scene + lit(glow(size, (0, HIGH * 0.46), 9000, 9, 2.2) * 0.06, MOON)

    def boat(draw: ImageDraw.ImageDraw) -> None:
        draw.polygon(
            [(640, 922), (740, 968), (1270, 968), (1400, 908), (1330, 986), (1220, 1010), (800, 1010), (700, 986)],
            fill=255,
        )
        for x, tall in ((800, 104), (884, 92), (960, 66), (1030, 74), (1110, 106)):
            draw.ellipse([x - tall * 0.22, 968 - tall * 1.35, x + tall * 0.22, 968 - tall * 0.85], fill=255)
            draw.ellipse([x - tall * 0.48, 968 - tall * 0.98, x + tall * 0.48, 1010], fill=255)
        walker(draw, (628, 478), 124, default_rng(4), lean=-0.1)
        draw.line([(1300, 800), (1490, 1060)], fill=255, width=7)

    hull = shape_of(size, boat, 1.3)
    shadow = np.roll(hull[::-1], int(HIGH * 0.4 + 20), axis=0) * water
    scene = behind(scene, blurred(shadow, 7) * 0.7, 0.1)
    scene = behind(scene, hull, 0.02)
    leaves = shape_of(size, lambda draw: rushes(draw, rng, size, 46, 240), 6.0)
    return behind(scene, np.maximum(leaves, ridge(rng, size, 0.965, 0.012)), 0.0)


def torch(rng: Generator, size: tuple[int, int] = (HIGH, WIDE), at: Point = (0.5, 0.46), sway: float = 0.0) -> Light:
    """The jungle by the light of one torch: trunks, leaves, the one who walks ahead; `at` in parts of the frame."""
    rows, columns = size
    scale = columns / WIDE
    where = (columns * at[0], rows * at[1])
    beam = glow(size, where, 250 * scale, 215 * scale, 4.0) + glow(size, where, 460 * scale, 390 * scale, 2.4) * 0.2
    texture = 0.05 + 0.1 * noise(rng, size, 70 * scale, 4)
    for count, long, power, blur in (
        (900, 26, 0.22, 2.4),
        (620, 44, 0.4, 1.3),
        (230, 74, 0.8, 0.8),
        (60, 130, 0.3, 4.5),
    ):
        blades = shape_of(
            size, lambda draw, n=count, length=long: leaves(draw, rng, size, n, length * scale), blur * scale
        )
        texture = texture * (1 - 0.75 * blades) + blades * power * (0.35 + 0.9 * noise(rng, size, 90 * scale, 3))
    scene = lit(beam * texture, TORCH) * np.asarray((0.88, 1.0, 0.74), np.float32)

    def trunks(draw: ImageDraw.ImageDraw) -> None:
        for middle, width in ((0.08, 74), (0.27, 30), (0.4, 17), (0.63, 24), (0.78, 46), (0.96, 95)):
            x, half = (middle * columns + sway * width * 0.5) * 2, width * scale
            draw.polygon(
                [(x - half, 0), (x + half, 0), (x + half * 1.35, rows * 2), (x - half * 1.2, rows * 2)], fill=255
            )

    bark = shape_of(size, trunks, 2.0 * scale)
    scene = behind(scene, bark, 0.16)
    ahead = shape_of(
        size, lambda draw: walker(draw, (columns * (0.53 + 0.04 * sway), rows * 0.8), rows * 0.46, default_rng(8)), 1.6
    )
    scene = behind(scene, ahead, 0.03)
    path = glow(size, (columns * 0.52, rows * 0.86), 240 * scale, 60 * scale, 2.6) * (
        0.4 + 0.9 * noise(rng, size, 30 * scale, 4)
    )
    scene = scene + lit(path * 0.24 * (1 - ahead), TORCH)
    return behind(scene, shape_of(size, lambda draw: rushes(draw, rng, size, 40, 200 * scale), 6 * scale), 0.01)


def bank(rng: Generator) -> Light:
    """The far bank at first light: five on the sand, and behind them the river that they crossed."""
    size = (HIGH, WIDE)
    sky = ramp(size, (0, 0.14), (0.3, 0.34), (0.43, 0.68), (0.46, 0.6), (1, 0.2))
    scene = lit(sky * (0.78 + 0.4 * noise(rng, size, 340, 5, 3.4)), DAWN)
    scene = scene + lit(glow(size, (880, 322), 300, 70, 2.2) * 0.45, SODIUM)
    for level, rough, trees, left in ((0.415, 0.02, 6, 0.55), (0.452, 0.008, 12, 0.28)):
        scene = behind(scene, ridge(rng, size, level, rough, trees), left)
    rows, columns = np.mgrid[0:HIGH, 0:WIDE].astype(np.float32)
    water = np.clip((rows - HIGH * 0.47) / 3, 0, 1)
    ripple = noise(rng, size, 16, 4, 10.0)
    shine = 0.2 + 0.26 * ripple + 0.35 * np.exp(-(((columns - 880) / 260) ** 2)) * np.clip((ripple - 0.45) * 5, 0, 1)
    scene = scene * (1 - water[..., None]) + lit((shine * water).astype(np.float32), DAWN)
    mist = glow(size, (600, HIGH * 0.475), 2600, 26, 2.2) * (0.4 + 0.8 * noise(rng, size, 240, 4, 4.0))
    scene = scene + lit(mist * 0.2, MOON)
    sand = ridge(rng, size, 0.755, 0.012)
    ground = 0.1 + 0.09 * noise(rng, size, 30, 4, 3.0)
    scene = scene * (1 - sand[..., None]) + lit((ground * sand).astype(np.float32), DAWN)

    def people(draw: ImageDraw.ImageDraw) -> None:
        walker(draw, (372, 592), 196, default_rng(12), lean=0.03)
        walker(draw, (498, 596), 178, default_rng(14), lean=-0.03)
        walker(draw, (556, 594), 122, default_rng(16), lean=-0.04)
        walker(draw, (446, 594), 146, default_rng(18), lean=0.04)
        sitter(draw, (668, 606), 112, default_rng(21))

    figures = shape_of(size, people, 1.4)
    shadow = np.roll(blurred(figures, 5), (34, -40), axis=(0, 1)) * sand
    return behind(behind(scene, shadow * 0.5, 0.2), figures, 0.05)


def window(rng: Generator) -> Light:
    """A room in Seoul at night: the back of a woman at a window, a telephone's light, the lamps of a city."""
    size = (HIGH, WIDE)
    scene = lit(ramp(size, (0, 0.03), (0.6, 0.09), (1, 0.02)), MOON)
    for colour, power in ((SODIUM, 0.16), (SODIUM, 0.42), (MOON, 0.2), (MOON, 0.55)):

        def lamps(draw: ImageDraw.ImageDraw) -> None:
            for _ in range(44):
                x, y = rng.uniform(170, 1120), HIGH * (0.74 - abs(rng.normal(0, 0.16)))
                big = rng.uniform(1.5, 7)
                draw.ellipse([2 * (x - big), 2 * (y - big), 2 * (x + big), 2 * (y + big)], fill=255)

        scene = scene + lit(shape_of(size, lamps, 1.5) * power, colour)
    frame = np.zeros(size, np.float32)
    frame[:, :160], frame[:, 1128:], frame[:56], frame[600:], frame[:, 668:690] = 1, 1, 1, 1, 1
    scene = behind(scene, blurred(frame, 3.0), 0.04)

    def woman(draw: ImageDraw.ImageDraw) -> None:
        draw.ellipse([790, 520, 1000, 770], fill=255)
        draw.ellipse([842, 462, 962, 566], fill=255)
        draw.polygon([(850, 730), (944, 730), (972, 856), (824, 856)], fill=255)
        draw.ellipse([590, 812, 1200, 1760], fill=255)
        draw.polygon([(700, 1020), (560, 1000), (596, 900), (800, 640), (842, 690)], fill=255)

    figure = shape_of(size, woman, 2.4)
    edge = np.clip(blurred(figure, 6) * (1 - figure), 0, 1)
    call = glow(size, (398, 330), 26, 30, 2.6)
    return behind(scene, figure, 0.03) + lit(edge * call * 1.5, MOON) + lit(call * 0.07, MOON)


STILLS: dict[str, Callable[[Generator], Light]] = {
    "hut": hut,
    "minibus": minibus,
    "strip": strip,
    "jungle": torch,
    "river": river,
    "far-bank": bank,
    "window": window,
}
"""Each still and what draws it."""


# ---------------------------------------------------------------- footage and sound


def footage(rng: Generator) -> Iterator[bytes]:
    """A few seconds behind whoever carries the torch, frame by frame: three bytes for each pixel."""
    margin = 40
    size = (FILM_HIGH + 2 * margin, FILM_WIDE + 2 * margin)
    texture = 0.04 + 0.1 * noise(rng, size, 40, 4)
    for count, long, power, blur in ((800, 14, 0.25, 1.3), (500, 24, 0.45, 0.8), (200, 44, 0.85, 0.6)):
        blades = shape_of(size, lambda draw, n=count, length=long: leaves(draw, rng, size, n, length), blur)
        texture = texture * (1 - 0.75 * blades) + blades * power * (0.35 + 0.9 * noise(rng, size, 50, 3))
    frame_size = (FILM_HIGH, FILM_WIDE)
    grain = rng.normal(0, 1, (size[0], size[1])).astype(np.float32)
    for number in range(FILM_RATE * FILM_SECONDS):
        seconds = number / FILM_RATE
        stride = np.sin(seconds * 2 * np.pi * 0.9)
        x = int(margin + 16 * np.sin(seconds * 1.3) + 7 * stride + rng.normal(0, 1.2))
        y = int(margin + 11 * np.sin(seconds * 2.1) + 9 * abs(stride) + rng.normal(0, 1.2))
        near = texture[y : y + FILM_HIGH, x : x + FILM_WIDE]
        at = (FILM_WIDE * (0.5 + 0.13 * np.sin(seconds * 0.9)), FILM_HIGH * (0.45 + 0.06 * np.sin(seconds * 1.7 + 1)))
        beam = glow(frame_size, at, 120, 100, 4.0) + glow(frame_size, at, 230, 190, 2.4) * 0.16
        scene = lit(beam * near, TORCH) * np.asarray((0.88, 1.0, 0.74), np.float32)
        foot = (FILM_WIDE * 0.53 - (x - margin), FILM_HIGH * 0.83 + 6 * abs(stride) - (y - margin))
        ahead = shape_of(frame_size, lambda draw, foot=foot: walker(draw, foot, FILM_HIGH * 0.47, default_rng(8)), 1.4)
        scene = behind(scene, ahead, 0.03)
        light = np.clip(scene / (1 + 0.55 * scene), 0, 1) ** 0.86
        rolled = np.roll(grain, (int(rng.integers(size[0])), int(rng.integers(size[1]))), axis=(0, 1))
        light = light + 0.045 * rolled[:FILM_HIGH, :FILM_WIDE, None] * (
            0.35 + 1.4 * np.sqrt(light.mean(axis=2, keepdims=True))
        )
        yield (np.clip(light + 0.012, 0, 1) * 255).astype(np.uint8).tobytes()


def _band(rng: Generator, samples: int, low: float, high: float) -> NDArray[np.float64]:
    """Noise between two frequencies, in Hz."""
    spectrum = np.fft.rfft(rng.normal(0, 1, samples))
    heard = np.fft.rfftfreq(samples, 1 / RATE)
    spectrum[(heard < low) | (heard > high)] = 0
    found = np.fft.irfft(spectrum, samples)
    return found / np.abs(found).max()


def jungle_at_night(rng: Generator) -> NDArray[np.float64]:
    """Insects, leaves, steps and somebody's breath."""
    seconds = np.arange(RATE * FILM_SECONDS) / RATE
    insects = _band(rng, len(seconds), 4200, 5200) * (0.5 + 0.5 * np.sign(np.sin(2 * np.pi * 13 * seconds)))
    steps = _band(rng, len(seconds), 150, 2600) * np.clip(np.sin(2 * np.pi * 1.8 * seconds), 0, 1) ** 12
    breath = _band(rng, len(seconds), 500, 1700) * np.clip(np.sin(2 * np.pi * 0.45 * seconds), 0, 1) ** 2
    return 0.1 * insects + 0.5 * steps + 0.16 * breath + 0.03 * _band(rng, len(seconds), 60, 7000)


def voice(rng: Generator, seconds_long: float = 6.0, pitch: float = 205.0) -> NDArray[np.float64]:
    """Something like a voice over a bad line: a throat's pulses through a mouth that changes; it says no words."""
    seconds = np.arange(int(RATE * seconds_long)) / RATE
    knots = np.linspace(0, seconds_long, int(seconds_long * 5))
    tune = np.interp(seconds, knots, pitch * np.exp(rng.normal(0, 0.07, len(knots)) - 0.03 * knots / seconds_long))
    phase = 2 * np.pi * np.cumsum(tune) / RATE
    first, second = (
        np.interp(seconds, knots, rng.uniform(low, high, len(knots))) for low, high in ((300, 800), (900, 2300))
    )
    sound = np.zeros(len(seconds))
    for harmonic in range(1, 18):
        pitch_of = tune * harmonic
        mouth = 1 / (1 + ((pitch_of - first) / 110) ** 2) + 0.6 / (1 + ((pitch_of - second) / 150) ** 2)
        sound += np.sin(harmonic * phase) * mouth / harmonic**0.4
    spoken = np.clip(np.interp(seconds, knots, rng.uniform(-0.5, 1.0, len(knots))), 0, 1)
    line = 0.012 * _band(rng, len(seconds), 300, 3400)
    return 0.5 * sound / np.abs(sound).max() * spoken + line


SOUNDS: dict[str, Callable[[Generator], NDArray[np.float64]]] = {"night": jungle_at_night, "voice-message": voice}
"""Each sound and what makes it."""


def write_sound(path: Path, sound: NDArray[np.float64]) -> None:
    """Write a sound as a wave file of 16 bits."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())


def write_footage(path: Path, sound: Path, ffmpeg: str, rng: Generator) -> None:
    """Write the footage with its sound, by ffmpeg."""
    given = [
        ffmpeg, "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{FILM_WIDE}x{FILM_HIGH}",
        "-r", str(FILM_RATE), "-i", "-", "-i", str(sound), "-shortest", "-c:v", "libx264", "-crf", "29",
        "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "48k", "-threads", "1", "-fflags", "+bitexact",
        "-metadata", "comment=Invented: nothing here was filmed.", str(path),
    ]  # fmt: skip
    with subprocess.Popen(given, stdin=subprocess.PIPE) as running:  # noqa: S603 -- the program that was found, its own arguments
        assert running.stdin is not None
        for frame in footage(rng):
            running.stdin.write(frame)
        running.stdin.close()
        if running.wait() != 0:
            raise RuntimeError("ffmpeg could not write the footage")


def make(folder: Path, ffmpeg: str | None = None) -> list[str]:
    """Make everything that is drawn or sounded.

    Args:
        folder: Where it is written.
        ffmpeg: The program that makes footage; None to leave footage out.

    Returns:
        The names of the files.
    """
    made: list[str] = []
    for number, (name, draws) in enumerate(STILLS.items()):
        picture = developed(draws(default_rng((SEED, number))), default_rng((SEED, 100 + number)))
        picture.save(folder / f"{name}.jpg", quality=QUALITY, comment=b"Invented: drawn by a script.")
        made.append(f"{name}.jpg")
    for number, (name, sounds) in enumerate(SOUNDS.items()):
        write_sound(folder / f"{name}.wav", sounds(default_rng((SEED, 200 + number))))
        made.append(f"{name}.wav")
    if ffmpeg is not None:
        write_footage(folder / "jungle.mp4", folder / "night.wav", ffmpeg, default_rng((SEED, 300)))
        made.append("jungle.mp4")
    return made


if __name__ == "__main__":
    make(Path(sys.argv[1]))
