"""What is told a second time: the same thing, of the same instant, going back to the same person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC

from waystation.world.report import Report, report_json

__all__ = ["double_of", "sense_of"]

APART = ("heard", "id", "text", "grade", "happened", "source", "origin", "version", "compartment")
"""Fields in which two reports may differ though both say the same."""


def sense_of(report: Report) -> tuple[object, ...]:
    """What a report says, of when, and whom it goes back to; equal for two that say the same."""
    own = tuple(sorted((key, repr(value)) for key, value in report_json(report).items() if key not in APART))
    return (report.told, report.happened.astimezone(UTC), own)


def double_of(report: Report, known: Iterable[Report]) -> Report | None:
    """The report that says the same already; None if there is none.

    Args:
        report: A report that somebody would keep.
        known: Those that are there.
    """
    wanted = sense_of(report)
    same_kind = (one for one in known if one.kind == report.kind)
    return next((one for one in same_kind if one.id == report.id or sense_of(one) == wanted), None)
