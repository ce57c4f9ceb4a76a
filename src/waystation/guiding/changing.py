"""What changed between two answers, and why: the one thing to say of what was just heard.

Of several reports that came together the gravest is the reason. Beliefs that have moved are the reason only where
nothing else is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from waystation.guiding.answering import Answer, Change, Step
from waystation.world.report import CheckIn, Report

__all__ = ["change_of", "same_step"]

MOVED = 1e-9
GRAVITY = (
    "lost", "closed", "burnt", "silent", "price", "ill", "well", "corrected", "back", "pressed", "bad", "late", "level",
    "arrived", "left", "began", "heard", "good",
)  # fmt: skip
"""Reasons, the gravest first."""
OUTCOMES = {"caught": "lost", "harm": "lost", "betrayed": "lost"}


def same_step(a: Step, b: Step) -> bool:
    """Whether two say the same of what to do: waiting on is the same wait, as long as it ends in the same way.

    A wait for a level ends when the level comes; at which hour it would be given up is not said, and changes all the
    time.
    """
    if a.what != b.what or a.place != b.place:
        return False
    if a.releases or b.releases:
        return a.releases == b.releases
    if a.what == "leg":
        assert a.leg is not None
        return b.leg is not None and (a.leg.id, a.leg.origin, a.at) == (b.leg.id, b.leg.origin, b.at)
    if a.what != "wait" or a.until is None or b.until is None:
        return True
    return abs(a.until - b.until) < timedelta(minutes=1)


def change_of(before: Answer | None, after: Answer, reports: Sequence[Report]) -> Change:
    """What some reports changed, and why.

    Args:
        before: The answer without them; None if the journey begins with them.
        after: The answer with them.
        reports: The reports that came in.
    """
    fields: dict[str, object] = {"before": before, "after": after}
    fields["same"] = before is not None and same_step(before.next, after.next)
    again = before.journey.silent.keys() - after.journey.silent.keys() if before is not None else set()
    found = [
        (GRAVITY.index(code), number, code) for number, one in enumerate(reports) if (code := _code(one, before, after))
    ]
    if found:
        _, number, code = min(found)
        return Change(code, {**fields, **_about(reports[number]), "report": reports[number], "again": sorted(again)})
    if again and reports:
        return Change("heard", {**fields, "broker": min(again), "report": reports[-1]})
    moved = before is not None and max(abs(a - b) for a, b in zip(before.safe, after.safe, strict=True)) > MOVED
    if reports:
        return Change("beliefs" if moved else "nothing", {**fields, "report": reports[-1]})
    return Change("time", fields)


def _code(report: Report, before: Answer | None, after: Answer) -> str:
    """What a report tells of a journey; empty where it only changes what is believed."""
    value: Any = report
    if report.kind == "correction":
        undone = set(before.journey.reports) - set(after.journey.reports) if before is not None else ()
        return "corrected" if undone else ""
    own = getattr(report, "journey", None) in (None, after.journey.name)
    if report.kind == "delivery":
        named = value.journey == after.journey.name
        return OUTCOMES.get(value.outcome, value.outcome) if named else ""
    if report.kind == "illness" and own:
        return "well" if value.over else "ill"
    if report.kind == "checkin" and own:
        return _came(report, after) or str(value.word)
    if report.kind == "journey" and own:
        return "began" if value.state == "accepted" else "closed"
    plain = {"observation": "level", "departure": "left", "silence": "silent", "price": "price", "burn": "burnt"}
    if report.kind == "observation":
        seen = after.seen.get(value.condition)
        return "level" if seen is not None and seen.report == str(report.id) else ""
    return plain.get(report.kind, "") if own else ""


def _came(report: Report, after: Answer) -> str:
    """Whether a good word tells that they came to the place where they are now; empty if not."""
    here = after.journey.standing
    if not isinstance(report, CheckIn) or report.word != "good" or here.leg is not None:
        return ""
    if report.at != here.place or here.since != report.happened:
        return ""
    last = after.journey.tried[-1] if after.journey.tried else None
    return "back" if last is not None and last.outcome == "back" and last.ended == report.happened else "arrived"


def _about(report: Report) -> dict[str, object]:
    """What the sentence on a report needs of it."""
    keys = ("condition", "level", "leg", "broker", "person", "name", "what", "fee", "outcome", "word", "end", "number")
    found = {key: value for key in keys if (value := getattr(report, key, None)) is not None}
    return {**found, "since": report.happened, "source": report.told}
