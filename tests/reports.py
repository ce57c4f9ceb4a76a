"""Reports for tests: by Anna, a day before the small pack starts, beyond doubt, unless they say otherwise."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.builders import START
from waystation.world.report import Report, read_report

__all__ = ["ago", "correction", "delivery", "observation", "sighting", "word"]


def ago(days: float) -> str:
    """The instant so many days before the small pack's start."""
    return (datetime.fromisoformat(START) - timedelta(days=days)).isoformat()


def report(**words: Any) -> Report:
    """Any report: by Anna, a day before the start, graded A1."""
    days = words.pop("days", 1.0)
    found = read_report({"source": "anna", "happened": ago(days), "grade": "A1", **words})
    assert isinstance(found, Report), found
    return found


def delivery(outcome: str = "arrived", leg: str = "l", **words: Any) -> Report:
    """How an attempt of a leg ended."""
    return report(kind="delivery", leg=leg, outcome=outcome, **words)


def observation(level: str = "high", condition: str = "river", **words: Any) -> Report:
    """The level of a condition."""
    return report(kind="observation", condition=condition, level=level, **words)


def sighting(near: str = "leg:l", what: str = "police", **words: Any) -> Report:
    """Something seen."""
    return report(kind="sighting", near=near, what=what, **words)


def word(broker: str = "g", **words: Any) -> Report:
    """What is said of a broker."""
    return report(kind="word", broker=broker, **words)


def correction(of: Report, **words: Any) -> Report:
    """What undoes a report."""
    return report(kind="correction", answers=of.id, **words)
