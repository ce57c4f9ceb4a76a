"""What changed since a moment: the reports that came in, the beliefs they moved, and what that did to the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from waystation.desk.chart.loading import Loaded, PackSource, load_pack
from waystation.evidence.believed import Believing
from waystation.evidence.ledger import believe
from waystation.planning.plan import Plan, make_plan
from waystation.world.report import Report

__all__ = ["News", "news_of", "what_changed"]

MOVED = 1e-9


@dataclass(frozen=True)
class News:
    """What changed since a moment.

    Args:
        loaded: The pack with all its reports.
        reports: The reports heard since, in the order in which they happened.
        moved: Each belief that moved, before (None where there was none) and now; those first that moved furthest.
        before: The plan by what was known before.
        after: The plan now.
    """

    loaded: Loaded
    reports: tuple[Report, ...]
    moved: tuple[tuple[Believing | None, Believing], ...]
    before: Plan
    after: Plan


def what_changed(source: PackSource, since: datetime) -> News:
    """What the reports heard since a moment changed.

    Args:
        source: Where the pack's files come from.
        since: The moment.
    """
    loaded = load_pack(source)
    earlier = [report for report in loaded.reports if (report.heard or report.happened) < since]
    later = [report for report in loaded.reports if (report.heard or report.happened) >= since]
    return news_of(loaded, earlier, later)


def news_of(loaded: Loaded, earlier: Sequence[Report], later: Sequence[Report]) -> News:
    """What some reports change when they come in after others.

    Args:
        loaded: The pack.
        earlier: The reports that were there before.
        later: Those that came in.
    """
    then, now = believe(loaded.stated, earlier), believe(loaded.stated, [*earlier, *later])
    known = {believing.what: believing for believing in then.beliefs}
    moved = [(known.get(b.what), b) for b in now.beliefs if _distance(known.get(b.what), b) > MOVED]
    return News(
        loaded=loaded,
        reports=tuple(sorted(later, key=lambda report: (report.happened, str(report.id)))),
        moved=tuple(sorted(moved, key=lambda pair: -_distance(*pair))),
        before=make_plan(then.pack, loaded.departures, None, loaded.calendars),
        after=make_plan(now.pack, loaded.departures, None, loaded.calendars),
    )


def _distance(before: Believing | None, after: Believing) -> float:
    if before is None:
        return after.high
    return max(abs(before.low - after.low), abs(before.mid - after.mid), abs(before.high - after.high))
