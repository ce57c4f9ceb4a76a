"""The JSON of the watch: numbers, times in UTC, and nothing that names anybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from waystation.guiding.alarms import Standing
from waystation.guiding.false_alarms import Choice
from waystation.guiding.notices import Notice, Trouble

__all__ = ["once_json", "show_json"]


def show_json(
    now: datetime, standings: Sequence[Standing], in_force: Choice, choices: Sequence[Choice]
) -> dict[str, Any]:
    """What `waystation watch show --json` prints."""
    return {
        "now": now.isoformat(),
        "expected": [
            {
                "journey": one.number,
                "due": one.check.due.isoformat(),
                "overdue": one.check.overdue.isoformat(),
                "grace_seconds": (one.check.overdue - one.check.due).total_seconds(),
                "false_alarm": one.check.rate,
                "stage": one.stage,
                "noted": one.noted,
                "next": None if one.next_at is None else one.next_at.isoformat(),
            }
            for one in standings
        ],
        "in_force": _choice(in_force),
        "choices": [_choice(one) for one in choices],
    }


def _choice(one: Choice) -> dict[str, Any]:
    return {
        "rate": one.rate,
        "grace_seconds": {"shortest": one.shortest, "mean": one.mean, "longest": one.longest},
        "false_alarms": one.false_alarms,
        "any": one.any,
        "checks": one.checks,
        "delay_seconds": one.mean,
    }


def once_json(now: datetime, notices: Sequence[Notice], troubles: Sequence[Trouble]) -> dict[str, Any]:
    """What `waystation watch --once --json` prints: what was rung."""
    return {
        "now": now.isoformat(),
        "rung": [
            {
                "alarm": one.name,
                "journey": one.number,
                "stage": one.stage,
                "due": one.due.isoformat(),
                "again": one.again,
                "passed": list(one.passed),
                "unsure": one.unsure,
            }
            for one in notices
        ],
        "troubles": [{"code": one.code, "what": one.what, "seconds": one.seconds} for one in troubles],
    }
