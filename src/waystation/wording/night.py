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
from waystation.wording.keeping import listed
from waystation.wording.language import mark, say, say_many
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

ALL_QUIET = mark("Nothing needs anybody now.")
CALL_KEPT = mark("Kept.")
NO_CALL = mark("No call was kept yet.")
NO_HANDOVER = mark("The night has not been handed over yet; waystation handover to.")
MOST_ROWS = 24
"""So many lines fit on one screen."""
NEVER_LEFT_OFF = ("overdue", "look", "warn_now")
"""What stands on the first screen, however much there is of it."""
HEADINGS = {
    "overdue": mark("Signs of life"),
    "look": mark("Look at this first"),
    "warn_now": mark("In danger now: warn"),
    "card": mark("Tell anew: their card no longer holds"),
    "call": mark("Calls"),
    "warn": mark("Warn"),
    "handover": mark("Hand-over"),
    "money": mark("Money"),
    "task": mark("After the end"),
}
STAGES = {
    "reminder": mark("a sign of life is due"),
    "overdue": mark("nothing was heard: overdue"),
    "first_call": mark("nothing was heard: call now"),
    "escalate": mark("nothing was heard: wake a second person"),
    "critical": mark("nothing was heard: critical"),
}
MONEY = {
    "over_agreed": mark("got {amount} more than was agreed"),
    "unpaid": mark("is owed {amount} for what was done"),
    "held_due": mark("is owed {amount} of the held share: they arrived"),
    "early": mark("got {amount} more of the held share than is due so far"),
    "not_held": mark("gave or paid {amount} more than they held"),
    "nobody_paid": mark("{amount} was paid, and nobody is named who paid it"),
    "nobody_holds": mark("{amount} is held back, and nobody is named who keeps it"),
}
OVER = {
    "arrived": mark("They have arrived: waystation journey close says what follows"),
    "lost": mark("They are lost: waystation journey close says what follows"),
}
OUTCOMES = {
    "reached": mark("reached"),
    "no_answer": mark("no answer"),
    "wrong_person": mark("somebody else answered"),
    "call_back": mark("will call back"),
}


def headings(items: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    """Items under the heading of their kind, in the order of urgency."""
    found: dict[str, list[Item]] = {}
    for one in items:
        found.setdefault(one.need, []).append(one)
    return [(say(HEADINGS[need]), found[need]) for need in NEEDS if need in found]


def head_line(now: datetime, oncall: Sequence[OnCallNow]) -> str:
    """What is said first: what time it is, and who is on call."""
    said = listed(
        [
            say("{who} until {until}", who=one.who, until=date_and_time(one.until.astimezone(now.tzinfo)))
            for one in oncall
        ]
    )
    when = date_and_time(now, with_offset=True)
    if not said:
        return say("{now}. On call: nobody; waystation oncall set.", now=when)
    return say("{now}. On call: {people}.", now=when, people=said)


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
        there = "" if local.utcoffset() == own.utcoffset() else say("{hour} there", hour=f"{local:%H:%M}")
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
        stage, leg = say(STAGES[item.about]), fields.get("leg")
        return f"{stage}, {_leg(pack, str(leg))}" if leg else stage
    if item.about == "sold":
        return say("sold them, as it was told: waystation burn")
    if item.about == "close":
        return say(OVER[str(fields["end"])])
    if item.need == "look":
        return flag_line(pack, fields["flag"])
    if item.need in ("warn", "warn_now"):
        what = _burnt(pack, str(fields["what"]), str(fields["name"]))
        return say("of {what}: {why}", what=what, why=why_warned(item.about, item.who))
    if item.need == "call":
        return _call(item, pack)
    if item.need == "card":
        return _card(item, pack)
    if item.need == "handover":
        return say("{by} handed over, and it was not taken: waystation handover take", by=fields["by"])
    if item.need == "money":
        return say(MONEY[item.about], amount=money(float(fields["amount"]), str(fields["currency"])))
    return task_rows(pack, [fields["task"]])[0][-1]


def _call(item: Item, pack: Pack) -> str:
    said, tried = _call_about(item, pack), item.fields.get("tried")
    if not tried:
        return said
    return say("{said}; tried {hour}, no answer", said=said, hour=f"{tried.astimezone(pack.clock.zone):%H:%M}")


def _call_about(item: Item, pack: Pack) -> str:
    fields = item.fields
    hour = _hour(pack, item, fields.get("until"))
    if item.about == "leg":
        return say("before {leg}, leaves {hour}", leg=_leg(pack, str(fields["what"])), hour=hour)
    if item.about != "stay":
        return say("something may be told: waystation family")
    if fields.get("past"):
        return say("have they come? They were to, {hour}", hour=hour)
    return say("they come {hour}", hour=hour)


def _card(item: Item, pack: Pack) -> str:
    opens = item.fields.get("opens")
    if opens is None:
        return say("nobody comes now")
    return say("it is {when} now; waystation card", when=date_and_time(opens.astimezone(pack.clock.zone)))


def _hour(pack: Pack, item: Item, when: datetime | None) -> str:
    if when is None or item.place not in pack.place:
        return say("soon")
    local = when.astimezone(pack.place[item.place].zone(pack.clock.zone))
    own = when.astimezone(pack.clock.zone)
    if own.utcoffset() == local.utcoffset():
        return date_and_time(own)
    return f"{date_and_time(own)} ({say('{hour} there', hour=f'{local:%H:%M}')})"


def _leg(pack: Pack, name: str) -> str:
    found = next((leg for leg in pack.legs if leg.id == name), None)
    return f"{pack.place[found.origin].title} → {pack.place[found.destination].title}" if found is not None else name


def _burnt(pack: Pack, what: str, name: str) -> str:
    if what == "broker" and name in pack.broker:
        return pack.broker[name].title
    return pack.place[name].title if what == "place" and name in pack.place else name


def more_line(left: int) -> str:
    """What is said where not everything fits on the screen."""
    return say_many(
        "And {left:,} thing less urgent; --all shows them.",
        "And {left:,} things less urgent; --all shows them.",
        left,
        left=left,
    )


def oncall_lines(found: Sequence[tuple[OnCallNow, Sequence[str]]], zone: tzinfo | None) -> list[str]:
    """Who is on call, for which missions."""
    if not found:
        return [say("Nobody is on call; waystation oncall set.")]
    return [
        say(
            "{who}, until {until}: {missions}.",
            who=one.who,
            until=date_and_time(one.until.astimezone(zone)),
            missions=listed(list(missions)),
        )
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
    if not open_:
        return say("Nothing is open.")
    return say_many("Open: {lines:,} line.", "Open: {lines:,} lines.", open_, lines=open_)


def handed_lines(by: str, to: str, *, signed: bool, kept: Sequence[str]) -> list[str]:
    """What is said once the night is handed over.

    Args:
        by: Who handed over.
        to: To whom.
        signed: Whether a device signed it.
        kept: The missions that the other does not read.
    """
    how = say("signed") if signed else say("as typed: in a folder nobody signs")
    lines = [
        say(
            "Handed over to {to}, {how}. Until {to} has typed waystation handover take, it is still {by}'s night.",
            to=to,
            by=by,
            how=how,
        )
    ]
    if kept:
        lines.append(say("Still {by}'s, for {to} does not read it: {missions}.", by=by, to=to, missions=listed(kept)))
    return lines


def taken_line(by: str, to: str) -> str:
    """What is said once it is taken."""
    return say("{to} has the night; {by} may sleep.", to=to, by=by)


def handing_lines(by: str, to: str, made: datetime, taken: datetime | None, zone: tzinfo | None) -> list[str]:
    """A hand-over, and whether it was taken."""
    when = date_and_time(made.astimezone(zone))
    if taken is None:
        return [say("{when}: {by} to {to}, not taken yet.", when=when, by=by, to=to)]
    end = date_and_time(taken.astimezone(zone))
    return [say("{when}: {by} to {to}, taken {taken}.", when=when, by=by, to=to, taken=end)]


# ---- calls


def call_rows(
    found: Sequence[tuple[Pack, Sequence[Journey], Call]], zone: tzinfo | None
) -> list[tuple[str, str, str, str, str]]:
    """The call log as rows: when, whom, what came of it, about what, who called."""
    return [
        (
            date_and_time(one.happened.astimezone(zone)),
            who_is_it(pack, journeys, one.who) if ":" in one.who else one.who,
            say(OUTCOMES[one.outcome]),
            one.about,
            one.source,
        )
        for pack, journeys, one in found
    ]
