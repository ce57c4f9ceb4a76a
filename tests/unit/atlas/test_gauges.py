"""Gauge records: each format, real and self-made, and what is said of a broken one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_data import real
from waystation.atlas.gauges import read_gauge
from waystation.atlas.limits import GaugeLimits
from waystation.errors import BadInput

RDB = (
    b"# Data provided for site 1\n#    DD parameter statistic   Description\n"
    b"#    01   00060     00003     Discharge, cubic feet per second (Mean)\n"
    b"#    02   00065             Gage height, feet\n"
    b"agency_cd\tsite_no\tdatetime\ttz_cd\t01_00060_00003\t01_00060_00003_cd\t02_00065\t02_00065_cd\n"
    b"5s\t15s\t20d\t6s\t14n\t10s\t14n\t10s\n"
    b"USGS\t1\t2012-09-01 00:00\tEST\t191\tA\t3.0\tP\n"
    b"USGS\t1\t2012-09-01 12:00\tEST\t193\tA\t5.0\tP\n"
    b"USGS\t1\t2012-09-02 00:00\tEST\t\tA\tIce\tP\n"
    b"USGS\t1\t2012-09-03 00:00\tEST\t409\tA\t-999999\tP\n"
    b"USGS\t1\t2012-09-04 00:00\tEST\t409\tA\t6.5\tP\n"
    b"# Data provided for site 2\n"
    b"agency_cd\tsite_no\tdatetime\ttz_cd\t01_00060_00003\n"
    b"USGS\t2\t2012-09-01\tEST\t1\n"
)
POINT = "<w:point><w:MeasurementTVP><w:time>{}</w:time><w:value>{}</w:value></w:MeasurementTVP></w:point>"
WATERML2 = """<?xml version="1.0"?>
<w:Collection xmlns:w="http://www.opengis.net/waterml/2.0" xmlns:om="http://www.opengis.net/om/2.0"
 xmlns:xlink="http://www.w3.org/1999/xlink">
<w:observationMember><om:OM_Observation><om:observedProperty xlink:title="Discharge"/><om:result>
<w:MeasurementTimeseries><w:uom code="m3/s"/>{}</w:MeasurementTimeseries></om:result></om:OM_Observation>
</w:observationMember><w:observationMember><om:OM_Observation>
<om:observedProperty xlink:title="Gage height"/><om:parameter><om:value>00003</om:value></om:parameter><om:result>
<w:MeasurementTimeseries><w:uom xlink:title="m"/><w:point><w:MeasurementTVP/></w:point>
{}</w:MeasurementTimeseries></om:result></om:OM_Observation></w:observationMember></w:Collection>"""
WATERML1 = """<r:timeSeriesResponse xmlns:r="http://www.cuahsi.org/waterML/1.1/"><r:timeSeries><r:variable>
<r:variableCode>00065</r:variableCode><r:unit><r:unitCode>ft</r:unitCode></r:unit><r:noDataValue>-1.5</r:noDataValue>
</r:variable><r:values><r:value dateTime="2012-05-12T00:00:00.000-05:00">2</r:value>
<r:value dateTime="2012-05-12T23:45:00.000-05:00">4</r:value>
<r:value dateTime="2012-05-13T00:00:00.000-05:00">-1.5</r:value></r:values></r:timeSeries></r:timeSeriesResponse>"""
JSON = (
    '{"value": {"timeSeries": [{"variable": {"variableCode": [{"value": "00060"}]}, "values": [{"value": []}]},'
    '{"variable": {"variableCode": [{"value": "00060"}], "unit": {"unitCode": "ft3/s"}, "noDataValue": -9.0},'
    '"values": [{"value": [{"value": "466", "dateTime": "2020-02-14T00:00:00.000"},'
    '{"value": "-9.0", "dateTime": "2020-02-15T00:00:00.000"}]}]}]}}'
)


def refusals(data: bytes, limits: GaugeLimits | None = None):
    with pytest.raises(BadInput) as error:
        read_gauge("gauges/x", data, limits or GaugeLimits())
    return [(m.code, m.line, m.at) for m in error.value.mistakes()]


def test_a_csv_has_a_date_and_a_level():
    """Columns in any order; other columns are left alone where one is called level."""
    record = read_gauge("x", b"Level,note,Date\n1.5,a,2031-10-02\n-2,b,2031-10-01\n")
    assert record.days == (date(2031, 10, 1), date(2031, 10, 2))
    assert record.levels == (-2.0, 1.5)
    assert record.unit == ""


def test_the_only_other_column_is_the_level_whatever_its_name():
    """As the Mekong River Commission's stage_m."""
    assert read_gauge("x", b"date,stage_m\n1960-01-01,3.41\n").levels == (3.41,)


@pytest.mark.parametrize("mark", [b";", b"\t"])
def test_cells_parted_by_semicolons_or_tabs_may_hold_decimal_commas(mark):
    """As spreadsheets of half of the world write them."""
    assert read_gauge("x", b"date" + mark + b"level\n1960-01-01" + mark + b"3,41\n").levels == (3.41,)


def test_lines_of_remarks_may_stand_above_the_columns():
    """And count as lines in what is said of the rest."""
    assert refusals(b"# from\n# whom\ndate,level\n1960-01-01,x\n") == [("gauge_value", 4, "")]


@pytest.mark.parametrize("nothing", [b"", b"NA", b"NaN", b"-", b"Ice", b"-9999", b"-999999.0", b" "])
def test_a_missing_level_is_skipped(nothing):
    """Its day is left out of the record, not guessed."""
    record = read_gauge("x", b"date,level\n2031-10-01,1\n2031-10-02," + nothing + b"\n2031-10-03,3\n")
    assert record.days == (date(2031, 10, 1), date(2031, 10, 3))


def test_several_readings_of_a_day_become_their_mean():
    """Sub-daily readings and days given twice alike; the day is the one written, whatever the offset."""
    data = b"date,level\n2031-10-01T00:30+07:00,1\n2031-10-01 23:30,2\n2031-10-01,6\n"
    assert read_gauge("x", data).levels == (3.0,)


def test_an_rdb_file_gives_the_gage_height_of_its_first_site():
    """Discharge stands first here, and a second site after; remarks in place of a value are no reading."""
    record = read_gauge("x", RDB)
    assert record.days == (date(2012, 9, 1), date(2012, 9, 4))
    assert record.levels == (4.0, 6.5)
    assert record.unit == "feet"


def test_waterml_2_gives_the_gage_height_if_there_is_one():
    """Else the first series with a reading; empty points are skipped, and values outside points are none."""
    flow, height = POINT.format("2014-09-01", "2690.0"), POINT.format("2014-09-02T12:00:00Z", "1.25")
    record = read_gauge("x", WATERML2.format(flow, height).encode())
    assert (record.days, record.levels, record.unit) == ((date(2014, 9, 2),), (1.25,), "m")
    record = read_gauge("x", WATERML2.format(flow, "").encode())
    assert (record.days, record.levels, record.unit) == ((date(2014, 9, 1),), (2690.0,), "m3/s")


def test_waterml_1_and_its_json_are_read_too():
    """With the value that they declare to mean none."""
    record = read_gauge("x", WATERML1.encode())
    assert (record.days, record.levels, record.unit) == ((date(2012, 5, 12),), (3.0,), "ft")
    record = read_gauge("x", JSON.encode())
    assert (record.days, record.levels, record.unit) == ((date(2020, 2, 14),), (466.0,), "ft3/s")


def test_xml_in_another_encoding_is_read():
    """As its declaration or its byte order mark says."""
    text = WATERML2.format(POINT.format("2014-09-01", "1"), "").replace('"1.0"?', '"1.0" encoding="utf-16"?')
    assert read_gauge("x", text.encode("utf-16")).levels == (1.0,)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [("table_empty", 0, "")]),
        (b"# only remarks\n", [("table_empty", 0, "")]),
        (b"day,level\n", [("missing_column", 1, "")]),
        (b"date,a,b\n", [("missing_column", 1, "")]),
        (b"date,level\n", [("gauge_empty", 0, "")]),
        (
            b"date,level\n01/10/2031,1\n2031-10-32,1\n2031-10-01,high\n",
            [("gauge_date", 2, ""), ("gauge_date", 3, ""), ("gauge_value", 4, "")],
        ),
        (b"date,level\n2031-10-01,inf\n2031-10-01,1e13\n2031-10-01,1_0\n", [("gauge_value", n, "") for n in (2, 3, 4)]),
        (b"\xff,level\n", [("not_utf8", 1, "")]),
        (b"agency_cd\tdatetime\tlevel\n", [("missing_column", 1, "")]),
        (b"<a>", [("not_xml", 1, "")]),
        (b"<a/>", [("gauge_no_series", 0, "")]),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', [("not_xml", 1, "")]),
        (b'<!DOCTYPE a [<!ENTITY b "c">]>\n<a>&b;</a>', [("xml_doctype", 1, "")]),
        (b"{", [("not_json", 1, "")]),
        (b"[" * 200_000, [("too_deep", 0, "")]),
        (b"[1" + b"0" * 5000 + b"]", [("not_json", 0, "")]),
        (b"[]", [("gauge_no_series", 0, "")]),
        (JSON.replace("466", "much").encode(), [("gauge_value", 0, "/value/timeSeries/1/values/0/value/0")]),
        (WATERML2.format(POINT.format("yesterday", "1"), "").encode(), [("gauge_date", 5, "")]),
    ],
)
def test_a_broken_record_says_every_mistake_and_its_place(data, expected):
    """Codes, lines and JSON pointers."""
    assert refusals(data) == expected


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        (b"date,level\n" * 4, GaugeLimits(lines=3)),
        (b"date,level\n" + b"1" * 30, GaugeLimits(line_chars=20)),
        (b"<a><a><a/></a></a>", GaugeLimits(depth=2)),
        (WATERML1.encode(), GaugeLimits(lines=1)),
        (JSON.encode(), GaugeLimits(lines=1)),
        (b"[" + b" " * 100, GaugeLimits(json_bytes=50)),
        (b"<a>" + b" " * 100, GaugeLimits(bytes=50)),
    ],
)
def test_a_record_past_a_limit_is_refused(data, limits):
    """By the limit's name, whatever the format."""
    assert [code for code, _, _ in refusals(data, limits)] == ["over_limit"]


def test_reading_stops_at_the_limit_of_mistakes():
    """A file of garbage makes a page of errors, not a book."""
    assert len(refusals(b"date,level\n" + b"x,y\n" * 1000)) == GaugeLimits().mistakes


@given(st.dictionaries(st.dates(), st.floats(-1e6, 1e6).map(lambda level: round(level, 3) + 0.0), min_size=1))
def test_what_was_written_is_read(levels):
    """Any days and levels, in any order, come back rising."""
    kept = {day: level for day, level in levels.items() if level not in {-999.0, -9999.0, -99999.0, -999999.0}}
    rows = "".join(f"{day.isoformat()},{level!r}\n" for day, level in levels.items())
    if kept:
        record = read_gauge("x", f"date,level\n{rows}".encode())
        assert dict(zip(record.days, record.levels, strict=True)) == kept


def test_prek_kdam_has_59_years_without_a_gap():
    """The Mekong River Commission's daily stage, 1960 to 2018."""
    record = read_gauge("x", real("river/mrc_prek_kdam_daily_stage_1960_2018.csv"))
    assert (len(record.days), record.days[0], record.days[-1]) == (21_550, date(1960, 1, 1), date(2018, 12, 31))
    assert 0.0 < min(record.levels) < 2.0
    assert 8.0 < max(record.levels) < 12.0


@pytest.mark.parametrize(
    ("file", "days", "first", "unit"),
    [
        ("RDB1Example.txt", 31, 191.0, "cubic feet per second"),
        ("WaterML1Example.xml", 2, 74.53125, "ft3/s"),
        ("WaterML2Example.xml", 8, 2690.0, "ft3/s"),
        ("usgs_nwis_dv.json", 2, 466.0, "ft3/s"),
    ],
)
def test_the_examples_of_usgs_are_read(file, days, first, unit):
    """As dataRetrieval and its Python twin keep them."""
    record = read_gauge(file, real(f"river/{file}"))
    assert (len(record.days), record.levels[0], record.unit) == (days, first, unit)
