"""What happened, in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from waystation.evidence.facts import UNIT, Claim
from waystation.evidence.timelines import Moment, Timeline

CLAIMS = st.lists(
    st.tuples(st.integers(-9, -1), st.integers(0, 99), st.uuids().map(str)), max_size=60, unique_by=lambda c: c[2]
)


@given(CLAIMS, CLAIMS, st.booleans())
def test_changes_leave_what_holds_now_in_order(before: list[Claim], after: list[Claim], settle: bool) -> None:
    """Few or many, settled in between or not."""
    line = Timeline()
    line.change([], before, 1.0)
    if settle:
        line.settle()
    line.change(before, after, 1.0)
    line.settle()
    assert line.moments == sorted(Moment(-time, -weight, name, 1.0) for weight, time, name in after)


def test_weight_is_a_share() -> None:
    """Of a report that counts in full."""
    assert Moment(0, UNIT // 2, "r", 1.0).weight == 0.5
