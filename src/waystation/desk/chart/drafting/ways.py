"""Asking about legs, one after another: a way is followed to an end, then others are asked for.

A leg can be dropped while it is described, and taken away later; both are answers like any other, so that `back`
brings it back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from waystation.desk.chart.drafting.hiring import ask_broker, ask_fee, ask_held
from waystation.desk.chart.drafting.meaning import ask_meant
from waystation.desk.chart.drafting.party import EFFORTS
from waystation.desk.chart.drafting.questions import Asking, LegDropped, Misread, Undo, ask
from waystation.desk.chart.drafting.readings.amounts import minutes, word_or_number
from waystation.desk.chart.drafting.readings.chances import chance
from waystation.desk.chart.drafting.readings.times import leaving
from waystation.desk.chart.drafting.readings.words import Named, alike, choice, known, named, yes
from waystation.desk.chart.drafting.sketch import Sketch
from waystation.desk.chart.drafting.spots import ask_new_place, guessed_kind
from waystation.world.mistakes import nearest
from waystation.world.places import Leg, Mode

__all__ = ["MODES", "RISKS", "ask_ways"]

MOST_LEGS = 500
MODES: dict[str, Mode] = {
    "foot": "foot",
    "ford": "ford",
    "boat": "boat",
    "car": "car",
    "bus": "bus",
    "train": "train",
    "air": "air",
    "on foot": "foot",
    "walk": "foot",
    "walking": "foot",
    "wade": "ford",
    "wading": "ford",
    "fording": "ford",
    "truck": "car",
    "taxi": "car",
    "motorbike": "car",
    "ferry": "boat",
    "plane": "air",
    "flight": "air",
    "fly": "air",
}
RISKS = ("caught", "harm", "back", "late")
DONE = ("done", "nothing more", "nowhere", "no more", "no", "none", "nothing")


@dataclass(frozen=True, slots=True)
class _Step:
    """Where a leg goes, and what was said of it in the same line."""

    place: str
    """A known place's id; empty for a new one."""
    name: Named
    mode: Mode | None = None
    minutes: float | None = None


def ask_ways(sketch: Sketch) -> Asking[None]:
    """Ask for legs until nobody names another."""
    here = sketch.origin
    while True:
        if here and len(sketch.legs) < MOST_LEGS:
            here = yield from _ask_on_from(sketch, here)
            continue
        chosen = yield from ask(
            "another_way",
            "from_place",
            lambda text: _from(sketch, text),
            default=_where_stuck(sketch) or "done",
            places=[place.title for key, place in sketch.places.items() if key not in sketch.ends],
        )
        if chosen is None:
            return
        if isinstance(chosen, Undo):
            del sketch.legs[chosen.leg]
        else:
            here = chosen


def _ask_on_from(sketch: Sketch, here: str) -> Asking[str]:
    """Ask where one can go from a place, and describe the leg.

    Returns:
        The place to go on from; empty where the way ends.
    """
    said = yield from ask(
        "where_next",
        "where_next",
        lambda text: _next(sketch, here, text),
        default="done" if _leaving(sketch, here) else "",
        place=sketch.places[here].title,
        others=_leaving(sketch, here),
    )
    if said is None:
        return ""
    if isinstance(said, Undo):
        del sketch.legs[said.leg]
        return here
    before = (dict(sketch.places), dict(sketch.brokers), set(sketch.held_said), sketch.currency)
    try:
        there = yield from _ask_leg(sketch, here, said)
    except LegDropped:
        sketch.places, sketch.brokers, sketch.held_said, sketch.currency = before
        return here
    return "" if there in sketch.ends or _leaving(sketch, there) else there


def _ask_leg(sketch: Sketch, here: str, said: _Step) -> Asking[str]:
    elsewhere = {key: name for key, name in sketch.place_names.items() if key != here}
    there = said.place or (yield from ask_meant(said.name, elsewhere))
    if not there:
        yield from ask_new_place(sketch, said.name, guessed_kind(said.name.id), here, inside_leg=True)
        there = said.name.id
    way = {"here": sketch.places[here].title, "there": sketch.places[there].title}
    mode = said.mode or (yield from ask("mode", "mode", lambda text: choice(text, MODES), "foot", True, **way))
    walked = mode in ("foot", "ford")
    long = said.minutes or (yield from ask("minutes", "duration", minutes, "", True, walked=walked, **way))
    told: dict[str, Any] = {"id": _leg_id(sketch, here, there, mode), "from": here, "to": there}
    told.update({"mode": mode, "minutes": long})
    told["broker"] = yield from ask_broker(sketch, mode, way)
    told["fee"] = yield from ask_fee(sketch, told["broker"], mode, way)
    yield from ask_held(sketch, told["broker"], told["fee"])
    told["window"], told["departures"] = yield from ask("window", "window", leaving, "any", True, **way)
    if walked:
        told["strain"] = yield from ask("strain", "effort", word_or_number(EFFORTS, 0.0, 5.0), "easy", True, **way)
    risk = {}
    for name in RISKS:
        risk[name] = yield from ask(name, "chance", chance, "don't know", True, **way)
    told["both_ways"] = yield from ask("both_ways", "yes_no", yes, "no", True, **way)
    unsaid = {"broker": None, "fee": 0.0, "departures": None, "both_ways": False}
    stated = {key: value for key, value in told.items() if key not in unsaid or value != unsaid[key]}
    sketch.legs[told["id"]] = Leg.model_validate({**stated, "risk": risk})
    return there


def _next(sketch: Sketch, here: str, text: str) -> _Step | Undo | None:
    """Where next: a place, "place, mode" or "place, mode, duration"; or undo, or done."""
    special = _done_or_undo(sketch, text)
    if special is not False:
        if special is None and not _leaving(sketch, here) and not sketch.legs:
            raise Misread("no_way_yet", origin=sketch.places[sketch.origin].title)
        return special
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 3:
        raise Misread("too_many_commas", value=text)
    mode = choice(parts[1], MODES) if len(parts) > 1 else None
    long = minutes(parts[2]) if len(parts) > 2 else None
    place = alike(parts[0], sketch.place_names)
    if not place and parts[0].casefold() in MODES:
        raise Misread("mode_as_place", value=parts[0])
    if place == here:
        raise Misread("same_place", value=sketch.places[here].title)
    return _Step(place, named(parts[0]), mode, long)


def _from(sketch: Sketch, text: str) -> str | Undo | None:
    """From which place: a known one; or undo, or done once there is a way."""
    special = _done_or_undo(sketch, text)
    if special is None and not sketch.has_way():
        raise Misread("no_way_yet", origin=sketch.places[sketch.origin].title)
    if special is not False:
        return special
    place = known(text, sketch.place_names)
    if place in sketch.ends:
        raise Misread("no_way_from_end", value=sketch.places[place].title)
    return place


def _done_or_undo(sketch: Sketch, text: str) -> Undo | Literal[False] | None:
    """None for done, which leg for undo, False for anything else."""
    word, _, rest = text.casefold().partition(" ")
    if text.casefold() in DONE:
        return None
    if word != "undo":
        return False
    if not sketch.legs:
        raise Misread("no_leg_yet")
    if rest in ("", "leg", "last", "the last leg"):
        return Undo(list(sketch.legs)[-1])
    wanted = rest.removeprefix("leg ").strip()
    leg = alike(wanted, sketch.leg_names())
    if not leg:
        raise Misread("no_such_leg", value=wanted, nearest=nearest(wanted, sketch.legs), known=", ".join(sketch.legs))
    return Undo(leg)


def _leaving(sketch: Sketch, here: str) -> list[str]:
    """Titles of the places to which legs lead from a place already."""
    legs = sketch.legs.values()
    forth = [leg.destination for leg in legs if leg.origin == here]
    return [sketch.places[end].title for end in dict.fromkeys(forth)]


def _where_stuck(sketch: Sketch) -> str:
    """While there is no way: the last place named from which no leg leads on."""
    if sketch.has_way():
        return ""
    ends = [leg.destination for leg in sketch.legs.values() if leg.destination not in sketch.ends]
    stuck = next((end for end in reversed(ends) if not _leaving(sketch, end)), sketch.origin)
    return sketch.places[stuck].title


def _leg_id(sketch: Sketch, here: str, there: str, mode: str) -> str:
    plain = f"{here[:30]}-{there[:30]}"
    tries: list[Callable[[int], str]] = [lambda _: plain, lambda _: f"{plain}-{mode}"]
    for number in range(len(sketch.legs) + 3):
        found = tries[number](number) if number < 2 else f"{plain}-{mode}-{number}"
        if found not in sketch.legs:
            return found
    raise AssertionError("more names were tried than there are legs")
