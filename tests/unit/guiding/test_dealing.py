"""Who is told what: the least that each role must know of a leg or a stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tests.builders import leg, place, small_pack
from tests.dealt import SECRET
from waystation.guiding.ahead import Stretch
from waystation.guiding.cards import Card, known_from, names_on
from waystation.guiding.dealing import FAILINGS, Told, deal
from waystation.guiding.signs import pair_of, words_of
from waystation.world.report import read_report
from waystation.world.report_journeys import CardGiven

NOON = datetime.fromisoformat("2031-10-01T12:00:00+09:00")
GUIDES = [{"id": "kim", "role": "guide"}, {"id": "lee", "role": "driver"}, {"id": "guard", "role": "official"}]
PACK = small_pack(
    place("a", kind="home"),
    place("mid", kind="safe_house"),
    place("post", kind="hub"),
    place("b", kind="camp", tz="Asia/Bangkok"),
    leg("road", to="mid", broker="kim"),
    leg("check", "mid", "post", broker="guard"),
    leg("on", "post", "b", mode="foot"),
    leg("more", "mid", "b", broker="kim"),
    broker=GUIDES,
    hours=48,
    travellers=[{"id": "mother"}, {"id": "boy"}],
)
TOLD = Told(SECRET, 481)


def leg_at(name: str, begins: float, minutes: float, late: float | None = None) -> Stretch:
    """A leg that begins some hours after noon."""
    (found,) = [one for one in PACK.legs if one.id == name]
    start = NOON + timedelta(hours=begins)
    ends = (start + timedelta(minutes=minutes)).astimezone(PACK.place[found.destination].zone(PACK.clock.zone))
    return Stretch(found, found.origin, start, ends, ends + timedelta(minutes=late) if late else None)


WAY = [
    Stretch(None, "a", NOON, NOON + timedelta(hours=1)),
    leg_at("road", 1, 60, 45),
    Stretch(None, "mid", NOON + timedelta(hours=2), NOON + timedelta(hours=6)),
    leg_at("check", 6, 30),
    leg_at("on", 6.5, 90, 30),
]


def cards(to: str, **words: Any) -> list[Card]:
    """The cards of one person for the whole way."""
    return deal(PACK, WAY, to, replace(TOLD, **words))


def test_a_broker_is_told_of_the_legs_that_they_run() -> None:
    """Where to meet, how many, the signs, where to bring them; no words, no number, no notes."""
    (card,) = cards("broker:kim")
    assert (card.role, card.leg, card.place, card.goal, card.people) == ("broker", "road", "a", "mid", 2)
    assert (card.opens, card.arrives) == (WAY[1].begins, WAY[1].ends)
    assert (card.pair, card.shows) == (pair_of(SECRET, "leg:road"), True)
    assert (card.words, card.number, card.notes, card.arriving) == (None, None, (), None)
    assert card.failing == ("nobody.broker", "wrong.broker", "back.broker", "late.broker")
    assert cards("broker:lee") == []


def test_an_official_is_not_told_where_they_go() -> None:
    """He learns the place, the hour, how many and the signs; they show first."""
    (card,) = cards("broker:guard")
    assert (card.role, card.place, card.goal, card.arrives, card.people) == ("official", "mid", None, None, 2)
    assert (card.pair, card.shows) == (pair_of(SECRET, "leg:check"), False)
    (traveller,) = [one for one in cards("traveller") if one.leg == "check"]
    assert traveller.shows


def test_a_host_is_told_when_and_how_many() -> None:
    """Not by whom, from where or where to; until when one waits covers those who are held up."""
    (card,) = cards("place:mid")
    assert (card.role, card.leg, card.mode, card.goal, card.place, card.people) == ("host", None, None, None, "mid", 2)
    assert (card.opens, card.closes, card.leaves) == (WAY[1].ends, WAY[1].late_ends, WAY[2].ends)
    assert card.pair == pair_of(SECRET, "place:mid")
    assert card.failing == ("nobody.host", "wrong.host", "asked.host"), "an official fetches nobody"
    (last,) = cards("place:b")
    assert (last.leaves, last.opens.utcoffset()) == (None, timedelta(hours=7))


def test_a_host_keeps_nobody_in_for_whom_nobody_comes() -> None:
    """Where they go on by themselves the host lets them go; where somebody fetches them they stay in."""
    fetched = [WAY[0], WAY[1], WAY[2], leg_at("more", 6, 60)]
    (card,) = deal(PACK, fetched, "place:mid", TOLD)
    assert "fetch.host" in card.failing
    (there,) = deal(PACK, fetched[2:], "place:mid", TOLD)
    assert "fetch.host" in there.failing
    alone = small_pack(place("a", kind="home"), leg("on", mode="foot"), hours=48)
    way = [Stretch(None, "a", NOON, NOON + timedelta(hours=1)), leg_at("on", 1, 60)]
    (host,) = deal(alone, [way[0], replace(way[1], leg=alone.legs[0], place="a")], "place:a", TOLD)
    assert host.failing == ("asked.host",)


def test_a_stay_ends_when_whoever_comes_next_may_be_there() -> None:
    """Where the leg can hardly leave any later they are fetched sooner, and are ready then; so is the host."""
    hut, mid = place("a", kind="home"), place("mid", kind="safe_house")
    road, more = leg("road", to="mid", broker="kim"), leg("more", "mid", broker="lee", window=["18:00-18:00"])
    pack = small_pack(hut, mid, road, more, broker=GUIDES, hours=48)
    first, last = pack.legs
    ends, leaves = NOON + timedelta(hours=2), NOON + timedelta(hours=6)
    way = [
        Stretch(first, "a", NOON + timedelta(hours=1), ends),
        Stretch(None, "mid", ends, leaves),
        Stretch(last, "mid", leaves, leaves + timedelta(hours=1)),
    ]
    stay, meeting = deal(pack, way, "traveller", TOLD)[1:]
    assert meeting.opens == NOON + timedelta(hours=5.5)
    assert (stay.leaves, stay.closes) == (meeting.opens, meeting.opens)
    assert [card.leaves for card in deal(pack, way, "place:mid", TOLD)] == [meeting.opens]
    assert [card.leaves for card in deal(pack, way[1:], "place:mid", TOLD)] == [meeting.opens]
    short = [Stretch(None, "mid", leaves - timedelta(minutes=10), leaves), way[2]]
    assert deal(pack, short, "traveller", TOLD)[0].leaves == short[0].begins, "never before they are there"


def test_a_host_of_whom_nobody_leaves_is_told_no_hour() -> None:
    """Nothing lies ahead but the stay: that they leave would not be true."""
    (card,) = deal(PACK, WAY[2:3], "place:mid", TOLD)
    assert (card.leaves, card.failing) == (None, ("asked.host",))


def test_who_has_them_already_is_told_when_they_leave() -> None:
    """The host of where they are now meets nobody."""
    (card,) = cards("place:a")
    assert (card.met, card.pair, card.leaves) == (False, None, WAY[0].ends)


def test_a_traveller_is_not_told_where_a_broker_takes_them() -> None:
    """Who is caught cannot say where the next house is; alone they must know."""
    found = {one.leg or one.place: one for one in cards("traveller")}
    assert list(found) == ["a", "road", "mid", "check", "on"]
    assert (found["road"].goal, found["check"].goal, found["on"].goal) == (None, None, "b")
    assert found["road"].people is None
    assert found["road"].arriving == pair_of(SECRET, "place:mid")
    assert found["road"].words == words_of(SECRET)
    assert found["a"].failing == ("fetch.traveller",)
    assert (found["a"].housed, found["mid"].housed) == (True, True)
    assert found["mid"].failing == (), "an official fetches nobody"


def test_those_who_travel_alone_cannot_lose_each_other() -> None:
    """What can go wrong is only what can."""
    assert "parted.traveller" in cards("traveller")[1].failing
    alone = small_pack(place("a", kind="home"), leg("on", mode="foot"), hours=48)
    (move,) = alone.legs
    (card,) = deal(alone, [Stretch(move, "a", NOON, NOON + timedelta(hours=1))], "traveller", TOLD)
    assert card.failing == ("missed.traveller", "back.traveller")


def test_a_liaison_is_told_when_a_call_is_due() -> None:
    """Of each leg its meeting, the number, the words, and when to worry, in the local time of where it begins."""
    found = cards("liaison:Ana")
    assert [one.leg for one in found] == ["road", "check", "on"]
    last = found[-1]
    assert (last.number, last.words, last.goal) == (481, words_of(SECRET), None)
    assert WAY[-1].late_ends is not None
    assert last.late == WAY[-1].late_ends
    assert last.late is not None
    assert last.late.utcoffset() == timedelta(hours=9)


def test_going_on_with_the_same_broker_needs_no_sign() -> None:
    """A second leg at once is one job: no meeting, and nothing to wait for."""
    way = [leg_at("road", 1, 60), leg_at("more", 2, 60)]
    first, second = deal(PACK, way, "broker:kim", TOLD)
    assert (first.met, second.met, second.onward, second.pair, second.people) == (True, False, True, None, None)
    assert second.failing == ("back.broker",)
    traveller = deal(PACK, way, "traveller", TOLD)[1]
    assert (traveller.onward, traveller.pair, traveller.arriving) == (True, None, pair_of(SECRET, "place:b"))


def test_a_draft_has_no_signs() -> None:
    """Before anything is drawn there is a card without signs and words."""
    for to in ("broker:kim", "traveller", "place:mid", "liaison:Ana"):
        for card in cards(to, secret=None):
            assert (card.pair, card.arriving, card.words) == (None, None, None)


def test_every_failing_is_known() -> None:
    """What a card says can go wrong is on the list that languages are held to."""
    for to in ("broker:kim", "broker:guard", "traveller", "place:mid", "place:a", "place:b", "liaison:Ana"):
        for card in cards(to):
            assert set(card.failing) <= set(FAILINGS)


def test_who_takes_a_card_knows_no_less_than_stands_on_it() -> None:
    """What is reckoned from the report of a card covers every place and leg that the card names."""
    for to in ("broker:kim", "broker:guard", "traveller", "place:mid", "liaison:Ana"):
        for card in cards(to):
            legs = [card.leg] if card.leg else []
            value = {
                "kind": "card",
                "journey": "heron",
                "to": to,
                "legs": legs,
                "source": "x",
                "happened": NOON.isoformat(),
            }
            given = read_report(value)
            assert isinstance(given, CardGiven)
            known = known_from(PACK, given)
            assert set(known.legs) >= set(legs)
            assert known.words == (card.words is not None)
            if card.leg or to.startswith("place:"):
                assert set(known.places) >= set(names_on(card))


def test_a_leg_that_they_are_on_is_marked() -> None:
    """So that who is on it is not given its card again."""
    way = [replace(leg_at("road", 1, 60), underway=True), leg_at("more", 2, 60)]
    assert [card.begun for card in deal(PACK, way, "traveller", TOLD)] == [True, False]


def test_a_hub_is_no_house() -> None:
    """Those who wait at one are seen."""
    stay = Stretch(None, "post", NOON, NOON + timedelta(hours=1))
    (card,) = deal(PACK, [stay], "traveller", TOLD)
    assert not card.housed
