"""The numbered list: as large as the room allows, nothing lost before it must be."""

from __future__ import annotations

import pytest

from tests.unit.charts.pictures import plain_picture
from waystation.charts.lettering import Lettering
from waystation.charts.listing import Column, list_height, list_marks
from waystation.charts.marks import Disc, Text
from waystation.charts.picture import Segment


def column(width=420.0):
    """A column of text that needs no font of the system."""
    return Column(10.0, width, 1.0, Lettering({}))


def texts(marks, role):
    """What is written in a role."""
    return [mark.text for mark in marks if isinstance(mark, Text) and mark.role == role]


@pytest.mark.parametrize("room", [110, 130, 160, 190, 240, 400])
def test_the_list_stays_in_its_room(room):
    """And has every stop, however little room there is for four."""
    marks = list_marks(plain_picture(), column(), 100.0, room)
    assert texts(marks, "name") == ["Home", "Hut", "River bank", "The camp"]
    assert max(m.y for m in marks if isinstance(m, Text)) <= 100 + room
    assert all(m.y + m.radius <= 100 + room for m in marks if isinstance(m, Disc))


def test_with_more_room_it_is_larger():
    """A short course is written large."""
    sizes = [
        next(m.size for m in list_marks(plain_picture(), column(), 0.0, room) if isinstance(m, Text))
        for room in (150, 400)
    ]
    assert sizes[0] < sizes[1]


def test_what_is_said_of_a_stop_goes_on_in_a_second_line():
    """What is to be paid stands at its end, and is not cut off where there is room."""
    picture = plain_picture()
    first = picture.course[0]
    long = "on foot with Mr. Hwang over the ridge, arrives Tue 02:30, pay USD 200"
    course = (Segment(first.id, first.mode, first.points, 1, 2, first.when, long), *picture.course[1:])
    wide = list_marks(plain_picture(course=course), column(300.0), 0.0, 400)
    assert " ".join(texts(wide, "words")).startswith(f"Mon 20:00 · {long}")
    assert list_height(plain_picture(course=course), column(300.0), 1.0, 2) > list_height(
        picture, column(300.0), 1.0, 2
    )


def test_without_room_there_is_no_list():
    """Better none than one that lies on the key."""
    assert list_marks(plain_picture(), column(), 0.0, 20.0) == []
