"""What is heard in a rehearsal is said with its hour, by a clock that nobody can mistake."""

from __future__ import annotations

import pytest

from tests.builders import leg, place, small_pack
from tests.journeys import at, departure
from waystation.wording.rehearsals import heard_line


@pytest.mark.parametrize(
    ("zone", "expected"), [("Asia/Seoul", "Wed 1 Oct 12:00  "), ("Asia/Bangkok", "Wed 1 Oct 12:00 +09  ")]
)
def test_the_hour_bears_its_offset_where_places_have_another(zone, expected):
    """Answers are said in the hours of the place: side by side the two must not look alike."""
    pack = small_pack(place("a", tz=zone), place("b", tz=zone), leg("road"), hours=24)
    line = heard_line(pack, departure("road", at(0)))
    assert line.startswith(expected), line
    assert line.endswith(", says anna")
