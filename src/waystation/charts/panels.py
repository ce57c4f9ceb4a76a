"""What a figure with panels shows: bars and a spread, as plain, frozen values in words that are already chosen.

Nothing here decides what is large or what it means: whoever fills a `Figure` has done both.
"""

from __future__ import annotations

from dataclasses import dataclass

from waystation.charts.departing import Departing

__all__ = ["Bar", "Bars", "Dot", "Figure", "Flag", "Reliability", "Spread"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a panel.

    Args:
        label: What it stands for.
        value: How long it is, at least 0, finite; in the unit of its panel.
        text: The value in words.
        beside: A second, grey value in the same unit, drawn thin below the first; at least 0.
        quiet: Whether it is grey, such as what many small ones are together.
    """

    label: str
    value: float
    text: str
    beside: float = 0.0
    quiet: bool = False

    def __post_init__(self) -> None:
        if not (0.0 <= self.value < float("inf") and 0.0 <= self.beside < float("inf")):
            raise ValueError("a bar needs a finite length of at least 0")


@dataclass(frozen=True, slots=True)
class Bars:
    """A panel of bars, one below the other.

    Args:
        title: What it shows.
        bars: In order.
        note: How it is to be read.
        full: The value of a bar that fills the panel; 0 for the longest.
    """

    title: str
    bars: tuple[Bar, ...]
    note: str = ""
    full: float = 0.0


@dataclass(frozen=True, slots=True)
class Flag:
    """A place on the axis of a spread that has a name.

    Args:
        at: Where, 0 … 1.
        number: What stands beside its line.
        text: What the number means.
        red: Whether it stands for the worst.
    """

    at: float
    number: str
    text: str
    red: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """A panel that shows how often a chance came out where.

    Args:
        title: What it shows.
        values: Chances, 0 … 1 each.
        flags: Places with a name, in rising order.
        ticks: The text for the axis at a chance, by chance; rising.
        note: How it is to be read.
    """

    title: str
    values: tuple[float, ...]
    flags: tuple[Flag, ...]
    ticks: tuple[tuple[float, str], ...]
    note: str = ""

    def __post_init__(self) -> None:
        if not all(0.0 <= value <= 1.0 for value in (*self.values, *(flag.at for flag in self.flags))):
            raise ValueError("a spread shows chances from 0 to 1")


@dataclass(frozen=True, slots=True)
class Dot:
    """What was foreseen about as often, beside what came of it.

    Args:
        foreseen: Where it stands from left to right, 0 … 1.
        share: Where it stands from below, 0 … 1.
        low: The lower end of the interval around it.
        high: The upper end.
        weight: How large it is beside the others, above 0.
        red: Whether its interval misses what was foreseen.
    """

    foreseen: float
    share: float
    low: float
    high: float
    weight: float
    red: bool = False

    def __post_init__(self) -> None:
        if not (0.0 <= self.low <= self.share <= self.high <= 1.0 and 0.0 <= self.foreseen <= 1.0 < 1.0 + self.weight):
            raise ValueError("a dot has chances from 0 to 1, its share inside its interval, and a weight above 0")


@dataclass(frozen=True, slots=True)
class Reliability:
    """A panel that shows what was foreseen from left to right, and what came of it from below.

    Args:
        title: What it shows.
        dots: In rising order of what was foreseen.
        across: What the axis from left to right is.
        ticks: The text for both axes at a chance, by chance; rising.
        note: How it is to be read.
    """

    title: str
    dots: tuple[Dot, ...]
    across: str
    ticks: tuple[tuple[float, str], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """Panels under one title.

    Args:
        title: What it is.
        subtitle: The answer in words, a line each.
        panels: In order of importance.
        in_clear: A warning that the file can be read by whoever holds it; may be empty.
        lang: The language of the words, as a BCP 47 tag.
    """

    title: str
    subtitle: tuple[str, ...] = ()
    panels: tuple[Bars | Spread | Reliability | Departing, ...] = ()
    in_clear: str = ""
    lang: str = "en"
