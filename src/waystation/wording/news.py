"""What changed, in one screen: beliefs that moved, and what it did to the plan."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from waystation.evidence.believed import Believing
from waystation.planning.course import Hop
from waystation.planning.plan import Plan
from waystation.wording.beliefs import interval, say_what
from waystation.wording.figures import of_hundred, percent, such_people
from waystation.wording.language import mark, say
from waystation.wording.pack_words import level_word
from waystation.wording.plans import first_step, how, level_name, when_at
from waystation.world.pack import Pack

__all__ = ["moved_json", "moved_rows", "plan_change"]

MOST_MOVED = 12
Move = tuple[Believing | None, Believing]


def moved_rows(pack: Pack, moved: Iterable[Move]) -> list[tuple[str, str, str]]:
    """Beliefs that moved as rows: what, before, now; those that moved furthest first, the others counted.

    Args:
        pack: The mission.
        moved: Each belief before (None where there was none) and now, in the order in which they are to be shown.
    """
    moves = [(before, after) for before, after in moved if not after.what.endswith("=gone")]
    rows = [(say_what(pack, after.what), _shown(before), _shown(after)) for before, after in moves[:MOST_MOVED]]
    if len(moves) > MOST_MOVED:
        rows.append((say("and {number} more", number=len(moves) - MOST_MOVED), "", ""))
    return rows


def _shown(belief: Believing | None) -> str:
    return interval(belief.low, belief.mid, belief.high) if belief else say("nothing")


def moved_json(moved: Iterable[Move]) -> list[dict[str, Any]]:
    """Beliefs that moved, for JSON."""
    return [
        {
            "what": after.what,
            "before": {"low": before.low, "mid": before.mid, "high": before.high} if before else None,
            "after": {"low": after.low, "mid": after.mid, "high": after.high},
            "reports": list(after.reports),
        }
        for before, after in moved
    ]


def plan_change(before: Plan, after: Plan, moved: Iterable[Move] = ()) -> list[str]:
    """What the news did to the plan: the chance, where the course parts from the old one, and for what reason.

    Args:
        before: The plan by what was known before.
        after: The plan now.
        moved: The beliefs that moved, for the reason.
    """
    people = such_people(after.pack.party_size)
    was, now = before.outcome.safe, after.outcome.safe
    figures = say("{safe} (at worst {worst})", safe=of_hundred(now.mid), worst=of_hundred(now.low))
    if abs(now.mid - was.mid) < 5e-4 and abs(now.low - was.low) < 5e-4:
        said = [say("Of 100 such {people}, {safe} arrive; that is as before.", people=people, safe=figures)]
    else:
        earlier = say("{safe} (at worst {worst})", safe=of_hundred(was.mid), worst=of_hundred(was.low))
        text = mark("Of 100 such {people}, {safe} arrive; before, {earlier}.")
        said = [say(text, people=people, safe=figures, earlier=earlier)]
    if first_step(before) != first_step(after):
        text = mark("The first step is another. {now} Before: {before}")
        said.append(say(text, now=first_step(after), before=first_step(before)))
    old, new = _parting(before, after)
    if old is None and new is None:
        said.append(say("The legs of the course are the same."))
    if old is not None and new is not None:
        text = mark("At {when} the course parts: {now}, no longer {before}.")
        said.append(say(text, when=when_at(after, new), now=_way(after, new), before=_way(before, old)))
    reasons = [*_levels(before, after), *_worse(before, old, moved)]
    return [*said, say("Because: {reasons}.", reasons="; ".join(reasons))] if reasons else said


def _way(plan: Plan, hop: Hop) -> str:
    return say("{how} to {place}", how=how(plan, hop.leg), place=plan.pack.place[hop.leg.destination].title)


def _parting(before: Plan, after: Plan) -> tuple[Hop | None, Hop | None]:
    """The first hops that differ; None where a course has ended by then."""
    for old, new in zip_longest(before.course, after.course):
        if old is None or new is None or (old.leg.id, old.leg.origin) != (new.leg.id, new.leg.origin):
            return old, new
    return None, None


def _levels(before: Plan, after: Plan) -> list[str]:
    """The conditions that now most likely stand at another level."""
    said = []
    for condition in after.charted.levels.visible:
        was, now = (plan.charted.levels.start.get(condition.id, ()) for plan in (before, after))
        if was and now and was.index(max(was)) != now.index(max(now)):
            at, chance = condition.levels[now.index(max(now))], max(now)
            said.append(
                say(
                    "{level}, {chance}, no longer {before}",
                    level=level_name(after, condition.id, at),
                    chance=percent(chance),
                    before=level_word(condition.levels[was.index(max(was))]),
                )
            )
    return said


def _worse(before: Plan, old: Hop | None, moved: Iterable[Move]) -> list[str]:
    """The beliefs about what is left out, or what comes after it, that got worse."""
    if old is None:
        return []
    left_out = before.course[before.course.index(old) :]
    names = {f"leg:{hop.leg.id}" for hop in left_out} | {f"broker:{hop.leg.broker}" for hop in left_out}
    worse = [
        say(
            "{what} {before} before, {now} now",
            what=say_what(before.pack, now.what),
            before=percent(was.mid) if was else say("nothing"),
            now=percent(now.mid),
        )
        for was, now in moved
        if now.what.partition("/")[0] in names and now.mid > (was.mid if was else 0.0) + 1e-3
    ]
    return worse[:3]
