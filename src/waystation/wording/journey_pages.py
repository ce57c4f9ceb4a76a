"""A journey as its page says it: when it is late, how many arrive, the way ahead and the signs of life, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from waystation.guiding.ahead import Stretch
from waystation.guiding.alarms import Standing
from waystation.guiding.answering import Answer
from waystation.guiding.schedule import Watched
from waystation.wording.figures import date_and_time, of_hundred, percent, such_people
from waystation.wording.joining import capital
from waystation.wording.journeys import clock_at, hour_at, how
from waystation.wording.language import mark, say
from waystation.wording.pack_words import level_word
from waystation.world.pack import Pack

__all__ = ["ahead_notes", "check_rows", "late_line", "safe_words", "stretch_rows"]

STANDS = {
    None: mark("expected"),
    "reminder": mark("is due now"),
    "overdue": mark("overdue"),
    "first_call": mark("overdue: call them"),
    "escalate": mark("overdue: wake a second person"),
    "critical": mark("critical"),
}


def late_line(pack: Pack, answer: Answer, watched: Watched | None, now: datetime) -> str:
    """When they are late, in a sentence, by the next sign of life that is expected; empty where none is.

    Args:
        pack: The mission and its world.
        answer: The answer.
        watched: What is expected of the journey; None where nobody can say.
        now: The present instant.
    """
    check = min(watched.open_checks, default=None, key=lambda one: one.due) if watched is not None else None
    if check is None or answer.journey.standing.lost:
        return ""
    place = answer.position.leg.destination if answer.position.leg is not None else answer.position.place
    due = clock_at(pack, place, check.due)
    if now >= check.overdue:
        return say("OVERDUE: a sign of life was due {due}, and nothing was heard.", due=due)
    late = hour_at(pack, place, check.overdue, check.due)
    return say("A sign of life is due {due}; they are late from {late}.", due=due, late=late)


def safe_words(pack: Pack, answer: Answer) -> str:
    """How many of a hundred such families arrive from here, and between what that lies; empty at the journey's end."""
    if answer.journey.standing.lost or (answer.next.what == "end" and answer.position.leg is None):
        return ""
    worst, middle, best = (of_hundred(chance) for chance in answer.safe)
    people = such_people(pack.party_size)
    if worst == best:
        return say("Of 100 such {people}, {safe} arrive from here.", people=people, safe=middle)
    return say(
        "Of 100 such {people}, {safe} arrive from here (at worst {worst}, at best {best}).",
        people=people,
        safe=middle,
        worst=worst,
        best=best,
    )


def stretch_rows(pack: Pack, ahead: Sequence[Stretch], zone: tzinfo) -> list[tuple[str, str, str, str, str]]:
    """The way ahead as rows: what, from and until when there, the coordinator's hours, what it is if held up, the risk.

    Args:
        pack: The mission and its world.
        ahead: The stretches, the one that they are on first.
        zone: The coordinator's zone.
    """
    return [_stretch(pack, one, zone) for one in ahead]


def _stretch(pack: Pack, one: Stretch, zone: tzinfo) -> tuple[str, str, str, str, str]:
    if one.leg is None:
        what = say("Stay at {place}", place=pack.place[one.place].title)
        ends = one.place
    else:
        what = say(
            "{origin} → {destination}, {how}",
            origin=pack.place[one.leg.origin].title,
            destination=pack.place[one.leg.destination].title,
            how=how(pack, one.leg),
        )
        ends = one.leg.destination
    there = f"{clock_at(pack, one.place, one.begins)} – {hour_at(pack, ends, one.ends, one.begins)}"
    late = hour_at(pack, ends, one.late_ends, one.ends) if one.late_ends is not None else ""
    apart = one.begins.utcoffset() != one.begins.astimezone(zone).utcoffset()
    apart = apart or one.ends.utcoffset() != one.ends.astimezone(zone).utcoffset()
    return what, there, _own_hours(one, zone) if apart else "", late, _risk(one)


def _own_hours(one: Stretch, zone: tzinfo) -> str:
    begins, ends = one.begins.astimezone(zone), one.ends.astimezone(zone)
    until = f"{ends:%H:%M}" if ends.date() == begins.date() else date_and_time(ends)
    return f"{date_and_time(begins)} – {until}"


def _risk(one: Stretch) -> str:
    said = [say("held up {chance}", chance=percent(one.late))] if one.late > 0.0 else []
    said += [say("turned back {chance}", chance=percent(one.back))] if one.back > 0.0 else []
    return ", ".join(said)


def check_rows(stood: Sequence[Standing], zone: tzinfo | None) -> list[tuple[str, str, str]]:
    """The signs of life that are expected, as rows: when each is due, from when it rings, how it stands."""
    return [(_moment(one.check.due, zone), _moment(one.check.overdue, zone), _stands(one)) for one in stood]


def _stands(one: Standing) -> str:
    said = say(STANDS[one.stage])
    return say("{stands}, noted", stands=said) if one.noted else said


def _moment(when: datetime, zone: tzinfo | None) -> str:
    return date_and_time(when.astimezone(zone))


def ahead_notes(pack: Pack, answer: Answer) -> list[str]:
    """How each condition that matters from here stands now: how likely each level is, a line each."""
    found = []
    for name, chances in answer.levels.items():
        if name not in pack.condition:
            continue
        title = capital(pack.condition[name].title)
        likely = sorted(((chance, level) for level, chance in chances.items() if chance > 0.005), reverse=True)
        levels = ", ".join(f"{level_word(level)} {percent(chance)}" for chance, level in likely)
        found.append(say("{condition}: {levels}", condition=title, levels=levels))
    return found
