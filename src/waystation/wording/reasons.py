"""One number followed back to its reports, in words."""

from __future__ import annotations

from typing import Any

from waystation.evidence.reasons import Behind, Dropped, Raised, Why
from waystation.wording.beliefs import interval, say_what, seen_near
from waystation.wording.figures import date_and_time, percent
from waystation.wording.language import mark, say
from waystation.wording.reports import say_report, who_told
from waystation.world.pack import Pack
from waystation.world.report import report_json

__all__ = ["because", "own_lines", "raised_line", "why_json", "why_lines"]

DROPPED = {
    "ungraded": mark("nobody graded it"),
    "grade_unknown": mark("its grade says that it cannot be judged"),
    "grade_weightless": mark("the pack gives its grade no weight"),
    "corrected": mark("{by} corrects it"),
    "duplicate": mark("{by} tells the same and is stronger"),
    "before_as_of": mark("the pack's own number contains it already"),
    "contained": mark("the pack does not say up to when its number holds (as_of), so it may contain it"),
    "exact": mark("the pack's own number is exact; write an interval or counts if reports shall move it"),
    "stands": mark("`betrays` stands as it is"),
    "after_start": mark("it was seen after the start"),
    "not_yet": mark("what it counts has never been reported to happen"),
    "overlaid": mark("later observations say more"),
    "none_there": mark("it says that nobody was there"),
    "faded": mark("it is gone by now"),
    "no_risk": mark("there is no risk here that it could raise"),
}


def why_lines(pack: Pack, why: Why) -> list[str]:
    """Where a number stands, and what it rests on, a sentence each.

    Args:
        pack: The mission, for names.
        why: The number and all that is behind it.
    """
    belief = why.belief
    lines = [f"{say_what(pack, belief.what)}: {interval(belief.low, belief.mid, belief.high)}.", *own_lines(why)]
    lines.extend(_behind(pack, behind) for behind in why.reports)
    lines.extend(raised_line(pack, raised) for raised in why.raised)
    lines.extend(_dropped(pack, dropped) for dropped in why.dropped)
    return lines


def own_lines(why: Why) -> list[str]:
    """What the pack itself says of a number, and what it is with the reports."""
    lines = []
    if why.own_chance is not None:
        lines.append(say("The pack itself gives this level {chance}.", chance=percent(why.own_chance)))
    elif why.own is not None and why.own.bar == "exact":
        lines.append(say("It is the pack's own number, and exact."))
    elif why.own is not None:
        events, trials = _times(why.own.events), _times(why.own.trials)
        lines.append(say("The pack's own number weighs as {events} in {trials}.", events=events, trials=trials))
    elif not why.reports:
        lines.append(say("The pack says nothing of it, and no report moves it."))
    if why.reports and why.own_chance is None:
        events, trials = _times(why.events), _times(why.trials)
        lines.append(say("With the reports it is {events} in {trials}.", events=events, trials=trials))
    return lines


def raised_line(pack: Pack, raised: Raised) -> str:
    """What was seen and multiplies the odds of a risk."""
    return say(
        "While {seen} is there ({chance} at the start), its odds are multiplied by {odds}.",
        seen=seen_near(pack, raised.condition),
        chance=percent(raised.chance),
        odds=f"{raised.odds:.3g}",
    )


def _times(number: float) -> str:
    return f"{number:.3g}"


def _behind(pack: Pack, behind: Behind) -> str:
    when = date_and_time(behind.report.happened.astimezone(pack.clock.zone))
    weight = say(
        "weight {weight} ({grade} for its grade, {age} for its age)",
        weight=f"{behind.weight:.2g}",
        grade=f"{behind.grade_weight:.2g}",
        age=f"{behind.age_factor:.2g}",
    )
    told = f"{say_report(behind.report, pack)}; {who_told(behind.report)}"
    return f"+ {when}: {told}; {weight} [{behind.report.id}]"


def because(dropped: Dropped) -> str:
    """Why a report counts for nothing."""
    return say(DROPPED[dropped.reason], by=dropped.by) if dropped.reason in DROPPED else dropped.reason


def _dropped(pack: Pack, dropped: Dropped) -> str:
    said = f"{say_report(dropped.report, pack)}; {who_told(dropped.report)}"
    return say("- {said}: not counted, {because} [{id}]", said=said, because=because(dropped), id=dropped.report.id)


def why_json(why: Why) -> dict[str, Any]:
    """What `waystation why PACK WHAT --json` prints."""
    belief = why.belief
    return {
        "what": belief.what,
        "low": belief.low,
        "mid": belief.mid,
        "high": belief.high,
        "own": None if why.own is None else {"events": why.own.events, "trials": why.own.trials, "bar": why.own.bar},
        "own_chance": why.own_chance,
        "events": why.events,
        "trials": why.trials,
        "reports": [
            {
                "report": report_json(b.report),
                "grade_weight": b.grade_weight,
                "age_days": b.age_days,
                "age_factor": b.age_factor,
                "weight": b.weight,
                "events": b.events,
                "trials": b.trials,
            }
            for b in why.reports
        ],
        "dropped": [{"report": report_json(d.report), "reason": d.reason, "by": d.by} for d in why.dropped],
        "raised": [{"condition": r.condition, "near": r.near, "chance": r.chance, "odds": r.odds} for r in why.raised],
    }
