"""GeoJSON, GPX and KML: other people's programs read them, whatever the names hold."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.atlas.course_file import CourseFile, CourseLeg, CoursePlace, coordinate, xml_text
from waystation.atlas.geojson import course_to_geojson
from waystation.atlas.gpx import course_to_gpx
from waystation.atlas.kml import course_to_kml
from waystation.charts.picture import plain_text

GPX = "{http://www.topografix.com/GPX/1/1}"
KML = "{http://www.opengis.net/kml/2.2}"
WRITERS = {"geojson": course_to_geojson, "gpx": course_to_gpx, "kml": course_to_kml}
NAMES = (
    "<script>alert(1)</script>",
    "a \"b\" & 'c' ]]>",
    "بيت آمن",
    "평양 안전가옥",
    "\u202ex\u0000\u0008\ud800\ufffe",
)
KOREA = timezone(timedelta(hours=9))
START = datetime(2026, 11, 22, 21, 30, tzinfo=KOREA)


def course_of(names=NAMES, points=None):
    """A course through as many places as there are names."""
    at = points or [(128.0 - 3.1 * i, 42.0 - 2.2 * i) for i in range(len(names))]
    places = tuple(
        CoursePlace(
            f"p{i}", name, *at[i], "crossing", i + 1, name, START + timedelta(hours=i), START + timedelta(hours=i)
        )
        for i, name in enumerate(names)
    )
    legs = tuple(
        CourseLeg(name, f"p{i}", f"p{i + 1}", "ford", (at[i], at[i + 1]), name, START, START + timedelta(hours=1))
        for i, name in enumerate(names[:-1])
    )
    return CourseFile(names[0], " ".join(names), places, legs)


def test_geojson_has_a_line_for_each_leg_and_a_point_for_each_place():
    """RFC 7946: longitude first."""
    found = json.loads(course_to_geojson(course_of()))
    assert found["type"] == "FeatureCollection"
    kinds = [f["geometry"]["type"] for f in found["features"]]
    assert kinds == ["LineString"] * 4 + ["Point"] * 5
    assert found["features"][4]["geometry"]["coordinates"] == [128.0, 42.0]
    leg = found["features"][0]["properties"]
    assert (leg["from"], leg["to"], leg["mode"]) == ("p0", "p1", "ford")
    assert leg["depart"] == "2026-11-22T21:30:00+09:00"
    assert [f["properties"]["name"] for f in found["features"][4:]] == [plain_text(name) for name in NAMES]


def test_a_geojson_line_across_the_antimeridian_is_cut_there():
    """RFC 7946, section 3.1.9."""
    course = course_of(("a", "b"), [(179.0, 10.0), (-179.0, 20.0)])
    line = json.loads(course_to_geojson(course))["features"][0]["geometry"]
    assert line["type"] == "MultiLineString"
    assert line["coordinates"] == [[[179.0, 10.0], [180.0, 15.0]], [[-180.0, 15.0], [-179.0, 20.0]]]


def test_gpx_has_waypoints_and_routes_with_times_in_utc():
    """GPX 1.1 knows no offsets."""
    root = ET.fromstring(course_to_gpx(course_of()))
    assert root.get("version") == "1.1"
    assert [w.findtext(f"{GPX}name") for w in root.findall(f"{GPX}wpt")] == [
        f"{i} {plain_text(name)}" for i, name in enumerate(NAMES, 1)
    ]
    assert root.findtext(f"{GPX}wpt/{GPX}time") == "2026-11-22T12:30:00Z"
    assert len(root.findall(f"{GPX}rte/{GPX}rtept")) == 8
    assert float(root.find(f"{GPX}wpt").get("lat")) == 42.0


def test_gpx_elements_stand_in_the_order_of_its_schema():
    """A wptType is a sequence: time, name, desc, type; a file out of order is not GPX."""
    order = ["time", "name", "desc", "number", "type", "rtept"]
    for element in ET.fromstring(course_to_gpx(course_of())).iter():
        if element.tag in (f"{GPX}wpt", f"{GPX}rtept"):
            tags = [child.tag.removeprefix(GPX) for child in element]
            assert tags == sorted(tags, key=order.index)


def test_gpx_has_no_longitude_of_180():
    """Its schema ends just below."""
    text = course_to_gpx(course_of(("a", "b"), [(180.0, 0.0), (179.0, 1.0)]))
    assert 'lon="-180.00000"' in text
    assert 'lon="180' not in text


def test_kml_has_a_red_line_for_each_leg():
    """Colours are alpha, blue, green, red."""
    root = ET.fromstring(course_to_kml(course_of()))
    lines = root.findall(f".//{KML}LineString/{KML}coordinates")
    assert lines[0].text == "128.00000,42.00000 124.90000,39.80000"
    assert len(lines) == 4
    assert len(root.findall(f".//{KML}Point")) == 5
    styles = {f"#{style.get('id')}" for style in root.iter(f"{KML}Style")}
    assert {url.text for url in root.iter(f"{KML}styleUrl")} <= styles
    assert root.findtext(f".//{KML}LineStyle/{KML}color") == "ff303bff"
    assert root.findtext(f".//{KML}begin") == "2026-11-22T12:30:00Z"


@pytest.mark.parametrize("ending", WRITERS)
def test_ogrinfo_reads_every_feature(ending, tmp_path):
    """GDAL is somebody else's reader."""
    if shutil.which("ogrinfo") is None:
        pytest.skip("ogrinfo (Debian's gdal-bin) is not on this machine")
    for name, course in (("names", course_of()), ("seam", course_of(("a", "b"), [(179.0, 10.0), (-179.0, 20.0)]))):
        path = tmp_path / f"{name}.{ending}"
        path.write_text(WRITERS[ending](course), "utf-8")
        said = subprocess.run(
            ["ogrinfo", "-al", "-so", str(path)], capture_output=True, text=True, timeout=60, check=False
        )
        assert said.returncode == 0
        assert "ERROR" not in said.stdout + said.stderr
        counts = [int(line.split(":")[1]) for line in said.stdout.splitlines() if line.startswith("Feature Count")]
        wanted = len(course.places) + len(course.legs)
        route_points = 2 * len(course.legs) if ending == "gpx" else 0
        assert sum(counts) == wanted + route_points


@given(st.lists(st.text(max_size=20), min_size=2, max_size=4))
def test_any_names_give_files_that_parse(names):
    """Whatever somebody typed or pasted."""
    course = course_of(tuple(names))
    json.loads(course_to_geojson(course).encode("utf-8"))
    ET.fromstring(course_to_gpx(course).encode("utf-8"))
    ET.fromstring(course_to_kml(course).encode("utf-8"))


@given(st.floats(-180, 180))
def test_coordinates_are_written_to_a_metre_without_negative_zero(degrees):
    """Five decimals."""
    written = coordinate(degrees)
    assert abs(written - degrees) <= 5.1e-6
    assert not str(written).startswith("-0.0") or written != 0


def test_a_course_without_legs_or_times_is_still_a_file():
    """No way is known; the places are."""
    course = CourseFile("x", places=(CoursePlace("p", "P", 1.0, 2.0),))
    assert len(json.loads(course_to_geojson(course))["features"]) == 1
    assert ET.fromstring(course_to_gpx(course)).find(f"{GPX}wpt/{GPX}time") is None
    assert ET.fromstring(course_to_kml(course)).find(f".//{KML}TimeSpan") is None


def test_what_cannot_stand_in_a_file_is_refused():
    """At construction."""
    with pytest.raises(ValueError, match="longitude"):
        CoursePlace("p", "P", float("nan"), 0.0)
    with pytest.raises(ValueError, match="at least 2 points"):
        CourseLeg("l", "a", "b", "foot", ((0.0, 0.0),))
    with pytest.raises(ValueError, match="offset"):
        CoursePlace("p", "P", 0.0, 0.0, arrive=datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None))


def test_xml_text_holds_only_what_xml_allows():
    """XML 1.0, section 2.2."""
    assert xml_text("a<b>&\"'\u0000\u0008\ufffe\ud800") == "a&lt;b&gt;&amp;&quot;&apos;"
