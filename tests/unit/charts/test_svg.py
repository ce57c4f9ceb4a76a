"""The SVG: the same marks as text, and nothing that runs or is fetched."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from tests.unit.charts.pictures import HOSTILE, hostile_picture, island, plain_picture
from waystation.charts.ground import Ground
from waystation.charts.picture import MapPicture, plain_text
from waystation.charts.svg import draw_svg

SVG = "{http://www.w3.org/2000/svg}"


def test_the_list_has_every_stop_in_order():
    """Where, when and how."""
    root = ET.fromstring(draw_svg(plain_picture(), island(), 1600, 1000))
    texts = ["".join(t.itertext()) for t in root.iter(f"{SVG}text")]
    for wanted in ("Home", "Hut", "River bank", "The camp", "Mon 20:00 · on foot, 3 h", "Tue 06:00", "soonest"):
        assert wanted in texts


def test_svg_with_hostile_names_holds_only_drawing():
    """No script, no handler, no address outside the file; the names stand there as text."""
    text = draw_svg(hostile_picture(), island(), 1600, 1000)
    root = ET.fromstring(text)
    allowed = {
        f"{SVG}{t}" for t in ("svg", "title", "desc", "rect", "g", "path", "use", "circle", "text", "clipPath", "defs")
    }
    for element in root.iter():
        assert element.tag in allowed
        assert not any(name.lower().startswith("on") for name in element.attrib)
        for name, value in element.attrib.items():
            assert "href" not in name or value.startswith("#")
            assert "url(" not in value or value.startswith("url(#")
    texts = ["".join(t.itertext()) for t in root.iter(f"{SVG}text")]
    assert plain_text(HOSTILE[0]) in texts
    assert plain_text(HOSTILE[4]) in texts


@pytest.mark.parametrize("size", [(1600, 1000), (400, 800), (120, 120)])
@pytest.mark.parametrize("ground", [island(), Ground()], ids=["island", "bare"])
def test_any_picture_is_xml_of_the_right_size(ground, size):
    """Whatever its names, and with land or without."""
    for picture in (plain_picture(), hostile_picture(), MapPicture("Nothing")):
        root = ET.fromstring(draw_svg(picture, ground, *size))
        assert (root.get("width"), root.get("height")) == (str(size[0]), str(size[1]))


def test_the_same_picture_is_written_the_same_way_twice():
    """Character for character."""
    assert draw_svg(plain_picture(), island(), 500, 500) == draw_svg(plain_picture(), island(), 500, 500)


def test_the_course_is_drawn_by_its_modes():
    """Colour is not the only sign: foot is dashed, a boat dotted, a car solid."""
    root = ET.fromstring(draw_svg(plain_picture(), island(), 1600, 1000))
    lines = [p for p in root.iter(f"{SVG}path") if p.get("class") == "course"]
    rhythms = {p.get("stroke-dasharray") for p in lines}
    assert len(rhythms) == 3
    assert None in rhythms
