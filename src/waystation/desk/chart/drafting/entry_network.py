"""The forms about places and legs: what each asks, how it is shown again, and what it makes of the pack's text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from waystation.desk.chart.drafting.editing import PackText, add_leg, add_place, edit_leg, edit_place, feature_of
from waystation.desk.chart.drafting.entry import Entry, chance_text, duration_text, fee_text, number_text, window_text
from waystation.desk.chart.drafting.entry_readers import (
    degrees,
    free_id,
    made_id,
    money,
    odds,
    one_of,
    take_within,
    text_in,
    whole,
    yes_or_nothing,
)  # fmt: skip
from waystation.desk.chart.drafting.outside import EFFECTS, USUAL_RISKS
from waystation.desk.chart.drafting.party import EFFORTS
from waystation.desk.chart.drafting.questions import Misread
from waystation.desk.chart.drafting.readings.amounts import count, minutes, word_or_number
from waystation.desk.chart.drafting.readings.times import leaving, zone
from waystation.errors import Mistake
from waystation.world.pack import Pack
from waystation.world.places import Leg, Mode, Place, PlaceKind

__all__ = ["MODES", "PLACE_KINDS", "RISKS", "enter_leg", "enter_place", "shown_leg", "shown_place"]

RISKS = ("caught", "harm", "back", "late")
MODES: tuple[Mode, ...] = get_args(Mode)
PLACE_KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)


def shown_place(pack: Pack, name: str) -> dict[str, str]:
    """What stands in the form about a place."""
    one: Place = pack.place[name]
    return {
        "name": one.title, "kind": one.kind, "lat": number_text(one.at[1]), "lon": number_text(one.at[0]),
        "tz": one.tz or "", "country": one.country or "", "found": chance_text(one.found),
        "beds": "" if one.beds is None else str(one.beds), "no_waiting": "yes" if one.no_waiting else "",
    }  # fmt: skip


def enter_place(text: PackText, pack: Pack, entry: Entry, name: str) -> PackText | None:
    """The pack after the form about a place; None where a field is wrong.

    Args:
        text: The pack's texts.
        pack: The same, read.
        entry: What was typed.
        name: The place's id; empty for a new one.
    """
    entry.take("name", text_in, needed=True)
    entry.take("kind", one_of(PLACE_KINDS), needed=True)
    entry.take("tz", zone)
    entry.take("country", text_in)
    entry.take("found", odds)
    entry.take("beds", count(0, 100_000))
    entry.take("no_waiting", yes_or_nothing)
    lat = entry.read("lat", degrees(90.0)) if entry.text("lat") or entry.text("lon") else None
    lon = entry.read("lon", degrees(180.0)) if entry.text("lat") or entry.text("lon") else None
    for field, value in (("lat", lat), ("lon", lon)):
        if (lat is None) != (lon is None) and value is None and field not in entry.wrong:
            entry.wrong[field] = Mistake("no_default")
    made = made_id(entry, [one.id for one in pack.places], name)
    if entry.wrong:
        return None
    at = (lon, lat) if lon is not None and lat is not None else None
    if name:
        moved = at if entry.changed("lat") or entry.changed("lon") else None
        return edit_place(text, name, entry.properties, moved)
    return add_place(text, {"id": made, **entry.properties}, at or _near(pack))


def _near(pack: Pack) -> tuple[float, float]:
    """Where a place is drawn when nobody knows: a little beside the last one, so that it can be seen and moved."""
    east, north = pack.places[-1].at
    step = 0.05 * (1 + len(pack.places) % 3)
    return (round(min(179.9, east + step), 5), round(max(-84.0, north - step), 5))


def shown_leg(pack: Pack, name: str) -> dict[str, str]:
    """What stands in the form about a leg."""
    one: Leg = next(each for each in pack.legs if each.id == name)
    found = {
        "from": one.origin, "to": one.destination, "mode": one.mode, "minutes": duration_text(one.minutes),
        "late_minutes": duration_text(one.late_minutes), "broker": one.broker or "", "fee": fee_text(one.fee),
        "window": "" if one.timetable is not None else window_text(one.window, one.departures),
        "strain": number_text(one.strain), "both_ways": "yes" if one.both_ways else "",
    }  # fmt: skip
    found.update({risk: chance_text(getattr(one.risk, risk)) for risk in RISKS})
    for condition in pack.conditions:
        for level in condition.levels[1:]:
            key = f"{condition.id}={level}"
            found[f"when-{key}"] = _effect_shown(one.when.get(key))
    return found


def _effect_shown(effect: Any) -> str:
    """The word for what a level does to a leg; `own` for what no word says."""
    if effect is None:
        return "as always"
    if effect == "closed":
        return "closed"
    factors = set(effect.values())
    words = {value: word for word, value in EFFECTS.items() if value > 1.0}
    return words.get(factors.pop(), "own") if len(factors) == 1 else "own"


def enter_leg(text: PackText, pack: Pack, entry: Entry, name: str) -> PackText | None:
    """The pack after the form about a leg; None where a field is wrong.

    Args:
        text: The pack's texts.
        pack: The same, read.
        entry: What was typed.
        name: The leg's id; empty for a new one.
    """
    places = [one.id for one in pack.places]
    entry.take("from", one_of(places), needed=True)
    entry.take("to", one_of(places), needed=True)
    if entry.text("from") and entry.text("from") == entry.text("to"):
        entry.wrong["to"] = Mistake("same_place", fields={"value": entry.text("to")})
    entry.take("mode", one_of(MODES), needed=True)
    entry.take("minutes", lambda said: whole(minutes(said)), needed=True)
    entry.take("late_minutes", lambda said: whole(minutes(said)))
    entry.take("broker", one_of([one.id for one in pack.brokers]))
    entry.take("fee", _fee)
    entry.take("strain", lambda said: whole(word_or_number(EFFORTS, 0.0, 5.0)(said)))
    entry.take("both_ways", yes_or_nothing)
    if entry.changed("window"):
        found = entry.read("window", leaving)
        window, departures = found if found is not None else (None, None)
        entry.properties.update(window=None if window == "any" else window, departures=departures)
        if name:
            entry.properties["timetable"] = None
    before = feature_of(text, "leg", name) if name else {}
    take_within(entry, before.get("risk") or {}, "risk", dict.fromkeys(RISKS, odds))
    _take_when(entry, pack, before.get("when") or {})
    if entry.wrong:
        return None
    if name:
        return edit_leg(text, name, entry.properties)
    plain = free_id(f"{entry.text('from')}-{entry.text('to')}", [one.id for one in pack.legs])
    return add_leg(text, {"id": plain, **entry.properties}, None)


def _fee(text: str) -> Any:
    first, dash, last = text.replace("–", "-").partition("-")
    if not dash:
        return money(text)
    low, high = money(first.strip()), money(last.strip())
    if low > high:
        raise Misread("swapped", value=text, low=float(low), high=float(high))
    return [low, high]


def _take_when(entry: Entry, pack: Pack, before: Mapping[str, Any]) -> None:
    """Read what each level of each condition does to a leg."""
    inner, touched = dict(before), False
    for condition in pack.conditions:
        for level in condition.levels[1:]:
            key = f"{condition.id}={level}"
            if not entry.changed(f"when-{key}") or entry.text(f"when-{key}") in ("own", ""):
                continue
            word = entry.read(f"when-{key}", one_of(tuple(EFFECTS)))
            touched = True
            inner.pop(key, None)
            if word == "closed":
                inner[key] = "closed"
            elif word is not None and EFFECTS[word] != 1.0:
                risks = [risk.strip() for risk in USUAL_RISKS.get(condition.id, "caught").split(",")]
                inner[key] = dict.fromkeys(risks, EFFECTS[word])
    if touched:
        entry.properties["when"] = inner or None
