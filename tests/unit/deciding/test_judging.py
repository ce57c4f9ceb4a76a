"""The verdict: waits, splits and flips, each confirmed by other means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.deciding.assessing import with_pack
from waystation.deciding.charter import CharterState, Signature
from waystation.deciding.flips import changed
from waystation.deciding.judging import Asking, Judged, judge, verdict_of
from waystation.deciding.people import Heard
from waystation.planning.what_if import Mission
from waystation.world.calendars import Calendars
from waystation.world.charter import Band, Charter, Limits
from waystation.world.pack import Pack


def asking(
    pack: Pack, *, signed: bool = True, heard: bool = True, no_go: tuple[str, ...] = (), **limits: Any
) -> Asking:
    """A charter that asks for nothing, unless it says otherwise; signed, and every consent given."""
    free = {"low": 0.0, "likely_p10": 0.0, "second": Band(low=0.0, likely_p10=0.0), "risk": "unacceptable"}
    wanted = Limits(**{**free, "alone_hours": 1000.0, **limits})
    charter = Charter(
        members=("anna",),
        threshold=1,
        review=date(2032, 1, 1),
        no_go=no_go,
        PC1=wanted,
        PC2=wanted,
        PC3=wanted,
        PC4=wanted,
    )
    start = pack.clock.start
    signatures = (Signature("anna", start, True, "r"),) if signed else ()
    given = frozenset((each.id, "journey") for each in pack.travellers) if heard else frozenset()
    mission = Mission(pack, {}, None, Calendars(pack.clock.longer))
    return Asking(mission, CharterState(charter, "d", signatures, (), start.date()), Heard(given))


def risky(caught: Any = (0.1, 0.3), **tables: Any) -> Pack:
    risk = {"caught": list(caught) if isinstance(caught, tuple) else caught}
    return small_pack(leg("l", risk=risk), **tables)


def confirmed(asked: Asking, found: Judged) -> None:
    """Every flip about beliefs alone is what judging the changed pack by itself says."""
    for flip in found.verdict.flips:
        pack = asked.mission.pack
        for change in flip.changes:
            pack = changed(pack, change)
        word, plan = verdict_of(replace(asked, mission=with_pack(asked.mission, pack)))
        assert (word, plan.going.low) == (flip.verdict, flip.low)
        assert word != found.verdict.word


def test_every_gate_held_is_go() -> None:
    """And the figures are those of the plan."""
    found = judge(asking(risky())).verdict
    assert (found.word, found.hold, found.split) == ("go", None, None)
    assert found.go.low == pytest.approx(0.7)
    assert all(gate.holds for gate in found.gates)


@pytest.mark.parametrize(("what", "because"), [("signed", "charter"), ("heard", "consent")])
def test_what_people_can_set_right_is_waited_for(what: str, because: str) -> None:
    """A signature, a consent: hold until it is there; and it alone would make it go."""
    found = judge(asking(risky(), **{what: False})).verdict
    assert found.word == "hold"
    assert found.hold is not None
    assert (found.hold.until, found.hold.because) == (None, because)
    (flip,) = found.flips
    assert (flip.verdict, len(flip.changes)) == ("go", 1)


def test_a_decline_is_flipped_by_as_few_reports_as_it_takes() -> None:
    """One of eight caught leaves 1 − 2/9 at worst; with three more that were not, 1 − 2/12, and not with two."""
    asked = asking(risky({"events": 1, "trials": 8}), low=0.83)
    found = judge(asked)
    assert found.verdict.word == "decline"
    confirmed(asked, found)
    (flip,) = found.verdict.flips
    (change,) = flip.changes
    assert (change.what, change.change, change.times, flip.verdict) == ("leg:l/caught", "not", 3, "go")


def test_a_go_is_flipped_by_bad_news() -> None:
    """A broker who breaks faith once."""
    pack = small_pack(leg("l", broker="g"), broker=[{"id": "g", "role": "guide", "record": {"kept": 20, "broken": 0}}])
    asked = asking(pack, low=0.93)
    found = judge(asked)
    assert found.verdict.word == "go"
    confirmed(asked, found)
    assert [(c.what, c.change) for flip in found.verdict.flips for c in flip.changes] == [
        ("broker:g/betrayed", "broken")
    ]


def waits(now: str = "high", **tables: Any) -> Pack:
    """A river that falls within hours, and a house where waiting costs little."""
    return small_pack(
        place("a", found=0.01),
        leg("l", risk={"harm": 0.05}, when={"river=high": {"harm": 8.0}}),
        condition=[condition(per_step=[[0.99, 0.01], [0.2, 0.8]], now=now)],
        hours=24,
        **tables,
    )


def test_the_plan_that_waits_for_a_level_holds_until_it_as_likely_as_not_comes() -> None:
    """0.8 a step: after four steps it is likelier than not that the river has fallen."""
    asked = asking(waits())
    found = judge(asked).verdict
    assert found.word == "hold"
    hold = found.hold
    assert hold is not None
    assert (hold.because, hold.awaited) == ("condition:river=high", ("river=low",))
    assert hold.until == asked.mission.pack.clock.at(4)
    survived = (1 - 0.01) ** (4 * 30 / 1440)
    assert hold.low_then == pytest.approx(0.95 * survived, rel=1e-9)
    assert judge(asking(waits("low"))).verdict.word == "go"


def test_a_plan_that_leaves_at_last_whatever_stands_is_not_said_to_wait_longer() -> None:
    """The ferry's last hour is two: by then the river has likelier not fallen, and that is what is counted with."""
    pack = small_pack(
        place("a", found=0.01),
        leg("l", risk={"harm": 0.05}, when={"river=high": {"harm": 8.0}}, window=["00:00-14:00"]),
        condition=[condition(per_step=[[0.99, 0.01], [0.05, 0.95]], now="high")],
        hours=6,
    )
    found = judge(asking(pack)).verdict
    hold = found.hold
    assert hold is not None
    assert (hold.until, hold.latest, hold.assumed) == (pack.clock.at(4), True, ("river=high",))
    harm = 8 * 0.05 / (0.95 + 8 * 0.05)
    assert hold.low_then == pytest.approx((1 - harm) * (1 - 0.01) ** (4 * 30 / 1440), rel=1e-9)
    assert hold.low_then < found.go.low


def test_of_several_levels_the_likeliest_is_counted_with() -> None:
    """A flood that falls to high water first; where they may leave at either, it is high water that they will find."""
    rows = [[1.0, 0.0, 0.0], [0.02, 0.98, 0.0], [0.0, 0.3, 0.7]]
    pack = small_pack(
        place("a", found=0.01),
        leg("l", risk={"harm": 0.05}, when={"river=high": {"harm": 1.1}, "river=flood": {"harm": 8.0}}),
        condition=[condition("river", ("low", "high", "flood"), per_step=rows, now="flood")],
        hours=24,
    )
    hold = judge(asking(pack)).verdict.hold
    assert hold is not None
    assert hold.awaited == ("river=low", "river=high")
    assert (hold.assumed, hold.latest) == (("river=high",), False)
    assert hold.until == pack.clock.at(2), "0.7 a step"


def test_a_party_that_waits_is_held_to_the_limits_as_they_will_stand() -> None:
    """The high river would be declined, were it not about to fall; a limit that even a low one misses declines."""
    low = judge(asking(waits())).verdict.go.low
    assert judge(asking(waits(), low=low + 1e-6)).verdict.word == "hold"
    assert judge(asking(waits(), low=0.96)).verdict.word == "decline"


def test_what_is_missed_only_now_is_said_and_does_not_count() -> None:
    """A high river that is about to fall, below the limit now and above it then."""
    low = judge(asking(waits())).verdict.go.low
    found = judge(asking(waits(), low=low + 1e-6)).verdict
    assert [(gate.name, gate.missed) for gate in found.missed] == [("waiting", "hold")]
    now = next(gate for gate in found.gates if gate.name == "low")
    assert (now.value, now.holds, now.counts) == (low, False, False)


def test_a_decline_at_the_end_of_a_wait_is_explained_by_the_figures_of_then() -> None:
    """The charter bars leaving now, and whoever waits so long in a bad house is below the limit: that is the reason."""
    pack = small_pack(
        place("a", found=0.6),
        leg("l", risk={"harm": 0.05}, when={"river=high": {"harm": 2.0}}),
        condition=[condition(per_step=[[0.99, 0.01], [0.02, 0.98]], now="high")],
        hours=48,
    )
    found = judge(asking(pack, no_go=("river=high",), low=0.7)).verdict
    assert found.word == "decline"
    (reason,) = (gate for gate in found.missed if gate.missed == "decline")
    waited = next(step for step in range(100) if 0.98**step <= 0.5)
    survived = (1 - 0.6) ** (waited * 30 / 1440)
    assert (reason.name, reason.limit) == ("low/then", 0.7)
    assert reason.value == pytest.approx(0.95 * survived, rel=1e-9)
    assert found.go.low > 0.7


def test_where_nobody_arrives_no_limit_is_low_enough_to_go() -> None:
    """A charter that asks for nothing still asks for a way."""
    found = judge(asking(small_pack(leg("l", "b", "a")))).verdict
    assert found.word == "decline"
    assert [gate.name for gate in found.missed] == ["way"]


def test_waiting_for_a_departure_is_no_hold() -> None:
    """A bus at a quarter past is waited for whatever the river does."""
    pack = small_pack(
        leg("l", departures=["13:30"], risk={"harm": 0.05}, when={"river=high": {"harm": 2.0}}),
        condition=[condition(per_step=[[0.9, 0.1], [0.2, 0.8]], now="high")],
        hours=4,
    )
    assert judge(asking(pack)).verdict.word == "go"


def test_a_no_go_level_holds_though_the_plan_would_leave() -> None:
    """And it is said that the wait is the charter's."""
    pack = waits(mission={"budget": 1000})
    quick = replace(pack, places=tuple(p.model_copy(update={"no_waiting": False}) for p in pack.places))
    found = judge(asking(quick, no_go=("river=high",))).verdict
    assert found.word == "hold"
    assert not next(gate for gate in found.gates if gate.name == "no_go").holds


def test_several_no_go_levels_must_all_have_ended_at_once() -> None:
    """Until as likely as not both have been away together, and worth what it is then, with both away."""
    high, near = np.array([[0.95, 0.05], [0.1, 0.9]]), np.array([[0.9, 0.1], [0.3, 0.7]])
    pack = small_pack(
        place("a", found=0.01),
        leg("l", risk={"harm": 0.05}, when={"river=high": {"harm": 2.0}, "patrol=near": {"harm": 3.0}}),
        condition=[
            condition(per_step=high.tolist(), now="high"),
            condition("patrol", ("away", "near"), per_step=near.tolist(), now="near"),
        ],
        hours=24,
    )
    found = judge(asking(pack, no_go=("patrol=near", "river=high"))).verdict
    chances, steps = {("high", "near"): 1.0}, 0
    while sum(chances.values()) > 0.5:  # every course of the two that has not been away together yet
        after: dict[tuple[str, str], float] = {}
        for (river, patrol), chance in chances.items():
            for level, p in zip(("low", "high"), high[int(river == "high")], strict=True):
                for other, q in zip(("away", "near"), near[int(patrol == "near")], strict=True):
                    if (level, other) != ("low", "away"):
                        after[level, other] = after.get((level, other), 0.0) + chance * p * q
        chances, steps = after, steps + 1
    hold = found.hold
    assert hold is not None
    assert (hold.because, hold.awaited) == ("condition:river=high", ("river=low",)), "the river takes longer"
    assert hold.until == pack.clock.at(steps)
    assert hold.low_then == pytest.approx(0.95 * (1 - 0.01) ** (steps * 30 / 1440), rel=1e-9)


def crowded(crowding: float = 6.0) -> Pack:
    """Two who are seen far sooner together than alone."""
    travellers = [{"id": "anna", "sex": "woman"}, {"id": "ben", "sex": "man"}]
    return small_pack(leg("l", risk={"caught": 0.1}), travellers=travellers, party={"crowding": crowding})


def test_a_party_too_large_to_pass_is_split_where_its_groups_pass() -> None:
    """Together 0.6 at worst, each alone 0.9."""
    found = judge(asking(crowded(), low=0.7)).verdict
    assert found.word == "split"
    split = found.split
    assert split is not None
    assert sorted(split.groups) == [("anna",), ("ben",)]
    assert split.words == ("go", "go")
    assert split.all_safe == pytest.approx(0.81)
    assert split.expected_safe == pytest.approx(1.8)


def test_no_split_where_even_the_groups_do_not_pass_or_people_stand_in_the_way() -> None:
    """Limits beyond either; those who stay together; a consent that nobody has heard."""
    assert judge(asking(crowded(), low=0.95)).verdict.word == "decline"
    together = replace(
        crowded(), travellers=tuple(t.model_copy(update={"together": "us"}) for t in crowded().travellers)
    )
    assert judge(asking(together, low=0.7)).verdict.word == "decline"
    assert judge(asking(crowded(), low=0.7, heard=False)).verdict.word == "decline"


def test_levels_that_would_change_the_verdict_are_named() -> None:
    """Seen high, the river makes a go a hold; seen low, a hold a go."""
    for now, other, word in (("low", "high", "hold"), ("high", "low", "go")):
        flips = judge(asking(waits(now))).verdict.flips
        assert [(f.changes[0].what, f.changes[0].change, f.verdict) for f in flips][:1] == [
            ("condition:river", other, word)
        ]
