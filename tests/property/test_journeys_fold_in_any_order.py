"""The order in which reports are taken down does not matter to a journey, nor how often they come."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import leg, place, small_pack
from tests.journeys import NAME, accepted, at, closed, delivery, departure, heard
from waystation.guiding.journey import journeys_of
from waystation.world.report import OUTCOMES, Report

PACK = small_pack(
    place("m"),
    leg("up", "a", "m", both_ways=True, broker="g", fee=100),
    leg("on", "m", "b"),
    hours=24,
    broker=[{"id": "g", "role": "guide"}],
)


@st.composite
def histories(draw: st.DrawFn) -> list[Report]:
    """Whatever may be told of a journey or two, sense or not, often at the same minute."""
    minutes = st.integers(0, 12).map(lambda n: at(10 * n))
    names = st.sampled_from([NAME, "other"])
    one = st.one_of(
        st.builds(departure, st.sampled_from(["up", "on"]), minutes, names),
        st.builds(delivery, st.sampled_from(["up", "on"]), minutes, st.sampled_from(OUTCOMES), names),
        st.builds(lambda when, name: heard("checkin", when, journey=name, word="good", at="m"), minutes, names),
        st.builds(lambda when: heard("silence", when, broker="g"), minutes),
        st.builds(lambda when: heard("burn", when, what="broker", name="g"), minutes),
        st.builds(lambda when, name: heard("illness", when, journey=name, person="boy", pace=0.5), minutes, names),
        st.builds(closed, minutes, st.sampled_from(["arrived", "home", "lost"]), names),
        st.builds(lambda when, fee: heard("price", when, leg="up", fee=fee), minutes, st.sampled_from([50, 150])),
    )
    told = [accepted(at(0)), accepted(draw(minutes), "other", 518), *draw(st.lists(one, max_size=12))]
    answered = draw(st.lists(st.sampled_from([str(report.id) for report in told]), max_size=2))
    return told + [heard("correction", at(200 + n), answers=name) for n, name in enumerate(answered)]


@settings(max_examples=200)
@given(told=histories(), seed=st.integers(0, 99))
def test_order_and_repetition_change_nothing(told, seed):
    """The same journeys come out, to the last field."""
    mixed = [*told, *told[: len(told) // 2]]
    random.Random(seed).shuffle(mixed)
    assert {one.name: one for one in journeys_of(PACK, mixed)} == {one.name: one for one in journeys_of(PACK, told)}
