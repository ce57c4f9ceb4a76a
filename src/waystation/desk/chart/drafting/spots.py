"""Asking about places: where they are, where they must arrive, and of each its kind, position, zone and safety."""

from __future__ import annotations

from functools import partial

from waystation.desk.chart.drafting.questions import Asking, Misread, ask
from waystation.desk.chart.drafting.readings.amounts import point
from waystation.desk.chart.drafting.readings.chances import chance
from waystation.desk.chart.drafting.readings.times import shown, zone
from waystation.desk.chart.drafting.readings.words import Named, alike, choice, named, unsure
from waystation.desk.chart.drafting.sketch import Sketch
from waystation.world.places import Place, PlaceKind, Point

__all__ = ["KINDS", "ask_ends", "ask_new_place", "ask_origin", "guessed_kind"]

MOST_ENDS = 20
KINDS: dict[str, PlaceKind] = {
    "home": "home",
    "safe house": "safe_house",
    "hub": "hub",
    "crossing": "crossing",
    "camp": "camp",
    "sanctuary": "sanctuary",
    "station": "hub",
    "market": "hub",
    "border": "crossing",
}
HINTS: dict[str, tuple[str, ...]] = {
    "crossing": ("bank", "ford", "border", "ferry", "landing", "bridge", "strip", "crossing"),
    "hub": ("market", "station", "terminal", "stop", "town", "airport", "junction"),
    "camp": ("camp",),
    "sanctuary": ("sanctuary", "embassy", "consulate"),
}


def ask_origin(sketch: Sketch) -> Asking[None]:
    """Ask where they are now."""
    name = yield from ask("origin", "name", named)
    yield from ask_new_place(sketch, name, "home", "")
    sketch.origin = name.id


def ask_ends(sketch: Sketch) -> Asking[None]:
    """Ask where they must arrive: one place, and others that would do as well."""
    while len(sketch.ends) < MOST_ENDS:
        first = not sketch.ends
        found = yield from ask(
            "end" if first else "other_end",
            "name",
            partial(_end, sketch, first=first),
            default="" if first else "no",
        )
        if found is None:
            return
        guess = guessed_kind(found.id)
        yield from ask_new_place(sketch, found, guess if guess in ("camp", "sanctuary") else "sanctuary", sketch.origin)
        sketch.ends.append(found.id)


def _end(sketch: Sketch, text: str, first: bool) -> Named | None:
    if not first and text.casefold() in ("no", "none", "done", "nowhere"):
        return None
    known = alike(text, sketch.place_names)
    if known:
        raise Misread("already_there" if known == sketch.origin else "taken", value=sketch.places[known].title)
    return named(text)


def ask_new_place(sketch: Sketch, name: Named, kind: str, reached_from: str, inside_leg: bool = False) -> Asking[None]:
    """Ask all that is asked of a new place, and note it.

    Args:
        sketch: What is known so far.
        name: The place's name.
        kind: The kind to offer, as a pack has it.
        reached_from: The place before it; empty for the first.
        inside_leg: Whether it is the end of a leg that is being described.
    """
    inner = inside_leg
    found_kind = yield from ask(
        "place_kind", "place_kind", lambda text: _kind(text, inner), kind.replace("_", " "), inside_leg, place=name.name
    )
    at = yield from ask("place_at", "point", _point_or_none, "skip", inside_leg, place=name.name)
    before = sketch.places.get(reached_from)
    tz = yield from _ask_zone(sketch, name, before, inside_leg)
    told: dict[str, object] = {"id": name.id, "kind": found_kind}
    told.update({key: value for key, value in (("name", name.own_name), ("tz", tz)) if value is not None})
    is_end = bool(sketch.origin) and not inside_leg
    if not is_end:
        told["found"] = yield from ask("place_found", "chance", chance, "don't know", inside_leg, place=name.name)
    place = Place.model_validate(told)
    sketch.places[name.id] = place.model_copy(update={"at": at or sketch.point_near(reached_from)})


def _ask_zone(sketch: Sketch, name: Named, before: Place | None, inside_leg: bool) -> Asking[str | None]:
    """Ask the time zone; of the first place without a default: theirs may not be the one in which this is typed."""
    if before is not None:
        return (yield from ask("place_tz", "zone", zone, before.tz or "none", inside_leg, place=name.name))
    offset = shown(sketch.setting.now)[-6:]
    return (yield from ask("place_tz_first", "zone", zone, "", inside_leg, place=name.name, offset=offset))


def guessed_kind(name: str) -> str:
    """The kind of place that a name suggests, as a pack has it."""
    words = name.split("-")
    return next((kind for kind, hints in HINTS.items() if any(hint in words for hint in hints)), "safe_house")


def _kind(text: str, inside_leg: bool) -> PlaceKind:
    kind = choice(text, KINDS)
    if inside_leg and kind == "sanctuary":
        raise Misread("sanctuary_is_end")
    return kind


def _point_or_none(text: str) -> Point | None:
    return None if unsure(text) or text.casefold() in ("no", "none") else point(text)
