"""What a map shows: plain, frozen values in words that are already chosen.

Nothing here decides what is safe, or how a sentence reads: whoever fills a `MapPicture` has done both. A path of
just two points is a leg whose way is not known; it is drawn as a gentle hand-drawn line between its ends.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

__all__ = ["Branch", "MapPicture", "MapWords", "Point", "Row", "Segment", "Spot", "Trace", "plain_text"]

Point = tuple[float, float]
"""Longitude −180 … 180 and latitude −90 … 90 in degrees, WGS 84."""

_ENGLISH_MODES = MappingProxyType(
    {
        "foot": "on foot",
        "ford": "fording",
        "boat": "by boat",
        "car": "by car",
        "bus": "by bus",
        "train": "by train",
        "air": "by air",
    }
)
_KEPT_FORMATS = "\u200c\u200d"


def plain_text(text: str) -> str:
    """Take out of a text what cannot or must not be drawn: control and direction marks, lone surrogates.

    Args:
        text: Any text, from anyone.

    Returns:
        The same text on one line, safe to lay out and legal in XML; joiners that scripts need are kept.
    """
    spaced = " ".join(text.split())
    return "".join(c for c in spaced if c in _KEPT_FORMATS or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Cn"))


def _check(points: Iterable[Point]) -> None:
    for lon, lat in points:
        if not (math.isfinite(lon) and math.isfinite(lat) and -180 <= lon <= 180 and -90 <= lat <= 90):
            raise ValueError("a point on a map needs longitude -180 to 180 and latitude -90 to 90")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map.

    Args:
        label: Its name for people.
        lon: Longitude, −180 … 180 degrees.
        lat: Latitude, −90 … 90 degrees.
        kind: What sort of place it is, for pages and files (`safe_house`, `crossing`, …).
        number: The number of its dot, from 1; 0 for a small dot without one.
        on_course: Whether the course visits it.
        fallback: What to write where no font has the label's letters: its id, or a romanised name.
        note: A worded addition for the list, such as when the group arrives.
        here: Whether the group is there now.
    """

    label: str
    lon: float
    lat: float
    kind: str = ""
    number: int = 0
    on_course: bool = False
    fallback: str = ""
    note: str = ""
    here: bool = False

    def __post_init__(self) -> None:
        _check([(self.lon, self.lat)])


@dataclass(frozen=True, slots=True)
class Trace:
    """The way of a leg that is not on the course.

    Args:
        id: The leg's id; the same id is always drawn the same way.
        points: At least two points; just two where the way is not known.
        mode: How one moves.
        closed: Whether nobody can take it as things stand; it is crossed out.
        label: A few words beside it, where there is room.
    """

    id: str
    points: tuple[Point, ...]
    mode: str = ""
    closed: bool = False
    label: str = ""

    def __post_init__(self) -> None:
        _check(self.points)
        if len(self.points) < 2:
            raise ValueError("a path needs at least 2 points")


@dataclass(frozen=True, slots=True)
class Segment:
    """One leg of the course.

    Args:
        id: The leg's id; the same id is always drawn the same way.
        mode: How one moves: `foot`, `ford`, `boat`, `car`, `bus`, `train` or `air`; any other is drawn solid.
        points: At least two points from start to end; just two where the way is not known.
        start: The number of the dot where it leaves, from 1.
        end: The number of the dot where it arrives, from 1.
        when: When it leaves, in words ("Mon 21:30").
        words: How, with whom, how long, for how much ("on foot with Hwang, 45 min, $500").
        done: The share of it that lies behind the group, 0 … 1: so far the line is red, the rest is thin.
        closed: Whether nobody can take it as things stand; it is crossed out.
        label: A few words beside it, where there is room.
    """

    id: str
    mode: str
    points: tuple[Point, ...]
    start: int
    end: int
    when: str = ""
    words: str = ""
    done: float = 1.0
    closed: bool = False
    label: str = ""

    def __post_init__(self) -> None:
        _check(self.points)
        if len(self.points) < 2:
            raise ValueError("a path needs at least 2 points")


@dataclass(frozen=True, slots=True)
class Branch:
    """Another way out, drawn thin and grey where it leaves the course.

    Args:
        label: What sets it apart ("soonest").
        traces: Its legs in order; those that the course has too are not drawn again.
        words: What it costs and brings, in words, for the list; may be empty.
    """

    label: str
    traces: tuple[Trace, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class MapWords:
    """The few words that a map needs besides its own, in the reader's language.

    Args:
        course: Heading of the numbered list.
        other_ways: Heading of the other ways out.
        map_of: What the picture is, for those who cannot see it.
        kilometres: The unit on the scale bar from 1 km up.
        metres: The unit on the scale bar below 1 km.
        more: What stands where the list is cut; `{count}` is how many stops are left out.
        modes: Each mode in words, for the key.
    """

    course: str = "The course"
    other_ways: str = "Other ways"
    map_of: str = "Map of the course"
    kilometres: str = "km"
    metres: str = "m"
    more: str = "and {count} more"
    modes: Mapping[str, str] = field(default_factory=lambda: _ENGLISH_MODES)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the numbered list: a dot, and how one goes on from there.

    Args:
        number: The dot's number.
        label: The place.
        fallback: What to write where no font has the label's letters.
        when: When one leaves, or empty.
        words: How one goes on, or the place's note at the course's end.
        mode: How one goes on; empty at the end.
    """

    number: int
    label: str
    fallback: str
    when: str
    words: str
    mode: str


@dataclass(frozen=True, slots=True)
class MapPicture:
    """A map to draw.

    Args:
        title: What it is.
        subtitle: The answer in words, a line each.
        spots: The places.
        course: The red line, in order; empty where there is no way.
        branches: Other ways out.
        others: All other legs, drawn faint.
        in_clear: A warning that the file can be read by whoever holds it; may be empty.
        notes: Further lines for the foot.
        words: The map's own words.
        lang: The language of the words, as a BCP 47 tag.
    """

    title: str
    subtitle: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    course: tuple[Segment, ...] = ()
    branches: tuple[Branch, ...] = ()
    others: tuple[Trace, ...] = ()
    in_clear: str = ""
    notes: tuple[str, ...] = ()
    words: MapWords = MapWords()
    lang: str = "en"

    def rows(self) -> tuple[Row, ...]:
        """The numbered list: one row for each leg from where it leaves, and one for the end."""
        by_number = {s.number: s for s in self.spots if s.number}
        rows = []
        for segment in self.course:
            spot = by_number.get(segment.start)
            label, fallback = (spot.label, spot.fallback) if spot else ("", "")
            rows.append(Row(segment.start, label, fallback, segment.when, segment.words, segment.mode))
        ends = [self.course[-1].end] if self.course else sorted(by_number)
        for number in ends:
            spot = by_number.get(number)
            if spot is not None:
                rows.append(Row(number, spot.label, spot.fallback, "", spot.note, ""))
        return tuple(rows)

    def modes(self) -> tuple[str, ...]:
        """The modes of the course, each once, in order of appearance."""
        return tuple(dict.fromkeys(segment.mode for segment in self.course))

    def branch_traces(self) -> tuple[tuple[str, tuple[Trace, ...]], ...]:
        """For each branch its label and those of its legs that the course does not have."""
        ours = {segment.id for segment in self.course}
        return tuple((b.label, tuple(t for t in b.traces if t.id not in ours)) for b in self.branches)
