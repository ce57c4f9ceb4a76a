"""What a map shows: checked when it is made, listed in order."""

from __future__ import annotations

import pytest

from tests.unit.charts.pictures import plain_picture
from waystation.charts.picture import MapPicture, Segment, Spot, Trace, plain_text


@pytest.mark.parametrize("lon", [181.0, float("nan"), float("inf")])
def test_a_point_that_is_not_on_earth_is_refused(lon):
    """At construction, where the mistake was made."""
    with pytest.raises(ValueError, match="longitude -180 to 180"):
        Spot("x", lon, 0.0)
    with pytest.raises(ValueError, match="longitude -180 to 180"):
        Segment("x", "foot", ((0.0, 0.0), (lon, 0.0)), 1, 2)


def test_a_path_of_one_point_is_refused():
    """It leads nowhere."""
    with pytest.raises(ValueError, match="at least 2 points"):
        Trace("x", ((0.0, 0.0),))


def test_the_list_has_a_row_for_each_leg_and_one_for_the_end():
    """Where it leaves, when, and how; at the end what is said of the place."""
    rows = plain_picture().rows()
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert (rows[1].label, rows[1].when, rows[1].words, rows[1].mode) == (
        "Hut",
        "Mon 23:30",
        "with Ana, 1 h, $20",
        "car",
    )
    assert (rows[3].label, rows[3].words, rows[3].mode) == ("The camp", "Tue 06:00", "")


def test_without_a_course_the_numbered_places_are_listed():
    """There is still something to find on the map."""
    assert [row.label for row in plain_picture(course=()).rows()] == ["Home", "Hut", "River bank", "The camp"]


def test_a_branch_is_drawn_where_it_leaves_the_course():
    """The legs that both have are red, not grey."""
    assert [[trace.id for trace in traces] for _, traces in plain_picture().branch_traces()] == [["d"]]


def test_text_is_one_line_without_marks_that_cannot_be_seen():
    """Joiners that Indic and Persian writing need are kept."""
    assert plain_text("a\n b\t\u202ec\u0000\ud800") == "a b c"
    assert plain_text("\u0645\u06cc\u200c\u062e") == "\u0645\u06cc\u200c\u062e"
    assert MapPicture("x").modes() == ()
