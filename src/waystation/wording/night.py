"""The night in words: one line for each thing that needs somebody, with the hour there and the coordinator's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo

from waystation.guiding.handover import OnCallNow
from waystation.guiding.journey_state import Journey
from waystation.guiding.night import NEEDS, Item
from waystation.wording.burning import who_is_it, why_warned
from waystation.wording.figures import date_and_time, money
from waystation.wording.journey_ends import task_rows
from waystation.wording.journeys import flag_line
from waystation.wording.keeping import listed, many
from waystation.wording.reports import say_report
from waystation.world.pack import Pack
from waystation.world.report import Report
from waystation.world.report_journeys import Call

__all__ = [
    "ALL_QUIET",
    "CALL_KEPT",
    "MONEY",
    "MOST_ROWS",
    "NEVER_LEFT_OFF",
    "NO_CALL",
    "NO_HANDOVER",
    "call_rows",
    "changed_lines",
    "handed_lines",
    "handing_lines",
    "head_line",
    "headings",
    "item_line",
    "item_row",
    "more_line",
    "oncall_lines",
    "open_line",
    "taken_line",
]

ALL_QUIET = "Nothing needs anybody now."
CALL_KEPT = "Kept."
NO_CALL = "No call was kept yet."
NO_HANDOVER = "The night has not been handed over yet; waystation handover to."
MOST_ROWS = 24
"""So many lines fit on one screen."""
NEVER_LEFT_OFF = ("overdue", "look", "warn_now")
"""What stands on the first screen, however much there is of it."""
HEADINGS = {
    "overdue": "Signs of life",
    "look": "Look at this first",
    "warn_now": "In danger now: warn",
    "card": "Tell anew: their card no longer holds",
    "call": "Calls",
    "warn": "Warn",
    "handover": "Hand-over",
    "money": "Money",
    "task": "After the end",
}
STAGES = {
    "reminder": "a sign of life is due",
    "overdue": "nothing was heard: overdue",
    "first_call": "nothing was heard: call now",
    "escalate": "nothing was heard: wake a second person",
    "critical": "nothing was heard: critical",
}
MONEY = {
    "over_agreed": "got {amount} more than was agreed",
    "unpaid": "is owed {amount} for what was done",
    "held_due": "is owed {amount} of the held share: they arrived",
    "early": "got {amount} more of the held share than is due so far",
    "not_held": "gave or paid {amount} more than they held",
    "nobody_paid": "{amount} was paid, and nobody is named who paid it",
    "nobody_holds": "{amount} is held back, and nobody is named who keeps it",
}
OVER = {"arrived": "They have arrived", "lost": "They are lost"}
OUTCOMES = {
    "reached": "reached",
    "no_answer": "no answer",
    "wrong_person": "somebody else answered",
    "call_back": "will call back",
}


def headings(items: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    """Items under the heading of their kind, in the order of urgency."""
    found: dict[str, list[Item]] = {}
    for one in items:
        found.setdefault(one.need, []).append(one)
    return [(HEADINGS[need], found[need]) for need in NEEDS if need in found]


def head_line(now: datetime, oncall: Sequence[OnCallNow]) -> str:
    """What is said first: what time it is, and who is on call."""
    said = listed([f"{one.who} until {date_and_time(one.until.astimezone(now.tzinfo))}" for one in oncall])
    return f"{date_and_time(now, with_offset=True)}. On call: {said or 'nobody; waystation oncall set'}."


def item_row(
    item: Item, pack: Pack, journeys: Sequence[Journey], zone: tzinfo | None
) -> tuple[str, str, str, str, str]:
    """An item as a row: the coordinator's time, the time there, the journey, whom to call, about what.

    Args:
        item: The item.
        pack: Its mission.
        journeys: The mission's journeys.
        zone: The coordinator's zone.
    """
    when = date_and_time(item.when.astimezone(zone)) if item.when is not None else ""
    there = ""
    if item.when is not None and item.place in pack.place:
        local = item.when.astimezone(pack.place[item.place].zone(pack.clock.zone))
        own = item.when.astimezone(zone)
        there = "" if local.utcoffset() == own.utcoffset() else f"{local:%H:%M} there"
    said = item.need == "task" or (item.need == "look" and item.who.startswith("journey:"))  # in the sentence already
    who = who_is_it(pack, journeys, item.who) if item.who and not said else ""
    return when, there, str(item.number or ""), who, _about(item, pack)


def item_line(item: Item, pack: Pack, journeys: Sequence[Journey], zone: tzinfo | None) -> str:
    """The same in one line, for a hand-over."""
    when, there, number, who, about = item_row(item, pack, journeys, zone)
    at = f"{when}{f' ({there})' if there else ''}: " if when else ""
    return f"{at}{f'{number}, ' if number else ''}{f'{who}: ' if who else ''}{about}"


def _about(item: Item, pack: Pack) -> str:
    fields = item.fields
    if item.need == "overdue":
        leg = fields.get("leg")
        return STAGES[item.about] + (f", {_leg(pack, str(leg))}" if leg else "")
    if item.about == "sold":
        return "sold them, as it was told: waystation burn"
    if item.about == "close":
        return f"{OVER[str(fields['end'])]}: waystation journey close says what follows"
    if item.need == "look":
        return flag_line(pack, fields["flag"])
    if item.need in ("warn", "warn_now"):
        return f"of {_burnt(pack, str(fields['what']), str(fields['name']))}: {why_warned(item.about, item.who)}"
    if item.need == "call":
        return _call(item, pack)
    if item.need == "card":
        return _card(item, pack)
    if item.need == "handover":
        return f"{fields['by']} handed over, and it was not taken: waystation handover take"
    if item.need == "money":
        return MONEY[item.about].format(amount=money(float(fields["amount"]), str(fields["currency"])))
    return task_rows(pack, [fields["task"]])[0][-1]


def _call(item: Item, pack: Pack) -> str:
    fields = item.fields
    until = fields.get("until")
    tried = fields.get("tried")
    again = f"; tried {tried.astimezone(pack.clock.zone):%H:%M}, no answer" if tried else ""
    if item.about == "leg":
        return f"before {_leg(pack, str(fields['what']))}, leaves {_hour(pack, item, until)}{again}"
    if item.about == "stay":
        if fields.get("past"):
            return f"have they come? They were to, {_hour(pack, item, until)}{again}"
        return f"they come {_hour(pack, item, until)}{again}"
    return f"something may be told: waystation family{again}"


def _card(item: Item, pack: Pack) -> str:
    opens = item.fields.get("opens")
    if opens is None:
        return "nobody comes now"
    return f"it is {date_and_time(opens.astimezone(pack.clock.zone))} now; waystation card"


def _hour(pack: Pack, item: Item, when: datetime | None) -> str:
    if when is None or item.place not in pack.place:
        return "soon"
    local = when.astimezone(pack.place[item.place].zone(pack.clock.zone))
    own = when.astimezone(pack.clock.zone)
    return date_and_time(own) + ("" if own.utcoffset() == local.utcoffset() else f" ({local:%H:%M} there)")


def _leg(pack: Pack, name: str) -> str:
    found = next((leg for leg in pack.legs if leg.id == name), None)
    return f"{pack.place[found.origin].title} → {pack.place[found.destination].title}" if found is not None else name


def _burnt(pack: Pack, what: str, name: str) -> str:
    if what == "broker" and name in pack.broker:
        return pack.broker[name].title
    return pack.place[name].title if what == "place" and name in pack.place else name


def more_line(left: int) -> str:
    """What is said where not everything fits on the screen."""
    return f"And {many(left, 'thing', 'things')} less urgent; --all shows them."


def oncall_lines(found: Sequence[tuple[OnCallNow, Sequence[str]]], zone: tzinfo | None) -> list[str]:
    """Who is on call, for which missions."""
    if not found:
        return ["Nobody is on call; waystation oncall set."]
    return [
        f"{one.who}, until {date_and_time(one.until.astimezone(zone))}: {listed(list(missions))}."
        for one, missions in found
    ]


# ---- hand-over


def changed_lines(changed: Sequence[tuple[Pack, Report]], zone: tzinfo | None) -> list[str]:
    """What was heard since the last hand-over, a line each."""
    return [
        f"{date_and_time(one.happened.astimezone(zone))}: {say_report(one, pack)} ({one.source})"
        for pack, one in changed
    ]


def open_line(open_: int) -> str:
    """How much is open."""
    return f"Open: {many(open_, 'line')}." if open_ else "Nothing is open."


def handed_lines(by: str, to: str, *, signed: bool, kept: Sequence[str]) -> list[str]:
    """What is said once the night is handed over.

    Args:
        by: Who handed over.
        to: To whom.
        signed: Whether a device signed it.
        kept: The missions that the other does not read.
    """
    how = "signed" if signed else "as typed: in a folder nobody signs"
    lines = [f"Handed over to {to}, {how}. Until {to} has typed waystation handover take, it is still {by}'s night."]
    if kept:
        lines.append(f"Still {by}'s, for {to} does not read it: {listed(list(kept))}.")
    return lines


def taken_line(by: str, to: str) -> str:
    """What is said once it is taken."""
    return f"{to} has the night; {by} may sleep."


def handing_lines(by: str, to: str, made: datetime, taken: datetime | None, zone: tzinfo | None) -> list[str]:
    """A hand-over, and whether it was taken."""
    end = f"taken {date_and_time(taken.astimezone(zone))}" if taken is not None else "not taken yet"
    return [f"{date_and_time(made.astimezone(zone))}: {by} to {to}, {end}."]


# ---- calls


def call_rows(
    found: Sequence[tuple[Pack, Sequence[Journey], Call]], zone: tzinfo | None
) -> list[tuple[str, str, str, str, str]]:
    """The call log as rows: when, whom, what came of it, about what, who called."""
    return [
        (
            date_and_time(one.happened.astimezone(zone)),
            who_is_it(pack, journeys, one.who) if ":" in one.who else one.who,
            OUTCOMES[one.outcome],
            one.about,
            one.source,
        )
        for pack, journeys, one in found
    ]
