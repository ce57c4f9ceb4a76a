"""What each of the last reports changed on a journey, worked out anew beside the office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waystation.desk.guide.hearing import changed_by
from waystation.desk.guide.replanning import Answered
from waystation.errors import WaystationError
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.finding import journey_at
from waystation.web.guide.journeys import counts_for
from waystation.web.pages import Action, Later, NotThere, Page
from waystation.wording.journey_changes import change_line
from waystation.wording.language import say
from waystation.wording.reports import say_report, who_told
from waystation.world.pack import Pack
from waystation.world.report import Report

__all__ = ["ACTIONS", "PAGES"]

MOST = 8


def _build(desk: DeskNow, asked: Asked) -> Later:
    case, journey = journey_at(desk, asked)
    found = desk.answered(case, journey)
    if not journey.runs and found is None:
        raise NotThere
    heard = sorted(case.reports, key=lambda one: (one.heard or one.happened, str(one.id)))
    wanted = [one for one in heard if counts_for(one, journey)][-MOST:]
    zone = case.pack.clock.zone
    page = {
        "mission": case.mission,
        "name": journey.name,
        "number": journey.number,
        "title": case.pack.name,
    }

    def work() -> Mapping[str, Any]:
        rows = [
            (
                asked.url("reports", case.mission, str(one.id)),
                (one.heard or one.happened).astimezone(zone),
                say_report(one, case.pack),
                who_told(one),
                _line(found, case.pack, heard[: heard.index(one)], one),
            )
            for one in reversed(wanted)
        ]
        return {**page, "rows": rows}

    return Later(work)


def _line(found: Answered | None, pack: Pack, before: list[Report], report: Report) -> str:
    """What a report changed, in a sentence; empty where nobody can say."""
    if found is None:
        return ""
    try:
        change = changed_by(found.running, before, report)
    except WaystationError:
        return say("What it changed cannot be worked out.")
    return change_line(pack, change) if change is not None else ""


CHANGES = Page("/journeys/{mission}/{journey}/changes", "guide/changes.html", _build)
PAGES = (CHANGES,)
ACTIONS: tuple[Action, ...] = ()
