"""Taking reports down: checked against the pack, all or none; and finding them again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from waystation.errors import BadInput, Mistake
from waystation.evidence.ledger import Ledger
from waystation.guiding.refusing import concerns_journeys, refusal
from waystation.world.clock import Clock
from waystation.world.mission import Mission
from waystation.world.pack import Pack
from waystation.world.report import Report, read_report

__all__ = ["ReportStore", "find_reports", "no_mission", "read_table", "subjects_of", "take_reports"]

NUMBERS = (
    "count", "kept", "broken", "temptation", "travellers", "amount", "low", "mid", "high", "p10", "p50", "p90", "pace",
    "stamina", "fee", "number",
)  # fmt: skip
WHOLE = ("travellers", "number")
YES_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
SUBJECTS = ("condition", "near", "broker", "leg", "journey", "person", "to", "answers", "name", "burn", "sought")


class ReportStore(Protocol):
    """Where reports are kept: a pack's `reports.jsonl`, or a vault."""

    def all(self) -> list[Report]:
        """Every report, in the order in which they were taken down."""
        ...

    def add(self, reports: Sequence[Report]) -> None:
        """Add reports, all or none; when this returns they are kept for good."""
        ...


def no_mission(now: datetime) -> Pack:
    """A pack that knows no place, broker or condition, to word reports that belong to no mission.

    Args:
        now: The present instant, for the offset of times.
    """
    clock = Clock(start=now.replace(second=0, microsecond=0), horizon_hours=1.0)
    mission = Mission.model_validate({"from": "-", "to": ("-",)})
    return Pack("", clock, mission, travellers=(), places=(), legs=())


def take_reports(
    store: ReportStore,
    pack: Pack | None,
    values: Sequence[object],
    now: datetime,
    known: Sequence[Report] | None = None,
    *,
    latest: datetime | None = None,
) -> list[Report]:
    """Check reports and keep them, all or none.

    Args:
        store: Where they are kept.
        pack: The mission they are about: what they name must be there. None for reports that belong to no mission.
        values: Plain values, one for each report.
        now: When they are taken down.
        known: The mission's reports so far, as far as they say where its journeys are; default all in the store.
        latest: Nothing can have been heard later; None where what is told lies ahead, and is rehearsed.

    Returns:
        The reports with their ids.

    Raises:
        BadInput: With everything that is wrong with any of them; then none is kept.
    """
    reports: list[Report] = []
    lines: list[int] = []
    mistakes: list[Mistake] = []
    ledger = Ledger(pack) if pack is not None else None
    for number, value in enumerate(values, 1):
        line = number if len(values) > 1 else 0
        found = read_report(value, line=line, now=now if pack is not None else _when_heard(value, now))
        if isinstance(found, list):
            mistakes.extend(found)
            continue
        wrong = _not_heard_yet(found, latest) or (ledger.add(found) if ledger is not None else None)
        if wrong is not None:
            mistakes.append(Mistake(wrong.code, wrong.file, wrong.at, line, wrong.fields))
        reports.append(found)
        lines.append(line)
    if pack is not None and not mistakes and any(concerns_journeys(report) for report in reports):
        mistakes += _impossible(pack, store.all() if known is None else known, reports, lines)
    if mistakes:
        raise BadInput(mistakes)
    store.add(reports)
    return reports


def _not_heard_yet(report: Report, latest: datetime | None) -> Mistake | None:
    if report.heard is None or latest is None or report.heard <= latest:
        return None
    fields: dict[str, object] = {"heard": report.heard.isoformat(), "now": latest.isoformat(timespec="minutes")}
    return Mistake("heard_future", at="heard", fields=fields)


def _impossible(
    pack: Pack, known: Sequence[Report], reports: Sequence[Report], lines: Sequence[int]
) -> Iterator[Mistake]:
    """What cannot be of some reports about journeys, each held against those that happened before it."""
    before = list(known)
    for report, line in sorted(zip(reports, lines, strict=True), key=lambda pair: pair[0].happened):
        wrong = refusal(pack, before, report) if concerns_journeys(report) else None
        if wrong is not None:
            yield replace(wrong, line=line)
        before.append(report)


def _when_heard(value: object, now: datetime) -> datetime:
    """When a report of no mission was heard, if it does not say: now, or as it happens, for what lies ahead."""
    try:
        happened = datetime.fromisoformat(str(value.get("happened"))) if isinstance(value, dict) else now
    except ValueError:
        return now
    return max(now, happened) if happened.tzinfo else now


def read_table(data: bytes) -> list[dict[str, Any]]:
    """Reports from a CSV whose columns are the fields of reports; empty cells are left out.

    Args:
        data: The bytes of the file, UTF-8.

    Returns:
        Plain values, one for each row.

    Raises:
        BadInput: If it is not such a table, with the line.
    """
    try:
        text = data.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text), strict=True))
    except UnicodeDecodeError:
        raise BadInput([Mistake("not_utf8")]) from None
    except csv.Error as error:
        raise BadInput([Mistake("not_csv", fields={"why": str(error)})]) from None
    mistakes: list[Mistake] = []
    values = [_row(row, number, mistakes) for number, row in enumerate(rows, 2)]
    if mistakes or not rows:
        raise BadInput(mistakes or [Mistake("table_empty")])
    return values


def _row(row: dict[str | Any, str | Any], line: int, mistakes: list[Mistake]) -> dict[str, Any]:
    if None in row or None in row.values():
        mistakes.append(Mistake("table_row", line=line))
        return {}
    value: dict[str, Any] = {key.strip(): cell.strip() for key, cell in row.items() if cell.strip()}
    for key in NUMBERS:
        if key in value:
            try:
                number = float(value[key])
            except ValueError:
                mistakes.append(Mistake("not_a_number", at=key, line=line, fields={"value": f'"{value[key][:40]}"'}))
                continue
            value[key] = int(number) if key in WHOLE and number.is_integer() else number
    for key in ("given", "over"):
        if key in value:
            value[key] = YES_NO.get(value[key].lower(), value[key])
    return value


def subjects_of(report: Report) -> set[str]:
    """What a report is about: the names it carries, such as `river`, `place:bus-hub`, `hwang`."""
    found = {str(value) for key in _subject_fields(type(report)) if (value := getattr(report, key)) is not None}
    more = report.model_extra
    return found | {str(more[key]) for key in SUBJECTS if more.get(key) is not None} if more else found


@cache
def _subject_fields(shape: type[Report]) -> tuple[str, ...]:
    """The fields of a kind of report that name what it is about."""
    return tuple(key for key in SUBJECTS if key in shape.model_fields)


def find_reports(
    reports: Iterable[Report],
    since: datetime | None = None,
    about: str | None = None,
    told_by: str | None = None,
    kind: str | None = None,
) -> list[Report]:
    """The reports that fit, in the order in which they happened.

    Args:
        reports: All reports.
        since: Only those heard (or, where that is not known, that happened) at or after this instant.
        about: Only those that name this place, leg, broker, condition, person or report.
        told_by: Only those from this source, or that go back to it.
        kind: Only those of this kind.
    """
    chosen = [
        report
        for report in reports
        if (since is None or (report.heard or report.happened) >= since)
        and (about is None or any(about in (subject, subject.partition(":")[2]) for subject in subjects_of(report)))
        and (told_by is None or told_by in (report.source, report.origin))
        and (kind is None or report.kind == kind)
    ]
    return sorted(chosen, key=lambda report: (report.happened.timestamp(), str(report.id)))
