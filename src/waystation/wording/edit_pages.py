"""What the pages that change a mission say: what there is of everything, what is missing, what uses what."""

from __future__ import annotations

from waystation.wording.figures import date_and_time, days, money
from waystation.wording.language import mark, say, say_many
from waystation.wording.pack_words import level_word, person_word
from waystation.wording.travel_words import MODES
from waystation.world.pack import Pack
from waystation.world.places import Leg

__all__ = ["NEEDED", "figures", "form_heading", "lists", "next_step", "table_heading", "title_of", "users_of"]

NEEDED = mark("This needs an answer.")
NEW_HEADINGS = {
    "places": mark("A new place"),
    "legs": mark("A new leg"),
    "brokers": mark("A new broker"),
    "travellers": mark("Another traveller"),
    "conditions": mark("A new condition"),
}
LIST_HEADINGS = {
    "travellers": mark("Who travels"),
    "places": mark("Places"),
    "brokers": mark("Brokers"),
    "legs": mark("Legs"),
    "conditions": mark("What changes by itself"),
}
MORE = {
    "travellers": mark("Add somebody"),
    "places": mark("Add a place"),
    "brokers": mark("Add a broker"),
    "legs": mark("Add a leg"),
    "conditions": mark("Add a condition"),
}
TABLE_HEADINGS = {"mission": mark("The mission, its deadline and money"), "charter": mark("The charter")}


def next_step(pack: Pack) -> str:
    """What is missing most; empty where there is a way and a charter."""
    if not pack.legs:
        origin, end = pack.place[pack.mission.origin].title, pack.place[pack.mission.to[0]].title
        return say(
            "There is no way yet from {origin} to {end}: add the places between, then the legs.", origin=origin, end=end
        )
    if not _reached(pack):
        return say("The legs do not lead to an end yet: add the next one.")
    if pack.charter is None:
        return say("There is no charter yet, so nobody has agreed when to say yes: write it in calm.")
    return ""


def _reached(pack: Pack) -> bool:
    found, waiting = {pack.mission.origin}, [pack.mission.origin]
    while waiting:
        here = waiting.pop()
        for leg in pack.legs:
            ends = [leg.destination] if leg.origin == here else []
            ends += [leg.origin] if leg.both_ways and leg.destination == here else []
            fresh = [one for one in ends if one not in found]
            found.update(fresh)
            waiting.extend(fresh)
    return any(end in found for end in pack.mission.to)


def lists(pack: Pack) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    """Everything that can be changed, list by list.

    Returns:
        The kind in addresses, the heading, what adds one more, and for each its id and a line about it.
    """
    rows = {
        "travellers": [(one.id, _traveller(one.id, one.age)) for one in pack.travellers],
        "places": [(one.id, one.title) for one in pack.places],
        "brokers": [(one.id, one.title) for one in pack.brokers],
        "legs": [(one.id, title_of(pack, "legs", one.id)) for one in pack.legs],
        "conditions": [
            (one.id, f"{one.title}: {', '.join(level_word(level) for level in one.levels)}") for one in pack.conditions
        ],
    }
    return [(kind, say(heading), say(MORE[kind]), rows[kind]) for kind, heading in LIST_HEADINGS.items()]


def _traveller(name: str, age: int | None) -> str:
    return person_word(name) if age is None else say("{who}, {age}", who=person_word(name), age=age)


def figures(pack: Pack) -> list[tuple[str, str]]:
    """The mission's own figures: names and values."""
    mission, clock = pack.mission, pack.clock
    ends = ", ".join(pack.place[end].title for end in mission.to)
    no_limit = say("no limit")
    return [
        (say("From"), pack.place[mission.origin].title),
        (say("To"), ends),
        (say("From when"), date_and_time(clock.start, with_offset=True)),
        (say("Looked ahead"), days(clock.horizon_hours / 24.0)),
        (say("Money"), no_limit if mission.budget is None else money(mission.budget, mission.currency)),
        (say("Urgency"), mission.urgency or say("not said")),
    ]


def form_heading(pack: Pack, kind: str, name: str) -> str:
    """What stands above a form."""
    return title_of(pack, kind, name) if name else say(NEW_HEADINGS[kind])


def table_heading(table: str) -> str:
    """What stands above the form about the mission or its charter."""
    return say(TABLE_HEADINGS[table])


def title_of(pack: Pack, kind: str, name: str) -> str:
    """The name for people of a part."""
    if kind == "legs":
        leg = next(one for one in pack.legs if one.id == name)
        return say(
            "{origin} → {destination}, {how}",
            origin=pack.place[leg.origin].title,
            destination=pack.place[leg.destination].title,
            how=_how(pack, leg),
        )
    if kind == "travellers":
        return person_word(name)
    if kind == "places":
        return pack.place[name].title
    return pack.broker[name].title if kind == "brokers" else pack.condition[name].title


def _how(pack: Pack, leg: Leg) -> str:
    """How one moves, and with whom: two legs between the same places are told apart by it."""
    mode = say(MODES[leg.mode])
    return say("{mode} with {broker}", mode=mode, broker=pack.broker[leg.broker].title) if leg.broker else mode


def users_of(pack: Pack, kind: str, name: str) -> list[str]:
    """What still uses a part, which therefore cannot be removed: names for people."""
    found: list[str] = []
    if kind == "places":
        found += [title_of(pack, "legs", one.id) for one in pack.legs if name in (one.origin, one.destination)]
        if name == pack.mission.origin or name in pack.mission.to:
            found.append(say("the mission itself"))
    if kind == "brokers":
        found += [title_of(pack, "legs", one.id) for one in pack.legs if one.broker == name]
        found += [person_word(one.id) for one in pack.travellers if name in one.owes]
    if kind == "conditions":
        found += [title_of(pack, "legs", one.id) for one in pack.legs if _acts(name, one.when)]
        found += [one.title for one in pack.places if _acts(name, one.when)]
        if pack.charter is not None and any(key.startswith(f"{name}=") for key in pack.charter.no_go):
            found.append(say("the charter"))
    if kind == "travellers" and len(pack.travellers) == 1:
        found.append(say("the mission, which needs somebody who travels"))
    number = len(found)
    return found if number <= 4 else [*found[:3], say_many("{n} more", "{n} more", number - 3, n=number - 3)]


def _acts(condition: str, when: object) -> bool:
    return any(str(key).startswith(f"{condition}=") for key in (when if isinstance(when, dict) else {}))
