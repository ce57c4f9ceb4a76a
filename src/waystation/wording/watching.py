"""The watch in words, for somebody whom it has just woken: numbers, times, and what to do. No name ever stands here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from waystation.guiding.alarms import Standing
from waystation.guiding.false_alarms import Choice
from waystation.guiding.notices import Notice, Trouble
from waystation.wording.figures import percent
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

ENDED = "The watch has ended. Nothing rings until it is started again: waystation watch"
STAGES: dict[AlarmStage, str] = {
    "reminder": "A sign of life is due.",
    "overdue": "OVERDUE. Nothing heard.",
    "first_call": "CALL THEM NOW. Still nothing heard.",
    "escalate": "WAKE THE SECOND PERSON. Still nothing heard.",
    "critical": "CRITICAL. Still nothing heard: begin what was agreed for the worst.",
}
"""What each stage asks for."""
SHORT: dict[AlarmStage | None, str] = {
    None: "expected",
    "reminder": "due",
    "overdue": "overdue",
    "first_call": "call them",
    "escalate": "wake a second person",
    "critical": "critical",
}
HOW_TO_CHOOSE = "To choose another: false_alarms in [charter.watch], or journey begin --false-alarms."
SHOW_HEADER = ("journey", "due", "rings from", "after", "stands", "then")
CHOICE_HEADER = ("false alarms", "grace", "on the way ahead", "any at all", "if something happened, nobody knows for")


def duration(seconds: float) -> str:
    """A length of time to the minute: "35 min", "1 h 35 min", "2 days 3 h"."""
    minutes = round(seconds / 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    if days:
        said = "1 day" if days == 1 else f"{days} days"
        return f"{said} {hour} h" if hour else said
    if hours:
        return f"{hours} h {minute} min" if minute else f"{hours} h"
    return f"{minute} min"


def moment(at: datetime, zone: tzinfo | None, now: datetime | None = None) -> str:
    """A time of day, with its day where that is not the day at hand."""
    local = at.astimezone(zone)
    if now is not None and local.date() == now.astimezone(zone).date():
        return f"{local:%H:%M}"
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def short_line(notice: Notice | Trouble) -> str:
    """What a notice says in a few words."""
    return STAGES[notice.stage] if isinstance(notice, Notice) else trouble_text(notice)


def notice_line(notice: Notice, zone: tzinfo | None) -> str:
    """An alarm in one line.

    Args:
        notice: The alarm.
        zone: In which zone times are said.
    """
    said = f"{notice.at.astimezone(zone):%H:%M}  {notice.number}  {STAGES[notice.stage]}"
    due = moment(notice.due, zone, notice.at)
    if notice.stage == "reminder":
        return said.replace("due.", f"due, at {due}.")
    late = duration((notice.at - notice.due).total_seconds())
    said += f" It was due at {due}, {late} ago."
    if notice.unsure:
        said += " You may have heard this already: the watch was stopped while it rang."
    elif not notice.first:
        said += " (again)"
    return f"{said} Noted? waystation watch ack {notice.number}"


def trouble_line(trouble: Trouble, zone: tzinfo | None) -> str:
    """Something that somebody should know of the watch itself, in one line."""
    return f"{trouble.at.astimezone(zone):%H:%M}  watch  {trouble_text(trouble)}"


def trouble_text(trouble: Trouble) -> str:
    """The same without the time."""
    length = duration(trouble.seconds)
    return {
        "schedule": "What is expected cannot be read any more; it goes on with what it last knew. Start it again:"
        " waystation watch",
        "log": "What was rung cannot be written down; alarms ring all the same, and may ring again after a restart."
        " Is the disk full?",
        "channel": f"An alarm did not get through: {trouble.what}.",
        "clock_behind": f"This machine's clock is {length} behind the watch, which goes on by the time that has passed."
        " If the clock is right, end the watch and type: waystation watch --trust-clock",
        "clock_forward": f"This machine's clock was set forward by {length}; what has become due by it rings now.",
        "asleep": f"Nobody watched for {length}; what became due meanwhile rings now.",
    }[trouble.code]


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
    of = "1 journey" if journeys == 1 else f"{journeys} journeys"
    if soonest is not None:
        said = f"Watching {of}. The next sign of life is due {moment(soonest.due, zone)}."
    elif missed:
        said = f"Watching {of}."
    else:
        said = "Watching; nothing is expected of any journey yet."
    locked = " The vault may be locked now." if vault else ""
    return [*missed, said, f"Alarms go to: {', '.join(channels)}.{locked} Ctrl-C ends the watch."]


def _missed_line(one: Standing, zone: tzinfo | None) -> str:
    """A sign of life that was due before the watch began."""
    due = f"{one.number}: a sign of life was due {moment(one.check.due, zone)} and has not come"
    if one.stage == "reminder":
        return f"{due}; it is overdue from {moment(one.check.overdue, zone)}."
    return f"{due}: {SHORT[one.stage]}{', noted' if one.noted else ''}."


def noted_line(number: int) -> str:
    """That somebody took note of a journey's alarms."""
    return f"Noted: {number}. It stays quiet until it gets graver; only a sign of life ends it."


def standing_rows(standings: Sequence[Standing], zone: tzinfo | None) -> list[tuple[str, ...]]:
    """How every sign of life stands that is expected, as rows under `SHOW_HEADER`."""
    rows: list[tuple[str, ...]] = []
    for one in standings:
        check = one.check
        grace = duration((check.overdue - check.due).total_seconds())
        stands = SHORT[one.stage] + (", noted" if one.noted else "")
        then = moment(one.next_at, zone) if one.next_at is not None else ""
        rows.append((str(one.number), moment(check.due, zone), moment(check.overdue, zone), grace, stands, then))
    return rows


def rules_line(rules: WatchRules) -> str:
    """What was agreed about silence, in a sentence."""
    grace = f"a grace of {duration(rules.grace_minutes * 60)}" if rules.grace_minutes is not None else ""
    grace = grace or f"at most {percent(rules.false_alarms)} of those who are well ringing falsely"
    steps = (rules.first_call_minutes, rules.escalate_minutes, rules.critical_minutes)
    call, wake, worst = (duration(minutes * 60) for minutes in steps)
    quiet = ", ".join(f"{_of_day(span.first)}-{_of_day(span.last)}" for span in rules.quiet)
    held = ", ".join(SHORT[stage] if stage != "reminder" else "reminders" for stage in rules.quiet_for)
    said = f"Silence rings with {grace}; after overdue: call them {call}, a second person {wake}, critical {worst}."
    return said + (f" Quiet from {quiet} for: {held}." if quiet and held else "")


def _of_day(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def choice_rows(choices: Sequence[Choice], chosen: float | None) -> list[tuple[str, ...]]:
    """What each rate of false alarms would mean, as rows under `CHOICE_HEADER`; the one in force is marked."""
    rows: list[tuple[str, ...]] = []
    for one in choices:
        mark = " (now)" if one.rate is not None and chosen is not None and abs(one.rate - chosen) < 1e-9 else ""
        wanted = f"{percent(one.rate)}{mark}" if one.rate is not None else "as the charter says (now)"
        grace = duration(one.shortest)
        if duration(one.longest) != grace:
            grace += f" to {duration(one.longest)}"
        rows.append((wanted, grace, f"{one.false_alarms:.2f}", percent(one.any), f"{duration(one.mean)} longer"))
    return rows


def choice_lines(now: Choice) -> list[str]:
    """What the rate in force means, in sentences."""
    if not now.checks:
        return []
    signs = "1 sign of life is" if now.checks == 1 else f"{now.checks} signs of life are"
    rung = f"{now.false_alarms:.2f} of them would ring all the same"
    return [
        f"{signs} expected on the way ahead. If all are well, {rung}, in the mean; any at all: {percent(now.any)}.",
        f"If something happened, nobody knows until {duration(now.mean)} after a sign of life was due, in the mean.",
    ]
