"""The gates: each on both sides of its limit, and what a missed one leads to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.deciding.assessing import Assessed, assess
from waystation.deciding.charter import CharterState, Signature
from waystation.deciding.gates import charter_gates, figure_gates, no_go_gate, people_gates
from waystation.deciding.people import Heard
from waystation.deciding.verdict import Gate, word_of
from waystation.planning.what_if import Mission
from waystation.world.calendars import Calendars
from waystation.world.charter import Band, Charter, Limits
from waystation.world.pack import Pack

EPS = 1e-9


def charter(**words: Any) -> Charter:
    """Limits that let everything through, unless it says otherwise."""
    limits = {"low": 0.0, "likely_p10": 0.0, "second": Band(low=0.0, likely_p10=0.0), "risk": "unacceptable"}
    named = {key: words.pop(key) for key in list(words) if key in Limits.model_fields}
    free = Limits(**{**limits, "alone_hours": 1000.0, **named})
    return Charter(
        **{"members": ("anna", "ben"), "threshold": 2, "review": date(2032, 1, 1), **words},
        PC1=free,
        PC2=free,
        PC3=free,
        PC4=free,
    )


def assessed(pack: Pack) -> Assessed:
    return assess(Mission(pack, {}, None, Calendars(pack.clock.longer)))


def risky(**tables: Any) -> Assessed:
    """One leg by a broker that is caught with chance 0.1 to 0.3."""
    broker = [{"id": "g", "role": "guide", "betrays": 0.0, **tables.pop("guide", {})}]
    travellers = tables.pop("travellers", [{"id": "anna", "sex": "woman"}])
    risk = tables.pop("risk", {"caught": [0.1, 0.3]})
    return assessed(
        small_pack(leg("l", broker="g", fee=100, risk=risk), broker=broker, travellers=travellers, **tables)
    )


def gate(gates: list[Gate], name: str) -> Gate:
    (found,) = (each for each in gates if each.name == name)
    return found


@pytest.mark.parametrize(
    ("name", "key", "missed"),
    [("low", "low", "decline"), ("likely.p10", "likely_p10", "decline")],
)
def test_a_chance_at_its_limit_passes_and_below_it_does_not(name: str, key: str, missed: str) -> None:
    """The least acceptable chance, at worst and by the 10th percentile; and the band that needs a second person."""
    plan = risky()
    value = plan.going.low if key == "low" else plan.going.p10
    for limit, holds in ((value, True), (value + EPS, False)):
        found = gate(figure_gates(plan, charter(**{key: limit, "second": Band(low=1.0, likely_p10=1.0)})), name)
        assert (found.value, found.limit, found.holds, found.missed) == (value, limit, holds, missed)
        band = gate(
            figure_gates(plan, charter(second=Band(**{"low": 0.0, "likely_p10": 0.0, key: limit}))), name + "/second"
        )
        assert (band.holds, band.missed) == (holds, "second")


def test_the_worst_case_of_a_known_plan_is_its_low() -> None:
    """0.3 of being caught at worst leaves 0.7."""
    assert risky().going.low == pytest.approx(0.7)


@pytest.mark.parametrize(("limit", "holds"), [(100.0, True), (99.99, False)])
def test_cost_a_head(limit: float, holds: bool) -> None:
    """Half of the fee before, half on proof of life: 50 and 0.8 of 50, for each of two travellers."""
    plan = risky(travellers=[{"id": "anna"}, {"id": "ben"}], risk={})
    found = gate(figure_gates(plan, charter(cost_per_head=limit)), "cost_per_head")
    assert found.value == pytest.approx(100.0)
    assert (found.holds, found.missed) == (holds, "decline")


@pytest.mark.parametrize(("budget", "holds"), [(100, True), (99, False)])
def test_the_budget(budget: int, holds: bool) -> None:
    """More than the budget is for two to agree on."""
    found = gate(figure_gates(risky(risk={}, mission={"budget": budget}), charter()), "budget")
    assert (found.holds, found.missed) == (holds, "second")


@pytest.mark.parametrize(("told", "holds"), [(1, True), (0, False)])
def test_brokers_told(told: int, holds: bool) -> None:
    """One broker is told."""
    found = gate(figure_gates(risky(), charter(told=told)), "told")
    assert (found.value, found.holds, found.missed, found.about) == (1, holds, "decline", ("g",))


@pytest.mark.parametrize(
    ("caught", "limit", "holds"),
    [
        (0.2, "very high", True),
        (0.2, "high", False),
        (0.19, "high", True),
        (0.04, "medium", True),
        (0.05, "medium", False),
    ],
)
def test_the_risk_by_the_matrix(caught: float, limit: str, holds: bool) -> None:
    """To be lost is critical: from 0.05 on unlikely and high, from 0.2 on moderately likely and very high."""
    found = gate(figure_gates(risky(risk={"caught": caught}), charter(risk=limit)), "risk")
    assert (found.holds, found.missed) == (holds, "decline")


@pytest.mark.parametrize(
    ("travellers", "exposed"),
    [
        ([{"id": "a", "sex": "woman"}], ("a",)),
        ([{"id": "a"}], ("a",)),
        ([{"id": "a", "sex": "man"}], ()),
        ([{"id": "a", "age": 17, "sex": "man"}], ("a",)),
        ([{"id": "a", "age": 18, "sex": "man"}], ()),
        ([{"id": "a", "sex": "woman"}, {"id": "c", "age": 6}], ("a", "c")),
        ([{"id": "a", "sex": "man"}, {"id": "c", "age": 6}], ()),
        ([{"id": "a", "sex": "woman"}, {"id": "b", "sex": "woman"}], ()),
    ],
)
def test_who_is_alone_with_a_broker(travellers: list[dict[str, Any]], exposed: tuple[str, ...]) -> None:
    """Children without an adult, and a woman, or somebody of whom it is not known, who is the only one."""
    plan = risky(travellers=travellers)
    for hours, holds in ((0.5, True), (0.49, not exposed)):
        found = gate(figure_gates(plan, charter(alone_hours=hours)), "alone")
        assert (found.value, found.holds, found.about) == (0.5 if exposed else 0.0, holds, exposed)
        assert found.missed == "second"


def test_a_broker_of_another_way_counts_as_well() -> None:
    """Whoever is turned back and then goes by boat is alone with the boatman, though the course has none."""
    pack = small_pack(
        leg("path", risk={"back": 0.4}, departures=["12:00"]),
        leg("boat", minutes=90, broker="g", departures=["14:00"], risk={"harm": 0.2}),
        leg("ferry", minutes=60, broker="g", departures=["15:00"], risk={"harm": 0.3}),
        broker=[{"id": "g", "role": "boatman", "betrays": 0.0}],
        hours=6,
    )
    plan = assessed(pack)
    assert [hop.leg.id for hop in plan.course] == ["path"]
    found = gate(figure_gates(plan, charter(alone_hours=0.5)), "alone")
    assert (found.value, found.holds, plan.going.told) == (1.0, False, ("g",))


def test_hours_with_one_broker_run_through_an_engagement() -> None:
    """Two legs of half an hour by the same broker, at noon and at one, are one and a half hours; not by two brokers."""
    for second, hours in (("g", 1.5), ("h", 0.5)):
        pack = small_pack(
            place("m"),
            leg("l", to="m", broker="g", departures=["12:00"]),
            leg("k", "m", "b", broker=second, departures=["13:00"]),
            broker=[{"id": name, "role": "guide", "betrays": 0.0} for name in "gh"],
        )
        assert gate(figure_gates(assessed(pack), charter()), "alone").value == hours


JOURNEY, NOTE = "journey", "best-interests"


@pytest.mark.parametrize(
    ("given", "refused", "name", "holds", "missed"),
    [
        ({("anna", JOURNEY), ("child", NOTE)}, set(), "consent", True, "hold"),
        ({("child", NOTE)}, set(), "consent", False, "hold"),
        ({("child", NOTE)}, {("anna", JOURNEY)}, "consent", False, "decline"),
        ({("anna", JOURNEY), ("child", NOTE)}, set(), "best_interests", True, "hold"),
        ({("anna", JOURNEY)}, set(), "best_interests", False, "hold"),
        ({("anna", JOURNEY)}, {("child", NOTE)}, "best_interests", False, "decline"),
    ],
)
def test_consents_and_notes(given: Any, refused: Any, name: str, holds: bool, missed: str) -> None:
    """What nobody asked for yet is waited for; what was refused is a no."""
    pack = small_pack(leg("l"), travellers=[{"id": "anna", "age": 30}, {"id": "child", "age": 9}])
    found = gate(people_gates(pack, Heard(frozenset(given), frozenset(refused)), ()), name)
    assert (found.holds, found.missed) == (holds, missed)
    assert found.about == (() if holds else ("anna" if name == "consent" else "child",))


@pytest.mark.parametrize(
    ("traveller", "guide", "raised", "name"),
    [
        ({"owes": {"g": 1}}, {}, (), "debt"),
        ({"indicators": ["documents_kept"]}, {}, (), "documents"),
        ({}, {"indicators": ["documents_kept"]}, (), "documents"),
        ({}, {}, ("g",), "price_raised"),
        ({"indicators": ["debt_bondage"]}, {}, (), "indicators"),
        ({}, {"indicators": ["isolation"]}, (), "indicators"),
    ],
)
def test_red_flags_block(traveller: Any, guide: Any, raised: tuple[str, ...], name: str) -> None:
    """Each by itself, and no other with it; a broker's only while that broker may be told."""
    pack = small_pack(
        leg("l", broker="g"),
        travellers=[{"id": "anna", **traveller}],
        broker=[{"id": "g", "role": "guide", "betrays": 0.0, **guide}],
    )
    heard = Heard(frozenset({("anna", JOURNEY)}), frozenset(), frozenset(raised))
    missed = [each for each in people_gates(pack, heard, ("g",)) if not each.holds]
    assert [(each.name, each.value, each.limit, each.missed) for each in missed] == [(name, 1, 0, "decline")]
    if not traveller:
        assert word_of(people_gates(pack, heard, ())) == "go"


def test_a_debt_of_nothing_is_none() -> None:
    """What was paid back does not block."""
    pack = small_pack(
        leg("l", broker="g"),
        travellers=[{"id": "anna", "owes": {"g": 0}}],
        broker=[{"id": "g", "role": "guide", "betrays": 0.0}],
    )
    assert gate(people_gates(pack, Heard(), ()), "debt").holds


@pytest.mark.parametrize(("signers", "holds"), [(2, True), (1, False)])
def test_signatures_up_to_the_threshold(signers: int, holds: bool) -> None:
    """Two of two, and one of two."""
    names = ("anna", "ben")[:signers]
    when = small_pack(leg("l")).clock.start
    state = CharterState(charter(), "d", tuple(Signature(n, when, True, n) for n in names), (), when.date())
    assert gate(charter_gates(state), "charter.signed").holds is holds
    assert word_of(charter_gates(state)) == ("go" if holds else "hold")


@pytest.mark.parametrize(("day", "holds"), [(date(2032, 1, 1), True), (date(2032, 1, 2), False)])
def test_the_day_of_review(day: date, holds: bool) -> None:
    """It holds on that day, and not on the next."""
    state = CharterState(charter(), "d", (), (), day)
    assert gate(charter_gates(state), "charter.review").holds is holds


def test_without_a_charter_nobody_says_go() -> None:
    """Both gates of the charter are missed."""
    assert [each.holds for each in charter_gates(CharterState(None, "", (), (), date(2031, 1, 1)))] == [False, False]


@pytest.mark.parametrize(("now", "hours", "holds"), [("high", 1.0, False), ("low", 1.0, True), ("high", 0.9, True)])
def test_no_go_levels_count_near_a_leg_that_they_act_on(now: str, hours: float, holds: bool) -> None:
    """The river acts on the second leg, an hour away."""
    pack = small_pack(
        place("m"),
        leg("l", to="m", minutes=60),
        leg("k", "m", "b", when={"river=high": {"harm": 2.0}}, risk={"harm": 0.01}),
        condition=[condition(now=now)],
        hours=4,
    )
    found = no_go_gate(assessed(pack), charter(no_go=("river=high",), no_go_hours=hours))
    assert (found.holds, found.missed) == (holds, "hold")


def test_the_gravest_gate_decides() -> None:
    """Decline before hold before a second person."""
    each = {missed: Gate(missed, 0, 0, False, missed) for missed in ("second", "hold", "decline")}  # type: ignore[arg-type]
    assert word_of([]) == "go"
    assert word_of([each["second"]]) == "second"
    assert word_of([each["second"], each["hold"]]) == "hold"
    assert word_of(list(each.values())) == "decline"
    assert word_of([replace(gate, holds=True) for gate in each.values()]) == "go"
