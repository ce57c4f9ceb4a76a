"""The warning that a longer horizon would change the plan."""

from __future__ import annotations

from waystation.errors import Mistake
from waystation.planning.plan import Plan
from waystation.wording.figures import date_and_time

__all__ = ["horizon_warnings"]


def horizon_warnings(plan: Plan) -> list[Mistake]:
    """The warning, or nothing."""
    short = plan.short_horizon
    if short is None:
        return []
    fields: dict[str, object] = {"place": short.place, "time": date_and_time(short.time), "states": short.states}
    return [Mistake("short_horizon", "pack.toml", "clock.horizon_hours", fields=fields, warning=True)]
