"""What the record says: forecasts, overrides and outcomes, put together mission by mission.

Decides which forecast an outcome closes (the last one before they left), when a mission went against its verdict, and
who approved that: two different people, by whose devices signed, whatever names were typed, and before they left. Who
signed is found by whoever reads the vault; what the cases show is `calibration`'s business.

A mission may be tried again: each outcome closes what was foreseen since the one before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from waystation.deciding.calibration import Case
from waystation.deciding.taking_back import same_person, taken_back, whose
from waystation.evidence.corrections import Corrections
from waystation.world.report import Correction, Decision, Forecast, MissionEnd, Report

__all__ = ["AGAINST", "Journey", "Override", "Said", "cases_of", "journeys_of", "overrides_of"]

AGAINST = ("hold", "split", "decline")
"""Under these verdicts whoever leaves goes against them."""


@dataclass(frozen=True)
class Said:
    """A report, with who stands behind it.

    Args:
        report: The report.
        mission: Of which mission.
        by: The member whose device signed it; where nobody signs, its source.
        signed: Whether a device signed it.
        written: When the device wrote it down, by its clock; None where nobody knows but by what the report says.
    """

    report: Report
    mission: str
    by: str
    signed: bool = False
    written: datetime | None = None


@dataclass(frozen=True)
class Override:
    """A decision against a verdict, or one that a verdict wants two people for.

    Args:
        id: The id of its report.
        mission: Of which mission.
        by: Who proposed it.
        asked: Who was asked to approve it; empty if nobody in particular.
        chosen: What is done: `go`, `hold`, `split` or `decline`.
        verdict: What the verdict said; empty where none was given.
        low: The chance of arriving at worst, at that time; None where it was not said.
        reason: Why.
        made: When.
        approvals: Other people who approved it before they left, each once, sorted.
        outcome: How the mission ended afterwards; None while it is open.
        late: Whether it was written down only after they had left.
    """

    id: str
    mission: str
    by: str
    asked: str
    chosen: str
    verdict: str
    low: float | None
    reason: str
    made: datetime
    approvals: tuple[str, ...]
    outcome: MissionEnd | None
    late: bool = False

    @property
    def approved(self) -> bool:
        """Whether a second person stands behind it."""
        return bool(self.approvals)

    @property
    def overrules(self) -> bool:
        """Whether it goes against the verdict; what a verdict asks two people for does not."""
        return not (self.verdict == "second" and self.chosen == "go") and self.chosen != self.verdict

    @property
    def done(self) -> bool:
        """Whether it was done, as far as is known: two people stand behind it, or they left all the same."""
        return self.approved or (self.chosen == "go" and self.outcome not in (None, "not_gone"))


@dataclass(frozen=True)
class Journey:
    """A mission from the first forecast to its outcome.

    Args:
        mission: Of which mission.
        forecast: The last one before they left; None where there was none.
        verdict: The last that was given before they left; empty where none was.
        overrides: What was decided against verdicts, and approvals asked for, oldest first.
        outcome: How it ended; None while it is open.
        ended: When; None while it is open.
    """

    mission: str
    forecast: Forecast | None
    verdict: str
    overrides: tuple[Override, ...]
    outcome: MissionEnd | None
    ended: datetime | None

    @property
    def overruled(self) -> bool:
        """Whether they left against the verdict: as a decision says, or as the verdict itself shows."""
        going = [one for one in self.overrides if one.chosen == "go" and not one.late]
        if any(one.overrules for one in going):
            return True
        if self.verdict == "second":
            return not any(one.approved for one in going)
        return self.verdict in AGAINST

    @property
    def case(self) -> Case | None:
        """What can be scored of it; None where nothing was foreseen, nobody left, or it has not ended."""
        if self.forecast is None or self.forecast.mid is None or self.outcome in (None, "not_gone"):
            return None
        return Case(self.forecast.mid, self.outcome == "safe", self.forecast.urgency or "", self.overruled)


def journeys_of(said: Iterable[Said]) -> list[Journey]:
    """Every mission's journeys, by mission, the oldest first.

    Args:
        said: Reports of any kind, in any order. What corrections answer counts for nothing, except forecasts, which
            nobody can unmake; proposals and approvals only whoever made them can take back.
    """
    every = _standing(said)
    return [journey for name in _missions(every) for journey in _journeys(name, every)]


def overrides_of(said: Iterable[Said]) -> list[Override]:
    """Every decision against a verdict, and every approval asked for, the oldest first."""
    found = [override for journey in journeys_of(said) for override in journey.overrides]
    return sorted(found, key=lambda one: (one.made, one.id))


def cases_of(said: Iterable[Said]) -> list[Case]:
    """What can be scored, in the order of their missions."""
    return [case for journey in journeys_of(said) if (case := journey.case) is not None]


def _standing(said: Iterable[Said]) -> list[Said]:
    """What counts, each report once for each who stands behind it, in the order in which it happened."""
    every = list(said)
    stands = {mission: _Standing([one for one in every if one.mission == mission]) for mission in _missions(every)}
    kept: dict[tuple[str, str, str], Said] = {}
    for one in sorted(every, key=lambda one: (one.report.happened, str(one.report.id), one.by, _written(one))):
        if isinstance(one.report, Forecast) or (
            isinstance(one.report, Decision) and stands[one.mission].counts(one.report, one.by)
        ):
            kept.setdefault((one.mission, str(one.report.id), one.by), one)
    return list(kept.values())


def _missions(every: Iterable[Said]) -> list[str]:
    return sorted({one.mission for one in every})


class _Standing:
    """Which decisions of a mission no correction has taken back: how it ended anybody corrects, one's word oneself."""

    def __init__(self, own: Sequence[Said]) -> None:
        corrections = Corrections()
        for one in own:
            if isinstance(one.report, Correction):
                corrections.add(str(one.report.id), one.report.answers)
        corrections.settle()
        self._undone = corrections.undone
        self._taken_back = taken_back((one.report, one.by) for one in own)

    def counts(self, report: Decision, by: str) -> bool:
        if report.chosen is not None or report.approves is not None:
            return (str(report.id), whose(by)) not in self._taken_back
        return str(report.id) not in self._undone


def _journeys(mission: str, every: Sequence[Said]) -> list[Journey]:
    own = [one for one in every if one.mission == mission]
    found: list[Journey] = []
    since: list[Said] = []
    for one in own:
        since.append(one)
        if isinstance(one.report, Decision) and one.report.outcome is not None:
            found.append(_journey(mission, since, own, one.report))
            since = []
    if since:
        found.append(_journey(mission, since, own, None))
    return found


def _written(one: Said) -> datetime:
    return one.written or one.report.happened


def _before_leaving(since: Sequence[Said], left: datetime | None) -> Callable[[Said], bool]:
    """What counts as said before they left.

    Where anything was foreseen in time, whatever is written down afterwards comes too late, whatever date it bears:
    else a forecast could be made to fit. Where nothing was, as in an older record, the dates are believed.
    """
    if left is None:
        return lambda _: True
    dated = [one for one in since if isinstance(one.report, Forecast) and one.report.happened < left]
    kept = any(_written(one) < left for one in dated)
    return lambda one: one.report.happened < left and (not kept or _written(one) < left)


def _journey(mission: str, since: Sequence[Said], own: Sequence[Said], end: Decision | None) -> Journey:
    left = None if end is None else end.departed or end.happened
    in_time = _before_leaving(since, left)
    forecasts = [one.report for one in since if isinstance(one.report, Forecast) and in_time(one)]
    before = [one for one in forecasts if one.mid is not None]
    verdict = next((one.verdict for one in reversed(before) if one.verdict is not None), "")
    outcome = end.outcome if end is not None else None
    overrides = tuple(
        _override(one, one.report, own, outcome, in_time)
        for one in since
        if isinstance(one.report, Decision) and one.report.chosen is not None
    )
    ended = end.happened if end is not None else None
    return Journey(mission, before[-1] if before else None, verdict, overrides, outcome, ended)


def _override(
    said: Said, report: Decision, own: Sequence[Said], outcome: MissionEnd | None, in_time: Callable[[Said], bool]
) -> Override:
    approvals = {
        one.by
        for one in own
        if isinstance(one.report, Decision)
        and one.report.approves == report.id
        and in_time(one)
        and one.signed == said.signed
        and not same_person(one.by, said.by)
    }
    if not said.signed and report.second and not same_person(report.second, said.by):
        approvals.add(report.second)
    return Override(
        id=str(report.id),
        mission=said.mission,
        by=said.by,
        asked=report.second or "",
        chosen=str(report.chosen),
        verdict=report.verdict or "",
        low=report.low,
        reason=report.text,
        made=report.happened,
        approvals=tuple(sorted(approvals)),
        outcome=outcome,
        late=not in_time(said),
    )
