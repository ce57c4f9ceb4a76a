"""Holding a plan against a model checker, and writing its decision problem for one."""

from __future__ import annotations

import io
from dataclasses import dataclass

from waystation.desk.chart.loading import PackSource, load_pack
from waystation.errors import Usage
from waystation.planning.compiling import chart
from waystation.planning.export import FORMATS, write
from waystation.planning.plan import Plan, make_plan
from waystation.planning.proof import Proof, prove
from waystation.planning.unroll import unroll

__all__ = ["Exported", "Verified", "export_pack", "verify_pack"]


@dataclass(frozen=True)
class Verified:
    """A plan and what a model checker found of it."""

    plan: Plan
    proof: Proof


@dataclass(frozen=True)
class Exported:
    """A decision problem as a file: its bytes, and how many states, choices and branches it has."""

    data: bytes
    states: int
    branches: int


def verify_pack(source: PackSource) -> Verified:
    """Plan a pack and hold the plan against Storm.

    Args:
        source: Where the pack's files come from.
    """
    loaded = load_pack(source)
    plan = make_plan(loaded.pack, loaded.departures, None, loaded.calendars)
    outcome = plan.outcome
    ours = {"low": outcome.safe.low, "mid": outcome.safe.mid, "lost": outcome.lost}
    return Verified(plan, prove(plan.charted.problem, plan.charted.start, plan.policy.choice, ours))


def export_pack(source: PackSource, to: str) -> Exported:
    """A pack's decision problem in a model checker's format.

    Args:
        source: Where the pack's files come from.
        to: `umb`, `drn` or `prism`.

    Raises:
        Usage: If there is no such format.
    """
    if to not in FORMATS:
        raise Usage("export_format", given=to)
    loaded = load_pack(source)
    charted = chart(loaded.pack, loaded.departures, None, loaded.calendars)
    model = unroll(charted.problem, charted.start)
    out = io.BytesIO()
    write(model, to, out)
    return Exported(out.getvalue(), model.states, model.branches)
