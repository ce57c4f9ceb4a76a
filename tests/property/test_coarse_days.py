"""Days in a story are only ever cut off: what is coarser shows no more, and twice is as once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from waystation.archive.story.coarsening import coarse_day
from waystation.archive.story.shape import GRAINS

DAYS = st.dates().map(lambda day: day.isoformat())
WHEN = st.one_of(DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4]), st.just(""))


@given(when=WHEN, grain=st.sampled_from(GRAINS), coarser=st.sampled_from(GRAINS))
def test_a_coarser_grain_shows_the_same_from_the_finer(when, grain, coarser):
    """The coarser of two grains decides, in whichever order they are applied."""
    both = coarse_day(coarse_day(when, grain), coarser)
    last = max(grain, coarser, key=GRAINS.index)
    assert both == coarse_day(when, last) == coarse_day(coarse_day(when, coarser), grain)


@given(day=st.dates(), other=st.dates())
def test_days_of_one_month_read_the_same(day, other):
    """Told by the month, no two days of it can be told apart."""
    same = (day.year, day.month) == (other.year, other.month)
    assert (coarse_day(day.isoformat(), "month") == coarse_day(other.isoformat(), "month")) == same


@given(when=WHEN)
def test_none_shows_nothing(when):
    """Nor does the length of what is left say anything."""
    assert coarse_day(when, "none") == ""
