"""The forms about brokers, travellers and conditions: what each asks, how it is shown, what it makes of the text."""

from __future__ import annotations

from collections.abc import Sequence

from waystation.desk.chart.drafting.editing import Kind, PackText, add_record, edit_record, record_of
from waystation.desk.chart.drafting.entry import Entry, number_text
from waystation.desk.chart.drafting.entry_readers import (
    made_id,
    money,
    number_in,
    one_of,
    take_within,
    text_in,
    whole,
    yes_or_nothing,
)  # fmt: skip
from waystation.desk.chart.drafting.outside import lasting
from waystation.desk.chart.drafting.party import EFFORTS, PACES
from waystation.desk.chart.drafting.questions import Misread
from waystation.desk.chart.drafting.readings.amounts import count, minutes, share, word_or_number
from waystation.desk.chart.drafting.readings.words import named, separated
from waystation.world.conditions import Condition
from waystation.world.pack import Pack
from waystation.world.people import INDICATORS, Broker, Traveller

__all__ = [
    "ROLES", "enter_broker", "enter_condition", "enter_traveller", "shown_broker", "shown_condition", "shown_traveller",
]  # fmt: skip

ROLES = ("guide", "driver", "boatman", "host", "official")


def shown_broker(pack: Pack, name: str) -> dict[str, str]:
    """What stands in the form about a broker."""
    one: Broker = pack.broker[name]
    return {
        "name": one.title, "role": one.role,
        "kept": "" if one.record is None else number_text(one.record.kept),
        "broken": "" if one.record is None else number_text(one.record.broken),
        "held": f"{100 * one.terms.held:.12g} %", "held_max": f"{100 * one.terms.held_max:.12g} %",
        "owed": number_text(one.terms.owed), "price_raised": "yes" if one.price_raised else "",
        "indicators": " ".join(one.indicators),
    }  # fmt: skip


def enter_broker(text: PackText, pack: Pack, entry: Entry, name: str) -> PackText | None:
    """The pack after the form about a broker; None where a field is wrong.

    Args:
        text: The pack's texts.
        pack: The same, read.
        entry: What was typed.
        name: The broker's id; empty for a new one.
    """
    entry.take("name", text_in, needed=True)
    entry.take("role", one_of(ROLES), needed=True)
    before = record_of(text, "broker", name) if name else {}
    take_within(entry, before.get("record") or {}, "record", dict.fromkeys(("kept", "broken"), number_in))
    shares = {"held": share, "held_max": share, "owed": money}
    take_within(entry, before.get("terms") or {}, "terms", shares)
    entry.take("price_raised", yes_or_nothing)
    entry.take("indicators", _indicators)
    return _recorded(text, "broker", entry, name, [one.id for one in pack.brokers])


def _indicators(text: str) -> list[str]:
    return [one for one in INDICATORS if one in text.split()]


def shown_traveller(pack: Pack, name: str) -> dict[str, str]:
    """What stands in the form about a traveller."""
    one: Traveller = next(each for each in pack.travellers if each.id == name)
    found = {
        "name": one.id, "age": "" if one.age is None else str(one.age), "sex": one.sex or "",
        "pace": number_text(one.pace), "stamina": number_text(one.stamina), "together": one.together or "",
        "indicators": " ".join(one.indicators),
    }  # fmt: skip
    return {**found, **{f"owes-{broker.id}": number_text(one.owes.get(broker.id)) for broker in pack.brokers}}


def enter_traveller(text: PackText, pack: Pack, entry: Entry, name: str) -> PackText | None:
    """The pack after the form about a traveller; None where a field is wrong.

    Args:
        text: The pack's texts.
        pack: The same, read.
        entry: What was typed.
        name: The traveller's id; empty for a new one.
    """
    entry.take("age", count(0, 130))
    entry.take("sex", one_of(("woman", "man")))
    entry.take("pace", lambda said: whole(word_or_number(PACES, 0.05, 10.0)(said)))
    entry.take("stamina", lambda said: whole(word_or_number(EFFORTS, 0.0, 5.0)(said)))
    entry.take("together", text_in)
    entry.take("indicators", _indicators)
    before = record_of(text, "traveller", name) if name else {}
    inner, touched = dict(before.get("owes") or {}), False
    for broker in pack.brokers:
        if entry.changed(f"owes-{broker.id}"):
            touched = True
            inner.pop(broker.id, None)
            if owed := entry.read(f"owes-{broker.id}", money):
                inner[broker.id] = owed
    if touched:
        entry.properties["owes"] = inner or None
    if not name:
        entry.read("name", text_in, needed=True)
    return _recorded(text, "traveller", entry, name, [one.id for one in pack.travellers])


def shown_condition(pack: Pack, name: str) -> dict[str, str]:
    """What stands in the form about a condition."""
    one: Condition = pack.condition[name]
    return {
        "name": one.title, "levels": ", ".join(one.levels), "now": one.now if isinstance(one.now, str) else "",
        "lasts": "", "observed": "" if one.observed else "no",
    }  # fmt: skip


def enter_condition(text: PackText, pack: Pack, entry: Entry, name: str) -> PackText | None:
    """The pack after the form about a condition; None where a field is wrong.

    Args:
        text: The pack's texts.
        pack: The same, read.
        entry: What was typed.
        name: The condition's id; empty for a new one.
    """
    entry.take("name", text_in, needed=True)
    entry.properties.setdefault("levels", None)  # they stand before what is said of them
    levels: list[str] | None = list(pack.condition[name].levels) if name else entry.read("levels", _levels, needed=True)
    entry.take("now", one_of(levels or []))
    if entry.changed("observed"):
        entry.properties["observed"] = False if entry.text("observed") == "no" else None
    stays = entry.read("lasts", minutes, needed=not name)
    if levels and stays is not None:
        rows = [list(row) for row in lasting(len(levels), stays / 60.0)]
        entry.properties.update(per_hour=rows, per_step=None, gauge=None)
    if not name and levels:
        entry.properties["levels"] = levels
    else:
        del entry.properties["levels"]
    return _recorded(text, "condition", entry, name, [one.id for one in pack.conditions])


def _levels(text: str) -> list[str]:
    found = [named(part).id for part in separated(text)]
    if not 2 <= len(set(found)) == len(found) <= 5:
        raise Misread("levels", value=text, most=5)
    return found


def _recorded(text: PackText, kind: Kind, entry: Entry, name: str, taken: Sequence[str]) -> PackText | None:
    made = made_id(entry, taken, name)
    if kind == "traveller":
        entry.properties.pop("name", None)
    if entry.wrong:
        return None
    if name:
        return edit_record(text, kind, name, entry.properties)
    return add_record(text, kind, {"id": made, **entry.properties})
