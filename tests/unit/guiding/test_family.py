"""What a family may be told: what happened, a day and perhaps a country, and not before its time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.builders import leg, place, small_pack
from tests.kept import told
from waystation.guiding.family import News, family_rules, news_for_family
from waystation.world.pack import Pack
from waystation.world.report import Report

SEOUL = "+09:00"


def a_pack(**tables: object) -> Pack:
    """Three places in each of two countries, and one in a third."""
    names = {"a": "China", "hut": "China", "farm": "China", "barn": "Laos", "mill": "Laos", "ford": "Laos", "b": "Siam"}
    features = [place(name, country=country, tz="Asia/Bangkok") for name, country in names.items()]
    legs = [
        leg("one", to="hut"), leg("two", origin="hut", to="barn"), leg("three", origin="barn", to="mill"),
        leg("four", origin="mill", to="b"),
    ]  # fmt: skip
    return small_pack(*features, *legs, **tables)


def on(day: int, hour: int, name: str, /, **words: object) -> Report:
    """A report of the journey, at an hour of a day of October in Seoul."""
    when = f"2031-10-{day:02}T{hour:02}:00:00{SEOUL}"
    return told(name, **{"journey": "j", "happened": when, "heard": when, **words})


def begun() -> Report:
    """The journey is accepted."""
    return on(1, 8, "begun", kind="journey", state="accepted", number=417)


def arrived(day: int, hour: int, which: str, outcome: str = "arrived") -> Report:
    """An attempt of a leg ended."""
    return on(day, hour, f"{which}-{outcome}", kind="delivery", leg=which, outcome=outcome)


def news(*reports: Report, pack: Pack | None = None) -> list[News]:
    """What may be told."""
    return news_for_family(pack or a_pack(), "j", [begun(), *reports])


def said(*reports: Report) -> list[tuple[str, int, str | None]]:
    """The same, as code, day and country."""
    return [(one.code, one.day.day, one.country) for one in news(*reports)]


def test_nothing_is_told_before_they_leave():
    """That a mission was accepted is nobody's news."""
    assert news() == []


def test_setting_out_and_a_new_country_are_told():
    """The first departure, and the first day in a country; a leg within it is only a sign of life."""
    found = said(
        on(2, 9, "left", kind="departure", leg="one"),
        arrived(2, 20, "one"),
        arrived(3, 20, "two"),
        arrived(4, 20, "three"),
    )
    assert found == [("left", 2, None), ("well", 2, "China"), ("country", 3, "Laos"), ("well", 4, "Laos")]


def test_a_country_with_few_places_is_not_named():
    """Where the mission knows one place only, the country's name would be the place's."""
    assert said(arrived(2, 20, "one"), arrived(3, 20, "two"), arrived(4, 20, "three"), arrived(5, 20, "four"))[-1] == (
        "well", 5, None,
    )  # fmt: skip


def test_the_charter_may_name_no_country():
    """Then being in one is being well."""
    charter = {"members": ["x", "y"], "review": "2032-01-01", "family": {"countries": False, "delay_hours": 24}}
    found = news(arrived(2, 20, "one"), arrived(3, 20, "two"), pack=a_pack(charter=charter))
    assert [(one.code, one.country) for one in found] == [("left", None), ("well", None), ("well", None)]
    assert family_rules(a_pack(charter=charter)).delay_hours == 24


@pytest.mark.parametrize("hour", [0, 7, 23])
def test_the_delay_counts_from_the_end_of_the_day(hour):
    """So the hour of the call says nothing of the hour of the event; the days are the coordinator's."""
    found = news(arrived(2, hour, "one"))
    assert {one.since for one in found} == {datetime.fromisoformat(f"2031-10-03T00:00{SEOUL}") + timedelta(hours=48)}
    assert {one.day for one in found} == {date(2031, 10, 2)}


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (arrived(2, 20, "one", "caught"), "caught"),
        (arrived(2, 20, "one", "betrayed"), "caught"),
        (arrived(2, 20, "one", "harm"), "hurt"),
        (arrived(2, 20, "one", "back"), "back"),
        (on(2, 20, "bad", kind="checkin", word="bad"), "trouble"),
        (on(2, 20, "ill", kind="illness", person="boy", pace=0.5), "ill"),
        (on(2, 20, "better", kind="illness", person="boy", over=True), "better"),
        (on(2, 20, "home", kind="journey", state="closed", end="home"), "home"),
        (on(2, 20, "here", kind="journey", state="closed", end="arrived"), "arrived"),
        (on(2, 20, "lost", kind="journey", state="closed", end="lost"), "lost"),
    ],
)
def test_good_and_bad_news_alike(report, code):
    """Each at the same time by the same rule; who sold them is not said."""
    found = [one for one in news(report) if one.code != "left"]
    assert [one.code for one in found] == [code]
    assert found[0].since.isoformat() == "2031-10-05T00:00:00+09:00"


def test_a_sign_under_pressure_is_never_told():
    """Whoever pressed them must not hear that it was understood."""
    assert news(on(2, 20, "pressed", kind="checkin", word="pressed")) == []


def test_being_well_is_not_told_on_a_day_of_worse_news():
    """Nor how they were lost twice."""
    caught = said(
        arrived(2, 9, "one"),
        on(2, 10, "well", kind="checkin", word="good"),
        arrived(2, 20, "two", "caught"),
        on(3, 9, "closed", kind="journey", state="closed", end="lost"),
    )
    assert caught == [("left", 2, None), ("caught", 2, "China")]


def test_who_was_told_is_known():
    """By the report that was confirmed; another report of the same day counts for the same news."""
    tell = told("t", kind="told", to="aunt", journey="j", confirms="good-1")
    found = news(
        on(2, 9, "good-1", kind="checkin", word="good"), on(2, 10, "good-2", kind="checkin", word="good"), tell
    )
    assert [(one.code, one.report, one.told) for one in found] == [("well", "good-2", (("aunt", tell.happened),))]


def test_another_journey_is_nobody_s_news_here():
    """Reports that name another journey, or none, are passed over."""
    other = told("x", kind="checkin", journey="k", word="good")
    loose = told("y", kind="delivery", leg="one", outcome="caught")
    assert news(other, loose) == []
