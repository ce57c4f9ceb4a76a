"""What was last seen of the conditions on the way, and how they are likely to stand now.

A level that was seen since a journey was accepted was the level at the first step at or after that instant; from there
the condition's own chain carries it on (`model.md`, Conditions). Until something is seen, the pack as it is believed to
be stands. Of several that were seen at one instant the best graded counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from waystation.evidence.grades import grade_weights
from waystation.planning.levels import chain_of
from waystation.world.conditions import Condition, moved, normalised, power
from waystation.world.pack import Pack
from waystation.world.report import Observation, Report

__all__ = ["Seen", "chances_at", "last_seen", "standing_now"]


@dataclass(frozen=True)
class Seen:
    """A level that was seen.

    Args:
        condition: Id of the condition.
        level: At which level it was.
        when: When that was.
        source: Who told it.
        report: The id of the report.
    """

    condition: str
    level: str
    when: datetime
    source: str
    report: str


def last_seen(pack: Pack, reports: Iterable[Report], until: datetime, since: datetime | None = None) -> dict[str, Seen]:
    """What was last seen of each condition, by condition id.

    Args:
        pack: The mission and its world.
        reports: Those that count, of any kind; those of conditions and levels that the pack does not have are passed
            over.
        until: What happened later is not looked at.
        since: Nor what happened earlier; default the mission's start.
    """
    since = min(since or pack.clock.start, pack.clock.start)
    weights = grade_weights(pack.evidence.weights)
    found: dict[str, tuple[tuple[datetime, float, str], Seen]] = {}
    for one in reports:
        if not isinstance(one, Observation) or not since <= one.happened <= until:
            continue
        condition = pack.condition.get(one.condition)
        if condition is None or one.level not in condition.levels:
            continue
        rank = (one.happened, weights.get(one.grade or "", 0.0), str(one.id))
        if one.condition not in found or rank > found[one.condition][0]:
            found[one.condition] = rank, Seen(one.condition, one.level, one.happened, one.told, str(one.id))
    return {name: seen for name, (_, seen) in found.items()}


def chances_at(pack: Pack, seen: Mapping[str, Seen], step: int) -> dict[str, tuple[float, ...]]:
    """How the conditions of which something was seen stand at a step: by id, a chance for each level.

    Args:
        pack: The mission and its world.
        seen: What was last seen of each.
        step: The step; what was seen between it and the step before is known for certain.
    """
    return {name: standing_now(pack, pack.condition[name], one, step) for name, one in seen.items()}


def standing_now(pack: Pack, condition: Condition, seen: Seen | None, step: int) -> tuple[float, ...]:
    """How a condition stands at a step: a chance for each level.

    Args:
        pack: The mission and its world.
        condition: The condition.
        seen: What was last seen of it, or None for the pack's own word.
        step: The step.
    """
    chain = chain_of(condition, pack.clock.step_minutes)
    if seen is None:
        chances = condition.distribution_now(normalised(condition.per_step or condition.per_hour or ()))
        return moved(chances, power(chain, step))
    chances = tuple(float(level == seen.level) for level in condition.levels)
    return moved(chances, power(chain, max(0, step - pack.clock.step_at_or_after(seen.when))))
