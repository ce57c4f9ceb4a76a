"""Every split, each group planned as a party of its own, the best first."""

from __future__ import annotations

import itertools
import math
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.errors import Usage
from waystation.planning.plan import make_plan
from waystation.planning.restricting import leaving_later
from waystation.planning.splits import Split, split_party
from waystation.solver.solve import solve
from waystation.solver.spreading import HERE
from waystation.world.pack import Pack

SLOW = {"id": "grandmother", "pace": 0.5, "stamina": 1}
YOUNG = [{"id": "mother"}, {"id": "boy"}]
GUIDE = {"id": "g", "role": "guide", "record": {"kept": 9, "broken": 0}, "terms": {"held": 0.5}}
RIVER = condition("river", per_step=[[0.8, 0.2], [0.4, 0.6]])


def mission(*features: object, **tables: object) -> Pack:
    """A dark path that the old cannot walk, a guided path, and a ford that depends on the river."""
    listed = features or (
        place("a", found=0.2),
        place("m", found=[0.0, 0.1]),
        leg("path", to="m", mode="foot", minutes=60, strain=3, risk={"caught": [0.0, 0.05]}),
        leg("guided", to="m", mode="foot", minutes=60, broker="g", fee=100, risk={"caught": 0.1}),
        leg(
            "ford",
            "m",
            "b",
            mode="ford",
            risk={"harm": [0.01, 0.05], "back": [0.0, 0.2]},
            when={"river=high": "closed"},
        ),
    )
    defaults = {
        "travellers": [SLOW, *YOUNG],
        "broker": [GUIDE],
        "condition": [RIVER],
        "party": {"crowding": 1.5},
        "reward": {"per_head": 100, "group": 900},
        "hours": 6,
    }
    return small_pack(*listed, **{**defaults, **tables})


def names(split: Split) -> set[frozenset[str]]:
    """Who goes with whom."""
    return {frozenset(group.travellers) for group in split.groups}


def alone(pack: Pack, members: frozenset[str] | set[str]) -> Pack:
    """The same mission for some of the travellers."""
    return replace(pack, travellers=tuple(t for t in pack.travellers if t.id in members))


def test_each_group_is_a_party_of_its_own() -> None:
    """With its own pace, strength, crowding and reward: what the plan of a pack with only them says."""
    pack = mission()
    splits = split_party(pack)
    assert len(splits) == 5
    for split in splits:
        for group in split.groups:
            plan = make_plan(alone(pack, set(group.travellers)))
            assert group.outcome.safe == plan.outcome.safe
            assert group.outcome.cost == plan.outcome.cost
            assert group.outcome.told == plan.outcome.told
            assert group.days == plan.days
            assert [hop.leg.id for hop in group.course] == [hop.leg.id for hop in plan.course]
            assert group.leaves == 0


def test_the_undivided_party_is_among_them_and_worth_its_plan() -> None:
    """All arrive when it arrives; as many are expected as its chance says."""
    pack = mission()
    whole = next(split for split in split_party(pack) if len(split.groups) == 1)
    safe = make_plan(pack).outcome.safe
    assert whole.together.all_safe.low == pytest.approx(safe.low, abs=1e-12)
    assert whole.together.all_safe.mid == pytest.approx(safe.mid, abs=1e-12)
    assert whole.together.expected_safe.mid == pytest.approx(3 * safe.mid, abs=1e-12)
    assert whole.together.none_safe == pytest.approx(1 - safe.mid, abs=1e-12)
    assert whole.together.stderr == 0.0


def test_the_best_comes_first() -> None:
    """By the chance at worst that all arrive, then nominally."""
    splits = split_party(mission())
    for a, b in itertools.pairwise(splits):
        first, second = (split.together.all_safe for split in (a, b))
        assert (round(first.low, 12), round(first.mid, 12)) >= (round(second.low, 12), round(second.mid, 12))


def test_the_expected_number_is_the_sum_over_the_groups() -> None:
    """Whatever the river does: expectations add up."""
    for split in split_party(mission()):
        for name in ("low", "mid"):
            people = [len(group.travellers) * getattr(group.outcome.safe, name) for group in split.groups]
            assert getattr(split.together.expected_safe, name) == pytest.approx(math.fsum(people), abs=1e-12)


def test_without_conditions_in_common_chances_multiply() -> None:
    """Nothing outside that both could meet."""
    pack = mission(leg("l", risk={"caught": [0.1, 0.3], "back": [0.0, 0.5]}), condition=[])
    for split in split_party(pack):
        for name in ("low", "mid"):
            product = math.prod(getattr(group.outcome.safe, name) for group in split.groups)
            assert getattr(split.together.all_safe, name) == pytest.approx(product, abs=1e-12)


def test_a_river_that_decides_everything_decides_it_for_all() -> None:
    """It is high or low for good: all arrive or nobody does, however they part."""
    river = condition("river", now={"low": 0.3, "high": 0.7})
    for split in split_party(mission(leg("l", when={"river=high": "closed"}), condition=[river])):
        assert split.together.all_safe.mid == pytest.approx(0.3, abs=1e-12)
        assert split.together.all_safe.low == pytest.approx(0.3, abs=1e-12)
        assert split.together.none_safe == pytest.approx(0.7, abs=1e-12)


def test_those_who_stay_together_are_never_parted() -> None:
    """Words bind."""
    bound = [{**SLOW, "together": "x"}, {"id": "mother", "together": "x"}, {"id": "boy"}]
    splits = split_party(mission(travellers=bound))
    assert [names(split) for split in splits] == [
        {frozenset(["grandmother", "mother", "boy"])},
        {frozenset(["grandmother", "mother"]), frozenset(["boy"])},
    ] or len(splits) == 2


def test_groups_that_are_alike_are_planned_once() -> None:
    """Two of equal pace and strength have one plan, and their splits one value."""
    splits = split_party(mission())
    swapped = [
        next(s for s in splits if names(s) == {frozenset(["grandmother", other]), frozenset([left])})
        for other, left in (("mother", "boy"), ("boy", "mother"))
    ]
    assert swapped[0].together == swapped[1].together
    charted = [{id(group.charted) for group in split.groups} for split in swapped]
    assert charted[0] == charted[1]


def test_of_a_hard_budget_a_group_has_the_share_of_its_heads() -> None:
    """Three hundred for three is a hundred for one, who can just pay the guide; fifty each are too little."""
    for budget, can in ((300.0, True), (290.0, False)):
        pack = mission(mission={"budget": budget, "budget_hard": True})
        split = next(s for s in split_party(pack) if len(s.groups) == 3)
        old = next(group for group in split.groups if group.travellers == ("grandmother",))
        assert (old.outcome.safe.mid > 0.0) is can


def test_leaving_later_is_never_safer() -> None:
    """A plan may wait by itself: this is why later departures are looked at only where beds are short."""
    for seconds in range(5):
        pack = mission()
        charted = make_plan(pack).charted
        at_once, later = (
            float(policy.low[0] @ charted.start.joint)
            for policy in (solve(charted.problem), solve(leaving_later(charted, seconds).problem))
        )
        assert later <= at_once + 1e-12


def test_a_later_departure_can_be_asked_for() -> None:
    """An hour after one another: the largest group first, each waiting at home until then."""
    pack = mission()
    splits = split_party(pack, apart_hours=1.0)
    for split in splits:
        assert [group.leaves for group in split.groups] == [2 * at for at in range(len(split.groups))]
        assert [len(g.travellers) for g in split.groups] == sorted(
            (len(g.travellers) for g in split.groups), reverse=True
        )
    at_once = {frozenset(names(split)): split for split in split_party(pack)}
    for split in splits:
        assert split.together.all_safe.low <= at_once[frozenset(names(split))].together.all_safe.low + 1e-12


def test_nobody_leaves_later_from_where_nobody_can_wait() -> None:
    """One sentence, not a plan that cannot be."""
    pack = mission(place("a", no_waiting=True), leg("l"), condition=[])
    assert len(split_party(pack)) == 5
    with pytest.raises(Usage, match="cannot_wait"):
        split_party(pack, apart_hours=2.0)


HOUSE = (
    place("a", found=0.9),
    place("house", beds=2),
    leg("there", to="house"),
    leg("boat", "house", "b", departures=["14:00", "18:00", "22:00"]),
)


def test_where_beds_are_short_groups_leave_one_after_another() -> None:
    """Two sleep in the house, the third stays at the watched home until they have gone: a day later is too late."""
    pack = mission(*HOUSE, condition=[], hours=60)
    whole, *parted = split_party(pack)
    assert len(whole.groups) == 1
    for split in parted:
        assert any(group.kept_out for group in split.groups)
        assert split.together.all_safe.low < whole.together.all_safe.low


def test_more_beds_never_make_it_worse() -> None:
    """A house for all is as if there were no beds to count."""
    lows = []
    for beds in (1, 2, 3, None):
        house = place("house") if beds is None else place("house", beds=beds)
        splits = split_party(mission(HOUSE[0], house, *HOUSE[2:], condition=[], hours=60))
        lows.append({frozenset(names(split)): split.together.all_safe.low for split in splits})
    for split in lows[0]:
        assert lows[0][split] <= lows[2][split] + 1e-12
        assert lows[1][split] <= lows[2][split] + 1e-12
        assert lows[2][split] == pytest.approx(lows[3][split], abs=1e-12)


def test_the_same_seed_gives_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """And another seed another, within what the errors say."""
    monkeypatch.setattr("waystation.planning.together.MOST_IN_ALL", 0)
    once, again, other = (split_party(mission(), runs=400, seed=seed) for seed in (1, 1, 2))
    assert [split.together for split in once] == [split.together for split in again]
    exact = {frozenset(names(split)): split.together for split in split_exactly(monkeypatch)}
    for split in [*once, *other]:
        true = exact[frozenset(names(split))]
        slack = 4.0 * split.together.stderr + 1e-9
        assert abs(split.together.all_safe.mid - true.all_safe.mid) <= slack
        assert split.together.all_safe.low <= true.all_safe.low + 4.0 * split.together.stderr_low + 1e-9
    assert any(split.together.stderr > 0.0 for split in once)


def split_exactly(monkeypatch: pytest.MonkeyPatch) -> list[Split]:
    """The same worked out exactly."""
    monkeypatch.undo()
    splits = split_party(mission())
    assert all(split.together.stderr == 0.0 for split in splits)
    return splits


def test_progress_is_told_plan_by_plan() -> None:
    """Up to the last."""
    seen: list[tuple[int, int]] = []
    split_party(mission(), watch=lambda done, of: seen.append((done, of)))
    assert seen[-1][0] == seen[-1][1]
    assert np.all(np.diff([done for done, _ in seen]) >= 0)


class Elsewhere:
    """Workers to whom work, items and answers are posted as bytes."""

    count = 2

    def answers(self, work: Any, items: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        """Each piece there and back."""
        for position, item in enumerate(items):
            there, given = pickle.loads(pickle.dumps((work, item)))
            yield position, pickle.loads(pickle.dumps(there(given)))


def test_plans_made_elsewhere_are_the_same_plans() -> None:
    """Whoever makes them: the same splits in the same order with the same figures."""
    here, there = (split_party(mission(), workers=workers) for workers in (HERE, Elsewhere()))
    assert [names(split) for split in here] == [names(split) for split in there]
    assert [split.together for split in here] == [split.together for split in there]
