"""What an address names: a mission, a journey, a report; or that there is none such here."""

from __future__ import annotations

from waystation.desk.guide.cases import Case
from waystation.guiding.journey import Journey
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.pages import NotThere
from waystation.world.report import Report

__all__ = ["case_at", "journey_at", "report_at"]


def case_at(desk: DeskNow, asked: Asked) -> Case:
    """The mission that an address names.

    Raises:
        NotThere: If there is none of that name.
    """
    found = desk.case(asked.path["mission"])
    if found is None:
        raise NotThere
    return found


def journey_at(desk: DeskNow, asked: Asked) -> tuple[Case, Journey]:
    """The journey that an address names, and its mission.

    Raises:
        NotThere: If there is none of that name.
    """
    found = desk.journey(asked.path["mission"], asked.path["journey"])
    if found is None:
        raise NotThere
    return found


def report_at(desk: DeskNow, asked: Asked) -> tuple[Case, Report]:
    """The report that an address names, by its id or the first letters of it, and its mission.

    Raises:
        NotThere: If there is none, or more than one.
    """
    case, letters = case_at(desk, asked), asked.path["report"]
    exact = [one for one in case.opened.reports if one.id == letters]
    found = exact or [one for one in case.opened.reports if str(one.id).startswith(letters)]
    if len(found) != 1:
        raise NotThere
    return case, found[0]
