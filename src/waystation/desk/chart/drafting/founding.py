"""A new mission from one form: who, from where to where, from when, by when, how much money. Legs come later.

Pure: from what was typed to the two texts of a sound pack, or to what is wrong with each field.
"""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from waystation.desk.chart.drafting.editing import PackText, add_place, add_record, set_table
from waystation.desk.chart.drafting.entry import Entry, typable
from waystation.desk.chart.drafting.entry_network import PLACE_KINDS
from waystation.desk.chart.drafting.entry_readers import degrees, free_id, money, one_of, plain_odds, text_in, whole
from waystation.desk.chart.drafting.party import usual_traveller
from waystation.desk.chart.drafting.questions import Misread
from waystation.desk.chart.drafting.readings.chances import chance
from waystation.desk.chart.drafting.readings.times import deadline_hours, start, zone
from waystation.errors import Mistake
from waystation.world.charter import URGENCIES
from waystation.world.clock import zone_named
from waystation.world.people import Traveller
from waystation.world.places import Point

__all__ = ["MOST_TRAVELLERS", "found_mission"]

MOST_TRAVELLERS = 40
UNSAID_HOURS = 240.0
"""So far ahead is looked where nobody said by when."""
EMPTY = PackText("format = 1\n", '{"type": "FeatureCollection", "features": []}\n')


def found_mission(entry: Entry, now: datetime) -> PackText | None:
    """A new mission; None where a field is wrong.

    Args:
        entry: What was typed.
        now: The present instant, for "tomorrow" and the like.
    """
    name = entry.read("name", text_in, needed=True)
    party = _party(entry)
    origin, end = entry.read("from", text_in, needed=True), entry.read("to", text_in, needed=True)
    tz = entry.read("tz", zone)
    there = zone_named(tz) if tz else None
    begins = entry.read("start", lambda said: start(said, now, there), needed=True)
    hours = _hours(entry, begins)
    currency = entry.read("currency", _currency)
    budget = entry.read("budget", money)
    urgency = entry.read("urgency", one_of(URGENCIES))
    kinds = [entry.read(field, one_of(PLACE_KINDS)) for field in ("from_kind", "to_kind")]
    found = entry.read("found", chance)
    here, far = _points(entry, now, there)
    ids = _ids(entry, origin, end)
    if entry.wrong or begins is None or ids is None:
        return None
    clock = {"start": begins, "step_minutes": 30, "horizon_hours": whole(hours)}
    mission = {"from": ids[0], "to": [ids[1]], "budget": budget, "currency": currency or "USD", "urgency": urgency}
    text = set_table(EMPTY, "", {"name": name})
    text = set_table(set_table(text, "clock", clock), "mission", mission)
    for one in party:
        said = one.model_dump(exclude_unset=True)
        text = add_record(text, "traveller", {key: whole(v) if isinstance(v, float) else v for key, v in said.items()})
    risk = None if found is None else plain_odds(found)
    text = add_place(text, {"id": ids[0], "kind": kinds[0] or "home", "name": origin, "tz": tz, "found": risk}, here)
    return add_place(text, {"id": ids[1], "kind": kinds[1] or "sanctuary", "name": end, "tz": tz}, far)


def _party(entry: Entry) -> list[Traveller]:
    """The travellers, a line each: a nickname, perhaps an age after a comma."""
    lines = [line.strip() for line in entry.typed.get("travellers", "").splitlines() if line.strip()]
    found: list[Traveller] = []
    if not lines:
        entry.wrong["travellers"] = Mistake("no_default")
    if len(lines) > MOST_TRAVELLERS:
        limits: dict[str, object] = {"value": len(lines), "low": 1, "high": MOST_TRAVELLERS}
        entry.wrong["travellers"] = Mistake("whole_number", fields=limits)
        return []
    for line in lines:
        try:
            found.append(usual_traveller(typable(line), [one.id for one in found]))
        except Misread as error:
            entry.wrong["travellers"] = error.mistake
    together = entry.text("together") == "yes" and len(found) > 1
    return [one.model_copy(update={"together": "all"}) for one in found] if together else found


def _hours(entry: Entry, begins: datetime | None) -> float:
    if begins is None:
        return UNSAID_HOURS
    return entry.read("hours", lambda said: deadline_hours(said, begins)) or UNSAID_HOURS


def _points(entry: Entry, now: datetime, there: tzinfo | None) -> tuple[Point, Point]:
    """Where both places lie; where nobody says, somewhere in that time zone, to be moved later."""
    offset = (now.astimezone(there) if there is not None else now).utcoffset() or timedelta(0)
    here: Point = (max(-179.0, min(178.0, offset / timedelta(hours=1) * 15.0)), 20.0)
    lat, lon = entry.read("from_lat", degrees(90.0)), entry.read("from_lon", degrees(180.0))
    here = (lon, lat) if lat is not None and lon is not None else here
    lat, lon = entry.read("to_lat", degrees(90.0)), entry.read("to_lon", degrees(180.0))
    return here, (lon, lat) if lat is not None and lon is not None else (here[0] + 0.8, max(-85.0, here[1] - 0.6))


def _ids(entry: Entry, origin: str | None, end: str | None) -> tuple[str, str] | None:
    found: list[str] = []
    for field, name in (("from", origin), ("to", end)):
        if name is None:
            return None
        try:
            found.append(free_id(name, found))
        except Misread as error:
            entry.wrong[field] = error.mistake
            return None
    return found[0], found[1]


def _currency(text: str) -> str:
    if not (text.isalpha() and len(text) <= 12):
        raise Misread("no_currency", value=text)
    return text.upper()
