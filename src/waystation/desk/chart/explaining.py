"""Explaining a plan, as a coordinator asks for it: from now or from a later moment."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from waystation.charts.panels import Figure
from waystation.desk.chart.loading import Loaded, PackSource, load_pack
from waystation.desk.chart.moments import read_moment
from waystation.errors import Usage
from waystation.planning.explanation import Explanation, explain
from waystation.planning.likely import DRAWS, SEED
from waystation.solver.spreading import Watch

__all__ = [
    "DRAWS",
    "FORMATS",
    "LEAST_DRAWS",
    "SEED",
    "WIDTH",
    "Explained",
    "draw_explanation",
    "explain_loaded",
    "explain_pack",
    "figure_format",
]

FORMATS = ("png", "svg")
LEAST_DRAWS = 2_000
"""Fewer would say less than they seem to: a percentile of 2,000 draws is known to about one part in seventy."""
WIDTH = 1200


@dataclass(frozen=True)
class Explained:
    """An explanation and what it was made from.

    Args:
        loaded: The pack with its data.
        explanation: Why its plan is worth what it is.
        later: Whether the plan begins at a later moment than the mission.
        seconds: How long each stage took.
    """

    loaded: Loaded
    explanation: Explanation
    later: bool
    seconds: dict[str, float]


def explain_pack(
    source: PackSource, at: str | None = None, draws: int = DRAWS, seed: int = SEED, *, watch: Watch | None = None
) -> Explained:
    """Say why a pack's plan is worth what it is.

    Args:
        source: Where the pack's files come from.
        at: From where and when, as `--at` has it; default the mission's own start.
        draws: How often to draw the beliefs, >= 1.
        seed: The same seed gives the same draws.
        watch: Told of each block of draws that is done.
    """
    began = time.perf_counter()
    loaded = load_pack(source)
    return explain_loaded(loaded, at, draws, seed, watch=watch, read=time.perf_counter() - began)


def explain_loaded(
    loaded: Loaded,
    at: str | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    *,
    watch: Watch | None = None,
    read: float = 0.0,
) -> Explained:
    """Say why the plan of a pack that was read already is worth what it is.

    Args:
        loaded: The pack with its data.
        at: From where and when, as `--at` has it; default the mission's own start.
        draws: How often to draw the beliefs, >= 1.
        seed: The same seed gives the same draws.
        watch: Told of each block of draws that is done.
        read: How long reading took, seconds.
    """
    moment = read_moment(loaded.pack, at) if at is not None else None
    found = explain(loaded.pack, loaded.departures, moment, loaded.calendars, draws=draws, seed=seed, watch=watch)
    return Explained(loaded, found, moment is not None, {"read": read, **found.seconds})


def figure_format(path: str) -> str:
    """The format that a file's ending asks for.

    Raises:
        Usage: If there is no such format.
    """
    ending = Path(path).suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise Usage("figure_format", path=path)
    return ending


def draw_explanation(to: str, figure: Figure, width: int = WIDTH) -> bytes:
    """Draw an explanation.

    Args:
        to: One of `FORMATS`.
        figure: The explanation in words.
        width: Pixels.

    Returns:
        The file's bytes.
    """
    from waystation.charts.figure_files import figure_png, figure_svg

    return figure_png(figure, width) if to == "png" else figure_svg(figure, width).encode()
