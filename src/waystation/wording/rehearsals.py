"""A rehearsal in words: how it begins, what is heard, how it ended."""

from __future__ import annotations

from datetime import UTC, datetime

from waystation.guiding.rehearsal import Rehearsal
from waystation.wording.figures import date_and_time, of_hundred
from waystation.wording.language import mark, say
from waystation.wording.reports import say_report
from waystation.world.pack import Pack
from waystation.world.report import Report

__all__ = ["begin_lines", "debrief_lines", "heard_line"]

ENDS = {
    "safe": mark("They arrived."),
    "lost": mark("They were lost."),
    "closed": mark("You closed the journey; what would have become of them is not told."),
    "underway": mark("They were still on the way when the time of the mission ran out."),
}


def begin_lines(folder: str, journey: str, number: int, rehearsal: Rehearsal) -> list[str]:
    """What is said when a rehearsal begins, or goes on."""
    pace = say("it waits for nothing")
    if rehearsal.speed > 0.0:
        pace = say("{speed:g} seconds of it pass in each", speed=rehearsal.speed)
    return [
        say(
            "Journey {journey}, number {number}, is only played: {pace}. The seed is {seed}.",
            journey=journey,
            number=number,
            pace=pace,
            seed=rehearsal.seed,
        ),
        say(
            "Guide it from another terminal as you would a real one, such as: waystation journey show {folder}",
            folder=folder,
        ),
    ]


def heard_line(pack: Pack, report: Report) -> str:
    """A report as it is heard: when by the coordinator's clock, what, from whom."""
    at = (report.heard or report.happened).astimezone(pack.clock.zone)
    elsewhere = any(at.astimezone(place.zone(at.tzinfo or UTC)).utcoffset() != at.utcoffset() for place in pack.places)
    when = date_and_time(at, with_offset=elsewhere)
    return say("{when}  {report}, says {source}", when=when, report=say_report(report, pack), source=report.source)


def debrief_lines(rehearsal: Rehearsal, safe: float, left: datetime | None, ended: datetime) -> list[str]:
    """What is said when a rehearsal is over.

    Args:
        rehearsal: The rehearsal.
        safe: The nominal chance of arriving, as it was foreseen.
        left: When they first left; None if they never did.
        ended: When the last was heard of them.
    """
    lines = [say(ENDS[rehearsal.over])]
    if rehearsal.over == "closed":
        return lines
    if left is None:
        lines.append(say("They never left."))
    elif rehearsal.over == "safe":
        days = (ended - left).total_seconds() / 86400.0
        lines.append(say("It took {days:.1f} days from when they left until that was heard.", days=days))
    return [
        *lines,
        say(
            "The plan had said that {safe} of 100 such arrive; one rehearsal shows neither that it was right nor that"
            " it was wrong.",
            safe=of_hundred(safe),
        ),
        say("The same seed, {seed}, gives the same luck to whoever decides otherwise.", seed=rehearsal.seed),
    ]
