"""The map with scripts off: a picture, and beside it a list that says everything that the picture shows."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from PIL import Image

from tests.desks import MISSION, on_their_way
from tests.keeping import Typist
from tests.served import Visitor, served, text_of
from waystation.web.chart import map_page
from waystation.web.chart.map_asked import instant_name
from waystation.web.chart.map_page import SCRIPTS
from waystation.web.static_files import static_file

PACK = Path("packs/two-days-to-the-river")
NAME = PACK.name


@pytest.fixture(scope="module")
def visitor() -> Iterator[Visitor]:
    """Somebody who looks at a mission that nobody has begun."""
    with served(PACK) as visitor:
        yield visitor


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """Somebody who looks at one that is on its way."""
    with served(on_their_way(tmp_path_factory.mktemp("way"))) as visitor:
        yield visitor


def map_at(**query: str) -> str:
    """The map's address."""
    return f"/map?{urlencode(query)}"


def numbers(html: str) -> list[int]:
    """The numbers of the dots in the list."""
    return [int(one) for one in re.findall(r'<b class="dot">(\d+)</b>', html)]


def test_every_place_is_in_the_list_by_its_number(visitor: Visitor) -> None:
    """The course's from 1 on, then all others; none twice."""
    html = visitor.get("/map").text
    assert sorted(set(numbers(html))) == list(range(1, 11))
    said = text_of(html)
    for place in visitor.desk().cases[0].pack.places:
        assert place.title in said


def test_every_leg_is_in_the_list_once(visitor: Visitor) -> None:
    """With what may go wrong on it."""
    html = visitor.get("/map").text
    found = re.findall(r'id="(leg-\d+)"', html)
    assert sorted(found) == sorted(f"leg-{n}" for n in range(len(visitor.desk().cases[0].pack.legs)))
    assert text_of(html).count("Caught: ") >= 10


def test_its_numbers_open_to_the_reports_behind_them(visitor: Visitor) -> None:
    """Each link leads to a page that is there."""
    links = set(re.findall(r'class="number" href="([^"]+)"', visitor.get("/map").text))
    assert len(links) > 20
    for link in sorted(links)[::7]:
        assert visitor.get(link).status_code == 200, link


def test_a_layer_that_is_not_shown_is_not_in_the_list(visitor: Visitor) -> None:
    """Only the course is left, and nothing else has a number."""
    html = visitor.get(map_at(show="course")).text
    assert sorted(set(numbers(html))) == list(range(1, 10))
    assert "Other places" not in text_of(html).partition("The course")[2]
    assert 'value="others" checked' not in html


def test_boxes_stay_ticked_as_they_were_sent(visitor: Visitor) -> None:
    """As a browser sends them: one `show` for each."""
    html = visitor.get("/map?show=course&show=trust").text
    assert re.findall(r'value="(\w+)" checked', html) == ["trust"]
    assert re.findall(r'value="(\w+)" checked', visitor.get("/map").text) == ["others", "ways", "conditions"]


def test_the_steps_lead_through_the_plan_and_back(visitor: Visitor) -> None:
    """From the first to the last by Later, and to the first again by Earlier."""
    first = visitor.desk().cases[0].pack.clock.start
    address = map_at(mission=NAME, at=instant_name(first))
    seen = [address]
    while found := re.search(r'rel="next" href="([^"]+)"', visitor.get(seen[-1]).text):
        seen.append(found[1].replace("&amp;", "&"))
        assert len(seen) < 40
    assert len(seen) >= 9
    back = seen[-1]
    for _ in seen[1:]:
        found = re.search(r'rel="prev" href="([^"]+)"', visitor.get(back).text)
        assert found is not None
        back = found[1].replace("&amp;", "&")
    assert re.search(r'rel="prev"', visitor.get(back).text) is None


def test_an_instant_says_where_they_are_and_how_it_stands_then(visitor: Visitor) -> None:
    """Half-way on a leg, and at a place."""
    start = visitor.desk().cases[0].pack.clock.start
    said = visitor.shows(map_at(at="2031-10-01T14:00Z"))
    assert start.isoformat() == "2031-10-01T18:00:00+07:00"
    assert "on the way from Hut above the upper fields to Old rice mill on foot, 50 % of it behind them" in said
    assert "How it stands then" in said
    assert "they are at Old rice mill" in visitor.shows(map_at(at="2031-10-01T20:00Z"))


@pytest.mark.parametrize("at", ["", "yesterday", "2031-13-45T99:99Z", "0001-01-01T00:00Z", "9999-12-31T23:59Z", "\x00"])
def test_an_instant_that_cannot_be_is_the_nearest_that_can(visitor: Visitor, at: str) -> None:
    """No address breaks the page."""
    assert "Map: Two days to the river" in visitor.shows(map_at(at=at))


def test_a_mission_or_a_journey_that_is_not_there_is_said_to_be_missing(visitor: Visitor) -> None:
    """On the page, in the picture and in the data."""
    for page in ("/map", "/map.png", "/map/data.json", "/map/ground.json"):
        assert visitor.get(f"{page}?mission=nowhere").status_code == 404
        assert visitor.get(f"{page}?mission={NAME}&journey=nobody").status_code == 404


@pytest.mark.parametrize(("size", "pixels"), [("wide", (1800, 1440)), ("narrow", (780, 860)), ("vast", (1800, 1440))])
def test_the_picture_is_twice_as_fine_as_it_is_shown(visitor: Visitor, size: str, pixels: tuple[int, int]) -> None:
    """For a window and for a phone; of any other size as for a window."""
    answer = visitor.get(f"/map.png?size={size}")
    assert answer.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == pixels
    assert len(answer.content) < 400_000


def test_the_picture_has_words_for_those_who_do_not_see_it(visitor: Visitor) -> None:
    """And its size stands in the page, so that nothing moves when it comes."""
    image = re.search(r"<img [^>]+>", visitor.get("/map").text)
    assert image is not None
    assert 'width="900" height="720"' in image[0]
    assert "The list says all that it shows" in image[0]


def test_a_journey_is_shown_where_it_is_now(begun: Visitor) -> None:
    """Its answer stands first; the plan from the start is a click away."""
    said = begun.shows("/map")
    assert "On the way from Hut above the upper fields to Old rice mill" in said
    assert "they are here" in said
    assert "Journey" in said
    plan = begun.shows(map_at(mission=MISSION, journey="plan"))
    assert "they are here" not in plan
    assert "Other ways from the start" in plan


def test_without_the_scripts_the_page_offers_none(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that could not fetch them serves the same page with the picture."""
    monkeypatch.setattr(map_page, "static_file", lambda name: None if name in SCRIPTS else static_file(name))
    html = visitor.get("/map").text
    assert "map.mjs" not in html
    assert "/map.png?" in html


def test_the_page_weighs_little(tmp_path: Path) -> None:
    """Forty places and eighty legs: the page with its style is under 150 kB, the map's own library aside."""
    with served(Path("packs/beyond-utopia")) as visitor:
        style = static_file("style.css")
        assert style is not None
        assert len(visitor.get("/map").content) + len(style.body) < 150_000


def test_in_korean_the_map_speaks_korean() -> None:
    """Steps, layers and facts too."""
    with served(PACK, language="ko") as visitor:
        said = visitor.shows("/map")
    assert "빠져나갈 길" in said
    assert "붙잡힘" in said
    assert not re.search(r"\b(?:leave|arrive|Caught|odds|Other|Show)\b", said)


def test_where_there_is_no_mission_the_page_says_where_one_is_made(tmp_path: Path) -> None:
    """In a vault that is new; there is no picture and there are no data."""
    Typist(tmp_path).creates("vault")
    with served(vault=tmp_path / "vault") as visitor:
        html = visitor.get("/map").text
        assert "There is no mission yet." in text_of(html)
        assert 'href="/missions/new"' in html
        assert "map.mjs" not in html
        assert visitor.get("/map.png").status_code == 404
        assert visitor.get("/map/data.json").status_code == 404
        assert visitor.get("/map/ground.json").status_code == 404
