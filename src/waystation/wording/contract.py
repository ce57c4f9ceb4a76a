"""The JSON of the command line (`pack.md`, The contract): stable, never translated, fields only ever added."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from waystation.errors import Mistake
from waystation.evidence.believed import Believing
from waystation.planning.alternatives import Alternative
from waystation.planning.compiling import Charted
from waystation.planning.course import First, Hop
from waystation.planning.outcomes import Arrival, Outcome
from waystation.planning.plan import Plan, time_of
from waystation.planning.proof import Proof
from waystation.wording.language import speaking
from waystation.wording.mistakes import sentence
from waystation.wording.plans import alternative_label

__all__ = ["mistake_json", "mistakes_json", "news_json", "plan_json", "played_json", "proof_json"]

Json = dict[str, Any]


def plan_json(
    plan: Plan,
    digest: str,
    alternatives: Iterable[Alternative],
    affordable: Alternative | None,
    warnings: Iterable[Mistake],
    beliefs: Sequence[Believing],
    seconds: dict[str, float],
) -> Json:
    """What `waystation plan PACK --json` prints.

    Args:
        plan: The plan.
        digest: SHA-256 over the files read.
        alternatives: Other ways, the safest first.
        affordable: The safest way found within the budget, if the plan is not.
        warnings: What somebody should look at.
        beliefs: Every chance of the plan, and whether reports move it; empty where there are no reports.
        seconds: How long each stage took.
    """
    charted, outcome, problem = plan.charted, plan.outcome, plan.charted.problem
    return {
        "format": 1,
        "pack": plan.pack.name,
        "digest": digest,
        "safe": _safe(outcome),
        "lost": {"mid": outcome.lost},
        "underway": {"mid": outcome.underway},
        "arrival": _arrival(charted, outcome.arrival),
        "days": plan.days,
        "cost": {
            "expected": outcome.cost,
            "currency": plan.pack.mission.currency,
            "budget": plan.pack.mission.budget,
            "over_budget": plan.over_budget,
            "within_budget": _alternative(charted, affordable) if affordable else None,
        },
        "told": list(outcome.told),
        "first": _first(charted, plan.first),
        "first_by_level": {level: _first(charted, first) for level, first in plan.first_by_level.items()},
        "course": [_hop(charted, hop) for hop in plan.course],
        "attribution": [{"what": what, "lost": lost} for what, lost in outcome.attribution],
        "fallbacks": _fallbacks(plan),
        "alternatives": [_alternative(charted, alternative) for alternative in alternatives],
        "warnings": [mistake_json(warning) for warning in warnings],
        "beliefs": {"reported": [b.what for b in beliefs if not b.own], "own": [b.what for b in beliefs if b.own]},
        "size": {
            "states": problem.states,
            "actions": problem.actions,
            "steps": problem.steps,
            "pairs": problem.pairs,
        },
        "seconds": {name: round(value, 6) for name, value in seconds.items()},
    }


def played_json(safe: int, lost: int, underway: int, runs: int) -> Json:
    """What `waystation simulate PACK --json` prints: shares of the runs, and the standard error of `safe`."""
    share = safe / runs
    return {
        "safe": share,
        "lost": lost / runs,
        "underway": underway / runs,
        "stderr": math.sqrt(share * (1.0 - share) / runs),
        "runs": runs,
    }


def news_json(reports: list[Json], moved: list[Json], before: Plan, after: Plan) -> Json:
    """What `waystation news PACK --json` prints: new reports, beliefs that moved, and the plan before and after."""
    return {"reports": reports, "moved": moved, "before": _short(before), "after": _short(after)}


def _short(plan: Plan) -> Json:
    return {
        "safe": _safe(plan.outcome),
        "lost": {"mid": plan.outcome.lost},
        "first": _first(plan.charted, plan.first),
        "course": [_hop(plan.charted, hop) for hop in plan.course],
    }


def proof_json(proof: Proof) -> Json:
    """What `waystation verify PACK --json` prints."""
    return {
        "agree": proof.agree,
        "checker": proof.checker,
        "ours": proof.ours,
        "theirs": proof.theirs,
        "differences": proof.differences,
        "tolerance": proof.tolerance,
        "states": proof.states,
        "branches": proof.branches,
        "seconds": proof.seconds,
    }


def mistake_json(mistake: Mistake) -> Json:
    """One error or warning."""
    with speaking("en"):
        text = sentence(mistake)
    return {
        "code": mistake.code,
        "file": mistake.file,
        "line": mistake.line,
        "at": mistake.at,
        "text": text,
    }


def mistakes_json(mistakes: Iterable[Mistake]) -> Json:
    """What `waystation check PACK --json` prints."""
    found = list(mistakes)
    errors = [mistake_json(mistake) for mistake in found if not mistake.warning]
    return {
        "ok": not errors,
        "errors": errors,
        "warnings": [mistake_json(mistake) for mistake in found if mistake.warning],
    }


def _safe(outcome: Outcome) -> Json:
    return {"low": outcome.safe.low, "mid": outcome.safe.mid, "high": outcome.safe.high}


def _arrival(charted: Charted, arrival: Arrival | None) -> Json:
    if arrival is None:
        return {"expected": None, "p10": None, "p50": None, "p90": None}
    figures = {"expected": arrival.expected, "p10": arrival.p10, "p50": arrival.p50, "p90": arrival.p90}
    return {name: time_of(charted, steps).isoformat() for name, steps in figures.items()}


def _first(charted: Charted, first: First) -> Json:
    until = time_of(charted, first.until).isoformat() if first.until is not None else None
    return {"action": f"leg:{first.leg}" if first.leg else "wait", "until": until}


def _hop(charted: Charted, hop: Hop) -> Json:
    leg = hop.leg
    held = charted.pack.broker[leg.broker].terms.held if leg.broker else 0.0
    return {
        "leg": leg.id,
        "from": leg.origin,
        "to": leg.destination,
        "mode": leg.mode,
        "depart": hop.departs_at(charted).isoformat(),
        "arrive": hop.arrives_at(charted).isoformat(),
        "broker": leg.broker,
        "fee": leg.fee.high,
        "fee_agreed": leg.fee.low,
        "held": held,
        "paid_at_departure": hop.paid_now,
        "paid_on_arrival": hop.paid_then,
    }


def _fallbacks(plan: Plan) -> list[Json]:
    charted = plan.charted
    return [
        {
            "leg": fallback.hop.leg.id,
            "depart": fallback.hop.departs_at(charted).isoformat(),
            "what": "closed" if fallback.closed else fallback.what,
            "levels": [f"{condition}={level}" for condition, level in fallback.levels],
            "place": fallback.place,
            "time": time_of(charted, fallback.step).isoformat(),
            "then": _hop(charted, fallback.then) if fallback.then else None,
        }
        for fallback in plan.fallbacks
    ]


def _alternative(charted: Charted, alternative: Alternative) -> Json:
    with speaking("en"):
        label = alternative_label(charted.pack, alternative)
    return {
        "label": label,
        "without": alternative.without if alternative.label == "without" else None,
        "safe": _safe(alternative.outcome),
        "lost": {"mid": alternative.outcome.lost},
        "days": alternative.days,
        "cost": alternative.outcome.cost,
        "told": list(alternative.outcome.told),
        "course": [_hop(charted, hop) for hop in alternative.course],
    }
