"""Places and legs on the map: where a new place is, from where to where a new leg goes; the rest is asked by form.

What is chosen here is filled into the forms of `editing`; nothing is kept by this page itself. With scripts off the
picture shows where everything is, and the same fields are typed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from waystation.charts.picture import MapPicture, MapWords, Spot, Trace
from waystation.web.asked import Asked
from waystation.web.chart.map_data import bounds_of, finest_digits, ground_json, nearest_zoom
from waystation.web.chart.map_page import SCRIPTS, SIZES, drawn_png
from waystation.web.chart.mission import links_of
from waystation.web.chart.working import case_asked
from waystation.web.desk_now import DeskNow
from waystation.web.pages import Action, Later, Page, Sent
from waystation.web.static_files import static_file
from waystation.wording.language import say
from waystation.wording.map_facts import kind_of, leg_title
from waystation.world.pack import Pack

__all__ = ["ACTIONS", "PAGES"]


def _build(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    case = case_asked(desk, asked)
    pack, mission = case.pack, case.mission
    here = ("missions", mission, "map")
    return {
        "mission": mission,
        "title": pack.name,
        "links": links_of(asked, mission),
        "places": [
            (n, one.id, one.title, kind_of(one), asked.url("missions", mission, "edit", "places", one.id))
            for n, one in enumerate(pack.places, 1)
        ],
        "legs": [(leg_title(pack, one), asked.url("missions", mission, "edit", "legs", one.id)) for one in pack.legs],
        "picture": {size: asked.url(*here, "picture.png", size=size) for size in SIZES},
        "sizes": SIZES,
        "data": asked.url(*here, "data.json"),
        "ground": asked.url(*here, "ground.json"),
        "scripts": all(static_file(name) is not None for name in SCRIPTS),
        "describes": say("Map of all places and legs. The list names each by its number."),
    }


def _picture_of(pack: Pack) -> MapPicture:
    """All places by number, and all legs thin."""
    place = pack.place
    return MapPicture(
        title=pack.name,
        spots=tuple(
            Spot(one.title, one.at[0], one.at[1], one.kind, n, on_course=True, fallback=one.id)
            for n, one in enumerate(pack.places, 1)
        ),
        others=tuple(
            Trace(one.id, one.line or (place[one.origin].at, place[one.destination].at), one.mode) for one in pack.legs
        ),
        words=MapWords(map_of=say("Map")),
    )


def _data(desk: DeskNow, asked: Asked) -> Sent:
    pack = case_asked(desk, asked).pack
    picture, digits = _picture_of(pack), finest_digits(pack)
    found = {
        "bounds": bounds_of(picture, digits),
        "zoom": max(nearest_zoom(digits), 16.0),
        "places": [
            {"number": n, "id": one.id, "name": one.title, "at": list(one.at)} for n, one in enumerate(pack.places, 1)
        ],
        "lines": [[list(point) for point in one.points] for one in picture.others],
        "words": {
            "map": say("Map"),
            "near": say("Closer"),
            "far": say("Farther"),
            "place": say("A new place at"),
            "leg": say("A new leg:"),
        },
    }
    return Sent(json.dumps(found, ensure_ascii=False).encode(), "application/json")


def _ground(desk: DeskNow, asked: Asked) -> Later:
    picture = _picture_of(case_asked(desk, asked).pack)
    return Later(lambda: Sent(ground_json(picture), "application/json"))


def _png(desk: DeskNow, asked: Asked) -> Later:
    picture = _picture_of(case_asked(desk, asked).pack)
    size = asked.wants("size") if asked.wants("size") in SIZES else "wide"
    return Later(lambda: Sent(drawn_png(picture, size), "image/png"))


ENTRY = Page("/missions/{mission}/map", "chart/map_entry.html", _build, live=False)
PICTURE = Page("/missions/{mission}/map/picture.png", "", _png)
DATA = Page("/missions/{mission}/map/data.json", "", _data)
GROUND = Page("/missions/{mission}/map/ground.json", "", _ground)

PAGES = (ENTRY, PICTURE, DATA, GROUND)
ACTIONS: tuple[Action, ...] = ()
