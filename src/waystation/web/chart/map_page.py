"""The map: what is out there and how it stands; where they are, the way ahead, the ways out.

With scripts off it is a picture with numbered dots beside a list that says everything the picture shows, and a form
that moves through the plan step by step. With scripts the same lists stand beside a map that moves (`map_data`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from waystation.atlas.basemap import ground_for
from waystation.charts.ground import Ground
from waystation.charts.picture import MapPicture
from waystation.charts.projection import bounds_for
from waystation.charts.raster import draw_bare_png
from waystation.errors import Missing
from waystation.web.asked import Asked
from waystation.web.chart.map_asked import PLAN, MapAsked, instant_name, map_asked
from waystation.web.chart.map_data import ground_json, map_json
from waystation.web.chart.map_list import map_lists
from waystation.web.chart.map_view import MapView
from waystation.web.desk_now import DeskNow
from waystation.web.pages import Action, Later, NotThere, Page, Sent
from waystation.web.static_files import static_file
from waystation.wording import journeys, plans
from waystation.wording.language import say, spoken
from waystation.wording.map_pages import LAYERS, step_instants, stop_words, where_line

__all__ = ["ACTIONS", "MAP", "PAGES", "SCRIPTS", "SIZES", "drawn_png"]

SIZES = {"wide": (900, 720), "narrow": (390, 430)}
"""Width and height of the picture as it is shown, for a window and for a phone; it has twice as many pixels."""
SCRIPTS = ("maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css")


def _build(desk: DeskNow, asked: Asked) -> Mapping[str, Any] | Later:
    wanted = map_asked(desk, asked)
    if wanted.case is None:
        return {"any_mission": False}
    case, journey = wanted.case, wanted.journey
    given = {
        "any_mission": True,
        "mission": case.mission,
        "title": case.pack.name,
        "missions": [(one.mission, one.pack.name) for one in desk.cases],
        "journey": journey,
        "running": [one.name for one in case.running],
        "plan": PLAN,
    }

    def work() -> Mapping[str, Any]:
        view = wanted.view()
        return {**given, **_head(view), **_addresses(asked, wanted, view), **map_lists(view)}

    return Later(work)


def _head(view: MapView) -> Mapping[str, Any]:
    """The answer, and where they are at the instant that is looked at."""
    scene = view.scene
    if scene.answer is not None:
        said = journeys.answer_lines(scene.pack, scene.answer)
    else:
        said = plans.answer(scene.plan) if scene.plan is not None else []
    now = scene.answer is not None and view.when == scene.opens
    return {
        "said": said,
        "where": "" if now else where_line(scene, view.when, view.where),
        "empty": not scene.moves and not scene.behind,
    }


def _addresses(asked: Asked, wanted: MapAsked, view: MapView) -> Mapping[str, Any]:
    """Everything that leads from here to another instant, another layer, the picture or the data."""
    scene, mission = view.scene, asked.wants("mission") or (wanted.case.mission if wanted.case else "")
    show = ",".join(["course", *sorted(view.layers)])
    named = {"mission": mission, "journey": asked.wants("journey"), "show": show}
    instants = step_instants(scene)
    steps = [(instant_name(one), stop_words(scene, one)) for one in sorted({*instants, view.when})]
    earlier = [one for one in instants if one < view.when]
    later = [one for one in instants if one > view.when]
    at = instant_name(view.when)

    def link(when: datetime) -> str:
        return asked.url("map", **named, at=instant_name(when))

    return {
        "steps": steps,
        "at": at,
        "earlier": link(earlier[-1]) if earlier else "",
        "later": link(later[0]) if later else "",
        "layers": [(name, say(words), name in view.layers) for name, words in LAYERS.items()],
        "picture": {size: asked.url("map.png", **named, at=at, size=size) for size in SIZES},
        "sizes": SIZES,
        "data": asked.url("map", "data.json", **named, at=asked.wants("at")),
        "ground": asked.url("map", "ground.json", mission=mission),
        "scripts": all(static_file(name) is not None for name in SCRIPTS),
        "describes": say("Map: {title}. The list says all that it shows.", title=scene.pack.name),
    }


def _picture(desk: DeskNow, asked: Asked) -> Later:
    wanted = map_asked(desk, asked)
    if wanted.case is None:
        raise NotThere
    size = asked.wants("size") if asked.wants("size") in SIZES else "wide"
    key = ("map.png", *wanted.mark, size, spoken())
    worked = desk.worked

    def work() -> Sent:
        return Sent(worked.find(key, lambda: drawn_png(wanted.view().picture(), size)), "image/png")

    return Later(work)


def _data(desk: DeskNow, asked: Asked) -> Later:
    wanted, version = map_asked(desk, asked), desk.version
    return Later(lambda: Sent(map_json(wanted.view(), version), "application/json"))


def _ground(desk: DeskNow, asked: Asked) -> Later:
    wanted, worked = map_asked(desk, asked), desk.worked
    if wanted.case is None:
        raise NotThere
    key = ("ground.json", *wanted.mark)
    return Later(lambda: Sent(worked.find(key, lambda: ground_json(_whole(wanted.view()))), "application/json"))


def _whole(view: MapView) -> MapPicture:
    """The picture with every layer: the ground reaches as far as anything that may be shown."""
    return MapView(view.scene, view.when, frozenset(LAYERS)).picture()


def drawn_png(picture: MapPicture, size: str) -> bytes:
    """A picture without its list, with the base map where there is one.

    Args:
        picture: What to draw.
        size: One of `SIZES`.
    """
    width, height = SIZES[size]
    try:
        ground = ground_for(bounds_for(picture))
    except Missing:
        ground = Ground()
    return draw_bare_png(picture, ground, (2 * width, 2 * height), 2.0)


MAP = Page("/map", "chart/map.html", _build)
PICTURE = Page("/map.png", "", _picture)

DATA = Page("/map/data.json", "", _data)
GROUND = Page("/map/ground.json", "", _ground)

PAGES = (MAP, PICTURE, DATA, GROUND)
ACTIONS: tuple[Action, ...] = ()
