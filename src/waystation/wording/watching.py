"""The watch in words, for somebody whom it has just woken: numbers, times, and what to do. No name ever stands here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from waystation.guiding.alarms import Standing
from waystation.guiding.false_alarms import Choice
from waystation.guiding.notices import Notice, Trouble
from waystation.wording.figures import date_and_time, percent
from waystation.wording.language import mark, say, say_many
from waystation.world.charter_watch import WatchRules
from waystation.world.report_journeys import AlarmStage

__all__ = [
    "CHOICE_HEADER",
    "ENDED",
    "HOW_TO_CHOOSE",
    "SHOW_HEADER",
    "STAGES",
    "choice_lines",
    "choice_rows",
    "duration",
    "noted_line",
    "notice_line",
    "rules_line",
    "short_line",
    "standing_rows",
    "started_lines",
    "trouble_line",
]

ENDED = mark("The watch has ended. Nothing rings until it is started again: waystation watch")
STAGES: dict[AlarmStage, str] = {
    "reminder": mark("A sign of life is due."),
    "overdue": mark("OVERDUE. Nothing heard."),
    "first_call": mark("CALL THEM NOW. Still nothing heard."),
    "escalate": mark("WAKE THE SECOND PERSON. Still nothing heard."),
    "critical": mark("CRITICAL. Still nothing heard: begin what was agreed for the worst."),
}
"""What each stage asks for."""
SHORT: dict[AlarmStage | None, str] = {
    None: mark("expected"),
    "reminder": mark("due"),
    "overdue": mark("overdue"),
    "first_call": mark("call them"),
    "escalate": mark("wake a second person"),
    "critical": mark("critical"),
}
MISSED: dict[AlarmStage, str] = {
    "overdue": mark("{number}: a sign of life was due {due} and has not come: overdue"),
    "first_call": mark("{number}: a sign of life was due {due} and has not come: call them"),
    "escalate": mark("{number}: a sign of life was due {due} and has not come: wake a second person"),
    "critical": mark("{number}: a sign of life was due {due} and has not come: critical"),
}
QUIET: dict[AlarmStage | None, str] = {
    **SHORT,
    "reminder": mark("reminders"),
}
TROUBLES = {
    "schedule": mark(
        "What is expected cannot be read any more; it goes on with what it last knew. Start it again: waystation watch"
    ),
    "log": mark(
        "What was rung cannot be written down; alarms ring all the same, and may ring again after a restart. Is the"
        " disk full?"
    ),
    "channel": mark("An alarm did not get through: {what}."),
    "clock_behind": mark(
        "This machine's clock is {length} behind the watch, which goes on by the time that has passed. If the clock is"
        " right, end the watch and type: waystation watch --trust-clock"
    ),
    "clock_forward": mark("This machine's clock was set forward by {length}; what has become due by it rings now."),
    "asleep": mark("Nobody watched for {length}; what became due meanwhile rings now."),
}
HOW_TO_CHOOSE = mark("To choose another: false_alarms in [charter.watch], or journey begin --false-alarms.")
SHOW_HEADER = (
    mark("journey"),
    mark("due"),
    mark("rings from"),
    mark("after"),
    mark("stands"),
    mark("then"),
)
CHOICE_HEADER = (
    mark("false alarms"),
    mark("grace"),
    mark("on the way ahead"),
    mark("any at all"),
    mark("if something happened, nobody knows for"),
)


def duration(seconds: float) -> str:
    """A length of time to the minute: "35 min", "1 h 35 min", "2 days 3 h"."""
    minutes = round(seconds / 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    if days:
        said = say_many("{n} day", "{n} days", days, n=days)
        return say("{days} {hours} h", days=said, hours=hour) if hour else said
    if hours:
        return say("{hours} h {minutes} min", hours=hours, minutes=minute) if minute else say("{hours} h", hours=hours)
    return say("{minutes} min", minutes=minute)


def moment(at: datetime, zone: tzinfo | None, now: datetime | None = None) -> str:
    """A time of day, with its day where that is not the day at hand."""
    local = at.astimezone(zone)
    if now is not None and local.date() == now.astimezone(zone).date():
        return f"{local:%H:%M}"
    return date_and_time(local)


def short_line(notice: Notice | Trouble) -> str:
    """What a notice says in a few words."""
    return say(STAGES[notice.stage]) if isinstance(notice, Notice) else trouble_text(notice)


def notice_line(notice: Notice, zone: tzinfo | None) -> str:
    """An alarm in one line.

    Args:
        notice: The alarm.
        zone: In which zone times are said.
    """
    begins = f"{notice.at.astimezone(zone):%H:%M}  {notice.number}  "
    due = moment(notice.due, zone, notice.at)
    if notice.stage == "reminder":
        return begins + say("A sign of life is due, at {due}.", due=due)
    late = duration((notice.at - notice.due).total_seconds())
    said = say("{stage} It was due at {due}, {late} ago.", stage=say(STAGES[notice.stage]), due=due, late=late)
    if notice.unsure:
        said = say("{said} You may have heard this already: the watch was stopped while it rang.", said=said)
    elif not notice.first:
        said = say("{said} (again)", said=said)
    return begins + say("{said} Noted? waystation watch ack {number}", said=said, number=notice.number)


def trouble_line(trouble: Trouble, zone: tzinfo | None) -> str:
    """Something that somebody should know of the watch itself, in one line."""
    return f"{trouble.at.astimezone(zone):%H:%M}  {say('watch')}  {trouble_text(trouble)}"


def trouble_text(trouble: Trouble) -> str:
    """The same without the time."""
    return say(TROUBLES[trouble.code], what=trouble.what, length=duration(trouble.seconds))


def started_lines(
    journeys: int, stood: Sequence[Standing], channels: Sequence[str], zone: tzinfo | None, *, vault: bool
) -> list[str]:
    """What the watch says when it begins: what is missed already comes first.

    Args:
        journeys: How many it watches.
        stood: How the signs of life that are expected stand.
        channels: The names of its channels.
        zone: In which zone times are said.
        vault: Whether it watches over a vault.
    """
    missed = [_missed_line(one, zone) for one in stood if one.stage is not None]
    soonest = min((one.check for one in stood if one.stage is None), default=None)
    if soonest is not None:
        said = say_many(
            "Watching {journeys} journey. The next sign of life is due {due}.",
            "Watching {journeys} journeys. The next sign of life is due {due}.",
            journeys,
            journeys=journeys,
            due=moment(soonest.due, zone),
        )
    elif missed:
        said = say_many("Watching {journeys} journey.", "Watching {journeys} journeys.", journeys, journeys=journeys)
    else:
        said = say("Watching; nothing is expected of any journey yet.")
    names = ", ".join(channels)
    alarms = (
        say("Alarms go to: {channels}. The vault may be locked now. Ctrl-C ends the watch.", channels=names)
        if vault
        else say("Alarms go to: {channels}. Ctrl-C ends the watch.", channels=names)
    )
    return [*missed, said, alarms]


def _missed_line(one: Standing, zone: tzinfo | None) -> str:
    """A sign of life that was due before the watch began."""
    due, stage = moment(one.check.due, zone), one.stage
    if stage is None or stage == "reminder":
        return say(
            "{number}: a sign of life was due {due} and has not come; it is overdue from {overdue}.",
            number=one.number,
            due=due,
            overdue=moment(one.check.overdue, zone),
        )
    said = say(MISSED[stage], number=one.number, due=due)
    return say("{said}, noted.", said=said) if one.noted else f"{said}."


def noted_line(number: int) -> str:
    """That somebody took note of a journey's alarms."""
    text = mark("Noted: {number}. It stays quiet until it gets graver; only a sign of life ends it.")
    return say(text, number=number)


def standing_rows(standings: Sequence[Standing], zone: tzinfo | None) -> list[tuple[str, ...]]:
    """How every sign of life stands that is expected, as rows under `SHOW_HEADER`."""
    rows: list[tuple[str, ...]] = []
    for one in standings:
        check = one.check
        grace = duration((check.overdue - check.due).total_seconds())
        stands = say(SHORT[one.stage])
        stands = say("{said}, noted", said=stands) if one.noted else stands
        then = moment(one.next_at, zone) if one.next_at is not None else ""
        rows.append((str(one.number), moment(check.due, zone), moment(check.overdue, zone), grace, stands, then))
    return rows


def rules_line(rules: WatchRules) -> str:
    """What was agreed about silence, in a sentence."""
    if rules.grace_minutes is not None:
        grace = say("a grace of {length}", length=duration(rules.grace_minutes * 60))
    else:
        share = percent(rules.false_alarms)
        grace = say("at most {share} of those who are well ringing falsely", share=share)
    steps = (rules.first_call_minutes, rules.escalate_minutes, rules.critical_minutes)
    call, wake, worst = (duration(minutes * 60) for minutes in steps)
    said = say(
        "Silence rings with {grace}; after overdue: call them {call}, a second person {wake}, critical {worst}.",
        grace=grace,
        call=call,
        wake=wake,
        worst=worst,
    )
    quiet = ", ".join(f"{_of_day(span.first)}-{_of_day(span.last)}" for span in rules.quiet)
    held = ", ".join(say(QUIET[stage]) for stage in rules.quiet_for)
    if not (quiet and held):
        return said
    return say("{said} Quiet from {hours} for: {stages}.", said=said, hours=quiet, stages=held)


def _of_day(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def choice_rows(choices: Sequence[Choice], chosen: float | None) -> list[tuple[str, ...]]:
    """What each rate of false alarms would mean, as rows under `CHOICE_HEADER`; the one in force is marked."""
    rows: list[tuple[str, ...]] = []
    for one in choices:
        if one.rate is None:
            wanted = say("as the charter says (now)")
        elif chosen is not None and abs(one.rate - chosen) < 1e-9:
            wanted = say("{rate} (now)", rate=percent(one.rate))
        else:
            wanted = percent(one.rate)
        grace = duration(one.shortest)
        if duration(one.longest) != grace:
            grace = say("{low} to {high}", low=grace, high=duration(one.longest))
        longer = say("{length} longer", length=duration(one.mean))
        rows.append((wanted, grace, f"{one.false_alarms:.2f}", percent(one.any), longer))
    return rows


def choice_lines(now: Choice) -> list[str]:
    """What the rate in force means, in sentences."""
    if not now.checks:
        return []
    return [
        say_many(
            "{checks} sign of life is expected on the way ahead. If all are well, {rung:.2f} of them would ring all"
            " the same, in the mean; any at all: {any}.",
            "{checks} signs of life are expected on the way ahead. If all are well, {rung:.2f} of them would ring all"
            " the same, in the mean; any at all: {any}.",
            now.checks,
            checks=now.checks,
            rung=now.false_alarms,
            any=percent(now.any),
        ),
        say(
            "If something happened, nobody knows until {length} after a sign of life was due, in the mean.",
            length=duration(now.mean),
        ),
    ]
