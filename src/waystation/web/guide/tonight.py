"""Tonight: what needs somebody now, over all journeys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waystation.desk.guide.nights import tonight
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.pages import Action, Page
from waystation.wording import night as wording

__all__ = ["ACTIONS", "PAGES"]

HOURS = 12.0


def _build(desk: DeskNow, _asked: Asked) -> Mapping[str, Any]:
    items = tonight(desk.cases, desk.answers, desk.now, HOURS)
    by_name = {case.name: case for case in desk.cases}
    lines = []
    for one in items:
        case = by_name[one.mission]
        lines.append(wording.item_line(one, case.pack, case.journeys, case.pack.clock.zone))
    return {"items": lines}


TONIGHT = Page("/tonight", "guide/tonight.html", _build)
FIRST = Page("/", "guide/tonight.html", _build)

PAGES = (TONIGHT, FIRST)
ACTIONS: tuple[Action, ...] = ()
