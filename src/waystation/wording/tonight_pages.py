"""Tonight as its page says it: what needs somebody, and what a click does about it; nothing that has to be typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from waystation.guiding.handover import OnCallNow
from waystation.guiding.journey_state import Journey
from waystation.guiding.night import Item
from waystation.wording.figures import date_and_time
from waystation.wording.keeping import listed
from waystation.wording.language import mark, say
from waystation.wording.night import item_row
from waystation.world.pack import Pack

__all__ = [
    "OUTCOMES",
    "about_line",
    "handed_line",
    "need_line",
    "need_row",
    "oncall_line",
    "outcome_choices",
    "waiting_line",
]

OUTCOMES = {
    "reached": mark("Reached"),
    "no_answer": mark("No answer"),
    "wrong_person": mark("Somebody else answered"),
    "call_back": mark("Will call back"),
}
"""What may come of a call, as buttons."""
OVER = {
    "arrived": mark("They have arrived: close the journey, and what follows is listed."),
    "lost": mark("They are lost: close the journey, and what follows is listed."),
}
TASKS = {
    "burn": mark("burn {broker}, who sold them"),
    "trace": mark("answer those who seek them, and look for whom they seek"),
}


def need_row(
    item: Item, pack: Pack, journeys: Sequence[Journey], zone: tzinfo | None
) -> tuple[str, str, str, str, str]:
    """An item as a row: the coordinator's time, the time there, the journey, whom to call, about what.

    Args:
        item: The item.
        pack: Its mission.
        journeys: The mission's journeys.
        zone: The coordinator's zone.
    """
    when, there, number, who, about = item_row(item, pack, journeys, zone)
    return when, there, number, who, about_line(item, pack) or about


def need_line(item: Item, pack: Pack, journeys: Sequence[Journey], zone: tzinfo | None) -> str:
    """The same in one line, for a hand-over."""
    when, there, number, who, about = need_row(item, pack, journeys, zone)
    parts = [f"{when} ({there})" if when and there else when, number]
    before = ", ".join(part for part in parts if part)
    said = f"{who}: {about}" if who else about
    return f"{before}: {said}" if before else said


def about_line(item: Item, pack: Pack) -> str:
    """What an item is about where a terminal would be told which command to type; empty for every other."""
    fields = item.fields
    if item.about == "sold":
        return say("sold them, as it was told")
    if item.about == "close":
        return say(OVER[str(fields["end"])])
    if item.need == "call" and item.about not in ("leg", "stay"):
        tried = fields.get("tried")
        if not tried:
            return say("something may be told")
        return say("something may be told; tried {hour}, no answer", hour=f"{tried.astimezone(pack.clock.zone):%H:%M}")
    if item.need == "card" and fields.get("opens") is not None:
        return say("it is {when} now", when=date_and_time(fields["opens"].astimezone(pack.clock.zone)))
    if item.need == "handover":
        return say("{by} handed over, and it was not taken", by=fields["by"])
    kind = item.about.partition(":")[0]
    if item.need == "task" and kind in TASKS:
        broker = pack.broker[fields["task"].broker].title if fields["task"].broker in pack.broker else item.who
        return say(TASKS[kind], broker=broker)
    return ""


def outcome_choices() -> list[tuple[str, str]]:
    """What may come of a call: each value, and its button."""
    return [(value, say(words)) for value, words in OUTCOMES.items()]


def oncall_line(found: Sequence[tuple[OnCallNow, Sequence[str]]], every: int, zone: tzinfo | None) -> str:
    """Who is on call, in one line.

    Args:
        found: Each who is, and for which missions.
        every: How many missions there are: whoever is on call for all of them needs none named.
        zone: The coordinator's zone.
    """
    if not found:
        return say("Nobody is on call.")
    said = []
    for one, missions in found:
        until = date_and_time(one.until.astimezone(zone))
        if len(missions) == every:
            said.append(say("{who} until {until}", who=one.who, until=until))
        else:
            said.append(say("{who} until {until} ({missions})", who=one.who, until=until, missions=listed([*missions])))
    return say("On call: {people}.", people=listed(said))


def waiting_line(by: str, to: str, made: datetime, taken: datetime | None, zone: tzinfo | None) -> str:
    """How the last hand-over stands, in one line."""
    when = date_and_time(made.astimezone(zone))
    if taken is None:
        return say("{by} handed the night over to {to} ({when}); it is not taken yet.", by=by, to=to, when=when)
    return say("{to} has the night since {when}, from {by}.", to=to, by=by, when=date_and_time(taken.astimezone(zone)))


def handed_line(by: str, to: str, *, signed: bool, kept: Sequence[str]) -> str:
    """What is said once the night is handed over.

    Args:
        by: Who handed over.
        to: To whom.
        signed: Whether a device signed it.
        kept: The missions that the other does not read.
    """
    if signed:
        said = say(
            "Handed over to {to}, signed. Until {to} takes over here, it is still the night of {by}.", to=to, by=by
        )
    else:
        said = say(
            "Handed over to {to}, as typed: in a folder nobody signs. Until {to} takes over here, it is still the night"
            " of {by}.",
            to=to,
            by=by,
        )
    if not kept:
        return said
    missions = listed(list(kept))
    return (
        said + "\n" + say("{to} does not read {missions}: there it stays with {by}.", to=to, by=by, missions=missions)
    )
