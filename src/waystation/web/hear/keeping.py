"""Reports that a page was told are taken down, and what each changed is said on the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from waystation.bootstrap import opened_for
from waystation.bootstrap.on_the_way import heard
from waystation.desk.guide.cases import Case
from waystation.desk.hear.taking import take_reports
from waystation.errors import Mistake, Usage
from waystation.web.desk_now import DeskNow
from waystation.web.typed import latest_for
from waystation.wording.joining import capital
from waystation.wording.language import say
from waystation.wording.mistakes import sentence
from waystation.wording.reports import say_report, who_told
from waystation.world.report import Report

__all__ = ["keep", "said_of", "warned"]


def keep(desk: DeskNow, case: Case, values: Sequence[dict[str, Any]], when: datetime) -> str:
    """Take reports of a mission down, all or none, and say what they changed.

    Args:
        desk: The desk as it stands.
        case: The mission.
        values: Plain values, one for each report.
        when: When they were heard.

    Returns:
        A sentence for each report and each change, a line each.

    Raises:
        Usage: If nothing can be written there.
        BadInput: With everything that is wrong with any of them; then none is kept.
    """
    if not case.record.writable:
        raise Usage("record_closed", value=case.mission)
    store = case.opened.store
    missions = [one.opened for one in desk.cases]
    _ = [one.reports for one in missions]  # as they are before anything is added
    kept = take_reports(store, case.pack, values, when, case.opened.reports, latest=latest_for(desk))
    return "\n".join([*_kept_lines(case, kept), *warned(opened_for(store)), *said_of(desk, case, kept)])


def _kept_lines(case: Case, kept: Sequence[Report]) -> list[str]:
    return [
        say("Kept: {report}; {who}.", report=capital(say_report(one, case.pack)), who=who_told(one)) for one in kept
    ]


def said_of(desk: DeskNow, case: Case, kept: Sequence[Report]) -> list[str]:
    """What reports that were kept changed on the journeys that run, a sentence each; and what the watch could not know.

    Args:
        desk: The desk as it stood before.
        case: Their mission.
        kept: The reports.
    """
    now = max([desk.now, *(one.heard or one.happened for one in kept)])
    effect = heard([one.opened for one in desk.cases], case.name, kept, now)
    rest = [say("Other journeys may have changed too; what each does now stands under Tonight.")] if effect.rest else []
    return [*(line for _, line in effect.changes), *rest, *warned(effect.troubles)]


def warned(troubles: Sequence[Mistake]) -> list[str]:
    """Warnings in words."""
    return [say("Warning: {what}.", what=sentence(one)) for one in troubles]
