"""The forms about the mission itself and its charter: what each asks, how it is shown, what it makes of the text."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from waystation.desk.chart.drafting.editing import PackText, set_table
from waystation.desk.chart.drafting.entry import Entry, number_text
from waystation.desk.chart.drafting.entry_readers import money, number_in, one_of, text_in, whole
from waystation.desk.chart.drafting.questions import Misread
from waystation.desk.chart.drafting.readings.amounts import count
from waystation.desk.chart.drafting.readings.times import deadline_hours, shown, start
from waystation.desk.chart.drafting.readings.words import separated
from waystation.world.charter import URGENCIES
from waystation.world.pack import Pack

__all__ = ["enter_charter", "enter_mission", "shown_charter", "shown_mission"]

ENDS_MOST = 100


def shown_mission(pack: Pack) -> dict[str, str]:
    """What stands in the form about the mission."""
    mission, reward = pack.mission, pack.reward
    return {
        "name": pack.name,
        "about": pack.about or "",
        "from": mission.origin,
        "to": " ".join(mission.to),
        "start": shown(pack.clock.start),
        "hours": number_text(pack.clock.horizon_hours) + " h",
        "budget": number_text(mission.budget),
        "currency": mission.currency,
        "urgency": mission.urgency or "",
        "stay_days": number_text(mission.stay_days),
        "per_head": number_text(reward.per_head) if reward is not None and reward.per_head else "",
        "group": number_text(reward.group) if reward is not None and reward.group else "",
    }


def enter_mission(text: PackText, pack: Pack, entry: Entry) -> PackText | None:
    """The pack after the form about the mission; None where a field is wrong.

    Args:
        text: The pack's texts.
        pack: The same, read.
        entry: What was typed.
    """
    places = [one.id for one in pack.places]
    found = {"": _top(entry), "clock": _clock(entry, pack), "mission": _mission(entry, places), "reward": {}}
    for key in ("per_head", "group"):
        if entry.changed(key):
            found["reward"][key] = entry.read(key, money)
    if entry.wrong:
        return None
    for table, properties in found.items():
        if properties:
            text = set_table(text, table, properties)
    return text


def _top(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if entry.changed("name"):
        found["name"] = entry.read("name", text_in, needed=True)
    if entry.changed("about"):
        found["about"] = entry.read("about", text_in)
    return found


def _clock(entry: Entry, pack: Pack) -> dict[str, Any]:
    begins = pack.clock.start
    found: dict[str, Any] = {}
    if entry.changed("start"):
        read = entry.read("start", lambda said: start(said, begins, None), needed=True)
        if isinstance(read, datetime):
            found["start"] = begins = read
    if entry.changed("hours"):
        hours = entry.read("hours", lambda said: _hours(said, begins), needed=True)
        found["horizon_hours"] = None if hours is None else whole(hours)
    return found


def _hours(text: str, begins: datetime) -> float:
    found = deadline_hours(text, begins)
    if found is None:
        raise Misread("no_deadline", value=text)
    return found


def _mission(entry: Entry, places: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if entry.changed("from"):
        found["from"] = entry.read("from", one_of(places), needed=True)
    if entry.changed("to"):
        ends = entry.read("to", lambda said: [one_of(places)(one) for one in said.split()], needed=True)
        found["to"] = ends
    if entry.changed("budget"):
        found["budget"] = entry.read("budget", money)
    if entry.changed("currency"):
        found["currency"] = entry.read("currency", _currency)
    if entry.changed("urgency"):
        found["urgency"] = entry.read("urgency", one_of(URGENCIES))
    if entry.changed("stay_days"):
        found["stay_days"] = entry.read("stay_days", number_in)
    return found


def _currency(text: str) -> str:
    if not (text.isalpha() and len(text) <= 12):
        raise Misread("no_currency", value=text)
    return text.upper()


def shown_charter(pack: Pack) -> dict[str, str]:
    """What stands in the form about the charter; empty where there is none yet."""
    charter = pack.charter
    if charter is None:
        return {}
    return {
        "members": ", ".join(charter.members),
        "threshold": str(charter.threshold),
        "review": charter.review.isoformat(),
        "no_go": " ".join(charter.no_go),
        "no_go_hours": number_text(charter.no_go_hours),
    }


def enter_charter(text: PackText, pack: Pack, entry: Entry) -> PackText | None:
    """The pack after the form about the charter; None where a field is wrong.

    Args:
        text: The pack's texts.
        pack: The same, read.
        entry: What was typed.
    """
    levels = [f"{one.id}={level}" for one in pack.conditions for level in one.levels]
    entry.take("members", separated, needed=True)
    entry.take("threshold", count(1, ENDS_MOST), needed=True)
    entry.take("review", _day, needed=True)
    entry.take("no_go", lambda said: [one_of(levels)(one) for one in said.split()])
    entry.take("no_go_hours", number_in)
    return None if entry.wrong else set_table(text, "charter", entry.properties)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Misread("no_day", value=text) from None
