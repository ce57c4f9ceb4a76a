"""A portfolio in words, as JSON and as a figure."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import jsonschema
import pytest

from tests.builders import condition, leg, small_pack
from tests.unit.deciding.test_portfolio import request, way
from waystation.charts.figure_files import figure_svg
from waystation.deciding.more import More, find_more
from waystation.deciding.permits import Permit
from waystation.deciding.portfolio import Level, Portfolio, choose
from waystation.deciding.requests import Common
from waystation.deciding.verdict import Change, Flip, Gate
from waystation.wording.portfolio import (
    answer_lines,
    chosen_lines,
    chosen_rows,
    more_lines,
    portfolio_figure,
    proof_lines,
    refused_lists,
)
from waystation.wording.portfolio_json import PORTFOLIO_SCHEMA, portfolio_json

TITLES = {"first": "The first family", "place:house": "The old house", "broker:g": "Mr. G"}
NIGHTS = (("house", 2),)


def day(number: int) -> datetime:
    return datetime(2031, 10, 1, tzinfo=UTC) + timedelta(days=number)


def crowded() -> tuple[list[object], Portfolio]:
    """Two families, and beds, money and a guide for one."""
    one = way(nights=NIGHTS, cost=700.0, engaged=(("g", 1),))
    requests = [request("first", one, people=3), request("second", one, people=2)]
    return requests, choose(requests, Common(7, 1000.0, {"house": 4}, 1, 1, {}, 1, 0.5))


def test_the_answer() -> None:
    """How many leave, how many arrive, and the money."""
    requests, found = crowded()
    assert answer_lines(found, 2, "USD") == [
        "Meet 1 of 2 requests: 3 people leave, 2.4 are expected to arrive.",
        "At worst 1.2. USD 700 to be set aside.",
    ]
    assert answer_lines(choose([], Common(7)), 0, "USD") == ["None of these requests can be met."]
    assert answer_lines(choose(requests, Common(7)), 2, "USD")[0].startswith("Meet all 2 requests: 5 people")
    assert chosen_rows(found, TITLES, day, "USD") == [
        ("Wed 1 Oct", "The first family", "3", "80 (at worst 40)", "USD 700", "safest", "go")
    ]


def said(found: Portfolio) -> list[str]:
    """Who must wait and why, where nothing follows a line."""
    lists = refused_lists(found, TITLES, day=day, currency="USD", packs={}, flips={})
    assert not any(items for _, items in lists)
    return [line for line, _ in lists]


def kept_back(*permits: Permit, flips: tuple[Flip, ...] = ()) -> tuple[str, list[str]]:
    """What is said of somebody whom the charter keeps back, a day after another."""
    found = choose([request("first", *(way(at, permit=permit) for at, permit in enumerate(permits)))], Common(7))
    pack = small_pack(leg("l"), condition=[condition()])
    (line,) = refused_lists(found, TITLES, day=day, currency="USD", packs={"first": pack}, flips={"first": flips})
    return line


LOW = Gate("low", 0.14, 0.25, holds=False, missed="decline")
BAND = Gate("low/second", 0.14, 0.8, holds=False, missed="second")
CONSENT = Gate("consent", 1, 0, holds=False, missed="hold", about=("boy",))


def test_why_the_charter_keeps_somebody_back() -> None:
    """What the gravest rules say on the day that comes nearest to a yes, and the nearest change."""
    flip = Flip((Change("consent:boy", "given"),), "go", 0.5, 0.6)
    assert kept_back(Permit("decline", (LOW, BAND, CONSENT)), flips=(flip, flip)) == (
        "The first family, 1 person: the charter declines this plan on every day that was looked at.",
        [
            "Wed 1 Oct: at worst 14 of 100 arrive; the usual limit is 25.",
            "If boy agreed to go: go (at worst 50 of 100, nine-tenths sure of 60).",
        ],
    )
    line, (against,) = kept_back(Permit("decline", (LOW,)), Permit("hold", (CONSENT,), "consent"))
    assert line.endswith("on every day that was looked at the charter holds them, or declines the plan.")
    assert against == "Thu 2 Oct comes nearest to a yes: consent has not been heard: boy."
    waiting = Permit("hold", (), "condition:river=high", day(9).replace(hour=22), 9)
    line, (against,) = kept_back(waiting)
    assert line.endswith("the charter holds them on every day that was looked at.")
    assert against == "Wed 1 Oct: river is high, as likely as not until Fri 10 Oct 22:00."
    itself = Gate("waiting", 3.0, 0.0, holds=False, missed="hold", about=("river=high",))
    barred = Gate("no_go", 1, 0, holds=False, missed="hold", about=("river=high",))
    assert kept_back(Permit("hold", (itself,), "condition:river=high"))[1] == ["Wed 1 Oct: river is high."]
    assert kept_back(Permit("hold", (barred,), "condition:river=high"))[1] == [
        "Wed 1 Oct: the charter says nobody sets out while river=high."
    ]
    nothing = Gate("charter.signed", 0, None, holds=False, missed="hold")
    no_day = Gate("charter.review", "2031-10-01", None, holds=False, missed="hold")
    assert kept_back(Permit("hold", (nothing, no_day), "charter"))[1] == [
        "Wed 1 Oct: there is no charter, so nobody has agreed when to say yes."
    ]


def test_what_must_still_happen_before_they_leave() -> None:
    """Second approvals in one line; groups and waits of hours in one each."""
    held = Permit("hold", (), "condition:river=high", day(0).replace(hour=22), 0)
    groups = Permit("split", (LOW,), groups=(("anna",), ("ben", "carl")), words=("second", "go"))
    asked = [
        request("first", way(permit=Permit("second", (BAND,)))),
        request("second", way(permit=groups)),
        request("third", way(permit=held)),
    ]
    found = choose(asked, Common(7))
    assert chosen_lines(found, TITLES) == [
        "A second person must approve before they leave: The first family; second.",
        "second leaves in groups, for undivided the charter declines it: anna; ben, carl.",
        "third: hold until Wed 1 Oct 22:00, then ask decide again.",
    ]
    assert [row[-1] for row in chosen_rows(found, TITLES, day, "USD")] == [
        "go with a second approval",
        "split",
        "hold until 22:00",
    ]
    assert chosen_lines(choose([request("x", way())], Common(7)), TITLES) == []


def test_nobody_whom_a_charter_lets_go() -> None:
    """Said as such, and not as a lack of anything."""
    asked = [request(name, way(permit=Permit("decline", (LOW,)))) for name in ("x", "y")]
    assert answer_lines(choose(asked[:1], Common(7)), 1, "USD") == ["The charter does not let this request go."]
    assert answer_lines(choose(asked, Common(7)), 2, "USD") == ["The charter lets none of these 2 requests go."]


def test_who_is_ready_only_after_the_period() -> None:
    """Is not said to have no way."""
    assert said(choose([request("late", ready=9)], Common(7))) == [
        "late, 1 person: they are ready to leave only after the period."
    ]


def test_why_others_wait() -> None:
    """Everything that is missing, by the names of people and places."""
    _, found = crowded()
    assert said(found) == [
        (
            "second, 2 people: beside those who are met, USD 400 are missing; a bed is missing in The old house (night "
            "of Fri 3 Oct); Mr. G is with others (Thu 2 Oct); Mr. G would know of too many missions; nobody is free to "
            "attend to it (Wed 1 Oct). Leaving Wed 1 Oct, 1.6 would be expected to arrive."
        )
    ]
    never = choose([request("never", way(mid=0.0))], Common(7))
    assert said(never) == ["never, 1 person: no way that was looked at arrives."]
    burnt = choose([request("x", way(burns=(("house", 0.9),)))], Common(7, risk=0.1))
    assert "The old house would be put at too much risk" in said(burnt)[0]


def test_what_more_would_bring() -> None:
    """What brings something by itself, exactly or between bounds; the rest in one line."""
    found = [
        More("bed:house", 1.0, 1.5, 1.5, ("first",), ("second",)),
        More("money", 1000.0, 0.4, 0.9, (), ()),
        More("broker:g", 1.0, 0.0, 0.0, (), ()),
        More("broker:h", 1.0, 0.0, 0.0, (), ()),
        More("attention", 1.0, 0.0, 0.0, (), ()),
    ]
    assert more_lines(found, TITLES, "USD") == [
        "One more bed in The old house: 1.50 people more, then also The first family instead of second.",
        "USD 1,000 more: between 0.40 and 0.90 people more.",
        (
            "By itself, none of these would bring anybody more: one more mission at a time; somebody else as trusted "
            "as Mr. G or h."
        ),
    ]


@pytest.mark.parametrize(
    ("optimal", "bound", "said"),
    [
        ((True, True), 3.0, "Proved: no choice that the charter allows is better"),
        ((True, False), 3.0, "Proved for people"),
        ((False, False), 3.5, "another choice could bring at most 0.50 people more"),
        ((False, False), float("inf"), "The time was too short to prove anything"),
    ],
)
def test_the_proof_is_said_as_far_as_it_goes(optimal: tuple[bool, bool], bound: float, said: str) -> None:
    """Never more than was proved."""
    levels = (Level("people", 3.0, bound, optimal[0]), Level("waiting", 9.0, 12.0, optimal[1]))
    assert said in proof_lines(levels)[0]


@pytest.mark.parametrize("seconds", [None, 0.0])
def test_the_json_keeps_to_its_schema(seconds: float | None) -> None:
    """Whether anything is proved or not."""
    requests, _ = crowded()
    many = [request(f"r{n}", *(way(d, 0.5, cost=10.0 + n) for d in range(40))) for n in range(45)]
    jsonschema.Draft202012Validator.check_schema(PORTFOLIO_SCHEMA)
    for asked, common in ((requests, Common(7, 1000.0, {"house": 4})), (many, Common(40, 300.0)), ([], Common(1))):
        found = choose(asked, common, seconds=seconds)
        more = find_more(asked, found, seconds=0.1)
        document = portfolio_json(found, more, requests=asked, flips={}, day=day, currency="USD", warnings=())
        assert len(document["verdicts"]) == sum(len(one.ways) for one in asked)
        jsonschema.Draft202012Validator(PORTFOLIO_SCHEMA).validate(json.loads(json.dumps(document, allow_nan=False)))


def test_the_figure_shows_beds_and_money() -> None:
    """Night by night, with what there is beside what is kept."""
    _, found = crowded()
    figure = portfolio_figure(found, TITLES, day, "USD", ["said"])
    assert [panel.title for panel in figure.panels] == [
        "Money set aside, by day of departure",
        "Beds, by night: The old house",
    ]
    assert "3 of 4" in figure_svg(figure, 420)
    assert portfolio_figure(choose([], Common(1)), TITLES, day, "USD", []).panels == ()
