"""Conditions in play: which show in the state, which stay hidden, where they stand at a step."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from tests.builders import condition, leg, small_pack
from waystation.errors import Usage
from waystation.planning import levels as module
from waystation.planning.levels import Levels, chain_of, levels_of
from waystation.world.conditions import moved

ROWS = [[0.9, 0.1], [0.3, 0.7]]
RIVER = condition("river", per_step=ROWS, now="low")
POLICE = condition("police", ["calm", "alert", "sweep"], now={"calm": 0.5, "alert": 0.5})
PATROL = condition("patrol", ["away", "near"], per_step=ROWS, now=None, observed=False)
SNOW = condition("snow", ["none", "deep"], now={"none": 0.995, "deep": 0.005}, observed=False)
ALL = [RIVER, POLICE, PATROL, SNOW]


def made(
    acting: set[str], at_step: int = 0, named: dict[str, str] | None = None, floor: float = 0.01, steps: int = 4
) -> Levels:
    """The four conditions above, some of which act."""
    pack = small_pack(leg("l"), condition=ALL, evidence={"unobserved_floor": floor})
    return levels_of(pack, acting, steps, at_step, named)


def test_what_is_seen_and_acts_shows_in_the_state() -> None:
    """What changes nothing is left out; the hidden ones are kept, since their joint chance decides what counts."""
    found = made({"police", "patrol"})
    assert [c.id for c in found.visible] == ["police"]
    assert [c.id for c in found.hidden] == ["patrol", "snow"]
    assert found.joint == (("calm",), ("alert",), ("sweep",))


def test_joint_levels_are_counted_with_the_last_fastest() -> None:
    """And named in the order of the pack."""
    found = made({"police", "river"})
    assert found.joint == tuple(itertools.product(("low", "high"), ("calm", "alert", "sweep")))
    assert found.named(4) == (("river", "high"), ("police", "alert"))
    assert found.start_joint().tolist() == [0.5, 0.5, 0.0, 0.0, 0.0, 0.0]


def test_conditions_are_carried_to_the_step_of_a_plan() -> None:
    """One that is named is where it is named, from then on; the others are carried from now."""
    found = made({"river", "police"}, at_step=2)
    assert found.start["river"] == pytest.approx((0.84, 0.16))
    assert made({"river"}, 2, {"river": "high"}).start["river"] == (0.0, 1.0)
    weight = made({"patrol"}, 1, {"patrol": "near"}, steps=4).hiding(["patrol"])[0].weight
    assert weight[1:] == pytest.approx(np.array([[0, 1], [0.3, 0.7], [0.48, 0.52]]))


def test_hidden_levels_are_carried_as_every_condition_is() -> None:
    """To the last bit as `moved` carries them, one condition after another; also for no steps at all."""
    found = made({"patrol", "snow"}, at_step=3, steps=40)
    weight = found.hiding(["patrol", "snow"])[0].weight
    patrol, snow = found.start["patrol"], found.start["snow"]
    for t in range(40):
        assert weight[t].tolist() == [p * q for p in patrol for q in snow]
        if t >= 3:
            patrol, snow = moved(patrol, found.chains["patrol"]), moved(snow, found.chains["snow"])
    assert made({"patrol"}, steps=0).hiding(["patrol"])[0].weight.shape == (0, 2)


def test_hidden_levels_move_from_step_to_step() -> None:
    """Those of one condition are the sums over the others."""
    found = made({"patrol", "snow"})
    patrol, names = found.hiding(["patrol"])
    assert names == [(("patrol", "away"),), (("patrol", "near"),)]
    assert patrol.weight == pytest.approx(np.tile([0.75, 0.25], (4, 1)))
    both, names = found.hiding(["snow", "patrol"])
    assert names[1] == (("patrol", "away"), ("snow", "deep"))
    assert both.weight[0] == pytest.approx([0.75 * 0.995, 0.75 * 0.005, 0.25 * 0.995, 0.25 * 0.005])
    nothing, names = found.hiding([])
    assert (nothing.counts.tolist(), names) == ([[True]] * 4, [()])
    assert nothing.weight == pytest.approx(np.ones((4, 1)))


@pytest.mark.parametrize(
    ("floor", "counts"),
    [
        (0.01, [True, False, True, False]),
        (0.0, [True, True, True, True]),
        (0.003, [True, True, True, False]),
        (0.00375, [True, True, True, False]),
        (0.5, [True, False, False, False]),
        (0.9, [True, False, False, False]),
    ],
)
def test_a_joint_level_counts_from_the_floor_on_and_the_likeliest_always(floor: float, counts: list[bool]) -> None:
    """Joint chances here are 0.74625, 0.00375, 0.24875, 0.00125."""
    assert made({"patrol", "snow"}, floor=floor).hiding(["patrol", "snow"])[0].counts[0].tolist() == counts


def test_a_level_counts_if_some_joint_level_with_it_counts() -> None:
    """Snow alone: deep is too unlikely with either level of the patrol."""
    assert made({"snow"}).hiding(["snow"])[0].counts[0].tolist() == [True, False]
    assert made({"snow"}, floor=0.003).hiding(["snow"])[0].counts[0].tolist() == [True, True]


def test_of_several_likeliest_all_count() -> None:
    """However high the floor is."""
    coin = condition("coin", ["heads", "tails"], now={"heads": 0.5, "tails": 0.5}, observed=False)
    pack = small_pack(leg("l"), condition=[coin], evidence={"unobserved_floor": 0.9})
    assert levels_of(pack, {"coin"}, 1).hiding(["coin"])[0].counts.tolist() == [[True, True]]


def test_a_view_distinguishes_the_levels_that_matter() -> None:
    """In the order of the pack, whatever order they are asked for in."""
    found = made({"river", "police"})
    view, names = found.view(["police"])
    assert (view.local.tolist(), view.size) == ([0, 1, 2, 0, 1, 2], 3)
    assert names == [(("police", "calm"),), (("police", "alert"),), (("police", "sweep"),)]
    view, names = found.view(["police", "river"])
    assert (view.local.tolist(), view.size, names[1]) == (list(range(6)), 6, (("river", "low"), ("police", "alert")))
    view, names = found.view([])
    assert (view.local.tolist(), view.size, names) == ([0] * 6, 1, [()])


def test_without_conditions_there_is_one_joint_level() -> None:
    """With nothing in it."""
    found = levels_of(small_pack(leg("l")), set(), 3)
    assert (found.joint, found.start_joint().tolist(), found.named(0)) == (((),), [1.0], ())


def test_a_chain_per_hour_is_cut_into_steps() -> None:
    """By the rule of the world; per step it is taken as it is."""
    pack = small_pack(leg("l"), condition=[condition(per_hour=ROWS)])
    assert np.array(chain_of(pack.conditions[0], 30)) == pytest.approx(np.array([[0.95, 0.05], [0.15, 0.85]]))
    pack = small_pack(leg("l"), condition=[condition(per_step=ROWS)])
    assert np.array(chain_of(pack.conditions[0], 30)) == pytest.approx(np.array(ROWS))


def test_more_joint_levels_than_can_be_calculated_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen and unseen each have their own sentence."""
    monkeypatch.setattr(module, "MOST_JOINT", 3)
    monkeypatch.setattr(module, "MOST_HIDDEN", 3)
    with pytest.raises(Usage) as refused:
        made({"river", "police"})
    assert (refused.value.code, refused.value.fields) == ("too_many_visible", {"found": 6, "limit": 3})
    with pytest.raises(Usage) as refused:
        made({"patrol"}).hiding(["patrol"])
    assert (refused.value.code, refused.value.fields["found"]) == ("too_many_hidden", 4)
