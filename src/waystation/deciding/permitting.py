"""What the charter says of every way of leaving on a day: the verdict on the mission, and on each way by itself.

A way may be chosen only where `decide` would let the mission go on that day, and where the way's own figures keep to
the charter as well. When to leave is for the safest plan to say: while that one holds, no other way leaves instead.
"""

from __future__ import annotations

from dataclasses import replace

from waystation.deciding.assessing import assess_plan
from waystation.deciding.drawing_up import Drawn, Period, drawn_ways, way_of
from waystation.deciding.gates import charter_gates, figure_gates, people_gates
from waystation.deciding.judging import Asking, judge
from waystation.deciding.permits import Permit, graver
from waystation.deciding.requests import Way
from waystation.deciding.verdict import Gate, Verdict, word_of
from waystation.planning.plan import Plan, make_plan

__all__ = ["permitted_ways"]

WAITING = ("no_go", "waiting")
"""Gates that ask when the safest plan leaves; they hold or do not for the whole departure."""


def permitted_ways(asking: Asking, plan: Plan, period: Period) -> tuple[Way, ...]:
    """The ways of leaving on one day, each with its verdict.

    Args:
        asking: The mission as it leaves then, its charter as it stands then, what has been heard.
        plan: Its plan.
        period: What the ways are drawn up for.

    Returns:
        The safest way first; others only where the mission may go. Where it may go only in groups, the one way in
        groups. Nothing where nobody arrives.
    """
    verdict = judge(replace(asking, flips=False), plan).verdict
    if verdict.split is not None:
        return _in_groups(asking, verdict, period)
    goes = verdict.word in ("go", "second")
    least = asking.charter.limits(asking.mission.pack.mission.urgency).low
    drawn = drawn_ways(plan, period.ways if goes else 1, least)
    safest = _permit(verdict, period)
    return tuple(
        way_of(plan.charted, one, _own(asking, plan, verdict, one) if number else safest, period)
        for number, one in enumerate(drawn)
    )


def _permit(verdict: Verdict, period: Period) -> Permit:
    """What the verdict on the mission says of its safest way."""
    hold = verdict.hold
    if hold is None:
        return Permit(verdict.word, verdict.missed)
    day = period.day(hold.until) if hold.until is not None else None
    return Permit(verdict.word, verdict.missed, hold.because, hold.until, day)


def _own(asking: Asking, plan: Plan, verdict: Verdict, drawn: Drawn) -> Permit:
    """What the charter says of another way: by its own figures, and never more than of the mission."""
    assessed = assess_plan(asking.mission, replace(plan, policy=drawn.policy))
    gates: list[Gate] = [
        *charter_gates(asking.state),
        *people_gates(assessed.pack, asking.heard, assessed.going.told),
        *figure_gates(assessed, asking.charter),
        *(gate for gate in verdict.gates if gate.name in WAITING),
    ]
    word = graver(word_of(gates), verdict.word)
    return Permit(word, tuple(gate for gate in gates if not gate.holds))


def _in_groups(asking: Asking, verdict: Verdict, period: Period) -> tuple[Way, ...]:
    """The party in the groups that keep to the charter, all leaving on the same day, each by its own safest way."""
    mission, parting = asking.mission, verdict.split
    assert parting is not None
    pack = mission.pack
    parts: list[tuple[int, Way]] = []
    for group, word in zip(parting.groups, parting.words, strict=True):
        members = tuple(each for each in pack.travellers if each.id in group)
        plan = make_plan(replace(pack, travellers=members), mission.departures, None, mission.calendars)
        drawn = drawn_ways(plan, 1)
        if not drawn:
            return ()
        parts.append((len(members), way_of(plan.charted, drawn[0], Permit(word), period)))
    permit = Permit(verdict.word, verdict.missed, groups=parting.groups, words=parting.words)
    return (_together(parts, permit),)


def _together(parts: list[tuple[int, Way]], permit: Permit) -> Way:
    """The way of a party in groups: its chances are those of somebody in it."""
    people = sum(size for size, _ in parts)
    low, mid = (sum(size * getattr(way, end) for size, way in parts) / people for end in ("low", "mid"))
    ways = [way for _, way in parts]
    brokers = sorted({name for way in ways for name in (*way.told, *(broker for broker, _ in way.engaged))})
    return Way(
        "in groups",
        min(way.day for way in ways),
        max(way.until for way in ways),
        low,
        mid,
        permit,
        sum(way.cost for way in ways),
        told=tuple(brokers),
        parts=tuple(parts),
    )
