"""The list beside the map: every dot and every line that it shows, numbered alike, each with what is said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waystation.guiding.scenes import Move
from waystation.web.chart.map_view import MapView
from waystation.wording.figures import money
from waystation.wording.journeys import clock_at, how
from waystation.wording.language import say
from waystation.wording.map_facts import Fact, condition_lines, kind_of, leg_facts, leg_title, place_facts
from waystation.wording.map_pages import fan_rows, way_rows
from waystation.world.places import Leg, Place

__all__ = ["LegRow", "PlaceRow", "StopRow", "map_lists"]


@dataclass(frozen=True)
class LegRow:
    """A leg as it is listed.

    Args:
        key: What its line on the map is called.
        title: From where to where.
        facts: What is said of it.
        closed: Whether nobody can take it as things most likely stand.
    """

    key: str
    title: str
    facts: Sequence[Fact]
    closed: bool


@dataclass(frozen=True)
class PlaceRow:
    """A place as it is listed.

    Args:
        key: What its dot is called.
        number: The number of its dot.
        title: Its name.
        kind: What sort of place it is.
        facts: What is said of it.
    """

    key: str
    number: int
    title: str
    kind: str
    facts: Sequence[Fact]


@dataclass(frozen=True)
class StopRow:
    """A stop of the course: a place, and how one goes on from there.

    Args:
        place: The place.
        mode: How one goes on; empty at the end.
        when: When one leaves, or arrives at the last.
        going: How one goes on, in words.
        leg: The leg by which; None at the end.
        state: `done` behind them, `here` where they are, else empty.
    """

    place: PlaceRow
    mode: str
    when: str
    going: str
    leg: LegRow | None
    state: str


def map_lists(view: MapView) -> Mapping[str, Any]:
    """The lists of a view, for its page.

    Args:
        view: The view.
    """
    on_course = set(view.on_course)
    others = [view.pack.place[name] for name in view.numbers if name not in on_course]
    return {
        "stops": _stops(view),
        "places": [_place(view, place) for place in others],
        "legs": [_leg(view, leg) for leg in view.other_legs],
        "ways": [(label, words) for label, words, _ in way_rows(view.scene)] if "ways" in view.layers else [],
        "fan": fan_rows(view.scene, view.where) if "ways" in view.layers else [],
        "conditions": condition_lines(view.pack, view.chances),
    }


def _place(view: MapView, place: Place) -> PlaceRow:
    number = view.numbers[place.id]
    facts = place_facts(view.pack, place, view.chances)
    return PlaceRow(f"place-{number}", number, place.title, kind_of(place), facts)


def _leg(view: MapView, leg: Leg) -> LegRow:
    number = next(n for n, one in enumerate(view.pack.legs) if one.id == leg.id)
    facts = leg_facts(view.pack, leg, view.chances, view.scene.closed)
    return LegRow(f"leg-{number}", leg_title(view.pack, leg), facts, view.closed(leg))


def _stops(view: MapView) -> list[StopRow]:
    """The course, stop by stop: what lies behind, then what lies ahead; of a whole plan nothing is behind anybody."""
    pack, scene, where = view.pack, view.scene, view.where
    told = scene.answer is not None or view.when != scene.opens
    rows = [
        StopRow(_place(view, pack.place[leg.origin]), leg.mode, "", how(pack, leg), _leg(view, leg), "done")
        for leg in scene.behind
    ]
    for number, move in enumerate(scene.moves):
        here = number == where.done and (where.move is not None or where.place == move.leg.origin)
        state = ("done" if number < where.done else "here" if here else "") if told else ""
        leaves = clock_at(pack, move.leg.origin, move.begins)
        rows.append(
            StopRow(
                _place(view, pack.place[move.leg.origin]), move.leg.mode, leaves, _going(view, move),
                _leg(view, move.leg), state,
            )
        )  # fmt: skip
    last = scene.moves[-1] if scene.moves else None
    place = last.leg.destination if last else scene.place
    arrives = say("arrives {when}", when=clock_at(pack, place, last.ends)) if last else ""
    state = "here" if told and where.done >= len(scene.moves) and where.move is None else ""
    rows.append(StopRow(_place(view, pack.place[place]), "", arrives, "", None, state))
    return rows


def _going(view: MapView, move: Move) -> str:
    """How one goes on, what the party pays, and when it arrives."""
    pack, leg = view.pack, move.leg
    parts = [how(pack, leg)]
    if leg.fee.high > 0.0:
        parts.append(money(leg.fee.high * pack.party_size, pack.mission.currency))
    parts.append(say("arrives {when}", when=clock_at(pack, leg.destination, move.ends)))
    return "; ".join(parts)
