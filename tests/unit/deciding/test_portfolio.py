"""Choosing among missions: the order in which things count, why others wait, what more would bring."""

from __future__ import annotations

from dataclasses import replace

import pytest

from waystation.deciding.more import find_more
from waystation.deciding.permits import Permit
from waystation.deciding.portfolio import choose
from waystation.deciding.requests import Common, Request, Way, allowed_ways, capacity, expected_people, uses_of
from waystation.deciding.verdict import Gate

GO = Permit("go")


def way(day: int = 0, mid: float = 0.8, **words: object) -> Way:
    permit = words.pop("permit", GO)
    return Way("safest", day, int(words.pop("until", day)), mid / 2, mid, permit, **words)  # type: ignore[arg-type]


def request(name: str, *ways: Way, people: int = 1, **words: float) -> Request:
    return Request(name, people, words.pop("waited", 0.0), words.pop("peril", 0.0), ways, **words)  # type: ignore[arg-type]


def test_people_count_before_money() -> None:
    """Five dear people before one cheap one."""
    family = request("family", way(cost=900.0), people=5)
    alone = request("alone", way(cost=10.0))
    found = choose([alone, family], Common(7, money=905.0))
    assert [one.request.id for one in found.chosen] == ["family"]
    assert found.people == pytest.approx(4.0)
    assert [level.optimal for level in found.levels] == [True] * 4


def test_of_equals_those_who_waited_longest_go() -> None:
    """Then those most at risk if they stay, then the cheaper."""
    one, two = request("one", way(), waited=10.0), request("two", way(), waited=200.0)
    common = Common(7, attention=1)
    assert [c.request.id for c in choose([one, two], common).chosen] == ["two"]
    safe, risky = request("safe", way()), request("risky", way(), peril=0.5)
    assert [c.request.id for c in choose([safe, risky], common).chosen] == ["risky"]
    dear, cheap = way(cost=9.0), way(cost=3.0)
    assert choose([request("x", dear, cheap)], common).cost == 3.0


def test_a_little_fewer_people_may_be_given_up_for_fairness() -> None:
    """Only so few as are called alike."""
    newer, older = request("newer", way(mid=0.83)), request("older", way(mid=0.8), waited=300.0)
    common = Common(7, attention=1)
    assert [c.request.id for c in choose([newer, older], common, alike=0.05).chosen] == ["older"]
    assert [c.request.id for c in choose([newer, older], common, alike=0.01).chosen] == ["newer"]


def test_whoever_can_leaves_early() -> None:
    """Where nothing else differs, waiting ends sooner; where they are in peril, more of them are still there."""
    assert choose([request("x", way(5), way(1), way(3))], Common(7)).chosen[0].way.day == 1
    risky = request("x", way(300), way(0), peril=0.5, people=4)
    assert expected_people(risky, risky.ways[0]) == pytest.approx(4 * 0.8 * 0.5 ** (300 / 365))
    assert expected_people(replace(risky, ready=300), risky.ways[0]) == pytest.approx(3.2)


def test_a_bed_is_shared_by_nobody() -> None:
    """Who does not fit waits, and is told where the bed is missing; with one bed more, both go."""
    nights = (("house", 2), ("house", 3))
    first = request("first", way(nights=nights), people=3)
    second = request("second", way(nights=(("house", 3),)), people=2)
    common = Common(7, beds={"house": 4})
    found = choose([first, second], common)
    assert [(one.request.id, one.short) for one in found.refused] == [("second", ((("bed", "house", 3), 1.0),))]
    (more,) = find_more([first, second], found)
    assert (more.what, more.people, more.most, more.enters) == (
        "bed:house",
        pytest.approx(1.6),
        pytest.approx(1.6),
        ("second",),
    )
    assert choose([first, second], Common(7, beds={"elsewhere": 0})).refused == ()


def test_brokers_serve_one_party_at_a_time_and_know_of_few() -> None:
    """By day, and in all; a person as trusted doubles both."""
    a, b = request("a", way(engaged=(("g", 1),))), request("b", way(1, engaged=(("g", 1),)))
    busy = choose([a, b], Common(7, at_once=1))
    assert [one.short for one in busy.refused] == [((("broker", "g", 1), 1.0),)]
    assert [(more.what, more.people) for more in find_more([a, b], busy)] == [("broker:g", pytest.approx(0.8))]
    later = request("b", way(4, engaged=(("g", 5),)))
    assert choose([a, later], Common(7, at_once=1)).refused == ()
    told = request("b", way(4, told=("g",)))
    assert [one.short for one in choose([a, told], Common(7, told=1)).refused] == [((("told", "g", -1), 1.0),)]
    assert choose([a, told], Common(7, told=1, stand_ins={"g": 1})).refused == ()


def test_coordinators_attend_to_so_many_at_once() -> None:
    """On every day between the first and the last."""
    a, b = request("a", way(0, until=4)), request("b", way(3, until=9))
    found = choose([a, b], Common(7, attention=1))
    assert len(found.chosen) == 1
    assert [more.what for more in find_more([a, b], found)] == ["attention"]
    assert uses_of(b, b.ways[0], Common(7, attention=1)) == {("attention", "", day): 1.0 for day in range(3, 7)}


def test_a_house_burnt_early_costs_more_than_one_burnt_late() -> None:
    """What a house may lose limits how much is risked while there is much to lose."""
    early, late = way(0, burns=(("house", 0.3),)), way(9, burns=(("house", 0.3),))
    common = Common(10, risk=0.2)
    assert uses_of(request("x"), early, common) == {("risk", "house", -1): pytest.approx(0.27)}
    assert uses_of(request("x"), late, common) == {}
    found = choose([request("x", early, late)], common)
    assert [one.way.day for one in found.chosen] == [9]


def test_money_that_is_missing_is_said_and_what_more_would_bring() -> None:
    """To the unit; with as much more, they go."""
    a, b = request("a", way(cost=700.0), people=2), request("b", way(cost=600.0))
    found = choose([a, b], Common(7, money=1000.0))
    assert [one.short for one in found.refused] == [((("money", "", -1), 300.0),)]
    assert [m.people for m in find_more([a, b], found, money=299.0)] == [0.0]
    assert [m.people for m in find_more([a, b], found, money=300.0)] == [pytest.approx(0.8)]


def test_who_cannot_arrive_is_refused_without_a_way() -> None:
    """Also whose every departure lies after the period."""
    found = choose([request("never", way(mid=0.0)), request("after", way(30)), request("none")], Common(7))
    assert [(one.request.id, one.way, one.short) for one in found.refused] == [
        ("never", None, ()),
        ("after", None, ()),
        ("none", None, ()),
    ]
    assert found.people == 0.0
    assert choose([], Common(7)).chosen == ()


def test_where_time_runs_out_the_gap_is_said() -> None:
    """Nothing is called proved that is not."""
    requests = [request(f"r{n}", *(way(d, 0.5 + n / 200, cost=10.0 + n) for d in range(40))) for n in range(50)]
    found = choose(requests, Common(40, money=300.0), seconds=0.0)
    level = found.levels[0]
    assert not level.optimal
    assert level.bound > level.value
    assert found.cost <= 300.0


@pytest.mark.parametrize(
    ("word", "until_day", "chosen"),
    [
        ("go", None, True),
        ("second", None, True),
        ("split", None, True),
        ("decline", None, False),
        ("hold", None, False),
        ("hold", 3, False),
        ("hold", 1, True),
    ],
)
def test_only_what_the_charter_lets_go_is_chosen(word: str, until_day: int | None, chosen: bool) -> None:
    """A hold that ends on the day itself is waited out on it; any other keeps them back, and it is said."""
    asked = request("x", way(1, permit=Permit(word, until_day=until_day)))  # type: ignore[arg-type]
    found = choose([asked], Common(7))
    assert bool(found.chosen) is chosen
    assert [(one.barred, one.way) for one in found.refused] == ([] if chosen else [(True, asked.ways[0])])


def test_a_hold_bars_every_day_until_it_ends() -> None:
    """Also a day that by itself would be a yes; from the day on which it ends they may leave."""
    held = way(0, permit=Permit("hold", until_day=4))
    asked = request("x", held, way(2), way(4), way(6))
    assert [each.day for each in allowed_ways(asked)] == [4, 6]
    assert [one.way.day for one in choose([asked], Common(7)).chosen] == [4]
    nobody_knows = way(0, permit=Permit("hold"))
    assert [each.day for each in allowed_ways(request("x", nobody_knows, way(2)))] == [2]


def test_whom_the_charter_keeps_back_is_explained_by_the_day_that_comes_nearest() -> None:
    """A hold before a decline, then the better chance at worst, then the sooner; nothing more would bring them."""
    no, wait = Permit("decline"), Permit("hold")
    asked = request("x", way(0, 0.9, permit=no), way(1, 0.5, permit=wait), way(2, 0.6, permit=wait))
    met = request("y", way(cost=5.0, engaged=(("g", 0),)))
    found = choose([asked, met], Common(7, money=5.0, at_once=1))
    (refused,) = found.refused
    assert (refused.barred, refused.way, refused.short) == (True, asked.ways[2], ())
    assert find_more([asked, met], found) == []


def test_a_second_approval_is_known_of_a_way_of_its_groups_and_of_the_end_of_its_wait() -> None:
    """Wherever two people must say yes, it is said."""
    second = Gate("low/second/then", 0.5, 0.8, holds=False, missed="second")
    for permit, wanted in (
        (Permit("go"), False),
        (Permit("second"), True),
        (Permit("split", words=("go", "second")), True),
        (Permit("split", (second,), words=("go", "go")), False),
        (Permit("hold", (second,)), True),
        (Permit("hold"), False),
    ):
        assert permit.second is wanted


def test_groups_take_what_each_of_them_takes() -> None:
    """Beds and brokers for each, money in all; a broker who knows of both groups knows of one mission."""
    first = way(nights=(("house", 1),), engaged=(("g", 1),), cost=30.0, burns=(("house", 0.2),))
    second = way(nights=(("house", 1), ("house", 2)), engaged=(("g", 1),), cost=50.0, told=("h",))
    together = way(permit=Permit("split"), parts=((3, first), (2, second)), cost=80.0)
    common = Common(7, 1000.0, {"house": 9}, at_once=3, told=5, attention=3, risk=0.5)
    assert uses_of(request("x", people=5), together, common) == {
        ("money", "", -1): 80.0,
        ("bed", "house", 1): 5.0,
        ("bed", "house", 2): 2.0,
        ("broker", "g", 1): 2.0,
        ("told", "g", -1): 1.0,
        ("told", "h", -1): 1.0,
        ("attention", "", 0): 2.0,
        ("risk", "house", -1): pytest.approx(0.2 * 6 / 7),
    }


def test_capacity_of_what_nothing_limits() -> None:
    """Infinite; a place without beds has none."""
    assert capacity(Common(7), ("money", "", -1)) == float("inf")
    assert capacity(Common(7), ("bed", "x", 0)) == 0.0
    assert capacity(Common(7, at_once=2, stand_ins={"g": 2}), ("broker", "g", 0)) == 6.0


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Way("w", 3, 2, 0.1, 0.2, GO),
        lambda: Way("w", -1, 2, 0.1, 0.2, GO),
        lambda: Way("w", 0, 0, 0.3, 0.2, GO),
        lambda: Way("w", 0, 0, 0.1, 0.2, GO, cost=-1.0),
        lambda: Request("r", 0, 0.0, 0.0, ()),
        lambda: Request("r", 1, -1.0, 0.0, ()),
        lambda: Request("r", 1, 0.0, 1.5, ()),
    ],
)
def test_what_makes_no_sense_is_refused(wrong) -> None:
    """Values are checked where they are made."""
    with pytest.raises(ValueError, match=r"needs|begins"):
        wrong()
