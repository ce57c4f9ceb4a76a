"""Rectangles: how they are written, made larger, put on whole blocks, and carried from frame to frame."""

from __future__ import annotations

import pytest

from waystation.archive.boxes import BLOCK, Box, Timed, aligned, carried, grown, holds, overlap, read_box
from waystation.errors import Usage


def test_a_box_is_written_as_four_numbers():
    """Blanks do not matter; in a film it has seconds."""
    assert read_box("12, 40,64,80") == Timed(Box(12, 40, 64, 80))
    assert read_box("0,0,1,1@2-3.5") == Timed(Box(0, 0, 1, 1), 2.0, 3.5)


@pytest.mark.parametrize(
    "written",
    ["", "1,2,3", "1,2,0,4", "1,2,3,0", "-1,2,3,4", "1,2,3,4@5", "1,2,3,4@5-4", "1,2,3,4@-1-4", "99999,1,2,2"],
)
def test_what_is_no_box_is_refused(written):
    """No area, no beginning before the end, nothing outside of any picture."""
    with pytest.raises(Usage, match="redact_box"):
        read_box(written)


def test_a_box_holds_from_its_first_second_to_its_last():
    """Both belong to it; without a last it holds to the end."""
    boxes = [read_box("0,0,9,9@1-2"), read_box("5,5,9,9@2-3"), read_box("7,7,9,9")]
    assert holds(boxes, 0.5) == (Box(7, 7, 9, 9),)
    assert holds(boxes, 2.0) == (Box(0, 0, 9, 9), Box(5, 5, 9, 9), Box(7, 7, 9, 9))
    assert holds(boxes, 90.0) == (Box(7, 7, 9, 9),)


def test_a_box_grows_on_every_side():
    """By a share of its own size, never by less."""
    assert grown(Box(10, 10, 10, 20), 0.25) == Box(7, 5, 16, 30)


def test_an_aligned_box_fills_whole_blocks_within_the_picture():
    """It never becomes smaller; outside of the picture there is none."""
    assert aligned(Box(17, 1, 2, 40), 100, 100) == Box(16, 0, 16, 48)
    assert aligned(Box(-30, 90, 60, 60), 100, 100) == Box(0, 80, 32, 20)
    assert aligned(Box(100, 0, 5, 5), 100, 100) is None
    assert aligned(Box(-20, 0, 4, 4), 100, 100) is None
    assert BLOCK == 16


def test_overlap_is_the_share_of_what_two_boxes_cover_together():
    """1 for the same, 0 for what only touches."""
    assert overlap(Box(0, 0, 10, 10), Box(0, 0, 10, 10)) == 1.0
    assert overlap(Box(0, 0, 10, 10), Box(10, 0, 10, 10)) == 0.0
    assert overlap(Box(0, 0, 10, 10), Box(5, 0, 10, 10)) == pytest.approx(50 / 150)


def test_a_face_missed_between_two_frames_is_covered():
    """All that lies between where it was and where it is again."""
    covered = carried([[Box(0, 0, 10, 10)], [], [], [Box(12, 0, 10, 10)]], reach=1, gap=4)
    assert Box(0, 0, 22, 10) in covered[1]
    assert Box(0, 0, 22, 10) in covered[2]


def test_a_face_that_is_not_found_again_stays_covered_for_a_while():
    """Before it was first found, and after it was last."""
    covered = carried([[], [], [], [Box(5, 5, 9, 9)], [], [], []], reach=2, gap=3)
    assert covered == [(), *[(Box(5, 5, 9, 9),)] * 5, ()]


def test_a_face_elsewhere_is_another():
    """Nothing is covered between two faces far from each other."""
    covered = carried([[Box(0, 0, 10, 10)], [], [], [], [Box(500, 0, 10, 10)]], reach=1, gap=9)
    assert covered[2] == ()
