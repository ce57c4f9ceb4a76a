"""What the map's scripts draw: where the pack has it, no finer than it has it, in the page's language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from tests.builders import leg, place, small_pack
from tests.desks import on_their_way
from tests.served import Visitor, served
from waystation.atlas import basemap
from waystation.charts.picture import MapPicture
from waystation.web.chart.map_data import finest_digits, ground_json, nearest_zoom

PACK = Path("packs/two-days-to-the-river")


@pytest.fixture(scope="module")
def visitor() -> Iterator[Visitor]:
    """Somebody who looks at a mission that nobody has begun."""
    with served(PACK) as visitor:
        yield visitor


def data_of(visitor: Visitor, query: str = "") -> dict:
    answer = visitor.get(f"/map/data.json{query}")
    assert answer.headers["content-type"] == "application/json"
    return json.loads(answer.content)


def test_dots_stand_exactly_where_the_pack_has_them(visitor: Visitor) -> None:
    """To the last digit."""
    pack = visitor.desk().cases[0].pack
    assert {tuple(one["at"]) for one in data_of(visitor)["places"]} == {place.at for place in pack.places}


def test_lines_are_no_finer_than_a_tenth_of_what_the_pack_tells_apart(visitor: Visitor) -> None:
    """And begin and end at their places."""
    data = data_of(visitor)
    at = {one["number"]: one["at"] for one in data["places"]}
    for one in data["course"]:
        assert all(round(value, 3) == value for point in one["line"] for value in point)
        assert np.allclose(one["line"][0], at[one["from"]], atol=0.001)
        assert np.allclose(one["line"][-1], at[one["to"]], atol=0.001)


def test_the_course_has_the_hours_of_the_plan(visitor: Visitor) -> None:
    """Each leg begins after the one before has ended; the steps are the same instants."""
    data = data_of(visitor)
    hours = [(one["begins"], one["ends"]) for one in data["course"]]
    assert all(begins < ends for begins, ends in hours)
    assert all(one[1] <= other[0] for one, other in pairwise(hours))
    assert {one["at"] for one in data["steps"]} == {instant for pair in hours for instant in pair}
    assert data["at"] == hours[-1][1]


def test_all_layers_are_there_whichever_are_shown(visitor: Visitor) -> None:
    """So that ticking a box asks for nothing; the list's keys are the data's."""
    data = data_of(visitor, "?show=course")
    assert data["layers"] == []
    assert len(data["places"]) == 10
    assert data["others"]
    assert data["ways"]
    html = visitor.get("/map").text
    for one in (*data["course"], *data["others"]):
        assert f'id="{one["key"]}"' in html


def test_what_lies_behind_a_journey_has_no_hours(tmp_path: Path) -> None:
    """And what is ahead begins where they are."""
    with served(on_their_way(tmp_path)) as visitor:
        data = data_of(visitor)
    ahead = [one for one in data["course"] if one["begins"] is not None]
    assert ahead[0]["begins"] <= data["at"] <= ahead[0]["ends"]


def test_words_are_in_the_page_s_language() -> None:
    """The steps, and what the scripts' own buttons are called."""
    with served(PACK, language="ko") as visitor:
        data = data_of(visitor)
    assert data["words"]["close"] == "닫기"
    assert all("출발" in one["words"] or "도착" in one["words"] for one in data["steps"])


def test_the_ground_covers_what_is_shown_and_is_light(visitor: Visitor) -> None:
    """With room around it; whom to thank is named."""
    ground = json.loads(visitor.get("/map/ground.json").content)
    west, south, east, north = data_of(visitor)["bounds"]
    assert ground["bbox"][0] < west < east < ground["bbox"][2]
    assert ground["bbox"][1] < south < north < ground["bbox"][3]
    assert ground["attribution"] == "Natural Earth"
    roles = {one["properties"]["role"] for one in ground["features"]}
    assert {"land", "border", "river"} <= roles


def test_the_ground_of_a_continent_is_under_700_kilobytes() -> None:
    """A way of four thousand kilometres."""
    with served(Path("packs/beyond-utopia")) as visitor:
        assert len(visitor.get("/map/ground.json").content) < 700_000


def test_every_polygon_is_closed(visitor: Visitor) -> None:
    """As RFC 7946 asks."""
    ground = json.loads(visitor.get("/map/ground.json").content)
    for one in ground["features"]:
        if one["geometry"]["type"] == "Polygon":
            assert one["geometry"]["coordinates"][0][0] == one["geometry"]["coordinates"][0][-1]


def test_without_the_base_map_there_is_bare_ground(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The map is drawn all the same."""
    monkeypatch.setattr(basemap.ground_for, "__defaults__", (tmp_path,))
    assert json.loads(ground_json(MapPicture("Nothing")))["features"] == []


@pytest.mark.parametrize(
    ("at", "digits"), [((127.0, 37.0), 0), ((127.5, 37.0), 1), ((127.05, 37.123), 3), ((127.12345678, 37.0), 6)]
)
def test_how_finely_a_pack_tells_places_apart_is_counted(at: tuple[float, float], digits: int) -> None:
    """Nobody looks closer than that."""
    pack = small_pack(place("a", at), place("b", (128.0, 38.0)), leg("one"))
    assert finest_digits(pack) == digits


def test_a_finer_pack_may_be_looked_at_from_nearer() -> None:
    """A digit more is a little more than three steps of zoom."""
    assert nearest_zoom(3) - nearest_zoom(2) == pytest.approx(3.3, abs=0.1)
