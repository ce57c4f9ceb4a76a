"""Cards that are out: the last of each meeting counts, and those that do not hold any more are named first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.builders import leg, place, small_pack
from tests.dealt import SECRET
from waystation.guiding.ahead import Stretch
from waystation.guiding.cards_out import cards_out, last_given
from waystation.guiding.dealing import Told, deal
from waystation.world.report import Report, read_report
from waystation.world.report_journeys import CardGiven

NOON = datetime.fromisoformat("2031-10-01T12:00:00+09:00")
HOUR = timedelta(hours=1)
PACK = small_pack(
    place("a", kind="home"),
    place("mid", kind="safe_house"),
    leg("road", to="mid", broker="kim"),
    leg("other", to="mid", broker="lee"),
    broker=[{"id": "kim", "role": "guide"}, {"id": "lee", "role": "driver"}],
    hours=48,
)
TOLD = Told(SECRET, 481)


def way(name: str = "road", begins: float = 2, *, underway: bool = False) -> list[Stretch]:
    """A leg that begins some hours after noon, and a stay after it."""
    (found,) = [one for one in PACK.legs if one.id == name]
    start = NOON + begins * HOUR
    return [
        Stretch(found, "a", start, start + HOUR, underway=underway),
        Stretch(None, "mid", start + HOUR, start + 5 * HOUR),
    ]


def given(to: str, ahead: list[Stretch], name: str = "c", when: datetime = NOON, journey: str = "heron") -> CardGiven:
    """The report of somebody's first card for a way."""
    card = deal(PACK, ahead, to, TOLD)[0]
    found = read_report(
        {
            "kind": "card", "journey": journey, "to": to, "legs": [card.leg] if card.leg else [], "at": card.at,
            "opens": card.opens.isoformat(), "source": "anna", "happened": when.isoformat(), "id": name,
        }
    )  # fmt: skip
    assert isinstance(found, CardGiven)
    return found


def report(kind: str, when: datetime, **fields: object) -> Report:
    """A report of the journey."""
    value = {"kind": kind, "journey": "heron", "source": "kim", "happened": when.isoformat(), **fields}
    found = read_report(value)
    assert isinstance(found, Report)
    return found


def states(cards: Sequence[Report], ahead: list[Stretch], after: timedelta = timedelta(0)) -> list[tuple[str, str]]:
    """Whose cards stand how."""
    found = cards_out(PACK, ahead, TOLD, cards, journey="heron", now=NOON + after)
    return [(one.given.to, one.state) for one in found]


@pytest.mark.parametrize("to", ["broker:kim", "traveller", "liaison:ana", "place:mid"])
def test_a_card_holds_while_its_hour_does(to: str) -> None:
    """And does not as soon as that is another, or the leg is not taken any more."""
    card = given(to, way())
    assert states([card], way()) == [(to, "holds")]
    assert states([card], way(begins=3)) == [(to, "moved")]
    assert states([card], way("other")) == [(to, "holds" if to == "place:mid" else "off")]


def test_what_is_over_is_over() -> None:
    """A leg that they are on, or that lies behind them, needs no call."""
    card = given("broker:kim", way())
    left = report("departure", NOON + 2 * HOUR, leg="road")
    assert states([card], way(underway=True), 2 * HOUR) == [("broker:kim", "past")]
    assert states([card, left], way()[1:], 4 * HOUR) == [("broker:kim", "past")]
    came = report("delivery", NOON + 3 * HOUR, leg="road", outcome="arrived")
    assert states([given("place:mid", way()), came], way()[1:], 4 * HOUR) == [("place:mid", "holds")]
    assert states([given("place:mid", way()), came], [], 9 * HOUR) == [("place:mid", "past")]


def test_who_may_still_be_waiting_is_named() -> None:
    """A meeting that did not take place is named for a day after its hour; what took place before the card is none."""
    card = given("broker:kim", way(), when=NOON)
    before = report("departure", NOON - HOUR, leg="road")
    for hours, state in ((1, "off"), (3, "off"), (25, "off"), (26, "past")):
        assert states([before, card], way()[1:], hours * HOUR) == [("broker:kim", state)]
    host = given("place:mid", way())
    assert states([host], way(begins=26), 4 * HOUR) == [("place:mid", "moved")]


def test_a_stay_that_has_begun_does_not_move() -> None:
    """When they came is not when they were to come."""
    stay = given("traveller", way()[1:])
    later = [replace(way()[1], begins=way()[1].begins + HOUR / 2, underway=True)]
    assert states([stay], later, 4 * HOUR) == [("traveller", "holds")]
    assert states([stay], later, HOUR) == [("traveller", "moved")]


def test_the_last_card_answers_those_before_it() -> None:
    """Who was told anew has one card, and other journeys have their own."""
    first, second = given("broker:kim", way(), "c1"), given("broker:kim", way(begins=3), "c2")
    egret = given("broker:kim", way(), "c3", journey="egret")
    assert last_given([first, second, egret], "heron") == [second]
    assert states([first, second], way(begins=3)) == [("broker:kim", "holds")]
    assert states([second, first], way(begins=3)) == [("broker:kim", "moved")]


def test_who_must_be_told_comes_first() -> None:
    """Then what holds, then what is over."""
    cards = [given("traveller", way(), "c1"), given("broker:kim", way(), "c2"), given("broker:lee", way("other"), "c3")]
    assert [state for _, state in states(cards, way("other", 3))] == ["moved", "off", "off"]
    assert [state for _, state in states(cards, way())] == ["off", "holds", "holds"]


def test_a_card_of_an_older_version_is_known_by_its_leg() -> None:
    """Its report did not say its hour: it holds while its leg lies ahead."""
    card = given("broker:kim", way()).model_copy(update={"at": None, "opens": None})
    assert states([card], way(begins=3)) == [("broker:kim", "holds")]
    assert states([card], way("other")) == [("broker:kim", "off")]
    nowhere = card.model_copy(update={"legs": ()})
    assert states([nowhere], way()) == []


def test_whoever_is_burnt_is_told_nothing_any_more() -> None:
    """A broker, a host, a member who takes calls; what holds, or is over, stays what it is."""
    for what, name, to in (
        ("broker", "kim", "broker:kim"),
        ("place", "mid", "place:mid"),
        ("member", "ana", "liaison:ana"),
    ):
        card = given(to, way())
        burnt = read_report(
            {"kind": "burn", "what": what, "name": name, "source": "anna", "happened": NOON.isoformat(), "id": "b"}
        )
        assert isinstance(burnt, Report)
        assert states([card, burnt], way(begins=3)) == [(to, "burnt")]
        assert states([card, burnt], way()) == [(to, "holds")]
        assert states([card], way(begins=3)) == [(to, "moved")]
