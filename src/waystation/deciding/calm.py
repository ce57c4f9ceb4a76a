"""What is said before a verdict is overruled: the figure, the strongest reason, and what overruling led to lately.

Decides which reason is the strongest and which overrides are told; how, is `wording`'s. Nothing here depends on who
asks or how often.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from waystation.deciding.records import Override
from waystation.deciding.verdict import Gate, Going, Staying, Verdict

__all__ = ["LAST", "CalmCheck", "calm_check", "strongest"]

LAST = 3
"""How many of the last overrides are told."""
_GRAVITY = {"decline": 2, "hold": 1, "second": 0}


@dataclass(frozen=True)
class CalmCheck:
    """What is said once.

    Args:
        verdict: The word of the verdict.
        go: What becomes of those who go.
        stay: What becomes of those who stay.
        against: The strongest reason for the verdict, and so against overruling it; None where every gate holds, and
            those who stay are the reason.
        last: The last overrides that were done, the newest first; what was only proposed led to nothing.
    """

    verdict: str
    go: Going
    stay: Staying
    against: Gate | None
    last: tuple[Override, ...]


def calm_check(verdict: Verdict, overrides: Iterable[Override]) -> CalmCheck:
    """What is said before a verdict is overruled.

    Args:
        verdict: The verdict.
        overrides: Every override that is known, of any mission.
    """
    done = (one for one in overrides if one.overrules and one.done)
    overruled = sorted(done, key=lambda one: (one.made, one.id), reverse=True)
    return CalmCheck(verdict.word, verdict.go, verdict.stay, strongest(verdict.gates), tuple(overruled[:LAST]))


def strongest(gates: Sequence[Gate]) -> Gate | None:
    """The gate that speaks most against going: what asks for the gravest, then what is missed by the largest share.

    Args:
        gates: Every gate, in the order of the charter; of equals the first counts.

    Returns:
        The gate; None where every gate holds.
    """
    missed = [gate for gate in gates if gate.counts and not gate.holds]
    return max(missed, key=lambda gate: (_GRAVITY[gate.missed], _missed_by(gate)), default=None)


def _missed_by(gate: Gate) -> float:
    """By which share of its limit a gate is missed; what has no size, such as a consent, is missed altogether."""
    value, limit = gate.value, gate.limit
    if isinstance(value, str) or isinstance(limit, str) or value is None or limit is None or not limit:
        return math.inf
    return abs(value - limit) / abs(limit)
