"""Calibration, as a coordinator asks for it: what was foreseen in some missions, held against what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from waystation.deciding.calibration import Calibration, calibrate
from waystation.deciding.records import Journey, journeys_of
from waystation.desk.decide.recording import Record

__all__ = ["Calibrated", "calibrate_records"]


@dataclass(frozen=True)
class Calibrated:
    """What the records show.

    Args:
        found: What their cases show.
        unfinished: Journeys that have a forecast and no outcome yet.
        stayed: Journeys that ended without anybody leaving.
    """

    found: Calibration
    unfinished: tuple[Journey, ...]
    stayed: tuple[Journey, ...]


def calibrate_records(records: Sequence[Record]) -> Calibrated:
    """Hold what was foreseen against what came of it.

    Args:
        records: The records of missions.
    """
    journeys = [journey for record in records for journey in journeys_of(record.said())]
    return Calibrated(
        calibrate(case for journey in journeys if (case := journey.case) is not None),
        tuple(one for one in journeys if one.outcome is None and one.forecast is not None),
        tuple(one for one in journeys if one.outcome == "not_gone"),
    )
