"""The night's sheet misses nobody who has to be warned, and sends nobody to call somebody who is burnt."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import leg, place, small_pack
from tests.kept import NOW, told
from waystation.guiding.burning import closed_by
from waystation.guiding.journey import journeys_of, standing_reports
from waystation.guiding.night import NEEDS, NightJourney, NightMission, night_of
from waystation.guiding.schedule import Expected, Watched
from waystation.guiding.warning import alerts_of, burns_in, whom_to_warn
from waystation.world.pack import Pack
from waystation.world.report import Report

HOUR = timedelta(hours=1)
BROKERS = ("hwang", "boun", "lin")


def a_pack() -> Pack:
    """Two ways over two houses, with three brokers."""
    return small_pack(
        place("barn", kind="safe_house"),
        place("mill", kind="safe_house"),
        leg("one", to="barn", broker="hwang"),
        leg("two", to="mill", broker="lin"),
        leg("three", origin="barn", broker="boun"),
        leg("four", origin="mill", broker="boun"),
        broker=[{"id": name, "role": "guide"} for name in BROKERS],
    )


BURNT = st.lists(
    st.one_of(
        st.tuples(st.just("broker"), st.sampled_from(BROKERS)),
        st.tuples(st.just("place"), st.sampled_from(("barn", "mill"))),
    ),
    max_size=3,
    unique=True,
)
TICKS = st.lists(st.integers(0, 8), max_size=6)
STORIES = st.sampled_from(("waiting", "on one", "at barn", "sold"))


def story(name: str) -> list[Report]:
    """Where the party is."""
    found = [told("begun", kind="journey", journey="j", state="accepted", number=417)]
    if name == "on one":
        found.append(told("left", kind="departure", journey="j", leg="one"))
    if name in ("at barn", "sold"):
        outcome = "arrived" if name == "at barn" else "betrayed"
        found.append(told("came", kind="delivery", journey="j", leg="one", broker="hwang", outcome=outcome))
    return found


def burnt_reports(pack: Pack, reports: list[Report], burnt: list[tuple[str, str]]) -> list[Report]:
    """Burns as `waystation burn` writes them: with all whom it lists."""
    for number, (what, name) in enumerate(burnt):
        probe = told(f"probe{number}", kind="burn", what=what, name=name)
        closed = closed_by(pack, burns_in([probe]), [])
        listed = whom_to_warn(pack, journeys_of(pack, reports), (what, name), closed, ahead={}, members=["peter"])
        warn = [one.model_dump(mode="json", exclude_none=True) for one in listed]
        reports = [*reports, told(f"burn{number}", kind="burn", what=what, name=name, warn=warn)]
    return reports


def ticked(reports: list[Report], ticks: list[int]) -> list[Report]:
    """Some of those who were to be warned have been."""
    waiting = alerts_of(standing_reports(reports))
    done = [waiting[number] for number in dict.fromkeys(ticks) if number < len(waiting)]
    return [*reports, *(told(f"tick{at}", kind="warned", burn=one.burn, who=one.who) for at, one in enumerate(done))]


def the_night(pack: Pack, reports: list[Report]) -> NightMission:
    """The mission, with a sign of life that has not come for five hours and a way ahead that nobody has closed."""
    standing = standing_reports(reports)
    late = NOW - 5 * HOUR
    watched = Watched(417, (Expected(late, late + HOUR, late, late),), alive=late - HOUR, moved=late - HOUR)
    running = tuple(NightJourney(one, None, watched) for one in journeys_of(pack, standing) if one.runs)
    return NightMission("p", pack, standing, running)


@given(STORIES, BURNT, TICKS)
def test_everybody_who_is_open_is_on_it_once(name, burnt, ticks):
    """Whoever is to be warned and was not, and nobody else."""
    pack = a_pack()
    reports = ticked(burnt_reports(pack, story(name), burnt), ticks)
    found = night_of([the_night(pack, reports)], NOW, NOW + 12 * HOUR)
    warned = [one.who for one in found if one.need in ("warn", "warn_now")]
    waiting = {one.who for one in alerts_of(standing_reports(reports)) if one.warned is None}
    assert sorted(warned) == sorted(waiting)


@given(STORIES, BURNT, TICKS)
def test_nobody_burnt_is_to_be_called(name, burnt, ticks):
    """Neither to warn them, nor to ask where the party is; only that somebody is to be burnt names them."""
    pack = a_pack()
    reports = ticked(burnt_reports(pack, story(name), burnt), ticks)
    found = night_of([the_night(pack, reports)], NOW, NOW + 12 * HOUR)
    gone = {f"{what}:{who}" for what, who in burnt}
    assert not [one for one in found if one.who in gone]
    assert [NEEDS.index(one.need) for one in found] == sorted(NEEDS.index(one.need) for one in found)
