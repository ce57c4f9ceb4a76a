"""What changed, in one screen: beliefs that moved, and what it did to the plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from waystation.evidence.believed import Believing
from waystation.planning.plan import Plan
from waystation.wording.beliefs import interval, say_what
from waystation.wording.figures import of_hundred, such_people
from waystation.wording.plans import first_step
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
        rows.append((f"and {len(moves) - MOST_MOVED} more", "", ""))
    return rows


def _shown(belief: Believing | None) -> str:
    return interval(belief.low, belief.mid, belief.high) if belief else "nothing"


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


def plan_change(before: Plan, after: Plan) -> list[str]:
    """What the news did to the plan: the chance, and the first step where it is another.

    Args:
        before: The plan by what was known before.
        after: The plan now.
    """
    people = such_people(after.pack.party_size)
    was, now = before.outcome.safe, after.outcome.safe
    figures = f"{of_hundred(now.mid)} (at worst {of_hundred(now.low)})"
    earlier = f"{of_hundred(was.mid)} (at worst {of_hundred(was.low)})"
    same = abs(now.mid - was.mid) < 5e-4 and abs(now.low - was.low) < 5e-4
    said = [f"Of 100 such {people}, {figures} arrive" + ("; that is as before." if same else f"; before, {earlier}.")]
    if first_step(before) != first_step(after):
        said.append(f"The first step is another. {first_step(after)} Before: {first_step(before)}")
    elif _legs(before) != _legs(after):
        said.append(f"The course is another from leg {_parting(before, after)} on; the first step is the same.")
    else:
        said.append("The course is the same.")
    return said


def _legs(plan: Plan) -> list[tuple[str, str]]:
    return [(hop.leg.id, hop.leg.origin) for hop in plan.course]


def _parting(before: Plan, after: Plan) -> int:
    pairs = zip(_legs(before), _legs(after), strict=False)
    same = next((number for number, (a, b) in enumerate(pairs) if a != b), min(len(before.course), len(after.course)))
    return same + 1
