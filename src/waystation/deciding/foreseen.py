"""What is foreseen of a mission, as it will be held against what happens: the chance of arriving, and the verdict.

Decides what makes two plans foresee the same: the figures to nine decimals, the urgency and the course. That does not
hang on which reports were read, so that a report which changes nothing makes no new forecast.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from waystation.planning.bases import bases_of
from waystation.planning.likely import DRAWS, SEED, likely_of
from waystation.planning.plan import Plan
from waystation.solver.sensitivity import slopes
from waystation.solver.trail import follow

__all__ = ["Foreseen", "foreseen_of", "percentiles_of"]

DECIMALS = 9


@dataclass(frozen=True)
class Foreseen:
    """What is foreseen.

    Args:
        low, mid, high: The chance of arriving: at worst, nominally, at best.
        urgency: PC1 … PC4; None where none was given.
        departs: When the first leg leaves along the course; None if none does.
        course: The legs of the course, each with when it leaves.
        verdict: What the verdict says; None where none was asked for.
    """

    low: float
    mid: float
    high: float
    urgency: str | None
    departs: datetime | None
    course: tuple[tuple[str, str], ...]
    verdict: str | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of what is foreseen, without the verdict on it; 64 hexadecimal digits."""
        figures = [round(figure, DECIMALS) for figure in (self.low, self.mid, self.high)]
        text = json.dumps([figures, self.urgency, self.course], separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def fields(self, percentiles: tuple[float, float, float] | None) -> dict[str, Any]:
        """The fields of its report, without source and time.

        Args:
            percentiles: The 10th, 50th and 90th of the chance of arriving; see `percentiles_of`. None leaves them out.
        """
        drawn = zip(("p10", "p50", "p90"), percentiles or (), strict=False)
        figures = {"low": self.low, "mid": self.mid, "high": self.high, **dict(drawn)}
        return {
            "kind": "forecast",
            "plan": self.digest,
            **{name: min(1.0, max(0.0, figure)) for name, figure in figures.items()},
            "verdict": self.verdict,
            "urgency": self.urgency,
            "departs": self.departs.isoformat() if self.departs is not None else None,
        }


def foreseen_of(plan: Plan, verdict: str | None = None) -> Foreseen:
    """What a plan foresees.

    Args:
        plan: The plan, from the mission's own start.
        verdict: What the verdict on it says, where one was asked for.
    """
    charted, safe = plan.charted, plan.outcome.safe
    course = tuple((hop.leg.id, hop.departs_at(charted).isoformat()) for hop in plan.course)
    return Foreseen(
        low=safe.low,
        mid=safe.mid,
        high=safe.high,
        urgency=plan.pack.mission.urgency,
        departs=plan.course[0].departs_at(charted) if plan.course else None,
        course=course,
        verdict=verdict,
    )


def percentiles_of(plan: Plan, draws: int = DRAWS, seed: int = SEED) -> tuple[float, float, float]:
    """The 10th, 50th and 90th percentile of the chance of arriving, every belief drawn by itself.

    Args:
        plan: The plan.
        draws: How often, >= 1.
        seed: The same seed gives the same draws.
    """
    trail = follow(plan.policy, plan.charted.start)
    likely = likely_of(trail, bases_of(plan.charted), slopes(trail).met, draws, seed)
    return likely.p10, likely.p50, likely.p90
