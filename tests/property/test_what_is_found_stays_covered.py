"""Whatever was found in a frame is covered in it, and in the frames beside it; more patience never covers less."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from waystation.archive.boxes import Box, carried

BOXES = st.builds(Box, st.integers(-20, 200), st.integers(-20, 200), st.integers(1, 60), st.integers(1, 60))
FOUND = st.lists(st.lists(BOXES, max_size=3), max_size=12)


def area(boxes):
    """Every point that some boxes cover, coarsely."""
    return {(x // 4, y // 4) for b in boxes for x in range(b.x, b.right, 2) for y in range(b.y, b.bottom, 2)}


@given(FOUND, st.integers(1, 4), st.integers(0, 6))
def test_what_is_found_stays_covered(found, reach, gap):
    """In its frame and in both beside it."""
    covered = carried(found, reach, gap)
    assert len(covered) == len(found)
    for number, boxes in enumerate(found):
        for near in range(max(0, number - 1), min(len(found), number + 2)):
            assert set(boxes) <= set(covered[near])


@given(FOUND, st.integers(1, 3))
def test_a_face_that_flickers_is_covered_all_the_time(found, reach):
    """Between two frames in which the same place was found nothing of it is bare."""
    place = Box(50, 50, 40, 40)
    frames = [[*boxes, *([place] if number % 3 == 0 else [])] for number, boxes in enumerate(found)]
    last = (len(frames) - 1) // 3 * 3
    for boxes in carried(frames, reach, 3)[: last + 1]:
        assert area([place]) <= area(boxes)
