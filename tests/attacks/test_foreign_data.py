"""Whatever the bytes, a reader answers with a record or with an error of our own."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.atlas.feeds import FEED, zipped
from tests.unit.atlas.test_gauges import JSON, POINT, RDB, WATERML1, WATERML2
from tests.unit.atlas.test_incidents import NEWER, OLDER
from waystation.atlas.gauges import read_gauge
from waystation.atlas.incidents import read_incidents
from waystation.atlas.timetables import read_departures
from waystation.errors import WaystationError
from waystation.world.files import TimetableFile

CSV = b"date,level\n1960-01-01,3.41\n1960-01-02,3.24\n"
LINE = TimetableFile(file="t.zip", route="RE 1", from_stop="p2", to_stop="sea")
GAUGES = [CSV, RDB, WATERML2.format(POINT.format("2014-09-01", "1"), "").encode(), WATERML1.encode(), JSON.encode()]
JUNK = st.one_of(
    st.binary(max_size=6),
    st.sampled_from([b"\n", b'"', b",", b"\0", b"\xff\xfe", b"-", b"9" * 30, b"NaN", b"<", b"&x;"]),
)


@st.composite
def mutated(draw: st.DrawFn, valid: bytes) -> bytes:
    """A valid file with up to four stretches replaced by something else."""
    data = valid
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(data)))
        end = min(len(data), begin + draw(st.sampled_from([0, 0, 1, 1, 2, 8, 100])))
        data = data[:begin] + draw(JUNK) + data[end:]
    return data


def answers(read, data: bytes) -> None:
    try:
        read("x", data)
    except WaystationError as error:
        mistakes = error.mistakes()
        assert mistakes
        assert all(mistake.file == "x" and mistake.code for mistake in mistakes)


def read_week(name: str, data: bytes) -> None:
    read_departures(name, data, LINE, date(2031, 10, 25), date(2031, 10, 31))


@pytest.mark.parametrize("read", [read_gauge, read_incidents, read_week])
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(read, data):
    """Garbage."""
    answers(read, data)


@pytest.mark.parametrize("valid", GAUGES)
@settings(max_examples=200)
@given(data=st.data())
def test_any_damage_to_a_gauge_s_record_is_read_or_refused(valid, data):
    """Each format."""
    answers(read_gauge, data.draw(mutated(valid)))


@pytest.mark.parametrize("valid", [OLDER, NEWER])
@settings(max_examples=200)
@given(data=st.data())
def test_any_damage_to_a_file_of_incidents_is_read_or_refused(valid, data):
    """Both layouts."""
    answers(read_incidents, data.draw(mutated(valid)))


@settings(max_examples=300)
@given(data=mutated(zipped()))
def test_any_damage_to_a_zip_is_read_or_refused(data):
    """Its directory, its headers, its members."""
    answers(read_week, data)


@settings(max_examples=300)
@given(data=st.data())
def test_any_damage_to_a_table_of_a_timetable_is_read_or_refused(data):
    """Inside a sound zip."""
    name = data.draw(st.sampled_from(sorted(FEED)))
    text = data.draw(mutated(FEED[name].encode())).decode("utf-8", "replace")
    answers(read_week, zipped({**FEED, name: text}))
