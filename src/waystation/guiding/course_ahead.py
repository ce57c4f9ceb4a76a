"""The course from where a party is, as steps to take and as stretches to watch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import numpy as np

from waystation.guiding.ahead import Stretch
from waystation.guiding.answering import Step
from waystation.guiding.policy_there import There
from waystation.guiding.position import Position
from waystation.planning.compiling import Charted
from waystation.planning.course import Hop, next_hop
from waystation.planning.journey_states import WAIT
from waystation.solver.policy import Policy
from waystation.solver.problem import MID

__all__ = ["after_that", "ahead_of", "local", "step_for", "step_there"]


def local(charted: Charted, step: int, place: str) -> datetime:
    """The instant of a step, in the local time of a place."""
    clock = charted.pack.clock
    return clock.at(step, charted.pack.place[place].zone(clock.zone))


def step_for(charted: Charted, policy: Policy, hop: Hop) -> Step:
    """A hop of a course as a step to take."""
    late = charted.problem.late_duration[policy.action(hop.step, hop.node, hop.joint)]
    return Step(
        what="leg",
        leg=hop.leg,
        place=hop.leg.origin,
        at=hop.departs_at(charted),
        arrives=hop.arrives_at(charted),
        late=local(charted, hop.step + int(late), hop.leg.destination),
        broker=hop.leg.broker,
        fee=hop.paid_now + hop.paid_then,
        held=hop.paid_then,
    )


def step_there(there: There) -> Step:
    """What to do first at a place and hour: leave, wait, nothing more, or nothing any more."""
    charted, start = there.charted, there.charted.start
    place = charted.space.nodes[start.node].place
    at = local(charted, start.step, place)
    if there.ended:
        return Step("end", None, place, at)
    if there.action < 0:
        return Step("none", None, place, at)
    hops = there.course
    if charted.options[there.action].move != WAIT:
        return step_for(charted, there.policy, hops[0])
    if not hops and there.worth.mid[there.joint] <= 0.0:
        return Step("none", None, place, at)
    until = hops[0].departs_at(charted) if hops else None
    return Step("wait", None, place, at, until=until, releases=tuple(_releases(there)))


def _releases(there: There) -> Iterator[tuple[str, str]]:
    """The levels, one condition at a time, for which a wait of more than a day waits."""
    charted, start = there.charted, there.charted.start
    tomorrow = start.step + 1440 // charted.pack.clock.step_minutes
    if there.course and there.course[0].step <= tomorrow:
        return
    here = charted.levels.joint[there.joint]
    for position, condition in enumerate(charted.levels.visible):
        for level in condition.levels:
            other = charted.levels.joint.index((*here[:position], level, *here[position + 1 :]))
            hop = next_hop(charted, there.policy, start.step, start.node, other, until=tomorrow)
            if level != here[position] and hop is not None:
                yield condition.id, level


def after_that(there: There, first: Step) -> Step | None:
    """The leg that follows along the course, or the end; None where there is neither."""
    if first.what not in ("leg", "wait"):
        return None
    hops = there.course[1:] if first.what == "leg" else there.course
    if hops:
        return step_for(there.charted, there.policy, hops[0])
    last = there.course[-1] if there.course else None
    if last is None or last.leg.destination not in there.charted.pack.mission.to:
        return None
    return Step("end", None, last.leg.destination, last.arrives_at(there.charted))


def ahead_of(there: There, position: Position, chances: tuple[float, float]) -> tuple[Stretch, ...]:
    """The legs and stays of the course, the one that they are on first.

    Args:
        there: Where they are, or where they arrive in time.
        position: Where they are likely to be.
        chances: Of the leg that they are on, nominally: of being turned back, and of being late if they are not.
    """
    charted, found = there.charted, []
    begins = local(charted, there.charted.start.step, charted.space.nodes[there.charted.start.node].place)
    if position.leg is not None:
        found.append(_on_it(charted, position, chances))
    else:
        begins = min(begins, position.since.astimezone(begins.tzinfo))
    for hop in there.course:
        leaves = hop.departs_at(charted)
        if leaves > begins:
            staying = position.leg is None and not found
            found.append(Stretch(None, hop.leg.origin, begins, leaves, underway=staying))
        found.append(_of_hop(charted, there.policy, hop))
        begins = hop.arrives_at(charted)
    if not found and not there.ended:
        found.append(
            Stretch(
                None,
                there.spot.node.place,
                begins,
                local(charted, charted.problem.steps, there.spot.node.place),
                underway=True,
            )
        )
    return tuple(found)


def _on_it(charted: Charted, position: Position, chances: tuple[float, float]) -> Stretch:
    leg = position.leg
    assert leg is not None
    pack, clock = charted.pack, charted.pack.clock
    duration, late = pack.steps_of(leg)
    zones = [pack.place[place].zone(clock.zone) for place in (leg.origin, leg.destination)]
    began = position.since
    ends, later = (began + (clock.at(n) - clock.at(0)) for n in (duration, duration + late))
    back, held_up = chances
    return Stretch(
        leg=leg,
        place=leg.origin,
        begins=began.astimezone(zones[0]),
        ends=ends.astimezone(zones[1]),
        late_ends=later.astimezone(zones[1]) if held_up > 0.0 else None,
        back_ends=ends.astimezone(zones[0]) if back > 0.0 else None,
        late=held_up * (1.0 - back),
        back=back,
        underway=True,
    )


def _of_hop(charted: Charted, policy: Policy, hop: Hop) -> Stretch:
    problem = charted.problem
    action = policy.action(hop.step, hop.node, hop.joint)
    risks = problem.risks[problem.rows(action)[:, hop.joint], :, MID]
    weight = problem.hiddens[problem.hidden[action]].weight[hop.step]
    alive = weight * np.prod(1.0 - risks[:, : problem.fatal], axis=1)
    back, late = risks[:, problem.fatal], risks[:, problem.fatal + 1]
    total, through = float(alive.sum()), float(alive @ (1.0 - back))
    turned = 1.0 - through / total if total > 0.0 else 0.0
    held_up = float(alive @ ((1.0 - back) * late)) / through if through > 0.0 else 0.0
    later = local(charted, hop.step + int(problem.late_duration[action]), hop.leg.destination)
    return Stretch(
        leg=hop.leg,
        place=hop.leg.origin,
        begins=hop.departs_at(charted),
        ends=hop.arrives_at(charted),
        late_ends=later if held_up > 0.0 else None,
        back_ends=local(charted, hop.arrives, hop.leg.origin) if turned > 0.0 else None,
        late=held_up * (1.0 - max(0.0, turned)),
        back=max(0.0, turned),
    )
