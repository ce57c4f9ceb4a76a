"""Answering a report that was wrong: withdrawn, or told again as it should have been; the first is never edited.

Decides that both are kept together or neither, and that what is told again fits a mission in which the first counts no
more. What a correction undoes is `evidence.corrections`'s business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from waystation.desk.hear.taking import ReportStore
from waystation.errors import BadInput, Usage
from waystation.evidence.corrections import Corrections
from waystation.evidence.ledger import Ledger
from waystation.guiding.refusing import concerns_journeys, refusal
from waystation.world.pack import Pack
from waystation.world.report import Correction, Report, read_report, report_json

__all__ = ["answers_to", "correct", "undone_in", "withdraw"]

OWN = ("id", "version")
"""Fields that what is told again does not take over."""


def undone_in(reports: Sequence[Report]) -> Corrections:
    """The corrections among some reports, worked out: what they undo, and by which."""
    found = Corrections()
    for one in reports:
        if isinstance(one, Correction):
            found.add(str(one.id), one.answers)
    found.settle()
    return found


def answers_to(reports: Sequence[Report], report: Report) -> list[Correction]:
    """The corrections that answer a report, whether they stand or not, the first told first."""
    found = [one for one in reports if isinstance(one, Correction) and one.answers == report.id]
    return sorted(found, key=lambda one: (one.happened, str(one.id)))


def withdraw(
    store: ReportStore, reports: Sequence[Report], *, wrong: Report, now: datetime, source: str, text: str
) -> list[Report]:
    """Take a report back: from now on it counts for nothing, and still can be read.

    Args:
        store: Where reports are kept.
        reports: The mission's reports.
        wrong: The report that is taken back; a correction that is taken back restores what it undid.
        now: The present instant.
        source: Who says so.
        text: Why.

    Raises:
        Usage: If it counts for nothing already, or nobody says so.
        BadInput: If it makes no report.
    """
    correction = _correction(reports, wrong, now, source, text)
    store.add([correction])
    return [correction]


def correct(
    store: ReportStore,
    pack: Pack,
    reports: Sequence[Report],
    *,
    wrong: Report,
    otherwise: Mapping[str, Any],
    now: datetime,
    source: str,
    text: str,
) -> list[Report]:
    """Take a report back and tell it again as it should have been; both are kept, or neither.

    Args:
        store: Where reports are kept.
        pack: The mission and its world, as stated.
        reports: The mission's reports.
        wrong: The report that was wrong.
        otherwise: The fields that are otherwise, as plain values; None for one that is left out.
        now: The present instant.
        source: Who says so; what is told again is still from whom it was.
        text: Why.

    Raises:
        Usage: If nothing is otherwise, it counts for nothing already, or nobody says so.
        BadInput: If what is told again cannot be.
    """
    before = {name: value for name, value in report_json(wrong).items() if name not in OWN}
    after = {name: value for name, value in {**before, **otherwise}.items() if value is not None}
    again = _read(after)
    if again.id == _read(before).id:
        raise Usage("report_unchanged")
    correction = _correction(reports, wrong, now, source, text)
    mistake = Ledger(pack).add(again)
    if mistake is None and concerns_journeys(again):
        mistake = refusal(pack, [*reports, correction], again)
    if mistake is not None:
        raise BadInput([mistake])
    store.add([correction, again])
    return [correction, again]


def _correction(reports: Sequence[Report], wrong: Report, now: datetime, source: str, text: str) -> Report:
    if str(wrong.id) in undone_in(reports).undone:
        raise Usage("report_undone", value=str(wrong.id))
    if not source.strip():
        raise Usage("nothing_answered", question="Who says so")
    when = now.isoformat()
    fields = {"kind": "correction", "answers": str(wrong.id), "source": source.strip(), "text": text.strip()}
    # What only some may read, only they may read the answer to.
    within = {"compartment": wrong.compartment} if wrong.compartment else {}
    return _read({**fields, **within, "happened": when, "heard": when})


def _read(value: Mapping[str, Any]) -> Report:
    found = read_report(dict(value))
    if isinstance(found, list):
        raise BadInput(found)
    return found
