"""Places and legs on the map: the same forms with scripts and without."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import Visitor, fields_of, served

PACK = Path("packs/two-days-to-the-river")
PAGE = f"/missions/{PACK.name}/map"


@pytest.fixture(scope="module")
def visitor() -> Iterator[Visitor]:
    """Somebody who looks at a mission."""
    with served(PACK) as visitor:
        yield visitor


def test_every_place_and_leg_leads_to_its_form(visitor: Visitor) -> None:
    """By its number and name."""
    html = visitor.get(PAGE).text
    links = re.findall(r'href="(/missions/[^"]+/edit/(?:places|legs)/[^"]+)"', html)
    pack = visitor.desk().cases[0].pack
    assert len(links) == len(pack.places) + len(pack.legs)
    assert all(visitor.get(link).status_code == 200 for link in links[::5])


def test_the_forms_lead_to_the_mission_s_own_with_what_was_chosen(visitor: Visitor) -> None:
    """Nothing is kept here, and nothing has to be typed twice."""
    html = visitor.get(PAGE).text
    assert f'action="/missions/{PACK.name}/edit/places/new"' in html
    form = visitor.get(f"/missions/{PACK.name}/edit/places/new?name=Barn&lat=18.2&lon=104.3").text
    assert {"name": "Barn", "lat": "18.2", "lon": "104.3"}.items() <= fields_of(form).items()
    legs = visitor.get(f"/missions/{PACK.name}/edit/legs/new?from=mill&to=orchard").text
    assert re.search(r'<option value="mill"\s+selected', legs)
    assert re.search(r'<option value="orchard"\s+selected', legs)


def test_the_data_have_every_place_with_its_id_and_every_leg(visitor: Visitor) -> None:
    """For scripts that fill the forms in."""
    data = json.loads(visitor.get(f"{PAGE}/data.json").content)
    pack = visitor.desk().cases[0].pack
    assert [(one["id"], tuple(one["at"])) for one in data["places"]] == [(one.id, one.at) for one in pack.places]
    assert len(data["lines"]) == len(pack.legs)
    assert json.loads(visitor.get(f"{PAGE}/ground.json").content)["features"]


def test_without_scripts_a_picture_shows_where_everything_is(visitor: Visitor) -> None:
    """For a window and for a phone."""
    for size in ("wide", "narrow"):
        answer = visitor.get(f"{PAGE}/picture.png?size={size}")
        assert answer.headers["content-type"] == "image/png"
    assert visitor.get("/missions/nowhere/map").status_code == 404
    assert visitor.get("/missions/nowhere/map/data.json").status_code == 404
