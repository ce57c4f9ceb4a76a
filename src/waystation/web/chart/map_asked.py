"""What somebody asks of the map: which mission or journey, at which instant, with which layers; and the view of it.

The desk is asked for what it knows; the plan, where it takes long, is worked out beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from waystation.desk.guide.cases import Case
from waystation.guiding.scenes import Scene, scene_of_answer, scene_of_plan
from waystation.web.asked import Asked
from waystation.web.chart.map_view import USUAL, MapView
from waystation.web.chart.working import at_hand
from waystation.web.desk_now import DeskNow
from waystation.web.pages import NotThere
from waystation.wording.map_pages import LAYERS

__all__ = ["MapAsked", "instant_name", "map_asked"]

PLAN = "plan"
"""What stands for the plan where a journey runs too."""


@dataclass(frozen=True)
class MapAsked:
    """What is asked of the map.

    Args:
        case: The mission; None where there is none at all.
        journey: The journey that is shown; empty for the plan.
        mark: Changes whenever what is shown would.
        view: The view; may plan.
    """

    case: Case | None
    journey: str
    mark: tuple[str, ...]
    view: Callable[[], MapView]


def instant_name(when: datetime) -> str:
    """An instant as addresses of the map have it: "2031-10-06T11:00Z"."""
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def map_asked(desk: DeskNow, asked: Asked) -> MapAsked:
    """What is asked, gathered on the desk's own thread.

    Args:
        desk: The desk.
        asked: The address: `mission`, `journey`, `at`, `show`.

    Raises:
        NotThere: If a mission or a journey is named that is not there.
    """
    case = _case(desk, asked.wants("mission"))
    if case is None:
        return MapAsked(None, "", (), _nothing)
    running = {one.name: one for one in case.running}
    named = asked.wants("journey")
    if named and named != PLAN and named not in running:
        raise NotThere
    journey = named or next(iter(running), "")
    answered = desk.answered(case, running[journey]) if journey in running else None
    at, layers = asked.wants("at"), _layers(asked)
    if answered is not None:
        scene = scene_of_answer(answered.running.pack, running[journey], answered.answer, desk.now)
        mark = (case.name, journey, str(desk.version), at, *sorted(layers))
        return MapAsked(case, journey, mark, lambda: _view(scene, at, layers))
    mission = at_hand(desk, case)

    def planned() -> MapView:
        found = mission.planned()
        return _view(scene_of_plan(found.plan, found.alternatives), at, layers)

    return MapAsked(case, "", (case.name, mission.mark, at, *sorted(layers)), planned)


def _nothing() -> MapView:
    raise NotThere


def _case(desk: DeskNow, named: str) -> Case | None:
    """The mission of a name; without one the first that has a journey, else the first."""
    if named:
        found = desk.case(named)
        if found is None:
            raise NotThere
        return found
    return next((one for one in desk.cases if one.running), desk.cases[0] if desk.cases else None)


def _layers(asked: Asked) -> frozenset[str]:
    """What is shown: boxes that were ticked, or, where nobody has said, what is usual."""
    said = [one for value in asked.query.get("show", ()) for one in value.split(",")]
    return frozenset(one for one in said if one in LAYERS) if said else frozenset(USUAL)


def _view(scene: Scene, at: str, layers: frozenset[str]) -> MapView:
    """The view at the instant that is named; at the one that opens, where none is or it cannot be read."""
    try:
        when = datetime.strptime(at, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    except ValueError:
        when = scene.opens
    return MapView(scene, min(max(when, scene.begins), scene.ends), layers)
