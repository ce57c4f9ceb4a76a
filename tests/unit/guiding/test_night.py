"""The night's sheet: what needs somebody, the most urgent first, and nothing that does not."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.builders import leg, place, small_pack
from tests.kept import NOW, told
from waystation.guiding.ahead import Stretch
from waystation.guiding.answering import Answer, Step
from waystation.guiding.dealing import Told, deal
from waystation.guiding.handover import Handing
from waystation.guiding.journey import journeys_of, standing_reports
from waystation.guiding.night import NEEDS, Item, NightJourney, NightMission, need_of, night_of
from waystation.guiding.position import at_place
from waystation.guiding.schedule import Expected, Watched
from waystation.world.pack import Pack
from waystation.world.report import Report

HOUR = timedelta(hours=1)


def a_pack() -> Pack:
    """One leg to a barn, and on."""
    return small_pack(
        place("barn", kind="safe_house"),
        leg("first", to="barn", broker="hwang", fee=100),
        leg("second", origin="barn"),
        broker=[{"id": "hwang", "role": "guide", "terms": {"held": 0.5}}],
    )


BEGUN = told("begun", kind="journey", journey="j", state="accepted", number=417)
LEFT = told("left", kind="departure", journey="j", leg="first")
WARN = [
    {"who": "place:barn", "why": "host"},
    {"who": "journey:j", "why": "on_leg"},
    {"who": "broker:hwang", "why": "broker"},
]
BURN = told("burn", kind="burn", what="broker", name="boun", warn=WARN)


def sheet(*reports: Report, watched: Watched | None = None, handings: tuple[Handing, ...] = ()) -> list[Item]:
    """The night of one mission."""
    pack = a_pack()
    standing = standing_reports([BEGUN, *reports])
    journeys = journeys_of(pack, standing)
    running = tuple(NightJourney(one, None, watched) for one in journeys if one.runs)
    closed = tuple(one for one in journeys if not one.runs)
    return night_of([NightMission("p", pack, standing, running, closed, handings)], NOW, NOW + 12 * HOUR)


def silent(minutes: float) -> Watched:
    """A sign of life that had been due so long ago, with an hour of grace."""
    due = NOW - timedelta(minutes=minutes)
    return Watched(417, (Expected(due, due + HOUR, due, due),), alive=due - HOUR, moved=due - HOUR)


def test_a_quiet_night_is_empty():
    """Nothing needs anybody."""
    assert sheet() == []


def test_silence_comes_first_and_says_how_far_it_has_gone():
    """From the reminder on; whom to call is who is with them."""
    stages = [sheet(LEFT, watched=silent(minutes))[0].about for minutes in (1, 61, 80, 130, 300)]
    assert stages == ["reminder", "overdue", "first_call", "escalate", "critical"]
    found = sheet(LEFT, BURN, watched=silent(300))
    assert (found[0].need, found[0].who, found[0].number) == ("overdue", "broker:hwang", 417)
    assert sheet(LEFT, watched=silent(-10)) == []


def test_who_is_in_danger_now_comes_before_the_rest():
    """The party on the leg at once; host and broker after calls."""
    found = sheet(BURN)
    assert [(one.need, one.who) for one in found] == [
        ("warn_now", "journey:j"), ("warn", "place:barn"), ("warn", "broker:hwang"),
    ]  # fmt: skip


def test_whoever_was_warned_is_off_the_sheet():
    """Ticked off is done."""
    tick = told("tick", kind="warned", burn="burn", who="journey:j")
    assert [one.who for one in sheet(BURN, tick)] == ["place:barn", "broker:hwang"]


def test_a_night_that_nobody_took_is_on_the_sheet():
    """Only the last one."""
    old = Handing("a", "esther", "peter", NOW - 9 * HOUR, None, ())
    new = Handing("b", "peter", "esther", NOW - HOUR, None, ())
    assert [(one.need, one.who) for one in sheet(handings=(old, new))] == [("handover", "member:esther")]
    taken = Handing("b", "peter", "esther", NOW - HOUR, None, (), taken=NOW)
    assert sheet(handings=(old, taken)) == []


def test_money_that_does_not_agree_is_on_the_sheet():
    """Where there is a book at all: who may not read money hears nothing false of it."""
    came = told("came", kind="delivery", journey="j", leg="first", broker="hwang", outcome="arrived")
    assert need_of(sheet(came), "money") == []
    given = told("cash", kind="cash", giver="office", to="esther", amount=500, journey="j")
    assert [(one.about, one.who) for one in need_of(sheet(came, given), "money")] == [
        ("unpaid", "broker:hwang"), ("held_due", "broker:hwang"),
    ]  # fmt: skip


def test_what_follows_the_end_is_on_the_sheet_until_it_is_done():
    """Tasks last; one that is done is gone."""
    came = told("came", kind="delivery", journey="j", leg="first", broker="hwang", outcome="caught")
    end = told("end", kind="journey", journey="j", state="closed", end="lost")
    found = [one.about for one in need_of(sheet(came, end), "task")]
    assert "embassy" in found
    done = told("done", kind="done", journey="j", task="embassy")
    assert "embassy" not in [one.about for one in need_of(sheet(came, end, done), "task")]


def test_everything_is_in_the_order_of_urgency():
    """By kind, then by gravity, then by the hour; the same in every run."""
    handing = (Handing("a", "esther", "peter", NOW, None, ()),)
    found = sheet(LEFT, BURN, watched=silent(80), handings=handing)
    ranks = [NEEDS.index(one.need) for one in found]
    assert ranks == sorted(ranks)
    assert found == sheet(BURN, LEFT, watched=silent(80), handings=handing)


def test_whoever_two_missions_want_warned_is_warned_once():
    """Where it is most urgent, of however many burns: one call is enough."""
    pack = a_pack()
    other = told("burn-2", kind="burn", what="broker", name="boun", warn=[{"who": "place:barn", "why": "at_place"}])
    third = told("burn-3", kind="burn", what="broker", name="seng", warn=[{"who": "place:barn", "why": "host"}])
    missions = [NightMission("p", pack, [BURN]), NightMission("q", pack, [other, third])]
    found = [
        (one.need, one.fields["name"], one.mission) for one in night_of(missions, NOW, NOW + HOUR) if "barn" in one.who
    ]
    assert found == [("warn_now", "boun", "q")]


def test_a_journey_that_is_over_is_to_be_closed():
    """Arrived or lost, until somebody has closed it: what follows is said only then."""
    way = [
        told("one", kind="delivery", journey="j", leg="first", broker="hwang", outcome="arrived"),
        told("two", kind="delivery", journey="j", leg="second", outcome="arrived"),
    ]
    lost = told("one", kind="delivery", journey="j", leg="first", broker="hwang", outcome="caught")
    assert [(one.about, one.fields["end"]) for one in need_of(sheet(*way), "look")] == [("close", "arrived")]
    assert [(one.about, one.fields["end"]) for one in need_of(sheet(lost), "look")] == [("close", "lost")]
    end = told("end", kind="journey", journey="j", state="closed", end="lost")
    assert need_of(sheet(lost, end), "look") == []


def test_who_sold_them_is_to_be_burnt_at_once():
    """While the journey runs, and after it is closed; no longer once that is done. Nobody is called about the way."""
    sold = told("one", kind="delivery", journey="j", leg="first", broker="hwang", outcome="betrayed")
    burnt = told("burn", kind="burn", what="broker", name="hwang")
    end = told("end", kind="journey", journey="j", state="closed", end="lost")
    found = sheet(sold)
    assert (found[0].about, found[0].who) == ("sold", "broker:hwang")
    assert need_of(found, "call") == []
    assert "sold" not in [one.about for one in sheet(sold, burnt)]
    tasks = [one.about for one in need_of(sheet(sold, end), "task")]
    assert tasks[:2] == ["burn:broker:hwang", "embassy"]
    assert "burn:broker:hwang" not in [one.about for one in sheet(sold, burnt, end)]


def test_nobody_burnt_is_asked_where_they_are():
    """Not the broker who is with them, then, but the host; and if that house is burnt too, the party itself."""
    broker = told("burn-1", kind="burn", what="broker", name="hwang")
    house = told("burn-2", kind="burn", what="place", name="barn")
    asked = [sheet(LEFT, *burns, watched=silent(300))[0].who for burns in ([], [broker], [broker, house])]
    assert asked == ["broker:hwang", "place:barn", "journey:j"]


def test_whoever_has_a_card_that_no_longer_holds_is_told_anew():
    """Its hour has moved, or nobody comes now; a card that holds is no line, and whoever is burnt is not called."""
    pack = a_pack()
    (first,) = [one for one in pack.legs if one.id == "first"]
    begins = NOW + 5 * HOUR
    card = told(
        "card", kind="card", journey="j", to="broker:hwang", legs=["first"], at="leg:first", opens=begins.isoformat()
    )

    def cards(ahead: tuple[Stretch, ...], *more: Report) -> list[tuple[str, str]]:
        standing = standing_reports([BEGUN, card, *more])
        (journey,) = journeys_of(pack, standing)
        here = at_place("a", NOW)
        answer = Answer(journey, here, NOW, (1.0, 1.0, 1.0), 0.0, Step("wait", None, "a", NOW), None, ahead=ahead)
        mission = NightMission("p", pack, standing, (NightJourney(journey, answer),))
        return [(one.who, one.about) for one in need_of(night_of([mission], NOW, NOW + HOUR), "card")]

    def leaving(at: datetime) -> tuple[Stretch, ...]:
        return (Stretch(first, "a", at, at + HOUR / 2),)

    (dealt,) = deal(pack, leaving(begins), "broker:hwang", Told())
    late = leaving(begins + (begins - dealt.opens))  # so that the card, which says when they meet, holds
    assert cards(late) == []
    assert cards(leaving(begins + 9 * HOUR)) == [("broker:hwang", "moved")]
    assert cards(()) == [("broker:hwang", "off")]
    assert cards((), told("burn", kind="burn", what="broker", name="hwang")) == []


def test_the_host_of_a_burnt_house_is_not_called_though_they_are_on_the_way_there():
    """Whoever answers there is not theirs any more; those who come there are warned instead."""
    pack = a_pack()
    (first,) = [one for one in pack.legs if one.id == "first"]
    here = at_place("a", NOW)
    there = Stretch(first, "a", NOW, NOW + HOUR, underway=True)

    def calls(*more: Report) -> list[str]:
        standing = standing_reports([BEGUN, LEFT, *more])
        (journey,) = journeys_of(pack, standing)
        wait = Step("wait", None, "a", NOW)
        answer = Answer(journey, here, NOW, (1.0, 1.0, 1.0), 0.0, wait, None, ahead=(there,))
        mission = NightMission("p", pack, standing, (NightJourney(journey, answer),))
        return [one.who for one in need_of(night_of([mission], NOW, NOW + HOUR), "call")]

    assert calls() == ["place:barn"]
    assert calls(told("burn-2", kind="burn", what="broker", name="barn")) == ["place:barn"]
    assert calls(told("burn-2", kind="burn", what="place", name="barn")) == []
