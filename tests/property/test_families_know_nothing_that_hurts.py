"""What can be forced from a family does not hurt the journey: no place, broker, leg, hour, and nothing ahead."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import leg, place, small_pack
from tests.kept import told
from waystation.guiding.family import family_rules, news_for_family
from waystation.guiding.journey import standing_reports
from waystation.wording.families import FAMILY_LANGUAGES, closing, say_news
from waystation.world.pack import Pack
from waystation.world.report import Report

START = datetime.fromisoformat("2031-10-01T00:00:00+09:00")
PLACES = ("a", "hut", "farm", "barn", "mill", "ford", "b")
COUNTRIES = ("Xanadu", "Ruritania", "Zembla")
KINDS = ("delivery", "departure", "checkin", "illness", "closed", "sighting", "payment")


def named(word: str) -> str:
    """A name that stands in no sentence by chance."""
    return f"Qx{word}Zq"


@st.composite
def packs(draw: st.DrawFn, prefix: str = "") -> Pack:
    """A chain of places in a few countries, with brokers of their own."""
    countries = draw(st.lists(st.sampled_from(COUNTRIES), min_size=len(PLACES), max_size=len(PLACES)))
    return build(countries, prefix)


def build(countries: list[str], prefix: str) -> Pack:
    """The same pack with all names otherwise."""
    houses = [
        place(f"{prefix}{name}" if name not in "ab" else name, name=named(prefix + name), country=country, kind="camp")
        for name, country in zip(PLACES, countries, strict=True)
    ]
    ids = [f"{prefix}{name}" if name not in "ab" else name for name in PLACES]
    legs = [
        leg(f"{prefix}l{at}", origin=origin, to=to, broker=f"{prefix}br{at}", both_ways=True)
        for at, (origin, to) in enumerate(pairwise(ids))
    ]
    brokers = [{"id": f"{prefix}br{at}", "name": named(f"{prefix}br{at}"), "role": "guide"} for at in range(len(legs))]
    return small_pack(*houses, *legs, broker=brokers)


@st.composite
def stories(draw: st.DrawFn) -> list[dict[str, object]]:
    """What is reported of a journey within two weeks, in the order in which it happened."""
    minutes = sorted(draw(st.lists(st.integers(0, 14 * 24 * 60), max_size=12)))
    found = []
    for at, minute in enumerate(minutes):
        kind = draw(st.sampled_from(KINDS))
        words: dict[str, object] = {"at": minute, "kind": kind, "number": at}
        words["leg"] = draw(st.integers(0, len(PLACES) - 2))
        words["outcome"] = draw(st.sampled_from(("arrived", "late", "back", "harm", "caught", "betrayed")))
        words["word"] = draw(st.sampled_from(("good", "bad", "pressed")))
        words["end"] = draw(st.sampled_from(("arrived", "home", "lost")))
        found.append(words)
    return found


def reports_of(story: list[dict[str, object]], prefix: str = "", moved: int = 0) -> list[Report]:
    """The story as reports, its names as the pack has them."""
    found: list[Report] = [
        told("begun", kind="journey", journey="j", state="accepted", number=417, happened=START.isoformat(),
             heard=START.isoformat())
    ]  # fmt: skip
    for one in story:
        minute = int(str(one["at"]))
        if moved:  # somewhere else within the same day
            minute = minute // (24 * 60) * 24 * 60 + (minute + moved * int(str(one["number"]))) % (24 * 60)
        when = (START + timedelta(minutes=minute)).isoformat()
        words: dict[str, object] = {"happened": when, "heard": when, "source": f"{prefix}br0"}
        kind, leg_id = str(one["kind"]), f"{prefix}l{one['leg']}"
        if kind == "delivery":
            words |= {"kind": kind, "journey": "j", "leg": leg_id, "outcome": one["outcome"], "text": named("said")}
        elif kind == "departure":
            words |= {"kind": kind, "journey": "j", "leg": leg_id}
        elif kind == "checkin":
            words |= {"kind": kind, "journey": "j", "word": one["word"]}
        elif kind == "illness":
            words |= {"kind": kind, "journey": "j", "person": "boy", "pace": 0.5}
        elif kind == "closed":
            words |= {"kind": "journey", "journey": "j", "state": "closed", "end": one["end"]}
        elif kind == "sighting":
            words |= {"kind": kind, "near": f"place:{prefix}hut", "what": named("police")}
        else:
            words |= {"kind": kind, "to": f"{prefix}br0", "amount": 77.0, "state": "paid"}
        found.append(told(f"r{one['number']}", **words))
    return standing_reports(found)


def heard(pack: Pack, reports: list[Report], now: datetime) -> list[str]:
    """Every sentence that a family can have been told by an instant, in every language."""
    found = [one for one in news_for_family(pack, "j", reports) if one.since <= now]
    return [say_news(one, language) for language in FAMILY_LANGUAGES for one in found]


NOW = st.integers(0, 20 * 24 * 60).map(lambda minute: START + timedelta(minutes=minute))


@given(packs(), stories(), NOW)
def test_no_place_broker_leg_hour_or_amount_is_told(pack, story, now):
    """No name but a country's with at least three places, no time finer than a day, no number but the day's."""
    for sentence in [*heard(pack, reports_of(story), now), *(closing(language) for language in FAMILY_LANGUAGES)]:
        assert "Qx" not in sentence
        assert not re.search(r"\d:\d|\d시|o'clock|l\d|br\d", sentence)
        assert all(int(number) <= 31 for number in re.findall(r"\d+", sentence))
        for country in COUNTRIES:
            if country in sentence:
                assert [one.country for one in pack.places].count(country) >= 3


@given(packs(), stories(), NOW)
def test_nothing_of_the_last_two_days_is_told(pack, story, now):
    """Whatever happened within the delay before now, the family cannot have heard of it."""
    delay = timedelta(hours=family_rules(pack).delay_hours)
    reports = reports_of(story)
    early = [one for one in reports if one.happened < now - delay]
    assert set(heard(pack, reports, now)) - set(heard(pack, early, now)) == set()


@given(st.lists(st.sampled_from(COUNTRIES), min_size=7, max_size=7), stories(), NOW)
def test_names_change_nothing(countries, story, now):
    """With every place, broker and leg called otherwise, the family hears the same words: they carry none of it."""
    first = heard(build(countries, "p"), reports_of(story, "p"), now)
    assert first == heard(build(countries, "other"), reports_of(story, "other"), now)


@given(packs(), stories(), NOW)
def test_what_lies_ahead_changes_nothing(pack, story, now):
    """With other legs, other ends and other fees ahead, the family hears the same words."""
    reports = reports_of(story)
    taken = {getattr(one, "leg", None) for one in reports}
    legs = tuple(one for one in pack.legs if one.id in taken)
    mission = pack.mission.model_copy(update={"to": ("ford",), "budget": 1.0})
    other = Pack(pack.name, pack.clock, mission, pack.travellers, pack.places, legs, pack.brokers)
    assert heard(pack, reports, now) == heard(other, reports, now)


@given(packs(), stories(), NOW)
def test_a_sign_under_pressure_is_never_told(pack, story, now):
    """With such signs left out, the family hears the same words."""
    reports = reports_of(story)
    without = [one for one in reports if getattr(one, "word", None) != "pressed"]
    assert heard(pack, reports, now) == heard(pack, without, now)


@given(packs(), stories(), NOW, st.integers(1, 24 * 60 - 1))
def test_hours_change_nothing(pack, story, now, moved):
    """A sign of life at another hour of the same day is the same words at the same time."""
    signs = [one for one in story if one["kind"] in ("checkin", "illness")]
    assert heard(pack, reports_of(signs), now) == heard(pack, reports_of(signs, moved=moved), now)
